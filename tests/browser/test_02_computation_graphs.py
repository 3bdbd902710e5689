"""Notebook 02 in a real browser."""

from .story import Story


class TestComputationGraphs(Story):
    notebook = "02_computation_graphs"
