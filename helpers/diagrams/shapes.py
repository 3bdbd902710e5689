"""Networks drawn from nothing but their sizes, and the equation of every layer as grids of cells."""

from itertools import pairwise

from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle, Rectangle

from .. import _doors, _paper, style

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_COLOURS = {"z": "#E3F2EC", "W": "#F7E3D3", "a": "#DCEBF5", "b": "#F7E3D3"}
_WIDTHS = {"w": 0.82, "z": 0.53, "a": 0.61, "b": 0.64}  # of the letters in em
_CHOSEN, _CELL, _HEAD = style.YELLOW, 0.44, 0.62  # cells and headings in inches


def subscripts(text):
    """Write every digit of a text as a subscript."""
    return _paper.text(text, "text").translate(_SUBSCRIPTS)


def architecture(ax, sizes, unit=None):
    """Draw a network: a column of squares for the inputs, a column of circles for every layer.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        In its final place; from here on its units are inches.
    sizes : sequence of int
        n[0] inputs, then the units of each layer.
    unit : tuple of (int, int), optional
        Layer and number, counted from 1, of the unit whose weights are drawn thick.

    Notes
    -----
    Notebook 03, section 1.
    """
    sizes = _paper.sizes(sizes, "sizes", 1000)
    unit = _unit(unit, sizes)
    width, height = sheet(ax)
    step = width / len(sizes)
    room, columns = height - 1.0, []
    for i, n in enumerate(sizes):
        gap = min(0.8, room / n)
        columns.append([(step * (i + 0.5), room / 2 + gap * ((n - 1) / 2 - k) + 0.05) for k in range(n)])
    radius = min(0.26, 0.45 * room / max(sizes))
    for layer, (left, right) in enumerate(pairwise(columns), start=1):
        starts = [(x + radius, y) for x, y in left]  # at the sides of the units: behind no other
        for number, (u, v) in enumerate(right, start=1):
            chosen = unit == (layer, number)
            look = {"color": style.VERMILION, "linewidth": 2.6} if chosen else {"color": "#B5B5B5", "linewidth": 0.9}
            ax.add_collection(
                LineCollection([(start, (u - radius, v)) for start in starts], zorder=2 if chosen else 1, **look),
                autolim=False,
            )
    for layer, places in enumerate(columns):
        last = layer == len(sizes) - 1
        kind = "inputs" if layer == 0 else "output" if last else "hidden"
        head = f"layer {layer}: {kind}" + ("\n(not counted)" if layer == 0 else "")
        ax.text(step * (layer + 0.5), height - 0.1, f"a[{layer}]", ha="center", va="top", fontsize=12.5, weight="bold")
        ax.text(step * (layer + 0.5), height - 0.38, head, ha="center", va="top", fontsize=10)
        for number, (x, y) in enumerate(places, start=1):
            look = {"facecolor": "#E8F3FA" if layer else "#F2F2F2", "edgecolor": style.BLUE if layer else style.FAINT}
            look |= {"linewidth": 1.5, "zorder": 3}
            if unit == (layer, number):
                look |= {"facecolor": _CHOSEN, "edgecolor": style.VERMILION, "linewidth": 3}
            if layer:
                ax.add_patch(Circle((x, y), radius, **look))
            else:
                ax.add_patch(Rectangle((x - radius, y - radius), 2 * radius, 2 * radius, **look))
            fits = 0.9 * 72 * radius / (1 + 0.2 * (len(str(number)) - 1))  # so that the corners stay in the circle
            _entry(ax, (x, y), "a" if layer else "x", layer, number, min(10.5, fits))


