"""Layouts in columns after Sugiyama, for drawings of directed graphs without cycles.

Nodes stand in columns. Every edge passes the columns between, and those of the labels, through places of its own:
where each vertex has its own place, nothing can overlap.
"""

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

import numpy as np

GAP_BEFORE_LABEL, GAP_AFTER_LABEL, BEND = 7.0, 10.0, 0.16  # edges that climb get BEND more room per unit of height
HALF_LINE, PORT, FREE = 4.0, 4.5, 12.0


class Layout(NamedTuple):
    """Where everything is, y upward, the lower left corner at (0, 0).

    Attributes
    ----------
    places : dict of key to (x, y)
        Centres of the nodes.
    rooms : dict of key to float
        Widths of their columns.
    labels : dict of (key, int) to (x, y, width)
        Centre and column width of the label of every edge.
    routes : dict of (key, int) to list of (x, y, slope)
        Where every edge passes, from centre to centre: straight across the columns, a curve between them.
    ports : dict of (key, int) to float
        How far above the centre of its node an edge arrives.
    size : ndarray
        Width and height of it all.
    """

    places: dict
    rooms: dict
    labels: dict
    routes: dict
    ports: dict
    size: np.ndarray


def arrange(parents, boxes, heights, ordered, labels, label_height):
    """Lay out a graph.

    Parameters
    ----------
    parents : dict of key to tuple of key
        Parents before their children; the last key is the result.
    boxes : dict of key to (float, float)
        Width of the box and of the column it needs.
    heights : dict of key to float
    ordered : set of key
        Nodes at which the edge of the first parent must arrive above that of the second.
    labels : dict of (key, int) to float
        Width of the label on the edge from the parent in this place.
    label_height : float

    Returns
    -------
    Layout
    """
    rank = _ranks(parents)
    vertices = {key: (2 * rank[key], heights[key] / 2) for key in parents}
    tracks, links = {}, []
    for key, own in parents.items():
        for i, parent in enumerate(own):
            track = [parent]
            for r in range(2 * rank[parent] + 1, 2 * rank[key]):
                track.append((key, i, r))
                vertices[track[-1]] = (r, label_height / 2 if r == 2 * rank[key] - 1 else HALF_LINE)
            track.append(key)
            tracks[key, i] = track
            ports = [0.0] * (len(track) - 2) + [0.1 * i if key in ordered else 0.0]
            links += [(*ends, port) for ends, port in zip(pairwise(track), ports, strict=True)]
    columns = _order(vertices, links)
    y = _heights(columns, vertices, links)
    low = min(y[v] - vertices[v][1] for v in vertices)
    high = max(y[v] + vertices[v][1] for v in vertices)
    y = {v: high - y[v] for v in vertices}  # downward until here

    widths = [0.0] * len(columns)
    for key in parents:
        widths[2 * rank[key]] = max(widths[2 * rank[key]], boxes[key][1])
    for (key, _), width in labels.items():
        widths[2 * rank[key] - 1] = max(widths[2 * rank[key] - 1], width)
    climbs = [0.0] * len(columns)
    for u, v, _ in links:
        climbs[vertices[u][0]] = max(climbs[vertices[u][0]], abs(y[u] - y[v]))
    left, x = [], 0.0
    for r, (width, climb) in enumerate(zip(widths, climbs, strict=True)):
        left.append(x)
        x += width + (GAP_AFTER_LABEL if r % 2 else GAP_BEFORE_LABEL) + BEND * climb
    size = (left[-1] + widths[-1], high - low)

    middle = [a + width / 2 for a, width in zip(left, widths, strict=True)]
    slack = _slack(columns, vertices, y)
    spots, routes, ports = {}, {}, {}
    for (key, i), track in tracks.items():
        stops = track[1:-1]
        ends = [middle[2 * rank[track[0]]] + boxes[track[0]][0] / 2, middle[2 * rank[key]] - boxes[key][0] / 2]
        x = [ends[0], *(middle[vertices[v][0]] for v in stops), ends[1]]
        route = [(middle[2 * rank[track[0]]], y[track[0]], 0.0)]
        for v, slope in zip(stops, _slopes(x, [y[v] for v in track]), strict=True):
            half = widths[vertices[v][0]] / 2
            slope = np.clip(slope, -slack[v] / half, slack[v] / half)
            route += [(middle[vertices[v][0]] + side, y[v] + slope * side, slope) for side in (-half, half)]
        routes[key, i] = [*route, (middle[2 * rank[key]], y[key], 0.0)]
        order = sorted(range(len(parents[key])), key=lambda j: (-y[tracks[key, j][-2]], j))
        place = i if key in ordered else order.index(i)
        ports[key, i] = PORT * (len(order) - 1 - 2 * place)
        r = 2 * rank[key] - 1
        spots[key, i] = (middle[r], y[stops[-1]], widths[r])
    places = {key: (middle[2 * rank[key]], y[key]) for key in parents}
    rooms = {key: widths[2 * rank[key]] for key in parents}
    return Layout(places, rooms, spots, routes, ports, np.array(size))


