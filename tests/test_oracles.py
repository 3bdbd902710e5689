"""A thousand random networks against what others compute: autograd, SciPy, scikit-learn, and plain formulas."""

import functools
import math

import autograd.numpy as anp
import autograd.scipy.special as asp
import autograd.scipy.stats as ast
import numpy as np
import pytest
from autograd import value_and_grad
from scipy import special
from sklearn.metrics import log_loss, mean_squared_error
from sklearn.neural_network import MLPClassifier, MLPRegressor

from helpers import activations, checks, network
from helpers.network import Layer

HIDDEN = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "prelu", "elu", "selu", "swish", "gelu"]
OUTPUT = ["sigmoid", "softmax", "linear"]
ALPHA, SCALE = 1.6732632423543772, 1.0507009873554805
AUTOGRAD = {
    "linear": lambda z, a: z,
    "sigmoid": lambda z, a: 1 / (1 + anp.exp(-z)),
    "tanh": lambda z, a: anp.tanh(z),
    "relu": lambda z, a: anp.where(z > 0, z, 0 * z),
    "leaky_relu": lambda z, a: anp.where(z > 0, z, 0.01 * z),
    "prelu": lambda z, a: anp.where(z > 0, z, a * z),
    "elu": lambda z, a: anp.where(z > 0, z, anp.exp(z) - 1),
    "selu": lambda z, a: SCALE * anp.where(z > 0, z, ALPHA * (anp.exp(z) - 1)),
    "swish": lambda z, a: z / (1 + anp.exp(-z)),
    "gelu": lambda z, a: z * ast.norm.cdf(z),
    "softmax": lambda z, a: anp.exp(z - asp.logsumexp(z, axis=0)),
}
SCIPY = {
    "sigmoid": special.expit,
    "softmax": functools.partial(special.softmax, axis=0),
    "elu": lambda z: np.where(z > 0, z, special.expm1(z)),
    "swish": lambda z: z * special.expit(z),
    "gelu": lambda z: z * special.ndtr(z),
}
SCIKIT = {"linear": "identity", "sigmoid": "logistic", "tanh": "tanh", "relu": "relu"}
PLAIN = {
    "linear": lambda z, a: z,
    "sigmoid": lambda z, a: 1 / (1 + np.exp(-z)),
    "tanh": lambda z, a: np.tanh(z),
    "softmax": lambda z, a: np.exp(z) / np.exp(z).sum(axis=0),
    "relu": lambda z, a: np.where(z > 0, z, 0),
    "leaky_relu": lambda z, a: np.where(z > 0, z, 0.01 * z),
    "prelu": lambda z, a: np.where(z > 0, z, a * z),
    "elu": lambda z, a: np.where(z > 0, z, np.expm1(z)),
    "selu": lambda z, a: SCALE * np.where(z > 0, z, ALPHA * np.expm1(z)),
    "swish": lambda z, a: z / (1 + np.exp(-z)),
    "gelu": lambda z, a: z * special.ndtr(z),
}
PLAIN_SLOPE = {
    "linear": lambda z, a: 1.0,
    "sigmoid": lambda z, a: 1 / (2 + np.exp(z) + np.exp(-z)),
    "tanh": lambda z, a: 1 / np.cosh(z) ** 2,
    "relu": lambda z, a: np.where(z > 0, 1, 0),
    "leaky_relu": lambda z, a: np.where(z > 0, 1, 0.01),
    "prelu": lambda z, a: np.where(z > 0, 1, a),
    "elu": lambda z, a: np.where(z > 0, 1, np.exp(z)),
    "selu": lambda z, a: SCALE * np.where(z > 0, 1, ALPHA * np.exp(z)),
    "swish": lambda z, a: (1 + np.exp(-z) + z * np.exp(-z)) / (1 + np.exp(-z)) ** 2,
    "gelu": lambda z, a: special.ndtr(z) + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi),
}
PLAIN_LOSS = {
    "sigmoid": lambda A, Y: -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)),
    "softmax": lambda A, Y: -np.sum(Y * np.log(A)),
    "linear": lambda A, Y: np.sum((A - Y) ** 2) / 2,
}
GROUPS = 20  # of 50 networks each


