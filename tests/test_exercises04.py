"""Exercises of notebook 04: right versions and known slips, as readers write them; test_exercises.py runs them, too."""

import math
from itertools import pairwise

import numpy as np

from helpers import activations, checks, exercises, network


def loop_shapes(sizes):
    shapes = []
    for i in range(len(sizes) - 1):
        shapes += [[[sizes[i + 1], sizes[i]], [sizes[i + 1], 1]]]
    return shapes


def initialized(sizes):
    return network.initialize(sizes, rng=np.random.default_rng(0))


def measured_back(dA, cache, W, g):
    """The backward block by central differences of sum(dA * A), with everything but one array held fixed."""
    A_prev, Z = cache
    b = Z - W @ A_prev  # the same in every column

    def value(A_prev, W, b):
        return float((dA * g(W @ A_prev + b)).sum())

    return (
        checks.numerical_gradient(lambda A_prev: value(A_prev, W, b), A_prev),
        checks.numerical_gradient(lambda W: value(A_prev, W, b), W),
        checks.numerical_gradient(lambda b: value(A_prev, W, b), b[:, :1]),
    )


def turned_cache(dA, cache, W, g):
    Z, A_prev = cache
    dZ = dA * g.derivative(Z)
    return W.T @ dZ, dZ @ A_prev.T, dZ.sum(axis=1, keepdims=True)


def loop_back(dA, cache, W, g):
    A_prev, Z = cache
    dA_prev, dW, db = np.zeros_like(A_prev), np.zeros_like(W), np.zeros((len(W), 1))
    for i, j in np.ndindex(Z.shape):
        dz = dA[i, j] * g.derivative(float(Z[i, j]))
        db[i, 0] += dz
        dW[i] += dz * A_prev[:, j]
        dA_prev[:, j] += dz * W[i]
    return dA_prev, dW, db


def back(dA, cache, W, g, dZ=None):
    """The backward block, with another dZ where given."""
    dZ = dA * g.derivative(cache[1]) if dZ is None else dZ
    return W.T @ dZ, dZ @ cache[0].T, dZ.sum(axis=1, keepdims=True)


def loop_batches(order, size):
    pieces = []
    while len(order):
        pieces.append(order[:size])
        order = order[size:]
    return pieces


def counted_one_by_one(truth, said, classes):
    counts = np.zeros((classes, classes))
    for t, s in zip(truth[0], said[0], strict=True):
        counts[t, s] += 1
    return counts


def forgetful(truth, said, classes):
    counts = np.zeros((classes, classes), int)
    counts[truth[0], said[0]] += 1
    return counts


def counted_by_first_index(truth, said, classes, count=None):
    """Count at truth[k], where truth[0, k] is meant."""
    counts = np.zeros((classes, classes), int)
    for k in range(truth.shape[1] if count is None else count):
        counts[truth[k], said[k]] += 1
    return counts


def counted_in_lists(truth, said, classes):
    counts = [[0] * classes for _ in range(classes)]
    for t, s in zip(truth, said, strict=True):
        counts[t][s] += 1
    return counts


def counted_in_a_copy(truth, said, classes):
    counts = np.zeros((classes, classes))
    for k in range(len(truth)):
        counts[truth[k]][said[k]] += 1
    return counts


def doubled(k):
    pieces = 1
    for _ in range(k):
        pieces = pieces + pieces
    return pieces - 1


def best_of_means(rates, accuracies, mean=lambda accuracies: sum(accuracies) / len(accuracies)):
    means = [mean(list(row)) for row in accuracies]
    return rates[means.index(max(means))]


def never_updated(rates, accuracies):
    best, winner = 0, None
    for rate, row in zip(rates, accuracies, strict=True):
        if row.mean() > best:
            winner = rate
    return winner


def mean_square_kept(n_prev):
    return np.sqrt(1 / (n_prev * 0.5))


