"""The browser tests notice what they are there for: each kind of damage is done here on purpose, and found."""

import nbformat
import playwright.sync_api
import pytest

from . import access, lab
from .keyboard import FROZEN, Keyboard

HEAD = """
import time

import ipywidgets
from IPython.display import HTML, Javascript
from helpers.widgets import controls, live


class Dot(live.Scene):
    words = "A dot at {}."

    def __init__(self):
        super().__init__(3, 2)
        self.axes.set(xlim=(-3, 3), ylim=(-3, 3))
        self.dot = self.moving(*self.axes.plot([], [], "o"))

    def update(self, x):
        self.dot.set_data([x], [x])

    def describe(self, x):
        return self.words.format(x)


class Mute(Dot):
    words = "A dot."


def explorer(compute, scene):
    return live.Explorer({"x": controls.slider("place x", 1.0, -2, 2, 0.5)}, compute, scene)
"""
CELLS = {
    "head": HEAD,
    "whole": "explorer(lambda x: x, Dot())",
    "raises": "explorer(lambda x: x if x == 1 else 1 / 0, Dot())",
    "frozen": "explorer(lambda x: 0.0, Dot())",
    "mute": "explorer(lambda x: x, Mute())",
    "slow": "explorer(lambda x: time.sleep(x != 1) or x, Dot())",
    "nameless": "ipywidgets.VBox([ipywidgets.FloatSlider(), ipywidgets.Dropdown(options=['a', 'b'])])",
    "unseen": "ipywidgets.HTML('<button style=\"outline: none !important\">focus</button>')",
    "callback": "bare = ipywidgets.IntSlider(description='bare')\nbare.observe(lambda change: 1 / 0, 'value')\nbare",
    "error": "print(undefined_name)",
    "outside": 'HTML(\'<img alt="none" src="http://example.org/picture.png">\')',
    "console": "Javascript('console.error(\"broken on purpose\")')",
}


@pytest.fixture(scope="module")
def damaged(browser, server):
    """A notebook with one kind of damage in each cell, run."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    code = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    for cell in code[-3:]:
        cell.metadata.tags = ["damage"]
    nbformat.write(
        nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": kernel}), server.folder / "damaged.ipynb"
    )
    sheet = lab.Sheet(browser, server, "damaged.ipynb")
    for number in range(len(CELLS)):
        sheet.page.evaluate("n => { jupyterapp.shell.currentWidget.content.activeCellIndex = n }", number)
        sheet.command("notebook:run-cell")
    sheet.wait_until_idle()
    yield sheet
    sheet.shut_down()


@pytest.fixture
def widget(request, damaged):
    """The widget that the test's name ends with."""
    kind = request.node.name.split("_")[-1]
    widget = damaged.widget([*CELLS].index(kind))
    if kind != "whole":
        widget.patience = 1.5
    return widget


def test_nothing_is_found_in_what_is_whole(widget):
    Keyboard(widget).move_all()
    assert access.walk(widget) == []


def test_a_computation_that_raises(widget):
    with pytest.raises((playwright.sync_api.TimeoutError, AssertionError)):
        Keyboard(widget).move_all()
    assert FROZEN in widget.caption()


@pytest.mark.parametrize("kind", ["frozen", "mute"])
def test_a_picture_or_a_description_that_stays(damaged, kind):
    widget = damaged.widget([*CELLS].index(kind))
    widget.patience = 1.5
    with pytest.raises(playwright.sync_api.TimeoutError):
        Keyboard(widget).move_all()


def test_a_picture_is_dimmed_while_the_next_one_is_slow(widget):
    dimmed = "area => !!area.querySelector('.explorer-stale')"
    before = widget.picture()
    widget.sliders.first.press("ArrowRight")
    widget.wait_for(dimmed)
    assert widget.picture() == before
    widget.patience = 20
    widget.wait_for_picture(before)
    assert not widget.ask(dimmed)


def test_controls_that_are_nameless(damaged, widget):
    found = "\n".join(access.violations(damaged.page))
    assert "aria-input-field-name" in found
    assert "select-name" in found
    with pytest.raises(AssertionError, match="without a name"):
        Keyboard(widget).move_all()


def test_a_focus_that_is_unseen(widget):
    assert "no visible focus" in access.walk(widget)[0]


def test_an_exception_in_a_bare_callback(damaged, widget):
    widget.sliders.first.press("ArrowRight")
    damaged.page.wait_for_function("() => window.raised.length", timeout=5000)
    assert "division by zero" in damaged.raised()[0]


def test_an_error_in_a_cell(damaged):
    assert ["undefined_name" in error for error in damaged.errors()] == [True]


def test_a_request_to_the_outside_and_an_error_on_the_console(damaged):
    problems = "\n".join(damaged.problems)
    assert "leaves this machine: http://example.org/picture.png" in problems
    assert "console: broken on purpose" in problems
