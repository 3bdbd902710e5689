"""One thread of linear algebra in every test and in every kernel that a test starts; the longest files first.

The workers share the cores. Where two of them use two threads each, the threads wait for one another, and small matrix
products take several times as long. That two threads give the same numbers, `python -m tests.matrix` shows.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(name, "1")

LONGEST = (
    "notebooks/04_deep_network.ipynb",
    "notebooks/03_shallow_network.ipynb",
    "tests/test_widgets_playground.py",
    "tests/test_oracles.py",
    "tests/test_notebooks.py",
    "tests/test_bad_input.py",
    "tests/test_widgets",
    "tests/test_handout.py",
    "notebooks/",
)


def pytest_configure(config):
    config.option.loadscopereorder = False  # of pytest-xdist: it would begin with the files of most tests


def pytest_collection_modifyitems(items):
    """Begin with the files that take longest, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: next((k for k, start in enumerate(LONGEST) if item.nodeid.startswith(start)), 99))
