"""How an exercise is checked: run the reader's function on probes, compare, and recognise known slips."""

import copy
import html
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

MARKS = {"waiting": "○", "right": "✓", "slip": "✗", "wrong": "✗"}


@dataclass(frozen=True)
class Slip:
    """A known wrong turn, recognised by what it computes.

    Attributes
    ----------
    name : str
    hint : str
        Shown to the reader; leads to the right form without giving it away.
    wrong : tuple of callable
        The mistake itself, in one or more variants: the slip is recognised where the reader's function does the same
        as one of them on every probe.
    shows : callable, optional
        For slips with many faces: gets the list of the reader's results and says whether it is this one.
    """

    name: str
    hint: str
    wrong: tuple[Callable, ...] = ()
    shows: Callable | None = None


def slip(name, hint, *wrong, shows=None):
    """Return a `Slip`, its variants written one after the other."""
    return Slip(name, hint, wrong, shows)


@dataclass(frozen=True)
class Exercise:
    """A function to write.

    Attributes
    ----------
    number : str
        Notebook and exercise, such as "01.2".
    task : str
        What to write, in one sentence.
    right : callable
        The reference.
    probes : tuple of tuple
        Arguments to try.
    tested : str
        What passing shows, in one sentence.
    slips : tuple of Slip
    exact_shape : bool
        Whether a single number must come as a plain number rather than as an array of one.
    complaint : callable, optional
        For exercises with many right answers, random ones: gets the list of the reader's results, as many and of the
        same shapes as those of `right`, and returns what is wrong with them, or "".
    starred : bool
        Whether it is meant for those who want more.
    """

    number: str
    task: str
    right: Callable
    probes: tuple[tuple, ...]
    tested: str
    slips: tuple[Slip, ...] = ()
    exact_shape: bool = False
    complaint: Callable | None = None
    starred: bool = False


@dataclass(frozen=True)
class Feedback:
    """The answer to one attempt.

    Attributes
    ----------
    number : str
        Of the exercise.
    status : {"waiting", "right", "slip", "wrong"}
    text : str
    slip : str
        Name of the recognised slip, else empty.
    """

    number: str
    status: str
    text: str
    slip: str = ""

    @property
    def passed(self):
        """Whether the attempt is right."""
        return self.status == "right"

    def __repr__(self):
        return f"{MARKS[self.status]} Exercise {self.number}: {self.text}"

    def _repr_html_(self):
        colour = {"right": "#00664B", "waiting": "#595959"}.get(self.status, "#993F00")
        head = f"{MARKS[self.status]} Exercise {self.number}"
        return (
            f'<div role="status" style="border-left: 5px solid {colour}; padding: 2px 10px">'
            f"<b>{head}</b>: {html.escape(self.text)}</div>"
        )


_EXERCISES: dict[str, Exercise] = {}
_LATEST: dict[str, Feedback] = {}


def register(*exercises):
    """Make exercises known to `check`."""
    for exercise in exercises:
        if exercise.number in _EXERCISES:
            raise ValueError(f"exercises: expected each number once, got {exercise.number} again")
        _EXERCISES[exercise.number] = exercise


def numbers():
    """Return the numbers of all exercises, in the order of the notebooks."""
    return sorted(_EXERCISES, key=lambda number: [int(part) for part in number.split(".")])


def get(number):
    """Return the exercise of that number.

    Raises
    ------
    ValueError
        There is none; the message lists those that there are.
    """
    if not isinstance(number, str) or number not in _EXERCISES:
        raise ValueError(f"number: expected one of {', '.join(numbers())}, got {number!r}")
    return _EXERCISES[number]


def latest(number):
    """Return the answer to the latest attempt at an exercise in this process, or None."""
    return _LATEST.get(number)


def check(number, function):
    """Check a reader's function, and keep the answer for `report`.

    Parameters
    ----------
    number : str
        Of the exercise, such as "01.2".
    function : callable
        The attempt. Whatever it raises becomes part of the feedback.

    Returns
    -------
    Feedback
        Shown below the cell. `waiting` as long as the function returns nothing, or `...`.

    Raises
    ------
    ValueError
        No such exercise.
    TypeError
        `function` cannot be called (was it called already, with brackets?).
    """
    exercise = get(number)
    if not callable(function):
        raise TypeError(f"function: expected the function itself, without brackets, got {type(function).__name__}")
    _LATEST[number] = _feedback(exercise, function)
    return _LATEST[number]


def _feedback(exercise, function):
    number, results = exercise.number, []
    for probe in exercise.probes:
        arguments = copy.deepcopy(probe)
        result = _outcome(function, arguments)
        if result is None and not results:
            return Feedback(
                number, "waiting", f"your function returns nothing yet (is there a return?): {exercise.task}"
            )
        if result is Ellipsis:
            return Feedback(number, "waiting", exercise.task)
        if not _same(arguments, probe):
            text = (
                "your function changes what it was given (-=, += and [:] = work in place, as do pop and sort). Build "
                "a new array or list instead."
            )
            return Feedback(number, "slip", text, "in place")
        results.append(result if exercise.exact_shape else _plain(result))
    trouble = _trouble(exercise, results)
    if not trouble:
        return Feedback(number, "right", exercise.tested)
    for known in exercise.slips:
        if _recognised(known, exercise, results):
            return Feedback(number, "slip", known.hint, known.name)
    return Feedback(number, "wrong", trouble)


