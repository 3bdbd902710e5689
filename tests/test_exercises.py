"""Every exercise: right versions pass however they are written, every known slip gets the hint meant for it."""

import functools
import importlib
import itertools
import math
import statistics

import numpy as np
import pytest

from helpers import activations, exercises, graph, training
from helpers.exercises import compare, engine

from . import test_exercises03 as notebook03
from . import test_exercises04 as notebook04

EPS = 1e-12


def sigma(z):
    return 1 / (1 + np.exp(-z))


def loss(a, y):
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


def loop_cost(A, Y):
    total = 0.0
    for a, y in zip(A[0], Y[0], strict=True):
        total += -math.log(a) if y == 1 else -math.log(1 - a)
    return total / Y.shape[1]


def loop_gradients(X, Y, A):
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0.0
    for i in range(m):
        dz = A[0, i] - Y[0, i]
        db += dz / m
        for j in range(n):
            dw[j, 0] += X[j, i] * dz / m
    return dw, db


def split_loss(z, y):
    """The other stable form, max(z, 0) - y z + ln(1 + e^-|z|)."""
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))


def by_hand(w, b, X):
    """Return a list of lists."""
    return [[sum(w[j, 0] * X[j, i] for j in range(len(w))) + b for i in range(X.shape[1])]]


def row_by_row(A, Y):
    right = 0
    for a, y in zip(A, Y, strict=True):
        if (a > 0.5) == y:
            right += 1
    return right / Y.size


def one_node_backward(parents, slopes):
    gradients = [0.0] * len(parents)
    gradients[-1] = 1.0
    for i in reversed(range(len(parents))):
        for parent, slope in zip(parents[i], slopes[i], strict=True):
            gradients[parent] += slope * gradients[i]
        return gradients


def initialize_brackets(n_x):
    return np.zeros(n_x, 1), 0.0


def measured_slope(f, place, *arguments):
    """Return the slope of f in one argument, by a central difference."""
    ahead, behind = (np.array(arguments, dtype=float) for _ in range(2))
    ahead[place] += 1e-4
    behind[place] -= 1e-4
    return (f(*ahead) - f(*behind)) / 2e-4


def engine_gradients(f, *arguments):
    """Return the gradients that the engine of notebook 02 finds, as a list."""
    nodes = [graph.Node(argument) for argument in arguments]
    f(*nodes).backward()
    return [node.grad for node in nodes]


def node_loss(a, y):
    return -(y * a.log() + (1 - y) * (1 - a).log())


def neuron_slopes(x1, x2, z, y):
    a = sigma(z)
    dz = (-y / a + (1 - y) / (1 - a)) * a * (1 - a)
    return x1 * dz, x2 * dz, dz


def wrong_neuron(x1, x2, w1, w2, b, y, dz=lambda z, y: sigma(z) - y, factors=lambda x1, x2, w1, w2, b: (x1, x2, 1)):
    arriving = dz(b + w1 * x1 + w2 * x2, y)
    return tuple(factor * arriving for factor in factors(x1, x2, w1, w2, b))


def slope_at_a(z, y):
    a = sigma(z)
    return (a - y) / (a * (1 - a)) * activations.sigmoid.derivative(a)


def loop_chain(slopes):
    gradient = 1
    for slope in slopes:
        gradient = gradient * slope
    return gradient


def return_in_the_loop(slopes):
    gradient = 1.0
    for slope in slopes:
        gradient *= slope
        return gradient


def loop_mean_gradients(examples, w, b):
    dw = db = 0
    for x, y in examples:
        dz = 1 / (1 + math.exp(-(w * x + b))) - y
        dw += x * dz
        db += dz
    return dw / len(examples), db / len(examples)


def vector_mean_gradients(examples, w, b):
    x, y = np.array(examples).T[:, np.newaxis]
    dz = sigma(w * x + b) - y
    return x @ dz.T / y.size, dz.mean()


def overwriting(examples, w, b):
    for x, y in examples:
        dz = sigma(w * x + b) - y
        dw, db = x * dz, dz
    return dw / len(examples), db / len(examples)


def returning_early(examples, w, b):
    dw = db = 0
    for x, y in examples:
        dz = sigma(w * x + b) - y
        dw += x * dz
        db += dz
        return dw / len(examples), db / len(examples)


def loop_descend(slope, place, rate, steps, sign=-1):
    places = [place]
    while len(places) <= steps:
        place = place + sign * rate * slope(place)
        places += [place]
    return places


def descend_returning_early(slope, place, rate, steps):
    places = [place]
    for _ in range(steps):
        places.append(places[-1] - rate * slope(places[-1]))
        return places
    return places


def measured_curvature(w, b, X):
    """Nudge each weight and see how dw moves."""
    Y, columns = np.zeros((1, X.shape[1])), []
    for nudge in 1e-4 * np.eye(len(w)):
        ahead, behind = (loop_gradients(X, Y, sigma((w + s * nudge[:, np.newaxis]).T @ X + b))[0] for s in (1, -1))
        columns.append((ahead - behind) / 2e-4)
    return np.hstack(columns)


def curvature_as_list(w, b, X):
    return measured_curvature(w, b, X).tolist()


def loop_backward(parents, slopes, add=True, start=0.0, nodes=None):
    gradients = [start] * (len(parents) - 1) + [1.0]
    for i in range(len(parents) - 1, -1, -1) if nodes is None else nodes:
        for parent, slope in zip(parents[i], slopes[i], strict=True):
            gradients[parent] = add * gradients[parent] + slope * gradients[i]
    return gradients


def added_backward(parents, slopes):
    gradients = [0.0] * (len(parents) - 1) + [1.0]
    for i in reversed(range(len(parents))):
        for parent, slope in zip(parents[i], slopes[i], strict=True):
            gradients[parent] += slope + gradients[i]
    return gradients


def pulling_backward(parents, slopes):
    """Every node asks those that use it."""
    gradients = {len(parents) - 1: 1.0}
    for i in range(len(parents) - 2, -1, -1):
        gradients[i] = sum(
            s * gradients[user]
            for user in range(i + 1, len(parents))
            for p, s in zip(parents[user], slopes[user], strict=True)
            if p == i
        )
    return [gradients[i] for i in range(len(parents))]


def paths_backward(parents, slopes):
    """Follow every path from the result."""
    gradients = [0.0] * len(parents)

    def send(node, arriving):
        gradients[node] += arriving
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            send(parent, slope * arriving)

    send(len(parents) - 1, 1.0)
    return gradients


