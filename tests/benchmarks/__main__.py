"""Print one table of speed and memory, as measured on this machine.

    python -m tests.benchmarks              # everything, about six minutes
    python -m tests.benchmarks --quick      # one pair of runs each, without the notebooks
    python -m tests.benchmarks training     # only this part; also graph, growth, imports, notebooks

Medians of paired runs; × is our time by theirs in the same round: below 1 we are faster. "bare NumPy" is the least that
the work could take: the matrix products of a training step, the calls of np.tanh, `import numpy`. PyTorch and micrograd
are measured if they are installed. `--one-thread` keeps every library to one thread, for a machine that is shared.
What moving a control takes, `tests.benchmarks.playground` and, in a browser, `tests.benchmarks.latency` measure.
"""

import argparse
import itertools

from . import graph, growth, network, startup
from .table import show

PARTS = {
    "training": lambda pairs: itertools.chain(network.rows(pairs), [network.tanh_row(pairs)]),
    "graph": lambda pairs: graph.rows(6 * pairs + 1),
    "growth": growth.rows,
    "imports": startup.import_rows,
    "notebooks": lambda pairs: startup.notebook_rows(),
}


def main(arguments=None):
    """Measure and print the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Print one table of speed.")
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)}; none: all of them")
    parser.add_argument("--quick", action="store_true", help="one pair of runs each, without the notebooks")
    parser.add_argument("--one-thread", action="store_true", help="keep every library to one thread")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"parts: expected any of {', '.join(PARTS)}, got {', '.join(sorted(unknown))}")
    if options.one_thread:
        network.keep_to_one_thread()
    parts = options.parts or [name for name in PARTS if not (options.quick and name == "notebooks")]
    pairs = 1 if options.quick else 5
    print(f"medians of {pairs} paired runs, × is our time by theirs")
    missed = show(itertools.chain.from_iterable(PARTS[name](pairs) for name in parts))
    print("missed:", *(f"{title}: {demand.name} {demand.value:.2f}" for title, demand in missed), sep="\n  ")


if __name__ == "__main__":
    main()
