"""Computation graphs in words, and how their numbers and operations are written."""

from .. import _doors, _paper
from ..graph import backward_steps, order

_SIGNS = {"*": "×", "-": "−", "/": "÷", "**": "^"}
_SYMBOLS = {**_SIGNS, "sigmoid": "σ", "**0.5": "√", "log": "ln"}
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def significant(value):
    """Write a number with up to four significant digits and a real minus sign: 0.25, −3, 1.234e−5."""
    mantissa, _, exponent = f"{_doors.number(value, 'value'):.4g}".partition("e")
    text = f"{mantissa}e{int(exponent)}" if exponent else mantissa
    return "0" if text == "-0" else text.replace("-", "−")


def describe_graph(node, grads=True):
    """Say in words what a drawing shows: every operation in order of computation, then the gradients.

    Parameters
    ----------
    node : Node
        The result.
    grads : bool, default True

    Returns
    -------
    str
        Such as "u = b × c = 3 × 2 = 6; J = 3 × u = 18. Gradients: dJ/du = 3, dJ/db = 6, dJ/dc = 9." Nodes without a
        name are called node 1, node 2 and so on; numbers are filled in where a named leaf takes part.

    Raises
    ------
    TypeError, ValueError
        Not a Node; `grads` not a truth value; a gradient that overflows.
    """
    nodes, names, grads = order(node), call(node), _paper.truth(grads, "grads")
    words = "; ".join(formulas(node).values()) + "."
    wanted = [n for n in reversed(nodes) if n.parents and n is not node]
    wanted += [n for n in nodes if n.name and not n.parents and n is not node]
    if grads and wanted:
        found = gradients(node)[0]
        told = (f"d{_closed(names[node])}/d{_closed(names[n])} = {significant(found[n])}" for n in wanted)
        words += f" Gradients: {', '.join(told)}."
    return words


def call(node):
    """Return what every node of a graph is called: its name, a number, or node 1, node 2 and so on."""
    nodes = order(node)
    taken, names, count = {current.name for current in nodes}, {}, 0
    for current in nodes:
        names[current] = current.name or significant(current.value)
        if current.parents and not current.name:
            count = next(i for i in range(count + 1, count + len(nodes) + 2) if f"node {i}" not in taken)
            names[current] = f"node {count}"
    return names


def formulas(node):
    """Write out every operation of a graph, in order of computation.

    Parameters
    ----------
    node : Node
        The result.

    Returns
    -------
    dict of Node to str
        Such as "u = b × c = 3 × 2 = 6".
    """
    names, lines = call(node), {}
    for current in order(node):
        if current.parents or current is node:
            parts = [names[current], _formula(current, names)]
            if any(parent.name and not parent.parents for parent in current.parents):
                parts.append(_formula(current, {parent: significant(parent.value) for parent in current.parents}))
            lines[current] = " = ".join(filter(None, [*parts, significant(current.value)]))
    return lines


def inside(node):
    """Return what is written in a node and the size of its letters."""
    if node.parents:
        symbol = _SYMBOLS.get(node.operation, node.operation)
        if symbol.startswith("**"):
            power = symbol[2:]
            symbol = f"( ){power.translate(_SUPERSCRIPTS)}" if power.lstrip("-").isdigit() else f"( )^{power}"
        return symbol, 12.0 if symbol in "×+−÷^√" else 9.0
    return (node.name, 10.0) if node.name else (significant(node.value), 8.6)


def text_width(text, font):
    """Return about how wide a text is, in the units of the font size; a little more than it is."""
    return font * sum(0.85 if letter in "−+=×÷mwMW" else 0.33 if letter in " .il,()" else 0.65 for letter in text)


def gradients(node):
    """Return the gradient of every node and the steps that lead to it."""
    gradients, steps = {node: 1.0}, backward_steps(node)
    gradients |= {step.parent: step.total for step in steps}
    return gradients, steps


def _formula(node, names):
    """Return the operation of a node in terms of what its parents are called."""
    parts = [names[parent] for parent in node.parents]
    if len(parts) == 2:
        sign = _SIGNS.get(node.operation, node.operation)
        return f"{parts[0]} {sign} {f'({parts[1]})' if parts[1].startswith('−') else parts[1]}"
    if node.operation.startswith("**"):
        return f"{_closed(parts[0])}^{node.operation[2:].replace('-', '−')}"
    if node.operation == "neg":
        return f"−{_closed(parts[0])}"
    operation = "ln" if node.operation == "log" else node.operation
    return f"{operation}({parts[0]})" if parts else ""


def _closed(part):
    """Return a part of a formula in brackets if it has a sign or is of two words."""
    return f"({part})" if part.startswith("−") or " " in part else part
