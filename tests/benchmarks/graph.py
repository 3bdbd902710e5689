"""Time and memory of helpers.graph beside micrograd, on one expression of 10,000 nodes.

The two are timed in turn, so that both see the same machine.
"""

import gc
import time
import tracemalloc
from statistics import median

from helpers import graph

from .table import Row, clock, show

try:
    from micrograd.engine import Value
except ImportError:
    Value = None

PAIRS = 31


def expression(make, terms=909):
    """Return the sum of many small neurons, from operations that make one node each in both engines.

    A term has ten nodes, so that 909 terms, the 908 sums that join them two by two, the shared weight and the last relu
    make 10,000. Two by two, because micrograd differentiates by recursion, which a long chain of sums would exhaust.
    """
    w = make(-1.25)
    joined = []
    for i in range(terms):
        x = make(i / terms)
        joined.append((x * w + 0.5).relu() * x + x**2 * 0.25)
    while len(joined) > 1:
        pairs = zip(joined[::2], joined[1::2], strict=False)
        joined = [a + b for a, b in pairs] + joined[len(joined) // 2 * 2 :]
    return joined[0].relu()


def seconds(make):
    """Time building and differentiating the expression once."""
    gc.collect()
    start = time.perf_counter()
    expression(make).backward()
    return time.perf_counter() - start


def bytes_per_node(make, nodes):
    """Return what one node of the built and differentiated expression keeps in memory."""
    gc.collect()
    tracemalloc.start()
    result = expression(make)
    result.backward()
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return size / nodes


def measure(pairs):
    """Return the figures as a dict: nodes, and per engine the milliseconds and bytes; None where micrograd is absent.

    `ratio` is the median over paired runs of our time by micrograd's; below 1 we are faster.
    """
    nodes = len(graph.order(expression(graph.Node)))
    ours, theirs = [], []
    for _ in range(pairs):
        ours.append(seconds(graph.Node))
        if Value:
            theirs.append(seconds(Value))
    return {
        "nodes": nodes,
        "ms": (median(ours) * 1e3, median(theirs) * 1e3 if Value else None),
        "bytes": (bytes_per_node(graph.Node, nodes), bytes_per_node(Value, nodes) if Value else None),
        "ratio": median(a / b for a, b in zip(ours, theirs, strict=True)) if Value else None,
    }


def rows(pairs=PAIRS):
    """Yield the row of the time and that of the memory."""
    figures = measure(pairs)
    (ms, other_ms), (size, other_size) = figures["ms"], figures["bytes"]
    beside = Value and (clock(other_ms / 1e3), figures["ratio"])
    yield Row(f"graph, {figures['nodes']:,} nodes, build and backward", clock(ms / 1e3), {"micrograd": beside})
    beside = Value and (f"{other_size:.0f} B", size / other_size)
    yield Row("graph, memory for each node", f"{size:.0f} B", {"micrograd": beside})


if __name__ == "__main__":
    show(rows())
