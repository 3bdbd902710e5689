"""Solutions that stand openly in a later cell, found by what the code says and not by how its names are spelled.

After an exercise the notebooks often go on with a function of their own, which is the solution under another name. In
a student edition that place calls the reader's function instead.
"""

import ast


class Solution:
    """A solution as a pattern: its code with the parameters left open.

    Parameters
    ----------
    name : str
        Of the function that the reader writes.
    code : str
        The solution, one function.
    """

    def __init__(self, name, code):
        function = ast.parse(code).body[0]
        self.name, self.body = name, function.body
        self.parameters = [argument.arg for argument in function.args.args]
        self._names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and _stored(node)}
        self._result = getattr(self.body[-1], "value", None)

    @property
    def text(self):
        """What must not be read: what the function returns, or all of it where that is only a name."""
        return ast.unparse(self.body if isinstance(self._result, ast.Name) else self._result)

    def hidden(self, code):
        """Return the code with every copy of the solution replaced by a call of the reader's function."""
        while (found := self._copy(code)) is not None:
            first, last, call = found
            code = code[:first] + call + code[last:]
        return code

    def _copy(self, code):
        """Return (start, end, call) of the first copy in the code, None if there is none.

        A function with the same body is a copy under whatever names. So is an expression like the one returned, but
        there the names that the solution has made for itself must be the same. A cell that is more than Python, such
        as one with `%matplotlib inline`, has none.
        """
        try:
            tree = ast.parse(code)
        except SyntaxError:
            return None
        for node in ast.walk(tree):
            bound = {}
            if isinstance(node, ast.FunctionDef) and _alike(
                self.body, node.body, {*self.parameters, *self._names}, bound
            ):
                start, end = _place(code, node.body[0])[0], _place(code, node.body[-1])[1]
                return start, end, f"return {self._call(code, bound)}"
            if isinstance(node, ast.expr) and not isinstance(self._result, ast.Name):
                bound = {}
                if _alike(self._result, node, set(self.parameters), bound):
                    return *_without_brackets(code, *_place(code, node)), self._call(code, bound)
        return None

    def _call(self, code, bound):
        texts = (code[slice(*_place(code, bound[p]))] if p in bound else p for p in self.parameters)
        return f"{self.name}({', '.join(texts)})"


def _alike(pattern, node, free, bound):
    """Say whether a piece of code is the pattern with something put in for each free name, noted in `bound`."""
    if isinstance(pattern, ast.Name) and pattern.id in free:
        return isinstance(node, ast.expr) and ast.unparse(bound.setdefault(pattern.id, node)) == ast.unparse(node)
    if isinstance(pattern, list):
        return len(pattern) == len(node) and all(_alike(p, n, free, bound) for p, n in zip(pattern, node, strict=True))
    if isinstance(pattern, ast.AST):
        return type(pattern) is type(node) and all(
            _alike(getattr(pattern, field), getattr(node, field), free, bound) for field in pattern._fields
        )
    return pattern == node


def _stored(name):
    return isinstance(name.ctx, ast.Store)


def _without_brackets(code, first, last):
    """Widen a place by brackets that only held the expression together."""
    if code[first - 1 : first] == "(" and code[last : last + 1] == ")" and not code[: first - 1][-1:].isidentifier():
        return first - 1, last + 1
    return first, last


def _place(code, node):
    """Return where a node begins and ends in the code, counted in characters."""
    lines = code.splitlines(keepends=True)

    def position(row, column):
        return sum(map(len, lines[: row - 1])) + len(lines[row - 1].encode()[:column].decode())

    return position(node.lineno, node.col_offset), position(node.end_lineno, node.end_col_offset)
