"""One good call of every public function, for the bad-input test to spoil."""

import atexit
import contextlib
import operator
import tempfile
from collections.abc import Callable
from concurrent import futures
from pathlib import Path
from typing import NamedTuple

import numpy as np
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers import (
    activations,
    checks,
    data,
    exercises,
    graph,
    handout,
    losses,
    network,
    neuron,
    parallel,
    sweep,
    training,
)
from helpers.graph import Node


class Call(NamedTuple):
    """A function, good arguments for it, and what holds for every result.

    `also`: names that an error may start with beside those of the arguments. `elsewhere`: arguments whose mistakes show
    in others. `finite`: False where a result may say "nothing there" with NaN, as its docstring tells.
    """

    function: Callable
    good: Callable
    right: Callable = lambda result, arguments: None
    examples: int = 14
    also: tuple = ()
    elsewhere: tuple = ()
    finite: bool = True


CALLS = {}


def shaped(*like, dtype="f"):
    """Return a check that the result has the shape of one argument, or the shapes of several."""

    def right(result, arguments):
        results = result if len(like) > 1 else (result,)
        for name, part in zip(like, results, strict=True):
            shape = name if isinstance(name, tuple) else np.shape(arguments[name])
            assert np.shape(part) == shape, (np.shape(part), shape)
            assert np.asarray(part).dtype.kind in dtype

    return right


def number(result, arguments):
    assert isinstance(result, float)


def rng():
    return np.random.default_rng(7)


def matrix(*shape):
    return np.sin(np.arange(np.prod(shape)) + 1.0).reshape(shape)


def square(x):
    return np.square(x)


# activations, losses

for name, g in activations._KNOWN.items():
    derivative = shaped((2, 2, 3)) if name == "softmax" else shaped("Z")
    Z = {"Z": matrix(2, 3)}
    CALLS[f"activations.{name}.__call__"] = Call(g, Z.copy, shaped("Z"), 20)

    def same_or_jacobian(result, arguments, softmax=name == "softmax"):
        shape = np.shape(arguments["Z"])
        assert np.shape(result) == ((shape[0], *shape) if softmax else shape)

    CALLS[f"activations.{name}.derivative"] = Call(g.derivative, Z.copy, same_or_jacobian, 20)
CALLS["activations.prelu.with_slope"] = Call(activations.prelu.with_slope, lambda: {"a": 0.3})
CALLS["activations.by_name"] = Call(activations.by_name, lambda: {"name": "tanh"})

for name, Y in (
    ("binary_cross_entropy", np.array([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0]])),
    ("categorical_cross_entropy", np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]])),
    ("squared_error", matrix(2, 3)),
):
    loss = getattr(losses, name)

    def both(Y=Y):
        return {"Z": 2 * matrix(2, 3), "Y": Y.copy()}

    def per_example(result, arguments, rows=1 if loss.one_hot else None):
        n, m = np.shape(arguments["Z"])
        assert result.shape == (rows or n, m)

    CALLS[f"losses.{name}.__call__"] = Call(loss, both, per_example, 20)
    CALLS[f"losses.{name}.gradient"] = Call(loss.gradient, both, shaped("Z"), 20)
    CALLS[f"losses.{name}.targets"] = Call(
        loss.targets, lambda Y=Y: {"Y": Y.copy(), "rows": 2, "columns": 3}, shaped("Y")
    )
CALLS["losses.belonging_to"] = Call(losses.belonging_to, lambda: {"output": activations.sigmoid})


# checks


def squares(**parameters):
    return sum(sum_of_squares(value) for value in parameters.values())


def gradient_arguments():
    at = {"w": matrix(2, 1), "b": 0.5}
    return {"cost": squares, "parameters": at, "gradients": {"w": 2 * at["w"], "b": 1.0}}


def compare(ours, theirs, tolerance):
    with contextlib.suppress(AssertionError):  # what it is for
        checks.assert_same(ours, theirs, tolerance=tolerance)


