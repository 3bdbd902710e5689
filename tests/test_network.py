"""Networks: numbers by hand, training runs, agreement with the single neuron, bad input."""

import copy
import math
import pickle
import re
import tracemalloc

import numpy as np
import pytest

from helpers import activations, data, losses, network, neuron, training
from helpers.network import Layer, loop

HIDDEN = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "prelu", "elu", "selu", "swish", "gelu"]
OUTPUT = ["sigmoid", "softmax", "linear"]


def problem(sizes, hidden="tanh", output="sigmoid", m=7, seed=0, dtype=np.float64):
    """Return layers with biases that are not zero, inputs and labels that fit."""
    rng = np.random.default_rng(seed)
    layers = network.initialize(sizes, hidden, output, "xavier", rng, dtype)
    layers = [Layer(W, (b + 0.3 * rng.standard_normal(b.shape)).astype(dtype), g) for W, b, g in layers]
    X = rng.standard_normal((sizes[0], m)).astype(dtype)
    n = sizes[-1]
    Y = {
        "sigmoid": rng.integers(2, size=(n, m)),
        "softmax": np.eye(n)[:, rng.integers(n, size=m)],
        "linear": rng.standard_normal((n, m)),
    }[output]
    return layers, X, Y.astype(dtype)


def same(first, second):
    return all(
        np.array_equal(p.W, q.W) and np.array_equal(p.b, q.b) and p.activation == q.activation
        for p, q in zip(first, second, strict=True)
    )


def test_two_layers_worked_by_hand():
    # z1 = (1*1 - 1*2 + 0, 0*1 + 1*2 - 1) = (-1, 1): relu gives (0, 1); z2 = 5*0 + ln 3 * 1 + 0 = ln 3: a = 3/4.
    # y = 1: J = ln 4/3, dz2 = -1/4; dW2 = -1/4 (0, 1), db2 = -1/4
    # dA1 = W2.T dz2 = (-5/4, -ln 3 / 4), slopes (0, 1): dz1 = (0, -ln 3 / 4), dW1 = dz1 (1, 2), db1 = dz1
    ln3 = math.log(3)
    layers = [
        Layer(np.array([[1.0, -1.0], [0.0, 1.0]]), np.array([[0.0], [-1.0]]), activations.relu),
        Layer(np.array([[5.0, ln3]]), np.array([[0.0]]), activations.sigmoid),
    ]
    X, Y = np.array([[1.0], [2.0]]), np.array([[1]])
    A, caches = network.forward(layers, X)
    assert A.item() == pytest.approx(0.75, abs=1e-15)
    assert caches[0].Z.tolist() == [[-1.0], [1.0]]
    assert caches[1].A_prev.tolist() == [[0.0], [1.0]]
    assert network.cost(layers, X, Y) == pytest.approx(math.log(4 / 3), abs=1e-15)
    (dW1, db1), (dW2, db2) = network.backward(layers, caches, Y)
    assert np.allclose(dW2, [[0, -0.25]], rtol=0, atol=1e-15)
    assert np.allclose(db2, [[-0.25]], rtol=0, atol=1e-15)
    assert np.allclose(dW1, [[0, 0], [-ln3 / 4, -ln3 / 2]], rtol=0, atol=1e-15)
    assert np.allclose(db1, [[0], [-ln3 / 4]], rtol=0, atol=1e-15)
    stepped = network.update(layers, [(dW1, db1), (dW2, db2)], 2.0)
    assert np.allclose(stepped[1].W, [[5, ln3 + 0.5]], rtol=0, atol=1e-15)
    run = network.train(layers, X, Y, learning_rate=2.0, epochs=1)
    assert np.allclose(run.layers[0].W, stepped[0].W, rtol=0, atol=1e-15)
    assert run.costs.tolist() == pytest.approx([math.log(4 / 3)])


def test_no_function_changes_its_arguments():
    layers, X, Y = problem([3, 4, 4, 2], ["tanh", "prelu"], output="softmax")
    _, caches = network.forward(layers, X)
    gradients = network.backward(layers, caches, Y)
    arguments = layers, X, Y, caches, gradients
    before = copy.deepcopy(arguments)
    network.update(layers, gradients, 0.5)
    network.backward(layers, caches, Y)
    network.predict(layers, X)
    network.cost(layers, X, Y)
    run = network.train(layers, X, Y, 0.5, 9)
    network.train(layers, X, Y, 0.5, 9, batch_size=3, rng=np.random.default_rng(0))
    assert same(layers, before[0])
    assert same(layers, run.snapshots[0][1])
    assert np.array_equal(X, before[1])
    assert np.array_equal(Y, before[2])
    for now, then in ((caches, before[3]), (gradients, before[4])):
        assert all(np.array_equal(p, q) for a, b in zip(now, then, strict=True) for p, q in zip(a, b, strict=True))
    assert gradients[1].da == before[4][1].da


