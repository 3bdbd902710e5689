"""Exercises 01.1 to 01.4: from the inputs to the cost. Each slip is the mistake itself beside the hint meant for it."""

import math

import numpy as np

from .. import losses
from .engine import Exercise, register, slip

W = np.array([[0.5], [-1.0], [2.0]])
X = np.array([[0.3, -1.2, 0.8, 2.0, -0.5], [1.5, 0.4, -0.9, 0.1, -2.2], [-0.7, 0.6, 1.1, -1.4, 0.2]])
Y = np.array([[1.0, 0.0, 0.0, 1.0, 1.0]])
A = np.array([[0.8, 0.3, 0.4, 0.9, 0.2]])

ONE_ROW = " (If you divided by len(Y): that counts rows, here 1. Y.size counts examples.)"
PLAIN_NUMBERS = (
    "math.exp, math.log and float take one plain number; NumPy's np.exp and np.log take whole arrays. Use those."
)

_EXTREME = (np.array([[-1000.0, -30.0, 0.0, 2.0, 30.0, 1000.0]]), np.array([[1.0, 1.0, 0.0, 1.0, 0.0, 0.0]]))


def _losses(a, y, log=np.log):
    return -(y * log(a) + (1 - y) * log(1 - a))


def _finite(result):
    return isinstance(result, np.ndarray) and result.dtype.kind == "f" and bool(np.isfinite(result).all())


weighted_sum = Exercise(
    "01.1",
    "write weighted_sum(w, b, X), which returns z for every column of X, in a row of shape (1, m).",
    lambda w, b, X: w.T @ X + b,
    ((W, 0.25, X), (W[:2], -1.0, X[:2, :1]), (W, 2.0, np.zeros((3, 2)))),
    "one row of weighted sums, one per example, and only b where all inputs are 0.",
    (
        slip(
            "not transposed",
            "w @ X does not fit: (n_x, 1) times (n_x, m). Which of the two must lie down, so that the inner numbers "
            "agree and a row (1, m) comes out?",
            lambda w, b, X: w @ X + b,
        ),
        slip(
            "wrong way round",
            "X @ w does not fit: (n_x, m) times (n_x, 1). The weights come first, and lie down.",
            lambda w, b, X: X @ w + b,
        ),
        slip(
            "X transposed",
            "w lies down already, but X must not: in w.T @ X the n_x columns of w.T meet the n_x rows of X.",
            lambda w, b, X: w.T @ X.T + b,
        ),
        slip(
            "bias forgotten",
            "close: what should come out when all inputs are 0? Only b speaks then, and yours says nothing.",
            lambda w, b, X: w.T @ X,
        ),
        slip(
            "element-wise",
            "w * X multiplies, but nobody adds: you get one number per feature and example. The sum over features "
            "is what the matrix product @ does.",
            lambda w, b, X: w * X + b,
            lambda w, b, X: w * X,
            lambda w, b, X: w.T * X + b,
        ),
        slip(
            "column of examples",
            "the numbers are right, but they stand in a column. Every example is a column of X here, so the result "
            "is a row (1, m).",
            lambda w, b, X: X.T @ w + b,
        ),
        slip(
            "rank-1",
            "the numbers are right, but the shape is (m,), neither row nor column. Keep two axes, (1, m).",
            lambda w, b, X: (w.T @ X + b).ravel(),
        ),
    ),
    exact_shape=True,
)

sigmoid = Exercise(
    "01.2",
    "write my_sigmoid(z) with np.exp, for a number as well as for an array.",
    lambda z: 1 / (1 + np.exp(-z)),
    ((np.array([-3.0, -0.5, 0.0, 0.5, 3.0]),), (1.0,), (np.array([[-20.0, 20.0]]),)),
    "your sigmoid agrees at eight values from -20 to 20, as a number, a flat array and a row.",
    (
        slip(
            "missing brackets",
            "what you compute is 1 + e^(-z). At z = 0 that is 2, and a probability of 2 is a good alarm. "
            "1 / 1 + e^(-z) divides first and adds then: put brackets around the whole denominator.",
            lambda z: 1 / 1 + np.exp(-z),
        ),
        slip(
            "mirrored",
            "your curve falls from 1 to 0. A large z should mean a probability near 1: check the sign in the exponent.",
            lambda z: 1 / (1 + np.exp(z)),
        ),
        slip(
            "minus below",
            "that leaves the range from 0 to 1, and divides by zero at z = 0: the denominator is 1 PLUS e^(-z).",
            lambda z: 1 / (1 - np.exp(-z)),
        ),
        slip("math for arrays", PLAIN_NUMBERS, lambda z: 1 / (1 + math.exp(-z))),
    ),
)

