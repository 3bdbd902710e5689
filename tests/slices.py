"""The cells of a notebook that some of its cells rest on, run in this process: a fraction of the whole notebook's time.

Figures are not drawn. What a cell does to anything but names, such as printing, nobody can rest on.
"""

import ast
import contextlib
import io
import symtable
from typing import NamedTuple

from helpers import style


class Ran(NamedTuple):
    """What a cell said: the value of its last line, and what it printed."""

    source: str
    value: object
    printed: str


def slice_of(sources, wanted):
    """Return the positions of the cells at `wanted`, and of those on which they rest, in order.

    Parameters
    ----------
    sources : list of str
    wanted : set of int

    Notes
    -----
    A cell rests on another if it reads a name which that one binds or changes, itself or in a function that it names.
    """
    facts = [Facts(source) for source in sources]
    modules = set().union(*(fact.imported for fact in facts))
    inside = {}
    for fact in facts:
        for name, read in fact.functions.items():
            inside[name] = inside.get(name, set()) | read
    live, needed = set(), []
    for position in reversed(range(len(sources))):
        fact = facts[position]
        if position in wanted or (fact.bound | fact.changed - modules) & live:
            needed.append(position)
            live = _through(inside, (live - fact.bound) | fact.read)
    return needed[::-1]


def callers_of(sources, first):
    """Return the positions of the cells at `first`, and of those that call a function which one of these defines."""
    tainted, found = set(), set()
    for position, source in enumerate(sources):
        fact = Facts(source)
        called = fact.read & tainted
        tainted -= fact.bound
        if position in first or called:
            found.add(position)
            tainted |= {name for name, read in fact.functions.items() if position in first or read & called}
    return found


def run(sources, positions, monkeypatch):
    """Run some cells of a notebook, one after the other, in a namespace of their own; return what each said."""
    monkeypatch.setattr(style, "show", lambda figure, alt: style.Picture(b"", alt, 1))
    names = {"__name__": "__main__"}
    return {position: _ran(sources[position], f"cell {position + 1}", names) for position in positions}


def _ran(source, place, names):
    tree, value = ast.parse(source, place), None
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(tree, place, "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), place, "eval"), names)
    return Ran(source, value, printed.getvalue())


def _through(inside, names):
    """Return names and, for those of functions, what their bodies read, and so on."""
    found, left = set(), list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(inside.get(name, ()))
    return found


class Facts:
    """What a cell does to names: those it binds, those whose objects it may change, those it reads as others left them.

    Attributes
    ----------
    bound, imported, changed, read : set of str
    functions : dict of str to set of str
        Name of a function that the cell defines -> what its body reads.
    """

    def __init__(self, source):
        self.bound, self.imported, self.changed, self.read, self.functions = set(), set(), set(), set(), {}
        tree = ast.parse(source)
        for node in tree.body:
            self._take(node)
        for node in ast.walk(tree):
            if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
                self.changed |= _root(node)
            elif isinstance(node, ast.Expr) and isinstance(getattr(node.value, "func", None), ast.Attribute):
                self.changed |= _root(node.value.func)  # such as found.append(cost)

    def _take(self, node):
        """Go through a statement in the order in which it runs: what stands at its head, then what stands below it."""
        if isinstance(node, ast.For):
            self._names(ast.Assign([node.target], node.iter))
        elif isinstance(node, ast.If | ast.While):
            self._names(ast.Expr(node.test))
        elif isinstance(node, ast.With):
            self._names(ast.With(node.items, [ast.Pass()]))
        else:
            self._names(node)
            return
        for child in [*node.body, *getattr(node, "orelse", ())]:
            self._take(child)

    def _names(self, statement):
        table = symtable.symtable(ast.unparse(ast.fix_missing_locations(statement)), "statement", "exec")
        symbols, inner = table.get_symbols(), {child: _globals(child) for child in table.get_children()}
        bound = {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}
        read = {symbol.get_name() for symbol in symbols if symbol.is_referenced()}.union(*inner.values())
        if isinstance(statement, ast.AugAssign):
            read |= _root(statement.target)
        self.functions |= {name: read for name in bound if inner}
        self.imported |= {symbol.get_name() for symbol in symbols if symbol.is_imported()}
        self.read |= read - self.bound
        self.bound |= bound


def _globals(table):
    """Return the global names that a function, a class or a comprehension reads, with all inside it."""
    inside = [_globals(child) for child in table.get_children()]
    return set().union({symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}, *inside)


def _root(node):
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return {node.id} if isinstance(node, ast.Name) else set()