def test_a_learned_slope_worked_by_hand():
    # z1 = 1*(-2) + 0 = -2: a = 0.25 gives -0.5; z2 = 3*(-0.5) + 1 = -0.5, y = 0.5: dz2 = -1
    # dA1 = 3 dz2 = -3, da = dA1 * min(0, z1) = 6; dz1 = -3 * 0.25: dW1 = -0.75 * -2 = 1.5, db1 = -0.75
    layers = [
        Layer(np.array([[1.0]]), np.array([[0.0]]), activations.prelu),
        Layer(np.array([[3.0]]), np.array([[1.0]]), activations.linear),
    ]
    X, Y = [[-2.0]], [[0.5]]
    gradients = network.backward(layers, network.forward(layers, X)[1], Y)
    (dW, db), last = gradients
    assert (dW.item(), db.item(), gradients[0].da) == (1.5, -0.75, 6.0)
    assert (last.dW.item(), last.db.item()) == (0.5, -1.0)
    assert not hasattr(last, "da")
    stepped = network.update(layers, gradients, 0.125)
    assert stepped[0].activation.a == 0.25 - 0.125 * 6
    run = network.train(layers, X, Y, 0.125, 1)
    assert run.layers[0].activation == stepped[0].activation
    assert (run.layers[0].W.item(), run.layers[0].b.item()) == (1 - 0.125 * 1.5, 0.125 * 0.75)
    assert [then[0].activation.a for _, then in run.snapshots] == [0.25, -0.5]
    assert layers[0].activation.a == 0.25


def test_a_plain_pair_leaves_the_slope_alone():
    layers, X, Y = problem([3, 4, 1], "prelu")
    gradients = network.backward(layers, network.forward(layers, X)[1], Y)
    assert gradients[0].da != 0
    assert network.update(layers, [tuple(pair) for pair in gradients], 0.5)[0].activation == activations.prelu


def test_gradients_keep_their_slope_when_copied_or_sent():
    layers, X, Y = problem([3, 4, 1], "prelu")
    gradients = network.backward(layers, network.forward(layers, X)[1], Y)
    for twin in (copy.deepcopy(gradients), pickle.loads(pickle.dumps(gradients))):
        assert twin[0].da == gradients[0].da
        assert isinstance(twin[0].da, float)
        assert np.array_equal(twin[1].dW, gradients[1].dW)


def test_every_layer_learns_its_own_slope():
    layers, X, Y = problem([3, 5, 5, 1], "prelu", m=40)
    run = network.train(layers, X, Y, 0.3, 100)
    slopes = [g.a for _, _, g in run.layers[:-1]]
    assert len({0.25, *slopes}) == 3
    assert run.costs[-1] < run.costs[0]


def test_parametric_relu_finds_the_slope_of_the_data():
    # y = x or, left of 0, 0.7 x: one unit can say exactly that
    X = np.linspace(-2, 2, 40)[None]
    Y = np.where(X > 0, X, 0.7 * X)
    start = [
        Layer(np.array([[1.0]]), np.zeros((1, 1)), activations.prelu.with_slope(0)),
        Layer(np.array([[1.0]]), np.zeros((1, 1)), activations.linear),
    ]
    run = network.train(start, X, Y, 0.3, 2000)
    assert run.costs[-1] < 1e-5
    assert run.layers[0].activation.a == pytest.approx(0.7, abs=0.01)


@pytest.mark.parametrize("output", OUTPUT)
def test_training_repeats_the_visible_steps(output):
    layers, X, Y = problem([3, 4, 3, 2], ["tanh", "prelu"], output)
    run = network.train(layers, X, Y, 0.1, 25)
    for epoch in range(25):
        assert run.costs[epoch] == pytest.approx(network.cost(layers, X, Y), rel=1e-12, abs=0)
        layers = network.update(layers, network.backward(layers, network.forward(layers, X)[1], Y), 0.1)
    for ours, theirs in zip(run.layers, layers, strict=True):
        assert np.allclose(ours.W, theirs.W, rtol=1e-12, atol=1e-14)
        assert np.allclose(ours.b, theirs.b, rtol=1e-12, atol=1e-14)
        assert getattr(ours.activation, "a", 0) == pytest.approx(getattr(theirs.activation, "a", 0), rel=1e-12, abs=0)


