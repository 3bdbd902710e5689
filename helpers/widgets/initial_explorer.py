"""Explorer: where the weights begin, and what becomes of the hidden units (notebook 03, section 6)."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.patheffects import withStroke

from .. import activations, data, network, style
from . import controls, initial_words
from .live import Explorer, Scene

EPOCHS, LEARNING_RATE, M, MOST = 1000, 1.2, 400, 10
SAME = 0.5
_SCALES = {
    "0": 0.0,
    "all 0.5": "same",
    "0.001": 0.001,
    "0.01": 0.01,
    "0.1": 0.1,
    "Xavier": "xavier",
    "He": "he",
    "1": 1.0,
    "3": 3.0,
    "10": 10.0,
}
_STEEPEST = {"tanh": 1.0, "sigmoid": 0.25, "relu": 1.0}
_LETTERS = 10.5
_BINS, _TOPS = 20, (0.26, 0.52, 1.04)
_LOWEST, _COSTS = 0.08, (0.1, 0.3, 1, 10, 100, 1000)


class Training(NamedTuple):
    """A run on the flower, at each of its snapshots.

    Attributes
    ----------
    scale, g : as chosen
    snapshots : tuple of (int, list of Layer)
    weights : ndarray, shape (snapshots, hidden units, 2)
        The rows of W[1].
    spread : ndarray, shape (snapshots,)
        The largest difference between the same weight of two hidden units.
    flat : ndarray, shape (snapshots,)
        The share of hidden outputs whose slope is below 5 % of the steepest.
    costs, accuracy : ndarray, shape (snapshots,)
    highest : float
        The largest hidden output of all.
    """

    scale: float | str
    g: str
    snapshots: tuple
    weights: np.ndarray
    spread: np.ndarray
    flat: np.ndarray
    costs: np.ndarray
    accuracy: np.ndarray
    highest: float


class Result(NamedTuple):
    """One moment of a run; the hidden outputs A[1], shape (hidden units, m), and which of them are saturated."""

    trained: Training
    index: int
    A: np.ndarray
    saturated: np.ndarray

    @property
    def epoch(self):
        return self.trained.snapshots[self.index][0]


@lru_cache(maxsize=1)
def _flower():
    return data.flower(M, rng=np.random.default_rng(1))


def _hidden(layers):
    """Return the hidden outputs, where they are saturated, and the network's output."""
    A, (hidden, _) = network.forward(layers, _flower().X)
    g = layers[0].activation
    return hidden.A, g.slope(hidden.Z) < 0.05 * _STEEPEST[g.name], A


@lru_cache(maxsize=8)
def _train(scale, g, hidden, seed):
    points, same = _flower(), scale == "same"
    rng = np.random.default_rng(seed)
    layers = network.initialize([2, hidden, 1], hidden=g, scale=0 if same else scale, rng=rng)
    if same:
        layers = [layer._replace(W=np.full_like(layer.W, SAME)) for layer in layers]
    run = network.train(layers, points.X, points.Y, LEARNING_RATE, EPOCHS)
    weights = np.array([layers[0].W for _, layers in run.snapshots])
    seen = [_hidden(layers) for _, layers in run.snapshots]
    costs = np.append(run.costs, network.cost(run.layers, points.X, points.Y))
    return Training(
        scale,
        g,
        run.snapshots,
        weights,
        np.ptp(weights, axis=1).max(axis=1),
        np.array([saturated.mean() for _, saturated, _ in seen]),
        costs[[epoch for epoch, _ in run.snapshots]],
        np.array([((A > 0.5) == points.Y).mean() for *_, A in seen]),
        max(A.max() for A, *_ in seen),
    )


def compute(scale, g, hidden, seed, moment):
    """Return a whole training run and one of its snapshots, from the start (0) to the end (100)."""
    trained = _train(scale, g, hidden, seed)
    index = round(moment / 100 * (len(trained.snapshots) - 1))
    A, saturated, _ = _hidden(trained.snapshots[index][1])
    return Result(trained, index, A, saturated)


