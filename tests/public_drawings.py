"""One good call of every public function that draws or makes a widget, for the bad-input test to spoil."""

from functools import cache

import numpy as np
from PIL import Image

from helpers import data, diagrams, network, plots, style, widgets
from helpers.graph import Node

from .public_calls import CALLS, Call, matrix, problem, rng

TWO_NODES = Node(1.5, name="x") * 2.0


fresh = []  # axes that nothing was drawn on: what is refused needs no new ones


def on(draw):
    """Return the function with axes of its own in front, whose picture must come out without a warning."""

    def call(**arguments):
        if not fresh:
            fresh.append(style.figure(8, 5)[1])
        result = draw(fresh[0], **arguments)
        figure = fresh.pop().figure
        figure.set_layout_engine("none")
        figure.draw_without_rendering()
        return result

    return call


def without_drawing(draw):
    axes = cache(lambda: style.figure(4, 3)[1])
    return lambda **arguments: draw(axes(), **arguments)


def refuses_axes(draw):
    """Return the function of nothing but axes."""
    return Call(draw, lambda: {"ax": style.figure(2, 2)[1]}, examples=8)


@cache
def wires():
    drawing = diagrams.Wires(style.figure(4, 3)[1], (0, 3, 0, 2), 2)
    drawing.arrange(3)
    return drawing


def on_wires(method):
    def call(**arguments):
        wires().arrange(3)
        return getattr(wires(), method)(**arguments)

    return call


@cache
def two_nodes():
    return diagrams.GraphDrawing(style.figure(4, 3)[1], TWO_NODES)


@cache
def neuron_with_two_inputs():
    return diagrams.Neuron(style.figure(4, 3)[1], 2)


def shares():
    return {
        "names": ["a", "b"],
        "counts": [3, 4],
        "observed": np.array([0.2, 0.7]),
        "predicted": np.array([0.3, 0.6]),
    }


def table():
    return {
        "rows": [[4], [8, 2]], "columns": [0.1, 1.0], "mean": matrix(2, 2), "spread": matrix(2, 2),
        "words": [["", ""], ["", "diverged"]], "best": (0, 1), "form": "{:.2f}",
    }  # fmt: skip


