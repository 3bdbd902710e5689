"""Networks of any depth: layers as plain data, and pure functions over a list of them.

The models of notebooks 03 and 04. One example per column: A[0] = X is (n[0], m), a layer's W is (n[l], n[l-1]) and
its b is (n[l], 1). Everything is computed in the type of the layers, float64 or float32. Layers that do not fit, labels
that do not fit the output, NaN, infinity and overflow raise a TypeError or ValueError that names the argument.
"""

import math
from typing import NamedTuple

import numpy as np

from . import _doors, activations, losses
from .activations import Activation
from .training import Diverged, moments

_OVERFLOW = "expected numbers that keep every weighted sum, the cost and its derivatives finite, got some that do not"


class Layer(NamedTuple):
    """One layer, A = g(W A_prev + b): W of shape (n[l], n[l-1]), b of shape (n[l], 1) and the activation g."""

    W: np.ndarray
    b: np.ndarray
    activation: Activation


class Cache(NamedTuple):
    """What a layer leaves for the way back: A_prev of shape (n[l-1], m), Z and A of shape (n[l], m)."""

    A_prev: np.ndarray
    Z: np.ndarray
    A: np.ndarray


class Run(NamedTuple):
    """What a training run leaves behind.

    Attributes
    ----------
    layers : list of Layer, after the last update
    costs : ndarray, shape (epochs,)
        One per epoch, the first before any update. Later ones, full batch: the cost at the start of the epoch;
        mini-batches: the mean over its examples, each judged just before the update it takes part in.
    snapshots : tuple of (int, list of Layer)
        (epoch, layers) after `epoch` epochs, from the start to the end, for travelling in time.
    """

    layers: list
    costs: np.ndarray
    snapshots: tuple


def initialize(sizes, hidden="tanh", output="sigmoid", scale="he", rng=None, dtype=np.float64):
    """Return a list of layers to start from: normally distributed weights, zero biases (notebook 03, section 6).

    Parameters
    ----------
    sizes : list of int
        n[0] inputs, then the units of each layer; [2, 4, 1] has four hidden units and one output.
    hidden : str, Activation or a sequence of them, one per hidden layer
    output : {"sigmoid", "softmax", "linear"}
        It decides the loss: binary or categorical cross-entropy, squared error.
    scale : {"he", "xavier"} or float, default "he"
        Standard deviation of the weights: sqrt(2 / n[l-1]), sqrt(2 / (n[l-1] + n[l])), or this number.
    rng : numpy.random.Generator
        Not needed for scale 0. The same generator state gives the same directions, whatever the scale.
    dtype : {float64, float32}
    """
    sizes = _sequence(sizes.tolist() if isinstance(sizes, np.ndarray) else sizes, "sizes")
    if len(sizes) < 2:
        raise ValueError(f"sizes: expected at least two, the inputs and one layer, got {list(sizes)}")
    sizes = [_doors.integer(n, f"sizes[{i}]", at_least=1) for i, n in enumerate(sizes)]
    hidden = [hidden] * (len(sizes) - 2) if isinstance(hidden, (str, Activation)) else _sequence(hidden, "hidden")
    if len(hidden) != len(sizes) - 2:
        raise ValueError(f"hidden: expected {len(sizes) - 2} activations, one per hidden layer, got {len(hidden)}")
    hidden = [activations.by_name(g, "hidden") for g in hidden]
    if activations.softmax in hidden:
        raise ValueError("hidden: expected an activation that works entry by entry, got softmax, an output activation")
    output = losses.belonging_to(activations.by_name(output, "output")).output
    if output is activations.softmax and sizes[-1] == 1:
        raise ValueError("sizes: expected at least 2 softmax outputs, one per class, got 1 (it would always say 1)")
    if dtype not in (np.float64, np.float32):
        raise TypeError(f"dtype: expected float64 or float32, got {dtype!r}")
    if not isinstance(scale, str) or scale not in ("he", "xavier"):
        scale = _doors.number(scale, "scale", at_least=0)
    rng = None if scale == 0 else _doors.generator(rng)
    layers = []
    for n_prev, n, g in zip(sizes, sizes[1:], [*hidden, output], strict=False):
        deviation = {"he": math.sqrt(2 / n_prev), "xavier": math.sqrt(2 / (n_prev + n))}.get(scale, scale)
        W = np.zeros((n, n_prev)) if rng is None else rng.standard_normal((n, n_prev)) * deviation
        layers.append(Layer(W.astype(dtype), np.zeros((n, 1), dtype), g))
    return layers


