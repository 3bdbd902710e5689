"""Drawings of neurons, networks, shapes and graphs, made of matplotlib artists on axes without a frame."""

from .graphs import GraphDrawing, layout
from .units import Neuron, broadcast, minus, nested, network, rows_and_columns
from .words import describe_graph, significant

__all__ = [
    "GraphDrawing",
    "Neuron",
    "broadcast",
    "describe_graph",
    "layout",
    "minus",
    "nested",
    "network",
    "rows_and_columns",
    "significant",
]
