"""The switch that makes all widgets of a notebook larger: by keyboard, and with sliders that still follow the mouse."""

import nbformat
import pytest

from .lab import Sheet

CELLS = (
    "from helpers import widgets",
    'widgets.predict("How many?", ["one", "two"], answer=1, happened="Two.")',
    "widgets.graph()",
)
_MIDDLE = "element => { const r = element.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] }"


@pytest.fixture(scope="module")
def sheet(browser, server):
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    nbformat.write(notebook, server.folder / "large.ipynb")
    opened = Sheet(browser, server, "large.ipynb", width=1600)
    opened.run_all()
    yield opened
    opened.shut_down()


@pytest.mark.parametrize(("key", "pressed"), [("Enter", "true"), ("Space", "false")])
def test_one_key_makes_all_widgets_of_the_notebook_large_and_small_again(sheet, key, pressed):
    graph = sheet.explorers()[0]
    width = graph.pictures.first.bounding_box()["width"]
    text = graph.area.locator(".widget-label").first.bounding_box()["height"]
    graph.button("Large").press(key)
    for widget in sheet.widgets():
        assert widget.button("Large").get_attribute("aria-pressed") == pressed
    factor = graph.pictures.first.bounding_box()["width"] / width
    assert factor == pytest.approx(1.4 if pressed == "true" else 1 / 1.4, rel=0.02)
    assert graph.area.locator(".widget-label").first.bounding_box()["height"] / text == pytest.approx(factor, rel=0.05)


def test_a_picture_has_the_pixels_that_the_screen_shows_and_more_when_it_is_large(sheet):
    graph, pixels = sheet.explorers()[0], "element => element.naturalWidth / Number(element.getAttribute('width'))"
    before = graph.picture()
    graph.slider("input b").press("ArrowRight")
    graph.wait_for_picture(before)
    assert graph.pictures.first.evaluate(pixels) == 1
    before = graph.picture()
    graph.button("Large").press("Enter")
    graph.wait_for_picture(before, alt=False)
    assert graph.pictures.first.evaluate(pixels) == pytest.approx(1.5, abs=0.01)
    graph.button("Large").press("Enter")


def test_on_a_narrow_page_nothing_shrinks(sheet):
    graph, sizes = sheet.explorers()[0], {}
    sheet.page.set_viewport_size({"width": 1024, "height": 768})
    for key in ("small", "large"):
        sizes[key] = [graph.area.locator(part).first.bounding_box() for part in ("img", ".noUi-target", "label")]
        graph.button("Large").press("Enter")
        sheet.page.wait_for_timeout(300)
    sheet.page.set_viewport_size({"width": 1600, "height": 1400})
    assert sizes["large"][0]["width"] == pytest.approx(sizes["small"][0]["width"], abs=1)
    assert sizes["large"][1]["width"] >= 140
    assert sizes["large"][2]["height"] == pytest.approx(1.2 * sizes["small"][2]["height"], rel=0.02)


@pytest.mark.parametrize(
    ("typed", "shown", "words"),
    [
        ("2.26", "2.5", "⚠ input a: set to 2.5, the nearest step to “2.26”."),
        ("−3,5", "-3.5", None),
        ("3", "3.0", None),
        ("-11", "3.0", "⚠ input a: expected a number from −10 to 10, got “-11”. Nothing has changed."),
    ],
)
def test_what_becomes_of_a_typed_number_is_said(sheet, typed, shown, words):
    graph = sheet.explorers()[0]
    field = graph.readouts.first
    field.focus()
    sheet.page.keyboard.press("Control+a")
    sheet.page.keyboard.type(typed)
    sheet.page.keyboard.press("Enter")
    graph.settle()
    assert field.inner_text().replace("−", "-") == shown
    alert = graph.area.get_by_role("alert")
    assert (alert.inner_text() if alert.count() else None) == words
    graph.slider("input b").press("ArrowRight")
    assert alert.count() == 0


def test_a_slider_stays_under_the_mouse_when_it_is_large(sheet):
    graph = sheet.explorers()[0]
    graph.button("Large").press("Enter")
    handle, before = graph.slider("input a"), graph.picture()
    handle.scroll_into_view_if_needed()
    x, y = handle.evaluate(_MIDDLE)
    sheet.page.mouse.move(x, y)
    sheet.page.mouse.down()
    sheet.page.mouse.move(x - 60, y, steps=6)
    sheet.page.mouse.up()
    graph.wait_for_picture(before)
    assert abs(handle.evaluate(_MIDDLE)[0] - (x - 60)) < 8  # as near as a step of the slider allows
    graph.button("Large").press("Enter")
    assert not sheet.problems
