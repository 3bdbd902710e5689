"""Notebooks 01 and 02: what their prose says of runs, maps and counts that no cell prints."""

import timeit

import numpy as np
import pytest

from helpers import data, neuron, training

from .quoting import code, quotes, rises, sources

SEEDS = range(1, 6)


def line_run(m, seed, learning_rate=0.1, overlap=0.0, epochs=2000):
    """Return a run of the line explorer."""
    points = data.line(m, overlap, rng=np.random.default_rng(seed))
    return neuron.train(points.X, points.Y, learning_rate, epochs)


def slope_and_height(w, b):
    """Return a and c of the line x2 = a x1 + c on which a neuron is undecided."""
    return -w[0, 0] / w[1, 0], -b / w[1, 0]


@quotes("The ball sits on its flat shelf and hardly moves, whatever the rate.")
def test_the_shelf_holds_the_ball_at_every_rate():
    """01 4e6b328a: 40 steps from -6, over the whole range of the slider."""
    notebook = code("01", "a90f2cc6", "efeb3f0c", "1c33e899", "e24fcf07")
    moved = [training.descend(notebook.square_slope, -6.0, rate, 40)[-1] + 6 for rate in 10.0 ** np.arange(-2, 4)]
    assert max(np.abs(moved)) < 0.1


@quotes(
    "Make `bold` in the cell above an eighth larger, and run it again.",
    "It leaves the map after a few steps, each time further.",
    "in its steepest direction, $2/J''$ lies a little above 0.8",
)
def test_an_eighth_more_and_the_bold_walk_leaves_the_map():
    """01 read-map: the walk of the cell above with 0.9, and the largest curvature."""
    houses = data.houses()
    x, y = houses.X[0] / 100, houses.Y[0] / 100
    walk = code("01", "a90f2cc6", "walk").walk
    outside = [
        int(np.argmax((w < -0.8) | (w > 4.2) | (b < -1.5) | (b > 3.5)))
        for w, b in (walk(x, y, rate) for rate in (0.8, 0.9))
    ]
    assert outside == [0, pytest.approx(4, abs=1)]  # never, and after a few steps
    distances = np.linalg.norm(walk(x, y, 0.9) - np.polyfit(x, y, 1)[:, np.newaxis], axis=0)
    assert (np.diff(distances[3:]) > 0).all()
    ones = np.vstack([x, np.ones_like(x)])
    assert 0.8 < 2 / np.linalg.eigvalsh(ones @ ones.T / x.size)[-1] < 0.85


@quotes("Taking numbers one by one out of an array would be slower still, and the race unfair.")
def test_numbers_out_of_an_array_are_slower_than_numbers_out_of_a_list():
    """01 636cfc8d: the same sum of products, twice."""
    X = np.random.default_rng(0).normal(size=(1000, 20))

    def add(rows):
        return sum(x * x for row in rows for x in row)

    lists, arrays = (min(timeit.repeat(lambda rows=rows: add(rows), number=3, repeat=5)) for rows in (X.tolist(), X))
    assert arrays > 1.3 * lists


@quotes("zigzags in the first few dozen epochs", "and then falls steadily")
def test_the_cost_zigzags_for_a_few_dozen_epochs():
    """01 ebd1fad3: the run of this section, epoch by epoch."""
    up = np.flatnonzero(np.diff(line_run(1000, 1, learning_rate=1.0).costs) > 0)
    assert 24 <= up[-1] <= 48
    assert set(np.diff(up[1:])) == {2}  # up, down, up, down


@quotes("After about a hundred epochs the line hardly turns any more, but it moves up until the end, ever more slowly.")
def test_the_line_turns_first_and_moves_up_for_long():
    """01 0eb4b6af: the explorer as it begins, and four more seeds."""
    for seed in SEEDS:
        late = [(epoch, *slope_and_height(w, b)) for epoch, w, b in line_run(200, seed).snapshots if epoch >= 100]
        epochs, slopes, heights = np.array(late).T
        assert np.ptp(np.degrees(np.arctan(slopes))) < 4
        speed = np.diff(heights) / np.diff(epochs)
        assert (speed > 0).all()
        assert (np.diff(speed) < 0).all()


