"""Exercises of notebook 03: right versions and known slips, as readers write them; test_exercises.py runs them, too."""

import math

import numpy as np
import pytest

from helpers import activations, exercises, network


def sigma(Z):
    return 1 / (1 + np.exp(-Z))


def layer_loops(W, b, A_prev):
    A = np.zeros((len(W), A_prev.shape[1]))
    for i in range(len(W)):
        for k in range(A_prev.shape[1]):
            A[i, k] = math.tanh(sum(W[i, j] * A_prev[j, k] for j in range(len(A_prev))) + b[i, 0])
    return A


def measured_collapse(W1, b1, W2, b2):
    """Feed zeros for b, and each unit vector for a column of W."""
    n_x = W1.shape[1]
    b = W2 @ (W1 @ np.zeros((n_x, 1)) + b1) + b2
    return W2 @ (W1 @ np.eye(n_x) + b1) + b2 - b, b


def output_loops(A1, A2, Y):
    (n_h, m), n_y = A1.shape, len(Y)
    dW2, db2 = np.zeros((n_y, n_h)), np.zeros((n_y, 1))
    for k in range(m):
        for i in range(n_y):
            dz = (A2[i, k] - Y[i, k]) / m
            db2[i, 0] += dz
            for j in range(n_h):
                dW2[i, j] += dz * A1[j, k]
    return dW2, db2


def hidden_loops(W2, dZ2, Z1, X):
    dW1, db1 = np.zeros((len(Z1), len(X))), np.zeros((len(Z1), 1))
    for k in range(X.shape[1]):
        for j in range(len(Z1)):
            dz = sum(W2[i, j] * dZ2[i, k] for i in range(len(W2))) / math.cosh(Z1[j, k]) ** 2
            db1[j, 0] += dz
            dW1[j] += dz * X[:, k]
    return dW1, db1


def by_columns(n_x, n_h, n_y, rng):
    W1 = 0.01 * rng.standard_normal(size=[n_x, n_h]).T
    b1, b2 = np.zeros([n_h, 1]), np.zeros((n_y, 1))
    return [W1, b1, rng.standard_normal((n_y, n_h)) / 100, b2]


def cut_from_one(n_x, n_h, n_y, rng):
    drawn = rng.normal(0, 0.01, n_h * n_x + n_y * n_h)
    W1, W2 = drawn[: n_h * n_x].reshape(n_h, n_x), drawn[n_h * n_x :].reshape(n_y, n_h)
    return W1, np.zeros((n_h, 1)), W2, np.zeros((n_y, 1))


def entry_by_entry(n_x, n_h, n_y, rng):
    W1 = np.array([[rng.normal(0, 0.01) for _ in range(n_x)] for _ in range(n_h)])
    W2 = np.array([[rng.normal(0, 0.01) for _ in range(n_h)] for _ in range(n_y)])
    return W1, W1[:, :1] * 0, W2, W2[:, :1] * 0


def copies_loop(W1):
    for row in W1[1:]:  # noqa: SIM110 - as a reader might write it
        if not np.array_equal(row, W1[0]):
            return False
    return True


def dead_loop(Z1):
    dead = 0
    for row in Z1:
        if max(row) <= 0:
            dead += 1
    return dead / len(Z1)


def squared(A1, A2, Y, dZ2):
    return dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)


def squared_dZ(A1, A2, Y):
    return (A2 - Y) * A2 * (1 - A2) / Y.shape[1]


def squared_loops(A1, A2, Y):
    (n_h, m), n_y = A1.shape, len(Y)
    dW2, db2 = np.zeros((n_y, n_h)), np.zeros((n_y, 1))
    for k in range(m):
        for i in range(n_y):
            a = A2[i, k]
            dz = (a - Y[i, k]) * a * (1 - a) / m
            db2[i, 0] += dz
            for j in range(n_h):
                dW2[i, j] += dz * A1[j, k]
    return dW2, db2


def squared_measured(A1, A2, Y):
    """Take dZ2 from central differences of the cost, at the Z2 that lead to A2."""
    with np.errstate(divide="ignore"):
        Z2 = np.log(A2 / (1 - A2))
    dZ2 = np.zeros_like(Z2)
    for place in np.ndindex(Z2.shape):
        ahead, behind = Z2.copy(), Z2.copy()
        ahead[place] += 1e-5
        behind[place] -= 1e-5
        rise = ((sigma(ahead) - Y) ** 2 - (sigma(behind) - Y) ** 2).sum() / 2
        dZ2[place] = rise / 2e-5 / Y.shape[1]
    return squared(A1, A2, Y, dZ2)


def step_by_hand(W1, b1, W2, b2, X, Y, learning_rate):
    A1 = np.tanh(W1 @ X + b1)
    A2 = sigma(W2 @ A1 + b2)
    dZ2 = (A2 - Y) / X.shape[1]
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    W2 = W2 - learning_rate * dZ2 @ A1.T
    b2 = b2 - learning_rate * dZ2.sum(axis=1, keepdims=True)
    W1 = W1 - learning_rate * dZ1 @ X.T
    b1 = b1 - learning_rate * dZ1.sum(axis=1, keepdims=True)
    return W1, b1, W2, b2


def step_helpers(W1, b1, W2, b2, X, Y, learning_rate):
    layers = [network.Layer(W1, b1, activations.tanh), network.Layer(W2, b2, activations.sigmoid)]
    gradients = network.backward(layers, network.forward(layers, X)[1], Y)
    return [p for layer in network.update(layers, gradients, learning_rate) for p in layer[:2]]


def step_measured(W1, b1, W2, b2, X, Y, learning_rate):
    """Take the derivatives from central differences of the cost."""

    def cost(*p):
        A2 = sigma(p[2] @ np.tanh(p[0] @ X + p[1]) + p[3])
        return -(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)).sum() / Y.shape[1]

    old = [W1, b1, W2, b2]
    new = [p.copy() for p in old]
    for i, p in enumerate(old):
        for place in np.ndindex(p.shape):
            nudge = np.zeros_like(p)
            nudge[place] = 1e-4
            ahead, behind = ([q + s * nudge if j == i else q for j, q in enumerate(old)] for s in (1, -1))
            new[i][place] -= learning_rate * (cost(*ahead) - cost(*behind)) / 2e-4
    return new


