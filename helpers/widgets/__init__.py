"""Explorers: controls around a pure compute and a pure draw. Everything the notebooks show that moves."""

from .descent import descent
from .line import line
from .one_neuron import one_neuron
from .prediction import predict, sketch

__all__ = ["descent", "line", "one_neuron", "predict", "sketch"]
