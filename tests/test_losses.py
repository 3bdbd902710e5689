"""Losses: hand-worked values, gradients against central differences, extremes, symmetries."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from helpers import activations, checks, losses
from helpers.losses import binary_cross_entropy, categorical_cross_entropy, squared_error

steady = settings(deadline=None, derandomize=True, max_examples=50)
anything = hnp.arrays(np.float64, (2, 3), elements=st.floats(allow_nan=False, allow_infinity=False))
moderate = hnp.arrays(np.float64, (2, 3), elements=st.floats(-15, 15))
labels = hnp.arrays(np.float64, (2, 3), elements=st.sampled_from([0.0, 1.0]))

each = pytest.mark.parametrize("loss", [binary_cross_entropy, squared_error], ids=lambda loss: loss.name)


@pytest.mark.parametrize(
    ("loss", "z", "y", "value", "gradient"),
    [
        (binary_cross_entropy, 0.0, 0, math.log(2), 0.5),  # a = 1/2
        (binary_cross_entropy, 0.0, 1, math.log(2), -0.5),
        (binary_cross_entropy, math.log(3), 1, math.log(4 / 3), -0.25),  # a = 3/4: -ln 3/4, a - 1
        (binary_cross_entropy, math.log(3), 0, math.log(4), 0.75),  # -ln 1/4, a - 0
        (binary_cross_entropy, -math.log(4), 1, math.log(5), -0.8),  # a = 1/5: -ln 1/5
        (squared_error, 3.0, 1.0, 2.0, 2.0),  # 2² / 2
        (squared_error, -1.0, 0.5, 1.125, -1.5),  # 1.5² / 2
    ],
)
def test_values_and_gradients_worked_by_hand(loss, z, y, value, gradient):
    assert loss([[z]], [[y]]).item() == pytest.approx(value, abs=1e-15)
    assert loss.gradient([[z]], [[y]]).item() == pytest.approx(gradient, abs=1e-15)


@each
@pytest.mark.parametrize("y", [0.0, 1.0])
@pytest.mark.parametrize("z", [-7.0, -0.3, 0.0, 2.0, 5.5])
def test_gradient_is_the_central_difference(loss, z, y):
    numeric = checks.central_difference(lambda z: loss([[z]], [[y]]).item(), z)
    assert loss.gradient([[z]], [[y]]).item() == pytest.approx(numeric, abs=1e-9)


def test_certain_and_wrong_costs_a_thousand_not_infinity():
    # -ln sigmoid(-1000) = ln(1 + e^1000) = 1000
    Z, Y = [[-1000.0, 1000.0, -1000.0, 1000.0]], [[1, 0, 0, 1]]
    assert binary_cross_entropy(Z, Y).tolist() == [[1000.0, 1000.0, 0.0, 0.0]]
    assert binary_cross_entropy.gradient(Z, Y).tolist() == [[-1.0, 1.0, 0.0, 0.0]]


def test_almost_certain_and_right_still_costs_a_little():
    # ln(1 + e^-40) = e^-40; the naive -ln(a) would be 0
    assert binary_cross_entropy([[40.0]], [[1]]).item() == pytest.approx(math.exp(-40), rel=1e-14, abs=0)


def test_squared_error_at_a_thousand():
    # 1000² / 2
    assert squared_error([[-1000.0, 1000.0]], [[0.0, 0.0]]).tolist() == [[500000.0, 500000.0]]


@pytest.mark.parametrize(("z", "y"), [(1e200, 0.0), (1e308, -1e308)])
def test_a_square_too_large_for_a_float_is_refused(z, y):
    with pytest.raises(ValueError, match=r"^Z: expected a distance \|Z - Y\| below about 1e154.*got a larger one"):
        squared_error([[z]], [[y]])


@steady
@given(anything, labels)
def test_log_loss_is_finite_and_never_negative(Z, Y):
    L = binary_cross_entropy(Z, Y)
    assert np.isfinite(L).all()
    assert (L >= 0).all()
    assert (np.abs(binary_cross_entropy.gradient(Z, Y)) <= 1).all()


@steady
@given(anything, labels)
def test_log_loss_is_the_same_when_both_classes_change_places(Z, Y):
    assert np.array_equal(binary_cross_entropy(-Z, 1 - Y), binary_cross_entropy(Z, Y))
    swapped = binary_cross_entropy.gradient(-Z, 1 - Y)
    assert np.allclose(swapped, -binary_cross_entropy.gradient(Z, Y), rtol=0, atol=1e-15)


@steady
@given(moderate, labels)
def test_log_loss_from_z_is_the_textbook_formula_in_a(Z, Y):
    A = activations.sigmoid(Z)
    assert np.allclose(binary_cross_entropy(Z, Y), -(Y * np.log(A) + (1 - Y) * np.log(1 - A)), rtol=1e-8)
    assert np.array_equal(binary_cross_entropy.gradient(Z, Y), A - Y)


@steady
@given(moderate, moderate)
def test_squared_error_is_symmetric_and_its_gradient_odd(Z, Y):
    assert np.array_equal(squared_error(Z, Y), squared_error(Y, Z))
    assert np.array_equal(squared_error.gradient(Z, Y), -squared_error.gradient(Y, Z))


@each
@steady
@given(Z=moderate, Y=labels)
def test_shapes_and_arguments_are_kept(loss, Z, Y):
    before = Z.copy(), Y.copy()
    assert loss(Z, Y).shape == loss.gradient(Z, Y).shape == Z.shape
    assert np.array_equal(Z, before[0])
    assert np.array_equal(Y, before[1])


@each
def test_unchecked_forms_are_the_same_formulas(loss):
    Z, Y = np.array([[-1.0, 0.0, 2.0]]), np.array([[1.0, 0.0, 1.0]])
    assert np.array_equal(loss.function(Z, Y), loss(Z, Y))
    assert np.array_equal(loss.slope(Z, Y), loss.gradient(Z, Y))


def test_each_belongs_to_its_output_activation():
    assert binary_cross_entropy.output is activations.sigmoid
    assert squared_error.output is activations.linear


@each
@pytest.mark.parametrize("method", ["__call__", "gradient"])
@pytest.mark.parametrize(
    ("Z", "Y", "error", "message"),
    [
        ([0.0, 1.0], [[0, 1]], ValueError, r"Z: expected shape \(n, m\).*got \(2,\) \(a rank-1"),
        ([[0.0, 1.0]], [0, 1], ValueError, r"Y: expected shape \(1, 2\).*got \(2,\) \(a rank-1"),
        ([[0.0, 1.0]], [[0], [1]], ValueError, r"Y: expected shape \(1, 2\).*got \(2, 1\); did you mean its transpose"),
        ([[0.0, 1.0]], [[0, 1, 1]], ValueError, r"Y: expected shape \(1, 2\).*got \(1, 3\)$"),
        ([[0.0, math.nan]], [[0, 1]], ValueError, r"Z: expected finite numbers, got nan at index \(0, 1\)"),
        ([[0.0, 1.0]], [[math.inf, 1]], ValueError, r"Y: expected finite numbers, got inf at index \(0, 0\)"),
        (np.empty((1, 0)), np.empty((1, 0)), ValueError, r"Z: expected at least one number, got an empty array"),
        ([["a"]], [[1]], TypeError, "Z: expected real numbers, got list of <U1"),
        ([[0.0]], [[1j]], TypeError, "Y: expected real numbers, got list of complex128"),
        ([[0.0], [0.0, 1.0]], [[1]], TypeError, "Z: expected numbers in a regular grid, got rows of different lengths"),
    ],
    ids=["rank 1 Z", "rank 1 Y", "transposed", "m", "NaN", "infinite", "empty", "text", "complex", "ragged"],
)
def test_bad_input_is_refused_at_the_door(loss, method, Z, Y, error, message):
    with pytest.raises(error, match=f"^{message}"):
        getattr(loss, method)(Z, Y)


@pytest.mark.parametrize("method", ["__call__", "gradient"])
@pytest.mark.parametrize(("y", "came"), [(2, "2.0"), (-1, "-1.0"), (0.5, "0.5")])
def test_log_loss_refuses_other_labels_than_0_and_1(method, y, came):
    with pytest.raises(ValueError, match=f"^Y: expected labels 0 or 1, got {came}$"):
        getattr(binary_cross_entropy, method)([[0.0, 0.0]], [[1, y]])


def test_a_square_too_large_is_infinite_where_nothing_is_checked():
    with np.errstate(over="ignore"):
        assert squared_error.function(np.array([[1e200]]), np.array([[0.0]])).tolist() == [[math.inf]]


def test_categorical_loss_worked_by_hand():
    # probabilities 1/8, 2/8, 5/8
    Z = np.array([[0.0] * 3, [math.log(2)] * 3, [math.log(5)] * 3])
    L = categorical_cross_entropy(Z, np.eye(3))
    assert L.shape == (1, 3)
    assert np.allclose(L, [[math.log(8), math.log(4), math.log(8 / 5)]], rtol=1e-15)
    gradient = categorical_cross_entropy.gradient(Z, np.eye(3)) * 8
    assert np.allclose(gradient, [[-7, 1, 1], [2, -6, 2], [5, 5, -3]], rtol=1e-14)


@pytest.mark.parametrize("seed", range(5))
def test_categorical_gradient_is_the_central_difference(seed):
    rng = np.random.default_rng(seed)
    Z, Y = 3 * rng.standard_normal((4, 6)), np.eye(4)[:, rng.integers(4, size=6)]
    numeric = checks.numerical_gradient(lambda Z: categorical_cross_entropy(Z, Y).sum(), Z)
    assert np.allclose(categorical_cross_entropy.gradient(Z, Y), numeric, rtol=0, atol=1e-8)
    textbook = -np.log((activations.softmax(Z) * Y).sum(axis=0))
    assert np.allclose(categorical_cross_entropy(Z, Y), textbook, rtol=1e-12)


def test_categorical_extremes():
    Z = np.array([[-1000.0, 1000.0, 0.0, 1e308], [1000.0, -1000.0, 40.0, 1e308]])
    Y = np.array([[1, 1, 0, 1], [0, 0, 1, 0]])
    L = categorical_cross_entropy(Z, Y)
    assert L[0, :2].tolist() == [2000.0, 0.0]
    assert L[0, 2] == pytest.approx(math.exp(-40), rel=1e-14, abs=0)
    assert np.isfinite(L).all()
    assert categorical_cross_entropy.gradient(Z, Y)[:, :2].tolist() == [[-1.0, 0.0], [1.0, 0.0]]
    with pytest.raises(ValueError, match=r"^Z: expected a distance between the entries of a column that is a float"):
        categorical_cross_entropy([[1e308], [-1e308]], [[0], [1]])


def test_two_classes_are_the_binary_loss():
    z, y = np.linspace(-50, 50, 41)[None], (np.arange(41) % 2)[None]
    Z, Y = np.vstack([0 * z, z]), np.vstack([1 - y, y])
    assert np.allclose(categorical_cross_entropy(Z, Y), binary_cross_entropy(z, y), rtol=1e-14, atol=0)


def test_categorical_loss_keeps_float32_and_its_arguments():
    Z, Y = np.array([[1.0, 2.0], [3.0, 1.0]], np.float32), np.eye(2, dtype=np.float32)
    before = Z.copy()
    assert categorical_cross_entropy(Z, Y).dtype == categorical_cross_entropy.gradient(Z, Y).dtype == np.float32
    assert np.array_equal(Z, before)


@pytest.mark.parametrize("method", ["__call__", "gradient"])
@pytest.mark.parametrize(
    ("Y", "message"),
    [
        ([[1, 1], [0, 1], [0, 0]], "Y: expected one-hot columns, a single 1 in each, got 2 ones in column 1"),
        ([[0, 1], [0, 0], [0, 0]], "Y: expected one-hot columns, a single 1 in each, got 0 ones in column 0"),
        ([[0.5, 1], [0.5, 0], [0, 0]], "Y: expected labels 0 or 1, got 0.5"),
        ([[0, 2]], r"Y: expected one-hot columns of shape \(3, 2\), got \(1, 2\) \(from a row.*np.eye\(3\)"),
        ([0, 2], r"Y: expected one-hot columns of shape \(3, 2\), got \(2,\) \(from a row"),
        (np.eye(3)[:2], r"Y: expected shape \(3, 2\).*got \(2, 3\); did you mean its transpose"),
        ([[math.nan, 1], [1, 0], [0, 0]], "Y: expected finite numbers, got nan"),
    ],
)
def test_labels_that_are_not_one_hot_are_refused(method, Y, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        getattr(categorical_cross_entropy, method)(np.zeros((3, 2)), Y)


def test_targets_need_no_sizes_but_may_be_held_to_them():
    assert binary_cross_entropy.targets([[0, 1]]).tolist() == [[0.0, 1.0]]
    assert categorical_cross_entropy.targets([[1, 1]], 1, 2).tolist() == [[1.0, 1.0]]
    with pytest.raises(ValueError, match=r"^Y: expected one-hot columns of shape \(n, m\), got \(2,\)"):
        categorical_cross_entropy.targets([0, 1])
    with pytest.raises(ValueError, match=r"^Y: expected one-hot columns of shape \(2, m\), got \(1, 2\)"):
        categorical_cross_entropy.targets([[0, 1]], rows=2)
    with pytest.raises(ValueError, match=r"^columns: expected an integer >= 1, got 0$"):
        squared_error.targets([[0.5]], columns=0)


def test_each_output_has_its_loss():
    for loss in (binary_cross_entropy, categorical_cross_entropy, squared_error):
        assert losses.belonging_to(loss.output) is loss
    with pytest.raises(ValueError, match=r"^output: expected one of sigmoid, softmax, linear, .* got 'tanh'"):
        losses.belonging_to(activations.tanh)


every = pytest.mark.parametrize(
    "loss", [binary_cross_entropy, categorical_cross_entropy, squared_error], ids=lambda loss: loss.name
)


def batch(loss, scale, dtype=np.float64, n=4, m=50):
    """Return Z of about the size `scale`, targets that fit the loss, and room for dZ."""
    rng = np.random.default_rng(0)
    Z, Y = rng.standard_normal((n, m)), rng.standard_normal((n, m))
    Z *= scale
    if loss.binary:
        Y = rng.integers(2, size=(n, m))
    if loss.one_hot:
        Y = np.eye(n)[:, rng.integers(n, size=m)]
    return Z.astype(dtype), Y.astype(dtype), np.full((n, m), np.nan, dtype)


@every
@pytest.mark.parametrize("scale", [0, 1e-8, 1, 30, 1e5])
def test_the_total_is_the_sum_and_leaves_the_gradient(loss, scale):
    Z, Y, dZ = batch(loss, scale)
    before = Z.copy(), Y.copy()
    assert loss.total_into(Z, Y, dZ) == pytest.approx(loss(Z, Y).sum(), rel=1e-14, abs=0)
    assert np.allclose(dZ, loss.gradient(Z, Y), rtol=1e-13, atol=1e-15)
    assert np.array_equal(Z, before[0])
    assert np.array_equal(Y, before[1])


@every
def test_the_total_agrees_in_float32(loss):
    Z, Y, dZ = batch(loss, 5, np.float32)
    assert loss.total_into(Z, Y, dZ) == pytest.approx(loss(Z.astype(float), Y.astype(float)).sum(), rel=1e-5, abs=0)
    assert np.allclose(dZ, loss.gradient(Z.astype(float), Y.astype(float)), rtol=1e-5, atol=1e-6)


def test_the_total_keeps_the_digits_of_a_small_binary_loss():
    # ln(1 + e^-40) is e^-40 up to its square
    dZ = np.empty((1, 1))
    total = binary_cross_entropy.total_into(np.array([[-40.0]]), np.array([[0.0]]), dZ)
    assert total == pytest.approx(math.exp(-40), rel=1e-14, abs=0)
    assert dZ.item() == pytest.approx(math.exp(-40), rel=1e-14, abs=0)


def test_the_total_of_the_categorical_loss_is_right_to_the_digits_of_one():
    Z, Y, dZ = np.array([[0.0], [40.0]]), np.array([[0.0], [1.0]]), np.empty((2, 1))
    assert 0 <= categorical_cross_entropy.total_into(Z, Y, dZ) <= 1e-16
