"""Drawings of computation graphs: nothing overlaps, every edge goes to the right, and the words say the same."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.patches import PathPatch, Polygon
from matplotlib.transforms import Bbox

from helpers import diagrams, style
from helpers.graph import Node, backward_steps, order


def example():
    a, b, c = Node(5, "a"), Node(3, "b"), Node(2, "c")
    u = b * c
    v = a + u
    J = 3 * v
    u.name, v.name, J.name = "u", "v", "J"
    return J


def one_neuron():
    numbers = {"x₁": 1.5, "x₂": -2, "w₁": 0.5, "w₂": 0.3, "b": 0.1, "y": 1}
    x1, x2, w1, w2, b, y = (Node(value, name) for name, value in numbers.items())
    z = x1 * w1 + x2 * w2 + b
    a = z.sigmoid()
    loss = -(y * a.log() + (1 - y) * (1 - a).log())
    z.name, a.name, loss.name = "z", "a", "loss"
    return loss


def shared():
    x, w = Node(3, "x"), Node(-2, "w")
    y = x * w + x * x
    y.name = "y"
    return y


def square():
    x = Node(3, "x")
    return x * x


def chain():
    node = Node(0.5, "x")
    for _ in range(10):
        node = node.sigmoid()
    return node


def powers():
    x, y = Node(2, "x"), Node(3, "a rather long name")
    return ((x**y) ** 2 / (x**-2) - y**0.5) ** 1.5 + x.exp().tanh() * (-x).relu()


def lonely():
    return Node(7, "x")


def scattered(size, seed):
    """Return a graph of about `size` nodes (never more) in which leaves and results are used again and again."""
    rng = np.random.default_rng(seed)
    pool = [Node(round(float(rng.uniform(0.5, 2)), 2), f"x{i}") for i in range(1 + size // 7)]
    open_ends, count = list(pool), len(pool)

    def pick():
        if open_ends and rng.random() < 0.7:
            return open_ends.pop(int(rng.integers(len(open_ends))))
        return pool[int(rng.integers(len(pool)))]

    while count + len(open_ends) < size - 1:
        kind, one = int(rng.integers(8)), pick()
        if kind < 4:
            other = pick()
            made = (one + other, one * other, one - other, one + other)[kind]
        else:
            made = (one.tanh, one.sigmoid, one.relu, lambda one=one: 1.5 * one)[kind - 4]()
            count += kind == 7
        count += 1
        if abs(made.value) > 1e4:
            made = made.tanh()
            count += 1
        pool.append(made)
        open_ends.append(made)
    while len(open_ends) > 1:
        open_ends.append(open_ends.pop(0) + open_ends.pop(0))
    return open_ends[0] if open_ends else pool[-1]


def draw(node, width=9, height=3.5, **options):
    _figure, ax = style.figure(width, height)
    return diagrams.GraphDrawing(ax, node, **options), ax


def boxes(ax):
    """Return the extents of the nodes' boxes, in the order of computation."""
    return [patch.get_window_extent() for patch in ax.patches if patch.zorder == 2]


def lines(ax):
    """Return points along every edge, in screen pixels."""
    found = [patch for patch in ax.patches if isinstance(patch, PathPatch)]
    return [line.get_transform().transform_path(line.get_path()).to_polygons(closed_only=False)[0] for line in found]


def densely(points):
    """Return more points, at most a pixel apart in x or y."""
    result = []
    for a, b in pairwise(points):
        n = int(np.abs(b - a).max()) + 2
        result.append(a + np.linspace(0, 1, n)[:, None] * (b - a))
    return np.concatenate(result)


def overlapping(extents, slack=0.01):
    shrunk = [Bbox.from_extents(e.x0 + slack, e.y0 + slack, e.x1 - slack, e.y1 - slack) for e in extents]
    return [(i, j) for (i, a), (j, b) in combinations(enumerate(shrunk), 2) if a.overlaps(b)]


def inside(points, box, slack=1.0):
    """Return how many points lie in a box, more than `slack` pixels from its border."""
    low, high = np.array(box.min) + slack, np.array(box.max) - slack
    return int(((points > low) & (points < high)).all(axis=1).sum())