RIGHT = {
    "03.1": [
        lambda n_x, n_h, n_y: ((n_h, n_x), (n_h, 1), (n_y, n_h), (n_y, 1)),
        lambda n_x, n_h, n_y: [(n_h, n_x), (n_h, 1), (n_y, n_h), (n_y, 1)],
        lambda n_x, n_h, n_y: [[n_h, n_x], [n_h, 1], [n_y, n_h], [n_y, 1]],
        lambda n_x, n_h, n_y: tuple(np.zeros(s).shape for s in ((n_h, n_x), (n_h, 1), (n_y, n_h), (n_y, 1))),
    ],
    "03.2": [
        lambda W, b, A_prev: np.tanh(W @ A_prev + b),
        lambda W, b, A_prev: np.tanh(np.dot(W, A_prev) + b),
        lambda W, b, A_prev: activations.tanh((A_prev.T @ W.T + b.T).T),
        lambda W, b, A_prev: 2 * sigma(2 * (W @ A_prev + b)) - 1,
        lambda W, b, A_prev: np.vstack([np.tanh(w @ A_prev + c) for w, c in zip(W, b, strict=True)]),
        layer_loops,
    ],
    "03.3": [
        lambda Z: 1 - np.tanh(Z) ** 2,
        lambda Z: 1 / np.cosh(Z) ** 2,
        lambda Z: (1 - np.tanh(Z)) * (1 + np.tanh(Z)),
        lambda Z: (np.tanh(Z + 1e-5) - np.tanh(Z - 1e-5)) / 2e-5,
        activations.tanh.derivative,
    ],
    "03.4": [
        lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2),
        lambda W1, b1, W2, b2: [np.dot(W2, W1), b2 + np.dot(W2, b1)],
        lambda W1, b1, W2, b2: ((W1.T @ W2.T).T, b2 + (W2 * b1.T).sum(axis=1, keepdims=True)),
        measured_collapse,
    ],
    "03.5": [
        lambda A1, A2, Y: (((A2 - Y) / Y.shape[1]) @ A1.T, ((A2 - Y) / Y.shape[1]).sum(axis=1, keepdims=True)),
        lambda A1, A2, Y: ((A2 - Y) @ A1.T / A1.shape[1], (A2 - Y).mean(axis=1, keepdims=True)),
        lambda A1, A2, Y: [(A1 @ (A2 - Y).T).T / len(Y[0]), np.mean(A2 - Y, axis=1)[:, np.newaxis]],
        lambda A1, A2, Y: (
            np.einsum("ik,jk->ij", A2 - Y, A1) / Y.shape[1],
            (A2 - Y) @ np.ones((Y.shape[1], 1)) / Y.shape[1],
        ),
        output_loops,
    ],
    "03.6": [
        lambda W2, dZ2, Z1, X: (
            ((W2.T @ dZ2) * (1 - np.tanh(Z1) ** 2)) @ X.T,
            ((W2.T @ dZ2) * (1 - np.tanh(Z1) ** 2)).sum(axis=1, keepdims=True),
        ),
        lambda W2, dZ2, Z1, X: (
            np.dot(np.dot(W2.T, dZ2) * activations.tanh.derivative(Z1), X.T),
            np.sum(activations.tanh.derivative(Z1) * (dZ2.T @ W2).T, axis=1).reshape(-1, 1),
        ),
        hidden_loops,
    ],
    "03.9": [
        lambda n_x, n_h, n_y, rng: (
            rng.standard_normal((n_h, n_x)) * 0.01,
            np.zeros((n_h, 1)),
            rng.standard_normal((n_y, n_h)) * 0.01,
            np.zeros((n_y, 1)),
        ),
        lambda n_x, n_h, n_y, rng: (
            rng.normal(0, 0.01, (n_h, n_x)),
            np.zeros((n_h, 1), int),
            rng.normal(scale=0.01, size=(n_y, n_h)),
            np.array([[0.0]] * n_y),
        ),
        by_columns,
        cut_from_one,
        entry_by_entry,
        lambda n_x, n_h, n_y, rng: tuple(np.round(p, 4) for p in by_columns(n_x, n_h, n_y, rng)),
    ],
    "03.8": [
        lambda W1: bool((W1[0] == W1).all()),
        lambda W1: np.all(W1[:1] == W1),
        lambda W1: np.allclose(W1, W1[0]),
        lambda W1: np.array_equal(W1[1:], W1[:-1]),
        lambda W1: len(np.unique(W1, axis=0)) == 1,
        lambda W1: np.ptp(W1, axis=0).max() == 0,
        lambda W1: np.allclose(W1.std(axis=0), 0),
        lambda W1: np.allclose(W1 - W1.mean(axis=0), 0),
        lambda W1: int(not (W1 - W1[0]).any()),
        lambda W1: all(list(row) == list(W1[0]) for row in W1),
        copies_loop,
    ],
    "03.10": [step_by_hand, step_helpers, step_measured],
    "03.11": [
        lambda Z1: (Z1 <= 0).all(axis=1).mean(),
        lambda Z1: np.mean(np.all(Z1 <= 0, axis=1)),
        lambda Z1: 1 - (Z1 > 0).any(axis=1).mean(),
        lambda Z1: (Z1.max(axis=1) <= 0).sum() / len(Z1),
        lambda Z1: np.mean(activations.relu(Z1).sum(axis=1, keepdims=True) == 0),
        dead_loop,
    ],
    "03.7": [
        squared_loops,
        squared_measured,
        lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) / Y.shape[1] * (A2 * (1 - A2))),
        lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) * (A2 - A2**2) / len(Y.T)),
    ],
}


def twice(count):
    """Return an attempt at dead_units with the right comparison and with the one that leaves the zeros out."""
    return [lambda Z1: count(Z1 <= 0), lambda Z1: count(Z1 < 0)]


def starting(W=lambda rng, *shape: rng.standard_normal(shape) * 0.01, b=lambda n: np.zeros((n, 1))):
    """Return initialize with another way to make the weights or the biases."""
    return lambda n_x, n_h, n_y, rng: (W(rng, n_h, n_x), b(n_h), W(rng, n_y, n_h), b(n_y))


def one_name_for_both(n_x, n_h, n_y, rng):
    W1 = rng.standard_normal((n_h, n_x)) * 0.01
    b1 = np.zeros((n_h, 1))
    W1 = rng.standard_normal((n_y, n_h)) * 0.01
    b1 = np.zeros((n_y, 1))
    return W1, b1, W1, b1


def with_W2(W2):
    """Return initialize with another way to make W2, when W1 has been drawn."""
    return lambda n_x, n_h, n_y, rng: (
        rng.standard_normal((n_h, n_x)) * 0.01,
        np.zeros((n_h, 1)),
        W2(rng, n_x, n_h, n_y),
        np.zeros((n_y, 1)),
    )


