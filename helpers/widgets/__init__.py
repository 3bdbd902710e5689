"""Explorers: controls around a pure compute and a pure draw. Everything the notebooks show that moves.

As the last line of a cell an explorer appears below it. From Python, `explorer.controls[name].value = …` moves a
control, `explorer.alt`, `.caption` and `.message` tell what is shown then, and `explorer.widget` is the whole as an
ipywidgets widget.
"""

from .activations_explorer import activation
from .architecture_explorer import architecture
from .check_explorer import gradient_check
from .clinic_explorer import clinic
from .deep_explorer import deep
from .descent_explorer import descent
from .digit_explorer import digit
from .four_views_explorer import four_views
from .graph_explorer import graph
from .hinges_explorer import hinges
from .initial_explorer import initial
from .line_explorer import line
from .one_neuron_explorer import one_neuron
from .playground_explorer import playground
from .prediction import predict, sketch
from .slope_explorer import slope
from .stepper_explorer import stepper

__all__ = [
    "activation",
    "architecture",
    "clinic",
    "deep",
    "descent",
    "digit",
    "four_views",
    "gradient_check",
    "graph",
    "hinges",
    "initial",
    "line",
    "one_neuron",
    "playground",
    "predict",
    "sketch",
    "slope",
    "stepper",
]
