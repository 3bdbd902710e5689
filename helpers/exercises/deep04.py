"""Exercises 04.1 to 04.4: the shapes of L layers, and one layer forward and back. Each slip is beside its hint."""

import math
from itertools import pairwise

import numpy as np

from .. import activations
from .engine import Exercise, register, slip
from .layers03 import Clash, grid, sigmoid
from .slips import slips

_SIZES = (([3, 4, 4, 3, 1],), ([2, 3, 5, 4, 2, 1],), ([5, 2],))


def _pairs(W=lambda n_prev, n: (n, n_prev), b=lambda n_prev, n: (n, 1), choose=lambda sizes: sizes):
    """Return layer_shapes, with another shape or a choice of the sizes where given."""
    return lambda sizes: [(W(n_prev, n), b(n_prev, n)) for n_prev, n in pairwise(choose(sizes))]


def _one_too_many(results):
    pairs = zip(results, _SIZES, strict=True)
    return all(isinstance(result, (tuple, list)) and len(result) == len(sizes) for result, (sizes,) in pairs)


layer_shapes = Exercise(
    "04.1",
    "write layer_shapes(sizes): a list with a pair for each layer, the shape of W and the shape of b.",
    _pairs(),
    _SIZES,
    "every W and b of networks with four layers, with five, and with one.",
    (
        *slips(
            "W transposed: these W fit examples in rows. W[l] times A[l-1] must turn n[l-1] rows into n[l]: how many "
            "rows has W[l] itself?",
            _pairs(lambda n_prev, n: (n_prev, n)),
            _pairs(lambda n_prev, n: (n_prev, n), lambda n_prev, n: (1, n)),
            "b lies down: every W is right. b[l] is added to each column of W[l] A[l-1]: should it stand or lie?",
            _pairs(b=lambda n_prev, n: (1, n)),
            "rank-1 b: every W is right. A shape of one number is neither row nor column (notebook 01): what is "
            "missing?",
            _pairs(b=lambda n_prev, n: (n,)),
            _pairs(b=lambda n_prev, n: n),
            "b per input: every W is right. A bias belongs to a unit: does b[l] count the units of layer l, or of the "
            "one before?",
            _pairs(b=lambda n_prev, n: (n_prev, 1)),
            _pairs(b=lambda n_prev, n: (1, n_prev)),
            "b per example: every W is right. b[l] does not know how many examples there are: one number for each "
            "what?",
            _pairs(b=lambda n_prev, n: (n, n_prev)),
            "output forgotten: the last pair is missing. The output layer has weights, too: where does your loop end?",
            _pairs(choose=lambda sizes: sizes[:-1]),
            "first layer forgotten: the first pair is missing. Layer 1 is the first with weights: which sizes do they "
            "join?",
            _pairs(choose=lambda sizes: sizes[1:]),
            "from X: only W[1] multiplies the inputs. What does W[3] multiply, and how many rows has that?",
            lambda sizes: [((n, sizes[0]), (n, 1)) for n in sizes[1:]],
        ),
        slip(
            "input counted",
            "that is one pair too many. The input computes nothing, has no W and no b, and is not counted as a layer. "
            "With five sizes, how many gaps between them are there?",
            shows=_one_too_many,
        ),
    ),
)


def _count(of=lambda n_prev, n: n * n_prev + n):
    return lambda sizes: sum(of(n_prev, n) for n_prev, n in pairwise(sizes))


parameters = Exercise(
    "04.2",
    "write parameters(sizes): how many numbers such a network learns, weights and biases together.",
    _count(),
    (*_SIZES, ([4, 3, 2],)),
    "the number of parameters of four networks: 55, 66, 12 and 23.",
    slips(
        "biases forgotten: all weights are there. What else does gradient descent move in every unit?",
        _count(lambda n_prev, n: n * n_prev),
        "one bias per layer: the weights are right. Do all units of a layer share one bias?",
        _count(lambda n_prev, n: n * n_prev + 1),
        "biases for the inputs: a bit too many. The input computes nothing: does it need biases?",
        lambda sizes: _count()(sizes) + sizes[0],
        "biases of the layer before: the weights are right. Does a bias belong to the unit that sends or to the one "
        "that adds up?",
        _count(lambda n_prev, n: n * n_prev + n_prev),
        "around the corner: yours joins the last size to the first, as sizes[l - 1] does for l = 0. Which is "
        "the first layer with weights?",
        lambda sizes: sum(sizes[k] * sizes[k - 1] + sizes[k] for k in range(len(sizes))),
        lambda sizes: sum(sizes[k] * sizes[k - 1] + sizes[k] for k in range(len(sizes) - 1)),
        "output forgotten: the last layer is missing. It has weights and biases, too: where does your loop end?",
        lambda sizes: _count()(sizes[:-1]),
        "all multiplied: you multiply all the sizes. Weights join neighbours only: which products are to be added?",
        lambda sizes: math.prod(sizes),
        lambda sizes: math.prod(sizes) + sum(sizes[1:]),
        "units counted: that counts units. How many numbers does each of them have?",
        lambda sizes: sum(sizes),
        lambda sizes: sum(sizes[1:]),
        "last layer only: that is one layer. Is something overwritten that should be added up?",
        lambda sizes: sizes[-1] * sizes[-2] + sizes[-1],
    ),
)


