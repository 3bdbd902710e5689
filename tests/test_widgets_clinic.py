"""The clinic: whether every patient has the symptoms it is known for, and whether nothing is told too early."""

import html
import io
import random
import re

import ipywidgets
import numpy as np
import pytest
from PIL import Image

from helpers import data, network, style, widgets
from helpers.widgets import clinic_charts, clinic_explorer, clinic_patients
from helpers.widgets.clinic_patients import DIAGNOSES, PATIENTS, always_zero, at_limits, examine

from .explorers import at_start

VIEW = "application/vnd.jupyter.widget-view+json"
BY_ILLNESS = {patient.illness: patient for patient in PATIENTS}
SEEDS = pytest.mark.parametrize("seed", [None, 11, 12])  # the patient itself, and two that were not chosen


@pytest.fixture(scope="module")
def shown():
    """Return an explorer for tests that commit nothing."""
    return widgets.clinic()


def person(illness, seed=None):
    patient = BY_ILLNESS[illness]
    return patient if seed is None else patient._replace(seed=seed)


def share_right(patient):
    chart = examine(patient)
    return chart.right[-1] / chart.Y.size


# the patients


def test_every_diagnosis_has_one_patient():
    assert sorted(BY_ILLNESS) == sorted(DIAGNOSES)
    assert len(PATIENTS) == 6
    assert [patient.illness for patient in PATIENTS] != list(DIAGNOSES)  # the order tells nothing


def test_every_kind_of_unit_has_two_patients():
    kinds = [patient.activation for patient in PATIENTS]
    assert sorted(kinds) == ["relu", "relu", "sigmoid", "sigmoid", "tanh", "tanh"]


@pytest.mark.parametrize("patient", PATIENTS, ids=lambda patient: patient.illness)
def test_the_treatment_changes_one_setting(patient):
    treated = patient.treated()
    assert sum(a != b for a, b in zip(patient, treated, strict=True)) == 1


@pytest.mark.parametrize("illness", ["dead", "saturated", "zeros", "rate", "inputs"])
@SEEDS
def test_the_treatment_helps_the_ill(illness, seed):
    patient = person(illness, seed)
    assert share_right(patient) < 0.92
    assert share_right(patient.treated()) > 0.95


@SEEDS
def test_the_healthy_need_no_treatment(seed):
    patient = person("healthy", seed)
    assert 0.82 < share_right(patient) < 0.97  # the moons overlap
    assert abs(share_right(patient.treated()) - share_right(patient)) < 0.03
    chart = examine(patient)
    assert (np.diff(chart.costs) <= 0).mean() > 0.95
    assert at_limits(chart.activations(0)[0], "tanh") < 0.3


@SEEDS
def test_dead_units_are_dead_for_ever(seed):
    chart = examine(person("dead", seed))
    dead = [(now[0] == 0).all(axis=1) for now in (chart.activations(0), chart.activations(-1))]
    both = dead[0] & dead[1]
    assert both.sum() >= 5
    first, last = chart.layers[0][0], chart.layers[-1][0]
    np.testing.assert_array_equal(first.W[both], last.W[both])  # not one step
    assert always_zero(examine(person("dead", seed).treated()).activations(-1)[0]) <= 1


@SEEDS
def test_saturated_units_sit_at_their_limits_from_the_start(seed):
    patient = person("saturated", seed)
    chart = examine(patient)
    for moment in (0, 50, -1):
        assert at_limits(chart.activations(moment)[0], "tanh") > 0.8
    first, last = chart.layers[0][0].W, chart.layers[-1][0].W
    assert np.linalg.norm(last - first) < 0.3 * np.linalg.norm(first)
    assert chart.costs[0] > 5
    treated = examine(patient.treated())
    assert at_limits(treated.activations(0)[0], "tanh") < 0.2
    np.testing.assert_allclose(treated.layers[0][0].W, first / 25)  # He: sqrt(2 / 2 inputs) = 1, the same directions


