"""Exercises 02.1, 02.2, 02.5 to 02.7 and 02.11: slopes and graphs. Each slip is beside its hint."""

import math

import numpy as np

from .engine import Exercise, register
from .slips import Like, slips


def square(a):
    return a * a


def triple(a):
    return 3 * a


slope = Exercise(
    "02.1",
    "write slope(f, a, nudge): the rise of f from a to a + nudge, over the run.",
    lambda f, a, nudge: (f(a + nudge) - f(a)) / nudge,
    ((square, 2.0, 0.001), (triple, 2.0, 0.5), (math.log, 1.5, 0.1), (square, -1.5, 0.5)),
    "the slope of a², 3a and ln a, with short and long nudges, uphill and downhill.",
    slips(
        "rise alone: twice the nudge would about double this rise. How much is it per unit of nudge?",
        lambda f, a, nudge: f(a + nudge) - f(a),
        "divided by the place: you divide the rise by where you stand. How far is the way from a to a + nudge?",
        lambda f, a, nudge: (f(a + nudge) - f(a)) / (a + nudge),
        lambda f, a, nudge: (f(a + nudge) - f(a)) / a,
        "value for slope: f(a) says how high you stand, not how steep it is. Compare two heights, one nudge apart.",
        lambda f, a, nudge: f(a) / a,
        lambda f, a, nudge: f(a),
        lambda f, a, nudge: f(a + nudge) / (a + nudge),
        lambda f, a, nudge: f(a + nudge) / nudge,
        "upside down: the steeper the curve, the smaller your number. Which goes on top, rise or run?",
        lambda f, a, nudge: nudge / (f(a + nudge) - f(a)),
        "sign: the size is right, the sign is not: 3a rises, so its slope is positive. Which height do you reach last?",
        lambda f, a, nudge: (f(a) - f(a + nudge)) / nudge,
        "missing brackets: / is worked out before -, so that only f(a) is divided. Keep the rise together.",
        lambda f, a, nudge: f(a + nudge) - f(a) / nudge,
        "both sides: closer to the true slope than what is asked (section 7 returns to it). Here start at a itself.",
        lambda f, a, nudge: (f(a + nudge) - f(a - nudge)) / (2 * nudge),
    ),
)

bilinear = Exercise(
    "02.2",
    "write gradients_of_J(a, b, c), which returns dJ/da, dJ/db and dJ/dc of J = 3(a + bc).",
    lambda a, b, c: (3.0, 3 * c, 3 * b),
    ((5, 3, 2), (-1.5, 0.5, 4.0), (2.0, 7.0, -3.0)),
    "all three gradients in three places, among them (3, 6, 9) at a = 5, b = 3, c = 2.",
    slips(
        "value for gradient: dJ/db does not ask how large b is. How far does J move from b = 3 to b = 3.001?",
        lambda a, b, c: (a, b, c),
        lambda a, b, c: (3 * a, 3 * b, 3 * c),
        lambda a, b, c: (3, b, 3 * b),
        "3 dropped: a 3 is missing. J = 3v triples every nudge of v, wherever that nudge began.",
        lambda a, b, c: (1, c, b),
        lambda a, b, c: (3, c, b),
        lambda a, b, c: (1, 3 * c, 3 * b),
        lambda a, b, c: (3, b, c),
        "b and c swapped: nudge b in u = bc: which number decides how far u moves? (dJ/da is right.)",
        lambda a, b, c: (3, 3 * b, 3 * c),
        "slopes added: you add slopes along a path. Each link stretches what reaches it: what do two links do?",
        lambda a, b, c: (3, 3 + c, 3 + b),
        lambda a, b, c: (4, 3 + c, 3 + b),
        lambda a, b, c: (4, 4 + c, 4 + b),
        "times a: dJ/db and dJ/dc are right. Nudge a in v = a + u: does it matter for v how large a was?",
        lambda a, b, c: (3 * a, 3 * c, 3 * b),
    ),
)