RIGHT = {
    "01.1": [
        lambda w, b, X: w.T @ X + b,
        lambda w, b, X: np.dot(w.T, X) + b,
        lambda w, b, X: (w * X).sum(axis=0, keepdims=True) + b,
        lambda w, b, X: (X.T @ w).T + b,
        lambda w, b, X: np.einsum("ik,ij->kj", w, X) + b,
        by_hand,
    ],
    "01.2": [
        lambda z: 1 / (1 + np.exp(-z)),
        lambda z: np.exp(z) / (np.exp(z) + 1),
        lambda z: (1 + np.tanh(np.asarray(z) / 2)) / 2,
        lambda z: np.where(np.asarray(z) >= 0, 1, np.exp(z)) / (1 + np.exp(-np.abs(z))),
        lambda z: (1 + math.e ** (-z)) ** -1,
    ],
    "01.3": [
        lambda A, Y: loss(A, Y).mean(),
        lambda A, Y: float(loss(A, Y).mean()),
        lambda A, Y: np.mean(loss(A, Y), axis=1, keepdims=True),
        lambda A, Y: loss(A, Y).sum() / Y.shape[1],
        lambda A, Y: -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / Y.shape[1],
        lambda A, Y: -np.log(np.where(Y == 1, A, 1 - A)).mean(),
        loop_cost,
    ],
    "01.4": [lambda z, y: np.logaddexp(0, z) - y * z, split_loss, lambda z, y: np.logaddexp(0, (1 - 2 * y) * z)],
    "01.6": [
        lambda z: sigma(z) * (1 - sigma(z)),
        lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
        lambda z: sigma(z) - sigma(z) ** 2,
        lambda z: sigma(z) * sigma(-z),
        activations.sigmoid.derivative,
    ],
    "01.7": [
        lambda X, Y, A: (X @ (A - Y).T / Y.size, np.mean(A - Y)),
        lambda X, Y, A: (np.dot(X, (A - Y).T) / X.shape[1], np.sum(A - Y) / X.shape[1]),
        lambda X, Y, A: [(X * (A - Y)).mean(axis=1, keepdims=True), (A - Y).mean(axis=1, keepdims=True)],
        loop_gradients,
    ],
    "01.8": [
        lambda X: X - X.mean(axis=1, keepdims=True),
        lambda X: X - X.mean(axis=1).reshape(-1, 1),
        lambda X: (X.T - X.mean(axis=1)).T,
        lambda X: X - X.mean(1)[:, np.newaxis],
    ],
    "01.10": [
        lambda n_x: (np.zeros((n_x, 1)), 0.0),
        lambda n_x: (np.zeros([n_x, 1]), 0),
        lambda n_x: [np.zeros(n_x).reshape(n_x, 1), np.float64(0)],
    ],
    "01.11": [
        lambda w, b, dw, db, learning_rate: (w - learning_rate * dw, b - learning_rate * db),
        lambda w, b, dw, db, rate: (w + rate * -dw, b + rate * -db),
        lambda w, b, dw, db, rate: [np.subtract(w, rate * dw), b - db * rate],
    ],
    "01.12": [
        lambda A, Y: ((A > 0.5) == Y).mean(),
        lambda A, Y: 1 - np.abs(np.round(A) - Y).mean(),
        lambda A, Y: np.sum((A > 0.5) == (Y > 0.5)) / Y.size,
        lambda A, Y: float(np.mean((A > 0.5).astype(int) == Y)),
    ],
    "01.13": [np.exp, lambda c: math.e**c, math.exp],
    "02.1": [
        lambda f, a, nudge: (f(a + nudge) - f(a)) / nudge,
        lambda f, a, nudge: -(f(a) - f(a + nudge)) / nudge,
        lambda f, a, nudge: f(a + nudge) / nudge - f(a) / nudge,
        lambda f, a, nudge: np.array([np.float64(f(a + nudge)) - f(a)]) / nudge,
        lambda f, a, nudge: np.diff([f(a), f(a + nudge)]) / np.diff([a, a + nudge]),
    ],
    "02.2": [
        lambda a, b, c: (3, 3 * c, 3 * b),
        lambda a, b, c: [np.float64(3), c + c + c, np.array([b * 3])],
        lambda a, b, c: tuple(
            measured_slope(lambda *abc: 3 * (abc[0] + abc[1] * abc[2]), i, a, b, c) for i in range(3)
        ),
        lambda a, b, c: engine_gradients(lambda a, b, c: 3 * (a + b * c), a, b, c),
    ],
    "02.5": [
        lambda x, w: w + 2 * x,
        lambda x, w: np.float64(w) + x + x,
        lambda x, w: int(w + 2 * x) if float(w + 2 * x).is_integer() else w + 2 * x,
        lambda x, w: measured_slope(lambda x, w: x * w + x * x, 0, x, w),
        lambda x, w: engine_gradients(lambda x, w: x * w + x * x, x, w)[0],
    ],
    "02.11": [
        np.prod,
        math.prod,
        loop_chain,
        lambda slopes: functools.reduce(lambda g, s: s * g, reversed(slopes), 1),
        lambda slopes: slopes[0] * RIGHT["02.11"][-1](slopes[1:]) if slopes else 1,
    ],
    "02.6": [
        lambda x1, x2, w1, w2, b, y: neuron_slopes(x1, x2, w1 * x1 + w2 * x2 + b, y),
        lambda x1, x2, w1, w2, b, y: list(np.array([x1, x2, 1]) * (sigma(np.dot([w1, w2], [x1, x2]) + b) - y)),
        lambda x1, x2, w1, w2, b, y: engine_gradients(
            lambda w1, w2, b: node_loss((w1 * x1 + w2 * x2 + b).sigmoid(), y), w1, w2, b
        ),
        lambda x1, x2, w1, w2, b, y: [
            measured_slope(lambda w1, w2, b: loss(sigma(w1 * x1 + w2 * x2 + b), y), i, w1, w2, b) for i in range(3)
        ],
    ],
    "02.7": [
        loop_mean_gradients,
        lambda examples, w, b: [
            measured_slope(lambda w, b: np.mean([loss(sigma(w * x + b), y) for x, y in examples]), i, w, b)
            for i in range(2)
        ],
        vector_mean_gradients,
        lambda examples, w, b: engine_gradients(
            lambda w, b: sum(node_loss((w * x + b).sigmoid(), y) for x, y in examples) / len(examples), w, b
        ),
    ],
    "02.8": [
        lambda f, x, eps: (f(x + eps) - f(x - eps)) / (2 * eps),
        lambda f, x, eps: (f(x + eps) - f(x - eps)) / 2 / eps,
        lambda f, x, eps: np.mean([(f(x + s * eps) - f(x)) / (s * eps) for s in (1, -1)]),
        lambda f, x, eps: [f(x + eps) - f(x - eps)][0] * 0.5 / np.float64(eps),
    ],
    "02.10": [
        lambda f, m: 0 if f == m else abs(f - m) / max(abs(f), abs(m)),
        lambda f, m: abs(f - m) / max(abs(f), abs(m), 1e-12),
        lambda f, m: np.abs(np.subtract(f, m)) / (np.maximum(np.abs(f), np.abs(m)) + 1e-13),
        lambda f, m: np.nan_to_num(np.divide(abs(f - m), max(abs(f), abs(m)))),
        lambda f, m: max(f - m, m - f) / (max(f, -f, m, -m) or 1),
    ],
    "01.5": [
        loop_descend,
        lambda slope, place, rate, steps: training.descend(slope, place, rate, steps),
        lambda slope, place, rate, steps: list(
            itertools.accumulate(range(steps), lambda w, _: w - rate * slope(w), initial=place)
        ),
        lambda slope, place, rate, steps: (
            [place] + (RIGHT["01.5"][3](slope, place - rate * slope(place), rate, steps - 1) if steps else [])
        ),
        lambda slope, place, rate, steps: tuple(loop_descend(slope, place, rate, steps)),
    ],
    "01.9": [
        lambda w, b, X: sigma(w.T @ X + b) * sigma(-w.T @ X - b) * X @ X.T / X.shape[1],
        lambda w, b, X: np.einsum("jm,km,m->jk", X, X, activations.sigmoid.derivative(w.T @ X + b)[0]) / len(X.T),
        measured_curvature,
        curvature_as_list,
    ],
    "02.4": [
        lambda x, y: (x / y, (1 / y, -x / y**2)),
        lambda x, y: [x * y**-1, [y**-1, -x * y**-2]],
        lambda x, y: (np.divide(x, y), tuple(engine_gradients(lambda x, y: x / y, x, y))),
    ],
    "02.3": [
        loop_backward,
        lambda parents, slopes: np.array(loop_backward(parents, slopes), dtype=float),
        lambda parents, slopes: tuple(loop_backward(parents, slopes)),
        pulling_backward,
        paths_backward,
    ],
    "02.9": [
        lambda f, f3, u: (3 * u * abs(f) / abs(f3)) ** (1 / 3),
        lambda f, f3, u: np.cbrt(3 * u * np.abs(f / f3)),
        lambda f, f3, u: math.exp(math.log(3 * u * abs(f / f3)) / 3),
    ],
    **notebook03.RIGHT,
    **notebook04.RIGHT,
}

