"""Milliseconds from moving a control of the playground to the new picture: the whole training, then the drawing.

Run with `python -m tests.benchmarks.playground`. Default settings, 1,000 epochs; every value of a control is a change
to a run that is not remembered.
"""

import time
from statistics import median

from helpers import widgets

VALUES = {
    "data": ("moons", "circles", "xor", "spirals", "flower"),
    "noise": (0.05, 0.1, 0.15, 0.25, 0.3, 0.35, 0.4),
    "test_share": (10, 20, 30, 40, 60, 70, 80),
    "units": (1, 2, 3, 5, 6, 7, 8),
    "activation": ("sigmoid", "relu", "leaky_relu", "prelu", "elu", "selu", "swish", "gelu", "linear"),
    "scale": (0.0, 0.1, 1.0, 3.0, "xavier", "he"),
    "learning_rate": (0.01, 0.1, 0.2, 0.5, 1.0, 1.5, 2.0),
    "epochs": (100.0, 200.0, 500.0, 2000.0),
    "seed": (2, 3, 4, 5, 6, 7, 8),
    "moment": (0, 10, 30, 50, 70, 80, 90),
    "compare": (True, False),
}


class Timed:
    """A callable that keeps the milliseconds of each call."""

    def __init__(self, call):
        self.call, self.times = call, []

    def __call__(self, *arguments, **options):
        start = time.perf_counter()
        result = self.call(*arguments, **options)
        self.times.append(1e3 * (time.perf_counter() - start))
        return result


def measure(values=VALUES):
    """Return for each control the medians of computing, drawing, and everything, in ms, over changes of its value."""
    figures = {}
    for name, moves in values.items():
        explorer = widgets.playground()
        compute = explorer._compute = Timed(explorer._compute)
        draw = explorer._scene.picture = Timed(explorer._scene.picture)
        move = Timed(lambda control, value: setattr(control, "value", value))
        for value in moves:
            move(explorer.controls[name], value)
            if explorer.message:
                raise RuntimeError(explorer.message)
        figures[name] = tuple(median(timed.times) for timed in (compute, draw, move))
    return figures


def main():
    """Print the figures."""
    print(f"{'median, ms':<16}{'compute':>10}{'draw':>10}{'total':>10}")
    figures = measure()
    for name, row in figures.items():
        print(f"{name:<16}" + "".join(f"{figure:>10.1f}" for figure in row))
    print(
        f"{'all controls':<16}" + "".join(f"{median(column):>10.1f}" for column in zip(*figures.values(), strict=True))
    )


if __name__ == "__main__":
    main()
