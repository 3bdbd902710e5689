"""Explorer: gradient descent as a ball on the cost curve, log loss beside squared error (notebook 01, section 5)."""

from typing import NamedTuple

import numpy as np

from .. import activations, losses, style, training
from . import controls
from .live import Explorer, Scene

# One feature, no bias, one example on the wrong side, so that the log loss has its minimum at a finite w.
X = np.array([[-4.0, -3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 4.0]])
Y = np.array([[0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0]])
STEPS = 40
_REACH = 8.0
_OTHERS = (-7.0, -3.0, 0.0, 3.0, 7.0)
_CLOSE = 3.0  # a walk on the parabola that stays so near to the valley is shown larger
_LARGEST = 1e300  # of a cost: a ball that flies off gets further than floats can square


def log_loss(w):
    """Return the cost J(w) of the neuron a = sigmoid(w x) by the log loss; `w` may be an array, shape (k,)."""
    return losses.binary_cross_entropy.function(np.multiply.outer(w, X[0]), Y[0]).mean(axis=-1)


def log_loss_slope(w):
    """Return dJ/dw of `log_loss`."""
    return (losses.binary_cross_entropy.slope(np.multiply.outer(w, X[0]), Y[0]) * X[0]).mean(axis=-1)


def squared_error(w):
    """Return the cost of the same neuron by the squared error (a - y)² / 2."""
    return ((activations.sigmoid.function(np.multiply.outer(w, X[0])) - Y[0]) ** 2 / 2).mean(axis=-1)


def squared_error_slope(w):
    """Return dJ/dw of `squared_error`."""
    Z = np.multiply.outer(w, X[0])
    return ((activations.sigmoid.function(Z) - Y[0]) * activations.sigmoid.slope(Z) * X[0]).mean(axis=-1)


def parabola(w):
    """Return the squared error of a neuron without a sigmoid, a = w x, at the targets -1 and 1."""
    return losses.squared_error.function(np.multiply.outer(w, X[0]), 2 * Y[0] - 1).mean(axis=-1)


def parabola_slope(w):
    """Return dJ/dw of `parabola`."""
    return (losses.squared_error.slope(np.multiply.outer(w, X[0]), 2 * Y[0] - 1) * X[0]).mean(axis=-1)


_COSTS = {
    "log loss": (log_loss, log_loss_slope),
    "squared error": (squared_error, squared_error_slope),
    "squared error, no sigmoid": (parabola, parabola_slope),
}
CURVES = tuple(_COSTS)[1:]


class _Walk(NamedTuple):
    name: str
    paths: np.ndarray
    costs: np.ndarray
    slope: float
    fate: str


class _Result(NamedTuple):
    learning_rate: float
    step: int
    walks: tuple[_Walk, _Walk]


def compute(learning_rate, start, step, starts, curve="squared error"):
    """Return where the ball is after so many steps, for the log loss and `curve` (and five more balls if asked)."""
    walks = []
    for name in ("log loss", curve):
        cost, slope = _COSTS[name]
        first = [start, *(_OTHERS if starts else ())]
        paths = np.array([training.descend(slope, w, learning_rate, STEPS) for w in first])
        with np.errstate(over="ignore"):
            costs = np.minimum(cost(paths.ravel()), _LARGEST).reshape(paths.shape)
        walks.append(_Walk(name, paths, costs, float(slope(paths[0, step])), fate(slope, paths[0], costs[0])))
    return _Result(learning_rate, step, tuple(walks))


