"""Exercises 01.5 and 01.9: walking downhill, and how the cost bends. Each slip is the mistake beside its hint."""

import math

import numpy as np

from .engine import Exercise, register
from .forward01 import W, X
from .slips import slips


def double(w):
    return 2 * w


def cube(w):
    return w**3


def _walk(move=lambda place, slope, rate: place - rate * slope, feel=lambda slope, start, place: slope(place)):
    """Return descend, with another step, or with the slope felt elsewhere."""

    def descend(slope, place, learning_rate, steps):
        places = [place]
        for _ in range(steps):
            places.append(move(places[-1], feel(slope, place, places[-1]), learning_rate))
        return places

    return descend


descend = Exercise(
    "01.5",
    "write descend(slope, place, learning_rate, steps): the list of all places, the first one and one after each step.",
    _walk(),
    ((double, 1.0, 0.1, 3), (cube, -2.0, 0.05, 4), (double, 1.5, 1.25, 2), (math.tanh, 0.5, 1.0, 0)),
    "walks of three, four, two and no steps on three floors; in one of them every step overshoots.",
    slips(
        "uphill: you climb. Right of the lowest point the slope is positive: which way should the step go there?",
        _walk(lambda place, slope, rate: place + rate * slope),
        "no learning rate: you step by the whole slope. What makes the steps of the formula longer or shorter?",
        _walk(lambda place, slope, rate: place - slope),
        "felt once: you use the slope of the first place for all steps. The floor bends: where should the feet feel?",
        _walk(feel=lambda slope, start, place: slope(start)),
        "always from the first place: every step starts at the first place again. Where does the second one start?",
        lambda slope, place, rate, steps: [place] + [place - rate * slope(place)] * steps,
        "not called: slope is a function, and you compute with the function itself. Where is the slope wanted?",
        lambda slope, place, rate, steps: place - rate * slope,
        "equal strides: all your steps are equally long. The slope says not only which way, but also how far.",
        _walk(lambda place, slope, rate: place - rate * np.sign(slope)),
        "without the start: the places after each step are right. The list begins with the place before any step.",
        lambda *arguments: _walk()(*arguments)[1:],
        "one step short: the last place is missing. After how many steps did we want to know where we are?",
        lambda *arguments: _walk()(*arguments)[:-1],
        lambda slope, place, rate, steps: _walk()(slope, place, rate, max(0, steps - 1)),
        "one step more: you take one step more than asked. How many places are there before the first step?",
        lambda slope, place, rate, steps: _walk()(slope, place, rate, steps + 1),
        "only the last: that is where the walk ends. We ask for all the places on the way, as a list.",
        lambda *arguments: _walk()(*arguments)[-1],
        "return in the loop: your walk stops after the first step. Does the return stand inside the loop?",
        lambda slope, place, rate, steps: _walk()(slope, place, rate, 1) if steps else None,
        lambda slope, place, rate, steps: _walk()(slope, place, rate, min(1, steps)),
        "the steps: these are the changes. We ask for the places: from where to where does each step lead?",
        lambda *arguments: np.diff(_walk()(*arguments)).tolist(),
    ),
    exact_shape=True,
)


def _curvature(bend=lambda A: A * (1 - A), m=lambda X: X.shape[1], table=lambda X, S: (S * X) @ X.T):
    """Return curvature, with another part where given."""

    def curvature(w, b, X):
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        return table(X, bend(A)) / m(X)

    return curvature


curvature = Exercise(
    "01.9",
    "write curvature(w, b, X), the matrix of the second derivatives of the cost: in row j and column k the slope of "
    "dw_j towards w_k.",
    _curvature(),
    ((W / 2, 0.5, X), (W[:2], -0.3, X[:2, :3]), (W[:1], 0.1, X[:1])),
    "all second derivatives for three weights, for two, and for one.",
    slips(
        "slope forgotten: dZ is A - Y, and A moves with w. Which local slope lies between z and a?",
        _curvature(bend=np.ones_like),
        "sigmoid forgotten: you put z where a is meant. Which function leads from z to a?",
        _curvature(bend=lambda A: np.log(A / (1 - A)) * (1 - np.log(A / (1 - A)))),
        "a for its slope: you multiply by a itself. How far does a move when z is nudged?",
        _curvature(bend=lambda A: A),
        "slope twice: w_k moves z, z moves a, and a stands in dw_j as it is. How often does a (1 - a) belong in?",
        _curvature(bend=lambda A: (A * (1 - A)) ** 2),
        "no 1/m: m times too large. dw is a mean over the examples: what is its slope?",
        _curvature(m=lambda X: 1),
        "divided by features: you divide by the number of features. The mean runs over the examples.",
        _curvature(m=len),
        "diagonal only: right for each weight with itself. But dw_1 also moves when w_2 is nudged: which product has a "
        "row and a column for each weight?",
        _curvature(table=lambda X, S: (S * X * X).sum(axis=1)),
        _curvature(table=lambda X, S: (S * X * X).sum(axis=1, keepdims=True)),
        _curvature(table=lambda X, S: np.diag((S * X * X).sum(axis=1))),
        "a row per example: yours has a row and a column for each example. We want them for each weight: which X "
        "stands first?",
        _curvature(table=lambda X, S: (S * X).T @ X),
        "sign: the cost is a bowl, it bends upward along every weight: can a number on the diagonal be negative?",
        _curvature(bend=lambda A: A * (A - 1)),
    ),
    exact_shape=True,
    starred=True,
)

register(descend, curvature)