SLIPS = {
    ("02.1", "both sides"): [lambda f, a, h: (f(a + h) - f(a - h)) / h / 2],
    ("02.6", "bias forgotten"): [
        lambda x1, x2, w1, w2, b, y: tuple(k * (sigma(w1 * x1 + w2 * x2) - y) for k in (x1, x2, 1)),
    ],
    ("02.6", "x swapped"): [
        lambda x1, x2, w1, w2, b, y: tuple(k * (sigma(w1 * x1 + w2 * x2 + b) - y) for k in (x2, x1, 1)),
    ],
    ("01.1", "not transposed"): [lambda w, b, X: w @ X + b, lambda w, b, X: np.dot(w, X) + b],
    ("01.2", "math for arrays"): [lambda z: 1 / (1 + math.exp(-z))],
    ("01.3", "terms swapped"): [lambda A, Y: -((1 - Y) * np.log(A) + Y * np.log(1 - A)).mean()],
    ("01.3", "arguments swapped"): [lambda A, Y: loss(Y, A).mean()],
    ("01.3", "squared error"): [lambda A, Y: np.mean((A - Y) ** 2), lambda A, Y: np.mean((Y - A) ** 2 / 2)],
    ("01.3", "math for arrays"): [lambda A, Y: -(Y * math.log(A) + (1 - Y) * math.log(1 - A)).mean()],
    ("01.4", "one for zero"): [lambda z, y: np.logaddexp(1, z) - y * z],
    ("01.6", "a alone"): [sigma, lambda z: np.exp(-z) / (1 + np.exp(-z))],
    ("01.6", "math for arrays"): [lambda z: math.exp(-z) / (1 + math.exp(-z)) ** 2],
    ("01.7", "not transposed"): [lambda X, Y, A: (X @ (A - Y) / Y.size, np.mean(A - Y))],
    ("01.7", "divided by features"): [lambda X, Y, A: (X @ (A - Y).T / len(X), np.sum(A - Y) / len(X))],
    ("01.10", "random start"): [lambda n_x: (np.random.default_rng(0).normal(size=(n_x, 1)), 0.0)],
    ("01.11", "bias without rate"): [lambda w, b, dw, db, rate: (w - rate * dw, b - db)],
    ("01.11", "only the change"): [
        lambda w, b, dw, db, rate: (dw * rate, db * rate),
        lambda w, b, dw, db, rate: (-rate * dw, -rate * db),
    ],
    ("01.12", "truth of a row"): [lambda A, Y: np.mean(A > 0.5 == Y), row_by_row],
    ("01.12", "errors cancel"): [
        lambda A, Y: 1 - np.mean(Y - (A > 0.5)),
        lambda A, Y: 1 - np.abs(np.mean(A > 0.5) - np.mean(Y)),
    ],
    ("01.12", "undecided"): [lambda A, Y: np.mean((A >= 0.5) == Y)],
    ("01.12", "one kind of error"): [
        lambda A, Y: np.mean(1 * (A > 0.5) >= Y),
        lambda A, Y: np.mean(1 * (A > 0.5) <= Y),
    ],
    ("01.1", "wrong way round"): [lambda w, b, X: X @ w + b, lambda w, b, X: np.dot(X, w) + b],
    ("01.1", "X transposed"): [lambda w, b, X: w.T @ X.T + b],
    ("01.4", "math for arrays"): [lambda z, y: math.log(1 + math.exp(z)) - y * z],
    ("01.4", "one loss each"): [
        lambda z, y: np.mean(np.logaddexp(0, z) - y * z),
        lambda z, y: np.sum(np.logaddexp(0, z) - y * z),
    ],
    ("01.4", "mean taken too early"): [lambda z, y: (np.logaddexp(0, z) - y * z) / z.shape[1]],
    ("01.4", "sign"): [lambda z, y: y * z - np.logaddexp(0, z)],
    ("01.5", "always from the first place"): [
        lambda slope, place, rate, steps: [place, *[place - rate * slope(place) for _ in range(steps)]]
    ],
    ("01.5", "not called"): [lambda slope, place, rate, steps: [place - rate * slope]],
    ("01.7", "both transposed"): [lambda X, Y, A: (X.T @ (A - Y).T / Y.size, np.mean(A - Y))],
    ("01.7", "dZ in front"): [lambda X, Y, A: ((A - Y) @ X / Y.size, np.mean(A - Y))],
    ("01.7", "dw flat"): [lambda X, Y, A: (((A - Y) * X).mean(axis=1), np.mean(A - Y))],
    ("01.8", "sign"): [lambda X: X.mean(axis=1, keepdims=True) - X],
    ("01.9", "sigmoid forgotten"): [lambda w, b, X: ((w.T @ X + b) * (1 - (w.T @ X + b)) * X) @ X.T / X.shape[1]],
    ("01.10", "bias as an array"): [
        lambda n_x: (np.zeros((n_x, 1)), np.zeros((1, 1))),
        lambda n_x: (np.zeros((n_x, 1)), np.zeros(1)),
    ],
    ("01.10", "ones"): [lambda n_x: (np.ones((n_x, 1)), 1), lambda n_x: (np.ones((n_x, 1)), 0)],
    ("02.4", "no power"): [lambda x, y: (x / y, (1 / y, -x / (y ^ 2)))],
    ("02.7", "bias forgotten"): [lambda examples, w, b: loop_mean_gradients(examples, w, 0)],
    ("02.7", "w for x"): [
        lambda examples, w, b: (w * loop_mean_gradients(examples, w, b)[1], loop_mean_gradients(examples, w, b)[1])
    ],
    ("02.7", "1/m twice"): [
        lambda examples, w, b: tuple(np.divide(loop_mean_gradients(examples, w, b), len(examples)))
    ],
    ("02.9", "brackets of the root"): [lambda f, f3, u: (3 * u * abs(f / f3)) ** 1 / 3],
    ("02.10", "opposites"): [
        lambda f, m: 0 if f + m == 0 else abs(f - m) / max(abs(f), abs(m)),
        lambda f, m: 0 if abs(f) == abs(m) else abs(f - m) / max(abs(f), abs(m)),
    ],
    ("01.13", "odds of the coefficient"): [lambda c: c / (1 - c)],
    ("01.1", "bias forgotten"): [lambda w, b, X: w.T @ X, lambda w, b, X: (w * X).sum(axis=0, keepdims=True)],
    ("01.1", "element-wise"): [
        lambda w, b, X: w * X + b,
        lambda w, b, X: np.multiply(w, X),
        lambda w, b, X: w.T * X + b,
    ],
    ("01.1", "column of examples"): [lambda w, b, X: X.T @ w + b],
    ("01.1", "rank-1"): [lambda w, b, X: (w * X).sum(axis=0) + b],
    ("01.2", "missing brackets"): [lambda z: 1 / 1 + np.exp(-z)],
    ("01.2", "mirrored"): [lambda z: 1 / (1 + np.exp(z))],
    ("01.2", "minus below"): [lambda z: 1 / (1 - np.exp(-z))],
    ("01.3", "no minus"): [
        lambda A, Y: np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)),
        lambda A, Y: np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)),
    ],
    ("01.3", "minus on one term"): [
        lambda A, Y: np.sum((1 - Y) * np.log(1 - A) - Y * np.log(A)),
        lambda A, Y: np.mean(-Y * np.log(A) + (1 - Y) * np.log(1 - A)),
    ],
    ("01.3", "sum"): [lambda A, Y: np.sum(loss(A, Y))],
    ("01.3", "not averaged"): [loss],
    ("01.3", "other logarithm"): [
        lambda A, Y: -(Y * np.log10(A) + (1 - Y) * np.log10(1 - A)).mean(),
        lambda A, Y: -(Y * np.log2(A) + (1 - Y) * np.log2(1 - A)).mean(),
    ],
    ("01.3", "second term lost"): [lambda A, Y: np.mean(-Y * np.log(A))],
    ("01.3", "difference as loss"): [lambda A, Y: np.mean(Y - A), lambda A, Y: np.mean(A - Y)],
    ("01.4", "half an epsilon"): [
        lambda z, y: -(y * np.log(sigma(z) + EPS) + (1 - y) * np.log(1 - sigma(z))),
        lambda z, y: np.where(y == 1, -np.log(sigma(z) + EPS), -np.log(1 - sigma(z))),
    ],
    ("01.4", "clipped"): [
        lambda z, y: loss(np.clip(sigma(z), EPS, 1 - EPS), y),
        lambda z, y: -(y * np.log(sigma(z) + 1e-8) + (1 - y) * np.log(1 - sigma(z) + 1e-8)),
    ],
    ("01.4", "overflow"): [lambda z, y: np.log(1 + np.exp(z)) - y * z, lambda z, y: loss(sigma(z), y)],
    ("01.4", "sign of yz"): [lambda z, y: np.logaddexp(0, z) + y * z],
    ("01.4", "y forgotten"): [lambda z, y: np.logaddexp(0, z)],
    ("01.6", "stray minus"): [lambda z: -np.exp(-z) / (1 + np.exp(-z)) ** 2, lambda z: -sigma(z) * (1 - sigma(z))],
    ("01.6", "z for a"): [lambda z: z * (1 - z), lambda z: sigma(z) * (1 - z), lambda z: z * (1 - sigma(z))],
    ("01.6", "plus for minus"): [lambda z: sigma(z) * (1 + sigma(z))],
    ("01.6", "sigmoid twice"): [lambda z: activations.sigmoid.derivative(sigma(z))],
    ("01.7", "actual minus predicted"): [
        lambda X, Y, A: (X @ (Y - A).T, np.sum(Y - A)),
        lambda X, Y, A: (X @ (Y - A).T / Y.size, np.mean(Y - A)),
    ],
    ("01.7", "no 1/m"): [lambda X, Y, A: (X @ (A - Y).T, np.sum(A - Y))],
    ("01.7", "no 1/m in dw"): [lambda X, Y, A: (X @ (A - Y).T, np.mean(A - Y))],
    ("01.7", "no 1/m in db"): [lambda X, Y, A: (X @ (A - Y).T / Y.size, np.sum(A - Y))],
    ("01.7", "db over features"): [
        lambda X, Y, A: (X @ (A - Y).T / Y.size, np.sum(A - Y, axis=0, keepdims=True) / Y.size),
        lambda X, Y, A: (X @ (A - Y).T / Y.size, np.mean(A - Y, axis=0)),
        lambda X, Y, A: (X @ (A - Y).T / Y.size, (A - Y) / X.shape[1]),
        lambda X, Y, A: (X @ (A - Y).T / Y.size, np.sum(A - Y, axis=0) / Y.size),
        lambda X, Y, A: (X @ (A - Y).T / Y.size, np.mean(A - Y, axis=0, keepdims=True)),
    ],
    ("01.7", "dw lies down"): [lambda X, Y, A: ((A - Y) @ X.T / Y.size, np.mean(A - Y))],
    ("01.7", "sigmoid slope left in"): [
        lambda X, Y, A: (X @ ((A - Y) * A * (1 - A)).T / Y.size, np.mean((A - Y) * A * (1 - A)))
    ],
    ("01.8", "wrong axis"): [lambda X: X - X.mean(axis=0), lambda X: X - X.mean(0, keepdims=True)],
    ("01.8", "keepdims forgotten"): [lambda X: X - X.mean(axis=1)],
    ("01.8", "one mean for all"): [lambda X: X - np.mean(X)],
    ("01.10", "a column of biases"): [
        lambda n_x: (np.zeros([n_x, 1]), np.zeros([n_x])),
        lambda n_x: (np.zeros((n_x, 1)), np.zeros((n_x, 1))),
    ],
    ("01.10", "rank-1"): [lambda n_x: (np.zeros(n_x),) * 2, lambda n_x: (np.zeros(n_x), 0)],
    ("01.10", "row"): [lambda n_x: (np.zeros((1, n_x)), 0.0)],
    ("01.10", "brackets"): [initialize_brackets],
    ("01.11", "uphill"): [lambda w, b, dw, db, rate: (w + rate * dw, b + rate * db)],
    ("01.11", "no learning rate"): [lambda w, b, dw, db, rate: (w - dw, b - db)],
    ("01.11", "bias stays"): [lambda w, b, dw, db, rate: (w - rate * dw, b)],
    ("01.12", "probabilities compared"): [lambda A, Y: np.mean(A == Y)],
    ("01.12", "errors counted"): [lambda A, Y: np.abs(np.round(A) - Y).mean()],
    ("01.12", "per cent"): [lambda A, Y: 100 * np.mean((A > 0.5) == Y)],
    ("01.12", "a count"): [lambda A, Y: np.sum((A > 0.5) == Y)],
    ("01.13", "probability"): [sigma],
    ("01.13", "upside down"): [lambda c: 1 / np.exp(c)],
    ("01.13", "the coefficient itself"): [lambda c: c],
    ("01.13", "wrong base"): [lambda c: 10**c, lambda c: 2**c],
    ("02.1", "rise alone"): [lambda f, a, nudge: np.subtract(f(a + nudge), f(a))],
    ("02.1", "divided by the place"): [
        lambda f, a, nudge: f(a + nudge) / (a + nudge) - f(a) / (a + nudge),
        lambda f, a, nudge: -(f(a) - f(a + nudge)) / a,
    ],
    ("02.1", "value for slope"): [
        lambda f, a, nudge: f(nudge + a) / (nudge + a),
        lambda f, a, nudge: f(nudge + a) / nudge,
        lambda f, a, nudge: f(a) / a,
        lambda f, a, nudge: np.float64(f(a)),
    ],
    ("02.1", "upside down"): [lambda f, a, nudge: ((f(a + nudge) - f(a)) / nudge) ** -1],
    ("02.1", "sign"): [lambda f, a, nudge: (f(a) - f(a + nudge)) / nudge, lambda f, a, n: (f(a + n) - f(a)) / -n],
    ("02.1", "missing brackets"): [lambda f, a, nudge: -f(a) / nudge + f(a + nudge)],
    ("02.2", "value for gradient"): [
        lambda a, b, c: [a, b, c],
        lambda a, b, c: list(np.multiply(3, (a, b, c))),
        lambda a, b, c: [3, b, b * 3],
    ],
    ("02.2", "3 dropped"): [
        lambda a, b, c: [3, b, c],
        lambda a, b, c: [a / a, c, b],
        lambda a, b, c: (3, c, b),
        lambda a, b, c: (1, c * 3, b * 3),
    ],
    ("02.2", "b and c swapped"): [lambda a, b, c: (3, b + b + b, c + c + c)],
    ("02.2", "slopes added"): [
        lambda a, b, c: [3 + 1, c + 3, b + 3],
        lambda a, b, c: (3 + 1, 3 + 1 + c, 3 + 1 + b),
        lambda a, b, c: (3, c + 3, b + 3),
    ],
    ("02.2", "times a"): [lambda a, b, c: [a * 3, c * 3, b * 3]],
    ("02.5", "branch dropped"): [lambda x, w: np.float64(w), lambda x, w: x + x, lambda x, w: x],
    ("02.5", "square counted once"): [lambda x, w: x + w],
    ("02.5", "multiplied"): [lambda x, w: math.prod([w, 2, x]), lambda x, w: x**2 * w],
    ("02.5", "value for gradient"): [lambda x, w: x * (w + x)],
    ("02.11", "sum"): [np.sum, lambda slopes: sum(slopes, start=1)],
    ("02.11", "mean"): [
        lambda slopes: sum(slopes) / len(slopes),
        statistics.mean,
        lambda slopes: sum(slopes) / max(1, len(slopes)),
        lambda slopes: np.float64(sum(slopes)) / np.float64(len(slopes)),
    ],
    ("02.11", "one link"): [
        lambda slopes: slopes[0],
        lambda slopes: slopes[-1] if slopes else 1,
        return_in_the_loop,
    ],
    ("02.11", "started at 0"): [lambda slopes: math.prod(slopes, start=0), lambda slopes: np.prod([0.0, *slopes])],
    ("02.11", "empty chain"): [
        lambda slopes: functools.reduce(lambda g, s: g * s, slopes),
        lambda slopes: math.prod(slopes) if slopes else 0.0,
        lambda slopes: slopes[0] * math.prod(slopes[1:]),
        lambda slopes: math.prod(slopes) if slopes else None,
    ],
    ("02.6", "sign"): [lambda *p: wrong_neuron(*p, dz=lambda z, y: y - sigma(z))],
    ("02.6", "da for dz"): [
        lambda *p: wrong_neuron(*p, dz=lambda z, y: (1 - y) / (1 - sigma(z)) - y / sigma(z)),
        lambda *p: wrong_neuron(*p, dz=lambda z, y: (1 - y) * (1 + math.exp(z)) - y * (1 + math.exp(-z))),
    ],
    ("02.6", "a (1 - a) left in"): [lambda *p: wrong_neuron(*p, dz=lambda z, y: (sigma(z) - y) * sigma(z) * sigma(-z))],
    ("02.6", "w for x"): [lambda *p: wrong_neuron(*p, factors=lambda x1, x2, w1, w2, b: (w1, w2, 1))],
    ("02.6", "db"): [
        lambda *p: [*wrong_neuron(*p)[:2], 1.0],
        lambda *p: [*wrong_neuron(*p)[:2], p[4]],
        lambda *p: wrong_neuron(*p, factors=lambda x1, x2, w1, w2, b: (x1, x2, b)),
    ],
    ("02.6", "slope at a"): [
        lambda *p: wrong_neuron(*p, dz=lambda z, y: sigma(sigma(z)) - y),
        lambda *p: wrong_neuron(*p, dz=slope_at_a),
    ],
    ("02.7", "no 1/m"): [
        lambda examples, w, b: tuple(np.multiply(loop_mean_gradients(examples, w, b), len(examples))),
        lambda examples, w, b: tuple(np.multiply(loop_mean_gradients(examples, w, b), (len(examples), 1))),
        lambda examples, w, b: tuple(np.multiply(loop_mean_gradients(examples, w, b), (1, len(examples)))),
    ],
    ("02.7", "only the last"): [
        lambda examples, w, b: (loop_mean_gradients(examples, w, b)[0], overwriting(examples, w, b)[1]),
        lambda examples, w, b: (overwriting(examples, w, b)[0], loop_mean_gradients(examples, w, b)[1]),
        overwriting,
        lambda examples, w, b: loop_mean_gradients(examples[-1:], w, b),
    ],
    ("02.7", "return in the loop"): [
        returning_early,
        lambda examples, w, b: list(loop_mean_gradients(examples[:1], w, b)),
    ],
    ("02.7", "db times x"): [lambda examples, w, b: (loop_mean_gradients(examples, w, b)[0],) * 2],
    ("02.7", "sign"): [lambda examples, w, b: [-g for g in loop_mean_gradients(examples, w, b)]],
    ("02.8", "wrong run"): [
        lambda f, x, eps: f(x + eps) / eps - f(x - eps) / eps,
        lambda f, x, eps: 0.5 * (f(x + eps) - f(x - eps)),
        lambda f, x, eps: np.subtract(f(x + eps), f(x - eps)),
    ],
    ("02.8", "forward"): [
        lambda f, x, eps: 0.5 * (f(x + eps) - f(x)) / eps,
        lambda f, x, eps: f(x + eps) / eps - f(x) / eps,
    ],
    ("02.8", "backward"): [lambda f, x, eps: (f(x - eps) - f(x)) / -eps],
    ("02.8", "sign"): [lambda f, x, eps: (f(x + eps) - f(x - eps)) / (-2 * eps)],
    ("02.8", "brackets above"): [
        lambda f, x, eps: f(x + eps) - 0.5 * f(x - eps) / eps,
        lambda f, x, eps: f(x + eps) - f(x - eps) / 2 * eps,
    ],
    ("02.8", "brackets below"): [lambda f, x, eps: eps * (f(x + eps) - f(x - eps)) / 2],
    ("02.10", "absolute error"): [lambda f, m: np.abs(f - m), lambda f, m: max(f, m) - min(f, m)],
    ("02.10", "no absolute value"): [
        lambda f, m: (f - m) / max(abs(f), abs(m)),
        lambda f, m: 0.0 if f == m else (m - f) / max(abs(f), abs(m)),
        lambda f, m: abs(f - m) / max(f, m) if f or m else 0,
        lambda f, m: np.divide(f - m, max(f, m)),
    ],
    ("02.10", "divided by one"): [
        lambda f, m: abs(f - m) / abs(f),
        lambda f, m: abs((f - m) / m) if m else 0,
        lambda f, m: 0 if f == m else (f - m) / f,
        lambda f, m: np.divide(abs(f - m), min(abs(f), abs(m))),
        lambda f, m: abs(1 - m / f),
    ],
    ("02.10", "0/0"): [
        lambda f, m: abs(f - m) / max(abs(f), abs(m)),
        lambda f, m: np.divide(abs(f - m), max(abs(f), abs(m))),
        lambda f, m: abs(f - m) / max(abs(f), abs(m)) if f or m else 1.0,
    ],
    ("02.10", "floor"): [
        lambda f, m: abs(f - m) / max(abs(f), abs(m), 0.3),
        lambda f, m: abs(f - m) / max(abs(f), abs(m), 1e-6),
        lambda f, m: 0.0 if abs(f - m) < 1e-6 else abs(f - m) / max(abs(f), abs(m)),
    ],
    ("01.7", "features in db"): [
        lambda X, Y, A: (X @ (A - Y).T / Y.size, np.sum(X * (A - Y)) / Y.size),
        lambda X, Y, A: (X @ (A - Y).T / Y.size, np.mean(X * (A - Y))),
    ],
    ("01.5", "uphill"): [lambda *p: loop_descend(*p, sign=1)],
    ("01.5", "no learning rate"): [lambda slope, place, rate, steps: loop_descend(slope, place, 1.0, steps)],
    ("01.5", "felt once"): [
        lambda slope, place, rate, steps: [place - k * rate * slope(place) for k in range(steps + 1)]
    ],
    ("01.5", "equal strides"): [
        lambda slope, place, rate, steps: loop_descend(lambda w: math.copysign(1, slope(w)), place, rate, steps)
    ],
    ("01.5", "without the start"): [lambda *p: loop_descend(*p)[1:]],
    ("01.5", "one step short"): [
        lambda *p: loop_descend(*p)[:-1],
        lambda *p: np.array(loop_descend(*p))[:-1],
        lambda slope, place, rate, steps: loop_descend(slope, place, rate, max(steps - 1, 0)),
    ],
    ("01.5", "one step more"): [lambda slope, place, rate, n: loop_descend(slope, place, rate, n + 1)],
    ("01.5", "only the last"): [lambda *p: loop_descend(*p)[-1]],
    ("01.5", "return in the loop"): [
        descend_returning_early,
        lambda *p: descend_returning_early(*p) if p[-1] else None,
    ],
    ("01.5", "the steps"): [lambda *p: np.diff(loop_descend(*p))],
    ("01.9", "slope forgotten"): [lambda w, b, X: X @ X.T / X.shape[1]],
    ("01.9", "a for its slope"): [lambda w, b, X: (sigma(w.T @ X + b) * X) @ X.T / X.shape[1]],
    ("01.9", "slope twice"): [
        lambda w, b, X: X @ np.diag(activations.sigmoid.derivative(w.T @ X + b)[0] ** 2) @ X.T / X.shape[1]
    ],
    ("01.9", "no 1/m"): [lambda w, b, X: (activations.sigmoid.derivative(w.T @ X + b) * X) @ X.T],
    ("01.9", "divided by features"): [lambda w, b, X: (activations.sigmoid.derivative(w.T @ X + b) * X) @ X.T / len(w)],
    ("01.9", "diagonal only"): [
        lambda w, b, X: (sigma(w.T @ X + b) * sigma(-w.T @ X - b) * X**2).mean(axis=1),
        lambda w, b, X: np.mean(activations.sigmoid.derivative(w.T @ X + b) * X**2, axis=1, keepdims=True),
        lambda w, b, X: np.mean(activations.sigmoid.derivative(w.T @ X + b) * X**2, axis=1),
        lambda w, b, X: np.diag(np.diag(measured_curvature(w, b, X))),
    ],
    ("01.9", "a row per example"): [
        lambda w, b, X: (activations.sigmoid.derivative(w.T @ X + b) * X).T @ X / X.shape[1],
    ],
    ("01.9", "sign"): [lambda w, b, X: -measured_curvature(w, b, X)],
    ("02.4", "1/y twice"): [lambda x, y: (x / y, (1 / y,) * 2)],
    ("02.4", "sign"): [
        lambda x, y: (x / y, (1 / y, x / (y * y))),
        lambda x, y: (x / y, (-(y**-1), -x * y**-2)),
    ],
    ("02.4", "y for y²"): [lambda x, y: [x / y, [1 / y, x / -y]], lambda x, y: [x / y, [1 / y, x / y]]],
    ("02.4", "x lost"): [lambda x, y: (x / y, (1 / y, -(y**-2)))],
    ("02.4", "slopes of a product"): [lambda x, y: (x / y, [y, x])],
    ("02.4", "slopes swapped"): [lambda x, y: (x / y, (-x / y / y, 1 / y))],
    ("02.4", "no pair"): [lambda x, y: [x / y, 1 / y, -x / y**2]],
    ("02.4", "slopes alone"): [lambda x, y: [1 / y, -x / y**2]],
    ("02.3", "overwritten"): [lambda parents, slopes: loop_backward(parents, slopes, add=False)],
    ("02.3", "last node only"): [
        lambda parents, slopes: loop_backward(parents, slopes, nodes=range(len(parents))),
        one_node_backward,
    ],
    ("02.3", "no start"): [lambda parents, slopes: [0.0] * len(parents)],
    ("02.3", "all start at 1"): [lambda parents, slopes: loop_backward(parents, slopes, start=1.0)],
    ("02.3", "slope alone"): [
        lambda parents, slopes: [
            float(i == len(parents) - 1)
            + sum(s for ps, ss in zip(parents, slopes, strict=True) for p, s in zip(ps, ss, strict=True) if p == i)
            for i in range(len(parents))
        ],
    ],
    ("02.3", "gradient alone"): [lambda parents, slopes: loop_backward(parents, [[1] * len(s) for s in slopes])],
    ("02.3", "added along the path"): [added_backward],
    ("02.3", "backwards list"): [lambda parents, slopes: list(reversed(loop_backward(parents, slopes)))],
    ("02.3", "inputs only"): [
        lambda parents, slopes: [loop_backward(parents, slopes)[i] for i in range(len(parents)) if not parents[i]]
    ],
    ("02.9", "a factor"): [lambda f, f3, u: abs(6 * u * f / f3) ** (1 / 3)],
    ("02.9", "square root"): [
        lambda f, f3, u: math.sqrt(abs(3 * u * f / f3)),
        lambda f, f3, u: 2 * math.sqrt(u),
        lambda f, f3, u: math.sqrt(u),
    ],
    ("02.9", "the cube"): [lambda f, f3, u: abs(3 * u * f / f3)],
    ("02.9", "upside down"): [lambda f, f3, u: np.cbrt(abs(3 * u * f3 / f))],
    ("02.9", "f and f3 forgotten"): [lambda f, f3, u: np.cbrt(3 * u)],
    ("02.9", "a root of a negative number"): [
        lambda f, f3, u: (3 * u * f / f3) ** (1 / 3),
        lambda f, f3, u: np.cbrt(3 * u * f / f3),
        lambda f, f3, u: np.float64(3 * u * f / f3) ** (1 / 3),
    ],
    ("02.9", "the error itself"): [
        lambda f, f3, u: (lambda e: e**2 * abs(f3) / 6 + u * abs(f) / e)(np.cbrt(3 * u * abs(f / f3)))
    ],
    **notebook03.SLIPS,
    **notebook04.SLIPS,
}


