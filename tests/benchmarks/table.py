"""One table for all benchmarks: our figure, those of the peers beside it, and what is demanded."""

from typing import NamedTuple

PEERS = ("bare NumPy", "scikit-learn", "PyTorch", "micrograd")


class Demand(NamedTuple):
    """A limit: the measured figure called `name` should be at most `limit`; None if it could not be measured."""

    name: str
    value: float | None
    limit: float

    def __str__(self):
        verdict = "absent" if self.value is None else "holds" if self.value <= self.limit else "MISSED"
        return f"{self.name} ≤ {self.limit:g} {verdict}"


class Row(NamedTuple):
    """One line: what was measured, our figure, {peer: (its figure, our time by its time)} and the demands.

    A peer that is not installed has None in place of the two.
    """

    title: str
    ours: str
    peers: dict = {}  # noqa: RUF012 - nobody changes it
    demands: tuple = ()

    def __str__(self):
        cells = []
        for peer in PEERS:
            found = self.peers.get(peer, ("", None))
            figure, ratio = found or ("absent", None)
            cells.append(f"{figure:>9}" + (f"{ratio:>6.2f} ×" if ratio is not None else " " * 8))
        return f"{self.title:<47}{self.ours:>9}" + "".join(cells) + "  " + "; ".join(map(str, self.demands))


HEAD = f"{'':<47}{'helpers':>9}" + "".join(f"{peer:>15}  " for peer in PEERS) + "  demanded"


def clock(seconds):
    """Write a duration with three digits and the unit that suits it."""
    factor, unit = next(((f, u) for f, u in ((1, "s"), (1e3, "ms")) if seconds * f >= 1), (1e6, "µs"))
    return f"{seconds * factor:#.3g}".rstrip(".") + f" {unit}"


def show(rows):
    """Print the head, then each row as soon as it is measured; return the demands that are not met."""
    print(HEAD)
    missed = []
    for row in rows:
        print(str(row).rstrip(), flush=True)
        missed += [(row.title, demand) for demand in row.demands if "MISSED" in str(demand)]
    return missed
