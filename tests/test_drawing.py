"""Style, plots and diagrams: what is on the paper, not how pretty it is."""

import io

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch
from PIL import Image

from helpers import diagrams, plots, style
from helpers.diagrams.wires import Wires


def contrast(a, b):
    """Return the contrast ratio of two colours as WCAG 2.2 defines it."""

    def luminance(colour):
        channels = np.array(mpl.colors.to_rgb(colour))
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [style.BLUE, style.VERMILION, style.GREEN, style.BLACK, style.INK, style.FAINT])
def test_lines_and_words_stand_out_from_the_paper(colour):
    assert contrast(colour, style.PAPER) >= 3
    assert contrast(style.dark(colour), style.PAPER) >= 4.5


def test_text_colours_are_readable():
    assert contrast(style.INK, style.PAPER) >= 7
    assert contrast(style.FAINT, style.PAPER) >= 4.5


def test_classes_differ_in_more_than_colour():
    assert len(set(style.CLASS_MARKERS)) == len(style.CLASS_COLOURS) == 2
    assert len({linestyle for _, linestyle in style.LINES}) == len(style.LINES)


def test_a_figure_leaves_the_global_settings_alone():
    before = dict(mpl.rcParams)
    style.figure(5, 3, columns=2)
    style.figure(5, 3, mosaic=[["a", "b"]])
    assert dict(mpl.rcParams) == before


def test_a_shown_figure_carries_its_description():
    figure, ax = style.figure(4, 2)
    ax.plot([0, 1], [0, 1])
    picture = style.show(figure, 'a line\n   from "0" to 1')
    bundle = picture._repr_mimebundle_()
    assert bundle["text/plain"] == repr(picture) == 'a line from "0" to 1'
    assert 'alt="a line from &quot;0&quot; to 1"' in bundle["text/html"]
    assert f'width="{4 * 96}"' in bundle["text/html"]
    image = Image.open(io.BytesIO(picture.data))
    assert image.format == "PNG"
    assert image.width == 4 * 96 * 1.5
    with pytest.raises(ValueError, match="alt: expected a description"):
        style.show(figure, "  ")


@pytest.mark.parametrize(
    ("w", "b"),
    [((1.0, 2.0), -1.0), ((3.0, 0.0), 1.5), ((0.0, -2.0), 4.0), ((1.0, 1e-9), 0.0), ((1e-200, 2e-200), -1e-200)],
)
def test_the_boundary_lies_where_the_weighted_sum_is_zero(w, b):
    x, y = plots.line_in_box(np.array(w).reshape(2, 1), b, (-5, 5), (-3, 3))
    scale = max(map(abs, w))
    np.testing.assert_allclose((w[0] * x + w[1] * y + b) / scale, 0, atol=1e-12)
    assert x[0] != x[1] or y[0] != y[1]


def test_no_weights_no_boundary():
    assert np.isnan(plots.line_in_box(np.zeros((2, 1)), 1.0, (-1, 1), (-1, 1))).all()


def test_points_are_drawn_by_class():
    _figure, ax = style.figure()
    X, Y = np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]), np.array([[1.0, 0.0, 1.0]])
    plots.points(ax, X, Y)
    below, above = ax.collections
    np.testing.assert_array_equal(below.get_offsets(), [[1, 4]])
    np.testing.assert_array_equal(above.get_offsets(), [[0, 3], [2, 5]])


def test_ratios_are_written_and_point_the_right_way():
    _figure, ax = style.figure()
    plots.ratios(ax, ["up", "down"], np.array([4.0, 0.5]))
    assert [text.get_text() for text in ax.texts] == ["× 4.00", "× 0.50"]
    markers = [line.get_marker() for line in ax.lines if len(line.get_xdata()) == 1]
    assert markers == [">", "<"]


def test_shares_name_the_size_of_each_group():
    _figure, ax = style.figure()
    plots.shares(ax, ["a", "b"], [3, 7], np.array([0.2, 0.9]), np.array([0.4, 0.6]))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a (3)", "b (7)"]
    assert [bar.get_width() for bar in ax.patches] == [0.2, 0.9]


