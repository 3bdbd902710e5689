"""Exercises 04.6 and 04.8 to 04.11: batches, confusion, tents, parity, a good start. Each slip is beside its hint."""

import math

import numpy as np

from .engine import Exercise, register
from .slips import slips

_ORDERS = (
    (np.array([4, 0, 3, 6, 1, 5, 2]), 3),
    (np.array([2, 5, 0, 4, 1, 3]), 2),
    (np.array([1, 2, 0]), 5),
)


def _cut(order, size):
    return [order[first : first + size] for first in range(0, len(order), size)]


batches = Exercise(
    "04.6",
    "write batches(order, size): the list of consecutive pieces of order, each of that size, the last maybe smaller.",
    _cut,
    _ORDERS,
    "seven examples in batches of 3, six in batches of 2, and three in one batch.",
    slips(
        "last batch lost: where the size does not divide m, the rest is never learned from. How should your range end?",
        lambda order, size: [order[i * size : (i + 1) * size] for i in range(len(order) // size)],
        lambda order, size: [order[i : i + size] for i in range(0, len(order) - size + 1, size)],
        "one short: the last batch is lost, even where size divides m. A range stops before its end: which end leads "
        "to every example?",
        lambda order, size: [order[i : i + size] for i in range(0, len(order) - size, size)],
        "not shuffled: your batches have the right sizes, but hold 0, 1, 2 … as if nobody had shuffled. Take the "
        "pieces from order itself.",
        lambda order, size: _cut(np.arange(len(order)), size),
        "places for examples: these are places in order. Which examples stand at these places?",
        lambda order, size: [np.arange(i, i + size) for i in range(0, len(order), size)],
        "overlapping: the next batch should begin where this one ends. By how much must the first place grow?",
        lambda order, size: [order[i : i + size] for i in range(len(order))],
        lambda order, size: [order[i : i + size] for i in range(len(order) - size + 1)],
        "number for size: you make that many batches; size says how many examples are in each.",
        lambda order, size: np.array_split(order, size),
        "evenly divided: no batch is left small, but then the others are not of the size that was asked for.",
        lambda order, size: np.array_split(order, math.ceil(len(order) / size)),
        "one batch: that is only the first of them. Does your function return inside the loop?",
        lambda order, size: order[:size],
        lambda order, size: [order[:size]],
        "empty batch: there is an empty batch at the end: is one place too many in your range?",
        lambda order, size: [order[i * size : (i + 1) * size] for i in range(len(order) // size + 1)],
        lambda order, size: [*_cut(order, size), order[:0]],
    ),
    exact_shape=True,
)


def _confusion(truth, said, classes):
    return np.array([[np.sum((truth == i) & (said == j)) for j in range(classes)] for i in range(classes)])


confusion = Exercise(
    "04.8",
    "write confusion(truth, said, classes): in row i and column j, how many examples of class i were called j.",
    _confusion,
    (
        (np.array([[0, 1, 1, 2, 2, 2, 0, 1]]), np.array([[0, 1, 2, 2, 2, 1, 0, 0]]), 3),
        (np.array([[1, 1, 0]]), np.array([[0, 0, 0]]), 2),
        (np.array([[3, 0, 3, 0, 3]]), np.array([[3, 1, 0, 0, 3]]), 4),
        (np.array([[1, 0, 1, 1]]), np.array([[1, 1, 2, 1]]), 5),
    ),
    "four confusion matrices: right answers on the diagonal, a class that is missing keeps its row of zeros.",
    slips(
        "transposed: the numbers are right, but rows and columns are swapped. The truth chooses the row, the answer "
        "the column.",
        lambda truth, said, classes: _confusion(said, truth, classes),
        "shares: you divide. Counts are asked for: how many examples?",
        lambda truth, said, classes: _confusion(truth, said, classes) / truth.size,
        lambda truth, said, classes: (
            _confusion(truth, said, classes)
            / np.maximum(_confusion(truth, said, classes).sum(axis=1, keepdims=True), 1)
        ),
        "overwritten: an entry is never larger than 1. Is something set that should be counted up? (truth[0] is the "
        "whole row. With += on many places at once, NumPy counts each only once; np.add.at counts them all.)",
        lambda truth, said, classes: np.minimum(_confusion(truth, said, classes), 1),
        "single row: truth has shape (1, m): one row, of all examples. So its first index is always 0: which one "
        "counts the examples?",
        lambda truth, said, classes: truth[1],
        lambda truth, said, classes: [0][truth[0]],
        "whole rows: truth == i is a row of True and False, where `if` and `and` want a single one (so does a chain of "
        "==: & needs brackets on both sides). Do you mean one example, or an operator for whole rows?",
        lambda truth, said, classes: bool(truth == said),
        "nothing counted: the table stays empty. (truth[0] is a row of all examples, and with a row in its brackets a "
        "table gives you a copy.) Which single place should grow by 1 for a single example?",
        lambda truth, said, classes: np.zeros((classes, classes)),
        "classes present: you make room for the classes that occur. Which argument says how many there are?",
        lambda truth, said, classes: _confusion(truth, said, max(truth.max(), said.max()) + 1),
        "right answers only: off the diagonal all is 0. The mistakes are what makes this picture interesting: where "
        "do they go?",
        lambda truth, said, classes: np.diag(np.diag(_confusion(truth, said, classes))),
        "mistakes only: the diagonal is empty. An example of class 2 that was called 2 belongs there, too.",
        lambda truth, said, classes: (
            _confusion(truth, said, classes) - np.diag(np.diag(_confusion(truth, said, classes)))
        ),
        "one row: how often a class occurs, or is named, is not enough. Which pairs of truth and answer occur?",
        lambda truth, said, classes: np.bincount(truth[0], minlength=classes),
        lambda truth, said, classes: np.bincount(said[0], minlength=classes),
        "accuracy: that is the share of right answers, one number. Who is taken for whom?",
        lambda truth, said, classes: np.mean(truth == said),
    ),
    exact_shape=True,
)

units_needed = Exercise(
    "04.9",
    "write units_needed(k): the least number of units in one hidden ReLU layer with as many pieces as k tents, each "
    "fed into the next.",
    lambda k: 2**k - 1,
    ((1,), (4,), (10,)),
    "1 unit for one tent, 15 for four, 1,023 for ten.",
    slips(
        "^ for **: in Python ^ is no power (it works on bits). Which operator multiplies 2 with itself, k times?",
        lambda k: 2 ^ (k - 1),
        lambda k: (2 ^ k) - 1,
        lambda k: 2 ^ k,
        "one too many: that many pieces are needed. With h units there are up to h + 1 of them.",
        lambda k: 2**k,
        "one added: h units give up to h + 1 pieces. Is h one more than the pieces, or one less?",
        lambda k: 2**k + 1,
        "doubled once: each further tent doubles ALL the pieces there are. What is doubled k times, starting from 1?",
        lambda k: 2 * k,
        lambda k: 2 * k - 1,
        lambda k: 2 * k + 1,
        "squared: two tents have 4 pieces, and so do 2 squared. How many have three tents?",
        lambda k: k**2,
        lambda k: k**2 - 1,
        "doubling begins late: one tent has two pieces already. Count again for k = 1 and k = 2.",
        lambda k: 2 ** (k - 1),
        lambda k: 2 ** (k - 1) - 1,
        "doubling begins early: for k = 1 that is too much: one tent has two pieces, not four.",
        lambda k: 2 ** (k + 1) - 1,
        lambda k: 2 ** (k + 1),
    ),
)


def _alternating(n, first=1.0):
    return first * np.where(np.arange(n) % 2 == 0, 1.0, -1.0)[np.newaxis]


parity_weights = Exercise(
    "04.10",
    "write parity_weights(n): a row (1, n), so that the sum over the units that fire is 1 for an odd count, else 0.",
    _alternating,
    ((3,), (4,), (1,)),
    "output weights for parity of one, three and four inputs.",
    slips(
        "all ones: with weights of 1 the sum is the count itself. What must the second unit do when two inputs are 1?",
        lambda n: np.ones((1, n)),
        "begins with minus: with one input on, only the first unit fires, and the sum should be 1. Which sign has its "
        "weight?",
        lambda n: _alternating(n, -1.0),
        "all minus: every weight is -1. With one input on the sum should be 1: which sign has the first? (In Python "
        "** binds closer than the minus before it: does -1 need brackets?)",
        lambda n: -np.ones((1, n)),
        "zeros and ones: with one input on, only the first unit fires, and its weight is 0. Which should it be? And "
        "which takes back what it said when the second one fires, too?",
        lambda n: (1 - _alternating(n)) / 2,
        "ones and zeros: with two inputs on, units 1 and 2 fire. Nothing takes back what the first one said: which "
        "weight would?",
        lambda n: (_alternating(n) + 1) / 2,
        "rank-1: the numbers are right, but the shape is (n,). Make it a row of a matrix, (1, n).",
        lambda n: _alternating(n)[0],
        "column: the numbers are right, but they stand in a column. W of a layer with one unit is a row.",
        lambda n: _alternating(n).T,
        "growing: unit k need not weigh more than the others: going from k - 1 to k inputs should change the sum by "
        "just 1 or just -1.",
        lambda n: _alternating(n) * np.arange(1, n + 1),
        lambda n: _alternating(n) * 2.0 ** np.arange(n),
        "last one only: when n inputs are on, all units fire, not only the last.",
        lambda n: np.eye(n)[-1:] * (n % 2),
    ),
    exact_shape=True,
)

he_deviation = Exercise(
    "04.11",
    "write he_deviation(n_prev): the standard deviation of weights that keeps the size of ReLU signals.",
    lambda n_prev: math.sqrt(2 / n_prev),
    ((2,), (64,), (200,)),
    "1 for two inputs, 0.177 for 64, 0.1 for 200.",
    slips(
        "variance: that is the variance. The deviation is what the weights are multiplied by: which root is missing?",
        lambda n_prev: 2 / n_prev,
        "ReLU forgotten: this keeps the signal where nothing is cut off. A ReLU drops half of the squares: which "
        "factor makes up for it?",
        lambda n_prev: math.sqrt(1 / n_prev),
        "1 / n_prev: that is 1 / n_prev. If you wrote ** 1/2: Python takes the power before it divides, so what needs "
        "brackets? If not: a ReLU drops half of the squares, and a deviation is a root.",
        lambda n_prev: 1 / n_prev,
        "root of a part: something has no root that needs one. Square what you return: is it the variance that keeps "
        "the signal?",
        lambda n_prev: math.sqrt(2) / n_prev,
        lambda n_prev: 2 / math.sqrt(n_prev),
        "upside down: more inputs make a larger sum. Must the weights grow or shrink with n_prev?",
        lambda n_prev: math.sqrt(n_prev / 2),
        lambda n_prev: math.sqrt(n_prev),
        lambda n_prev: math.sqrt(2 * n_prev),
        "a half: ReLU halves the squares, so the weights must make up for it, not halve them once more.",
        lambda n_prev: math.sqrt(1 / (2 * n_prev)),
        lambda n_prev: math.sqrt(0.5 / n_prev) / 2,
        "fixed: 0.01, whatever the layer, is what stalls. How should the size depend on the number of inputs?",
        lambda n_prev: 0.01,
    ),
)

register(batches, confusion, units_needed, parity_weights, he_deviation)
