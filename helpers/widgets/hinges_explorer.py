"""Explorer: three hidden units add up to a bent line (notebook 03, section 4)."""

from typing import NamedTuple

import ipywidgets
import numpy as np

from .. import _doors, activations, style
from . import controls
from .hinges_words import DIGITS, SHOWN, TARGETS, distance, formula, number, shape, unit_formula
from .live import Explorer, Scene

UNITS = 3
_REACH, _HEIGHT = 3.0, 2.3
_X = (np.arange(600) + 0.5) / 100 - _REACH  # the middles of 600 short stretches: none of them is 0, where the step is
_TARGETS = {
    "hat": np.maximum(0, 1.5 - np.abs(_X)),
    "step": (_X > 0).astype(float),
    "wave": np.sin(np.pi * _X / 3),
}
_LOOKS = ((style.BLUE, "o"), (style.VERMILION, "s"), (style.GREEN, "^"))
# w, b, v of the three units, and c
SOLUTIONS = {
    ("linear", "hat"): ((1, 1, 1), (0, 0, 0), (0, 0, 0), 0.35),
    ("linear", "step"): ((1, 1, 1), (0, 0, 0), (0.25, 0, 0), 0.5),
    ("linear", "wave"): ((1, 1, 1), (0, 0, 0), (0.3, 0, 0), 0),
    ("relu", "hat"): ((1, 1, 1), (1.5, 0, -1.5), (1, -2, 1), 0),
    ("relu", "step"): ((5, 5, 1), (0.5, -0.5, 0), (1, -1, 0), 0),
    ("relu", "wave"): ((1, 1, -1), (1.3, -1.3, -1.3), (0.9, -1.5, 0.6), -1.15),
    ("tanh", "hat"): ((1.5, -1.5, 1), (-1, -1, 0), (-0.9, -0.9, 0), 0),
    ("tanh", "step"): ((5, 1, 1), (0, 0, 0), (0.5, 0, 0), 0.5),
    ("tanh", "wave"): ((0.5, 1, 1), (0, 2.5, -2.5), (2.1, -1.3, -1.3), 0),
    ("sigmoid", "hat"): ((3.5, -3.5, 1), (-2.5, -2.5, 0), (-1.6, -1.6, 0), 1.6),
    ("sigmoid", "step"): ((5, 1, 1), (0, 0, 0), (1, 0, 0), 0),
    ("sigmoid", "wave"): ((1.5, 2, 2), (0, 5.5, -5.5), (2.9, -2.3, -2.3), 0.85),
}


class Result(NamedTuple):
    """Three hidden units and what they add up to.

    Attributes
    ----------
    g, target : str
    unit : int
        The one whose sliders are shown, from 1.
    w, b, v : ndarray, shape (3, 1)
    c : float
    H : ndarray, shape (3, 600)
        The hidden units along x.
    y : ndarray, shape (600,)
    error : float
        The mean squared distance between y and the target.
    straight : float
        The same for the best straight line of all.
    hinges : ndarray, shape (3,)
        Where w x + b is 0: the corner of a ReLU, the steepest place of a sigmoid or tanh. NaN where w is 0.
    bends : list of float
        Where inside the frame y has a corner (ReLU), or where a unit that counts is steepest (sigmoid, tanh).
    """

    g: str
    target: str
    unit: int
    w: np.ndarray
    b: np.ndarray
    v: np.ndarray
    c: float
    H: np.ndarray
    y: np.ndarray
    error: float
    straight: float
    hinges: np.ndarray
    bends: list


def compute(g, target, unit, c, **numbers):
    """Return the hidden units, their weighted sum, and its distance to the target; `numbers` are w1, b1, v1 to v3."""
    w, b, v = (np.array([[numbers[f"{name}{k + 1}"]] for k in range(UNITS)], dtype=float) for name in "wbv")
    H = activations.by_name(g)(w * _X + b)
    y = (v * H).sum(axis=0) + c
    goal = _TARGETS[target]
    line = np.polynomial.Polynomial.fit(_X, goal, 1)(_X)
    hinges = np.where(w == 0, np.nan, -b / np.where(w == 0, 1, w)).ravel() + 0.0
    return Result(
        *(g, target, unit, w, b, v, c, H, y),
        error=float(((y - goal) ** 2).mean()),
        straight=float(((line - goal) ** 2).mean()),
        hinges=hinges,
        bends=_bends(g, hinges, v * np.abs(w)),
    )