def forward(layers, X):
    """Return the network's output A, shape (n[L], m), and a list of one Cache per layer (notebook 03, section 2).

    Parameters
    ----------
    layers : list of Layer
    X : array_like, shape (n[0], m)
    """
    layers, X = _network(layers, X)
    caches = _finite_forward(layers, X)
    return caches[-1].A, caches


def predict(layers, X):
    """Return the label of each example, for layers and X as in `forward`.

    Sigmoid: 1.0 where the probability is above one half, else 0.0, shape (n[L], m). Softmax: the number of the most
    probable class, shape (1, m). Linear: the predicted amount, shape (n[L], m).
    """
    layers, X = _network(layers, X)
    output = losses.belonging_to(layers[-1].activation).output
    Z = _finite_forward(layers, X)[-1].Z
    if output is activations.softmax:
        return Z.argmax(axis=0)[None]
    return Z if output is activations.linear else (Z > 0).astype(Z.dtype)


def cost(layers, X, Y):
    """Return J, the mean over the examples of the loss that belongs to the output activation, a float.

    Parameters
    ----------
    layers, X : as in `forward`
    Y : array_like, shape (n[L], m)
        Sigmoid: zeros and ones. Softmax: one-hot columns. Linear: any numbers. Several outputs: losses are summed.
    """
    layers, X = _network(layers, X)
    loss, Y = _targets(layers, Y, X.shape[1])
    Z = _finite_forward(layers, X)[-1].Z
    with np.errstate(over="ignore", invalid="ignore"):
        J = _mean_loss(loss, Z, Y)
    if not math.isfinite(J):
        raise ValueError(f"layers, X, Y: {_OVERFLOW}")
    return J


def backward(layers, caches, Y):
    """Return [(dW, db), ...], the derivatives of the cost in the order of the layers (notebook 03, section 5).

    dZ = (A - Y) / m at the output, dW = dZ A_prev.T, db = the row sums of dZ; before it dZ_prev = W.T dZ * g'(Z_prev).
    `caches` come from `forward` with the same layers, `Y` is as in `cost`.
    """
    layers = _layers(layers)
    shapes = [W.shape for W, _, _ in layers]
    caches = _sequence(caches, "caches")
    if not all(isinstance(c, Cache) for c in caches) or shapes != [(len(Z), len(A_prev)) for A_prev, Z, _ in caches]:
        raise ValueError(f"caches: expected what forward returns for layers with W of shapes {shapes}, got others")
    _, Y = _targets(layers, Y, caches[-1].A.shape[1])
    gradients = [(np.empty_like(W), np.empty_like(b)) for W, b, _ in layers]
    with np.errstate(over="ignore", invalid="ignore"):
        _backward(layers, caches, Y, gradients)
    if not all(np.isfinite(d).all() for pair in gradients for d in pair):
        raise ValueError(f"layers, caches, Y: {_OVERFLOW}")
    return gradients


