"""Drawings of single neurons, of layers, and of arrays as grids."""

from itertools import pairwise

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle

from .. import _doors, _paper, style

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def blank(ax, width, height):
    """Turn axes into a sheet of paper with equal units, (0, 0) at the lower left."""
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    ax.set_aspect("equal")
    ax.axis("off")


class Neuron:
    """A drawing of one neuron whose numbers can be changed.

    Weights are line widths; negative ones are dashed and of another colour, zero is hair-thin and grey.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    inputs : int
        Number of inputs.

    Attributes
    ----------
    artists : list
        Everything that `set` changes.
    """

    def __init__(self, ax, inputs):
        blank(_paper.axes(ax), 10, 7)
        inputs = _doors.integer(inputs, "inputs", at_least=1, at_most=50)
        self.names = [f"x{i + 1}".translate(_SUBSCRIPTS) for i in range(inputs)]
        gap = 5.6 / inputs
        heights = [6.9 - gap * (i + 0.5) for i in range(inputs)]
        centre = (5.9, sum(heights) / inputs)
        self.edges, self.weights, self.values = [], [], []
        for y in heights:
            end = (centre[0] - 0.85, centre[1] + 0.35 * (y - centre[1]) / max(gap, 1))
            self.edges.append(ax.add_line(Line2D([2.1, end[0]], [y, end[1]], zorder=1)))
            # above the line, and on the side to which it falls
            side, along = (
                ("left", 0.28) if y > centre[1] + 0.1 else ("right", 0.72) if y < centre[1] - 0.1 else ("center", 0.5)
            )
            spot = (2.1 + along * (end[0] - 2.1), y + along * (end[1] - y))
            look = {"xytext": (0, 6), "textcoords": "offset points", "ha": side, "va": "bottom", "fontsize": 10.5}
            self.weights.append(ax.annotate("", spot, **look))
            ax.add_patch(Circle((1.25, y), 0.85, facecolor="#F2F2F2", edgecolor=style.FAINT, zorder=2))
            self.values.append(ax.text(1.25, y, "", ha="center", va="center", fontsize=10.5))
        ax.add_patch(Circle(centre, 1.0, facecolor="#E8F3FA", edgecolor=style.BLUE, linewidth=2, zorder=2))
        self.sum = ax.text(*centre, "", ha="center", va="center", fontsize=10.5)
        self.bias = ax.text(centre[0], centre[1] - 2.0, "", ha="center", va="center", fontsize=10.5)
        arrow = {"arrowstyle": "-|>", "mutation_scale": 14, "color": style.INK, "linewidth": 1.5}
        ax.add_patch(FancyArrowPatch((centre[0], centre[1] - 1.65), (centre[0], centre[1] - 1.02), **arrow))
        ax.add_patch(FancyArrowPatch((centre[0] + 1.02, centre[1]), (8.3, centre[1]), **arrow))
        self.output = ax.text(8.45, centre[1], "", ha="left", va="center", fontsize=10.5, weight="bold")
        self.artists = [*self.edges, *self.weights, *self.values, self.sum, self.bias, self.output]

    def set(self, inputs, weights, b, z, a):
        """Show these numbers: inputs and weights (sequences), bias, weighted sum and output."""
        n = len(self.edges)
        inputs, weights = _paper.sized(inputs, "inputs", n), _paper.sized(weights, "weights", n)
        b, z, a = (_doors.number(value, name) for name, value in (("b", b), ("z", z), ("a", a)))
        for i, (edge, label, value) in enumerate(zip(self.edges, self.weights, self.values, strict=True)):
            negative, nothing = weights[i] < 0, abs(weights[i]) < 0.05  # which is written 0.0
            edge.set(
                linewidth=0.5 if nothing else 0.6 + 2.2 * min(abs(weights[i]), 3.0),
                color=style.FAINT if nothing else style.VERMILION if negative else style.BLUE,
                linestyle=(0, (3, 1)) if negative and not nothing else "-",
            )
            label.set_text(f"{'w' + str(i + 1)}".translate(_SUBSCRIPTS) + f" = {minus(weights[i])}")
            value.set_text(f"{self.names[i]}\n{minus(inputs[i])}")
        self.sum.set_text(f"Σ → z\n{minus(z, 2)}")
        self.bias.set_text(f"b = {minus(b)}")
        self.output.set_text(f"a\n{minus(a, 3)}")