def output_first(n_x, n_h, n_y, rng):
    W2 = rng.standard_normal((n_y, n_h)) * 0.01
    W1 = rng.standard_normal((n_h, n_x)) * 0.01
    return W1, np.zeros((n_h, 1)), W2, np.zeros((n_y, 1))


def seeded_inside(n_x, n_h, n_y, rng):
    rng = np.random.default_rng(0)
    return starting()(n_x, n_h, n_y, rng)


def wrong_output(dW=lambda dZ, A: dZ @ A.T, db=lambda dZ: np.sum(dZ, axis=1, keepdims=True)):
    def output_gradients(A1, A2, Y):
        dZ2 = (A2 - Y) / Y.shape[1]
        return dW(dZ2, A1), db(dZ2)

    return output_gradients


def wrong_hidden(
    dA=lambda W2, dZ2: W2.T @ dZ2,
    slope=lambda Z: 1 - np.tanh(Z) ** 2,
    dW=lambda dZ, A: dZ @ A.T,
    db=lambda dZ: np.sum(dZ, axis=1, keepdims=True),
):
    def hidden_gradients(W2, dZ2, Z1, X):
        dZ1 = dA(W2, dZ2) * slope(Z1)
        return dW(dZ1, X), db(dZ1)

    return hidden_gradients


def truth_of_an_array(W1):
    return all(row == W1[0] for row in W1)


def rate_on_weights(W1, b1, W2, b2, X, Y, learning_rate):
    slow, fast = (step_by_hand(W1, b1, W2, b2, X, Y, rate) for rate in (learning_rate, 1))
    return slow[0], fast[1], slow[2], fast[3]


def hasty_step(W1, b1, W2, b2, X, Y, learning_rate):
    A1 = np.tanh(W1 @ X + b1)
    dZ2 = (sigma(W2 @ A1 + b2) - Y) / X.shape[1]
    W2 = W2 - learning_rate * dZ2 @ A1.T
    b2 = b2 - learning_rate * dZ2.sum(axis=1, keepdims=True)
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    return W1 - learning_rate * dZ1 @ X.T, b1 - learning_rate * dZ1.sum(axis=1, keepdims=True), W2, b2


def output_layer_first(W1, b1, W2, b2, X, Y, learning_rate):
    _, _, W2, b2 = step_by_hand(W1, b1, W2, b2, X, Y, learning_rate)
    W1, b1, _, _ = step_by_hand(W1, b1, W2, b2, X, Y, learning_rate)
    return W1, b1, W2, b2


def hidden_layer_first(W1, b1, W2, b2, X, Y, learning_rate):
    W1, b1, _, _ = step_by_hand(W1, b1, W2, b2, X, Y, learning_rate)
    A1 = np.tanh(W1 @ X + b1)
    dZ2 = (sigma(W2 @ A1 + b2) - Y) / X.shape[1]
    return W1, b1, W2 - learning_rate * dZ2 @ A1.T, b2 - learning_rate * dZ2.sum(axis=1, keepdims=True)


def wrong_step(slope=lambda Z: 1 - np.tanh(Z) ** 2, hidden=np.tanh, output=sigma, m=lambda X, Y: X.shape[1]):
    def step(W1, b1, W2, b2, X, Y, learning_rate):
        Z1 = W1 @ X + b1
        A1 = hidden(Z1)
        dZ2 = (output(W2 @ A1 + b2) - Y) / m(X, Y)
        dZ1 = W2.T @ dZ2 * slope(Z1)
        dW1, db1 = dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True)
        dW2, db2 = dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)
        return tuple(p - learning_rate * d for p, d in ((W1, dW1), (b1, db1), (W2, dW2), (b2, db2)))

    return step


def same_gradients(W1, b1, W2, b2, X, Y, rate):
    _, _, W2_new, b2_new = step_by_hand(W1, b1, W2, b2, X, Y, rate)
    return W1 + (W2_new - W2), b1 + (b2_new - b2), W2_new, b2_new


def same_hidden_gradients(W1, b1, W2, b2, X, Y, rate):
    W1_new, b1_new, _, _ = step_by_hand(W1, b1, W2, b2, X, Y, rate)
    return W1_new, b1_new, W2 + (W1_new - W1), b2 + (b1_new - b1)


def kept(old, new, *names):
    return [before if name in names else after for name, before, after in zip(("W1", "b1", "W2", "b2"), old, new)]  # noqa: B905


