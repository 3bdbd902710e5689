"""Explorer: forward and backward pass, one node or edge per click (notebook 02, section 3)."""

from functools import cache
from typing import NamedTuple

import ipywidgets

from .. import diagrams
from ..diagrams import significant
from ..graph import Node, Step, backward_steps, order
from . import controls
from .graph_explorer import expression
from .live import Explorer, Scene

GRAPHS = {"J": "J = 3(a + bc)", "neuron": "one neuron, y = 1", "shared": "y = x·w + x²"}
BUGS = {"none": "none", "overwrite": "= instead of +=", "stale": "stale gradients"}


class Frame(NamedTuple):
    """What is known at one click.

    Attributes
    ----------
    words : str
    values : dict of Node to float
        Of the nodes that have been computed.
    grads : dict of Node to (float or None)
        None where the backward pass has begun but not arrived; empty before it begins.
    edge : tuple of (Node, int), optional
        The edge that is being used, by node and place of the parent.
    nodes : tuple of Node
        What takes part.
    """

    words: str
    values: dict
    grads: dict
    edge: tuple | None = None
    nodes: tuple = ()


@cache
def build(name):
    """Return the result node of one of the three graphs."""
    if name == "J":
        return expression(5.0, 3.0, 2.0)
    if name == "neuron":
        x1, w1, x2, w2, b = (
            Node(value, name=label) for value, label in ((2, "x₁"), (0.5, "w₁"), (-1, "x₂"), (1.5, "w₂"), (1, "b"))
        )
        s = _named(_named(x1 * w1, "p") + _named(x2 * w2, "q"), "s")
        a = _named(_named(s + b, "z").sigmoid(), "a")
        return _named(-_named(a.log(), "l"), "loss")
    x, w = Node(3, name="x"), Node(5, name="w")
    return _named(_named(x * w, "p") + _named(x * x, "q"), "y")


def _named(node, name):
    node.name = name
    return node


def steps_with_bug(node, bug):
    """Return the steps of a backward pass with a classic mistake.

    Parameters
    ----------
    node : Node
    bug : {"none", "overwrite", "stale"}
        overwrite: a node keeps only what arrived last. stale: a second backward pass that does not forget the
        gradients of the first.

    Returns
    -------
    list of Step
    """
    right = [step for step in backward_steps(node) if step.parent.parents or step.parent.name]  # not to constants
    if bug == "none":
        return right
    grads = dict.fromkeys(order(node), 0.0)
    if bug == "stale":
        grads |= {step.parent: step.total for step in right}
    grads[node] = 1.0
    steps = []
    for step in right:
        arriving = grads[step.node]
        contribution = step.slope * arriving
        grads[step.parent] = contribution + (0.0 if bug == "overwrite" else grads[step.parent])
        steps.append(Step(step.node, step.parent, step.edge, step.slope, arriving, contribution, grads[step.parent]))
    return steps


@cache
def frames(name, bug):
    """Return what every click shows, from the inputs alone to the last gradient."""
    node = build(name)
    nodes, called, lines = order(node), diagrams.call(node), diagrams.formulas(node)
    right = {step.parent: step.total for step in steps_with_bug(node, "none")} | {node: 1.0}
    left_over = dict(right) if bug == "stale" else {}
    values = {leaf: leaf.value for leaf in nodes if not leaf.parents}
    words = "Forward pass. The inputs are known; everything else is computed from them."
    shown = [Frame(words, dict(values), left_over)]
    for current in nodes:
        if current.parents:
            values[current] = current.value
            words = f"Forward: {lines[current]}."
            shown.append(Frame(words, dict(values), left_over, nodes=(current, *current.parents)))
    grads = dict(right) if bug == "stale" else dict.fromkeys(right) | {node: 1.0}
    result = called[node]
    words = f"Backward pass. It begins at the end: d{result}/d{result} = 1."
    if bug == "stale":
        words = f"A first backward pass has left its gradients behind. A second one begins: d{result}/d{result} = 1."
    shown.append(Frame(words, values, dict(grads), nodes=(node,)))
    steps = steps_with_bug(node, bug)
    for i, step in enumerate(steps):
        before, grads[step.parent] = grads[step.parent], step.total
        complete = all(later.parent is not step.parent for later in steps[i + 1 :])
        words = _product(step, called, result, before, bug, complete)
        shown.append(Frame(words, values, dict(grads), (step.node, step.edge), (step.node, step.parent)))
    wrong = [n for n in right if grads[n] != right[n]]
    shown.append(Frame(_ending(wrong, called, result, grads, right, bug), values, dict(grads), nodes=tuple(wrong)))
    return shown


