"""Predict, commit, reveal: the reader says first what an experiment will show.

Nothing is sent or stored anywhere. Without a kernel, the question, the options and the outcome read as text.
"""

import html
import math

import ipywidgets
import numpy as np

from .. import _doors, _paper, style
from . import frame
from .live import VIEW
from .names import Names


class _Commitment:
    """What both kinds of prediction share: a question, an input, one commitment, and what happened."""

    def __init__(self, question, entry, happened, picture):
        self.question, self.happened, self.committed = question, happened, False
        self._picture = picture
        self.entry = entry
        self.button = ipywidgets.Button(description="Commit and reveal", button_style="primary")
        self.answer = ipywidgets.HTML()
        asked = ipywidgets.HTML(f"<b>{html.escape(question)}</b>")
        self.widget = frame.card([asked, entry, self.button, self.answer, Names()], text=asked)
        self.button.on_click(self._reveal)
        for control in self._controls():
            control.observe(self._forget, "value")

    def _forget(self, _):
        if not self.committed:
            self.answer.value = ""  # it may ask for what has just been done

    def _reveal(self, _=None):
        self.answer.value = f'<div role="status" style="line-height: 1.5">{self._compared()}</div>'
        if not self.answer_is_ready():
            return
        self.committed = True
        self.button.disabled = True
        for control in self._controls():
            control.disabled = True

    def answer_is_ready(self):
        return True

    def _still(self):
        return "" if self._picture is None else self._picture(None).html()

    def _repr_mimebundle_(self, include=None, exclude=None):
        plain = "\n".join([self.question, *self._lines(), f"What happened: {self.happened}"])
        rich = (
            f"<p><b>{html.escape(self.question)}</b></p>"
            + "".join(f"<p>{html.escape(line)}</p>" for line in self._lines())
            + f"<details><summary>What happened</summary><p>{html.escape(self.happened)}</p>{self._still()}</details>"
        )
        return {VIEW: self.widget._repr_mimebundle_()[VIEW], "text/plain": plain, "text/html": rich}


class Choice(_Commitment):
    """A prediction among a few options. `entry` is the group of radio buttons, `button` commits."""

    def __init__(self, question, options, answer, happened, picture):
        self.options, self.right = list(options), answer
        entry = ipywidgets.RadioButtons(options=self.options, value=None, layout=ipywidgets.Layout(width="auto"))
        super().__init__(question, entry, happened, picture)

    def answer_is_ready(self):
        return self.entry.value is not None

    def _controls(self):
        return [self.entry]

    def _reveal(self, _=None):
        super()._reveal()
        if self.committed:
            chosen, marks = self.entry.index, [[] for _ in self.options]
            marks[self.right].append("✓ what happened")
            marks[chosen].append("← your choice")
            self.entry.options = [
                ("\N{EM SPACE}".join([option, *mark]), option) for option, mark in zip(self.options, marks, strict=True)
            ]
            self.entry.index = chosen

    def _lines(self):
        return [f"({chr(ord('a') + i)}) {option}" for i, option in enumerate(self.options)]

    def _compared(self):
        if self.entry.value is None:
            return "⚠ Choose one of the options first, then commit."
        right = self.entry.index == self.right
        head = "✓ As you predicted" if right else "✗ Not as you predicted"
        return (
            f"{head}. <b>You said:</b> {html.escape(self.entry.value)}. "
            f"<b>What happened:</b> {html.escape(self.happened)}<br>{self._still()}"
        )


