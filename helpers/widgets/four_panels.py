"""The four panels in which one derivative is shown: formula, NumPy, graph and central difference."""

import numpy as np
from matplotlib.patches import Rectangle

from .. import style
from ..diagrams import minus
from . import four_routes
from .four_routes import M
from .live import Scene

_ANSWER, _MARK = style.dark(style.BLUE), style.dark(style.VERMILION)


class Panels(Scene):
    """The picture of a `four_views_explorer` result; the words are left to a subclass."""

    def __init__(self):
        super().__init__(9.5, 5.45)
        self.figure.set_layout_engine("none")
        self.plot = self.axes
        self.plot.set_position((6.5 / 9.5, 1.22 / 5.45, 2.85 / 9.5, 1.1 / 5.45))
        self.sheet = self.figure.add_axes((0, 0, 1, 1))
        self.sheet.set(xlim=(0, 9.5), ylim=(0, 5.45))  # a unit is an inch
        self.sheet.axis("off")
        for x, y in (([4.42, 4.42], [2.82, 5.35]), ([0.1, 9.4], [2.75, 2.75]), ([5.72, 5.72], [0.1, 2.68])):
            self.sheet.plot(x, y, color="#C8C8C8", linewidth=1)
        heads = (
            (0.12, 5.25, 4.3, "1  Formula"),
            (4.55, 5.25, 9.38, "2  NumPy"),
            (0.12, 2.55, 5.6, "3  Graph of notebook 02"),
            (5.85, 2.55, 9.38, "4  Central difference"),
        )
        for x, y, _, title in heads:
            self._write(x, y, title, fontsize=11.5, weight="bold")
        bold = {"fontsize": 12.5, "weight": "bold", "color": _ANSWER}
        self.answers = [self._moved(right, y, ha="right", **bold) for _, y, right, _ in heads]
        self._build_formula()
        self._build_code()
        self._build_path()
        self._build_plot()
        self.shown = None

    def _write(self, x, y, text, **options):
        return self.sheet.text(x, y, text, **{"va": "center", "fontsize": 10} | options)

    def _moved(self, x, y, **options):
        return self.moving(self._write(x, y, "", **options))

    def _build_formula(self):
        self.formula = self._write(0.2, 4.84, "", fontsize=13)
        self.deltas = [self._moved(0.2, y) for y in (4.44, 4.19)]
        self.numbers = [self._moved(x, y) for x, y in ((1.72, 4.44), (0.2, 3.96))]
        self.terms = [self._moved(0.2, 3.68 - 0.2 * k) for k in range(M)]
        self.total = self._moved(0.2, 2.88, color=_ANSWER, weight="bold")

    def _build_code(self):
        mono = {"family": "DejaVu Sans Mono", "fontsize": 9.4}
        self.code = [self._write(4.55, 4.9 - 0.23 * i, "", **mono) for i in range(3)]
        self.name = self._write(4.55, 3.58, "", **mono)
        self.counting = self._write(4.55, 2.88, "")
        self.grid = [self.sheet.add_patch(Rectangle((0, 0), 0.95, 0.36, edgecolor=style.FAINT)) for _ in range(6)]
        outline = {"facecolor": "none", "edgecolor": _MARK, "linewidth": 3}
        self.outline = self.sheet.add_patch(Rectangle((0, 0), 0.95, 0.36, **outline))
        self.cells = [self._moved(0, 0, ha="center") for _ in range(6)]

    def _build_path(self):
        self._write(0.12, 1.98, "value")
        self._write(0.12, 1.28, "grad", color=_ANSWER)
        box = {"boxstyle": "round,pad=0.35", "facecolor": "#E8F3FA", "edgecolor": style.BLUE, "linewidth": 1.4}
        self.boxes = [self._write(0, 1.63, "", ha="center", bbox=box) for _ in range(7)]
        self.arrows = [self._write(0, 1.63, "→", ha="center", fontsize=13) for _ in range(6)]
        self.values = [self._moved(0, 1.98, ha="center", fontsize=9.5) for _ in range(7)]
        self.grads = [self._moved(0, 1.28, ha="center", fontsize=9.5, color=_ANSWER) for _ in range(7)]
        self.way = self._moved(0.12, 2.27)
        self.share = self._moved(0.12, 0.85)
        self.shares = self._moved(0.12, 0.37, linespacing=1.5)

    def _build_plot(self):
        self.plot.set_ylabel("cost J")
        self.plot.tick_params(labelsize=9.5)
        self.curve = self.plot.plot([], [], color=style.BLUE)[0]
        self.tangent = self.moving(*self.plot.plot([], [], "--", color=style.VERMILION, linewidth=2))
        self.dot = self.moving(*self.plot.plot([], [], "o", color=style.INK, markersize=8))
        self.costs = [self._moved(5.85, y) for y in (0.64, 0.42)]
        self.quotient = self._moved(5.85, 0.17)

    def update(self, result):
        p = result.parameter
        if p != self.shown:
            self.shown = p
            self._fit(result)
            self.refresh()
        for answer, number in zip(self.answers, result.numbers, strict=True):
            answer.set_text(six(number))
        self._fill_formula(result)
        for text, number in zip(self.cells, result.matrix.ravel(), strict=False):
            text.set_text(six(number))
        self._fill_path(result)
        difference = result.difference
        slope = difference.quotient
        x = result.value + np.array([-0.7, 0.7])
        self.tangent.set_data(x, result.cost + slope * (x - result.value))
        self.dot.set_data([result.value], [result.cost])
        for text, sign, J in zip(self.costs, "+−", (difference.above, difference.below), strict=True):
            text.set_text(f"J({p.kind.lower()} {sign} ε) = {J:.11f}")
        self.quotient.set_text(f"their difference / 2ε:  {six(slope)}   (ε = 10⁻⁵)")

    def _fit(self, result):
        """Set what depends on the parameter alone."""
        p, matrix = result.parameter, result.matrix
        self.formula.set_text(four_routes.formula(p))
        lines = four_routes.code(p)
        for text, line in zip(self.code, [*lines, ""], strict=False):
            text.set_text(line)
            text.set_weight("bold" if line == lines[-1] else "normal")
        rows, columns = matrix.shape
        self.name.set_text(f"d{p.kind}{p.layer} =")
        self.counting.set_text(f"d{p.code} is {p.words.split(' ', 1)[1]}: Python counts from 0.")
        for i, text in enumerate([*self.terms, self.total]):
            text.set_y((3.68 if p.layer == 1 else 4.04) - 0.2 * i)
        for i, (square, text) in enumerate(zip(self.grid, self.cells, strict=True)):
            row, column = divmod(i, columns)
            x, y = 5.25 + 0.95 * column, 3.58 + 0.36 * (rows / 2 - row - 1)
            square.set(x=x, y=y, visible=i < matrix.size)
            text.set(x=x + 0.475, y=y + 0.18, visible=i < matrix.size)
            chosen = (row, column) == (p.row, p.column)
            square.set_facecolor(style.YELLOW if chosen else "#F7E3D3")
            if chosen:
                self.outline.set(x=x, y=y)
        names = [name for name, _ in result.path.nodes[0]]
        places = np.linspace(0.98 if len(names) < 7 else 1.05, 5.3, len(names)) - [0.1, *np.zeros(len(names) - 1)]
        for i, (box, value, grad) in enumerate(zip(self.boxes, self.values, self.grads, strict=True)):
            for text in (box, value, grad):
                text.set(x=places[min(i, len(names) - 1)], visible=i < len(names))
            box.set_text(names[i] if i < len(names) else "")
        for i, arrow in enumerate(self.arrows):
            shown = i + 1 < len(names)
            arrow.set(x=places[i : i + 2].mean() + (0.08 if i == 0 else 0) if shown else 0, visible=shown)
        values, costs = result.curve
        room = 0.12 * np.ptp(costs)
        self.plot.set(xlim=(values[0], values[-1]), ylim=(costs.min() - room, costs.max() + room))
        self.plot.set_xlabel(p.words, labelpad=1)
        self.curve.set_data(values, costs)

    def _fill_formula(self, result):
        p, formula, k = result.parameter, result.formula, result.example - 1
        a2, y, dz2 = formula.outputs[k], four_routes.Y[0, k], formula.dz2[k]
        n, i = k + 1, p.row + 1
        lines = [rf"$dZ^{{[2]}}_{{1{n}}} = (A^{{[2]}}_{{1{n}}} - Y_{{1{n}}})\,/\,m$", ""]
        numbers = [f"= ({a2:.6f} − {y:.0f}) / {M} = {six(dz2)}", ""]
        if p.layer == 1:
            w2, a1 = four_routes.LAYERS[1].W[0, p.row], formula.hidden[p.row][k]
            lines[1] = (
                rf"$dZ^{{[1]}}_{{{i}{n}}} = W^{{[2]}}_{{1{i}}}\;dZ^{{[2]}}_{{1{n}}}\;(1 - (A^{{[1]}}_{{{i}{n}}})^2)$"
            )
            product = f"{_factor(w2, 1)} × {_factor(dz2, 6)} × (1 − {_factor(a1, 6)}²)"
            numbers[1] = f"= {product} = {six(formula.dz1[p.row][k])}"
        for text, line in zip([*self.deltas, *self.numbers], [*lines, *numbers], strict=True):
            text.set_text(line)
        for i, text in enumerate(self.terms):
            error = formula.errors[i]
            if formula.factors is None:
                product = six(error)
            else:
                digits = 6 if p.layer == 2 else 1
                factor = formula.factors[i]
                product = f"{_factor(error, 6)} × {_factor(factor, digits)} = {six(error * factor)}"
            text.set_text(f"{'▸' if i == k else '   '} k = {i + 1}:  {product}")
            text.set_weight("bold" if i == k else "normal")
        self.total.set_text(f"    sum:  {six(formula.total)}")

    def _fill_path(self, result):
        p, k = result.parameter, result.example - 1
        nodes = result.path.nodes[k]
        for value, grad, (_, node) in zip(self.values, self.grads, nodes, strict=False):
            value.set_text(minus(node.value, 4))
            grad.set_text(minus(node.grad, 4))
        self.way.set_text(
            f"one of {M} ways from {p.code} to J, through example {k + 1}; {result.path.size} nodes in all"
        )
        before, node = nodes[1]
        factor = "1" if result.formula.factors is None else _factor(result.formula.factors[k], 4)
        share = f"{factor} × {_factor(node.grad, 4)} = {six(result.path.shares[k])}"
        self.share.set_text(f"On this way {before} sends {share} back to {p.code}.")
        told = " ".join(f"{'+' if s >= 0 else '−'} {abs(s):.6f}" for s in result.path.shares).removeprefix("+ ")
        self.shares.set_text(f"What all {M} examples send adds up to its grad:\n{told} = {six(result.numbers[2])}")


def six(value):
    """Write a number with six decimals."""
    return minus(value, 6)


def _factor(value, digits):
    text = minus(value, digits)
    return f"({text})" if text.startswith("−") else text
