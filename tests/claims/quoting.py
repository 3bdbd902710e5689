"""The sentences that are measured here, and the code of the notebooks with which they are measured."""

import contextlib
import io
import re
from types import SimpleNamespace

import numpy as np
import pytest

from ..notebooks import NOTEBOOKS, cells

QUOTED = []  # (notebook, cell id, sentence) of every test


def quotes(*sentences):
    """Return a decorator: the test measures these sentences; its docstring begins with notebook and cell id."""

    def register(test):
        notebook, cell = re.match(r"(0[1-4]) (\S+): ", test.__doc__).groups()
        QUOTED.extend((notebook, cell, sentence) for sentence in sentences)
        return pytest.mark.claims(test)

    return register


def sources(notebook):
    """Return the cells of a notebook, given by its two digits: id -> source."""
    (path,) = (path for path in NOTEBOOKS if path.name.startswith(notebook))
    return {cell["id"]: cell["source"] for cell in cells(path)}


def code(notebook, *ids, **names):
    """Run these cells of a notebook, in this order, and return all names that they leave behind.

    Parameters
    ----------
    notebook : str
        Its two digits.
    *ids : str
        Begin with the cell of the imports.
    **names
        What the cells find there already.
    """
    found = sources(notebook)
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in ids:
            exec(found[cell], names)
    return SimpleNamespace(**{name: value for name, value in names.items() if not name.startswith("__")})


def dead(Z):
    """Return which units are off for every example."""
    return (Z <= 0).all(axis=1)


def rises(costs):
    """Return the share of epochs after which the cost was higher than before."""
    return (np.diff(costs) > 0).mean()


def hidden_answers(layers, X):
    """Return what the units of a layer of tanh units say, of shape (units, examples)."""
    return np.tanh(layers[0].W @ X + layers[0].b)


def nearest(moments, epoch):
    """Return the number of the snapshot nearest to an epoch."""
    return int(np.abs(np.array(moments) - epoch).argmin())
