"""Checks at the door: turn an argument into a clean array or number, or say what is wrong with it.

Every message has the same three parts: the argument's name, what was expected, what came.
"""

import math
import numbers
import operator
import os

import numpy as np


def array(value, name):
    """Return `value` as a finite float array of any shape.

    Parameters
    ----------
    value : array_like of float
        Integers and booleans become float64; float32 and float64 keep their type. Nothing is copied if possible.
    name : str
        What the caller calls it, for the message.

    Returns
    -------
    ndarray
        Same shape as `value`.

    Raises
    ------
    TypeError
        Not numeric, complex, or ragged.
    ValueError
        Empty, NaN, infinite, or masked in places.
    """
    if np.ma.is_masked(value):
        raise ValueError(f"{name}: expected a number in every place, got an array that is masked in some")
    try:
        result = np.asarray(value)
    except ValueError as error:
        raise TypeError(f"{name}: expected numbers in a regular grid, got rows of different lengths") from error
    if result.dtype.kind not in "biuf":
        raise TypeError(f"{name}: expected real numbers, got {kind(value, result)}")
    if result.dtype not in (np.float32, np.float64):
        with np.errstate(over="ignore"):  # a longer float too large for this one becomes infinite, and is refused below
            result = result.astype(np.float64)
    if result.size == 0:
        raise ValueError(f"{name}: expected at least one number, got an empty array of shape {result.shape}")
    if not np.isfinite(result).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(result))[0])
        at = f" at index {where}" if where else ""
        raise ValueError(f"{name}: expected finite numbers, got {float(result[where])}{at}")
    return result


def matrix(value, name, rows=None, columns=None):
    """Return `value` as a finite float array with two axes, one example per column.

    Parameters
    ----------
    value : array_like, shape (rows, columns)
    name : str
    rows, columns : int, optional
        Demanded sizes.

    Returns
    -------
    ndarray, shape (rows, columns)

    Raises
    ------
    TypeError, ValueError
        As `array`, and ValueError for a wrong shape.
    """
    result = array(value, name)
    if result.ndim == 2 and rows in (None, result.shape[0]) and columns in (None, result.shape[1]):
        return result
    hint = ""
    if result.ndim == 1:
        hint = " (a rank-1 array is neither a row nor a column: reshape it)"
    elif result.ndim == 2 and rows in (None, result.shape[1]) and columns in (None, result.shape[0]):
        hint = "; did you mean its transpose?"
    expected = f"({'n' if rows is None else rows}, {'m' if columns is None else columns})"
    raise ValueError(f"{name}: expected shape {expected}, one example per column, got {result.shape}{hint}")


def labels(value, name, rows=1, columns=None):
    """Return `value` as a matrix of zeros and ones, one example per column.

    Parameters
    ----------
    value : array_like, shape (rows, columns)
    name : str
    rows, columns : int, optional
        Demanded sizes.

    Returns
    -------
    ndarray, shape (rows, columns)

    Raises
    ------
    TypeError, ValueError
        As `matrix`, and ValueError for any other label than 0 and 1.
    """
    result = matrix(value, name, rows, columns)
    wrong = (result != 0) & (result != 1)
    if wrong.any():
        raise ValueError(f"{name}: expected labels 0 or 1, got {float(result[wrong][0])}")
    return result


def number(value, name, *, above=-math.inf, below=math.inf, at_least=-math.inf, at_most=math.inf):
    """Return `value` as a finite float inside the given limits.

    Raises
    ------
    TypeError
        Not a real number (an array of one element is not one).
    ValueError
        NaN, infinite, or outside the limits.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name}: expected a number, got {kind(value)}")
    limits = [
        f"{sign} {limit:g}"
        for sign, limit in ((">", above), ("<", below), (">=", at_least), ("<=", at_most))
        if math.isfinite(limit)
    ]
    expected = " and ".join(["a finite number", *limits])
    try:
        result = float(value)
    except OverflowError as error:
        raise ValueError(f"{name}: expected {expected}, got an integer too large for a float") from error
    if not (math.isfinite(result) and above < result < below and at_least <= result <= at_most):
        raise ValueError(f"{name}: expected {expected}, got {result}")
    return result


def integer(value, name, *, at_least, at_most=None):
    """Return `value` as an int inside the given limits.

    Raises
    ------
    TypeError
        Not an integer (2.0 is not one).
    ValueError
        Outside the limits.
    """
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        result = operator.index(value)
    except TypeError as error:
        raise TypeError(f"{name}: expected an integer, got {kind(value)}") from error
    if result < at_least or (at_most is not None and result > at_most):
        upper = "" if at_most is None else f" and <= {at_most}"
        raise ValueError(f"{name}: expected an integer >= {at_least}{upper}, got {_digits(result)}")
    return result


def within(value, most, name):
    """Return a checked number if it is not beyond what a computer can do.

    Raises
    ------
    ValueError
        Above `most`.
    """
    if value > most:
        raise ValueError(f"{name}: expected at most {most:g}, got {_digits(value)}")
    return value


def pair(value, name):
    """Return `value` as a tuple of two.

    Raises
    ------
    TypeError
        Not a tuple or list of two things.
    """
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        raise TypeError(f"{name}: expected a pair, got {kind(value)}")
    return tuple(value)


def function(value, name):
    """Return `value` if it can be called.

    Raises
    ------
    TypeError
        Anything else.
    """
    if not callable(value):
        raise TypeError(f"{name}: expected a function, got {kind(value)}")
    return value


def path(value, name):
    """Return `value` if it names a file or a folder.

    Raises
    ------
    TypeError, ValueError
        Neither a text nor a path; a text that no name of a file can be.
    """
    if not isinstance(value, (str, os.PathLike)):
        raise TypeError(f"{name}: expected a path, got {kind(value)}")
    if "\0" in os.fspath(value):
        raise ValueError(f"{name}: expected a path, got a text with a zero byte")
    return value


def float_type(value):
    """Return `value` if it is float64 or float32, as a type or by its name.

    Raises
    ------
    TypeError
        Anything else.
    """
    try:
        known = isinstance(value, (type, np.dtype, str)) and np.dtype(value) in (np.float64, np.float32)
    except (TypeError, ValueError, SyntaxError):  # no type's name
        known = False
    if not known:
        raise TypeError(f"dtype: expected float64 or float32, got {value!r}")
    return value


def generator(value):
    """Return `value` if it is a NumPy random generator.

    Raises
    ------
    TypeError
        Anything else, a bare seed included: `np.random.default_rng(seed)` makes a generator of it.
    """
    if not isinstance(value, np.random.Generator):
        raise TypeError(f"rng: expected a np.random.Generator (np.random.default_rng(seed)), got {kind(value)}")
    return value


def _digits(value):
    """Write a number, but not hundreds of digits."""
    return f"{value}" if -1e30 < value < 1e30 else f"a number beyond {'-' * (value < 0)}1e30"


def kind(value, converted=None):
    """Say what `value` is, in a few words."""
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    dtype = getattr(value, "dtype", None if converted is None else converted.dtype)
    kind = type(value).__name__
    return f"{kind} of {dtype}" if dtype is not None and kind != str(dtype) else kind
