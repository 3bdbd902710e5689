"""Handouts: no solution leaks into the student edition, every picture is described in print, and all or nothing."""

import copy
import html
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.handout import __main__ as command
from helpers.handout import formulas, openly, printable, student
from helpers.handout.printable import joined

from .notebooks import CHECK, NOTEBOOKS, solutions

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def pressed(text):
    return "".join(text.split())


def sources(notebook, kind="code"):
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


# The student edition


@each_notebook
def test_no_solution_leaks_into_the_student_edition(path):
    edition, solved = student(read(path)), solutions(path)
    assert solved
    everything = pressed(nbformat.writes(edition).encode().decode("unicode_escape", errors="ignore"))
    assert "<summary>Solution" not in nbformat.writes(edition)
    reached = {}
    for cell in edition.cells:
        for number, line in reached.items():
            assert line not in pressed(cell.source), (number, cell.source)
        for number, _ in CHECK.findall(cell.source) if cell.cell_type == "code" else ():
            last = solved[number].strip().splitlines()[-1].strip()
            if not re.fullmatch(r"return \w+", last):
                reached[number] = pressed(last.removeprefix("return "))
    assert len(reached) > 5
    for code in solved.values():
        assert pressed(code) not in everything


@each_notebook
def test_the_student_edition_keeps_exercises_and_hints_but_no_output(path):
    notebook = read(path)
    edition = student(notebook)
    assert all(cell.source in sources(edition) for cell in read(path).cells if CHECK.search(cell.source))
    assert all(cell.outputs == [] and cell.execution_count is None for cell in edition.cells if "outputs" in cell)
    assert "Student edition" in edition.cells[0].source
    kept = "\n".join(sources(edition, "markdown"))
    for block in re.findall(r"<details><summary>.*?</details>", "\n".join(sources(notebook, "markdown")), re.DOTALL):
        assert (block in kept) == ("hint" in block.split("</summary>")[0].lower())
    nbformat.validate(edition)
    assert notebook == read(path)


@each_notebook
def test_other_cells_are_those_of_the_notebook(path):
    """Changed code only calls what the reader writes: so the notebook's own test speaks for the student edition."""
    notebook, edition = read(path), student(read(path))
    names = {name: number for number, name in re.findall(r'check\("([\d.]+)", (\w+)\)', "\n".join(sources(edition)))}
    given = set(re.findall(r'^(\w+) = exercises\.given\("', "\n".join(sources(edition)), re.MULTILINE))
    assert given <= set(names)
    for source in sources(edition):
        if source not in sources(notebook):
            assert re.search(rf"\b({'|'.join(given)})\(|exercises\.given\(", source), source


def small(later, kind=new_code_cell, summary="Solution 01.2"):
    code = "def my_sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n"
    return new_notebook(
        cells=[
            new_markdown_cell("# Small"),
            new_code_cell('def my_sigmoid(z):\n    return ...\n\n\nexercises.check("01.2", my_sigmoid)'),
            new_markdown_cell(f"<details><summary>{summary}</summary>\n\n```python\n{code}```\n\n</details>"),
            kind(later),
        ]
    )


@pytest.mark.parametrize(
    ("later", "instead"),
    [
        ("a = 1 / (1 + np.exp(-z))", "a = my_sigmoid(z)"),
        ("a = 2 * (1/(1+np.exp( -(w * x) )))", "a = 2 * my_sigmoid(w * x)"),
        ("f = lambda t: 1 / (1 + np.exp(-t))  # é", "f = lambda t: my_sigmoid(t)  # é"),
        ("é = 'é'; b = 1 / (1 + np.exp(-é))", "é = 'é'; b = my_sigmoid(é)"),
        ("def s(q):\n    return 1 / (1 + np.exp(-q))", "def s(q):\n    return my_sigmoid(q)"),
        ("g(1 / (1 + np.exp(-(1 / (1 + np.exp(-z))))))", "g(my_sigmoid(my_sigmoid(z)))"),
        ("a = 1 / (1 - np.exp(-z))", "a = 1 / (1 - np.exp(-z))"),
    ],
)
def test_a_solution_that_stands_in_a_later_cell_becomes_a_call(later, instead):
    edition = student(small(later))
    assert edition.cells[-1].source == instead
    called = instead != later
    assert ('my_sigmoid = exercises.given("01.2", my_sigmoid)' in sources(edition)) == called


