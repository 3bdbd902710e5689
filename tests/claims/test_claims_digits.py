"""Notebook 04, its digits: crosses, learning curves, many splits, dead units, and sweeps that take longer."""

import numpy as np
import pytest

from helpers import data, network, parallel
from helpers.widgets.digit_explorer import compute, soften

from .quoting import code, dead, quotes

TEN_DIGITS = [64, 64, 32, 10]
DEEPEST = [64, 32, 32, 32, 32, 10]


@pytest.fixture(scope="module")
def cells():
    """What the cells of sections 5 and 8 define: the digits, how a network is judged, and three parts of the digits."""
    return code("04", "b12dc0f1", "d80f26fc", "2cf2a4b9", "c3215067", "05f2630d", parallel=parallel)


@pytest.fixture(scope="module")
def ten(cells):
    """Return the notebook's five networks that read all ten digits, as `held_out_runs` returns them."""
    return cells.held_out_runs(cells.digits, TEN_DIGITS, "relu", "softmax")


@quotes(
    "Only for the first few epochs.",
    "From about epoch 15 on, the training cost goes on falling, while in this split hardly anything is gained on new "
    "digits.",
)
def test_what_is_gained_after_fifteen_epochs(cells, ten):
    """04 f18b4bb2: the first split; hardly anything is less than one digit of 359."""
    run, part, rest, _ = ten[0]
    seen, unseen = (np.array([network.cost(layers, p.X, p.Y) for _, layers in run.snapshots]) for p in (part, rest))
    wrong = np.array([100 * (1 - cells.accuracy(layers, rest)) for _, layers in run.snapshots])
    assert [epoch for epoch, _ in run.snapshots] == list(range(31))
    assert (unseen[:5] < 1.2 * seen[:5]).all()
    assert (unseen[10:] > 1.25 * seen[10:]).all()
    assert seen[28:].mean() < seen[14:17].mean() / 2
    assert abs(wrong[15:23].mean() - wrong[23:].mean()) < 100 / 359


@quotes("a third of all digits was never judged, others up to four times", "The other way round it happens only once.")
def test_how_often_each_digit_was_judged(cells, ten):
    """04 939a82b0: the five held-out parts, and two cells of the table."""
    judged = np.unique(np.vstack([rest.X.T for _, _, rest, _ in ten]), axis=0, return_counts=True)[1]
    assert 1 - judged.size / cells.truth.size == pytest.approx(1 / 3, abs=0.01)
    assert judged.max() == 4
    table = np.zeros((10, 10), dtype=int)
    for run, _, rest, _ in ten:
        np.add.at(table, (rest.Y.argmax(axis=0), network.predict(run.layers, rest.X)[0]), 1)
    assert table[8, 1] == 6
    assert table[1, 8] == 1


def drawn(ten, full):
    """Return what five networks say to a drawing on an empty sheet, as probabilities of shape (5, 10)."""
    return np.array([compute(run.layers, rest, 0, full.astype(int).ravel()).probabilities for run, _, rest, _ in ten])


@quotes(
    "On an empty sheet it hesitates; but a diagonal cross from corner to corner was an 8 for all five of our networks, "
    "and four of them were practically certain.",
)
def test_a_cross_and_an_empty_sheet(ten):
    """04 84d80b41: a cross from corner to corner, drawn in the explorer."""
    line = np.eye(8, dtype=bool)
    cross = drawn(ten, line | line[:, ::-1])
    assert (cross.argmax(axis=1) == 8).all()
    assert np.sort(cross[:, 8])[0] < 0.9 < 0.99 < np.sort(cross[:, 8])[1]
    assert drawn(ten, np.zeros((8, 8), dtype=bool)).max() < 0.35


def drawings_changed(full):
    """Yield all drawings that differ from this one in a single cell, then all that differ in two cells."""
    places = np.eye(64, dtype=bool).reshape(64, 8, 8)
    yield full ^ places
    first, second = np.tril_indices(64, -1)
    yield full ^ places[first] ^ places[second]


