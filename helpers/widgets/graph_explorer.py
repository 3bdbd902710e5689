"""Explorer: the graph of J = 3(a + bc), its values and gradients live (notebook 02, sections 2 and 3)."""

from functools import partial
from typing import NamedTuple

from .. import diagrams
from ..graph import Node, backward_steps, order
from . import controls
from .live import Explorer, Scene


def expression(a, b, c):
    """Return the node J = 3(a + bc) of named inputs."""
    u = Node(b, name="b") * Node(c, name="c")
    u.name = "u"
    v = Node(a, name="a") + u
    v.name = "v"
    J = 3 * v
    J.name = "J"
    return J


class _Result(NamedTuple):
    J: Node
    grads: dict[Node, float]


def compute(a, b, c):
    """Return the expression at these inputs, with the gradient of every node."""
    J = expression(a, b, c)
    return _Result(J, {J: 1.0} | {step.parent: step.total for step in backward_steps(J)})


class _Scene(Scene):
    def __init__(self):
        super().__init__(9.4, 3.3)
        self.drawn = expression(5.0, 3.0, 2.0)
        self.drawing = diagrams.GraphDrawing(self.axes, self.drawn)
        self.moving(*self.drawing.artists)

    def update(self, result):
        same = dict(zip(order(self.drawn), order(result.J), strict=True))
        self.drawing.set_numbers(
            values={old: new.value for old, new in same.items()},
            grads={old: result.grads[new] for old, new in same.items()},
            slopes={(old, i): slope for old, new in same.items() for i, slope in enumerate(new.slopes)},
        )

    def caption(self, result):
        forward = "; &nbsp; ".join(diagrams.formulas(result.J).values())
        leaves = [node for node in order(result.J) if node.name and not node.parents]
        # In numbers only: the letters are exercise 02.2, below this explorer.
        slopes = "; &nbsp; ".join(f"dJ/d{leaf.name} = {diagrams.significant(result.grads[leaf])}" for leaf in leaves)
        return f"{forward}.<br>{slopes}."

    def describe(self, result):
        return "A computation graph. " + diagrams.describe_graph(result.J)


def graph(a=5.0, b=3.0, c=2.0):
    """Explore the values and gradients of J = 3(a + bc).

    Parameters
    ----------
    a, b, c : float
        The inputs at the start, between -10 and 10.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError, ValueError
        A start that the controls cannot show.

    Notes
    -----
    Notebook 02, section 3.
    """
    entry = partial(controls.slider, low=-10, high=10, step=0.5, shown=".1f")
    panel = {name: entry(f"input {name}", value, name=name) for name, value in (("a", a), ("b", b), ("c", c))}
    return Explorer(panel, compute, _Scene())
