import math
import operator
import re
import subprocess
import sys
import tracemalloc
from fractions import Fraction
from pathlib import Path

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import activations, losses, neuron
from helpers.graph import Node, Step, backward_steps, order

ROOT = Path(__file__).parents[1]


def derivative(f, x, eps=1e-6):
    return (f(x + eps) - f(x - eps)) / (2 * eps)


def names(nodes):
    return [node.name for node in nodes]


# J(a, b, c) = 3 (a + bc) -----------------------------------------------------------------------------------------


@pytest.fixture
def example():
    a, b, c = Node(5, "a"), Node(3, "b"), Node(2, "c")
    u = b * c
    v = a + u
    J = 3 * v
    u.name, v.name, J.name = "u", "v", "J"
    return a, b, c, u, v, J


def test_the_example_by_hand(example):
    a, b, c, u, v, J = example
    assert [u.value, v.value, J.value] == [6, 11, 33]
    assert [node.grad for node in example] == [0] * 6
    J.backward()
    # dJ/dv = 3; both slopes of a sum are 1; du/db = c = 2 and du/dc = b = 3
    assert [node.grad for node in (J, v, u, a, b, c)] == [1, 3, 3, 3, 6, 9]


def test_a_node_knows_its_operation_parents_and_slopes(example):
    a, b, c, u, v, J = example
    assert (u.operation, u.parents, u.slopes) == ("*", (b, c), (2.0, 3.0))
    assert (v.operation, v.parents, v.slopes) == ("+", (a, u), (1.0, 1.0))
    three, other = J.parents
    assert other is v
    assert (three.value, three.name, three.operation, three.parents, three.slopes) == (3.0, "", "", (), ())
    assert J.slopes == (11.0, 3.0)


def test_order_is_the_one_in_which_it_was_written(example):
    assert names(order(example[-1])) == ["", "a", "b", "c", "u", "v", "J"]


def test_the_steps_of_the_example(example):
    a, b, c, u, v, J = example
    assert backward_steps(J) == [
        Step(J, J.parents[0], 0, 11.0, 1.0, 11.0, 11.0),
        Step(J, v, 1, 3.0, 1.0, 3.0, 3.0),
        Step(v, a, 0, 1.0, 3.0, 3.0, 3.0),
        Step(v, u, 1, 1.0, 3.0, 3.0, 3.0),
        Step(u, b, 0, 2.0, 3.0, 6.0, 6.0),
        Step(u, c, 1, 3.0, 3.0, 9.0, 9.0),
    ]
    assert [node.grad for node in example] == [0] * 6, "looking at the steps changes nothing"


def test_repr_is_short(example):
    u, J = example[3], example[5]
    J.backward()
    assert repr(u) == "Node(6.0, name='u', operation='*', grad=3.0)"
    assert repr(Node(2)) == "Node(2.0, grad=0.0)"


# One operation at a time -----------------------------------------------------------------------------------------

UNARY = {
    "neg": (operator.neg, [-2.0, 0.0, 3.0]),
    "exp": (Node.exp, [-3.0, 0.0, 2.0]),
    "log": (Node.log, [0.1, 1.0, 7.0]),
    "tanh": (Node.tanh, [-2.0, 0.0, 0.7]),
    "sigmoid": (Node.sigmoid, [-2.0, 0.0, 3.0]),
    "relu": (Node.relu, [-2.0, 0.5, 3.0]),
    "**2": (lambda x: x**2, [-3.0, 0.0, 2.0]),
    "**-3": (lambda x: x**-3, [-2.0, 0.5]),
    "**0.5": (lambda x: x**0.5, [0.25, 4.0]),
}


@pytest.mark.parametrize(("operation", "x"), [(name, x) for name, (_, at) in UNARY.items() for x in at])
def test_the_slope_of_one_operation(operation, x):
    f = UNARY[operation][0]
    node = f(Node(x))
    assert node.operation == operation
    assert len(node.parents) == len(node.slopes) == 1
    assert node.slopes[0] == pytest.approx(derivative(lambda t: f(Node(t)).value, x), rel=1e-7, abs=1e-9)