shared = Exercise(
    "02.5",
    "write shared(x, w), which returns dy/dx of y = x w + x x, where x is used three times.",
    lambda x, w: w + 2 * x,
    ((3.0, 5.0), (-0.5, 2.0), (1.5, -4.0)),
    "dy/dx in three places: every use of x has had its say.",
    slips(
        "branch dropped: x is used three times, and each use sends something back; yours keeps only a part. (In an "
        "engine, = does that where += is meant.)",
        lambda x, w: w,
        lambda x, w: 2 * x,
        lambda x, w: x,
        "square counted once: in x x both factors are x, and each sends something back. Yours counts one of them.",
        lambda x, w: w + x,
        "multiplied: you multiply what the branches send. A nudge of x moves x w and x x: how far does their sum move?",
        lambda x, w: w * 2 * x,
        lambda x, w: w * x * x,
        "value for gradient: that is y itself, the value on the way forward. How far does y move when x is nudged?",
        lambda x, w: x * w + x * x,
    ),
)

_CHAINS = (([2.0, -3.0, 0.5, 4.0],), ([-3.0],), ([0.25, 0.2, 0.24],), ([],))

arriving = Exercise(
    "02.11",
    "write arriving(slopes): the gradient at the start of a chain, from the list (maybe empty) of its local slopes.",
    lambda slopes: math.prod(slopes, start=1.0),
    _CHAINS,
    "the gradient that arrives through four links, one, three sigmoids, and none at all.",
    slips(
        "sum: you add the slopes. One link of slope 3 triples a nudge, the next triples the result: how much is that?",
        lambda slopes: sum(slopes),
        lambda slopes: 1 + sum(slopes),
        "mean: you average the slopes. Do ten links of 0.25 pass on as much as a single one?",
        Like(_CHAINS[:-1], lambda slopes: sum(slopes) / len(slopes)),
        "one link: only one link counts in yours; a nudge at the start goes through them all. (A return inside the "
        "loop stops after the first.)",
        Like(_CHAINS[:-1], lambda slopes: slopes[0], lambda slopes: slopes[-1]),
        "started at 0: 0 times anything stays 0. From which start does the first slope come through unchanged?",
        lambda slopes: 0,
        "empty chain: right where there are links. With none, the start is the end: nudged by 1, how far does it move?",
        Like(_CHAINS[:-1], math.prod),
    ),
)


def _sigmoid(z):
    return 1 / (1 + math.exp(-z))


def _da(a, y):
    return -y / a + (1 - y) / (1 - a)


def _backward(dz=lambda z, a, y: a - y, gradients=lambda dz, x1, x2, w1, w2, b: (x1 * dz, x2 * dz, dz)):
    """Return neuron_backward, with another dz or other products where given."""

    def neuron_backward(x1, x2, w1, w2, b, y):
        z = w1 * x1 + w2 * x2 + b
        return gradients(dz(z, _sigmoid(z), y), x1, x2, w1, w2, b)

    return neuron_backward


neuron_backward = Exercise(
    "02.6",
    "write neuron_backward(x1, x2, w1, w2, b, y), which returns dw1, dw2 and db of the log loss of one neuron, "
    "a = sigmoid(w1 x1 + w2 x2 + b). Call activations.sigmoid for it.",
    _backward(),
    ((1.0, 2.0, 0.5, -0.3, 0.2, 1.0), (-1.5, 0.4, 0.8, 1.2, -0.6, 0.0), (3.0, -1.0, 0.4, 0.7, 0.5, 0.0)),
    "three gradients each for three examples, one of class 1 and two of class 0.",
    slips(
        "sign: every sign is reversed: where a lies above y, a larger z makes the loss larger, so dz is positive.",
        _backward(lambda z, a, y: y - a),
        "da for dz: you passed da on as it came. Between a and z lies the sigmoid: which local slope is on that edge?",
        _backward(lambda z, a, y: _da(a, y)),
        "a (1 - a) left in: a (1 - a) is still there. Write da times the slope as one fraction: what cancels?",
        _backward(lambda z, a, y: (a - y) * a * (1 - a)),
        "w for x: you multiply dz by the weights. When w1 is nudged in w1 x1, which number decides how far z moves?",
        _backward(gradients=lambda dz, x1, x2, w1, w2, b: (w1 * dz, w2 * dz, dz)),
        "db: dw1 and dw2 are right. z moves by as much as b does: what is the slope of that edge, and what arrives?",
        _backward(gradients=lambda dz, x1, x2, w1, w2, b: (x1 * dz, x2 * dz, 1)),
        _backward(gradients=lambda dz, x1, x2, w1, w2, b: (x1 * dz, x2 * dz, b * dz)),
        _backward(gradients=lambda dz, x1, x2, w1, w2, b: (x1 * dz, x2 * dz, b)),
        "bias forgotten: these are the gradients of a neuron without bias. What belongs to z besides the two products?",
        lambda x1, x2, w1, w2, b, y: _backward()(x1, x2, w1, w2, 0.0, y),
        "x swapped: dw1 and dw2 have changed places. Which input does w1 multiply?",
        _backward(gradients=lambda dz, x1, x2, w1, w2, b: (x2 * dz, x1 * dz, dz)),
        "slope at a: a is sigmoid(z) already, and yours puts it into sigmoid again. What went in on the way forward?",
        _backward(lambda z, a, y: _da(a, y) * _sigmoid(a) * (1 - _sigmoid(a))),
        _backward(lambda z, a, y: _sigmoid(a) - y),
    ),
)