def pairs(table):
    """Return each function of a table with its key, which also names the test."""
    return [
        pytest.param(key, function, id=key if isinstance(key, str) else " ".join(key))
        for key, functions in table.items()
        for function in functions
    ]


@pytest.mark.parametrize(("number", "function"), pairs(RIGHT))
def test_every_right_version_passes(number, function):
    feedback = exercises.check(number, function)
    assert feedback.passed, feedback
    assert feedback.text.startswith(exercises.get(number).tested)


@pytest.mark.parametrize(("key", "function"), pairs(SLIPS))
def test_every_slip_gets_its_own_hint(key, function):
    number, name = key
    feedback = exercises.check(number, function)
    assert (feedback.status, feedback.slip) == ("slip", name), feedback
    hints = {known.name: known.hint for known in exercises.get(number).slips}
    assert feedback.text == hints[name]


@pytest.mark.parametrize("number", exercises.numbers())
def test_every_mistake_on_file_is_recognised_as_its_own_slip(number):
    for known in exercises.get(number).slips:
        for mistake in known.wrong:
            assert exercises.check(number, mistake).slip == known.name


@pytest.mark.parametrize("number", exercises.numbers())
def test_every_mistake_on_file_is_what_a_reader_would_compute(number):
    exercise = exercises.get(number)
    right = engine._outcomes(exercise.right, exercise)
    for known in exercise.slips:
        attempts = SLIPS[number, known.name]
        computed = [list(map(compare.fitted, engine._outcomes(attempt, exercise), right)) for attempt in attempts]
        for i, mistake in enumerate(known.wrong):
            on_file = list(map(compare.fitted, engine._outcomes(mistake, exercise), right))
            assert any(compare.same(on_file, results) for results in computed), (known.name, i)


