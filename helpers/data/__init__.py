"""Data sets: six houses, seeded toy clouds of points, and the people aboard the Titanic.

Every set is a `Dataset` with one example per column. The random ones take a `np.random.Generator`: the same
generator state gives the same points.
"""

from .base import Dataset, split, standardize
from .real import houses, read_counts, titanic
from .toys import LINE_INTERCEPT, LINE_SLOPE, circles, flower, line, moons, spirals, xor

__all__ = [
    "LINE_INTERCEPT",
    "LINE_SLOPE",
    "Dataset",
    "circles",
    "flower",
    "houses",
    "line",
    "moons",
    "read_counts",
    "spirals",
    "split",
    "standardize",
    "titanic",
    "xor",
]
