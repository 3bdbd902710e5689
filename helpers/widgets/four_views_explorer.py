"""Explorer: one number, four views. The same derivative by formula, matrices, graph and difference (03, section 5)."""

from functools import cache
from typing import NamedTuple

import numpy as np

from ..diagrams import minus
from . import controls, four_routes
from .four_panels import Panels, six
from .four_routes import PARAMETERS, M, Parameter
from .live import Explorer

REACH = 2.0


class _Result(NamedTuple):
    parameter: Parameter
    example: int
    value: float
    formula: four_routes.Formula
    matrix: np.ndarray
    path: four_routes.Path
    difference: four_routes.Difference
    curve: np.ndarray

    @property
    def numbers(self):
        """The derivative by each of the four routes."""
        entry = self.matrix[self.parameter.row, self.parameter.column]
        return self.formula.total, float(entry), self.path.parameter.grad, self.difference.quotient

    @property
    def cost(self):
        return self.path.nodes[0][-1][1].value


@cache
def _curve(parameter):
    """Return values of the parameter and the cost at each, shape (2, n)."""
    values = four_routes.value(parameter) + np.linspace(-1.1 * REACH, 1.1 * REACH, 67)
    return np.array([values, [four_routes.cost(parameter, v) for v in values]])


def compute(parameter, shift, example):
    """Return the derivative by all four routes, with the parameter moved by `shift`."""
    chosen = PARAMETERS[parameter]
    value = round(four_routes.value(chosen) + shift, 6) + 0.0  # sliders move by 0.30000000000000004
    layers = four_routes.with_value(chosen, value)
    routes = (four_routes.by_index, four_routes.by_matrix, four_routes.by_graph, four_routes.by_difference)
    return _Result(chosen, example, value, *(route(chosen, layers) for route in routes), _curve(chosen))


def agreement(numbers):
    """Say how closely the four numbers agree, in words that rounding cannot change.

    Parameters
    ----------
    numbers : sequence of float
        By formula, matrices, graph and central difference.

    Returns
    -------
    str
    """
    exact, quotient = numbers[:3], numbers[3]
    spread, off = max(exact) - min(exact), max(abs(quotient - number) for number in exact)
    if spread > 1e-12 or off > 1e-9:  # both are far above the rounding of any machine
        return f"They do not agree: they differ by {max(spread, off):.1e}"
    return "They agree: the first three within 10⁻¹², which is rounding, the central difference within 10⁻⁹"


class _Scene(Panels):
    def caption(self, result):
        p = result.parameter
        return (
            f"The derivative of the cost J = {result.cost:.4f} by <b>{p.words}</b> (in code <code>{p.code}</code>), "
            f"which is now {minus(result.value)}:<br><b>{six(result.numbers[0])}</b> by the formula, "
            f"<b>{six(result.numbers[1])}</b> by NumPy, <b>{six(result.numbers[2])}</b> by the graph, "
            f"<b>{six(result.numbers[3])}</b> by central difference. {agreement(result.numbers)}.<br>"
            f"{_advice(result)}."
        )

    def describe(self, result):
        p = result.parameter
        line = four_routes.code(p)[-1].replace("->", "to")
        return (
            f"One number, four views, for a 2-3-1 network and {M} examples, number {result.example} "
            f"written out: the derivative of the cost by {p.words}, "
            f"which is {minus(result.value)}, where J = {result.cost:.4f}. The formula summed over the examples gives "
            f"{six(result.numbers[0])}; NumPy, {line}, {six(result.numbers[1])}; "
            f"the node in the graph of {result.path.size} nodes {six(result.numbers[2])}; the central difference of "
            f"J = {result.difference.above:.11f} and {result.difference.below:.11f} gives {six(result.numbers[3])}. "
            f"{agreement(result.numbers)}. {_advice(result)}."
        )


def _advice(result):
    slope = result.numbers[0]
    if abs(slope) < 5e-4:
        return "The cost is nearly level here: gradient descent would hardly move this parameter"
    grows, moves = ("grows", "smaller") if slope > 0 else ("falls", "larger")
    return f"The cost {grows} as this parameter grows, so gradient descent makes it {moves}"


def four_views(parameter="W1[1, 0]", shift=0.0, example=1):
    """Explore one derivative of the cost of a 2-3-1 network by four routes at once.

    Parameters
    ----------
    parameter : str
        Which weight or bias at the start, as NumPy indexes it: "W1[0, 0]" to "W1[2, 1]", "b1[0, 0]" to "b1[2, 0]",
        "W2[0, 0]" to "W2[0, 2]" or "b2[0, 0]".
    shift : float
        How far that parameter is moved from its value, -2 to 2.
    example : int
        Whose terms are written out, 1 to 4.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        An unknown parameter, or a number outside its range.

    Notes
    -----
    Notebook 03, section 5.
    """
    panel = {
        "parameter": controls.choice(
            "which one", [(p.words, code) for code, p in PARAMETERS.items()], parameter, name="parameter"
        ),
        "shift": controls.slider("move it by", shift, -REACH, REACH, 0.1, ".1f", name="shift"),
        "example": controls.whole("example k", example, 1, M, name="example"),
    }
    return Explorer(panel, compute, _Scene())