def test_a_whole_function_is_recognised_under_other_names():
    code = "def f(X, Y, A):\n    dZ = A - Y\n    return X @ dZ.T / Y.size, dZ.mean()\n"
    other = (
        "def g(V, T, P):  # ours\n    e = P - T  # difference\n    return V @ e.T / T.size, e.mean()\n\n\ng(1, 2, 3)"
    )
    hidden = openly.Solution("f", code).hidden(other)
    assert hidden == "def g(V, T, P):  # ours\n    return f(V, T, P)\n\n\ng(1, 2, 3)"
    mixed = other.replace("e.mean()", "P.mean()")
    assert openly.Solution("f", code).hidden(mixed) == mixed


@pytest.mark.parametrize("text", ["so we take `1 / (1 + np.exp(-z))`", "$$x$$\n\n1/(1+np.exp(-z))"])
def test_a_solution_told_in_the_text_is_refused(text):
    with pytest.raises(ValueError, match=r"solution 01\.2 can still be read in cell 3"):
        student(small(text, new_markdown_cell))


def test_a_solution_in_a_comment_or_a_hint_is_refused():
    with pytest.raises(ValueError, match="can still be read"):
        student(small("a = 1  # 1 / (1 + np.exp(-z))"))
    hint = "<details><summary>A hint</summary>\n\n1 / (1 + np.exp(-z))\n\n</details>"
    with pytest.raises(ValueError, match="can still be read"):
        student(small(hint, new_markdown_cell))


def test_outputs_take_their_secrets_along():
    notebook = small("a = 1")
    secret = "1 / (1 + np.exp(-z))"
    notebook.cells[-1].outputs = [new_output("display_data", {"text/html": f'<img alt="{secret}">'})]
    assert pressed(secret) not in pressed(nbformat.writes(student(notebook)))


# The printable edition