@pytest.mark.parametrize("hidden", ["tanh", "prelu"])
def test_mini_batches_repeat_the_visible_steps(hidden):
    start, X, Y = problem([3, 4, 1], hidden, m=8)
    run = network.train(start, X, Y, 0.3, 4, batch_size=3, rng=np.random.default_rng(5))
    layers, rng, costs = start, np.random.default_rng(5), []
    for _ in range(4):
        order, total = rng.permutation(8), 0.0
        for part in (order[:3], order[3:6], order[6:]):
            total += network.cost(layers, X[:, part], Y[:, part]) * len(part) / 8
            caches = network.forward(layers, X[:, part])[1]
            layers = network.update(layers, network.backward(layers, caches, Y[:, part]), 0.3)
        costs.append(total)
    assert run.costs[0] == pytest.approx(network.cost(start, X, Y), rel=1e-12, abs=0)
    assert run.costs[1:].tolist() == pytest.approx(costs[1:], rel=1e-12, abs=0)
    assert np.allclose(run.layers[0].W, layers[0].W, rtol=1e-12)
    assert getattr(run.layers[0].activation, "a", 0) == pytest.approx(
        getattr(layers[0].activation, "a", 0), rel=1e-12, abs=0
    )


@pytest.mark.parametrize("rng", [None, np.random.default_rng(0)])
def test_one_batch_is_the_full_batch(rng):
    layers, X, Y = problem([3, 4, 1], m=7)
    whole, batched = network.train(layers, X, Y, 0.5, 20), network.train(layers, X, Y, 0.5, 20, 7, rng)
    assert same(whole.layers, batched.layers)
    assert np.array_equal(whole.costs, batched.costs)


def test_what_is_left_out_is_as_the_first_networks_of_notebook_03_are_trained():
    layers, X, Y = problem([3, 4, 1], m=7)
    assert np.array_equal(network.train(layers, X, Y).costs, network.train(layers, X, Y, 1.2, 1000).costs)


@pytest.mark.parametrize("batch_size", [None, 16])
def test_same_seed_same_run(batch_size):
    def once(seed):
        rng = np.random.default_rng(seed)
        d = data.flower(60, rng=rng)
        return network.train(network.initialize([2, 4, 1], rng=rng), d.X, d.Y, 0.5, 30, batch_size, rng)

    first, second, other = once(1), once(1), once(2)
    assert same(first.layers, second.layers)
    assert np.array_equal(first.costs, second.costs)
    assert not np.array_equal(first.costs, other.costs)


@pytest.mark.parametrize("batch_size", [None, 3])
def test_snapshots_are_taken_at_the_moments_and_stay(batch_size):
    layers, X, Y = problem([3, 4, 1])
    run = network.train(layers, X, Y, 0.5, 300, batch_size, np.random.default_rng(0))
    assert [epoch for epoch, _ in run.snapshots] == training.moments(300)
    assert same(run.snapshots[0][1], layers)
    assert same(run.snapshots[-1][1], run.layers)
    assert run.costs.shape == (300,)
    if batch_size is None:
        for epoch, then in run.snapshots[:-1]:
            assert network.cost(then, X, Y) == pytest.approx(run.costs[epoch], rel=1e-12, abs=0)


def test_no_epochs_return_the_start():
    layers, X, Y = problem([3, 4, 1])
    run = network.train(layers, X, Y, 0.5, 0)
    assert same(run.layers, layers)
    assert run.costs.shape == (0,)
    assert len(run.snapshots) == 1


def test_one_sigmoid_unit_is_the_neuron_of_notebook_01():
    rng = np.random.default_rng(3)
    X, Y = rng.standard_normal((4, 50)), rng.integers(2, size=(1, 50))
    run = network.train(network.initialize([4, 1], scale=0), X, Y, 0.3, 200)
    other = neuron.train(X, Y, 0.3, 200)
    assert np.allclose(run.layers[0].W.T, other.w, rtol=1e-12, atol=1e-14)
    assert run.layers[0].b.item() == pytest.approx(other.b, rel=1e-12, abs=0)
    assert np.allclose(run.costs, other.costs, rtol=1e-13)
    assert np.array_equal(network.predict(run.layers, X), neuron.predict(other.w, other.b, X))


def test_two_softmax_outputs_are_one_sigmoid():
    # softmax of (0, z) says sigmoid(z) for the second class
    layers, X, Y = problem([3, 4, 1])
    W, b, _ = layers[-1]
    twin = [*layers[:-1], Layer(np.vstack([0 * W, W]), np.vstack([0 * b, b]), activations.softmax)]
    assert np.allclose(network.forward(twin, X)[0][1:], network.forward(layers, X)[0], rtol=1e-14)
    assert network.cost(twin, X, np.vstack([1 - Y, Y])) == pytest.approx(network.cost(layers, X, Y), rel=1e-13, abs=0)
    assert np.array_equal(network.predict(twin, X), network.predict(layers, X))


