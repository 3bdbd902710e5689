"""Drawings of computation graphs, left to right (the same in words: `words`)."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path

from .. import _doors, _paper, style
from ..graph import order
from .layers import arrange
from .words import gradients, inside, significant, text_width

MOST_NODES = 60
_ORDERED = ("-", "/", "**")  # operations whose first operand must arrive above the second
_BOX, _FONT, _LINE, _OVERHANG = 22.0, 8.6, 11.0, 4.0  # points, before the drawing is scaled
_STRAY = 9.0  # how far an edge may leave the height of its node beside the numbers above and below
_DIGIT = 0.65 * _FONT


def layout(node):
    """Place the nodes of a computation graph: leaves close to their use, the result at the right.

    Parameters
    ----------
    node : Node
        The result.

    Returns
    -------
    dict of Node to (float, float)
        Centres in points, x to the right and y upward, far enough apart for a box with a number above and below and
        for the slopes between columns.

    Raises
    ------
    TypeError, ValueError
        Not a Node; a graph of more than 60 nodes.
    """
    return _plan(node).places


class GraphDrawing:
    """A drawing of a computation graph whose numbers and highlights can be changed.

    A node has its value above, its gradient below and its operation or name inside; an edge points the way of the
    computation and carries the local slope (not from a constant: nobody asks for it). Leaves have square corners,
    operations are round, the result has a thick outline, plain numbers are small. Of the two operands of −, ÷ and ^
    the first arrives above.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its size sets that of the letters, so a title or neighbours that take room come first.
    node : Node
        The result. Shown are the numbers of its forward and backward pass.
    slopes, grads : bool, default True
        Whether there is room for slopes and gradients.

    Attributes
    ----------
    artists : list
        Everything that `set_numbers` and `highlight` change, in drawing order.

    Raises
    ------
    TypeError, ValueError
        Not a Node; a graph of more than 60 nodes; a gradient that overflows.
    """

    def __init__(self, ax, node, slopes=True, grads=True):
        _paper.axes(ax), _paper.truth(slopes, "slopes"), _paper.truth(grads, "grads")
        plan = _plan(node, slopes, grads)
        ax.axis("off")
        figure = ax.figure.canvas.figure
        if figure.get_layout_engine() is not None:
            figure.get_layout_engine().execute(figure)  # the axes take their place
        size = ax.get_window_extent().size * 72 / figure.dpi
        ax.set(xlim=(0, size[0]), ylim=(0, size[1]))  # from here on, a unit is a point
        room = np.array([size[0] - 4, size[1] - 18])
        scale = min(1.3, *(room / plan.size))
        stretch = np.minimum(room / (plan.size * scale), (2.4, 1.5))
        corner = (size - plan.size * scale * stretch) / 2 + (0, 6)
        self._scale, self._grow, self._tilt = scale, scale * stretch[0], stretch[1] / stretch[0]
        self._move = lambda points: np.asarray(points) * scale * stretch + corner
        self._ax, self._plan, self._font = ax, plan, _FONT * scale
        self._edges = {key: self._edge() for key in plan.routes}
        self._routes = {key: self._route(key) for key in plan.routes}
        self._halos, self._values, self._grads, self._slopes, self._fonts = {}, {}, {}, {}, {}
        for current, place in plan.places.items():
            self._node(current, self._move(place), current is node, grads)
        for key, (x, y, room) in plan.labels.items() if slopes else ():
            if _constant(key[0].parents[key[1]]):
                continue
            self._slopes[key] = self._text(self._move((x, y)), room, style.dark(style.GREEN), 0.93)
        parts = [("above a node: its value", style.INK)]
        if grads:
            parts.append((f"below: gradient of {node.name or 'the result'}", style.dark(style.BLUE)))
        if slopes:
            parts.append(("on an edge: local slope", style.dark(style.GREEN)))
        self._legend(parts, size[0])
        texts = (self._values, self._grads, self._slopes)
        self.artists = [artist for pair in self._edges.values() for artist in pair]
        self.artists += [*(text for kind in texts for text in kind.values()), *self._halos.values()]
        arriving, steps = gradients(node)
        values = {current: current.value for current in plan.places}
        self.set_numbers(values, arriving, {(step.node, step.edge): step.slope for step in steps})
        self.highlight()

    def set_numbers(self, values=None, grads=None, slopes=None):
        """Show other numbers; None in place of a number is written "?", one that is missing is left blank.

        Parameters
        ----------
        values, grads : dict of Node to float or None, optional
            Left as they are if not given. Plain numbers keep what is written in them.
        slopes : dict of (Node, int) to float or None, optional
            By node and place of the operand in `node.parents`. Edges from plain numbers stay blank.

        Raises
        ------
        TypeError, ValueError
            No dict, no number, or a node or an edge that is not in the drawing.
        """
        given = {"values": (self._values, values), "grads": (self._grads, grads), "slopes": (self._slopes, slopes)}
        for name, (texts, numbers) in given.items():
            if numbers is None:
                continue
            if not isinstance(numbers, Mapping):
                raise TypeError(f"{name}: expected a dict, got {type(numbers).__name__}")
            _known(name, numbers, self._edges if name == "slopes" else self._halos)
            for number in numbers.values():
                _ = number is None or _doors.number(number, name)
            for key, text in texts.items():
                number = numbers.get(key, "")
                written = number if number == "" else "?" if number is None else significant(number)
                if texts is self._values and key.name and key.parents:
                    written = f"{key.name} = {written}" if written else key.name
                text.set(text=written, visible=bool(written))
                full, room = self._fonts[text]
                text.set_fontsize(full * min(1, room / max(text_width(written, full), 1e-9)))

    def highlight(self, edge=None, nodes=(), backward=False):
        """Make an edge thick and dashed and put a second outline around nodes; what was highlighted before is plain.

        Parameters
        ----------
        edge : (Node, int), optional
            A node and the place of the operand in `node.parents`.
        nodes : iterable of Node
        backward : bool, default False
            Whether the arrow points from the node to its operand.

        Raises
        ------
        TypeError, ValueError
            Not nodes, not a truth value, or an edge or a node that is not in the drawing.
        """
        if not isinstance(nodes, Iterable):
            raise TypeError(f"nodes: expected nodes of this drawing, got {type(nodes).__name__}")
        nodes, backward = tuple(nodes), _paper.truth(backward, "backward")
        _known("edge", () if edge is None else (edge,), self._edges)
        _known("nodes", nodes, self._halos)
        for key, (line, head) in self._edges.items():
            chosen = key == edge
            colour = style.VERMILION if chosen else style.FAINT
            length = (9 if chosen else 6) * self._scale
            points, slopes = self._routes[key][0].copy(), self._routes[key][1]
            tip, way = (points[0], -1) if chosen and backward else (points[-1], 1)
            head.set(color=colour, xy=tip + length * np.array([(0, 0), (-way, 0.45), (-way, -0.45)]))
            tip[0] -= 0.8 * way * length  # a view of the first or last point: the line ends inside the head
            points[:, 0] = points[:, 0].clip(points[0, 0], points[-1, 0])
            line.set(edgecolor=colour, linewidth=(2.8 if chosen else 1.1) * self._scale, path=_curve(points, slopes))
            line.set_linestyle((0, (2.5, 0.8)) if chosen else "-")
        for current, halo in self._halos.items():
            halo.set_visible(current in nodes)

    def _legend(self, parts, width):
        """Write the parts below the drawing, each in the colour of the numbers that it explains."""
        needed = sum(text_width(words + "  ", 1) for words, _ in parts)
        font, x = min(9.5, (width - 4) / needed), 2.0
        for words, colour in parts:
            self._ax.text(x, 2, words, fontsize=font, color=colour, va="bottom", zorder=1).set_in_layout(False)
            x += text_width(words + "  ", font)

    def _edge(self):
        line = self._add(PathPatch(Path([(0, 0)]), facecolor="none", zorder=1, capstyle="butt"))
        return line, self._add(Polygon([(0, 0)] * 3, linewidth=0, zorder=1))

    def _route(self, key):
        """Return the points of an edge, from box to box, and the slopes of the line there."""
        node, parent = key[0], key[0].parents[key[1]]
        x, y, slopes = np.transpose(self._plan.routes[key])
        start, *points, end = self._move(np.column_stack((x, y)))
        radius, port, rooms = _box(node)[1] / 2, self._plan.ports[key], self._plan.rooms
        leave, arrive = _box(parent)[0] / 2, _box(node)[0] / 2 - radius + (radius**2 - port**2) ** 0.5
        right, up = np.eye(2) * self._scale
        out = [start + reach * right for reach in (leave, max(leave, rooms[parent] / 2))]
        come = [end + port * up - reach * right for reach in (arrive, max(arrive, rooms[node] / 2))]
        slopes = np.array([0, *slopes, 0]) * self._tilt
        for (tip, edge), near, slope, free in (
            (out, points[0], slopes[2], _STRAY),
            (come, points[-1], slopes[-3], _STRAY - abs(port)),
        ):
            edge[0] = self._bend(tip, edge, near, slope, free * self._scale)
        return np.array([*out, *points, *come[::-1]]), slopes

    def _bend(self, tip, edge, near, slope, free):
        """Return where a level line from a box may begin to bend: early, but clear of the numbers in its column."""
        for part in np.arange(8) / 8:
            x = tip[0] + part * (edge[0] - tip[0])
            curve = _curve(np.array([(x, tip[1]), near]), (0, slope)).interpolated(1).to_polygons(closed_only=False)[0]
            order = np.argsort(curve[:, 0])
            if abs(np.interp(edge[0], *curve[order].T) - tip[1]) < free:
                return x
        return edge[0]

    def _add(self, patch):
        patch.set_in_layout(False)
        return self._ax.add_patch(patch)

    def _outline(self, middle, size, corner, **options):
        if size[0] == size[1] == 2 * corner:
            return self._add(Circle(middle, corner, **options))
        shape = f"round,pad=0,rounding_size={corner}"
        return self._add(FancyBboxPatch(middle - size / 2, *size, boxstyle=shape, **options))

    def _text(self, middle, room, colour, size=1.0):
        box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.6}
        text = self._ax.text(*middle, "", ha="center", va="center_baseline", color=colour, bbox=box, zorder=3)
        text.set_in_layout(False)
        self._fonts[text] = (self._font * size, room * self._grow)
        return text

    def _node(self, node, middle, result, grads):
        size, scale = np.array(_box(node)) * self._scale, self._scale
        corner = size[1] / 2 if node.parents else 0.14 * size[1]
        look = {"facecolor": "#E8F3FA", "edgecolor": style.BLUE, "linewidth": 1.4 * scale}
        if result:
            look |= {"edgecolor": style.INK, "linewidth": 2.3 * scale}
        elif not node.parents:
            look |= {"facecolor": "#F4F4F4", "edgecolor": style.FAINT, "linestyle": "-" if node.name else ":"}
        self._outline(middle, size, corner, zorder=2, **look)
        glow = {"facecolor": "none", "edgecolor": style.VERMILION, "linewidth": 1.8 * scale, "zorder": 4}
        self._halos[node] = self._outline(middle, size + 5.2 * scale, corner + 2.6 * scale, **glow)
        symbol, font = inside(node)
        text = self._ax.text(*middle, symbol, ha="center", va="center_baseline", fontsize=font * scale, zorder=5)
        text.set_in_layout(False)
        if not _constant(node):
            away = (0, size[1] / 2 + 0.75 * _LINE * scale)
            room = self._plan.rooms[node] + 2 * _OVERHANG
            self._values[node] = self._text(middle + away, room, style.INK)
            if grads:
                self._grads[node] = self._text(middle - away, room, style.dark(style.BLUE))


def _known(name, keys, drawn):
    """Refuse keys that are not in the drawing."""
    for key in keys:
        if not _among(key, drawn):
            what = "(node, place of the operand)" if name in ("edge", "slopes") else "nodes"
            raise ValueError(f"{name}: expected {what} of this drawing, got {key!r}")


def _among(key, drawn):
    try:
        return key in drawn
    except TypeError:  # an array, or a pair with one in it
        return False


def _constant(node):
    """Say whether a node is a plain number, with neither a name nor an operation."""
    return not (node.parents or node.name)


def _plan(node, slopes=True, grads=True):
    """Return the `layers.Layout` of a graph in points."""
    nodes = order(node)
    if len(nodes) > MOST_NODES:
        raise ValueError(f"node: expected a graph of at most {MOST_NODES} nodes, got {len(nodes)}")
    parents, boxes, heights, labels, arriving = {}, {}, {}, {}, gradients(node)[0]
    for current in nodes:
        width, height = _box(current)
        shown = not _constant(current)
        numbers = (current.value, arriving[current]) if grads else (current.value,)
        needed = min(7, max(4, *(len(significant(number)) for number in numbers))) * _DIGIT if shown else 0.0
        if current.name and current.parents:
            needed += text_width(current.name + " = ", _FONT)
        parents[current], boxes[current] = current.parents, (width, max(width, needed - 2 * _OVERHANG))
        heights[current] = height + (2 * _LINE + 9 if shown else 4)
        for edge, slope in enumerate(current.slopes):
            shown = slopes and not _constant(current.parents[edge])
            labels[current, edge] = min(7, max(3, len(significant(slope)))) * _DIGIT if shown else 4.0
    ordered = {current for current in nodes if current.operation in _ORDERED}
    return arrange(parents, boxes, heights, ordered, labels, _LINE + 1 if slopes else 8.0)


def _curve(points, slopes):
    """Return the smooth path through points with these slopes."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for (a, m), (b, n) in pairwise(zip(points, slopes, strict=True)):
        reach = 0.4 * (b[0] - a[0])
        vertices += [(a[0] + reach, a[1] + reach * m), (b[0] - reach, b[1] - reach * n), b]
        codes += [Path.CURVE4] * 3
    return Path(vertices, codes)


def _box(node):
    """Return width and height of the box around a node's operation, name or number."""
    text, font = inside(node)
    height = 0.68 * _BOX if _constant(node) else _BOX
    return max(height, text_width(text, font) + 8), height