@SEEDS
def test_zeros_stay_copies(seed):
    chart = examine(person("zeros", seed))
    for first, last in chart.layers:
        assert np.ptp(first.W, axis=0).max() < 1e-6
        assert np.ptp(first.b) < 1e-6
        assert np.ptp(last.W) < 1e-6
    assert abs(chart.layers[-1][0].W).max() > 0.1  # they learn, all of them the same


@SEEDS
def test_a_rate_too_large_leaps_and_only_then_saturates(seed):
    chart = examine(person("rate", seed))
    assert 0.4 < (np.diff(chart.costs) > 0).mean() < 0.6
    assert chart.costs[-100:].max() > 2 * chart.costs[0]
    assert at_limits(chart.activations(0)[0], "sigmoid") < 0.05


@SEEDS
def test_unscaled_inputs_hide_a_feature(seed):
    patient = person("inputs", seed)
    chart = examine(patient)
    small, large = np.ptp(chart.X, axis=1)[[1, 0]]
    assert large > 50 * small
    assert always_zero(chart.activations(0)[0]) <= 1
    moved = np.abs(chart.layers[-1][0].W - chart.layers[0][0].W).mean(axis=0)
    assert moved[0] > 20 * moved[1]  # the weights from x2 hardly learn
    np.testing.assert_allclose(examine(patient.treated()).X.std(axis=1), 1.0)


def test_a_chart_is_what_the_network_does():
    patient = person("rate")
    chart = examine(patient)
    points = data.circles(m=201, noise=0.1, rng=np.random.default_rng(patient.seed))
    layers = network.initialize([2, 6, 1], "sigmoid", "sigmoid", "he", np.random.default_rng(patient.seed))
    run = network.train(layers, points.X, points.Y, 60.0, 1000)
    np.testing.assert_array_equal(chart.costs[:-1], run.costs)
    assert len(chart.costs) == chart.epochs[-1] + 1 == 1001
    A, caches = network.forward(run.layers, points.X)
    np.testing.assert_array_equal(chart.activations(-1)[1], A)
    assert chart.right[-1] == (network.predict(run.layers, points.X) == points.Y).sum()
    dW = network.backward(run.layers, caches, points.Y)[0][0]
    assert chart.gradients[0, -1] == pytest.approx(np.sqrt((dW**2).mean()))


def test_shares_by_hand():
    A = np.array([[0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 2.0, 0.5]])
    assert at_limits(A, "relu") == 5 / 8
    assert always_zero(A) == 1
    assert at_limits(np.array([[-0.995, 0.5, 0.0, 0.995]]), "tanh") == 0.5
    assert at_limits(np.array([[0.005, 0.5, 0.98, -0.0]]), "sigmoid") == 0.5
    bars = clinic_charts._shares(np.array([[0.01, 0.01, 0.99, 0.5]]), (0.0, 1.0))
    assert bars[0] == 50
    assert bars[-1] == 25
    assert bars.sum() == 100


# the explorer


