"""Exercises 03.1 to 03.4: a hidden layer, its shapes and its activation. Each slip is the mistake beside its hint."""

import math

import numpy as np

from .engine import Exercise, register, slip
from .slips import Like, slips


def grid(*shape, seed=3):
    """Return an array of that shape, of numbers with one decimal between -2 and 2, none of them 0."""
    rng = np.random.default_rng(seed)
    return rng.integers(1, 20, shape) * rng.choice([-0.1, 0.1], shape)


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


class Clash(Like):
    """Says whether a result is the error of * or + between arrays of these shapes, whatever else was done."""

    def __init__(self, *pairs):
        pairs = [[str(shape).replace(" ", "") for shape in pair] for pair in pairs]
        self.said = [
            f"operands could not be broadcast together with shapes {a} {b}"
            for p, q in pairs
            for a, b in ((p, q), (q, p))
        ]

    def __call__(self, results):
        return any(isinstance(result, ValueError) and str(result).strip() in self.said for result in results)


def _three_pairs(results):
    return all(isinstance(result, (tuple, list)) and len(result) == 6 for result in results)


shapes = Exercise(
    "03.1",
    "write shapes(n_x, n_h, n_y), which returns the shapes of W1, b1, W2 and b2 as four tuples.",
    lambda n_x, n_h, n_y: ((n_h, n_x), (n_h, 1), (n_y, n_h), (n_y, 1)),
    ((3, 4, 1), (2, 5, 3), (6, 2, 4)),
    "four shapes each for three networks, (4, 3), (4, 1), (1, 4), (1, 1) first.",
    (
        *slips(
            "W transposed: these W fit examples in rows. Ours are columns, and W1 @ X turns n_x rows into n_h: how "
            "many rows and columns does W1 need for that?",
            lambda n_x, n_h, n_y: ((n_x, n_h), (n_h, 1), (n_h, n_y), (n_y, 1)),
            lambda n_x, n_h, n_y: ((n_x, n_h), (1, n_h), (n_h, n_y), (1, n_y)),
            lambda n_x, n_h, n_y: ((n_x, n_h), (n_h,), (n_h, n_y), (n_y,)),
            "b lies down: both W are right. b1 is added to every column of W1 @ X: should it stand or lie?",
            lambda n_x, n_h, n_y: ((n_h, n_x), (1, n_h), (n_y, n_h), (1, n_y)),
            "rank-1 b: both W are right. An array with one axis is neither row nor column (notebook 01): which second "
            "number makes b1 a column?",
            lambda n_x, n_h, n_y: ((n_h, n_x), (n_h,), (n_y, n_h), (n_y,)),
            lambda n_x, n_h, n_y: ((n_h, n_x), n_h, (n_y, n_h), n_y),
            "b per input: both W are right. A bias belongs to a unit, not to an input: how many units has the layer?",
            lambda n_x, n_h, n_y: ((n_h, n_x), (n_x, 1), (n_y, n_h), (n_h, 1)),
            "b per network: both W are right. Notebook 01 had one neuron, so one bias; how many neurons has layer 1?",
            lambda n_x, n_h, n_y: ((n_h, n_x), (1, 1), (n_y, n_h), (1, 1)),
            lambda n_x, n_h, n_y: ((n_h, n_x), (), (n_y, n_h), ()),
            "hidden layer skipped: layer 1 is right. But what does layer 2 multiply: X, or what the hidden units say?",
            lambda n_x, n_h, n_y: ((n_h, n_x), (n_h, 1), (n_y, n_x), (n_y, 1)),
            "in pairs: the four shapes are right. Return them side by side, without brackets around each pair.",
            lambda n_x, n_h, n_y: (((n_h, n_x), (n_h, 1)), ((n_y, n_h), (n_y, 1))),
        ),
        slip(
            "input counted",
            "that is one pair too many. The input computes nothing, so it has no weights and is not counted: which two "
            "layers are left?",
            shows=_three_pairs,
        ),
    ),
)

