"""Explorer: the error of a difference quotient against its step, a V with two causes (notebook 02, section 7)."""

import functools
import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .. import checks, style
from . import controls, descent_explorer
from .live import Explorer, Scene


class _Function(NamedTuple):
    f: Callable
    slope: Callable
    x: float
    text: str
    bottoms: tuple[float, float]  # where rounding and truncation are equal, to the nearest power of ten


_FUNCTIONS = {
    "log loss of a neuron": _Function(
        descent_explorer.log_loss,
        descent_explorer.log_loss_slope,
        2.0,
        "J(w), the log loss of a neuron, at w = 2",
        (1e-7, 1e-5),
    ),
    "e^x at x = 1": _Function(math.exp, math.exp, 1.0, "eˣ at x = 1", (1e-8, 1e-5)),
    "x³ at x = 3": _Function(lambda x: x * x * x, lambda x: 3 * x * x, 3.0, "x³ at x = 3", (1e-8, 1e-5)),
}
_LOW, _WITHIN = -14, (1, 3)
EPSILONS = (*(float(f"{k * 10.0**n:.3g}") for n in range(_LOW, 0) for k in _WITHIN), 1.0)
_FLOOR = 1e-17
_KINDS = ("one-sided", "central")


class _Result(NamedTuple):
    function: str
    epsilon: float
    exact: float
    quotients: tuple[float, float]
    errors: tuple[float, float]
    curves: np.ndarray


def quotients(f, x, epsilon):
    """Return the one-sided and the central difference quotient."""
    return float((f(x + epsilon) - f(x)) / epsilon), checks.central_difference(f, x, epsilon)


@functools.cache
def errors(function):
    """Return the relative errors of both quotients over all of `EPSILONS`, shape (2, len(EPSILONS))."""
    f, slope, x, *_ = _FUNCTIONS[function]
    exact = float(slope(x))
    found = np.array([quotients(f, x, epsilon) for epsilon in EPSILONS]).T
    return np.abs(found - exact) / abs(exact)


def compute(function, epsilon):
    """Return both quotients at one step, their relative errors, and the errors over all steps."""
    f, slope, x, *_ = _FUNCTIONS[function]
    curves = errors(function)
    at = EPSILONS.index(epsilon)
    return _Result(function, epsilon, float(slope(x)), quotients(f, x, epsilon), tuple(curves[:, at].tolist()), curves)


def cause(function, kind, epsilon):
    """Name what makes most of the error of the one-sided (0) or the central (1) quotient at this step."""
    ratio = epsilon / _FUNCTIONS[function].bottoms[kind]
    if 0.02 < ratio < 5:
        return "both"
    return "truncation" if ratio > 1 else "rounding"