def equations(ax, sizes, unit=None):
    """Draw z = W @ a + b of every layer as grids, one cell per number, with the name and the shape above each.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        In its final place; from here on its units are inches.
    sizes : sequence of int
        n[0] inputs, then the units of each layer.
    unit : tuple of (int, int), optional
        Layer and number, counted from 1, of the unit whose row is coloured and outlined.

    Notes
    -----
    Notebook 03, section 1.
    """
    sizes = _paper.sizes(sizes, "sizes", 100)
    unit = _unit(unit, sizes)
    width, height = sheet(ax)
    pairs = list(pairwise(sizes))
    rows = sum(max(pair) for pair in pairs)
    room = height - _HEAD * len(pairs) - 0.1
    cell = min(_CELL, room / rows, width / (max(sizes[:-1]) + 6.2))
    top = height - (room - rows * cell) / 2
    for layer, (before, n) in enumerate(pairs, start=1):
        top -= _HEAD
        middle, x = top - max(before, n) * cell / 2, 0.5 * cell
        row = unit[1] if unit and unit[0] == layer else None
        for name, count, columns, sign in (
            ("z", n, 1, "="),
            ("W", n, before, "@"),
            ("a", before, 1, "+"),
            ("b", n, 1, ""),
        ):
            index = layer - 1 if name == "a" else layer
            corner = (x, middle + count * cell / 2)
            letter = name if index else "x"
            _cells(ax, corner, letter, (index, count, columns), cell, _COLOURS[name], None if name == "a" else row)
            if row and name == "a":  # the whole column takes part
                column = Rectangle((x, corner[1] - count * cell), cell, count * cell, zorder=3)
                ax.add_patch(column).set(facecolor="none", edgecolor=style.VERMILION, linewidth=2, linestyle="--")
            head = {"x": x + columns * cell / 2, "ha": "center", "va": "bottom"}
            ax.text(y=corner[1] + 0.23, s=f"{name}[{index}]", fontsize=11.5, weight="bold", **head)
            ax.text(y=corner[1] + 0.05, s=f"({count}, {columns})", fontsize=10, **head)
            x += columns * cell
            ax.text(x + 0.45 * cell, middle, sign, ha="center", va="center", fontsize=14)
            x += 0.9 * cell
        top -= max(before, n) * cell


def _unit(unit, sizes):
    if unit is None:
        return None
    layer, number = _doors.pair(unit, "unit")
    layer = _doors.integer(layer, "unit[0]", at_least=1, at_most=len(sizes) - 1)
    return layer, _doors.integer(number, "unit[1]", at_least=1, at_most=sizes[layer])


def _entry(ax, middle, letter, layer, numbers, font):
    """Write what an entry of an array is called: its place below the letter, the layer above it, as in the formulas.

    In two texts, because Matplotlib needs ten times as long for a formula.
    """
    (x, y), written, em = middle, subscripts(f"{letter}{numbers}"), font / 72
    below = 0.4 * (len(written) - 1)  # the widths of the subscripts and of the layer's number, in em
    above = 0.96 if layer else below
    x -= (above - below) / 2 * em
    ax.text(x, y, written, ha="center", va="center_baseline", fontsize=font, zorder=4)
    if layer:
        place = (x + (_WIDTHS[letter] - below) / 2 * em, y + 0.1 * em)
        ax.text(*place, f"[{layer}]", ha="left", va="bottom", fontsize=0.68 * font, zorder=4)


def _cells(ax, corner, letter, shape, size, colour, row):
    """Draw the grid of an array from its upper left corner, one row (counted from 1) coloured and outlined.

    `shape` is the number of its layer, of its rows and of its columns.
    """
    (x, y), (layer, rows, columns) = corner, shape
    entries = [(i, j) for i in range(rows) for j in range(columns)]
    places = [(x + j * size, y - (i + 1) * size) for i, j in entries]
    squares = [((u, v), (u + size, v), (u + size, v + size), (u, v + size)) for u, v in places]
    colours = [_CHOSEN if i + 1 == row else colour for i, _ in entries]
    ax.add_collection(PolyCollection(squares, facecolors=colours, edgecolors=style.FAINT), autolim=False)
    for (u, v), (i, j) in zip(places, entries, strict=True):
        numbers = f"{i + 1}{j + 1}" if letter == "W" else i + 1
        _entry(ax, (u + size / 2, v + size / 2), letter.lower(), layer, numbers, 10)
    if row is not None:
        outline = {"facecolor": "none", "edgecolor": style.VERMILION, "linewidth": 2.6, "zorder": 3}
        ax.add_patch(Rectangle((x, y - row * size), columns * size, size, **outline))


def sheet(ax):
    """Turn axes into an empty sheet whose units are inches; return its width and height."""
    figure = _paper.axes(ax).figure
    ax.axis("off")
    if figure.get_layout_engine() is not None:
        figure.get_layout_engine().execute(figure)  # the axes take their place
    width, height = ax.get_window_extent().size / figure.dpi
    ax.set(xlim=(0, width), ylim=(0, height))
    return width, height
