"""Exercises 01.6 to 01.8, 01.10 and 01.11: slopes and the training step. Each slip is the mistake beside its hint."""

import math

import numpy as np

from .. import activations
from .engine import Exercise, register, slip
from .forward01 import ONE_ROW, PLAIN_NUMBERS, A, W, X, Y

_SQUARE = np.array([[2.0, 1.0, 3.5, 0.5], [1.5, -0.5, 2.0, 4.0], [0.0, 1.0, 2.5, 3.0], [2.0, 2.5, -1.0, 0.5]])


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


sigmoid_slope = Exercise(
    "01.6",
    "write sigmoid_slope(z), the derivative of the sigmoid at z. The function sigmoid is there to be called.",
    activations.sigmoid.derivative,
    ((np.array([-2.0, -0.4, 0.0, 1.0, 3.0]),), (0.0,), (2.5,)),
    "the slope at seven values, highest (0.25) at z = 0.",
    (
        slip(
            "stray minus",
            "your slope is negative, but the sigmoid rises everywhere. In the chain rule the minus of -z meets the "
            "minus of the power -1: they cancel.",
            lambda z: -_sigmoid(z) * (1 - _sigmoid(z)),
        ),
        slip(
            "z for a",
            "a (1 - a) is right, with a = sigmoid(z). Somewhere you used z itself in place of a.",
            lambda z: z * (1 - z),
            lambda z: _sigmoid(z) * (1 - z),
            lambda z: z * (1 - _sigmoid(z)),
        ),
        slip(
            "a alone",
            "that is the sigmoid, or one minus it; the slope is the product of the two.",
            _sigmoid,
            lambda z: 1 - _sigmoid(z),
        ),
        slip("math for arrays", PLAIN_NUMBERS, lambda z: math.exp(-z) / (1 + math.exp(-z)) ** 2),
        slip(
            "plus for minus",
            "a (1 + a) grows above 1; the slope of the sigmoid is never above 0.25. The second factor is 1 - a.",
            lambda z: _sigmoid(z) * (1 + _sigmoid(z)),
        ),
        slip(
            "sigmoid twice",
            "you applied the sigmoid once too often: a is sigmoid(z), not sigmoid(sigmoid(z)).",
            lambda z: _sigmoid(_sigmoid(z)) * (1 - _sigmoid(_sigmoid(z))),
        ),
    ),
)


def _gradients(X, Y, dZ, m=None):
    m = Y.size if m is None else m
    return X @ dZ.T / m, dZ.sum() / m