class Problem:
    """A random network with examples: depth 1 to 8, any activations, any loss, float64 or float32."""

    def __init__(self, seed, hidden=None, output=None):
        rng = np.random.default_rng([7, seed])
        depth = 1 + seed % 8
        self.output = output or OUTPUT[seed // 8 % 3]
        self.dtype = (np.float64, np.float32)[seed // 8 % 2 if hidden else seed // 24 % 2]
        hidden = [hidden or HIDDEN[(seed + i * rng.integers(10)) % 10] for i in range(depth - 1)]
        hidden = [activations.prelu.with_slope(rng.uniform(-0.5, 1.5)) if g == "prelu" else g for g in hidden]
        sizes = [int(n) for n in rng.integers(1, 6, depth + 1)]
        sizes[-1] += self.output == "softmax"
        start = network.initialize(sizes, hidden, self.output, "xavier", rng, self.dtype)
        self.layers = [Layer(W, self.typed(b + 0.3 * rng.standard_normal(b.shape)), g) for W, b, g in start]
        n, m = sizes[-1], int(rng.integers(1, 9))
        self.X = self.typed(rng.standard_normal((sizes[0], m)))
        self.Y = self.typed(
            {
                "sigmoid": rng.integers(2, size=(n, m)),
                "softmax": np.eye(n)[:, rng.integers(n, size=m)],
                "linear": rng.standard_normal((n, m)),
            }[self.output]
        )

    def typed(self, array):
        return array.astype(self.dtype)


def wide(layers):
    """Return (W, b, a) of each layer as float64, a being the slope of a parametric ReLU and otherwise 0."""
    return [(W.astype(float), b.astype(float), getattr(g, "a", 0.0)) for W, b, g in layers]


def plain_cost(parameters, names, X, Y):
    A = X
    for (W, b, a), name in zip(parameters, names, strict=True):
        A = AUTOGRAD[name](anp.dot(W, A) + b, a)
    if names[-1] == "sigmoid":
        loss = -(Y * anp.log(A) + (1 - Y) * anp.log(1 - A))
    elif names[-1] == "softmax":
        loss = -Y * anp.log(A)
    else:
        loss = (A - Y) ** 2 / 2
    return anp.sum(loss) / X.shape[1]


with_gradient = value_and_grad(plain_cost)


def close(ours, theirs, tolerance):
    """Tell whether two results agree, relative to the largest number in them, or to 1 if that is smaller."""
    ours, theirs = np.asarray(ours, float), np.asarray(theirs, float)
    return ours.shape == theirs.shape and np.abs(ours - theirs).max() <= tolerance * max(1.0, np.abs(theirs).max())


def central_differences_agree(problem, gradients):
    at, by = {}, {}
    for i, ((W, b, g), gradient) in enumerate(zip(problem.layers, gradients, strict=True)):
        at |= {f"W{i}": W, f"b{i}": b}
        by |= {f"W{i}": gradient[0], f"b{i}": gradient[1]}
        if g.name == "prelu":
            at[f"a{i}"], by[f"a{i}"] = g.a, gradient.da

    def cost(**p):
        changed = [g.with_slope(p[f"a{i}"]) if g.name == "prelu" else g for i, (_, _, g) in enumerate(problem.layers)]
        layers = [Layer(p[f"W{i}"], p[f"b{i}"], g) for i, g in enumerate(changed)]
        return network.cost(layers, problem.X, problem.Y)

    return checks.check_gradients(cost, at, by, tolerance=1e-6)


def test_the_networks_cover_what_they_should():
    problems = [Problem(seed) for seed in range(50 * GROUPS)]
    found = {(len(p.layers), p.output, p.dtype) for p in problems}
    assert len(found) == 8 * 3 * 2
    pairs = {(g.name, p.output, p.dtype) for p in problems for _, _, g in p.layers[:-1]}
    assert len(pairs) == 10 * 3 * 2
    assert len(problems) == 1000


@pytest.mark.parametrize("group", range(GROUPS))
def test_cost_and_gradients_are_those_of_autograd(group):
    for seed in range(50 * group, 50 * group + 50):
        p = Problem(seed)
        tolerance = 1e-12 if p.dtype is np.float64 else 2e-5
        A, caches = network.forward(p.layers, p.X)
        gradients = network.backward(p.layers, caches, p.Y)
        names = [g.name for _, _, g in p.layers]
        cost, theirs = with_gradient(wide(p.layers), names, p.X.astype(float), p.Y.astype(float))
        assert close(network.cost(p.layers, p.X, p.Y), cost, tolerance), seed
        for gradient, (dW, db, da), name in zip(gradients, theirs, names, strict=True):
            assert gradient.dW.dtype == gradient.db.dtype == A.dtype == p.dtype
            assert close(gradient.dW, dW, tolerance), (seed, name)
            assert close(gradient.db, db, tolerance), (seed, name)
            assert close(getattr(gradient, "da", 0.0), da, tolerance), (seed, name)
        smooth = all(np.abs(cache.Z).min() > 1e-3 for cache in caches)  # a difference must not reach across a corner
        if seed % 10 == 0 and p.dtype is np.float64 and smooth:
            assert central_differences_agree(p, gradients).passed, seed


@pytest.mark.parametrize("group", range(GROUPS))
def test_outputs_and_costs_are_those_of_scipy_and_scikit_learn(group):
    for seed in range(50 * group, 50 * group + 50):
        p = Problem(seed)
        tolerance = 1e-12 if p.dtype is np.float64 else 2e-5
        _, caches = network.forward(p.layers, p.X)
        for (_, Z, A), (_, _, g) in zip(caches, p.layers, strict=True):
            if g.name in SCIPY:
                assert close(A, SCIPY[g.name](Z.astype(float)), tolerance), (seed, g.name)
        Z, Y = caches[-1].Z.astype(float), p.Y.astype(float)
        if p.output == "linear":
            theirs = mean_squared_error(Y.T, Z.T) * len(Y) / 2
        elif p.output == "softmax":
            theirs = log_loss(Y.T, special.softmax(Z, axis=0).T)
        else:
            theirs = sum(log_loss(y, a, labels=[0, 1]) for y, a in zip(Y, special.expit(Z), strict=True))
        assert close(network.cost(p.layers, p.X, p.Y), theirs, tolerance), seed


@pytest.mark.parametrize("hidden", SCIKIT)
@pytest.mark.parametrize("output", OUTPUT)
def test_gradients_are_those_of_scikit_learn(hidden, output):
    """One step of theirs with the learning rate 1 takes their gradients from the weights."""
    for seed in range(16):
        p = Problem(seed, hidden, output)
        layers, m = p.layers, p.X.shape[1]
        plain = {"activation": SCIKIT[hidden], "solver": "sgd", "momentum": 0.0, "alpha": 0.0, "batch_size": m}
        plain |= {"learning_rate_init": 1.0, "hidden_layer_sizes": [len(W) for W, _, _ in layers[:-1]]}
        if output == "linear":
            theirs, targets, classes = MLPRegressor(**plain), p.Y.T, {}
        else:
            targets = p.Y.T if output == "sigmoid" else p.Y.argmax(axis=0)
            theirs, classes = MLPClassifier(**plain), {"classes": range(len(p.Y))}
        if output == "softmax" and len(p.Y) == 2:
            continue  # they take one sigmoid unit there
        if output != "softmax" and len(p.Y) == 1:
            targets = targets[:, 0]
            classes = {"classes": [0, 1]} if output == "sigmoid" else {}
        theirs.partial_fit(p.X.T, targets, **classes)
        theirs.coefs_, theirs.intercepts_ = [W.T.copy() for W, _, _ in layers], [b[:, 0].copy() for _, b, _ in layers]
        theirs.partial_fit(p.X.T, targets)
        tolerance = 1e-12 if p.dtype is np.float64 else 2e-5
        gradients = network.backward(layers, network.forward(layers, p.X)[1], p.Y)
        for (W, b, _), (dW, db), coefficients, intercepts in zip(
            layers, gradients, theirs.coefs_, theirs.intercepts_, strict=True
        ):
            assert close(dW, (W.T - coefficients).T, tolerance), seed
            assert close(db[:, 0], b[:, 0] - intercepts, tolerance), seed


def plain_training(parameters, names, X, Y, learning_rate, epochs):
    """Descend with the formulas of the notebooks, written without any of our functions."""
    parameters, costs = [list(layer) for layer in parameters], []
    for _ in range(epochs):
        A, kept = X, []
        for (W, b, a), name in zip(parameters, names, strict=True):
            Z = W @ A + b
            kept.append((A, Z))
            A = PLAIN[name](Z, a)
        costs.append(PLAIN_LOSS[names[-1]](A, Y) / X.shape[1])
        dZ = (A - Y) / X.shape[1]
        for i in reversed(range(len(names))):
            (W, b, _), (A_prev, _) = parameters[i], kept[i]
            parameters[i][0] = W - learning_rate * (dZ @ A_prev.T)
            parameters[i][1] = b - learning_rate * dZ.sum(axis=1, keepdims=True)
            if i > 0:
                dA, Z, a = W.T @ dZ, kept[i - 1][1], parameters[i - 1][2]
                dZ = dA * PLAIN_SLOPE[names[i - 1]](Z, a)
                if names[i - 1] == "prelu":
                    parameters[i - 1][2] = a - learning_rate * np.sum(dA * np.minimum(Z, 0))
    return parameters, costs


@pytest.mark.parametrize("group", range(GROUPS))
def test_fifty_steps_are_those_of_a_plain_loop(group):
    for seed in range(50 * group, 50 * group + 50):
        p = Problem(seed)
        parameters = wide(p.layers)
        layers = [Layer(W, b, g) for (W, b, _), (_, _, g) in zip(parameters, p.layers, strict=True)]
        X, Y = p.X.astype(float), p.Y.astype(float)
        run = network.train(layers, X, Y, 0.05, 50)
        theirs, costs = plain_training(parameters, [g.name for _, _, g in layers], X, Y, 0.05, 50)
        assert close(run.costs, costs, 1e-12), seed
        for ours, parts in zip(wide(run.layers), theirs, strict=True):
            assert all(close(a, b, 1e-12) for a, b in zip(ours, parts, strict=True)), seed
        if p.dtype is np.float32 and seed % 5 == 0:
            run = network.train(p.layers, p.X, p.Y, 0.05, 50)
            assert close(run.costs, costs, 1e-4), seed
            assert {part.dtype for layer in run.layers for part in layer[:2]} == {np.dtype(np.float32)}
