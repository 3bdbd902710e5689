"""How an exercise is checked: run the reader's function on probes, compare, and recognise known slips."""

import copy
import dis
import html
import inspect
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Number

import numpy as np

from .compare import difference, fitted, holds_lists, plain, same, shape

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
        Name of the recognised slip, else empty; "list" where a right result is a list instead of an array.
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
        if _has_dots(result):
            return Feedback(number, "waiting", exercise.task)
        if not same(arguments, probe):
            text = (
                "your function changes what it was given (-=, += and [:] = work in place, as do pop and sort). Build "
                "a new array or list instead."
            )
            return Feedback(number, "slip", text, "in place")
        results.append(result)
    if all(result is None for result in results):
        return Feedback(number, "waiting", f"your function returns nothing yet (is there a return?): {exercise.task}")
    right = _outcomes(exercise.right, exercise)
    in_lists = any(map(holds_lists, results, right))
    results = list(map(fitted, _plain(results, exercise), right))
    trouble = _trouble(exercise, results, right)
    if not trouble and in_lists:
        return Feedback(number, "right", exercise.tested + _LIST, "list")
    if not trouble:
        return Feedback(number, "right", exercise.tested)
    for known in exercise.slips:
        if _recognised(known, exercise, results, right):
            return Feedback(number, "slip", known.hint, known.name)
    return Feedback(number, "wrong", trouble + _foreign(function))


_LIST = " (It comes as a Python list, which knows no .T and no @. With np.array( ) around it one can go on computing.)"


def _has_dots(result):
    """Say whether the reader has left `...` somewhere."""
    return result is Ellipsis or (isinstance(result, (tuple, list)) and any(map(_has_dots, result)))


def _foreign(function):
    """Name the arrays and numbers of the notebook that a function uses without being given them."""
    if not inspect.isfunction(function):
        return ""
    loaded = dict.fromkeys(step.argval for step in dis.get_instructions(function) if step.opname == "LOAD_GLOBAL")
    names = [name for name in loaded if isinstance(function.__globals__.get(name), (np.ndarray, Number))]
    if not names:
        return ""
    return f" (Your function uses {', '.join(names)}, which it is not given: that is the notebook's own. Is it meant?)"


def _outcome(function, arguments):
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*arguments)
    except Exception as error:  # the reader's code may do anything
        return error


def _outcomes(function, exercise):
    return _plain([_outcome(function, copy.deepcopy(probe)) for probe in exercise.probes], exercise)


def _plain(results, exercise):
    return results if exercise.exact_shape else list(map(plain, results))


def _trouble(exercise, results, right):
    """Say what is wrong with the results, in words for the reader; "" if nothing is."""
    alike = same if exercise.complaint is None else lambda a, b: shape(a) == shape(b)
    for probe, result, wanted in zip(exercise.probes, results, right, strict=True):
        if not alike(result, wanted):
            return difference(probe, result, wanted)
    return "" if exercise.complaint is None else exercise.complaint(results)


def _recognised(known, exercise, results, right):
    if known.shows is not None and _shown(known.shows, results):
        return True
    return any(same(results, list(map(fitted, _outcomes(mistake, exercise), right))) for mistake in known.wrong)


def _shown(shows, results):
    try:
        return shows(results)
    except Exception:  # a result may be anything, also what no slip has thought of
        return False
