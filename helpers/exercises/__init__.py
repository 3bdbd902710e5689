"""Checks behind the exercises, with a hint for every known wrong turn."""

from . import (  # noqa: F401 - importing them registers the exercises
    backward03,
    checks02,
    deep04,
    depth04,
    descent01,
    engine02,
    forward01,
    graphs02,
    layers03,
    reading01,
    squared03,
    starts03,
    steps04,
    training01,
    units03,
)
from .engine import Exercise, Feedback, Slip, check, get, numbers
from .given import given
from .progress import Report, arrived_whole, report

__all__ = ["Exercise", "Feedback", "Report", "Slip", "arrived_whole", "check", "get", "given", "numbers", "report"]