def test_the_probes_are_what_passing_is_said_to_show():
    def probes(number):
        return exercises.get(number).probes

    def results(number):
        return [exercises.get(number).right(*probe) for probe in probes(number)]

    def values(number):
        return sorted(float(value) for probe in probes(number) for value in np.ravel(probe[0]))

    assert [values("01.2")[i] for i in (0, 7)] == [-20, 20]
    assert results("01.1")[2].tolist() == [[probes("01.1")[2][1]] * 2]
    assert results("01.3")[1] == pytest.approx(math.log(2))
    assert [len(walk) - 1 for walk in results("01.5")] == [3, 4, 2, 0]
    assert (len(values("01.6")), results("01.6")[1]) == (7, 0.25)
    assert [len(second) for second in results("01.9")] == [3, 2, 1]
    assert results("01.13")[:2] == [1, pytest.approx(2)]
    assert [f(2) for f, _, _ in probes("02.1")] == [4, 6, math.log(2), 4]
    assert results("02.2")[0] == (3, 6, 9)
    assert results("02.3") == [[3, 6, 9, 3, 3, 1], [11, 3, 1, 1, 1], [32, 8, 1], [1, 1.5, 3, 1], [2, -1, 0, 1], [1]]
    assert [y for *_, y in probes("02.6")] == [1, 0, 0]
    assert [len(examples) for examples, _, _ in probes("02.7")] == [1, 3, 2]
    assert [f(2) for f, _, _ in probes("02.8")] == [8, math.log(2), math.exp(2)]
    assert [len(slopes) for (slopes,) in probes("02.11")] == [4, 1, 3, 0]
    assert results("03.1")[0] == ((4, 3), (4, 1), (1, 4), (1, 1))
    assert [len(A) for A in results("03.2")] == [2, 3, 4]
    assert len(values("03.3")) == 12
    assert [len(db) for number in ("03.5", "03.7") for _, db in results(number)] == [1, 2, 3] * 2
    assert [len(W2) for W2, *_ in probes("03.6")] == [1, 2, 3]
    assert results("03.11") == [2 / 5, 1 / 3, 0, 1, 2 / 3]
    assert [len(pairs) for pairs in results("04.1")] == [4, 5, 1]
    assert results("04.2") == [55, 66, 12, 23]
    assert [g.name for *_, g in probes("04.3")] == [g.name for *_, g in probes("04.4")] == ["tanh", "sigmoid", "swish"]
    assert [g.name for *_, g in probes("04.5")] == ["tanh", "swish", "sigmoid"]
    assert [(len(order), size) for order, size in probes("04.6")] == [(7, 3), (6, 2), (3, 5)]
    assert results("04.9") == [1, 15, 1023]
    assert results("04.11") == pytest.approx([1, 0.177, 0.1], abs=5e-4)