BINARY = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "**": operator.pow}


@pytest.mark.parametrize("operation", BINARY)
@pytest.mark.parametrize(("a", "b"), [(2.0, 3.0), (0.5, -1.5), (7.0, 0.25)])
def test_the_slopes_of_two_operands(operation, a, b):
    f = BINARY[operation]
    node = f(Node(a), Node(b))
    assert node.operation == operation
    assert node.value == f(a, b)
    assert node.slopes[0] == pytest.approx(derivative(lambda t: f(t, b), a), rel=1e-7, abs=0)
    assert node.slopes[1] == pytest.approx(derivative(lambda t: f(a, t), b), rel=1e-7, abs=0)


NUMBERS = [2, 2.0, np.float64(2), np.float32(2), np.int64(2), np.uint8(2), Fraction(2)]


@pytest.mark.parametrize("operation", BINARY)
@pytest.mark.parametrize("number", NUMBERS, ids=lambda n: type(n).__name__)
def test_plain_and_numpy_numbers_on_either_side(operation, number):
    f, x = BINARY[operation], Node(3.0, "x")
    left, right = f(number, x), f(x, number)
    for node, value in ((left, f(2, 3)), (right, f(3, 2))):
        assert type(node) is Node
        assert type(node.value) is float
        assert node.value == value
        assert all(type(slope) is float for slope in node.slopes)
    assert left.parents[1] is x
    assert left.operation == operation
    assert right.parents[0] is x
    assert len(right.parents) == (1 if operation == "**" else 2)


def test_values_and_gradients_are_plain_floats():
    for number in NUMBERS:
        x = Node(number)
        assert (type(x.value), x.value) == (float, 2.0)
    (x * np.float32(3)).backward()
    assert type(x.grad) is float


def test_differences_and_quotients_are_one_node():
    a, b = Node(1.0), Node(2.0)
    assert len(order(a - b)) == len(order(a / b)) == 3


def test_any_number_to_the_power_zero_is_flat():
    for x in (-2.0, 0.0, 3.0):
        assert ((Node(x) ** 0).value, (Node(x) ** 0).slopes) == (1.0, (0.0,))
    assert (Node(0.0) ** 1).slopes == (1.0,)


def test_far_from_zero():
    for z, a in ((1000, 1.0), (-1000, 0.0)):
        node = Node(z).sigmoid()
        assert (node.value, node.slopes) == (a, (0.0,))
        node = Node(z).tanh()
        assert (node.value, node.slopes) == (math.copysign(1, z), (0.0,))
    # where 1 - a and 1 - tanh² would already have rounded to nothing
    assert Node(40.0).sigmoid().slopes[0] == pytest.approx(math.exp(-40), rel=1e-12, abs=0)
    assert Node(20.0).tanh().slopes[0] == pytest.approx(4 * math.exp(-40), rel=1e-12, abs=0)


@pytest.mark.parametrize("name", ["sigmoid", "relu"])
def test_the_activations_are_those_of_the_helper(name):
    activation = activations.by_name(name)
    for z in (-1000.0, -3.0, -0.0, 0.0, 0.5, 30.0, 1000.0):
        node = getattr(Node(z), name)()
        assert node.value == pytest.approx(activation(z), rel=1e-14, abs=0)
        assert node.slopes[0] == pytest.approx(activation.derivative(z), rel=1e-14, abs=0)


# Shared nodes, second calls --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (lambda x: x + x, 2.0),
        (lambda x: x * x, 6.0),
        (lambda x: x - x, 0.0),
        (lambda x: x / x, 0.0),
        (lambda x: x**x, 27 * (math.log(3) + 1)),
        (lambda x: x * x * x, 27.0),
        (lambda x: (x + 1) * (x - 1), 6.0),
        (lambda x: x, 1.0),
    ],
)
def test_a_shared_node_adds_up(f, slope):
    x = Node(3.0)
    y = f(x)
    for _ in range(3):
        y.backward()
        assert x.grad == pytest.approx(slope, abs=1e-12)
        assert y.grad == 1