def test_a_neuron_shows_its_numbers_and_the_sign_of_its_weights():
    _figure, ax = style.figure()
    drawing = diagrams.Neuron(ax, inputs=3)
    drawing.set((1.0, 2.0, -3.0), (0.5, -2.0, 0.0), 1.5, -2.0, 0.119)
    assert [text.get_text() for text in drawing.weights] == ["w₁ = 0.5", "w₂ = −2.0", "w₃ = 0.0"]
    assert drawing.output.get_text() == "a\n0.119"
    assert drawing.bias.get_text() == "b = 1.5"
    solid, dashed, thin = drawing.edges
    assert solid.get_linestyle() == "-"
    assert dashed.get_linestyle() != "-"
    assert dashed.get_color() != solid.get_color()
    assert thin.get_linewidth() < solid.get_linewidth() < dashed.get_linewidth()


def test_a_network_joins_every_unit_to_the_next_layer():
    _figure, ax = style.figure()
    diagrams.network(ax, [["a", "b", "c"], ["d", "e"], ["f"]], ["1", "2", "3"])
    assert len(ax.lines) == 3 * 2 + 2 * 1
    assert {text.get_text() for text in ax.texts} == set("abcdef123")


def test_a_broadcast_shows_the_sum_and_dashes_what_is_not_there():
    _figure, ax = style.figure()
    diagrams.broadcast(ax, np.array([[1], [2]]), np.array([[10, 20, 30]]))
    written = [text.get_text() for text in ax.texts]
    assert written.count("32") == 1
    ghosts = [patch for patch in ax.patches if patch.get_linestyle() in (":", "dotted")]
    assert len(ghosts) == 4 + 3  # two of three columns of the first, one of two rows of the second


def test_rows_and_columns_show_a_matrix_and_its_transpose():
    _figure, ax = style.figure()
    diagrams.rows_and_columns(ax)
    written = [text.get_text() for text in ax.texts if text.get_text().startswith("x")]
    first, second = np.array(written[:12]).reshape(3, 4), np.array(written[12:24]).reshape(4, 3)
    np.testing.assert_array_equal(first.T, second)


def test_regions_shade_by_value_and_draw_the_line_halfway():
    _, ax = style.figure(3, 3)
    plots.regions(ax, lambda P: P[:1] + 0.5, (-1, 1), (-2, 2), cells=41)
    image = ax.images[0].get_array()
    assert image.shape == (41, 41)
    assert image[0, 0] == -0.5
    assert image[0, -1] == 1.5
    (segment,) = ax.collections[0].get_paths()
    assert np.abs(segment.vertices[:, 0]).max() < 1e-12  # where x + 0.5 = 0.5
    assert ax.get_xlim() == (-1, 1)
    assert ax.get_ylim() == (-2, 2)


def test_regions_without_a_line_draw_none():
    _, ax = style.figure(3, 3)
    plots.regions(ax, lambda P: np.full((1, P.shape[1]), 0.2), (-1, 1), (-1, 1), low=-1, cells=5)
    assert not ax.collections


@pytest.mark.parametrize(("n", "n_prev", "m"), [(4, 3, 5), (1, 4, 3), (2, 6, 4)])
def test_a_product_marks_one_row_one_column_and_one_result(n, n_prev, m):
    _, ax = style.figure(9, 3)
    diagrams.product(ax, n, n_prev, m, row=n - 1, column=1)
    marked = [patch for patch in ax.patches if patch.get_hatch()]
    assert len(marked) == n_prev + n_prev + 1 + 1
    assert len(ax.patches) - len(marked) == n * n_prev + n_prev * m + n + n * m
    assert {f"({n}, {n_prev})", f"({n_prev}, {m})", f"({n}, 1)", f"({n}, {m})"} <= {
        text.get_text() for text in ax.texts
    }


