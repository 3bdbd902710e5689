"""The student edition: the exercises without their solutions, and without outputs. It runs from top to bottom."""

import copy

from nbformat.v4 import new_code_cell

from . import folded
from .openly import Solution

NOTE = (
    "> **Student edition.** The solutions have been taken out; your teacher has them. It runs from top to bottom, also "
    "while exercises are empty: where the text builds on an exercise, it goes on with your function as soon as that "
    "passes its check, and with its own until then."
)


def student(notebook):
    """Return the student edition of a notebook.

    Folded solutions and answers are gone, hints stay. Where a later cell contains a solution once more, under whatever
    names, it calls the reader's function instead (`exercises.given` puts in ours while that is not right).

    Parameters
    ----------
    notebook : nbformat.NotebookNode

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    TypeError
        Not a notebook.
    ValueError
        A solution would still be readable; the message says which, and where.
    """
    folded.whole(notebook)
    solved, names = folded.solutions(notebook), {}
    cells, places = [], {}
    for cell in copy.deepcopy(notebook.cells):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            found = folded.EXERCISE.search(cell.source)
            for number, solution in names.items():
                hidden = solution.hidden(cell.source) if not found else cell.source
                if hidden != cell.source:
                    cell.source = hidden
                    places[number] = places.get(number) or "needed"
            if found and found[1] in solved:
                names[found[1]] = Solution(found[2], solved[found[1]])
        elif cell.cell_type == "markdown":
            numbers = [block.exercise for block in folded.blocks(cell.source) if block.exercise]
            cell.source = folded.replaced(cell.source, lambda block: _kept(block) if block.is_hint else "")
            cells += [new_code_cell(metadata={"exercise": number}) for number in numbers if number in names]
        if cell.source.strip():
            cells.append(cell)
    for cell in cells:
        number = cell.metadata.pop("exercise", None)
        if number in places:
            cell.source = f'{names[number].name} = exercises.given("{number}", {names[number].name})'
    edition = copy.deepcopy(notebook)
    edition.cells = [cell for cell in cells if cell.source.strip()]
    folded.announce(edition, NOTE)
    edition.metadata.pop("widgets", None)
    _assert_nothing_leaks(edition, names)
    return edition


def _kept(block):
    return f"<details><summary>{block.summary}</summary>\n\n{block.body}\n\n</details>"


def _assert_nothing_leaks(edition, solutions):
    """A last look, at the text of every cell: what a solution says must not be readable after its exercise."""
    reached = {}
    for position, cell in enumerate(edition.cells, start=1):
        text = _pressed(cell.source)
        for number, answer in reached.items():
            if answer in text:
                raise ValueError(f"solution {number} can still be read in cell {position} of the student edition")
        found = folded.EXERCISE.search(cell.source) if cell.cell_type == "code" else None
        if found and found[1] in solutions:
            reached[found[1]] = _pressed(solutions[found[1]].text)


def _pressed(text):
    return "".join(text.split())