def test_the_same_parent_twice_gives_two_steps():
    x = Node(3.0, "x")
    y = x * x
    assert order(y) == [x, y]
    assert backward_steps(y) == [Step(y, x, 0, 3.0, 1.0, 3.0, 3.0), Step(y, x, 1, 3.0, 1.0, 3.0, 6.0)]


def test_a_shared_node_is_passed_on_only_when_complete():
    # d feeds both branches; the short one reaches it long before the other is done
    x = Node(2.0)
    d = x * 3
    y = d + ((d * d).exp() * 0.5).log()
    y.backward()
    assert x.grad == pytest.approx(3 + 18 * x.value)  # y = d + d² + ln 0.5 and d = 3x


def test_two_results_of_one_graph_do_not_mix():
    x = Node(2.0)
    shared = x * x
    first, second = shared * 3, shared + x
    first.backward()
    assert x.grad == 12
    second.backward()
    assert (x.grad, shared.grad) == (5, 1)
    first.backward()
    assert (x.grad, shared.grad) == (12, 3)


def test_from_the_middle_only_what_is_below_changes():
    x = Node(2.0)
    u = x * x
    y = u * 5
    y.backward()
    u.backward()
    assert (x.grad, u.grad, y.grad) == (4, 1, 1)


def test_a_changed_leaf_counts_once_the_expression_is_written_again():
    w = Node(2.0)
    for _ in range(100):
        loss = (w - 5) ** 2
        loss.backward()
        w.value -= 0.1 * w.grad
    assert w.value == pytest.approx(5)


def test_sum_of_a_list():
    nodes = [Node(i) for i in range(5)]
    total = sum(nodes)
    total.backward()
    assert total.value == 10
    assert [node.grad for node in nodes] == [1] * 5


# An independent differentiator -----------------------------------------------------------------------------------

OURS = {
    "neg": operator.neg,
    "exp": Node.exp,
    "log": Node.log,
    "tanh": Node.tanh,
    "sigmoid": Node.sigmoid,
    "relu": Node.relu,
    **BINARY,
}
THEIRS = {
    "neg": operator.neg,
    "exp": anp.exp,
    "log": anp.log,
    "tanh": anp.tanh,
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "relu": lambda z: anp.maximum(z, 0.0),
    **BINARY,
}


def safe(operation, a, b):
    """Say whether the operation is defined and smooth around these values, and its result not too large."""
    if operation == "**":
        return 0.1 <= a <= 10 and abs(b) <= 3
    if operation == "/":
        return abs(b) >= 0.1
    if operation == "log":
        return a >= 0.1
    if operation == "exp":
        return a <= 4
    if operation == "relu":
        return abs(a) >= 1e-3
    return True


@st.composite
def programs(draw):
    """Draw inputs and a list of operations on earlier results or numbers: a graph with shared nodes, not a tree."""
    some_number = st.floats(-3, 3).map(lambda x: round(x, 3))
    inputs = draw(st.lists(some_number, min_size=1, max_size=4))
    steps, results = [], [Node(x) for x in inputs]
    for operation in draw(st.lists(st.sampled_from(sorted(OURS)), min_size=1, max_size=14)):
        left = draw(st.integers(0, len(results) - 1))
        right, flipped = None, False
        if operation in BINARY:
            right = draw(st.integers(0, len(results) - 1) | some_number)
            flipped = draw(st.booleans())
        a, b = (results[left], results[right] if isinstance(right, int) else right)
        a, b = (b, a) if flipped else (a, b)
        values = [x.value if isinstance(x, Node) else x for x in (a, b)]
        if not safe(operation, *values) or abs(apply(OURS, operation, a, b).value) > 1e3:
            operation, right, flipped = "tanh", None, False
        steps.append((operation, left, right, flipped))
        run_step(OURS, steps[-1], results)
    return inputs, steps