CALLS |= {
    "plots.points": Call(
        on(plots.points), lambda: {**problem(), "class_names": ("no", "yes"), "size": 20.0, "alpha": 0.5}
    ),
    "plots.boundary": Call(
        on(plots.boundary), lambda: {"w": matrix(2, 1), "b": 0.3, "colour": "#112233"}, finite=False
    ),
    "plots.line_in_box": Call(
        plots.line_in_box,
        lambda: {"w": matrix(2, 1), "b": 0.3, "x_limits": (-1.0, 1.0), "y_limits": (-2.0, 2.0)},
        finite=False,
    ),
    "plots.name_line": Call(
        on(plots.name_line), lambda: {"x": 0.5, "y": 0.5, "text": "curve", "colour": "#112233", "offset": (3.0, 4.0)}
    ),
    "plots.ratios": Call(
        on(plots.ratios), lambda: {"names": ["a", "b"], "values": np.array([0.5, 2.0])}, elsewhere=("names",)
    ),
    "plots.shares": Call(on(plots.shares), shares, elsewhere=("names",)),
    "plots.regions": Call(
        on(plots.regions),
        lambda: {
            "output": lambda X: np.tanh(X[:1] + X[1:]),
            "x_limits": (-1.0, 1.0),
            "y_limits": (-1.0, 1.0),
            "low": 0.0,
            "high": 1.0,
            "cells": 5,
        },
    ),
    "plots.heat_map": Call(on(plots.heat_map), table, examples=20, elsewhere=("rows", "columns")),
    "style.figure": Call(style.figure, lambda: {"width": 4.0, "height": 3.0, "columns": 1, "rows": 1, "mosaic": None}),
    "style.label": Call(on(style.label), lambda: {"x": "x [m]", "y": "y", "title": "t"}),
    "style.dark": Call(style.dark, lambda: {"colour": "#112233"}),
    "style.checked_colour": Call(style.checked_colour, lambda: {"colour": "#112233"}),
    "style.show": Call(style.show, lambda: {"figure": style.figure(1, 1)[0], "alt": "A small figure."}, examples=10),
    "style.png": Call(style.png, lambda: {"image": Image.new("RGB", (20, 10))}, examples=10),
    "style.Picture.html": Call(lambda: style.Picture(b"1", "one", 1).html(), dict),
    "diagrams.blocks": refuses_axes(diagrams.blocks),
    "diagrams.rows_and_columns": refuses_axes(diagrams.rows_and_columns),
    "diagrams.stack": Call(
        lambda **a: diagrams.stack(**a),
        lambda: {"axes": tuple(style.figure(4, 3, rows=2)[1]), "sizes": [2, 3, 1]},
        examples=10,
    ),
    "diagrams.chain": Call(
        on(diagrams.chain), lambda: {"activations": ["tanh", "sigmoid"], "training": True}, examples=10
    ),
    "diagrams.layout": Call(diagrams.layout, lambda: {"node": TWO_NODES}),
    "diagrams.call": Call(diagrams.call, lambda: {"node": TWO_NODES}),
    "diagrams.formulas": Call(diagrams.formulas, lambda: {"node": TWO_NODES}),
    "diagrams.describe_graph": Call(diagrams.describe_graph, lambda: {"node": TWO_NODES, "grads": True}),
    "diagrams.GraphDrawing": Call(
        on(diagrams.GraphDrawing), lambda: {"node": TWO_NODES, "slopes": True, "grads": False}
    ),
    "diagrams.GraphDrawing.set_numbers": Call(
        lambda **a: two_nodes().set_numbers(**a),
        lambda: {"values": {TWO_NODES: 2.0}, "grads": {TWO_NODES: None}, "slopes": {(TWO_NODES, 0): 0.5}},
    ),
    "diagrams.GraphDrawing.highlight": Call(
        lambda **a: two_nodes().highlight(**a),
        lambda: {"edge": (TWO_NODES, 0), "nodes": [TWO_NODES], "backward": True},
    ),
    "diagrams.Neuron": Call(on(diagrams.Neuron), lambda: {"inputs": 2}),
    "diagrams.Neuron.set": Call(
        lambda **a: neuron_with_two_inputs().set(**a),
        lambda: {"inputs": [1.0, 2.0], "weights": [0.5, -0.5], "b": 0.1, "z": 0.2, "a": 0.3},
    ),
    "diagrams.Wires": Call(
        without_drawing(diagrams.Wires), lambda: {"box": (0.0, 3.0, 0.0, 2.0), "inputs": 2, "names": ["a", "b"]}
    ),
    "diagrams.Wires.arrange": Call(on_wires("arrange"), lambda: {"units": 3}),
    "diagrams.Wires.set": Call(
        on_wires("set"),
        lambda: {"W1": matrix(3, 2), "b1": matrix(3, 1), "W2": matrix(1, 3), "b2": matrix(1, 1), "largest": [1.0] * 4},
        examples=20,
    ),
    "diagrams.Wires.remove": Call(lambda: wires.__wrapped__().remove(), dict),
    "diagrams.architecture": Call(on(diagrams.architecture), lambda: {"sizes": [2, 3, 1], "unit": (1, 2)}),
    "diagrams.equations": Call(on(diagrams.equations), lambda: {"sizes": [2, 3, 1], "unit": (1, 2)}),
    "diagrams.broadcast": Call(on(diagrams.broadcast), lambda: {"a": matrix(2, 1), "b": matrix(1, 3)}),
    "diagrams.minus": Call(diagrams.minus, lambda: {"value": -1.25, "digits": 2}),
    "diagrams.significant": Call(diagrams.significant, lambda: {"value": -1.25}),
    "diagrams.subscripts": Call(diagrams.subscripts, lambda: {"text": "x1"}),
    "diagrams.nested": Call(
        on(diagrams.nested),
        lambda: {"names": ["a", "b"], "notes": ["c", "d"], "colours": ["#112233", "#445566"]},
        elsewhere=("names",),
    ),
    "diagrams.network": Call(
        on(diagrams.network), lambda: {"columns": [["a", "b"], ["c"]], "titles": ["in", "out"]}, elsewhere=("columns",)
    ),
    "diagrams.product": Call(on(diagrams.product), lambda: {"n": 2, "n_prev": 3, "m": 4, "row": 1, "column": 2}),
    "diagrams.two_layers": Call(on(diagrams.two_layers), lambda: {"n_x": 2, "n_h": 3, "n_y": 1}),
}