def _outcome(function, arguments):
    try:
        with np.errstate(all="ignore"):
            return function(*arguments)
    except Exception as error:  # the reader's code may do anything
        return error


def _outcomes(function, exercise):
    results = [_outcome(function, copy.deepcopy(probe)) for probe in exercise.probes]
    return results if exercise.exact_shape else [_plain(result) for result in results]


def _trouble(exercise, results):
    """Say what is wrong with the results, in words for the reader; "" if nothing is."""
    alike = _same if exercise.complaint is None else lambda a, b: _shape(a) == _shape(b)
    for probe, result, right in zip(exercise.probes, results, _outcomes(exercise.right, exercise), strict=True):
        if not alike(result, right):
            return _difference(probe, result, right)
    return "" if exercise.complaint is None else exercise.complaint(results)


def _recognised(known, exercise, results):
    if known.shows is not None and known.shows(results):
        return True
    return any(_same(results, _outcomes(mistake, exercise)) for mistake in known.wrong)


def _plain(result):
    """Turn an array of one number into that number, also inside a pair."""
    if isinstance(result, (tuple, list)):
        return tuple(_plain(part) for part in result)
    return result.item() if isinstance(result, np.ndarray) and result.size == 1 else result


def _as_array(value):
    """Turn a list of numbers or rows into an array; leave pairs of different things as they are."""
    if not isinstance(value, list):
        return value
    try:
        array = np.asarray(value)
    except ValueError:
        return value
    return array if array.ndim in (1, 2) and array.dtype.kind in "biuf" else value


def _same(a, b):
    """Say whether two outcomes are the same in form, shape and value."""
    if isinstance(a, Exception) or isinstance(b, Exception):
        return type(a) is type(b)
    if callable(a) or callable(b):
        return a is b
    if isinstance(a, np.random.Generator):
        return isinstance(b, np.random.Generator)  # drawing from it changes its state, as it should
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)):
        return len(a) == len(b) and all(map(_same, a, b))
    a, b = _as_array(a), _as_array(b)
    if isinstance(a, (tuple, list)) or isinstance(b, (tuple, list)):
        return False
    if np.iscomplexobj(a) or np.iscomplexobj(b):
        return False
    try:
        a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    except (TypeError, ValueError):
        return False
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True)


def _difference(probe, result, right):
    if isinstance(result, np.ndarray) and isinstance(right, list):
        result = result.tolist()
    given = ", ".join(map(_short, probe))
    if len(given) > 100:
        given = ", ".join(_short(value, largest=1) for value in probe)
    if isinstance(result, Exception):
        return f"with ({given}) your function stops with {type(result).__name__}: {result}"
    if _shape(result) != _shape(right):
        return f"with ({given}) the result should be {_form(right)}, yours is {_form(result)}."
    return f"with ({given}) {_other_values(result, right)}"


def _other_values(result, right, what="the result"):
    """Say where a result of the right shape is wrong: as a whole, in one part, or in one number."""
    texts = _short(right), _short(result)
    if texts[0] != texts[1] and max(map(len, texts)) <= 100:
        return f"{what} should be {texts[0]}, yours is {texts[1]}."
    if isinstance(right, (tuple, list)):
        i = next(i for i, pair in enumerate(zip(result, right, strict=True)) if not _same(*pair))
        return _other_values(result[i], right[i], f"part {i + 1} of {what}")
    if np.ndim(right):
        pairs = zip(np.ravel(result).tolist(), np.ravel(right).tolist(), strict=True)
        return _other_values(*next(pair for pair in pairs if not _same(*pair)), f"the first wrong number in {what}")
    return f"{what} should be {texts[0]}; yours is close, but off by a little. Is it rounded?"


def _form(value):
    """Write tuples of numbers as they are, of anything else the shape."""
    return _short(value) if isinstance(value, (tuple, list)) and _only_numbers(value) else _shape(value)


def _only_numbers(value):
    return all(map(_only_numbers, value)) if isinstance(value, (tuple, list)) else np.isscalar(value)


def _shape(value):
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(map(_shape, value)) + ")"
    if value is None:
        return "missing (a branch without return?)"
    if np.asarray(value).dtype.kind not in "biuf":
        return f"a {type(value).__name__}"
    return f"an array of shape {np.shape(value)}" if np.shape(value) else "a number"


def _short(value, largest=6):
    """Write a number, the name of a function, an array up to the `largest` size, or the shape of a larger one."""
    if isinstance(value, (tuple, list)):
        inside = ", ".join(_short(part, largest) for part in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' * (len(value) == 1)})"
    if callable(value):
        return getattr(value, "__name__", getattr(value, "name", repr(value)))  # an Activation has a name of its own
    array = np.asarray(value)
    if array.size > largest:
        return f"an array of shape {array.shape}"
    if array.ndim == 0:
        return f"{array.item():.4g}" if array.dtype.kind in "iuf" else str(value)
    return np.array2string(array, precision=4, separator=", ").replace("\n", "")
