"""Exercises 03.5, 03.6 and 03.10: the way back and one step. Each slip is the mistake beside its hint."""

import numpy as np

from .engine import Exercise, register
from .layers03 import Clash, grid, sigmoid
from .slips import Like, slips


def _dW(dZ, A):
    return dZ @ A.T


def _db(dZ):
    return dZ.sum(axis=1, keepdims=True)


def _tanh_slope(Z):
    return 1 - np.tanh(Z) ** 2


class _PairedOff(Like):
    """Says whether dW of the last probe is a multiple of one of those, whatever db is."""

    def __init__(self, probe, *wrong):
        self.paired = [f(*probe)[0] for f in wrong]

    def __call__(self, results):
        ratios = [results[-1][0] / dW for dW in self.paired if np.shape(results[-1][0]) == np.shape(dW)]
        return any(np.isfinite(ratio).all() and np.ptp(ratio) < 1e-9 for ratio in ratios)


def shared_slips(layer, A, gradients, square):
    """Return the slips in dW and db that both layers share.

    `gradients` takes another dW or db, and `square` is a probe in which dZ * A has a result.
    """
    return (
        f"wrong axis: db{layer} has one entry per example, but a bias belongs to a unit. Units are rows: along which "
        "axis do you collect the examples of a row?",
        gradients(db=lambda dZ: dZ.sum(axis=0, keepdims=True)),
        gradients(db=lambda dZ: dZ.sum(axis=0)),
        f"keepdims forgotten: the numbers are right, but db{layer} has lost an axis, and b{layer} is a column. Which "
        "argument of sum keeps it?",
        gradients(db=lambda dZ: dZ.sum(axis=1)),
        f"one number: db{layer} adds up all units. That is right where a layer has one unit; here each has a bias of "
        "its own: which axis must stay?",
        gradients(db=np.sum),
        gradients(db=lambda dZ: dZ.sum(keepdims=True)),
        gradients(db=np.mean),
        gradients(db=lambda dZ: dZ.mean() * dZ.shape[1]),
        f"1/m twice: somewhere you divide by m again, but dZ{layer} holds the 1/m already (and a mean divides by m, "
        "too). Is a plain sum enough?",
        gradients(lambda dZ, A: _dW(dZ, A) / A.shape[1], lambda dZ: dZ.mean(axis=1, keepdims=True)),
        gradients(lambda dZ, A: _dW(dZ, A) / A.shape[1]),
        gradients(db=lambda dZ: dZ.mean(axis=1, keepdims=True)),
        f"dW{layer} transposed: the numbers are right, but it lies on its side (dw of notebook 01 was a column). "
        f"It needs the shape of W{layer}: which factor comes first?",
        gradients(lambda dZ, A: A @ dZ.T),
        gradients(lambda dZ, A: A @ dZ.T, np.sum),
        gradients(lambda dZ, A: A @ dZ.T, lambda dZ: dZ.mean() * dZ.shape[1]),
        f"{A} as it is: the sum over the examples is what @ does with the axis in the middle. How must {A} be turned "
        f"for the m of dZ{layer} to meet the m of {A}?",
        gradients(lambda dZ, A: dZ @ A),
        f"dW{layer} element-wise: dW{layer} has an entry for every unit and every input, and each sums over the "
        "examples. Does * sum anything?",
        gradients(lambda dZ, A: dZ * A.T),
        gradients(lambda dZ, A: dZ * A),
        _PairedOff(square, gradients(lambda dZ, A: dZ * A.T), gradients(lambda dZ, A: dZ * A)),
    )


def output_slips(gradients):
    """Return slips of output layers, with whatever cost; `gradients` takes another dW or db."""
    return (
        "whose slope: you multiply by a slope taken at A1. That belongs to the hidden units, which come later on the "
        "way back. Between Z2 and the cost, does A1 occur at all?",
        _slope_of_A1(lambda A1: 1 - A1**2),
        _slope_of_A1(lambda A1: A1 * (1 - A1)),
        "one output only: dW2 is right where there is one output. With two, each row of dZ2 meets each row of A1 and "
        "adds up over the examples: which operator pairs all rows with all rows?",
        gradients(lambda dZ, A: (dZ * A).sum(axis=1, keepdims=True).T),
        gradients(lambda dZ, A: (dZ * A).sum(axis=1)[np.newaxis]),
    )


def output_layer(dW=_dW, db=_db, dZ=lambda A2, Y: (A2 - Y) / Y.shape[1]):
    """Return output_gradients, with another part where given."""
    return lambda A1, A2, Y: (dW(dZ(A2, Y), A1), db(dZ(A2, Y)))


