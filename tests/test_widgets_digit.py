"""The sheet to draw digits on, driven from Python by setting its value."""

import io

import numpy as np
import pytest
from PIL import Image

from helpers import data, network, style, widgets
from helpers.widgets import digit_explorer
from helpers.widgets.digit_explorer import compute, full_cells, soften

EMPTY = (0,) * 64
THREE = """
    ..###...
    .#...#..
    .....#..
    ...##...
    .....#..
    .....#..
    .#...#..
    ..###...
"""


def cells(art):
    """Return the value of a sheet with this drawing."""
    return tuple(int(letter == "#") for letter in "".join(art.split()))


@pytest.fixture(scope="module")
def held_out():
    return data.split(data.digits(), 0.8, rng=np.random.default_rng(7))[1]


@pytest.fixture(scope="module")
def layers():
    train, _ = data.split(data.digits(), 0.8, rng=np.random.default_rng(7))
    rng = np.random.default_rng(1)
    start = network.initialize([64, 64, 32, 10], "relu", "softmax", "he", rng)
    return network.train(start, train.X, train.Y, 0.1, 20, 32, rng).layers


@pytest.fixture
def explorer(layers, held_out):
    return widgets.digit(layers, held_out)


def test_a_stroke_is_dark_where_it_is_thick_and_pale_beside():
    on = np.zeros((8, 8), bool)
    on[3, 2:5] = True
    grey = soften(on)
    assert grey[3].round(12).tolist() == [0, 0.1, 0.7, 0.8, 0.7, 0.1, 0, 0]
    assert grey[2].round(12).tolist() == [0, 0, 0.1, 0.1, 0.1, 0, 0, 0]
    corner = np.zeros((8, 8), bool)
    corner[0, 0] = True
    assert soften(corner).sum() == pytest.approx(0.8)  # two neighbours only, none across the edge
    assert soften(np.ones((8, 8), bool)).max() == pytest.approx(1)


def test_the_softening_is_the_one_that_fits_the_shipped_digits():
    X = data.digits().X.T.reshape(-1, 8, 8)
    on = X >= 0.5
    spread = np.stack([soften(image) for image in on]) - digit_explorer._INK * on
    columns = np.stack([on.ravel(), spread.ravel() / digit_explorer._SMEAR], axis=1)
    ink, smear = np.linalg.lstsq(columns, X.ravel(), rcond=None)[0]
    assert ink == pytest.approx(digit_explorer._INK, abs=0.02)
    assert smear == pytest.approx(digit_explorer._SMEAR, abs=0.02)


def test_an_example_stays_as_it_was_scanned_until_somebody_draws_on_it(layers, held_out):
    untouched = full_cells(held_out, 5)
    result = compute(layers, held_out, 5, untouched)
    image = held_out.X[:, 4].reshape(8, 8)
    assert np.array_equal(result.image, image)
    assert result.truth == str(held_out.Y[:, 4].argmax())
    np.testing.assert_allclose(result.probabilities, network.forward(layers, held_out.X[:, [4]])[0][:, 0])
    cell = 8 * 4 + 3
    other = list(untouched)
    other[cell] = 1 - other[cell]
    changed = compute(layers, held_out, 5, other)
    assert changed.truth == ""
    assert changed.inked == result.inked + 1 - 2 * untouched[cell]
    differs = changed.image != image
    assert differs[4, 3]
    differs[3:6, 3] = differs[4, 2:5] = False
    assert not differs.any()
    assert changed.image.min() >= 0
    assert changed.image.max() <= 1


def test_pick_shows_the_example_on_the_sheet(explorer, held_out):
    for pick in (2, held_out.X.shape[1], 1):
        explorer.controls["pick"].value = pick
        assert explorer.message == ""
        assert explorer.sheet.value == tuple((held_out.X[:, pick - 1] >= 0.5).astype(int))
        meant = held_out.Y[:, pick - 1].argmax()
        assert f"It was meant as {meant}." in explorer.alt
        assert f"the person who wrote it meant {meant}" in explorer.caption


def test_drawing_is_answered_and_forgotten_with_the_next_example(explorer):
    first = explorer.picture
    explorer.sheet.value = cells(THREE)
    assert "The network says 3" in explorer.caption
    assert "meant" not in explorer.alt + explorer.caption
    assert "15 of them at least half inked" in explorer.alt
    explorer.controls["pick"].value = 2
    assert explorer.sheet.value != cells(THREE)
    explorer.controls["pick"].value = 1
    assert explorer.picture == first


def test_one_change_makes_one_picture(explorer):
    pictures = []
    explorer._image.observe(lambda change: pictures.append(change), "value")
    explorer.controls["pick"].value = 2
    explorer.sheet.value = EMPTY
    assert len(pictures) == 2


