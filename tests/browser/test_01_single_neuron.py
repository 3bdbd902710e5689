"""Notebook 01 in a real browser."""

from .story import Story


class TestSingleNeuron(Story):
    notebook = "01_single_neuron"
