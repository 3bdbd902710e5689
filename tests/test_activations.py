"""Activations: hand-worked values, slopes against central differences, extremes, symmetries."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from helpers import activations, checks
from helpers.activations import linear, relu, sigmoid

steady = settings(deadline=None, derandomize=True, max_examples=50)
anything = st.floats(allow_nan=False, allow_infinity=False)
arrays = hnp.arrays(np.float64, hnp.array_shapes(max_dims=3), elements=anything)

ALL = [linear, sigmoid, relu]
each = pytest.mark.parametrize("g", ALL, ids=lambda g: g.name)


@pytest.mark.parametrize(
    ("g", "z", "a", "slope"),
    [
        (linear, -2.5, -2.5, 1.0),
        (relu, 10.0, 10.0, 1.0),
        (relu, -10.0, 0.0, 0.0),
        (relu, 0.0, 0.0, 0.0),  # the corner
        (sigmoid, 0.0, 0.5, 0.25),  # 1 / (1 + 1), 1/2 * 1/2
        (sigmoid, math.log(3), 0.75, 0.1875),  # 1 / (1 + 1/3) = 3/4, 3/4 * 1/4
        (sigmoid, -math.log(4), 0.2, 0.16),  # 1 / (1 + 4), 1/5 * 4/5
        (sigmoid, 1.0, 0.731058578630005, 0.196611933241482),  # 1 / (1 + 0.367879), a (1 - a)
    ],
)
def test_values_and_slopes_worked_by_hand(g, z, a, slope):
    assert g(z) == pytest.approx(a, abs=1e-15)
    assert g.derivative(z) == pytest.approx(slope, abs=1e-15)


@each
def test_slope_is_the_central_difference(g):
    Z = np.concatenate([np.linspace(-6, 6, 24), [-0.01, 0.01]]).reshape(2, 13)  # the corner of relu left out
    numeric = [checks.central_difference(g, float(z)) for z in Z.ravel()]
    assert np.allclose(g.derivative(Z).ravel(), numeric, rtol=0, atol=1e-9)


@each
@pytest.mark.parametrize("z", [1000.0, 1e308])
def test_extremes_are_finite_without_a_warning(g, z):
    Z = np.array([[-z, z]])
    assert np.isfinite(g(Z)).all()
    assert np.isfinite(g.derivative(Z)).all()


def test_sigmoid_saturates_at_0_and_1():
    assert sigmoid(np.array([-1000.0, 1000.0])).tolist() == [0.0, 1.0]
    assert sigmoid.derivative(np.array([-1000.0, 1000.0])).tolist() == [0.0, 0.0]


def test_sigmoid_keeps_its_digits_in_the_tails():
    # at -40 both value and slope are e^-40 up to a factor 1 + 4e-18; naively 1 - a would be 0 at +40
    assert sigmoid(-40.0) == pytest.approx(math.exp(-40), rel=1e-14)
    assert sigmoid.derivative(40.0) == pytest.approx(math.exp(-40), rel=1e-14)


@steady
@given(arrays)
def test_sigmoid_is_point_symmetric_and_its_slope_even(Z):
    assert np.allclose(sigmoid(Z) + sigmoid(-Z), 1, rtol=0, atol=1e-15)
    assert np.array_equal(sigmoid.derivative(Z), sigmoid.derivative(-Z))


@steady
@given(st.floats(-15, 15))
def test_sigmoid_and_log_odds_undo_each_other(z):
    a = sigmoid(z)
    assert math.log(a / (1 - a)) == pytest.approx(z, abs=1e-8)


@steady
@given(arrays)
def test_sigmoid_slope_is_a_times_1_minus_a(Z):
    A = sigmoid(Z)
    assert np.allclose(sigmoid.derivative(Z), A * (1 - A), rtol=0, atol=1e-15)


@steady
@given(arrays)
def test_relu_splits_a_number_into_two_parts(Z):
    assert np.array_equal(relu(Z) - relu(-Z), Z)
    assert np.array_equal(relu(Z) + relu(-Z), np.abs(Z))


@each
@steady
@given(Z=arrays)
def test_shape_range_and_argument_are_kept(g, Z):
    before = Z.copy()
    for result in (g(Z), g.derivative(Z)):
        assert result.shape == Z.shape
        assert not np.shares_memory(result, Z)
    assert (g(Z) >= g.range[0]).all()
    assert (g(Z) <= g.range[1]).all()
    assert np.array_equal(Z, before)


@each
@steady
@given(Z=hnp.arrays(np.float64, 20, elements=anything))
def test_none_ever_falls(g, Z):
    assert (np.diff(g(np.sort(Z))) >= 0).all()
    assert (g.derivative(Z) >= 0).all()


@each
def test_a_number_gives_a_number_and_float32_stays(g):
    assert isinstance(g(2), float)
    assert isinstance(g.derivative(2), float)
    Z = np.ones((2, 2), np.float32)
    assert g(Z).dtype == g.derivative(Z).dtype == np.float32


@each
def test_unchecked_forms_are_the_same_formulas(g):
    Z = np.linspace(-3, 3, 12).reshape(3, 4)
    assert np.array_equal(g.function(Z), g(Z))
    assert np.array_equal(g.slope(Z), g.derivative(Z))


@each
@pytest.mark.parametrize("method", ["__call__", "derivative"])
@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        ("abc", TypeError, "expected real numbers, got the text 'abc'"),
        (np.array([1j]), TypeError, "expected real numbers, got ndarray of complex128"),
        ([[1.0], [1.0, 2.0]], TypeError, "expected numbers in a regular grid, got rows of different lengths"),
        ([], ValueError, "expected at least one number, got an empty array"),
        ([0.0, math.nan], ValueError, r"expected finite numbers, got nan at index \(1,\)"),
        (-math.inf, ValueError, "expected finite numbers, got -inf"),
    ],
    ids=["text", "complex", "ragged", "empty", "NaN", "infinite"],
)
def test_bad_input_is_refused_at_the_door(g, method, value, error, message):
    with pytest.raises(error, match=f"^Z: {message}"):
        getattr(g, method)(value)


@each
def test_by_name_finds_each(g):
    assert activations.by_name(g.name) is g


def test_by_name_lists_what_there_is():
    with pytest.raises(ValueError, match=r"^name: expected one of linear, sigmoid, relu.*, got 'sigmod'$"):
        activations.by_name("sigmod")


@pytest.mark.parametrize("value", [None, 3, sigmoid, ["relu"]])
def test_by_name_refuses_what_is_not_text(value):
    with pytest.raises(TypeError, match=f"^name: expected the name of an activation, got {type(value).__name__}$"):
        activations.by_name(value)


def test_an_activation_cannot_be_changed():
    with pytest.raises(AttributeError):
        sigmoid.name = "other"