# widgets


def explorer(name, **good):
    """Make a case of an explorer; its start is what a reader might type."""

    def shows(result, arguments):
        assert result.picture.alt
        assert not result.message

    CALLS[f"widgets.{name}"] = Call(getattr(widgets, name), good.copy, shows, examples=7)


def digits():
    return data.digits((0, 1, 2))


def softmax_layers():
    return network.initialize([64, 3], output="softmax", rng=rng())


explorer("activation", g="relu", z=1.0, slope=0.5, compare="prelu")
explorer("architecture", n_x=2, n_h=3, n_y=1, layer=1, unit=2)
explorer("clinic", patient=2, moment=50, beside=True)
explorer(
    "deep",
    dataset="moons",
    units=[3, 2],
    activation="relu",
    scale=0.01,
    learning_rate=1.0,
    batch_size=32,
    epochs=1,
    seed=2,
)
explorer("descent", learning_rate=2.0, start=-3.0, step=2, starts=True, curve="squared error")
explorer("four_views", parameter="b2[0, 0]", shift=0.5, example=2)
explorer("gradient_check", function="e^x at x = 1", epsilon=0.01)
explorer("graph", a=1.0, b=2.0, c=-3.0)
explorer("hinges", g="relu", target="hat", unit=2, w=[1.0, 2.0, -1.0], b=[0.0, 1.0, 2.0], v=[1.0, 1.0, 1.0], c=0.5)
explorer("initial", scale=0.1, g="relu", hidden=3, seed=2, moment=50)
explorer("line", learning_rate=0.5, m=50, overlap=0.5, epochs=10, seed=2, moment=50)
explorer("one_neuron", w1=0.5, w2=-0.5, b=0.5, x1=1.0, x2=2.0, g="relu")
explorer(
    "playground", X=None, Y=None, data="moons", noise=0.1, test_share=30, inputs="all", units=3, activation="relu",
    scale=0.1, learning_rate=1.0, epochs=10, seed=2, moment=50, against={"units": 2}, show_code=False,
)  # fmt: skip
explorer("slope", f="a²", a=1.5, nudge=0.01)
explorer("stepper", graph="neuron", bug="none", step=2)
CALLS |= {
    "widgets.digit": Call(
        widgets.digit,
        lambda: {"layers": softmax_layers(), "examples": digits(), "pick": 2},
        examples=10,
        also=("output",),
        elsewhere=("layers",),
    ),
    "widgets.predict": Call(
        widgets.predict,
        lambda: {"question": "Which?", "options": ["a", "b"], "answer": 1, "happened": "b.", "picture": None},
        elsewhere=("options",),
    ),
    "widgets.sketch": Call(
        widgets.sketch,
        lambda: {
            "question": "How?",
            "labels": ["1", "2"],
            "measured": [0.1, 0.2],
            "limits": (0.0, 1.0),
            "axis_names": ("x", "y"),
            "happened": "So.",
        },
        elsewhere=("labels",),
    ),
}
