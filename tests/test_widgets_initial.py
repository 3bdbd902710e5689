"""The explorer of initial weights (notebook 03, section 6)."""

import random

import ipywidgets
import numpy as np
import pytest

from helpers import network, widgets
from helpers.widgets import initial_explorer, initial_words

from .explorers import at_start

CONTROLS = ["scale", "g", "hidden", "seed", "moment"]
ALL = widgets.initial()  # for tests that move nothing


def values(control):
    """Return the first, the middle and the last value a control can have."""
    if isinstance(control, ipywidgets.Dropdown):
        choices = [option[1] for option in control.options]
        return [choices[0], choices[len(choices) // 2], choices[-1]]
    return [control.min, (control.min + control.max) // 2, control.max]


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_changes_the_picture(control):
    explorer = at_start(widgets.initial)
    seen = []
    for value in values(explorer.controls[control]):
        explorer.controls[control].value = value
        assert explorer.message == ""
        seen.append(explorer.picture.data)
    assert len(set(seen)) == 3


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_has_a_readable_label(control):
    widget = ALL.controls[control]
    assert 3 < len(widget.description) <= 16
    assert widget.style.description_width == "110px"


def test_random_journeys_raise_nothing_and_leave_no_trace():
    explorer, chance = widgets.initial(), random.Random(5)
    start = explorer.settings
    for _ in range(12):
        control = chance.choice(list(explorer.controls.values()))
        choices = [option[1] for option in control.options] if hasattr(control, "options") else values(control)
        control.value = chance.choice(choices)
        assert explorer.message == ""
        assert "nan" not in explorer.alt + explorer.caption
    for control, value in start.items():
        explorer.controls[control].value = value
    assert (explorer.alt, explorer.caption, explorer.picture.data) == (ALL.alt, ALL.caption, ALL.picture.data)


def test_an_impossible_start_is_refused():
    with pytest.raises(ValueError, match=r"^scale: expected one of 0\.0, same, 0\.001, .*, got 0\.5"):
        widgets.initial(scale=0.5)
    with pytest.raises(ValueError, match=r"^g: expected one of tanh, sigmoid, relu, got 'linear'"):
        widgets.initial(g="linear")
    with pytest.raises(ValueError, match=r"^hidden: expected a number from 2 to 10, got 1"):
        widgets.initial(hidden=1)
    with pytest.raises(ValueError, match=r"seed: expected a number from 1 to 20, got 0"):
        widgets.initial(seed=0)
    with pytest.raises(ValueError, match=r"^moment: expected a number from 0 to 100, got 101"):
        widgets.initial(moment=101)


def test_a_whole_number_means_the_same_scale():
    assert "Large weights" in widgets.initial(scale=10).caption


def test_the_run_is_that_of_the_network():
    trained = initial_explorer.compute("he", "tanh", 3, 2, 100).trained
    points = initial_explorer._flower()
    layers = network.initialize([2, 3, 1], hidden="tanh", scale="he", rng=np.random.default_rng(2))
    run = network.train(layers, points.X, points.Y, 1.2, 1000)
    assert trained.costs[0] == run.costs[0]
    assert trained.costs[-1] == network.cost(run.layers, points.X, points.Y)
    assert trained.accuracy[-1] == (network.predict(run.layers, points.X) == points.Y).mean()
    np.testing.assert_array_equal(trained.weights[0], layers[0].W)
    np.testing.assert_array_equal(trained.weights[-1], run.layers[0].W)
    W = run.layers[0].W
    assert trained.spread[-1] == max(np.abs(W[i] - W[j]).max() for i in range(3) for j in range(3))


@pytest.mark.parametrize(("g", "slope"), [("tanh", lambda a: 1 - a * a), ("sigmoid", lambda a: 4 * a * (1 - a))])
def test_saturated_means_a_slope_below_a_twentieth_of_the_steepest(g, slope):
    result = initial_explorer.compute(3.0, g, 4, 1, 50)
    share = (slope(result.A) < 0.05).mean()
    assert 0.1 < share < 0.9
    assert result.trained.flat[result.index] == pytest.approx(share)
    shares, _ = initial_explorer._histogram(result)
    assert shares.sum() == pytest.approx(1)
    assert shares[1].sum() == pytest.approx(share)


def test_a_relu_that_is_off_counts_as_off():
    result = initial_explorer.compute("he", "relu", 4, 1, 100)
    assert result.trained.flat[result.index] == (result.A == 0).mean()
    assert initial_words.flat(result) == f"{100 * (result.A == 0).mean():.0f} % off"


@pytest.mark.parametrize("g", ["tanh", "relu"])
@pytest.mark.parametrize("hidden", [2, 7, 10])
def test_zeros_never_move(g, hidden):
    result = initial_explorer.compute(0.0, g, hidden, 1, 100)
    trained = result.trained
    assert not trained.weights.any()
    assert set(trained.spread) == {0}
    assert trained.costs == pytest.approx(np.log(2))
    assert "differ by exactly 0" in initial_words.now(result)
    assert f"The {hidden} units are copies of one another for ever:" in initial_words.whole(trained)
    ALL._scene.update(result)
    assert [name.get_text() for name in ALL._scene.names] == [f"all {hidden}", *9 * [""]]


@pytest.mark.parametrize("g", ["tanh", "sigmoid", "relu"])
def test_equal_units_learn_as_one(g):
    trained = initial_explorer.compute("same", g, 4, 1, 100).trained
    assert trained.spread.max() < 1e-8
    assert np.abs(trained.weights[-1] - trained.weights[0]).max() > 0.1  # but they do learn
    assert 0.55 < trained.accuracy[-1] < 0.75
    assert trained.costs[-1] > 0.55  # four different units reach 0.2


def test_rounding_is_told_from_learning():
    trained = initial_explorer.compute("same", "tanh", 4, 1, 100).trained
    apart = trained._replace(spread=np.array([0.0, 5.0]))
    assert "On paper the 4 units are copies for ever" in initial_words.whole(apart)
    nearly = trained._replace(spread=np.array([0.0, 3e-13]))
    assert "for ever but for rounding" in initial_words.whole(nearly)
    assert initial_words.difference(3e-13) == "less than 10⁻¹²"
    assert initial_words.difference(0.0214) == "up to 0.021"


def test_small_weights_part_and_learn():
    trained = initial_explorer.compute(0.01, "tanh", 4, 1, 100).trained
    assert trained.spread[0] < 0.05 < 1 < trained.spread[-1]
    assert trained.costs[0] == pytest.approx(np.log(2), abs=1e-3)
    assert trained.accuracy[-1] > 0.9
    assert trained.flat[0] == 0


def test_large_weights_begin_saturated_and_wrong():
    seeds = range(2, 5)
    large = [initial_explorer.compute(10.0, "tanh", 4, seed, 0).trained for seed in seeds]
    small = [initial_explorer.compute(0.01, "tanh", 4, seed, 0).trained for seed in seeds]
    assert min(run.flat[0] for run in large) > 0.8
    assert min(run.costs[0] for run in large) > 2
    worst = [max(run.costs[-1] for run in runs) for runs in (large, small)]
    assert worst[0] > 2 * worst[1]


def test_time_travel_does_not_train_again():
    explorer = at_start(widgets.initial)
    before = initial_explorer._train.cache_info().misses
    for moment in range(0, 100, 20):
        explorer.controls["moment"].value = moment
    assert initial_explorer._train.cache_info().misses == before
    explorer.controls["moment"].value = 0
    assert "<b>Epoch 0</b>: cost 0.69" in explorer.caption
    explorer.controls["moment"].value = 100
    assert "<b>Epoch 1,000</b>: cost 0.20, 93 % of 400 points right" in explorer.caption


def test_the_words_hold_on_any_machine():
    """Another order of summation changes the last digits of a run: no written number depends on them."""
    result = initial_explorer.compute(**ALL.settings)
    trained = result.trained
    for factor in (1 - 1e-9, 1 + 1e-9):
        moved = trained._replace(costs=trained.costs * factor, spread=trained.spread * factor)
        assert initial_words.now(result._replace(trained=moved)) in ALL.alt
        assert initial_words.whole(moved) in ALL.alt


def test_arrows_trails_and_starts_follow_the_weights():
    explorer = widgets.initial("he", hidden=3, moment=40)
    result, scene = initial_explorer.compute(**explorer.settings), explorer._scene
    weights = result.trained.weights
    np.testing.assert_array_equal(np.column_stack(scene.starts.get_data()), weights[0])
    tips = np.column_stack([scene.arrows.U, scene.arrows.V])
    np.testing.assert_array_equal(tips[:3], weights[result.index])
    assert scene.arrows.Umask.tolist() == 3 * [False] + 7 * [True]
    trail = np.column_stack(scene.path.get_data())
    np.testing.assert_array_equal(trail[: result.index + 1], weights[: result.index + 1, 0])
    assert np.isnan(trail[result.index + 1]).all()


def test_units_that_point_the_same_way_share_a_name():
    places = np.array([[0, 0], [3, 0], [0.1, 0], [3, 0.05], [0, 5]])
    assert initial_explorer._groups(places, 0.2) == [[0, 2], [1, 3], [4]]


@pytest.mark.parametrize("scale", [0.01, "he", 10.0])
@pytest.mark.parametrize("g", ["tanh", "relu"])
def test_the_names_of_the_units_do_not_overlap(scale, g):
    scene = widgets.initial()._scene
    for seed, moment in ((1, 0), (1, 30), (2, 100), (20, 60), (20, 100)):
        scene.update(initial_explorer.compute(scale, g, 10, seed, moment))
        boxes = [name.get_window_extent() for name in scene.names if name.get_text()]
        for i, box in enumerate(boxes):
            assert not any(box.padded(-2).overlaps(other.padded(-2)) for other in boxes[:i])
            assert scene.axes["plane"].bbox.padded(2).contains(*box.p0)
            assert scene.axes["plane"].bbox.padded(2).contains(*box.p1)


def test_no_label_leaves_the_figure():
    scene = widgets.initial()._scene
    for settings in ((10.0, "relu", 10), (0.0, "tanh", 4), ("same", "sigmoid", 4)):
        scene.picture(initial_explorer.compute(*settings, 1, 100))
        for ax in scene.axes.values():
            box = ax.get_tightbbox()
            assert box.x0 >= 0
            assert box.x1 <= scene.figure.bbox.x1
