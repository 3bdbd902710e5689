"""Drawings of neurons, networks, shapes and graphs, made of matplotlib artists on axes without a frame."""

from .blocks import blocks, chain, stack
from .graphs import GraphDrawing, layout
from .matrices import product, two_layers
from .shapes import architecture, equations, subscripts
from .units import Neuron, broadcast, minus, nested, network, rows_and_columns
from .wires import Wires
from .words import call, describe_graph, formulas, significant

__all__ = [
    "GraphDrawing",
    "Neuron",
    "Wires",
    "architecture",
    "blocks",
    "broadcast",
    "call",
    "chain",
    "describe_graph",
    "equations",
    "formulas",
    "layout",
    "minus",
    "nested",
    "network",
    "product",
    "rows_and_columns",
    "significant",
    "stack",
    "subscripts",
    "two_layers",
]
