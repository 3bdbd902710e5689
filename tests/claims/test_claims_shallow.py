"""Notebook 03, sections 2 to 6: what its prose says of loops, activations, houses and starts that no cell prints."""

import math
import timeit

import numpy as np
import pytest

from helpers import activations, checks, data, network
from helpers.network import Layer
from helpers.widgets import initial_explorer

from .quoting import code, nearest, quotes

FLOWER = data.flower(rng=np.random.default_rng(0))
BELOW = np.linspace(-40, 0, 400_001)


def one_by_one(W1, b1, W2, b2, X):
    """Do the work of `loop_forward`, but take each number out of its array."""
    answers = []
    for k in range(X.shape[1]):
        z2 = b2[0, 0]
        for i in range(W1.shape[0]):
            z1 = b1[i, 0]
            for j in range(X.shape[0]):
                z1 += W1[i, j] * X[j, k]
            z2 += W2[0, i] * math.tanh(z1)
        answers.append(1 / (1 + math.exp(-z2)))
    return np.array([answers])


@quotes("taking single numbers out of NumPy arrays would take it two or three times as long")
def test_a_loop_over_arrays_takes_two_or_three_times_as_long_as_one_over_lists():
    """03 54947c7d: the cell's loop, and the same over arrays."""
    cells = code("03", "5df7e936", "ede2d56f", "2a871b15", "e840aac1")
    given = cells.W1, cells.b1, cells.W2, cells.b2, np.random.default_rng(0).normal(size=(3, 1000))
    assert one_by_one(*given) == pytest.approx(cells.loop_forward(*given))
    rounds = [
        [timeit.timeit(lambda loop=loop: loop(*given), number=1) for loop in (cells.loop_forward, one_by_one)]
        for _ in range(40)  # in turn, so that a busy moment of the machine hits both
    ]
    lists, arrays = np.min(rounds, axis=0)
    assert 1.5 < arrays / lists < 4


@quotes(
    "Through the sigmoid less than 0.05 of it gets back, through tanh only 0.01.",
    "Swish left of about −1¼, GELU left of about −¾.",
)
def test_slopes_of_the_activations():
    """03 78a96fd5: tasks 1 and 2, the turning points read off a fine grid."""
    assert activations.sigmoid.derivative(3.0) < 0.05
    assert activations.tanh.derivative(3.0) == pytest.approx(0.01, abs=0.001)
    for name, turn in (("swish", -1.25), ("gelu", -0.75)):
        falling = activations.by_name(name).derivative(BELOW) < 0
        assert BELOW[falling].max() == pytest.approx(turn, abs=0.05)


@quotes("| SELU | −1.76 upwards", "| swish | −0.28 upwards", "| GELU | −0.17 upwards")
def test_ranges_of_the_activations():
    """03 c55d06b6: the lowest values in the table, read off a fine grid."""
    for name, lowest in (("swish", -0.28), ("gelu", -0.17), ("selu", -1.76)):
        assert activations.by_name(name)(BELOW).min() == pytest.approx(lowest, abs=0.005)


@quotes(
    "Where there are houses, all six lines lie nearly together.",
    "Beyond the last house ours stops rising and even falls a little, while the others go on; "
    "below the first one they part, too.",
)
def test_six_networks_agree_only_between_the_houses():
    """03 e1598aad: the six networks of this section, at places between and beyond the houses."""
    cells = code("03", "5df7e936", "dbb98f86")
    metres = np.array([[40, 60, 75, 100, 120, 150, 180, 200]])
    area = (metres - cells.mean_area) / cells.area_spread
    says = np.array([100 * network.forward(run.layers, area)[0][0] for run in cells.house_runs])
    between, last = np.ptp(says[:, 1:-1], axis=0).max(), says[:, -1] - says[:, -2]
    assert between < 20
    assert np.ptp(says[:, 0]) > 3 * between
    assert -10 < last[-1] < 0
    assert (last[:-1] > 40).all()


@quotes(
    "broadcasts to exactly that product, so even the gradient check lets it pass.",
    "(The gradient check would have refused its shape.)",
)
def test_two_slips_that_numpy_does_not_mind():
    """03 6af7ebb1: the cells of this section, up to the one that plants the other slips."""
    before = "5df7e936", "ede2d56f", "2a871b15", "4d3796ae", "f605175f", "142fbc29", "58e1fac8", "532adf4c", "f7cba2a2"
    cells = code("03", *before, "06094fb7")

    def check(**wrong):
        return checks.check_gradients(cells.J_of_all, cells.parameters, {**cells.correct, **wrong})

    starred = (cells.W2.T * cells.dZ2) * (1 - cells.A1**2)
    assert check(W1=starred @ cells.X.T, b1=starred.sum(axis=1, keepdims=True)).passed
    with pytest.raises(ValueError, match=r"expected shape \(4, 1\)"):
        check(b1=cells.dZ1.sum(axis=0, keepdims=True))