def minus(value, digits=1):
    """Write a number with a real minus sign, and none before zero."""
    digits = _doors.integer(digits, "digits", at_least=0, at_most=100)
    text = f"{_doors.number(value, 'value'):.{digits}f}"
    return text.replace("-", "−") if float(text) else text.removeprefix("-")


def nested(ax, names, notes, colours):
    """Draw boxes inside one another, the largest first, each with a name and a note at its top.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    names, notes : sequence of str
    colours : sequence of colour
    """
    _paper.axes(ax)
    names = _paper.texts(names, "names")
    n = len(names)
    notes, colours = _paper.texts(notes, "notes", n), _paper.sequence(colours, "colours")
    if len(colours) != n:
        raise ValueError(f"colours: expected {n} of them, one per name, got {len(colours)}")
    colours = [style.checked_colour(colour, f"colours[{i}]") for i, colour in enumerate(colours)]
    blank(ax, 14, 1.55 * n + 0.3)
    for i, (name, note, colour) in enumerate(zip(names, notes, colours, strict=True)):
        left, bottom = 0.1 + 0.7 * i, 0.1 + 0.25 * i
        top = 1.55 * n + 0.15 - 1.25 * i
        outline = f"round,pad=0,rounding_size={0.35}"
        ax.add_patch(
            FancyBboxPatch(
                (left, bottom), 13.8 - 1.4 * i, top - bottom, boxstyle=outline, facecolor=colour, edgecolor=style.INK
            )
        )
        ax.text(left + 0.4, top - 0.6, name, va="center", fontsize=11.5, weight="bold")
        ax.text(13.5 - 0.7 * i, top - 0.6, note, va="center", ha="right", fontsize=10)


def network(ax, columns, titles):
    """Draw layers of named units side by side, every unit joined to all of the next layer.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    columns : sequence of sequence of str
        The names of the units, one sequence per layer.
    titles : sequence of str
        One per layer, written above it.
    """
    _paper.axes(ax)
    columns = [_paper.texts(names, f"columns[{i}]") for i, names in enumerate(_paper.sequence(columns, "columns"))]
    titles = _paper.texts(titles, "titles", len(columns))
    height = max(map(len, columns)) + 0.9
    blank(ax, 4.6 * len(columns), height)
    places = []
    for i, names in enumerate(columns):
        middle = (height - 0.8) / 2
        places.append([(2.3 + 4.6 * i, middle + (len(names) - 1) / 2 - k) for k in range(len(names))])
        ax.text(2.3 + 4.6 * i, height - 0.15, titles[i], ha="center", va="top", fontsize=10.5, weight="bold")
    for left, right in pairwise(places):
        for x, y in left:
            for u, v in right:
                ax.add_line(Line2D([x + 1.35, u - 1.35], [y, v], color=style.FAINT, linewidth=0.9, zorder=1))
    for layer, names in zip(places, columns, strict=True):
        for (x, y), name in zip(layer, names, strict=True):
            outline = "round,pad=0,rounding_size=0.3"
            box = FancyBboxPatch((x - 1.35, y - 0.36), 2.7, 0.72, boxstyle=outline)
            box.set(facecolor="#E8F3FA", edgecolor=style.BLUE, linewidth=1.5, zorder=2)
            ax.add_patch(box)
            ax.text(x, y, name, ha="center", va="center", fontsize=10.5, zorder=3)


def grid(ax, x, y, cells, colour, ghost=None, size=0.8):
    """Draw a table of numbers or texts as a grid of squares.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : float
        Upper left corner.
    cells : sequence of sequence
        Rows of what is written in the squares.
    colour : colour
        Of the squares.
    ghost : callable, optional
        (row, column) -> bool: squares that exist only in the mind are dashed and pale.
    size : float, default 0.8
    """
    for i, row in enumerate(cells):
        for j, value in enumerate(row):
            pale = ghost is not None and ghost(i, j)
            square = Rectangle((x + j * size, y - (i + 1) * size), size, size)
            square.set(facecolor=style.PAPER if pale else colour, edgecolor=style.INK, linewidth=1)
            square.set_linestyle(":" if pale else "-")
            ax.add_patch(square)
            centre = (x + (j + 0.5) * size, y - (i + 0.5) * size)
            ax.text(*centre, str(value), ha="center", va="center", fontsize=10)


