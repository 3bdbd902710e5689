"""The printable edition: one HTML page that needs no network, with pictures in place of widgets, answers at the end."""

import copy
import html
import re
from importlib import resources

from nbconvert import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_output
from pygments.formatters import HtmlFormatter

from . import folded
from .formulas import to_html

_WIDGET = "application/vnd.jupyter.widget-view+json"
_OUTCOME = re.compile(r"<details><summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
_NOTE = (
    "> **Printable edition.** Pictures stand in place of what moves in the notebook. Solutions, hints and what came of "
    "the predictions are at the end."
)
_MOVES = re.compile(r"Run this cell [^.<]*\. ")
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def printable(notebook):
    """Return a notebook that has been run as one page of HTML.

    Solutions, hints and the outcomes of predictions stand at the end, linked both ways. Formulas become MathML, which
    browsers show by themselves.

    Parameters
    ----------
    notebook : nbformat.NotebookNode

    Returns
    -------
    str

    Raises
    ------
    TypeError, ValueError
        Not a notebook; a picture has no description.
    """
    folded.whole(notebook)
    edition, answers = copy.deepcopy(notebook), _Answers()
    for position, cell in enumerate(edition.cells):
        if cell.cell_type == "markdown":
            answers.enter(cell.source)
            cell.source = folded.replaced(cell.source, answers.block)
        elif cell.cell_type == "code":
            hides = cell.metadata.get("jupyter", {})
            cell.metadata["transient"] = {"remove_source": bool(hides.get("source_hidden"))}
            cell.outputs = joined(cell.outputs)
            for output in cell.outputs:
                _flatten(output, answers, position)
            if cell.outputs and hides.get("outputs_hidden"):
                line = answers.block(folded.Block("What this cell shows", "\n\n".join(map(_as_html, cell.outputs))))
                cell.outputs = [new_output("display_data", {"text/html": line})]
    folded.announce(edition, _NOTE)
    edition.cells.append(new_markdown_cell(answers.text()))
    exporter = _Exporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(edition)
    style = resources.files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    style += HtmlFormatter(style="default").get_style_defs(".highlight")
    return _PAGE.format(title=html.escape(_title(notebook)), style=style, body=body)


class _Exporter(HTMLExporter):
    def markdown2html(self, source):
        return to_html(source)

    def default_filters(self):
        yield from super().default_filters()
        yield "markdown2html", self.markdown2html
        # Cleaning the coloured code, which needs none, took almost half of the time.
        yield "clean_html", lambda element: element


class _Answers:
    """What has been taken out of the text, in its order."""

    def __init__(self):
        self._entries, self._questions, self._section = [], 0, ""

    def enter(self, text):
        """Note which section begins."""
        heading = re.match(r"## (\d+)", text)
        self._section = heading[1] if heading else self._section

    def block(self, block):
        """Keep a folded block of the text; those that are not named after an exercise get the section's number."""
        where = f"Section {self._section}: " if self._section and not block.exercise else ""
        summary = block.summary if not where else block.summary[0].lower() + block.summary[1:]
        return self.refer(where + summary, block.body)

    def refer(self, summary, body):
        """Keep a folded block for the end; return the line that stands in its place."""
        self._entries.append((summary, body))
        number = len(self._entries)
        return f'<p class="reference" id="place-{number}"><a href="#answer-{number}">{summary}: see the end</a></p>'

    def outcome(self, summary, body):
        """Keep the outcome of a prediction."""
        self._questions += 1
        return self.refer(f"Prediction {self._questions}: {summary[0].lower()}{summary[1:]}", body)

    def text(self):
        """Return all of it as Markdown."""
        parts = ['<h2 id="answers">Solutions and answers</h2>']
        for number, (summary, body) in enumerate(self._entries, start=1):
            back = f'<a href="#place-{number}" aria-label="back to the text">↑</a>'
            parts += [f'<h3 id="answer-{number}">{summary} {back}</h3>', body]
        return "\n\n".join(parts)


def joined(outputs):
    """Merge what a cell has printed in several pieces, as a bar that grows does.

    Parameters
    ----------
    outputs : list of nbformat.NotebookNode

    Returns
    -------
    list of nbformat.NotebookNode
        The first piece of each text has taken up the others. Texts are copies, everything else is as it came.
    """
    merged = []
    for output in outputs:
        if merged and output.output_type == merged[-1].output_type == "stream" and output.name == merged[-1].name:
            merged[-1].text += output.text
        else:
            merged.append(copy.copy(output) if output.output_type == "stream" else output)
    return merged


def _flatten(output, answers, position):
    """Leave of an output what paper can show."""
    if output.output_type == "stream":
        output.text = re.sub(r"[^\n]*\r(?!\n)", "", output.text)  # of a bar that grew, its last state
    data = output.get("data", {})
    data.pop(_WIDGET, None)
    if "text/html" in data:
        shown = _MOVES.sub("", data["text/html"])
        data["text/html"] = _OUTCOME.sub(lambda found: answers.outcome(found[1], found[2]), shown)
        for kind in [kind for kind in data if kind != "text/html"]:
            del data[kind]
    elif any(kind.startswith("image/") for kind in data):
        raise ValueError(f"cell {position + 1}: expected every picture with a description, as style.show gives it")


def _as_html(output):
    data = output.get("data", {})
    text = output.get("text", "") or data.get("text/plain", "")
    return data.get("text/html") or f"<pre>{html.escape(text.strip())}</pre>"


def _title(notebook):
    heading = re.search(r"^# (.+)$", notebook.cells[0].source if notebook.cells else "", re.MULTILINE)
    return heading[1] if heading else "Notebook"