def test_zeros_keep_all_hidden_units_alike():
    _, X, Y = problem([2, 4, 1], m=30)
    start = network.initialize([2, 4, 1], "sigmoid", scale=0)
    W = network.train(start, X, Y, 1.0, 200).layers[0].W
    assert np.abs(W).max() > 0
    assert (W[0] == W).all()


def test_scales():
    rng = np.random.default_rng(0)
    for scale, deviation in (("he", math.sqrt(2 / 300)), ("xavier", math.sqrt(2 / 500)), (0.01, 0.01), (0, 0)):
        W, b, g = network.initialize([300, 200, 1], "relu", scale=scale, rng=rng)[0]
        assert W.std() == pytest.approx(deviation, rel=0.02)
        assert W.shape == (200, 300)
        assert b.tolist() == [[0.0]] * 200
        assert g is activations.relu


@pytest.mark.parametrize("output", OUTPUT)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_float32_stays_and_agrees(hidden, output):
    layers, X, Y = problem([3, 5, 2], hidden, output, dtype=np.float32)
    A, caches = network.forward(layers, X)
    gradients = network.backward(layers, caches, Y)
    run = network.train(layers, X, Y, 0.1, 5, batch_size=4, rng=np.random.default_rng(0))
    arrays = [A, *(p for c in caches for p in c), *(d for pair in gradients for d in pair)]
    arrays += [p for layer in (*run.layers, *network.update(layers, gradients, 0.1)) for p in layer[:2]]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}
    assert network.predict(layers, X).dtype == (np.intp if output == "softmax" else np.float32)
    wide = [Layer(W.astype(float), b.astype(float), g) for W, b, g in layers]
    assert network.cost(layers, X, Y) == pytest.approx(network.cost(wide, X, Y), rel=1e-5, abs=0)


@pytest.mark.parametrize("seed", range(3))
def test_four_tanh_units_draw_the_flower(seed):
    rng = np.random.default_rng(seed)
    d = data.flower(rng=rng)
    layers = network.initialize([2, 4, 1], "tanh", "sigmoid", 0.01, rng)
    run = network.train(layers, d.X, d.Y, learning_rate=1.2, epochs=5000)
    assert (network.predict(run.layers, d.X) == d.Y).mean() >= 0.88


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("output", OUTPUT)
def test_extreme_inputs_stay_finite(hidden, output):
    layers, X, Y = problem([3, 4, 2], hidden, output)
    X = X / np.abs(X).max() * 1000
    A, caches = network.forward(layers, X)
    assert np.isfinite(A).all()
    assert math.isfinite(network.cost(layers, X, Y))
    assert all(np.isfinite(d).all() for pair in network.backward(layers, caches, Y) for d in pair)


@pytest.mark.parametrize("batch_size", [None, 3])
@pytest.mark.parametrize("output", ["linear", "softmax"])
def test_a_run_that_diverges_keeps_what_it_had(batch_size, output):
    layers, X, Y = problem([3, 4, 2], "relu", output)
    with pytest.raises(training.Diverged, match=r"^learning_rate: training diverged at epoch") as caught:
        network.train(layers, X, Y, 1e200, 50, batch_size, np.random.default_rng(0))
    run = pickle.loads(pickle.dumps(caught.value)).run
    assert run.costs[0] == pytest.approx(network.cost(layers, X, Y), rel=1e-12, abs=0)
    assert np.isfinite(run.costs).all()
    assert all(np.isfinite(p).all() for layer in run.layers for p in layer[:2])
    assert [g for _, _, g in run.layers] == [g for _, _, g in layers]


def test_a_step_may_be_long_as_long_as_it_ends_at_a_number():
    # z - y = 1, so W takes a step of 1e160, whose square is no float
    start = [Layer(np.array([[1.0]]), np.array([[0.0]]), activations.linear)]
    assert network.train(start, [[1.0]], [[0.0]], 1e160, 1).layers[0].W.item() == -1e160
    with pytest.raises(training.Diverged, match="epoch 1 ") as caught:
        network.train(start, [[1.0]], [[0.0]], 1e160, 5)
    assert caught.value.run.costs.tolist() == [0.5]
    assert caught.value.run.layers[0].W.item() == -1e160
    assert [epoch for epoch, _ in caught.value.run.snapshots] == [0, 1]


@pytest.mark.parametrize("batch_size", [None, 1])
def test_infinite_weights_are_noticed_where_the_cost_does_not_show_them(batch_size):
    start = [Layer(np.zeros((1, 1)), np.zeros((1, 1)), activations.sigmoid)]
    with pytest.raises(training.Diverged, match="epoch 0 ") as caught:
        network.train(start, [[100.0, 100.0]], [[1, 1]], 1e308, 5, batch_size, np.random.default_rng(0))
    assert caught.value.run.costs.tolist() == pytest.approx([math.log(2)])
    assert same(caught.value.run.layers, start)


