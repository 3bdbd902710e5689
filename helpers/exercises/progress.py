"""What a learner has solved so far: a list to read, and one line to hand in."""

import hashlib
import html
import re
from dataclasses import dataclass

from . import engine

_WORDS = {"right": "passed", "waiting": "not yet", "wrong": "wrong, and no slip that we know"}
_BETWEEN, _CHECK = " | ", " | check "


@dataclass(frozen=True)
class Report:
    """The exercises of one notebook, each with the answer to its latest attempt.

    Attributes
    ----------
    notebook : str
        Such as "01".
    name : str
        Of the learner; may be empty.
    entries : tuple of (Exercise, Feedback or None)
        In the order of their numbers; None where nothing has been checked yet.
    """

    notebook: str
    name: str
    entries: tuple[tuple[engine.Exercise, engine.Feedback | None], ...]

    @property
    def passed(self):
        """The numbers of the exercises that are right."""
        return tuple(exercise.number for exercise, found in self.entries if found is not None and found.passed)

    @property
    def line(self):
        """One line to copy, with a checksum that shows whether it arrived whole; it proves nothing else."""
        counts = "passed " + self._count(False) + self._count(True, before=", ★ ")
        text = _BETWEEN.join([*([self.name] if self.name else []), f"notebook {self.notebook}", counts])
        return text + _CHECK + _checksum(text)

    def _count(self, starred, before=""):
        asked = [exercise.number for exercise, _ in self.entries if exercise.starred == starred]
        return f"{before}{len(set(asked) & set(self.passed))} of {len(asked)}" if asked else ""

    def __repr__(self):
        rows = [" ".join(filter(None, row)) for row in self._rows()]
        return "\n".join([f"Exercises of notebook {self.notebook}", *rows, f"To hand in: {self.line}"])

    def _repr_html_(self):
        head = f'<div role="status"><b>Exercises of notebook {self.notebook}</b>'
        rows = "".join(
            "<tr>" + "".join(f'<td style="text-align: left">{html.escape(part)}</td>' for part in row) + "</tr>"
            for row in self._rows()
        )
        return f"{head}<table>{rows}</table>To hand in: <code>{html.escape(self.line)}</code></div>"

    def _rows(self):
        for exercise, found in self.entries:
            status = "waiting" if found is None else found.status
            wanted = re.search(r"write (\w+)", exercise.task)[1] + (" ★" if exercise.starred else "")
            word = f"slip: {found.slip}" if status == "slip" else _WORDS[status]
            yield engine.MARKS[status], exercise.number, wanted, f"({word})"


def report(notebook, name=""):
    """Return what has been solved in a notebook since its kernel was started.

    Parameters
    ----------
    notebook : str
        Its number, such as "01".
    name : str
        The learner's, for the line to hand in.

    Returns
    -------
    Report
        Shown below the cell. An exercise whose check has not been run since the start counts as not yet.

    Raises
    ------
    ValueError
        No such notebook, or a name with a line break or a "|" in it.
    TypeError
        `name` is not a text.
    """
    known = sorted({number.split(".")[0] for number in engine.numbers()})
    if not isinstance(notebook, str) or notebook not in known:
        raise ValueError(f"notebook: expected one of {', '.join(known)}, as a text, got {notebook!r}")
    if not isinstance(name, str):
        raise TypeError(f"name: expected a text, got {type(name).__name__}")
    if "|" in name or len(name.splitlines()) > 1:
        raise ValueError(f"name: expected one line without |, got {name!r}")
    mine = [number for number in engine.numbers() if number.startswith(f"{notebook}.")]
    return Report(notebook, name.strip(), tuple((engine.get(number), engine.latest(number)) for number in mine))


def arrived_whole(line):
    """Say whether a line of a report is as it was printed.

    It finds a slip in copying. It cannot find cheating: the rule of the checksum stands in this file.

    Parameters
    ----------
    line : str

    Returns
    -------
    bool

    Raises
    ------
    TypeError
        `line` is not a text.
    """
    if not isinstance(line, str):
        raise TypeError(f"line: expected a text, got {type(line).__name__}")
    text, found, checksum = line.strip().rpartition(_CHECK)
    return bool(found) and checksum == _checksum(text)


def _checksum(text):
    return hashlib.sha256(text.encode()).hexdigest()[:6]