@quotes("Often one or two cells are enough, if one finds the worst ones.")
def test_one_or_two_cells_often_change_the_answer(ten):
    """04 84d80b41: forty held-out digits that the first network reads right, and every change of one or two cells."""
    run, _, rest, _ = ten[0]
    right = np.flatnonzero(network.predict(run.layers, rest.X)[0] == rest.Y.argmax(axis=0))[:40]
    changed = 0
    for column in right:
        image, label = rest.X[:, column].reshape(8, 8), rest.Y[:, column].argmax()
        for drawings in drawings_changed(image >= 0.5):
            new = [np.clip(image + soften(drawing) - soften(image >= 0.5), 0, 1).ravel() for drawing in drawings]
            if (network.predict(run.layers, np.transpose(new)) != label).any():
                changed += 1
                break
    assert 0.4 < changed / right.size < 0.7


@quotes("The left and the right edge stay nearly empty: there is hardly ever ink, so there is nothing to learn.")
def test_the_edges_hold_no_ink_and_learn_nothing(cells, ten):
    """04 1426d1f7: the mean ink of each column, and what was added to the weights from the edges."""
    ink = cells.digits.X.mean(axis=1).reshape(8, 8).mean(axis=0)
    assert ink[[0, 7]].max() < 0.01 < 0.09 < ink[1:7].min()
    added = np.abs(ten[0][0].layers[0].W - ten[0][0].snapshots[0][1][0].W).mean(axis=0).reshape(8, 8).mean(axis=0)
    assert added[[0, 7]].max() < 0.2 * added[1:7].mean()


def mistakes(cells, sizes, rate, seed, times=1):
    """Return the held-out digits wrong, and the last cost, of a run on 1,437 digits as in section 6."""
    part, rest = data.split(cells.digits, 0.8, rng=np.random.default_rng(seed))
    rng, epochs = np.random.default_rng(seed), times * round(800 * 32 / 1437)
    layers = network.initialize(sizes, "relu", "softmax", "he", rng)
    run = network.train(layers, part.X[:, :1437], part.Y[:, :1437], rate, epochs, 32, rng)
    return round(rest.Y.shape[1] * (1 - cells.accuracy(run.layers, rest))), run.costs[-1]


@quotes(
    "the shallow one kept its lead over logistic regression (15 of 20), but the deep one was ahead of the shallow one "
    "in only nine, level in four and behind in seven.",
)
def test_twenty_splits(cells):
    """04 f38c3e41: logistic regression, a shallow and a deep network with 1,437 digits."""
    models = (([64, 10], 1.0), ([64, 48, 10], 0.5), ([64, 48, 48, 48, 10], 0.2))
    logistic, shallow, deep = (np.array([mistakes(cells, *model, seed)[0] for seed in range(20)]) for model in models)
    assert (shallow < logistic).sum() == 15
    assert [(deep < shallow).sum(), (deep == shallow).sum(), (deep > shallow).sum()] == [9, 4, 7]


@quotes(
    "with sixteen times as many epochs it comes below 0.02. (We tried three splits. On the held-out digits it then "
    "makes three mistakes more in one split, one and two fewer in the others",
)
def test_sixteen_times_as_many_epochs_of_logistic_regression(cells):
    """04 f38c3e41: the first three splits."""
    short, long = (np.array([mistakes(cells, [64, 10], 1.0, seed, times) for seed in range(3)]).T for times in (1, 16))
    assert short[1].min() > 0.1
    assert long[1].max() < 0.02
    assert (long[0] - short[0]).tolist() == [3, -1, -2]


def swept(cells, sizes, rate, seed, epochs=10):
    """Return a run of the sweep of section 8."""
    rng = np.random.default_rng(seed)
    layers = network.initialize(sizes, "relu", "softmax", "he", rng)
    return network.train(layers, cells.learn.X, cells.learn.Y, rate, epochs, 32, rng)


