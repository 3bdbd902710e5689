"""A short way to write the slips of an exercise: each a hint, followed by the mistakes that it answers."""

from dataclasses import replace

from .compare import same
from .engine import slip


def slips(*parts):
    """Return the slips: each a text "name: hint", then its mistakes or a `Like`."""
    found = []
    for part in parts:
        if isinstance(part, str):
            found.append(slip(*part.split(": ", 1)))
        elif isinstance(part, Like):
            found[-1] = replace(found[-1], shows=part)
        else:
            found[-1] = replace(found[-1], wrong=(*found[-1].wrong, part))
    return tuple(found)


class Like:
    """Says whether results are those of one of the mistakes on the first probes, whatever they are on the others."""

    def __init__(self, probes, *wrong):
        self.count, self.outcomes = len(probes), [[f(*probe) for probe in probes] for f in wrong]

    def __call__(self, results):
        return any(same(results[: self.count], outcome) for outcome in self.outcomes)
