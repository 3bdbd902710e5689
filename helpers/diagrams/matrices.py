"""Drawings of a layer as a matrix product, and of a two-layer network as a graph of matrices."""

from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from .. import _doors, _paper, style
from .units import blank, grid

_WEIGHTS, _DATA, _RESULT, _CHOSEN = "#F7E3D3", "#DCEBF5", "#E3F2EC", "#F0E442"


def product(ax, n, n_prev, m, row=1, column=2):
    """Draw W A_prev + b = Z with one entry of Z followed back to its row of W and its column of A_prev.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    n, n_prev, m : int
        Units of the layer, units before it, examples.
    row, column : int, default 1 and 2
        The unit and the example that are marked, counted from 0.

    Notes
    -----
    Used in notebook 03, section 2.
    """
    _paper.axes(ax)
    n, n_prev, m = (
        _doors.integer(size, name, at_least=1, at_most=100) for name, size in (("n", n), ("n_prev", n_prev), ("m", m))
    )
    row = _doors.integer(row, "row", at_least=0, at_most=n - 1)
    column = _doors.integer(column, "column", at_least=0, at_most=m - 1)
    shapes = {"W": (n, n_prev), "A_prev": (n_prev, m), "b": (n, 1), "Z": (n, m)}
    marks = {"W": (row, None), "A_prev": (None, column), "b": (row, 0), "Z": (row, column)}
    titles = {"W": "W  one row per unit", "A_prev": "A_prev  one column per example", "b": "b", "Z": "Z = W A_prev + b"}
    colours = {"W": _WEIGHTS, "A_prev": _DATA, "b": _WEIGHTS, "Z": _RESULT}
    tall, size, gap = max(n, n_prev), 0.8, 1.5
    blank(ax, size * (n_prev + 2 * m + 1) + 3 * gap + 0.6, tall * size + 1.5)
    x, top = 0.2, tall * size + 0.1
    for name, sign in (("W", "@"), ("A_prev", "+"), ("b", "="), ("Z", "")):
        rows, columns = shapes[name]
        y = top - (tall - rows) * size / 2
        grid(ax, x, y, [[""] * columns for _ in range(rows)], colours[name], size=size)
        marked_row, marked_column = marks[name]
        across = range(columns) if marked_column is None else [marked_column]
        for i in range(rows) if marked_row is None else [marked_row]:
            for j in across:
                cell = Rectangle((x + j * size, y - (i + 1) * size), size, size, hatch="///", linewidth=1.4)
                ax.add_patch(cell)
                cell.set(facecolor=_CHOSEN, edgecolor=style.INK)
        ax.text(x, top + 0.75, titles[name], fontsize=10.5, weight="bold")
        ax.text(x, top + 0.2, f"({rows}, {columns})", fontsize=10.5)
        x += columns * size
        ax.text(x + gap / 2, top - tall * size / 2, sign, fontsize=15, ha="center", va="center")
        x += gap


