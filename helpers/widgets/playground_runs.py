"""What the playground trains: a whole run from its settings, from random numbers of their own for each purpose."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .. import _doors, data, losses, network, training

M = 400
SETS = {
    "flower": data.flower, "moons": data.moons, "circles": data.circles, "xor": data.xor, "spirals": data.spirals,
}  # fmt: skip
ACTIVATIONS = ("tanh", "sigmoid", "relu", "leaky_relu", "prelu", "elu", "selu", "swish", "gelu", "linear")
SCALES = (0.0, 0.01, 0.1, 1.0, 3.0, 10.0, "xavier", "he")
INPUTS = {
    "plain": ("x₁", "x₂"), "product": ("x₁", "x₂", "x₁x₂"), "squares": ("x₁", "x₂", "x₁²", "x₂²"),
    "all": ("x₁", "x₂", "x₁²", "x₂²", "x₁x₂"),
}  # fmt: skip
_LARGEST, _SANE = 1e50, 1e150


class Settings(NamedTuple):
    """Everything a run depends on; test_share is in percent, inputs a key of INPUTS, and own data get no noise."""

    data: str
    test_share: int
    units: int
    activation: str
    learning_rate: float
    scale: float | str
    seed: int
    epochs: int
    noise: float = 0.0
    inputs: str = "plain"


class Trained(NamedTuple):
    """A run and how it went.

    Attributes
    ----------
    settings : Settings
    train, test : data.Dataset
        As the network sees them: with the further rows of X that `inputs` names.
    run : network.Run
        Its costs run from before the first to after the last update.
    moments : list of int
        The epochs of the snapshots.
    cost, right : ndarray, shape (2, len(moments))
        Of the training points (row 0) and the test points (row 1) at these epochs; `right` is a share.
    largest : ndarray, shape (4,)
        The largest entry of W[1], b[1], W[2] and b[2], whatever its sign, at any of these epochs.
    limits : tuple of float
        The plane that is drawn: lowest and highest x₁, lowest and highest x₂. Empty without two features.
    flat : int
        How many hidden units were nearly flat at almost every training point before the first update.
    verdict : str
    broke : int or None
        The epoch in which training broke off.
    """

    settings: Settings
    train: data.Dataset
    test: data.Dataset
    run: network.Run
    moments: list
    cost: np.ndarray
    right: np.ndarray
    largest: np.ndarray
    limits: tuple
    flat: int
    verdict: str
    broke: int | None


def own_data(X, Y):
    """Return the reader's own examples as a Dataset, or say what is wrong with them."""
    if X is None and Y is None:
        return None
    Y = _doors.labels(Y, "Y")
    X = _doors.matrix(X, "X", columns=Y.shape[1])
    if X.shape[1] < 2:
        raise ValueError("X: expected at least two examples, one to train on and one to test, got 1")
    X, Y = X.astype(float), Y.astype(float)
    if np.abs(X).max() > _LARGEST:
        raise ValueError(f"X: expected numbers between -{_LARGEST:g} and {_LARGEST:g}, got {np.abs(X).max():g}")
    names = tuple(f"x{i + 1}" for i in range(X.shape[0]))
    return data.Dataset(X, Y, "your data", names, ("class 0", "class 1"))


class Trainer:
    """Trains runs from their settings and remembers the last few.

    Parameters
    ----------
    own : data.Dataset, optional
        Used instead of the named data sets.
    """

    def __init__(self, own=None):
        self.own = own
        self.train = lru_cache(maxsize=8)(self._train)

    def _train(self, settings):
        s = settings
        points, halves, start = np.random.default_rng(s.seed).spawn(3)
        examples = SETS[s.data](M, s.noise, rng=points) if self.own is None else self.own
        parts = data.split(examples._replace(X=extended(examples.X, s.inputs)), fraction(s), rng=halves)
        sizes = [parts[0].X.shape[0], s.units, 1]
        layers = network.initialize(sizes, hidden=s.activation, scale=s.scale, rng=start)
        broke = None
        try:
            run = network.train(layers, parts[0].X, parts[0].Y, s.learning_rate, s.epochs)
        except training.Diverged as error:
            run, broke = error.run, error.epoch
        complete = run.snapshots
        run, cost, right = _judged(run, *parts)
        if broke is None and len(run.snapshots) < len(complete):
            broke = complete[len(run.snapshots)][0]
        verdict = training.verdict(run.costs)
        moments = [epoch for epoch, _ in run.snapshots]
        largest, limits, flat = _largest(run.snapshots), _plane(examples, self.own), _flat(layers[0], parts[0].X)
        return Trained(s, *parts, run, moments, cost, right, largest, limits, flat, verdict, broke)


def extended(X, inputs):
    """Return X of shape (2, m) with further rows, those of INPUTS[inputs], or any X as it is if they are "plain"."""
    squares = [X**2] if "x₁²" in INPUTS[inputs] else []
    product = [X[:1] * X[1:2]] if "x₁x₂" in INPUTS[inputs] else []
    return np.vstack([X, *squares, *product])


def fraction(settings):
    """Return the share of the training points."""
    return round(1 - settings.test_share / 100, 2)


def _judged(run, train, test):
    """Return the run as far as its sums are of a sane size, and costs and shares of both parts at its snapshots.

    Its costs are completed by the one after the last update.
    """
    X, Y = np.hstack([train.X, test.X]), np.hstack([train.Y, test.Y])
    sums = []
    with np.errstate(over="ignore", invalid="ignore"):
        for _, layers in run.snapshots:
            Z, A, size = None, X, 0.0
            for W, b, g in layers:
                Z = W @ A + b
                A = g.function(Z)
                size = np.maximum(size, np.abs(Z).max())
            if not size <= _SANE:  # NaN neither
                break
            sums.append(Z)
    Z = np.vstack(sums)
    loss, hit = losses.binary_cross_entropy.function(Z, Y), (Z > 0) == (Y == 1)
    halves = (slice(train.X.shape[1]), slice(train.X.shape[1], None))
    cost = np.stack([loss[:, half].mean(axis=1) for half in halves])
    right = np.stack([hit[:, half].mean(axis=1) for half in halves])
    snapshots = run.snapshots[: len(Z)]
    costs = np.append(run.costs[: snapshots[-1][0]], cost[0, -1])
    return run._replace(snapshots=snapshots, costs=costs), cost, right


def _largest(snapshots):
    parts = zip(*([p for W, b, _ in layers for p in (W, b)] for _, layers in snapshots), strict=True)
    return np.array([np.abs(np.stack(part)).max() for part in parts])


def _flat(layer, X):
    if layer.activation.name not in ("tanh", "sigmoid"):
        return 0
    A, (low, high) = layer.activation.function(layer.W @ X), layer.activation.range
    near = np.minimum(A - low, high - A) < 0.01 * (high - low)
    return int((near.mean(axis=1) > 0.7).sum())


def _plane(examples, own):
    if examples.X.shape[0] != 2:
        return ()
    low, high = examples.X.min(axis=1), examples.X.max(axis=1)
    if own is None:  # round limits seldom change, which saves drawing the axes; equal spans keep circles round
        step = 0.5 if (high - low).max() > 4 else 0.25
        middle = step * np.round((low + high) / (2 * step))
        half = np.full(2, step * np.ceil(1.02 * np.maximum(high - middle, middle - low).max() / step))
    else:
        middle, half = (low + high) / 2, 0.54 * (high - low)
        half = np.where(half > 1e-9 * np.abs(middle), half, np.maximum(1.0, 0.1 * np.abs(middle)))
    return tuple(np.stack([middle - half, middle + half], axis=1).ravel().tolist())