RIGHT = {
    "04.1": [
        loop_shapes,
        lambda sizes: [(layer.W.shape, layer.b.shape) for layer in initialized(sizes)],
        lambda sizes: tuple(((n, p), (n, 1)) for p, n in pairwise(sizes)),
    ],
    "04.2": [
        lambda sizes: sum(layer.W.size + layer.b.size for layer in initialized(sizes)),
        lambda sizes: np.dot(sizes[1:], np.array(sizes[:-1]) + 1),
        lambda sizes: sum((p + 1) * n for p, n in pairwise(sizes)),
    ],
    "04.3": [
        lambda A_prev, W, b, g: (g(np.dot(W, A_prev) + b), (A_prev, np.dot(W, A_prev) + b)),
        lambda A_prev, W, b, g: [g((A_prev.T @ W.T).T + b), [A_prev, np.einsum("ij,jk->ik", W, A_prev) + b]],
    ],
    "04.4": [back, measured_back, loop_back],
    "04.6": [
        loop_batches,
        lambda order, size: tuple(order[i : i + size] for i in range(0, len(order), size)),
        lambda order, size: np.split(order, range(size, len(order), size)),
    ],
    "04.8": [
        counted_one_by_one,
        lambda truth, said, classes: np.bincount(truth[0] * classes + said[0], minlength=classes**2).reshape(
            classes, -1
        ),
        lambda truth, said, classes: np.eye(classes)[:, truth[0]] @ np.eye(classes)[said[0]],
        lambda truth, said, classes: [
            [int(((truth == i) & (said == j)).sum()) for j in range(classes)] for i in range(classes)
        ],
    ],
    "04.9": [lambda k: 2**k - 1, doubled, lambda k: sum(2**i for i in range(k))],
    "04.10": [
        lambda n: np.array([[(-1.0) ** k for k in range(n)]]),
        lambda n: 1 - 2.0 * (np.arange(n)[None] % 2),
        lambda n: [[1 if k % 2 == 0 else -1 for k in range(n)]],
    ],
    "04.11": [lambda n_prev: (2 / n_prev) ** 0.5, lambda n_prev: np.sqrt(2.0 / n_prev), mean_square_kept],
    "04.5": [
        lambda dZ_next, W_next, Z, g: np.dot(W_next.T, dZ_next) * g.derivative(Z),
        lambda dZ_next, W_next, Z, g: g.derivative(Z) * np.einsum("ji,jk->ik", W_next, dZ_next),
    ],
    "04.12": [best_of_means],
    "04.7": [
        lambda parts, sizes: np.average(parts, axis=0, weights=sizes),
        lambda parts, sizes: sum(np.array(k) / sum(sizes) * dW for dW, k in zip(parts, sizes, strict=True)),
    ],
}

