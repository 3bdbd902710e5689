"""A computation graph of scalars, the engine of notebook 02.

Writing an expression builds it: every node keeps its value, its parents and the slope along each edge. `backward` then
sends the derivative of the result back, one product of slope and arriving gradient per edge.
"""

import math
import numbers
from typing import NamedTuple


class Node:
    """A number that remembers how it was computed.

    Nodes combine by + - * / ** with nodes and plain numbers, by unary minus and by the methods below. A plain number
    becomes a leaf of its own, except as an exponent: x ** 2 has the one parent x and the operation "**2".
    Nodes are told apart by identity: a == b means a is b. Other comparisons, and truth, are errors.

    Parameters
    ----------
    value : float
        A finite number.
    name : str, default ""

    Attributes
    ----------
    value : float
        A leaf's may be changed; what was computed from it stays as it was until the expression is written again.
    grad : float
        Derivative of the result with respect to this node, as the last `backward` left it; 0 before.
    name : str
        May be changed.
    operation : str
        "+", "-", "*", "/", "**", "**2" and the like, "neg", "exp", "log", "tanh", "sigmoid", "relu"; "" for a leaf.
    parents : tuple of Node
        What the operation was applied to, in the order written.
    slopes : tuple of float
        Derivative of this node with respect to each parent.

    Raises
    ------
    TypeError
        Not a number, here or in an expression: an array, a text, a boolean.
    ValueError
        NaN or infinite; an operation without a finite result; in `backward`, a derivative that overflows.

    Notes
    -----
    Derived in notebook 02, section 4.
    """

    __slots__ = ("grad", "name", "operation", "parents", "slopes", "value")
    __array_ufunc__ = None  # array * node is left to the node, which refuses it
    __hash__ = object.__hash__

    def __init__(self, value, name=""):
        if not isinstance(name, str):
            raise TypeError(f"name: expected a text, got {type(name).__name__}")
        self.value, self.grad, self.name = _number(value, "value"), 0.0, name
        self.operation, self.parents, self.slopes = "", (), ()

    def __repr__(self):
        name = f", name={self.name!r}" if self.name else ""
        operation = f", operation={self.operation!r}" if self.operation else ""
        return f"Node({self.value}{name}{operation}, grad={self.grad})"

    def __add__(self, other):
        other = _operand(other, "+")
        return _result("+", self.value + other.value, (self, other), (1.0, 1.0))

    def __sub__(self, other):
        other = _operand(other, "-")
        return _result("-", self.value - other.value, (self, other), (1.0, -1.0))

    def __mul__(self, other):
        other = _operand(other, "*")
        return _result("*", self.value * other.value, (self, other), (other.value, self.value))

    def __truediv__(self, other):
        other = _operand(other, "/")
        if other.value == 0:
            raise ValueError(f"/: expected a divisor other than 0, got {self.value} / {other.value}")
        value = self.value / other.value
        return _result("/", value, (self, other), (1 / other.value, -value / other.value))

    def __pow__(self, exponent):
        if not isinstance(exponent, Node):
            exponent = _number(exponent, "**")
            value, slope = _power(self.value, exponent)
            return _result(f"**{exponent:g}", value, (self,), (slope,))
        if self.value <= 0:
            got = f"got ({self.value}) ** {exponent.value}; a plain number as exponent may allow it"
            raise ValueError(f"**: expected a base > 0 where the exponent is a node, {got}")
        value, slope = _power(self.value, exponent.value)
        return _result("**", value, (self, exponent), (slope, value * math.log(self.value)))

    def __radd__(self, other):
        return _operand(other, "+") + self

    def __rsub__(self, other):
        return _operand(other, "-") - self

    def __rmul__(self, other):
        return _operand(other, "*") * self

    def __rtruediv__(self, other):
        return _operand(other, "/") / self

    def __rpow__(self, other):
        return _operand(other, "**") ** self

    def __neg__(self):
        return _result("neg", -self.value, (self,), (-1.0,))

    def exp(self):
        """Return e to the power of this node."""
        try:
            value = math.exp(self.value)
        except OverflowError as error:
            raise _overflow("exp", self.value) from error
        return _result("exp", value, (self,), (value,))

    def log(self):
        """Return the natural logarithm of this node, which must be positive."""
        if self.value <= 0:
            raise ValueError(f"log: expected a number > 0, got {self.value}")
        return _result("log", math.log(self.value), (self,), (1 / self.value,))

    def tanh(self):
        """Return the hyperbolic tangent of this node."""
        e = math.exp(-2 * abs(self.value))
        return _result("tanh", math.tanh(self.value), (self,), (4 * e / (1 + e) ** 2,))  # 1 - tanh², not rounded to 0

    def sigmoid(self):
        """Return 1 / (1 + exp(-z)), stable for every z. Derived in notebook 01, section 3."""
        e = math.exp(-abs(self.value))
        value = (1 if self.value >= 0 else e) / (1 + e)
        return _result("sigmoid", value, (self,), (e / (1 + e) ** 2,))  # a (1 - a), not rounded to 0

    def relu(self):
        """Return the larger of this node and 0; its slope at 0 is taken as 0."""
        return _result("relu", max(0.0, self.value), (self,), (1.0 if self.value > 0 else 0.0,))

    def backward(self):
        """Set `grad` of this node and of all it was computed from to the derivative of this node.

        What an earlier call left there is forgotten first, so a second call changes nothing. Derived in notebook 02,
        section 4.
        """
        nodes = order(self)
        for node in nodes:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(nodes):
            arriving = node.grad
            if not math.isfinite(arriving):
                raise _overflow("backward", node)
            for parent, slope in zip(node.parents, node.slopes):  # noqa: B905 - strict=True takes half as long again
                parent.grad += slope * arriving

    def __eq__(self, other):
        if isinstance(other, numbers.Number) or hasattr(other, "dtype"):
            raise TypeError(f"==: expected another Node, got {type(other).__name__}; compare node.value")
        return NotImplemented  # then Python compares by identity

    def _refuse_order(self, other):
        raise TypeError("< <= > >=: expected numbers, got a Node; compare node.value")

    __lt__ = __le__ = __gt__ = __ge__ = _refuse_order

    def __bool__(self):
        raise TypeError(f"truth: expected a condition, got {self!r}; ask about node.value")

    def _refuse_matrix(self, other):
        raise TypeError("@: expected matrices, got a Node; nodes are scalars, arrays come in notebook 03")

    __matmul__ = __rmatmul__ = _refuse_matrix


