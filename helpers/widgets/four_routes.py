"""Four ways to the same derivative of the cost, for any weight or bias of a 2-3-1 network (notebook 03, section 5).

The network and its four examples are fixed: tanh in the hidden layer, a sigmoid output, cross-entropy.
"""

import math
from typing import NamedTuple

import numpy as np

from .. import activations, checks, network
from ..diagrams import subscripts
from ..graph import Node, backward_steps

X = np.array([[0.5, -1.0, 1.5, -0.5], [1.0, 0.5, -0.5, -1.5]])
Y = np.array([[1.0, 0.0, 1.0, 0.0]])
M = X.shape[1]
LAYERS = (
    network.Layer(np.array([[0.8, -0.5], [-0.6, 0.9], [0.4, 0.7]]), np.array([[0.1], [-0.2], [0.3]]), activations.tanh),
    network.Layer(np.array([[1.2, -0.8, 0.5]]), np.array([[-0.4]]), activations.sigmoid),
)
STEP = 1e-5


class Parameter(NamedTuple):
    """One weight or bias: kind "W" or "b", its layer from 1, and its row and column from 0."""

    kind: str
    layer: int
    row: int
    column: int = 0

    @property
    def code(self):
        """What NumPy calls it, such as W1[1, 0]."""
        return f"{self.kind}{self.layer}[{self.row}, {self.column}]"

    @property
    def words(self):
        """What the reader calls it, such as "W[1] row 2, column 1"."""
        column = f", column {self.column + 1}" if self.kind == "W" else ""
        return f"{self.kind}[{self.layer}] row {self.row + 1}{column}"


PARAMETERS = {
    p.code: p
    for i, layer in enumerate(LAYERS, start=1)
    for kind, values in (("W", layer.W), ("b", layer.b))
    for p in (Parameter(kind, i, row, column) for row, column in np.ndindex(values.shape))
}


def value(parameter, layers=LAYERS):
    """Return the parameter's value."""
    layer = layers[parameter.layer - 1]
    return float((layer.W if parameter.kind == "W" else layer.b)[parameter.row, parameter.column])


def with_value(parameter, number):
    """Return the layers with another value of this parameter."""
    layers = list(LAYERS)
    i = parameter.layer - 1
    values = (layers[i].W if parameter.kind == "W" else layers[i].b).copy()
    values[parameter.row, parameter.column] = number
    layers[i] = layers[i]._replace(**{parameter.kind: values})
    return layers


def cost(parameter, number):
    """Return the cost J with this value of the parameter."""
    return network.cost(with_value(parameter, number), X, Y)


class Formula(NamedTuple):
    """The route by indices: plain numbers and loops.

    `dz2` and `dz1` are lists by unit and example, `errors` the dZ that stand beside the parameter and `factors` what
    each is multiplied by (None for a bias); `total` is the sum of the products.
    """

    hidden: list
    outputs: list
    dz2: list
    dz1: list
    errors: list
    factors: list | None
    total: float


def by_index(parameter, layers):
    """Return the derivative from the formulas with their indices written out."""
    W1, b1, W2, b2 = (values.tolist() for layer in layers for values in layer[:2])
    units, examples = range(len(W1)), range(M)
    hidden = [[math.tanh(W1[i][0] * X[0, k] + W1[i][1] * X[1, k] + b1[i][0]) for k in examples] for i in units]
    outputs = [1 / (1 + math.exp(-sum(W2[0][i] * hidden[i][k] for i in units) - b2[0][0])) for k in examples]
    dz2 = [(outputs[k] - float(Y[0, k])) / M for k in examples]
    dz1 = [[W2[0][i] * dz2[k] * (1 - hidden[i][k] ** 2) for k in examples] for i in units]
    errors = dz2 if parameter.layer == 2 else dz1[parameter.row]
    before = hidden if parameter.layer == 2 else X.tolist()
    factors = before[parameter.column] if parameter.kind == "W" else None
    products = errors if factors is None else [e * f for e, f in zip(errors, factors, strict=True)]
    return Formula(hidden, outputs, dz2, dz1, errors, factors, sum(products))