@pytest.mark.parametrize("number", exercises.numbers())
def test_no_probe_is_an_error(number):
    exercise = exercises.get(number)
    assert not any(isinstance(result, Exception) for result in engine._outcomes(exercise.right, exercise))


def test_the_probes_are_the_same_in_every_session(monkeypatch):
    def written():
        return {number: compare.short(exercises.get(number).probes, 1000) for number in exercises.numbers()}

    before = written()
    monkeypatch.setattr(engine, "_EXERCISES", {})
    for name in ("layers03", "backward03", "squared03", "steps04", "deep04", "depth04", "units03"):
        importlib.reload(importlib.import_module(f"helpers.exercises.{name}"))
    again = written()
    assert again == {number: before[number] for number in again}
    assert len(again) > 20


@pytest.mark.parametrize(
    ("number", "attempt"),
    [
        ("03.8", lambda W1: bool((W1[0, :-1] == W1[:, :-1]).all())),
        ("03.8", lambda W1: bool((W1[0, 1:] == W1[:, 1:]).all())),
        ("03.7", lambda *p: (lambda dW2, db2: (dW2, db2 if len(db2) > 1 else db2.item()))(*RIGHT["03.7"][0](*p))),
    ],
    ids=["all but the last weight", "all but the first", "a number for one unit"],
)
def test_what_is_right_for_most_is_not_right(number, attempt):
    assert not exercises.check(number, attempt).passed


