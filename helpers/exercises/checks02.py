"""Exercises 02.8 to 02.10: checking gradients. Each slip is the mistake beside its hint."""

import math

from .engine import Exercise, register
from .slips import Like, slips


def cube(a):
    return a**3


central = Exercise(
    "02.8",
    "write central(f, x, eps), the central difference of f at x: from x - eps to x + eps.",
    lambda f, x, eps: (f(x + eps) - f(x - eps)) / (2 * eps),
    ((cube, 2.0, 0.1), (math.log, 2.0, 0.5), (math.exp, 0.5, 0.01)),
    "the central difference of x³, ln x and e^x, with three different steps.",
    slips(
        "wrong run: the rise is right, the run is not. How far is it from x - eps to x + eps?",
        lambda f, x, eps: (f(x + eps) - f(x - eps)) / eps,
        lambda f, x, eps: (f(x + eps) - f(x - eps)) / 2,
        lambda f, x, eps: f(x + eps) - f(x - eps),
        "forward: that is one-sided, from x to x + eps, with a larger error. Start as far below x as you end above.",
        lambda f, x, eps: (f(x + eps) - f(x)) / eps,
        lambda f, x, eps: (f(x + eps) - f(x)) / (2 * eps),
        "backward: that is one-sided, from x - eps to x, with a larger error. End as far above x as you start below.",
        lambda f, x, eps: (f(x) - f(x - eps)) / eps,
        "sign: the size is right, the sign is not: e^x rises, so its slope is positive. Which height is reached last?",
        lambda f, x, eps: (f(x - eps) - f(x + eps)) / (2 * eps),
        "brackets above: / is worked out before -, so that only f(x - eps) is divided. Keep the rise together.",
        lambda f, x, eps: f(x + eps) - f(x - eps) / (2 * eps),
        lambda f, x, eps: f(x + eps) - f(x - eps) / 2 * eps,
        "brackets below: / 2 * eps divides by 2, then multiplies by eps, from left to right. Keep the run together.",
        lambda f, x, eps: (f(x + eps) - f(x - eps)) / 2 * eps,
    ),
)

_PAIRS = (
    *((2.0, 2.5), (-3.0, -2.0), (0.4, -0.1), (0.45, -0.45), (7.0, 7.0)),
    *((0.0, 0.5), (0.5, 0.0), (0.0, 0.0), (1e-7, 3e-7)),
)


def _relative(formula, measured):
    size = max(abs(formula), abs(measured))
    return abs(formula - measured) / size if size else 0.0


relative_error = Exercise(
    "02.10",
    "write my_relative_error(formula, measured): their distance over the larger of their sizes; 0 if both are 0.",
    _relative,
    _PAIRS,
    "nine pairs, of either sign and of opposite ones, tiny ones, and with a 0 on either side and on both.",
    slips(
        "absolute error: 0.01 off is much for a gradient of 0.02, little for 500. What should it be measured by?",
        lambda formula, measured: abs(formula - measured),
        "no absolute value: a negative error passes any test like error < 1e-5. Only sizes count, above and below.",
        Like(
            _PAIRS[:-2],
            lambda f, m: (f - m) / max(abs(f), abs(m)),
            lambda f, m: (m - f) / max(abs(f), abs(m)),
            lambda f, m: abs(f - m) / max(f, m),
            lambda f, m: (f - m) / max(f, m),
        ),
        "divided by one: your divisor can be the smaller one, even 0 while the other is not. Which one is always safe?",
        Like(
            _PAIRS[:5],
            lambda f, m: abs(f - m) / abs(f),
            lambda f, m: abs(f - m) / f,
            lambda f, m: (f - m) / f,
            lambda f, m: abs(f - m) / abs(m),
            lambda f, m: abs(f - m) / m,
            lambda f, m: (f - m) / m,
            lambda f, m: abs(f - m) / min(abs(f), abs(m)),
        ),
        "floor: 1e-7 and 3e-7 differ by two thirds of the larger, and yours sees less. Is there a number in it that "
        "such small derivatives do not reach?",
        Like(_PAIRS[:-1], _relative),
        "opposites: 0.45 and -0.45 could not differ more, and yours calls them equal. Must two numbers that add up to "
        "0 both be 0?",
        lambda f, m: 0.0 if f + m == 0 else _relative(f, m),
        lambda f, m: 0.0 if abs(f) == abs(m) else _relative(f, m),
        "0/0: right except where both are 0. Two zeros agree perfectly: look at that case before dividing.",
        Like(_PAIRS[:-2], _relative),
    ),
)


def _best_step(f, f3, u):
    return (3 * u * abs(f / f3)) ** (1 / 3)


_ERRORS = ((1.0, 1.0, 1e-16), (2.0, 0.5, 1e-6), (0.5, 4.0, 0.001), (3.0, -0.25, 0.002), (-2.0, 1.5, 1e-5))

best_step = Exercise(
    "02.9",
    "write best_step(f, f3, u): the ε > 0 for which ε² |f3| / 6 + u |f| / ε is smallest.",
    _best_step,
    _ERRORS,
    "the best step for five functions, of either sign, computed with different accuracies u.",
    slips(
        "a factor: nearly. Either the 2 from the slope of ε² is lost, or you made both errors equal: what must be 0 at "
        "the lowest point of their sum?",
        lambda f, f3, u: (6 * u * abs(f / f3)) ** (1 / 3),
        "square root: one power of ε comes from the slope of ε², two more from that of 1/ε. Which root undoes ε³?",
        lambda f, f3, u: (3 * u * abs(f / f3)) ** 0.5,
        lambda f, f3, u: 2 * u**0.5,
        lambda f, f3, u: u**0.5,
        "brackets of the root: ** comes before /: ** 1 / 3 takes the first power and divides by 3. Which brackets are "
        "missing?",
        lambda f, f3, u: 3 * u * abs(f / f3) / 3,
        "the cube: that is ε³, not yet ε. Which operation undoes it?",
        lambda f, f3, u: 3 * u * abs(f / f3),
        "upside down: a function that bends more (a large f3) needs a smaller step. Does yours become smaller?",
        lambda f, f3, u: (3 * u * abs(f3 / f)) ** (1 / 3),
        "f and f3 forgotten: right for f = f3, as for eˣ. What happens to ε if f3 becomes eight times as large?",
        lambda f, f3, u: (3 * u) ** (1 / 3),
        "a root of a negative number: right where f and f3 have the same sign. Errors are sizes: where are the bars?",
        Like(_ERRORS[:3], _best_step),
        "the error itself: that is how small the error becomes, not the step at which it does.",
        lambda f, f3, u: _best_step(f, f3, u) ** 2 * abs(f3) / 6 + u * abs(f) / _best_step(f, f3, u),
    ),
    starred=True,
)

register(central, relative_error, best_step)
