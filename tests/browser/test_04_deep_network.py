"""Notebook 04 in a real browser."""

from .story import Story


class TestDeepNetwork(Story):
    notebook = "04_deep_network"
