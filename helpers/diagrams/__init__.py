"""Drawings of neurons, networks, shapes and graphs, made of matplotlib artists on axes without a frame."""

from .units import Neuron, broadcast, minus, nested, network, rows_and_columns

__all__ = ["Neuron", "broadcast", "minus", "nested", "network", "rows_and_columns"]
