"""Data that come from somewhere: six houses, and the people aboard the Titanic."""

import csv
from importlib import resources

import numpy as np

from .. import _doors
from .base import Dataset


def houses(m=None, noise=None, *, rng=None):
    """Return six invented houses, floor area against price; with a generator, more houses around the same line.

    Parameters
    ----------
    m : int, optional
        Number of houses, 100 if left out.
    noise : float, optional
        Standard deviation of the price around the line, in thousands of euros: 13 if left out, as for the six.
    rng : np.random.Generator, optional
        Needed with `m` or `noise`. Without any of the three the six houses come.

    Returns
    -------
    Dataset
        X (1, m) in square metres, Y (1, m) in thousands of euros.

    Raises
    ------
    TypeError, ValueError
        A bad number, or more houses without a generator.

    Notes
    -----
    Used in notebook 01, section 1. Our own numbers, chosen so that the fitted line, price = 3.35 area - 108, falls
    below zero for a small house. The others have areas between 60 and 180 square metres, and prices of 0 or more.
    """
    if m is None and noise is None and rng is None:
        area = np.array([[60.0, 75.0, 100.0, 120.0, 150.0, 180.0]])
        price = np.array([[90.0, 150.0, 215.0, 310.0, 380.0, 500.0]])
    else:
        shape = (1, 100 if m is None else _doors.within(_doors.integer(m, "m", at_least=1), 10**7, "m"))
        noise = 13.0 if noise is None else _doors.within(_doors.number(noise, "noise", at_least=0), 1e100, "noise")
        area = _doors.generator(rng).uniform(60, 180, shape)
        price = np.maximum(3.35 * area - 108 + noise * rng.standard_normal(shape), 0)
    return Dataset(area, price, "houses", ("area [m²]",))


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
    with resources.as_file(resources.files("helpers") / "datasets" / "titanic.csv") as path:
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
    TypeError, ValueError
        No path; unreadable, not UTF-8, other columns, an unknown category, a count that is no whole number, a
        combination twice or missing. The message names the file and the line. Nothing is returned in part.
    """
    expected = [*_TITANIC, "count"]
    _doors.path(path, "path")
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