def _product(step, called, result, before, bug, complete):
    name = f"d{result}/d{called[step.parent]}"
    product = f"{_factor(step.slope)} × {_factor(step.arriving)} = {significant(step.contribution)}"
    words = (
        f"Backward, from {called[step.node]} to {called[step.parent]}: local slope × arriving gradient = {product}. "
    )
    if before is None:
        return words + f"{'That completes' if complete else 'So far'} {name} = {significant(step.total)}."
    if bug == "overwrite":
        return words + f"It replaces the {significant(before)} that was there: {name} = {significant(step.total)}."
    return words + f"It is added to the {significant(before)} that was there: {name} = {significant(step.total)}."


def _ending(wrong, called, result, grads, right, bug):
    told = ", ".join(
        f"d{result}/d{called[n]} = {significant(grads[n])} (right: {significant(right[n])})" for n in wrong
    )
    if wrong:
        return f"Done, and wrong: {told}."
    if bug == "overwrite":
        return "Done. Every gradient is right: no node is used twice here, so = does no harm. Try y = x·w + x²."
    return "Done. Every gradient is complete."


def _factor(value):
    return f"({significant(value)})" if value < 0 else significant(value)


class _Result(NamedTuple):
    name: str
    step: int
    last: int
    frame: Frame


def compute(graph, bug, step):
    """Return one frame; a step beyond the end is the last one."""
    shown = frames(graph, bug)
    step = min(step, len(shown) - 1)
    return _Result(graph, step, len(shown) - 1, shown[step])


class _Scene(Scene):
    def __init__(self):
        super().__init__(9.75, 4.4)
        self.figure.set_layout_engine("none")
        self.axes.remove()
        self.drawings = {}
        for name in GRAPHS:
            ax = self.figure.add_axes((0.005, 0.01, 0.99, 0.98))
            self.drawings[name] = (ax, diagrams.GraphDrawing(ax, build(name)))
            self.moving(*self.drawings[name][1].artists)
        self.name = None

    def update(self, result):
        if result.name != self.name:
            self.name = result.name
            for name, (ax, _) in self.drawings.items():
                ax.set_visible(name == self.name)
            self._moving = self.drawings[self.name][1].artists
            self.refresh()
        frame, drawing = result.frame, self.drawings[self.name][1]
        known = {(n, i): slope for n in frame.values for i, slope in enumerate(n.slopes)}
        drawing.set_numbers(frame.values, frame.grads, known)
        drawing.highlight(frame.edge, frame.nodes, backward=frame.edge is not None)

    def caption(self, result):
        return f"<b>Step {result.step} of {result.last}.</b> {result.frame.words}"

    def describe(self, result):
        return f"The graph of {GRAPHS[result.name]}, step {result.step} of {result.last}. {result.frame.words}"


def stepper(graph="J", bug="none", step=0):
    """Step through the forward and the backward pass of a small graph.

    Parameters
    ----------
    graph : {"J", "neuron", "shared"}
        Which graph at the start.
    bug : {"none", "overwrite", "stale"}
        Which classic mistake the backward pass makes.
    step : int
        Where to begin, from 0 to the last step of this graph.

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
    panel = {
        "graph": controls.choice("graph", [(text, name) for name, text in GRAPHS.items()], graph),
        "bug": controls.choice("planted bug", [(text, name) for name, text in BUGS.items()], bug, name="bug"),
    }
    panel["step"] = controls.whole("step", step, 0, len(frames(graph, bug)) - 1)
    slider = panel["step"]
    back = ipywidgets.Button(description="◀ one step back")
    forth = ipywidgets.Button(description="one step on ▶", button_style="primary")

    pressed = []

    def fit(change):
        slider.max = len(frames(panel["graph"].value, panel["bug"].value)) - 1

    def restart(change):
        slider.value = 0

    def limit(change=None):
        for button, end in ((back, slider.min), (forth, slider.max)):
            button.disabled = slider.value == end and button not in pressed

    def move(button):
        pressed[:] = [button]  # it has the focus, which it would lose if it were disabled
        slider.value = min(max(slider.value + (1 if button is forth else -1), slider.min), slider.max)
        pressed.clear()

    back.on_click(move)
    forth.on_click(move)
    panel["graph"].observe(restart, "value")
    explorer = Explorer(panel, compute, _Scene(), extra=(back, forth))
    panel["graph"].observe(fit, "value")
    panel["bug"].observe(fit, "value")
    slider.observe(limit, ("value", "max"))
    limit()
    return explorer
