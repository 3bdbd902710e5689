"""Data sets: six houses, seeded toy clouds of points, the people aboard the Titanic, handwritten digits.

Every set is a `Dataset` with one example per column. The random ones take a `np.random.Generator`: the same
generator state gives the same points.
"""

from .base import Dataset, split, standardize
from .images import digits, mnist, one_hot, read_digits
from .real import houses, read_counts, titanic
from .toys import LINE_INTERCEPT, LINE_SLOPE, circles, flower, line, moons, spirals, xor

__all__ = [
    "LINE_INTERCEPT",
    "LINE_SLOPE",
    "Dataset",
    "circles",
    "digits",
    "flower",
    "houses",
    "line",
    "mnist",
    "moons",
    "one_hot",
    "read_counts",
    "read_digits",
    "spirals",
    "split",
    "standardize",
    "titanic",
    "xor",
]
