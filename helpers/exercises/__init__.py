"""Checks behind the exercises."""
