"""Seeded clouds of points in the plane. The same generator state gives the same points."""

import numpy as np

from .. import _doors
from .base import Dataset

LINE_SLOPE, LINE_INTERCEPT = 1.23, 3.23
_PLANE = ("x₁", "x₂")


def line(m=1000, overlap=0.0, rng=None):
    """Return points above and below the line y = 1.23 x + 3.23.

    Parameters
    ----------
    m : int, default 1000
        Number of points.
    overlap : float, default 0
        Standard deviation of a vertical shift that each point gets after its label is decided, so that
        some end up on the wrong side.
    rng : np.random.Generator
        Not optional: it decides which points.

    Returns
    -------
    Dataset
        X (2, m): horizontal position in [-5, 5], vertical position within 8 of the line (before the shift).
        Y (1, m): 1 above the line.

    Raises
    ------
    TypeError, ValueError
        A bad number, or something else than a generator.

    Notes
    -----
    Used in notebook 01, section 8.
    """
    m, overlap = _amounts(m, overlap, "overlap", 1)
    rng = _doors.generator(rng)
    x = rng.uniform(-5, 5, m)
    height = rng.uniform(-8, 8, m)
    shift = rng.standard_normal(m)
    y = LINE_SLOPE * x + LINE_INTERCEPT + height + overlap * shift
    Y = (height > 0).astype(float)
    return Dataset(np.stack([x, y]), Y.reshape(1, m), "line", ("x₁", "x₂"), ("below", "above"))


def flower(m=400, noise=0.2, rng=None):
    """Return a flower whose petals belong to two classes.

    Parameters
    ----------
    m : int, default 400
        Number of points.
    noise : float, default 0.2
        Standard deviation added to the angle (radians) and to the radius.
    rng : np.random.Generator
        Not optional: it decides which points.

    Returns
    -------
    Dataset
        X (2, m), within about 4 of the centre; Y (1, m), the first half of the points 0, the rest 1.

    Raises
    ------
    TypeError, ValueError
        A bad number, or something else than a generator.

    Notes
    -----
    Points on the rose r = 4 sin 4t, one half of the turn for each class. Used in notebook 01, section 10 and in
    notebook 03. The idea of such a flower as a first test of a hidden layer comes from the deeplearning.ai course 1.
    """
    m, noise = _amounts(m, noise)
    rng = _doors.generator(rng)
    Y = (np.arange(m) >= m // 2).astype(float)
    t = np.where(Y == 0, np.arange(m) / (m // 2), 1 + (np.arange(m) - m // 2) / (m - m // 2)) * np.pi
    t = t + noise * rng.standard_normal(m)
    r = 4 * np.sin(4 * t) + noise * rng.standard_normal(m)
    X = np.stack([r * np.sin(t), r * np.cos(t)])
    return Dataset(X, Y.reshape(1, m), "flower", ("x₁", "x₂"), ("orange petals", "blue petals"))


def moons(m=400, noise=0.1, rng=None):
    """Return two half circles that reach into each other.

    Parameters
    ----------
    m : int, default 400
        Number of points.
    noise : float, default 0.1
        Standard deviation added to both coordinates.
    rng : np.random.Generator
        Not optional: it decides which points.

    Returns
    -------
    Dataset
        X (2, m): an upper half circle of radius 1 around (0, 0) with label 0, and a lower one around (1, 0.5) with
        label 1. Y (1, m).

    Raises
    ------
    TypeError, ValueError
        A bad number, or something else than a generator.

    Notes
    -----
    Used in notebook 03, sections 3 and 7, and in notebook 04, section 4.
    """
    Y, along, shift = _two_classes(m, noise, rng)
    t = np.pi * along
    upper, lower = np.stack([np.cos(t), np.sin(t)]), np.stack([1 - np.cos(t), 0.5 - np.sin(t)])
    return _named(np.where(Y == 0, upper, lower) + shift, Y, "moons", ("upper moon", "lower moon"))


def circles(m=400, noise=0.1, rng=None):
    """Return a circle inside a circle.

    Parameters
    ----------
    m : int, default 400
        Number of points.
    noise : float, default 0.1
        Standard deviation added to both coordinates.
    rng : np.random.Generator
        Not optional: it decides which points.

    Returns
    -------
    Dataset
        X (2, m): radius 1 with label 0 and radius 0.5 with label 1, both around the origin. Y (1, m).

    Raises
    ------
    TypeError, ValueError
        A bad number, or something else than a generator.

    Notes
    -----
    Used in notebook 03, section 7, and in notebook 04, sections 2 and 4.
    """
    Y, along, shift = _two_classes(m, noise, rng)
    t = 2 * np.pi * along
    return _named(
        np.where(Y == 0, 1.0, 0.5) * np.stack([np.cos(t), np.sin(t)]) + shift, Y, "circles", ("outer", "inner")
    )


def xor(m=400, noise=0.1, rng=None):
    """Return a square of four fields, coloured like a chessboard.

    Parameters
    ----------
    m : int, default 400
        Number of points.
    noise : float, default 0.1
        Standard deviation added to both coordinates after the label is decided.
    rng : np.random.Generator
        Not optional: it decides which points.

    Returns
    -------
    Dataset
        X (2, m), uniform in [-1, 1] (before the noise); Y (1, m): 1 where exactly one coordinate is positive.

    Raises
    ------
    TypeError, ValueError
        A bad number, or something else than a generator.

    Notes
    -----
    Used in notebook 03, section 7.
    """
    m, noise = _amounts(m, noise)
    X = _doors.generator(rng).uniform(-1, 1, (2, m))
    Y = ((X[0] > 0) != (X[1] > 0)).astype(float)
    return _named(X + noise * rng.standard_normal((2, m)), Y, "xor", ("same sign", "different signs"))


def spirals(m=400, noise=0.1, rng=None):
    """Return two spirals wound around each other.

    Parameters
    ----------
    m : int, default 400
        Number of points.
    noise : float, default 0.1
        Standard deviation added to both coordinates.
    rng : np.random.Generator
        Not optional: it decides which points.

    Returns
    -------
    Dataset
        X (2, m): arms of one and a half turns from the centre to radius 4, the second turned by half a turn.
        Y (1, m).

    Raises
    ------
    TypeError, ValueError
        A bad number, or something else than a generator.

    Notes
    -----
    Used in notebook 03, section 7, and in notebook 04, section 4.
    """
    Y, along, shift = _two_classes(m, noise, rng)
    t = 3 * np.pi * along + np.pi * Y
    return _named(4 * along * np.stack([np.cos(t), np.sin(t)]) + shift, Y, "spirals", ("first arm", "second arm"))


def _amounts(m, noise, name="noise", fewest=2):
    """Return the number of points and the size of their noise, both checked."""
    m, noise = _doors.integer(m, "m", at_least=fewest), _doors.number(noise, name, at_least=0)
    return _doors.within(m, 10**7, "m"), _doors.within(noise, 1e100, name)


def _two_classes(m, noise, rng):
    """Return labels (m,), half of them 0, a place between 0 and 1 for each point (m,), and a shift (2, m)."""
    m, noise = _amounts(m, noise)
    Y = (np.arange(m) >= m // 2).astype(float)
    along = np.where(Y == 0, (np.arange(m) + 0.5) / (m // 2), (np.arange(m) - m // 2 + 0.5) / (m - m // 2))
    return Y, along, noise * _doors.generator(rng).standard_normal((2, m))


def _named(X, Y, name, classes):
    return Dataset(X, Y.reshape(1, -1), name, _PLANE, classes)
