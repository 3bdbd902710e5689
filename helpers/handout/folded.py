"""What a notebook keeps folded up: solutions, hints, and answers to its questions."""

import re
from typing import NamedTuple

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

EXERCISE = re.compile(r'^exercises\.check\("([\d.]+)", (\w+)\)$', re.MULTILINE)
_BLOCK = re.compile(r"\n*<details><summary>(.*?)</summary>\s*(.*?)\s*</details>\n*", re.DOTALL)
_SOLUTION = re.compile(r"Solution ([\d.]+)")
_CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


class Block(NamedTuple):
    """One folded block.

    Attributes
    ----------
    summary : str
        The line that stays visible.
    body : str
    """

    summary: str
    body: str

    @property
    def is_hint(self):
        """Whether it helps without giving the answer away, as its summary says."""
        return "hint" in self.summary.lower()

    @property
    def exercise(self):
        """The number of the exercise that it solves, or None."""
        found = _SOLUTION.match(self.summary)
        return found and found[1]

    @property
    def code(self):
        """Its Python code, "" if there is none."""
        return "".join(_CODE.findall(self.body))


def whole(notebook):
    """Return `notebook` if it is one, as nbformat 4 reads it."""
    if not isinstance(notebook, NotebookNode) or not isinstance(notebook.get("cells"), list):
        raise TypeError(f"notebook: expected a notebook as nbformat reads it, got {type(notebook).__name__}")
    return notebook


def blocks(text):
    """Return the folded blocks of a text, from top to bottom."""
    return [Block(*found) for found in _BLOCK.findall(text)]


def replaced(text, replacement):
    """Return the text with each folded block replaced by what `replacement(block)` returns."""

    def instead(found):
        new = replacement(Block(found[1], found[2]))
        return f"\n\n{new}\n\n" if new else "\n\n"

    return _BLOCK.sub(instead, text).strip("\n")


def solutions(notebook):
    """Return {exercise number: code} of the folded solutions."""
    found = (block for cell in notebook.cells if cell.cell_type == "markdown" for block in blocks(cell.source))
    return {block.exercise: block.code for block in found if block.exercise}


def announce(notebook, note):
    """Add a note to the end of the notebook's introduction."""
    if not notebook.cells or notebook.cells[0].cell_type != "markdown":
        notebook.cells.insert(0, new_markdown_cell())
    notebook.cells[0].source = f"{notebook.cells[0].source}\n\n{note}".strip()
