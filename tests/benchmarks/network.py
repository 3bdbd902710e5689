"""A step of `helpers.network.train` beside scikit-learn, PyTorch (if installed) and the bare matrix products.

All do the same work: the same sizes, examples, float type, batches and number of steps of plain gradient descent.
Each round times all of them, in an order drawn anew, so that none always comes after the one that leaves most behind.
What comes before the first step is shared out over all. PyTorch runs in its usual, eager way on the CPU; its data are
made tensors before the clock starts, whereas ours are checked and copied while it runs.
"""

import time
import warnings
from statistics import median
from typing import NamedTuple

import numpy as np

from helpers import network

from .table import PEERS, Demand, Row, clock

try:
    from sklearn.neural_network import MLPClassifier
    from threadpoolctl import threadpool_limits
except ImportError:
    MLPClassifier = None
try:
    import torch
except ImportError:
    torch = None

RATE = 0.01


class Case(NamedTuple):
    """One training run; batch_size None is the full batch. More than one output means softmax."""

    sizes: list
    hidden: str
    m: int
    batch_size: int | None
    epochs: int


CASES = [
    Case([2, 1], "tanh", 400, None, 1000),
    Case([2, 4, 1], "tanh", 400, None, 1000),
    Case([2, 16, 16, 16, 1], "tanh", 400, None, 300),
    Case([12288, 20, 7, 5, 1], "relu", 209, None, 20),
    Case([64, 32, 10], "tanh", 1797, 64, 10),
    Case([784, 128, 64, 10], "relu", 20_000, 128, 3),
    Case([784, 512, 512, 10], "relu", 5_000, 256, 3),
]
MOST_OF_PRODUCTS = {"784-128-64-10": 1.8, "784-512-512-10": 1.4}


def problem(case, dtype):
    """Return layers, X and Y; the labels are random."""
    rng = np.random.default_rng(0)
    n = case.sizes[-1]
    layers = network.initialize(case.sizes, case.hidden, "softmax" if n > 1 else "sigmoid", rng=rng, dtype=dtype)
    X = rng.standard_normal((case.sizes[0], case.m)).astype(dtype)
    Y = np.eye(n)[:, rng.integers(n, size=case.m)] if n > 1 else rng.integers(2, size=(1, case.m))
    return layers, X, Y.astype(dtype)


def with_helpers(case, layers, X, Y):
    """Return a function that trains our network."""
    return lambda: network.train(layers, X, Y, RATE, case.epochs, case.batch_size, np.random.default_rng(0))


def with_products(case, layers, X, Y):
    """Return a function that only multiplies the matrices of the run: those of Z, dW and dA."""
    rng = np.random.default_rng(0)
    size = case.batch_size or case.m

    def matrices(k):
        A = [
            np.ascontiguousarray(X[:, :k].T).T,
            *(rng.standard_normal((len(W), k)).astype(X.dtype) for W, _, _ in layers),
        ]
        return A, [np.empty(a.shape, a.dtype) for a in A]

    made = {k: matrices(k) for k in {size, case.m % size} - {0}}
    weights = [W for W, _, _ in layers]
    dW = [np.empty_like(W) for W in weights]

    def run():
        for _ in range(case.epochs):
            for first in range(0, case.m, size):
                A, out = made[min(size, case.m - first)]
                for i, W in enumerate(weights):
                    np.matmul(W, A[i], out=out[i + 1])
                for i in range(len(weights) - 1, -1, -1):
                    np.matmul(A[i + 1], A[i].T, out=dW[i])
                    if i > 0:
                        np.matmul(weights[i].T, A[i + 1], out=out[i])

    return run


def with_scikit_learn(case, layers, X, Y):
    """Return a function that trains scikit-learn's network, without momentum, penalty or an early end."""
    rows, labels = np.ascontiguousarray(X.T), Y.argmax(axis=0) if len(Y) > 1 else Y[0]
    model = MLPClassifier(
        case.sizes[1:-1],
        activation=case.hidden,
        solver="sgd",
        alpha=0,
        batch_size=case.batch_size or case.m,
        learning_rate_init=RATE,
        max_iter=case.epochs,
        shuffle=case.batch_size is not None,
        random_state=0,
        tol=0,
        n_iter_no_change=case.epochs + 1,
        momentum=0,
    )

    def run():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it has not converged
            model.fit(rows, labels)

    return run