def _forward(
    Z=lambda A_prev, W, b: W @ A_prev + b, cache=lambda A_prev, Z, A: (A_prev, Z), answer=lambda A, cache: (A, cache)
):
    """Return forward_block, with another part where given."""

    def forward_block(A_prev, W, b, g):
        z = Z(A_prev, W, b)
        return answer(g(z), cache(A_prev, z, g(z)))

    return forward_block


_LAYERS = (
    (grid(3, 4), grid(2, 3, seed=4) / 2, grid(2, 1, seed=5), activations.tanh),
    (grid(3, 3, seed=6), grid(3, 3, seed=7) / 2, grid(3, 1, seed=8), activations.sigmoid),
    (grid(2, 5, seed=9), grid(4, 2, seed=10), grid(4, 1, seed=11), activations.swish),
)

forward_block = Exercise(
    "04.3",
    "write forward_block(A_prev, W, b, g), which returns A and the cache: the pair (A_prev, Z).",
    _forward(),
    _LAYERS,
    "A and the cache of three layers, with tanh, sigmoid and swish.",
    slips(
        "no activation: what you return first is Z. What does g do to it before the next layer gets it?",
        lambda A_prev, W, b, g: (W @ A_prev + b, (A_prev, W @ A_prev + b)),
        "A cached for Z: A is right, but the cache keeps A where Z was meant. At which of the two will the slope of g "
        "be taken?",
        _forward(cache=lambda A_prev, Z, A: (A_prev, A)),
        "cache not handed out: A is right. But when this function ends, its Z is forgotten; what else must it return "
        "for the way back?",
        lambda A_prev, W, b, g: g(W @ A_prev + b),
        "cache incomplete: A is right. On the way back dW = dZ A_prevᵀ and dZ = dA ∗ g′(Z): which two must be kept?",
        _forward(cache=lambda A_prev, Z, A: Z),
        _forward(cache=lambda A_prev, Z, A: A_prev),
        _forward(cache=lambda A_prev, Z, A: (Z,)),
        "without brackets: the three are right. Put A_prev and Z in brackets of their own, so that the cache travels "
        "as one thing.",
        lambda A_prev, W, b, g: (g(W @ A_prev + b), A_prev, W @ A_prev + b),
        "order: everything is there. A comes first, then the cache, and in it A_prev before Z.",
        _forward(cache=lambda A_prev, Z, A: (Z, A_prev)),
        _forward(answer=lambda A, cache: (cache, A)),
        "bias forgotten: where all inputs are 0, only b can speak. Where does it come in?",
        _forward(lambda A_prev, W, b: W @ A_prev),
        "b turned: b is a column already, a number for each unit, and broadcasting repeats it for every example. Does "
        "it fit as it is?",
        _forward(lambda A_prev, W, b: W @ A_prev + b.T),
        _forward(lambda A_prev, W, b: W @ A_prev + b.ravel()),
        Clash(((2, 4), (1, 2)), ((2, 4), (2,))),
        "W transposed: row i of W holds the weights of unit i already. Does W @ A_prev fit as it is?",
        _forward(lambda A_prev, W, b: W.T @ A_prev + b),
        "row habit: with examples in rows one writes A W. Ours are columns: which factor comes first?",
        _forward(lambda A_prev, W, b: A_prev @ W + b),
        _forward(lambda A_prev, W, b: A_prev.T @ W.T + b),
        "element-wise: * pairs entries off, and nobody adds. Which operator sums over the units of the layer before?",
        _forward(lambda A_prev, W, b: W * A_prev + b),
        "slope for value: g.derivative(Z) is for the way back. Which value goes forward?",
        lambda A_prev, W, b, g: (g.derivative(W @ A_prev + b), (A_prev, W @ A_prev + b)),
    ),
    exact_shape=True,
)


def _backward(
    dZ=lambda dA, Z, g: dA * g.derivative(Z),
    dW=lambda dZ, A_prev: dZ @ A_prev.T,
    db=lambda dZ: dZ.sum(axis=1, keepdims=True),
    back=lambda W, dZ, dA: W.T @ dZ,
):
    """Return backward_block, with another part where given."""

    def backward_block(dA, cache, W, g):
        A_prev, Z = cache
        dz = dZ(dA, Z, g)
        return back(W, dz, dA), dW(dz, A_prev), db(dz)

    return backward_block


def _ways_back():
    for i, (A_prev, W, b, g) in enumerate(_LAYERS):
        yield grid(len(W), A_prev.shape[1], seed=20 + i) / 2, (A_prev, W @ A_prev + b), W, g


