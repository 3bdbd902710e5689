"""Extreme but legal trainings: each works, or says why it does not."""

import itertools
import math

import numpy as np
import pytest

from helpers import network, neuron
from helpers.training import Diverged

HIDDEN = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "prelu", "elu", "selu", "swish", "gelu"]
OUTPUT = ["sigmoid", "softmax", "linear"]
PLACES = {"one class": (1.0, 6), "one example": (1.0, 1), "tiny": (1e-300, 6), "inputs of 1e150": (1e150, 6)}


def problem(output, size, m, dtype=np.float64):
    """Return inputs of this size and labels that are all of one class."""
    X = np.sin(np.arange(2.0 * m) + 1).reshape(2, m) * size
    return X, {"sigmoid": np.ones((1, m)), "softmax": np.eye(3)[:, [1] * m], "linear": np.ones((1, m))}[output]


def finite(layers):
    return all(
        np.isfinite(W).all() and np.isfinite(b).all() and math.isfinite(getattr(g, "a", 0)) for W, b, g in layers
    )


def outcome(train, *arguments):
    """Return what a training leaves: a run, or the error with the run so far after checking what it says."""
    try:
        found = train(*arguments)
    except Diverged as error:
        found = error
    assert not isinstance(found, Diverged) or str(found).startswith("learning_rate: training diverged at epoch ")
    run = getattr(found, "run", found)
    assert np.isfinite(run.costs).all()
    return found, run


def usable(measure, *arguments):
    """Check that a cost is a number, or refused with the reason."""
    try:
        J = measure(*arguments)
    except ValueError as error:
        J, reason = 0.0, str(error)
    else:
        reason = "layers, X: expected numbers"
    assert math.isfinite(J)
    assert reason.startswith(("layers, X: expected numbers", "layers, X, Y: expected numbers", "w, b, X: expected a"))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("output", OUTPUT)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_network_learns_or_says_why_not(hidden, output, place):
    X, Y = problem(output, *PLACES[place])
    for dtype, batch_size in itertools.product((np.float64, np.float32), (None, min(2, Y.shape[1]))):
        if dtype is np.float32 and np.abs(X).max() > 1e38:
            continue  # refused at the door, see test_network
        start = network.initialize([2, 3, len(Y)], hidden, output, "xavier", np.random.default_rng(1), dtype)
        for rate in (0.1, 1e300):
            found, run = outcome(network.train, start, X, Y, rate, 20, batch_size, np.random.default_rng(2))
            assert finite(run.layers)
            usable(network.cost, run.layers, X, Y)
            if rate == 0.1 and place != "inputs of 1e150":
                assert found is run, found
                assert run.costs[-1] <= run.costs[0]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("rate", [0.1, 1e300])
def test_a_neuron_learns_or_says_why_not(rate, place):
    X, Y = problem("sigmoid", *PLACES[place])
    found, run = outcome(neuron.train, X, Y, rate, 20)
    assert np.isfinite(run.w).all()
    assert math.isfinite(run.b)
    usable(neuron.cost, run.w, run.b, X, Y)
    assert found is run or place == "inputs of 1e150" or rate > 1


@pytest.mark.parametrize("hidden", ["tanh", "prelu"])
def test_ten_thousand_layers_of_one_unit(hidden):
    layers = network.initialize([1] * 10_001, hidden, scale=1, rng=np.random.default_rng(0))
    X, Y = [[1.0, -1.0]], [[0, 1]]
    _, caches = network.forward(layers, X)
    gradients = network.backward(layers, caches, Y)
    assert len(network.update(layers, gradients, 0.1)) == 10_000
    run = network.train(layers, X, Y, 0.1, 2)
    assert finite(run.layers)
    assert run.costs == pytest.approx([math.log(2)] * 2)
    with pytest.raises(ValueError, match=r"^layers, X: expected numbers that keep every weighted sum"):
        network.forward([layer._replace(W=10 * np.sign(layer.W), activation="linear") for layer in layers[:400]], X)
