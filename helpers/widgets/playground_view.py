"""The picture of the playground: the network, the boundary and the costs, of one run or of two."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from .. import style
from . import playground_runs as runs
from .live import Scene
from .playground_parts import Curve, Field, Network, markers, name_ticks
from .playground_pixels import Pixels, Words, scale_bar
from .playground_words import comparison, description, percent, reading

WIDTH, HEIGHT = 9.6, 5.4
# In inches, alone and in a comparison. The network: left, right, bottom, top; the others: left, bottom, width, height.
_NETWORK = ((0.05, 4.0, 0.15, 5.05), (0.0, 2.95, 0.15, 5.05))
_FIELDS = (((4.7, 2.05, 3.1, 3.1),), ((3.45, 2.25, 2.75, 2.75), (6.82, 2.25, 2.75, 2.75)))
_COSTS = ((4.7, 0.45, 3.1, 1.05), (3.45, 0.45, 4.0, 1.2))
_KEY = (8.0, 3.2, 0.17, 1.6)
_WHOLE = np.array([WIDTH, HEIGHT, WIDTH, HEIGHT])


class PlaygroundScene(Scene):
    """The whole picture. Its parts are moved; only another layout draws the fixed parts again."""

    def __init__(self):
        super().__init__(WIDTH, HEIGHT, columns=4)
        self.figure.set_layout_engine("none")
        self.sheet, *fields, self.costs = self.axes
        self.sheet.set(position=(0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT), zorder=-1)
        self.sheet.axis("off")
        self.pixels, self.words, self.names = Pixels(), Words(), Words()
        for artist in (self.pixels, self.words, self.names):
            self.figure.add_artist(artist)
        self.fields = [Field(ax) for ax in fields]
        self.curves = [Curve(self.costs, colour) for colour in (style.GREEN, style.PURPLE)]
        self.guess = self.costs.axhline(np.log(2), color=style.FAINT, linestyle=":", linewidth=1.5)
        self.costs.set_xscale("function", functions=(_root, np.square))  # most happens at the start
        self.costs.yaxis.set_major_locator(MaxNLocator(4))
        self.costs.tick_params(labelbottom=False, labelleft=False)
        self.key = [*markers(self.sheet, filled=True), *markers(self.sheet, filled=False)]
        for i, marker in enumerate(self.key):
            marker.set_data([_KEY[0] + 0.05 + 0.17 * (i % 2)], [2.75 - 0.25 * (i // 2)])
        for i, (colour, dashes) in enumerate(((style.BLUE, "-"), (style.VERMILION, (0, (2, 1))))):
            self.sheet.plot([0.05, 0.22], [0.42 - 0.22 * i] * 2, color=colour, linestyle=dashes, linewidth=2.5)
        self.network = self.layout = None

    def update(self, result):
        looks, compared = result.looks, result.frozen is not None
        top = _top([look.trained for look in looks])
        axes = [(look.trained.limits, _last(look.trained), look.trained.settings.inputs) for look in looks]
        layout = [self.figure.dpi, top, *axes]
        if layout != self.layout:
            self.layout = layout
            self._lay_out(looks, compared, top)
            self.refresh()
        self.words.placed, labels = [], []
        self.pixels.placed = self.network.update(result.now, self.words, "B: " if compared else "")
        for i, look in enumerate(looks):
            self.pixels.placed += self.fields[i].update(look)
            name = "AB"[i] if compared else f"epoch {look.epoch:,}"
            left, bottom, _, height = _FIELDS[compared][i]
            right = percent(look.trained.right[1, look.index])
            self.words.write(left, bottom + height + 0.13, f"{name}: {right} of the test points right")
            labels += self.curves[look is not result.now].update(look, f"{name} " if compared else "")
        self._label(labels, top, _COSTS[compared])
        if not compared and result.now.Z is not None:
            self._explain(result.now)

    def _label(self, labels, top, place):
        """Write the costs beside the end of their axes, none over another."""
        left, bottom, width, height = place
        labels, heights = sorted(labels, key=lambda label: label[0]), []
        for cost, _, _ in labels:
            at = height * min(cost / top, 1)
            heights.append(max(at, heights[-1] + 0.175) if heights else at)
        over = max(0.0, heights[-1] - height)
        for at, (_, text, colour) in zip(heights, labels, strict=True):
            x = min(left + width + 0.12, WIDTH - 0.02 - self.words.width(text))
            self.words.write(x, bottom + at - over, text, colour)

    def _explain(self, look):
        """Explain the colours of the heat map beside it."""
        left, bottom, width, height = _KEY
        dpi, (zero, one) = self.figure.dpi, look.trained.train.class_names
        bar = scale_bar(round(height * dpi), round(width * dpi))
        self.pixels.placed.append((round(left * dpi), round(bottom * dpi), bar))
        self.words.write(left, bottom + height + 0.17, "probability")
        for share, text in ((0, f"0: {zero}"), (0.5, "0.5"), (1, f"1: {one}")):
            self.words.write(left + width + 0.1, bottom + share * height, text)

    def _lay_out(self, looks, compared, top):
        self.names.placed = []
        now, longest = looks[-1].trained, max(_last(look.trained) for look in looks)
        for field, place, look in zip(self.fields, _FIELDS[compared], looks, strict=False):
            field.ax.set_position(place / _WHOLE)
            field.lay_out(look.trained, self.names)
        self.fields[1].ax.set_visible(compared)
        for marker in self.key:
            marker.set_visible(not compared)
        self.names.write(0.28, 0.42, "positive")
        self.names.write(0.28, 0.2, "negative")
        if not compared:
            for i, text in enumerate(("train", "test")):
                self.names.write(_KEY[0] + 0.37, 2.75 - 0.25 * i, text)
        self.costs.set_position(_COSTS[compared] / _WHOLE)
        self.costs.set(xlim=(0, longest * 1.02), ylim=(0, top))
        ticks = sorted({round(longest * share) for share in (0, 0.01, 0.05, 0.2, 0.5, 1)})
        self.costs.set_xticks(ticks)
        name_ticks(self.costs, self.names, {tick: f"{tick:,}" for tick in ticks}, self.costs.get_yticks())
        left, bottom, width, height = _COSTS[compared]
        self.names.write(left + width / 2, bottom - 0.28, "epoch", anchor="mt")
        self.names.write(left, bottom + height + 0.12, "cost J")
        self.guess.set_visible(top < 2)
        names = runs.INPUTS[now.settings.inputs] if now.limits else None
        box, inputs = _NETWORK[compared], (now.train.X.shape[0], names)
        if self.network is None or (self.network.box, self.network.inputs) != (box, inputs):
            if self.network:
                self.network.remove()
            self.network = Network(self.sheet, box, inputs)
        shown = range(2 if compared else 1)
        parts = [artist for i in shown for part in (self.fields[i], self.curves[i]) for artist in part.artists]
        self._moving = []
        self.moving(*self.network.below, self.pixels, *self.network.above, *parts, self.words)
        for artist in self.curves[1].artists + self.fields[1].artists:
            artist.set_visible(compared)

    def caption(self, result):
        return reading(result.now) if result.frozen is None else comparison(result.frozen, result.now)

    def describe(self, result):
        return description(result)


def _last(trained):
    """Return where the axis of epochs ends, also for a run that broke off in its first."""
    return max(trained.moments[-1], 1)


def _top(runs):
    """Return the upper limit of the costs: high enough for all but the first or wildest."""
    high = max(max(np.percentile(trained.run.costs, 95), trained.cost[:, -1].max()) for trained in runs)
    if high <= 0.8:
        return 0.8
    decade = 10.0 ** np.floor(np.log10(high))
    return float(next(factor * decade for factor in (1, 2, 4, 10) if factor * decade >= high))


def _root(x):
    return np.sqrt(np.maximum(x, 0))