class Page(HTMLParser):
    """Collects what the tests ask for."""

    def __init__(self, text):
        super().__init__()
        self.images, self.outside, self.ids, self.links, self.tags, self.words = [], [], [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.add(tag)
        if tag == "img":
            self.images.append(found.get("alt") or "")
            assert found["src"].startswith("data:image/")
        self.ids += [found["id"]] if "id" in found else []
        target = found.get("href", "")
        if target.startswith("#"):
            self.links.append(target[1:])
        elif target or (tag != "img" and "src" in found):
            self.outside.append((tag, found))

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def printed(request):
    notebook = read(request.param)
    before = copy.deepcopy(notebook)
    text = printable(notebook)
    assert notebook == before
    return request.param, notebook, text, Page(text)


def test_every_picture_is_printed_with_its_description(printed):
    _, notebook, _, page = printed
    shown = [output.data for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    wanted = [alt for data in shown for alt in re.findall(r'<img alt="([^"]*)"', data.get("text/html", ""))]
    assert sorted(page.images) == sorted(map(html.unescape, wanted))
    assert all(len(alt) > 40 for alt in page.images)
    assert len(page.images) >= sum("image/png" in data for data in shown) > 5


def test_the_page_needs_no_network_and_no_script(printed):
    _, _, text, page = printed
    assert page.outside == []
    assert not page.tags & {"script", "link", "iframe", "object", "details", "button", "input"}
    assert "@import" not in text
    assert "url(" not in text
    assert "data-mime-type" not in text
    assert "widget-view" not in text


def test_formulas_are_mathml_without_a_rest_of_latex(printed):
    _, notebook, text, page = printed
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", "\n".join(sources(notebook, "markdown")), flags=re.DOTALL)
    assert text.count("<math") == len(re.findall(r"\$\$.+?\$\$|\$[^$]+\$", prose, re.DOTALL)) > 50
    for formula in re.findall(r"<math.*?</math>", text, re.DOTALL):
        assert "merror" not in formula
        assert "\\" not in formula
    assert not [word for word in page.words if "$" in word]


def test_answers_are_at_the_end_and_linked_both_ways(printed):
    path, notebook, text, page = printed
    front, back = text.split('<h2 id="answers">')
    for number in solutions(path):
        assert f"Solution {number}: see the end" in front
        assert f">Solution {number} <a" in back
    outcomes = front.count(": what happened: see the end")
    shown = [
        output.get("data", {}).get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", [])
    ]
    assert outcomes == "".join(shown).count("<details><summary>What happened") > 2
    assert set(page.links) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert "Run this cell" not in text


def test_answers_that_name_no_exercise_say_their_section():
    text = "<details><summary>What we would say</summary>\n\nIt depends.\n\n</details>"
    cells = [new_markdown_cell("# T"), new_markdown_cell("## 4 Why\n\nWell?"), new_markdown_cell(text)]
    front, back = printable(new_notebook(cells=cells)).split('<h2 id="answers">')
    assert "Section 4: what we would say: see the end" in front
    assert "It depends." in back


def test_an_output_that_is_folded_in_the_notebook_is_printed_at_the_end():
    outputs = [new_output("stream", text="a < 4242\n"), new_output("display_data", {"text/plain": "43"})]
    cell = new_code_cell("1", outputs=outputs, metadata={"jupyter": {"outputs_hidden": True}})
    front, back = printable(new_notebook(cells=[cell])).split('<h2 id="answers">')
    assert "What this cell shows: see the end" in front
    assert "a &lt; 4242" not in front
    assert "<pre>a &lt; 4242</pre>" in back
    assert "43" in back


@pytest.mark.parametrize(
    "pieces", [["a\n\r1 of 3\r2 of 3\r3 of 3\n"], ["a\n", "\r1 of 3", "\r2 of 3", "\r3 of 3", "\n"]]
)
def test_a_bar_is_printed_in_its_last_state(pieces):
    notebook = new_notebook(cells=[new_code_cell("1", outputs=[new_output("stream", text=text) for text in pieces])])
    assert "3 of 3" in printable(notebook)
    assert "2 of 3" not in printable(notebook)


def test_a_picture_without_description_is_refused():
    notebook = new_notebook(cells=[new_code_cell("1", outputs=[new_output("display_data", {"image/png": "AAAA"})])])
    with pytest.raises(ValueError, match="cell 1: expected every picture with a description"):
        printable(notebook)


def test_functions_stand_apart_from_their_arguments():
    assert '<mspace width="0.15em"/><mi>ln</mi>' in formulas.to_html(r"$y \ln a$")


# The command


@pytest.fixture
def tiny(tmp_path):
    path = tmp_path / "tiny.ipynb"
    nbformat.write(small("a = 1"), path)
    return path


def test_both_editions_are_written(tiny, capsys):
    out = tiny.parent / "deep" / "out"
    assert command.main([str(tiny), "--out", str(out), "--as-stored"]) == 0
    assert sorted(os.listdir(out)) == ["tiny_print.html", "tiny_student.ipynb"]
    assert read(out / "tiny_student.ipynb") == student(read(tiny))
    assert "tiny_print.html" in capsys.readouterr().out
    assert command.main([str(tiny), "--out", str(out), "--as-stored"]) == 0  # again, over the old ones


def test_a_pattern_that_the_shell_has_left_alone_is_understood(tiny, capsys):
    nbformat.write(small("a = 2"), tiny.parent / "other.ipynb")
    assert command.main([str(tiny.parent / "*.ipynb"), "--out", str(tiny.parent / "out"), "--as-stored"]) == 0
    assert len(os.listdir(tiny.parent / "out")) == 4
    assert "none*.ipynb: No such file" in refused(capsys, tiny.parent / "none*.ipynb")


def refused(capsys, *arguments):
    assert command.main([*map(str, arguments), "--as-stored"]) == 1
    message = capsys.readouterr().err
    assert message.endswith("handout: nothing was written.\n")
    return message


@pytest.mark.parametrize(
    "text", ["not a notebook", "", "[]", "{}", '{"cells": 3}', '{"cells": [], "nbformat": 4}', "\x00\xff"]
)
def test_a_file_that_is_no_notebook_is_named(tiny, text, capsys):
    path = tiny.parent / "plan.ipynb"
    path.write_text(text, encoding="utf-8")
    message = refused(capsys, tiny, path, "--out", tiny.parent / "out")
    assert re.search(r"plan\.ipynb: expected a (Jupyter notebook|notebook with cells)", message)
    assert not (tiny.parent / "out").exists()


def test_a_missing_file_and_a_folder_are_named(tmp_path, capsys):
    assert "none.ipynb: No such file" in refused(capsys, tmp_path / "none.ipynb")
    assert f"{tmp_path}: " in refused(capsys, tmp_path)


def test_two_notebooks_of_one_name_would_overwrite_each_other(tiny, capsys):
    assert "more than once" in refused(capsys, tiny, tiny.parent / ".." / tiny.parent.name / "tiny.ipynb")


def test_a_failing_cell_stops_everything(tiny):
    bad = tiny.parent / "bad.ipynb"
    nbformat.write(small("undefined_name"), bad)
    out = tiny.parent / "out"
    done = subprocess.run(
        [sys.executable, "-m", "helpers.handout", tiny, bad, "--out", out], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert re.search(r"(bad|tiny)\.ipynb: cell 2 fails: NameError: name 'exercises' is not defined", done.stderr)
    assert len(done.stderr.splitlines()) == 2  # no traceback, and no warning of a kernel
    assert not out.exists()


def test_a_failure_that_is_stored_counts_too(tiny, capsys):
    notebook = small("1 / 0")
    notebook.cells[-1].outputs = [
        new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[])
    ]
    nbformat.write(notebook, tiny)
    assert "cell 4 fails: ZeroDivisionError: division by zero" in refused(capsys, tiny, "--out", tiny.parent / "out")
    notebook.cells[-1].metadata["tags"] = ["raises-exception"]
    nbformat.write(notebook, tiny)
    assert command.main([str(tiny), "--out", str(tiny.parent / "out"), "--as-stored"]) == 0


def test_a_place_that_cannot_be_a_folder_is_named(tiny, capsys):
    for place in (tiny, tiny / "below"):
        assert f"{place}: cannot write there" in refused(capsys, tiny, "--out", place)
    assert os.listdir(tiny.parent) == ["tiny.ipynb"]


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_writable_is_named(tiny, capsys):
    closed = tiny.parent / "closed"
    closed.mkdir(mode=0o555)
    assert "cannot write there: Permission denied" in refused(capsys, tiny, "--out", closed)


@pytest.mark.parametrize("fails", ["write", "replace"])
def test_a_disk_that_fills_up_leaves_nothing_half_written(tiny, capsys, monkeypatch, fails):
    real, count = (os.replace, [0])
    if fails == "replace":

        def replace(*arguments):
            count[0] += 1
            if count[0] == 2:
                raise OSError(28, "No space left on device")
            return real(*arguments)

        monkeypatch.setattr(command.os, "replace", replace)
    else:
        monkeypatch.setattr(
            command.os, "chmod", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
    assert "No space left" in refused(capsys, tiny, "--out", tiny.parent / "out")
    assert os.listdir(tiny.parent) == ["tiny.ipynb"]


def test_a_failure_on_a_later_file_brings_the_earlier_edition_back(tiny, capsys, monkeypatch):
    out = tiny.parent / "out"
    assert command.main([str(tiny), "--out", str(out), "--as-stored"]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    notebook = small("2 + 2")
    nbformat.write(notebook, tiny)
    real, moved = os.replace, []

    def replace(source, target):
        if str(source).endswith(".part"):
            moved.append(target)
            if len(moved) == 2:
                raise OSError(28, "No space left on device")
        return real(source, target)

    monkeypatch.setattr(command.os, "replace", replace)
    assert "No space left" in refused(capsys, tiny, "--out", out, "--as-stored")
    assert len(moved) == 2
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    monkeypatch.undo()
    assert command.main([str(tiny), "--out", str(out), "--as-stored"]) == 0
    after = {path.name: path.read_bytes() for path in out.iterdir()}
    assert after.keys() == before.keys()
    assert after != before


def test_a_cell_that_is_more_than_python_holds_no_copy():
    magic = "%matplotlib inline\na = 1"
    assert openly.Solution("f", "def f(x):\n    return x + 1").hidden(magic) == magic
    assert any(magic in cell.source for cell in student(small(magic)).cells)


def test_joining_what_was_printed_leaves_the_pieces_alone():
    pieces = [new_output("stream", name="stdout", text=text) for text in ("a", "b")]
    assert [output.text for output in joined(pieces)] == ["ab"]
    assert [output.text for output in pieces] == ["a", "b"]