def test_a_longer_run_needs_no_more_memory():
    layers, X, Y = problem([2, 16, 1], m=1000)

    def peak(epochs):
        tracemalloc.start()
        network.train(layers, X, Y, 0.1, epochs)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(1000) - peak(250) < 100_000  # one array of A1 is 128,000; more snapshots and costs take some


def test_progress_is_one_line(capsys):
    layers, X, Y = problem([3, 4, 1])
    network.train(layers, X, Y, 0.1, 20)
    assert capsys.readouterr().out == ""
    network.train(layers, X, Y, 0.1, 20, progress=True)
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "epoch 20/20, cost 0." in out


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"sizes": [2]}, ValueError, r"sizes: expected at least two, the inputs and one layer, got \[2\]"),
        ({"sizes": [2, 0, 1]}, ValueError, r"sizes\[1\]: expected an integer >= 1, got 0"),
        ({"sizes": [2, 4.0, 1]}, TypeError, r"sizes\[1\]: expected an integer, got float"),
        ({"sizes": 3}, TypeError, "sizes: expected a list, got int"),
        ({"hidden": "tahn"}, ValueError, "hidden: expected one of linear, sigmoid, tanh, .*gelu, got 'tahn'"),
        ({"hidden": ["tanh", "relu"]}, ValueError, "hidden: expected 1 activations, one per hidden layer, got 2"),
        ({"hidden": "softmax"}, ValueError, "hidden: expected an activation that works entry by entry, got softmax"),
        ({"hidden": 3}, TypeError, "hidden: expected a list, got int"),
        ({"output": "sigmod"}, ValueError, "output: expected one of linear, .*gelu, got 'sigmod'"),
        ({"output": "tanh"}, ValueError, "output: expected one of sigmoid, softmax, linear, .*, got 'tanh'"),
        ({"output": "softmax"}, ValueError, "sizes: expected at least 2 softmax outputs"),
        ({"scale": "big"}, ValueError, "scale: expected 'he', 'xavier' or a number, got 'big'"),
        ({"scale": -1}, ValueError, "scale: expected a finite number and >= 0, got -1.0"),
        ({"rng": None}, TypeError, "rng: expected a np.random.Generator .* got NoneType"),
        ({"rng": 1}, TypeError, "rng: expected a np.random.Generator .* got int"),
        ({"dtype": int}, TypeError, "dtype: expected float64 or float32, got <class 'int'>"),
    ],
)
def test_initialize_refuses(arguments, error, message):
    with pytest.raises(error, match=f"^{message}"):
        network.initialize(**{"sizes": [2, 4, 1], "rng": np.random.default_rng(0), **arguments})


@pytest.mark.parametrize(
    ("output", "name", "value", "error", "message"),
    [
        ("sigmoid", "X", np.ones((2, 3)), ValueError, r"X: expected shape \(3, m\).*got \(2, 3\); did you mean its tr"),
        ("sigmoid", "X", np.ones(3), ValueError, r"X: expected shape \(3, m\).*rank-1"),
        ("sigmoid", "X", np.full((3, 7), np.nan), ValueError, "X: expected finite numbers, got nan"),
        ("sigmoid", "X", np.full((3, 7), 1e308), ValueError, None),
        ("sigmoid", "Y", np.full((2, 7), 2), ValueError, "Y: expected labels 0 or 1, got 2.0"),
        ("sigmoid", "Y", np.ones((1, 7)), ValueError, r"Y: expected shape \(2, 7\).*got \(1, 7\)"),
        ("softmax", "Y", np.ones((2, 7)), ValueError, "Y: expected one-hot columns.* got 2 ones in column 0"),
        ("softmax", "Y", np.ones((1, 7)), ValueError, r"Y: expected one-hot columns of shape \(2, 7\).*np.eye\(2\)"),
        ("linear", "Y", np.full((2, 7), 1e200), ValueError, "layers, X, Y: expected numbers that keep"),
        ("linear", "layers", [], ValueError, "layers: expected at least one layer, got none"),
        ("linear", "layers", [3], TypeError, r"layers\[0\]: expected a Layer\(W, b, activation\), got int"),
    ],
)
def test_cost_refuses(output, name, value, error, message):
    layers, X, Y = problem([3, 4, 2], "relu", output)
    if message is None:
        layers, message = [Layer(W * 100, b, g) for W, b, g in layers], "layers, X: expected numbers that keep every"
    with pytest.raises(error, match=f"^{message}"):
        network.cost(**{"layers": layers, "X": X, "Y": Y, name: value})


