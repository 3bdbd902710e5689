"""Explorers that several tests share: to build one takes several times as long as to move its controls."""

from functools import cache


def at_start(make, *arguments):
    """Return the explorer that `make` made once, with its controls at their start.

    That nothing else is left of what other tests moved, the tests of random journeys show, each with its own explorer.
    """
    explorer, start = _made(make, *arguments)
    for name, value in start.items():
        explorer.controls[name].value = value
    assert (explorer.settings, explorer.message) == (start, "")
    return explorer


@cache
def _made(make, *arguments):
    explorer = make(*arguments)
    return explorer, explorer.settings