layer = Exercise(
    "03.2",
    "write layer(W, b, A_prev), which returns A = tanh(W A_prev + b) for all examples at once.",
    lambda W, b, A_prev: np.tanh(W @ A_prev + b),
    (
        (grid(2, 3), grid(2, 1), grid(3, 4)),
        (grid(3, 3, seed=4), grid(3, 1, seed=4), grid(3, 3, seed=5)),
        (grid(4, 2, seed=6), grid(4, 1, seed=6), np.zeros((2, 3))),
    ),
    "a layer of two, of three and of four units; where all inputs are 0, tanh(b) is left.",
    slips(
        "element-wise: * pairs off entries of equal place, and nobody adds. A unit multiplies its row of W with a "
        "column of A_prev and sums up: which operator does that?",
        lambda W, b, A_prev: np.tanh(W * A_prev + b),
        Clash(((2, 3), (3, 4))),
        "W transposed: W.T turns units into inputs. Row i of W holds the weights of unit i already: does it fit as is?",
        lambda W, b, A_prev: np.tanh(W.T @ A_prev + b),
        "row habit: with examples in rows one writes X W. Ours are columns, so which factor comes first?",
        lambda W, b, A_prev: np.tanh(A_prev @ W + b),
        lambda W, b, A_prev: np.tanh(A_prev @ W.T + b),
        lambda W, b, A_prev: np.tanh(A_prev.T @ W + b),
        lambda W, b, A_prev: np.tanh(A_prev.T @ W.T + b),
        "examples in rows: the numbers are right, but each example lies in a row. Does it stand in X, too?",
        lambda W, b, A_prev: np.tanh(W @ A_prev + b).T,
        "bias forgotten: where all inputs are 0, only b can speak, and your units say nothing. Where does it come in?",
        lambda W, b, A_prev: np.tanh(W @ A_prev),
        "no activation: that is Z, and a fine one. What does the layer still do to Z before it passes it on?",
        lambda W, b, A_prev: W @ A_prev + b,
        lambda W, b, A_prev: W @ A_prev,
        "b turned: b is a column already, a number for each unit, and broadcasting repeats it for every example. Does "
        "it fit as it is?",
        lambda W, b, A_prev: np.tanh(W @ A_prev + b.T),
        lambda W, b, A_prev: np.tanh(W @ A_prev + b.ravel()),
        Clash(((2, 4), (1, 2)), ((2, 4), (2,))),
        "bias too late: you add b after tanh, so A leaves the range from -1 to 1. What should tanh be applied to?",
        lambda W, b, A_prev: np.tanh(W @ A_prev) + b,
        "other activation: Z is right, but it goes through another function. Here tanh is meant, from -1 to 1.",
        lambda W, b, A_prev: sigmoid(W @ A_prev + b),
        lambda W, b, A_prev: np.maximum(0, W @ A_prev + b),
        "math for arrays: math.tanh takes one plain number. Which library has a tanh for whole arrays?",
        lambda W, b, A_prev: math.tanh(W @ A_prev + b),
    ),
    exact_shape=True,
)


def _caret(results):
    return all(isinstance(result, TypeError) and "bitwise_xor" in str(result) for result in results)


tanh_slope = Exercise(
    "03.3",
    "write tanh_slope(Z), the derivative of tanh at Z, for a number as well as for an array.",
    lambda Z: 1 - np.tanh(Z) ** 2,
    ((grid(2, 3, seed=7),), (0.0,), (np.array([-4.0, -0.5, 1.0, 2.5]),), (0.5,)),
    "the slope at twelve values, highest (1) at 0.",
    (
        slip("^ for **", "in Python ^ is no power (it works on bits). Which operator squares?", shows=_caret),
        *slips(
            "z for a: 1 - a² holds for a = tanh(z), and you put z itself in its place. Beyond z = 1 yours is negative: "
            "does tanh ever fall?",
            lambda Z: 1 - Z**2,
            "tanh twice: you take the slope at A = tanh(Z), where Z itself was meant. How often does tanh act on the "
            "way forward?",
            lambda Z: 1 - np.tanh(np.tanh(Z)) ** 2,
            "sigmoid's slope: a (1 - a) belongs to the sigmoid. Differentiate tanh once more: what multiplies 1 - a?",
            lambda Z: np.tanh(Z) * (1 - np.tanh(Z)),
            lambda Z: sigmoid(Z) * (1 - sigmoid(Z)),
            "square missing: nearly. The slope is the same at z and -z, yours is not: what makes the sign of a vanish?",
            lambda Z: 1 - np.tanh(Z),
            "square misplaced: a square is there, but of the wrong thing. Find a = tanh(z) first: what is squared?",
            lambda Z: 1 - np.tanh(Z**2),
            lambda Z: (1 - np.tanh(Z)) ** 2,
            "stray minus: your slope is negative everywhere, but tanh rises everywhere. Which term comes first?",
            lambda Z: np.tanh(Z) ** 2 - 1,
            "plus for minus: yours grows where tanh flattens out. At z = 4 tanh is nearly level: what should be left?",
            lambda Z: 1 + np.tanh(Z) ** 2,
            "value for slope: that is tanh or its square: how high, not how steep. At z = 0 tanh rises with slope 1: "
            "does yours?",
            lambda Z: np.tanh(Z),
            lambda Z: np.tanh(Z) ** 2,
            "math for arrays: math.tanh takes one plain number. Which library has a tanh for whole arrays?",
            lambda Z: 1 - math.tanh(Z) ** 2,
        ),
    ),
)


