"""How time and peak memory of `helpers.network.train` grow with the examples, the units and the epochs.

Each is a power law fitted to four runs, every one larger than the one before: in time ~ m^p, p = 1 is a straight line.
"""

import time
import tracemalloc
from statistics import median

import numpy as np

from .network import Case, problem, with_helpers
from .table import Demand, Row

LADDERS = {
    "m": {m: Case([2, 4, 1], "tanh", m, None, 10) for m in (8_000, 32_000, 128_000, 512_000)},
    "n of 64-n-n-10": {n: Case([64, n, n, 10], "relu", 512, 64, 4) for n in (128, 256, 512, 1_024)},
    "epochs": {epochs: Case([2, 4, 1], "tanh", 2_000, None, epochs) for epochs in (200, 400, 800, 1_600)},
}
MOST = {("time", "m"): 1.1, ("peak memory", "epochs"): 0.1}


def exponent(figures):
    """Return p of the power law size^p that fits {size: figure} best."""
    return float(np.polyfit(*np.log(list(figures.items())).T, 1)[0])


def measure(ladder, rounds):
    """Return {size: median seconds} and {size: bytes at most} of the runs of a ladder, all timed in turn."""
    runs = {size: with_helpers(case, *problem(case, np.float64)) for size, case in ladder.items()}
    times, peaks = {size: [] for size in runs}, {}
    for i in range(rounds + 1):
        for size, run in runs.items():
            start = time.perf_counter()
            run()
            if i > 0:  # the first round warms up
                times[size].append(time.perf_counter() - start)
    for size, run in runs.items():
        tracemalloc.start()
        run()
        peaks[size] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return {size: median(found) for size, found in times.items()}, peaks


def rows(rounds, ladders=LADDERS):
    """Yield for each ladder the fitted exponents of time and of peak memory."""
    for name, ladder in ladders.items():
        sizes = f"{min(ladder):,} to {max(ladder):,}"
        for what, figures in zip(("time", "peak memory"), measure(ladder, rounds), strict=True):
            p = exponent(figures)
            demands = [Demand("exponent", p, MOST[what, name])] if (what, name) in MOST else []
            yield Row(f"{what} by {name}, {sizes}: exponent", f"{p:.2f}", demands=demands)
