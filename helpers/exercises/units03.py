"""Exercises 03.8, 03.9 and 03.11: whether hidden units are copies, how they start, whether they are dead."""

import numpy as np

from .engine import Exercise, register
from .slips import slips
from .starts03 import START_SLIPS, STARTS, start_complaint


def _initialize(n_x, n_h, n_y, rng):
    W1 = rng.standard_normal((n_h, n_x)) * 0.01
    return W1, np.zeros((n_h, 1)), rng.standard_normal((n_y, n_h)) * 0.01, np.zeros((n_y, 1))


initialize = Exercise(
    "03.9",
    "write initialize(n_x, n_h, n_y, rng), which returns W1, b1, W2 and b2: weights drawn from a normal distribution, "
    "times 0.01, and biases 0.",
    _initialize,
    STARTS,
    "shapes, spread and centre of the weights in two networks, zero biases, and another rng gives other weights.",
    START_SLIPS,
    exact_shape=True,
    complaint=start_complaint,
)


def _rows_alike(summary):
    """Return are_copies, which compares only a summary of each row."""

    def are_copies(W1):
        values = summary(W1)
        return bool(np.all(values == values[0]))

    return are_copies


are_copies = Exercise(
    "03.8",
    "write are_copies(W1), which returns True if all hidden units have the same incoming weights, otherwise False.",
    lambda W1: bool((W1[0] == W1).all()),
    tuple(
        (np.array(rows),)
        for rows in (
            [[0.5, -0.25], [0.5, -0.25], [0.5, -0.25]],
            [[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]],
            [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]],
            [[0.5, -0.5], [0.5, -0.5], [1.0, -2.0]],
            [[1.0, 2.0, 4.0], [4.0, 1.0, 2.0], [2.0, 4.0, 1.0]],
            [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5], [0.5, 0.5]],
            [[1.0, 2.0], [3.0, 4.0], [1.0, 2.0]],
            [[1.0, 2.0, 3.0], [1.0, 2.0, 3.5]],
            [[1.0, 2.0], [3.0, 2.0]],
            [[1.0, 2.0], [1.001, 2.0]],
            [[0.1, 0.7], [0.1, 0.7], [0.1, 0.7]],
        )
    ),
    "eleven weight matrices: copies, almost copies, and units whose weights only add up to the same.",
    slips(
        "columns compared: you compare the columns, that is, the inputs. A hidden unit is a row of W1: which rows "
        "should be equal?",
        lambda W1: bool((W1[:, :1] == W1).all()),
        lambda W1: bool((W1[:, 0] == W1[:, 1]).all()),
        "zeros: copies need not be 0: after the first step their weights are no longer 0, but still the same. What "
        "should each row be compared with?",
        lambda W1: not W1.any(),
        "all entries equal: a unit may well give its inputs different weights. Need all entries of W1 be equal, or "
        "only those of a column?",
        lambda W1: bool((W1[0, 0] == W1).all()),
        "two rows only: you compare two of the units. A third one may differ: how do all rows get their turn?",
        lambda W1: bool((W1[0] == W1[1]).all()),
        lambda W1: bool((W1[0] == W1[-1]).all()),
        "first weight only: you compare one weight of each unit. Do the others count, too?",
        _rows_alike(lambda W1: W1[:, 0]),
        _rows_alike(lambda W1: W1[:, -1]),
        "sums of rows: 1 + 2 + 4 and 4 + 1 + 2 are equal, the units are not. Can you compare entry by entry?",
        _rows_alike(lambda W1: W1.sum(axis=1)),
        _rows_alike(lambda W1: W1.std(axis=1)),
        "rounding: right, but not for copies with weights of 0.1. Is a mean or a sum computed on the way? Even "
        "0.1 + 0.1 + 0.1 is not exactly 0.3. What could each row be compared with instead?",
        lambda W1: bool((W1.mean(axis=0) == W1).all()),
        lambda W1: bool(W1.std(axis=0).sum() == 0),
        "any for all: one equal entry is enough for yours (the first row equals itself). How many must be equal?",
        lambda W1: bool((W1[0] == W1).any()),
        "upside down: you say True where the units differ. The question is whether they are copies.",
        lambda W1: not (W1[0] == W1).all(),
        "a table: your comparison is right, one True or False for each entry. What makes a single answer of them?",
        lambda W1: W1[0] == W1,
        lambda W1: (W1[0] == W1).all(axis=0),
        lambda W1: (W1[0] == W1).all(axis=1),
        lambda W1: W1[1:] == W1[:-1],
        lambda W1: W1[0] == W1[1],
        "truth of an array: Python cannot tell whether a whole table is true (ValueError: ambiguous). Which method of "
        "the table says whether all its entries are?",
        lambda W1: bool(W1[0] == W1),
    ),
)