@quotes("With some numbers of units the rounding in the last digit can separate them after long training")
def test_rounding_can_separate_copies():
    """03 b0c094d8: equal starts of 2 to 10 units, 5,000 epochs; which of them part, the machine decides."""
    apart = []
    for n in range(2, 11):
        equal = [
            Layer(np.full((n, 2), 0.5), np.zeros((n, 1)), activations.tanh),
            Layer(np.full((1, n), 0.5), np.zeros((1, 1)), activations.sigmoid),
        ]
        run = network.train(equal, FLOWER.X, FLOWER.Y, learning_rate=1.2, epochs=5000)
        apart.append(np.ptp(run.layers[0].W, axis=0).max())
    assert max(apart) > 1e-5
    assert min(apart) < 1e-12


@quotes(
    "they seem to stand still, until after some hundreds of epochs the rounding has grown, and then they move, "
    "all in step.",
    "With classes of different size they move at once.",
)
def test_sigmoid_units_at_zero_wait_for_the_rounding():
    """03 b0c094d8: 200 points of each class, and then 80 fewer of one."""
    start = network.initialize([2, 4, 1], hidden="sigmoid", scale=0)
    snapshots = network.train(start, FLOWER.X, FLOWER.Y, learning_rate=1.2, epochs=3000).snapshots
    first = next(epoch for epoch, layers in snapshots if np.abs(layers[0].W).max() > 0.01)
    assert 300 < first < 1500
    assert all(np.ptp(layers[0].W, axis=0).max() < 1e-9 for _, layers in snapshots)
    fewer = np.concatenate([np.flatnonzero(FLOWER.Y[0] == 0), np.flatnonzero(FLOWER.Y[0] == 1)[:120]])
    moved = network.train(start, FLOWER.X[:, fewer], FLOWER.Y[:, fewer], learning_rate=1.2, epochs=5).layers
    assert np.abs(moved[0].W).max() > 0.01


@quotes("On the right nothing seems to happen for some thirty epochs; then the units part, each its own way.")
def test_small_starts_part_after_some_thirty_epochs():
    """03 7813d518: the weights that the right picture draws, on its scale from -1.5 to 1.5."""
    apart = network.initialize([2, 4, 1], hidden="tanh", scale=0.01, rng=np.random.default_rng(7))
    snapshots = network.train(apart, FLOWER.X, FLOWER.Y, learning_rate=1.2, epochs=300).snapshots
    drawn = {epoch: layers[0].W[:, 0] for epoch, layers in snapshots}
    assert max(np.abs(W).max() for epoch, W in drawn.items() if epoch <= 30) < 0.06
    assert max(np.ptp(W) for epoch, W in drawn.items() if epoch <= 60) > 0.8


@quotes(
    "after some tens of epochs they grow and turn, and 1 and 3 end in the same direction.",
    "most of the answers sit at −1 or 1 before the first step",
    "They turn less, though even here 1 and 4 end together; and with this seed the run ends well all the same.",
)
def test_arrows_of_small_and_large_starts():
    """03 14798cb6: the explorer as it begins, with the initial weights 0.01 and 10."""
    small, large = (initial_explorer.compute(scale, "tanh", 4, 1, 100).trained for scale in (0.01, 10.0))
    small_turns, large_turns = (
        np.degrees(np.unwrap(np.arctan2(*run.weights.transpose(2, 0, 1)[::-1]), axis=0)) for run in (small, large)
    )
    length = np.linalg.norm(small.weights, axis=2).max(axis=1)
    epochs = [epoch for epoch, _ in small.snapshots]
    assert length[nearest(epochs, 5)] < 0.1 < 1 < length[nearest(epochs, 50)]
    assert abs((small_turns[-1, 0] - small_turns[-1, 2] + 180) % 360 - 180) < 5
    assert abs((large_turns[-1, 0] - large_turns[-1, 3] + 180) % 360 - 180) < 5
    assert large.flat[0] > 0.8
    small_turned, large_turned = (np.abs(angles[-1] - angles[0]).mean() for angles in (small_turns, large_turns))
    assert large_turned < small_turned / 2
    assert large.costs[-1] < small.costs[-1]