def _bends(g, hinges, turns):
    """Return where the hinges show in the sum; the turns of ReLUs at the same place may cancel."""
    if g == "linear":
        return []
    places = {}
    for place, turn in zip(hinges.round(9).tolist(), turns.ravel(), strict=True):
        if abs(place) < _REACH:  # not for NaN
            places[place] = places.get(place, 0) + (turn if g == "relu" else abs(turn))
    return sorted(place for place, turn in places.items() if abs(turn) > 1e-9)


class _Scene(Scene):
    def __init__(self):
        super().__init__(9.4, 4.5, mosaic=[[0, "y"], [1, "y"], [2, "y"]], width_ratios=[1.12, 1.3])
        self.units = []
        for k, (colour, marker) in enumerate(_LOOKS):
            ax = self.axes[k]
            ax.set(xlim=(-_REACH, _REACH), ylim=(-_HEIGHT, _HEIGHT), yticks=(-2, 0, 2))
            ax.tick_params(labelbottom=k == UNITS - 1)
            title = self.moving(ax.set_title("h", loc="left", fontsize=10.5))
            times = self.moving(*ax.plot([], [], color=colour, linestyle="--", linewidth=1.8))
            line = self.moving(*ax.plot([], [], color=colour))
            dot = self.moving(*ax.plot([], [], marker, color=colour, markersize=8, markeredgecolor=style.INK))
            self.units.append((title, times, line, dot))
        ax.set_xlabel("input x")
        ax = self.axes["y"]
        ax.set(xlim=(-_REACH, _REACH), ylim=(-_HEIGHT, _HEIGHT))
        style.label(ax, "input x", "output y", "output y (black), its target (wide), the gap (grey)")
        self.gap = self.moving(ax.fill_between(_X, 0, 0, color="#DDDDDD", linewidth=0))
        self.target = self.moving(*ax.plot([], [], color=style.SKY, linewidth=6, solid_capstyle="butt"))
        self.marks = []
        for k, (colour, _) in enumerate(_LOOKS):
            rule = self.moving(ax.axvline(0, color=colour, linestyle=":", linewidth=1.6))
            name = ax.text(0, _HEIGHT * (0.97 - 0.1 * k), f" {k + 1}", color=style.dark(colour), va="top", fontsize=11)
            self.marks.append((rule, self.moving(name)))
        self.line = self.moving(*ax.plot([], [], color=style.INK, linewidth=2.5))
        paper = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 2}
        self.outside = self.moving(ax.text(0, 0.25 - _HEIGHT, "", ha="center", va="top", fontsize=10.5, bbox=paper))
        self.dots = [
            self.moving(*ax.plot([], [], marker, color=colour, markersize=9, markeredgecolor=style.INK))
            for colour, marker in _LOOKS
        ]

    def update(self, result):
        heights = activations.by_name(result.g)(np.zeros(1)).item()  # of every unit at its hinge
        for k, (title, times, line, dot) in enumerate(self.units):
            chosen, v = k + 1 == result.unit, result.v[k, 0]
            title.set_text(f"h{DIGITS[k]} = {unit_formula(result, k)};  dashed: {number(v)} h{DIGITS[k]}")
            title.set_fontweight("bold" if chosen else "normal")
            line.set_data(_X, result.H[k])
            line.set_linewidth(3.4 if chosen else 2)
            times.set_data(_X, v * result.H[k])
            hinge = result.hinges[k]
            dot.set_visible(bool(result.g != "linear" and abs(hinge) <= _REACH))
            for artist in (self.dots[k], *self.marks[k]):
                artist.set_visible(bool(dot.get_visible() and v))
            if dot.get_visible():
                dot.set_data([hinge], [heights])
                self.dots[k].set_data([hinge], [np.interp(hinge, _X, result.y)])
                self.marks[k][0].set_xdata([hinge, hinge])
                self.marks[k][1].set_x(hinge)
        target = _TARGETS[result.target]
        self.target.set_data(_X, target)
        self.line.set_data(_X, result.y)
        self.gap.set_data(_X, result.y, target)
        low, high = result.y.min(), result.y.max()
        self.outside.set_visible(bool(max(-low, high) > _HEIGHT))
        self.outside.set_text(f"y leaves the frame: it runs from {number(low, 1)} to {number(high, 1)}")

    def caption(self, result):
        return f"{formula(result)}<br>{shape(result)}<br>{distance(result)}"

    def describe(self, result):
        units = ", ".join(f"h{k + 1} = {unit_formula(result, k)}" for k in range(UNITS))
        return (
            f"Three hidden units, {units}, each alone and times its output weight, and beside them their sum with the "
            f"target, {TARGETS[result.target]}. {formula(result)} {shape(result)} {distance(result)}"
        )


