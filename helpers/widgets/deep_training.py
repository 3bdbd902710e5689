"""What the deep explorer computes: a training run in slices, and what one picture shows of it."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .. import activations, data, network, training

REACH, TILES = 2.7, 35  # how far the plane is shown, in standard deviations; and how many digits
_POINTS, _POINTS_SEED = 800, 7
_PICTURES = 61  # of a whole run, dense at the start
_COARSE = 50  # points along each side of the plane at which the network is asked


def _finer(n):
    """Return (n, 50): times 50 values in a row, n values on the straight lines between them."""
    x = np.linspace(0, _COARSE - 1, n)
    return np.stack([np.interp(x, np.arange(_COARSE), unit) for unit in np.eye(_COARSE)], axis=1)


_ALONG = np.linspace(-REACH, REACH, _COARSE)
_GRID = np.stack([V.ravel() for V in np.meshgrid(_ALONG, _ALONG)])
_FINER_Y, _FINER_X = _finer(184), _finer(312)


class Problem(NamedTuple):
    """Examples to learn from, and examples to be judged on."""

    train: data.Dataset
    held_out: data.Dataset


@lru_cache(maxsize=8)
def problem(dataset):
    """Return 400 points in the plane to learn from and 400 held out, standardised; or the digits, 80 % and 20 %."""
    rng = np.random.default_rng(_POINTS_SEED)
    if dataset == "digits":
        return Problem(*data.split(data.digits(), 0.8, rng=rng))
    train, held_out = data.split(getattr(data, dataset)(_POINTS, rng=rng), 0.5, rng=rng)
    X, mean, deviation = data.standardize(train.X)
    return Problem(train._replace(X=X), held_out._replace(X=data.standardize(held_out.X, mean, deviation)[0]))


class Training:
    """A training run in slices. Whatever their lengths, its layers are those of one uninterrupted run.

    That is `network.train(start, train.X, train.Y, learning_rate, epochs, batch_size, rng)` after
    `rng = np.random.default_rng(seed)` and `start = network.initialize(sizes, activation, output, scale, rng)`.

    Attributes
    ----------
    problem : Problem
    start, layers : list of Layer
        Before the first epoch, and after `epoch` of `epochs`.
    history : list of tuple
        (epoch, cost and share right on the training examples, the same on those held out).
    signals : list of tuple
        At the start and now: the spread of A[l] over the examples for l = 0..L (standard deviation, the mean over the
        units), and the typical entry of dW[l] for l = 1..L (root mean square).
    broke : str
        Why it cannot go on; empty if it can.
    """

    def __init__(self, dataset, layers, activation, scale, learning_rate, batch_size, epochs, seed, **units):
        self.problem, self.learning_rate, self.epochs = problem(dataset), learning_rate, int(epochs)
        self.batch_size, self.rng = batch_size or None, np.random.default_rng(seed)
        train = self.problem.train
        sizes = [len(train.X), *(units[f"n{i + 1}"] for i in range(layers)), len(train.Y)]
        output = "sigmoid" if len(train.Y) == 1 else "softmax"
        self.start = self.layers = network.initialize(sizes, activation, output, scale, self.rng)
        self.epoch, self.broke = 0, ""
        self.history, self.signals = [self._judge(self.start, 0)], [self._measure(self.start)] * 2

    @property
    def more(self):
        """Whether there is more to do."""
        return self.epoch < self.epochs and not self.broke

    @property
    def seconds(self):
        """About how long a whole run takes, the same guess on every machine."""
        m, size = self.problem.train.X.shape[1], sum(layer.W.size for layer in self.start)
        updates = -(-m // (self.batch_size or m))
        return self.epochs * (6e-5 * updates * len(self.start) + 2e-9 * m * size)

    def advance(self, most):
        """Train to the next moment that is worth a picture, for so many epochs at most."""
        if not self.more:
            return
        until = next(moment for moment in training.moments(self.epochs, _PICTURES) if moment > self.epoch)
        epochs, train = min(most, until - self.epoch), self.problem.train
        try:
            run = network.train(self.layers, train.X, train.Y, self.learning_rate, epochs, self.batch_size, self.rng)
            judged, measured = self._judge(run.layers, self.epoch + epochs), self._measure(run.layers)
        except ValueError as error:  # Diverged is one; a network so large that its outputs overflow is another
            at = self.epoch + getattr(error, "epoch", epochs)
            self.broke = f"in epoch {at:,} the numbers grew beyond all limits: the steps are too large"
            return
        self.layers, self.epoch = run.layers, self.epoch + epochs
        self.history.append(judged)
        self.signals[1] = measured

    def _judge(self, layers, epoch):
        judged = [epoch]
        for points in self.problem:
            truth = points.Y if len(points.Y) == 1 else points.Y.argmax(axis=0)
            right = (network.predict(layers, points.X) == truth).mean()
            judged += [network.cost(layers, points.X, points.Y), float(right)]
        return tuple(judged)

    def _measure(self, layers):
        X, Y = self.problem.train[:2]
        _, caches = network.forward(layers, X)
        with np.errstate(over="ignore"):
            spreads = [np.sqrt(A.var(axis=1).mean()) for A in (X, *(cache.A for cache in caches))]
            slopes = [np.sqrt((dW * dW).mean()) for dW, _ in network.backward(layers, caches, Y)]
        if not np.isfinite(spreads + slopes).all():
            raise ValueError("layers: expected signals and gradients whose squares are finite, got larger ones")
        return spreads, slopes


class Look(NamedTuple):
    """What one picture shows of a run.

    Attributes
    ----------
    epoch, epochs : int
    state : {"start", "running", "paused", "over"}
    broke : str
        Why the run cannot go on, or "".
    sizes : list of int
    history : ndarray, shape (k, 5)
        Epoch, cost and share right on the training examples, the same on those held out.
    spreads, slopes : ndarray, shape (2, L + 1) and (2, L)
        At the start and now: the spread of A[l] from l = 0, the typical entry of dW[l] from l = 1.
    points : Dataset
        The training points in the plane, or the first held-out digits.
    answers : ndarray
        The network's probability all over the plane, (184, 312) from the lower left corner; or its digits.
    held_out : int
        How many examples the network is judged on.
    """

    epoch: int
    epochs: int
    state: str
    broke: str
    sizes: list
    history: np.ndarray
    spreads: np.ndarray
    slopes: np.ndarray
    points: data.Dataset
    answers: np.ndarray
    held_out: int

    @property
    def plane(self):
        """Whether the examples are points."""
        return self.sizes[0] == 2

    @property
    def guessing(self):
        """The cost of a network that finds every class equally likely."""
        return np.log(max(self.sizes[-1], 2))


def look(run, state):
    """Return what a picture shows of a run that is at its "start", "running", "paused" or "over"."""
    train, held_out = run.problem
    if len(train.X) == 2:
        points = train
        Z = network.forward(run.layers, _GRID)[1][-1].Z.reshape(_COARSE, _COARSE)
        answers = activations.sigmoid(_FINER_Y @ Z @ _FINER_X.T)
    else:
        points = held_out._replace(X=held_out.X[:, :TILES], Y=held_out.Y[:, :TILES])
        answers = network.predict(run.layers, points.X)[0]
    sizes = [len(train.X), *(len(layer.b) for layer in run.layers)]
    spreads, slopes = (np.array(pair) for pair in zip(*run.signals, strict=True))
    held = held_out.X.shape[1]
    return Look(
        run.epoch, run.epochs, state, run.broke, sizes, np.array(run.history), spreads, slopes, points, answers, held
    )