def assert_clear(node, **options):
    """Draw a graph and check what is on the paper."""
    drawing, ax = draw(node, **options)
    nodes = order(node)
    cards = boxes(ax)
    assert len(cards) == len(nodes)
    outside = [text for text in ax.texts if text.get_visible() and text.zorder == 3]
    symbols = [text for text in ax.texts if text.zorder == 5]
    labels = [text.get_window_extent() for text in outside]
    legend = [text.get_window_extent() for text in ax.texts if text.zorder == 1]
    assert overlapping(cards + labels + legend) == []
    paper = ax.figure.bbox
    for extent in cards + labels + legend:
        assert paper.x0 <= extent.x0 < extent.x1 <= paper.x1
        assert paper.y0 <= extent.y0 < extent.y1 <= paper.y1
    for symbol, card in zip(symbols, cards, strict=True):
        extent = symbol.get_window_extent()
        assert card.x0 < extent.x0 < extent.x1 < card.x1
        assert card.y0 < extent.y0 < extent.y1 < card.y1
    edges = [(current, edge) for current in nodes for edge in range(len(current.parents))]
    heads = [patch.get_window_extent() for patch in ax.patches if isinstance(patch, Polygon)]
    slopes = {key: text.get_window_extent() for key, text in drawing._slopes.items()}
    for (current, edge), points, head in zip(edges, map(densely, lines(ax)), heads, strict=True):
        assert (np.diff(points[:, 0]) >= -1e-6).all(), "an edge turns back"
        for card in cards:
            assert inside(points, card) == 0, "an edge runs through a box"
        for key, extent in slopes.items():
            assert key == (current, edge) or inside(points, extent) == 0, "an edge runs through the slope of another"
        start, end = cards[nodes.index(current.parents[edge])], cards[nodes.index(current)]
        assert abs(points[0, 0] - start.x1) < 1
        assert start.y0 < points[0, 1] < start.y1
        assert head.x1 - end.x0 < 8
        assert end.y0 < points[-1, 1] < end.y1
    return float(min(text.get_fontsize() for text in outside)) if outside else None


SMALL = [example, one_neuron, shared, square, chain, powers, lonely]


@pytest.mark.parametrize("make", SMALL)
def test_nothing_overlaps(make):
    assert_clear(make())


@pytest.mark.parametrize(("slopes", "grads"), [(False, True), (True, False), (False, False)])
def test_nothing_overlaps_with_less_to_show(slopes, grads):
    for make in (example, one_neuron, shared):
        assert_clear(make(), slopes=slopes, grads=grads)


@pytest.mark.parametrize("seed", range(24))
def test_nothing_overlaps_in_random_graphs(seed):
    size = 40 if seed % 4 == 0 else 4 + seed * 36 // 64
    node = scattered(size, seed)
    assert len(order(node)) <= size
    assert_clear(node, width=11, height=6)


def test_letters_are_large_enough_to_read():
    # 9 x 3.5 inches are 864 screen pixels: 6 points are 8 of them
    assert assert_clear(example()) > 10
    assert assert_clear(shared()) > 10
    assert assert_clear(one_neuron()) > 6


@pytest.mark.parametrize("make", SMALL)
def test_the_layout_runs_from_left_to_right(make):
    node = make()
    places = diagrams.layout(node)
    assert list(places) == order(node)
    for current in places:
        for parent in current.parents:
            assert places[parent][0] < places[current][0]
        if current is not node:
            assert places[current][0] < places[node][0]


def test_leaves_stand_next_to_their_use():
    J = example()
    places = diagrams.layout(J)
    three, v = J.parents
    a, u = v.parents
    b, c = u.parents
    assert places[three][0] == places[v][0]
    assert places[a][0] == places[u][0]
    assert places[b][0] == places[c][0] < places[u][0]
    assert places[b][1] > places[c][1]  # first operand above


def test_the_first_operand_of_a_difference_arrives_above():
    for make in (one_neuron, powers, lambda: scattered(40, 3)):
        node = make()
        _drawing, ax = draw(node)
        edges = [(current, edge) for current in order(node) for edge in range(len(current.parents))]
        height = {key: points[-1, 1] for key, points in zip(edges, lines(ax), strict=True)}
        found = [current for current in order(node) if current.operation in ("-", "/", "**")]
        assert found
        assert all(height[current, 0] > height[current, 1] for current in found)


def test_two_edges_between_the_same_nodes_are_two():
    _drawing, ax = draw(square())
    one, other = map(densely, lines(ax))
    apart = abs(np.interp(other[:, 0], one[:, 0], one[:, 1]) - other[:, 1])
    assert apart.max() > 15  # pixels
    assert [text.get_text() for text in ax.texts if text.zorder == 3] == ["3", "6", "9", "1", "3", "3"]


def test_drawing_the_same_twice_gives_the_same():
    assert list(diagrams.layout(one_neuron()).values()) == list(diagrams.layout(one_neuron()).values())
    pictures = []
    for _ in range(2):
        _drawing, ax = draw(one_neuron())
        pictures.append(style.show(ax.figure, "one neuron").data)
    assert pictures[0] == pictures[1]