def _slope_of_A1(slope):
    """Return output_gradients with that slope in dZ2, where it does not belong."""
    return lambda A1, A2, Y: output_layer(dZ=lambda A2, Y: (A2 - Y) * slope(A1) / Y.shape[1])(A1, A2, Y)


def predictions(n, m, seed):
    """Return probabilities with one decimal, and labels."""
    return np.abs(grid(n, m, seed=seed)) / 2, (grid(n, m, seed=seed + 1) > 0).astype(float)


OUTPUTS = (
    (grid(3, 4) / 2, *predictions(1, 4, 3)),
    (grid(4, 3, seed=4) / 2, *predictions(2, 3, 5)),
    (grid(3, 3, seed=6) / 2, *predictions(3, 3, 7)),
)

output_gradients = Exercise(
    "03.5",
    "write output_gradients(A1, A2, Y), which returns dW2 and db2. Begin with dZ2 = (A2 - Y) / m; m is the number of "
    "columns.",
    output_layer(),
    OUTPUTS,
    "dW2 and db2 of three output layers, with one, two and three units.",
    slips(
        "no 1/m: dW2 and db2 are m times too large. The cost is a mean over the examples: where does its 1/m go?",
        output_layer(dZ=lambda A2, Y: A2 - Y),
        "no 1/m in dW2: db2 is right, dW2 is m times too large. With the 1/m in dZ2 itself, both would get it.",
        output_layer(lambda dZ, A: _dW(dZ, A) * A.shape[1]),
        "no 1/m in db2: dW2 is right, db2 is m times too large. With the 1/m in dZ2 itself, both would get it.",
        output_layer(db=lambda dZ: _db(dZ) * dZ.shape[1]),
        "m miscounted: you divide by another number than m. Y.size counts all entries, len(Y) the rows: what counts "
        "the columns?",
        output_layer(dZ=lambda A2, Y: (A2 - Y) / Y.size),
        output_layer(dZ=lambda A2, Y: (A2 - Y) / len(Y)),
        lambda A1, A2, Y: (_dW(A2 - Y, A1) / len(A1), _db(A2 - Y) / len(A1)),
        "sign: all signs are reversed. Where A2 is above Y, a larger Z2 makes things worse: should dZ2 be positive?",
        output_layer(dZ=lambda A2, Y: (Y - A2) / Y.shape[1]),
        "sigmoid slope left in: the factor a (1 - a) has cancelled already (notebook 01, section 6). With the log "
        "loss, what is left of dZ2?",
        output_layer(dZ=lambda A2, Y: (A2 - Y) * A2 * (1 - A2) / Y.shape[1]),
        *output_slips(output_layer),
        *shared_slips(2, "A1", output_layer, OUTPUTS[-1]),
    ),
    exact_shape=True,
)


def _hidden(dW=_dW, db=_db, dA=lambda W2, dZ2: W2.T @ dZ2, slope=_tanh_slope, through=np.multiply):
    """Return hidden_gradients, with another part where given."""

    def hidden_gradients(W2, dZ2, Z1, X):
        dZ1 = through(dA(W2, dZ2), slope(Z1))
        return dW(dZ1, X), db(dZ1)

    return hidden_gradients


_HIDDEN = (
    (grid(1, 3), grid(1, 4, seed=4) / 2, grid(3, 4, seed=5), grid(2, 4, seed=6)),
    (grid(2, 4, seed=7), grid(2, 5, seed=8) / 2, grid(4, 5, seed=9), grid(3, 5, seed=10)),
    (grid(3, 3, seed=11), grid(3, 3, seed=12) / 2, grid(3, 3, seed=13), grid(3, 3, seed=14)),
)

