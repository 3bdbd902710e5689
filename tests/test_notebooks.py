"""The notebooks as files and as programs: hygiene, solutions, sensitivity to every stored number, prose."""

import copy
import json
import re
import statistics
from itertools import pairwise

import nbformat
import pytest
from nbval.plugin import IPyNbFile

from helpers import exercises
from helpers.handout import student

from . import slices
from .notebooks import CHECK, NOTEBOOKS, cells, checks, solutions, texts

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
VIEW = "application/vnd.jupyter.widget-view+json"


def outputs(path):
    return [(cell, output) for cell in cells(path, "code") for output in cell["outputs"]]


@each_notebook
def test_execution_counts_run_from_one(path):
    counts = [cell["execution_count"] for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1))


@each_notebook
def test_nothing_stored_that_belongs_to_a_machine(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) < 2_000_000
    assert "widgets" not in json.loads(text)["metadata"]
    for cell, output in outputs(path):
        assert output["output_type"] != "error" or "raises-exception" in cell["metadata"].get("tags", [])
        assert output.get("name") != "stderr", cell["source"]
        for shown in texts(output):
            assert not re.search(r"(?<![\w.<])/(tmp|home|root|work|usr|Users)/|[A-Z]:\\|0x[0-9a-f]{6}", shown), shown
            assert not re.search(r"\bnan\b|Warning", shown), shown


@each_notebook
def test_every_picture_has_alternative_text(path):
    for cell, output in outputs(path):
        data = output.get("data", {})
        if "image/png" in data or "image/jpeg" in data:
            alts = re.findall(r'<img alt="([^"]*)"', "".join(data.get("text/html", "")))
            assert alts, cell["source"]
            assert all(len(alt) > 40 for alt in alts), alts


@each_notebook
def test_every_widget_reads_without_a_kernel(path):
    for cell, output in outputs(path):
        data = output.get("data", {})
        if VIEW in data:
            assert len("".join(data["text/plain"])) > 60, cell["source"]
            assert len("".join(data["text/html"])) > 60, cell["source"]


@each_notebook
def test_code_cells_are_short_and_wrapped_in_prose(path):
    lengths, in_a_row = [], 0
    for cell in cells(path):
        if cell["cell_type"] == "markdown":
            in_a_row = 0
            continue
        in_a_row += 1
        assert in_a_row <= 2, cell["source"]
        lengths.append(sum(1 for line in cell["source"].splitlines() if line.strip()))
        assert lengths[-1] <= 25, cell["source"]
    assert statistics.median(lengths) <= 6


@each_notebook
def test_the_stored_answer_to_a_spoken_question_stays_folded_until_the_cell_is_run(path):
    found = cells(path)
    for before, cell in pairwise(found):
        folded = cell["metadata"].get("jupyter", {}).get("outputs_hidden", False)
        if re.search(r", then run the (next )?cell\b", before["source"]):
            assert folded, before["source"]
        if folded:
            assert cell["outputs"], cell["source"]
            assert "?" in before["source"], before["source"]


@each_notebook
def test_few_outputs_are_exempt_from_comparison(path):
    exempt = [cell for cell in cells(path, "code") if "nbval-ignore-output" in cell["metadata"].get("tags", [])]
    assert len(exempt) <= 2
    assert not any("nbval-skip" in cell["metadata"].get("tags", []) for cell in cells(path))


@each_notebook
def test_sections_state_their_minutes(path):
    headings = [cell["source"] for cell in cells(path, "markdown") if re.match(r"## \d", cell["source"])]
    assert len(headings) >= 8
    for heading in headings:
        assert re.search(r"\*About \d+ minutes\. Afterwards you ", heading), heading[:80]
    table = dict(re.findall(r"\| (\d+) [^|]*\| (\d+) ", "\n".join(cells(path)[0]["source"].splitlines())))
    for heading in headings:
        number, minutes = re.match(r"## (\d+)", heading)[1], re.search(r"About (\d+)", heading)[1]
        assert table[number] == minutes, f"section {number}"


@each_notebook
def test_exercises_and_solutions_belong_together(path):
    prefix = path.name[:2]
    registered = {number for number in exercises.numbers() if number.startswith(prefix)}
    assert set(checks(path)) == set(solutions(path)) == registered


@each_notebook
def test_no_solution_is_open(path):
    for number, code in solutions(path).items():
        assert "return ..." in checks(path)[number]
        body = code.strip().splitlines()[-1].strip()
        assert body not in checks(path)[number]


