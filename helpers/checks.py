"""Checks that a formula and its derivative are right: numbers against numbers.

Used from notebook 01, section 6 on; why a central difference beats a one-sided one, and why the step is near 1e-5,
is measured in notebook 02, section 7.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from . import _doors


def central_difference(f, x, step=1e-5):
    """Return the slope of a function at a point, from two nearby values.

    Parameters
    ----------
    f : callable
        float -> float.
    x : float
    step : float, default 1e-5
        Distance to either side.

    Returns
    -------
    float
        (f(x + step) - f(x - step)) / (2 step).

    Raises
    ------
    TypeError, ValueError
        `x` or `step` is not a finite number, `step` is not positive, `f` returns anything but a finite number, or the
        quotient is too large for a float.

    Notes
    -----
    Derived in notebook 02, section 7.
    """
    x, step = _doors.number(x, "x"), _doors.number(step, "step", above=0)
    _doors.function(f, "f")
    slope = (_one_number(f(x + step)) - _one_number(f(x - step))) / (2 * step)
    if not math.isfinite(slope):
        raise ValueError(f"f, step: expected a difference quotient that is a float, got {slope} with the step {step:g}")
    return slope


def numerical_gradient(f, x, step=1e-5):
    """Return the derivative of a scalar function with respect to every entry of an array.

    Parameters
    ----------
    f : callable
        ndarray of the shape of `x` -> float.
    x : array_like of any shape
        Where the derivative is wanted; not changed.
    step : float, default 1e-5

    Returns
    -------
    ndarray
        Same shape as `x`, central differences.

    Raises
    ------
    TypeError, ValueError
        As `central_difference`.

    Notes
    -----
    Used from notebook 03, section 3, on.
    """
    x, step = _doors.array(x, "x"), _doors.number(step, "step", above=0)
    _doors.function(f, "f")
    gradient = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        shifted = x.astype(np.float64)

        def along(value, index=index, shifted=shifted):
            shifted[index] = value
            return f(shifted)

        gradient[index] = central_difference(along, float(x[index]), step)
    return gradient


class GradientCheck(NamedTuple):
    """What `check_gradients` found.

    Attributes
    ----------
    passed : bool
    error : float
        The largest difference, relative to the largest derivative.
    name, index : str, tuple of int
        Where it occurred: the worst parameter and the entry in it.
    derivative, difference : float
        The two values there: by the formula, by central differences.
    """

    passed: bool
    error: float
    name: str
    index: tuple[int, ...]
    derivative: float
    difference: float

    def __str__(self):
        if self.passed:
            return "agrees"
        where = self.name + (str(list(self.index)) if self.index else "")
        return f"DISAGREES at {where}: formula {self.derivative:.6f}, difference quotient {self.difference:.6f}"


def check_gradients(cost, parameters, gradients, step=1e-5, tolerance=1e-7):
    """Compare gradients from a formula with central differences.

    Parameters
    ----------
    cost : callable
        Called with the parameters as keyword arguments, returns the scalar cost.
    parameters : dict of str to (float or array_like)
        Where the gradients were taken.
    gradients : dict of str to (float or array_like)
        For each parameter the derivative of the cost, same shape.
    step : float, default 1e-5
    tolerance : float, default 1e-7
        Largest difference that passes, relative to the largest derivative. The rounding noise of the difference
        quotient itself is never counted as an error.

    Returns
    -------
    GradientCheck

    Raises
    ------
    TypeError, ValueError
        Names or shapes that differ between `parameters` and `gradients`, or bad numbers in either.

    Notes
    -----
    Derived in notebook 01, section 6, and notebook 02, section 7.
    """
    step, tolerance = _doors.number(step, "step", above=0), _doors.number(tolerance, "tolerance", above=0)
    _doors.function(cost, "cost")
    for argument, value in (("parameters", parameters), ("gradients", gradients)):
        if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
            raise TypeError(f"{argument}: expected a dict of names and numbers, got {type(value).__name__}")
    if not parameters or set(parameters) != set(gradients):
        raise ValueError(f"gradients: expected the names {sorted(parameters)}, got {sorted(gradients)}")
    at = {name: _doors.array(value, name) for name, value in parameters.items()}
    point = {name: value[()] for name, value in at.items()}
    formula, numeric = {}, {}
    for name, value in at.items():
        formula[name] = _doors.array(gradients[name], f"gradients[{name!r}]")
        if formula[name].shape != value.shape:
            raise ValueError(f"gradients[{name!r}]: expected shape {value.shape}, got {formula[name].shape}")
        numeric[name] = numerical_gradient(lambda x, name=name: cost(**{**point, name: x[()]}), value, step)
    noise = np.float64(10 * np.finfo(np.float64).eps * abs(_one_number(cost(**point))))
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        noise_scale = np.nan_to_num(noise / (step * tolerance))
    scale = max(noise_scale, *(np.abs(g).max() for g in (*formula.values(), *numeric.values())), np.finfo(float).tiny)
    errors = {name: np.abs(formula[name] - numeric[name]) / scale for name in at}
    worst = max(errors, key=lambda name: errors[name].max())
    index = tuple(int(i) for i in np.unravel_index(errors[worst].argmax(), errors[worst].shape))
    error = float(errors[worst][index])
    return GradientCheck(
        error <= tolerance, error, worst, index, float(formula[worst][index]), float(numeric[worst][index])
    )


def assert_same(ours, theirs, *arguments, tolerance=1e-9):
    """Raise unless two functions return the same for the same arguments, or two results are the same.

    Parameters
    ----------
    ours, theirs : callable, or float, array_like or tuple of them
        What can be called is called; anything else is compared as it is.
    *arguments
        Passed to what is called.
    tolerance : float, default 1e-9
        Largest difference allowed, relative to the larger of 1 and the values.

    Raises
    ------
    AssertionError
        Different shapes or values; the message shows the first difference.
    TypeError, ValueError
        Something that is no array of numbers, or a tolerance that is negative.
    """
    tolerance = _doors.number(tolerance, "tolerance", at_least=0)
    a, b = (side(*arguments) if callable(side) else side for side in (ours, theirs))
    if isinstance(a, tuple) != isinstance(b, tuple) or (isinstance(a, tuple) and len(a) != len(b)):
        raise AssertionError(f"expected results of the same form, got {a!r} and {b!r}")
    for x, y in zip(a, b, strict=True) if isinstance(a, tuple) else ((a, b),):
        x, y = _comparable(x, "ours"), _comparable(y, "theirs")
        if x.shape != y.shape:
            raise AssertionError(f"expected results of the same shape, got {x.shape} and {y.shape}")
        close = np.isclose(x, y, rtol=tolerance, atol=tolerance)
        if not close.all():
            index = tuple(int(i) for i in np.argwhere(~close)[0])
            raise AssertionError(f"results differ at {index}: {x[index]!r} and {y[index]!r}")


def _comparable(value, name):
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different lengths
        array = np.asarray(None)
    if array.dtype.kind not in "biufc":
        raise TypeError(f"{name}: expected numbers to compare, got {type(value).__name__}")
    return array


def _one_number(result):
    value = _doors.array(result, "f(x)")
    if value.size != 1:
        raise ValueError(f"f: expected a function that returns one number, got shape {value.shape}")
    return float(value.item())
