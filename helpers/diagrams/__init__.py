"""Drawings of neurons, networks, shapes and graphs, made of matplotlib artists on axes without a frame."""

from .graphs import GraphDrawing, layout
from .units import Neuron, broadcast, minus, nested, network, rows_and_columns
from .words import call, describe_graph, formulas, significant

__all__ = [
    "GraphDrawing",
    "Neuron",
    "broadcast",
    "call",
    "describe_graph",
    "formulas",
    "layout",
    "minus",
    "nested",
    "network",
    "rows_and_columns",
    "significant",
]
