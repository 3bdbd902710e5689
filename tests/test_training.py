"""What training runs share: walking downhill, moments for snapshots, verdicts, and the error of a diverged run."""

import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import training
from helpers.training import Diverged, descend, moments, verdict

steady = settings(deadline=None, derandomize=True, max_examples=50)


def twice(w):
    """Return the slope of w²."""
    return 2 * w


def test_descend_worked_by_hand():
    # w <- w - 0.25 * 2 w = w / 2
    assert descend(twice, 8.0, 0.25, 3).tolist() == [8.0, 4.0, 2.0, 1.0]


@steady
@given(start=st.floats(-1e3, 1e3), rate=st.floats(1e-3, 0.99))
def test_descend_on_a_parabola_shrinks_by_a_fixed_factor(start, rate):
    path = descend(twice, start, rate, 10)
    assert np.allclose(path, start * (1 - 2 * rate) ** np.arange(11), rtol=1e-6, atol=1e-9)
    assert (np.abs(path) <= abs(start)).all()


def test_descend_moves_left_from_the_right_of_the_minimum():
    assert descend(twice, 3.0, 0.1, 1)[1] < 3.0
    assert descend(twice, -3.0, 0.1, 1)[1] > -3.0


def test_descend_of_no_steps_stays_at_the_start():
    assert descend(twice, 3, 0.1, 0).tolist() == [3.0]


@pytest.mark.parametrize(
    "slope", [twice, lambda w: 4 * w**3, lambda w: np.exp(w) - np.exp(-w)], ids=["parabola", "quartic", "cosh"]
)
def test_descend_ends_with_the_last_finite_position(slope):
    path = descend(slope, 2.0, 10.0, 5000)
    assert 1 < path.size < 5001
    assert path.dtype == np.float64
    assert np.isfinite(path).all()
    assert abs(path[-1]) > abs(path[0])


def test_descend_stays_at_a_start_too_steep_for_a_float():
    assert descend(lambda w: w**3, 1e200, 0.1, 9).tolist() == [1e200]


def test_descend_ends_where_the_slope_is_no_number():
    assert descend(lambda w: math.nan, 2.0, 0.1, 9).tolist() == [2.0]


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"start": math.nan}, ValueError, "start: expected a finite number, got nan"),
        ({"start": "left"}, TypeError, "start: expected a number, got the text 'left'"),
        ({"start": np.array([1.0])}, TypeError, "start: expected a number, got ndarray of float64"),
        ({"learning_rate": 0}, ValueError, "learning_rate: expected a finite number and > 0, got 0.0"),
        ({"learning_rate": -0.1}, ValueError, "learning_rate: expected a finite number and > 0, got -0.1"),
        ({"learning_rate": math.inf}, ValueError, "learning_rate: expected a finite number and > 0, got inf"),
        ({"learning_rate": math.nan}, ValueError, "learning_rate: expected a finite number and > 0, got nan"),
        ({"learning_rate": True}, TypeError, "learning_rate: expected a number, got bool"),
        ({"steps": -1}, ValueError, "steps: expected an integer >= 0, got -1"),
        ({"steps": 2.5}, TypeError, "steps: expected an integer, got float"),
    ],
)
def test_descend_refuses_bad_numbers(changed, error, message):
    arguments = {"start": 1.0, "learning_rate": 0.1, "steps": 3} | changed
    with pytest.raises(error, match=f"^{message}$"):
        descend(twice, **arguments)


@pytest.mark.parametrize(
    ("epochs", "most", "expected"),
    [
        (0, 101, [0]),
        (1, 101, [0, 1]),
        (100, 3, [0, 25, 100]),  # 100 * (1/2)²
        (900, 4, [0, 100, 400, 900]),  # 900 * (1/3)², 900 * (2/3)²
        (5, 2, [0, 5]),
    ],
)
def test_moments_worked_by_hand(epochs, most, expected):
    assert moments(epochs, most) == expected


@steady
@given(st.integers(0, 10**7), st.integers(2, 300))
def test_moments_run_from_start_to_end_and_thin_out(epochs, most):
    kept = moments(epochs, most)
    assert (kept[0], kept[-1]) == (0, epochs)
    assert len(kept) <= most
    steps = np.diff(kept)
    assert (steps >= 1).all()
    assert (np.diff(steps) >= -1).all()  # up to rounding, every gap is at least as long as the one before


