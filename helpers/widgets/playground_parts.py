"""The parts of the playground's picture: a boundary, the costs of a run, the network with what its units compute."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from .. import style
from ..diagrams.wires import Wires, short
from . import playground_pixels as pixels
from .activations_words import KINDS
from .playground_looks import grid
from .playground_words import number, percent

MOST_POINTS = 1000
_ASIDE = 0.4  # how far the name of a vertical axis is from it, at most
_CROSS = np.array([[(0.2, 0.2), (0.8, 0.8)], [(0.2, 0.8), (0.8, 0.2)]])


class Field:
    """A boundary plot: heat map, points and the line of one half. Without a plane, the probability of each example.

    Attributes
    ----------
    artists : list
        What `update` moves.
    """

    def __init__(self, ax):
        self.ax = ax
        ax.axis("off")
        ax.plot([0, 0, 1], [1, 0, 0], color=style.FAINT, linewidth=0.8, transform=ax.transAxes)
        self.line = ax.plot([], [], color=style.INK, linewidth=2.2, solid_joinstyle="round", snap=False)[0]
        self.points = [*markers(ax, filled=False), *markers(ax, filled=True)]
        self.artists = [self.line, *self.points]

    def lay_out(self, trained, words):
        """Set limits, ticks and names for a run."""
        ax, plane = self.ax, bool(trained.limits)
        limits = trained.limits or (-0.55, 1.55, -0.04, 1.04)
        ax.set(xlim=limits[:2], ylim=limits[2:])
        ticks = MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values
        x = {tick: _tick(tick) for tick in ticks(*limits[:2])} if plane else enumerate(trained.train.class_names)
        name_ticks(ax, words, dict(x), ticks(*limits[2:]))
        left, bottom, right, _ = ax.bbox.extents / words.dpi
        y, middle = ticks(*limits[2:]), (limits[2] + limits[3]) / 2
        between = min((y[:-1] + y[1:]) / 2, key=lambda place: abs(place - middle), default=middle)
        between = between if limits[2] < between < limits[3] else middle
        height = ax.transData.transform((limits[0], between))[1] / words.dpi
        numbers = max((words.width(_tick(tick)) for tick in y if limits[2] <= tick <= limits[3]), default=0)
        aside = 0.09 + min(numbers + 0.05, _ASIDE)  # clear of the column of numbers, so as not to look like one
        words.write(left - aside, height, "x₂" if plane else "ŷ", anchor="rm")
        if plane:
            words.write((left + right) / 2, bottom - 0.28, "x₁", anchor="mt")

    def update(self, look):
        """Move to a look; return the heat map as `Pixels.placed` takes it, or nothing without a plane."""
        for i, part in enumerate((look.trained.test, look.trained.train)):
            X, Y = part.X[:2, :MOST_POINTS], part.Y[0, :MOST_POINTS]
            if look.Z is None:
                P = look.probability[1 - i][0, :MOST_POINTS]
                jitter = (np.arange(P.size) * 0.618) % 1  # spread evenly, and the same every time
                X = np.stack([Y + 0.36 * jitter + (0.04, -0.4)[i], P])
            for points, own in zip(self.points[2 * i :], (Y == 0, Y == 1), strict=False):
                points.set_data(*X[:, own])
        if look.Z is None:
            self.line.set_data([-0.55, 1.55], [0.5, 0.5])
            return []
        self.line.set_data(*pixels.level_line(look.Z, *grid(look.trained.limits)))
        left, bottom, right, top = self.ax.bbox.extents.round().astype(int).tolist()
        return [(left, bottom, pixels.probabilities(look.Z, right - left, top - bottom))]


class Curve:
    """Cost of the training points (solid, filled dot) and of the test points (dashed, hollow dot) of one run."""

    def __init__(self, ax, colour):
        self.colour, self.lines, self.dots = style.dark(colour), [], []
        for face, dash in ((colour, "-"), (style.PAPER, (0, (4, 1.5)))):
            self.lines += ax.plot([], [], color=colour, linestyle=dash, linewidth=1.8)
            self.dots += ax.plot([], [], "o", color=face, markeredgecolor=colour, markeredgewidth=1.8, markersize=7)
        self.artists = [*self.lines, *self.dots]

    def update(self, look, name):
        """Move to a look; return the cost, the text and the colour of two labels."""
        trained, i = look.trained, look.index
        self.lines[0].set_data(np.arange(len(trained.run.costs)), trained.run.costs)
        self.lines[1].set_data(trained.moments, trained.cost[1])
        labels = []
        for part, kind in enumerate(("train", "test")):
            cost = trained.cost[part, i]
            self.dots[part].set_data([look.epoch], [cost])
            labels.append((cost, f"{name}{kind} {number(cost)}, {percent(trained.right[part, i])}", self.colour))
        return labels


class Network:
    """The network: weights as lines, biases as bars, and in the square of each hidden unit what it computes.

    Attributes
    ----------
    below, above : list
        What `update` moves, below and above the pictures.
    """

    def __init__(self, sheet, box, inputs):
        self.box, self.inputs = box, inputs
        self.wires = Wires(sheet, box, *inputs)
        self.lines = sheet.plot([], [], color=style.INK, linewidth=1.2)[0]
        self.below, self.above = [self.wires.lines], [*self.wires.frames, self.lines]

    def update(self, look, words, name):
        """Move to a look of this name, write its words, return the pictures as `Pixels.placed` takes them."""
        (W1, b1, g), (W2, b2, _) = look.layers
        wires, trained, limits = self.wires, look.trained, look.trained.limits
        wires.arrange(len(W1))
        wires.set(W1, b1, W2, b2, trained.largest)
        marks = [wires.corners[i] + wires.side * _CROSS for i in np.flatnonzero(look.dead)]
        if limits and trained.settings.inputs == "plain":
            marks.append(pixels.straight_lines(W1, b1, limits, wires.corners, wires.side))
        elif limits:
            marks.append(self._curves(look))
        self.lines.set_data(*_broken(np.concatenate(marks)) if marks else ((), ()))
        self.lines.set_linewidth(0.7 + 0.5 * min(wires.side / 0.4, 1))
        for i, (place, bias) in enumerate(zip(wires.biases, np.append(b1, b2), strict=True)):
            if i == len(W1) or wires.roomy:
                words.write(*place, f"b {short(bias)}", anchor="mt")
        left, right, _, top = self.box
        units = f"{name}{len(W1)} hidden unit{'s' if len(W1) > 1 else ''}, {KINDS[g.name].text}"
        words.write((left + right) / 2, top + 0.22, units, anchor="mm")
        if not name:
            words.write(left + 0.05, top + 0.22, "inputs")
            words.write(right, top + 0.22, "output", anchor="rm")
        side = round(wires.side * words.dpi)
        corners = np.round(wires.corners * words.dpi)
        return [(*corner, pixels.values(A, side)) for corner, A in zip(corners, look.A, strict=True)]

    def _curves(self, look):
        """Return the segments of the curves on which the hidden units are 0 before their activation."""
        wires, steps = self.wires, np.linspace(0, 1, look.Z1.shape[-1])
        found = []
        for Z, corner in zip(look.Z1, wires.corners, strict=True):
            places = corner + wires.side * pixels.level_line(Z, steps, steps).T
            pieces = np.stack([places[:-1], places[1:]], axis=1)
            found.append(pieces[~np.isnan(pieces).any(axis=(1, 2))])
        return np.concatenate(found)

    def remove(self):
        """Take the network off the sheet."""
        self.wires.remove()
        self.lines.remove()


def name_ticks(ax, words, x_ticks, y_ticks):
    """Write these texts at the horizontal axis, {place: text}, and these numbers at the vertical one."""
    left, bottom, _, _ = ax.bbox.extents / words.dpi
    (x_low, x_high), (y_low, y_high) = ax.get_xlim(), ax.get_ylim()
    for tick, text in x_ticks.items():
        if x_low <= tick <= x_high:
            words.write(ax.transData.transform((tick, y_low))[0] / words.dpi, bottom - 0.09, text, anchor="mt")
    for tick in y_ticks:
        if y_low <= tick <= y_high:
            words.write(left - 0.09, ax.transData.transform((x_low, tick))[1] / words.dpi, _tick(tick), anchor="rm")


def _tick(value):
    return (f"{value:,.6g}" if abs(value) < 1e5 else f"{value:.2g}").replace("-", "−").replace("e+", "e")


def markers(ax, filled):
    """Return the markers of both classes: filled for training points, hollow for test points."""
    drawn = []
    for marker, colour in zip(style.CLASS_MARKERS, style.CLASS_COLOURS, strict=True):
        face, edge, width, size = (colour, style.PAPER, 0.5, 5.4) if filled else (style.PAPER, colour, 1.2, 4.6)
        options = {"color": face, "markeredgecolor": edge, "markeredgewidth": width, "markersize": size}
        drawn += ax.plot([], [], marker, **options)
    return drawn


def _broken(segments):
    """Return x and y of one line with gaps that consists of segments (k, 2, 2)."""
    gaps = np.full((len(segments), 1, 2), np.nan)
    return np.concatenate([segments, gaps], axis=1).reshape(-1, 2).T
