"""The picture of the deep explorer: what the network says, how it got there, and what arrives in each layer."""

from itertools import pairwise

import numpy as np
from matplotlib.colors import to_rgb

from .. import style
from . import deep_words
from .deep_training import REACH, TILES
from .live import Scene

_ROWS, _TALL, _WIDE = 5, 10, 14  # of the digits shown; and pixels of paper for each
_COLUMNS = TILES // _ROWS
_SIGNALS = (1e-8, 10)
_DOTS = 6
_CLASSES = [np.array(to_rgb(colour)) for colour in style.CLASS_COLOURS]
_LINE = np.array(to_rgb(style.INK))


_CURVES = {"cost": ("cost J", (1e-3, 10), "left", 0.28), "right": ("right [%]", (0, 103), "right", 0.45)}
_PARTS = ((style.GREEN, "o", "-"), (style.PURPLE, "s", (0, (4, 1.5))))  # blue and orange are the classes
_LAYERS = {"spread": "spread of A[l]", "slope": "size of dW[l]"}


class DeepScene(Scene):
    """Six drawings: the answers, the cost, the share right; and layer under layer the sketch, signals, gradients."""

    def __init__(self):
        plan = [["answers", "answers", "sketch"], ["answers", "answers", "spread"], ["cost", "right", "slope"]]
        super().__init__(9.5, 5.4, mosaic=plan, width_ratios=[1, 1, 2.1], height_ratios=[1.1, 1, 1.3])
        self.sizes = self.fixed = None
        self._build_answers(self.axes["answers"])
        self.curves = [self._build_curves(self.axes[name], *about) for name, about in _CURVES.items()]
        self.beyond = self.moving(self.axes["cost"].set_title("", loc="right", fontsize=10))
        self.beyond.set_color(style.dark(style.VERMILION))
        self.layers = [self._build_layers(self.axes[name], title) for name, title in _LAYERS.items()]
        self.axes["slope"].set_xlabel("layer l")
        (self.guess,) = self.axes["cost"].plot([], [], color=style.FAINT, linestyle=":", linewidth=1.5)
        self.guessing = self.axes["cost"].text(1, 1, "guessing", color=style.FAINT, ha="right", va="bottom")
        sketch = self.axes["sketch"]
        sketch.axis("off")
        sketch.set_ylim(-_DOTS / 2 - 0.6, _DOTS / 2 + 0.6)
        self.title = self.moving(sketch.set_title("n", loc="left", fontsize=11.5))
        self.links = self.moving(*sketch.plot([], [], color=style.FAINT, linewidth=0.5))
        self.units = self.moving(*sketch.plot([], [], "o", color="#E8F3FA", markeredgecolor=style.BLUE, markersize=8))
        self.gaps = [self.moving(sketch.text(0, 0, "⋮", ha="center", va="center", fontsize=12)) for _ in range(8)]
        self._show_axes(plane=True)  # laid out once, with the labels of a plane: they need the most room
        self.figure.get_layout_engine().execute(self.figure)
        self.figure.set_layout_engine("none")

    def _build_answers(self, ax):
        self.headline = self.moving(ax.set_title("0", loc="left", fontsize=11.5))
        square = (-REACH, REACH, -REACH, REACH)
        self.shade = self.moving(
            ax.imshow(np.ones((2, 2, 3)), extent=square, origin="lower", aspect="auto", interpolation="nearest")
        )
        self.clouds = [
            self.moving(*ax.plot([], [], marker, color=colour, markersize=4.5, mec=style.PAPER, mew=0.4))
            for marker, colour in zip(style.CLASS_MARKERS, style.CLASS_COLOURS, strict=True)
        ]
        sheet = (0, _COLUMNS, _ROWS, 0)
        self.tiles = self.moving(ax.imshow(np.zeros((2, 2)), "gray_r", extent=sheet, aspect="auto", vmin=0, vmax=1))
        self.frames = self.moving(*ax.plot([], [], color=style.VERMILION, linewidth=1.8))
        self.says = [
            self.moving(ax.text(i % _COLUMNS + 0.8, i // _COLUMNS + 0.5, "", ha="center", va="center", fontsize=11))
            for i in range(TILES)
        ]

    def _build_curves(self, ax, title, limits, side, top):
        ax.set_xlim(0, 1)
        ax.set_xscale("function", functions=(np.sqrt, np.square))  # most happens at the start
        ax.set_yscale("log" if title.startswith("cost") else "linear")
        ax.set_ylim(*limits)
        ax.minorticks_off()
        style.label(ax, "epoch", "", title)
        parts, x = [], {"left": 0.04, "right": 0.98}[side]
        look = {"markersize": 5, "markevery": [-1]}
        for i, (colour, marker, line) in enumerate(_PARTS):
            curve = self.moving(*ax.plot([], [], marker, color=colour, linestyle=line, **look))
            text = ax.text(x, top - 0.13 * i, "", transform=ax.transAxes, ha=side, va="top", fontsize=10)
            text.set_color(style.dark(colour))
            text.set_bbox({"facecolor": style.PAPER, "edgecolor": "none", "alpha": 0.75, "pad": 0.5})
            parts.append((curve, text))
        self.moving(*(text for _, text in parts))
        return parts

    def _build_layers(self, ax, title):
        ax.set_yscale("log")
        ax.set(ylim=_SIGNALS, yticks=(1e-8, 1e-4, 1))
        ax.minorticks_off()
        style.label(ax, "", "", f"{title}: ■ now, ○ at the start")
        start = self.moving(*ax.plot([], [], "o:", color=style.FAINT, mfc=style.PAPER, markersize=8, linewidth=1.2))
        now = self.moving(*ax.plot([], [], "s-", color=style.BLUE))
        outside = [self.moving(*ax.plot([], [], marker, color=style.VERMILION, markersize=9)) for marker in "v^"]
        return start, now, *outside

    def update(self, seen):
        fixed = (seen.plane, len(seen.sizes), seen.epochs)
        if fixed != self.fixed:
            self.fixed = fixed
            self._lay_out(seen)
            self.refresh()
        if seen.sizes != self.sizes:
            self.sizes = seen.sizes
            self._sketch(seen.sizes)
        right = seen.history[-1, 4]
        things = "points" if seen.plane else "digits"
        self.headline.set_text(f"epoch {seen.epoch:,}: {100 * right:.1f} % of {seen.held_out} held-out {things} right")
        (self._show_plane if seen.plane else self._show_digits)(seen)
        epochs = seen.history[:, 0]
        costs, shares = seen.history[:, (1, 3)], 100 * seen.history[:, (2, 4)]
        (low, high), reached = _CURVES["cost"][1], (costs.min(), costs.max())
        above = [f"▲ to {deep_words.short(reached[1])}"] if reached[1] > high else []
        below = [f"▼ to {deep_words.short(reached[0])}"] if reached[0] < low else []
        self.beyond.set_text(" ".join(above + below))
        for parts, both, told in zip(self.curves, (costs, shares), (deep_words.short, "{:.1f}".format), strict=True):
            for (curve, text), values, name in zip(parts, both.T, ("● training", "■ held out"), strict=True):
                curve.set_data(epochs, values.clip(*curve.axes.get_ylim()))  # along the edge rather than out of sight
                text.set_text(f"{name} {told(values[-1])}")
        low, high = _SIGNALS
        for (start, now, below, above), values in zip(self.layers, (seen.spreads, seen.slopes), strict=True):
            layer = np.arange(len(seen.sizes) - values.shape[1], len(seen.sizes))
            then, values = values.clip(low, high)
            start.set_data(layer, then)
            now.set_data(layer, values)
            below.set_data(layer[values == low], values[values == low] * 1.8)
            above.set_data(layer[values == high], values[values == high] / 1.8)

    def _lay_out(self, seen):
        """Change the fixed parts: which answers are shown, the axes' ends."""
        self._show_axes(seen.plane)
        moments = sorted({round(seen.epochs * share) for share in (0, 0.05, 0.25, 1)})
        for name in _CURVES:
            self.axes[name].set_xlim(0, 1.06 * seen.epochs)
            self.axes[name].set_xticks(moments, [f"{moment:,}" for moment in moments])
        self.guess.set_data([0, 1.06 * seen.epochs], [seen.guessing] * 2)
        self.guessing.set_position((1.06 * seen.epochs, 1.1 * seen.guessing))
        for name in ("sketch", *_LAYERS):
            self.axes[name].set_xlim(-0.5, len(seen.sizes) - 0.5)
        for name in _LAYERS:
            self.axes[name].set_xticks(range(len(seen.sizes)))

    def _show_axes(self, plane):
        ax = self.axes["answers"]
        for artist in (self.shade, *self.clouds):
            artist.set_visible(plane)
        for artist in (self.tiles, self.frames, *self.says):
            artist.set_visible(not plane)
        ends = (-REACH, REACH)
        if plane:
            ax.set(xlim=ends, ylim=ends, xticks=(-2, 0, 2), yticks=(-2, 0, 2))
        else:
            ax.set(xlim=(0, _COLUMNS), ylim=(_ROWS, 0), xticks=(), yticks=())
        ax.set_xlabel("x₁, in standard deviations" if plane else "the network's answers; framed: wrong")
        ax.set_ylabel("x₂, in standard deviations" if plane else "")

    def _sketch(self, sizes):
        self.title.set_text(f"n = {sizes}")
        columns = []
        for layer, (n, gap) in enumerate(zip(sizes, self.gaps, strict=False)):
            spots = np.arange(min(n, _DOTS + 1)) - (min(n, _DOTS + 1) - 1) / 2
            gap.set_visible(n > _DOTS + 1)
            gap.set_position((layer, 0))
            columns.append([(layer, y) for y in spots if n <= _DOTS + 1 or y != 0])
        for gap in self.gaps[len(sizes) :]:
            gap.set_visible(False)
        links = [
            spot for left, right in pairwise(columns) for a in left for b in right for spot in (a, b, (a[0], np.nan))
        ]
        self.links.set_data(*np.array(links).T)
        self.units.set_data(*np.array([spot for column in columns for spot in column]).T)

    def _show_plane(self, seen):
        for label, cloud in enumerate(self.clouds):
            cloud.set_data(*seen.points.X[:, seen.points.Y[0] == label])
        self.shade.set_data(_shading(seen.answers))

    def _show_digits(self, seen):
        sheet = np.zeros((_ROWS, _TALL, _COLUMNS, _WIDE))
        pictures = seen.points.X.T.reshape(_ROWS, _COLUMNS, 8, 8)
        sheet[:, 1:9, :, 1:9] = pictures.transpose(0, 2, 1, 3)
        self.tiles.set_data(sheet.reshape(_ROWS * _TALL, _COLUMNS * _WIDE))
        truth = seen.points.Y.argmax(axis=0)
        corners = []
        for i, (text, answer) in enumerate(zip(self.says, seen.answers, strict=True)):
            wrong = answer != truth[i]
            text.set(text=f"{answer}", color=style.dark(style.VERMILION) if wrong else style.INK,
                     weight="bold" if wrong else "normal")  # fmt: skip
            if wrong:
                x, y = i % _COLUMNS, i // _COLUMNS
                sides = ((0.03, 0.04), (0.97, 0.04), (0.97, 0.96), (0.03, 0.96), (0.03, 0.04), (0.03, np.nan))
                corners += [(x + dx, y + dy) for dx, dy in sides]
        self.frames.set_data(*(np.array(corners).T if corners else ([], [])))

    def caption(self, seen):
        return deep_words.caption(seen)

    def describe(self, seen):
        return deep_words.describe(seen)


def _shading(probability):
    """Return an RGBA picture of probabilities: pale where unsure, with a dark line where both classes are as likely."""
    classes = np.where(probability[..., None] > 0.5, *_CLASSES[::-1])
    shade = 1 - 0.45 * abs(2 * probability - 1)[..., None] * (1 - classes)
    slope = np.hypot(*np.gradient(probability))
    with np.errstate(over="ignore"):
        apart = np.divide(abs(probability - 0.5), slope, out=np.full_like(slope, np.inf), where=slope > 0)  # in pixels
    line = np.clip(1.4 - apart, 0, 1)[..., None]
    picture = np.full((*probability.shape, 4), 255, np.uint8)  # the form that matplotlib draws fastest
    picture[..., :3] = 255 * (line * _LINE + (1 - line) * shade)
    return picture