class _Scene(Scene):
    def __init__(self):
        plan = [["plane", "outputs", "outputs"], ["plane", "cost", "accuracy"]]
        super().__init__(9.4, 4.5, mosaic=plan, width_ratios=[2.1, 1, 1])
        plane, outputs, cost, accuracy = (self.axes[name] for name in ("plane", "outputs", "cost", "accuracy"))
        plane.set_box_aspect(1)
        plane.locator_params(nbins=5, steps=(1, 2, 5, 10))
        style.label(plane, "weight of x₁", "weight of x₂", "each hidden unit's weights, from ○ to →")
        self.path = self.moving(*plane.plot([], [], color=style.FAINT, linewidth=1.2))
        self.starts = self.moving(
            *plane.plot([], [], "o", color=style.INK, fillstyle="none", markersize=6, markeredgewidth=1.2)
        )
        none = np.zeros(MOST)
        look = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.008, "color": style.BLUE}
        self.arrows = self.moving(plane.quiver(none, none, none, none, **look))
        halo = [withStroke(linewidth=3, foreground=style.PAPER)]
        look = {"ha": "center", "va": "center", "fontsize": _LETTERS, "path_effects": halo}
        self.names = [self.moving(plane.text(0, 0, "", **look)) for _ in none]
        style.label(outputs, "hidden output g(z)", "share")
        outputs.locator_params(axis="x", nbins=5, steps=(1, 2, 5, 10))
        outputs.yaxis.set_major_formatter("{x:.0%}")
        self.title = self.moving(outputs.set_title("hidden outputs", loc="left", fontsize=11))
        looks = ({"facecolor": style.SKY}, {"facecolor": "#F0B48C", "hatch": "///", "edgecolor": style.VERMILION})
        empty = np.zeros(_BINS), np.linspace(0, 1, _BINS + 1)
        self.bars = [self.moving(outputs.stairs(*empty, fill=True, linewidth=0, **look)) for look in looks]
        self.curves = []
        for ax in (cost, accuracy):
            ax.set_xscale("function", functions=(np.sqrt, np.square))  # most happens at the start
            ax.set(xlim=(0, EPOCHS * 1.08), xticks=(0, 100, 400, 1000), xlabel="epoch")
            curve = self.moving(*ax.plot([], [], color=style.BLUE))
            dot = self.moving(*ax.plot([], [], "o", color=style.INK, markersize=7, clip_on=False, in_layout=False))
            title = self.moving(ax.set_title("cost", loc="left", fontsize=11))
            self.curves.append((curve, dot, title))
        cost.set(yscale="log", ylim=(_LOWEST, 1000))
        cost.set_yticks(_COSTS, [f"{J:g}" for J in _COSTS])
        cost.minorticks_off()
        accuracy.set(ylim=(0, 104), yticks=(0, 25, 50, 75, 100))
        self.figure.canvas.draw()  # laid out once, for the widest numbers
        self.figure.set_layout_engine("none")
        self.frame = None

    def update(self, result):
        trained, i = result.trained, result.index
        shares, edges = _histogram(result)
        top = next(top for top in _TOPS if shares.sum(axis=0).max() <= top)
        reach = 1.15 * np.abs(trained.weights).max() or 1.0
        highest = 10 ** np.ceil(np.log10(trained.costs.max()) + 0.01)
        if self.frame != (trained.g, reach, edges[-1], top, highest):
            self.frame = (trained.g, reach, edges[-1], top, highest)
            self.axes["plane"].set(xlim=(-reach, reach), ylim=(-reach, reach))
            self.axes["outputs"].set(xlim=(edges[0], edges[-1]), ylim=(0, top))
            self.axes["cost"].set_ylim(_LOWEST, highest)
            self.refresh()
        self._move_arrows(trained.weights[: i + 1], reach)
        self.bars[0].set_data(shares.sum(axis=0), edges)
        self.bars[1].set_data(shares[1], edges)
        self.title.set_text(f"all hidden outputs: {initial_words.flat(result)} (hatched)")
        epochs = [epoch for epoch, _ in trained.snapshots]
        told = (f"cost J = {initial_words.cost(trained.costs[i])}", f"{100 * trained.accuracy[i]:.0f} % right")
        for (curve, dot, title), values, text in zip(
            self.curves, (trained.costs, 100 * trained.accuracy), told, strict=True
        ):
            curve.set_data(epochs, values)
            dot.set_data([epochs[i]], [values[i]])
            title.set_text(text)

    def _move_arrows(self, weights, reach):
        tips, gap = weights[-1], np.full((1, weights.shape[1], 2), np.nan)
        self.path.set_data(*np.concatenate([weights, gap]).transpose(2, 1, 0).reshape(2, -1))
        self.starts.set_data(*weights[0].T)
        ends = np.full((MOST, 2), np.nan)
        ends[: len(tips)] = tips
        self.arrows.set_UVC(*ends.T)
        groups = _groups(tips, 0.06 * reach)
        for name, units in zip(self.names, groups + [[]] * (MOST - len(groups)), strict=True):
            name.set_text(f"all {len(tips)}" if len(units) == len(tips) else ", ".join(str(k + 1) for k in units))
        plane = self.axes["plane"]
        unit = 2 * reach / (plane.get_window_extent().width / self.figure.dpi * 72)  # a point, as a weight
        sizes = np.array([(0.36 * len(name.get_text()) + 0.1, 0.55) for name in self.names[: len(groups)]])
        middles = np.array([tips[units].mean(axis=0) for units in groups])
        places = _spread(middles, sizes * _LETTERS * unit, np.concatenate([tips, weights[0]]), reach)
        for name, place in zip(self.names, places, strict=False):
            name.set_position(place)

    def caption(self, result):
        return f"<b>Epoch {result.epoch:,}</b>: {initial_words.now(result)}<br>{initial_words.whole(result.trained)}"

    def describe(self, result):
        trained = result.trained
        start = next(name for name, value in _SCALES.items() if value == trained.scale)
        return (
            f"{trained.weights.shape[1]} {initial_words.SHOWN[trained.g]} units on the flower ({M} points), initial "
            f"weights: {start}. Their weights as arrows, a histogram of their outputs, cost and accuracy over "
            f"{EPOCHS:,} epochs. Epoch {result.epoch:,}: {initial_words.now(result)} {initial_words.whole(trained)}"
        )