def edition(path, filled_in):
    """Return the code cells of the student edition, and the places of those whose code is not that of the notebook."""
    notebook = nbformat.read(path, as_version=4)
    ours = {cell.source for cell in notebook.cells}
    sources = [cell.source for cell in student(notebook).cells if cell.cell_type == "code"]
    other = {position for position, source in enumerate(sources) if source not in ours}
    if filled_in:
        code = solutions(path)
        for position, source in enumerate(sources):
            if found := CHECK.search(source):
                sources[position] = code[found[1]] + "\n\n" + found[0]
    return sources, other


def run(path, filled_in, monkeypatch):
    """Run what nbval does not: the exercises, the cells that go on with them, and all on which these rest."""
    sources, other = edition(path, filled_in)
    checked = {position for position, source in enumerate(sources) if CHECK.search(source)}
    report = {position for position, source in enumerate(sources) if source.startswith("exercises.report(")}
    wanted = checked | report | slices.callers_of(sources, other)
    monkeypatch.chdir(path.parent)
    ran = slices.run(sources, slices.slice_of(sources, wanted), monkeypatch)
    assert wanted <= set(ran)
    given = [cell for cell in ran.values() if "exercises.given(" in cell.source]
    assert len(given) == sum("exercises.given(" in source for source in sources) > 0
    return [ran[position] for position in sorted(checked)], given, [ran[position] for position in sorted(report)]


@each_notebook
def test_the_filled_in_notebook_passes_every_check(path, monkeypatch):
    """The learner's path: every stub replaced by its folded solution, every check right.

    In the student edition, which goes on with these solutions where the notebook writes them out once more.
    """
    checked, given, report = run(path, True, monkeypatch)
    assert len(checked) == len(solutions(path))
    for cell in checked:
        assert repr(cell.value).startswith(f"✓ Exercise {CHECK.search(cell.source)[1]}"), cell.value
    assert all(cell.printed.endswith("we go on with your function.\n") for cell in given)
    assert all(repr(cell.value).count("✓") == len(checked) for cell in report)


@pytest.mark.parametrize("path", NOTEBOOKS[:2], ids=lambda path: path.stem)
def test_the_student_edition_runs_while_its_exercises_are_empty(path, monkeypatch):
    checked, given, _ = run(path, False, monkeypatch)
    assert not any(cell.value.passed for cell in checked)
    assert all(cell.printed.endswith("we go on with the function of the notebook.\n") for cell in given)


def alter(text):
    """Change the first digit of a text outside of markup and pictures."""
    plain = re.sub(r"<[^>]*>", lambda tag: "\0" * len(tag[0]), text)
    first = re.search(r"\d", plain)
    if first is None:
        return text
    return text[: first.start()] + str((int(first[0]) + 1) % 10) + text[first.end() :]


@each_notebook
def test_every_altered_number_is_noticed(path, request):
    """Alter one digit in every stored text that has one: nbval's comparison must notice each, and nothing else."""
    collected = IPyNbFile.from_parent(request.session, path=path)
    collected.setup_sanitize_files()
    checked = 0
    for item in collected.collect():
        if item.options["check"] is False or not item.cell.outputs:
            continue
        assert item.compare_outputs(item.cell.outputs, copy.deepcopy(item.cell.outputs))
        for index, output in enumerate(item.cell.outputs):
            changed = copy.deepcopy(item.cell.outputs)
            where = changed[index] if output.output_type == "stream" else changed[index].data
            key = "text" if output.output_type == "stream" else "text/plain"
            where[key] = alter(where[key])
            if changed != item.cell.outputs:
                assert not item.compare_outputs(item.cell.outputs, changed), item.cell.source
                checked += 1
    assert checked > 20


ROUND = {"100", "1,000", "10,000"}


@each_notebook
def test_numbers_in_the_prose_stand_in_code_or_outputs(path):
    """A figure quoted in the text must be one that the notebook computes or uses, so that prose cannot go stale."""
    known = "\n".join(cell["source"] for cell in cells(path, "code")).replace("_", "")
    known += "\n".join(text for _, output in outputs(path) for text in texts(output))
    known = set(re.findall(r"\d+(?:\.\d+)?", known.replace(",", "")))
    for cell in cells(path, "markdown"):
        prose = re.sub(
            r"```.*?```|^\|.*?$|\*[^*]*\(\d+[^*]*\*|\d\(\d\), \d{4}", "", cell["source"], flags=re.DOTALL | re.MULTILINE
        )
        for number in re.findall(
            r"(?<![\w.])(?:(?:\d{1,3}(?:,\d{3})+|\d{3,})(?:\.\d+)?|\d+\.\d+)", prose.replace("{,}", ",")
        ):
            plain = number.replace(",", "")
            exempt = number in ROUND or re.fullmatch(r"0[1-4]\.\d+|1[89]\d\d|20\d\d", plain)
            assert exempt or plain in known, (number, prose[:200])