def by_matrix(parameter, layers):
    """Return the whole dW or db that holds the derivative, as the vectorised lines compute it."""
    _, caches = network.forward(layers, X)
    return network.backward(layers, caches, Y)[parameter.layer - 1][parameter.kind == "b"]


class Path(NamedTuple):
    """The route through the graph: the parameter's node, and for every example the nodes between it and the cost.

    `nodes` are lists of (name, Node) from the parameter to J; `shares` is what each example sends back to the
    parameter; `size` counts the nodes of the whole graph.
    """

    parameter: Node
    nodes: list
    shares: list
    size: int


def by_graph(parameter, layers):
    """Return the way of the parameter through the same network written with the nodes of notebook 02."""
    leaves = {p: Node(value(p, layers), name=p.code) for p in PARAMETERS.values()}
    own, paths, uses, J = leaves[parameter], [], {}, 0
    for k in range(M):
        A = [Node(x, name=f"x{j + 1}") for j, x in enumerate(X[:, k])]
        path = [(parameter.code, own)]
        for layer, squash in ((1, Node.tanh), (2, Node.sigmoid)):
            before, A = A, []
            for i in range(len(layers[layer - 1].W)):
                z = leaves[Parameter("b", layer, i)]
                for j, a in enumerate(before):
                    product = leaves[Parameter("W", layer, i, j)] * a
                    uses[product] = k
                    z = z + product
                    uses[z] = k
                A.append(squash(z))
                if layer == 2 or (parameter.layer == 1 and parameter.row == i):
                    unit = subscripts(f"{i + 1}") if layer == 1 else ""
                    path += [(f"z[{layer}]{unit}", z), (f"a[{layer}]{unit}", A[-1])]
        loss = -A[0].log() if Y[0, k] == 1 else -(1 - A[0]).log()
        J = J + loss
        paths.append([*path, ("loss", loss)])
    J = J / M
    J.backward()
    steps = backward_steps(J)
    shares = [0.0] * M
    for step in steps:
        if step.parent is own:
            shares[uses[step.node]] += step.contribution
    return Path(own, [[*path, ("J", J)] for path in paths], shares, len({s.parent for s in steps}) + 1)


class Difference(NamedTuple):
    """The route by two nearby costs."""

    above: float
    below: float
    quotient: float


def by_difference(parameter, layers):
    """Return the central difference of the cost."""
    at = value(parameter, layers)

    def J(number):
        return cost(parameter, number)

    return Difference(J(at + STEP), J(at - STEP), checks.central_difference(J, at, STEP))


def formula(p):
    """Write the derivative by one parameter as a sum over the examples, with every index."""
    errors = rf"dZ^{{[{p.layer}]}}_{{{p.row + 1}k}}"
    below = f"{p.row + 1}{p.column + 1}" if p.kind == "W" else f"{p.row + 1}"
    before = "X" if p.layer == 1 else "A^{[1]}"
    factor = rf"\,{before}_{{{p.column + 1}k}}" if p.kind == "W" else ""
    wanted = rf"\frac{{\partial J}}{{\partial {p.kind}^{{[{p.layer}]}}_{{{below}}}}}"
    return rf"${wanted} = \sum_{{k=1}}^{{{M}}} {errors}{factor}$"


def code(p):
    """Return the lines of NumPy that lead to the derivative, with their shapes."""
    lines = [f"dZ2 = (A2 - Y) / m  # (1, {M})"]
    if p.layer == 1:
        lines.append(f"dZ1 = W2.T @ dZ2 * (1 - A1**2)  # (3, 1) @ (1, {M}) -> (3, {M})")
    n, before, columns = (3, "X", 2) if p.layer == 1 else (1, "A1", 3)
    if p.kind == "W":
        last = f"dW{p.layer} = dZ{p.layer} @ {before}.T  # ({n}, {M}) @ ({M}, {columns}) -> ({n}, {columns})"
    else:
        last = f"db{p.layer} = dZ{p.layer}.sum(axis=1, keepdims=True)  # ({n}, {M}) -> ({n}, 1)"
    return [*lines, last]
