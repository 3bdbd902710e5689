"""The explorer of hinges: three hidden units bend a line (notebook 03, section 4)."""

import random

import ipywidgets
import numpy as np
import pytest

from helpers import widgets
from helpers.widgets import hinges_explorer, hinges_words
from helpers.widgets.hinges_explorer import SOLUTIONS

from .explorers import at_start

CONTROLS = ["g", "target", "unit", "c", *(f"{name}{k}" for k in (1, 2, 3) for name in "wbv")]
ALL = widgets.hinges()  # for tests that move nothing


def values(control):
    """Return the first, the middle and the last value a control can have."""
    if isinstance(control, ipywidgets.Dropdown):
        choices = [option[1] for option in control.options]
        return [choices[0], choices[len(choices) // 2], choices[-1]]
    return [control.min, (control.min + control.max) / 2, control.max]


def compute(g="relu", target="hat", unit=1, w=(1, 1, 1), b=(2, 0, -2), v=(0.5, -1, 0.5), c=0.0):
    numbers = {f"{name}{k + 1}": given[k] for name, given in zip("wbv", (w, b, v), strict=True) for k in range(3)}
    return hinges_explorer.compute(g, target, unit, c, **numbers)


def buttons(explorer):
    return explorer.widget.children[0].children[-1].children


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_changes_the_picture(control):
    explorer = at_start(widgets.hinges)
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
    explorer, chance = widgets.hinges(), random.Random(5)
    start = explorer.settings
    for _ in range(25):
        control = chance.choice([*explorer.controls.values(), *buttons(explorer)])
        if isinstance(control, ipywidgets.Button):
            control.click()
        else:
            control.value = chance.choice(values(control))
        assert explorer.message == ""
        words = explorer.alt + explorer.caption
        assert "nan" not in words
        assert "−0.00" not in words.replace("−0.00 h", "")
    for control, value in start.items():
        explorer.controls[control].value = value
    assert (explorer.alt, explorer.caption, explorer.picture.data) == (ALL.alt, ALL.caption, ALL.picture.data)


def test_only_the_sliders_of_the_chosen_unit_are_shown():
    explorer = widgets.hinges(unit=2)
    for unit in (2, 3, 1):
        explorer.controls["unit"].value = unit
        shown = {name for name, control in explorer.controls.items() if control.layout.display != "none"}
        assert shown == {"g", "target", "unit", "c", f"w{unit}", f"b{unit}", f"v{unit}"}


def test_an_impossible_start_is_refused():
    with pytest.raises(ValueError, match=r"^g: expected one of linear, relu, tanh, sigmoid, got 'gelu'"):
        widgets.hinges(g="gelu")
    with pytest.raises(ValueError, match=r"target: expected one of hat, step, wave, got 'cat'"):
        widgets.hinges(target="cat")
    with pytest.raises(ValueError, match=r"^unit: expected one of 1, 2, 3, got 0"):
        widgets.hinges(unit=0)
    with pytest.raises(ValueError, match=r"b: expected three numbers, one per hidden unit, got \(1, 2\)"):
        widgets.hinges(b=(1, 2))
    with pytest.raises(ValueError, match=r"^w\[1\]: expected a number from -5 to 5, got 6"):
        widgets.hinges(w=(1, 6, 1))
    with pytest.raises(ValueError, match=r"^v\[2\]: expected a number from -3 to 3, got -4"):
        widgets.hinges(v=(1, 1, -4))
    with pytest.raises(ValueError, match=r"^c: expected a number from -3 to 3, got 9"):
        widgets.hinges(c=9)


def test_the_sum_is_worked_out_by_hand():
    shown = compute(w=(1, -2, 3), b=(1, 1, -3), v=(2, -1, 0.5), c=0.25)
    at = np.searchsorted(hinges_explorer._X, 1.5)
    x = hinges_explorer._X[at]
    assert shown.H[:, at] == pytest.approx([x + 1, 0, 3 * x - 3])
    assert shown.y[at] == pytest.approx(2 * (x + 1) + 0.5 * (3 * x - 3) + 0.25)
    np.testing.assert_allclose(shown.hinges, [-1, 0.5, 1])


@pytest.mark.parametrize(
    ("numbers", "bends"),
    [
        ({}, [-2, 0, 2]),
        ({"v": (1, 0, 1)}, [-2, 2]),
        ({"w": (1, 0, 1)}, [-2, 2]),
        ({"w": (1, 2, -1), "b": (1, 2, -1), "v": (1, -0.5, 0)}, []),  # +1 and -0.5·2 at the same place
        ({"w": (1, -1, 1), "b": (1, -1, 4), "v": (1, 1, 1)}, [-1]),  # relu(z) + relu(-z) = |z|; -4 is outside
    ],
)
def test_the_pieces_that_are_counted_are_those_that_are_drawn(numbers, bends):
    shown = compute(**numbers)
    assert shown.bends == pytest.approx(bends)
    turning = np.flatnonzero(np.abs(np.diff(shown.y, 2)) > 1e-9)
    places = hinges_explorer._X[turning + 1]
    drawn = places[np.concatenate([[True], np.diff(places) > 0.02])] if places.size else places  # two samples a bend
    np.testing.assert_allclose(drawn, bends, atol=0.02)
    words = hinges_words.shape(shown)
    assert f"y has {len(bends) + 1} straight pieces" in words or ("one straight piece" in words and not bends)


def test_linear_units_make_a_straight_line_whatever_the_sliders_do():
    rng = np.random.default_rng(3)
    for _ in range(20):
        shown = compute("linear", w=rng.uniform(-5, 5, 3), b=rng.uniform(-10, 10, 3), v=rng.uniform(-3, 3, 3))
        assert np.abs(np.diff(shown.y, 2)).max() < 1e-10
    assert "one straight line, whatever the sliders do" in hinges_words.shape(shown)
    shown = compute("linear", w=(1, 2, 3), b=(1, 0, -1), v=(2, -1, 1), c=0.5)
    assert "y = 3.00 x + 1.50" in hinges_words.shape(shown)  # 2 - 2 + 3 and 2 - 1 + 0.5


@pytest.mark.parametrize("target", ["hat", "step", "wave"])
def test_no_straight_line_beats_the_one_that_is_quoted(target):
    words = hinges_words.distance(compute("linear", target))
    best = float(words.split("the best straight line of all reaches ")[1].removesuffix("."))
    x, t = hinges_explorer._X, hinges_explorer._TARGETS[target]
    a, b = np.linalg.lstsq(np.stack([x, np.ones_like(x)], axis=1), t, rcond=None)[0]
    assert best == pytest.approx(((a * x + b - t) ** 2).mean(), abs=6e-5)
    assert best > 0.06


@pytest.mark.parametrize(("g", "target"), SOLUTIONS)
def test_every_solution_is_good(g, target):
    w, b, v, c = SOLUTIONS[g, target]
    shown = compute(g, target, w=w, b=b, v=v, c=c)
    if g == "linear":
        x, t = hinges_explorer._X, hinges_explorer._TARGETS[target]
        best = ((np.polynomial.Polynomial.fit(x, t, 1)(x) - t) ** 2).mean()
        assert best <= shown.error < best + 0.002
    else:
        assert shown.error < 0.015
        assert "a good likeness" in hinges_words.distance(shown)


def test_a_solution_and_the_start_are_one_click_away():
    explorer = widgets.hinges("sigmoid", "wave", c=1.0)
    start = explorer.settings
    solve, reset = buttons(explorer)
    solve.click()
    assert explorer.message == ""
    w, b, v, c = SOLUTIONS["sigmoid", "wave"]
    units = {f"{name}{k + 1}": given[k] for name, given in zip("wbv", (w, b, v), strict=True) for k in range(3)}
    assert explorer.settings == {"g": "sigmoid", "target": "wave", "unit": 1, "c": c, **units}
    reset.click()
    assert explorer.settings == start


def test_the_sliders_can_show_every_solution():
    for w, b, v, c in SOLUTIONS.values():
        for name, given in (("w", w), ("b", b), ("v", v), ("c", (c,))):
            control = ALL.controls[name if name == "c" else f"{name}1"]
            for value in given:
                assert control.min <= value <= control.max
                assert value / control.step == pytest.approx(round(value / control.step))


def test_the_hat_is_exactly_three_hinges():
    w, b, v, c = SOLUTIONS["relu", "hat"]
    assert compute(w=w, b=b, v=v, c=c).error < 1e-28


def test_caption_and_description_state_the_facts():
    for fact in (
        "y = 0.50 h₁ − 1.00 h₂ + 0.50 h₃ + 0.00.",
        "y has 4 straight pieces; it bends at x = −2.00, 0.00, 2.00.",
        "Mean squared error to the target, a hat: 0.0347.",
    ):
        assert fact in ALL.caption
        assert fact in ALL.alt
    # (1.5 - x) - (1 - x/2) = (1 - x)/2 up to x = 1.5, its square integrates to 9/96; then 1 - x/2 up to 2: 1/96.
    # Both sides over the width 6: 2 (10/96) / 6
    assert compute().error == pytest.approx(20 / 96 / 6, abs=1e-5)
    smooth = hinges_words.shape(compute("tanh"))
    assert smooth == "y is smooth, without a corner; its units are steepest at x = −2.00, 0.00, 2.00."


def test_the_hinges_are_marked_where_the_units_turn():
    explorer = widgets.hinges()
    scene = explorer._scene
    assert [dot.get_xdata()[0] for dot in scene.dots] == [-2, 0, 2]
    assert [dot.get_ydata()[0] for dot in scene.dots] == pytest.approx([0, 1, 0], abs=0.01)
    explorer.controls["v2"].value = 0
    assert [dot.get_visible() for dot in scene.dots] == [True, False, True]
    explorer.controls["g"].value = "linear"
    assert not any(dot.get_visible() for dot in scene.dots)


def test_an_output_beyond_the_frame_says_how_far_it_runs():
    explorer = widgets.hinges(v=(0, 0, 0), c=2.5)
    note = explorer._scene.outside
    assert note.get_visible()
    assert note.get_text() == "y leaves the frame: it runs from 2.5 to 2.5"
    explorer.controls["c"].value = -2.0
    assert not note.get_visible()


def test_the_longest_titles_do_not_reach_the_picture_beside_them():
    scene = widgets.hinges("sigmoid", w=(-5, -5, -5), b=(-10, -10, -10), v=(-3, -3, -3), unit=3)._scene
    right = scene.axes["y"].get_tightbbox().x0
    assert max(unit[0].get_window_extent().x1 for unit in scene.units) < right
