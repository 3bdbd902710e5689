"""Losses: how wrong one prediction is. The cost is their mean over the examples.

Each loss is computed from Z, the value before the output activation, so that nothing overflows and no logarithm
meets a zero, and brings its gradient with respect to Z.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import _doors, activations
from .activations import Activation


@dataclass(frozen=True)
class Loss:
    """A loss per example, together with the output activation it belongs to.

    Attributes
    ----------
    name : str
    output : Activation
        A = output(Z) is the prediction that is judged.
    function, slope : callable
        L(Z, Y) and dL/dZ, entry by entry on float arrays, unchecked.
    """

    name: str
    output: Activation
    function: Callable
    slope: Callable
    binary: bool = False

    def __call__(self, Z, Y):
        """Return the loss of every example.

        Parameters
        ----------
        Z : array_like, shape (n_y, m)
            Values before the output activation.
        Y : array_like, shape (n_y, m)
            Targets.

        Returns
        -------
        ndarray, shape (n_y, m)

        Raises
        ------
        TypeError, ValueError
            Not numeric, NaN, infinite, shapes that differ, labels other than 0 and 1 for a binary loss.
        """
        return self.function(*self._checked(Z, Y))

    def gradient(self, Z, Y):
        """Return dL/dZ of every example (not yet divided by m).

        Parameters
        ----------
        Z, Y : array_like, shape (n_y, m)

        Returns
        -------
        ndarray, shape (n_y, m)

        Raises
        ------
        TypeError, ValueError
            As for the loss itself.
        """
        return self.slope(*self._checked(Z, Y))

    def _checked(self, Z, Y):
        Z = _doors.matrix(Z, "Z")
        door = _doors.labels if self.binary else _doors.matrix
        return Z, door(Y, "Y", *Z.shape)


def _squared(Z, Y):
    with np.errstate(over="ignore"):
        loss = (Z - Y) ** 2 / 2
    if not np.isfinite(loss).all():
        raise ValueError("Z: expected a distance |Z - Y| below about 1e154, whose square is a float, got a larger one")
    return loss


binary_cross_entropy = Loss(
    "binary cross-entropy",
    activations.sigmoid,
    lambda Z, Y: np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z))),
    lambda Z, Y: activations.sigmoid.function(Z) - Y,
    binary=True,
)
"""L = -(y ln a + (1 - y) ln(1 - a)) with a = sigmoid(z), also called log loss; dL/dz = a - y.

Derived in notebook 01, sections 4 and 6. The form in z is ln(1 + e^z) - y z.
"""

squared_error = Loss("squared error", activations.linear, _squared, lambda Z, Y: Z - Y)
"""L = (z - y)² / 2, the loss of a neuron without activation; dL/dz = z - y. Notebook 01, section 4."""
