"""Explorers: controls around a pure compute and a pure draw. Everything the notebooks show that moves."""

from .descent_explorer import descent
from .line_explorer import line
from .one_neuron_explorer import one_neuron
from .prediction import predict, sketch

__all__ = ["descent", "line", "one_neuron", "predict", "sketch"]
