"""Data sets: six houses, seeded toy clouds of points, and the people aboard the Titanic.

Every set is a `Dataset` with one example per column. The random ones take a `np.random.Generator`: the same
generator state gives the same points.
"""

import csv
from importlib import resources
from typing import NamedTuple

import numpy as np

from . import _doors

LINE_SLOPE, LINE_INTERCEPT = 1.23, 3.23


class Dataset(NamedTuple):
    """Examples and what their rows mean.

    Attributes
    ----------
    X : ndarray, shape (n_x, m)
        One example per column.
    Y : ndarray, shape (1, m)
        Targets.
    name : str
    feature_names : tuple of str
        One per row of X, with the unit in brackets where there is one.
    class_names : tuple of str
        What label 0 and label 1 mean; empty where Y is an amount.
    """

    X: np.ndarray
    Y: np.ndarray
    name: str
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()


def houses():
    """Return six invented houses: floor area against price.

    Returns
    -------
    Dataset
        X (1, 6) in square metres, Y (1, 6) in thousands of euros.

    Notes
    -----
    Used in notebook 01, section 1. Our own numbers, chosen so that the fitted line falls below zero for a small house.
    """
    area = [[60.0, 75.0, 100.0, 120.0, 150.0, 180.0]]
    price = [[90.0, 150.0, 215.0, 310.0, 380.0, 500.0]]
    return Dataset(np.array(area), np.array(price), "houses", ("area [m²]",))


