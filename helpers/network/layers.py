"""Layers: what a network is made of, how it starts, and the checks that every function makes at its door."""

import itertools
import math
from typing import NamedTuple

import numpy as np

from .. import _doors, activations, losses
from ..activations import Activation


class Layer(NamedTuple):
    """One layer, A = g(W A_prev + b): W of shape (n[l], n[l-1]), b of shape (n[l], 1) and the activation g."""

    W: np.ndarray
    b: np.ndarray
    activation: Activation


def initialize(sizes, hidden="tanh", output="sigmoid", scale="he", rng=None, dtype=np.float64):
    """Return a list of layers to start from: normally distributed weights, zero biases (notebook 03, section 6).

    Parameters
    ----------
    sizes : list of int, length L + 1
        n[0] inputs, then the units of each layer; [2, 4, 1] has four hidden units and one output.
    hidden : str, Activation or a sequence of them, one per hidden layer, default "tanh"
    output : {"sigmoid", "softmax", "linear"}, default "sigmoid"
        It decides the loss: binary or categorical cross-entropy, squared error.
    scale : {"he", "xavier"} or float, default "he"
        Standard deviation of the weights: sqrt(2 / n[l-1]), sqrt(2 / (n[l-1] + n[l])), or this number.
    rng : numpy.random.Generator
        Not needed for scale 0. The same generator state gives the same directions, whatever the scale.
    dtype : {float64, float32}, default float64

    Returns
    -------
    list of Layer, length L
        W of shape (n[l], n[l-1]), b of shape (n[l], 1).

    Raises
    ------
    TypeError, ValueError
        Sizes, activations, a scale or a type that make no network; no generator where one is needed.
    """
    sizes = sequence(sizes.tolist() if isinstance(sizes, np.ndarray) else sizes, "sizes")
    if len(sizes) < 2:
        raise ValueError(f"sizes: expected at least two, the inputs and one layer, got {list(sizes)}")
    sizes = [_doors.integer(n, f"sizes[{i}]", at_least=1) for i, n in enumerate(sizes)]
    _doors.within(max(n * n_prev for n, n_prev in itertools.pairwise(sizes)), 10**8, "sizes, weights in a layer")
    hidden = [hidden] * (len(sizes) - 2) if isinstance(hidden, (str, Activation)) else sequence(hidden, "hidden")
    if len(hidden) != len(sizes) - 2:
        raise ValueError(f"hidden: expected {len(sizes) - 2} activations, one per hidden layer, got {len(hidden)}")
    hidden = [activations.by_name(g, "hidden") for g in hidden]
    if activations.softmax in hidden:
        raise ValueError("hidden: expected an activation that works entry by entry, got softmax, an output activation")
    output = losses.belonging_to(activations.by_name(output, "output")).output
    if output is activations.softmax and sizes[-1] == 1:
        raise ValueError("sizes: expected at least 2 softmax outputs, one per class, got 1 (it would always say 1)")
    _doors.float_type(dtype)
    if isinstance(scale, str) and scale not in ("he", "xavier"):
        raise ValueError(f"scale: expected 'he', 'xavier' or a number, got {scale!r}")
    if not isinstance(scale, str):
        scale = _doors.number(scale, "scale", at_least=0)
    if scale != 0 or rng is not None:
        _doors.generator(rng)
    layers = []
    for n_prev, n, g in zip(sizes, sizes[1:], [*hidden, output], strict=False):
        deviation = {"he": math.sqrt(2 / n_prev), "xavier": math.sqrt(2 / (n_prev + n))}.get(scale, scale)
        with np.errstate(over="ignore"):
            W = np.zeros((n, n_prev)) if scale == 0 else rng.standard_normal((n, n_prev)) * deviation
            layers.append(Layer(W.astype(dtype), np.zeros((n, 1), dtype), g))
        if not finite(layers[-1].W):
            raise ValueError(f"scale: expected weights that {np.dtype(dtype)} can hold, got infinite ones with {scale}")
    return layers


def checked(layers):
    """Return `layers` as a list of Layer that fit together, all of one float type."""
    found = []
    for i, layer in enumerate(sequence(layers, "layers")):
        if not isinstance(layer, tuple) or len(layer) != 3:
            raise TypeError(f"layers[{i}]: expected a Layer(W, b, activation), got {type(layer).__name__}")
        W = _doors.matrix(layer[0], f"layers[{i}].W", columns=found[-1].W.shape[0] if found else None)
        b = _doors.matrix(layer[1], f"layers[{i}].b", rows=W.shape[0], columns=1)
        found.append(Layer(W, b, activations.by_name(layer[2], f"layers[{i}].activation")))
        if i + 1 < len(layers) and not found[-1].activation.elementwise:
            raise ValueError(f"layers[{i}].activation: expected one that works entry by entry, got a hidden softmax")
    dtype = np.result_type(*(p for W, b, _ in found for p in (W.dtype, b.dtype)))
    return [Layer(W.astype(dtype, copy=False), b.astype(dtype, copy=False), g) for W, b, g in found]


def with_inputs(layers, X):
    """Return `layers` checked, and the inputs `X` that fit them, in their type."""
    layers = checked(layers)
    X = _doors.matrix(X, "X", rows=layers[0].W.shape[1])
    return layers, _cast(X, "X", layers)


def with_targets(layers, Y, m):
    """Return the loss that belongs to the output of `layers`, and its `m` targets `Y` in their type."""
    loss = losses.belonging_to(layers[-1].activation)
    return loss, _cast(loss.targets(Y, layers[-1].W.shape[0], m), "Y", layers)


def sequence(value, name):
    """Return `value` if it is a list or tuple."""
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{name}: expected a list, got {type(value).__name__}")
    if not value and name == "layers":
        raise ValueError("layers: expected at least one layer, got none")
    return value


def finite(values):
    """Tell whether all values of an array are finite numbers."""
    return bool(np.isfinite(values).all())


def _cast(values, name, layers):
    if values.dtype == layers[0].W.dtype:
        return values
    with np.errstate(over="ignore"):
        cast = values.astype(layers[0].W.dtype)
    if not finite(cast):
        raise ValueError(f"{name}: expected numbers that float32, the type of the layers, can hold, got larger ones")
    return cast
