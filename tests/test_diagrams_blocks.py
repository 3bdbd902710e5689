"""Drawings of deep networks: every layer, block and shape is there, and the text stays where it belongs."""

from itertools import pairwise

import numpy as np
import pytest

from helpers import diagrams, style


def written(ax):
    return [text.get_text() for text in ax.texts]


def overlaps(ax):
    """Return the pairs of texts whose boxes overlap."""
    ax.figure.draw_without_rendering()
    boxes = [(text.get_text(), text.get_window_extent()) for text in ax.texts]
    return [(a, b) for i, (a, p) in enumerate(boxes) for b, q in boxes[i + 1 :] if p.padded(-1).overlaps(q.padded(-1))]


def outside(ax):
    ax.figure.draw_without_rendering()
    page = ax.figure.bbox.padded(1)
    extents = [(text.get_text(), text.get_window_extent()) for text in ax.texts]
    return [name for name, e in extents if e.x0 < page.x0 or e.x1 > page.x1 or e.y0 < page.y0 or e.y1 > page.y1]


@pytest.mark.parametrize("sizes", [[3, 4, 4, 3, 1], [2, 3, 5, 4, 2, 1], [2, 1], [6, 5, 4, 3, 2, 2]])
def test_a_stack_has_a_cell_for_every_parameter_and_the_shapes_above(sizes):
    figure, axes = style.figure(9.2, 4.8, rows=2, height_ratios=[1.75, 1])
    diagrams.stack(axes, sizes)
    below = axes[1]
    cells = [patch.get_label() for patch in below.patches]
    for layer, (n_prev, n) in enumerate(pairwise(sizes), start=1):
        assert cells.count(f"W[{layer}]") == n * n_prev
        assert cells.count(f"b[{layer}]") == n
        assert f"W[{layer}] ({n}, {n_prev})\nb[{layer}] ({n}, 1)" in written(below)
    assert len(cells) == sum(n * n_prev + n for n_prev, n in pairwise(sizes))
    assert overlaps(below) == outside(below) == []
    corners = np.array([(*patch.get_xy(), *(np.array(patch.get_xy()) + patch.get_width())) for patch in below.patches])
    assert (corners > -1e-9).all()
    assert corners[:, [0, 2]].max() <= below.get_xlim()[1]
    assert corners[:, [1, 3]].max() <= below.get_ylim()[1]
    assert figure.axes == list(axes)


def test_the_grids_stand_below_the_gaps_of_the_network():
    _, axes = style.figure(9.2, 4.8, rows=2, height_ratios=[1.75, 1])
    diagrams.stack(axes, [3, 4, 4, 3, 1])
    above, below = axes
    assert above.get_xlim() == pytest.approx(below.get_xlim())
    step = below.get_xlim()[1] / 5  # between the middles of two columns of units
    for layer in range(1, 5):
        cells = [patch for patch in below.patches if patch.get_label() in (f"W[{layer}]", f"b[{layer}]")]
        assert min(cell.get_x() for cell in cells) > step * (layer - 0.5)
        assert max(cell.get_x() + cell.get_width() for cell in cells) < step * (layer + 0.5)


def test_the_blocks_name_what_goes_in_and_out():
    _, ax = style.figure(8.6, 3.9)
    diagrams.blocks(ax)
    texts = written(ax)
    for name in ("A_prev", "A", "dA_prev", "dA", "cache: A_prev, Z", "dZ = dA ∗ g′(Z)", "dA_prev = Wᵀ dZ"):
        assert texts.count(name) == 1
    assert texts.count("(n, m)") == texts.count("(n_prev, m)") == 2
    assert overlaps(ax) == outside(ax) == []


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("names", [["sigmoid"], ["tanh", "ReLU", "sigmoid"], ["tanh", "ReLU", "swish", "softmax"]])
def test_a_chain_has_two_blocks_and_a_cache_for_every_layer(names, training):
    _, ax = style.figure(9.4, 4.8 if training else 3.2)
    diagrams.chain(ax, names, training=training)
    texts = written(ax)
    for i, name in enumerate(names, start=1):
        for text in (
            f"forward {i}",
            f"backward {i}",
            f"A[{i - 1}], Z[{i}]",
            f"dW[{i}], db[{i}]",
            f"A[{i}]",
        ):
            assert texts.count(text) == 1, text
        # in the whole procedure dZ of the last layer comes straight from the cost, without the slope
        straight = training and i == len(names)
        assert (texts.count(f"dA[{i}]"), texts.count(f"dZ[{i}]")) == ((0, 1) if straight else (1, 0))
        assert texts.count(f"{name}′") == names.count(name) - (training and name == names[-1])
    assert texts.count("dA[0]") == 0
    assert texts.count(f"compares A[{len(names)}]") == 1
    assert any(text.startswith("update:") for text in texts) == training
    if len(names) > 1:  # a single box is too narrow for the sentences of the whole procedure
        assert overlaps(ax) == outside(ax) == []
