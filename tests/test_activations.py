"""Activations: hand-worked values, slopes against central differences, extremes, symmetries."""

import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from helpers import activations, checks
from helpers.activations import (
    elu,
    gelu,
    leaky_relu,
    linear,
    prelu,
    relu,
    selu,
    sigmoid,
    softmax,
    swish,
    tanh,
)

steady = settings(deadline=None, derandomize=True, max_examples=50)
anything = st.floats(-1e308, 1e308)
arrays = hnp.arrays(np.float64, hnp.array_shapes(max_dims=3), elements=anything)

ALL = [linear, sigmoid, tanh, relu, leaky_relu, prelu, elu, selu, swish, gelu]  # softmax has its own tests
each = pytest.mark.parametrize("g", ALL, ids=lambda g: g.name)


@pytest.mark.parametrize(
    ("g", "z", "a", "slope"),
    [
        (linear, -2.5, -2.5, 1.0),
        (relu, 10.0, 10.0, 1.0),
        (relu, -10.0, 0.0, 0.0),
        (relu, 0.0, 0.0, 0.0),  # the corner
        (leaky_relu, -10.0, -0.1, 0.01),
        (leaky_relu, 3.0, 3.0, 1.0),
        (leaky_relu, 0.0, 0.0, 0.01),
        (prelu, -4.0, -1.0, 0.25),
        (prelu, 3.0, 3.0, 1.0),
        (prelu.with_slope(0.5), -4.0, -2.0, 0.5),
        (prelu.with_slope(-2), -4.0, 8.0, -2.0),
        (tanh, 0.0, 0.0, 1.0),
        (tanh, math.log(2), 0.6, 0.64),  # (2 - 1/2) / (2 + 1/2), 1 - 0.36
        (elu, -math.log(4), -0.75, 0.25),  # 1/4 - 1
        (elu, 2.0, 2.0, 1.0),
        (selu, 1.0, 1.0507009873554805, 1.0507009873554805),
        (selu, -math.log(2), -1.7580993408473766 / 2, 1.7580993408473766 / 2),  # 1.0507 * 1.67326 * (1/2 - 1)
        (swish, 0.0, 0.0, 0.5),
        (swish, math.log(3), 0.75 * math.log(3), 0.75 + 0.1875 * math.log(3)),  # z a, a + z a (1 - a)
        (gelu, 0.0, 0.0, 0.5),
        (gelu, 1.0, 0.8413447460685429, 1.0833154705876864),  # 84.13 % lie below one deviation, + e^-1/2 / sqrt(2 pi)
        (gelu, -1.0, -0.1586552539314571, -0.0833154705876864),
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
    assert sigmoid(-40.0) == pytest.approx(math.exp(-40), rel=1e-14, abs=0)
    assert sigmoid.derivative(40.0) == pytest.approx(math.exp(-40), rel=1e-14, abs=0)


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
def test_the_range_is_as_wide_as_the_values_go(g):
    values = g(np.concatenate([[-1e300], np.linspace(-40, 40, 100_001), [1e300]]))
    for found, limit in ((values.min(), g.range[0]), (values.max(), g.range[1])):
        assert found == pytest.approx(limit, abs=1e-6) if math.isfinite(limit) else abs(found) > 1e290


@pytest.mark.parametrize("g", [g for g in ALL if g not in (swish, gelu)], ids=lambda g: g.name)
@steady
@given(Z=hnp.arrays(np.float64, 20, elements=anything))
def test_none_ever_falls_but_swish_and_gelu(g, Z):
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
    with pytest.raises(
        ValueError, match=r"^name: expected one of linear, sigmoid, tanh, softmax, relu, .*gelu, got 'sigmod'$"
    ):
        activations.by_name("sigmod")


@pytest.mark.parametrize("value", [None, 3, sigmoid, ["relu"]])
def test_by_name_refuses_what_is_not_text(value):
    with pytest.raises(TypeError, match=f"^name: expected the name of an activation, got {type(value).__name__}$"):
        activations.by_name(value)


def test_an_activation_cannot_be_changed():
    with pytest.raises(AttributeError):
        sigmoid.name = "other"


def test_by_name_knows_every_activation_of_the_syllabus():
    names = "linear, sigmoid, tanh, softmax, relu, leaky_relu, prelu, elu, selu, swish, gelu"
    for name in names.split(", "):
        assert activations.by_name(name) is getattr(activations, name)


@pytest.mark.parametrize("g", [*ALL, softmax], ids=lambda g: g.name)
def test_an_activation_travels_between_processes(g):
    assert pickle.loads(pickle.dumps(g)) == g


def test_a_parametric_relu_keeps_its_slope_on_the_way():
    g = pickle.loads(pickle.dumps(prelu.with_slope(0.1)))
    assert (g.name, g.a, g(-2.0)) == ("prelu", 0.1, -0.2)
    assert g == prelu.with_slope(0.1) != prelu


@pytest.mark.parametrize(("a", "error"), [("x", TypeError), (math.nan, ValueError), ([0.1], TypeError)])
def test_a_slope_is_a_number(a, error):
    with pytest.raises(error, match=r"^a: expected a"):
        prelu.with_slope(a)


@each
def test_thousands_are_finite_also_in_float32(g):
    Z = np.array([[-1000.0, -100.0, 0.0, 100.0, 1000.0]], np.float32)
    for values in (g(Z), g.derivative(Z)):
        assert values.dtype == np.float32
        assert np.isfinite(values).all()
    assert np.allclose(g(Z), g(Z.astype(float)), rtol=1e-5)
    assert np.allclose(g.derivative(Z), g.derivative(Z.astype(float)), rtol=1e-5, atol=1e-30)


@pytest.mark.parametrize("g", [g for g in ALL if g.slope_from_a], ids=lambda g: g.name)
def test_the_slope_from_a_is_the_slope(g):
    Z = np.linspace(-50, 50, 1001)
    assert np.allclose(g.slope_from_a(g.function(Z)), g.slope(Z), rtol=0, atol=4e-16)


def test_tanh_keeps_the_digits_of_its_slope_in_the_tails():
    assert tanh.derivative(20.0) == pytest.approx(4 * math.exp(-40), rel=1e-14, abs=0)


def test_the_normal_share_agrees_with_the_error_function():
    Z = np.linspace(-45, 45, 20_001)
    exact = np.array([math.erfc(-z / math.sqrt(2)) / 2 for z in Z])
    share = activations._normal_cdf(Z)
    assert np.allclose(share, exact, rtol=0, atol=5e-16)
    tail = (Z > -8) & (Z < 0)
    assert np.allclose(share[tail], exact[tail], rtol=3e-14, atol=0)
    assert np.allclose(gelu(Z), Z * exact, rtol=1e-15, atol=1e-15)


@pytest.mark.parametrize(("g", "z"), [(swish, -1.2784645427610738), (gelu, -0.7517915246935645)])
def test_swish_and_gelu_dip_to_the_end_of_their_range(g, z):
    assert g(z) == pytest.approx(g.range[0], abs=1e-15)
    assert g.derivative(z) == pytest.approx(0, abs=1e-15)


def test_selu_keeps_mean_0_and_variance_1():
    z = np.linspace(-12, 12, 100_001)
    weight = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi) * (z[1] - z[0])
    assert (selu(z) * weight).sum() == pytest.approx(0, abs=1e-8)
    assert (selu(z) ** 2 * weight).sum() == pytest.approx(1, abs=1e-8)


def test_softmax_worked_by_hand():
    # e^0 : e^ln 2 : e^ln 5 = 1 : 2 : 5
    Z = np.array([[0.0, 7.0], [math.log(2), 7.0], [math.log(5), 7.0]])
    assert np.allclose(softmax(Z), [[1 / 8, 1 / 3], [2 / 8, 1 / 3], [5 / 8, 1 / 3]], rtol=1e-15)
    # a_i (1 if i = j else 0, minus a_j)
    jacobian = softmax.derivative(Z)
    assert np.allclose(jacobian[:, :, 0] * 64, [[7, -2, -5], [-2, 12, -10], [-5, -10, 15]], rtol=1e-14)
    assert np.allclose(jacobian[:, :, 1] * 9, [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]], rtol=1e-14)


