"""The training loop: many steps downhill, in arrays that are made once."""

import math
from typing import NamedTuple

import numpy as np

from .. import _doors, _paper
from ..activations import ParametricReLU
from ..training import Diverged, moments
from .layers import Layer, with_inputs, with_targets

_MANY = 1024  # examples at a time where no step waits: enough for fast products, few enough to stay near the processor


class Run(NamedTuple):
    """What a training run leaves behind.

    Attributes
    ----------
    layers : list of Layer, after the last update
    costs : ndarray, shape (k,), k = epochs unless the run stopped early
        One per epoch, the first before any update. Later ones, full batch: the cost at the start of the epoch;
        mini-batches: the mean over its examples, each judged just before the update it takes part in.
    snapshots : tuple of (int, list of Layer)
        (epoch, layers) after `epoch` epochs, from the start to the end, for travelling in time.
    """

    layers: list
    costs: np.ndarray
    snapshots: tuple


def train(layers, X, Y, learning_rate=1.2, epochs=1000, batch_size=None, rng=None, progress=False):
    """Train a network by gradient descent (notebook 03, section 7; mini-batches in notebook 04, section 4).

    Parameters
    ----------
    layers : list of Layer
        Not changed. The slope of a parametric ReLU is learned with the weights: see `layers[i].activation.a`.
    X : array_like, shape (n[0], m)
    Y : array_like, shape (n[L], m)
        As in `cost`.
    learning_rate : float, default 1.2
        Positive. Which one is good depends on the network and on the data: 1.2 suits the first ones of notebook 03.
    epochs : int, default 1000
        Passes over the data, zero or more.
    batch_size : int, optional
        Examples per update, 1 to m; the last batch of an epoch may be smaller. None or m: all at once.
    rng : numpy.random.Generator
        Needed for mini-batches: it shuffles the examples before each epoch.
    progress : bool, default False
        Print a line that grows with the run.

    Returns
    -------
    Run
        Stopped by hand (the stop button, Ctrl-C): what was learnt until then, with fewer costs than epochs.

    Raises
    ------
    TypeError, ValueError
        Layers, data or labels that do not fit each other, or a bad number.
    Diverged
        A cost or parameter that is not finite; `.run` keeps what there was.
    """
    layers, X = with_inputs(layers, X)
    m = X.shape[1]
    loss, Y = with_targets(layers, Y, m)
    learning_rate = _doors.number(learning_rate, "learning_rate", above=0)
    keep, progress = set(moments(epochs)), _paper.truth(progress, "progress")
    size = m if batch_size is None else _doors.integer(batch_size, "batch_size", at_least=1, at_most=m)
    if size < m or rng is not None:
        _doors.generator(rng)
    rng = rng if size < m else None  # one batch needs no order
    X = _with_ones(X, "C" if size == m else "F")
    descent = _Descent(layers, loss)
    costs, snapshots, epoch = np.full(epochs, np.nan), [(0, descent.layers())], 0
    with np.errstate(over="ignore", invalid="ignore"):
        if size < m and epochs:
            costs[0] = sum(descent.forward(*batch) for batch in _batches(X, Y, max(size, _MANY))) / m
            descent.arrays.clear()
        try:
            for epoch in range(epochs):
                total, finite = descent.epoch(_batches(X, Y, size, rng), learning_rate)
                if size == m or (finite and epoch > 0):
                    costs[epoch] = total / m
                if not finite:
                    snapshots += [] if snapshots[-1][0] == epoch else [(epoch, descent.layers())]
                    so_far = Run(descent.layers(), costs[np.isfinite(costs)], tuple(snapshots))
                    raise Diverged(epoch, learning_rate, so_far)
                if epoch + 1 in keep:
                    snapshots.append((epoch + 1, descent.layers()))
                    if progress:
                        bar = "█" * (30 * (epoch + 1) // epochs)
                        print(f"\r{bar:·<30} epoch {epoch + 1}/{epochs}, cost {costs[epoch]:.4f}", end="", flush=True)
        except KeyboardInterrupt:
            epoch = max(epoch, snapshots[-1][0])  # the last step may be done, and its epoch not yet counted
            print(
                f"\nstopped by hand in epoch {min(epoch + 1, epochs)} of {epochs}; what was learnt until then is kept"
            )
            costs, progress = costs[:epoch], False
            snapshots += [] if snapshots[-1][0] == epoch else [(epoch, descent.layers())]
    if progress:
        print()
    return Run(descent.layers(), costs, tuple(snapshots))


class _Descent:
    """The parameters on their way downhill, and the arrays that every step fills anew.

    W and b of a layer lie side by side, P = [W b], and each A_prev has a last row of ones, so that one product makes
    Z = P A_prev = W A_prev + b, and one makes dP = dZ A_prev.T = [dW db]. The P of all layers, each followed by the
    slope a of its parametric ReLU if it has one, lie in one vector: a step is one subtraction.
    """

    def __init__(self, layers, loss):
        self.activations = [g for _, _, g in layers]
        parts = [p for W, b, g in layers for p in (np.hstack([W, b]).ravel(), [g.a] if _learns(g) else [])]
        self.parameters = np.concatenate(parts).astype(layers[0].W.dtype)
        self.change = np.empty_like(self.parameters)
        self.P, self.a = _views(self.parameters, layers)
        self.dP, self.da = _views(self.change, layers)
        self.W_T = [P[:, :-1].T for P in self.P]
        self.loss = loss
        self.arrays = {}

    def room_for(self, k):
        """Return room for k examples: A_prev, Z, A and dZ of each layer; A is A_prev of the next, without the ones."""
        if k not in self.arrays:
            dtype = self.parameters.dtype
            A_prev = [None, *(np.ones((len(P) + 1, k), dtype) for P in self.P[:-1])]
            Z, dZ = ([np.empty((len(P), k), dtype) for P in self.P] for _ in range(2))
            self.arrays[k] = A_prev, Z, [A[:-1] for A in A_prev[1:]], dZ
        return self.arrays[k]

    def epoch(self, batches, learning_rate):
        """Take a step for each batch; return the sum of losses, and whether all of it stayed finite."""
        total = 0.0
        for batch in batches:
            total += self.forward(*batch)
            self.backward(learning_rate)
            if not (math.isfinite(total) and self.stays_finite()):
                return total, False
            self.step()
        return total, True

    def forward(self, X, Y):
        """Fill Z and A layer by layer, X having a last row of ones, and dZ of the output; return the sum of losses."""
        A_prev, Z, A, dZ = self.current = self.room_for(Y.shape[1])
        A_prev[0] = X
        for i, P in enumerate(self.P):
            np.dot(P, A_prev[i], out=Z[i])
            if i < len(A):
                self.activations[i].function(Z[i], out=A[i])
        return float(self.loss.total_into(Z[-1], Y, dZ[-1]))

    def backward(self, learning_rate):
        """Fill dZ and dP layer by layer, from the last; all of them come multiplied by the learning rate."""
        A_prev, Z, A, dZ = self.current
        dZ[-1] *= learning_rate / dZ[-1].shape[1]
        for i in range(len(Z) - 1, -1, -1):
            if i < len(A):
                dA = np.dot(self.W_T[i + 1], dZ[i + 1], out=dZ[i])
                if i in self.da:
                    self.da[i][0] = np.vdot(dA, np.minimum(Z[i], 0))
                dA *= self.activations[i].slope_at(Z[i], A[i])  # dA has become dZ
            np.dot(dZ[i], A_prev[i].T, out=self.dP[i])

    def stays_finite(self):
        """Tell whether the next step leads to finite parameters."""
        # A change whose square is a float is too small to carry any float to infinity: no need to look at each.
        return math.isfinite(self.change.dot(self.change)) or np.isfinite(self.parameters - self.change).all()

    def step(self):
        """Go downhill."""
        self.parameters -= self.change
        for i, a in self.a.items():
            self.activations[i] = self.activations[i].with_slope(float(a[0]))

    def layers(self):
        """Return copies of the layers as they are now."""
        return [Layer(P[:, :-1].copy(), P[:, -1:].copy(), g) for P, g in zip(self.P, self.activations, strict=True)]


def _learns(g):
    return isinstance(g, ParametricReLU)


def _views(vector, layers):
    """Return the parts of `vector` that belong to each layer: a list of P, and {i: a} for those that learn a slope."""
    P, a, at = [], {}, 0
    for i, (W, _, g) in enumerate(layers):
        n, n_prev = W.shape
        P.append(vector[at : (at := at + n * (n_prev + 1))].reshape(n, n_prev + 1))
        if _learns(g):
            a[i] = vector[at : (at := at + 1)]
    return P, a


def _with_ones(X, order):
    """Return X with a last row of ones; in order "F" example lies beside example, because so they gather faster."""
    result = np.empty((X.shape[0] + 1, X.shape[1]), X.dtype, order)
    result[:-1], result[-1] = X, 1
    return result


def _batches(X, Y, size, rng=None):
    """Yield inputs and targets of `size` examples at a time, shuffled if there is an `rng` (X in order "F")."""
    m = X.shape[1]
    if rng is None:
        for first in range(0, m, size):
            yield X[:, first : first + size], Y[:, first : first + size]
        return
    order, room = rng.permutation(m), np.empty((size, len(X)), X.dtype)
    for first in range(0, m, size):
        part = order[first : first + size]
        yield np.take(X.T, part, axis=0, out=room[: len(part)], mode="clip").T, Y[:, part]