cost = Exercise(
    "01.3",
    "write my_cost(A, Y): the mean of the log loss over the m examples.",
    lambda a, y: _losses(a, y).mean(),
    ((A, Y), (np.full((1, 4), 0.5), np.array([[1.0, 0.0, 1.0, 1.0]])), (np.array([[0.9]]), np.array([[1.0]]))),
    "the cost of three sets of predictions, among them ln 2 for the undecided 0.5.",
    (
        slip(
            "no minus",
            "your cost is negative. Logarithms of probabilities are negative, so the formula begins with a minus "
            "sign; without it, gradient descent would make the predictions worse.",
            lambda a, y: -_losses(a, y).mean(),
            lambda a, y: -_losses(a, y).sum(),
        ),
        slip(
            "minus on one term",
            "the minus reaches only the first term. Write -( … + … ) so that it covers both: otherwise examples "
            "with y = 0 are rewarded for being wrong.",
            lambda a, y: (-y * np.log(a) + (1 - y) * np.log(1 - a)).mean(),
            lambda a, y: (-y * np.log(a) + (1 - y) * np.log(1 - a)).sum(),
        ),
        slip(
            "sum",
            "you add the losses; the cost is their mean, so that it does not grow with the number of examples."
            + ONE_ROW,
            lambda a, y: _losses(a, y).sum(),
        ),
        slip(
            "not averaged",
            "these are the losses, one per example. The cost is one number: their mean.",
            _losses,
        ),
        slip(
            "other logarithm",
            "the logarithm has the wrong base. Here ln is meant, which NumPy calls np.log (not np.log2, not np.log10).",
            lambda a, y: _losses(a, y, np.log2).mean(),
            lambda a, y: _losses(a, y, np.log10).mean(),
        ),
        slip(
            "terms swapped",
            "y belongs to ln a and 1 - y to ln(1 - a): an example with y = 1 should cost little when a is near 1.",
            lambda a, y: _losses(a, 1 - y).mean(),
        ),
        slip(
            "arguments swapped",
            "that is the logarithm of the labels, and ln 0 is no number. The first argument, A, are the predictions.",
            lambda a, y: _losses(y, a).mean(),
        ),
        slip(
            "squared error",
            "that is a squared error; here the logarithmic loss is meant.",
            lambda a, y: ((a - y) ** 2).mean(),
            lambda a, y: ((a - y) ** 2 / 2).mean(),
        ),
        slip("math for arrays", PLAIN_NUMBERS, lambda a, y: math.log(a)),
        slip(
            "second term lost",
            "examples with y = 0 cost nothing in your version. The second term, (1 - y) ln(1 - a), is for them.",
            lambda a, y: -(y * np.log(a)).mean(),
        ),
        slip(
            "difference as loss",
            "actual minus predicted is not a loss: errors of opposite sign cancel, and being more wrong in one "
            "direction even lowers it. Use the logarithmic loss of each example.",
            lambda a, y: (y - a).mean(),
            lambda a, y: (a - y).mean(),
        ),
    ),
)


def _half_guarded(results):
    """Finite where y = 1 and a is 0, but not where y = 0 and a is 1."""
    first = results[0]
    return np.shape(first) == (1, 6) and bool(first[0, 0] < 800 and not np.isfinite(first[0, 5]))


def _clipped(results):
    """Right in the middle, finite but too small at the ends."""
    return _right_in_the_middle(results) and _finite(results[0]) and 10 < results[0].max() < 800


def _right_in_the_middle(results):
    right = losses.binary_cross_entropy(*stable_loss.probes[1])
    return np.shape(results[1]) == (1, 2) and np.allclose(results[1], right)


def _overflows(results):
    return _right_in_the_middle(results) and not _finite(results[0])


stable_loss = Exercise(
    "01.4",
    "write loss_from_z(z, y) = ln(1 + e^z) - y z so that it is right for z = ±1000, too.",
    lambda z, y: np.logaddexp(0, z) - y * z,
    (_EXTREME, (np.array([[0.3, -0.7]]), np.array([[1.0, 0.0]]))),
    "finite and right from z = -1000 to z = 1000, where the naive form breaks.",
    (
        slip(
            "half an epsilon",
            "you guard ln(a), but not ln(1 - a): for z = 1000 and y = 0 the loss is still no finite number. And a "
            "guard hides how wrong the neuron is; work on z instead, with np.logaddexp.",
            shows=_half_guarded,
        ),
        slip(
            "clipped",
            "finite, but not true: for z = 1000 and y = 0 the loss is 1000, and your guard stops it far below. All "
            "slope is lost there, so the neuron can no longer learn from its worst mistakes. Work on z, with "
            "np.logaddexp.",
            shows=_clipped,
        ),
        slip(
            "overflow",
            "right in the middle, broken at the ends: e^1000 or ln 0 is not a finite number. np.logaddexp(p, q) is "
            "ln(e^p + e^q), computed without the large numbers. Which p makes e^p the 1 that you need?",
            shows=_overflows,
        ),
        slip(
            "math for arrays",
            PLAIN_NUMBERS,
            lambda z, y: math.exp(z),
        ),
        slip(
            "one loss each",
            "one loss for every example is asked, a row like z; you make a single number of them.",
            lambda z, y: (np.logaddexp(0, z) - y * z).mean(),
            lambda z, y: (np.logaddexp(0, z) - y * z).sum(),
        ),
        slip(
            "mean taken too early",
            "you divide by the number of examples. That belongs to the cost; here every example gets its own loss.",
            lambda z, y: (np.logaddexp(0, z) - y * z) / z.size,
        ),
        slip(
            "sign",
            "every sign is reversed: ln(1 + e^z) is positive, and so is every loss.",
            lambda z, y: y * z - np.logaddexp(0, z),
        ),
        slip(
            "one for zero",
            "np.logaddexp takes exponents: ln(e^p + e^q). The 1 in ln(1 + e^z) is e^0, so p is 0.",
            lambda z, y: np.logaddexp(1, z) - y * z,
        ),
        slip(
            "sign of yz",
            "the last term has the wrong sign. For y = 1 a large positive z is good, so it must lower the loss.",
            lambda z, y: np.logaddexp(0, z) + y * z,
        ),
        slip(
            "y forgotten",
            "this is the loss for y = 0, whatever the label. The term with y is missing.",
            lambda z, y: np.logaddexp(0, z),
        ),
    ),
)

register(weighted_sum, sigmoid, cost, stable_loss)