def test_layers_that_do_not_fit_together_are_refused():
    (first, last), X, _ = problem([3, 4, 1])
    with pytest.raises(ValueError, match=r"^layers\[1\]\.W: expected shape \(n, 3\)"):
        network.forward([Layer(np.ones((3, 3)), np.ones((3, 1)), "relu"), last], X)
    with pytest.raises(ValueError, match=r"^layers\[0\]\.b: expected shape \(4, 1\)"):
        network.forward([first._replace(b=np.ones((1, 4))), last], X)
    with pytest.raises(ValueError, match=r"^layers\[0\]\.activation: expected one that works entry by entry"):
        network.forward([first._replace(activation="softmax"), last], X)
    with pytest.raises(ValueError, match=r"^output: expected one of sigmoid, softmax, linear"):
        network.predict([first], X)


def test_backward_and_update_refuse_what_is_of_other_layers():
    layers, X, Y = problem([3, 4, 1])
    _, caches = network.forward(layers, X)
    gradients = network.backward(layers, caches, Y)
    for wrong in (caches[:1], caches[::-1], [1, 2]):
        with pytest.raises(ValueError, match=r"^caches: expected what forward returns for layers"):
            network.backward(layers, wrong, Y)
    with pytest.raises(ValueError, match=r"^gradients: expected 2 pairs \(dW, db\), one per layer, got 1"):
        network.update(layers, gradients[:1], 0.1)
    with pytest.raises(ValueError, match=r"^gradients\[0\]\[0\]: expected shape \(4, 3\)"):
        network.update(layers, gradients[::-1], 0.1)
    with pytest.raises(ValueError, match=r"^learning_rate: expected a step to finite parameters, got infinity"):
        network.update(layers, [(dW * 1e300, db) for dW, db in gradients], 1e300)


def one_unit(w, activation, b=0.0):
    return Layer(np.array([[w]]), np.array([[b]]), activations.by_name(activation, "g"))


@pytest.mark.parametrize(
    ("layers", "Y"),
    [
        ([one_unit(0.0, "linear")], -1e200),  # dW = 1e200 * 1e200
        ([one_unit(0.0, "tanh"), one_unit(1e300, "linear", 1.0)], -1e200),  # dA = 1e300 * 1e200, times the slope
        ([one_unit(0.0, "tanh"), one_unit(0.0, "linear", 1e308)], -1e308),  # dZ is infinite, 0 times it is no number
        (
            [
                one_unit(-1e-40, "prelu")._replace(activation=activations.prelu.with_slope(0.0)),
                one_unit(1e160, "linear"),
            ],
            -1,
        ),
    ],
    ids=["dW", "dA", "not a number", "da"],
)
def test_derivatives_that_overflow_are_an_error(layers, Y):
    _, caches = network.forward(layers, [[1e200]])
    with pytest.raises(
        ValueError, match=r"^layers, caches, Y: expected numbers that keep every weighted sum, the cost"
    ):
        network.backward(layers, caches, [[Y]])


def test_numbers_just_below_the_largest_pass_and_their_overflow_is_an_error():
    layers = [Layer(np.full((2, 1), 1.7e308), np.zeros((2, 1)), activations.linear)]
    assert network.forward(layers, [[1.0]])[0].tolist() == [[1.7e308], [1.7e308]]  # their sum is no float
    stretched = [one_unit(1.75e308, "selu"), one_unit(1.0, "sigmoid")]  # 1.05 times it is none, either
    with pytest.raises(ValueError, match=r"^layers, X: expected numbers that keep every weighted sum"):
        network.forward(stretched, [[1.0]])


def test_backward_names_the_argument_that_does_not_fit():
    layers, X, Y = problem([3, 4, 1])
    _, caches = network.forward(layers, X)
    with pytest.raises(TypeError, match=r"^caches: expected a list, got NoneType$"):
        network.backward(layers, None, Y)
    with pytest.raises(ValueError, match=r"^Y: expected shape \(1, 7\), .* got \(1, 6\)"):
        network.backward(layers, caches, Y[:, :6])


def test_layers_are_not_copied_and_their_activations_are_known():
    given, _, _ = problem([3, 4, 1])
    ours = network.layers.checked(given)
    assert all(p.W is q.W and p.b is q.b for p, q in zip(ours, given, strict=True))
    with pytest.raises(ValueError, match=r"^layers\[1\]\.activation: expected one of linear, .* got 'sigmiod'$"):
        network.forward([given[0], given[1]._replace(activation="sigmiod")], np.ones((3, 1)))


def test_one_layer_of_float32_takes_inputs_of_float64():
    (layer,) = network.initialize([2, 1], scale=0, dtype=np.float32)
    assert layer.W.dtype == layer.b.dtype == np.float32
    A, _ = network.forward([layer], [[1.0], [2.0]])
    assert (A.dtype, A.tolist()) == (np.float32, [[0.5]])


