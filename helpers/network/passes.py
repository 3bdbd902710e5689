"""One pass through a network at a time: forward, the cost, backward, and one step downhill."""

import math
from typing import NamedTuple

import numpy as np

from .. import _doors, activations, losses
from ..activations import ParametricReLU
from .layers import Layer, checked, finite, sequence, with_inputs, with_targets

_OVERFLOW = "expected numbers that keep every weighted sum, the cost and its derivatives finite, got some that do not"


class Cache(NamedTuple):
    """What a layer leaves for the way back: A_prev of shape (n[l-1], m), Z and A of shape (n[l], m)."""

    A_prev: np.ndarray
    Z: np.ndarray
    A: np.ndarray


class Gradient(NamedTuple):
    """The derivatives of the cost with respect to one layer's parameters, of the shapes of W and b."""

    dW: np.ndarray  # noqa: N815 - our notation
    db: np.ndarray


class SlopeGradient(Gradient):
    """The gradient of a layer with a parametric ReLU: the pair (dW, db), and as attribute `da` the derivative dJ/da.

    One slope a serves the whole layer, so that `da`, a float, is the sum of dA * min(0, Z) over its units and examples.
    """

    da = 0.0


def forward(layers, X):
    """Return the network's output, and what each layer leaves for the way back (notebook 03, section 2).

    Parameters
    ----------
    layers : list of Layer
    X : array_like, shape (n[0], m)

    Returns
    -------
    A : ndarray, shape (n[L], m)
    caches : list of Cache, one per layer

    Raises
    ------
    TypeError, ValueError
        Layers that do not fit each other or X, or numbers that overflow.
    """
    layers, X = with_inputs(layers, X)
    caches = _forward(layers, X)
    return caches[-1].A, caches


def predict(layers, X):
    """Return the label of each example.

    Parameters
    ----------
    layers : list of Layer
    X : array_like, shape (n[0], m)

    Returns
    -------
    ndarray, shape (n[L], m); for softmax (1, m)
        Sigmoid: 1.0 where the probability is above one half, else 0.0. Softmax: the number of the most probable class.
        Linear: the predicted amount.

    Raises
    ------
    TypeError, ValueError
        As `forward`.
    """
    layers, X = with_inputs(layers, X)
    output = losses.belonging_to(layers[-1].activation).output
    Z = _forward(layers, X)[-1].Z
    if output is activations.softmax:
        return Z.argmax(axis=0)[None]
    return Z if output is activations.linear else (Z > 0).astype(Z.dtype)


def cost(layers, X, Y):
    """Return J, the mean over the examples of the loss that belongs to the output (notebook 03, section 7).

    Parameters
    ----------
    layers : list of Layer
    X : array_like, shape (n[0], m)
    Y : array_like, shape (n[L], m)
        Sigmoid: zeros and ones. Softmax: one-hot columns. Linear: any numbers. Several outputs: losses are summed.

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        Layers that do not fit each other or X, targets that do not fit the output, or numbers that overflow.
    """
    layers, X = with_inputs(layers, X)
    loss, Y = with_targets(layers, Y, X.shape[1])
    Z = _forward(layers, X)[-1].Z
    with np.errstate(over="ignore", invalid="ignore"):
        J = float((loss.function(Z, Y) / Y.shape[1]).sum())
    if not math.isfinite(J):
        raise ValueError(f"layers, X, Y: {_OVERFLOW}")
    return J