gradients = Exercise(
    "01.7",
    "write my_gradients(X, Y, A), which returns dw of shape (n_x, 1) and the number db.",
    lambda X, Y, A: _gradients(X, Y, A - Y),
    ((X, Y, A), (X[:2, :3], Y[:, :3], A[:, :3])),
    "dw and db for two problems, in the right shapes.",
    (
        slip(
            "actual minus predicted",
            "every number has the opposite sign: you used Y - A. The derivative is dZ = A - Y; with the other sign "
            "each step would climb.",
            lambda X, Y, A: _gradients(X, Y, Y - A),
            lambda X, Y, A: _gradients(X, Y, Y - A, 1),
        ),
        slip(
            "not transposed",
            "X @ dZ does not fit: (n_x, m) times (1, m). One of the two must be transposed, so that m meets m.",
            lambda X, Y, A: (X @ (A - Y), 0.0),
        ),
        slip(
            "both transposed",
            "with both transposed, m meets 1. Which of the two has its m columns in the right place already?",
            lambda X, Y, A: (X.T @ (A - Y).T, 0.0),
        ),
        slip(
            "dZ in front",
            "dZ @ X does not fit: (1, m) times (n_x, m). Think of the shape that dw must have, (n_x, 1): which of the "
            "two brings the n_x, and must stand in front?",
            lambda X, Y, A: ((A - Y) @ X, 0.0),
        ),
        slip(
            "divided by features",
            "you divide by the number of features. The mean runs over the m examples: Y.size, or X.shape[1].",
            lambda X, Y, A: _gradients(X, Y, A - Y, X.shape[0]),
        ),
        slip(
            "no 1/m",
            "m times too large: the cost is a mean, so both derivatives carry 1/m." + ONE_ROW,
            lambda X, Y, A: _gradients(X, Y, A - Y, 1),
        ),
        slip(
            "no 1/m in dw",
            "db is right, dw is m times too large: 1/m belongs to both." + ONE_ROW,
            lambda X, Y, A: (X @ (A - Y).T, (A - Y).mean()),
        ),
        slip(
            "no 1/m in db",
            "dw is right, db is m times too large: 1/m belongs to both." + ONE_ROW,
            lambda X, Y, A: (X @ (A - Y).T / Y.size, (A - Y).sum()),
        ),
        slip(
            "db over features",
            "dw is right, but db is not one number. There is one bias, so db collects dZ over all examples: "
            "np.mean(dZ), along axis=1 of the row. A sum along axis=0 runs over rows and leaves one number per "
            "example.",
            lambda X, Y, A: (X @ (A - Y).T / Y.size, (A - Y).sum(axis=0) / Y.size),
            lambda X, Y, A: (X @ (A - Y).T / Y.size, (A - Y).sum(axis=0, keepdims=True) / Y.size),
            lambda X, Y, A: (X @ (A - Y).T / Y.size, (A - Y).mean(axis=0)),
            lambda X, Y, A: (X @ (A - Y).T / Y.size, (A - Y) / Y.size),
            lambda X, Y, A: (X @ (A - Y).T / Y.size, A - Y),
        ),
        slip(
            "features in db",
            "dw is right, but your db adds up over the features as well. b is multiplied by no input: is there an x in "
            "the slope of z towards b?",
            lambda X, Y, A: (X @ (A - Y).T / Y.size, (X @ (A - Y).T).sum() / Y.size),
            lambda X, Y, A: (X @ (A - Y).T / Y.size, (X @ (A - Y).T / Y.size).mean()),
        ),
        slip(
            "dw lies down",
            "the numbers are right, but dw stands in a row. It must have the shape of w, (n_x, 1), or w - dw "
            "broadcasts to a square. Which order of the two factors gives a column?",
            lambda X, Y, A: ((A - Y) @ X.T / Y.size, (A - Y).mean()),
        ),
        slip(
            "dw flat",
            "the numbers are right, but dw has shape (n_x,), neither row nor column. It must have the shape of w, "
            "(n_x, 1).",
            lambda X, Y, A: ((X @ (A - Y).T / Y.size).ravel(), (A - Y).mean()),
        ),
        slip(
            "sigmoid slope left in",
            "you multiplied by a (1 - a). In dZ that factor has already cancelled: with the log loss only A - Y is "
            "left. (With the squared error it would stay.)",
            lambda X, Y, A: _gradients(X, Y, (A - Y) * A * (1 - A)),
        ),
    ),
)

centre = Exercise(
    "01.8",
    "write centre(X), which subtracts from every feature (row) its own mean over the examples.",
    lambda X: X - X.mean(axis=1, keepdims=True),
    ((X,), (_SQUARE,)),
    "every row of the result has mean 0, also for a square X, where a forgotten keepdims raises no error.",
    (
        slip(
            "wrong axis",
            "you centred the columns: each example now sums to zero. axis=1 runs along a row, over the examples.",
            lambda X: X - X.mean(axis=0, keepdims=True),
        ),
        slip(
            "keepdims forgotten",
            "X.mean(axis=1) has shape (n,), and (n, m) minus (n,) is an error, or, worse, silently wrong when n = "
            "m. The means must stand in a column, (n, 1): how does one keep the axis?",
            lambda X: X - X.mean(axis=1),
        ),
        slip(
            "one mean for all",
            "you subtracted one overall mean. Square metres and bedrooms each need their own, one for every row.",
            lambda X: X - X.mean(),
        ),
        slip(
            "sign",
            "mean minus X: every sign is reversed. What lies above the mean should come out positive.",
            lambda X: X.mean(axis=1, keepdims=True) - X,
        ),
    ),
)