def test_softmax_jacobian_is_the_central_difference():
    z = np.random.default_rng(0).standard_normal((4, 1))
    for i in range(4):
        numeric = checks.numerical_gradient(lambda x, i=i: softmax(x)[i].item(), z)
        assert np.allclose(softmax.derivative(z)[i], numeric, rtol=0, atol=1e-9)


@steady
@given(hnp.arrays(np.float64, (3, 4), elements=anything))
def test_softmax_columns_are_probabilities(Z):
    A = softmax(Z)
    assert A.shape == Z.shape
    assert np.allclose(A.sum(axis=0), 1, rtol=0, atol=1e-15)
    assert ((A >= 0) & (A <= 1)).all()
    assert softmax.derivative(Z).shape == (3, 3, 4)
    assert np.allclose(softmax.derivative(Z).sum(axis=0), 0, atol=1e-15)


def test_softmax_of_extremes_and_float32():
    assert softmax(np.array([[-1000.0, 1e308], [1000.0, -1e308]])).tolist() == [[0.0, 1.0], [1.0, 0.0]]
    Z = np.ones((2, 3), np.float32)
    assert softmax(Z).dtype == softmax.derivative(Z).dtype == np.float32


@pytest.mark.parametrize("value", [1.0, [1.0, 2.0], np.ones((2, 2, 2))])
def test_softmax_wants_columns(value):
    for method in (softmax, softmax.derivative):
        with pytest.raises(ValueError, match=r"^Z: expected shape \(n, m\), one example per column"):
            method(value)


@pytest.mark.parametrize("g", [*ALL, prelu.with_slope(-0.5), softmax], ids=lambda g: g.name)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_unchecked_function_can_write_into_an_array(g, dtype):
    Z = np.linspace(-5, 5, 12, dtype=dtype).reshape(3, 4)
    before, room = Z.copy(), np.full((5, 4), np.nan, dtype)
    A = g.function(Z, out=room[1:4])
    assert np.shares_memory(A, room)
    assert np.array_equal(room[1:4], g(Z))
    assert np.isnan(room[[0, 4]]).all()
    assert np.array_equal(Z, before)


@each
def test_the_slope_at_a_known_value_is_the_derivative(g):
    Z = np.linspace(-5, 5, 12).reshape(3, 4)
    assert np.allclose(g.slope_at(Z, g(Z)), g.derivative(Z), rtol=0, atol=1e-15)