def test_an_empty_sheet_says_that_it_is_empty(explorer):
    explorer.sheet.value = cells(THREE)
    (button,) = explorer.widget.children[0].children[-1].children
    for start in (5, 0):
        explorer.controls["pick"].value = start
        explorer.sheet.value = cells(THREE)
        button.click()
        assert explorer.sheet.value == EMPTY
        assert explorer.controls["pick"].value == 0
        assert "An empty sheet" in explorer.caption
        assert "0 of them at least half inked" in explorer.alt
    explorer.sheet.value = (1,) * 64
    assert "64 of them at least half inked" in explorer.alt
    assert explorer.message == ""


def test_a_damaged_drawing_shows_its_message_and_keeps_the_picture(explorer):
    good = explorer.picture
    explorer.sheet.value = (1, 0, 1)
    assert explorer.message
    assert "⚠" in explorer.caption
    assert explorer.picture is good
    explorer.sheet.value = EMPTY
    assert explorer.message == ""


def test_right_and_wrong_are_told_by_a_sign(layers, held_out):
    answers, truths = network.predict(layers, held_out.X)[0], held_out.Y.argmax(axis=0)
    wrong = int((answers != truths).argmax())
    explorer = widgets.digit(layers, held_out, wrong + 1)
    assert f"The network says {answers[wrong]}" in explorer.caption
    assert f"✗ Wrong: the person who wrote it meant {truths[wrong]}" in explorer.caption
    explorer.controls["pick"].value = int((answers == truths).argmax()) + 1
    assert "✓ Right" in explorer.caption


def test_two_classes_and_one_sigmoid_output(held_out):
    pair = data.digits((0, 1), one_hot=False)
    layers = network.initialize([64, 1], rng=np.random.default_rng(3))
    explorer = widgets.digit(layers, pair, 3)
    p = network.forward(layers, pair.X[:, [2]])[0].item()
    result = explorer._compute(**explorer.settings)
    np.testing.assert_allclose(result.probabilities, [1 - p, p])
    assert result.truth == str(int(pair.Y[0, 2]))
    assert len(explorer._scene.bars) == 2


def test_the_bars_are_the_probabilities(explorer):
    result = explorer._compute(**explorer.settings)
    assert [bar.get_width() for bar in explorer._scene.bars] == (100 * result.probabilities).tolist()
    weights = [number.get_weight() for number in explorer._scene.numbers]
    assert weights.index("bold") == result.probabilities.argmax()
    assert weights.count("bold") == 1


def test_the_stored_bundle_has_the_live_view_the_picture_and_the_words(explorer):
    bundle = explorer._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.widget.model_id
    assert bundle["text/plain"] == explorer.alt
    assert "held-out no. 1" in bundle["text/html"]
    assert explorer.picture.width <= 5.5 * 96  # beside the sheet in a window of 1024 pixels
    assert Image.open(io.BytesIO(explorer.picture.data)).width == int(explorer.picture.width * style.SHARPNESS)
    words, sheet = explorer.widget.children[-1].children[0].children
    assert "draw here" in words.value
    assert sheet is explorer.sheet


def test_bad_arguments_are_named(layers, held_out):
    with pytest.raises(TypeError, match="examples: expected a Dataset, got tuple"):
        widgets.digit(layers, (held_out.X, held_out.Y))
    with pytest.raises(ValueError, match=r"examples.X: expected shape \(64, m\)"):
        widgets.digit(layers, data.xor(20, rng=np.random.default_rng(0)))
    with pytest.raises(ValueError, match=r"examples.X: expected ink between 0 and 1, got 0 to 16"):
        widgets.digit(layers, held_out._replace(X=16 * held_out.X))
    with pytest.raises(ValueError, match="layers: expected outputs for the 10 classes of the examples, got 3"):
        widgets.digit(network.initialize([64, 3], output="softmax", rng=np.random.default_rng(0)), held_out)
    with pytest.raises(ValueError, match=r"X: expected shape \(2, m\)"):
        widgets.digit(network.initialize([2, 10], output="softmax", rng=np.random.default_rng(0)), held_out)
    with pytest.raises(TypeError, match="layers: expected a list"):
        widgets.digit("layers", held_out)
    with pytest.raises(ValueError, match=r"^pick: expected a number from 0 to 359, got 360"):
        widgets.digit(layers, held_out, 360)


@pytest.mark.parametrize("shape", [(10, 3), (2, 5)])
def test_labels_that_do_not_fit_the_examples_are_refused(shape):
    names = tuple("0123456789")
    examples = data.Dataset(np.zeros((64, 5)), np.zeros(shape), "own", tuple(map(str, range(64))), names)
    layers = network.initialize([64, 10], output="softmax", scale=0)
    with pytest.raises(ValueError, match=r"examples\.Y: expected"):
        widgets.digit(layers, examples)
