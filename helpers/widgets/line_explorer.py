"""Explorer: one neuron learns a line, and the reader travels through its training (notebook 01, section 8)."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .. import data, neuron, plots, style, training
from . import controls
from .live import Explorer, Scene

FRESH = 2000
_X_LIMITS, _Y_LIMITS = (-5.2, 5.2), (-13, 19)
_LOWEST_COST = 1e-3
_FRESH_SEED = 2024


class _Training(NamedTuple):
    points: data.Dataset
    run: neuron.Run
    epochs: np.ndarray
    costs: np.ndarray
    accuracy: np.ndarray
    verdict: str
    broke: str


class _Result(NamedTuple):
    trained: _Training
    index: int
    learning_rate: float

    @property
    def epoch(self):
        return int(self.trained.epochs[self.index])


@lru_cache(maxsize=8)
def _train(learning_rate, m, overlap, epochs, seed):
    points = data.line(m, overlap, rng=np.random.default_rng(seed))
    fresh = data.line(FRESH, overlap, rng=np.random.default_rng(_FRESH_SEED))
    broke = ""
    try:
        run = neuron.train(points.X, points.Y, learning_rate, epochs)
    except training.Diverged as error:
        run, broke = error.run, str(error)
    W = np.hstack([w for _, w, _ in run.snapshots])
    b = np.array([b for _, _, b in run.snapshots])
    right = (W.T @ fresh.X + b[:, None] > 0) == (fresh.Y == 1)
    costs = np.array([neuron.cost(w, b, points.X, points.Y) for _, w, b in run.snapshots])
    moments = np.array([epoch for epoch, _, _ in run.snapshots])
    verdict = training.verdict(np.append(run.costs, costs[-1]))
    return _Training(points, run, moments, costs, right.mean(axis=1), verdict, broke)


def compute(learning_rate, m, overlap, epochs, seed, moment):
    """Return a whole training run and one of its snapshots, from the start (0) to the end (100)."""
    trained = _train(learning_rate, m, overlap, int(epochs), seed)
    index = round(moment / 100 * (len(trained.epochs) - 1))
    return _Result(trained, index, learning_rate)


_WORDS = {
    "diverging": "the rate is too large: the steps overshoot, and the cost ends higher than it started.",
    "oscillating": "the rate is large: the cost keeps jumping up and down, because the steps overshoot the valley.",
    "slow": "the rate is too small for so few epochs: the cost has hardly moved.",
    "settled": "at the end the cost falls only slowly.",
    "learning": "the cost was still falling at the end: more epochs would help a little.",
}
_TOO_FEW = 20


def _explain(trained):
    """Say in a sentence how the whole run went."""
    if trained.broke:
        return f"training broke off: {trained.broke}"
    if len(trained.run.costs) < _TOO_FEW:
        return f"fewer than {_TOO_FEW} epochs are too few to judge the learning rate by."
    w, b = trained.run.w, trained.run.b
    if ((w.T @ trained.points.X + b > 0) == trained.points.Y).all():
        return "all training points are right: no line is best, and the cost creeps towards 0 for ever."
    return _WORDS[trained.verdict]


class _Scene(Scene):
    def __init__(self):
        super().__init__(9.4, 4.2, mosaic=[["cloud", "cost"], ["cloud", "accuracy"]], width_ratios=[1.25, 1])
        cloud, cost, accuracy = (self.axes[name] for name in ("cloud", "cost", "accuracy"))
        cloud.set(xlim=_X_LIMITS, ylim=_Y_LIMITS)
        style.label(cloud, "x₁", "x₂", "wide: hidden line, black: neuron's   ▲ class 1, ● class 0")
        self.clouds = [
            self.moving(*cloud.plot([], [], marker, color=colour, markersize=4.5, alpha=0.75, markeredgewidth=0))
            for marker, colour in zip(style.CLASS_MARKERS, style.CLASS_COLOURS, strict=True)
        ]
        x = np.array(_X_LIMITS)
        self.moving(*cloud.plot(x, data.LINE_SLOPE * x + data.LINE_INTERCEPT, color=style.SKY, linewidth=7, alpha=0.6))
        self.line = self.moving(*cloud.plot([], [], color=style.BLACK, linewidth=2))
        self.note = self.moving(cloud.text(0.03, 0.97, "", transform=cloud.transAxes, va="top", fontsize=10.5))
        self.curves = []
        for ax, name, limits in ((cost, "cost J", (_LOWEST_COST, 1)), (accuracy, "right [%]", (40, 102))):
            ax.set_xscale("function", functions=(np.sqrt, np.square))  # most happens at the start
            ax.set(xlim=(0, 106), ylim=limits, xticks=(0, 1, 5, 20, 50, 100))
            style.label(ax, "", name, " ")
            curve = self.moving(*ax.plot([], [], color=style.BLUE))
            dot = self.moving(*ax.plot([], [], "o", color=style.INK, markersize=8, clip_on=False, in_layout=False))
            number = self.moving(ax.text(0, 1.04, "", transform=ax.transAxes, fontsize=11))
            self.curves.append((curve, dot, number))
        cost.set_yscale("log")
        below = {"textcoords": "offset points", "va": "bottom", "fontsize": 10, "in_layout": False}
        below["bbox"] = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1}
        self.below = self.moving(cost.annotate("▼ below 10⁻³", (0, _LOWEST_COST), (0, 7), **below))
        accuracy.set_xlabel("share of the training done [%] (start stretched)")

    def update(self, result):
        trained, i = result.trained, result.index
        limits = _LOWEST_COST, 10.0 ** max(0, math.ceil(math.log10(trained.costs.max())))
        if limits != self.axes["cost"].get_ylim():
            self.axes["cost"].set_ylim(limits)
            self.refresh()
        for label, cloud in enumerate(self.clouds):
            cloud.set_data(*trained.points.X[:, trained.points.Y[0] == label])
        _, w, b = trained.run.snapshots[i]
        self.line.set_data(*plots.line_in_box(w, b, _X_LIMITS, _Y_LIMITS))
        self.note.set_text(f"epoch {result.epoch:,}" + ("" if w.any() else ": w = 0, no line yet"))
        share = 100 * trained.epochs / max(trained.epochs[-1], 1)
        cost, right = trained.costs[i], 100 * trained.accuracy[i]
        self.below.set_visible(bool(cost < _LOWEST_COST))
        self.below.xy = (share[i], _LOWEST_COST)
        self.below.set_ha("right" if share[i] > 25 else "left")
        texts = (f"training points: J {_digits(cost, 3)}", f"{FRESH:,} fresh points: {right:.1f} % right")
        for (curve, dot, number), values, text in zip(
            self.curves, (trained.costs, 100 * trained.accuracy), texts, strict=True
        ):
            curve.set_data(share, values)
            dot.set_data([share[i]], [max(values[i], _LOWEST_COST)])
            number.set_text(text)

    def caption(self, result):
        trained, i = result.trained, result.index
        cost = _digits(trained.costs[i], 4).removeprefix("= ").replace("<", "below")
        return (
            f"<b>Epoch {result.epoch:,}</b>: cost {cost} on {trained.points.X.shape[1]} training "
            f"points, <b>{100 * trained.accuracy[i]:.1f} %</b> of {FRESH:,} fresh points right; "
            f"{equation(*trained.run.snapshots[i][1:])}.<br>The whole run: {_explain(trained)}"
        )

    def describe(self, result):
        trained, i = result.trained, result.index
        return (
            f"One neuron on {trained.points.X.shape[1]} points above and below a line, learning rate "
            f"{result.learning_rate:,.10g}, epoch {result.epoch:,}: cost {trained.costs[i]:.3f}, "
            f"{100 * trained.accuracy[i]:.1f} % of {FRESH:,} fresh points right; "
            f"{equation(*trained.run.snapshots[i][1:])}. The whole run: {_explain(trained)}"
        )


def _digits(cost, places):
    """Write "= 0.012", or "< 0.001" where all digits would be 0."""
    text = f"{cost:.{places}f}"
    return f"= {text}" if float(text) else f"< {10.0**-places:.{places}f}"


def equation(w, b):
    """Write the line on which the neuron is undecided, in words for a caption."""
    w1, w2 = w.ravel()
    if w2 == 0:
        return "no line yet" if w1 == 0 else f"its line is x₁ = {-b / w1:.2f}"
    slope, intercept = -w1 / w2, -b / w2
    return f"its line is x₂ = {slope:.2f} x₁ {'+' if intercept >= 0 else '−'} {abs(intercept):.2f}"


def line(learning_rate=0.1, m=200, overlap=0.0, epochs=2000, seed=1, moment=100):
    """Explore how one neuron learns to tell points above a line from points below it.

    Parameters
    ----------
    learning_rate : float
        At the start, between 0.001 and 1000.
    m : int
        Number of training points, 10 to 1000.
    overlap : float
        Standard deviation of the shift that mixes the classes, 0 to 4.
    epochs : int
        1 to 10,000.
    seed : int
        Which points, 1 to 20.
    moment : int
        Which moment of the training is shown, from 0 (the start) to 100 (the end); denser at the start.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError, ValueError
        A start that the controls cannot show.

    Notes
    -----
    Notebook 01, section 8. Every change trains again from the same start; `moment` only travels through the run.
    """
    panel = {
        "m": controls.whole("points m", m, 10, 1000, 10, name="m"),
        "overlap": controls.slider("overlap noise", overlap, 0, 4, 0.1, ".1f", name="overlap"),
        "learning_rate": controls.powers("learning rate α", learning_rate, -3, 3, name="learning_rate"),
        "epochs": controls.powers("epochs", epochs, 0, 4, within=(1, 2, 5)),
        "seed": controls.whole("other points", seed, 1, 20, name="seed"),
        "moment": controls.whole("time travel", moment, 0, 100, name="moment"),
    }
    return Explorer(panel, compute, _Scene())
