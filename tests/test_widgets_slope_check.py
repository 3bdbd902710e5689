"""The explorers of notebook 02 for slopes and for gradient checks."""

import io
import random

import ipywidgets
import numpy as np
import pytest
from PIL import Image

from helpers.widgets import check_explorer, slope_explorer

from .explorers import at_start

VIEW = "application/vnd.jupyter.widget-view+json"
MAKERS = {"slope": slope_explorer.slope, "gradient_check": check_explorer.gradient_check}
NAMES = {"slope": ("f", "a", "nudge"), "gradient_check": ("function", "epsilon")}
CONTROLS = [(name, control) for name, controls in NAMES.items() for control in controls]
FUNCTIONS = list(check_explorer._FUNCTIONS)


def values(control):
    """Return the first, the middle and the last value a control can have."""
    if hasattr(control, "options"):
        choices = [option[1] for option in control.options]
        return [choices[0], choices[len(choices) // 2], choices[-1]]
    return [control.min, control.min + (control.max - control.min) / 2, control.max]


@pytest.mark.parametrize("name", MAKERS)
def test_no_control_is_left_out(name):
    assert tuple(at_start(MAKERS[name]).controls) == NAMES[name]


@pytest.mark.parametrize(("name", "control"), CONTROLS)
def test_every_control_changes_the_picture(name, control):
    explorer = at_start(MAKERS[name])
    seen = []
    for value in values(explorer.controls[control]):
        explorer.controls[control].value = value
        assert explorer.message == ""
        seen.append(explorer.picture.data)
    assert len(set(seen)) == 3


@pytest.mark.parametrize(("name", "control"), CONTROLS)
def test_every_control_has_a_readable_label(name, control):
    widget = at_start(MAKERS[name]).controls[control]
    assert 3 < len(widget.description) <= 16
    assert widget.style.description_width == "110px"


@pytest.mark.parametrize("name", MAKERS)
def test_random_journeys_raise_nothing_and_leave_no_trace(name):
    explorer, chance = MAKERS[name](), random.Random(5)
    start = explorer.settings
    for _ in range(60):
        control = chance.choice(list(explorer.controls.values()))
        if isinstance(control, ipywidgets.SelectionSlider):
            control.value = chance.choice(control.options)[1]
        else:
            control.value = chance.choice(values(control))
        assert explorer.message == ""
        words = explorer.alt + explorer.caption
        assert "nan" not in words
        assert "inf" not in words
    for control, value in start.items():
        explorer.controls[control].value = value
    fresh = MAKERS[name]()
    assert explorer.alt == fresh.alt
    assert explorer.caption == fresh.caption
    assert explorer.picture.data == fresh.picture.data


@pytest.mark.parametrize("name", MAKERS)
def test_the_stored_bundle_has_the_live_view_the_picture_and_the_words(name):
    explorer = MAKERS[name]()
    bundle = explorer._repr_mimebundle_()
    assert bundle[VIEW]["model_id"] == explorer.widget.model_id
    assert bundle["text/plain"] == explorer.alt
    assert f'<img alt="{explorer.alt}"' in bundle["text/html"]
    assert bundle["image/png"].startswith("iVBOR")
    assert Image.open(io.BytesIO(explorer.picture.data)).size[0] == round(explorer.picture.width * 1.5)


def test_an_impossible_start_is_refused():
    with pytest.raises(ValueError, match=r"^f: expected one of 3a, a², a³, ln a, got '4a'"):
        slope_explorer.slope(f="4a")
    with pytest.raises(ValueError, match=r"^a: expected a number from 0\.1 to 4, got 0"):
        slope_explorer.slope(a=0)
    with pytest.raises(ValueError, match=r"nudge: expected one of 1e-06, .*, got 0\.003"):
        slope_explorer.slope(nudge=0.003)
    with pytest.raises(ValueError, match=r"^epsilon: expected one of .*, got 0\.002"):
        check_explorer.gradient_check(epsilon=0.002)


# slope


@pytest.mark.parametrize(
    ("settings", "facts"),
    [
        (
            {},
            [
                "f(2) = 6",
                "f(2.001) = 6.003",
                "rise = 0.003",
                "0.003 / 0.001 = <b>3.000</b>",
                "exact slope by the rule 3",
            ],
        ),
        ({"f": "a²"}, ["f(2.001) = 4.004001", "= <b>4.001</b>", "2a = 4"]),  # 4 + 0.004 + 0.000001
        ({"f": "a²", "a": 0.5, "nudge": 1.0}, ["f(0.5) = 0.25", "f(1.5) = 2.25", "2 / 1 = <b>2.000</b>", "2a = 1"]),
        ({"f": "a³", "nudge": 1.0}, ["f(2) = 8", "f(3) = 27", "19 / 1 = <b>19.000</b>", "3a² = 12"]),
        ({"f": "a³", "a": 1.0, "nudge": 0.01}, ["f(1.01) ≈ 1.03030", "≈ <b>3.030</b>", "3a² = 3"]),  # 1.030301
        ({"f": "a²", "nudge": 1e-4}, ["f(2.0001) = 4.00040001", "<b>4.0001</b>"]),
        ({"f": "a²", "nudge": 1e-6}, ["f(2.000001) ≈ 4.000004000", "≈ <b>4.000</b>"]),
        ({"f": "3a", "a": 0.3, "nudge": 1e-6}, ["f(0.300001) = 0.900003", "0.000003 / 0.000001 = <b>3.000</b>"]),
        ({"f": "ln a"}, ["f(2) ≈ 0.693147", "f(2.001) ≈ 0.693647", "≈ <b>0.500</b>", "1/a = 0.5"]),
        ({"f": "ln a", "a": 0.3}, ["f(0.3) ≈ −1.203973", "≈ <b>3.328</b>", "1/a ≈ 3.333"]),  # 1000 ln(301 / 300)
        ({"f": "ln a", "a": 1.0, "nudge": 1.0}, ["f(1) = 0", "f(2) ≈ 0.693", "0.693 / 1 ≈ <b>0.693</b>", "1/a = 1"]),
    ],
)
def test_the_caption_and_the_description_write_the_arithmetic(settings, facts):
    explorer = slope_explorer.slope(**settings)
    for fact in facts:
        assert fact in explorer.caption
    plain = explorer.caption.replace("<b>", "").replace("</b>", "")
    for word in plain.split("f(", 1)[1].split("<br>")[0].replace("&nbsp;", "").split(", "):
        assert word.strip() in explorer.alt


def test_the_slope_approaches_the_rule_as_the_nudge_shrinks():
    for f in slope_explorer._FUNCTIONS:
        for a in (0.1, 1.0, 2.7, 4.0):
            wide, narrow = (slope_explorer.compute(f, a, nudge) for nudge in (1e-2, 1e-5))
            assert narrow.slope == pytest.approx(narrow.exact, rel=2e-4)
            assert abs(narrow.slope - narrow.exact) <= abs(wide.slope - wide.exact) + 1e-8


def test_the_numbers_stay_the_same_when_the_last_bit_does_not():
    """Another machine's logarithm may differ in its last bit: no written number depends on it."""
    control = slope_explorer.slope().controls["nudge"]
    for _, nudge in control.options:
        for a in np.arange(1, 41) / 10:
            result = slope_explorer.compute("ln a", float(a), nudge)
            written = slope_explorer._written(result)
            for up in (-np.inf, np.inf):
                nudged = float(np.nextafter(result.nudged, up))
                rise = nudged - result.value
                other = result._replace(nudged=nudged, rise=rise, slope=rise / nudge)
                assert slope_explorer._written(other) == written


def test_everything_stays_inside_the_frames_and_no_words_overlap():
    scene = slope_explorer.slope()._scene
    left, right = scene.axes
    for f in slope_explorer._FUNCTIONS:
        for a in (0.1, 0.5, 2.0, 4.0):
            for nudge in (1e-6, 1e-5, 0.002, 0.1, 1.0):
                scene.update(slope_explorer.compute(f, a, nudge))
                for artist in (scene.dot, scene.end):
                    x, y = (float(data[0]) for data in artist.get_data())
                    assert left.viewLim.contains(x, y)
                texts = [scene.dot_name, scene.end_name, scene.run_name, scene.rise_name]
                boxes = [text.get_window_extent() for text in texts]
                for i, box in enumerate(boxes):
                    assert right.bbox.contains(box.x0, box.y0)
                    assert right.bbox.contains(box.x1, box.y1)
                    assert not any(box.overlaps(other) for other in boxes[:i])


def test_the_frame_has_a_name_and_is_never_too_small_to_be_seen():
    scene = slope_explorer.slope()._scene
    left = scene.axes[0]
    for f in slope_explorer._FUNCTIONS:
        for a in (0.1, 2.0, 4.0):
            for nudge in (1e-6, 0.02, 0.1, 1.0):
                result = slope_explorer.compute(f, a, nudge)
                scene.update(result)
                frame, small = scene.glass.get_window_extent(), scene.spot.get_visible()
                assert small != scene.glass.get_visible()
                assert scene.label.get_text().split(":")[0] == ("marked" if small else "framed")
                assert small == (min(frame.width, frame.height) * 96 / scene.figure.dpi < 12)
                if small:
                    assert scene.spot.get_xydata()[0].tolist() == [a, result.value]
                box = left.transData.inverted().transform(scene.label.get_window_extent())
                curve = np.column_stack(scene.curve.get_data())
                assert not ((curve > box[0]) & (curve < box[1])).all(axis=1).any()


def test_the_glass_magnifies_without_bending():
    explorer = slope_explorer.slope(f="a²", a=1.0, nudge=1e-6)
    scene = explorer._scene
    curve, line = scene.near.get_data(), scene.straight.get_data()
    np.testing.assert_allclose(curve[1], np.interp(curve[0], *line), atol=1e-5)
    explorer.controls["nudge"].value = 1.0
    curve, line = scene.near.get_data(), scene.straight.get_data()
    assert np.abs(curve[1] - np.interp(curve[0], *line)).max() > 0.05


# gradient check


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_exact_slope_is_exact(function):
    f, slope, x, *_ = check_explorer._FUNCTIONS[function]
    h = 1e-2
    five = (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h)  # error of the order h⁴
    assert slope(x) == pytest.approx(five, rel=1e-8, abs=0)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_curves_are_two_vs(function):
    steps = np.array(check_explorer.EPSILONS)
    one, central = check_explorer.errors(function)
    assert 1e-7 <= steps[central.argmin()] <= 1e-4
    assert central.min() < 1e-9
    assert 1e-10 <= steps[one.argmin()] <= 1e-6
    assert 1e-10 < one.min() < 1e-6
    right = (steps >= 1e-4) & (steps <= 1e-1)
    assert np.polyfit(np.log10(steps[right]), np.log10(one[right]), 1)[0] == pytest.approx(1, abs=0.05)
    assert np.polyfit(np.log10(steps[right]), np.log10(central[right]), 1)[0] == pytest.approx(2, abs=0.05)
    left = steps <= 1e-9
    assert np.polyfit(np.log10(steps[left]), np.log10(one[left]), 1)[0] == pytest.approx(-1, abs=0.4)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("kind", [0, 1])
def test_the_cause_that_is_named_is_the_cause(function, kind):
    steps = np.array(check_explorer.EPSILONS)
    error = check_explorer.errors(function)[kind]
    power = kind + 1
    coefficient = error[steps == 1e-3] / 1e-3**power  # there nothing but truncation matters
    truncation = coefficient * steps**power
    for step, found, expected in zip(steps, error, truncation, strict=True):
        cause = check_explorer.cause(function, kind, step)
        if cause == "truncation" and step < 0.05:
            assert found == pytest.approx(expected, rel=0.5)
        if cause == "rounding":
            assert found > expected
    assert {check_explorer.cause(function, kind, step) for step in steps} == {"rounding", "both", "truncation"}


def test_the_slider_and_the_curves_have_the_same_steps():
    options = [step for _, step in check_explorer.gradient_check().controls["epsilon"].options]
    assert tuple(options) == check_explorer.EPSILONS


def test_the_caption_compares_both_quotients():
    explorer = check_explorer.gradient_check("x³ at x = 3", 0.1)
    # (3.1³ - 27) / 0.1 = (29.791 - 27) / 0.1 = 27.91, off by 0.91 of 27; central: 27 + 0.01, off by 0.01 of 27
    assert "exact slope 27.00000000, step ε = 10⁻¹" in explorer.caption
    assert "(f(x + ε) − f(x)) / ε = 27.91000000, relative error <b>3.4 · 10⁻²</b>: truncation" in explorer.caption
    assert "/ 2ε = 27.01000000, relative error <b>3.7 · 10⁻⁴</b>: truncation" in explorer.caption
    assert "one-sided 27.91000000, relative error 3.4 · 10⁻²" in explorer.alt
    explorer.controls["epsilon"].value = 1.0
    assert "ε = 37.00000000, relative error <b>3.7 · 10⁻¹</b>" in explorer.caption  # 64 - 27
    explorer.controls["epsilon"].value = 1e-12
    assert explorer.caption.count("<b>about 10⁻") == 2
    assert explorer.caption.count("rounding dominates") == 2
    explorer.controls["epsilon"].value = 1e-5
    assert "truncation dominates" in explorer.caption
    assert "the bottom of the V" in explorer.caption


def test_the_stored_state_is_the_same_on_every_machine():
    explorer = at_start(check_explorer.gradient_check)
    result = check_explorer.compute(**explorer.settings)
    assert explorer.caption.count("truncation dominates") == 2
    assert "one-sided 0.20904174, relative error 1.2 · 10⁻⁴" in explorer.alt
    assert "central 0.20901633, relative error about 10⁻⁷" in explorer.alt
    for change in (-1e-12, 1e-12):  # far more than rounding at this step
        moved = tuple(quotient + change for quotient in result.quotients)
        off = tuple(abs(quotient - result.exact) / result.exact for quotient in moved)
        assert explorer._scene.caption(result._replace(quotients=moved, errors=off)) in explorer.caption


def test_an_error_of_zero_is_drawn_at_the_bottom_of_the_frame():
    explorer = at_start(check_explorer.gradient_check)
    scene, result = check_explorer._Scene(), check_explorer.compute(**explorer.settings)
    lucky = result._replace(errors=(0.0, 0.0), curves=np.zeros_like(result.curves))
    picture = scene.picture(lucky)
    assert "relative error 0," in picture.alt
    assert [marker.get_ydata()[0] for marker in scene.big] == [1e-17, 1e-17]
    assert set(scene.curves[0].get_ydata()) == {1e-17}


def test_the_words_in_the_picture_stay_off_the_curves():
    for function in FUNCTIONS:
        scene = check_explorer.gradient_check(function)._scene
        words = [artist for artist in scene._moving if hasattr(artist, "get_text")]
        assert len(words) == 6
        renderer = scene.figure.canvas.get_renderer()
        boxes = [text.get_window_extent(renderer) for text in words[:4]]
        boxes += [note.get_bbox_patch().get_window_extent(renderer) for note in scene.bottoms]
        for i, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[:i])
            for curve in scene.curves:
                points = scene.axes.transData.transform(np.column_stack(curve.get_data()))
                assert not any(box.contains(x, y) for x, y in points)
