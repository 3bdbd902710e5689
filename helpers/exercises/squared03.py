"""Exercise 03.7: the output layer with the squared error, where nothing cancels. Each slip is beside its hint."""

import numpy as np

from .backward03 import OUTPUTS, output_layer, output_slips, shared_slips
from .engine import Exercise, register
from .layers03 import sigmoid
from .slips import slips


def _squared(slope=lambda A2: A2 * (1 - A2), m=lambda Y: Y.shape[1], error=np.subtract, **parts):
    """Return squared_error_gradients, with another part where given."""
    return output_layer(dZ=lambda A2, Y: error(A2, Y) * slope(A2) / m(Y), **parts)


def _gradients(*args, **parts):
    """Return squared_error_gradients with another dW or db."""
    return _squared(**dict(zip(("dW", "db"), args, strict=False)), **parts)


squared_error_gradients = Exercise(
    "03.7",
    "write squared_error_gradients(A1, A2, Y), which returns dW2 and db2 of sigmoid outputs for the cost "
    "J = sum of (A2 - Y)**2 / 2, divided by m.",
    _squared(),
    OUTPUTS,
    "dW2 and db2 of three output layers, with one, two and three units.",
    slips(
        "slope cancelled: that is dZ2 of the log loss, whose derivative cancels the slope of the sigmoid. Whose slope "
        "stays here?",
        _squared(lambda A2: 1),
        "slope of tanh: 1 - a² is the slope of tanh. The output is a sigmoid: what is its slope, in terms of a?",
        _squared(lambda A2: 1 - A2**2),
        "slope at A2: A2 has been through the sigmoid already, and yours puts it in again. Which formula takes a?",
        _squared(lambda A2: sigmoid(A2) * (1 - sigmoid(A2))),
        "slope squared: the slope of the sigmoid comes in twice. How many sigmoids lie between Z2 and A2?",
        _squared(lambda A2: (A2 * (1 - A2)) ** 2),
        "slope alone: where is the error? The derivative of (a - y)²/2 by a has both a and y in it.",
        _squared(error=lambda A2, Y: 1),
        "factor 2: twice as large as it should be. The ½ of the cost is there to cancel the 2 of the square.",
        _squared(error=lambda A2, Y: 2 * (A2 - Y)),
        "the ½ left in: half as large as it should be. What does the square bring down when it is differentiated?",
        _squared(error=lambda A2, Y: (A2 - Y) / 2),
        "not differentiated: the squared error itself has no sign, so it could not say up or down. What is its slope?",
        _squared(error=lambda A2, Y: (A2 - Y) ** 2 / 2),
        _squared(error=lambda A2, Y: (A2 - Y) ** 2),
        "sign: all signs are reversed. Where A2 is above Y, a larger Z2 makes things worse: should dZ2 be positive?",
        _squared(error=lambda A2, Y: Y - A2),
        "no 1/m: dW2 and db2 are m times too large. The cost is a mean over the examples: where does its 1/m go?",
        _squared(m=lambda Y: 1),
        "m miscounted: you divide by another number than m. Y.size counts all entries, len(Y) the rows: what counts "
        "the columns?",
        _squared(m=np.size),
        _squared(m=len),
        *output_slips(_gradients),
        *shared_slips(2, "A1", _gradients, OUTPUTS[-1]),
    ),
    exact_shape=True,
    starred=True,
)

register(squared_error_gradients)
