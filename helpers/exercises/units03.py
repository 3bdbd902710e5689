"""Exercises 03.8, 03.9 and 03.11: whether hidden units are copies, how they start, whether they are dead."""

import numpy as np

from .engine import Exercise, _shape, register, slip
from .slips import slips

_SIZES = ((30, 40, 50), (30, 40, 50), (30, 40, 50), (60, 50, 20))
_STARTS = tuple((*sizes, np.random.default_rng(seed)) for sizes, seed in zip(_SIZES, (1, 1, 2, 3), strict=True))


def _initialize(n_x, n_h, n_y, rng):
    W1 = rng.standard_normal((n_h, n_x)) * 0.01
    return W1, np.zeros((n_h, 1)), rng.standard_normal((n_y, n_h)) * 0.01, np.zeros((n_y, 1))


def _drawn(results):
    """Return whether the same generator state gave the same W1, and whether another one did."""
    first, again, other, _ = (result[0] for result in results)
    return np.array_equal(first, again), np.array_equal(first, other)


def _start_complaint(results):
    for W1, b1, W2, b2 in results:
        if np.any(b1) or np.any(b2):
            return "b1 and b2 should be all 0."
        for name, W in (("W1", W1), ("W2", W2)):
            mean, spread, largest = np.mean(W), np.std(W), np.abs(W).max()
            if not (abs(mean) < 0.002 and 0.008 < spread < 0.012 and largest > 0.022):  # each has 1,000 or more entries
                return (
                    f"{name} should be drawn from a normal distribution with mean 0 and standard deviation 0.01; yours "
                    f"has mean {mean:.2g}, standard deviation {spread:.2g} and largest size {largest:.2g}."
                )
    return "" if _drawn(results) == (True, False) else "the weights should depend on rng, and on rng alone."


def _all_say(*words):
    """Return a test whether every result is an exception whose message holds one of these words."""
    return lambda results: all(isinstance(r, Exception) and any(word in str(r) for word in words) for r in results)


def _four(result):
    """Say whether it is four numbers or arrays."""
    parts = result if isinstance(result, (tuple, list)) else ()
    return len(parts) == 4 and all(_shape(part).startswith(("a number", "an array")) for part in parts)


def _every(says):
    """Return a test whether `says(W1, b1, W2, b2)` holds for every result of four numbers or arrays."""
    return lambda results: all(_four(result) and says(*map(np.asarray, result)) for result in results)


initialize = Exercise(
    "03.9",
    "write initialize(n_x, n_h, n_y, rng), which returns W1, b1, W2 and b2: weights drawn from a normal distribution, "
    "times 0.01, and biases 0.",
    _initialize,
    _STARTS,
    "shapes, spread and centre of the weights in two networks, zero biases, and another rng gives other weights.",
    (
        slip(
            "randn with a tuple",
            "np.random.randn wants its sizes without a tuple, unlike all its relatives. A generator does not know it: "
            "look for rng.standard_normal, which takes the shape as one tuple.",
            shows=_all_say("'tuple' object cannot be interpreted"),
        ),
        slip(
            "brackets",
            "a shape is ONE argument, a tuple with brackets of its own. Without them the second size is read as the "
            "type of the numbers (Cannot interpret … as a data type).",
            shows=_all_say("Cannot interpret"),
        ),
        slip(
            "0.01 inside",
            "the closing bracket comes too late: you multiply the shape by 0.01. What should become small?",
            shows=_all_say("can't multiply sequence", "'float' object cannot be interpreted"),
        ),
        slip(
            "np.zero",
            "NumPy has no np.zero. There are many zeros in an array, so how is it called?",
            shows=_all_say("no attribute 'zero'"),
        ),
        slip(
            "rng.randn",
            "a generator has no randn: that is the older np.random. Its name here is standard_normal, with the shape "
            "as one tuple.",
            shows=_all_say("no attribute 'randn'", "no attribute 'rand'"),
        ),
        slip(
            "arguments of normal",
            "W1 is no matrix: rng.normal takes centre and spread first, so your sizes were read as these. The shape is "
            "its third argument, size=…, or use rng.standard_normal.",
            shows=_every(lambda W1, b1, W2, b2: W1.ndim < 2 or W2.ndim < 2),
        ),
        slip(
            "one name",
            "W1 and W2 have the same shape: has one pair overwritten the other? Each layer needs names of its own.",
            shows=_every(lambda W1, b1, W2, b2: W1.shape == W2.shape),
        ),
        slip(
            "W transposed",
            "these W fit examples in rows. Here W1 @ X turns n_x rows into n_h: which number comes first in its shape?",
            shows=_every(lambda W1, b1, W2, b2: W1.shape[0] != W2.shape[1] and W1.shape[1] == W2.shape[0]),
        ),
        slip(
            "shape of b",
            "both W are right. A bias vector is a column, with one row per unit: is that the shape you asked for?",
            shows=_every(
                lambda W1, b1, W2, b2: len(W1) == W2.shape[1] and (b1.shape, b2.shape) != ((len(W1), 1), (len(W2), 1))
            ),
        ),
        slip(
            "zeros for W",
            "weights of zero leave all hidden units alike, for ever: they start as copies and get the same gradients. "
            "What makes them differ from the start?",
            shows=_every(lambda W1, b1, W2, b2: not (W1.any() and W2.any())),
        ),
        slip(
            "random biases",
            "random biases do no harm, but are not needed: random weights make the units differ already. Here b1 and "
            "b2 start at 0.",
            shows=_every(lambda W1, b1, W2, b2: b1.any() or b2.any()),
        ),
        slip(
            "all positive",
            "no weight is negative: rng.random and rng.uniform draw from 0 to 1, so all units start leaning the same "
            "way. Which distribution lies around 0?",
            shows=_every(lambda W1, b1, W2, b2: W1.min() >= 0 or W2.min() >= 0),
        ),
        slip(
            "× 0.01 forgotten",
            "the weights are normal, but with standard deviation 1. Large sums lie where tanh is flat: by which factor "
            "did we want to shrink W1 and W2?",
            shows=_every(lambda W1, b1, W2, b2: max(W1.std(), W2.std()) > 0.9),
        ),
        slip(
            "seeded inside",
            "every call returns the same weights, whichever rng it gets: you make a generator inside, from a fixed "
            "seed. Which one should you draw from?",
            shows=lambda results: all(map(_four, results)) and _drawn(results) == (True, True),
        ),
        slip(
            "rng unused",
            "the same rng gives other weights each time, so nobody could repeat your run. Draw from the rng that is "
            "handed to you.",
            shows=lambda results: all(map(_four, results)) and not _drawn(results)[0],
        ),
    ),
    exact_shape=True,
    complaint=_start_complaint,
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
        )
    ),
    "ten weight matrices: copies, almost copies, and units whose weights only add up to the same.",
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
