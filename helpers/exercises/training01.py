"""Exercises 01.6 to 01.8 and 01.10 to 01.13: slopes, the training step, reading the result. Slips beside hints."""

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
            "X @ dZ does not fit: (n_x, m) times (1, m). Stand dZ up first, dZ.T is (m, 1).",
            lambda X, Y, A: (X @ (A - Y), 0.0),
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
            "broadcasts to a square: X @ dZ.T, not dZ @ X.T.",
            lambda X, Y, A: ((A - Y) @ X.T / Y.size, (A - Y).mean()),
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
            "m. Keep the axis: keepdims=True gives (n, 1).",
            lambda X: X - X.mean(axis=1),
        ),
        slip(
            "one mean for all",
            "you subtracted one overall mean. Square metres and bedrooms each need their own: axis=1, keepdims=True.",
            lambda X: X - X.mean(),
        ),
    ),
)


def _random_start(results):
    pairs = [result for result in results if isinstance(result, (tuple, list)) and len(result) == 2]
    return [np.shape(w) for w, _ in pairs] == [(3, 1), (1, 1)] and all(np.any(w) for w, _ in pairs)


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
            "np.zeros(n_x) has shape (n_x,), neither row nor column; w.T is then w itself. Ask for np.zeros((n_x, 1)).",
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
            "np.zeros takes ONE shape, np.zeros((n_x, 1)), with two pairs of brackets: np.zeros(n_x, 1) reads the 1 "
            "as the type of the numbers.",
            lambda n_x: (np.zeros(n_x, 1), 0.0),
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

accuracy = Exercise(
    "01.12",
    "write accuracy(A, Y): the share of examples, from 0 to 1, whose decision equals the label.",
    lambda A, Y: ((A > 0.5) == Y).mean(),
    ((A, Y), (np.array([[0.51, 0.49, 0.99]]), np.array([[1.0, 1.0, 1.0]]))),
    "the share of right decisions in two sets of predictions.",
    (
        slip(
            "probabilities compared",
            "you compare probabilities with labels: 0.8 is not equal to 1, so almost nothing counts as right. "
            "Decide first (A > 0.5), then compare.",
            lambda A, Y: (A == Y).mean(),
        ),
        slip(
            "errors counted",
            "that is the share of wrong decisions; we ask for the right ones, where decision and label are equal.",
            lambda A, Y: ((A > 0.5) != Y).mean(),
        ),
        slip(
            "per cent",
            "right in per cent; we ask for a share between 0 and 1.",
            lambda A, Y: 100 * ((A > 0.5) == Y).mean(),
        ),
        slip(
            "a count",
            "that is how many are right; divide by the number of examples." + ONE_ROW,
            lambda A, Y: ((A > 0.5) == Y).sum(),
        ),
        slip(
            "chained comparison",
            "A > 0.5 == Y is read as (A > 0.5) and (0.5 == Y), which arrays refuse. Put A > 0.5 in brackets.",
            lambda A, Y: (A > 0.5 == Y).mean(),
        ),
    ),
)

odds_ratio = Exercise(
    "01.13",
    "write odds_ratio(coefficient): by which factor the odds change when this input goes from 0 to 1.",
    np.exp,
    ((0.0,), (np.log(2),), (-1.5,), (2.4,)),
    "no change for 0, doubled odds for ln 2, and two more.",
    (
        slip(
            "probability",
            "sigmoid(coefficient) is a probability, not a ratio of odds: for a coefficient of 0 it gives 0.5, but "
            "then nothing changes and the factor must be 1.",
            _sigmoid,
        ),
        slip(
            "odds of the coefficient",
            "p / (1 - p) turns a probability into odds; a coefficient is no probability, but a difference of log odds.",
            lambda coefficient: coefficient / (1 - coefficient),
        ),
        slip(
            "upside down",
            "this is one over the odds ratio. A positive coefficient raises the odds, so its factor is above 1.",
            lambda coefficient: np.exp(-coefficient),
        ),
        slip(
            "the coefficient itself",
            "the coefficient is the change of the LOGARITHM of the odds. Undo the logarithm.",
            lambda coefficient: coefficient,
        ),
        slip(
            "wrong base",
            "the logarithm in the log odds is the natural one, so undo it with e, not with 2 or 10.",
            lambda coefficient: 2.0**coefficient,
            lambda coefficient: 10.0**coefficient,
        ),
    ),
)

register(sigmoid_slope, gradients, centre, initialize, update, accuracy, odds_ratio)