class Sketch(_Commitment):
    """A prediction drawn with one slider per point. `sliders` are its entries, `button` commits."""

    def __init__(self, question, labels, measured, limits, axis_names, happened):
        self.labels, self.measured = [str(label) for label in labels], np.asarray(measured, dtype=float)
        self.limits, self.axis_names = limits, axis_names
        low, high = limits
        decimals = max(0, math.ceil(-math.log10((high - low) / 50)))
        self.sliders = [
            ipywidgets.FloatSlider(
                low, min=low, max=high, step=(high - low) / 50, orientation="vertical",
                description=label, readout_format=f".{decimals}f",
                layout=ipywidgets.Layout(height="190px", width="84px"),
            )
            for label in self.labels
        ]  # fmt: skip
        across, up = (html.escape(name) for name in axis_names)
        entry = [ipywidgets.HTML(f"{across}:"), ipywidgets.HBox(self.sliders)]
        entry.append(ipywidgets.HTML(f"height: {up}, from {low:g} (bottom) to {high:g} (top)"))
        super().__init__(question, ipywidgets.VBox(entry), happened, self._draw)

    def answer_is_ready(self):
        return any(slider.value != self.limits[0] for slider in self.sliders)

    def _controls(self):
        return self.sliders

    def _lines(self):
        return [f"Sketch {self.axis_names[1]} at {self.axis_names[0]} = {', '.join(self.labels)}."]

    def _draw(self, sketched):
        figure, ax = style.figure(6.4, 3.0)
        x, margin = np.arange(len(self.labels)), 0.04 * (self.limits[1] - self.limits[0])
        ax.plot(x, self.measured, "o-", color=style.BLUE)
        alt = f"Measured {self.axis_names[1]}: {', '.join(f'{value:.3g}' for value in self.measured)}"
        ends = [("measured", self.measured[-1], style.BLUE)]
        if sketched is not None:
            ax.plot(x, sketched, "s--", color=style.VERMILION)
            ends.append(("your sketch", sketched[-1], style.VERMILION))
            alt += f"; your sketch: {', '.join(f'{value:.3g}' for value in sketched)}"
        apart = 8 if np.ptp([end for _, end, _ in ends]) < 2 * margin else 0  # points, up and down
        for place, (words, end, colour) in zip((apart, -apart), sorted(ends, key=lambda end: -end[1]), strict=False):
            ax.annotate(words, (x[-1], end), (8, place), textcoords="offset points", va="center", color=colour)
        ax.set_xticks(x, self.labels)
        ax.set_xlim(-0.3, len(x) - 0.2)
        ax.set_ylim(self.limits[0] - margin, self.limits[1] + margin)
        style.label(ax, *self.axis_names)
        return style.show(figure, alt + ".")

    def _compared(self):
        if not self.answer_is_ready():
            return "⚠ Drag the handles to where you expect the values, then commit."
        sketched = np.array([slider.value for slider in self.sliders])
        off = np.abs(sketched - self.measured).max()
        picture = self._draw(sketched).html()
        return (
            f"Your sketch is off by {off:.3g} at most. <b>What happened:</b> {html.escape(self.happened)}<br>{picture}"
        )


def predict(question, options, answer, happened, picture=None):
    """Let the reader choose an outcome before it is shown.

    Parameters
    ----------
    question : str
    options : sequence of str
    answer : int
        Which option the experiment confirmed, as measured.
    happened : str
        The outcome in words, with the measured numbers.
    picture : style.Picture, optional
        Shown with the outcome.

    Returns
    -------
    Choice

    Raises
    ------
    TypeError, ValueError
        Something else than texts or a Picture; `answer` is not the number of an option.
    """
    _paper.text(question, "question"), _paper.text(happened, "happened")
    options = _paper.texts(options, "options")
    if picture is not None and not isinstance(picture, style.Picture):
        raise TypeError(f"picture: expected a Picture, got {type(picture).__name__}")
    answer = _doors.integer(answer, "answer", at_least=-math.inf)
    if answer not in range(len(options)):
        raise ValueError(f"answer: expected 0 to {len(options) - 1}, got {answer!r}")
    return Choice(question, options, int(answer), happened, None if picture is None else lambda _: picture)


def sketch(question, labels, measured, limits, axis_names, happened):
    """Let the reader sketch a curve, point by point, before the measured one is shown on top of it.

    Parameters
    ----------
    question : str
    labels : sequence
        Names of the points along the horizontal axis.
    measured : array_like, shape (n,)
        The outcome, one value per label.
    limits : tuple of float
        Lower and upper end of the vertical axis.
    axis_names : tuple of str
        What runs to the right and what runs upward, with units.
    happened : str
        The outcome in words, with the measured numbers.

    Returns
    -------
    Sketch

    Raises
    ------
    TypeError, ValueError
        Something else than texts and numbers; not as many values as labels; limits that are not in order.
    """
    _paper.text(question, "question"), _paper.text(happened, "happened")
    labels = _paper.sequence(labels.tolist() if isinstance(labels, np.ndarray) else labels, "labels")
    measured = _doors.array(measured, "measured")
    if measured.ndim != 1:
        raise ValueError(f"measured: expected one number per label, got shape {measured.shape}")
    low, high = (_doors.number(limit, "limits") for limit in _doors.pair(limits, "limits"))
    if not -1e100 < low < high < 1e100:
        raise ValueError(f"limits: expected the lower end first, got {low:g} and {high:g}")
    axis_names = _paper.texts(axis_names, "axis_names", 2)
    if len(labels) != len(measured):
        raise ValueError(f"measured: expected {len(labels)} values, one per label, got {len(measured)}")
    return Sketch(question, labels, measured, limits, axis_names, happened)
