"""What the gallery of activations says about each of them: formula, range, where it is flat, when to use it."""

from typing import NamedTuple

import numpy as np

from .. import diagrams

OTHER_SCORES = (1.0, -1.0)
"""The second and the third score of softmax, those of notebook 03, section 3; the first is z."""


class Kind(NamedTuple):
    """Words for one activation, and the frames its curve and its slope are drawn in.

    Attributes
    ----------
    text : str
    formula : str
        HTML, the right-hand side of g(z) = …
    use : str
        When to use it.
    height, slopes : tuple of float
        Lower and upper limit of the two frames.
    """

    text: str
    formula: str
    use: str
    height: tuple[float, float] = (-2.4, 6.5)
    slopes: tuple[float, float] = (-0.2, 1.3)


KINDS = {
    "linear": Kind(
        "linear",
        "z",
        "in the output of a network that predicts an amount, such as a price. Between layers it adds nothing.",
        (-6.5, 6.5),
    ),
    "sigmoid": Kind(
        "sigmoid",
        "1 / (1 + e<sup>−z</sup>)",
        "for an output that is a probability of yes. In hidden layers its slope, at most 0.25, asks for a larger rate.",
        (-0.35, 1.35),
    ),
    "tanh": Kind(
        "tanh",
        "(e<sup>z</sup> − e<sup>−z</sup>) / (e<sup>z</sup> + e<sup>−z</sup>)",
        "in the hidden layer of a small network. Its outputs lie around 0, and its slope there is 1.",
        (-1.45, 1.45),
    ),
    "softmax": Kind(
        "softmax",
        "e<sup>zᵢ</sup> / (e<sup>z₁</sup> + e<sup>z₂</sup> + e<sup>z₃</sup>) for output i",
        "in the output layer when exactly one of several classes is right.",
    ),
    "relu": Kind(
        "ReLU",
        "max(0, z)",
        "the usual first choice for hidden layers: its slope is 1 wherever it is on. "
        "A unit that is off for every example learns no more (a dead ReLU).",
    ),
    "leaky_relu": Kind(
        "leaky ReLU",
        "max(0.01 z, z)",
        "in hidden layers whose ReLUs die. Left of 0 the slope is 0.01: little, but never nothing.",
    ),
    "prelu": Kind(
        "PReLU",
        "z, or s·z left of 0",
        "like leaky ReLU, when training is to find the slope s too (parametric ReLU). s = 0 is ReLU, s = 1 is linear.",
        (-6.5, 6.5),
        (-1.3, 1.3),
    ),
    "elu": Kind(
        "ELU",
        "z, or e<sup>z</sup> − 1 left of 0",
        "in hidden layers instead of ReLU: no corner and outputs nearer to mean 0, at the price of an exponential.",
    ),
    "selu": Kind(
        "SELU",
        "1.0507 z, or 1.7581 (e<sup>z</sup> − 1) left of 0",
        "in deep stacks of plain layers: its two numbers are chosen to keep the signals near mean 0 and variance 1.",
        (-2.6, 6.5),
        (-0.2, 2.0),
    ),
    "swish": Kind("swish", "z · sigmoid(z)", "in deep networks: a smooth ReLU that first dips below 0."),
    "gelu": Kind(
        "GELU",
        "z · (1 + erf(z / √2)) / 2",
        "in deep networks, above all for language: a smooth ReLU, z times the share of a bell curve left of z.",
    ),
}


def number(value, digits=3):
    """Write a number with a real minus sign, and 0 without one."""
    return diagrams.minus(round(value, digits) + 0.0, digits)


def reach(g):
    """Write the range of an activation, such as "−1 to 1"."""
    low, high = g.range
    if np.isinf(low):
        return "all numbers"
    return f"{number(low, 2).removesuffix('.00')} {'and above' if np.isinf(high) else f'to {high:g}'}"


def stretches(x, inside):
    """Write where along z something holds, such as "z < −2.2 and z > 2.2".

    Parameters
    ----------
    x : ndarray, shape (n,)
        Increasing.
    inside : ndarray of bool, shape (n,)
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]])))
    parts = []
    for first, last in zip(edges[::2], edges[1::2] - 1, strict=True):
        low, high = (number(x[i], 1).removesuffix(".0") for i in (first, last))
        beyond = f"z > {low}" if last == x.size - 1 else f"{low} < z < {high}"
        parts.append(f"z < {high}" if first == 0 else beyond)
    return " and ".join(parts) or "nowhere"


def jumps(slopes):
    """Say whether a slope jumps at 0, in the middle of its samples."""
    middle = slopes.size // 2
    return abs(slopes[middle] - slopes[middle - 1]) > 1e-3


def name(curve):
    """Return what the activation of a curve is called."""
    return KINDS[curve.g.name].text


def here(result):
    """Write value and slope at the chosen z, of both curves."""
    where, curve = f"At z = {number(result.z, 1)}", result.first
    if curve.g.name == "softmax":
        values, slopes = (", ".join(map(number, numbers)) for numbers in (curve.value, curve.slope))
        fixed = " and ".join(number(score, 0) for score in OTHER_SCORES)
        return f"{where}, the other scores fixed at {fixed}: outputs {values}; slopes {slopes}."
    told = [f"{name(c)} {number(c.value)}, slope {number(c.slope)}" for c in (curve, result.second) if c]
    corner = " At the corner we take the slope from the left." if result.z == 0 and jumps(curve.slopes) else ""
    return f"{where}: {'; '.join(told)}.{corner}"