def sum_of_squares(x):
    with np.errstate(all="ignore"):
        return float(np.sum(np.square(x)))


CALLS |= {
    "checks.central_difference": Call(
        checks.central_difference, lambda: {"f": sum_of_squares, "x": 1.5, "step": 1e-5}, number, 40
    ),
    "checks.numerical_gradient": Call(
        checks.numerical_gradient, lambda: {"f": sum_of_squares, "x": matrix(2, 2), "step": 1e-5}, shaped("x"), 40,
        also=("f",),
    ),
    "checks.check_gradients": Call(
        checks.check_gradients, lambda: {**gradient_arguments(), "step": 1e-5, "tolerance": 1e-7}, examples=30,
        also=("w", "b", "f"), elsewhere=("parameters",),
    ),
    "checks.assert_same": Call(
        compare,
        lambda: {"ours": matrix(2, 2), "theirs": matrix(2, 2), "tolerance": 1e-9},
    ),
}  # fmt: skip


# data


def points(result, arguments):
    m = int(arguments["m"])
    assert result.X.shape == (2, m)
    assert result.Y.shape == (1, m)
    assert set(result.Y.ravel()) <= {0.0, 1.0}


def toy(m):
    return {"m": m, "noise": 0.1, "rng": rng()}


def digit_files():
    """Return a folder with two MNIST images of 2 × 2 pixels and their labels."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    images = b"\0\0\x08\x03" + b"".join(n.to_bytes(4, "big") for n in (2, 2, 2)) + bytes(range(8))
    (Path(folder.name) / "train-images-idx3-ubyte").write_bytes(images)
    (Path(folder.name) / "train-labels-idx1-ubyte").write_bytes(b"\0\0\x08\x01\0\0\0\x02\x03\x04")
    return Path(folder.name)


FOLDER, SHIPPED = digit_files(), Path(data.__file__).parent.parent / "datasets"
for name in ("flower", "moons", "circles", "xor", "spirals"):
    CALLS[f"data.{name}"] = Call(getattr(data, name), lambda: toy(8), points)
CALLS |= {
    "data.line": Call(data.line, lambda: {"m": 8, "overlap": 0.5, "rng": rng()}, points),
    "data.houses": Call(data.houses, lambda: toy(4)),
    "data.titanic": Call(data.titanic, dict),
    "data.mnist": Call(
        data.mnist,
        lambda: {"folder": FOLDER, "part": "train", "classes": [3, 4], "one_hot": True, "dtype": np.float32},
    ),
    "data.read_counts": Call(data.read_counts, lambda: {"path": SHIPPED / "titanic.csv"}),
    "data.read_digits": Call(data.read_digits, lambda: {"path": SHIPPED / "digits.csv.gz"}),
    "data.one_hot": Call(data.one_hot, lambda: {"labels": np.array([[0, 2, 1]]), "n_classes": 3}, examples=20),
    "data.digits": Call(data.digits, lambda: {"classes": [0, 1], "one_hot": True}, examples=8),
    "data.split": Call(
        data.split, lambda: {"dataset": data.xor(9, rng=rng()), "fraction": 0.7, "rng": rng()}, examples=30
    ),
    "data.standardize": Call(
        data.standardize, lambda: {"X": matrix(2, 5), "mean": matrix(2, 1), "deviation": np.ones((2, 1))},
        lambda result, a: shaped("X", (np.shape(a["X"])[0], 1), (np.shape(a["X"])[0], 1))(result, a), 60,
    ),
}  # fmt: skip


# neuron, training


def problem():
    return {"X": matrix(2, 4), "Y": np.array([[0.0, 1.0, 1.0, 0.0]])}


def one_neuron():
    return {"w": matrix(2, 1), "b": 0.5, "X": matrix(2, 4)}


def per_column(result, arguments):
    assert result.shape == (1, np.shape(arguments["X"])[1])


def trained_neuron(run, arguments):
    assert run.w.shape == (np.shape(arguments["X"])[0], 1)
    assert len(run.costs) <= arguments["epochs"]


CALLS |= {
    "neuron.initialize": Call(neuron.initialize, lambda: {"n_x": 3}),
    "neuron.forward": Call(neuron.forward, one_neuron, per_column, 20),
    "neuron.predict": Call(neuron.predict, one_neuron, per_column),
    "neuron.cost": Call(neuron.cost, lambda: {**one_neuron(), **problem()}, number, 30),
    "neuron.gradients": Call(neuron.gradients, lambda: {**one_neuron(), **problem()}, shaped("w", ()), 30),
    "neuron.train": Call(
        neuron.train,
        lambda: {**problem(), "learning_rate": 0.5, "epochs": 3, "start": (matrix(2, 1), 0.5), "tolerance": 1e-9},
        trained_neuron, 44,
    ),
    "training.descend": Call(
        training.descend,
        lambda: {"slope": lambda w: 2 * w, "start": 1.5, "learning_rate": 0.1, "steps": 4},
        examples=20,
    ),
    "training.moments": Call(training.moments, lambda: {"epochs": 20, "most": 5}),
    "training.verdict": Call(training.verdict, lambda: {"costs": np.array([3.0, 2.0, 1.5])}, examples=20),
}  # fmt: skip


# network


def layers(dtype=np.float64):
    made = network.initialize([2, 3, 2, 1], ["prelu", "gelu"], rng=rng(), dtype=dtype)
    return [layer._replace(b=layer.b + dtype(0.1)) for layer in made]


def step():
    made = layers()
    _, caches = network.forward(made, problem()["X"])
    return made, caches, network.backward(made, caches, problem()["Y"])


def backward_arguments():
    made, caches, _ = step()
    return {"layers": made, "caches": caches, "Y": problem()["Y"]}


def update_arguments():
    made, _, gradients = step()
    return {"layers": made, "gradients": gradients, "learning_rate": 0.5}


def like_layers(result, arguments):
    for (first, second), layer in zip((pair[:2] for pair in result), arguments["layers"], strict=True):
        assert first.shape == np.shape(layer[0])
        assert second.shape == np.shape(layer[1])


def trained(run, arguments):
    like_layers(run.layers, arguments)
    assert len(run.costs) == arguments["epochs"]


def outputs(A, arguments):
    assert A.shape == (len(arguments["layers"][-1][0]), np.shape(arguments["X"])[1])


def initialized(result, arguments):
    sizes = list(arguments["sizes"])
    assert [W.shape for W, _, _ in result] == list(zip(sizes[1:], sizes, strict=False))


CALLS |= {
    "network.initialize": Call(
        network.initialize,
        lambda: {"sizes": [2, 3, 2, 1], "hidden": ["tanh", "relu"], "output": "sigmoid", "scale": 0.5, "rng": rng(),
                 "dtype": np.float32},
        initialized, 44,
    ),
    "network.forward": Call(
        network.forward, lambda: {"layers": layers(), "X": problem()["X"]}, lambda r, a: outputs(r[0], a), 44
    ),
    "network.predict": Call(
        network.predict, lambda: {"layers": layers(np.float32), "X": problem()["X"]}, outputs, 36, also=("output",)
    ),
    "network.cost": Call(network.cost, lambda: {"layers": layers(), **problem()}, number, 44, also=("output",)),
    "network.backward": Call(network.backward, backward_arguments, like_layers, 44, ("output",), ("layers",)),
    "network.update": Call(network.update, update_arguments, like_layers, 44, elsewhere=("layers",)),
    "network.train": Call(
        network.train,
        lambda: {"layers": layers(), **problem(), "learning_rate": 0.5, "epochs": 3, "batch_size": 3, "rng": rng(),
                 "progress": False},
        trained, 50, also=("output",),
    ),
}  # fmt: skip


# graph


def node(value=1.5):
    return Node(value) * 2


def is_node(result, arguments):
    assert isinstance(result, Node)
    assert np.isfinite(result.value)  # a slope may be infinite: `backward` refuses it


for name, sign in (("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/"), ("pow", "**")):
    apply = getattr(operator, name)
    CALLS[f"graph.Node.__{name}__"] = Call(
        lambda other, apply=apply: apply(node(), other),
        lambda: {"other": 2.0},
        is_node,
        24,
        (sign,),
    )
    CALLS[f"graph.Node.__r{name}__"] = Call(
        lambda other, apply=apply: apply(other, node()),
        lambda: {"other": 2.0},
        is_node,
        24,
        (sign,),
    )
for name in ("exp", "log", "tanh", "sigmoid", "relu"):
    CALLS[f"graph.Node.{name}"] = Call(
        lambda value, name=name: getattr(Node(value), name)(), lambda: {"value": 1.5}, is_node, also=(name,)
    )
CALLS |= {
    "graph.Node": Call(Node, lambda: {"value": 1.5, "name": "x"}, is_node),
    "graph.Node.backward": Call(
        lambda value: (Node(value) * 2 + 1).backward(), lambda: {"value": 1.5}, also=("backward", "+", "*")
    ),
    "graph.order": Call(graph.order, lambda: {"node": node()}),
    "graph.backward_steps": Call(graph.backward_steps, lambda: {"node": node()}),
}


# exercises, parallel, sweep


def parallel_arguments():
    return {"jobs": {"a": (network.initialize([2, 2, 1], rng=rng()), *problem().values(), 0.1, 2)}}


def sweep_arguments():
    return {
        "grid": {"sizes": [[2, 2, 1]], "learning_rate": [0.1, 0.5]},
        **problem(),
        "X_test": problem()["X"],
        "Y_test": problem()["Y"],
        "results": [],
        "progress": False,
        "epochs": 2,
    }


def run_sweep(**arguments):
    return sweep.run(executor=Here(), **arguments)


class Here(futures.Executor):
    """Does the work at once, where it is."""

    def submit(self, work, /, *arguments, **named):
        future = futures.Future()
        try:
            future.set_result(work(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def small_notebook():
    return new_notebook(cells=[new_markdown_cell("# A title"), new_code_cell("1 + 1")])


ROWS = run_sweep(**sweep_arguments())


def rows_say_what_happened(result, arguments):
    for row in result:
        assert row["status"] == "finished" or row["message"]


CALLS |= {
    "exercises.numbers": Call(exercises.numbers, dict),
    "exercises.given": Call(exercises.given, lambda: {"number": "01.1", "function": lambda *_: 1.0}, examples=20),
    "exercises.report": Call(exercises.report, lambda: {"notebook": "01", "name": "Ada"}),
    "exercises.arrived_whole": Call(exercises.arrived_whole, lambda: {"line": "Ada | notebook 01 | check 123456"}),
    "handout.student": Call(handout.student, lambda: {"notebook": small_notebook()}),
    "handout.printable": Call(handout.printable, lambda: {"notebook": small_notebook()}, examples=8),
    "exercises.get": Call(exercises.get, lambda: {"number": "01.1"}),
    "exercises.check": Call(exercises.check, lambda: {"number": "01.1", "function": lambda *_: 1.0}, examples=20),
    "parallel.train": Call(lambda jobs: parallel.train(jobs, Here()), parallel_arguments, also=("layers", "X", "Y")),
    "sweep.run": Call(run_sweep, sweep_arguments, rows_say_what_happened, 30, also=(*sweep.SETTINGS,)),
    "sweep.table": Call(
        sweep.table,
        lambda: {"results": [dict(row) for row in ROWS], "rows": "sizes", "columns": "learning_rate", "value": "cost"},
        examples=30, finite=False,
    ),
}  # fmt: skip