@quotes(
    "A rate that is too large hurts the deep networks first, and of the shallow ones the narrow one with 16 units.",
    "At the rate 1 the deepest network answers about 10 % right in every run, as good as guessing; the one above it in "
    "the table gets 20 % on average, with a large spread.",
)
def test_what_the_rate_1_does_to_the_five_networks(cells):
    """04 e0bb694a: the column of the table for the rate 1, run by run."""
    right = {
        str(sizes): np.array(
            [cells.accuracy(swept(cells, sizes, 1.0, seed).layers, cells.validation) for seed in range(3)]
        )
        for sizes in ([64, 10], [64, 16, 10], [64, 64, 10], TEN_DIGITS, DEEPEST)
    }
    none, narrow, wide, deep, deepest = right.values()
    assert np.abs(deepest - 0.1).max() < 0.02
    assert round(100 * deep.mean()) == 20
    assert deep.std(ddof=1) > 0.05
    assert narrow.mean() < 0.9 < 0.94 < min(none.min(), wide.min())


@quotes(
    "At this rate the network with 16 units has lost more than half of them in each of its three runs (we counted; "
    "with other seeds it may be fewer), and what is left to work with depends on the seed: hence its large spread.",
)
def test_dead_units_of_the_narrow_network(cells):
    """04 5fec4ed7: the three runs of the sweep at the rate 1, and nine more seeds."""
    lost, right = [], []
    for seed in range(12):
        layers = swept(cells, [64, 16, 10], 1.0, seed).layers
        lost.append(int(dead(network.forward(layers, cells.learn.X)[1][0].Z).sum()))
        right.append(cells.accuracy(layers, cells.validation))
    assert min(lost[:3]) > 8
    assert min(lost) < 8
    assert np.ptp(right[:3]) > 0.2
    assert np.corrcoef(lost, right)[0, 1] < -0.5


@quotes(
    "One of the three runs of the deepest network at the rate 0.3 ended far below the others, with hardly a dead unit; "
    "we looked, and its cost had just jumped: a few epochs later more than nine tenths of the validation digits were "
    "right again.",
)
def test_a_run_caught_in_the_middle_of_a_jump(cells):
    """04 5fec4ed7: the three runs of the sweep, and the one that fell behind for ten epochs more."""
    runs = [swept(cells, DEEPEST, 0.3, seed, epochs=20) for seed in range(3)]
    right = np.array([[cells.accuracy(layers, cells.validation) for _, layers in run.snapshots] for run in runs])
    assert right[0, 10] < 0.8 < 0.9 < right[1:, 10].min()
    ends = dict(runs[0].snapshots)[10]
    assert dead(network.forward(ends, cells.learn.X)[1][-2].Z).mean() < 0.15
    assert runs[0].costs[9] > 3 * runs[0].costs[8]
    assert right[0, 11:].max() > 0.9


@quotes(
    "with a hundred (we tried) it is level with the rate 0.1 for these three seeds, and with twenty seeds each it is "
    "ahead by about two thirds of a percentage point.",
)
def test_the_winner_with_a_hundred_epochs(cells):
    """04 ten-epochs-read: [64, 64, 10] with the rates 0.1 and 1, 100 epochs, twenty seeds."""
    slow, fast = (
        np.array([100 * cells.accuracy(swept(cells, [64, 64, 10], rate, seed, 100).layers, cells.validation)
                  for seed in range(20)])
        for rate in (0.1, 1.0)
    )  # fmt: skip
    assert abs(fast[:3].mean() - slow[:3].mean()) < fast[:3].std(ddof=1)
    assert fast.mean() - slow.mean() == pytest.approx(2 / 3, abs=0.1)
    assert fast.mean() - slow.mean() > 3 * np.sqrt((fast.var(ddof=1) + slow.var(ddof=1)) / 20)