def fate(slope, path, costs):
    """Name what became of the ball: flying off, settled, stranded, jumping less and less, or the costs' verdict."""
    end = path[-1]
    if abs(end) > 10 * abs(path[len(path) // 2]) > 100:
        return "flying"
    if abs(slope(end)) < 1e-3:
        bends_up = slope(end + 0.05) > slope(end - 0.05) and abs(slope(end + 0.5)) > 1e-2
        return "settled" if bends_up else "stranded"
    moves = np.diff(path[-10:])
    if (moves[1:] * moves[:-1] < 0).all() and (abs(moves[1:]) < 0.99 * abs(moves[:-1])).all():
        return "narrowing"
    verdict = training.verdict(costs)
    return "learning" if verdict == "settled" else verdict


_WORDS = {
    "settled": "it settles in the valley",
    "stranded": "it is stranded on a shelf, where the slope is almost zero",
    "flying": "it diverges: every step is longer than the one before",
    "diverging": "it ends higher than it started: the steps jump far across the valley",
    "oscillating": "it jumps about and cannot settle: the steps are too long",
    "narrowing": "it jumps from side to side, each time a little less",
    "slow": "it hardly gets anywhere: the steps (learning rate × slope) are too short",
    "learning": "it is still rolling downhill at the end",
}


class _Scene(Scene):
    caption_lines = 3

    def __init__(self):
        super().__init__(9.4, 3.5, columns=2)
        self.frames, self.lines, self.parts = None, [], []
        for ax in self.axes:
            self.lines += ax.plot([], [], color=style.INK, linewidth=1.6)
            trail = self.moving(*ax.plot([], [], "-", color=style.VERMILION, linewidth=1, marker=".", markersize=5))
            others = self.moving(*ax.plot([], [], "s", color=style.GREEN, markersize=7))
            tangent = self.moving(*ax.plot([], [], "--", color=style.PURPLE, linewidth=3.6))
            ball = self.moving(*ax.plot([], [], "o", color=style.BLUE, markersize=12, markeredgecolor=style.INK))
            words = {"ha": "center", "va": "top", "fontsize": 10.5, "transform": ax.transAxes}
            note = self.moving(ax.text(0.5, 0.97, "", **words, bbox={"fc": style.PAPER, "ec": "none", "pad": 1.5}))
            self.parts.append((trail, others, tangent, ball, note))

    def _draw_curve(self, ax, line, name, middle, reach):
        w = middle + np.linspace(-reach, reach, 401)
        J = _COSTS[name][0](w)
        line.set_data(w, J)
        low, height = (J.min(), np.ptp(J)) if reach < _REACH else (0, J.max())
        ax.set(xlim=(w[0], w[-1]), ylim=(low - 0.06 * height, low + 1.22 * height))
        style.label(ax, "weight w", "cost J(w)", f"{name} (magnified)" if reach < _REACH else name)

    def update(self, result):
        frames = [(walk.name, *_frame(walk)) for walk in result.walks]
        if frames != self.frames:
            self.frames = frames
            for ax, line, frame in zip(self.axes, self.lines, frames, strict=True):
                self._draw_curve(ax, line, *frame)
            self.refresh()
        for walk, frame, parts in zip(result.walks, frames, self.parts, strict=True):
            trail, others, tangent, ball, note = parts
            w, J = walk.paths[0, result.step], walk.costs[0, result.step]
            trail.set_data(walk.paths[0, : result.step + 1], walk.costs[0, : result.step + 1])
            others.set_data(walk.paths[1:, result.step], walk.costs[1:, result.step])
            half = 0.375 * frame[-1]
            tangent.set_data([w - half, w + half], [J - half * walk.slope, J + half * walk.slope])
            ball.set_data([w], [J])
            if abs(w) > _REACH:
                note.set_text(f"the ball is outside, at w = {_short(w)}")
            else:
                note.set_text(f"step {result.step}: w = {_short(w)}, slope = {_short(walk.slope)}")

    def caption(self, result):
        parts = []
        for walk in result.walks:
            w = walk.paths[0, result.step]
            move = -result.learning_rate * walk.slope
            parts.append(
                f"<b>{walk.name}</b>: the next step moves w by −α · slope = −{result.learning_rate:,.10g} · "
                f"({_short(walk.slope)}) = {_short(move)}, from {_short(w)} to {_short(w + move)}."
                + (f" After {STEPS} steps: {_WORDS[walk.fate]}." if result.step == STEPS else "")
                + _missing(walk.paths[:, result.step])
            )
        return "<br>".join(parts)

    def describe(self, result):
        texts = [
            f"{walk.name}: at step {result.step} of {STEPS} the ball is at w = {_short(walk.paths[0, result.step])}, "
            f"cost {_short(walk.costs[0, result.step])}, slope {_short(walk.slope)}"
            + (f"; {_WORDS[walk.fate]}" if result.step == STEPS else "")
            + _others(walk.paths[1:, result.step])
            for walk in result.walks
        ]
        return f"A ball on two cost curves, learning rate {result.learning_rate:,.10g}. " + ". ".join(texts) + "."


def _frame(walk):
    """Return the middle of the part of the curve that is shown, and how far it reaches to either side."""
    valley = (X[0] * (2 * Y[0] - 1)).sum() / (X[0] ** 2).sum()  # of the parabola
    reach = 1.3 * np.abs(walk.paths - valley).max()
    if walk.name != "squared error, no sigmoid" or not 1e-3 < reach < _CLOSE:
        return 0.0, _REACH
    return valley, reach


def _missing(places):
    """Say which green squares cannot be seen: those that left the picture, and those at the ball."""
    gone, hidden = np.abs(places[1:]) > _REACH, np.abs(places[1:] - places[0]) < 0.25
    told = [f"{gone.sum()} left the picture"] if gone.any() else []
    told += [f"the ball hides {(hidden & ~gone).sum()}"] if (hidden & ~gone).any() else []
    return f" Of the five squares, {', '.join(told)}." if told else ""


def _short(value):
    if abs(value) < 1e-9:
        return "0"
    text = f"{value:.3f}" if 5e-4 <= abs(value) < 1000 else f"{value:.2g}"
    return text.replace("-", "−")


def _others(places):
    return f"; the five green squares are at w = {', '.join(map(_short, places))}" if places.size else ""


def descent(learning_rate=1.0, start=-6.0, step=3, starts=False, curve="squared error"):
    """Explore gradient descent as a ball on two cost curves of the same small problem.

    Parameters
    ----------
    learning_rate : float
        At the start, between 0.01 and 1000.
    start : float
        Where the ball begins, between -8 and 8.
    step : int
        The step that is shown, up to 40.
    starts : bool
        Whether five more balls start elsewhere.
    curve : {"squared error", "squared error, no sigmoid"}
        The cost on the right. Without the sigmoid it is a parabola, on which a ball can fly off.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError, ValueError
        A start that the controls cannot show.

    Notes
    -----
    Notebook 01, section 5.
    """
    panel = {
        "learning_rate": controls.powers("learning rate α", learning_rate, -2, 3, name="learning_rate"),
        "start": controls.slider("start at w", start, -_REACH, _REACH, 0.5, ".1f", name="start"),
        "step": controls.whole("step", step, 0, STEPS),
        "starts": controls.switch("five more starts (green squares)", starts, name="starts"),
        "curve": controls.choice("right curve", [(name, name) for name in CURVES], curve, name="curve"),
    }
    return Explorer(panel, compute, _Scene())