backward_block = Exercise(
    "04.4",
    "write backward_block(dA, cache, W, g), which returns dA_prev, dW and db.",
    _backward(),
    tuple(_ways_back()),
    "dA_prev, dW and db of three layers, with tanh, sigmoid and swish.",
    slips(
        "slope at A: the slope is wanted at Z, and you take it at A = g(Z), after g has acted once. Which one is in "
        "the cache?",
        _backward(lambda dA, Z, g: dA * g.derivative(g(Z))),
        "slope forgotten: between Z and A lies g, and dA has not gone back through it. What is multiplied on that "
        "edge?",
        _backward(lambda dA, Z, g: dA),
        "value for slope: you multiply by g(Z). What goes back over an edge is its slope, g.derivative(Z).",
        _backward(lambda dA, Z, g: dA * g(Z)),
        "one activation: you always take the slope of the same function. The layer brings its own, as g: what gives "
        "you the slope of that?",
        _backward(lambda dA, Z, g: dA * (1 - np.tanh(Z) ** 2)),
        _backward(lambda dA, Z, g: dA * sigmoid(Z) * (1 - sigmoid(Z))),
        "cache turned round: A_prev and Z have changed places. In which order does the forward block put them into the "
        "cache?",
        lambda dA, cache, W, g: _backward()(dA, cache[::-1], W, g),
        "slope at A_prev: A_prev has gone through the weights before it came to g. At which of the two in the cache "
        "is the slope wanted?",
        lambda dA, cache, W, g: _backward(lambda dA, Z, g: dA * g.derivative(cache[0]))(dA, cache, W, g),
        "1/m again: the 1/m is inside dA already, since dA is a derivative of the cost. Dividing once more shrinks "
        "every step: is a plain product, a plain sum enough?",
        _backward(dW=lambda dZ, A: dZ @ A.T / A.shape[1], db=lambda dZ: dZ.mean(axis=1, keepdims=True)),
        _backward(lambda dA, Z, g: dA * g.derivative(Z) / Z.shape[1]),
        _backward(dW=lambda dZ, A: dZ @ A.T / A.shape[1]),
        _backward(db=lambda dZ: dZ.mean(axis=1, keepdims=True)),
        "wrong axis: db has one entry per example, but a bias belongs to a unit, and units are rows. Along which axis "
        "do you add up a row?",
        _backward(db=lambda dZ: dZ.sum(axis=0, keepdims=True)),
        _backward(db=lambda dZ: dZ.sum(axis=0)),
        "keepdims forgotten: the numbers are right, but db has lost an axis, and b is a column. Which argument keeps "
        "it?",
        _backward(db=lambda dZ: dZ.sum(axis=1)),
        "one number: db adds up the whole of dZ. Has each unit a bias of its own?",
        _backward(db=np.sum),
        "dW transposed: the numbers are right, but dW lies on its side. It needs the shape of W: which factor comes "
        "first?",
        _backward(dW=lambda dZ, A: A @ dZ.T),
        "A_prev as it is: dW sums over the examples, so the m of dZ must meet the m of A_prev. How must A_prev be "
        "turned for that?",
        _backward(dW=lambda dZ, A: dZ @ A),
        "element-wise: W is needed as a matrix here: a unit hears from every unit that it fed, and adds. Which "
        "operator adds?",
        _backward(back=lambda W, dZ, dA: W.T * dZ),
        "W not transposed: W leads from n_prev rows to n. On the way back, dZ has n rows and n_prev should come out: "
        "how must W be turned?",
        _backward(back=lambda W, dZ, dA: W @ dZ),
        "row habit: dZ W is for examples in rows. Ours are columns: which factor comes first, and does it fit as it "
        "is?",
        _backward(back=lambda W, dZ, dA: dZ @ W),
        _backward(back=lambda W, dZ, dA: dZ @ W.T),
        _backward(back=lambda W, dZ, dA: dZ.T @ W),
        "dA sent on: dW and db are right. But what goes on to the layer before has passed g as well: is that dA or dZ?",
        _backward(back=lambda W, dZ, dA: W.T @ dA),
        "order: all three are right. Return dA_prev first, then dW and db.",
        lambda *arguments: (lambda dA_prev, dW, db: (dW, db, dA_prev))(*_backward()(*arguments)),
        "dA_prev missing: dW and db are right. What does the layer before wait for?",
        lambda *arguments: _backward()(*arguments)[1:],
        "layer before's slope: dA_prev has met the slope of a layer it has not reached yet: that is the business of "
        "the next block.",
        lambda dA, cache, W, g: (
            _backward()(dA, cache, W, g)[0] * g.derivative(cache[0]),
            *_backward()(dA, cache, W, g)[1:],
        ),
    ),
    exact_shape=True,
)

register(layer_shapes, parameters, forward_block, backward_block)
