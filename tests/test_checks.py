"""The gradient checker: it passes what is right, and names the place of every planted bug."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from helpers import checks, neuron
from helpers.activations import sigmoid

steady = settings(deadline=None, derandomize=True, max_examples=50)


def problem(n_x=3, m=8, seed=0):
    """Return random w, b, X, Y of a neuron."""
    rng = np.random.default_rng(seed)
    labels = (rng.random((1, m)) < 0.5).astype(float)
    return rng.standard_normal((n_x, 1)), float(rng.standard_normal()), rng.standard_normal((n_x, m)), labels


def check_neuron(dw, db, w, b, X, Y):
    return checks.check_gradients(lambda w, b: neuron.cost(w, b, X, Y), {"w": w, "b": b}, {"w": dw, "b": db})


def layer(seed=0):
    """Return W, b, X, T of a linear layer with as many units as examples, so that a wrong axis still fits."""
    rng = np.random.default_rng(seed)
    return tuple(rng.standard_normal(shape) for shape in ((3, 2), (3, 1), (2, 3), (3, 3)))


def check_layer(sum_db):
    W, b, X, T = layer()

    def cost(W, b):
        return ((W @ X + b - T) ** 2).sum() / 2

    dZ = W @ X + b - T
    return checks.check_gradients(cost, {"W": W, "b": b}, {"W": dZ @ X.T, "b": sum_db(dZ)})


def test_central_difference_worked_by_hand():
    # (3² - 1²) / (2 * 1) = 4
    assert checks.central_difference(lambda x: x**2, 2, step=1) == 4.0
    # one-sided would give 5


@pytest.mark.parametrize(
    ("f", "x", "slope"), [(math.sin, 0.0, 1.0), (math.exp, 1.0, math.e), (abs, 0.0, 0.0), (math.log, 4.0, 0.25)]
)
def test_central_difference_at_its_default_step(f, x, slope):
    assert checks.central_difference(f, x) == pytest.approx(slope, abs=1e-9)


@steady
@given(st.lists(st.floats(-10, 10), min_size=3, max_size=3), st.floats(-10, 10))
def test_central_difference_of_a_parabola_has_no_error_but_rounding(coefficients, x):
    a, b, c = coefficients
    slope = checks.central_difference(lambda x: a * x * x + b * x + c, x, step=0.5)
    assert slope == pytest.approx(2 * a * x + b, abs=1e-9)


def test_numerical_gradient_takes_the_step_it_is_told():
    # f = x³ at 1 with step 0.5: (1.5³ - 0.5³) / 1 = 3.375 - 0.125
    assert checks.numerical_gradient(lambda x: x**3, 1.0, step=0.5) == 3.25
    assert checks.check_gradients(lambda x: x**3, {"x": 1.0}, {"x": 3.0}, step=0.5).difference == 3.25


def test_numerical_gradient_worked_by_hand():
    # f = x0² + 3 x0 x1: (2 * 2 + 3 * 5, 3 * 2) = (19, 6)
    gradient = checks.numerical_gradient(lambda x: x[0, 0] ** 2 + 3 * x[0, 0] * x[0, 1], [[2.0, 5.0]])
    assert gradient.shape == (1, 2)
    assert np.allclose(gradient, [[19.0, 6.0]], rtol=0, atol=1e-8)


@steady
@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=4), elements=st.floats(-5, 5)))
def test_numerical_gradient_of_a_sum_of_squares_is_twice_the_array(x):
    before = x.copy()
    gradient = checks.numerical_gradient(lambda x: (x**2).sum(), x)
    assert gradient.shape == x.shape
    assert np.allclose(gradient, 2 * x, rtol=0, atol=1e-6)
    assert np.array_equal(x, before)


@pytest.mark.parametrize("x", [np.float32([1, 2]), np.array([1, 2]), np.array(3.0)], ids=["float32", "int", "rank 0"])
def test_numerical_gradient_takes_steps_in_float64(x):
    assert np.allclose(checks.numerical_gradient(lambda x: (x**2).sum(), x), 2.0 * x, rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("f", "error", "message"),
    [
        (lambda x: np.array([x, x]), ValueError, r"f: expected a function that returns one number, got shape \(2,\)"),
        (lambda x: math.nan, ValueError, r"f\(x\): expected finite numbers, got nan"),
        (lambda x: math.inf, ValueError, r"f\(x\): expected finite numbers, got inf"),
        (lambda x: "1", TypeError, r"f\(x\): expected real numbers"),
        (lambda x: 1j, TypeError, r"f\(x\): expected real numbers"),
        (lambda x: None, TypeError, r"f\(x\): expected real numbers"),
    ],
    ids=["two numbers", "NaN", "infinite", "text", "complex", "nothing"],
)
def test_functions_that_return_no_number_are_refused(f, error, message):
    with pytest.raises(error, match=f"^{message}"):
        checks.central_difference(f, 1.0)


BAD_STEPS = [
    (0, ValueError, "expected a finite number and > 0, got 0.0"),
    (-1e-5, ValueError, "expected a finite number and > 0, got -1e-05"),
    (math.nan, ValueError, "expected a finite number and > 0, got nan"),
    (math.inf, ValueError, "expected a finite number and > 0, got inf"),
    ("small", TypeError, "expected a number, got the text 'small'"),
    (True, TypeError, "expected a number, got bool"),
]


@pytest.mark.parametrize(("step", "error", "message"), BAD_STEPS)
@pytest.mark.parametrize("differentiate", [checks.central_difference, checks.numerical_gradient])
def test_bad_steps_are_refused(differentiate, step, error, message):
    with pytest.raises(error, match=f"^step: {message}$"):
        differentiate(lambda x: x, 1.0, step)


@pytest.mark.parametrize("name", ["step", "tolerance"])
@pytest.mark.parametrize(("value", "error", "message"), BAD_STEPS)
def test_bad_settings_of_the_gradient_check_are_refused(name, value, error, message):
    with pytest.raises(error, match=f"^{name}: {message}$"):
        checks.check_gradients(lambda x: x, {"x": 1.0}, {"x": 1.0}, **{name: value})


@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        ("abc", TypeError, "expected real numbers, got the text 'abc'"),
        ([], ValueError, "expected at least one number"),
        ([math.nan], ValueError, r"expected finite numbers, got nan at index \(0,\)"),
        ([[1.0], [1.0, 2.0]], TypeError, "expected numbers in a regular grid"),
    ],
)
def test_bad_places_for_a_gradient_are_refused(x, error, message):
    with pytest.raises(error, match=f"^x: {message}"):
        checks.numerical_gradient(np.sum, x)


@pytest.mark.parametrize("x", ["1", None, [1.0], math.nan])
def test_bad_places_for_a_difference_are_refused(x):
    with pytest.raises((TypeError, ValueError), match=r"^x: expected a "):
        checks.central_difference(math.sin, x)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("scale", [1e-3, 1.0, 30.0])
def test_right_gradients_pass_at_the_default_step(seed, scale):
    w, b, X, Y = problem(seed=seed)
    w, b = scale * w, scale * b
    result = check_neuron(*neuron.gradients(w, b, X, Y), w, b, X, Y)
    assert result.passed, str(result)
    assert str(result) == "agrees"


def test_right_gradients_pass_where_the_slope_vanishes():
    _, _, X, Y = problem(m=40)
    run = neuron.train(X, Y, learning_rate=2.0, epochs=5000, tolerance=1e-12)
    assert check_neuron(*neuron.gradients(run.w, run.b, X, Y), run.w, run.b, X, Y).passed


def test_a_right_layer_passes():
    assert check_layer(lambda dZ: dZ.sum(axis=1, keepdims=True)).passed


def test_db_summed_over_the_wrong_axis_is_caught():
    result = check_layer(lambda dZ: dZ.sum(axis=0, keepdims=True).T)
    assert not result.passed
    assert result.name == "b"


def test_a_missing_1_over_m_is_caught():
    w, b, X, Y = problem()
    dw, db = neuron.gradients(w, b, X, Y)
    result = check_neuron(8 * dw, 8 * db, w, b, X, Y)  # m = 8
    assert not result.passed
    assert result.derivative == pytest.approx(8 * result.difference, rel=1e-6, abs=0)


def test_a_wrong_sign_is_caught():
    w, b, X, Y = problem()
    dw, db = neuron.gradients(w, b, X, Y)
    result = check_neuron(-dw, -db, w, b, X, Y)
    assert not result.passed
    assert result.error == pytest.approx(2, rel=1e-6, abs=0)  # |-g - g| / |g|
    assert result.derivative == pytest.approx(-result.difference, rel=1e-6, abs=0)


@pytest.mark.parametrize("index", [(0, 0), (1, 0), (2, 0)])
def test_one_wrong_entry_is_found_where_it_is(index):
    w, b, X, Y = problem()
    dw, db = neuron.gradients(w, b, X, Y)
    wrong = dw.copy()
    wrong[index] += 1e-4
    result = check_neuron(wrong, db, w, b, X, Y)
    assert (result.passed, result.name, result.index) == (False, "w", index)
    assert result.derivative == wrong[index]
    assert result.difference == pytest.approx(dw[index], abs=1e-8)


def test_only_the_bias_wrong_is_found_there():
    w, b, X, Y = problem()
    dw, db = neuron.gradients(w, b, X, Y)
    result = check_neuron(dw, -db, w, b, X, Y)  # "actual - predicted" in one place
    assert (result.passed, result.name, result.index) == (False, "b", ())


def test_a_derivative_with_a_stray_minus_is_caught():
    z = np.array([[-1.0, 0.5, 3.0]])
    right = {"z": sigmoid.derivative(z)}
    assert checks.check_gradients(lambda z: sigmoid(z).sum(), {"z": z}, right).passed
    result = checks.check_gradients(lambda z: sigmoid(z).sum(), {"z": z}, {"z": -right["z"]})
    assert (result.passed, result.name, result.index) == (False, "z", (0, 1))  # sigmoid is steepest at 0.5


def test_the_report_names_place_and_numbers():
    result = checks.check_gradients(lambda w: (w**2).sum(), {"w": [[1.0], [2.0]]}, {"w": [[2.0], [-4.0]]})
    assert str(result) == "DISAGREES at w[1, 0]: formula -4.000000, difference quotient 4.000000"


def test_the_report_names_a_number_without_a_place():
    result = checks.check_gradients(lambda b: b**2, {"b": 1.0}, {"b": -2.0})
    assert str(result) == "DISAGREES at b: formula -2.000000, difference quotient 2.000000"


def test_lists_reach_the_cost_as_arrays():
    def cost(w, b):
        return (w**2).sum() + 3 * b.sum()

    assert checks.check_gradients(cost, {"w": [[1, 2]], "b": [5]}, {"w": [[2, 4]], "b": [3]}).passed


@pytest.mark.parametrize("gradient", [0.0, 1e-12])
def test_a_flat_cost_has_no_slope(gradient):
    assert checks.check_gradients(lambda x: 5.0, {"x": 1.0}, {"x": gradient}).passed


def test_rounding_noise_is_no_error():
    # a cost near 1e9 is known to about 1e-7, so the quotient, over 2e-5, to about 1e-2
    assert checks.check_gradients(lambda x: 1e9 + x, {"x": 0.0}, {"x": 1.0}).passed
    # ten roundings of the cost over the step may be as large as the tolerance: 10 eps 1e9 / (1e-5 * 1e-7)
    result = checks.check_gradients(lambda x: 1e9, {"x": 0.0}, {"x": 3.0})
    assert result.error == pytest.approx(3 / (10 * 2**-52 * 1e21), rel=1e-12, abs=0)


@pytest.mark.parametrize(("step", "tolerance"), [(1e-200, 1e-200), (1e-5, 1e-30)], ids=["1 / 0", "too large"])
def test_noise_too_large_for_a_float_hides_everything(step, tolerance):
    result = checks.check_gradients(lambda x: 1e300, {"x": 1.0}, {"x": 3.0}, step, tolerance)
    assert result.error == pytest.approx(3 / np.finfo(float).max)
    assert result.passed == (result.error <= tolerance)


def test_no_noise_by_nothing_is_no_noise():
    assert checks.check_gradients(lambda x: 0.0, {"x": 1.0}, {"x": 0.0}, 1e-200, 1e-200).passed


@pytest.mark.parametrize(
    ("cost", "parameters", "gradients", "message"),
    [
        (1.0, {"x": 1.0}, {"x": 1.0}, "cost: expected a function, got float"),
        (abs, [1.0], {"x": 1.0}, "parameters: expected a dict of names and numbers, got list"),
        (abs, {"x": 1.0}, [1.0], "gradients: expected a dict of names and numbers, got list"),
        (abs, {"x": 1.0}, {1: 1.0}, "gradients: expected a dict of names and numbers, got dict"),
        (abs, "x", {"x": 1.0}, "parameters: expected a dict of names and numbers, got str"),
    ],
)
def test_the_gradient_check_refuses_what_is_no_dict_of_names(cost, parameters, gradients, message):
    with pytest.raises(TypeError, match=f"^{message}$"):
        checks.check_gradients(cost, parameters, gradients)


def test_a_quotient_too_large_for_a_float_is_refused():
    message = r"^f, step: expected a difference quotient that is a float, got inf with the step 1e-300$"
    with pytest.raises(ValueError, match=message):
        checks.central_difference(lambda x: 1e300 if x > 0 else 0.0, 0.0, 1e-300)
    with pytest.raises(TypeError, match=r"^f: expected a function, got float$"):
        checks.central_difference(1.0, 0.0)


def test_a_cost_of_zero_has_no_noise():
    result = checks.check_gradients(lambda x: 0.0, {"x": 1.0}, {"x": 0.0})
    assert (result.passed, result.error) == (True, 0.0)


def test_the_tolerance_itself_passes():
    off_by_half = (lambda x: x, {"x": 0.0}, {"x": 0.5}, 0.5)  # of a slope of 1, with a step of 0.5: no rounding at all
    assert checks.check_gradients(*off_by_half, tolerance=0.5).passed
    assert not checks.check_gradients(*off_by_half, tolerance=0.499).passed


def test_the_tolerance_decides():
    off_by_a_little = (lambda x: x**2, {"x": 1.0}, {"x": 2.0 * (1 + 1e-5)})
    assert not checks.check_gradients(*off_by_a_little).passed
    assert checks.check_gradients(*off_by_a_little, tolerance=1e-4).passed


def test_parameters_and_gradients_are_not_changed():
    w, b, X, Y = problem()
    dw, db = neuron.gradients(w, b, X, Y)
    before = w.copy(), dw.copy()
    check_neuron(dw, db, w, b, X, Y)
    assert np.array_equal(w, before[0])
    assert np.array_equal(dw, before[1])


@pytest.mark.parametrize(
    ("parameters", "gradients", "error", "message"),
    [
        ({"w": 1.0}, {"v": 1.0}, ValueError, r"gradients: expected the names \['w'\], got \['v'\]"),
        ({"w": 1.0, "b": 1.0}, {"w": 1.0}, ValueError, r"gradients: expected the names \['b', 'w'\], got \['w'\]"),
        ({}, {}, ValueError, "gradients: expected the names"),
        (
            {"w": [[1.0, 2.0]]},
            {"w": [[1.0], [2.0]]},
            ValueError,
            r"gradients\['w'\]: expected shape \(1, 2\), got \(2, 1\)",
        ),
        ({"w": [1.0]}, {"w": 1.0}, ValueError, r"gradients\['w'\]: expected shape \(1,\), got \(\)"),
        ({"w": math.nan}, {"w": 1.0}, ValueError, "w: expected finite numbers, got nan"),
        ({"w": 1.0}, {"w": math.inf}, ValueError, r"gradients\['w'\]: expected finite numbers, got inf"),
        ({"w": "a"}, {"w": 1.0}, TypeError, "w: expected real numbers"),
        ({"w": 1.0}, {"w": 1j}, TypeError, r"gradients\['w'\]: expected real numbers"),
    ],
    ids=["name", "missing", "none", "transposed", "rank", "NaN", "infinite", "text", "complex"],
)
def test_names_shapes_and_numbers_must_fit(parameters, gradients, error, message):
    with pytest.raises(error, match=f"^{message}"):
        checks.check_gradients(lambda **at: np.sum(at.get("w", 0.0)), parameters, gradients)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (np.square, lambda x: x * x),
        (lambda x: (x, 1), lambda x: (x, 1)),
        (np.square, lambda x: x**2 + 1e-10),
        (lambda x: 1e12 * x, lambda x: 1e12 * x + 1),  # relative to the value
    ],
    ids=["array", "tuple", "rounding", "large"],
)
def test_the_same_is_the_same(ours, theirs):
    assert checks.assert_same(ours, theirs, np.array([[1.0, 2.0, 3.0]])) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "message"),
    [
        (lambda x: x, lambda x: x + np.array([[0, 0, 1e-6]]), r"results differ at \(0, 2\): .*3.0.* and .*3.000001"),
        (lambda x: x, lambda x: x.T, r"same shape, got \(1, 3\) and \(3, 1\)"),
        (lambda x: x, lambda x: x[0], r"same shape, got \(1, 3\) and \(3,\)"),
        (lambda x: (x, 1), lambda x: (x, 2), r"results differ at \(\)"),
        (lambda x: (x, 1), lambda x: (x,), "same form"),
        (lambda x: (x,), lambda x: x, "same form"),
        (lambda x: x, lambda x: x * math.nan, r"results differ at \(0, 0\)"),
        (lambda x: x * math.nan, lambda x: x * math.nan, r"results differ at \(0, 0\)"),
    ],
    ids=["value", "transposed", "rank", "second", "length", "tuple", "NaN", "both NaN"],
)
def test_a_difference_is_shown(ours, theirs, message):
    with pytest.raises(AssertionError, match=message):
        checks.assert_same(ours, theirs, np.array([[1.0, 2.0, 3.0]]))


def test_the_arguments_reach_both():
    with pytest.raises(AssertionError, match=r"results differ at \(\): .*3.* and .*-1"):
        checks.assert_same(lambda a, b: a + b, lambda a, b: a - b, 1, 2)
    checks.assert_same(lambda a, b: a + b, lambda a, b: a - b, 1, 2, tolerance=10)


def test_assert_same_compares_results_as_they_are():
    checks.assert_same([1.0, 2.0], np.array([1.0, 2.0]))
    checks.assert_same((np.ones(2), 3), (np.ones(2), 3.0))
    checks.assert_same(np.square, [1.0, 4.0], np.array([1.0, 2.0]))
    with pytest.raises(AssertionError, match=r"differ at \(1,\)"):
        checks.assert_same([1.0, 2.0], [1.0, 2.1])
    with pytest.raises(AssertionError, match="same form"):
        checks.assert_same((1.0, 2.0), [1.0, 2.0])


def test_only_numbers_are_compared():
    for ours, theirs, name in (("text", 1.0, "ours"), (1.0, [[1.0], [1.0, 2.0]], "theirs")):
        came = type(ours if name == "ours" else theirs).__name__
        with pytest.raises(TypeError, match=f"^{name}: expected numbers to compare, got {came}$"):
            checks.assert_same(ours, theirs)
    checks.assert_same(1j, 1j)
    with pytest.raises(ValueError, match=r"^tolerance: expected a finite number and >= 0, got -1\.0$"):
        checks.assert_same(1.0, 1.0, tolerance=-1)
    checks.assert_same(1.0, 1.0, tolerance=0)


def test_the_tolerance_is_absolute_near_zero():
    checks.assert_same(0.0, 9e-10)
    checks.assert_same(0.0, 0.009, tolerance=0.01)
    with pytest.raises(AssertionError, match="differ"):
        checks.assert_same(0.0, 2e-9)