SLIPS = {
    ("04.1", "W transposed"): [
        lambda sizes: [((p, n), (n, 1)) for p, n in pairwise(sizes)],
        lambda sizes: [[[p, n], [1, n]] for p, n in pairwise(sizes)],
    ],
    ("04.1", "b lies down"): [lambda sizes: [((n, p), (1, n)) for p, n in pairwise(sizes)]],
    ("04.1", "rank-1 b"): [
        lambda sizes: [((n, p), (n,)) for p, n in pairwise(sizes)],
        lambda sizes: [((n, p), n) for p, n in pairwise(sizes)],
    ],
    ("04.1", "b per input"): [
        lambda sizes: [((n, p), (p, 1)) for p, n in pairwise(sizes)],
        lambda sizes: [((n, p), (1, p)) for p, n in pairwise(sizes)],
    ],
    ("04.1", "b per example"): [lambda sizes: [((n, p),) * 2 for p, n in pairwise(sizes)]],
    ("04.1", "output forgotten"): [lambda sizes: loop_shapes(sizes)[:-1]],
    ("04.1", "first layer forgotten"): [lambda sizes: loop_shapes(sizes)[1:]],
    ("04.1", "from X"): [lambda sizes: [((n, sizes[0]), (n, 1)) for n in sizes[1:]]],
    ("04.1", "input counted"): [
        lambda sizes: [((sizes[0], sizes[0]), (sizes[0], 1)), *loop_shapes(sizes)],
        lambda sizes: [((n, n), (n, 1)) for n in sizes],
        lambda sizes: [((n, p), (n, 1)) for p, n in zip([1, *sizes], sizes, strict=False)],
    ],
    ("04.2", "biases forgotten"): [lambda sizes: np.dot(sizes[1:], sizes[:-1])],
    ("04.2", "one bias per layer"): [lambda sizes: np.dot(sizes[1:], sizes[:-1]) + len(sizes) - 1],
    ("04.2", "biases for the inputs"): [lambda sizes: np.dot(sizes[1:], sizes[:-1]) + sum(sizes)],
    ("04.2", "biases of the layer before"): [lambda sizes: np.dot(sizes[1:], sizes[:-1]) + sum(sizes[:-1])],
    ("04.2", "around the corner"): [
        lambda sizes: sum((sizes[k - 1] + 1) * sizes[k] for k in range(len(sizes))),
        lambda sizes: sum((sizes[k - 1] + 1) * sizes[k] for k in range(len(sizes) - 1)),
    ],
    ("04.2", "output forgotten"): [
        lambda sizes: sum((sizes[k - 1] + 1) * sizes[k] for k in range(1, len(sizes) - 1)),
        lambda sizes: sum(sizes[k] * sizes[k + 1] + sizes[k + 1] for k in range(len(sizes) - 2)),
    ],
    ("04.2", "all multiplied"): [np.prod, lambda sizes: math.prod(sizes) + sum(sizes[1:])],
    ("04.2", "units counted"): [sum, lambda sizes: np.sum(sizes[1:])],
    ("04.2", "last layer only"): [lambda sizes: (sizes[-2] + 1) * sizes[-1]],
    ("04.3", "no activation"): [lambda A_prev, W, b, g: (np.dot(W, A_prev) + b, (A_prev, np.dot(W, A_prev) + b))],
    ("04.3", "A cached for Z"): [lambda A_prev, W, b, g: (g(W @ A_prev + b), [A_prev, g(W @ A_prev + b)])],
    ("04.3", "cache not handed out"): [lambda A_prev, W, b, g: g(np.dot(W, A_prev) + b)],
    ("04.3", "cache incomplete"): [
        lambda A_prev, W, b, g: (g(W @ A_prev + b), W @ A_prev + b),
        lambda A_prev, W, b, g: (g(W @ A_prev + b), A_prev),
        lambda A_prev, W, b, g: (g(W @ A_prev + b), [W @ A_prev + b]),
    ],
    ("04.3", "without brackets"): [lambda A_prev, W, b, g: [g(W @ A_prev + b), A_prev, W @ A_prev + b]],
    ("04.3", "order"): [
        lambda A_prev, W, b, g: (g(W @ A_prev + b), (W @ A_prev + b, A_prev)),
        lambda A_prev, W, b, g: ((A_prev, W @ A_prev + b), g(W @ A_prev + b)),
    ],
    ("04.3", "bias forgotten"): [lambda A_prev, W, b, g: (g(W @ A_prev), (A_prev, W @ A_prev))],
    ("04.3", "b turned"): [
        lambda A_prev, W, b, g: (g(np.dot(W, A_prev) + b.T), (A_prev, np.dot(W, A_prev) + b.T)),
        lambda A_prev, W, b, g: (g(b.flatten() + W @ A_prev), (A_prev, b.flatten() + W @ A_prev)),
        lambda A_prev, W, b, g: g(b.T + W @ A_prev),
    ],
    ("04.3", "W transposed"): [lambda A_prev, W, b, g: (g(W.T @ A_prev + b), (A_prev, W.T @ A_prev + b))],
    ("04.3", "row habit"): [
        lambda A_prev, W, b, g: (g(A_prev @ W + b), (A_prev, A_prev @ W + b)),
        lambda A_prev, W, b, g: (g(A_prev.T @ W.T + b), (A_prev, A_prev.T @ W.T + b)),
    ],
    ("04.3", "element-wise"): [lambda A_prev, W, b, g: (g(W * A_prev + b), (A_prev, W * A_prev + b))],
    ("04.3", "slope for value"): [
        lambda A_prev, W, b, g: (g.derivative(np.dot(W, A_prev) + b), (A_prev, np.dot(W, A_prev) + b))
    ],
    ("04.4", "slope at A"): [lambda dA, cache, W, g: back(dA, cache, W, g, dA * g.derivative(g(cache[1])))],
    ("04.4", "slope forgotten"): [lambda dA, cache, W, g: back(dA, cache, W, g, dA)],
    ("04.4", "value for slope"): [lambda dA, cache, W, g: back(dA, cache, W, g, dA * g(cache[1]))],
    ("04.4", "one activation"): [
        lambda dA, cache, W, g: back(dA, cache, W, g, dA * (1 - np.tanh(cache[1]) ** 2)),
        lambda dA, cache, W, g: back(dA, cache, W, g, activations.sigmoid.derivative(cache[1]) * dA),
    ],
    ("04.4", "cache turned round"): [turned_cache],
    ("04.4", "slope at A_prev"): [lambda dA, cache, W, g: back(dA, cache, W, g, dA * g.derivative(cache[0]))],
    ("04.4", "A_prev as it is"): [
        lambda dA, cache, W, g: (
            back(dA, cache, W, g)[0],
            np.dot(dA * g.derivative(cache[1]), cache[0]),
            back(dA, cache, W, g)[2],
        ),
    ],
    ("04.4", "row habit"): [
        lambda dA, cache, W, g: (np.dot(dA * g.derivative(cache[1]), W), *back(dA, cache, W, g)[1:]),
        lambda dA, cache, W, g: (np.dot(dA * g.derivative(cache[1]), W.T), *back(dA, cache, W, g)[1:]),
        lambda dA, cache, W, g: (np.dot((dA * g.derivative(cache[1])).T, W), *back(dA, cache, W, g)[1:]),
    ],
    ("04.4", "1/m again"): [
        lambda dA, cache, W, g: back(dA / dA.shape[1], cache, W, g),
        lambda dA, cache, W, g: (back(dA, cache, W, g)[0], *(d / dA.shape[1] for d in back(dA, cache, W, g)[1:])),
        lambda dA, cache, W, g: [d / k for d, k in zip(back(dA, cache, W, g), (1, dA.shape[1], 1), strict=True)],
        lambda dA, cache, W, g: [d / k for d, k in zip(back(dA, cache, W, g), (1, 1, dA.shape[1]), strict=True)],
    ],
    ("04.4", "wrong axis"): [
        lambda dA, cache, W, g: (*back(dA, cache, W, g)[:2], (dA * g.derivative(cache[1])).sum(axis=0)),
        lambda dA, cache, W, g: (*back(dA, cache, W, g)[:2], (dA * g.derivative(cache[1])).sum(0, keepdims=True)),
    ],
    ("04.4", "keepdims forgotten"): [
        lambda dA, cache, W, g: (*back(dA, cache, W, g)[:2], back(dA, cache, W, g)[2].ravel())
    ],
    ("04.4", "one number"): [lambda dA, cache, W, g: (*back(dA, cache, W, g)[:2], back(dA, cache, W, g)[2].sum())],
    ("04.4", "dW transposed"): [
        lambda dA, cache, W, g: (back(dA, cache, W, g)[0], back(dA, cache, W, g)[1].T, back(dA, cache, W, g)[2])
    ],
    ("04.4", "element-wise"): [
        lambda dA, cache, W, g: (W.T * (dA * g.derivative(cache[1])), *back(dA, cache, W, g)[1:])
    ],
    ("04.4", "W not transposed"): [
        lambda dA, cache, W, g: (W @ (dA * g.derivative(cache[1])), *back(dA, cache, W, g)[1:])
    ],
    ("04.4", "dA sent on"): [lambda dA, cache, W, g: (np.dot(W.T, dA), *back(dA, cache, W, g)[1:])],
    ("04.4", "order"): [lambda dA, cache, W, g: [back(dA, cache, W, g)[i] for i in (1, 2, 0)]],
    ("04.4", "dA_prev missing"): [lambda dA, cache, W, g: list(back(dA, cache, W, g)[1:])],
    ("04.4", "layer before's slope"): [
        lambda dA, cache, W, g: (g.derivative(cache[0]) * back(dA, cache, W, g)[0], *back(dA, cache, W, g)[1:])
    ],
    ("04.6", "last batch lost"): [
        lambda order, size: [piece for piece in loop_batches(order, size) if len(piece) == size],
        lambda order, size: [order[k * size : k * size + size] for k in range(len(order) // size)],
    ],
    ("04.6", "one short"): [lambda order, size: loop_batches(order, size)[:-1]],
    ("04.6", "not shuffled"): [lambda order, size: loop_batches(np.sort(order), size)],
    ("04.6", "places for examples"): [
        lambda order, size: [np.arange(i, i + size) for i in range(0, len(order), size)],
    ],
    ("04.6", "overlapping"): [
        lambda order, size: [order[i : i + size] for i in range(len(order))],
        lambda order, size: [order[i : i + size] for i in range(len(order) + 1 - size)],
    ],
    ("04.6", "number for size"): [np.array_split],
    ("04.6", "evenly divided"): [lambda order, size: np.array_split(order, -(-len(order) // size))],
    ("04.6", "one batch"): [
        lambda order, size: loop_batches(order, size)[0],
        lambda order, size: loop_batches(order, size)[:1],
    ],
    ("04.6", "empty batch"): [
        lambda order, size: np.split(order, range(size, len(order) + 1, size)),
        lambda order, size: [*loop_batches(order, size), np.array([])],
    ],
    ("04.8", "transposed"): [lambda truth, said, classes: counted_one_by_one(truth, said, classes).T],
    ("04.8", "shares"): [
        lambda truth, said, classes: counted_one_by_one(truth, said, classes) / truth.shape[1],
        lambda truth, said, classes: np.nan_to_num(
            counted_one_by_one(truth, said, classes) / counted_one_by_one(truth, said, classes).sum(1, keepdims=True)
        ),
    ],
    ("04.8", "single row"): [
        counted_by_first_index,
        counted_in_lists,
        lambda truth, said, classes: [[k for k in range(truth.size) if truth[k + 1] == i] for i in range(classes)],
    ],
    ("04.8", "whole rows"): [
        lambda truth, said, classes: [
            [np.sum(truth == i and said == j) for j in range(classes)] for i in range(classes)
        ],
        lambda truth, said, classes: [[np.sum(truth == i & said == j) for j in range(classes)] for i in range(classes)],
        lambda truth, said, classes: [[1 if truth[0] == i else 0 for j in range(classes)] for i in range(classes)],
    ],
    ("04.8", "nothing counted"): [counted_in_a_copy],
    ("04.8", "classes present"): [
        lambda truth, said, classes: counted_one_by_one(truth, said, max(truth.max(), said.max()) + 1),
    ],
    ("04.8", "overwritten"): [
        forgetful,
        lambda truth, *more: counted_by_first_index(truth, *more, len(truth)),
        lambda truth, said, classes: counted_one_by_one(truth, said, classes) > 0,
    ],
    ("04.8", "right answers only"): [
        lambda truth, said, classes: np.diag(np.bincount(truth[truth == said], minlength=classes))
    ],
    ("04.8", "mistakes only"): [
        lambda truth, said, classes: counted_one_by_one(truth, said, classes) * (1 - np.eye(classes))
    ],
    ("04.8", "one row"): [
        lambda truth, said, classes: np.array([np.sum(truth == k) for k in range(classes)]),
        lambda truth, said, classes: np.eye(classes)[:, said[0]].sum(axis=1),
    ],
    ("04.8", "accuracy"): [lambda truth, said, classes: np.sum(truth == said) / truth.size],
    ("04.9", "^ for **"): [lambda k: 2 ^ k - 1, lambda k: (2 ^ k) - 1, lambda k: 2 ^ k],
    ("04.9", "one too many"): [lambda k: doubled(k) + 1],
    ("04.9", "one added"): [lambda k: doubled(k) + 2],
    ("04.9", "doubled once"): [lambda k: k + k, lambda k: k + k - 1, lambda k: k + k + 1],
    ("04.9", "squared"): [lambda k: k * k, lambda k: k * k - 1],
    ("04.9", "doubling begins late"): [lambda k: 2**k // 2, lambda k: 2**k // 2 - 1],
    ("04.9", "doubling begins early"): [lambda k: 2 * 2**k, lambda k: 2 * 2**k - 1],
    ("04.10", "all ones"): [lambda n: [[1] * n]],
    ("04.10", "begins with minus"): [lambda n: [[(-1) ** (k + 1) for k in range(n)]]],
    ("04.10", "all minus"): [
        lambda n: np.array([[-(1**k) for k in range(n)]]),
        lambda n: [[-(1**k) for k in range(n)]],
    ],
    ("04.10", "zeros and ones"): [
        lambda n: np.array([[k % 2 for k in range(n)]]),
        lambda n: [[k % 2 for k in range(n)]],
    ],
    ("04.10", "ones and zeros"): [lambda n: (np.arange(n)[None] + 1) % 2],
    ("04.10", "rank-1"): [lambda n: np.array([(-1.0) ** k for k in range(n)])],
    ("04.10", "column"): [lambda n: np.array([[(-1.0) ** k] for k in range(n)])],
    ("04.10", "growing"): [
        lambda n: [[(-1) ** k * (k + 1) for k in range(n)]],
        lambda n: [[(-2) ** k for k in range(n)]],
    ],
    ("04.10", "last one only"): [lambda n: [[0] * (n - 1) + [n % 2]]],
    ("04.11", "variance"): [lambda n_prev: 2 / n_prev],
    ("04.11", "ReLU forgotten"): [lambda n_prev: n_prev**-0.5],
    ("04.11", "1 / n_prev"): [lambda n_prev: (2 / n_prev) ** 1 / 2, lambda n_prev: 2 / n_prev**1 / 2],
    ("04.11", "root of a part"): [lambda n_prev: 2**0.5 / n_prev, lambda n_prev: 2 * n_prev**-0.5],
    ("04.11", "upside down"): [
        lambda n_prev: (n_prev / 2) ** 0.5,
        lambda n_prev: n_prev**0.5,
        lambda n_prev: (2 * n_prev) ** 0.5,
    ],
    ("04.11", "a half"): [lambda n_prev: math.sqrt(1 / (8 * n_prev)), lambda n_prev: (0.5 / n_prev) ** 0.5],
    ("04.11", "fixed"): [lambda n_prev: 0.01],
    ("04.5", "slope forgotten"): [lambda dZ_next, W_next, Z, g: np.dot(W_next.T, dZ_next)],
    ("04.5", "slope at A"): [
        lambda dZ_next, W_next, Z, g: np.dot(W_next.T, dZ_next) * g.derivative(g(Z)),
    ],
    ("04.5", "value for slope"): [lambda dZ_next, W_next, Z, g: np.dot(W_next.T, dZ_next) * g(Z)],
    ("04.5", "W not transposed"): [lambda dZ_next, W_next, Z, g: np.dot(W_next, dZ_next) * g.derivative(Z)],
    ("04.5", "element-wise"): [lambda dZ_next, W_next, Z, g: W_next.T * dZ_next * g.derivative(Z)],
    ("04.5", "left to right"): [
        lambda dZ_next, W_next, Z, g: g.derivative(Z) * W_next.T @ dZ_next,
    ],
    ("04.5", "slope by @"): [
        lambda dZ_next, W_next, Z, g: np.dot(W_next.T, dZ_next) @ g.derivative(Z),
        lambda dZ_next, W_next, Z, g: np.dot(W_next.T, dZ_next) @ g.derivative(Z).T,
    ],
    ("04.5", "one activation"): [
        lambda dZ_next, W_next, Z, g: np.dot(W_next.T, dZ_next) * activations.tanh.derivative(Z),
        lambda dZ_next, W_next, Z, g: activations.sigmoid.derivative(Z) * (W_next.T @ dZ_next),
    ],
    ("04.5", "slope too early"): [lambda dZ_next, W_next, Z, g: np.dot(W_next.T, dZ_next * g.derivative(Z))],
    ("04.5", "1/m again"): [
        lambda dZ_next, W_next, Z, g: np.dot(W_next.T, dZ_next) * g.derivative(Z) / dZ_next.shape[1],
    ],
    ("04.12", "best single run"): [
        lambda rates, accuracies: best_of_means(rates, accuracies, max),
        lambda rates, accuracies: rates[np.argmax(accuracies) // accuracies.shape[1]],
        lambda rates, accuracies: rates[accuracies.argmax()],
    ],
    ("04.12", "cautious"): [
        lambda rates, accuracies: best_of_means(rates, accuracies, min),
        lambda rates, accuracies: rates[np.argmax(accuracies.mean(axis=1) - accuracies.std(axis=1))],
        lambda rates, accuracies: best_of_means(rates, accuracies, lambda row: -np.std(row)),
    ],
    ("04.12", "median"): [lambda rates, accuracies: best_of_means(rates, accuracies, np.median)],
    ("04.12", "wrong axis"): [lambda rates, accuracies: rates[int(np.mean(accuracies, 0).argmax())]],
    ("04.12", "largest rate"): [lambda rates, accuracies: max(rates)],
    ("04.12", "last rate"): [never_updated, lambda rates, accuracies: rates[-1]],
    ("04.12", "first rate"): [lambda rates, accuracies: rates[0]],
    ("04.12", "worst chosen"): [
        lambda rates, accuracies: best_of_means(rates, accuracies, lambda row: -np.mean(row)),
    ],
    ("04.12", "place for rate"): [lambda rates, accuracies: rates.index(best_of_means(rates, accuracies))],
    ("04.12", "accuracy returned"): [lambda rates, accuracies: max(np.mean(row) for row in accuracies)],
    ("04.12", "one seed only"): [
        lambda rates, accuracies: best_of_means(rates, accuracies, lambda row: row[0]),
        lambda rates, accuracies: best_of_means(rates, accuracies, lambda row: row[-1]),
    ],
    ("04.7", "plain mean"): [lambda parts, sizes: sum(parts) / len(parts)],
    ("04.7", "sum"): [lambda parts, sizes: sum(parts)],
    ("04.7", "means added"): [lambda parts, sizes: np.sum(parts, axis=0) / np.sum(sizes)],
    ("04.7", "not divided"): [lambda parts, sizes: np.average(parts, axis=0, weights=sizes) * sum(sizes)],
    ("04.7", "divided by batches"): [
        lambda parts, sizes: np.average(parts, axis=0, weights=sizes) * sum(sizes) / len(parts),
    ],
    ("04.7", "weights upside down"): [
        lambda parts, sizes: sum(np.divide(dW, k) for dW, k in zip(parts, sizes, strict=True)),
        lambda parts, sizes: sum(np.divide(dW, k) for dW, k in zip(parts, sizes, strict=True)) / sum(sizes),
    ],
}


def test_a_block_hands_its_activation_over_by_name():
    feedback = exercises.check("04.3", lambda A_prev, W, b, g: 17.0)
    assert "tanh)" in feedback.text
    assert "0x" not in feedback.text


def test_the_blocks_agree_with_the_helper():
    rng = np.random.default_rng(2)
    ((W, b, _),) = layers = network.initialize([3, 2], output="sigmoid", rng=rng)
    X, Y = rng.normal(size=(3, 5)), np.array([[1.0, 0, 1, 1, 0], [0.0, 0, 1, 0, 1]])
    A, cache = exercises.get("04.3").right(X, W, b, activations.sigmoid)
    dA = (-Y / A + (1 - Y) / (1 - A)) / Y.shape[1]
    _, dW, db = exercises.get("04.4").right(dA, cache, W, activations.sigmoid)
    checks.assert_same(lambda: (dW, db), lambda: network.backward(layers, network.forward(layers, X)[1], Y)[0])


def test_the_parity_weights_compute_parity():
    for n in range(1, 9):
        count = np.arange(n + 1)
        fires = count >= np.arange(1, n + 1)[:, None]
        np.testing.assert_array_equal((exercises.get("04.10").right(n) @ fires)[0], count % 2)