def test_two_layers_show_every_array_with_its_shape_and_its_derivative():
    _, ax = style.figure(9, 3)
    diagrams.two_layers(ax, 2, 3, 1)
    words = [text.get_text() for text in ax.texts]
    for name, shape in {"W[1]": "(3, 2)", "b[1]": "(3, 1)", "W[2]": "(1, 3)", "b[2]": "(1, 1)"}.items():
        assert name in words
        assert any(f"  d{name} = " in word for word in words)
        assert shape in words
    assert words.count("(3, m)") == words.count("(1, m)") == 2
    assert {"dZ[1]", "dA[1]", "dZ[2]"} <= set(words)
    numbered = {"(1)": "dZ[2]", "(2)": "dW[2]", "(3)": "db[2]", "(4) first": "dA[1]", "(4) then": "dZ[1]"}
    for number, array in {**numbered, "(5)": "dW[1]", "(6)": "db[1]"}.items():  # as in the table of notebook 03
        assert any(word.startswith(f"{number}  {array} = ") for word in words)
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    backward = [arrow.get_path().vertices for arrow in arrows if arrow.get_linestyle() == "--"]
    places = {text.get_text(): text.get_position() for text in ax.texts}
    for start, ends in (("dZ[1]", ("W[1]", "b[1]")), ("dZ[2]", ("W[2]", "b[2]"))):
        for end in ends:
            ways = [path for path in backward if abs(path[0] - places[start]).max() < 1.2]
            assert any((abs(path - places[end]).max(axis=1) < 1.2).any() for path in ways)


def test_a_picture_of_many_hues_keeps_them_and_one_of_few_stays_small():
    shades = np.random.default_rng(0).integers(256, size=(16, 15, 3), dtype=np.uint8)  # 240 tiles
    many = Image.fromarray(shades.repeat(20, axis=0).repeat(20, axis=1))
    kept = Image.open(io.BytesIO(style.png(many)))
    assert np.abs(np.asarray(kept.convert("RGB"), int) - np.asarray(many, int)).max() <= 8
    few = Image.fromarray(
        np.linspace(200, 210, 300, dtype=np.uint8)[:, None, None].repeat(300, axis=1).repeat(3, axis=2)
    )
    assert len(Image.open(io.BytesIO(style.png(few))).getcolors()) <= style.PALETTE
    with pytest.raises(TypeError, match="image: expected a picture of mode RGB, got L"):
        style.png(many.convert("L"))


def test_small_labels_keep_the_colours_of_their_curves():
    figure, ax = style.figure(5.6, 2.5)
    names = (style.BLUE, style.VERMILION, style.GREEN)
    for k, colour in enumerate(names):
        ax.plot([0, 1], [k, k + 1], color=colour)
        plots.name_line(ax, 1, k + 1, f"a{k}", colour)
    pixels = np.asarray(Image.open(io.BytesIO(style.show(figure, "Three lines.").data)).convert("RGB"), int)
    for colour in names:
        dark = np.round(255 * np.array(style.dark(colour)))
        assert (np.abs(pixels - dark).sum(axis=2) < 20).sum() > 10, colour


def test_points_need_a_name_for_each_of_two_classes():
    _, ax = style.figure()
    X, Y = np.ones((2, 2)), np.array([[0.0, 1.0]])
    for names in (("one",), ("a", "b", "c")):
        with pytest.raises(ValueError, match=f"class_names: expected 2 texts, got {len(names)}"):
            plots.points(ax, X, Y, names)


def test_a_format_that_looks_inside_a_number_is_refused():
    _, ax = style.figure()
    with pytest.raises(ValueError, match="form: expected a format for one number"):
        plots.heat_map(ax, [1], [1], np.array([[0.5]]), form="{0[a]}")


def test_a_figure_that_style_has_not_made_is_refused():
    with pytest.raises(TypeError, match=r"figure: expected one made by style\.figure, .*, got a FigureCanvasBase"):
        style.show(mpl.figure.Figure(), "a figure")


def test_wires_are_arranged_before_they_are_set():
    _, ax = style.figure()
    drawing = Wires(ax, (0, 4, 0, 4), 2)
    with pytest.raises(ValueError, match="units: expected a call of arrange before set, got none"):
        drawing.set(np.ones((1, 2)), np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)))
