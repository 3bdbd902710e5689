"""What the gallery of activations draws: a curve beside its slope, and softmax as bars."""

import numpy as np

from .. import style
from .activations_words import KINDS, OTHER_SCORES, jumps, name, number

REACH = 6.0


class Curves:
    """An activation with its tangent on the left, its slope on the right, and perhaps another, dashed."""

    def __init__(self, left, right):
        self.axes = (left, right)
        style.label(left, "weighted sum z", "activation g(z)")
        style.label(right, "weighted sum z", "slope g′(z)")
        self.bands = [_band(ax) for ax in self.axes]
        zero = right.axhline(0, color=style.FAINT, linewidth=1)
        paper = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1, "alpha": 0.85}
        middle = {"va": "center_baseline", "fontsize": 10.5, "bbox": paper}
        self.limits = [
            (
                left.plot([], [], color=style.INK, linestyle=":", linewidth=1.6)[0],
                left.text(x, 0, "", ha=ha, **middle),
            )
            for x, ha in ((REACH - 0.2, "right"), (0.2 - REACH, "left"))
        ]
        looks = (
            {"color": style.BLUE, "linewidth": 3.2},
            {"color": style.VERMILION, "linewidth": 2, "linestyle": "--"},
        )
        marks = (
            {"marker": "o", "color": style.INK, "markersize": 9},
            {"marker": "s", "color": style.VERMILION, "markersize": 8, "fillstyle": "none", "markeredgewidth": 2},
        )
        self.lines = [[ax.plot([], [], **look)[0] for ax in self.axes] for look in looks]
        self.marks = [[ax.plot([], [], clip_on=False, **mark)[0] for ax in self.axes] for mark in marks]
        self.tangent = left.plot([], [], color=style.INK, linewidth=1.6)[0]
        self.titles = [ax.set_title("g", loc="left", fontsize=10) for ax in self.axes]
        self.artists = [*self.bands, zero, *self.limits[0], *self.limits[1], *self.lines[0], *self.lines[1]]
        self.artists += [self.tangent, *self.marks[1], *self.marks[0], *self.titles]

    def fit(self, result):
        """Choose frames that hold the curves."""
        kinds = [KINDS[curve.g.name] for curve in (result.first, result.second) if curve]
        for ax, frames in zip(self.axes, zip(*((k.height, k.slopes) for k in kinds), strict=True), strict=True):
            ax.set_ylim(min(low for low, _ in frames), max(high for _, high in frames))

    def update(self, result):
        first, second = result.first, result.second
        for band in self.bands:
            band.set_data(result.x, 0, 1, where=result.flat)
        for limit, (line, text), word in zip(first.g.range, self.limits, ("below", "above"), strict=True):
            for artist in (line, text):
                artist.set_visible(bool(np.isfinite(limit)))
            if np.isfinite(limit):
                text.set(text=f"never {word} {number(limit, 2).removesuffix('.00')}", y=limit)
                line.set_data(_before(text), [limit, limit])
        ends = np.array([-1.4, 1.4])
        self.tangent.set_data(result.z + ends, first.value + first.slope * ends)
        for curve, lines, marks in zip((first, second), self.lines, self.marks, strict=True):
            for artist in (*lines, *marks):
                artist.set_visible(curve is not None)
            if curve:
                lines[0].set_data(result.x, curve.values)
                lines[1].set_data(*_broken(result.x, curve.slopes))
                marks[0].set_data([result.z], [curve.value])
                marks[1].set_data([result.z], [curve.slope])
        for title, of, what in zip(self.titles, ("g", "g′"), ("value", "slope"), strict=True):
            told = [f"{name(curve)} {number(getattr(curve, what))}" for curve in (first, second) if curve]
            title.set_text(f"{of}({number(result.z, 1)}):  {',  dashed '.join(told)}")


class Bars:
    """The three outputs of softmax as bars on the left, their slopes with respect to one score on the right."""

    def __init__(self, left, right):
        self.axes = (left, right)
        names = [
            f"output {i + 1}\nscore {score}" for i, score in enumerate(("z", *(number(s, 0) for s in OTHER_SCORES)))
        ]
        left.set(xlim=(-0.6, 2.6), ylim=(0, 1.08), xticks=range(3), xticklabels=names)
        left.grid(axis="x", visible=False)
        style.label(left, "", "probability", "softmax: three outputs that add up to 1")
        right.set_ylim(-0.29, 0.29)
        style.label(right, "score 1: z", "slope with respect to z")
        self.band = _band(right)
        zero = right.axhline(0, color=style.FAINT, linewidth=1)
        looks = style.LINES[:3]
        self.bars = [left.bar(i, 0, color=colour, width=0.66)[0] for i, (colour, _) in enumerate(looks)]
        self.shares = [left.text(i, 0, "", ha="center", va="bottom", fontsize=11) for i in range(3)]
        self.lines = [right.plot([], [], color=colour, linestyle=line, linewidth=2.5)[0] for colour, line in looks]
        self.dots = [right.plot([], [], "o", color=colour, markersize=8, clip_on=False)[0] for colour, _ in looks]
        names = [
            right.text(x, y, f"output {i + 1}", color=style.dark(looks[i][0]), ha=side, va="center")
            for i, (x, y, side) in enumerate(((3.2, 0.175, "left"), (3.7, -0.13, "left"), (1.1, -0.085, "center")))
        ]
        self.title = right.set_title("slopes", loc="left", fontsize=11)
        self.artists = [*self.bars, *self.shares, self.band, zero, *self.lines, *names, *self.dots, self.title]

    def update(self, result):
        curve = result.first
        self.band.set_data(result.x, 0, 1, where=result.flat)
        for i in range(3):
            self.bars[i].set_height(curve.value[i])
            self.shares[i].set(text=number(curve.value[i]), y=curve.value[i] + 0.012)
            self.lines[i].set_data(result.x, curve.slopes[i])
            self.dots[i].set_data([result.z], [curve.slope[i]])
        self.title.set_text(f"slopes at z = {number(result.z, 1)}:  {',  '.join(map(number, curve.slope))}")


def _before(text):
    """Return where a line along z begins and ends that stops short of a text at one end."""
    ends = text.axes.transData.inverted().transform(text.get_window_extent().get_points())[:, 0]
    return (ends[1] + 0.15, REACH) if text.get_ha() == "left" else (-REACH, ends[0] - 0.15)


def _band(ax):
    """Return a hatched band from bottom to top, whose place along z is set later."""
    band = ax.fill_between([0], 0, 1, transform=ax.get_xaxis_transform(), hatch="///", linewidth=0)
    band.set(facecolor="none", edgecolor="#B4B4B4")
    return band


def _broken(x, slopes):
    """Interrupt a curve that jumps at 0, so that no vertical stroke is drawn there."""
    middle = x.size // 2
    return np.insert(x, middle, 0.0), np.insert(slopes, middle, np.nan if jumps(slopes) else slopes[middle])