class Step(NamedTuple):
    """One edge of a backward pass: slope * arriving = contribution, added to what the parent had.

    `edge` is the place of `parent` in `node.parents` (x * x has two edges to one parent), `arriving` the finished
    gradient of `node`, `total` the gradient of `parent` after adding.
    """

    node: Node
    parent: Node
    edge: int
    slope: float
    arriving: float
    contribution: float
    total: float


def order(node):
    """Return all that a node was computed from and the node itself, parents first: the steps of a forward pass.

    Parameters
    ----------
    node : Node

    Returns
    -------
    list of Node
        Each once, after all its parents. Read from the end, a node comes after everything that uses it, so that its
        gradient is complete before it is passed on.

    Raises
    ------
    TypeError
        Not a Node.

    Notes
    -----
    Derived in notebook 02, section 4. A stack of its own, because recursion ends at a chain of 1,000 nodes.
    """
    if not isinstance(node, Node):
        raise TypeError(f"node: expected a Node, got {type(node).__name__}")
    result, seen, stack = [], set(), [node]
    while stack:
        current = stack.pop()
        if current is None:  # the parents of the next one are all listed
            result.append(stack.pop())
        elif current not in seen:
            seen.add(current)
            if current.parents:
                stack += (current, None)
                stack += current.parents[::-1]
            else:
                result.append(current)
    return result


def backward_steps(node):
    """Return the steps of `node.backward()` as data, without changing any node.

    Parameters
    ----------
    node : Node

    Returns
    -------
    list of Step
        One per edge, in order. The last `total` of a parent is its gradient; that of `node` is 1 from the start.

    Raises
    ------
    TypeError, ValueError
        Not a Node; a gradient that overflows.

    Notes
    -----
    Derived in notebook 02, section 3.
    """
    nodes = order(node)
    gradients, steps = {**dict.fromkeys(nodes, 0.0), node: 1.0}, []
    for current in reversed(nodes):
        arriving = gradients[current]
        if not math.isfinite(arriving):
            raise _overflow("backward", current)
        for edge, (parent, slope) in enumerate(zip(current.parents, current.slopes, strict=True)):
            gradients[parent] += slope * arriving
            steps.append(Step(current, parent, edge, slope, arriving, slope * arriving, gradients[parent]))
    return steps


def _result(operation, value, parents, slopes):
    """Return the node that an operation makes."""
    if not math.isfinite(value):
        raise _overflow(operation, *(parent.value for parent in parents))
    node = Node.__new__(Node)  # skips the checks of Node(value), which the operands have passed
    node.value, node.grad, node.name = value, 0.0, ""
    node.operation, node.parents, node.slopes = operation, parents, slopes
    return node


def _operand(value, operation):
    """Return a node as it is and a plain number as a leaf."""
    return value if isinstance(value, Node) else _result("", _number(value, operation), (), ())


def _number(value, name):
    """Return `value` as a finite float; `name` is the argument or operation it came to."""
    quick = type(value) in (float, int)  # isinstance of numbers.Real takes longer than all the rest
    if not quick and (isinstance(value, bool) or not isinstance(value, numbers.Real)):
        if isinstance(value, str):
            raise TypeError(f"{name}: expected a number, got the text {value[:40]!r}")
        hint = "; nodes are scalars, arrays come in notebook 03" if hasattr(value, "__len__") else ""
        raise TypeError(f"{name}: expected a number, got {type(value).__name__}{hint}")
    try:
        result = float(value)
    except OverflowError as error:
        raise ValueError(f"{name}: expected a finite number, got an integer too large for a float") from error
    if not math.isfinite(result):
        raise ValueError(f"{name}: expected a finite number, got {result}")
    return result


def _power(base, exponent):
    """Return base ** exponent and its slope with respect to the base."""
    if base < 0 and not exponent.is_integer():
        raise ValueError(f"**: expected a whole exponent where the base is negative, got ({base}) ** {exponent}")
    if base == 0 and (exponent < 0 or 0 < exponent < 1):
        raise ValueError(f"**: expected an exponent of 0 or >= 1 where the base is 0, got {base} ** {exponent}")
    try:
        return math.pow(base, exponent), exponent * math.pow(base, exponent - 1) if exponent else 0.0
    except OverflowError as error:
        raise _overflow("**", base, exponent) from error


def _overflow(operation, *values):
    got = " and ".join(map(str, values))
    return ValueError(f"{operation}: expected finite numbers, got one too large for a float at {got}")