def rows_and_columns(ax):
    """Draw the same four examples as columns (ours) and as rows (most libraries), with what that does to z.

    Example 2 is hatched in both.
    """
    blank(_paper.axes(ax), 16, 6.2)
    named = [[f"x{feature}⁽{example}⁾" for example in "¹²³⁴"] for feature in "₁₂₃"]
    shades = ("#DCEBF5", "#F7E3D3")
    grid(ax, 0.8, 4.9, named, shades[0], size=1.1)
    grid(ax, 10.2, 5.2, list(zip(*named, strict=True)), shades[1], size=1.1)
    for corner, size in (((1.9, 1.6), (1.1, 3.3)), ((10.2, 3.0), (3.3, 1.1))):
        hatched = {"hatch": "////", "edgecolor": style.dark(style.GREEN), "facecolor": "none", "alpha": 0.35}
        ax.add_patch(Rectangle(corner, *size, linewidth=0, **hatched))
        ax.add_patch(Rectangle(corner, *size, fill=False, edgecolor=style.dark(style.GREEN), linewidth=2.5))
    ax.text(0.8, 5.7, "here: one example per column", fontsize=11, weight="bold")
    ax.text(10.2, 5.7, "most libraries: one per row", fontsize=11, weight="bold")
    ax.text(0.8, 1.05, "X is (n_x, m) = (3, 4)", fontsize=10.5)
    ax.text(0.8, 0.35, "Z = wᵀX + b is a row, (1, m)", fontsize=10.5)
    ax.text(10.2, 0.35, "Xᵀ is (m, n_x) = (4, 3);  Zᵀ = Xᵀw + b, (m, 1)", fontsize=10.5)
    arrow = FancyArrowPatch((6.0, 3.3), (9.6, 3.3), arrowstyle="<|-|>", mutation_scale=16, linewidth=1.5)
    ax.add_patch(arrow)
    ax.text(7.8, 3.65, "transpose (.T)", ha="center", fontsize=10.5)
    ax.text(7.8, 2.6, "hatched:\nexample 2", ha="center", va="center", fontsize=10, color=style.dark(style.GREEN))


def broadcast(ax, a, b):
    """Draw how NumPy stretches two arrays to a common shape and adds them.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    a, b : ndarray with two axes
        Of shapes that broadcast.
    """
    _paper.axes(ax)
    a, b = _doors.matrix(a, "a"), _doors.matrix(b, "b")
    if any(p != q and 1 not in (p, q) for p, q in zip(a.shape, b.shape, strict=True)):
        raise ValueError(f"a, b: expected shapes that broadcast, got {a.shape} and {b.shape}")
    with np.errstate(over="ignore"):
        total = a + b
    if not np.isfinite(total).all():
        raise ValueError("a, b: expected a sum that is a float, got one too large")
    rows, columns = total.shape
    blank(ax, 2.7 * columns * 0.8 + 6.2, rows * 0.8 + 1.3)
    x = 0.2
    for part, colour, sign in ((a, "#DCEBF5", "+"), (b, "#F7E3D3", "="), (total, "#E3F2EC", "")):
        stretched = np.broadcast_to(part, total.shape)
        grid(ax, x, rows * 0.8 + 0.2, [[f"{v:g}" for v in row] for row in stretched], colour, _ghosts(part.shape))
        ax.text(x, rows * 0.8 + 0.7, f"{part.shape}", fontsize=10.5)
        x += columns * 0.8 + 0.4
        ax.text(x + 0.2, 0.4 * rows + 0.2, sign, fontsize=14, ha="center", va="center")
        x += 0.8


def _ghosts(shape):
    return lambda i, j: i >= shape[0] or j >= shape[1]