def test_weights_too_large_for_their_type_are_refused():
    for dtype in (np.float32, np.float64):
        with pytest.raises(ValueError, match=f"^scale: expected weights that {np.dtype(dtype)} can hold, got infinite"):
            network.initialize([2, 1], scale=np.finfo(dtype).max, rng=np.random.default_rng(3), dtype=dtype)


@pytest.mark.parametrize(("sizes", "got"), [([10**8 + 1, 1], 100000001), ([2, 10**4 + 1, 10**4], 100010000)])
def test_layers_too_large_for_memory_are_refused_before_they_are_made(sizes, got):
    with pytest.raises(ValueError, match=rf"^sizes, weights in a layer: expected at most 1e\+08, got {got}$"):
        network.initialize(sizes, scale=0)


def test_sizes_may_be_an_array():
    layers = network.initialize(np.array([2, 3, 1]), scale=0)
    assert [W.shape for W, _, _ in layers] == [(3, 2), (1, 3)]


def test_backward_refuses_caches_that_are_not_whole():
    layers, X, Y = problem([3, 4, 1])
    _, caches = network.forward(layers, X)
    spoiled = [
        tuple(caches[0]),
        caches[0]._replace(A=caches[0].A.tolist()),
        caches[0]._replace(Z=caches[0].Z.astype(int)),
        caches[0]._replace(A=caches[0].A[:, 1:]),
        caches[0]._replace(A_prev=caches[0].A_prev[:, 1:]),
        caches[0]._replace(A_prev=caches[0].A_prev[:, :, None]),
        caches[0]._replace(Z=caches[0].Z[:, :, None], A=caches[0].A[:, :, None]),
    ]
    for first in spoiled:
        with pytest.raises(
            ValueError, match=r"^caches: expected what forward returns for layers with W of shapes \[\(4, 3"
        ):
            network.backward(layers, [first, caches[1]], Y)


def test_float32_layers_are_trained_in_float32():
    layers, X, Y = problem([3, 4, 2, 1], "prelu", dtype=np.float32)
    run = network.train(layers, X, Y, 0.1, 3)
    assert all(W.dtype == b.dtype == np.float32 for W, b, _ in run.layers)
    assert same(run.layers, network.train(layers, X.astype(float), Y, 0.1, 3).layers)


def test_update_names_the_argument_that_does_not_fit():
    layers, X, Y = problem([3, 4, 1])
    good = network.backward(layers, network.forward(layers, X)[1], Y)
    for gradients, rate, error, message in (
        (None, 0.1, TypeError, "gradients: expected a list, got NoneType"),
        (good, 0, ValueError, "learning_rate: expected a finite number and > 0, got 0.0"),
        ([good[0], 1.0], 0.1, TypeError, "gradients[1]: expected a pair, got float"),
        ([(good[0].dW, np.zeros((1, 4))), good[1]], 0.1, ValueError, "gradients[0][1]: expected shape (4, 1), "),
    ):
        with pytest.raises(error, match="^" + re.escape(message)):
            network.update(layers, gradients, rate)


def test_update_refuses_a_slope_that_is_no_number():
    layers, X, Y = problem([3, 4, 1], "prelu")
    gradients = network.backward(layers, network.forward(layers, X)[1], Y)
    gradients[0].da = 1e300
    with pytest.raises(ValueError, match=r"^learning_rate: expected a step to finite parameters, got infinity"):
        network.update(layers, gradients, 1e300)
    gradients[0].da = math.nan
    with pytest.raises(ValueError, match=r"^gradients\[0\]\.da: expected a finite number, got nan"):
        network.update(layers, gradients, 0.1)


@pytest.mark.parametrize(
    ("name", "value", "error", "message"),
    [
        ("learning_rate", 0, ValueError, "expected a finite number and > 0"),
        ("learning_rate", math.nan, ValueError, "expected a finite number and > 0"),
        ("epochs", -1, ValueError, "expected an integer >= 0"),
        ("epochs", 2.0, TypeError, "expected an integer, got float"),
        ("batch_size", 0, ValueError, "expected an integer >= 1 and <= 8, got 0"),
        ("batch_size", 9, ValueError, "expected an integer >= 1 and <= 8, got 9"),
        ("rng", 3, TypeError, "expected a np.random.Generator"),
        ("rng", None, TypeError, "expected a np.random.Generator"),
    ],
)
def test_train_refuses(name, value, error, message):
    layers, X, Y = problem([3, 4, 1], m=8)
    settings = {"learning_rate": 0.1, "epochs": 2, "batch_size": 2, "rng": np.random.default_rng(0), name: value}
    with pytest.raises(error, match=f"^{name}: {message}"):
        network.train(layers, X, Y, **settings)


