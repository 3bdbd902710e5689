"""Explorer: draw a digit, or pick one, and see what a network makes of it (notebook 04, section 5)."""

from functools import partial
from typing import NamedTuple

import ipywidgets
import numpy as np

from .. import _doors, _paper, data, network, style
from . import controls
from .draw_digit import SIDE, Sheet
from .live import Explorer, Scene

_INK, _SMEAR = 0.6, 0.1


def soften(on):
    """Return the grey levels of a digit drawn with full cells: 0.6, and 0.1 more for every full neighbour.

    Least squares on the shipped digits, from their pixels of more than a half, gives 0.61 and 0.085: a scanned stroke
    is darkest where it is thick, and pale at its edges.

    Parameters
    ----------
    on : ndarray of bool, shape (8, 8)

    Returns
    -------
    ndarray, shape (8, 8)
        Between 0 and 1. The neighbours are those above, below, left and right.
    """
    full = np.pad(on.astype(float), 1)
    neighbours = full[:-2, 1:-1] + full[2:, 1:-1] + full[1:-1, :-2] + full[1:-1, 2:]
    return _INK * on + _SMEAR * neighbours


class _Result(NamedTuple):
    image: np.ndarray
    inked: int
    names: tuple
    probabilities: np.ndarray
    truth: str


def full_cells(examples, pick):
    """Return which cells of an example are at least half black, as a sheet's value; pick 0 is an empty sheet."""
    return tuple((examples.X[:, pick - 1] >= 0.5).astype(int).tolist()) if pick else (0,) * SIDE**2


def compute(layers, examples, pick, drawing):
    """Return what the network says to an example on which somebody has drawn.

    Parameters
    ----------
    layers : list of Layer
    examples : Dataset
    pick : int
        Which example, counted from 1; 0 is an empty sheet.
    drawing : sequence of int
        1 or 0 for each of the 64 cells. Where they are the example's own, its grey levels stay as they were scanned.
    """
    untouched = full_cells(examples, pick)
    scan = examples.X[:, pick - 1] if pick else np.zeros(SIDE**2)
    before, now = (np.array(cells).reshape(SIDE, SIDE) == 1 for cells in (untouched, drawing))
    image = np.clip(scan.reshape(SIDE, SIDE) + (soften(now) - soften(before)), 0, 1)
    A = network.forward(layers, image.reshape(-1, 1))[0][:, 0]
    truth = ""
    if pick and (now == before).all():
        y = examples.Y[:, pick - 1]
        truth = examples.class_names[int(y.argmax() if len(y) > 1 else y[0])]
    probabilities = A if len(A) > 1 else np.array([1 - A[0], A[0]])
    return _Result(image, np.count_nonzero(now), examples.class_names, probabilities, truth)


class _Scene(Scene):
    def __init__(self, names):
        super().__init__(5.5, 3.4, mosaic=[["image", "bars"]], width_ratios=[1, 1.25])
        image, bars = self.axes["image"], self.axes["bars"]
        image.set(xticks=(), yticks=(), anchor="N")
        image.spines[["top", "right"]].set_visible(True)
        style.label(image, "", "", "what the network sees")
        self.image = self.moving(image.imshow(np.zeros((SIDE, SIDE)), "gray_r", vmin=0, vmax=1))
        style.label(bars, "probability [%]", "digit", "what it says")
        bars.xaxis.set_label_coords(50 / 124, -0.1)
        bars.spines["bottom"].set_bounds(0, 100)  # to the right of it: numbers
        bars.set(xlim=(0, 124), ylim=(len(names) - 0.4, -0.6), xticks=(0, 50, 100))
        bars.set_yticks(range(len(names)), names)
        bars.grid(axis="y", visible=False)
        self.bars = [self.moving(bar) for bar in bars.barh(range(len(names)), 0.0, height=0.7, color=style.SKY)]
        self.numbers = [self.moving(bars.text(0, i, "", va="center", fontsize=10)) for i in range(len(names))]

    def update(self, result):
        self.image.set_data(result.image)
        best = result.probabilities.argmax()
        for i, (bar, number, p) in enumerate(zip(self.bars, self.numbers, result.probabilities, strict=True)):
            bar.set(width=100 * p, color=style.BLUE if i == best else style.SKY)
            number.set(text=f"{100 * p:.0f} %" if p >= 0.005 else "", x=100 * p + 2)
            number.set_weight("bold" if i == best else "normal")

    def caption(self, result):
        if not result.inked:
            return (
                "<b>An empty sheet</b>, as no. 0 is. Draw with the mouse: the shipped digits fill all eight rows and "
                "about the six middle columns.<br>A network cannot say that it sees nothing: its probabilities add up "
                "to 1."
            )
        first, second = np.argsort(result.probabilities)[:-3:-1]
        names, percent = result.names, 100 * result.probabilities
        said = f"<b>The network says {names[first]}</b> ({percent[first]:.0f} %)"
        said += f", then {names[second]} ({percent[second]:.0f} %)." if percent[second] >= 0.5 else "."
        if not result.truth:
            return f"{said}<br>What you draw is softened at its edges, as in a scan."
        mark = "✓ Right" if result.truth == names[first] else "✗ Wrong"
        meant = f"{mark}: the person who wrote it meant {result.truth}"
        return f"{said}<br>{meant}. Draw on it to change it; no. 0 is an empty sheet."

    def describe(self, result):
        order = [i for i in np.argsort(result.probabilities)[::-1][:3] if result.probabilities[i] >= 0.005]
        said = ", ".join(f"{result.names[i]} {100 * result.probabilities[i]:.0f} %" for i in order)
        meant = f" It was meant as {result.truth}." if result.truth else ""
        sheet = f"A sheet of 8 × 8 cells, {result.inked} of them at least half inked."
        return f"{sheet} The network's probabilities: {said}.{meant}"


