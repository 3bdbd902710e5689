"""When two results of an exercise are the same, and how a difference is put into words."""

import re

import numpy as np

_NUMBERS = "biuf"  # kinds of arrays that count as numbers: not texts, nor complex ones
_LONG = 100  # characters; what is longer is described


def plain(result):
    """Turn an array or a list of one number into that number, also inside a tuple or a list."""
    if isinstance(result, np.ndarray) and result.size == 1:
        return result.item()
    if isinstance(result, list) and len(result) == 1 and np.isscalar(plain(result[0])):
        return plain(result[0])
    if isinstance(result, (tuple, list)):
        return [plain(part) for part in result] if isinstance(result, list) else tuple(map(plain, result))
    return result


def fitted(result, right):
    """Give a result the form of the right one where they differ by no more than list against array.

    Parameters
    ----------
    result, right : object

    Returns
    -------
    object
        The result, its lists of numbers turned into arrays where the right result has an array, and the other way.
    """
    if isinstance(result, np.ndarray) and (isinstance(right, (tuple, list)) or result.dtype == object) and result.ndim:
        result = list(result)
    if isinstance(result, list) and isinstance(right, np.ndarray):
        return _as_array(result)
    if isinstance(result, (tuple, list)) and isinstance(right, (tuple, list)) and len(result) == len(right):
        return type(right)(map(fitted, result, right))
    return result


def _as_array(value):
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different lengths
        return value
    return array if array.dtype.kind in _NUMBERS else value


def holds_lists(result, right):
    """Say whether a list stands somewhere in a result where the right one has an array."""
    if isinstance(result, list) and isinstance(right, np.ndarray):
        return True
    if isinstance(result, (tuple, list)) and isinstance(right, (tuple, list)) and len(result) == len(right):
        return any(map(holds_lists, result, right))
    return False


def same(a, b):
    """Say whether two outcomes are the same in form, shape and value.

    Parameters
    ----------
    a, b : object
        Numbers, arrays, tuples or lists of these, functions, or exceptions.

    Returns
    -------
    bool
        Numbers are the same if they differ by less than a millionth, exceptions if they say the same; generators
        always, because drawing from one changes its state, as it should.
    """
    if isinstance(a, Exception) or isinstance(b, Exception):
        return type(a) is type(b) and _said(a) == _said(b)
    if callable(a) or callable(b) or a is None or b is None:
        return a is b
    if isinstance(a, np.random.Generator):
        return isinstance(b, np.random.Generator)
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, (tuple, list)) or isinstance(b, (tuple, list)):
        return False
    a, b = np.asarray(a), np.asarray(b)
    if a.dtype.kind not in _NUMBERS or b.dtype.kind not in _NUMBERS:
        return False
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True)


def _said(error):
    """Return what an error says of shapes, whether @ or np.dot said it and in whatever order, else its whole text."""
    text = str(error)
    product = re.search(r"size (\d+) is different from (\d+)", text)
    if product:
        return product[2], product[1]
    product = re.search(r"not aligned: (\d+) \(dim \d\) != (\d+)", text)
    if product:
        return product.groups()
    return sorted(re.findall(r"\([\d,]+\)", text)) if "broadcast" in text else text


def difference(probe, result, right):
    """Say in words how a result differs from the right one.

    Parameters
    ----------
    probe : tuple
        The arguments.
    result, right : object
        Not the same.

    Returns
    -------
    str
    """
    given = ", ".join(map(short, probe))
    if len(given) > _LONG:
        given = ", ".join(short(value, largest=1) for value in probe)
    if isinstance(result, Exception):
        said = f"{type(result).__name__}: {result}".removesuffix(": ")
        return f"with ({given}) your function stops with {said}"
    if shape(result) != shape(right):
        return f"with ({given}) the result should be {form(right)}, yours is {form(result)}."
    return f"with ({given}) {_other_values(result, right)}"


def _other_values(result, right, what="the result"):
    """Say where a result of the right shape is wrong: as a whole, in one part, or in one number."""
    texts = short(right), short(result)
    if texts[0] != texts[1] and max(map(len, texts)) <= _LONG:
        return f"{what} should be {texts[0]}, yours is {texts[1]}."
    if isinstance(right, (tuple, list)):
        i = next(i for i, pair in enumerate(zip(result, right, strict=True)) if not same(*pair))
        return _other_values(result[i], right[i], f"part {i + 1} of {what}")
    if np.ndim(right):
        pairs = zip(np.ravel(result).tolist(), np.ravel(right).tolist(), strict=True)
        return _other_values(*next(pair for pair in pairs if not same(*pair)), f"the first wrong number in {what}")
    return f"{what} should be {texts[0]}; yours is close, but off by a little. Is it rounded, or a difference quotient?"


def form(value):
    """Write short tuples of numbers as they are, of anything else the shape."""
    written = short(value) if isinstance(value, (tuple, list)) and _only_numbers(value) else ""
    return written if written and len(written) <= _LONG else shape(value)


def _only_numbers(value):
    return all(map(_only_numbers, value)) if isinstance(value, (tuple, list)) else np.isscalar(value)


def shape(value):
    """Write the form of a result in words, such as "an array of shape (3, 1)"."""
    if isinstance(value, list) and len(value) > 3:
        return f"a list of {len(value)} parts"
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(map(shape, value)) + ")"
    if value is None:
        return "missing (a branch without return?)"
    if np.asarray(value).dtype.kind not in _NUMBERS:
        return f"a {type(value).__name__}"
    return f"an array of shape {np.shape(value)}" if np.shape(value) else "a number"


def short(value, largest=6):
    """Write a number, the name of a function, an array up to the `largest` size, or the shape of a larger one."""
    if isinstance(value, (tuple, list)):
        inside = ", ".join(short(part, largest) for part in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' * (len(value) == 1)})"
    if isinstance(value, str):
        return repr(value)
    if callable(value):
        return getattr(value, "__name__", getattr(value, "name", repr(value)))  # an Activation has a name of its own
    array = np.asarray(value)
    if array.size > largest:
        return f"an array of shape {array.shape}"
    if array.ndim == 0:
        return f"{array.item():.4g}" if array.dtype.kind in "iuf" else str(value)
    return np.array2string(array, precision=4, separator=", ").replace("\n", "")