def apply(table, operation, a, b):
    return table[operation](a) if b is None else table[operation](a, b)


def run_step(table, step, results):
    operation, left, right, flipped = step
    a, b = results[left], results[right] if isinstance(right, int) else right
    results.append(apply(table, operation, b, a) if flipped else apply(table, operation, a, b))


def run(table, steps, inputs):
    results = list(inputs)
    for step in steps:
        run_step(table, step, results)
    return results[-1]


def test_values_and_gradients_against_autograd():
    compared, covered = 0, set()

    @settings(max_examples=600, derandomize=True, deadline=None, database=None)
    @given(programs())
    def compare(program):
        nonlocal compared
        inputs, steps = program
        leaves = [Node(x) for x in inputs]
        ours = run(OURS, steps, leaves)
        ours.backward()

        def f(*xs):
            return run(THEIRS, steps, xs) + 0.0 * sum(xs)  # autograd warns of inputs that are not used

        value, gradients = autograd.value_and_grad(f, argnum=tuple(range(len(inputs))))(*inputs)
        assert ours.value == pytest.approx(value, rel=1e-9, abs=1e-12)
        largest = max(abs(step.contribution) for step in backward_steps(ours))
        assert [leaf.grad for leaf in leaves] == pytest.approx(np.array(gradients), rel=1e-9, abs=1e-12 * (1 + largest))
        compared += 1
        covered.update(node.operation for node in order(ours))

    compare()
    assert compared >= 500
    assert covered >= set(OURS)


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(programs())
def test_order_and_steps_of_random_graphs(program):
    inputs, steps = program
    result = run(OURS, steps, [Node(x) for x in inputs])
    nodes = order(result)
    place = {node: i for i, node in enumerate(nodes)}
    assert len(place) == len(nodes)
    assert nodes[-1] is result
    assert all(place[parent] < place[node] for node in nodes for parent in node.parents)

    taken = backward_steps(result)
    assert len(taken) == sum(len(node.parents) for node in nodes)
    result.backward()
    first = [node.grad for node in nodes]
    totals, last_use, first_pass = {result: 1.0}, {}, {}
    for i, step in enumerate(taken):
        assert step.parent is step.node.parents[step.edge]
        assert step.slope == step.node.slopes[step.edge]
        assert step.contribution == step.slope * step.arriving
        assert step.arriving == step.node.grad
        totals[step.parent] = totals.get(step.parent, 0.0) + step.contribution
        assert step.total == totals[step.parent]
        last_use[step.parent] = i
        first_pass.setdefault(step.node, i)
    assert [totals[node] for node in nodes] == first, "bit for bit"
    assert all(last_use.get(node, -1) < i for node, i in first_pass.items()), "complete before it is passed on"
    result.backward()
    assert [node.grad for node in nodes] == first


# The neuron ------------------------------------------------------------------------------------------------------


def loss_of_one_neuron(w1, w2, b, x1, x2, y):
    z = x1 * w1 + x2 * w2 + b
    a = z.sigmoid()
    return z, a, -(y * a.log() + (1 - y) * (1 - a).log())