def _slopes(x, y):
    """Return the slopes at the inner points of a smooth curve that has no bumps of its own (Fritsch and Butland)."""
    secants = [(d - b) / (c - a) for (a, b), (c, d) in pairwise(zip(x, y, strict=True))]
    return [2 * s * t / (s + t) if s * t > 0 else 0.0 for s, t in pairwise(secants)]


def _slack(columns, vertices, y):
    """Return how far up and down the edge through a vertex may stray within its column."""
    slack = {}
    for column in columns:
        free = [(y[u] - y[v] - vertices[u][1] - vertices[v][1]) / 2 for u, v in pairwise(column)]
        for v, above, below in zip(column, [FREE, *free], [*free, FREE], strict=True):
            slack[v] = max(0.0, vertices[v][1] - 2 + min(above, below))
    return slack


def _ranks(parents):
    """Return the column of every key: as far left as its parents allow, leaves as far right as their children do."""
    rank, children = {}, defaultdict(list)
    for key, own in parents.items():
        rank[key] = 1 + max((rank[parent] for parent in own), default=-1)
        for parent in own:
            children[parent].append(key)
    for key in reversed(parents):
        long = sum(1 for parent in parents[key] if parents[parent])  # edges that would grow if the key moved right
        if len(children[key]) > long:
            rank[key] = min(rank[child] for child in children[key]) - 1
    first = min(rank.values())
    return {key: r - first for key, r in rank.items()}


def _order(vertices, links):
    """Return the columns, each ordered so that few edges cross."""
    before, after = defaultdict(list), defaultdict(list)
    between = defaultdict(list)
    for u, v, port in links:
        before[v].append((u, 0.0))
        after[u].append((v, port))
        between[vertices[u][0]].append((u, v, port))
    columns = [[] for _ in range(1 + max(r for r, _ in vertices.values()))]
    for v, (r, _) in vertices.items():
        columns[r].append(v)
    place = {v: float(i) for column in columns for i, v in enumerate(column)}

    def crossings(ranks):
        total = 0
        for r in ranks:
            ends = np.array([(place[u], place[v] + port) for u, v, port in between[r]]).reshape(-1, 2)
            apart = ends[:, None] - ends[None]
            total += np.count_nonzero(apart[..., 0] * apart[..., 1] < 0) // 2
        return total

    def settle(r, column):
        columns[r] = column
        place.update((v, float(i)) for i, v in enumerate(column))

    def sweep(ranks, neighbours):
        for r in ranks:
            wanted = {}
            for v in columns[r]:
                near = [place[n] + port for n, port in neighbours[v]]
                wanted[v] = sum(near) / len(near) if near else place[v]
            settle(r, sorted(columns[r], key=wanted.get))

    def swap():
        for r, column in enumerate(columns):
            for i in range(len(column) - 1):
                ranks = [s for s in (r - 1, r) if 0 <= s < len(columns) - 1]
                now, swapped = crossings(ranks), [*column[:i], column[i + 1], column[i], *column[i + 2 :]]
                settle(r, swapped)
                if crossings(ranks) < now:
                    column = swapped
                else:
                    settle(r, column)

    best, fewest = None, None
    gaps = range(len(columns) - 1)
    for turn in range(6):
        sweep(reversed(range(len(columns) - 1)), after)
        if turn:
            swap()
        for _ in range(2):
            count = crossings(gaps)
            if fewest is None or count < fewest:
                best, fewest = [list(column) for column in columns], count
            sweep(range(1, len(columns)), before)
    return best


def _heights(columns, vertices, links):
    """Return y of every vertex, downward: edges as level as the order and the heights allow."""
    near = defaultdict(list)
    for u, v, _ in links:
        inner = isinstance(u, tuple) + isinstance(v, tuple)  # (key, edge, column) is a point of an edge, not a node
        weight = (1.0, 2.0, 6.0)[inner]
        near[u].append((v, weight))
        near[v].append((u, weight))
    offsets, y = [], {}
    for column in columns:
        halves = [vertices[v][1] for v in column]
        offset = np.cumsum([0.0, *(a + b for a, b in pairwise(halves))])
        offsets.append(offset.tolist())
        y.update((v, o - offset[-1] / 2) for v, o in zip(column, offsets[-1], strict=True))
    for turn in range(60):
        for r in range(len(columns)) if turn % 2 else reversed(range(len(columns))):
            wanted, weights = [], []
            for v in columns[r]:
                # weight / distance makes many edges level and a few steep, where the weight alone makes all aslant
                pull = [(y[n], weight / (abs(y[n] - y[v]) + 3.0)) for n, weight in near[v]] or [(y[v], 1.0)]
                weights.append(sum(k for _, k in pull))
                wanted.append(sum(at * k for at, k in pull) / weights[-1])
            y.update(zip(columns[r], _apart(wanted, weights, offsets[r]), strict=True))
    return y


def _apart(wanted, weights, offsets):
    """Return the places nearest to the wanted ones that are as far apart as the offsets (least squares)."""
    blocks = []  # mean, weight and number of neighbours that touch
    for at, weight, offset in zip(wanted, weights, offsets, strict=True):
        blocks.append((at - offset, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, m, i), (b, n, j) = blocks[-2:]
            blocks[-2:] = [((a * m + b * n) / (m + n), m + n, i + j)]
    means = [mean for mean, _, count in blocks for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