def test_moments_keep_101_of_a_long_run():
    assert len(moments(100_000)) == 101


@pytest.mark.parametrize(
    ("epochs", "most", "error", "message"),
    [
        (-1, 101, ValueError, "epochs: expected an integer >= 0, got -1"),
        (2.5, 101, TypeError, "epochs: expected an integer, got float"),
        (True, 101, TypeError, "epochs: expected an integer, got bool"),
        ("10", 101, TypeError, "epochs: expected an integer, got the text '10'"),
        (10, 1, ValueError, "most: expected an integer >= 2, got 1"),
        (10, None, TypeError, "most: expected an integer, got NoneType"),
    ],
)
def test_moments_refuse_bad_numbers(epochs, most, error, message):
    with pytest.raises(error, match=f"^{message}$"):
        moments(epochs, most)


@pytest.mark.parametrize(
    ("costs", "word"),
    [
        ([1.0, 0.8, 1.1], "diverging"),
        (np.linspace(1, 2, 50), "diverging"),
        ([1.0, 0.2, 0.6, 0.2, 0.6, 0.2], "oscillating"),
        ([1.0, 0.99, 0.98], "slow"),  # 2 % gained
        ([1.0, 0.96], "slow"),
        ([0.7], "slow"),  # a single cost gained nothing
        ([0.0], "slow"),
        ([0.0, 0.0], "slow"),
        (np.linspace(1, 0.5, 100), "learning"),  # the last 5 of 99 equal steps bring 5 %
        (0.1 + 0.9 * np.exp(-np.arange(100) / 5), "settled"),  # e^-19 of the gain is left at epoch 94
        ([1.0, 2.0] * 10 + [0.1] * 40, "settled"),  # ups and downs in the first half are forgiven
    ],
)
def test_verdict_on_costs_made_by_hand(costs, word):
    assert verdict(costs) == word


@pytest.mark.parametrize(
    ("rate", "word"),
    [(1e-4, "slow"), (0.01, "learning"), (0.3, "settled"), (1.001, "diverging"), (3.0, "diverging")],
)
def test_verdict_on_walks_down_a_parabola(rate, word):
    # cost w² + 1, w shrinks by |1 - 2 rate| in each of 60 steps
    assert verdict(descend(twice, 3.0, rate, 60) ** 2 + 1) == word


def test_verdict_on_a_valley_that_is_jumped_across():
    # |w| with steps of 1 from 5.4 down: ..., 0.4, -0.6, 0.4, -0.6
    assert verdict(np.abs(descend(np.sign, 5.4, 1.0, 30))) == "oscillating"


@steady
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40), st.integers(-20, 20))
def test_verdict_does_not_depend_on_the_unit_of_the_cost(costs, power):
    costs = np.round(costs, 3)
    assert verdict(costs) == verdict(costs * 2.0**power)
    assert verdict(costs) in {"diverging", "oscillating", "slow", "settled", "learning"}


@pytest.mark.parametrize(
    ("costs", "error", "message"),
    [
        ([], ValueError, "expected at least one number, got an empty array"),
        ([1.0, math.nan], ValueError, r"expected finite numbers, got nan at index \(1,\)"),
        ([math.inf, 1.0], ValueError, r"expected finite numbers, got inf at index \(0,\)"),
        ("falling", TypeError, "expected real numbers, got the text 'falling'"),
        ([1j], TypeError, "expected real numbers, got list of complex128"),
        ([[1.0], [1.0, 2.0]], TypeError, "expected numbers in a regular grid"),
    ],
)
def test_verdict_refuses_bad_costs(costs, error, message):
    with pytest.raises(error, match=f"^costs: {message}"):
        verdict(costs)


def test_diverged_says_what_happened_and_keeps_the_run():
    run = object()
    error = Diverged(7, 1e308, run)
    assert isinstance(error, ValueError)
    assert str(error).startswith("learning_rate: training diverged at epoch 7 with learning_rate 1e+308; expected")
    assert (error.epoch, error.learning_rate, error.run) == (7, 1e308, run)


def test_diverged_travels_between_processes():
    error = pickle.loads(pickle.dumps(training.Diverged(7, 2.5, ("w", "b"))))
    assert (error.epoch, error.learning_rate, error.run) == (7, 2.5, ("w", "b"))
    assert str(error) == str(Diverged(7, 2.5, ()))
