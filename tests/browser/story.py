"""What every notebook is asked in the browser: read it as stored, run it, work it by keyboard, start it again."""

import re
from functools import cache

import pytest
from nbconvert import HTMLExporter

from ..notebooks import NOTEBOOKS, cells
from . import access, journeys
from .keyboard import Keyboard

VIEW = "application/vnd.jupyter.widget-view+json"
PATHS = {path.stem: path for path in NOTEBOOKS}


@cache
def stored(notebook):
    """Return the outputs of a notebook that hold a widget: number of the cell -> stored data, texts joined."""
    found = {}
    for number, cell in enumerate(cells(PATHS[notebook])):
        for output in cell.get("outputs", []):
            if VIEW in output.get("data", {}):
                found[number] = {kind: "".join(data) for kind, data in output["data"].items() if kind != VIEW}
    return found


def explorers(notebook):
    """Return the cells whose widget shows a picture from the start."""
    return [number for number, data in stored(notebook).items() if "image/png" in data]


def questions(notebook):
    """Return the cells whose widget is a prediction."""
    return [number for number, data in stored(notebook).items() if "image/png" not in data]


def name(notebook, number):
    """Return which of `helpers.widgets` a cell calls."""
    return re.search(r"widgets\.(\w+)\(", cells(PATHS[notebook])[number]["source"])[1]


_READ = """number => { const cell = jupyterapp.shell.currentWidget.content.widgets[number].node;
    const area = cell.querySelector('.jp-OutputArea'), images = [...area.querySelectorAll('img')];
    const seen = image => image.checkVisibility() && image.complete && image.naturalWidth > 100;
    return { text: area.innerText, live: !!area.querySelector('.jupyter-widgets'),
        images: images.filter(seen).map(image => image.alt) } }"""

_SEEN = """() => [...document.images].filter(image => image.checkVisibility() && image.naturalWidth > 100)
    .map(image => image.alt)"""


class Story:
    """The tests in the order in which a reader would come by. A subclass names its `notebook`.

    `sheet` is the notebook in a tab, one for all tests of a class; `used` is the same after its first explorer has run,
    and `live` after the kernel was restarted and every cell has run.
    """

    notebook: str

    def move_first_slider(self, sheet):
        widget = sheet.widget(explorers(self.notebook)[0])
        before = widget.picture()
        widget.sliders.first.press("ArrowRight")
        widget.wait_for_picture(before)

    def test_it_is_read_before_anything_has_run(self, sheet):
        for number, data in stored(self.notebook).items():
            shown = sheet.page.evaluate(_READ, number)
            assert not shown["live"], f"cell {number} shows a widget although nothing has run"
            if "image/png" in data:
                assert shown["images"], f"cell {number} shows no picture"
                assert shown["images"][0] == data["text/plain"].splitlines()[0]
            else:
                assert data["text/plain"].splitlines()[0] in shown["text"]

    def test_its_page_shows_every_first_picture(self, browser, tmp_path):
        page = tmp_path / f"{self.notebook}.html"
        page.write_text(HTMLExporter().from_filename(PATHS[self.notebook])[0], encoding="utf-8")
        tab = browser.new_page(java_script_enabled=False)
        tab.goto(page.as_uri())
        shown = tab.evaluate(_SEEN)
        tab.close()
        for number, data in stored(self.notebook).items():
            if "image/png" in data:
                assert data["text/plain"].splitlines()[0] in shown, f"cell {number} shows no picture"

    def test_its_first_explorer_answers(self, used):
        assert used.errors() == []
        self.move_first_slider(used)

    def test_every_cell_runs_after_a_restart(self, live):
        assert live.errors() == []
        assert live.execution_counts() == [*range(1, 1 + len(cells(PATHS[self.notebook], "code")))]
        assert [widget.cell for widget in live.widgets()] == [*stored(self.notebook)]
        self.move_first_slider(live)

    def test_every_control_moves_by_keyboard(self, live, explorer):
        journeys.travel(live.widget(explorer), name(self.notebook, explorer))

    def test_every_question_is_answered_by_keyboard(self, live, question):
        widget = live.widget(question)
        assert access.walk(widget) == []
        if count := widget.radios.count():
            widget.radios.first.focus()
            for key in ("Space", *["ArrowDown"] * (count - 1)):
                live.page.keyboard.press(key)
            assert widget.radios.last.is_checked()
        else:
            Keyboard(widget).sketch()
        commit = widget.button("Commit and reveal")
        commit.focus()
        live.page.keyboard.press("Enter")
        widget.wait_for_caption("What happened:")

    def test_what_is_no_number_is_refused_in_words(self, live):
        widgets = [live.widget(number) for number in explorers(self.notebook)]
        for widget in (fields := [widget for widget in widgets if widget.readouts.count()]):
            Keyboard(widget).type_nonsense()
        assert fields

    @pytest.mark.parametrize("theme", ["Light", "Dark"])
    def test_outputs_are_accessible(self, live, theme):
        access.set_theme(live, theme)
        try:
            found = access.violations(live.page)
            for number in explorers(self.notebook):
                found += [f"cell {number}: {wrong}" for wrong in access.walk(live.widget(number))]
        finally:
            access.set_theme(live, "Light")
        assert not found, "\n".join(found)
