"""Explorers: controls around a pure compute and a pure draw. Everything the notebooks show that moves."""

from .check_explorer import gradient_check
from .descent_explorer import descent
from .graph_explorer import graph
from .line_explorer import line
from .one_neuron_explorer import one_neuron
from .prediction import predict, sketch
from .slope_explorer import slope
from .stepper_explorer import stepper

__all__ = ["descent", "gradient_check", "graph", "line", "one_neuron", "predict", "sketch", "slope", "stepper"]
