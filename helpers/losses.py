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
        L(Z, Y) and dL/dZ on float arrays, unchecked.
    total_into : callable
        total_into(Z, Y, dZ) returns the sum of L over all examples and writes dL/dZ into dZ: both from one set of
        exponentials, for the training loop; unchecked.
    binary, one_hot : bool
        What Y may hold: zeros and ones; columns with a single 1. Otherwise any numbers.
    limit : str
        What must not grow too large for L to be a float.
    """

    name: str
    output: Activation
    function: Callable
    slope: Callable
    total_into: Callable
    binary: bool = False
    one_hot: bool = False
    limit: str = "numbers whose difference is a float"

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
            For the categorical loss (1, m), since a whole column of Z makes one loss.

        Raises
        ------
        TypeError, ValueError
            Not numeric, NaN, infinite, shapes that differ, labels other than 0 and 1 for a binary loss, columns that
            are not one-hot for a categorical one; a loss too large for a float.
        """
        return self._finite(self.function, Z, Y)

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
        return self._finite(self.slope, Z, Y)

    def targets(self, Y, rows=None, columns=None):
        """Return `Y` as a float array of targets that this loss can judge.

        Parameters
        ----------
        Y : array_like, shape (rows, columns)
        rows, columns : int, optional
            Demanded sizes.

        Returns
        -------
        ndarray, shape (rows, columns)

        Raises
        ------
        TypeError, ValueError
            Not numeric, NaN, infinite, another shape, or labels that do not fit the loss.
        """
        rows, columns = (
            None if size is None else _doors.integer(size, name, at_least=1)
            for name, size in (("rows", rows), ("columns", columns))
        )
        if not self.one_hot:
            return (_doors.labels if self.binary else _doors.matrix)(Y, "Y", rows, columns)
        Y = _doors.array(Y, "Y")
        if Y.ndim < 2 or (Y.shape[0] == 1 and rows not in (None, 1)):
            n = "n" if rows is None else rows
            raise ValueError(
                f"Y: expected one-hot columns of shape ({n}, {'m' if columns is None else columns}), got {Y.shape} "
                f"(from a row of class numbers, np.eye({n})[:, numbers] makes them)"
            )
        Y = _doors.labels(Y, "Y", rows, columns)
        ones = Y.sum(axis=0)
        if (ones != 1).any():
            k = int((ones != 1).argmax())
            raise ValueError(f"Y: expected one-hot columns, a single 1 in each, got {ones[k]:.0f} ones in column {k}")
        return Y

    def _finite(self, formula, Z, Y):
        Z = _doors.matrix(Z, "Z")
        Y = self.targets(Y, *Z.shape)
        with np.errstate(over="ignore"):
            result = formula(Z, Y)
        if not np.isfinite(result).all():
            raise ValueError(f"Z: expected {self.limit}, got a larger one")
        return result


def _categorical(Z, Y):
    """Return ln(sum_j e^(z_j)) - z_right, shape (1, m)."""
    columns = np.arange(Z.shape[1])
    top = Z.argmax(axis=0)
    highest = Z[top, columns]
    e = np.exp(Z - highest)  # never above 1
    e[top, columns] = 0  # its 1 goes into log1p, which keeps the digits of a small remainder
    return ((highest - (Y * Z).sum(axis=0)) + np.log1p(e.sum(axis=0)))[None]


def _binary_total(Z, Y, dZ):
    sign = 2 * Y - 1
    margin = sign * Z  # how far z is on the right side of 0
    log_p = np.minimum(margin, 0) - np.log1p(np.exp(-np.abs(margin)))  # p is the probability of the right label
    np.multiply(sign, np.expm1(log_p), out=dZ)  # a - y is p - 1 for y = 1, and 1 - p for y = 0
    return -log_p.sum()


def _categorical_total(Z, Y, dZ):
    ahead = Z - Z.max(axis=0)
    np.exp(ahead, out=dZ)  # never above 1
    whole = dZ.sum(axis=0)
    dZ /= whole
    dZ -= Y
    # Not log1p of the others, as in _categorical, which takes longer: in training a loss below 1e-16 may be 0.
    return np.log(whole).sum() - np.vdot(Y, ahead)


def _squared_total(Z, Y, dZ):
    np.subtract(Z, Y, out=dZ)
    return np.vdot(dZ, dZ) / 2


binary_cross_entropy = Loss(
    "binary cross-entropy",
    activations.sigmoid,
    lambda Z, Y: np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z))),
    lambda Z, Y: activations.sigmoid.function(Z) - Y,
    _binary_total,
    binary=True,
)
"""L = -(y ln a + (1 - y) ln(1 - a)) with a = sigmoid(z), also called log loss; dL/dz = a - y.

Derived in notebook 01, sections 4 and 6. The form in z is ln(1 + e^z) - y z.
"""

categorical_cross_entropy = Loss(
    "categorical cross-entropy",
    activations.softmax,
    _categorical,
    lambda Z, Y: activations.softmax.function(Z) - Y,
    _categorical_total,
    one_hot=True,
    limit="a distance between the entries of a column that is a float",
)
"""L = -ln of the softmax probability of the right class, with one-hot Y; dL/dZ = A - Y.

Derived in notebook 04, section 3. The form in Z is ln(sum of e^z over the column) - z of the right class.
"""

squared_error = Loss(
    "squared error",
    activations.linear,
    lambda Z, Y: (Z - Y) ** 2 / 2,
    lambda Z, Y: Z - Y,
    _squared_total,
    limit="a distance |Z - Y| below about 1e154, whose square is a float",
)
"""L = (z - y)² / 2, the loss of a neuron without activation; dL/dz = z - y. Notebook 01, section 4."""

_BY_OUTPUT = {loss.output.name: loss for loss in (binary_cross_entropy, categorical_cross_entropy, squared_error)}


def belonging_to(output):
    """Return the loss that belongs to an output activation: the one whose gradient is A - Y.

    Parameters
    ----------
    output : Activation

    Returns
    -------
    Loss

    Raises
    ------
    ValueError
        No loss belongs to it.
    """
    name = getattr(output, "name", output)
    if not isinstance(name, str) or name not in _BY_OUTPUT:
        raise ValueError(f"output: expected one of {', '.join(_BY_OUTPUT)}, to which a loss belongs, got {name!r}")
    return _BY_OUTPUT[name]