hidden_gradients = Exercise(
    "03.6",
    "write hidden_gradients(W2, dZ2, Z1, X), which returns dW1 and db1 of a hidden layer of tanh units.",
    _hidden(),
    _HIDDEN,
    "dW1 and db1 of three hidden layers, below one, two and three outputs.",
    slips(
        "element-wise: with one output W2.T * dZ2 happens to agree, by broadcasting; with two it fails. A hidden unit "
        "hears from every output and adds: which operator adds?",
        _hidden(dA=lambda W2, dZ2: W2.T * dZ2),
        _hidden(dA=lambda W2, dZ2: W2 * dZ2),
        Clash(((4, 2), (2, 5)), ((1, 3), (1, 4))),
        "W2 not transposed: W2 leads from n_h rows to n_y. On the way back dZ2 has n_y rows, and n_h should come out: "
        "how must W2 be turned?",
        _hidden(dA=lambda W2, dZ2: W2 @ dZ2),
        _hidden(dA=lambda W2, dZ2: dZ2 @ W2),
        "z for a: 1 - a² holds for a = tanh(z), and you squared Z1 itself. What must happen to Z1 first?",
        _hidden(slope=lambda Z: 1 - Z**2),
        "whose slope: the tanh lies between Z1 and A1, so its slope is wanted at what goes into it. Is that X itself?",
        lambda W2, dZ2, Z1, X: _hidden(slope=lambda Z: _tanh_slope(X))(W2, dZ2, Z1, X),
        lambda W2, dZ2, Z1, X: _hidden(slope=lambda Z: 1 - X**2)(W2, dZ2, Z1, X),
        "lost minus: all signs are reversed. tanh never falls: is your slope positive everywhere?",
        _hidden(slope=lambda Z: -_tanh_slope(Z)),
        "tanh twice: you take the slope at A1, where Z1 was meant. How often does tanh act on the way forward?",
        _hidden(slope=lambda Z: _tanh_slope(np.tanh(Z))),
        "slope forgotten: W2.T @ dZ2 is dA1. Between Z1 and A1 lies the tanh: which local slope is on that edge?",
        _hidden(slope=lambda Z: 1),
        "sigmoid's slope: a (1 - a) belongs to the sigmoid. These units are tanh: which slope did exercise 03.3 find?",
        _hidden(slope=lambda Z: np.tanh(Z) * (1 - np.tanh(Z))),
        _hidden(slope=lambda Z: sigmoid(Z) * (1 - sigmoid(Z))),
        "tanh for its slope: you multiply by tanh itself. What goes back over an edge is its slope, not its value.",
        _hidden(slope=np.tanh),
        "slope by @: the tanh works entry by entry, so each entry of dA1 meets its own slope. Is that what @ does?",
        _hidden(through=lambda dA, slope: dA @ slope),
        _hidden(through=lambda dA, slope: dA @ slope.T),
        "not sent back: dZ2 belongs to the output layer. It must go back through W2 and the tanh before it meets X.",
        lambda W2, dZ2, Z1, X: (_dW(dZ2, X), _db(dZ2)),
        *shared_slips(1, "X", _hidden, _HIDDEN[-1]),
    ),
    exact_shape=True,
)


def _gradients(W1, b1, W2, b2, X, Y, W2_back=None, slope=_tanh_slope, hidden=np.tanh, output=sigmoid):
    Z1 = W1 @ X + b1
    A1 = hidden(Z1)
    dZ2 = (output(W2 @ A1 + b2) - Y) / Y.shape[1]
    dZ1 = ((W2 if W2_back is None else W2_back).T @ dZ2) * slope(Z1)
    return _dW(dZ1, X), _db(dZ1), _dW(dZ2, A1), _db(dZ2)


def _step(moved=lambda p, d, rate: p - rate * d, gradients=_gradients):
    """Return step, with another rule for each (parameter, derivative) or other gradients where given."""

    def step(W1, b1, W2, b2, X, Y, learning_rate):
        parameters = W1, b1, W2, b2
        slopes = gradients(*parameters, X, Y)
        return tuple(moved(p, d, learning_rate) for p, d in zip(parameters, slopes, strict=True))

    return step


def _only(*names):
    """Return step that moves those parameters only."""

    def step(*arguments):
        moved = zip(["W1", "b1", "W2", "b2"], arguments[:4], _step()(*arguments), strict=True)
        return tuple(after if name in names else before for name, before, after in moved)

    return step


def _biases_without_rate(*arguments):
    (W1, _, W2, _), (_, b1, _, b2) = _step()(*arguments), _step()(*arguments[:-1], 1.0)
    return W1, b1, W2, b2


def _new_W2(W1, b1, W2, b2, X, Y, rate):
    W2_new = _step()(W1, b1, W2, b2, X, Y, rate)[2]
    return _step(gradients=lambda *p: _gradients(*p, W2_back=W2_new))(W1, b1, W2, b2, X, Y, rate)


def _new_output_layer(W1, b1, W2, b2, X, Y, rate):
    """Move the output layer first; then work out everything once more for the hidden layer."""
    _, _, W2, b2 = _step()(W1, b1, W2, b2, X, Y, rate)
    return (*_step()(W1, b1, W2, b2, X, Y, rate)[:2], W2, b2)


def _new_hidden_layer(W1, b1, W2, b2, X, Y, rate):
    """Move the hidden layer first; then work out everything once more for the output layer."""
    W1, b1, _, _ = _step()(W1, b1, W2, b2, X, Y, rate)
    return W1, b1, *_step()(W1, b1, W2, b2, X, Y, rate)[2:]