SLIPS = {
    ("03.1", "W transposed"): [
        lambda n_x, n_h, n_y: [np.zeros(s).shape for s in ((n_x, n_h), n_h, (n_h, n_y), n_y)],
        lambda n_x, n_h, n_y: [(n_x, n_h), (n_h, 1), (n_h, n_y), (n_y, 1)],
        lambda n_x, n_h, n_y: [[n_x, n_h], [1, n_h], [n_h, n_y], [1, n_y]],
    ],
    ("03.1", "b lies down"): [lambda n_x, n_h, n_y: [(n_h, n_x), (1, n_h), (n_y, n_h), (1, n_y)]],
    ("03.1", "rank-1 b"): [
        lambda n_x, n_h, n_y: tuple(np.zeros(s).shape for s in ((n_h, n_x), n_h, (n_y, n_h), n_y)),
        lambda n_x, n_h, n_y: [(n_h, n_x), (n_h), (n_y, n_h), (n_y)],
    ],
    ("03.1", "b per input"): [lambda n_x, n_h, n_y: [(n_h, n_x), (n_x, 1), (n_y, n_h), (n_h, 1)]],
    ("03.1", "b per network"): [
        lambda n_x, n_h, n_y: [(n_h, n_x), np.shape(0.0), (n_y, n_h), np.shape(0.0)],
        lambda n_x, n_h, n_y: [(n_h, n_x), (1, 1), (n_y, n_h), (1, 1)],
    ],
    ("03.1", "hidden layer skipped"): [lambda n_x, n_h, n_y: [(n_h, n_x), (n_h, 1), (n_y, n_x), (n_y, 1)]],
    ("03.1", "in pairs"): [lambda n_x, n_h, n_y: [((n_h, n_x), (n_h, 1)), ((n_y, n_h), (n_y, 1))]],
    ("03.1", "input counted"): [
        lambda n_x, n_h, n_y: ((n_x, n_x), (n_x, 1), (n_h, n_x), (n_h, 1), (n_y, n_h), (n_y, 1)),
        lambda n_x, n_h, n_y: ((n_x, 1), (n_x, 1), (n_h, n_x), (n_h, 1), (n_y, n_h), (n_y, 1)),
    ],
    ("03.2", "element-wise"): [lambda W, b, A: np.tanh(np.multiply(W, A) + b), lambda W, b, A: A * W],
    ("03.2", "W transposed"): [lambda W, b, A: np.tanh(np.dot(W.T, A) + b)],
    ("03.2", "row habit"): [
        lambda W, b, A: np.tanh(np.dot(A, W.T) + b),
        lambda W, b, A: np.tanh(np.dot(A.T, W) + b),
        lambda W, b, A: np.tanh(np.dot(A.T, W.T) + b),
        lambda W, b, A: np.tanh(np.dot(A, W) + b),
    ],
    ("03.2", "examples in rows"): [lambda W, b, A: np.tanh(A.T @ W.T + b.T)],
    ("03.2", "bias forgotten"): [lambda W, b, A: activations.tanh(W @ A)],
    ("03.2", "no activation"): [lambda W, b, A: np.dot(W, A), lambda W, b, A: b + W @ A],
    ("03.2", "b turned"): [
        lambda W, b, A: np.tanh(np.dot(W, A) + b.T),
        lambda W, b, A: np.tanh(b.flatten() + W @ A),
        lambda W, b, A: sigma(b.T + W @ A),
    ],
    ("03.2", "bias too late"): [lambda W, b, A: b + np.tanh(W @ A)],
    ("03.2", "other activation"): [
        lambda W, b, A: activations.sigmoid(W @ A + b),
        lambda W, b, A: activations.relu(W @ A + b),
    ],
    ("03.2", "math for arrays"): [lambda W, b, A: math.tanh(b + W @ A)],
    ("03.3", "^ for **"): [lambda Z: 1 - np.tanh(Z) ^ 2],
    ("03.3", "z for a"): [lambda Z: (1 - Z) * (1 + Z)],
    ("03.3", "tanh twice"): [lambda Z: activations.tanh.derivative(np.tanh(Z))],
    ("03.3", "sigmoid's slope"): [activations.sigmoid.derivative, lambda Z: np.tanh(Z) - np.tanh(Z) ** 2],
    ("03.3", "square missing"): [lambda Z: 1 - activations.tanh(Z)],
    ("03.3", "square misplaced"): [lambda Z: 1 - np.tanh(Z * Z), lambda Z: np.square(1 - np.tanh(Z))],
    ("03.3", "stray minus"): [lambda Z: -1 / np.cosh(Z) ** 2],
    ("03.3", "plus for minus"): [lambda Z: np.tanh(Z) ** 2 + 1],
    ("03.3", "value for slope"): [lambda Z: np.square(np.tanh(Z)), activations.tanh],
    ("03.3", "math for arrays"): [lambda Z: 1 / math.cosh(Z) ** 2],
    ("03.4", "order"): [
        lambda W1, b1, W2, b2: (np.dot(W1, W2), np.dot(W1, b2) + b1),
        lambda W1, b1, W2, b2: (np.dot(W1, W2), b2 + b1),
        lambda W1, b1, W2, b2: (np.dot(W1, W2), np.dot(W2, b1) + b2),
    ],
    ("03.4", "element-wise"): [
        lambda W1, b1, W2, b2: (np.multiply(W1, W2), b2 + b1),
        lambda W1, b1, W2, b2: (np.multiply(W1, W2), b2 * b1),
        lambda W1, b1, W2, b2: (W2 * W1, W2 @ b1 + b2),
        lambda W1, b1, W2, b2: (W2 + W1, b2 + b1),
        lambda W1, b1, W2, b2: W2 * W1,
    ],
    ("03.4", "b1 not sent on"): [lambda W1, b1, W2, b2: (W2 @ W1, b2 + b1)],
    ("03.4", "b1 times W2"): [
        lambda W1, b1, W2, b2: (W2 @ W1, b2 + b1.T * W2),
        lambda W1, b1, W2, b2: (W2 @ W1, b2 + b1 * W2),
    ],
    ("03.4", "b2 forgotten"): [lambda W1, b1, W2, b2: (W2 @ W1, np.dot(W2, b1))],
    ("03.4", "b1 forgotten"): [lambda W1, b1, W2, b2: [W2 @ W1, b2]],
    ("03.4", "b2 sent on as well"): [
        lambda W1, b1, W2, b2: (W2 @ W1, np.dot(W2, b2 + b1)),
        lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + W2 @ b2),
    ],
    ("03.4", "transposed"): [
        lambda W1, b1, W2, b2: ((W2 @ W1).T, (W2 @ b1 + b2).T),
        lambda W1, b1, W2, b2: (W2 @ W1, b1.T @ W2.T + b2.T),
        lambda W1, b1, W2, b2: ((W2 @ W1).T, W2 @ b1 + b2),
    ],
    ("03.4", "axis lost"): [
        lambda W1, b1, W2, b2: (W2 @ W1, (W2 @ b1 + b2)[:, 0]),
        lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1.ravel() + b2.ravel()),
    ],
    ("03.5", "no 1/m"): [lambda A1, A2, Y: ((A2 - Y) @ A1.T, (A2 - Y).sum(axis=1, keepdims=True))],
    ("03.5", "no 1/m in dW2"): [lambda A1, A2, Y: ((A2 - Y) @ A1.T, (A2 - Y).mean(axis=1, keepdims=True))],
    ("03.5", "no 1/m in db2"): [lambda A1, A2, Y: ((A2 - Y) @ A1.T / A1.shape[1], (A2 - Y).sum(axis=1, keepdims=True))],
    ("03.5", "m miscounted"): [
        lambda A1, A2, Y: ((A2 - Y) @ A1.T / len(A1), (A2 - Y).sum(axis=1, keepdims=True) / len(A1)),
        lambda A1, A2, Y: ((A2 - Y) @ A1.T / Y.size, (A2 - Y).sum(axis=1, keepdims=True) / Y.size),
        lambda A1, A2, Y: ((A2 - Y) @ A1.T / len(A2), (A2 - Y).sum(axis=1, keepdims=True) / len(A2)),
    ],
    ("03.5", "sign"): [lambda A1, A2, Y: ((Y - A2) @ A1.T / Y.shape[1], (Y - A2).mean(axis=1, keepdims=True))],
    ("03.5", "sigmoid slope left in"): [
        lambda A1, A2, Y: wrong_output()(A1, A2 * A2 * (1 - A2), Y * A2 * (1 - A2)),
    ],
    ("03.5", "whose slope"): [
        lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) * (1 - np.square(A1)) / Y.shape[1]),
        lambda A1, A2, Y: squared(A1, A2, Y, (A1 - A1**2) * (A2 - Y) / Y.shape[1]),
    ],
    ("03.5", "one output only"): [
        wrong_output(dW=lambda dZ, A: np.sum(dZ * A, axis=1, keepdims=True).T),
        wrong_output(dW=lambda dZ, A: np.sum(A * dZ, axis=1).reshape(1, -1)),
    ],
    ("03.5", "wrong axis"): [
        wrong_output(db=lambda dZ: np.sum(dZ, axis=0, keepdims=True)),
        wrong_output(db=lambda dZ: np.sum(dZ, 0)),
    ],
    ("03.5", "keepdims forgotten"): [wrong_output(db=lambda dZ: np.sum(dZ, 1))],
    ("03.5", "one number"): [
        wrong_output(db=lambda dZ: np.sum(dZ, keepdims=True)),
        wrong_output(db=lambda dZ: dZ.sum() / len(dZ)),
        wrong_output(db=lambda dZ: float(dZ.sum())),
        wrong_output(db=lambda dZ: dZ.mean()),
    ],
    ("03.5", "1/m twice"): [
        wrong_output(db=lambda dZ: np.mean(dZ, axis=1, keepdims=True)),
        wrong_output(dW=lambda dZ, A: dZ @ A.T / dZ.shape[1]),
        lambda A1, A2, Y: [part / Y.shape[1] for part in wrong_output()(A1, A2, Y)],
    ],
    ("03.5", "dW2 transposed"): [
        wrong_output(dW=lambda dZ, A: A @ dZ.T, db=lambda dZ: float(dZ.sum())),
        wrong_output(dW=lambda dZ, A: (dZ @ A.T).T),
        lambda A1, A2, Y: (A1 @ (A2 - Y).T / Y.shape[1], np.mean(A2 - Y)),
    ],
    ("03.5", "A1 as it is"): [wrong_output(dW=np.dot)],
    ("03.5", "dW2 element-wise"): [
        wrong_output(dW=np.multiply, db=np.sum),
        wrong_output(dW=lambda dZ, A: A.T * dZ),
        wrong_output(dW=np.multiply),
        lambda A1, A2, Y: ((A2 - Y) * A1.T, (A2 - Y).sum()),
    ],
    ("03.6", "element-wise"): [
        wrong_hidden(dA=np.multiply, db=np.sum),
        wrong_hidden(dA=np.multiply),
        wrong_hidden(dA=lambda W2, dZ2: dZ2 * W2.T),
        wrong_hidden(dA=lambda W2, dZ2: dZ2 * W2.T, db=lambda dZ: dZ.sum(axis=1)),
    ],
    ("03.6", "W2 not transposed"): [wrong_hidden(dA=lambda W2, dZ2: np.dot(dZ2, W2)), wrong_hidden(dA=np.dot)],
    ("03.6", "z for a"): [wrong_hidden(slope=lambda Z: 1 - Z * Z)],
    ("03.6", "whose slope"): [
        lambda W2, dZ2, Z1, X: wrong_hidden(slope=lambda Z: 1 - np.tanh(X) ** 2)(W2, dZ2, Z1, X),
        lambda W2, dZ2, Z1, X: wrong_hidden(slope=lambda Z: (1 - X) * (1 + X))(W2, dZ2, Z1, X),
    ],
    ("03.6", "lost minus"): [
        wrong_hidden(slope=lambda Z: np.tanh(Z) ** 2 - 1),
        lambda W2, dZ2, Z1, X: [-part for part in hidden_loops(W2, dZ2, Z1, X)],
    ],
    ("03.6", "tanh twice"): [wrong_hidden(slope=lambda Z: activations.tanh.derivative(np.tanh(Z)))],
    ("03.6", "slope forgotten"): [
        lambda W2, dZ2, Z1, X: (W2.T @ dZ2 @ X.T, np.sum(W2.T @ dZ2, axis=1, keepdims=True)),
    ],
    ("03.6", "sigmoid's slope"): [
        wrong_hidden(slope=lambda Z: np.tanh(Z) - np.tanh(Z) ** 2),
        wrong_hidden(slope=activations.sigmoid.derivative),
    ],
    ("03.6", "tanh for its slope"): [wrong_hidden(slope=activations.tanh)],
    ("03.6", "slope by @"): [
        lambda W2, dZ2, Z1, X: (
            W2.T @ dZ2 @ (1 - np.tanh(Z1) ** 2).T @ X.T,
            (W2.T @ dZ2 @ (1 - np.tanh(Z1) ** 2).T).sum(axis=1, keepdims=True),
        ),
        lambda W2, dZ2, Z1, X: (
            W2.T @ dZ2 @ (1 - np.tanh(Z1) ** 2) @ X.T,
            (W2.T @ dZ2 @ (1 - np.tanh(Z1) ** 2)).sum(axis=1, keepdims=True),
        ),
    ],
    ("03.6", "not sent back"): [lambda W2, dZ2, Z1, X: (dZ2 @ X.T, np.sum(dZ2, axis=1, keepdims=True))],
    ("03.6", "wrong axis"): [
        wrong_hidden(db=lambda dZ: np.sum(dZ, axis=0, keepdims=True)),
        wrong_hidden(db=lambda dZ: np.sum(dZ, axis=0)),
    ],
    ("03.6", "keepdims forgotten"): [wrong_hidden(db=lambda dZ: np.sum(dZ, axis=1))],
    ("03.6", "one number"): [
        wrong_hidden(db=lambda dZ: float(dZ.sum())),
        wrong_hidden(db=lambda dZ: dZ.mean()),
        wrong_hidden(db=lambda dZ: dZ.sum() / len(dZ)),
        wrong_hidden(db=lambda dZ: np.sum(dZ, keepdims=True)),
    ],
    ("03.6", "1/m twice"): [
        wrong_hidden(db=lambda dZ: np.mean(dZ, axis=1, keepdims=True)),
        wrong_hidden(dW=lambda dZ, A: dZ @ A.T / A.shape[1]),
        lambda W2, dZ2, Z1, X: [part / X.shape[1] for part in wrong_hidden()(W2, dZ2, Z1, X)],
    ],
    ("03.6", "dW1 transposed"): [
        wrong_hidden(dW=lambda dZ, A: A @ dZ.T, db=lambda dZ: float(dZ.sum())),
        wrong_hidden(dW=lambda dZ, A: A @ dZ.T, db=lambda dZ: dZ.sum() / len(dZ)),
        wrong_hidden(dW=lambda dZ, A: A @ dZ.T),
    ],
    ("03.6", "X as it is"): [wrong_hidden(dW=lambda dZ, A: np.dot(dZ, A))],
    ("03.6", "dW1 element-wise"): [
        wrong_hidden(dW=lambda dZ, A: dZ * A.T, db=np.sum),
        wrong_hidden(dW=np.multiply, db=np.sum),
        wrong_hidden(dW=lambda dZ, A: dZ * A.T),
        wrong_hidden(dW=np.multiply),
    ],
    ("03.9", "randn with a tuple"): [
        starting(W=lambda rng, *shape: np.random.randn(shape) * 0.01),  # noqa: NPY002
        starting(W=lambda rng, *shape: np.random.rand(shape)),  # noqa: NPY002
    ],
    ("03.9", "brackets"): [
        starting(W=lambda rng, *shape: rng.standard_normal(*shape) * 0.01),
        starting(W=lambda rng, *shape: rng.random(*shape)),
        starting(b=lambda n: np.zeros(n, 1)),
    ],
    ("03.9", "0.01 inside"): [
        starting(W=lambda rng, *shape: rng.standard_normal(shape * 0.01)),
        starting(W=lambda rng, n, n_prev: rng.standard_normal((n, n_prev * 0.01))),
    ],
    ("03.9", "np.zero"): [starting(b=lambda n: np.zero((n, 1)))],
    ("03.9", "rng.randn"): [starting(W=lambda rng, *shape: rng.randn(*shape) * 0.01)],
    ("03.9", "arguments of normal"): [
        starting(W=lambda rng, *shape: rng.normal(*shape) * 0.01),
        starting(W=lambda rng, *shape: rng.normal(shape) * 0.01),
        starting(W=lambda rng, *shape: rng.normal(shape, 0.01)),
        starting(W=lambda rng, *shape: rng.standard_normal() * 0.01),
    ],
    ("03.9", "flat"): [
        starting(W=lambda rng, *shape: rng.standard_normal(shape[0] * shape[1]) * 0.01),
        starting(W=lambda rng, n, n_prev: rng.standard_normal(n) * 0.01),
    ],
    ("03.9", "order"): [
        lambda n_x, n_h, n_y, rng: [entry_by_entry(n_x, n_h, n_y, rng)[i] for i in (0, 2, 1, 3)],
        lambda n_x, n_h, n_y, rng: entry_by_entry(n_x, n_h, n_y, rng)[::-1],
    ],
    ("03.9", "one name"): [one_name_for_both],
    ("03.9", "W transposed"): [starting(W=lambda rng, n, n_prev: rng.standard_normal((n_prev, n)) * 0.01)],
    ("03.9", "shape of W2"): [
        with_W2(lambda rng, n_x, n_h, n_y: rng.standard_normal((1, n_h)) * 0.01),
        with_W2(lambda rng, n_x, n_h, n_y: rng.standard_normal((n_y, n_x)) * 0.01),
        with_W2(lambda rng, n_x, n_h, n_y: rng.standard_normal((n_h, n_y)) * 0.01),
    ],
    ("03.9", "shape of b"): [
        starting(b=np.zeros),
        starting(b=lambda n: np.zeros((1, n))),
        starting(b=lambda n: 0.0),
    ],
    ("03.9", "zeros for W"): [starting(W=lambda rng, *shape: np.zeros(shape))],
    ("03.9", "copies"): [
        starting(W=lambda rng, n, n_prev: np.ones((n, n_prev)) * rng.standard_normal(n_prev) * 0.01),
        starting(W=lambda rng, *shape: np.full(shape, 0.5)),
        starting(W=lambda rng, *shape: np.ones(shape) * 0.01),
        with_W2(lambda rng, n_x, n_h, n_y: np.tile(rng.standard_normal(n_h) * 0.01, (n_y, 1))),
    ],
    ("03.9", "constant biases"): [
        starting(b=lambda n: np.ones((n, 1))),
        starting(b=lambda n: np.full((n, 1), 0.01)),
        lambda *p: (lambda W1, b1, W2, b2: (W1, b1 + 1, W2, b2))(*starting()(*p)),
    ],
    ("03.9", "random biases"): [
        lambda n_x, n_h, n_y, rng: [
            rng.standard_normal(shape) * 0.01 for shape in ((n_h, n_x), (n_h, 1), (n_y, n_h), (n_y, 1))
        ],
    ],
    ("03.9", "all positive"): [
        starting(W=lambda rng, *shape: rng.random(shape) * 0.01),
        starting(W=lambda rng, *shape: rng.uniform(size=shape)),
        starting(W=lambda rng, *shape: np.abs(rng.standard_normal(shape)) * 0.01),
    ],
    ("03.9", "× 0.01 forgotten"): [starting(W=lambda rng, *shape: rng.standard_normal(shape))],
    ("03.9", "× 0.01 for W1 only"): [with_W2(lambda rng, n_x, n_h, n_y: rng.standard_normal((n_y, n_h)))],
    ("03.9", "× 0.01 for W2 only"): [
        lambda n_x, n_h, n_y, rng: [p * k for p, k in zip(starting()(n_x, n_h, n_y, rng), (100, 1, 1, 1), strict=True)],
    ],
    ("03.9", "W2 first"): [
        output_first,
        lambda n_x, n_h, n_y, rng: (lambda later, now: [*now, *later])(
            by_columns(n_h, n_y, 1, rng)[:2], by_columns(n_x, n_h, 1, rng)[:2]
        ),
    ],
    ("03.9", "seeded inside"): [seeded_inside],
    ("03.9", "rng unused"): [
        starting(W=lambda rng, *shape: np.random.randn(*shape) * 0.01),  # noqa: NPY002
        starting(W=lambda rng, *shape: np.random.default_rng().standard_normal(shape) * 0.01),
    ],
    ("03.8", "columns compared"): [lambda W1: np.all(W1[:, [0]] == W1), lambda W1: np.all(W1.T[0] == W1.T)],
    ("03.8", "zeros"): [lambda W1: np.all(W1 == 0), lambda W1: np.abs(W1).max() == 0],
    ("03.8", "all entries equal"): [lambda W1: len(np.unique(W1)) == 1, lambda W1: W1.std() == 0],
    ("03.8", "two rows only"): [lambda W1: np.array_equal(W1[0], W1[1]), lambda W1: list(W1[0]) == list(W1[-1])],
    ("03.8", "first weight only"): [
        lambda W1: len(set(W1[:, -1])) == 1,
        lambda W1: all(row[0] == W1[0, 0] for row in W1),
    ],
    ("03.8", "sums of rows"): [
        lambda W1: np.ptp(W1.std(axis=1)) == 0,
        lambda W1: len(set(W1.sum(axis=1))) == 1,
        lambda W1: np.allclose(W1.mean(axis=1), W1[0].mean()),
        lambda W1: np.allclose(np.linalg.norm(W1, axis=1), np.linalg.norm(W1[0])),
        lambda W1: bool(np.sum(W1 - W1[0]) == 0),
    ],
    ("03.8", "rounding"): [
        lambda W1: (W1.mean(axis=0) == W1).all(),
        lambda W1: W1.std(axis=0).sum() == 0,
        lambda W1: not (W1 - W1.mean(axis=0)).any(),
    ],
    ("03.8", "any for all"): [lambda W1: np.any(W1[0] == W1)],
    ("03.8", "upside down"): [lambda W1: np.any(W1[0] != W1)],
    ("03.8", "a table"): [
        lambda W1: np.all(W1[0] == W1, axis=1),
        lambda W1: np.diff(W1, axis=0) == 0,
        lambda W1: W1[1] == W1[0],
        lambda W1: np.equal(W1, W1[0]),
        lambda W1: np.all(W1[0] == W1, axis=0),
    ],
    ("03.8", "truth of an array"): [truth_of_an_array, lambda W1: W1[0] == W1[1] and W1[0] == W1[-1]],
    ("03.10", "new W2 on the way back"): [output_layer_first, hasty_step],
    ("03.10", "one layer after the other"): [hidden_layer_first],
    ("03.10", "uphill"): [lambda *p: step_by_hand(*p[:-1], -p[-1])],
    ("03.10", "no learning rate"): [lambda *p: step_by_hand(*p[:-1], 1), rate_on_weights],
    ("03.10", "biases stay"): [
        lambda *p: kept(p, step_by_hand(*p), "b2"),
        lambda *p: kept(p, step_by_hand(*p), "b1", "b2"),
        lambda *p: kept(p, step_by_hand(*p), "b1"),
    ],
    ("03.10", "one layer stays"): [
        lambda *p: kept(p, step_by_hand(*p), "W1", "b1"),
        lambda *p: kept(p, step_by_hand(*p), "W2", "b2"),
    ],
    ("03.10", "same gradients for both"): [same_hidden_gradients, same_gradients],
    ("03.10", "only the change"): [
        lambda *p: [(old - new) / p[-1] for new, old in zip(step_by_hand(*p), p[:4], strict=True)],
        lambda *p: [old - new for new, old in zip(step_by_hand(*p), p[:4], strict=True)],
        lambda *p: [new - old for new, old in zip(step_by_hand(*p), p[:4], strict=True)],
    ],
    ("03.10", "no 1/m"): [wrong_step(m=lambda X, Y: 1)],
    ("03.10", "m miscounted"): [wrong_step(m=lambda X, Y: Y.size), wrong_step(m=lambda X, Y: len(Y))],
    ("03.10", "slope forgotten"): [wrong_step(slope=np.ones_like)],
    ("03.10", "z for a"): [wrong_step(slope=lambda Z: (1 - Z) * (1 + Z))],
    ("03.10", "tanh twice"): [wrong_step(slope=lambda Z: activations.tanh.derivative(np.tanh(Z)))],
    ("03.10", "activations"): [
        wrong_step(hidden=sigma, slope=lambda Z: 1 - sigma(Z) ** 2),
        wrong_step(output=activations.tanh),
        wrong_step(hidden=sigma, slope=activations.sigmoid.derivative),
    ],
    ("03.11", "wrong axis"): twice(lambda off: np.mean(np.all(off, axis=0))),
    ("03.11", "any for all"): twice(lambda off: np.any(off, axis=1).mean()),
    ("03.11", "on average"): [lambda Z1: np.mean(Z1.sum(axis=1) < 0), lambda Z1: np.mean(Z1.sum(axis=1) <= 0)],
    ("03.11", "a count"): twice(lambda off: sum(all(row) for row in off)),
    ("03.11", "divided by examples"): [
        *twice(lambda off: sum(all(row) for row in off) / off.size),
        *twice(lambda off: sum(all(row) for row in off) / off.shape[1]),
    ],
    ("03.11", "share of all entries"): twice(np.mean),
    ("03.11", "the living"): [lambda Z1: np.mean(Z1.max(axis=1) > 0)],
    ("03.11", "always on"): [lambda Z1: np.mean(Z1.min(axis=1) > 0)],
    ("03.11", "share of on"): [lambda Z1: np.sum(Z1 > 0) / Z1.size],
    ("03.11", "per unit"): [
        *twice(lambda off: off.min(axis=1, keepdims=True)),
        *twice(lambda off: np.all(off, axis=1)),
    ],
    ("03.11", "per cent"): twice(lambda off: np.mean(np.all(off, axis=1)) * 100),
    ("03.11", "zero left out"): [
        lambda Z1: np.mean(np.all(Z1 < 0, axis=1)),
        lambda Z1: sum(max(row) < 0 for row in Z1) / len(Z1),
    ],
    ("03.7", "slope cancelled"): [output_loops],
    ("03.7", "slope of tanh"): [lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) * (1 - A2 * A2) / Y.shape[1])],
    ("03.7", "slope at A2"): [
        lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) * activations.sigmoid.derivative(A2) / Y.shape[1])
    ],
    ("03.7", "slope squared"): [lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) * (A2 - A2**2) ** 2 / Y.shape[1])],
    ("03.7", "slope alone"): [lambda A1, A2, Y: squared(A1, A2, Y, (A2 - A2**2) / Y.shape[1])],
    ("03.7", "factor 2"): [lambda A1, A2, Y: [2 * d for d in squared_loops(A1, A2, Y)]],
    ("03.7", "the ½ left in"): [lambda A1, A2, Y: [d / 2 for d in squared_loops(A1, A2, Y)]],
    ("03.7", "not differentiated"): [
        lambda A1, A2, Y: squared(A1, A2, Y, 0.5 * (A2 - Y) ** 2 * (A2 - A2**2) / Y.shape[1]),
        lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) ** 2 * (A2 - A2**2) / Y.shape[1]),
    ],
    ("03.7", "sign"): [lambda A1, A2, Y: [-d for d in squared_loops(A1, A2, Y)]],
    ("03.7", "no 1/m"): [lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) * (A2 - A2**2))],
    ("03.7", "m miscounted"): [
        lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) * (A2 - A2**2) / Y.size),
        lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) * (A2 - A2**2) / Y.shape[0]),
    ],
    ("03.7", "whose slope"): [
        lambda A1, A2, Y: squared(A1, A2, Y, (A2 - Y) * (1 - np.square(A1)) / Y.shape[1]),
        lambda A1, A2, Y: squared(A1, A2, Y, (A1 - A1**2) * (A2 - Y) / Y.shape[1]),
    ],
    ("03.7", "one output only"): [
        lambda *p: (np.sum(squared_dZ(*p) * p[0], axis=1, keepdims=True).T, squared_loops(*p)[1]),
        lambda *p: (np.sum(p[0] * squared_dZ(*p), axis=1)[None, :], squared_loops(*p)[1]),
    ],
    ("03.7", "wrong axis"): [
        lambda *p: (squared_loops(*p)[0], squared_dZ(*p).sum(axis=0, keepdims=True)),
        lambda *p: (squared_loops(*p)[0], squared_dZ(*p).sum(axis=0)),
    ],
    ("03.7", "keepdims forgotten"): [lambda *p: (squared_loops(*p)[0], squared_dZ(*p).sum(axis=1))],
    ("03.7", "one number"): [
        lambda *p: (squared_loops(*p)[0], squared_dZ(*p).sum()),
        lambda *p: (squared_loops(*p)[0], np.array([[squared_dZ(*p).sum()]])),
        lambda *p: (squared_loops(*p)[0], np.mean(squared_dZ(*p))),
        lambda *p: (squared_loops(*p)[0], np.mean(squared_dZ(*p)) * p[2].shape[1]),
    ],
    ("03.7", "1/m twice"): [
        lambda A1, A2, Y: [d / Y.shape[1] for d in squared_loops(A1, A2, Y)],
        lambda *p: (squared_loops(*p)[0] / p[2].shape[1], squared_loops(*p)[1]),
        lambda *p: (squared_loops(*p)[0], squared_dZ(*p).mean(axis=1, keepdims=True)),
    ],
    ("03.7", "dW2 transposed"): [
        lambda *p: (squared_loops(*p)[0].T, squared_loops(*p)[1]),
        lambda *p: (squared_loops(*p)[0].T, squared_dZ(*p).sum()),
        lambda *p: (squared_loops(*p)[0].T, squared_dZ(*p).mean() * p[2].shape[1]),
    ],
    ("03.7", "A1 as it is"): [lambda A1, A2, Y: (squared_dZ(A1, A2, Y) @ A1, squared_loops(A1, A2, Y)[1])],
    ("03.7", "dW2 element-wise"): [
        lambda A1, A2, Y: (squared_dZ(A1, A2, Y) * A1, squared_loops(A1, A2, Y)[1]),
        lambda A1, A2, Y: (squared_dZ(A1, A2, Y) * A1.T, squared_loops(A1, A2, Y)[1]),
    ],
}


