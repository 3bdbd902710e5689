"""The explorers of notebook 01: what is on the paper where values leave the frame, vanish or coincide."""

import numpy as np
import pytest

from helpers import diagrams, style, widgets
from helpers.widgets import activations_explorer, descent_explorer, line_explorer, one_neuron_explorer


def test_a_cost_below_the_frame_is_pinned_to_its_edge_and_named():
    scene = widgets.line()._scene
    for moment, below in ((0, False), (100, True)):
        result = line_explorer.compute(1000.0, 100, 0.0, 10_000, 20, moment)
        scene.update(result)
        (_, dot, number), *_ = scene.curves
        assert (result.trained.costs[result.index] < 1e-3) == below == scene.below.get_visible()
        assert (number.get_text() == "training points: J < 0.001") == below
        assert ("cost below 0.0001 on" in scene.caption(result)) == below
        if below:
            assert dot.get_ydata()[0] == scene.axes["cost"].get_ylim()[0] == 1e-3
            assert scene.below.xy == (dot.get_xdata()[0], 1e-3)


def test_costs_are_written_with_digits_that_say_something():
    assert [line_explorer._digits(cost, 3) for cost in (0.0123, 5e-4, 4.9e-4)] == ["= 0.012", "= 0.001", "< 0.001"]


def settled(w1, w2, b, x1, x2, g):
    explorer = widgets.one_neuron()
    for name, value in zip(("g", "w1", "w2", "b", "x1", "x2"), (g, w1, w2, b, x1, x2), strict=True):
        explorer.controls[name].value = value
    return explorer


def test_the_dot_is_whole_at_the_sides_and_gone_above_the_frame():
    explorer = settled(0.5, 0.0, 0.0, 6.0, 0.0, "relu")
    assert explorer._scene.dot.get_visible()
    assert not explorer._scene.dot.get_clip_on()
    explorer.controls["w1"].value = 3.0
    assert not explorer._scene.dot.get_visible()
    assert explorer._scene.outside.get_text() == "the output is above the frame: a = 18.0"
    assert explorer._scene.outside.get_bbox_patch() is not None


def test_one_kind_of_minus():
    caption = settled(-3.0, -0.5, 1.0, 2.0, 1.0, "linear").caption
    assert "−3.0·2.0 + (−0.5)·1.0 + 1.0 = <b>−5.50</b>" in caption
    assert "a = identity(z) = <b>−5.500</b>" in caption
    assert one_neuron_explorer._signed(-0.0) == "0.0"


@pytest.mark.parametrize("value", [0.0, -0.0, -4e-7, -1e-300])
def test_zero_has_no_sign(value):
    assert diagrams.minus(value, 6) == "0.000000"
    assert diagrams.minus(-0.04) == "0.0"
    assert diagrams.minus(-0.06) == "−0.1"


@pytest.mark.parametrize("inputs", [1, 2, 3])
def test_the_labels_of_the_weights_stand_clear_of_the_lines(inputs):
    figure, ax = style.figure(5, 3.5)
    drawing = diagrams.Neuron(ax, inputs)
    drawing.set([1.0] * inputs, [-3.0] * inputs, 1.0, 1.0, 1.0)
    figure.draw_without_rendering()
    for edge in drawing.edges:
        ends = edge.get_transform().transform(np.column_stack(edge.get_data()))
        points = ends[0] + np.linspace(0, 1, 200)[:, None] * (ends[1] - ends[0])
        half = edge.get_linewidth() / 2 * figure.dpi / 72
        for label in drawing.weights:
            box = label.get_window_extent()
            assert np.hypot(*(points - points.clip(box.p0, box.p1)).T).min() > half


def test_a_weight_of_zero_is_a_grey_hair():
    _figure, ax = style.figure(5, 3.5)
    drawing = diagrams.Neuron(ax, 3)
    drawing.set((1.0, 1.0, 1.0), (0.0, -1e-9, 0.1), 0.0, 0.0, 0.0)
    for edge in drawing.edges[:2]:
        assert (edge.get_color(), edge.get_linestyle()) == (style.FAINT, "-")
        assert edge.get_linewidth() <= 0.5
    assert drawing.edges[2].get_color() == style.BLUE


@pytest.mark.parametrize("g", ["sigmoid", "tanh", "relu", "elu", "swish"])
def test_the_line_of_a_limit_ends_before_its_name(g):
    explorer = widgets.activation(g=g)
    scene = explorer._scene
    scene.update(activations_explorer.compute(g, "none", 0.5, 0.25))
    shown = [(line, text) for line, text in scene.curves.limits if text.get_visible()]
    assert shown
    for line, text in shown:
        box = text.get_window_extent()
        ends = line.get_transform().transform(np.column_stack(line.get_data()))[:, 0]
        assert ends[1] < box.x0 or ends[0] > box.x1
        assert ends[1] - ends[0] > box.width


def test_a_walk_close_to_the_valley_of_the_parabola_is_magnified():
    scene = widgets.descent()._scene
    parabola = "squared error, no sigmoid"
    for start, starts, rate, near in ((0.5, False, 0.2, True), (-6.0, False, 0.2, False), (0.5, True, 0.2, False)):
        result = descent_explorer.compute(rate, start, 5, starts, parabola)
        scene.update(result)
        low, high = scene.axes[1].get_xlim()
        assert (high - low < 2) == near == ("(magnified)" in scene.axes[1].get_title(loc="left"))
        assert scene.axes[0].get_xlim() == (-8, 8)
        if near:
            assert low < result.walks[1].paths[0].min()
            assert result.walks[1].paths[0].max() < high
            assert scene.parts[1][3].get_xdata()[0] == result.walks[1].paths[0, 5]
    scene.update(descent_explorer.compute(1.0, 0.5, 5, False, parabola))  # this one flies off
    assert scene.axes[1].get_xlim() == (-8, 8)


def test_squares_that_cannot_be_seen_are_counted():
    assert descent_explorer._missing(np.array([0.5])) == ""
    assert descent_explorer._missing(np.array([0.5, 1.0, 2.0, 3.0, 4.0, 5.0])) == ""
    told = descent_explorer._missing(np.array([0.5, 0.6, 0.5, 9.0, -1e9, 8e200]))
    assert told == " Of the five squares, 3 left the picture, the ball hides 2."
    explorer = widgets.descent(learning_rate=1.0, starts=True, curve="squared error, no sigmoid")
    explorer.controls["step"].value = 40
    assert "Of the five squares, 5 left the picture." in explorer.caption


def test_the_tangent_has_a_colour_of_its_own():
    trail, others, tangent, ball, _ = widgets.descent()._scene.parts[0]
    assert tangent.get_color() not in {part.get_color() for part in (trail, others, ball)} | {style.INK}
