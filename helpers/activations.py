"""Activation functions: what a neuron does with its weighted sum z.

Each one is a callable with `.derivative(Z)`, `.name` and `.range`, and stays finite for any finite Z. Calls are
checked at the door; `.function` and `.slope` are the same formulas without the check, for inner loops.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import _doors


@dataclass(frozen=True)
class Activation:
    """An activation function g, applied to every entry of Z.

    Attributes
    ----------
    name : str
    range : tuple of float
        Lower and upper limit of g(z).
    function, slope : callable
        g and its derivative g' on float arrays of any shape, unchecked.
    """

    name: str
    range: tuple[float, float]
    function: Callable
    slope: Callable

    def __call__(self, Z):
        """Return A = g(Z).

        Parameters
        ----------
        Z : float or array_like of any shape

        Returns
        -------
        float or ndarray
            Same shape as `Z`.

        Raises
        ------
        TypeError, ValueError
            `Z` is not numeric, empty, NaN or infinite.
        """
        return self.function(_doors.array(Z, "Z"))[()]

    def derivative(self, Z):
        """Return g'(Z), the slope of the activation at Z (not at A).

        Parameters
        ----------
        Z : float or array_like of any shape

        Returns
        -------
        float or ndarray
            Same shape as `Z`.

        Raises
        ------
        TypeError, ValueError
            `Z` is not numeric, empty, NaN or infinite.
        """
        return self.slope(_doors.array(Z, "Z"))[()]


def _sigmoid(Z):
    e = np.exp(-np.abs(Z))  # never above 1, so nothing overflows
    return np.where(Z >= 0, 1, e) / (1 + e)


def _sigmoid_slope(Z):
    e = np.exp(-np.abs(Z))
    return e / (1 + e) ** 2  # a (1 - a), without the rounding of 1 - a


linear = Activation("linear", (-np.inf, np.inf), lambda Z: Z.copy(), np.ones_like)
"""g(z) = z. The output of a network that predicts an amount (notebook 01, section 1)."""

sigmoid = Activation("sigmoid", (0.0, 1.0), _sigmoid, _sigmoid_slope)
"""g(z) = 1 / (1 + e^-z), slope a (1 - a). Derived in notebook 01, sections 3 and 6."""

relu = Activation(
    "relu",
    (0.0, np.inf),
    lambda Z: np.maximum(Z, 0),
    lambda Z: (Z > 0).astype(Z.dtype),
)
"""g(z) = max(0, z), slope 0 or 1 (0 at the corner). Notebook 01, section 1."""

_KNOWN = {activation.name: activation for activation in (linear, sigmoid, relu)}


def by_name(name):
    """Return the activation called `name`.

    Parameters
    ----------
    name : str
        For example "sigmoid".

    Returns
    -------
    Activation

    Raises
    ------
    TypeError
        `name` is not a string.
    ValueError
        No activation has this name; the message lists those that there are.
    """
    if not isinstance(name, str):
        raise TypeError(f"name: expected the name of an activation, got {type(name).__name__}")
    if name not in _KNOWN:
        raise ValueError(f"name: expected one of {', '.join(_KNOWN)}, got {name!r}")
    return _KNOWN[name]
