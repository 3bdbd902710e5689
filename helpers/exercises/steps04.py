"""Exercises 04.5, 04.7 and 04.12: one step back, batches and the whole, the best of a sweep. Slips beside hints."""

import numpy as np

from .. import activations
from .engine import Exercise, register
from .layers03 import grid, sigmoid
from .slips import slips

_STEPS = (
    (grid(2, 4), grid(2, 3, seed=4), grid(3, 4, seed=5) / 2, activations.tanh),
    (grid(3, 3, seed=6), grid(3, 3, seed=7), grid(3, 3, seed=8), activations.swish),
    (grid(1, 2, seed=9), grid(1, 2, seed=10), grid(2, 2, seed=11), activations.sigmoid),
)

step_back = Exercise(
    "04.5",
    "write step_back(dZ_next, W_next, Z, g), which returns the dZ of the layer before.",
    lambda dZ_next, W_next, Z, g: W_next.T @ dZ_next * g.derivative(Z),
    _STEPS,
    "one step back through tanh, swish and sigmoid layers.",
    slips(
        "slope forgotten: that is dA. What is multiplied on the edge from Z to A?",
        lambda dZ_next, W_next, Z, g: W_next.T @ dZ_next,
        "slope at A: the slope is wanted at Z, before g has acted. What do you hand to g.derivative?",
        lambda dZ_next, W_next, Z, g: W_next.T @ dZ_next * g.derivative(g(Z)),
        "value for slope: you multiply by g(Z). What goes back over an edge is its slope.",
        lambda dZ_next, W_next, Z, g: W_next.T @ dZ_next * g(Z),
        "W not transposed: W leads from this layer to the next. On the way back, which way must it be turned?",
        lambda dZ_next, W_next, Z, g: W_next @ dZ_next * g.derivative(Z),
        "element-wise: each unit hears from every unit that it fed, and adds. Which operator adds?",
        lambda dZ_next, W_next, Z, g: W_next.T * dZ_next * g.derivative(Z),
        "left to right: * and @ rank equally, so Python goes from left to right, and your slope meets W_next before "
        "dZ_next does. Which product should come first, and what makes it?",
        lambda dZ_next, W_next, Z, g: (g.derivative(Z) * W_next.T) @ dZ_next,
        "slope by @: g works entry by entry, so each entry of dA meets its own slope. Is that what @ does?",
        lambda dZ_next, W_next, Z, g: W_next.T @ dZ_next @ g.derivative(Z),
        lambda dZ_next, W_next, Z, g: W_next.T @ dZ_next @ g.derivative(Z).T,
        "one activation: you always take the slope of the same function. The layer brings its own, as g: what gives "
        "you the slope of that?",
        lambda dZ_next, W_next, Z, g: W_next.T @ dZ_next * (1 - np.tanh(Z) ** 2),
        lambda dZ_next, W_next, Z, g: W_next.T @ dZ_next * sigmoid(Z) * (1 - sigmoid(Z)),
        "slope too early: first back through W, then through g. Put the slope behind the matrix product.",
        lambda dZ_next, W_next, Z, g: W_next.T @ (dZ_next * g.derivative(Z)),
        "1/m again: the 1/m is inside dZ_next already. Is a plain product enough?",
        lambda dZ_next, W_next, Z, g: W_next.T @ dZ_next * g.derivative(Z) / Z.shape[1],
    ),
    exact_shape=True,
)


_SWEEPS = (
    ([0.1, 0.3], np.array([[0.95, 0.94], [0.97, 0.60]])),
    ([0.01, 0.1, 0.03], np.array([[0.2, 0.4, 0.3], [0.95, 0.60, 0.94], [0.70, 0.72, 0.71]])),
    ([3.0, 1.0, 0.3], np.array([[0.9, 0.91, 0.1], [0.8, 0.7, 0.75], [0.1, 0.3, 0.99]])),
    ([0.1, 0.03, 0.3], np.array([[0.9, 0.5], [0.6, 0.65], [0.85, 0.75]])),
)


def _best(judge, choose=np.argmax):
    """Return best_rate, with another way to judge the accuracies of a rate."""
    return lambda rates, accuracies: rates[choose(judge(accuracies))]