class DigitExplorer(Explorer):
    """An explorer with a sheet to draw on.

    Attributes
    ----------
    sheet : Sheet
        Its `.value` is the drawing, 64 zeros and ones; whoever sets it draws.
    """

    def __init__(self, layers, examples, pick):
        panel = {"pick": controls.whole("held-out no.", pick, 0, examples.X.shape[1], name="pick")}
        self.sheet, self._examples = Sheet(value=full_cells(examples, pick)), examples
        clear = ipywidgets.Button(description="Empty sheet")
        clear.on_click(lambda _: self.clear())
        super().__init__(panel, partial(compute, layers, examples), _Scene(examples.class_names), extra=(clear,))
        self.sheet.observe(self._redraw, "value")
        side_by_side = ipywidgets.Layout(display="flex", flex_flow="row wrap", align_items="flex-start")
        self._image.layout = {"flex": "1 1 400px", "min_width": "0"}
        sheet = ipywidgets.VBox([ipywidgets.HTML("<b>draw here</b> (click or drag)"), self.sheet])
        both = ipywidgets.Box([sheet, self._image], layout=side_by_side)
        self.widget.children = [both if child is self._image else child for child in self.widget.children]

    @property
    def settings(self):
        """The picked example and the drawing."""
        return {**super().settings, "drawing": self.sheet.value}

    def clear(self):
        """Take an empty sheet."""
        self.controls["pick"].value = 0
        self.sheet.value = full_cells(self._examples, 0)

    def _redraw(self, change):
        untouched = full_cells(self._examples, self.controls["pick"].value)
        if change["owner"] is not self.sheet and self.sheet.value != untouched:
            self.sheet.value = untouched  # another digit begins as it is; that calls for the picture
        else:
            super()._redraw(change)


def digit(layers, examples, pick=1):
    """Draw a digit with the mouse on a sheet of 8 × 8 cells, or pick one, and see what a network says to it.

    Parameters
    ----------
    layers : list of Layer
        A network with 64 inputs and one output per class, or a single sigmoid output for two classes.
    examples : Dataset
        Digits to pick from, as `data.digits` returns them; best those that were held out of the training.
    pick : int
        Which of them at the start, counted from 1; 0 is an empty sheet.

    Returns
    -------
    DigitExplorer

    Raises
    ------
    TypeError, ValueError
        A network or examples that do not fit the sheet, or each other.

    Notes
    -----
    Notebook 04, section 5. Without a mouse, the arrow keys walk from cell to cell and the space bar inks.
    """
    if not isinstance(examples, data.Dataset):
        raise TypeError(f"examples: expected a Dataset, got {type(examples).__name__}")
    X = _doors.matrix(examples.X, "examples.X", rows=SIDE * SIDE)
    if X.min() < 0 or X.max() > 1:
        raise ValueError(f"examples.X: expected ink between 0 and 1, got {X.min():g} to {X.max():g}")
    A, _ = network.forward(layers, X[:, :1])
    outputs, classes = len(A), len(_paper.texts(examples.class_names, "examples.class_names"))
    if max(outputs, 2) != classes:
        raise ValueError(f"layers: expected outputs for the {classes} classes of the examples, got {outputs}")
    Y = _doors.matrix(examples.Y, "examples.Y", columns=X.shape[1])
    if len(Y) not in (1, classes):
        raise ValueError(f"examples.Y: expected 1 row or {classes}, one per class, got {len(Y)}")
    return DigitExplorer(layers, examples, pick)