def test_a_generator_that_is_none_is_refused_where_it_is_not_needed_either():
    layers, X, Y = problem([3, 4, 1])
    for call in (
        lambda: network.train(layers, X, Y, 0.1, 2, rng=7),
        lambda: network.initialize([2, 1], scale=0, rng="a"),
    ):
        with pytest.raises(TypeError, match=r"^rng: expected a np.random.Generator"):
            call()


@pytest.mark.parametrize("dtype", [np.float32, np.dtype("float32"), "float32", "f4"])
def test_a_type_can_be_given_by_its_name(dtype):
    assert network.initialize([2, 1], rng=np.random.default_rng(0), dtype=dtype)[0].W.dtype == np.float32


def test_float32_layers_refuse_targets_they_cannot_hold():
    layers, X, _ = problem([3, 4, 1], output="linear", m=1, dtype=np.float32)
    with pytest.raises(ValueError, match=r"^Y: expected numbers that float32, the type of the layers, can hold"):
        network.cost(layers, X, [[1e300]])


def test_float32_layers_refuse_inputs_they_cannot_hold():
    layers, X, _ = problem([3, 4, 1], dtype=np.float32)
    with pytest.raises(ValueError, match=r"^X: expected numbers that float32, the type of the layers, can hold"):
        network.forward(layers, X.astype(float) + 1e100)


def test_the_loss_belongs_to_the_output():
    for name, loss in (
        ("sigmoid", losses.binary_cross_entropy),
        ("softmax", losses.categorical_cross_entropy),
        ("linear", losses.squared_error),
    ):
        layers, X, Y = problem([3, 4, 2], output=name)
        Z = network.forward(layers, X)[1][-1].Z
        assert network.cost(layers, X, Y) == pytest.approx(loss(Z, Y).sum() / 7, rel=1e-13, abs=0)


class Finger(np.random.Generator):
    """A generator that presses the stop button when asked for the order of a later epoch."""

    def __init__(self, seed, epoch):
        super().__init__(np.random.PCG64(seed))
        self.left = epoch

    def permutation(self, m):
        if self.left == 0:
            raise KeyboardInterrupt
        self.left -= 1
        return super().permutation(m)


def test_a_run_stopped_by_hand_keeps_what_it_has_learnt(capsys):
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(2, 20)), (rng.random((1, 20)) < 0.5).astype(float)
    layers = network.initialize([2, 3, 1], rng=rng)
    stopped = network.train(layers, X, Y, 0.1, 50, batch_size=5, rng=Finger(1, epoch=7))
    assert "stopped by hand in epoch 8 of 50" in capsys.readouterr().out
    whole = network.train(layers, X, Y, 0.1, 7, batch_size=5, rng=Finger(1, epoch=99))
    np.testing.assert_array_equal(stopped.costs, whole.costs)
    assert [epoch for epoch, _ in stopped.snapshots][-1] == 7
    for (W, b, _), (W_whole, b_whole, _) in zip(stopped.layers, whole.layers, strict=True):
        np.testing.assert_array_equal(W, W_whole)
        np.testing.assert_array_equal(b, b_whole)


def test_a_run_stopped_between_a_snapshot_and_its_line_counts_that_epoch(monkeypatch, capsys):
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(2, 20)), (rng.random((1, 20)) < 0.5).astype(float)
    layers = network.initialize([2, 3, 1], rng=rng)

    def press(line, **options):
        if line.startswith("\r"):
            assert options == {"end": "", "flush": True}  # the line grows in its place, and at once
        if "epoch 4/6" in line:
            raise KeyboardInterrupt
        print(line, **options)

    monkeypatch.setattr(loop, "print", press, raising=False)
    stopped = network.train(layers, X, Y, 0.1, 6, progress=True)
    assert [epoch for epoch, _ in stopped.snapshots] == [0, 1, 2, 3, 4]
    whole = network.train(layers, X, Y, 0.1, 4)
    np.testing.assert_array_equal(stopped.costs, whole.costs)
    np.testing.assert_array_equal(stopped.layers[0].W, whole.layers[0].W)
    assert "stopped by hand in epoch 5 of 6" in capsys.readouterr().out


def test_a_scale_misspelt_and_a_progress_in_words_are_refused():
    with pytest.raises(ValueError, match="scale: expected 'he', 'xavier' or a number, got 'xaver'"):
        network.initialize([2, 3, 1], scale="xaver", rng=np.random.default_rng(0))
    layers = network.initialize([2, 3, 1], scale=0)
    with pytest.raises(TypeError, match="progress: expected True or False, got the text 'no'"):
        network.train(layers, np.ones((2, 3)), np.ones((1, 3)), 0.1, 1, progress="no")