def _random_start(results):
    pairs = [result for result in results if isinstance(result, (tuple, list)) and len(result) == 2]
    return [np.shape(w) for w, _ in pairs] == [(3, 1), (1, 1)] and all(np.unique(w).size == w.size for w, _ in pairs)


initialize = Exercise(
    "01.10",
    "write initialize(n_x), which returns w as a column of zeros and the number b = 0.",
    lambda n_x: (np.zeros((n_x, 1)), 0.0),
    ((3,), (1,)),
    "w is a column of shape (n_x, 1) and b one number: one neuron.",
    (
        slip(
            "a column of biases",
            "b is a column of n zeros. w.T @ X + b then broadcasts to (n, m): n outputs instead of one, without an "
            "error. One neuron has one bias: the number 0.0.",
            lambda n_x: (np.zeros((n_x, 1)), np.zeros((n_x, 1))),
            lambda n_x: (np.zeros((n_x, 1)), np.zeros(n_x)),
        ),
        slip(
            "rank-1",
            "np.zeros(n_x) has shape (n_x,), neither row nor column; w.T is then w itself. A shape of two numbers, in "
            "brackets of its own, makes a column.",
            lambda n_x: (np.zeros(n_x), 0.0),
            lambda n_x: (np.zeros(n_x), np.zeros(n_x)),
        ),
        slip(
            "random start",
            "fine in principle, any start would do for one neuron. Here zeros, so that runs can be compared.",
            shows=_random_start,
        ),
        slip(
            "row",
            "w lies in a row (1, n_x); in our notation it is a column (n_x, 1), and wᵀ is the row.",
            lambda n_x: (np.zeros((1, n_x)), 0.0),
        ),
        slip(
            "brackets",
            "np.zeros takes ONE shape, in brackets of its own: np.zeros(n_x, 1) reads the 1 as a type of numbers.",
            lambda n_x: (np.zeros(n_x, 1), 0.0),
        ),
        slip(
            "bias as an array",
            "w is right. b is one plain number, 0.0: an array of one number works as well in sums, but print and "
            "compare it, and it is another thing.",
            lambda n_x: (np.zeros((n_x, 1)), np.zeros((1, 1))),
            lambda n_x: (np.zeros((n_x, 1)), np.zeros(1)),
        ),
        slip(
            "ones",
            "zeros are asked for; this start is another one.",
            lambda n_x: (np.ones((n_x, 1)), 1.0),
            lambda n_x: (np.ones((n_x, 1)), 0.0),
        ),
    ),
    exact_shape=True,
)

update = Exercise(
    "01.11",
    "write update(w, b, dw, db, learning_rate), which returns the new w and b, one step downhill.",
    lambda w, b, dw, db, learning_rate: (w - learning_rate * dw, b - learning_rate * db),
    ((W, 0.5, W / 2 + 1, -2.0, 0.1), (W[:1], 0.0, W[1:2], 1.0, 3.0)),
    "one step against the gradient, leaving the old w and b alone.",
    (
        slip(
            "uphill",
            "you add the gradient, which points uphill: the cost would grow with every step. Subtract it.",
            lambda w, b, dw, db, rate: (w + rate * dw, b + rate * db),
        ),
        slip(
            "no learning rate",
            "you step by the whole gradient. Multiply it by the learning rate first.",
            lambda w, b, dw, db, rate: (w - dw, b - db),
        ),
        slip(
            "bias stays",
            "w moves, b stays where it was. Both follow their own derivative.",
            lambda w, b, dw, db, rate: (w - rate * dw, b),
        ),
        slip(
            "bias without rate",
            "w is right, but b takes the whole derivative. The learning rate belongs to both.",
            lambda w, b, dw, db, rate: (w - rate * dw, b - db),
        ),
        slip(
            "only the change",
            "that is the change alone. Return the new values: the old ones minus it.",
            lambda w, b, dw, db, rate: (rate * dw, rate * db),
            lambda w, b, dw, db, rate: (-rate * dw, -rate * db),
        ),
    ),
)

register(sigmoid_slope, gradients, centre, initialize, update)
