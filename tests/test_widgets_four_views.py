"""One number, four views: the routes themselves, and the explorer that shows them."""

import html
import io
import random
import re

import ipywidgets
import numpy as np
import pytest
from PIL import Image

from helpers import checks, network, widgets
from helpers.graph import Node
from helpers.widgets import four_routes, four_views_explorer
from helpers.widgets.four_routes import LAYERS, PARAMETERS, M, X, Y

from .explorers import at_start

VIEW = "application/vnd.jupyter.widget-view+json"
EVERY = pytest.mark.parametrize("code", PARAMETERS)


def values(control):
    """Return the first, the middle and the last value a control can have."""
    if hasattr(control, "options"):
        choices = [option[1] for option in control.options]
        return [choices[0], choices[len(choices) // 2], choices[-1]]
    if isinstance(control, ipywidgets.IntSlider):
        return [control.min, (control.min + control.max) // 2, control.max]
    return [control.min, 0.3, control.max]


@pytest.fixture(scope="module")
def shown():
    """Return a function that shows these settings in one and the same explorer."""
    explorer = at_start(widgets.four_views)

    def show(parameter, shift=0.0, example=1):
        for name, value in (("parameter", parameter), ("shift", shift), ("example", example)):
            explorer.controls[name].value = value
        return explorer

    return show


# the routes


def test_there_are_thirteen_parameters():
    assert len(PARAMETERS) == 3 * 2 + 3 + 3 + 1
    assert PARAMETERS["W1[1, 0]"].words == "W[1] row 2, column 1"
    assert PARAMETERS["b2[0, 0]"].words == "b[2] row 1"
    assert four_routes.value(PARAMETERS["W1[1, 0]"]) == -0.6


@EVERY
@pytest.mark.parametrize("shift", [-2.0, 0.0, 0.7, 2.0])
def test_the_four_routes_agree(code, shift):
    result = four_views_explorer.compute(code, shift, 1)
    formula, matrix, graph, difference = result.numbers
    assert formula == pytest.approx(matrix, rel=1e-12, abs=1e-14)
    assert formula == pytest.approx(graph, rel=1e-12, abs=1e-14)
    assert formula == pytest.approx(difference, abs=2e-10)
    assert four_views_explorer.agreement(result.numbers).startswith("They agree")


def test_the_output_bias_by_hand():
    A = network.forward(list(LAYERS), X)[0]
    assert four_views_explorer.compute("b2[0, 0]", 0.0, 1).numbers[0] == pytest.approx((A - Y).mean())


def test_disagreement_is_said():
    assert four_views_explorer.agreement((1.0, 1.0, 1.001, 1.0)) == "They do not agree: they differ by 1.0e-03"
    assert four_views_explorer.agreement((1.0, 1.0, 1.0, 1.01)).startswith("They do not agree")
    assert four_views_explorer.agreement((1.0, 1.0 + 1e-15, 1.0, 1.0 + 1e-11)).startswith("They agree")


@EVERY
def test_the_shown_code_computes_what_is_shown(code):
    parameter = PARAMETERS[code]
    layers = four_routes.with_value(parameter, 0.35)
    A2, caches = network.forward(layers, X)
    scope = {"X": X, "Y": Y, "m": M, "A1": caches[0].A, "A2": A2, "W2": layers[1].W}
    lines = four_routes.code(parameter)
    exec("\n".join(lines), scope)
    name = f"d{parameter.kind}{parameter.layer}"
    np.testing.assert_allclose(scope[name], four_routes.by_matrix(parameter, layers), rtol=1e-12)
    for line in lines:  # and every shape in a comment is the shape
        assert line.endswith(str(scope[line.split(" ")[0]].shape))


@EVERY
def test_the_formula_names_the_same_entry(code):
    parameter = PARAMETERS[code]
    text = four_routes.formula(parameter)
    below = f"{parameter.row + 1}{parameter.column + 1}" if parameter.kind == "W" else f"{parameter.row + 1}"
    assert rf"\partial {parameter.kind}^{{[{parameter.layer}]}}_{{{below}}}" in text
    assert rf"dZ^{{[{parameter.layer}]}}_{{{parameter.row + 1}k}}" in text
    assert ("X_" in text) == (parameter.kind == "W" and parameter.layer == 1)
    assert ("A^" in text) == (parameter.kind == "W" and parameter.layer == 2)


@EVERY
def test_the_way_through_the_graph(code):
    parameter = PARAMETERS[code]
    path = four_routes.by_graph(parameter, list(LAYERS))
    A2, caches = network.forward(list(LAYERS), X)
    assert path.parameter.grad == pytest.approx(sum(path.shares))
    assert path.size == 128
    for k, nodes in enumerate(path.nodes):
        assert len(nodes) == (7 if parameter.layer == 1 else 5)
        assert all(isinstance(node, Node) for _, node in nodes)
        named = dict(nodes)
        assert named["a[2]"].value == pytest.approx(A2[0, k])
        assert named["loss"].grad == pytest.approx(1 / M)
        assert named["z[2]"].grad == pytest.approx((A2[0, k] - Y[0, k]) / M)
        if parameter.layer == 1:
            hidden = named[f"a[1]{'₁₂₃'[parameter.row]}"]
            assert hidden.value == pytest.approx(caches[0].A[parameter.row, k])


def test_changing_a_value_leaves_the_network_alone():
    before = [part.copy() for layer in LAYERS for part in layer[:2]]
    layers = four_routes.with_value(PARAMETERS["W2[0, 1]"], 9.0)
    assert layers[1].W[0, 1] == 9.0
    for part, old in zip((part for layer in LAYERS for part in layer[:2]), before, strict=True):
        np.testing.assert_array_equal(part, old)


def test_the_curve_passes_through_the_point():
    result = four_views_explorer.compute("W1[2, 1]", 0.4, 2)
    assert np.interp(result.value, *result.curve) == pytest.approx(result.cost, abs=1e-3)
    assert checks.central_difference(lambda v: four_routes.cost(result.parameter, v), result.value) == pytest.approx(
        result.numbers[3]
    )


# the explorer


@pytest.mark.parametrize("name", ["parameter", "shift", "example"])
def test_every_control_changes_the_picture(name):
    explorer = at_start(widgets.four_views)
    seen = []
    for value in values(explorer.controls[name]):
        explorer.controls[name].value = value
        assert explorer.message == ""
        seen.append(explorer.picture.data)
    assert len(set(seen)) == 3


def test_every_control_has_a_readable_label():
    for control in at_start(widgets.four_views).controls.values():
        assert 3 < len(control.description) <= 16
        assert control.style.description_width == "110px"


def test_random_journeys_raise_nothing_and_leave_no_trace():
    explorer, chance = widgets.four_views(), random.Random(5)
    start = explorer.settings
    for _ in range(20):
        control = chance.choice(list(explorer.controls.values()))
        control.value = chance.choice(values(control))
        assert explorer.message == ""
        assert "nan" not in explorer.alt + explorer.caption
        assert "They agree" in explorer.caption
    for name, value in start.items():
        explorer.controls[name].value = value
    fresh = widgets.four_views()
    assert explorer.alt == fresh.alt
    assert explorer.caption == fresh.caption
    assert explorer.picture.data == fresh.picture.data


def test_the_stored_bundle_has_the_live_view_the_picture_and_the_words():
    explorer = at_start(widgets.four_views)
    bundle = explorer._repr_mimebundle_()
    assert bundle[VIEW]["model_id"] == explorer.widget.model_id
    assert bundle["text/plain"] == explorer.alt
    assert f'<img alt="{html.escape(explorer.alt)}"' in bundle["text/html"]
    size = Image.open(io.BytesIO(explorer.picture.data)).size
    assert size[0] == round(explorer.picture.width * 1.5)
    assert size[0] <= 9.6 * 144


def test_all_four_panels_show_the_same_number(shown):
    explorer = shown("b1[1, 0]", -0.5)
    number = f"{explorer._compute(**explorer.settings).numbers[0]:.6f}".replace("-", "−")
    assert [text.get_text() for text in explorer._scene.answers] == [number] * 4
    assert explorer.caption.count(f"<b>{number}</b>") == 4
    assert explorer.alt.count(number) == 4


@EVERY
def test_the_written_terms_add_up_and_mark_the_example(code, shown):
    explorer = shown(code, 0.6, 3)
    terms = [text.get_text() for text in explorer._scene.terms]
    products = [float(re.split(r"= |: +", term)[-1].replace("−", "-")) for term in terms]
    assert sum(products) == pytest.approx(explorer._compute(**explorer.settings).numbers[0], abs=4e-6)
    assert [term.startswith("▸") for term in terms] == [False, False, True, False]


@EVERY
def test_only_the_matching_entry_is_outlined(code, shown):
    scene = shown(code)._scene
    cells = [text for text in scene.cells if text.get_visible()]
    assert len(cells) == four_routes.by_matrix(PARAMETERS[code], list(LAYERS)).size
    inside = [text for text in cells if text.get_position()[0] == pytest.approx(scene.outline.get_x() + 0.475)]
    inside = [text for text in inside if text.get_position()[1] == pytest.approx(scene.outline.get_y() + 0.18)]
    assert [text.get_text() for text in inside] == [scene.answers[1].get_text()]


@pytest.mark.parametrize("code", ["W1[2, 1]", "b1[0, 0]", "W2[0, 2]", "b2[0, 0]"])
@pytest.mark.parametrize("shift", [-2.0, 2.0])
def test_no_text_leaves_its_panel(code, shift, shown):
    scene = shown(code, shift, 4)._scene
    left, right, page = 4.42 * 144, 5.72 * 144, scene.figure.bbox
    for text in scene.sheet.texts:
        if not (text.get_visible() and text.get_text().strip()):
            continue
        x, y = text.get_position()
        box = text.get_window_extent()
        edge = left if y > 2.75 else right
        assert box.x1 <= (edge if x < edge / 144 and x < 4.42 + 1.3 * (y < 2.75) else page.x1), text
        assert box.y0 >= 0


def test_a_move_by_tenths_has_no_rounding_to_show(shown):
    result = four_views_explorer.compute("b1[2, 0]", -0.30000000000000004, 1)
    assert result.value == 0.0
    assert "which is now 0.0:" in shown("b1[2, 0]", -0.30000000000000004).caption


def test_an_impossible_start_is_refused():
    with pytest.raises(ValueError, match=r"^parameter: expected one of W1\[0, 0\], .*, got 'W3\[0, 0\]'"):
        widgets.four_views("W3[0, 0]")
    with pytest.raises(ValueError, match=r"^shift: expected a number from -2 to 2, got 5"):
        widgets.four_views(shift=5)
    with pytest.raises(ValueError, match=r"^example: expected a number from 1 to 4, got 0"):
        widgets.four_views(example=0)