def two_layers(ax, n_x, n_h, n_y):
    """Draw a two-layer network as a graph of matrices: values above, gradients below, forward and backward arrows.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    n_x, n_h, n_y : int
        Inputs, hidden units and outputs, for the shapes.

    Notes
    -----
    Used in notebook 03, section 5.
    """
    for name, size in (("n_x", n_x), ("n_h", n_h), ("n_y", n_y)):
        _doors.within(_doors.integer(size, name, at_least=1), 10**9, name)
    blank(_paper.axes(ax), 25.4, 9.6)
    line = [
        ("X", f"({n_x}, m)", 1.5, ""),
        ("Z[1]", f"({n_h}, m)", 6.6, "dZ[1]"),
        ("A[1]", f"({n_h}, m)", 11.0, "dA[1]"),
        ("Z[2]", f"({n_y}, m)", 16.1, "dZ[2]"),
        ("A[2]", f"({n_y}, m)", 20.0, ""),
        ("J", "number", 24.2, ""),
    ]
    for name, shape, x, gradient in line:
        _box(ax, x, 4.2, name, shape, _DATA if name == "X" else _RESULT)
        if gradient:
            ax.text(x, 2.75, gradient, ha="center", va="center", fontsize=11.5, color=_DARK, weight="bold")
    for left, right in ((2.5, 5.6), (7.6, 10.0), (12.0, 15.1), (17.1, 19.0), (21.0, 23.2)):
        _arrow(ax, (left, 4.2), (right, 4.2), style.BLUE, "-")
    for x, text in ((8.8, "tanh"), (18.05, "sigmoid"), (22.1, "loss,\nmean")):
        ax.text(x, 4.45, text, ha="center", va="bottom", fontsize=10)
    for (W, b), x, (rows, columns) in ((("W[1]", "b[1]"), 4.0, (n_h, n_x)), (("W[2]", "b[2]"), 13.5, (n_y, n_h))):
        _box(ax, x - 1.0, 7.1, W, f"({rows}, {columns})", _WEIGHTS)
        _box(ax, x + 1.5, 7.1, b, f"({rows}, 1)", _WEIGHTS)
        _arrow(ax, (x - 1.0, 6.35), (x, 4.35), style.BLUE, "-")
        _arrow(ax, (x + 1.5, 6.35), (x + 0.35, 4.35), style.BLUE, "-")
        _arrow(ax, (x + 1.5, 2.95), (x - 1.45, 6.35), style.VERMILION, "--", bend=-0.48)
        _arrow(ax, (x + 1.55, 3.1), (x + 2.1, 6.35), style.VERMILION, "--", bend=-0.42)
        before = "X" if x < 10 else "A[1]"
        first = 5 if x < 10 else 2
        dZ = f"d{W.replace('W', 'Z')}"
        ax.text(x - 2.0, 8.95, f"({first})  d{W} = {dZ} {before}ᵀ", fontsize=10.5, color=_DARK)
        ax.text(x - 2.0, 8.2, f"({first + 1})  d{b} = row sums of {dZ}", fontsize=10.5, color=_DARK)
    steps = (
        ((23.9, 2.4), (17.0, 2.4), "(1)  dZ[2] = (A[2] − Y) / m", 18.3, "left"),
        ((15.2, 2.4), (12.0, 2.4), "(4) first  dA[1] = W[2]ᵀ dZ[2]", 10.9, "left"),
        ((10.0, 2.4), (7.6, 2.4), "(4) then  dZ[1] = dA[1] ∗ tanh′(Z[1])", 9.7, "right"),
    )
    for start, end, text, x, side in steps:
        _arrow(ax, start, end, style.VERMILION, "--")
        ax.text(x, 1.95, text, ha=side, va="top", fontsize=10.5, color=_DARK)
    ax.text(0.5, 0.7, "forward: solid, to the right", fontsize=10.5, color=style.dark(style.BLUE))
    ax.text(8.0, 0.7, "backward: dashed, from the right; each d has the shape of its array", fontsize=10.5, color=_DARK)


_DARK = style.dark(style.VERMILION)


def _box(ax, x, y, name, shape, colour):
    outline = "round,pad=0,rounding_size=0.25"
    box = FancyBboxPatch((x - 1.0, y - 0.7), 2.0, 1.4, boxstyle=outline, facecolor=colour, edgecolor=style.INK)
    ax.add_patch(box)
    ax.text(x, y + 0.22, name, ha="center", va="center", fontsize=11, weight="bold")
    ax.text(x, y - 0.36, shape, ha="center", va="center", fontsize=9.5)


def _arrow(ax, start, end, colour, linestyle, bend=0.0):
    options = {"arrowstyle": "-|>", "mutation_scale": 13, "linewidth": 1.7, "shrinkA": 0, "shrinkB": 0}
    options["connectionstyle"] = f"arc3,rad={bend}"
    ax.add_patch(FancyArrowPatch(start, end, color=colour, linestyle=linestyle, **options))
