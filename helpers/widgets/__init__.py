"""Explorers: controls around a pure compute and a pure draw."""