@quotes("The line of ten points is quite another one for other points; that of a thousand hardly changes.")
def test_ten_points_leave_the_line_to_luck():
    """01 0eb4b6af: ten sets of other points for each m."""
    few, many = (
        np.array([slope_and_height(*line_run(m, seed)[:2]) for seed in range(1, 11)]).std(axis=0) for m in (10, 1000)
    )
    assert (few > [0.4, 1]).all()
    assert (many < 0.06).all()


@quotes(
    "With no overlap the same rate does no harm in the end",
    "in the end above the rate, and the jumping dies out",
    "With overlap the bottom lies at finite weights",
)
def test_the_jumping_dies_out_where_a_line_separates_the_points():
    """01 0eb4b6af: 1,000 points, a rate of 10, five seeds, with and without overlap."""
    for seed in SEEDS:
        apart, mixed = (line_run(1000, seed, 10.0, overlap).costs for overlap in (0.0, 2.0))
        assert rises(apart[:100]) > 0.2
        assert rises(apart[-500:]) == 0
        assert apart[-1] < line_run(1000, seed).costs[-1]
        assert rises(mixed[-500:]) > 0.3


@quotes("there are no children in the crew, and no child of the first two classes is counted as dead")
def test_the_children_of_the_table():
    """01 e12-148-1: counted."""
    people = data.titanic()
    second, third, crew, _, adult = people.X == 1
    assert not (crew & ~adult).any()
    assert people.Y[0, ~adult & ~third].all()
    assert (~adult & ~third & ~second).any()


@quotes(
    "In three groups the neuron decides against the majority",
    "All boys of the second class lived; it expects them to die.",
)
def test_the_groups_that_the_neuron_gets_wrong():
    """01 7cd0cb17: observed and expected, group by group."""
    people = data.titanic()
    run = neuron.train(people.X, people.Y, learning_rate=4.0, epochs=5000, tolerance=1e-10)
    groups, member, size = np.unique(people.X, axis=1, return_inverse=True, return_counts=True)
    observed = np.bincount(member.ravel(), people.Y[0]) / size
    expected = neuron.forward(run.w, run.b, groups)[0]
    wrong = {tuple(group) for group in groups.T[(observed > 0.5) != (expected > 0.5)].astype(int).tolist()}
    assert wrong == {(0, 1, 0, 1, 0), (0, 1, 0, 1, 1), (1, 0, 0, 0, 0)}
    boys = (groups.T == [1, 0, 0, 0, 0]).all(axis=1)
    assert observed[boys] == 1
    assert expected[boys] < 0.5


@quotes("With the two largest rates the run jumps about and never settles.")
def test_one_neuron_never_settles_at_the_two_largest_rates():
    """01 87c18638: the six rates on the flower."""
    flower = data.flower(rng=np.random.default_rng(0))
    swings = [np.ptp(neuron.train(flower.X, flower.Y, rate, 2000).costs[-500:]) for rate in (1, 10, 100)]
    assert swings[0] < 1e-9
    assert min(swings[1:]) > 1


@quotes(
    "The upper and lower petals lie far from the line: mostly right.",
    "The left and right ones lie close to it: mostly wrong.",
)
def test_the_upper_and_lower_petals_are_far_and_right():
    """01 2f3b0b7b: the points by the direction in which they lie."""
    flower = data.flower(rng=np.random.default_rng(0))
    run = neuron.train(flower.X, flower.Y, 0.1, 2000)
    right = (neuron.predict(run.w, run.b, flower.X) == flower.Y)[0]
    upright = np.abs(flower.X[1]) > np.abs(flower.X[0])
    far = np.abs(run.w.T @ flower.X + run.b)[0] / np.linalg.norm(run.w)
    assert right[upright].mean() > 0.8
    assert right[~upright].mean() < 0.1
    assert far[upright].mean() > 2 * far[~upright].mean()


@quotes("That is the engine: about forty lines.")
def test_the_engine_has_about_forty_lines():
    """02 0f4478b2: the lines of its cells, without blank ones and without those that only try it out."""
    cells = sources("02")
    text = "\n".join(cells[cell] for cell in ("5b6b2fb0", "b1cb560a", "4fa3178a", "007fb6c1", "c541d574"))
    lines = [line for line in text.splitlines() if line.startswith((" ", "def", "class", "Node"))]
    assert 30 <= len(lines) <= 45