class _Scene(Scene):
    caption_lines = 3

    def __init__(self):
        super().__init__(9.4, 4.1)
        ax = self.axes
        ax.set(xscale="log", yscale="log", xlim=(10.0**_LOW / 2, 2), ylim=(_FLOOR, 20))
        ax.set_yticks([10.0**n for n in range(-16, 1, 4)])
        ax.set_xticks([10.0**n for n in range(_LOW, 1, 2)])
        ax.minorticks_off()
        ax.margins(0)
        style.label(ax, "step ε (logarithmic)", "relative error (logarithmic)", "")
        looks = ({"ls": "--", "marker": "s", "color": style.VERMILION}, {"ls": "-", "marker": "o", "color": style.BLUE})
        self.curves = [ax.plot([], [], **look, linewidth=1.8, markersize=4)[0] for look in looks]
        self.rule = self.moving(ax.axvline(1, color=style.FAINT, linewidth=1.2, linestyle=":"))
        shades = [style.dark(look["color"]) for look in looks]
        paper = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5}
        words = (
            (5e-14, 1, "← rounding: digits cancel", style.INK, "left"),
            (1.5, 3e-13, "truncation: the curve bends →", style.INK, "right"),
            (2e-4, 6e-3, "one-sided", shades[0], "right"),
            (3e-2, 2e-7, "central", shades[1], "left"),
        )
        for x, y, text, colour, side in words:
            self.moving(ax.text(x, y, text, color=colour, ha=side, va="center", fontsize=11, bbox=paper))
        line = {"arrowstyle": "-", "color": style.FAINT, "linewidth": 1.2, "shrinkB": 0}
        self.bottoms = [
            self.moving(ax.annotate("", (1, 1), (1, y), color=shade, ha="center", arrowprops=line, bbox=paper))
            for shade, y in zip(shades, (2e-3, 2e-16), strict=True)
        ]
        self.big = [
            self.moving(*ax.plot([], [], look["marker"], color=look["color"], ms=size, markeredgecolor=style.INK))
            for look, size in zip(looks, (15, 11), strict=True)
        ]
        self.name = None

    def update(self, result):
        if result.function != self.name:
            self.name = result.function
            for line, curve in zip(self.curves, result.curves, strict=True):
                line.set_data(EPSILONS, np.maximum(curve, _FLOOR))
            self._name_bottoms(result)
            self.axes.set_title(f"Difference quotients of {_FUNCTIONS[self.name].text}", loc="left", fontsize=11.5)
            self.refresh()
        self.rule.set_xdata([result.epsilon] * 2)
        for marker, error in zip(self.big, result.errors, strict=True):
            marker.set_data([result.epsilon], [max(error, _FLOOR)])

    def _name_bottoms(self, result):
        bottoms = _FUNCTIONS[result.function].bottoms
        for note, name, bottom, curve, away in zip(
            self.bottoms, _KINDS, bottoms, result.curves, (4, 0.25), strict=True
        ):
            note.set_text(f"bottom of the {name} V,\nnear ε = {_power(bottom)}")
            note.set_x(bottom)
            note.xy = (bottom, max(curve[EPSILONS.index(bottom)], _FLOOR) * away)

    def caption(self, result):
        lines = [
            f"{_FUNCTIONS[result.function].text}: exact slope {_eight(result.exact)}, step ε = {_power(result.epsilon)}"
        ]
        formulas = ("(f(x + ε) − f(x)) / ε", "(f(x + ε) − f(x − ε)) / 2ε")
        for kind, (name, formula) in enumerate(zip(_KINDS, formulas, strict=True)):
            lines.append(
                f"<b>{name}</b> {formula} = {_eight(result.quotients[kind])}, relative error "
                f"<b>{_error(result, kind)}</b>: {_WORDS[cause(result.function, kind, result.epsilon)]}"
            )
        return "<br>".join(lines)

    def describe(self, result):
        parts = [
            f"{name} {_eight(result.quotients[kind])}, relative error {_error(result, kind)}, "
            f"{_WORDS[cause(result.function, kind, result.epsilon)]}"
            for kind, name in enumerate(_KINDS)
        ]
        one, two = (_power(bottom) for bottom in _FUNCTIONS[result.function].bottoms)
        return (
            f"The relative error of two difference quotients of {_FUNCTIONS[result.function].text}, against the step "
            f"ε: a V for each on logarithmic axes, rounding on the left, truncation on the right. The one-sided V "
            f"(dashed, squares) has its bottom near ε = {one}, the central V (solid, circles) a lower one near {two}. "
            f"Exact slope {_eight(result.exact)}; at ε = {_power(result.epsilon)}: {'; '.join(parts)}."
        )


_WORDS = {
    "truncation": "truncation dominates, a smaller ε would be better",
    "rounding": "rounding dominates, a larger ε would be better (each single error is a matter of luck)",
    "both": "near the bottom of the V, where rounding and truncation balance",
}
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _eight(value):
    return f"{value:.8f}".replace("-", "−")


def _power(value, digits=0):
    """Write a number as 3 · 10⁻⁴, and as a plain one if it is near 1."""
    factor, exponent = f"{value:.{digits}e}".split("e")
    if int(exponent) == 0:
        return factor
    ten = "10" + str(int(exponent)).translate(_RAISED)
    return ten if factor == "1" else f"{factor} · {ten}"


def _error(result, kind):
    """Write a relative error, only as a power of ten where its digits differ from machine to machine."""
    error = result.errors[kind]
    if error == 0:
        return "0"
    if error < 1e-6 or cause(result.function, kind, result.epsilon) != "truncation":
        return f"about {_power(10.0 ** round(math.log10(error)))}"
    return _power(error, 1)


def gradient_check(function="log loss of a neuron", epsilon=1e-3):
    """Explore how wrong a difference quotient is: too large a step truncates, too small a step rounds.

    Parameters
    ----------
    function : {"log loss of a neuron", "e^x at x = 1", "x³ at x = 3"}
        At the start.
    epsilon : float
        The step at the start; 1 or 3 times a power of ten, between 1e-14 and 1.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError, ValueError
        A start that the controls cannot show.

    Notes
    -----
    Notebook 02, section 7.
    """
    panel = {
        "function": controls.choice("function", [(name, name) for name in _FUNCTIONS], function),
        "epsilon": controls.powers("step ε", epsilon, _LOW, 0, within=_WITHIN, name="epsilon"),
    }
    return Explorer(panel, compute, _Scene())
