"""The checks at the door: what passes unchanged, and what is refused with which words."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from helpers import _doors

steady = settings(deadline=None, derandomize=True, max_examples=50)
finite = st.floats(allow_nan=False, allow_infinity=False)

NOT_NUMBERS = [
    pytest.param("abc", "expected real numbers, got the text 'abc'", id="text"),
    pytest.param(["a", "b"], "expected real numbers, got list of <U1", id="list of text"),
    pytest.param(np.array([[1 + 0j]]), "expected real numbers, got ndarray of complex128", id="complex"),
    pytest.param([[1.0, 2.0], [3.0]], "expected numbers in a regular grid, got rows of different lengths", id="ragged"),
    pytest.param(None, "expected real numbers, got NoneType of object", id="None"),
    pytest.param({"a": 1}, "expected real numbers, got dict of object", id="dict"),
    pytest.param(
        np.array(["2020-01-01"], dtype="M8[D]"), "expected real numbers, got ndarray of datetime64", id="date"
    ),
]
NOT_FINITE = [
    pytest.param([], r"expected at least one number, got an empty array of shape \(0,\)", id="empty"),
    pytest.param(
        np.empty((3, 0)), r"expected at least one number, got an empty array of shape \(3, 0\)", id="no columns"
    ),
    pytest.param([[1.0, math.nan]], r"expected finite numbers, got nan at index \(0, 1\)", id="NaN"),
    pytest.param([[1.0], [-math.inf]], r"expected finite numbers, got -inf at index \(1, 0\)", id="infinite"),
    pytest.param(math.inf, "expected finite numbers, got inf$", id="infinite scalar"),
]


@pytest.mark.parametrize(("value", "message"), NOT_NUMBERS)
def test_array_refuses_what_is_not_numeric(value, message):
    with pytest.raises(TypeError, match=f"^Q: {message}"):
        _doors.array(value, "Q")


@pytest.mark.parametrize(("value", "message"), NOT_FINITE)
def test_array_refuses_empty_and_not_finite(value, message):
    with pytest.raises(ValueError, match=f"^Q: {message}"):
        _doors.array(value, "Q")


@pytest.mark.parametrize(
    "value", [[1, 2], [True, False], np.array([1, 2], dtype=np.uint8), np.array([1.0], np.float16)]
)
def test_array_turns_other_numbers_into_float64(value):
    result = _doors.array(value, "Q")
    assert result.dtype == np.float64
    assert result.tolist() == list(value)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_array_keeps_floats_without_copying(dtype):
    value = np.ones((2, 3), dtype)
    assert _doors.array(value, "Q") is value


@steady
@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=4), elements=finite))
def test_array_lets_every_finite_array_through_unchanged(value):
    assert np.array_equal(_doors.array(value.tolist(), "Q"), value)


@pytest.mark.parametrize(
    ("value", "sizes", "message"),
    [
        pytest.param(1.0, (), r"expected shape \(n, m\), one example per column, got \(\)$", id="scalar"),
        pytest.param([1.0, 2.0], (), r"expected shape \(n, m\).*got \(2,\) \(a rank-1 array is neither", id="rank 1"),
        pytest.param(np.ones((1, 2, 3)), (), r"expected shape \(n, m\).*got \(1, 2, 3\)$", id="rank 3"),
        pytest.param(np.ones((2, 3)), (2, 4), r"expected shape \(2, 4\).*got \(2, 3\)$", id="columns"),
        pytest.param(np.ones((2, 3)), (4, None), r"expected shape \(4, m\).*got \(2, 3\)$", id="rows"),
        pytest.param(
            np.ones((2, 3)), (3, 2), r"expected shape \(3, 2\).*got \(2, 3\); did you mean its transp", id="T"
        ),
        pytest.param(
            np.ones((5, 1)), (1, None), r"expected shape \(1, m\).*got \(5, 1\); did you mean its t", id="column"
        ),
    ],
)
def test_matrix_refuses_other_shapes(value, sizes, message):
    with pytest.raises(ValueError, match=f"^Q: {message}"):
        _doors.matrix(value, "Q", *sizes)


@pytest.mark.parametrize("sizes", [(), (2,), (None, 3), (2, 3)])
def test_matrix_lets_the_demanded_shape_through(sizes):
    value = np.ones((2, 3))
    assert _doors.matrix(value, "Q", *sizes) is value


@pytest.mark.parametrize(("value", "came"), [([[0, 1, 2]], "2.0"), ([[0.5, 1]], "0.5"), ([[1, -1]], "-1.0")])
def test_labels_refuses_other_labels(value, came):
    with pytest.raises(ValueError, match=f"^Q: expected labels 0 or 1, got {came}$"):
        _doors.labels(value, "Q")


def test_labels_takes_truth_values_and_demands_one_row():
    assert _doors.labels([[True, False]], "Q").tolist() == [[1.0, 0.0]]
    with pytest.raises(ValueError, match=r"^Q: expected shape \(1, m\).*got \(2, 1\); did you mean its transpose"):
        _doors.labels([[True], [False]], "Q")


@pytest.mark.parametrize("value", [2, 2.0, np.float32(2), np.float64(2), np.int64(2), Fraction(4, 2)])
def test_number_returns_a_plain_float(value):
    result = _doors.number(value, "q")
    assert type(result) is float
    assert result == 2.0


@pytest.mark.parametrize("value", [True, np.True_, "2", None, 2j, [2.0], np.array([2.0]), np.array(2.0)])
def test_number_refuses_what_is_not_a_real_number(value):
    with pytest.raises(TypeError, match=r"^q: expected a number, got "):
        _doors.number(value, "q")


@pytest.mark.parametrize(
    ("value", "limits", "message"),
    [
        (math.nan, {}, "expected a finite number, got nan"),
        (math.inf, {}, "expected a finite number, got inf"),
        (-math.inf, {"below": 3}, "expected a finite number and < 3, got -inf"),
        (math.nan, {"above": 0}, "expected a finite number and > 0, got nan"),
        (0.0, {"above": 0}, "expected a finite number and > 0, got 0.0"),
        (-1, {"at_least": 0}, "expected a finite number and >= 0, got -1.0"),
        (1, {"above": 0, "below": 1}, "expected a finite number and > 0 and < 1, got 1.0"),
        (1.5, {"at_least": 0, "at_most": 1}, "expected a finite number and >= 0 and <= 1, got 1.5"),
        (10**400, {}, "expected a finite number, got an integer too large for a float"),
    ],
)
def test_number_refuses_what_is_outside_the_limits(value, limits, message):
    with pytest.raises(ValueError, match=f"^q: {message}$"):
        _doors.number(value, "q", **limits)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_number_at_its_limits(value):
    assert _doors.number(value, "q", at_least=0, at_most=1) == value


@pytest.mark.parametrize("value", [0, 3, np.int32(3), np.uint8(3)])
def test_integer_returns_a_plain_int(value):
    result = _doors.integer(value, "k", at_least=0, at_most=3)
    assert type(result) is int
    assert result == value


@pytest.mark.parametrize("value", [2.0, 2.5, True, np.True_, "2", None, math.nan, [2], Fraction(2)])
def test_integer_refuses_what_is_not_an_integer(value):
    with pytest.raises(TypeError, match=r"^k: expected an integer, got "):
        _doors.integer(value, "k", at_least=0)


@pytest.mark.parametrize(
    ("value", "at_most", "message"),
    [(-1, None, ">= 0, got -1"), (-1, 5, ">= 0 and <= 5, got -1"), (6, 5, ">= 0 and <= 5, got 6")],
)
def test_integer_refuses_what_is_outside_the_limits(value, at_most, message):
    with pytest.raises(ValueError, match=f"^k: expected an integer {message}$"):
        _doors.integer(value, "k", at_least=0, at_most=at_most)


def test_pair_takes_lists_and_tuples_of_two():
    assert _doors.pair([1, "b"], "p") == (1, "b")
    assert _doors.pair((1, "b"), "p") == (1, "b")


@pytest.mark.parametrize("value", [(1,), (1, 2, 3), "ab", 5, None, np.zeros(2)])
def test_pair_refuses_everything_else(value):
    with pytest.raises(TypeError, match=r"^p: expected a pair, got "):
        _doors.pair(value, "p")


def test_generator_lets_a_generator_through():
    rng = np.random.default_rng(0)
    assert _doors.generator(rng) is rng


@pytest.mark.parametrize("value", [0, None, "rng", np.random.SeedSequence(0), np.random.PCG64(0)])
def test_generator_refuses_a_seed_and_says_how_to_make_one(value):
    with pytest.raises(
        TypeError, match=r"^rng: expected a np\.random\.Generator \(np\.random\.default_rng\(seed\)\), got"
    ):
        _doors.generator(value)
