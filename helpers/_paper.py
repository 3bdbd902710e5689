"""Checks at the door of what draws: axes, texts, sizes, and numbers that belong to texts."""

import numpy as np

from . import _doors


def axes(value, name="ax"):
    """Return `value` if it looks like matplotlib axes.

    Raises
    ------
    TypeError
        Anything else.
    """
    if not all(callable(getattr(value, method, None)) for method in ("add_patch", "get_xlim", "plot")):
        raise TypeError(f"{name}: expected matplotlib axes, got {_doors.kind(value)}")
    return value


def truth(value, name):
    """Return `value` as a bool.

    Raises
    ------
    TypeError
        Anything but True and False.
    """
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name}: expected True or False, got {_doors.kind(value)}")
    return bool(value)


def text(value, name):
    """Return `value` if it is a text.

    Raises
    ------
    TypeError
        Anything else.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected a text, got {_doors.kind(value)}")
    return value


def texts(value, name, count=None):
    """Return `value` as a list of texts.

    Parameters
    ----------
    value : sequence of str
    name : str
    count : int, optional
        How many there must be; by default one or more.

    Raises
    ------
    TypeError, ValueError
        Not a list or tuple, another number of them, something else than a text.
    """
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{name}: expected a list of texts, got {_doors.kind(value)}")
    if len(value) != count and (count is not None or not value):
        raise ValueError(f"{name}: expected {count or 'one or more'} texts, got {len(value)}")
    return [text(part, f"{name}[{i}]") for i, part in enumerate(value)]


def sizes(value, name, at_most):
    """Return `value` as a list of layer sizes that can be drawn: inputs, then units of one layer or more.

    Raises
    ------
    TypeError, ValueError
        Not a list or tuple of two whole numbers or more, each from 1 to `at_most`.
    """
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{name}: expected a list of whole numbers, got {_doors.kind(value)}")
    if len(value) < 2:
        raise ValueError(f"{name}: expected at least two, the inputs and one layer, got {len(value)}")
    return [_doors.integer(n, f"{name}[{i}]", at_least=1, at_most=at_most) for i, n in enumerate(value)]


def sequence(value, name):
    """Return `value` if it is a list, a tuple or a range with something in it.

    Raises
    ------
    TypeError, ValueError
        Anything else.
    """
    if not isinstance(value, (list, tuple, range)):
        raise TypeError(f"{name}: expected a list, got {_doors.kind(value)}")
    if not value:
        raise ValueError(f"{name}: expected one value or more, got none")
    return value


def sized(value, name, size):
    """Return `value` as a finite float array of one axis with so many numbers.

    Raises
    ------
    TypeError, ValueError
        As `array`, and ValueError for another number of them.
    """
    result = _doors.array(value, name)
    if result.shape != (size,):
        raise ValueError(f"{name}: expected shape ({size},), got {result.shape}")
    return result


def table(value, name, shape):
    """Return `value` as a float array of this shape; NaN and infinity are allowed.

    Raises
    ------
    TypeError, ValueError
        Not numeric, or of another shape.
    """
    try:
        result = np.asarray(value)
    except ValueError:  # rows of different lengths
        result = np.asarray(None)
    if result.dtype.kind not in "biuf":
        raise TypeError(f"{name}: expected real numbers, got {_doors.kind(value, result)}")
    if result.shape != shape:
        raise ValueError(f"{name}: expected shape {shape}, got {result.shape}")
    with np.errstate(over="ignore"):
        return result.astype(np.float64)