def _either(count):
    """Return the mistake twice: counting what is not on, and forgetting the zeros as well."""
    return (lambda Z1: count(Z1 <= 0)), (lambda Z1: count(Z1 < 0))


dead_units = Exercise(
    "03.11",
    "write dead_units(Z1): the share, from 0 to 1, of hidden ReLU units that are on (z > 0) for none of the examples.",
    lambda Z1: (Z1 <= 0).all(axis=1).mean(),
    tuple(
        (np.array(rows),)
        for rows in (
            [[-1.0, -2.0, -0.5], [0.5, -1.0, -3.0], [-0.1, -4.0, -1.0], [2.0, 1.0, 0.5], [-1.0, -1.0, 5.0]],
            [[-1.0, 2.0, -1.0, -1.0], [3.0, -2.0, -0.5, -1.0], [-1.0, -2.0, -3.0, -0.5]],
            [[1.0, -3.0], [-3.0, 1.0], [0.5, 2.0], [2.0, 1.0]],
            [[-1.0, -2.0, -4.0], [-3.0, -0.5, -1.0]],
            [[0.0, -1.0], [0.0, 0.0], [1.0, 0.0]],
        )
    ),
    "two dead units of five, one of three, none of four, two of two, and two of three that have zeros.",
    slips(
        "wrong axis: you count examples for which no unit is on. A unit is a row of Z1: along which axis lie its "
        "examples?",
        *_either(lambda off: off.all(axis=0).mean()),
        "zero left out: at z = 0 a ReLU says 0 and is not on. Zeros everywhere, and the unit is dead: which comparison "
        "counts them?",
        lambda Z1: (Z1 < 0).all(axis=1).mean(),
        "any for all: one example for which it is off does not make a unit dead. For how many must it be off?",
        *_either(lambda off: off.any(axis=1).mean()),
        "on average: a unit with a negative mean may still be on for some examples. Dead means on for none: look at "
        "each z.",
        lambda Z1: (Z1.mean(axis=1) <= 0).mean(),
        lambda Z1: (Z1.mean(axis=1) < 0).mean(),
        "a count: that is how many units are dead. Of how many? We ask for the share.",
        *_either(lambda off: off.all(axis=1).sum()),
        "divided by examples: the count is right, but we ask for a share of the units. What in Z1.shape counts them?",
        *_either(lambda off: off.all(axis=1).sum() / off.shape[1]),
        *_either(lambda off: off.all(axis=1).sum() / off.size),
        "share of all entries: you count every z below 0, but a living unit has some of these, too. First one answer "
        "per unit, then the share.",
        *_either(lambda off: off.mean()),
        "the living: that is the share of units that are on at least once. Who is left?",
        lambda Z1: (Z1 > 0).any(axis=1).mean(),
        "always on: you look for units on for all examples. A ReLU is on where z is positive, and dead if it never is.",
        lambda Z1: (Z1 > 0).all(axis=1).mean(),
        "share of on: that is the share of all entries that are on. First one answer per unit, then the share of the "
        "dead ones.",
        lambda Z1: (Z1 > 0).mean(),
        "per unit: right for each unit. One step is left: of these True and False, which share is True?",
        *_either(lambda off: off.all(axis=1)),
        *_either(lambda off: off.all(axis=1, keepdims=True)),
        "per cent: right in per cent; we ask for a share between 0 and 1.",
        *_either(lambda off: 100 * off.all(axis=1).mean()),
    ),
)

register(initialize, are_copies, dead_units)