@pytest.mark.parametrize("y", [0.0, 1.0])
def test_one_neuron_by_hand(y):
    x1, x2, w1, w2, b = (Node(v, n) for v, n in ((1.5, "x1"), (-2.0, "x2"), (0.4, "w1"), (0.3, "w2"), (0.1, "b")))
    z, a, loss = loss_of_one_neuron(w1, w2, b, x1, x2, Node(y, "y"))
    loss.backward()
    assert z.value == pytest.approx(0.1)  # 0.6 - 0.6 + 0.1
    assert a.grad == pytest.approx(-y / a.value + (1 - y) / (1 - a.value))
    assert z.grad == pytest.approx(a.value - y)
    assert w1.grad == pytest.approx(1.5 * z.grad)
    assert w2.grad == pytest.approx(-2.0 * z.grad)
    assert b.grad == pytest.approx(z.grad)
    assert x1.grad == pytest.approx(0.4 * z.grad)

    w, X = [[0.4], [0.3]], [[1.5], [-2.0]]
    dw, db = neuron.gradients(w, 0.1, X, [[y]])
    assert loss.value == pytest.approx(neuron.cost(w, 0.1, X, [[y]]))
    assert [w1.grad, w2.grad, b.grad] == pytest.approx([*dw.ravel(), db])


def test_the_mean_over_five_examples():
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(2, 5)), np.array([[0.0, 1, 1, 0, 1]])
    w1, w2, b = Node(0.4, "w1"), Node(-0.7, "w2"), Node(0.2, "b")
    cost = sum(loss_of_one_neuron(w1, w2, b, *X[:, i], Y[0, i])[-1] for i in range(5)) / 5
    cost.backward()
    dw, db = neuron.gradients([[0.4], [-0.7]], 0.2, X, Y)
    assert cost.value == pytest.approx(neuron.cost([[0.4], [-0.7]], 0.2, X, Y))
    assert [w1.grad, w2.grad, b.grad] == pytest.approx([*dw.ravel(), db], rel=1e-12, abs=0)


def test_the_loss_from_z_is_that_of_the_helper():
    z = Node(-1.3)
    a = z.sigmoid()
    loss = -(1 - a).log()
    loss.backward()
    Z, Y = np.array([[-1.3]]), np.array([[0.0]])
    assert loss.value == pytest.approx(losses.binary_cross_entropy.function(Z, Y).item())
    assert z.grad == pytest.approx(losses.binary_cross_entropy.slope(Z, Y).item())


@pytest.mark.parametrize("start", [-4.0, 0.0, 2.5])
def test_slopes_vanish_along_sigmoids_and_not_along_relus(start):
    x = Node(start)
    y = x
    for _ in range(10):
        y = y.sigmoid()
    y.backward()
    assert 0 < x.grad <= 0.25**10
    x = Node(abs(start) + 1)
    y = x
    for _ in range(10):
        y = y.relu()
    y.backward()
    assert x.grad == 1


# Depth, size, independence ---------------------------------------------------------------------------------------


