"""Widgets, driven from Python by setting the value of their controls."""

import io
import random

import ipywidgets
import numpy as np
import pytest
from PIL import Image

from helpers import data, neuron, widgets
from helpers.widgets import controls, descent_explorer, line_explorer, one_neuron_explorer

from .explorers import at_start

VIEW = "application/vnd.jupyter.widget-view+json"
NAMES = {
    "one_neuron": ("w1", "w2", "b", "g", "x1", "x2"),
    "descent": ("learning_rate", "start", "step", "starts", "curve"),
    "line": ("m", "overlap", "learning_rate", "epochs", "seed", "moment"),
    "graph": ("a", "b", "c"),
    "stepper": ("graph", "bug", "step"),
}
MAKERS = {name: getattr(widgets, name) for name in NAMES}
CONTROLS = [(name, control) for name, controls in NAMES.items() for control in controls]


def values(control):
    """Return the first, the middle and the last value a control can have."""
    if isinstance(control, ipywidgets.Checkbox):
        return [False, True]
    if hasattr(control, "options"):
        choices = [option[1] for option in control.options]
        return list(dict.fromkeys([choices[0], choices[len(choices) // 2], choices[-1]]))
    return [control.min, control.min + (control.max - control.min) / 2, control.max]


def settle(explorer):
    """Put an explorer into a state in which every control matters."""
    if "overlap" in explorer.controls:
        explorer.controls["overlap"].value = 2.0
    if "bug" in explorer.controls:
        explorer.controls["graph"].value = "shared"
        explorer.controls["step"].value = 11
    if "g" in explorer.controls:
        explorer.controls["g"].value = "linear"


@pytest.mark.parametrize("name", MAKERS)
def test_no_control_is_left_out(name):
    assert tuple(at_start(MAKERS[name]).controls) == NAMES[name]


@pytest.mark.parametrize(("name", "control"), CONTROLS)
def test_every_control_changes_the_picture(name, control):
    explorer = at_start(MAKERS[name])
    settle(explorer)
    seen = []
    for value in values(explorer.controls[control]):
        value = int(value) if isinstance(explorer.controls[control], ipywidgets.IntSlider) else value
        explorer.controls[control].value = value
        assert explorer.message == ""
        seen.append(explorer.picture.data)
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize(("name", "control"), CONTROLS)
def test_every_control_has_a_readable_label(name, control):
    widget = at_start(MAKERS[name]).controls[control]
    assert len(widget.description) > 3
    if not isinstance(widget, ipywidgets.Checkbox):
        assert widget.style.description_width == "110px"
        assert len(widget.description) <= 16


@pytest.mark.parametrize("name", MAKERS)
def test_random_journeys_raise_nothing_and_leave_no_trace(name):
    explorer, chance = MAKERS[name](), random.Random(5)
    start = explorer.settings
    for _ in range(20):
        control = chance.choice(list(explorer.controls.values()))
        value = chance.choice(values(control))
        control.value = int(value) if isinstance(control, ipywidgets.IntSlider) else value
        assert explorer.message == ""
        assert "nan" not in explorer.alt + explorer.caption
    for control, value in start.items():
        explorer.controls[control].value = value
    fresh = MAKERS[name]()
    assert explorer.alt == fresh.alt
    assert explorer.picture.data == fresh.picture.data


@pytest.mark.parametrize("name", MAKERS)
def test_the_stored_bundle_has_the_live_view_the_picture_and_the_words(name):
    explorer = at_start(MAKERS[name])
    bundle = explorer._repr_mimebundle_()
    assert bundle[VIEW]["model_id"] == explorer.widget.model_id
    assert bundle["text/plain"] == explorer.alt
    assert f'<img alt="{explorer.alt}"' in bundle["text/html"]
    assert bundle["image/png"].startswith("iVBOR")
    for control in explorer.controls.values():
        assert controls.told(control) in bundle["text/html"]


@pytest.mark.parametrize("name", MAKERS)
def test_the_picture_is_one_image_with_its_alternative_text(name):
    explorer = at_start(MAKERS[name])
    caption, image = explorer.widget.children[1], explorer.widget.children[-1]
    assert image.value.count("<img") == 1
    assert f'alt="{explorer.alt}"' in image.value
    assert 'role="status"' in caption.value
    size = Image.open(io.BytesIO(explorer.picture.data)).size
    assert size[0] == round(explorer.picture.width * 1.5)


def test_a_failing_computation_shows_its_message_and_keeps_the_last_picture():
    explorer = widgets.one_neuron()
    good = explorer.picture

    def fail(**settings):
        raise ValueError("w1: expected <less>, got more")

    explorer._compute = fail
    explorer.controls["w1"].value = 2.0
    assert explorer.message == "w1: expected <less>, got more"
    assert "w1: expected &lt;less&gt;, got more" in explorer.caption
    assert explorer.picture is good
    explorer._compute = one_neuron_explorer.compute
    explorer.controls["w1"].value = 1.0
    assert explorer.message == ""
    assert "⚠" not in explorer.caption


def test_an_impossible_start_is_refused():
    with pytest.raises(ValueError, match=r"^g: expected one of linear, relu, sigmoid, got .tanhh."):
        widgets.one_neuron(g="tanhh")
    with pytest.raises(ValueError, match=r"^b: expected a number from -6 to 6, got 7"):
        widgets.one_neuron(b=7)
    with pytest.raises(ValueError, match=r"^learning_rate: expected one of .*, got 0\.123"):
        widgets.descent(learning_rate=0.123)


# one neuron


def test_one_neuron_shows_the_arithmetic():
    explorer = widgets.one_neuron(w1=0.5, w2=-1.0, b=0.2, x1=2.0, x2=1.0, g="sigmoid")
    assert "0.5·2.0 + (−1.0)·1.0 + 0.2 = <b>0.20</b>" in explorer.caption  # 1 - 1 + 0.2
    assert "<b>0.550</b>" in explorer.caption  # sigmoid(0.2) = 0.5498


def test_only_the_bias_speaks_where_all_inputs_are_zero():
    for w1 in (-3.0, 0.0, 2.5):
        result = one_neuron_explorer.compute(w1, 1.0, 0.7, 0.0, 0.0, "linear")
        assert result.z == result.a == 0.7


def test_the_bias_moves_the_curve_sideways():
    result = one_neuron_explorer.compute(2.0, 0.0, 1.0, 0.0, 0.0, "sigmoid")
    shifted = np.interp(result.x + 0.5, result.x, result.unbiased)  # b / w1 = 0.5 to the left
    inside = result.x <= 5.5
    np.testing.assert_allclose(result.curve[inside], shifted[inside], atol=1e-3)


# descent


def test_the_small_problem_has_the_slopes_it_claims():
    for cost, slope in descent_explorer._COSTS.values():
        for w in (-3.0, -0.4, 0.0, 1.7):
            assert slope(w) == pytest.approx((cost(w + 1e-6) - cost(w - 1e-6)) / 2e-6, abs=1e-7)


def test_the_small_problem_is_the_neuron_of_notebook_01():
    w = np.array([[0.8]])
    X, Y = descent_explorer.X, descent_explorer.Y
    assert descent_explorer.log_loss(0.8) == pytest.approx(neuron.cost(w, 0.0, X, Y))
    assert descent_explorer.log_loss_slope(0.8) == pytest.approx(neuron.gradients(w, 0.0, X, Y)[0].item())


def test_the_learning_rate_slider_reaches_every_behaviour():
    rates = [rate for _, rate in widgets.descent().controls["learning_rate"].options]
    fates = [descent_explorer.compute(rate, -6.0, 40, False).walks[0].fate for rate in rates]
    assert fates[0] == "learning"
    assert fates[-1] == "diverging"
    assert {"settled", "oscillating"} <= set(fates)
    assert descent_explorer.compute(rates[0], 6.0, 40, False).walks[0].fate == "slow"


@pytest.mark.parametrize(
    ("learning_rate", "start", "fates"),
    [
        (1.0, -6.0, ("settled", "stranded")),  # never leaves its shelf
        (1.0, 0.5, ("settled", "settled")),  # begins beside both bottoms
        (1000.0, 0.0, ("oscillating", "stranded")),  # one leap to a shelf far out
        (4.0, -6.0, ("narrowing", "stranded")),  # 0.840, 0.813, 0.838, 0.815 around the bottom at 0.826
        (4.0, 1.0, ("narrowing", "settled")),
        (5.0, 3.0, ("oscillating", "settled")),  # side to side for ever
        (10.0, -6.0, ("oscillating", "stranded")),
        (100.0, -6.0, ("diverging", "stranded")),
    ],
)
def test_the_fate_of_the_ball(learning_rate, start, fates):
    assert tuple(walk.fate for walk in descent_explorer.compute(learning_rate, start, 40, False).walks) == fates


def test_the_words_name_the_behaviour():
    explorer = widgets.descent(learning_rate=1.0, step=39)
    assert "settles" not in explorer.caption + explorer.alt  # the last step tells how it ends, not before
    explorer.controls["step"].value = 40
    assert "it settles in the valley" in explorer.caption
    assert "stranded on a shelf" in explorer.caption
    explorer.controls["learning_rate"].value = 4.0
    assert "it jumps from side to side, each time a little less" in explorer.caption
    explorer.controls["learning_rate"].value = 10.0
    assert "cannot settle" in explorer.caption
    explorer.controls["learning_rate"].value = 100.0
    assert "ends higher than it started" in explorer.caption
    explorer.controls["step"].value = 1
    assert "outside" in explorer._scene.parts[0][-1].get_text()


@pytest.mark.parametrize(
    ("learning_rate", "start", "fate"),
    [
        (0.05, -6.0, "settled"),
        (0.2, -6.0, "settled"),  # 1 - 0.2 · 7.5 = -0.5: from side to side, half as far each time
        (0.3, -6.0, "flying"),  # -1.25
        (1000.0, 8.0, "flying"),
    ],
)
def test_the_fate_on_the_parabola(learning_rate, start, fate):
    walk = descent_explorer.compute(learning_rate, start, 40, True, "squared error, no sigmoid").walks[1]
    assert walk.fate == fate
    factors = np.diff(walk.paths[0])[1:5] / np.diff(walk.paths[0])[:4]
    np.testing.assert_allclose(factors, 1 - learning_rate * 7.5, rtol=1e-9)


def test_a_ball_on_the_parabola_flies_off():
    explorer = widgets.descent(learning_rate=1000.0, start=8.0, step=40, starts=True)
    explorer.controls["curve"].value = "squared error, no sigmoid"
    assert explorer.message == ""
    assert "it diverges: every step is longer than the one before" in explorer.caption
    assert "outside, at w = 7.7e+155" in explorer._scene.parts[1][-1].get_text()
    assert explorer._scene.axes[1].get_title(loc="left") == "squared error, no sigmoid"
    explorer.controls["curve"].value = "squared error"
    assert explorer._scene.axes[1].get_title(loc="left") == "squared error"
    fresh = widgets.descent(learning_rate=1000.0, start=8.0, step=40, starts=True)
    assert explorer.picture.data == fresh.picture.data


def test_all_starts_meet_on_the_convex_cost_only():
    log, square = descent_explorer.compute(1.0, -6.0, 40, True).walks
    assert np.ptp(log.paths[:, -1]) < 1e-3
    assert np.ptp(square.paths[:, -1]) > 5


# line


def test_the_axis_of_the_cost_is_no_longer_than_the_run_needs():
    explorer = widgets.line(m=10, overlap=4.0)
    axis = explorer._scene.axes["cost"]
    for rate in (0.01, 1000.0, 0.01):
        explorer.controls["learning_rate"].value = rate
        lowest, highest = axis.get_ylim()
        assert lowest == 1e-3
        assert highest / 10 < max(explorer._compute(**explorer.settings).trained.costs.max(), 0.2) <= highest


def test_time_travel_moves_through_one_run():
    explorer = widgets.line(moment=0)
    assert "Epoch 0" in explorer.caption
    assert "cost 0.6931" in explorer.caption
    assert "no line yet" in explorer.caption
    explorer.controls["moment"].value = 100
    assert "Epoch 2,000" in explorer.caption
    points = data.line(200, 0.0, rng=np.random.default_rng(1))
    run = neuron.train(points.X, points.Y, 0.1, 2000)
    assert f"cost {neuron.cost(run.w, run.b, points.X, points.Y):.4f}" in explorer.caption


def test_time_travel_does_not_train_again():
    explorer = widgets.line()
    before = line_explorer._train.cache_info().misses
    for moment in range(0, 100, 10):
        explorer.controls["moment"].value = moment
    assert line_explorer._train.cache_info().misses == before


def test_divergence_is_explained_in_words():
    explorer = widgets.line(overlap=2.0)
    assert "too large" not in explorer.caption
    explorer.controls["learning_rate"].value = 100.0
    assert "too large: the steps overshoot" in explorer.caption
    broken = line_explorer.compute(1e308, 50, 2.0, 100, 1, 100)
    assert broken.trained.broke.startswith("learning_rate: training diverged at epoch")
    assert "training broke off: learning_rate" in explorer._scene.caption(broken)


def test_the_verdict_is_withheld_where_it_would_mislead():
    explorer = widgets.line(epochs=1)
    assert "too few to judge" in explorer.caption
    explorer.controls["epochs"].value = 2000
    explorer.controls["m"].value = 10
    assert "all training points are right" in explorer.caption


def test_the_default_line_is_found():
    right = [line_explorer.compute(0.5, 1000, 0.0, 5000, seed, 100).trained.accuracy[-1] for seed in range(1, 6)]
    assert min(right) >= 0.985


# predictions


@pytest.fixture
def prediction():
    return widgets.predict("Which <one>?", ["the first", "the second"], 1, "The second, by 3 to 1.")


def test_nothing_is_revealed_before_the_commitment(prediction):
    assert "by 3 to 1" not in prediction.answer.value
    prediction.button.click()
    assert "Choose one of the options first" in prediction.answer.value
    assert "by 3 to 1" not in prediction.answer.value
    assert not prediction.committed


@pytest.mark.parametrize(
    ("choice", "verdict"), [("the first", "✗ Not as you predicted"), ("the second", "✓ As you predicted")]
)
def test_the_choice_stands_beside_the_outcome(prediction, choice, verdict):
    prediction.entry.value = choice
    prediction.button.click()
    assert verdict in prediction.answer.value
    assert f"<b>You said:</b> {choice}" in prediction.answer.value
    assert "by 3 to 1" in prediction.answer.value
    assert prediction.entry.disabled
    assert prediction.button.disabled
    assert prediction.entry.value == choice
    assert [label.split("\N{EM SPACE}")[1:] for label, _ in prediction.entry.options] == {
        "the first": [["← your choice"], ["✓ what happened"]],
        "the second": [[], ["✓ what happened", "← your choice"]],
    }[choice]


def test_a_warning_goes_when_an_option_is_chosen(prediction):
    prediction.button.click()
    prediction.entry.value = "the first"
    assert prediction.answer.value == ""


def test_a_prediction_reads_as_text_without_a_kernel(prediction):
    bundle = prediction._repr_mimebundle_()
    assert bundle["text/plain"].splitlines() == [
        "Which <one>?",
        "(a) the first",
        "(b) the second",
        "What happened: The second, by 3 to 1.",
    ]
    assert "<details><summary>What happened</summary>" in bundle["text/html"]
    assert "Which &lt;one&gt;?" in bundle["text/html"]
    assert bundle[VIEW]["model_id"] == prediction.widget.model_id


def test_an_answer_that_is_no_option_is_refused():
    with pytest.raises(ValueError, match="answer: expected 0 to 1, got 2"):
        widgets.predict("?", ["a", "b"], 2, "c")


def test_a_sketch_is_compared_with_the_measurement():
    sketch = widgets.sketch("How high?", [1, 10], [0.25, 0.75], (0, 1), ("rate", "share"), "It rose.")
    sketch.button.click()
    assert "Drag the handles" in sketch.answer.value
    assert "easured" not in sketch.answer.value
    sketch.sliders[0].value, sketch.sliders[1].value = 0.2, 0.5
    assert sketch.answer.value == ""
    sketch.button.click()
    assert "off by 0.25 at most" in sketch.answer.value  # |0.5 - 0.75|
    assert 'alt="Measured share: 0.25, 0.75; your sketch: 0.2, 0.5."' in sketch.answer.value
    assert all(slider.disabled for slider in sketch.sliders)
    bundle = sketch._repr_mimebundle_()
    assert "Sketch share at rate = 1, 10." in bundle["text/plain"]
    assert 'alt="Measured share: 0.25, 0.75."' in bundle["text/html"]


def test_a_sketch_needs_one_value_per_label():
    with pytest.raises(ValueError, match="measured: expected 2 values, one per label, got 1"):
        widgets.sketch("?", [1, 2], [0.5], (0, 1), ("x", "y"), "")


def test_a_prediction_may_have_many_options():
    lines = widgets.predict("Which?", list("ABCDEFGHI"), 8, "The last.")._repr_mimebundle_()["text/plain"].splitlines()
    assert lines[1] == "(a) A"
    assert lines[9] == "(i) I"
