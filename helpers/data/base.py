"""What every data set is, and how it is divided and scaled."""

from typing import NamedTuple

import numpy as np

from .. import _doors


class Dataset(NamedTuple):
    """Examples and what their rows mean.

    Attributes
    ----------
    X : ndarray, shape (n_x, m)
        One example per column.
    Y : ndarray, shape (n_y, m)
        Targets: one row of labels or amounts, or one-hot columns.
    name : str
    feature_names : tuple of str
        One per row of X, with the unit in brackets where there is one.
    class_names : tuple of str
        What each label means; empty where Y is an amount.
    """

    X: np.ndarray
    Y: np.ndarray
    name: str
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()


def split(dataset, fraction=0.8, rng=None):
    """Split a data set at random into a training part and a held-out part.

    Parameters
    ----------
    dataset : Dataset
        With m >= 2 examples.
    fraction : float, default 0.8
        Share of the training part, between 0 and 1; both parts get at least one example.
    rng : np.random.Generator
        Not optional: it decides who is where.

    Returns
    -------
    train, test : Dataset

    Raises
    ------
    TypeError, ValueError
        A bad number, fewer than two examples, or something else than a generator.

    Notes
    -----
    Used from notebook 01, section 9, on.
    """
    if not isinstance(dataset, Dataset):
        raise TypeError(f"dataset: expected a Dataset, got {type(dataset).__name__}")
    fraction = _doors.number(fraction, "fraction", above=0, below=1)
    X = _doors.matrix(dataset.X, "dataset.X")
    m = X.shape[1]
    Y = _doors.matrix(dataset.Y, "dataset.Y", columns=m)
    if m < 2:
        raise ValueError(f"dataset: expected at least two examples, got {m}")
    order = _doors.generator(rng).permutation(m)
    cut = min(max(round(fraction * m), 1), m - 1)
    return tuple(dataset._replace(X=X[:, part], Y=Y[:, part]) for part in (order[:cut], order[cut:]))


def standardize(X, mean=None, deviation=None):
    """Return X with every feature shifted to mean 0 and scaled to standard deviation 1.

    Parameters
    ----------
    X : array_like, shape (n_x, m)
    mean, deviation : array_like, shape (n_x, 1), optional
        From the training data, when `X` is other data; measured on `X` by default.

    Returns
    -------
    X : ndarray, shape (n_x, m)
    mean, deviation : ndarray, shape (n_x, 1)
        What was subtracted and divided by. A constant feature is divided by 1.

    Raises
    ------
    TypeError, ValueError
        Wrong shape, not numeric, NaN or infinite; a deviation that is not positive.

    Notes
    -----
    Used in notebook 03, section 4.
    """
    X = _doors.matrix(X, "X")
    with np.errstate(over="ignore", invalid="ignore"):  # infinite ones are refused below
        if mean is None:
            mean = X.mean(axis=1, keepdims=True)
        spread = X.std(axis=1, keepdims=True) if deviation is None else None
    if deviation is None:
        deviation = spread
        constant = X.min(axis=1, keepdims=True) == X.max(axis=1, keepdims=True)
        deviation = np.where(constant | (deviation == 0), 1.0, deviation)  # rounding leaves a constant with 1e-17
    mean = _doors.matrix(mean, "mean", rows=X.shape[0], columns=1)
    deviation = _doors.matrix(deviation, "deviation", rows=X.shape[0], columns=1)
    if (deviation <= 0).any():
        raise ValueError(f"deviation: expected numbers above 0, got {float(deviation.min())}")
    with np.errstate(over="ignore"):
        scaled = (X - mean) / deviation
    if not np.isfinite(scaled).all():
        raise ValueError("X, mean, deviation: expected a quotient that is a float, got one too large")
    return scaled, mean, deviation
