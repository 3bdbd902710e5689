"""Logistic regression: one neuron with a sigmoid, trained by gradient descent on the log loss.

The model of notebook 01. One example per column: X is (n_x, m), Y is (1, m), w is (n_x, 1), b is a number.
"""

from typing import NamedTuple

import numpy as np

from . import _doors
from .activations import sigmoid
from .losses import binary_cross_entropy
from .training import Diverged, moments


class Run(NamedTuple):
    """What a training run leaves behind.

    Attributes
    ----------
    w : ndarray, shape (n_x, 1)
    b : float
        The parameters after the last update.
    costs : ndarray, shape (k,), k = epochs unless the run stopped early
        The cost before each update, so the first one belongs to the starting parameters.
    snapshots : tuple of (int, ndarray, float)
        (epoch, w, b) after `epoch` updates, from the start to the end, for travelling in time.
    """

    w: np.ndarray
    b: float
    costs: np.ndarray
    snapshots: tuple


def initialize(n_x):
    """Return the starting parameters of one neuron: zeros.

    Parameters
    ----------
    n_x : int
        Number of inputs.

    Returns
    -------
    w : ndarray, shape (n_x, 1)
    b : float

    Raises
    ------
    TypeError, ValueError
        `n_x` is not a positive integer.

    Notes
    -----
    Derived in notebook 01, section 8, which says why zeros are fine here and only here.
    """
    return np.zeros((_doors.within(_doors.integer(n_x, "n_x", at_least=1), 10**8, "n_x"), 1)), 0.0


def forward(w, b, X):
    """Return the neuron's predictions.

    Parameters
    ----------
    w : array_like, shape (n_x, 1)
    b : float
    X : array_like, shape (n_x, m)

    Returns
    -------
    ndarray, shape (1, m)
        A = sigmoid(w.T X + b), the probability of label 1.

    Raises
    ------
    TypeError, ValueError
        Wrong shape, not numeric, empty, NaN or infinite; a weighted sum that overflows.

    Notes
    -----
    Derived in notebook 01, section 3.
    """
    return sigmoid.function(_weighted_sum(*_parameters(w, b, X)))


def predict(w, b, X):
    """Return the more probable label of each example.

    Parameters
    ----------
    w : array_like, shape (n_x, 1)
    b : float
    X : array_like, shape (n_x, m)

    Returns
    -------
    ndarray of float, shape (1, m)
        1 where the probability is above one half, else 0.

    Raises
    ------
    TypeError, ValueError
        As `forward`.

    Notes
    -----
    Derived in notebook 01, section 8.
    """
    return (_weighted_sum(*_parameters(w, b, X)) > 0).astype(np.float64)


def cost(w, b, X, Y):
    """Return the mean log loss.

    Parameters
    ----------
    w : array_like, shape (n_x, 1)
    b : float
    X : array_like, shape (n_x, m)
    Y : array_like, shape (1, m)
        Labels 0 or 1.

    Returns
    -------
    float
        J, in nats per example. Finite also where a prediction is certain and wrong.

    Raises
    ------
    TypeError, ValueError
        As `forward`, and for labels other than 0 and 1.

    Notes
    -----
    Derived in notebook 01, section 4.
    """
    w, b, X, Y = _problem(w, b, X, Y)
    return _mean_loss(_weighted_sum(w, b, X), Y)


def gradients(w, b, X, Y):
    """Return the derivatives of the cost with respect to the parameters.

    Parameters
    ----------
    w : array_like, shape (n_x, 1)
    b : float
    X : array_like, shape (n_x, m)
    Y : array_like, shape (1, m)
        Labels 0 or 1.

    Returns
    -------
    dw : ndarray, shape (n_x, 1)
        X dZ.T / m with dZ = A - Y.
    db : float
        The mean of dZ.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    Notes
    -----
    Derived in notebook 01, section 6.
    """
    w, b, X, Y = _problem(w, b, X, Y)
    dw, db = _gradients(_weighted_sum(w, b, X), X, Y)
    return dw, float(db)


def train(X, Y, learning_rate=0.1, epochs=2000, *, start=None, tolerance=0.0):
    """Train one neuron by gradient descent on all examples at once.

    Parameters
    ----------
    X : array_like, shape (n_x, m)
    Y : array_like, shape (1, m)
        Labels 0 or 1.
    learning_rate : float, default 0.1
        Positive.
    epochs : int, default 2000
        Number of updates, zero or more.
    start : (array_like of shape (n_x, 1), float), optional
        The parameters to start from; zeros by default.
    tolerance : float, default 0
        Stop before an update once every derivative is smaller than this; the costs then end there.

    Returns
    -------
    Run

    Raises
    ------
    TypeError, ValueError
        Bad arguments, as `cost`.
    Diverged
        A cost or parameter stopped being finite. The error's `.run` keeps what there was.

    Notes
    -----
    Derived in notebook 01, section 8.
    """
    X = _doors.matrix(X, "X")
    Y = _doors.labels(Y, "Y", columns=X.shape[1])
    w, b = initialize(X.shape[0]) if start is None else _doors.pair(start, "start")
    w = _doors.matrix(w, "start[0]", rows=X.shape[0], columns=1).copy()
    b = _doors.number(b, "start[1]")
    learning_rate = _doors.number(learning_rate, "learning_rate", above=0)
    tolerance = _doors.number(tolerance, "tolerance", at_least=0)
    keep = set(moments(epochs))
    costs, snapshots = [], [(0, w, b)]
    with np.errstate(over="ignore", invalid="ignore"):
        for epoch in range(epochs):
            Z = w.T @ X + b
            J = _mean_loss(Z, Y)
            dw, db = _gradients(Z, X, Y)
            new_w, new_b = w - learning_rate * dw, float(b - learning_rate * db)
            if np.isfinite(J):
                costs.append(J)
            if not (np.isfinite(J) and np.isfinite(new_w).all() and np.isfinite(new_b)):
                raise Diverged(epoch, learning_rate, _run(w, b, costs, snapshots, epoch))
            if max(np.abs(dw).max(), abs(db)) < tolerance:
                return _run(w, b, costs, snapshots, epoch)
            w, b = new_w, new_b
            if epoch + 1 in keep:
                snapshots.append((epoch + 1, w, b))
    return _run(w, b, costs, snapshots, epochs)


def _run(w, b, costs, snapshots, epoch):
    if snapshots[-1][0] != epoch:
        snapshots.append((epoch, w, b))
    return Run(w, b, np.array(costs), tuple(snapshots))


def _mean_loss(Z, Y):
    return float((binary_cross_entropy.function(Z, Y) / Y.size).sum())


def _gradients(Z, X, Y):
    dZ = binary_cross_entropy.slope(Z, Y)
    return X @ (dZ.T / Y.size), dZ.mean()


def _weighted_sum(w, b, X):
    with np.errstate(over="ignore", invalid="ignore"):
        Z = w.T @ X + b
    if not np.isfinite(Z).all():
        raise ValueError("w, b, X: expected a weighted sum w.T X + b that is finite, got one that overflows")
    return Z


def _parameters(w, b, X):
    w = _doors.matrix(w, "w", columns=1)
    return w, _doors.number(b, "b"), _doors.matrix(X, "X", rows=w.shape[0])


def _problem(w, b, X, Y):
    w, b, X = _parameters(w, b, X)
    return w, b, X, _doors.labels(Y, "Y", columns=X.shape[1])