def python(code, *options):
    return subprocess.run(
        [sys.executable, *options, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


DEEP = """
from helpers.graph import Node, backward_steps, order
x = Node(1.0)
y = x
for _ in range(100_000):
    y = {link}
y.backward()
assert len(order(y)) == {nodes}, len(order(y))
assert len(backward_steps(y)) == {edges}
print(x.grad)
del y
print("gone")
"""


@pytest.mark.parametrize(
    ("link", "nodes", "edges", "grad"),
    [
        ("-y", 100_001, 100_000, 1.0),
        ("y + x", 100_001, 200_000, 100_001.0),
        ("y * 1", 200_001, 200_000, 1.0),
        ("y.relu()", 100_001, 100_000, 1.0),
    ],
)
def test_a_chain_of_100_000(link, nodes, edges, grad):
    done = python(DEEP.format(link=link, nodes=nodes, edges=edges))
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [str(grad), "gone"], "")


def test_many_paths_are_walked_once():
    x = Node(1.0)
    y = x
    for _ in range(60):  # 2 ** 60 paths from y to x
        y = y + y
    y.backward()
    assert x.grad == 2.0**60


def test_a_node_is_small():
    tracemalloc.start()
    y = Node(0.5)
    for i in range(1000):
        y = y * 0.999 + i
    y.backward()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size / len(order(y)) < 300
    assert not hasattr(y, "__dict__")


def test_the_module_needs_nothing_but_the_standard_library():
    done = python("import sys, helpers.graph; print('numpy' in sys.modules)", "-W", "error")
    assert (done.stdout.strip(), done.stderr) == ("False", "")


# Bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (lambda: Node(0.0).log(), r"^log: expected a number > 0, got 0\.0$"),
        (lambda: Node(-2).log(), r"^log: expected a number > 0, got -2\.0$"),
        (lambda: Node(1) / Node(0), r"^/: expected a divisor other than 0, got 1\.0 / 0\.0$"),
        (lambda: Node(1) / 0, r"^/: .* got 1\.0 / 0\.0$"),
        (lambda: 3 / Node(-0.0), r"^/: .* got 3\.0 / -0\.0$"),
        (lambda: Node(0) ** -1, r"^\*\*: expected an exponent of 0 or >= 1 .*base is 0, got 0\.0 \*\* -1\.0$"),
        (lambda: Node(0) ** 0.5, r"^\*\*: expected an exponent of 0 or >= 1 .*base is 0, got 0\.0 \*\* 0\.5$"),
        (lambda: Node(-8) ** (1 / 3), r"^\*\*: expected a whole exponent .*, got \(-8\.0\) \*\* 0\.333"),
        (lambda: Node(-2) ** Node(2), r"^\*\*: expected a base > 0 .*, got \(-2\.0\) \*\* 2\.0; a plain number"),
        (lambda: 0 ** Node(2), r"^\*\*: expected a base > 0 where the exponent is a node"),
        (lambda: Node(1000).exp(), r"^exp: expected finite numbers, got one too large for a float at 1000\.0$"),
        (lambda: Node(1e200) * 1e200, r"^\*: expected finite numbers, .* at 1e\+200 and 1e\+200$"),
        (lambda: Node(1e308) + 1e308, r"^\+: expected finite numbers"),
        (lambda: Node(-1e308) - 1e308, r"^-: expected finite numbers"),
        (lambda: Node(1e200) / 1e-200, r"^/: expected finite numbers"),
        (lambda: Node(1e200) ** 2, r"^\*\*: expected finite numbers, .* at 1e\+200 and 2\.0$"),
        (lambda: Node(10) ** Node(400), r"^\*\*: expected finite numbers"),
        (lambda: Node(math.nan), r"^value: expected a finite number, got nan$"),
        (lambda: Node(math.inf), r"^value: expected a finite number, got inf$"),
        (lambda: Node(np.float64("nan")), r"^value: expected a finite number, got nan$"),
        (lambda: Node(10**400), r"^value: expected a finite number, got an integer too large"),
        (lambda: Node(1) + math.nan, r"^\+: expected a finite number, got nan$"),
        (lambda: math.inf * Node(1), r"^\*: expected a finite number, got inf$"),
        (lambda: Node(2) ** math.inf, r"^\*\*: expected a finite number, got inf$"),
    ],
)
def test_values_that_have_no_answer(f, message):
    with pytest.raises(ValueError, match=message):
        f()


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (lambda: Node("3"), r"^value: expected a number, got the text '3'$"),
        (lambda: Node(None), r"^value: expected a number, got NoneType$"),
        (lambda: Node(True), r"^value: expected a number, got bool$"),
        (lambda: Node(np.True_), r"^value: expected a number, got bool"),
        (lambda: Node(1j), r"^value: expected a number, got complex$"),
        (lambda: Node(Node(1)), r"^value: expected a number, got Node$"),
        (lambda: Node(1, name=3), r"^name: expected a text, got int$"),
        (lambda: Node(1) + "3", r"^\+: expected a number, got the text '3'$"),
        (lambda: None - Node(1), r"^-: expected a number, got NoneType$"),
        (lambda: Node(1) * True, r"^\*: expected a number, got bool$"),
        (lambda: Node(2) ** "2", r"^\*\*: expected a number, got the text '2'$"),
        (lambda: order(3.0), r"^node: expected a Node, got float$"),
        (lambda: backward_steps([Node(1)]), r"^node: expected a Node, got list$"),
    ],
)
def test_things_that_are_not_numbers(f, message):
    with pytest.raises(TypeError, match=message):
        f()