def values(control):
    """Return the first, the middle and the last value a control can have."""
    if isinstance(control, ipywidgets.Checkbox):
        return [False, True]
    if hasattr(control, "options"):
        return [option[1] for option in control.options]
    return [control.min, (control.min + control.max) // 2, control.max]


@pytest.mark.parametrize("name", ["patient", "moment", "beside"])
def test_every_control_changes_the_picture(name):
    explorer = at_start(widgets.clinic)
    seen = []
    for value in values(explorer.controls[name]):
        explorer.controls[name].value = value
        assert explorer.message == ""
        seen.append(explorer.picture.data)
    assert len(set(seen)) == len(seen) > 1


def test_every_control_has_a_readable_label(shown):
    for control in shown.controls.values():
        assert len(control.description) > 3
        if not isinstance(control, ipywidgets.Checkbox):
            assert len(control.description) <= 16
            assert control.style.description_width == "110px"


def test_random_journeys_raise_nothing_and_leave_no_trace():
    explorer, chance = widgets.clinic(), random.Random(5)
    start = explorer.settings
    for _ in range(12):
        control = chance.choice(list(explorer.controls.values()))
        control.value = chance.choice(values(control))
        assert explorer.message == ""
        assert "nan" not in explorer.alt + explorer.caption
        assert explorer.diagnosis.number == explorer.controls["patient"].value
    for name, value in start.items():
        explorer.controls[name].value = value
    fresh = widgets.clinic()
    assert explorer.alt == fresh.alt
    assert explorer.caption == fresh.caption
    assert explorer.picture.data == fresh.picture.data


def test_time_travel_trains_nothing(shown):
    shown.controls["patient"].value = 1
    before, epochs = examine.cache_info().misses, []
    for moment in (0, 30, 60, 100):
        shown.controls["moment"].value = moment
        epochs.append(int(re.search(r"epoch (\d+) of 1000", shown.alt).group(1)))
    assert epochs[0] == 0
    assert 50 < epochs[1] < 150 < 300 < epochs[2] < 450  # denser at the start
    assert epochs[3] == 1000
    assert examine.cache_info().misses == before


def test_the_plots_show_the_patient_and_the_moment():
    explorer = widgets.clinic(patient=5, moment=0)
    chart, scene = examine(PATIENTS[4]), explorer._scene
    assert scene.right.get_text() == f"{chart.right[0]} of 201 right"
    assert "units always" in scene.words[0].get_text()
    np.testing.assert_array_equal(scene.marks[0].get_ydata(), chart.layers[0][0].W[:, 0])
    np.testing.assert_array_equal(scene.marks[2].get_ydata(), chart.layers[0][1].W[0])
    heights, edges, _ = scene.bars[0].get_data()
    assert heights.sum() == pytest.approx(100)
    assert edges[0] == 0
    assert [text.get_text() for text in scene.ranges] == ["from −1.1 to 1.2", "from −1.1 to 1.1"]


def test_a_healthy_network_can_be_laid_over():
    explorer = widgets.clinic(patient=6)
    assert not explorer._scene.reference_cost.get_visible()
    explorer.controls["beside"].value = True
    assert explorer._scene.reference_cost.get_visible()
    assert "In grey: a healthy network of the same kind" in explorer.caption
    assert len({line.get_linestyle() for line in explorer._scene.reference_slopes}) == 2
    for activation in ("tanh", "relu", "sigmoid"):
        healthy = clinic_patients.healthy(activation)
        assert share_right(healthy) > 0.97


@pytest.mark.parametrize("number", range(1, 7))
def test_the_patient_looks_the_same_before_and_after_and_the_names_stand_at_the_curves(number, shown):
    figure, ax = style.figure(6.0, 2.8)
    clinic_explorer._draw_treatment(ax, number)
    came, treated, *_ = ax.lines
    assert (came.get_color(), came.get_linestyle()) == (shown._scene.curve.get_color(), "-")
    assert treated.get_color() != came.get_color()
    assert treated.get_linestyle() == "--"
    figure.draw_without_rendering()
    first, second = (text.get_window_extent() for text in ax.texts)
    assert [text.get_text() for text in ax.texts] == ["as it came", "treated"]
    assert not first.overlaps(second)
    assert max(first.x1, second.x1) < figure.bbox.x1
    for line in ax.lines[:2]:
        points = line.get_transform().transform(np.column_stack(line.get_data()))
        assert not any(box.count_contains(points) for box in (first, second))


@pytest.mark.parametrize("number", range(1, 7))
def test_nothing_is_told_before_the_commitment(number, shown):
    shown.controls["patient"].value = number
    told = (shown.caption + shown.alt).lower()
    assert "limit" not in shown.caption  # what the plots show is for the eye; the description says it, too
    assert "Inputs:" in shown.alt
    for word in ("dead", "saturat", "too large", "scaled", "all started", "healthy"):
        assert word not in told
    assert shown.diagnosis.answer.value == ""
    shown.diagnosis.button.click()
    assert "Choose one of the diagnoses first" in shown.diagnosis.answer.value
    assert not shown.diagnosis.committed


@pytest.mark.parametrize("number", range(1, 7))
def test_every_patient_is_judged_by_its_illness(number):
    diagnosis, illness = clinic_explorer.Diagnosis(number), PATIENTS[number - 1].illness
    diagnosis.entry.value = DIAGNOSES[illness]
    diagnosis.button.click()
    answer = html.unescape(diagnosis.answer.value)
    assert "✓ Right" in answer
    assert clinic_patients.findings(PATIENTS[number - 1]) in answer
    assert answer.count("<img") == 1
    assert f"The cost of patient {number}, as it came and treated." in answer


def test_a_wrong_diagnosis_is_kept_beside_the_findings():
    explorer = widgets.clinic(patient=3)
    explorer.diagnosis.entry.value = DIAGNOSES["saturated"]
    explorer.diagnosis.button.click()
    assert "✗ Not this time" in explorer.diagnosis.answer.value
    assert f"<b>Your diagnosis:</b> {DIAGNOSES['saturated']}" in explorer.diagnosis.answer.value
    assert "saturation is a consequence here" in explorer.diagnosis.answer.value
    first = explorer.diagnosis
    explorer.controls["patient"].value = 4
    assert explorer.diagnosis is not first
    assert not explorer.diagnosis.committed
    assert explorer.widget.children[-1].children == (explorer.diagnosis.widget,)
    explorer.controls["patient"].value = 3
    assert explorer.diagnosis is first
    assert first.committed
    assert first.entry.disabled


def test_the_findings_state_what_was_measured():
    texts = {patient.illness: clinic_patients.findings(patient) for patient in PATIENTS}
    for illness, text in texts.items():
        treated = examine(BY_ILLNESS[illness].treated())
        assert f"and {treated.right[-1]} of 201 examples right" in text
        assert text.lower().startswith(DIAGNOSES[illness].lower())
    assert "6 of its 8 hidden units give exactly 0" in texts["dead"]
    assert "they differ by less than 0.000001" in texts["zeros"]
    assert "goes up in 50 % of the steps" in texts["rate"]


def test_without_a_kernel_it_reads_question_options_and_findings(shown):
    shown.controls["patient"].value = 1
    bundle = shown._repr_mimebundle_()
    assert bundle[VIEW]["model_id"] == shown.widget.model_id
    assert bundle["image/png"].startswith("iVBOR")
    lines = bundle["text/plain"].splitlines()
    assert lines[0] == shown.alt
    assert lines[1] == "What is the matter with patient 1?"
    assert lines[2:8] == [f"({'abcdef'[i]}) {text}" for i, text in enumerate(DIAGNOSES.values())]
    assert lines[8] == "What was found:"
    assert [line.split(":")[0] for line in lines[9:]] == [f"Patient {n}" for n in range(1, 7)]
    open_part, closed = bundle["text/html"].split("<details>")
    assert "Saturated units" not in open_part
    assert closed.count("<img") == 1
    assert "Saturated units from too large a start. Before the first step" in closed


def test_the_picture_fits_a_small_window(shown):
    size = Image.open(io.BytesIO(shown.picture.data)).size
    assert size[0] == round(shown.picture.width * 1.5)
    assert size[0] <= 9.6 * 144
    assert f'alt="{html.escape(shown.alt)}"' in shown._image.value


def test_an_impossible_start_is_refused():
    with pytest.raises(ValueError, match="patient: expected one of 1, 2, 3, 4, 5, 6, got 7"):
        widgets.clinic(patient=7)
    with pytest.raises(ValueError, match=r"^moment: expected a number from 0 to 100, got 101"):
        widgets.clinic(moment=101)