@pytest.mark.parametrize("in_place", [np.subtract, np.multiply])
def test_a_step_in_place_is_noticed(in_place):
    def step(W1, b1, W2, b2, X, Y, learning_rate):
        in_place(b1, 0.1, out=b1)
        return step_by_hand(W1, b1, W2, b2, X, Y, learning_rate)

    assert exercises.check("03.10", step).slip == "in place"


def test_drawing_from_the_generator_is_not_taken_for_working_in_place_but_keeps_probes_fresh():
    for _ in range(2):
        assert exercises.check("03.9", by_columns).passed


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            lambda W: 3 * W,
            "W1 should be drawn from a normal distribution with mean 0 and standard deviation 0.01; yours",
        ),
        (lambda W: W + 0.01, "has mean 0.0095, standard deviation 0.0099 and"),
        (lambda W: np.sign(W) * 0.01, "largest size 0.01."),
        (lambda W: W[1:], "(an array of shape (39, 30), an array of shape (40, 1), "),
        (lambda W: W[:, :1] + 0 * W, "each entry of W1 should be drawn for itself; yours has many equal ones."),
    ],
)
def test_another_start_is_told_what_is_wrong(change, complaint):
    feedback = exercises.check("03.9", starting(W=lambda rng, *shape: change(rng.standard_normal(shape) * 0.01)))
    assert feedback.status == "wrong"
    assert complaint in feedback.text
    assert "Generator(PCG64)" in feedback.text or "with (" not in feedback.text