ARRAYS = [np.ones(3), np.ones((2, 2)), np.array(2.0), np.array([1], dtype=int), [1.0, 2.0], (1.0,)]


@pytest.mark.parametrize("array", ARRAYS, ids=repr)
@pytest.mark.parametrize("operation", BINARY)
def test_arrays_are_sent_to_notebook_03(operation, array):
    f, x = BINARY[operation], Node(2.0)
    message = rf"^{re.escape(operation)}: expected a number, got .*; nodes are scalars, arrays come in notebook 03$"
    with pytest.raises(TypeError, match=message):
        f(x, array)
    with pytest.raises(TypeError, match=message):
        f(array, x)


def test_arrays_in_other_places():
    x, array = Node(2.0), np.ones(3)
    for f in (lambda: array @ x, lambda: x @ array, lambda: [[1]] @ x):
        with pytest.raises(TypeError, match=r"^@: expected matrices, got a Node; nodes are scalars, arrays come in"):
            f()
    for f in (lambda: Node(array), lambda: x + array):
        with pytest.raises(TypeError, match=r"nodes are scalars, arrays come in notebook 03$"):
            f()
    for f in (lambda: np.exp(x), lambda: np.add(array, x), lambda: operator.iadd(array, x), lambda: math.exp(x)):
        with pytest.raises(TypeError):
            f()
    assert array.tolist() == [1, 1, 1]


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
@pytest.mark.parametrize("other", [Node(1), 1, 1.0, np.float64(1), np.ones(2)], ids=lambda o: type(o).__name__)
def test_nodes_have_no_order(compare, other):
    for f in (lambda: compare(Node(1), other), lambda: compare(other, Node(1))):
        with pytest.raises(TypeError, match=r"expected numbers, got a Node; compare node\.value$"):
            f()


@pytest.mark.parametrize("compare", [operator.eq, operator.ne])
@pytest.mark.parametrize("other", [1, 1.0, True, 1j, np.float64(1), np.ones(2)], ids=lambda o: type(o).__name__)
def test_a_node_is_not_compared_with_a_number(compare, other):
    for f in (lambda: compare(Node(1), other), lambda: compare(other, Node(1))):
        message = rf"^==: expected another Node, got {type(other).__name__}; compare node\.value$"
        with pytest.raises(TypeError, match=message):
            f()


def test_nodes_are_told_apart_by_identity():
    a, b = Node(1.0), Node(1.0)
    same = a
    assert a == same
    assert a != b
    assert a in [b, a]
    assert b not in [a]
    assert len({a, b, a}) == 2
    assert {a: "a", b: "b"}[b] == "b"
    assert a != "a"
    assert a is not None


def test_a_node_has_no_truth():
    x = Node(0.0, "x")
    message = r"^truth: expected a condition, got Node\(0\.0, name='x', grad=0\.0\); ask about node\.value$"
    for f in (lambda: bool(x), lambda: not x, lambda: x and 1, lambda: any([x])):
        with pytest.raises(TypeError, match=message):
            f()


def test_a_gradient_that_overflows_is_an_error():
    x = Node(1e-300, "x")
    y = x * 1e200 * 1e200
    for f in (y.backward, lambda: backward_steps(y)):
        with pytest.raises(ValueError, match=r"^backward: expected finite numbers, .* at Node\(1e-300, name='x'"):
            f()
    with pytest.raises(ValueError, match=r"^backward: expected finite numbers"):
        Node(5e-324).log().backward()  # the slope 1 / x is infinite, the logarithm is not


def test_what_happened_in_between_does_not_stay():
    x = Node(1.0)
    x.grad = 7.0
    (x * 2).backward()
    assert x.grad == 2
    assert order(x) == [x]
    assert backward_steps(x) == []
