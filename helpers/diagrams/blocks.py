"""Drawings of a network of any depth: its shapes, one layer forward and back, and the whole of training."""

from itertools import pairwise

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from .. import _doors, _paper, style
from .shapes import architecture, sheet
from .units import blank

_WEIGHTS, _BLOCK, _NOTE = "#F7E3D3", "#E3F2EC", "#F4F4F4"
_FORWARD, _BACK, _KEPT = (style.BLUE, "-"), (style.VERMILION, "--"), (style.INK, ":")


def stack(axes, sizes):
    """Draw a network and, below each gap between two layers, W and b as grids of cells with their shapes.

    Parameters
    ----------
    axes : sequence of two matplotlib.axes.Axes
        One above the other, equally wide; from here on their units are inches.
    sizes : sequence of int
        n[0] inputs, then the units of each layer.

    Notes
    -----
    Notebook 04, section 1.
    """
    sizes = _paper.sizes(sizes, "sizes", 100)
    axes = _doors.pair(axes.tolist() if isinstance(axes, np.ndarray) else axes, "axes")
    for ax in axes:
        _paper.axes(ax, "axes").axis("off")  # before anything is measured, since it makes room
    above, ax = axes
    architecture(above, sizes)
    width, height = sheet(ax)
    step = width / len(sizes)
    cell = min(0.24, (height - 0.55) / max(sizes[1:]), 0.88 * step / (max(sizes[:-1]) + 1.6))
    for layer, (n_prev, n) in enumerate(pairwise(sizes), start=1):
        left, top = step * layer - cell * (n_prev + 1.6) / 2, height - 0.5
        for name, x, columns in (("W", left, n_prev), ("b", left + cell * (n_prev + 0.6), 1)):
            for i in range(n):
                for j in range(columns):
                    square = Rectangle((x + j * cell, top - (i + 1) * cell), cell, cell)
                    ax.add_patch(square)
                    square.set(facecolor=_WEIGHTS, edgecolor=style.FAINT, linewidth=0.8, label=f"{name}[{layer}]")
        text = f"W[{layer}] ({n}, {n_prev})\nb[{layer}] ({n}, 1)"
        ax.text(step * layer, height - 0.02, text, ha="center", va="top", fontsize=10.5, linespacing=1.25)


def blocks(ax):
    """Draw the forward block and the backward block of one layer, with the cache between them.

    Parameters
    ----------
    ax : matplotlib.axes.Axes

    Notes
    -----
    Notebook 04, section 2.
    """
    blank(_paper.axes(ax), 26, 12.7)
    _box(ax, (13, 9.5), (10.2, 2.6), _BLOCK, ["forward block", "Z = W A_prev + b", "A = g(Z)"])
    lines = ["backward block", "dZ = dA ∗ g′(Z)", "dW = dZ A_prevᵀ,   db = row sums of dZ", "dA_prev = Wᵀ dZ"]
    _box(ax, (13, 3.8), (10.2, 3.2), _BLOCK, lines)
    _box(ax, (12.4, 6.8), (6.0, 1.0), _NOTE, ["cache: A_prev, Z"])
    _arrow(ax, (12.4, 8.2), (12.4, 7.3), _KEPT)
    _arrow(ax, (12.4, 6.3), (12.4, 5.4), _KEPT)
    _arrow(ax, (16.8, 8.2), (16.8, 5.4), _KEPT)
    ax.text(17.1, 6.8, "W", va="center", fontsize=10.5)
    for x, name, shape in ((2.4, "A_prev", "(n_prev, m)"), (23.6, "A", "(n, m)")):
        for y, text in ((9.5, name), (3.8, f"d{name}")):
            ax.text(x, y + 0.35, text, ha="center", va="center", fontsize=12, weight="bold")
            ax.text(x, y - 0.5, shape, ha="center", va="center", fontsize=10.5)
    for left, right in ((4.4, 7.9), (18.1, 21.8)):
        _arrow(ax, (left, 9.5), (right, 9.5), _FORWARD)
        _arrow(ax, (right, 3.8), (left, 3.8), _BACK)
    ax.text(13, 12.0, "W (n, n_prev)    b (n, 1)", ha="center", va="bottom", fontsize=11, weight="bold")
    _arrow(ax, (13, 11.8), (13, 10.8), _FORWARD)
    _arrow(ax, (13, 2.2), (13, 0.8), _BACK)
    ax.text(13, 0.65, "dW (n, n_prev)    db (n, 1)", ha="center", va="top", fontsize=11, weight="bold")
    ax.text(2.4, 6.8, "solid: forward\ndashed: backward\ndotted: remembered", ha="center", va="center", fontsize=10)