def line(m=1000, overlap=0.0, *, rng):
    """Return points above and below the line y = 1.23 x + 3.23.

    Parameters
    ----------
    m : int, default 1000
        Number of points.
    overlap : float, default 0
        Standard deviation of a vertical shift that each point gets after its label is decided, so that
        some end up on the wrong side.
    rng : np.random.Generator

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
    m, overlap = _doors.integer(m, "m", at_least=1), _doors.number(overlap, "overlap", at_least=0)
    rng = _doors.generator(rng)
    x = rng.uniform(-5, 5, m)
    height = rng.uniform(-8, 8, m)
    shift = rng.standard_normal(m)
    y = LINE_SLOPE * x + LINE_INTERCEPT + height + overlap * shift
    Y = (height > 0).astype(float)
    return Dataset(np.stack([x, y]), Y.reshape(1, m), "line", ("x₁", "x₂"), ("below", "above"))


def flower(m=400, noise=0.2, *, rng):
    """Return a flower whose petals belong to two classes.

    Parameters
    ----------
    m : int, default 400
        Number of points.
    noise : float, default 0.2
        Standard deviation added to the angle (radians) and to the radius.
    rng : np.random.Generator

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
    m, noise = _doors.integer(m, "m", at_least=2), _doors.number(noise, "noise", at_least=0)
    rng = _doors.generator(rng)
    Y = (np.arange(m) >= m // 2).astype(float)
    t = np.where(Y == 0, np.arange(m) / (m // 2), 1 + (np.arange(m) - m // 2) / (m - m // 2)) * np.pi
    t = t + noise * rng.standard_normal(m)
    r = 4 * np.sin(4 * t) + noise * rng.standard_normal(m)
    X = np.stack([r * np.sin(t), r * np.cos(t)])
    return Dataset(X, Y.reshape(1, m), "flower", ("x₁", "x₂"), ("orange petals", "blue petals"))


def titanic():
    """Return the 2,201 people aboard the Titanic, one column each.

    Returns
    -------
    Dataset
        X (5, 2201) of zeros and ones: second class, third class, crew (first class is the base), female, adult.
        Y (1, 2201): 1 for the 711 who survived.

    Raises
    ------
    ValueError
        The shipped file is damaged; the message names it and the line.

    Notes
    -----
    Used in notebook 01, section 9. Counts: R. J. MacG. Dawson, "The 'Unusual Episode' Data Revisited",
    Journal of Statistics Education 3(3), 1995.
    """
    with resources.as_file(resources.files(__package__) / "datasets" / "titanic.csv") as path:
        table = read_counts(path)
    columns, counts, survived = [], [], []
    for person, count in table:
        columns.append(
            [
                person["class"] == "2nd",
                person["class"] == "3rd",
                person["class"] == "crew",
                person["sex"] == "female",
                person["age"] == "adult",
            ]
        )
        survived.append(person["survived"] == "yes")
        counts.append(count)
    aboard, saved = sum(counts), sum(count for count, yes in zip(counts, survived, strict=True) if yes)
    if (aboard, saved) != (2201, 711):
        raise ValueError(f"{path}: expected 2201 people of whom 711 survived, got {aboard} of whom {saved}")
    X = np.repeat(np.array(columns, dtype=float).T, counts, axis=1)
    Y = np.repeat(np.array([survived], dtype=float), counts, axis=1)
    names = ("2nd class", "3rd class", "crew", "female", "adult")
    return Dataset(X, Y, "titanic", names, ("died", "survived"))


_TITANIC = {
    "class": ("1st", "2nd", "3rd", "crew"),
    "sex": ("male", "female"),
    "age": ("child", "adult"),
    "survived": ("no", "yes"),
}


def read_counts(path):
    """Read a table of counts in the form of `datasets/titanic.csv`.

    Parameters
    ----------
    path : path-like
        CSV with the columns class, sex, age, survived, count: one row for each of the 32 combinations.

    Returns
    -------
    list of (dict of str to str, int)
        The description and the number of people, in the order of the file.

    Raises
    ------
    ValueError
        Unreadable, not UTF-8, other columns, an unknown category, a count that is no whole number, a combination
        twice or missing. The message names the file and the line. Nothing is returned in part.
    """
    expected = [*_TITANIC, "count"]
    try:
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path}: expected a readable CSV file, got {type(error).__name__}: {error}") from error
    table, seen = [], set()
    for number, row in enumerate(rows, start=2):
        if list(row) != expected or None in row.values():
            raise ValueError(f"{path}, line {number}: expected the columns {expected}, got {list(row.items())}")
        count = row.pop("count")
        for column, value in row.items():
            if value not in _TITANIC[column]:
                raise ValueError(f"{path}, line {number}: expected {column} in {_TITANIC[column]}, got {value!r}")
        if not (count.isascii() and count.isdigit() and len(count) < 10):
            raise ValueError(f"{path}, line {number}: expected a count of 0 or more, got {count[:40]!r}")
        if tuple(row.values()) in seen:
            raise ValueError(f"{path}, line {number}: expected each combination once, got {row} again")
        seen.add(tuple(row.values()))
        table.append((row, int(count)))
    if len(table) != 32:
        raise ValueError(f"{path}: expected 32 rows, one per combination, got {len(table)}")
    return table


def split(dataset, fraction=0.8, *, rng):
    """Split a data set at random into a training part and a held-out part.

    Parameters
    ----------
    dataset : Dataset
        With m >= 2 examples.
    fraction : float, default 0.8
        Share of the training part, between 0 and 1; both parts get at least one example.
    rng : np.random.Generator

    Returns
    -------
    train, test : Dataset

    Raises
    ------
    TypeError, ValueError
        A bad number, fewer than two examples, or something else than a generator.
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
    """
    X = _doors.matrix(X, "X")
    if mean is None:
        mean = X.mean(axis=1, keepdims=True)
    if deviation is None:
        deviation = X.std(axis=1, keepdims=True)
        constant = X.min(axis=1, keepdims=True) == X.max(axis=1, keepdims=True)
        deviation = np.where(constant | (deviation == 0), 1.0, deviation)  # rounding leaves a constant with 1e-17
    mean = _doors.matrix(mean, "mean", rows=X.shape[0], columns=1)
    deviation = _doors.matrix(deviation, "deviation", rows=X.shape[0], columns=1)
    if (deviation <= 0).any():
        raise ValueError(f"deviation: expected numbers above 0, got {float(deviation.min())}")
    return (X - mean) / deviation, mean, deviation