def test_the_numbers_are_those_of_the_passes_and_the_nodes_are_left_alone():
    J = example()
    J.parents[1].grad = 99.0  # of some other backward pass
    drawing, ax = draw(J)
    nodes = order(J)
    assert [text.get_text() for text in drawing._values.values()] == ["5", "3", "2", "u = 6", "v = 11", "J = 33"]
    assert [text.get_text() for text in drawing._grads.values()] == ["3", "6", "9", "3", "3", "1"]
    shown = {key: text.get_text() for key, text in drawing._slopes.items()}
    assert shown == {
        (step.node, step.edge): diagrams.significant(step.slope)
        for step in backward_steps(J)
        if step.parent.name or step.parent.parents  # none from the constant 3
    }
    assert [text.get_text() for text in ax.texts if text.zorder == 5] == ["3", "a", "b", "c", "×", "+", "×"]
    assert J.parents[1].grad == 99.0
    assert nodes == order(J)


def test_the_kinds_of_nodes_look_different():
    J = example()
    _drawing, ax = draw(J)
    cards = dict(zip((n.name for n in order(J)), [patch for patch in ax.patches if patch.zorder == 2], strict=True))
    looks = {name: (c.get_edgecolor(), c.get_linewidth(), c.get_linestyle()) for name, c in cards.items()}
    assert len({looks["a"], looks[""], looks["u"], looks["J"]}) == 4
    assert looks["u"] == looks["v"]
    assert cards[""].get_window_extent().width < cards["a"].get_window_extent().width


def test_the_logarithm_is_written_as_in_the_formulas():
    a = Node(0.5, "a")
    _drawing, ax = draw(-a.log())
    assert [text.get_text() for text in ax.texts if text.zorder == 5] == ["a", "ln", "neg"]
    assert "node 1 = ln(a) = ln(0.5) = −0.6931; node 2 = −(node 1) = 0.6931." in diagrams.describe_graph(-a.log())


def still(drawing, ax):
    """Return the pixels of what does not move."""
    for artist in drawing.artists:
        artist.set_animated(True)
    ax.figure.canvas.draw()
    return np.array(ax.figure.canvas.buffer_rgba())


def full(drawing, ax):
    for artist in drawing.artists:
        artist.set_animated(False)
    ax.figure.canvas.draw()
    return np.array(ax.figure.canvas.buffer_rgba())


def test_only_the_artists_change():
    node = shared()
    drawing, ax = draw(node)
    children, background, before = list(ax.get_children()), still(drawing, ax), full(drawing, ax)
    x = node.parents[0].parents[0]
    drawing.set_numbers({node: 1.5, x: None}, {x: -0.125}, {(node, 1): -7})
    drawing.highlight((node.parents[1], 0), (x, node))
    assert list(ax.get_children()) == children
    np.testing.assert_array_equal(still(drawing, ax), background)
    assert (full(drawing, ax) != before).any()
    drawing.highlight((node.parents[1], 0), (x, node), backward=True)
    drawing.highlight()
    drawing.set_numbers(
        {current: current.value for current in order(node)},
        {node: 1.0} | {step.parent: step.total for step in backward_steps(node)},
        {(step.node, step.edge): step.slope for step in backward_steps(node)},
    )
    np.testing.assert_array_equal(full(drawing, ax), before)


def test_artists_are_listed_from_the_bottom_up():
    drawing, _ax = draw(shared())
    heights = [artist.get_zorder() for artist in drawing.artists]
    assert heights == sorted(heights)  # drawn one by one they look as in a whole drawing


def test_unknown_numbers_are_blank_or_a_question():
    J = example()
    drawing, _ax = draw(J)
    v, u = J.parents[1], J.parents[1].parents[1]
    drawing.set_numbers(values={v: None, u: 6.0}, grads={J: 1.0, v: None})
    assert drawing._values[v].get_text() == "v = ?"
    assert drawing._values[u].get_text() == "u = 6"
    assert drawing._values[J].get_text() == "J"  # a name is no number
    assert [drawing._grads[node].get_text() for node in (J, v, u)] == ["1", "?", ""]
    assert drawing._slopes[v, 0].get_text() == "1"  # slopes were not given


def test_long_numbers_get_smaller_letters_instead_of_more_room():
    J = example()
    drawing, ax = draw(J)
    long = dict.fromkeys(order(J), -1.2345e-123)
    drawing.set_numbers(long, long, {key: -1.2345e-123 for key in drawing._slopes})
    labels = [text.get_window_extent() for text in ax.texts if text.zorder == 3 and text.get_visible()]
    assert overlapping(labels + boxes(ax)) == []
    drawing.set_numbers(dict.fromkeys(order(J), 1.0))
    assert drawing._values[J].get_fontsize() > 10