def _collapsed(W=lambda W1, W2: W2 @ W1, b=lambda b1, W2, b2: W2 @ b1 + b2):
    """Return collapse, with another W or b where given."""
    return lambda W1, b1, W2, b2: (W(W1, W2), b(b1, W2, b2))


collapse = Exercise(
    "03.4",
    "write collapse(W1, b1, W2, b2), which returns W and b of the one linear layer W X + b that does the same as both "
    "linear layers one after the other.",
    _collapsed(),
    (
        (grid(4, 3), grid(4, 1), grid(2, 4, seed=4), grid(2, 1, seed=4)),
        (grid(2, 2, seed=5), grid(2, 1, seed=5), grid(2, 2, seed=6), grid(2, 1, seed=6)),
        (grid(2, 3, seed=7), grid(2, 1, seed=7), grid(1, 2, seed=8), grid(1, 1, seed=8)),
    ),
    "three pairs of layers, each replaced by one.",
    slips(
        "order: W1 meets X first, and what comes first stands nearest to X. Try to multiply out W2 (W1 X + b1) + b2.",
        _collapsed(lambda W1, W2: W1 @ W2),
        lambda W1, b1, W2, b2: (W1 @ W2, W1 @ b2 + b1),
        lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
        "element-wise: * and + pair off entries. One layer after the other is a product of matrices, rows with "
        "columns: which operator is that?",
        _collapsed(lambda W1, W2: W1 * W2),
        lambda W1, b1, W2, b2: (W1 * W2, b1 + b2),
        lambda W1, b1, W2, b2: (W1 * W2, b1 * b2),
        lambda W1, b1, W2, b2: (W1 + W2, b1 + b2),
        Clash(((4, 3), (2, 4))),
        "b1 not sent on: b1 is added before layer 2 does its work. What does layer 2 do to everything that reaches it?",
        _collapsed(b=lambda b1, W2, b2: b1 + b2),
        "b1 times W2: W2 * b1 pairs off entries, and nobody adds. W2 treats b1 as it treats any column: how?",
        _collapsed(b=lambda b1, W2, b2: W2 * b1 + b2),
        _collapsed(b=lambda b1, W2, b2: W2 * b1.T + b2),
        "b2 forgotten: W is right. Let both X and b1 be 0: what does layer 2 still say?",
        _collapsed(b=lambda b1, W2, b2: W2 @ b1),
        "b1 forgotten: W is right. Let X be 0: layer 1 still says b1. What becomes of it in layer 2?",
        _collapsed(b=lambda b1, W2, b2: b2),
        "b2 sent on as well: b2 is added when W2 has done its work. Does W2 ever see it?",
        _collapsed(b=lambda b1, W2, b2: W2 @ (b1 + b2)),
        _collapsed(b=lambda b1, W2, b2: W2 @ b1 + W2 @ b2),
        "transposed: the numbers are right, but something lies on its side. W X + b takes columns to columns.",
        lambda W1, b1, W2, b2: (W1.T @ W2.T, W2 @ b1 + b2),
        lambda W1, b1, W2, b2: (W1.T @ W2.T, (W2 @ b1 + b2).T),
        _collapsed(b=lambda b1, W2, b2: (W2 @ b1 + b2).T),
        "axis lost: the numbers are right, but b has one axis left. A column has two: where does the other one go?",
        _collapsed(b=lambda b1, W2, b2: (W2 @ b1 + b2).ravel()),
    ),
    exact_shape=True,
)

register(shapes, layer, tanh_slope, collapse)
