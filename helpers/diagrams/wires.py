"""A drawing of a network with one hidden layer whose weights and biases can be changed."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle

from .. import _doors, _paper, style
from .shapes import subscripts
from .units import minus

MOST_INPUTS = 8
_MOST_NUMBERS = 5  # hidden units beside whose biases numbers fit
_LARGEST_SIDE, _GAPS = 0.86, (0.15, 0.3)  # between two units: with a bar; with a bar and a number below it
_INPUT, _OUTPUT = 0.2, 0.24  # radii
_THICK = 4.0  # points, of a bar


class Wires:
    """Inputs, hidden units and one output, joined by lines.

    The width of a line says how large a weight is; negative ones are dashed and of another colour. The bar below a unit
    is its bias: right of the tick if positive, left of it if negative. The squares of the hidden units are free for
    pictures. One unit of the axes is taken to be an inch.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    box : tuple of float
        Left, right, bottom and top of the drawing.
    inputs : int
        Number of inputs; of many, the first few are drawn.
    names : sequence of str, optional
        Of the inputs; x₁, x₂ and so on by default.

    Attributes
    ----------
    lines, frames : matplotlib artists
        What changes; pictures of units belong above `lines` and below `frames`.
    corners : ndarray, shape (units, 2)
        Lower left corners of the squares of the hidden units.
    side : float
        Of those squares.
    thickest : float
        Width of the line of the largest weight, in points.
    biases : ndarray, shape (units + 1, 2)
        Where the number of a bias can be written, top and centre; the output's is the last.
    roomy : bool
        Whether there is room for the numbers of the hidden units.
    """

    def __init__(self, ax, box, inputs, names=None):
        _paper.axes(ax)
        left, right, self.bottom, self.top = _paper.sized(box, "box", 4).tolist()
        inputs = _doors.integer(inputs, "inputs", at_least=1)
        names = [subscripts(f"x{i + 1}") for i in range(inputs)] if names is None else names
        names = _paper.texts(names, "names", inputs)
        if not (-1e6 < left < right < 1e6 and -1e6 < self.bottom < self.top < 1e6):
            raise ValueError(f"box: expected left before right and bottom below top, in inches, got {tuple(box)}")
        self.start, self.end, self.middle = left + 0.3, right - 0.3, (self.bottom + self.top) / 2
        self.shown = min(inputs, MOST_INPUTS)
        gap = min(1.5, 2 * (self.middle - self.bottom - 0.8) / max(self.shown - 1, 1))
        self.inputs = [(self.start, self.middle + gap * ((self.shown - 1) / 2 - i)) for i in range(self.shown)]
        self.corners = None
        self.lines = ax.add_collection(LineCollection([], capstyle="butt"), autolim=False)
        self.frames = [
            ax.add_collection(PolyCollection([], facecolors="none", edgecolors=style.INK), autolim=False),
            ax.add_collection(LineCollection([], capstyle="butt"), autolim=False),
            ax.add_collection(LineCollection([], color=style.INK), autolim=False),
        ]
        words = {"ha": "center", "va": "center", "fontsize": 10.5}
        circle = {"facecolor": "#F2F2F2", "edgecolor": style.FAINT}
        self.fixed = [ax.add_patch(Circle(place, _INPUT, **circle)) for place in self.inputs]
        circle = {"facecolor": "#E8F3FA", "edgecolor": style.BLUE, "linewidth": 2}
        self.fixed.append(ax.add_patch(Circle((self.end, self.middle), _OUTPUT, **circle)))
        for place, name in zip(self.inputs, names, strict=False):
            self.fixed.append(ax.text(*place, name, **words | {"fontsize": 10.5 if len(name) < 4 else 9}))
        self.fixed.append(ax.text(self.end, self.middle, "ŷ", **words))
        if inputs > self.shown:
            x, y = self.inputs[-1]
            self.fixed.append(ax.text(x, y - 0.33, f"+ {inputs - self.shown}", **words))

    def arrange(self, units):
        """Place the hidden units: all in one column, since they are one layer, the smaller the more."""
        units = _doors.integer(units, "units", at_least=1, at_most=1000)
        self.roomy = units <= _MOST_NUMBERS
        pitch = (self.top - self.bottom) / max(units, 3.5)
        gap = min(_GAPS[self.roomy], 0.3 * pitch)
        self.side = min(_LARGEST_SIDE, pitch - gap, 0.4 * (self.end - self.start))
        self._small = min(gap / _GAPS[0], 1)  # bars and ticks shrink with the gap that holds them
        self.thickest = 0.4 + 4.6 * min(max(self.side / 0.4, 0.5), 1)  # more lines have less room
        x = np.full(units, (self.start + self.end) / 2)
        y = self.middle + pitch * ((units - 1) / 2 - np.arange(units))
        self.corners = np.stack([x, y], axis=1) - self.side / 2
        half = self.side / 2
        ends = [[(u + _INPUT, v), (at - half, y[i])] for i, at in enumerate(x) for u, v in self.inputs]
        ends += [[(at + half, y[i]), (self.end - _OUTPUT, self.middle)] for i, at in enumerate(x)]
        self.lines.set_segments(ends)
        square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * self.side
        self.frames[0].set_verts(self.corners[:, None] + square)
        low = np.append(self.corners[:, 1] - 0.075 * self._small, self.middle - _OUTPUT - 0.105)
        self._zero = np.stack([np.append(x, self.end), low], axis=1)
        self._reach = np.append(np.full(units, half), _OUTPUT)
        tick = 0.05 * np.append(np.full(units, self._small), 1)[:, None, None]
        self.frames[2].set_segments(self._zero[:, None] + tick * np.array([(0, -1), (0, 1)]))
        self.frames[2].set_linewidths(np.append(np.full(units, 0.6 + 0.9 * self._small), 1.5))
        self.biases = self._zero - (0, 0.06)

    def set(self, W1, b1, W2, b2, largest=None):
        """Show these weights and biases.

        Parameters
        ----------
        W1, b1, W2, b2 : ndarray, shapes (units, inputs), (units, 1), (1, units) and (1, 1)
        largest : sequence of four float, optional
            What the thickest line or longest bar stands for, for each of the four; their own largest by default.
        """
        if self.corners is None:
            raise ValueError("units: expected a call of arrange before set, got none")
        units = len(self.corners)
        W1 = _doors.matrix(W1, "W1", rows=units)
        if W1.shape[1] < self.shown:
            raise ValueError(f"W1: expected shape ({units}, {self.shown}) or more columns, got {W1.shape}")
        b1, W2 = _doors.matrix(b1, "b1", rows=units, columns=1), _doors.matrix(W2, "W2", rows=1, columns=units)
        parts = (W1, b1, W2, _doors.matrix(b2, "b2", rows=1, columns=1))
        largest = None if largest is None else np.abs(_paper.sized(largest, "largest", 4))
        largest = [np.abs(part).max() for part in parts] if largest is None else largest
        W1, b1, W2, b2 = (_share(part, top) for part, top in zip(parts, largest, strict=True))
        weights, biases = np.append(W1[:, : self.shown], W2), np.append(b1, b2)
        widths = 0.4 + (self.thickest - 0.4) * np.abs(weights)
        self.lines.set(linewidths=widths, **_signs(weights, widths))
        ends = self._zero.copy()
        ends[:, 0] += self._reach * biases
        thick = np.append(np.full(units, _THICK * self._small), _THICK)
        self.frames[1].set(segments=np.stack([self._zero, ends], axis=1), linewidths=thick, **_signs(biases, thick))

    def remove(self):
        """Take the drawing off its axes."""
        for artist in (self.lines, *self.frames, *self.fixed):
            artist.remove()


def _share(part, top):
    with np.errstate(over="ignore"):
        return np.clip(part / (top or 1), -1, 1)


def _signs(values, widths):
    """Return colours and line styles: negative ones are of another colour and dashed, in dashes of equal length."""
    return {
        "color": [style.VERMILION if value < 0 else style.BLUE for value in values],
        "linestyle": [(0, (4 / w, 2 / w)) if value < 0 else "-" for value, w in zip(values, widths, strict=True)],
    }


def short(value):
    """Write a weight or bias with two decimals, or fewer if it is large."""
    size = abs(value)
    if size >= 1e5:
        return f"{value:.0e}".replace("-", "−").replace("e+", "e")
    places = 2 if size < 10 else 1 if size < 100 else 0
    return minus(round(value, places) + 0.0, places)  # no minus before a zero