def test_every_registered_exercise_and_slip_is_tested():
    assert set(RIGHT) == set(exercises.numbers())
    listed = {(number, known.name) for number in exercises.numbers() for known in exercises.get(number).slips}
    assert listed == set(SLIPS)


def test_one_exercise_of_each_notebook_is_starred():
    starred = [number for number in exercises.numbers() if exercises.get(number).starred]
    assert starred == ["01.9", "02.9", "03.7", "04.7"]


def test_hints_are_told_apart_and_written_out():
    for number in exercises.numbers():
        hints = [known.hint for known in exercises.get(number).slips]
        assert len(set(hints)) == len(hints)
        assert all(len(hint) > 40 for hint in hints)


@pytest.mark.parametrize("number", exercises.numbers())
def test_an_unfilled_stub_waits(number):
    feedback = exercises.check(number, lambda *arguments: ...)
    assert feedback.status == "waiting"
    assert feedback.text == exercises.get(number).task
    forgotten = exercises.check(number, lambda *arguments: None)
    assert forgotten.status == "waiting"
    assert "is there a return?" in forgotten.text


@pytest.mark.parametrize("number", exercises.numbers())
def test_nonsense_is_wrong_and_says_where(number):
    for nonsense in (lambda *arguments: 17.25, lambda *arguments: "text", lambda *arguments: (1, 2, 3)):
        feedback = exercises.check(number, nonsense)
        assert feedback.status == "wrong", feedback
        assert "should be" in feedback.text


