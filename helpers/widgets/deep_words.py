"""The deep explorer in words: how a run stands, and how to read the sizes of its signals and gradients."""

from itertools import pairwise

import numpy as np

NAMES = {
    "flower": "flower", "moons": "moons", "circles": "circles", "xor": "XOR", "spirals": "spirals",
    "digits": "handwritten digits",
}  # fmt: skip
_FAINT, _STEADY = 1e-3, 10
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def caption(seen):
    """Return the HTML above the picture, in two lines."""
    if seen.state == "start":
        parameters = sum(n * n_prev + n for n_prev, n in pairwise(seen.sizes))
        head = f"<b>Not trained yet:</b> {parameters:,} parameters, at random. Train starts; each change begins again."
    elif seen.state == "running":
        head = "<b>Training …</b> Stop keeps what was learnt; each change of a control begins again."
        return f"{head}<br>Layer by layer, below the sketch: squares are the network now, circles the one at the start."
    elif seen.broke:
        head = f"<b>⚠ Broken off:</b> {seen.broke}. Shown is epoch {seen.epoch:,}."
        return f"{head}<br>A smaller learning rate or a smaller start helps."
    elif seen.state == "paused":
        head = (
            f"<b>Paused after epoch {seen.epoch:,} of {seen.epochs:,}</b>, Train goes on from here. {_numbers(seen, 1)}"
        )
    else:
        head = f"<b>Trained for {seen.epoch:,} epochs.</b> {_numbers(seen, 1)}"
    return f"{head}<br>{_reading(seen)}"


def describe(seen):
    """Return the alternative text."""
    where = f"points of {NAMES[seen.points.name]}" if seen.plane else "handwritten digits"
    shown = "The two regions of the plane with the points."
    if not seen.plane:
        wrong = np.count_nonzero(seen.answers != seen.points.Y.argmax(axis=0))
        shown = f"{len(seen.answers)} held-out digits with the network's answers, {wrong} of them wrong."
    return (
        f"A network n = {seen.sizes} on {where}, epoch {seen.epoch:,} of {seen.epochs:,}. {_numbers(seen)} "
        f"Guessing costs {seen.guessing:.2f}. {shown} "
        f"Spread of A[l] from the inputs on: {_listed(seen.spreads[1])}; at the start: {_listed(seen.spreads[0])}. "
        f"Typical entry of dW[l]: {_listed(seen.slopes[1])}; at the start: {_listed(seen.slopes[0])}. "
        f"{_reading(seen)}"
    )


def _numbers(seen, places=0):
    """Return costs and shares; with fewer places where they are compared between machines."""
    _, cost, right, held_cost, held_right = seen.history[-1]
    return (
        f"Cost {short(cost)}, held out {short(held_cost)}; right {100 * right:.{places}f} %, "
        f"held out {100 * held_right:.{places}f} %."
    )


def _listed(values):
    return ", ".join(short(value, 1) for value in values)


def short(value, digits=2):
    """Write a size with so many digits: 0.5, 0.03, 4·10⁻⁷."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    if -3 <= int(exponent) <= 2:
        return f"{float(f'{value:.{digits - 1}e}'):g}"
    return f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}"


def _reading(seen):
    """Say in a sentence what the layers look like."""
    hidden, slopes = seen.spreads[1, 1:-1], seen.slopes[1]
    _, cost, _, held_cost, _ = seen.history[-1]
    if cost > 1.2 * seen.history[0, 1]:
        return "The cost is higher than it was at the start: the steps overshoot. A smaller learning rate helps."
    if not hidden.all():
        return f"Layer {1 + hidden.argmin()} answers every example alike (its units are dead): nothing gets through."
    forth, back = hidden[-1] / seen.spreads[1, 0], slopes[0] / slopes[-1] if slopes[-1] else 1.0
    returning = f"from dW[{len(slopes)}] back to dW[1] the gradient {_changes(back)}" if back else ""
    if hidden.min() < _FAINT:
        layer, spread = 1 + hidden.argmin(), short(hidden.min(), 1)
        then = f", and layer {layer + 1} cannot tell them apart" if _steady(back) or not back else f"; {returning}"
        return f"The signal dies out: A[{layer}] differs by about {spread} from example to example{then}."
    if not slopes.all():
        return f"The gradient dies out: in layer {1 + slopes.argmin()} it is 0, and nothing there can learn any more."
    if not (_steady(forth) and _steady(back)):
        return f"From A[0] to A[{len(hidden)}] the signal {_changes(forth)}; {returning}."
    if seen.epoch and held_cost > 1.5 * cost + 0.05:
        return (
            "The held-out cost is well above the training cost: the network has begun to learn its examples by heart."
        )
    return f"Signals and gradients keep their size through all layers, within a factor of {_STEADY}."


def _steady(factor):
    return 1 / _STEADY < factor < _STEADY


def _changes(factor):
    """Say by how much a size shrinks or grows on its way."""
    if _steady(factor):
        return f"keeps its size (within a factor of {_STEADY})"
    times = max(factor, 1 / factor)
    much = f"{float(f'{times:.2g}'):,.0f}" if times < 1e5 else short(times, 1)
    return f"{'grows' if factor > 1 else 'shrinks'} about {much}-fold"
