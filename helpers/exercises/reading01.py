"""Exercises 01.12 and 01.13: reading the result of a training. Each slip is the mistake beside its hint."""

import numpy as np

from .. import activations
from .engine import Exercise, register, slip
from .forward01 import ONE_ROW, A, Y

accuracy = Exercise(
    "01.12",
    "write accuracy(A, Y): the share of examples, from 0 to 1, whose decision equals the label.",
    lambda A, Y: ((A > 0.5) == Y).mean(),
    (
        (A, Y),
        (np.array([[0.51, 0.49, 0.99]]), np.array([[1.0, 1.0, 1.0]])),
        (np.array([[0.9, 0.8, 0.1, 0.2, 0.7]]), np.array([[0.0, 1.0, 1.0, 0.0, 1.0]])),
        (np.array([[0.5, 0.5, 0.5]]), np.array([[0.0, 1.0, 0.0]])),
    ),
    "the share of right decisions in four sets of predictions, with errors in both directions and an undecided one.",
    (
        slip(
            "probabilities compared",
            "you compare probabilities with labels: 0.8 is not equal to 1, so almost nothing counts as right. "
            "Decide first (A > 0.5), then compare.",
            lambda A, Y: (A == Y).mean(),
        ),
        slip(
            "errors cancel",
            "a 1 taken for a 0 and a 0 taken for a 1 cancel in yours: their differences have opposite signs. Count "
            "where decision and label are equal.",
            lambda A, Y: 1 - (Y - (A > 0.5)).mean(),
            lambda A, Y: 1 - abs((A > 0.5).mean() - Y.mean()),
        ),
        slip(
            "undecided",
            "right but for a = ½ exactly: there we decide for 0, since only a > ½ means 1.",
            lambda A, Y: ((A >= 0.5) == Y).mean(),
        ),
        slip(
            "one kind of error",
            "only one kind of mistake counts in yours. A 1 taken for a 0 is one, and so is a 0 taken for a 1.",
            lambda A, Y: ((A > 0.5) >= Y).mean(),
            lambda A, Y: ((A > 0.5) <= Y).mean(),
        ),
        slip(
            "errors counted",
            "that is the share of wrong decisions; we ask for the right ones, where decision and label are equal.",
            lambda A, Y: ((A > 0.5) != Y).mean(),
        ),
        slip(
            "per cent",
            "right in per cent; we ask for a share between 0 and 1.",
            lambda A, Y: 100 * ((A > 0.5) == Y).mean(),
        ),
        slip(
            "a count",
            "that is how many are right; divide by the number of examples." + ONE_ROW,
            lambda A, Y: ((A > 0.5) == Y).sum(),
        ),
        slip(
            "truth of a row",
            "somewhere Python must decide whether a whole row is true, and refuses. Does an if or a loop meet the row "
            "A[0] instead of a number? Or is it A > 0.5 == Y, which is read as (A > 0.5) and (0.5 == Y)?",
            lambda A, Y: (A > 0.5 == Y).mean(),
        ),
    ),
)

odds_ratio = Exercise(
    "01.13",
    "write odds_ratio(coefficient): by which factor the odds change when this input goes from 0 to 1.",
    np.exp,
    ((0.0,), (np.log(2),), (-1.5,), (2.4,)),
    "no change for 0, doubled odds for ln 2, and two more.",
    (
        slip(
            "probability",
            "sigmoid(coefficient) is a probability, not a ratio of odds: for a coefficient of 0 it gives 0.5, but "
            "then nothing changes and the factor must be 1.",
            activations.sigmoid,
        ),
        slip(
            "odds of the coefficient",
            "p / (1 - p) turns a probability into odds; a coefficient is no probability, but a difference of log odds.",
            lambda coefficient: coefficient / (1 - coefficient),
        ),
        slip(
            "upside down",
            "this is one over the odds ratio. A positive coefficient raises the odds, so its factor is above 1.",
            lambda coefficient: np.exp(-coefficient),
        ),
        slip(
            "the coefficient itself",
            "the coefficient is the change of the LOGARITHM of the odds. Undo the logarithm.",
            lambda coefficient: coefficient,
        ),
        slip(
            "wrong base",
            "the logarithm in the log odds is the natural one, so undo it with e, not with 2 or 10.",
            lambda coefficient: 2.0**coefficient,
            lambda coefficient: 10.0**coefficient,
        ),
    ),
)

register(accuracy, odds_ratio)