@pytest.mark.parametrize("number", exercises.numbers())
def test_an_exception_becomes_feedback(number):
    def broken(*arguments):
        raise NameError("name 'nump' is not defined")

    feedback = exercises.check(number, broken)
    assert feedback.status == "wrong"
    assert "NameError: name 'nump' is not defined" in feedback.text


def test_a_rounded_result_is_told_apart_from_a_wrong_one():
    assert "Is it rounded" in exercises.check("01.2", lambda z: np.round(sigma(z), 5)).text


def test_working_in_place_is_noticed():
    def update(w, b, dw, db, learning_rate):
        w -= learning_rate * dw
        return w, b - learning_rate * db

    assert exercises.check("01.11", update).slip == "in place"


def test_a_list_used_up_is_noticed():
    def arriving(slopes):
        gradient = 1
        while slopes:
            gradient *= slopes.pop()
        return gradient

    assert exercises.check("02.11", arriving).slip == "in place"


def test_functions_among_the_probes_are_neither_changed_nor_printed_as_addresses():
    feedback = exercises.check("02.1", lambda f, a, nudge: f)
    assert (feedback.status, feedback.slip) == ("wrong", "")
    assert feedback.text == "with (square, 2, 0.001) the result should be a number, yours is a function."
    assert "with (cube, 2, 0.1) the result" in exercises.check("02.8", lambda f, x, eps: 0.0).text


def test_lists_are_written_as_lists():
    assert "with ([2, -3, 0.5, 4]) the result should be -12," in exercises.check("02.11", lambda slopes: 12.0).text
    assert "with ([(2, 1)], 0.5, -1) " in exercises.check("02.7", lambda examples, w, b: (1.0, 2.0)).text


def test_a_branch_without_return_is_told_apart_from_an_unfilled_stub():
    feedback = exercises.check("02.5", lambda x, w: w + 2 * x if w > 0 else None)
    assert feedback.status == "wrong"
    assert "yours is missing (a branch without return?)" in feedback.text


def test_nodes_are_not_taken_for_numbers():
    feedback = exercises.check("02.5", lambda x, w: graph.Node(w + 2 * x))
    assert feedback.text.endswith("the result should be a number, yours is a Node.")


def test_a_broken_attempt_cannot_spoil_the_next():
    def spoil(X):
        X[:] = 0
        return X

    exercises.check("01.8", spoil)
    assert exercises.check("01.8", RIGHT["01.8"][0]).passed


def test_feedback_reads_as_text_and_as_html():
    right, wrong = exercises.check("01.2", sigma), exercises.check("01.2", lambda z: 1 / 1 + np.exp(-z))
    assert repr(right).startswith("✓ Exercise 01.2: ")
    assert repr(wrong).startswith("✗ Exercise 01.2: ")
    assert "Exercise 01.2" in wrong._repr_html_()
    assert 'role="status"' in wrong._repr_html_()
    assert "<script>" not in exercises.check("01.2", lambda z: "<script>")._repr_html_()


def test_bad_calls_say_what_is_wrong():
    with pytest.raises(ValueError, match=r"number: expected one of .*01\.11.* got '99\.9'"):
        exercises.check("99.9", sigma)
    with pytest.raises(TypeError, match="function: expected the function itself, without brackets, got float"):
        exercises.check("01.2", 0.5)
