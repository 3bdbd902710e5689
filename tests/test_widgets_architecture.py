"""The explorer of notebook 03 that draws a network from its shapes, and the drawings it is made of."""

import io
import random
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle
from PIL import Image

from helpers import diagrams, network, style, widgets
from helpers.widgets import architecture_explorer

from .explorers import at_start

VIEW = "application/vnd.jupyter.widget-view+json"


def values(control):
    """Return the first, the middle and the last value a control can have."""
    if hasattr(control, "options"):
        return [option[1] for option in control.options]
    return sorted({control.min, (control.min + control.max) // 2, control.max})


@pytest.mark.parametrize("name", ["n_x", "n_h", "n_y", "layer", "unit"])
def test_every_control_changes_the_picture(name):
    explorer = at_start(widgets.architecture)
    control = explorer.controls[name]
    seen = []
    for value in values(control):
        control.value = value
        assert explorer.message == ""
        seen.append(explorer.picture.data)
    assert len(set(seen)) == len(seen) > 1


def test_every_control_has_a_readable_label():
    for control in at_start(widgets.architecture).controls.values():
        assert 3 < len(control.description) <= 16
        assert control.style.description_width == "110px"


def test_random_journeys_raise_nothing_and_leave_no_trace():
    explorer, chance = widgets.architecture(), random.Random(3)
    start = explorer.settings
    for _ in range(15):
        control = chance.choice(list(explorer.controls.values()))
        control.value = chance.choice(values(control))
        assert explorer.message == ""
        layer, unit = explorer.controls["layer"].value, explorer.controls["unit"].value
        assert f"Marked: unit {unit} of layer {layer}." in explorer.caption
    for name, value in start.items():
        explorer.controls[name].value = value
    fresh = widgets.architecture()
    assert explorer.alt == fresh.alt
    assert explorer.picture.data == fresh.picture.data


def test_the_stored_bundle_has_the_live_view_the_picture_and_the_words():
    explorer = at_start(widgets.architecture)
    bundle = explorer._repr_mimebundle_()
    assert bundle[VIEW]["model_id"] == explorer.widget.model_id
    assert bundle["text/plain"] == explorer.alt
    assert f'<img alt="{explorer.alt}"' in bundle["text/html"]
    size = Image.open(io.BytesIO(explorer.picture.data)).size
    assert size[0] == round(explorer.picture.width * 1.5)
    assert size[0] <= 9.6 * 144


def test_the_example_of_the_notebook():
    explorer = at_start(widgets.architecture)
    assert "<b>a two-layer network</b>" in explorer.caption
    shapes = "W[1] 4 × 3, b[1] 4, W[2] 1 × 4, b[2] 1; together 12 + 4 + 4 + 1 = <b>21</b>"
    assert shapes in explorer.caption.replace("&nbsp;", " ")
    assert "W[1]&nbsp;4&nbsp;×&nbsp;3" in explorer.caption  # no line breaks within
    assert "Its z[1]₂ = row 2 of W[1] @ a[0] + b[1]₂ = w[1]₂₁x₁ + w[1]₂₂x₂ + w[1]₂₃x₃ + b[1]₂." in explorer.caption
    assert "W[1] (4, 3), b[1] (4, 1), W[2] (1, 4), b[2] (1, 1)" in explorer.alt
    explorer.controls["layer"].value = 2
    assert (
        "Marked: unit 1 of layer 2. Its z[2]₁ = row 1 of W[2] @ a[1] + b[2]₁ = "
        "w[2]₁₁a[1]₁ + w[2]₁₂a[1]₂ + w[2]₁₃a[1]₃ + w[2]₁₄a[1]₄ + b[2]₁." in explorer.caption
    )


@pytest.mark.parametrize("sizes", [(1, 1, 1), (3, 4, 1), (6, 6, 6), (2, 5, 3)])
def test_the_parameters_are_those_of_the_network(sizes):
    layers = network.initialize(list(sizes), scale=0)
    counted = sum(part.size for layer in layers for part in layer[:2])
    assert architecture_explorer.compute(*sizes, layer=1, unit=1).parameters == counted


def test_the_marked_unit_always_exists():
    explorer = widgets.architecture(n_h=5, unit=5)
    explorer.controls["n_h"].value = 2
    assert explorer.controls["unit"].value == explorer.controls["unit"].max == 2
    explorer.controls["layer"].value = 2
    assert explorer.controls["unit"].value == explorer.controls["unit"].max == 1
    assert architecture_explorer.compute(3, 4, 1, layer=2, unit=9).unit == 1


def test_an_impossible_start_is_refused():
    with pytest.raises(ValueError, match=r"^n_h: expected a number from 1 to 6, got 7"):
        widgets.architecture(n_h=7)
    with pytest.raises(ValueError, match=r"^unit: expected a number from 1 to 1, got 2"):
        widgets.architecture(layer=2, unit=2)
    with pytest.raises(ValueError, match=r"^layer: expected one of 1, 2, got 0"):
        widgets.architecture(layer=0)


# the drawings


@pytest.mark.parametrize("sizes", [(3, 4, 1), (1, 1, 1), (3, 4, 4, 3, 1)])
def test_the_network_has_a_circle_per_unit_and_a_line_per_weight(sizes):
    _, ax = style.figure(6, 4)
    diagrams.architecture(ax, sizes, unit=(1, 1))
    assert sum(isinstance(patch, Circle) for patch in ax.patches) == sum(sizes[1:])
    lines = [part for part in ax.collections if isinstance(part, LineCollection)]
    assert sum(len(part.get_segments()) for part in lines) == sum(a * b for a, b in pairwise(sizes))
    thick = [part for part in lines if part.get_linewidth()[0] > 2]
    assert [len(part.get_segments()) for part in thick] == [sizes[0]]


@pytest.mark.parametrize("sizes", [(6, 6, 6), (2, 3, 5, 4, 2, 1)])
def test_lines_run_from_side_to_side_and_the_letters_stay_in_their_circles(sizes):
    _, ax = style.figure(6, 4)
    diagrams.architecture(ax, sizes, unit=(1, 1))
    units = [(patch.get_center(), patch.get_radius()) for patch in ax.patches if isinstance(patch, Circle)]
    inputs = [
        (np.add(patch.get_xy(), patch.get_width() / 2), patch.get_width() / 2) for patch in ax.patches[: sizes[0]]
    ]
    for lines in ax.collections:
        for start, end in lines.get_segments():
            assert any(np.allclose(start, np.add(place, (reach, 0))) for place, reach in inputs + units)
            assert any(np.allclose(end, np.subtract(place, (reach, 0))) for place, reach in units)
    ax.figure.draw_without_rendering()
    for text in ax.texts:
        box = ax.transData.inverted().transform(text.get_window_extent().get_points())
        for place, reach in units:
            if np.hypot(*(box.mean(axis=0) - place)) < reach:
                corners = np.array([(x, y) for x in box[:, 0] for y in box[:, 1]])
                assert np.hypot(*(corners - place).T).max() < 1.15 * reach  # the boxes of the letters have some air


@pytest.mark.parametrize("sizes", [(3, 4, 1), (6, 6, 6), (1, 6, 1)])
def test_the_equations_have_a_cell_per_number_and_stay_on_the_sheet(sizes):
    figure, ax = style.figure(5, 4.8)
    diagrams.equations(ax, sizes, unit=(2, 1))
    grids = [part for part in ax.collections if isinstance(part, PolyCollection)]
    n_x, n_h, n_y = sizes
    wanted = [n_h, n_h * n_x, n_x, n_h, n_y, n_y * n_h, n_h, n_y]  # z, W, a, b of both layers
    assert [len(part.get_paths()) for part in grids] == wanted
    shown = [text.get_text() for text in ax.texts]
    for text in ("W[1]", f"({n_h}, {n_x})", "W[2]", f"({n_y}, {n_h})", f"w₁{diagrams.subscripts(str(n_x))}", "@"):
        assert text in shown
    figure.draw_without_rendering()
    sheet = figure.bbox
    for part in [*grids, *ax.texts]:
        box = part.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= sheet.x1
        assert box.y0 >= 0
        assert box.y1 <= sheet.y1


@pytest.mark.parametrize("draw", [diagrams.architecture, diagrams.equations])
@pytest.mark.parametrize("sizes", [(3, 4, 1), (6, 6, 6)])
def test_entries_of_two_layers_have_different_names(draw, sizes):
    figure, ax = style.figure(5, 4.8)
    figure.set_layout_engine("none")
    ax.set_position((0, 0, 1, 1))
    draw(ax, sizes)
    layers = [text for text in ax.texts if text.get_text() in ("[1]", "[2]")]
    entries = [text for text in ax.texts if text.get_text()[-1:] in set("₁₂₃₄₅₆")]
    names = []
    for entry in entries:
        extent = entry.get_window_extent()
        above = [layer for layer in layers if layer.get_window_extent().overlaps(extent)]
        assert len(above) == (entry.get_text()[0] != "x")
        names.append(entry.get_text() + "".join(layer.get_text() for layer in above))
        for layer in above:
            place = layer.get_window_extent()
            assert extent.x0 < place.x0 < extent.x1
            assert place.y0 > (extent.y0 + extent.y1) / 2  # above the subscripts
    assert len(set(names)) == len(names)


def test_only_the_row_of_the_marked_unit_is_coloured():
    _, ax = style.figure(5, 4.8)
    diagrams.equations(ax, (3, 4, 1), unit=(1, 2))
    W = ax.collections[1].get_facecolor()[:, :3].reshape(4, 3, 3)
    yellow = np.all(np.isclose(W, np.array([240, 228, 66]) / 255, atol=1e-3), axis=2)
    assert yellow.tolist() == [[False] * 3, [True] * 3, [False] * 3, [False] * 3]