def _examples(combine):
    """Return mean_gradients with its own way to combine the contributions, one row (x dz, dz) per example."""

    def mean_gradients(examples, w, b):
        dz = np.array([_sigmoid(w * x + b) - y for x, y in examples])
        return tuple(combine(np.stack([dz * [x for x, _ in examples], dz], axis=1)))

    return mean_gradients


mean_gradients = Exercise(
    "02.7",
    "write mean_gradients(examples, w, b), which returns dw and db of the cost of a neuron a = sigmoid(w x + b): means "
    "over a list of pairs (x, y). Call activations.sigmoid for a.",
    _examples(lambda rows: rows.mean(axis=0)),
    (
        ([(2.0, 1.0)], 0.5, -1.0),
        ([(1.0, 0.0), (-2.0, 1.0), (0.5, 1.0)], 0.8, 0.3),
        ([(3.0, 1.0), (1.5, 0.0)], -0.4, 0.9),
    ),
    "both means over one, three and two examples.",
    slips(
        "no 1/m: the examples are added up, but the cost is their mean. What is still missing in dw, in db or in both?",
        _examples(lambda rows: rows.sum(axis=0)),
        _examples(lambda rows: rows.sum(axis=0) / (1, len(rows))),
        _examples(lambda rows: rows.sum(axis=0) / (len(rows), 1)),
        "only the last: only the last example counts in yours, in dw, in db or in both. Does = forget the ones before, "
        "or does the line that adds stand after the loop instead of inside it?",
        _examples(lambda rows: rows[-1] / len(rows)),
        _examples(lambda rows: rows[-1]),
        _examples(lambda rows: np.array([rows[:, 0].sum(), rows[-1, 1]]) / len(rows)),
        _examples(lambda rows: np.array([rows[-1, 0], rows[:, 1].sum()]) / len(rows)),
        "return in the loop: only the first example counts in yours. Does the return stand inside the loop?",
        _examples(lambda rows: rows[0] / len(rows)),
        _examples(lambda rows: rows[0]),
        "bias forgotten: these are the gradients of a neuron without bias. What belongs to z besides w x?",
        lambda examples, w, b: _examples(lambda rows: rows.mean(axis=0))(examples, w, 0.0),
        "w for x: db is right. When w is nudged in w x, which number decides how far z moves?",
        lambda examples, w, b: (
            w * _examples(lambda rows: rows.mean(axis=0))(examples, w, b)[1],
            _examples(lambda rows: rows.mean(axis=0))(examples, w, b)[1],
        ),
        "1/m twice: right with one example, too small with more. How often have you divided by their number?",
        _examples(lambda rows: rows.mean(axis=0) / len(rows)),
        "db times x: dw is right. But b is multiplied by no input: does x belong into db?",
        _examples(lambda rows: rows[:, [0, 0]].mean(axis=0)),
        "sign: every sign is reversed: where a lies above y, a larger b makes the loss larger, so dz is positive.",
        _examples(lambda rows: -rows.mean(axis=0)),
    ),
)

register(slope, bilinear, shared, arriving, neuron_backward, mean_gradients)