def test_a_start_of_strange_things_is_wrong_without_an_error():
    strange = ("text", None, {}, [[1], [2, 3]]), [(1, 2)] * 4, np.zeros((5, 2)), (np.array(["a"]),) * 4
    for result in strange:
        assert exercises.check("03.9", lambda *arguments, result=result: result).status == "wrong"


def test_wrong_shapes_are_written_as_numbers():
    feedback = exercises.check("03.1", lambda n_x, n_h, n_y: ((n_h, n_x), (n_h, 1), (n_h,), (n_y, 1)))
    ending = "should be ((4, 3), (4, 1), (1, 4), (1, 1)), yours is ((4, 3), (4, 1), (4,), (1, 1))."
    assert feedback.text == f"with (3, 4, 1) the result {ending}"


def test_the_first_wrong_number_of_a_large_array_is_shown():
    def doubled_at_the_end(W, b, A_prev):
        A = np.tanh(W @ A_prev + b)
        A[-1, -1] *= 2
        return A

    feedback = exercises.check("03.2", doubled_at_the_end)
    W, b, A_prev = exercises.get("03.2").probes[0]
    last = np.tanh(W @ A_prev + b)[-1, -1]
    assert f"the first wrong number in the result should be {last:.4g}, yours is {2 * last:.4g}." in feedback.text
    assert "Is it rounded" in exercises.check("03.2", lambda W, b, A: np.round(np.tanh(W @ A + b), 5)).text


