"""The playground, driven from Python; its lines are run and must print what its caption says."""

import contextlib
import gc
import io
import random
import re
import tracemalloc

import ipywidgets
import matplotlib as mpl
import numpy as np
import pytest

from helpers import activations, data, network, style, widgets
from helpers.diagrams.wires import Wires, short
from helpers.widgets import playground_pixels as pixels
from helpers.widgets import playground_runs as runs
from helpers.widgets.playground_looks import GRID, grid, look
from helpers.widgets.playground_pixels import Words
from helpers.widgets.playground_words import comparison, hints

from .explorers import at_start

VIEW = "application/vnd.jupyter.widget-view+json"
DEFAULT = {"data": "flower", "noise": 0.2, "test_share": 50, "units": 4, "activation": "tanh", "scale": 0.01}
DEFAULT |= {"learning_rate": 1.2, "epochs": 100, "seed": 1, "inputs": "plain"}
CONTROLS = [*DEFAULT, "moment", "compare", "show_code"]


@pytest.fixture(autouse=True)
def few_pixels(monkeypatch):
    monkeypatch.setattr(style, "SHARPNESS", 0.5)  # a ninth of them, to save time


def settings(**changes):
    return runs.Settings(**DEFAULT | changes)


def trained(own=None, **changes):
    if own:
        changes |= {"data": "own", "noise": 0.0}
    return runs.Trainer(own and runs.own_data(*own)).train(settings(**changes))


def values(control, short=False):
    """Return every value a control can have, or those that train fast."""
    if isinstance(control, ipywidgets.ToggleButton):
        return [False, True]
    if hasattr(control, "options"):
        options = [option[1] for option in control.options]
        return [o for o in options if o <= 50] if short and control.description == "epochs" else options
    return [control.min + k * control.step for k in range(round((control.max - control.min) / control.step) + 1)]