def _spread(middles, halves, marks, reach):
    """Return a place for the name of every group, outward from its arrows, none on another or, if it can be, a mark.

    `halves` is half the width and half the height of each name.
    """
    near = np.argsort(np.hypot(*middles.T), kind="stable")
    places = np.zeros_like(middles)
    for n, k in enumerate(near):
        away = np.hypot(*middles[k])
        way = middles[k] / away if away > 0.02 * reach else np.array([0.0, 1.0])
        angles = np.arctan2(way[1], way[0]) + np.radians([0, 20, -20, 40, -40, 60, -60, 90, -90, 130, -130, 180])
        out = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        far = reach * np.linspace(0.02, 0.5, 13)[:, None, None] + np.abs(out) @ halves[k][:, None]
        tried = np.clip(middles[k] + (far * out).reshape(-1, 2), halves[k] - reach, reach - halves[k])
        others, room = places[near[:n]], halves[near[:n]] + halves[k]
        names = (np.abs(tried[:, None] - others) < room).all(axis=-1).sum(axis=1)
        covered = (np.abs(tried[:, None] - marks) < halves[k] + 0.02 * reach).all(axis=-1).sum(axis=1)
        places[k] = tried[np.argmin(100 * names + covered)]
    return places


def _histogram(result):
    """Return the shares of free and of saturated hidden outputs, shape (2, bins), and the edges of the bins."""
    g = result.trained.g
    limits = (0.0, max(result.trained.highest, 1.0)) if g == "relu" else activations.by_name(g).range
    edges = np.linspace(*limits, _BINS + 1)
    parts = (result.A[~result.saturated], result.A[result.saturated])
    return np.stack([np.histogram(part, edges)[0] for part in parts]) / result.A.size, edges


def _groups(places, near):
    """Return lists of units whose places lie close together, so that each list gets one name."""
    groups = []
    for k, place in enumerate(places):
        for group in groups:
            if np.hypot(*(places[group[0]] - place)) <= near:
                group.append(k)
                break
        else:
            groups.append([k])
    return groups


def initial(scale=0.01, g="tanh", hidden=4, seed=1, moment=100):
    """Explore how the size of the initial weights decides what a shallow network learns about the flower.

    Parameters
    ----------
    scale : {0, "same", 0.001, 0.01, 0.1, "xavier", "he", 1, 3, 10}
        Standard deviation of the initial weights, as in `network.initialize`; "same": every weight begins as 0.5.
    g : {"tanh", "sigmoid", "relu"}
        The activation of the hidden layer.
    hidden : int
        Number of hidden units, 2 to 10.
    seed : int
        Which random weights, 1 to 20.
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
    Notebook 03, section 6. 1,000 epochs at learning rate 1.2 on 400 points; `moment` only travels through them.
    """
    panel = {
        "hidden": controls.whole("hidden units", hidden, 2, MOST, name="hidden"),
        "g": controls.choice("activation g", [(text, name) for name, text in initial_words.SHOWN.items()], g, name="g"),
        "scale": controls.choice("initial weights", list(_SCALES.items()), scale, name="scale"),
        "seed": controls.whole("seed", seed, 1, 20),
        "moment": controls.whole("time travel", moment, 0, 100, name="moment"),
    }
    return Explorer(panel, compute, _Scene())