def with_pytorch(case, layers, X, Y):
    """Return a function that trains a PyTorch network and notes the cost of each epoch."""
    rows = torch.tensor(np.ascontiguousarray(X.T))
    labels = torch.tensor(Y.argmax(axis=0)) if len(Y) > 1 else torch.tensor(np.ascontiguousarray(Y.T))
    loss = torch.nn.CrossEntropyLoss() if len(Y) > 1 else torch.nn.BCEWithLogitsLoss()
    hidden = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[case.hidden]
    parts = []
    for W, _, _ in layers:
        parts += [torch.nn.Linear(W.shape[1], len(W), dtype=rows.dtype), hidden()]
    model = torch.nn.Sequential(*parts[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    size = case.batch_size or case.m

    def run():
        for _ in range(case.epochs):
            order, total = torch.randperm(case.m), 0.0
            for first in range(0, case.m, size):
                part = order[first : first + size] if case.batch_size else slice(None)
                J = loss(model(rows[part]), labels[part])
                optimizer.zero_grad()
                J.backward()
                optimizer.step()
                total += J.detach() * min(size, case.m - first)
            total.item()

    return run


RIVALS = {"helpers": with_helpers, "bare NumPy": with_products}
if MLPClassifier:
    RIVALS["scikit-learn"] = with_scikit_learn
if torch:
    RIVALS["PyTorch"] = with_pytorch


def measure(case, dtype, pairs, rivals=RIVALS):
    """Return {rival: (median milliseconds, median over paired runs of our time by its time)}, ourselves first."""
    runs = {name: make(case, *problem(case, dtype)) for name, make in rivals.items()}
    times = {name: [] for name in runs}
    rng = np.random.default_rng(0)
    for i in range(pairs + 1):
        for name in rng.permutation(list(runs)):
            start = time.perf_counter()
            runs[name]()
            if i > 0:  # the first round warms up
                times[name].append(time.perf_counter() - start)
    ours = times["helpers"]
    return {
        name: (median(ms) * 1e3, median(a / b for a, b in zip(ours, ms, strict=True))) for name, ms in times.items()
    }


def steps(case):
    """Return the number of updates in one run."""
    return case.epochs * -(-case.m // (case.batch_size or case.m))


def rows(pairs, cases=CASES, rivals=RIVALS):
    """Yield for each case and float type the time of one step (the first cost and the checks shared out over all)."""
    for case in cases:
        for dtype in (np.float64, np.float32):
            found = measure(case, dtype, pairs, rivals)
            peers = {peer: None for peer in PEERS[:3]}
            peers |= {name: (clock(ms / 1e3 / steps(case)), ratio) for name, (ms, ratio) in found.items()}
            ours, _ = peers.pop("helpers")
            name = "-".join(map(str, case.sizes))
            demands = [Demand(peer, peers[peer] and peers[peer][1], 1) for peer in ("PyTorch", "scikit-learn")]
            if (limit := MOST_OF_PRODUCTS.get(name)) and dtype is np.float32:
                demands.append(Demand("bare NumPy", peers["bare NumPy"][1], limit))
            batch = f"by {case.batch_size}" if case.batch_size else "at once"
            yield Row(f"{name}, {case.m:,} {batch}, {np.dtype(dtype)}", ours, peers, demands)


def tanh_row(pairs, epochs=1000):
    """Return the row of 2-4-1 with 400 points beside as many calls of np.tanh, on an array as large as its A."""
    case = Case([2, 4, 1], "tanh", 400, None, epochs)
    Z = np.random.default_rng(0).standard_normal((4, case.m))

    def with_tanh(case, layers, X, Y):
        return lambda: [np.tanh(Z) for _ in range(case.epochs)]

    found = measure(case, np.float64, pairs, {"helpers": with_helpers, "tanh": with_tanh})
    (ms, _), (alone, ratio) = found["helpers"], found["tanh"]
    peers = {"bare NumPy": (clock(alone / 1e3), ratio)}
    title = f"2-4-1, 400 examples, {epochs:,} epochs; np.tanh"
    return Row(title, clock(ms / 1e3), peers, [Demand("bare NumPy", ratio, 10)])


def keep_to_one_thread():
    """Let NumPy, scikit-learn and PyTorch use one thread each, from now on."""
    if torch:
        torch.set_num_threads(1)
    threadpool_limits(1)