def printed(explorer, **given):
    """Run the code an explorer shows; return the lines it prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(explorer.code, dict(given))
    return out.getvalue().splitlines()


def cloud(n_x=2, m=30, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n_x, m))
    return X, (X.sum(axis=0, keepdims=True) > 0).astype(int)


# runs


def test_the_defaults_learn_the_flower():
    right = [trained(seed=seed, epochs=1000).right[0, -1] for seed in (1, 2, 3)]
    assert min(right) >= 0.88


def test_a_change_of_how_it_learns_leaves_the_points_and_the_start_alone():
    one, other = trained(), trained(learning_rate=0.1, epochs=10)
    for a, b in zip(one.train + one.test, other.train + other.test, strict=True):
        assert np.array_equal(a, b)
    for a, b in zip(one.run.snapshots[0][1], other.run.snapshots[0][1], strict=True):
        assert np.array_equal(a.W, b.W)


def test_the_initial_scale_only_changes_lengths():
    short, he = (trained(scale=scale, epochs=1).run.snapshots[0][1] for scale in (0.01, "he"))
    np.testing.assert_allclose(he[0].W, 100 * short[0].W)  # sqrt(2 / 2) = 1
    np.testing.assert_allclose(he[1].W, 100 * np.sqrt(2 / 4) * short[1].W)


def test_another_unit_leaves_the_start_of_the_others_alone():
    four, five = (trained(units=units, epochs=1).run.snapshots[0][1][0].W for units in (4, 5))
    np.testing.assert_array_equal(five[:4], four)


def test_another_activation_leaves_points_and_start_alone():
    one, other = trained(epochs=1), trained(epochs=1, activation="relu")
    np.testing.assert_array_equal(one.train.X, other.train.X)
    np.testing.assert_array_equal(one.run.snapshots[0][1][0].W, other.run.snapshots[0][1][0].W)


def test_costs_and_shares_are_those_of_the_network():
    run = trained(test_share=20)
    assert run.train.X.shape[1] == 320
    for i in (0, 40, -1):
        layers = run.run.snapshots[i][1]
        for part, points in enumerate((run.train, run.test)):
            assert run.cost[part, i] == pytest.approx(network.cost(layers, points.X, points.Y))
            assert run.right[part, i] == (network.predict(layers, points.X) == points.Y).mean()
    assert len(run.run.costs) == 101
    assert run.run.costs[-1] == run.cost[0, -1]
    assert run.run.costs[0] == pytest.approx(run.cost[0, 0])


@pytest.mark.parametrize(
    ("inputs", "rows"),
    [("plain", [2, 3]), ("product", [2, 3, 6]), ("squares", [2, 3, 4, 9]), ("all", [2, 3, 4, 9, 6])],
)
def test_further_inputs_are_rows_made_of_the_first_two(inputs, rows):
    assert runs.extended(np.array([[2.0], [3.0]]), inputs)[:, 0].tolist() == rows
    assert len(runs.INPUTS[inputs]) == len(rows)
    run = trained(inputs=inputs, epochs=1)
    assert run.run.layers[0].W.shape == (4, len(rows))
    np.testing.assert_array_equal(run.train.X, runs.extended(run.train.X[:2], inputs))
    np.testing.assert_array_equal(run.train.X[:2], trained(epochs=1).train.X)


def test_with_the_right_inputs_one_unit_is_enough():
    for name, inputs in (("circles", "squares"), ("xor", "product")):
        poor, rich = (
            [trained(data=name, units=1, epochs=1000, seed=seed, inputs=given).right[1, -1] for seed in (1, 2, 3)]
            for given in ("plain", inputs)
        )
        assert max(poor) < 0.7 < 0.78 < min(rich)


def test_the_list_of_activations_is_complete():
    assert {activations.by_name(name) for name in runs.ACTIVATIONS} == {
        g for g in vars(activations).values() if isinstance(g, activations.Activation) and g.elementwise
    }


def test_what_every_unit_computes():
    run = trained()
    seen = look(run, 100)
    (W, b, _), second = seen.layers
    x = np.array([[run.limits[0]], [run.limits[3]]])  # the upper left corner
    a = np.tanh(W @ x + b)
    np.testing.assert_allclose(seen.A[:, -1, 0], a[:, 0])
    assert seen.Z[-1, 0] == pytest.approx((second.W @ a + second.b).item())


def test_zeros_make_copies_and_the_words_say_so():
    seen = look(trained(scale=0.0, activation="sigmoid", epochs=500), 100)
    assert seen.copies
    assert np.ptp(seen.layers[0].W, axis=0) == pytest.approx(0)
    assert "All 4 hidden units are copies of one another" in hints(seen)[0]
    assert not look(trained(), 0).copies
    assert not look(trained(scale=0.0, units=1), 100).copies


def test_dead_units_are_counted():
    seen = look(trained(activation="relu", units=6, learning_rate=100.0, data="circles", scale="he"), 100)
    assert seen.dead.all()
    assert hints(seen)[0].startswith("All 6 hidden units are dead")
    run = trained(activation="relu", scale="he")
    seen = look(run, 100)
    assert not (seen.dead & (network.forward(seen.layers, run.train.X)[1][0].A > 0).any(axis=1)).any()


def test_saturation_at_the_start_is_counted():
    assert trained(scale=0.01).flat == 0
    assert "All 4 hidden units were saturated at the start" in " ".join(hints(look(trained(scale=10.0), 0)))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"epochs": 10}, "too few to judge"),
        ({"learning_rate": 0.001}, "hardly moved"),
        ({"activation": "linear"}, "straight line"),
        ({"epochs": 1000, "units": 20, "test_share": 90, "learning_rate": 0.5, "scale": "he"}, "it overfits"),
        ({"epochs": 1000}, "has settled"),
        ({"data": "spirals", "epochs": 1000}, "still falling"),
        ({"data": "circles", "learning_rate": 100.0}, "the learning rate is"),
    ],
)
def test_the_words_name_what_happened(changes, words):
    assert words.lower() in " ".join(hints(look(trained(**changes), 100))).lower()


def test_a_run_that_breaks_off_shows_what_there_was():
    run = trained(activation="linear", units=20, learning_rate=100.0, scale=10.0)
    assert run.broke is not None
    assert np.isfinite(run.cost).all()
    assert run.moments[-1] < run.broke
    assert len(run.run.costs) == run.moments[-1] + 1
    words = hints(look(run, 100))[0]
    assert f"Training broke off at epoch {run.broke:,}" in words
    assert "Turn the learning rate down" in words


def test_numbers_beyond_all_bounds_count_as_broken_off():
    X, Y = cloud()
    run = trained((X * 1e49, Y), learning_rate=100.0, scale=10.0, activation="relu")
    assert run.broke == 3
    assert run.moments == [0]
    assert "scale your data" in hints(look(run, 50))[0]


# pixels and lines


def test_a_level_line_follows_a_straight_line():
    x, y = np.linspace(-1, 1, 9), np.linspace(0, 2, 7)
    line = pixels.level_line(x[None] + 0.5 * y[:, None] - 0.3, x, y)
    assert line.shape[0] == 2
    assert np.isnan(line[0]).sum() == 1
    np.testing.assert_allclose((line[0] + 0.5 * line[1])[:-1], 0.3)
    assert {line[1, 0], line[1, -2]} == {0.0, 2.0}  # it spans the plane


def test_a_ring_closes():
    x = np.linspace(-2, 2, 41)
    line = pixels.level_line(x[None] ** 2 + x[:, None] ** 2 - 1, x, x)
    assert np.isnan(line[0]).sum() == 1
    np.testing.assert_allclose(line[:, 0], line[:, -2])
    np.testing.assert_allclose(np.hypot(*line[:, :-1]), 1, atol=0.01)


def test_a_saddle_has_two_pieces_and_a_plain_none():
    x = np.array([0.0, 1.0])
    line = pixels.level_line(np.array([[1.0, -1.0], [-1.0, 1.0]]), x, x)
    assert np.isnan(line[0]).sum() == 2
    for Z in (np.ones((3, 3)), np.zeros((3, 3))):
        assert pixels.level_line(Z, np.arange(3.0), np.arange(3.0)).shape == (2, 0)


def test_the_line_of_a_unit_inside_its_square():
    W, b = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]), np.array([[0.0], [0.0], [9.0], [1.0]])
    corners = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    lines = pixels.straight_lines(W, b, (-1, 1, -1, 1), corners, 2.0)
    np.testing.assert_allclose(lines, [[[1, 0], [1, 2]], [[10, 2], [12, 0]]])  # x = 0; x = -y; outside; none


def test_the_heat_map_stands_upright():
    Z = np.full((GRID, GRID), -9.0)
    Z[-1] = 9.0  # high x₂
    heat = pixels.probabilities(Z, 50, 40)
    assert heat.shape == (40, 50, 4)
    assert heat[0, 0, 2] > heat[0, 0, 0]  # bluish at the top
    assert heat[-1, 0, 0] > heat[-1, 0, 2]
    assert (pixels.probabilities(np.zeros((GRID, GRID)), 8, 8)[..., :3] >= 253).all()


def test_pictures_of_units_are_white_at_zero_and_full_at_one():
    rows = np.linspace(-1, 1, 5)[:, None] * np.ones(5)
    full = pixels.values(rows, 5)
    assert full[2, 2, :3].min() >= 253
    np.testing.assert_array_equal(full, pixels.values(70 * rows, 5))  # larger ones are scaled down
    assert pixels.values(0.1 * rows, 5).min() > 200  # smaller ones are not scaled up


# the drawing of the network


def wires(units, inputs=2):
    figure = mpl.figure.Figure()
    drawing = Wires(figure.add_axes((0, 0, 1, 1)), (0, 4, 0, 5), inputs)
    drawing.arrange(units)
    return drawing


def test_width_is_size_and_dash_and_colour_are_sign():
    drawing = wires(2)
    drawing.set(
        np.array([[4.0, -2.0], [0.0, 1.0]]), np.array([[1.0], [-0.5]]), np.array([[3.0, -3.0]]), np.array([[0.2]])
    )
    np.testing.assert_allclose(drawing.lines.get_linewidths(), 0.4 + 4.6 * np.array([1, 0.5, 0, 0.25, 1, 1]))
    dashed = [pattern is not None for _, pattern in drawing.lines.get_linestyle()]
    assert dashed == [False, True, False, False, False, True]
    assert len({tuple(colour) for colour in drawing.lines.get_colors()}) == 2
    bars = [end[0] - start[0] for start, end in drawing.frames[1].get_segments()]
    assert bars == pytest.approx([drawing.side / 2, -drawing.side / 4, 0.24])  # right, left; the output's own largest


def test_line_widths_can_share_a_scale():
    drawing = wires(1)
    drawing.set(np.array([[1.0, 2.0]]), np.array([[0.0]]), np.array([[1.0]]), np.array([[0.0]]), (4.0, 1.0, 10.0, 1.0))
    np.testing.assert_allclose(drawing.lines.get_linewidths(), 0.4 + 4.6 * np.array([0.25, 0.5, 0.1]))


@pytest.mark.parametrize("inputs", [1, 2, 8, 30])
@pytest.mark.parametrize("units", range(1, 21))
def test_units_do_not_touch(units, inputs):
    drawing = wires(units, inputs)
    low = drawing.corners
    assert drawing.side >= 0.17
    assert (low >= (0.7, 0)).all()
    assert (low + drawing.side <= (3.2, 5)).all()
    apart = np.abs(low[:, None] - low[None]).max(axis=2) + 9 * np.eye(units)
    assert apart.min() > drawing.side + 0.07
    drawing.set(np.ones((units, inputs)), np.ones((units, 1)), np.ones((1, units)), np.zeros((1, 1)))
    assert len(drawing.lines.get_linewidths()) == units * (min(inputs, 8) + 1)
    for bar, tick, thick in zip(
        drawing.frames[1].get_segments()[:-1],
        drawing.frames[2].get_segments()[:-1],
        drawing.frames[1].get_linewidths()[:-1],
        strict=True,
    ):
        for height in (bar[0, 1] - thick / 144, bar[0, 1] + thick / 144, *tick[:, 1]):
            assert not ((low[:, 1] < height) & (height < low[:, 1] + drawing.side)).any()


@pytest.mark.parametrize("units", range(1, 21))
def test_one_layer_is_one_column_and_no_line_passes_behind_a_unit(units):
    drawing = wires(units, 5)
    left = drawing.corners[0, 0]
    assert (drawing.corners[:, 0] == left).all()
    ends = np.array(drawing.lines.get_segments())[:, :, 0]
    assert ((ends < left + 1e-9).all(axis=1) | (ends > left + drawing.side - 1e-9).all(axis=1)).all()


def test_many_lines_are_thinner():
    thickest = [wires(units).thickest for units in range(1, 21)]
    assert thickest[0] == thickest[5] == 5
    assert sorted(thickest, reverse=True) == thickest
    assert 2.5 < thickest[-1] < 3


@pytest.mark.parametrize(
    ("value", "text"), [(-0.314, "−0.31"), (-0.001, "0.00"), (12.34, "12.3"), (-1234.5, "−1234"), (-2e7, "−2e07")]
)
def test_biases_are_written_short(value, text):
    assert short(value) == text


def test_inputs_can_have_names_of_their_own():
    axes = mpl.figure.Figure().add_axes((0, 0, 1, 1))
    Wires(axes, (0, 4, 0, 5), 3, ["x₁", "x₂", "x₁x₂"])
    assert [text.get_text() for text in axes.texts] == ["x₁", "x₂", "x₁x₂", "ŷ"]
    with pytest.raises(ValueError, match=r"^names: expected 2 texts, got 1"):
        Wires(axes, (0, 4, 0, 5), 2, ["x"])


def test_a_unit_that_sees_squares_is_zero_on_a_circle_in_its_picture(explorer):
    explorer.controls["data"].value, explorer.controls["inputs"].value = "circles", "squares"
    seen = explorer._result.now
    x, y = np.meshgrid(*grid(seen.trained.limits))
    Z1 = np.stack([x**2 + y**2 - 0.64] * 4)
    drawn = explorer._scene.network
    pieces = drawn._curves(seen._replace(Z1=Z1))
    first = (pieces[: len(pieces) // 4] - drawn.wires.corners[0]) / drawn.wires.side  # in the unit square
    low, span = np.array(seen.trained.limits[::2]), np.ptp(np.reshape(seen.trained.limits, (2, 2)), axis=1)
    radius = np.linalg.norm(low + first.reshape(-1, 2) * span, axis=1)
    np.testing.assert_allclose(radius, 0.8, atol=0.01)


# the widget


def small():
    return widgets.playground(epochs=20)


@pytest.fixture
def explorer():
    return at_start(small)


@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_at_its_extremes_changes_the_picture_without_a_message(name, explorer):
    if name == "compare":
        explorer.controls["compare"].value = True
        assert explorer.message == ""
        assert explorer.alt.startswith("Run A")
        return
    seen = set()
    options = values(explorer.controls[name], short=True)
    for value in {options[0], options[-1]}:
        explorer.controls[name].value = value
        assert explorer.message == ""
        seen.add(explorer.controls["show_code"].value or explorer.picture.data)
    assert len(seen) == 2


@pytest.mark.parametrize("name", ["data", "activation", "scale", "units"])
def test_every_value_of_a_list_works(name, explorer):
    explorer.controls["scale"].value = "he"
    seen = set()
    options = values(explorer.controls[name])
    for value in options:
        explorer.controls[name].value = value
        assert explorer.message == ""
        seen.add(explorer.picture.data)
    assert len(seen) == len(options)


def ink(scene):
    """Return left, bottom, right and top of every text of the picture, in pixels."""
    boxes = []
    for left, bottom, drawn in scene.words.placed + scene.names.placed:
        rows, columns = np.nonzero(drawn[..., 3] > 60)
        height = len(drawn)
        boxes.append(
            (left + columns.min(), bottom + height - rows.max(), left + columns.max(), bottom + height - rows.min())
        )
    return np.array(boxes)


@pytest.mark.parametrize(("own", "name"), [((), "x₂"), (cloud(5), "ŷ")])
@pytest.mark.parametrize("compare", [False, True])
def test_the_vertical_axis_has_its_name_beside_it_and_not_beside_the_title(own, name, compare, monkeypatch):
    written, write = [], Words.write

    def note(words, x, y, text, *rest, **options):
        written.append((x, y, text))
        write(words, x, y, text, *rest, **options)

    monkeypatch.setattr(Words, "write", note)
    explorer = widgets.playground(*own, epochs=5)
    if compare:
        del written[:]
        explorer.controls["compare"].value = True
        explorer.controls["units"].value = 2
    for field in explorer._scene.fields[: 1 + compare]:
        left, bottom, _, top = field.ax.bbox.extents / explorer._scene.figure.dpi
        places = [(x, y) for x, y, text in written if text == name and left - 0.6 < x < left]
        assert places
        assert all(bottom < y < top - 0.1 for _, y in places)
        numbers = [text for x, y, text in written if x == left - 0.09 and y >= bottom]
        assert len(numbers) >= 3
        assert all(x < left - 0.1 - max(map(explorer._scene.names.width, numbers)) for x, _ in places)


@pytest.mark.parametrize("own", [(), cloud(5), cloud(2, m=12)], ids=["named", "five features", "plane"])
def test_no_text_covers_another_or_leaves_the_picture(own, monkeypatch):
    monkeypatch.setattr(style, "SHARPNESS", 1.5)
    explorer, chance = widgets.playground(*own, epochs=5), random.Random(4)
    for _ in range(30):
        control = chance.choice(list(explorer.controls.values()))
        control.value = chance.choice(values(control, short=True))
        boxes = ink(explorer._scene)
        assert boxes.min() >= 0
        assert (boxes[:, 2:].max(axis=0) <= explorer._scene.figure.canvas.get_width_height()).all(), explorer.settings
        low, high = boxes[:, :2], boxes[:, 2:]
        cover = (np.minimum(high[:, None], high) > np.maximum(low[:, None], low)).all(axis=2)
        assert cover.sum() == len(boxes), explorer.settings  # each covers only itself


@pytest.mark.parametrize("compare", [False, True])
def test_no_text_covers_the_picture_of_a_unit(compare):
    explorer = widgets.playground(epochs=5, against={} if compare else None)
    explorer._names.sharpness = 1
    for units in (*range(1, 7), 20):
        explorer.controls["units"].value = units
        scene = explorer._scene
        assert scene.network.wires.roomy == (units <= 5)
        tiles = scene.pixels.placed[:units]
        tiles = np.array([(x, y, x + len(drawn), y + len(drawn)) for x, y, drawn in tiles])
        low, high = np.maximum(tiles[:, None, :2], ink(scene)[:, :2]), np.minimum(tiles[:, None, 2:], ink(scene)[:, 2:])
        assert not (low < high).all(axis=2).any(), units


def test_the_picture_speaks_as_the_lists_do(monkeypatch):
    explorer, written = widgets.playground(epochs=5, activation="leaky_relu", scale="xavier"), []
    scales = explorer.controls["scale"].options
    assert [text for text, _ in scales] == ["0", "0.01", "0.1", "1", "3", "10", "Xavier", "He"]
    assert tuple(value for _, value in scales) == runs.SCALES
    assert "4 hidden leaky ReLU units" in explorer.alt
    assert "initial scale Xavier" in explorer.alt
    assert "hidden=\"leaky_relu\", scale='xavier'" in explorer.code
    monkeypatch.setattr(Words, "write", lambda words, x, y, text, *rest, **options: written.append(text))
    explorer.controls["compare"].value = True
    explorer.controls["activation"].value, explorer.controls["scale"].value = "relu", 10.0
    assert "activation (A leaky ReLU, B ReLU), initial scale (A Xavier, B 10)" in explorer.caption
    assert "B: 4 hidden units, ReLU" in written
    explorer.controls["moment"].value = 0
    costs = re.findall(r"cost ([^,]+),", explorer.caption)
    assert [text.split()[-3][:-1] for text in written[-4:]] == sorted(costs, key=float)
    assert float(costs[-1]) > 1


def test_250_random_changes_raise_nothing_and_leave_no_trace():
    explorer, chance = widgets.playground(epochs=10), random.Random(3)
    start, parts = explorer.settings, len(explorer._scene.figure.findobj())
    names = list(explorer.controls)
    for k in range(250):
        control = explorer.controls[chance.choice(names)]
        control.value = chance.choice(values(control, short=True))
        assert explorer.message == "", (k, explorer.settings)
        assert "nan" not in explorer.alt + explorer.caption
    assert explorer._trainer.train.cache_info().currsize <= 8
    for name, value in start.items():
        explorer.controls[name].value = value
    fresh = widgets.playground(epochs=10)
    assert explorer.alt == fresh.alt
    assert explorer.picture.data == fresh.picture.data
    assert len(explorer._scene.figure.findobj()) <= parts + 40  # ticks are made when needed and kept


def test_memory_does_not_grow():
    explorer = widgets.playground(epochs=5)

    def journey():
        for name, value in (("units", 9), ("compare", True), ("data", "moons"), ("seed", 2)):
            start = explorer.controls[name].value
            explorer.controls[name].value = value
            explorer.controls[name].value = start
        gc.collect()

    tracemalloc.start()  # from the beginning: what replaces something older would look like growth
    for _ in range(4):
        journey()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(2):
        journey()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 50_000


def test_time_travel_does_not_train_again(explorer):
    misses = explorer._trainer.train.cache_info().misses
    for moment in range(0, 100, 10):
        explorer.controls["moment"].value = moment
    assert explorer._trainer.train.cache_info().misses == misses
    explorer.controls["moment"].value = 0
    assert "<b>Epoch 0</b> of 20" in explorer.caption


def test_the_caption_states_costs_and_shares():
    explorer = widgets.playground()
    run = trained(epochs=1000)
    for part, name in enumerate(("training", "test")):
        cost, right = run.cost[part, -1], 100 * run.right[part, -1]
        assert f"200 {name} points: cost {cost:.3g}, {right:.1f} % right" in explorer.caption
    assert "4 hidden tanh units on flower" in explorer.alt


# comparison


def test_comparing_freezes_what_there_is(explorer):
    explorer.controls["compare"].value = True
    assert "A is frozen" in explorer.caption
    alone = explorer.alt
    explorer.controls["learning_rate"].value = 0.1
    assert explorer.frozen.learning_rate == 1.2
    assert (
        "<b>A and B differ in</b> learning rate α (A 1.2, B 0.1), with the same points and the same start"
        in explorer.caption
    )
    assert explorer.alt.split("Run B")[0] == alone.split("Run B")[0]
    explorer.controls["units"].value = 5
    assert "hidden units (A 4, B 5), learning rate α (A 1.2, B 0.1), with the same points." in explorer.caption
    explorer.controls["seed"].value = 2
    assert "the same points" not in explorer.caption
    explorer.controls["compare"].value = False
    assert explorer.frozen is None
    assert "differ" not in explorer.caption


def test_the_comparison_says_which_does_better():
    explorer = widgets.playground(learning_rate=0.01, against={"learning_rate": 1.2})
    assert explorer.frozen == settings(epochs=1000)
    assert "<b>B does worse</b>" in explorer.caption
    explorer.controls["learning_rate"].value = 1.5
    explorer.controls["moment"].value = 0
    assert "<b>B does about as well</b>" in explorer.caption


@pytest.mark.parametrize(
    ("test_share", "before", "after", "verdict"),
    [
        (50, 0.91, 0.905, "about as well"),  # one of 200 points
        (50, 0.995, 0.98, "about as well"),
        (50, 0.91, 0.8, "worse"),
        (50, 0.9, 0.95, "better"),  # a standard deviation is 0.026
        (10, 0.9, 0.95, "about as well"),  # of 40 points: 0.059
    ],
)
def test_what_chance_alone_makes_is_no_verdict(test_share, before, after, verdict):
    frozen, now = (trained(test_share=test_share, epochs=10, units=units) for units in (4, 5))
    frozen, now = (
        look(run._replace(right=np.full_like(run.right, right)), 100) for run, right in ((frozen, before), (now, after))
    )
    assert f"<b>B does {verdict}</b>: {100 * after:.1f} % of the test points right" in comparison(frozen, now)


def test_time_travels_through_both(explorer):
    explorer.controls["compare"].value = True
    explorer.controls["epochs"].value = 50
    explorer.controls["moment"].value = 0
    assert explorer.caption.count("epoch 0:") == 2
    explorer.controls["moment"].value = 100
    assert "epoch 20:" in explorer.caption
    assert "epoch 50:" in explorer.caption


# the code


def numbers(text):
    return re.findall(r"cost [^,]+, [\d.]+ % right", text)


@pytest.mark.parametrize("seed", range(12))
def test_the_code_prints_the_numbers_of_the_caption(seed, explorer):
    chance = random.Random(seed)
    for name, control in explorer.controls.items():
        if name != "compare":
            control.value = chance.choice(values(control, short=True))
    lines = printed(explorer)
    assert [line.split(":")[0] for line in lines] == ["train", "test"]
    assert numbers("\n".join(lines)) == numbers(explorer.caption)
    explorer.controls["compare"].value = True
    explorer.controls["units"].value = chance.randint(1, 20)
    lines = printed(explorer)
    assert lines[::3] == ["A", "B"]
    assert numbers("\n".join(lines)) == numbers(explorer.caption)


def test_the_code_of_a_whole_default_run():
    explorer = widgets.playground()
    assert numbers("\n".join(printed(explorer))) == numbers(explorer.caption)
    assert "epochs=1000" in explorer.code


def test_the_code_of_a_run_that_broke_off():
    explorer = widgets.playground(activation="linear", units=20, learning_rate=100.0, scale=10.0)
    assert "broke off" in explorer.caption
    assert numbers("\n".join(printed(explorer))) == numbers(explorer.caption)


@pytest.mark.parametrize("inputs", ["product", "squares", "all"])
def test_the_code_with_further_inputs(inputs):
    explorer = widgets.playground(data="circles", inputs=inputs, epochs=50, scale="he", against={"inputs": "plain"})
    assert numbers("\n".join(printed(explorer))) == numbers(explorer.caption)
    assert runs.INPUTS[inputs][-1] in explorer.caption
    assert "with the same points." in explorer.caption  # another number of weights cannot have the same start
    X, Y = cloud()
    explorer = widgets.playground(X, Y, inputs=inputs, epochs=50)
    assert numbers("\n".join(printed(explorer, X=X, Y=Y))) == numbers(explorer.caption)


@pytest.mark.parametrize("n_x", [1, 2, 5])
def test_the_code_for_own_data(n_x):
    X, Y = cloud(n_x)
    explorer = widgets.playground(X.tolist(), Y.tolist(), epochs=50, scale="he")
    assert numbers("\n".join(printed(explorer, X=X, Y=Y))) == numbers(explorer.caption)


def test_the_code_is_shown_on_demand(explorer):
    assert "network.train" not in explorer.widget.children[-1].value
    explorer.controls["show_code"].value = True
    assert "<pre" in explorer.widget.children[-1].value
    assert "network.initialize([2, 4, 1], hidden=&quot;tanh&quot;, scale=0.01" in explorer.widget.children[-1].value
    assert "network.train" in explorer._repr_mimebundle_()["text/html"]


# own data


@pytest.mark.parametrize("n_x", [1, 2, 3, 9, 30])
def test_own_data_of_any_width(n_x):
    explorer = widgets.playground(*cloud(n_x), epochs=50)
    assert "noise" not in explorer.controls
    assert explorer.controls["data"].options == (("your data", "own"),)
    assert ("no plane to draw" in explorer.caption) == (n_x != 2)
    assert ("inputs" in explorer.controls) == (n_x == 2)
    for name, value in {
        "units": 20,
        "activation": "gelu",
        "scale": "he",
        "compare": True,
        "seed": 3,
        "moment": 30,
    }.items():
        explorer.controls[name].value = value
        assert explorer.message == ""


@pytest.mark.parametrize(
    "X",
    [
        np.ones((2, 6)),
        np.array([[1e17] * 6, range(6)]),
        np.zeros((1, 6)),
        np.arange(12).reshape(2, 6) * 1e48,
        np.arange(12).reshape(2, 6) * 1e-300,
        np.arange(12, dtype=np.float32).reshape(2, 6),
        np.arange(12).reshape(2, 6) > 4,
    ],
    ids=["constant", "large and constant", "zeros", "huge", "tiny", "float32", "boolean"],
)
def test_odd_own_data_work(X):
    explorer = widgets.playground(X, [[0, 1, 0, 1, 1, 0]], epochs=20)
    for name, value in (("test_share", 10), ("inputs", "all"), ("test_share", 90)):
        if name in explorer.controls:
            explorer.controls[name].value = value
        assert explorer.message == ""
        assert "nan" not in explorer.caption


def test_two_examples_and_one_class():
    explorer = widgets.playground([[1, 2], [3, 4]], [[1, 1]])
    assert "1 training point: cost" in explorer.caption
    assert "belong to one class" in explorer.caption
    assert "overfits" not in explorer.caption


def test_many_points_are_drawn_in_part():
    X, Y = cloud(m=3000)
    explorer = widgets.playground(X, Y, epochs=5)
    assert sum(len(points.get_xdata()) for points in explorer._scene.fields[0].points) == 2000


def test_a_picture_without_a_plane_shows_sorted_bands():
    X, Y = cloud(3, m=40)
    run = trained((X, Y), scale="he")
    seen = look(run, 100)
    A = network.forward(seen.layers, run.train.X)[1][0].A
    first = np.sort(A[0, run.train.Y[0] == 1])
    assert seen.Z is None
    assert seen.A[0, -1, 0] == first[0]
    assert seen.A[0, -1, -1] == first[-1]
    assert seen.A[0, 0, -1] == A[0, run.train.Y[0] == 0].max()


@pytest.mark.parametrize(
    ("X", "Y", "words"),
    [
        (np.ones((2, 3)), None, "Y: expected real numbers, got NoneType"),
        (None, [[0, 1]], "X: expected real numbers, got NoneType"),
        (np.ones((2, 3)), [0, 1, 1], "Y: expected shape"),
        (np.ones((2, 3)), [[0, 1, 2]], "Y: expected labels 0 or 1, got 2.0"),
        (np.ones((3, 2)), [[0, 1, 1]], r"X: expected shape \(n, 3\).*did you mean its transpose\?"),
        ([[1, np.nan]], [[0, 1]], "X: expected finite numbers, got nan"),
        ([["a", "b"]], [[0, 1]], "X: expected real numbers"),
        ([[1.0]], [[1]], "X: expected at least two examples"),
        ([[1e200, 1]], [[0, 1]], "X: expected numbers between"),
    ],
)
def test_bad_own_data_are_refused_at_the_door(X, Y, words):
    with pytest.raises((TypeError, ValueError), match=f"^{words}"):
        widgets.playground(X, Y)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ({"data": "flowers"}, "data: expected one of flower, moons, circles, xor, spirals, got 'flowers'"),
        ({"activation": "softmax"}, "activation: expected one of tanh"),
        ({"units": 21}, "units: expected a number from 1 to 20, got 21"),
        ({"scale": 0.02}, r"scale: expected one of 0.0, 0.01"),
        ({"against": {"rate": 1}}, "against: expected settings among data, noise, .*, got 'rate'"),
        ({"inputs": "cubes"}, "inputs: expected one of plain"),
        ({"X": np.ones((3, 2)), "Y": [[0, 1]], "inputs": "all"}, "inputs: expected 'plain' for data with 3 features"),
        ({"against": {"units": 0}}, "units: expected a number from 1 to 20, got 0"),
    ],
)
def test_an_impossible_start_is_refused(start, words):
    with pytest.raises(ValueError, match=words):
        widgets.playground(**start)


def test_an_error_is_shown_and_the_last_picture_stays(explorer):
    good, train = explorer.picture, explorer._trainer.train

    def fail(settings):
        raise ValueError("X: expected <less>")

    explorer._trainer.train = fail
    explorer.controls["units"].value = 5
    assert explorer.message == "X: expected <less>"
    assert "X: expected &lt;less&gt;. The picture below is the last one that worked." in explorer.caption
    assert explorer.picture is good
    explorer._trainer.train = train
    explorer.controls["units"].value = 6
    assert explorer.message == ""


def test_the_stored_bundle_shows_the_picture_without_a_kernel(explorer):
    bundle = explorer._repr_mimebundle_()
    assert bundle[VIEW]["model_id"] == explorer.widget.model_id
    assert bundle["text/plain"] == explorer.alt
    assert f'<img alt="{explorer.alt}"' in bundle["text/html"]
    assert explorer.picture.width <= 9.6 * 96 + 1


@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_has_a_readable_label(name, explorer):
    widget = explorer.controls[name]
    assert len(widget.description) > 3
    if not isinstance(widget, ipywidgets.ToggleButton):
        assert widget.style.description_width == "110px"
        assert len(widget.description) <= 16


def test_titanic():
    passengers = data.titanic()
    explorer = widgets.playground(passengers.X, passengers.Y, epochs=100)
    assert "Your data have 5 features" in explorer.caption