def update(layers, gradients, learning_rate):
    """Return the layers one step downhill, W - learning_rate dW and b - learning_rate db; no argument is changed.

    `gradients` are as from `backward`: a list of (dW, db) of the shapes of W and b, in the order of the layers.
    """
    layers, gradients = _layers(layers), _sequence(gradients, "gradients")
    rate = _doors.number(learning_rate, "learning_rate", above=0)
    if len(gradients) != len(layers):
        raise ValueError(f"gradients: expected {len(layers)} pairs (dW, db), one per layer, got {len(gradients)}")
    stepped = []
    for i, (W, b, g) in enumerate(layers):
        dW, db = _doors.pair(gradients[i], f"gradients[{i}]")
        dW = _doors.matrix(dW, f"gradients[{i}][0]", *W.shape)
        db = _doors.matrix(db, f"gradients[{i}][1]", *b.shape)
        with np.errstate(over="ignore"):
            stepped.append(Layer((W - rate * dW).astype(W.dtype), (b - rate * db).astype(b.dtype), g))
        if not (_finite(stepped[i].W) and _finite(stepped[i].b)):
            raise ValueError(f"learning_rate: expected a step to finite parameters, got infinity with {rate:g}")
    return stepped


def train(layers, X, Y, learning_rate, epochs, batch_size=None, rng=None, progress=False):
    """Train a network by gradient descent (notebook 03, section 7; mini-batches in notebook 04, section 4).

    Parameters
    ----------
    layers, X, Y : as in `cost`, not changed
    learning_rate : float, positive
    epochs : int, passes over the data, zero or more
    batch_size : int, optional
        Examples per update, the last batch of an epoch may be smaller. None, or m and more: all at once.
    rng : numpy.random.Generator
        Needed for mini-batches: it shuffles the examples before each epoch.
    progress : bool, default False; print a line that grows with the run

    Returns
    -------
    Run
        A cost or parameter that is not finite raises Diverged, whose `.run` keeps what there was.
    """
    layers, X = _network(layers, X)
    m = X.shape[1]
    loss, Y = _targets(layers, Y, m)
    learning_rate = _doors.number(learning_rate, "learning_rate", above=0)
    keep = set(moments(epochs))
    size = m if batch_size is None else min(m, _doors.integer(batch_size, "batch_size", at_least=1))
    if size < m:
        rng, by_row = _doors.generator(rng), [np.ascontiguousarray(V.T) for V in (X, Y)]  # rows gather faster
    # All parameters lie in one vector, so that a step is two operations; `now` and `then` take turns.
    now = np.concatenate([p.ravel() for W, b, _ in layers for p in (W, b)])
    then, slopes = np.empty_like(now), np.empty_like(now)
    now_layers, then_layers = _views(layers, now), _views(layers, then)
    gradients = [(W, b) for W, b, _ in _views(layers, slopes)]
    costs, snapshots, batch = [], [(0, _views(layers, now.copy()))], (X, Y)
    with np.errstate(over="ignore", invalid="ignore"):
        start_cost = _mean_loss(loss, _forward(now_layers, X)[-1].Z, Y) if size < m and epochs else None
        for epoch in range(epochs):
            order, J = rng.permutation(m) if size < m else None, 0.0
            for first in range(0, m, size):
                if size < m:
                    batch = [rows[order[first : first + size]].T for rows in by_row]
                caches = _forward(now_layers, batch[0])
                J += _mean_loss(loss, caches[-1].Z, batch[1]) * (batch[0].shape[1] / m)
                _backward(now_layers, caches, batch[1], gradients)
                np.multiply(slopes, learning_rate, out=slopes)
                np.subtract(now, slopes, out=then)
                if not (math.isfinite(J) and _finite(then)):
                    costs += [c for c in [J if size == m else start_cost if epoch == 0 else np.nan] if math.isfinite(c)]
                    snapshots += [] if snapshots[-1][0] == epoch else [(epoch, _views(layers, now))]
                    raise Diverged(epoch, learning_rate, Run(now_layers, np.array(costs), tuple(snapshots)))
                now, then, now_layers, then_layers = then, now, then_layers, now_layers
            costs.append(start_cost if epoch == 0 and size < m else J)
            if epoch + 1 in keep:
                snapshots.append((epoch + 1, _views(layers, now.copy())))
                if progress:
                    print(
                        f"\r{'█' * (30 * (epoch + 1) // epochs):·<30} epoch {epoch + 1}/{epochs}, cost {J:.4f}",
                        end="",
                        flush=True,
                    )
    if progress:
        print()
    return Run(now_layers, np.array(costs), tuple(snapshots))


