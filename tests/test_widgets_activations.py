"""The explorer of activations (notebook 03, section 3)."""

import random

import ipywidgets
import numpy as np
import pytest

from helpers import activations, widgets
from helpers.widgets import activations_explorer, activations_words

from .explorers import at_start

NAMES = list(activations_words.KINDS)
SCENE = activations_explorer._Scene()  # for its words
CONTROLS = ("g", "compare", "z", "slope")


def values(control):
    """Return the first, the middle and the last value a control can have."""
    if isinstance(control, ipywidgets.Dropdown):
        choices = [option[1] for option in control.options]
        return [choices[0], choices[len(choices) // 2], choices[-1]]
    return [control.min, (control.min + control.max) / 2, control.max]


def result(g, z=0.5, slope=0.25, compare="none"):
    return activations_explorer.compute(g, compare, z, slope)


@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize("g", ["prelu", "softmax"])
def test_every_control_that_is_not_disabled_changes_the_picture(control, g):
    explorer = at_start(widgets.activation, g)
    seen = []
    for value in values(explorer.controls[control]):
        explorer.controls[control].value = value
        assert explorer.message == ""
        seen.append(explorer.picture.data)
    assert len(set(seen)) == (1 if g == "softmax" and control in ("compare", "slope") else 3)


@pytest.mark.parametrize(
    ("g", "compare", "disabled"),
    [
        ("tanh", "none", {"slope"}),
        ("tanh", "prelu", set()),
        ("prelu", "none", set()),
        ("softmax", "prelu", {"slope", "compare"}),
    ],
)
def test_controls_without_effect_are_disabled(g, compare, disabled):
    explorer = widgets.activation()
    explorer.controls["compare"].value, explorer.controls["g"].value = compare, g
    for made in (explorer, widgets.activation(g, compare=compare)):
        assert {name for name, control in made.controls.items() if control.disabled} == disabled


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_has_a_readable_label(control):
    widget = widgets.activation().controls[control]
    assert 3 < len(widget.description) <= 16
    assert widget.style.description_width == "110px"


def test_random_journeys_raise_nothing_and_leave_no_trace():
    explorer, chance = widgets.activation(), random.Random(5)
    start = explorer.settings
    for _ in range(30):
        control = chance.choice(list(explorer.controls.values()))
        if isinstance(control, ipywidgets.Dropdown):
            control.value = chance.choice(control.options)[1]
        else:
            control.value = chance.choice(values(control))
        assert explorer.message == ""
        words = explorer.alt + explorer.caption
        assert not {"nan", "inf", "None", "−0.000"} & set(words.replace(",", " ").replace(";", " ").split())
    for control, value in start.items():
        explorer.controls[control].value = value
    fresh = widgets.activation()
    assert (explorer.alt, explorer.caption) == (fresh.alt, fresh.caption)
    assert explorer.picture.data == fresh.picture.data


def test_the_start_can_be_chosen_and_an_impossible_one_is_refused():
    explorer = widgets.activation("swish", z=-1.3, slope=-0.5, compare="gelu")
    assert explorer.settings == {"g": "swish", "compare": "gelu", "z": -1.3, "slope": -0.5}
    with pytest.raises(ValueError, match=r"^g: expected one of linear, sigmoid, tanh, .*, got .tanhh."):
        widgets.activation("tanhh")
    with pytest.raises(ValueError, match=r"^compare: expected one of none, linear, .*, got 'softmax'"):
        widgets.activation(compare="softmax")
    with pytest.raises(ValueError, match=r"^z: expected a number from -6 to 6, got 6\.1"):
        widgets.activation(z=6.1)
    with pytest.raises(ValueError, match=r"^slope: expected a number from -1 to 1, got 2"):
        widgets.activation(slope=2)


def test_all_eleven_activations_are_offered_by_their_names():
    options = [name for _, name in widgets.activation().controls["g"].options]
    assert len(options) == 11
    for name in options:
        assert activations.by_name(name).name == name


@pytest.mark.parametrize("name", [name for name in NAMES if name != "softmax"])
def test_the_curve_is_the_activation_and_the_second_curve_its_slope(name):
    shown = result(name, z=-1.3)
    g = activations.by_name(name)
    np.testing.assert_array_equal(shown.first.values, g(shown.x))
    h = 1e-6
    away = np.abs(shown.x) > 1e-3  # a corner has no slope
    quotient = (g(shown.x + h) - g(shown.x - h)) / (2 * h)
    np.testing.assert_allclose(shown.first.slopes[away], quotient[away], atol=1e-8)
    assert shown.first.slope == pytest.approx((g(-1.3 + h) - g(-1.3 - h)) / (2 * h), abs=1e-8)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("linear", "nowhere"),
        ("sigmoid", "z < −4.4 and z > 4.4"),  # a(1 - a) = 0.05 * 0.25 at a = 0.01266, z = -4.357
        ("tanh", "z < −2.2 and z > 2.2"),  # 1 - a² = 0.05 at a = 0.9747, z = 2.178
        ("softmax", "z < −3.2 and z > 5.5"),  # the sigmoid, moved by ln(e + 1/e) = 1.127
        ("relu", "z < 0"),
        ("leaky_relu", "z < 0"),
        ("elu", "z < −3"),  # ln 0.05 = -2.996
        ("selu", "z < −3"),  # as ELU, whose multiple it is left of 0
    ],
)
def test_the_hatched_part_is_where_the_slope_is_below_5_percent_of_the_largest(name, words):
    shown = result(name)
    assert activations_words.stretches(shown.x, shown.flat) == words
    assert f"slope below 5 % of the largest): {words}." in SCENE.caption(shown)