best_rate = Exercise(
    "04.12",
    "write best_rate(rates, accuracies): the learning rate with the highest mean accuracy over its seeds.",
    _best(lambda accuracies: accuracies.mean(axis=1)),
    _SWEEPS,
    "four sweeps of two or three rates, with lucky seeds and unlucky ones.",
    slips(
        "best single run: you take the one best run, and that is an anecdote. Which rate is best on the mean of its "
        "seeds?",
        _best(lambda accuracies: accuracies.max(axis=1)),
        _best(lambda accuracies: accuracies.ravel()),
        "cautious: a rate that is steadier, or better at its worst, need not be better on the mean. The task asks for "
        "the mean alone.",
        _best(lambda accuracies: accuracies.min(axis=1)),
        _best(lambda accuracies: accuracies.std(axis=1), np.argmin),
        "median: a median does not ask how bad a bad run is. The task asks for the mean.",
        _best(lambda accuracies: np.median(accuracies, axis=1)),
        "wrong axis: that is the mean over the rates, one for each seed. Along which axis do the seeds lie?",
        _best(lambda accuracies: accuracies.mean(axis=0)),
        "worst chosen: that rate has the lowest mean. An accuracy is better the larger it is.",
        _best(lambda accuracies: accuracies.mean(axis=1), np.argmin),
        "largest rate: that is the largest of the rates, however well it did. What do the accuracies say?",
        lambda rates, accuracies: max(rates),
        "last rate: that is the last of the rates. If a loop found it: is the best mean so far remembered as well?",
        lambda rates, accuracies: rates[-1],
        "first rate: that is the first of the rates. If a loop found it: do the others get their turn before return?",
        lambda rates, accuracies: rates[0],
        "place for rate: that is the number of the row. Which rate belongs to it?",
        lambda rates, accuracies: np.argmax(accuracies.mean(axis=1)),
        "accuracy returned: that is how good it is. Which rate is it?",
        lambda rates, accuracies: accuracies.mean(axis=1).max(),
        "one seed only: you look at one seed. What do the others say?",
        _best(lambda accuracies: accuracies[:, 0]),
        _best(lambda accuracies: accuracies[:, -1]),
    ),
)

_PARTS = (
    ([grid(2, 3), grid(2, 3, seed=4)], [10, 10]),
    ([grid(2, 3, seed=5), grid(2, 3, seed=6), grid(2, 3, seed=7)], [3, 3, 1]),
    ([grid(1, 1, seed=8), grid(1, 1, seed=9)], [5, 2]),
)

full_gradient = Exercise(
    "04.7",
    "write full_gradient(parts, sizes): the gradient over all examples, from those of the batches.",
    lambda parts, sizes: sum(k * dW for dW, k in zip(parts, sizes, strict=True)) / sum(sizes),
    _PARTS,
    "equal batches, a small last batch, and a single weight.",
    slips(
        "plain mean: right for equal batches. But an example in a small last batch would count more than the others: "
        "how do you weigh the parts?",
        lambda parts, sizes: np.mean(parts, axis=0),
        "sum: gradients of batches are means. Does the mean of a whole grow with the number of its parts?",
        lambda parts, sizes: np.sum(parts, axis=0),
        "means added: you add up means, then divide by all the examples. A mean over k examples is 1/k of their sum: "
        "what must be done to it before it is added?",
        lambda parts, sizes: sum(parts) / sum(sizes),
        "not divided: that is the sum over all examples. The gradient is the mean: by what must you divide?",
        lambda parts, sizes: sum(k * dW for dW, k in zip(parts, sizes, strict=True)),
        "divided by batches: the sum over all examples is right. How many examples are there in it?",
        lambda parts, sizes: sum(k * dW for dW, k in zip(parts, sizes, strict=True)) / len(sizes),
        "weights upside down: you divide by the size of a batch. Its gradient has been divided by that already: which "
        "way do you get the sum back?",
        lambda parts, sizes: sum(dW / k for dW, k in zip(parts, sizes, strict=True)) / sum(sizes),
        lambda parts, sizes: sum(dW / k for dW, k in zip(parts, sizes, strict=True)),
    ),
    starred=True,
)

register(step_back, best_rate, full_gradient)
