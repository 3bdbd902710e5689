"""The clouds of points for networks with a hidden layer: moons, circles, XOR, spirals."""

import numpy as np
import pytest

from helpers import data

TOYS = {"moons": data.moons, "circles": data.circles, "xor": data.xor, "spirals": data.spirals}
each_toy = pytest.mark.parametrize("make", TOYS.values(), ids=TOYS)


def rng(seed=0):
    return np.random.default_rng(seed)


@each_toy
@pytest.mark.parametrize("m", [2, 3, 7, 400])
def test_shapes_names_and_labels(make, m):
    made = make(m, rng=rng())
    assert made.X.shape == (2, m)
    assert made.Y.shape == (1, m)
    assert set(np.unique(made.Y)) <= {0.0, 1.0}
    assert made.name == make.__name__
    assert len(made.feature_names) == len(made.class_names) == 2
    assert np.isfinite(made.X).all()


@each_toy
def test_both_classes_are_about_equally_many(make):
    assert 0.4 < make(1000, rng=rng()).Y.mean() < 0.6


@each_toy
def test_the_same_generator_state_gives_the_same_points(make):
    first, second, other = make(50, rng=rng(3)), make(50, rng=rng(3)), make(50, rng=rng(4))
    np.testing.assert_array_equal(first.X, second.X)
    assert not np.array_equal(first.X, other.X)


@each_toy
def test_the_generator_may_come_third_but_must_come(make):
    np.testing.assert_array_equal(make(50, 0.1, rng(3)).X, make(50, 0.1, rng=rng(3)).X)
    with pytest.raises(TypeError, match=r"^rng: expected a np\.random\.Generator .* got NoneType"):
        make(50, 0.1)


@each_toy
def test_noise_moves_points_by_its_size(make):
    still, moved = make(2000, 0.0, rng=rng()), make(2000, 0.3, rng=rng())
    assert np.std(moved.X - still.X) == pytest.approx(0.3, rel=0.05)
    np.testing.assert_array_equal(still.Y, moved.Y)


def test_moons_lie_on_their_half_circles():
    moons = data.moons(200, 0.0, rng=rng())
    upper, lower = moons.X[:, moons.Y[0] == 0], moons.X[:, moons.Y[0] == 1]
    np.testing.assert_allclose(np.hypot(*upper), 1)
    assert (upper[1] >= 0).all()
    np.testing.assert_allclose(np.hypot(lower[0] - 1, lower[1] - 0.5), 1)
    assert (lower[1] <= 0.5).all()


def test_circles_have_their_radii():
    circles = data.circles(200, 0.0, rng=rng())
    np.testing.assert_allclose(np.hypot(*circles.X), np.where(circles.Y[0] == 0, 1, 0.5))


def test_xor_is_a_chessboard():
    xor = data.xor(500, 0.0, rng=rng())
    np.testing.assert_array_equal(xor.Y[0] == 1, xor.X[0] * xor.X[1] < 0)


def test_spirals_are_half_a_turn_apart():
    spirals = data.spirals(200, 0.0, rng=rng())
    first, second = spirals.X[:, :100], spirals.X[:, 100:]
    np.testing.assert_allclose(first, -second, atol=1e-12)
    radius = np.hypot(*first)
    assert (np.diff(radius) > 0).all()
    assert 3.9 < radius[-1] <= 4


@each_toy
def test_bad_input_is_named(make):
    with pytest.raises(ValueError, match="m: expected an integer >= 2, got 1"):
        make(1, rng=rng())
    with pytest.raises(TypeError, match="m: expected an integer, got float"):
        make(10.0, rng=rng())
    with pytest.raises(ValueError, match=r"noise: expected a finite number and >= 0, got -0.1"):
        make(10, -0.1, rng=rng())
    with pytest.raises(TypeError, match=r"rng: expected a np.random.Generator"):
        make(10, rng=7)