def backward(layers, caches, Y):
    """Return the derivatives of the cost (notebook 03, section 5).

    dZ = (A - Y) / m at the output, dW = dZ A_prev.T, db = the row sums of dZ; before it dA_prev = W.T dZ and
    dZ_prev = dA_prev * g'(Z_prev).

    Parameters
    ----------
    layers : list of Layer
    caches : list of Cache
        From `forward` with the same layers.
    Y : array_like, shape (n[L], m)
        As in `cost`.

    Returns
    -------
    list of Gradient
        Pairs (dW, db) in the order of the layers; that of a layer with a parametric ReLU has an attribute `.da`.

    Raises
    ------
    TypeError, ValueError
        Caches of other layers, targets that do not fit the output, or numbers that overflow.
    """
    layers = checked(layers)
    shapes = [W.shape for W, _, _ in layers]
    caches = sequence(caches, "caches")
    if not all(map(_whole, caches)) or shapes != [(len(Z), len(A_prev)) for A_prev, Z, _ in caches]:
        raise ValueError(f"caches: expected what forward returns for layers with W of shapes {shapes}, got others")
    _, Y = with_targets(layers, Y, caches[-1].A.shape[1])
    gradients = []
    with np.errstate(over="ignore", invalid="ignore"):
        dZ = (caches[-1].A - Y) / Y.shape[1]  # of the loss that belongs to the output, whichever it is
        for i in range(len(layers) - 1, -1, -1):
            A_prev, Z, A = caches[i]
            g = layers[i].activation
            if i + 1 < len(layers):
                dA = layers[i + 1].W.T @ dZ
                dZ = dA * g.slope_at(Z, A)
            gradient = Gradient(dZ @ A_prev.T, dZ.sum(axis=1, keepdims=True))
            if isinstance(g, ParametricReLU):
                gradient = SlopeGradient(*gradient)
                gradient.da = float(np.vdot(dA, np.minimum(Z, 0)))
            gradients.insert(0, gradient)
    if not all(np.isfinite(d).all() for pair in gradients for d in (*pair, getattr(pair, "da", 0))):
        raise ValueError(f"layers, caches, Y: {_OVERFLOW}")
    return gradients


def update(layers, gradients, learning_rate):
    """Return the layers one step downhill, W - learning_rate dW and b - learning_rate db (notebook 03, section 7).

    Parameters
    ----------
    layers : list of Layer
        Not changed.
    gradients : list of (dW, db)
        As from `backward`, of the shapes of W and b, in the order of the layers. Where one has an attribute `da`, the
        slope of the layer's parametric ReLU takes the same step, else it stays as it is.
    learning_rate : float
        Positive.

    Returns
    -------
    list of Layer

    Raises
    ------
    TypeError, ValueError
        Gradients that do not fit the layers, a bad number, or a step to infinity.
    """
    layers, gradients = checked(layers), sequence(gradients, "gradients")
    rate = _doors.number(learning_rate, "learning_rate", above=0)
    if len(gradients) != len(layers):
        raise ValueError(f"gradients: expected {len(layers)} pairs (dW, db), one per layer, got {len(gradients)}")
    stepped = []
    for i, (W, b, g) in enumerate(layers):
        dW, db = _doors.pair(gradients[i], f"gradients[{i}]")
        dW = _doors.matrix(dW, f"gradients[{i}][0]", *W.shape)
        db = _doors.matrix(db, f"gradients[{i}][1]", *b.shape)
        da = _doors.number(getattr(gradients[i], "da", 0.0), f"gradients[{i}].da")
        a = getattr(g, "a", 0.0) - rate * da
        with np.errstate(over="ignore"):
            W, b = (W - rate * dW).astype(W.dtype), (b - rate * db).astype(b.dtype)
        if not (finite(W) and finite(b) and math.isfinite(a)):
            raise ValueError(f"learning_rate: expected a step to finite parameters, got infinity with {rate:g}")
        stepped.append(Layer(W, b, g.with_slope(a) if isinstance(g, ParametricReLU) else g))
    return stepped


def _whole(cache):
    """Tell whether something is a Cache of three float matrices that belong together."""
    if not isinstance(cache, Cache) or not all(
        isinstance(part, np.ndarray) and part.dtype.kind == "f" for part in cache
    ):
        return False
    A_prev, Z, A = cache
    return A_prev.ndim == Z.ndim == 2 and Z.shape == A.shape and A_prev.shape[1] == Z.shape[1]


def _forward(layers, X):
    caches, A = [], X
    with np.errstate(over="ignore", invalid="ignore"):
        for W, b, g in layers:
            A_prev, Z = A, W @ A
            Z += b
            A = g.function(Z)
            caches.append(Cache(A_prev, Z, A))
    if not all(finite(Z) and finite(A) for _, Z, A in caches):
        raise ValueError(f"layers, X: {_OVERFLOW}")
    return caches