@pytest.mark.parametrize(
    ("number", "function", "said"),
    [
        ("03.2", lambda W, b, A_prev: np.tanh[W @ A_prev + b], "not subscriptable"),
        ("03.2", lambda W, b, A_prev: np.tanh() + W @ A_prev + b, "positional arguments"),
        ("03.2", lambda W, b, A_prev: np.tanh(W(A_prev) + b), "not callable"),
        ("03.3", lambda Z: 1 - np.tanh[Z] ** 2, "not subscriptable"),
        ("03.3", lambda Z: 1 - np.tanh() ** 2, "positional arguments"),
        ("03.8", lambda W1: W1[0] == np.reshape(W1, (7, 9)), "cannot reshape"),
    ],
)
def test_an_error_of_another_origin_is_not_taken_for_a_known_one(number, function, said):
    feedback = exercises.check(number, function)
    assert (feedback.status, feedback.slip) == ("wrong", "")
    assert said in feedback.text


def test_entries_paired_off_are_told_from_another_product_that_does_not_fit():
    times_X = lambda W2, dZ2, Z1, X: wrong_hidden(slope=lambda Z: 1 / X)(W2, dZ2, Z1, X)  # noqa: E731
    assert exercises.check("03.6", times_X).slip == ""
    paired = wrong_output(dW=lambda dZ, A: 3 * dZ * A, db=lambda dZ: dZ.sum(axis=0))
    assert exercises.check("03.5", paired).slip == "dW2 element-wise"