def _forward(layers, X):
    caches, A = [], X
    for W, b, g in layers:
        A_prev, Z = A, W @ A
        Z += b
        A = g.function(Z)
        caches.append(Cache(A_prev, Z, A))
    return caches


def _backward(layers, caches, Y, gradients):
    dZ = (caches[-1].A - Y) / Y.shape[1]  # of the loss that belongs to the output, whichever it is
    for i in range(len(layers) - 1, -1, -1):
        dW, db = gradients[i]
        np.matmul(dZ, caches[i].A_prev.T, out=dW)
        dZ.sum(axis=1, keepdims=True, out=db)
        if i > 0:
            g = layers[i - 1].activation
            dA, (_, Z, A) = layers[i].W.T @ dZ, caches[i - 1]
            dZ = dA * (g.slope(Z) if g.slope_from_a is None else g.slope_from_a(A))


def _mean_loss(loss, Z, Y):
    return float((loss.function(Z, Y) / Y.shape[1]).sum())


def _views(layers, flat):
    """Return layers whose W and b lie one after the other in the vector `flat`."""
    views, at = [], 0
    for W, b, g in layers:
        views.append(Layer(flat[at : (at := at + W.size)].reshape(W.shape), flat[at : (at := at + b.size), None], g))
    return views


def _finite(values):
    with np.errstate(over="ignore", invalid="ignore"):
        return math.isfinite(values.sum()) or bool(np.isfinite(values).all())  # the sum alone could overflow


def _finite_forward(layers, X):
    with np.errstate(over="ignore", invalid="ignore"):
        caches = _forward(layers, X)
    if not all(_finite(Z) and _finite(A) for _, Z, A in caches):
        raise ValueError(f"layers, X: {_OVERFLOW}")
    return caches


def _sequence(value, name):
    if not isinstance(value, (list, tuple)) or (not value and name == "layers"):
        raise TypeError(f"{name}: expected a list, got {'an empty one' if value == [] else type(value).__name__}")
    return value


def _layers(layers):
    checked = []
    for i, layer in enumerate(_sequence(layers, "layers")):
        if not isinstance(layer, tuple) or len(layer) != 3:
            raise TypeError(f"layers[{i}]: expected a Layer(W, b, activation), got {type(layer).__name__}")
        W = _doors.matrix(layer[0], f"layers[{i}].W", columns=checked[-1].W.shape[0] if checked else None)
        b = _doors.matrix(layer[1], f"layers[{i}].b", rows=W.shape[0], columns=1)
        checked.append(Layer(W, b, activations.by_name(layer[2], f"layers[{i}].activation")))
        if i + 1 < len(layers) and not checked[-1].activation.elementwise:
            raise ValueError(f"layers[{i}].activation: expected one that works entry by entry, got a hidden softmax")
    dtype = np.result_type(*(p for W, b, _ in checked for p in (W.dtype, b.dtype)))
    return [Layer(W.astype(dtype, copy=False), b.astype(dtype, copy=False), g) for W, b, g in checked]


def _network(layers, X):
    layers = _layers(layers)
    X = _doors.matrix(X, "X", rows=layers[0].W.shape[1])
    return layers, _cast(X, "X", layers)


def _targets(layers, Y, m):
    loss = losses.belonging_to(layers[-1].activation)
    return loss, _cast(loss.targets(Y, layers[-1].W.shape[0], m), "Y", layers)


def _cast(values, name, layers):
    with np.errstate(over="ignore"):
        cast = values.astype(layers[0].W.dtype, copy=False)
    if not _finite(cast):
        raise ValueError(f"{name}: expected numbers that float32, the type of the layers, can hold, got larger ones")
    return cast
