"""Drawings of neurons, networks and shapes. Every diagram is made of matplotlib artists on axes without a frame."""

from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from . import style

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def blank(ax, width, height):
    """Turn axes into a sheet of paper with equal units, (0, 0) at the lower left."""
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    ax.set_aspect("equal")
    ax.axis("off")


class Neuron:
    """A drawing of one neuron whose numbers can be changed.

    Weights are line widths; negative ones are dashed and of another colour.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    inputs : int
        Number of inputs.
    names : sequence of str, optional
        One per input; x₁, x₂ … by default.

    Attributes
    ----------
    artists : list
        Everything that `set` changes.
    """

    def __init__(self, ax, inputs, names=None):
        blank(ax, 10, 7)
        self.names = names or [f"x{i + 1}".translate(_SUBSCRIPTS) for i in range(inputs)]
        gap = 5.6 / inputs
        heights = [6.9 - gap * (i + 0.5) for i in range(inputs)]
        centre = (5.9, sum(heights) / inputs)
        self.edges, self.weights, self.values = [], [], []
        for y in heights:
            end = (centre[0] - 0.85, centre[1] + 0.35 * (y - centre[1]) / max(gap, 1))
            self.edges.append(ax.add_line(Line2D([2.1, end[0]], [y, end[1]], zorder=1)))
            middle = (2.1 + 0.42 * (end[0] - 2.1), y + 0.42 * (end[1] - y))
            box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5}
            self.weights.append(ax.text(*middle, "", ha="center", va="center", fontsize=10.5, bbox=box))
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
        for i, (edge, label, value) in enumerate(zip(self.edges, self.weights, self.values, strict=True)):
            negative = weights[i] < 0
            edge.set(
                linewidth=0.6 + 2.2 * min(abs(weights[i]), 3.0),
                color=style.VERMILION if negative else style.BLUE,
                linestyle=(0, (3, 1)) if negative else "-",
            )
            label.set_text(f"{'w' + str(i + 1)}".translate(_SUBSCRIPTS) + f" = {minus(weights[i])}")
            value.set_text(f"{self.names[i]}\n{minus(inputs[i])}")
        self.sum.set_text(f"Σ → z\n{minus(z, 2)}")
        self.bias.set_text(f"b = {minus(b)}")
        self.output.set_text(f"a\n{minus(a, 3)}")


def minus(value, digits=1):
    """Write a number with a real minus sign."""
    return f"{value:.{digits}f}".replace("-", "−")


def nested(ax, names, colours):
    """Draw circles inside one another, the largest first, each with its name at its top.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    names : sequence of str
    colours : sequence of colour
    """
    n = len(names)
    blank(ax, 10, 6)
    for i, (name, colour) in enumerate(zip(names, colours, strict=True)):
        width, height = 9.8 * (1 - i / (n + 0.4)), 5.8 * (1 - i / (n + 0.1))
        ax.add_patch(_rounded(5 - width / 2, 0.1, width, height, colour))
        ax.text(5, 0.1 + height - 0.5, name, ha="center", va="center", fontsize=11, weight="bold")


def _rounded(x, y, width, height, colour):
    style_ = f"round,pad=0,rounding_size={min(width, height) / 4}"
    return FancyBboxPatch((x, y), width, height, boxstyle=style_, facecolor=colour, edgecolor=style.INK)