class _Explorer(Explorer):
    """An explorer that can move many controls at once, with a single new picture."""

    _moving = False

    def move(self, values):
        self._moving = True
        for name, value in values.items():
            self.controls[name].value = value
        self._moving = False
        self._redraw(None)

    def _redraw(self, change):
        if not self._moving:
            super()._redraw(change)


def hinges(g="relu", target="hat", unit=1, w=(1, 1, 1), b=(2, 0, -2), v=(0.5, -1, 0.5), c=0.0):
    """Bend a line with three hidden units until it follows a target: y = v1 g(w1 x + b1) + v2 … + v3 … + c.

    Parameters
    ----------
    g : {"relu", "linear", "tanh", "sigmoid"}
    target : {"hat", "step", "wave"}
    unit : int
        The unit whose three sliders are shown, 1 to 3.
    w, b, v : sequence of three floats
        Weights (-5 to 5), biases (-10 to 10) and output weights (-3 to 3) of the units at the start. In the notation
        of the notebook they are W[1], b[1] and W[2].
    c : float
        The output bias b[2] at the start, between -3 and 3.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError, ValueError
        A start that the controls cannot show.

    Notes
    -----
    Notebook 03, section 4.
    """
    for name, given in (("w", w), ("b", b), ("v", v)):
        if _doors.array(given, name).shape != (UNITS,):
            raise ValueError(f"{name}: expected three numbers, one per hidden unit, got {given!r}")
    panel = {
        "g": controls.choice("activation g", [(text, name) for name, text in SHOWN.items()], g, name="g"),
        "target": controls.choice("target", [(text, name) for name, text in TARGETS.items()], target),
        "unit": controls.choice(
            "sliders of", [(f"hidden unit {k + 1}", k + 1) for k in range(UNITS)], unit, name="unit"
        ),
    }
    for k, index in enumerate(DIGITS):
        panel[f"w{k + 1}"] = controls.slider(f"weight w{index}", w[k], -5, 5, 0.1, ".1f", name=f"w[{k}]")
        panel[f"b{k + 1}"] = controls.slider(f"bias b{index}", b[k], -10, 10, 0.1, ".1f", name=f"b[{k}]")
        panel[f"v{k + 1}"] = controls.slider(f"output weight v{index}", v[k], -3, 3, 0.05, name=f"v[{k}]")
    panel["c"] = controls.slider("output bias c", c, -3, 3, 0.05, name="c")
    start = {name: control.value for name, control in panel.items() if name not in ("g", "target", "unit")}

    def fit(change=None):
        shown = {"c", *(f"{name}{panel['unit'].value}" for name in "wbv")}
        for name in start:
            panel[name].layout.display = None if name in shown else "none"

    def solve(button):
        *units, c = SOLUTIONS[panel["g"].value, panel["target"].value]
        values = {f"{name}{k + 1}": given[k] for name, given in zip("wbv", units, strict=True) for k in range(UNITS)}
        explorer.move({**values, "c": c})

    fit()
    panel["unit"].observe(fit, "value")
    show, reset = (ipywidgets.Button(description=text) for text in ("show one solution", "back to the start"))
    show.on_click(solve)
    reset.on_click(lambda button: explorer.move(start))
    explorer = _Explorer(panel, compute, _Scene(), extra=(show, reset))
    return explorer