def chain(ax, activations, training=False):
    """Draw the blocks of all layers in a row, forward above and backward below, joined at the cost.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    activations : sequence of str
        One name per layer.
    training : bool, default False
        Draw the whole procedure: the parameters above, the update below, and the way round for the next batch.

    Notes
    -----
    Notebook 04, sections 2 and 4.
    """
    _paper.axes(ax)
    activations, training = _paper.texts(activations, "activations"), _paper.truth(training, "training")
    step, start = 5.2, 4.6 if training else 2.0
    width, bottom = start + step * len(activations) + 4.2, 4.0 if training else 2.6
    top = bottom + 3.6
    blank(ax, width, top + (3.6 if training else 1.2))
    middles = [start + 2.4 + step * i for i in range(len(activations))]
    straight = len(activations) if training else None  # in section 4 the cost hands back the dZ of this layer at once
    for i, (x, name) in enumerate(zip(middles, activations, strict=True), start=1):
        _box(ax, (x, top), (3.2, 1.7), _BLOCK, [f"forward {i}", name])
        _box(ax, (x, bottom), (3.2, 1.7), _BLOCK, [f"backward {i}", "no slope" if i == straight else f"{name}′"])
        _arrow(ax, (x, top - 0.85), (x, bottom + 0.85), _KEPT)
        ax.text(x + 0.2, (top + bottom) / 2, f"A[{i - 1}], Z[{i}]", va="center", fontsize=9.5)
        _arrow(ax, (x, bottom - 0.85), (x, bottom - 2.45), _BACK)
        ax.text(x + 0.2, bottom - 1.75, f"dW[{i}], db[{i}]", va="center", fontsize=9.5)
    stops = [start - 0.7, *(x + side for x in middles for side in (-1.6, 1.6)), width - 3.4]
    for i, (left, right) in enumerate(zip(stops[::2], stops[1::2], strict=True)):
        _arrow(ax, (left, top), (right, top), _FORWARD)
        ax.text((left + right) / 2, top + 0.25, f"A[{i}]", ha="center", fontsize=10)
        if i:
            _arrow(ax, (right, bottom), (left, bottom), _BACK)
            handed = "dZ" if i == straight else "dA"
            ax.text((left + right) / 2, bottom - 0.3, f"{handed}[{i}]", ha="center", va="top", fontsize=10)
    ax.text(start - 0.9, top, "X", ha="right", va="center", fontsize=12, weight="bold")
    last = f"A[{len(activations)}]"
    _box(
        ax,
        (width - 1.8, (top + bottom) / 2),
        (3.2, top - bottom + 1.7),
        _NOTE,
        ["cost J", f"compares {last}", "with Y"],
    )
    if training:
        _round(ax, middles, bottom, top)


def _round(ax, middles, bottom, top):
    """Draw what training adds to the chain."""
    left, right = middles[0] - 1.6, middles[-1] + 1.6
    centre, length = (left + right) / 2, right - left
    _box(ax, (centre, top + 2.6), (length, 1.3), _WEIGHTS, ["parameters W[l], b[l] of every layer"])
    text = "update:  W[l] − α dW[l],   b[l] − α db[l],   all layers at once"
    _box(ax, (centre, bottom - 3.1), (length, 1.3), _WEIGHTS, [text])
    for x in middles:
        _arrow(ax, (x, top + 1.95), (x, top + 0.85), _FORWARD)
    ax.add_line(Line2D([left, 0.5, 0.5], [bottom - 3.1, bottom - 3.1, top + 2.6], color=style.INK, linewidth=1.7))
    _arrow(ax, (0.5, top + 2.6), (left, top + 2.6), (style.INK, "-"))
    ax.text(0.8, bottom + 0.3, "next batch;\nbefore each\nepoch: shuffle", va="center", fontsize=10, linespacing=1.3)
    ax.text(left - 0.3, top + 2.9, "first: initialise", ha="right", va="bottom", fontsize=10)


def _box(ax, centre, size, colour, lines):
    """Draw a box with lines of text, the first one bold if there are more."""
    corner = (centre[0] - size[0] / 2, centre[1] - size[1] / 2)
    outline = "round,pad=0,rounding_size=0.25"
    ax.add_patch(FancyBboxPatch(corner, *size, boxstyle=outline, facecolor=colour, edgecolor=style.INK))
    for i, line in enumerate(lines):
        y = centre[1] + 0.72 * ((len(lines) - 1) / 2 - i)
        weight = "bold" if i == 0 and len(lines) > 1 else "normal"
        ax.text(centre[0], y, line, ha="center", va="center", fontsize=10.5, weight=weight)


def _arrow(ax, start, end, look):
    options = {"arrowstyle": "-|>", "mutation_scale": 13, "linewidth": 1.7, "shrinkA": 0, "shrinkB": 0}
    ax.add_patch(FancyArrowPatch(start, end, color=look[0], linestyle=look[1], **options))
