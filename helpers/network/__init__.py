"""Networks of any depth: layers as plain data, and pure functions over a list of them.

The models of notebooks 03 and 04. One example per column: A[0] = X is (n[0], m), a layer's W is (n[l], n[l-1]) and
its b is (n[l], 1). Everything is computed in the type of the layers, float64 or float32. Layers that do not fit, labels
that do not fit the output, NaN, infinity and overflow raise a TypeError or ValueError that names the argument.
"""

from .layers import Layer, initialize
from .loop import Run, train
from .passes import Cache, Gradient, SlopeGradient, backward, cost, forward, predict, update

__all__ = [
    "Cache",
    "Gradient",
    "Layer",
    "Run",
    "SlopeGradient",
    "backward",
    "cost",
    "forward",
    "initialize",
    "predict",
    "train",
    "update",
]
