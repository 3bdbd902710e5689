"""Explorer: a slope as rise over nudge, the straight line under a magnifying glass (notebook 02, section 1)."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from matplotlib.patches import Rectangle

from .. import style
from . import controls
from .live import Explorer, Scene


class _Function(NamedTuple):
    curve: Callable  # ndarray -> ndarray
    value: Callable  # float -> float
    slope: Callable
    rule: str
    height: tuple[float, float]


# Products instead of powers: the same bits on every machine.
_FUNCTIONS = {
    "3a": _Function(lambda a: 3 * a, lambda a: 3 * a, lambda a: 3.0, "3", (-1.0, 17.0)),
    "a²": _Function(lambda a: a * a, lambda a: a * a, lambda a: 2 * a, "2a", (-2.0, 29.0)),
    "a³": _Function(lambda a: a * a * a, lambda a: a * a * a, lambda a: 3 * a * a, "3a²", (-8.0, 140.0)),
    "ln a": _Function(np.log, math.log, lambda a: 1 / a, "1/a", (-2.7, 2.2)),
}
_WIDTH = (-0.2, 5.4)
_SAMPLES = 400
_SMALL = 12  # pixels of the page; a smaller frame would not be seen


class _Result(NamedTuple):
    f: str
    a: float
    nudge: float
    value: float
    nudged: float
    rise: float
    slope: float
    exact: float


def compute(f, a, nudge):
    """Return the rise of a function over a nudge, their ratio, and the slope by the rule."""
    function = _FUNCTIONS[f]
    value, nudged = function.value(a), function.value(a + nudge)
    rise = nudged - value
    return _Result(f, a, nudge, value, nudged, rise, rise / nudge, function.slope(a))


class _Scene(Scene):
    def __init__(self):
        super().__init__(9.4, 3.5, columns=2)
        left, right = self.axes
        left.set_xlim(*_WIDTH)
        left.set_ylim(*_FUNCTIONS["a³"].height)
        left.set_xlabel("a")
        left.set_ylabel("f(a)")
        self.sum = self.moving(left.set_title("f(a)", loc="left", fontsize=11.5))
        self.curve = self.moving(*left.plot([], [], color=style.SKY, linewidth=4))
        self.line = self.moving(*left.plot([], [], color=style.INK, linestyle="--", linewidth=1.4))
        self.glass = self.moving(Rectangle((0, 0), 1, 1, fill=False, edgecolor=style.FAINT, linewidth=1.2))
        left.add_patch(self.glass)
        self.spot = self.moving(*left.plot([], [], "s", color=style.FAINT, markersize=15, fillstyle="none"))
        self.leader = self.moving(*left.plot([], [], color=style.FAINT, linewidth=1))
        box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5}
        look = {"transform": left.transAxes, "va": "top", "fontsize": 10.5, "bbox": box}
        self.label = self.moving(left.text(0.03, 0.98, "framed: magnified on the right", **look))
        self.end = self.moving(*left.plot([], [], "s", color=style.VERMILION, markersize=8))
        self.dot = self.moving(*left.plot([], [], "o", color=style.BLUE, markersize=8))

        right.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
        right.spines[["top", "right"]].set_visible(True)
        right.set_xlabel("a")
        right.set_ylabel("f(a)")
        self.title = self.moving(right.set_title("the same", loc="left", fontsize=11.5))
        self.near = self.moving(*right.plot([], [], color=style.SKY, linewidth=6))
        self.straight = self.moving(*right.plot([], [], color=style.INK, linestyle="--", linewidth=1.4))
        self.run_leg = self.moving(*right.plot([], [], color=style.BLUE, linewidth=2.5))
        self.rise_leg = self.moving(*right.plot([], [], color=style.VERMILION, linewidth=2.5))
        self.near_end = self.moving(*right.plot([], [], "s", color=style.VERMILION, markersize=9))
        self.near_dot = self.moving(*right.plot([], [], "o", color=style.BLUE, markersize=9))
        blue, red = style.dark(style.BLUE), style.dark(style.VERMILION)
        self.dot_name = self.moving(right.text(0.5, 0.5, "f(a)", color=blue, ha="right", va="bottom"))
        self.end_name = self.moving(right.text(0.5, 0.5, "f(a + nudge)", color=red, ha="right", va="bottom"))
        self.run_name = self.moving(right.text(0.5, 0.5, "", color=blue, ha="center", va="top", linespacing=1.15))
        self.rise_name = self.moving(right.text(0.5, 0.5, "", color=red, ha="left", va="center", linespacing=1.15))
        self.figure.canvas.draw()  # laid out once, for the widest numbers: those of a³
        self.figure.set_layout_engine("none")
        self.name = None

    def update(self, result):
        function, left = _FUNCTIONS[result.f], self.axes[0]
        if result.f != self.name:
            self.name = result.f
            left.set_ylim(*function.height)
            self.refresh()
        a, nudge, (low, high) = result.a, result.nudge, _WIDTH
        self.curve.set_data(*_samples(result.f, low, high))
        self.line.set_data([low, high], [result.value + result.slope * (x - a) for x in (low, high)])
        self.dot.set_data([a], [result.value])
        self.end.set_data([a + nudge], [result.nudged])
        self.sum.set_text(f"f(a) = {result.f};  the dashed line has slope {_number(result.slope, 3, strip=False)}")

        # The glass is a part of the left picture, of the same shape, in which the triangle fills about half.
        width, height = high - low, function.height[1] - function.height[0]
        run, rise = nudge / width, result.rise / height
        part = max(run / 0.45, rise / 0.5)
        run, rise = run / part, rise / part
        x, y = 0.42 - run / 2, 0.52 - rise / 2
        self.glass.set_bounds(a - x * part * width, result.value - y * part * height, part * width, part * height)
        self._frame(part, result)
        self.title.set_text(f"the same, {_times(1 / part)}")
        inside = a + (np.array([0, 1]) - x) * part * width
        A, F = _samples(result.f, *inside)
        self.near.set_data(x + (A - a) / (part * width), y + (F - result.value) / (part * height))
        self.straight.set_data([0, 1], [y - x * rise / run, y + (1 - x) * rise / run])
        self.near_dot.set_data([x], [y])
        self.near_end.set_data([x + run], [y + rise])
        self.run_leg.set_data([x, x + run], [y, y])
        self.rise_leg.set_data([x + run, x + run], [y, y + rise])
        self.dot_name.set_position((x - 0.01, y + 0.03))
        self.end_name.set_position((x + run - 0.01, y + rise + 0.03))
        text = _plain(nudge)
        self.run_name.set_position((x + max(run / 2, 0.015 + 0.011 * max(len(text), 5)), y - 0.04))
        self.run_name.set_text(f"nudge\n{text}")
        self.rise_name.set_position((x + run + 0.025, min(y + rise / 2, y + rise - 0.12)))
        self.rise_name.set_text(f"rise\n{_written(result).rise[2:]}")

    def _frame(self, part, result):
        """Point at the glass, or at a mark in its place where it would be too small to be seen."""
        left = self.axes[0]
        pixels = left.get_window_extent().size * style.PIXELS_PER_INCH / self.figure.dpi
        small = part * pixels.min() < _SMALL
        self.glass.set_visible(not small)
        self.spot.set(visible=small, data=([result.a], [result.value]))
        self.label.set_text(f"{'marked' if small else 'framed'}: magnified on the right")
        corner = np.array([self.glass.get_x(), self.glass.get_y() + self.glass.get_height()])
        if small:
            corner = left.transData.transform((result.a, result.value)) + np.array([-7.5, 7.5]) * self.figure.dpi / 72
            corner = left.transData.inverted().transform(corner)
        start = left.transData.inverted().transform(left.transAxes.transform((0.3, 0.9)))
        self.leader.set(visible=corner[1] < start[1], data=np.transpose([start, corner]))

    def caption(self, result):
        w = _written(result)
        return (
            f"f({w.a}) {w.value}, &nbsp; f({w.end}) {w.nudged}, &nbsp; rise {w.rise}<br>"
            f"slope = rise / nudge = {w.rise[2:]} / {w.nudge} {w.slope[0]} <b>{w.slope[2:]}</b>, &nbsp; "
            f"exact slope by the rule {w.rule}"
        )

    def describe(self, result):
        w = _written(result)
        return (
            f"The curve f(a) = {result.f} with the point at a = {w.a}, the nudged point at a = {w.end}, the straight "
            f"line through both; beside it the same under a magnifying glass, nudge and rise drawn as a right-angled "
            f"triangle. f({w.a}) {w.value}, f({w.end}) {w.nudged}, rise {w.rise}, slope = rise / nudge {w.slope}; "
            f"exact slope by the rule {w.rule}."
        )


class _Written(NamedTuple):
    """The numbers of a result as text; all but a, end, nudge with their = or ≈."""

    a: str
    end: str
    nudge: str
    value: str
    nudged: str
    rise: str
    slope: str
    rule: str


def _written(result):
    size = -math.floor(math.log10(result.nudge) + 1e-9)  # 0.001: 3, and 0.002 too
    few = size if 3 < size <= 5 else 3  # a tinier nudge shows in no decimal that is worth reading
    noise = 1e-15 * max(1.0, abs(result.nudged))
    rule = _FUNCTIONS[result.f].rule
    return _Written(
        _plain(result.a),
        _plain(result.a + result.nudge),
        _plain(result.nudge),
        _is(result.value, few + size, noise),
        _is(result.nudged, few + size, noise),
        _is(result.rise, few + size, noise),
        _is(result.slope, few, noise / result.nudge, strip=False),
        rule if result.f == "3a" else f"{rule} {_is(result.exact, few, noise)}",
    )


def _samples(f, low, high):
    """Return points of a curve, for the logarithm only where it exists."""
    a = np.linspace(low, high, _SAMPLES)
    if f == "ln a":
        a = np.geomspace(max(low, 1e-3), high, _SAMPLES) if low < 0.5 else a
    return a, _FUNCTIONS[f].curve(a)


def _number(value, places, strip=True):
    text = f"{round(value, places) + 0.0:.{places}f}"  # never −0
    if strip and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def _plain(value):
    return _number(value, 10)


def _is(value, places, noise, strip=True):
    """Write a number after =, or after ≈ if decimals were dropped that are more than rounding noise."""
    exact = abs(value - round(value, places)) <= noise
    return f"{'=' if exact else '≈'} {_number(value, places, strip and exact)}"


def _times(factor):
    if factor < 1.5:
        return "hardly magnified"
    unit = 10 ** max(0, math.floor(math.log10(factor)) - 1)
    return f"about {round(factor / unit) * unit:,} times larger"


def slope(f="3a", a=2.0, nudge=0.001):
    """Explore the slope of a function at a point: nudge the point, and divide the rise by the nudge.

    Parameters
    ----------
    f : {"3a", "a²", "a³", "ln a"}
        The function at the start.
    a : float
        The point at the start, between 0.1 and 4.
    nudge : float
        At the start; 1, 2 or 5 times a power of ten, between 1e-6 and 1.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError, ValueError
        A start that the controls cannot show.

    Notes
    -----
    Notebook 02, section 1.
    """
    panel = {
        "f": controls.choice("function f(a)", [(name, name) for name in _FUNCTIONS], f, name="f"),
        "a": controls.slider("point a", a, 0.1, 4, 0.1, ".1f", name="a"),
        "nudge": controls.powers("nudge", nudge, -6, 0, within=(1, 2, 5)),
    }
    return Explorer(panel, compute, _Scene())
