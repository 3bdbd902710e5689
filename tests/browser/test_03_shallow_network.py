"""Notebook 03 in a real browser."""

from .story import Story


class TestShallowNetwork(Story):
    notebook = "03_shallow_network"