def _network(n_x, n_h, n_y, m, seed):
    weights = grid(n_h, n_x, seed=seed), grid(n_h, 1, seed=seed), grid(n_y, n_h, seed=seed + 1), grid(n_y, 1, seed=seed)
    return *(p / 2 for p in weights), grid(n_x, m, seed=seed + 2), predictions(n_y, m, seed + 3)[1]


step = Exercise(
    "03.10",
    "write step(W1, b1, W2, b2, X, Y, learning_rate), which returns the new W1, b1, W2 and b2 after one step of "
    "gradient descent, with tanh hidden units and sigmoid outputs.",
    _step(),
    ((*_network(2, 4, 1, 3, 3), 0.5), (*_network(4, 3, 2, 5, 6), 1.2), (*_network(3, 3, 1, 4, 9), 2.0)),
    "one step of three networks, each part downhill from where it was.",
    slips(
        "new W2 on the way back: W2 is updated before the hidden layer is done. All gradients belong to the same "
        "place, the old one: which W2 made this A2?",
        _new_W2,
        _new_output_layer,
        "one layer after the other: you move the hidden layer, then work out the output layer for the new A1. Gradient "
        "descent looks once, then moves everything: what must be computed before any update?",
        _new_hidden_layer,
        "uphill: you climb: the cost would grow with each step. The gradient points uphill: which way do we want?",
        _step(lambda p, d, rate: p + rate * d),
        "no learning rate: the direction is right, the length is not. What shortens each gradient before the step?",
        _step(lambda p, d, rate: p - d),
        _biases_without_rate,
        "biases stay: W1 and W2 move, but a bias stays where it was. Have both b1 and b2 a gradient of their own?",
        _only("W1", "W2"),
        _only("W1", "W2", "b2"),
        _only("W1", "b1", "W2"),
        "one layer stays: only one of the layers learns in yours. Does the other one have gradients, too?",
        _only("W1", "b1"),
        _only("W2", "b2"),
        "same gradients for both: both layers move by the same gradients, which fits by broadcasting at best. dW2 "
        "belongs to W2: what belongs to W1?",
        _step(gradients=lambda *p: (*_gradients(*p)[2:],) * 2),
        _step(gradients=lambda *p: (*_gradients(*p)[:2],) * 2),
        "only the change: that is the gradient, or how far each part moves. From where does it move?",
        _step(lambda p, d, rate: d),
        _step(lambda p, d, rate: rate * d),
        _step(lambda p, d, rate: -rate * d),
        "no 1/m: your step is m times too long. The cost is a mean over the examples: where does its 1/m go?",
        lambda *arguments: _step()(*arguments[:-1], arguments[-1] * arguments[-2].shape[1]),
        "m miscounted: each step is off by the same factor. Y.size counts all entries, len(Y) the rows: what counts "
        "the examples?",
        lambda *arguments: _step()(*arguments[:-1], arguments[-1] / len(arguments[-2])),
        lambda *arguments: _step()(*arguments[:-1], arguments[-1] * arguments[-2].shape[1] / len(arguments[-2])),
        "slope forgotten: the output layer is right. On the way to W1 the gradient goes back through tanh: what is the "
        "slope of that edge?",
        _step(gradients=lambda *p: _gradients(*p, slope=lambda Z1: 1)),
        "z for a: the output layer is right. 1 - a² is the slope of tanh for a = tanh(z): did you square Z1 itself?",
        _step(gradients=lambda *p: _gradients(*p, slope=lambda Z1: 1 - Z1**2)),
        "tanh twice: the output layer is right. 1 - tanh(z)² is wanted at Z1, and A1 has gone through tanh already: "
        "which of the two did you put in?",
        _step(gradients=lambda *p: _gradients(*p, slope=lambda Z1: _tanh_slope(np.tanh(Z1)))),
        "activations: one layer has the wrong activation. The hidden units are tanh, the outputs sigmoid: is each in "
        "its place?",
        _step(gradients=lambda *p: _gradients(*p, output=np.tanh)),
        _step(gradients=lambda *p: _gradients(*p, hidden=sigmoid, slope=lambda Z1: sigmoid(Z1) * (1 - sigmoid(Z1)))),
        _step(gradients=lambda *p: _gradients(*p, hidden=sigmoid, slope=lambda Z1: 1 - sigmoid(Z1) ** 2)),
    ),
    exact_shape=True,
)

register(output_gradients, hidden_gradients, step)
