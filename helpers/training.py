"""What every training run shares: the downhill step, the moments worth keeping, and a verdict on the costs."""

import numpy as np

from . import _doors


class Diverged(ValueError):  # noqa: N818 - it reads as what happened
    """A training run left the range of finite numbers.

    Attributes
    ----------
    epoch : int
        The epoch in which it happened.
    learning_rate : float
    run : object
        The run so far: the last finite parameters, the finite costs and the snapshots.
    """

    def __init__(self, epoch, learning_rate, run):
        super().__init__(
            f"learning_rate: training diverged at epoch {epoch} with learning_rate {learning_rate:g}; expected a rate "
            f"that keeps every number finite, got a cost or parameter that is not. The run so far is in "
            f"this error's .run"
        )
        self.epoch = epoch
        self.learning_rate = learning_rate
        self.run = run

    def __reduce__(self):  # so that it travels between processes
        return type(self), (self.epoch, self.learning_rate, self.run)


def descend(slope, start, learning_rate, steps):
    """Walk downhill on a curve: w <- w - learning_rate * slope(w).

    Parameters
    ----------
    slope : callable
        float -> float, the derivative of the cost.
    start : float
    learning_rate : float
        Positive.
    steps : int
        Zero or more.

    Returns
    -------
    ndarray, shape (k + 1,)
        Where the walk was, the start first. k is `steps`, or less if the next position was no longer a finite number.

    Raises
    ------
    TypeError, ValueError
        A bad number.

    Notes
    -----
    Derived in notebook 01, section 5.
    """
    w = np.float64(_doors.number(start, "start"))  # its powers overflow to infinity; those of a float raise an error
    learning_rate = _doors.number(learning_rate, "learning_rate", above=0)
    steps, path = _doors.within(_doors.integer(steps, "steps", at_least=0), 10**7, "steps"), [w]
    _doors.function(slope, "slope")
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            w = w - learning_rate * _one_number(slope(w), "slope(w)")
            if not np.isfinite(w):
                break
            path.append(w)
    return np.array(path)


def _one_number(value, name):
    """Return a number that may be infinite or NaN, such as an overflowing slope."""
    try:
        if np.ndim(value) == 0 and np.asarray(value).dtype.kind in "iuf":
            return np.float64(value)
    except ValueError:  # rows of different lengths
        pass
    raise TypeError(f"{name}: expected one number, got {type(value).__name__}")


def moments(epochs, most=101):
    """Return the epochs at which a run keeps a snapshot: dense at the start, where most happens.

    Parameters
    ----------
    epochs : int
        Length of the run.
    most : int, default 101
        The largest number of moments.

    Returns
    -------
    list of int
        Increasing, from 0 (before any update) to `epochs` (after the last).

    Raises
    ------
    TypeError, ValueError
        A bad number.
    """
    epochs, most = (
        _doors.within(_doors.integer(epochs, "epochs", at_least=0), 10**8, "epochs"),
        _doors.within(_doors.integer(most, "most", at_least=2), 10**6, "most"),
    )
    return sorted({round(epochs * (i / (most - 1)) ** 2) for i in range(most)})


def verdict(costs):
    """Name what a cost curve does.

    Parameters
    ----------
    costs : array_like, shape (epochs,)
        One cost per epoch, the first before any update.

    Returns
    -------
    {"diverging", "oscillating", "slow", "settled", "learning"}
        The first that holds. diverging: the run ends above its start. oscillating: in the second half at least one
        step in ten goes up. slow: it ends at most 5 % below its start. settled: the last twentieth of the epochs
        brought less than 1 % of all that was gained. learning: it was still getting better.

    Raises
    ------
    TypeError, ValueError
        Empty or not numeric.
    """
    costs = _doors.array(costs, "costs").ravel()
    rises = np.diff(costs) > 1e-12 * np.abs(costs[:-1])
    gained = costs[0] - costs[-1]
    if costs[-1] > costs[0] * (1 + 1e-9):
        return "diverging"
    if costs.size > 2 and rises[rises.size // 2 :].mean() >= 0.1:
        return "oscillating"
    if gained <= 0.05 * costs[0]:
        return "slow"
    late = costs[-1 - max(1, costs.size // 20)] - costs[-1]
    return "settled" if late < 0.01 * gained else "learning"
