"""Explorer: the gallery of activations, a curve beside its slope (notebook 03, section 3)."""

from typing import NamedTuple

import numpy as np

from .. import activations
from . import controls
from .activations_view import REACH, Bars, Curves
from .activations_words import KINDS, OTHER_SCORES, here, name, number, reach, stretches
from .live import Explorer, Scene

FLAT = 0.05  # of the largest slope, as notebook 03 counts saturated units


class Curve(NamedTuple):
    """An activation along z, and at one z.

    Attributes
    ----------
    g : Activation
    values, slopes : ndarray, shape (n,)
        For softmax (3, n): all three outputs.
    value, slope : float
        At the chosen z. For softmax ndarray, shape (3,).
    """

    g: activations.Activation
    values: np.ndarray
    slopes: np.ndarray
    value: float
    slope: float


class Result(NamedTuple):
    """One setting of the gallery.

    Attributes
    ----------
    z : float
    x : ndarray, shape (n,)
        The weighted sums that the curves are drawn over.
    first : Curve
    second : Curve, optional
    flat : ndarray of bool, shape (n,)
        Where every slope of the first curve is below FLAT times its largest, in size.
    """

    z: float
    x: np.ndarray
    first: Curve
    second: Curve | None
    flat: np.ndarray


def compute(g, compare, z, slope):
    """Return an activation and its slope from -6 to 6 and at z, and the same of another to compare with.

    `slope` is the a of the parametric ReLU. Softmax gets z as the first of three scores, the others are fixed.
    """
    # 0 twice, from the left and from the right: there a slope may jump.
    x = np.concatenate([np.linspace(-REACH, 0, 601), np.linspace(1e-9, REACH, 601)])
    first = _softmax(x, z) if g == "softmax" else _curve(g, slope, x, z)
    second = None if compare == "none" or g == "softmax" else _curve(compare, slope, x, z)
    sizes = np.abs(first.slopes).reshape(-1, x.size).max(axis=0)
    return Result(z, x, first, second, sizes < FLAT * sizes.max() - 1e-9)


def _curve(name, slope, x, z):
    g = activations.prelu.with_slope(slope) if name == "prelu" else activations.by_name(name)
    return Curve(g, g(x), g.derivative(x), float(g(z)), float(g.derivative(z)))


def _softmax(x, z):
    g, first = activations.softmax, np.append(x, z)
    scores = np.stack([first, *(np.full_like(first, score) for score in OTHER_SCORES)])
    A, slopes = g(scores), g.derivative(scores)[:, 0]
    return Curve(g, A[:, :-1], slopes[:, :-1], A[:, -1], slopes[:, -1])


class _Scene(Scene):
    def __init__(self):
        super().__init__(9.4, 3.9, rows=2, columns=2)
        self.figure.set_layout_engine("none")
        for ax, left in zip(self.axes.flat, (0.07, 0.575) * 2, strict=True):
            ax.set_position((left, 0.145, 0.405, 0.755))
            ax.set_xlim(-REACH, REACH)
        self.curves, self.bars = Curves(*self.axes[0]), Bars(*self.axes[1])
        self.moving(*self.curves.artists, *self.bars.artists)
        self.shown = None

    def update(self, result):
        shown = (result.first.g.name, result.second and result.second.g.name)
        drawing = self.bars if shown[0] == "softmax" else self.curves
        if shown != self.shown:
            self.shown = shown
            for ax in self.axes.flat:
                ax.set_visible(ax in drawing.axes)
            if drawing is self.curves:
                drawing.fit(result)
            self._moving = drawing.artists
            self.refresh()
        drawing.update(result)

    def caption(self, result):
        g, kind = result.first.g, KINDS[result.first.g.name]
        a = f", here with s = {number(g.a, 2)}" if g.name == "prelu" else ""
        flat = (
            f"Nearly flat (hatched; slope below {100 * FLAT:g} % of the largest): {stretches(result.x, result.flat)}."
        )
        if g.name == "softmax":
            flat += " The three slopes add up to 0: what one output gains, the others lose."
        names = {curve.g.name for curve in (result.first, result.second) if curve}
        only = "" if "prelu" in names else " (The slope s belongs to PReLU alone.)"
        return (
            f"<b>{kind.text}</b>: g(z) = {kind.formula}{a}. Range: {reach(g)}.<br>{flat}<br>"
            f"When to use it: {kind.use}<br>{here(result)}{only}"
        )

    def describe(self, result):
        if result.first.g.name == "softmax":
            picture = "The three outputs of softmax as bars, and their slopes with respect to the first score."
        else:
            other = f"; dashed, {name(result.second)}" if result.second else ""
            picture = f"The activation {name(result.first)} with its tangent at z, and its slope{other}."
        flat = stretches(result.x, result.flat)
        return f"{picture} Range: {reach(result.first.g)}. Nearly flat: {flat}. {here(result)}"


def activation(g="tanh", z=0.5, slope=0.25, compare="none"):
    """Explore an activation: its curve, its slope, and where it is too flat to learn.

    Parameters
    ----------
    g : str
        The name of any activation, at the start.
    z : float
        The weighted sum at the start, between -6 and 6. For softmax the first of three scores; the others are 1
        and -1.
    slope : float
        The slope s of the parametric ReLU, between -1 and 1; no other activation has it.
    compare : str
        "none", or the name of a second activation; not softmax, which has no single curve.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError, ValueError
        A start that the controls cannot show.

    Notes
    -----
    Notebook 03, section 3.
    """
    names = [(kind.text, name) for name, kind in KINDS.items()]
    others = [("nothing", "none"), *(pair for pair in names if pair[1] != "softmax")]
    panel = {
        "g": controls.choice("activation g", names, g, name="g"),
        "compare": controls.choice("compare with", others, compare, name="compare"),
        "z": controls.slider("weighted sum z", z, -REACH, REACH, 0.1, ".1f", name="z"),
        "slope": controls.slider("slope s (PReLU)", slope, -1, 1, 0.05, name="slope"),
    }

    def fit(change=None):
        bars = panel["g"].value == "softmax"
        panel["compare"].disabled = bars
        panel["slope"].disabled = bars or "prelu" not in (panel["g"].value, panel["compare"].value)

    fit()
    panel["g"].observe(fit, "value")
    panel["compare"].observe(fit, "value")
    return Explorer(panel, compute, _Scene())
