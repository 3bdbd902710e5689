"""What all widgets look like; that it looks as it should is seen in a browser."""

import io

import ipywidgets
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from helpers import widgets
from helpers.widgets import controls, frame

EXPLORERS = (
    "activation", "architecture", "clinic", "deep", "descent", "four_views", "graph", "hinges", "initial", "line",
    "one_neuron", "playground", "gradient_check", "slope", "stepper",
)  # fmt: skip


def question():
    return widgets.predict("How many?", ["one", "two"], answer=1, happened="Two.")


@pytest.mark.parametrize("make", [widgets.line, widgets.playground, widgets.deep, widgets.clinic, question])
def test_every_widget_is_a_card_with_the_one_switch_beside_its_text(make):
    card = make().widget
    assert "explorer" in card._dom_classes
    at = card.children.index(frame.large())
    assert "explorer-caption" in card.children[at - 1]._dom_classes
    assert sum(child is frame.large() for child in card.children) == 1


def test_the_switch_is_off_at_first_and_can_be_set_from_python():
    assert frame.large().value is False
    frame.large().value = True
    assert question().widget.children[1].value is True
    frame.large().value = False


def test_the_switch_is_a_button_that_says_whether_it_is_pressed():
    script = frame.Large._esm
    assert "createElement('button')" in str(script)
    assert "aria-pressed" in str(script)


def test_a_scene_can_ask_for_room_above_its_picture():
    assert "explorer-lines-1" in widgets.line()._caption._dom_classes


def test_buttons_stand_together_in_the_last_cell():
    slider, button = controls.whole("step", 1, 0, 3), ipywidgets.Button(description="on")
    box = frame.grid([slider], [button], three=True)
    assert box.children[0] is slider
    assert box.children[1].children == (button,)
    assert frame.grid([slider]).children == (slider,)
    assert "explorer-three" in box._dom_classes
    assert "explorer-three" not in frame.grid([slider])._dom_classes


@pytest.mark.parametrize(
    ("control", "words"),
    [
        (controls.slider("noise", 0.2, 0, 1, 0.05), "noise 0.20"),
        (controls.slider("weight w₂", -0.5, -3, 3, 0.1, ".1f"), "weight w₂ −0.5"),
        (controls.whole("test points [%]", 50, 10, 90, 10), "test points 50 %"),
        (controls.whole("n[1]", 8, 1, 64), "n[1] 8"),
        (controls.powers("epochs", 1000, 0, 4, (1, 2, 5)), "epochs 1,000"),
        (controls.choice("activation g", [("leaky ReLU", "leaky_relu")], "leaky_relu"), "activation g leaky ReLU"),
        (controls.switch("five more starts", True), "five more starts"),
        (controls.switch("five more starts", False), ""),
    ],
)
def test_a_control_is_told_as_a_reader_would_say_it(control, words):
    assert controls.told(control) == words


def test_the_note_below_an_unrun_explorer_tells_what_is_on():
    note = widgets.playground()._note()
    assert "data set flower · noise 0.20 · test points 50 % · inputs x₁, x₂ · hidden units 4" in note
    assert "epochs 1,000" in note
    assert "compare" not in note
    assert "False" not in note
    assert widgets.hinges()._note().count("weight") == 2  # w and v of the unit whose sliders are shown


def _move(explorer):
    *_, control = explorer.controls.values()
    if hasattr(control, "index"):
        control.index = (control.index + 1) % len(control.options)
    elif isinstance(control.value, bool):
        control.value = not control.value
    else:
        control.value = control.min if control.value == control.max else control.max


@pytest.mark.parametrize("name", EXPLORERS)
def test_a_picture_has_as_many_pixels_as_the_screen_can_show(name):
    explorer = getattr(widgets, name)()
    sizes, shown = [], []
    for sharpness in (1.5, 1, 1.5):
        explorer._names.sharpness = sharpness
        if sharpness == 1:
            assert explorer.picture.data == shown[0]  # sharper than it need be
            _move(explorer)
            alt = explorer.alt
        assert explorer.message == ""
        sizes.append(Image.open(io.BytesIO(explorer.picture.data)).size)
        shown.append(explorer.picture.data)
    width = explorer.picture.width
    assert sizes[1][0] == width
    assert sizes[0][0] == sizes[2][0] == pytest.approx(1.5 * width, abs=2)
    assert explorer.alt == alt  # made anew at once, and of the same
    assert f'width="{width}"' in explorer._image.value


def test_a_picture_of_another_sharpness_is_the_same_picture():
    sharp, other = widgets.playground(), widgets.playground()
    other._names.sharpness = 1
    for explorer in (sharp, other):
        explorer.controls["seed"].value = 3
    fine, coarse = (Image.open(io.BytesIO(explorer.picture.data)).convert("L") for explorer in (sharp, other))
    blur = ImageFilter.GaussianBlur(4)  # a line may lie a pixel beside the other
    difference = ImageChops.difference(fine.resize(coarse.size, Image.Resampling.BOX).filter(blur), coarse.filter(blur))
    assert ImageStat.Stat(difference).rms[0] < 3