def test_a_highlight_is_more_than_a_colour():
    J = example()
    drawing, ax = draw(J)
    v = J.parents[1]
    line, head = drawing._edges[J, 1]
    plain = (line.get_edgecolor(), line.get_linewidth(), line.get_linestyle())
    forward, width = head.get_window_extent(), head.get_window_extent().width
    drawing.highlight((J, 1), [v])
    assert line.get_linewidth() > 2 * plain[1]
    assert line.get_linestyle() != plain[2]
    assert line.get_edgecolor() != plain[0]
    assert head.get_window_extent().width > width
    assert abs(head.get_window_extent().x1 - forward.x1) < 1
    assert [node for node, halo in drawing._halos.items() if halo.get_visible()] == [v]
    drawing.highlight((J, 1), [], backward=True)
    start = boxes(ax)[order(J).index(v)].x1
    assert abs(head.get_window_extent().x0 - start) < 1
    assert not any(halo.get_visible() for halo in drawing._halos.values())
    drawing.highlight()
    assert (line.get_edgecolor(), line.get_linewidth(), line.get_linestyle()) == plain


@pytest.mark.parametrize("make", [lambda: scattered(100, 0), chain])
def test_large_graphs_are_refused(make):
    node = make()
    while len(order(node)) <= 60:
        node = node.tanh()
    expected = f"node: expected a graph of at most 60 nodes, got {len(order(node))}"
    with pytest.raises(ValueError, match=expected):
        diagrams.layout(node)
    with pytest.raises(ValueError, match=expected):
        draw(node)


def test_wrong_arguments_are_named():
    J = example()
    drawing, _ax = draw(J)
    stranger = Node(1, "s")
    for function in (diagrams.layout, diagrams.describe_graph, draw):
        with pytest.raises(TypeError, match="node: expected a Node, got float"):
            function(3.0)
    with pytest.raises(ValueError, match="nodes: expected nodes of this drawing, got Node"):
        drawing.highlight(nodes=[stranger])
    with pytest.raises(ValueError, match=r"edge: expected \(node, place of the operand\) of this drawing"):
        drawing.highlight((J, 2))
    with pytest.raises(ValueError, match="values: expected nodes of this drawing"):
        drawing.set_numbers({stranger: 1.0})
    with pytest.raises(ValueError, match=r"slopes: expected \(node, place of the operand\) of this drawing"):
        drawing.set_numbers(slopes={J: 1.0})


# In words --------------------------------------------------------------------------------------------------------


def test_the_example_in_words():
    forward = "u = b × c = 3 × 2 = 6; v = a + u = 5 + 6 = 11; J = 3 × v = 33."
    gradients = "Gradients: dJ/dv = 3, dJ/du = 3, dJ/da = 3, dJ/db = 6, dJ/dc = 9."
    assert diagrams.describe_graph(example()) == f"{forward} {gradients}"
    assert diagrams.describe_graph(example(), grads=False) == forward


def test_nodes_without_a_name_get_one_that_is_free():
    x, taken = Node(-3, "x"), Node(0.25, "node 1")
    y = (x * taken - 2) ** 2 + -x
    assert diagrams.describe_graph(y) == (
        "node 2 = x × node 1 = −3 × 0.25 = −0.75; node 3 = node 2 − 2 = −2.75; node 4 = (node 3)^2 = 7.562; "
        "node 5 = −x = −(−3) = 3; node 6 = node 4 + node 5 = 10.56. "
        "Gradients: d(node 6)/d(node 5) = 1, d(node 6)/d(node 4) = 1, d(node 6)/d(node 3) = −5.5, "
        "d(node 6)/d(node 2) = −5.5, d(node 6)/dx = −2.375, d(node 6)/d(node 1) = 16.5."
    )


def test_functions_powers_and_lonely_leaves_in_words():
    x = Node(-2, "x")
    assert diagrams.describe_graph(x) == "x = −2."
    assert diagrams.describe_graph(x.sigmoid(), grads=False) == "node 1 = sigmoid(x) = sigmoid(−2) = 0.1192."
    assert diagrams.describe_graph(x**-2, grads=False) == "node 1 = x^−2 = (−2)^−2 = 0.25."
    assert diagrams.describe_graph(3 / x, grads=False) == "node 1 = 3 ÷ x = 3 ÷ (−2) = −1.5."
    assert diagrams.describe_graph(Node(2) * 3) == "node 1 = 2 × 3 = 6."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (33.0, "33"),
        (0.25, "0.25"),
        (-3, "−3"),
        (1 / 3, "0.3333"),
        (-0.0, "0"),
        (1.2344e-5, "1.234e−5"),
        (123456, "1.235e5"),
        (0.0001234, "0.0001234"),
        (9999.4, "9999"),
        (-1e-123, "−1e−123"),
    ],
)
def test_numbers_have_four_digits_and_a_real_minus(value, text):
    assert diagrams.significant(value) == text
