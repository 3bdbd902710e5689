"""The patients of the clinic: six small networks, five of them ill, all really trained (notebook 03, section 9)."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .. import data, network
from ..diagrams import minus

DIAGNOSES = {
    "dead": "dead ReLUs",
    "saturated": "saturated units from too large a start",
    "zeros": "weights that all started at zero",
    "rate": "too large a learning rate",
    "inputs": "inputs that were never scaled",
    "healthy": "nothing: it is healthy",
}
_M = 201  # odd, so that the classes are not balanced: then zeros have a slope, and not only rounding, to follow
NEAR = 0.01  # an activation is at a limit of its function if it is this close
_POINTS = {"circles": data.circles, "moons": data.moons}


class Patient(NamedTuple):
    """A 2-n-1 network with its data and its training; `cure` holds the one setting that treatment changes.

    `factors` multiply the inputs, as another unit of measurement would; `bias` is where the hidden biases start.
    """

    illness: str
    points: str
    units: int
    activation: str
    learning_rate: float
    cure: tuple
    seed: int
    noise: float = 0.1
    scale: str | float = "he"
    bias: float = 0.0
    factors: tuple[float, float] = (1.0, 1.0)
    standardized: bool = False
    epochs: int = 1000

    def treated(self):
        """Return the same patient with that one setting changed."""
        return self._replace(**dict(self.cure))


PATIENTS = (
    Patient("saturated", "circles", 5, "tanh", 0.5, (("scale", "he"),), seed=2, scale=25.0),
    Patient("inputs", "circles", 8, "relu", 0.5, (("standardized", True),), seed=5, factors=(1.0, 0.01)),
    Patient("rate", "circles", 6, "sigmoid", 60.0, (("learning_rate", 2.0),), seed=4),
    Patient("healthy", "moons", 6, "tanh", 1.0, (("epochs", 2000),), seed=3, noise=0.35),
    Patient("dead", "circles", 8, "relu", 0.5, (("bias", 0.0),), seed=3, bias=-2.5),
    Patient("zeros", "moons", 6, "sigmoid", 2.0, (("scale", "he"),), seed=4, scale=0.0),
)
_RATES = {"tanh": 1.0, "relu": 0.5, "sigmoid": 2.0}


def healthy(activation):
    """Return a healthy network with these hidden units, to compare with."""
    return Patient("healthy", "circles", 6, activation, _RATES[activation], (), seed=7)


class Chart(NamedTuple):
    """What an examination finds. One entry per moment of the training unless it says otherwise.

    Attributes
    ----------
    X, Y : ndarray, shapes (2, m) and (1, m)
    costs : ndarray, one per epoch, the last after the last update
    epochs : ndarray
    layers : list of list of Layer
    right : ndarray of int, how many examples are right
    gradients : ndarray, shape (2, moments); root mean square of dW[1] and of dW[2]
    """

    X: np.ndarray
    Y: np.ndarray
    costs: np.ndarray
    epochs: np.ndarray
    layers: list
    right: np.ndarray
    gradients: np.ndarray

    def activations(self, moment):
        """Return A[1] and A[2] at a moment."""
        return [cache.A for cache in network.forward(self.layers[moment], self.X)[1]]


@lru_cache(maxsize=32)
def examine(patient):
    """Train a patient and return its Chart."""
    points = _POINTS[patient.points](m=_M, noise=patient.noise, rng=np.random.default_rng(patient.seed))
    X = points.X * np.array(patient.factors)[:, None]
    if patient.standardized:
        X = data.standardize(X)[0]
    rng = np.random.default_rng(patient.seed)
    first, last = network.initialize([2, patient.units, 1], patient.activation, "sigmoid", patient.scale, rng)
    layers = [first._replace(b=first.b + patient.bias), last]
    run = network.train(layers, X, points.Y, patient.learning_rate, patient.epochs)
    right, gradients = [], []
    for _, now in run.snapshots:
        A, caches = network.forward(now, X)
        right.append(((A > 0.5) == points.Y).sum())
        gradients.append([np.sqrt((dW**2).mean()) for dW, _ in network.backward(now, caches, points.Y)])
    costs = np.append(run.costs, network.cost(run.layers, X, points.Y))
    epochs = np.array([epoch for epoch, _ in run.snapshots])
    snapshots = [now for _, now in run.snapshots]
    return Chart(X, points.Y, costs, epochs, snapshots, np.array(right), np.array(gradients).T)


def at_limits(A, activation):
    """Return the share of the activations that are at a limit: within 0.01 of it, for ReLU exactly 0."""
    if activation == "relu":
        return float((A == 0).mean())
    low = -1 if activation == "tanh" else 0
    return float(((low + NEAR > A) | (A > 1 - NEAR)).mean())


def always_zero(A):
    """Return how many units give exactly 0 for every example."""
    return int((A == 0).all(axis=1).sum())


def findings(patient):
    """Say what is wrong with a patient, by which signs it is known, and what one changed setting did.

    Parameters
    ----------
    patient : Patient

    Returns
    -------
    str
    """
    ill, treated = examine(patient), examine(patient.treated())
    name = DIAGNOSES[patient.illness]
    before = (
        "" if patient.illness == "rate" else f"{ill.costs[-1]:.2f} and "
    )  # that cost is whatever the last leap left
    return (
        f"{name[0].upper()}{name[1:]}. {_signs(patient, ill)} {_CURES[patient.illness]}: cost {treated.costs[-1]:.2f} "
        f"and {right_of(treated, -1)} examples right, instead of {before}{ill.right[-1]}."
    )


def right_of(chart, moment):
    """Say how many examples are right, such as "180 of 201"."""
    return f"{chart.right[moment]} of {chart.Y.size}"


_CURES = {
    "dead": "The same network with biases that start at 0",
    "saturated": "The same network with a He start, the same directions scaled down",
    "zeros": "The same network with a random start of He size",
    "rate": "The same network with learning rate 2 instead of 60",
    "inputs": "The same network on standardised inputs",
    "healthy": "Twice as many epochs",
}


def _signs(patient, chart):
    first, last = chart.activations(0)[0], chart.activations(-1)[0]
    limits = at_limits(first, patient.activation), at_limits(last, patient.activation)
    if patient.illness == "dead":
        return (
            f"At the end {always_zero(last)} of its {patient.units} hidden units give exactly 0 for every example, as "
            f"{always_zero(first)} did from the start: their biases began at {minus(patient.bias)}, so their z is "
            f"never positive, their slope is 0, and no gradient reaches their weights."
        )
    if patient.illness == "saturated":
        return (
            f"Before the first step {100 * limits[0]:.0f} % of its hidden activations lie within {NEAR} of −1 or 1, "
            f"where tanh is flat, and at the end still {100 * limits[1]:.0f} %: little gradient gets through to layer "
            f"1. Its weights are huge, and the cost starts at {chart.costs[0]:.0f}, where knowing nothing costs 0.69."
        )
    if patient.illness == "zeros":
        apart = max(np.ptp(part, axis=0).max() for now in chart.layers for part in (now[0].W, now[1].W.T))
        return (
            f"Its {patient.units} hidden units have the same weights at every moment (they differ by less than "
            f"{'0.000001' if apart < 1e-6 else f'{apart:.1e}'}): copies can do no more than one hidden unit, and that "
            f"draws one straight line."
        )
    if patient.illness == "rate":
        low, high = chart.costs[-100:].min(), chart.costs[-100:].max()
        often = (np.diff(chart.costs) > 0).mean()
        return (
            f"Its cost goes up in {100 * often:.0f} % of the steps and still swings between about {low:.0f} and "
            f"{high:.0f} at the end. By then {100 * limits[1]:.0f} % of its hidden activations sit at a limit, but "
            f"before the first step it was {100 * limits[0]:.0f} %: the leaps threw them there, saturation is a "
            f"consequence here."
        )
    if patient.illness == "inputs":
        (x1, x2) = (
            " to ".join(minus(v, digits) for v in (x.min(), x.max())) for x, digits in zip(chart.X, (1, 3), strict=True)
        )
        return (
            f"x₁ runs from {x1}, but x₂ only from {x2}: so small an input hardly moves any z, and the gradient of its "
            f"weights is as small. It learns as if there were only x₁."
        )
    return (
        f"Its cost falls smoothly and settles, its weights differ, its units use their range ({100 * limits[1]:.0f} % "
        f"near a limit at the end), both gradients shrink together. Not everything is right because the moons overlap."
    )
