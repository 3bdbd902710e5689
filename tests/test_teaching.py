"""The teacher's plans are true: sections, minutes, explorers, exercises, slips and figures are the notebooks' own."""

import re
from pathlib import Path

import pytest

from helpers import exercises

from .notebooks import NOTEBOOKS, cells, texts
from .test_notebooks import ROUND

TEACHING = Path(__file__).parent.parent / "teaching"
PLANS = {path: (TEACHING / f"{path.stem}.md").read_text(encoding="utf-8") for path in NOTEBOOKS}
each_plan = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def headings(path):
    """Return {section title: minutes} of a notebook."""
    found = {}
    for cell in cells(path, "markdown"):
        title = re.match(r"## (\d+ .+)", cell["source"])
        if title:
            found[title[1]] = int(re.search(r"About (\d+) minutes", cell["source"])[1])
    return found


def minutes(path):
    """Return the rows of a plan's table of minutes: title, alone, 50-minute lessons, 90-minute lessons."""
    rows = re.findall(r"^\| (\d+ [^|]+) \| (\d+) \| ([^|]+) \| ([^|]+) \|$", PLANS[path], re.MULTILINE)
    return [(title, int(alone), short, long) for title, alone, short, long in rows]


@each_plan
def test_the_sections_and_their_minutes_are_those_of_the_notebook(path):
    assert {title: alone for title, alone, _, _ in minutes(path)} == headings(path)
    assert [title for title, *_ in minutes(path)] == list(headings(path))


@each_plan
@pytest.mark.parametrize(("column", "length"), [(2, 50), (3, 90)])
def test_every_lesson_fits_and_leaves_time_for_the_exit_ticket(path, column, length):
    lessons = {}
    for row in minutes(path):
        assert re.fullmatch(r"home|lesson \d+: \d+(, lesson \d+: \d+)*", row[column]), row
        for lesson, planned in re.findall(r"lesson (\d+): (\d+)", row[column]):
            lessons[int(lesson)] = lessons.get(int(lesson), 0) + int(planned)
    assert sorted(lessons) == list(range(1, len(lessons) + 1))
    assert all(length - 15 <= planned <= length - 2 for planned in lessons.values()), lessons


@each_plan
def test_every_explorer_has_its_question(path):
    code = "\n".join(cell["source"] for cell in cells(path, "code"))
    explorers = set(re.findall(r"widgets\.(\w+)\(", code)) - {"predict", "sketch"}
    assert set(re.findall(r"`widgets\.(\w+)\(\)`", PLANS[path])) == explorers
    titles = {title.split()[0]: title for title in headings(path)}
    where = {}
    for cell in cells(path):
        if cell["cell_type"] == "markdown" and re.match(r"## \d", cell["source"]):
            section = re.match(r"## (\d+)", cell["source"])[1]
        for name in re.findall(r"widgets\.(\w+)\(", cell["source"]) if cell["cell_type"] == "code" else ():
            where.setdefault(name, set()).add(section)
    for name, section in re.findall(r"`widgets\.(\w+)\(\)`[^|]*, section (\d+) \|", PLANS[path]):
        assert section in where[name], (name, titles[section])


@each_plan
def test_sections_that_are_named_exist(path):
    known = {title.split()[0] for title in headings(path)}
    prose = re.sub(r"notebook \d\d, section \d+", "", PLANS[path])
    for numbers in re.findall(r"[Ss]ections? ((?:\d+(?:, | and | to )?)+)", prose):
        assert set(re.findall(r"\d+", numbers)) <= known, numbers


@each_plan
def test_exercises_and_slips_exist(path):
    named = re.findall(r"\*\*(\d\d\.\d+), ([^*]+)\*\*", PLANS[path])
    assert len(named) >= 8
    for number, slip in named:
        assert slip in [known.name for known in exercises.get(number).slips], (number, slip)
    for number in re.findall(r"\b0[1-4]\.\d+\b", PLANS[path]):
        assert exercises.get(number).number.startswith(path.name[:2])


@each_plan
def test_figures_are_those_of_the_notebook(path):
    known = "\n".join(cell["source"] for cell in cells(path)).replace("_", "").replace("{,}", "")
    known += "\n".join(text for cell in cells(path, "code") for output in cell["outputs"] for text in texts(output))
    known = set(re.findall(r"\d+(?:\.\d+)?", known.replace(",", "")))
    own = {"0.87", "0.8", "0.2", "0.5"}  # of the plans' own questions
    for number in re.findall(r"(?<![\w.])(?:(?:\d{1,3}(?:,\d{3})+|\d{3,})(?:\.\d+)?|\d+\.\d+)", PLANS[path]):
        plain = number.replace(",", "")
        assert number in ROUND | own or re.fullmatch(r"0[1-4]\.\d+", plain) or plain in known, number


@each_plan
def test_a_plan_has_its_parts_and_is_about_a_page(path):
    for part in ("Minutes", "Ask before each slider", "Board", "Where they stumble", "Exit ticket", "Homework"):
        assert f"## {part}" in PLANS[path]
    assert "**Goals.**" in PLANS[path]
    assert 350 < len(PLANS[path].split()) < 850
    assert f"(../notebooks/{path.name})" in PLANS[path]