def test_stretches_in_words():
    x = np.linspace(-2, 2, 5)
    for inside, words in (
        ([1, 1, 0, 0, 0], "z < −1"),
        ([0, 1, 1, 0, 0], "−1 < z < 0"),
        ([1, 0, 0, 1, 1], "z < −2 and z > 1"),
        ([0, 0, 0, 0, 0], "nowhere"),
    ):
        assert activations_words.stretches(x, np.array(inside, dtype=bool)) == words


@pytest.mark.parametrize(
    ("settings", "facts"),
    [
        ({}, ["tanh 0.462, slope 0.786", "Range: −1 to 1"]),  # tanh 0.5 = 0.4621, 1 - 0.2135
        ({"g": "sigmoid", "z": 0.0}, ["sigmoid 0.500, slope 0.250", "Range: 0 to 1"]),
        ({"g": "relu", "z": 0.0}, ["ReLU 0.000, slope 0.000. At the corner we take", "Range: 0 and above"]),
        ({"g": "elu", "z": 0.0}, ["ELU 0.000, slope 1.000. (The slope s belongs"]),  # no corner
        ({"g": "leaky_relu", "z": -5.0}, ["leaky ReLU −0.050, slope 0.010", "all numbers"]),
        ({"g": "prelu", "z": -2.0, "slope": 0.4}, ["with s = 0.40", "PReLU −0.800, slope 0.400", "all numbers"]),
        ({"g": "prelu", "z": -2.0, "slope": -1.0}, ["PReLU 2.000, slope −1.000", "0 and above"]),
        ({"g": "selu"}, ["SELU 0.525, slope 1.051", "−1.76 and above"]),
        ({"g": "swish", "z": -1.3}, ["swish −0.278", "Range: −0.28 and above"]),
        ({"g": "gelu", "z": 1.0}, ["GELU 0.841, slope 1.083", "Range: −0.17 and above"]),
        ({"compare": "relu"}, ["tanh 0.462, slope 0.786; ReLU 0.500, slope 1.000"]),
        # e^0.5, e, 1/e = 1.6487, 2.7183, 0.3679: shares of 4.7349; slopes a(1 - a), -a·a₂, -a·a₃
        ({"g": "softmax"}, ["outputs 0.348, 0.574, 0.078; slopes 0.227, −0.200, −0.027", "scores fixed at 1 and −1"]),
    ],
)
def test_caption_and_description_state_the_facts(settings, facts):
    shown = result(**{"g": "tanh", **settings})
    for fact in facts:
        assert fact in SCENE.caption(shown)
        if not any(word in fact for word in ("s = ", "belongs", "scores")):
            assert fact in SCENE.describe(shown)


def test_the_tangent_touches_the_curve():
    SCENE.update(result("tanh", z=0.5))
    x, y = SCENE.curves.tangent.get_data()
    assert np.interp(0.5, x, y) == pytest.approx(np.tanh(0.5))
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(1 - np.tanh(0.5) ** 2)


def test_a_jump_of_the_slope_is_not_drawn_as_a_stroke():
    for name, jumps in (("relu", True), ("selu", True), ("elu", False), ("tanh", False)):
        SCENE.update(result(name))
        assert np.isnan(SCENE.curves.lines[0][1].get_ydata()).any() == jumps


def test_softmax_shows_bars_and_the_others_curves():
    explorer = widgets.activation("softmax", z=3.0)
    scene = explorer._scene
    assert [bar.get_height() for bar in scene.bars.bars] == pytest.approx([0.8668, 0.1173, 0.0159], abs=1e-4)
    assert [ax.get_visible() for ax in scene.axes.flat] == [False, False, True, True]
    explorer.controls["g"].value = "relu"
    assert [ax.get_visible() for ax in scene.axes.flat] == [True, True, False, False]
    explorer.controls["g"].value = "softmax"
    assert explorer.picture.data == widgets.activation("softmax", z=3.0).picture.data


def test_no_curve_of_softmax_runs_through_the_name_of_an_output():
    scene = widgets.activation("softmax")._scene
    names = [text for text in scene.bars.axes[1].texts if text.get_text().startswith("output")]
    assert len(names) == 3
    for text in names:
        extent = text.get_window_extent()
        for line in scene.bars.lines:
            points = line.get_transform().transform(line.get_xydata())
            inside = (points > extent.min) & (points < extent.max)
            assert not inside.all(axis=1).any(), text.get_text()


def test_everything_stays_inside_its_frame_and_the_titles_apart():
    scene = SCENE
    for name in (name for name in NAMES if name != "softmax"):
        for compare in ("none", "prelu", "leaky_relu"):
            for z, slope in ((-6.0, -1.0), (6.0, 1.0)):
                shown = result(name, z, slope, compare)
                scene.update(shown)
                curves = scene.curves
                for curve in filter(None, (shown.first, shown.second)):
                    for ax, samples in zip(curves.axes, (curve.values, curve.slopes), strict=True):
                        low, high = ax.get_ylim()
                        assert low <= samples.min()
                        assert samples.max() <= high
                left, right = (title.get_window_extent() for title in curves.titles)
                assert left.x1 < right.x0
                assert right.x1 <= scene.figure.bbox.x1
