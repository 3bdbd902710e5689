"""One neuron: numbers by hand, gradients three ways, training runs, agreement with scikit-learn, bad input."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from helpers import checks, data, neuron, training

steady = settings(deadline=None, derandomize=True, max_examples=50)


def cloud(n_x=3, m=60, seed=0):
    """Return inputs, labels drawn from a logistic model (not separable), and some parameters."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n_x, m))
    w, b = rng.standard_normal((n_x, 1)), float(rng.standard_normal())
    Y = (rng.random((1, m)) < 1 / (1 + np.exp(-(w.T @ X + b)))).astype(float)
    return X, Y, w, b


def two_loops(w, b, X, Y):
    """Return cost, dw and db the slow way: example by example, feature by feature."""
    n_x, m = X.shape
    J, dw, db = 0.0, [0.0] * n_x, 0.0
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        a = 1 / (1 + math.exp(-z))
        J -= math.log(a) if Y[0, i] == 1 else math.log(1 - a)
        for j in range(n_x):
            dw[j] += X[j, i] * (a - Y[0, i])
        db += a - Y[0, i]
    return J / m, np.array(dw).reshape(n_x, 1) / m, db / m


def identical(first, second):
    """Tell whether two runs agree in every number."""
    return (
        np.array_equal(first.w, second.w)
        and first.b == second.b
        and np.array_equal(first.costs, second.costs)
        and len(first.snapshots) == len(second.snapshots)
        and all(
            e == f and np.array_equal(w, v) and b == c
            for (e, w, b), (f, v, c) in zip(first.snapshots, second.snapshots, strict=True)
        )
    )


def test_initialize_gives_zeros():
    w, b = neuron.initialize(3)
    assert w.tolist() == [[0.0], [0.0], [0.0]]
    assert b == 0.0


def test_forward_worked_by_hand():
    # z = 2 * 1 - 1 * 3 + 1 = 0 and 2 * 0 - 1 * (1 - ln 3) + 1 = ln 3: a = 1/2 and 3/4
    A = neuron.forward([[2.0], [-1.0]], 1.0, [[1.0, 0.0], [3.0, 1 - math.log(3)]])
    assert np.allclose(A, [[0.5, 0.75]], rtol=0, atol=1e-15)


def test_when_all_inputs_are_0_only_the_bias_speaks():
    assert np.allclose(neuron.forward([[7.0], [-9.0]], -math.log(4), np.zeros((2, 3))), 0.2)


def test_cost_and_gradients_worked_by_hand():
    # w = 0, b = ln 3: every a = 3/4. J = (-ln 3/4 - ln 1/4) / 2; dz = (-1/4, 3/4);
    # dw = (2 * -1/4 + 4 * 3/4) / 2 = 5/4, db = (-1/4 + 3/4) / 2 = 1/4
    problem = [[0.0]], math.log(3), [[2.0, 4.0]], [[1, 0]]
    assert neuron.cost(*problem) == pytest.approx(math.log(16 / 3) / 2, abs=1e-15)
    dw, db = neuron.gradients(*problem)
    assert dw == pytest.approx(np.array([[1.25]]), abs=1e-15)
    assert db == pytest.approx(0.25, abs=1e-15)


@pytest.mark.parametrize("seed", range(5))
def test_cost_at_zero_parameters_is_ln_2(seed):
    X, Y, _, _ = cloud(seed=seed)
    assert neuron.cost(*neuron.initialize(3), X, Y) == pytest.approx(math.log(2), abs=1e-15)


@pytest.mark.parametrize(("n_x", "m"), [(1, 1), (1, 7), (5, 2), (4, 4)])
@pytest.mark.parametrize("seed", range(3))
def test_vectors_agree_with_two_loops(n_x, m, seed):
    X, Y, w, b = cloud(n_x, m, seed)
    J, dw, db = two_loops(w, b, X, Y)
    assert neuron.cost(w, b, X, Y) == pytest.approx(J, rel=1e-12, abs=0)
    assert np.allclose(neuron.gradients(w, b, X, Y)[0], dw, rtol=1e-10, atol=1e-14)
    assert neuron.gradients(w, b, X, Y)[1] == pytest.approx(db, rel=1e-10, abs=1e-14)


@pytest.mark.parametrize("seed", range(5))
def test_gradients_are_central_differences(seed):
    X, Y, w, b = cloud(seed=seed)
    dw, db = neuron.gradients(w, b, X, Y)
    assert np.allclose(dw, checks.numerical_gradient(lambda w: neuron.cost(w, b, X, Y), w), rtol=0, atol=1e-9)
    assert db == pytest.approx(checks.central_difference(lambda b: neuron.cost(w, b, X, Y), b), abs=1e-9)


@pytest.mark.parametrize(("n_x", "m"), [(1, 1), (1, 4), (3, 1), (3, 5)])
def test_shapes_and_types(n_x, m):
    X, Y, w, b = cloud(n_x, m)
    dw, db = neuron.gradients(w, b, X, Y)
    assert neuron.forward(w, b, X).shape == neuron.predict(w, b, X).shape == (1, m)
    assert dw.shape == (n_x, 1)
    assert type(db) is type(neuron.cost(w, b, X, Y)) is float


@pytest.mark.parametrize("z", [-1000.0, 1000.0, -1e308, 1e308])
@pytest.mark.parametrize("y", [0, 1])
def test_extremes_are_finite(z, y):
    dw, db = neuron.gradients([[z]], 0.0, [[1.0]], [[y]])
    right = (z > 0) == y
    assert neuron.cost([[z]], 0.0, [[1.0]], [[y]]) == (0.0 if right else abs(z))
    assert dw.item() == db == (0.0 if right else math.copysign(1, z))
    assert neuron.forward([[z]], 0.0, [[1.0]]).item() == neuron.predict([[z]], 0.0, [[1.0]]).item() == (z > 0)


def test_the_mean_of_huge_losses_does_not_overflow():
    assert neuron.cost([[-1e308]], 0.0, np.ones((1, 100)), np.ones((1, 100))) == pytest.approx(1e308)


def test_predict_is_the_more_probable_label():
    # z = -1, 0, 1: an even chance counts as 0
    assert neuron.predict([[1.0]], 0.0, [[-1.0, 0.0, 1.0]]).tolist() == [[0.0, 0.0, 1.0]]


@steady
@given(st.integers(0, 1000), st.floats(-3, 3))
def test_swapping_the_labels_swaps_the_signs(seed, b):
    X, Y, w, _ = cloud(2, 9, seed)
    assert neuron.cost(-w, -b, X, 1 - Y) == pytest.approx(neuron.cost(w, b, X, Y), rel=1e-12, abs=0)
    dw, db = neuron.gradients(w, b, X, Y)
    swapped_dw, swapped_db = neuron.gradients(-w, -b, X, 1 - Y)
    assert np.allclose(swapped_dw, -dw, rtol=0, atol=1e-13)
    assert swapped_db == pytest.approx(-db, abs=1e-13)
    assert np.allclose(neuron.forward(-w, -b, X), 1 - neuron.forward(w, b, X), rtol=0, atol=1e-15)


@steady
@given(st.integers(0, 1000))
def test_the_order_of_the_examples_does_not_matter(seed):
    X, Y, w, b = cloud(2, 9, seed)
    order = np.random.default_rng(seed).permutation(9)
    assert neuron.cost(w, b, X[:, order], Y[:, order]) == pytest.approx(neuron.cost(w, b, X, Y), rel=1e-12, abs=0)
    assert np.allclose(neuron.forward(w, b, X[:, order]), neuron.forward(w, b, X)[:, order], rtol=1e-12)


@steady
@given(seed=st.integers(0, 1000), share=st.floats(0, 1))
def test_the_cost_is_convex(seed, share):
    X, Y, w, b = cloud(2, 9, seed)
    _, _, v, c = cloud(2, 9, seed + 1)
    between = neuron.cost(share * w + (1 - share) * v, share * b + (1 - share) * c, X, Y)
    assert between <= share * neuron.cost(w, b, X, Y) + (1 - share) * neuron.cost(v, c, X, Y) + 1e-12


def test_no_function_changes_its_arguments():
    X, Y, w, b = cloud()
    before = X.copy(), Y.copy(), w.copy()
    neuron.forward(w, b, X)
    neuron.predict(w, b, X)
    neuron.cost(w, b, X, Y)
    neuron.gradients(w, b, X, Y)
    neuron.train(X, Y, epochs=20, start=(w, b))
    for array, copy in zip((X, Y, w), before, strict=True):
        assert np.array_equal(array, copy)


def test_one_step_worked_by_hand():
    # at zero a = 1/2: dw = (1 * -1/2 + 3 * 1/2) / 2 = 1/2, db = 0; w = -0.1 * 1/2
    run = neuron.train([[1.0, 3.0]], [[1, 0]], learning_rate=0.1, epochs=1)
    assert run.w.item() == pytest.approx(-0.05, abs=1e-16)
    assert run.b == 0.0
    assert run.costs.tolist() == pytest.approx([math.log(2)])


def test_training_repeats_the_visible_steps():
    X, Y, w, b = cloud()
    run = neuron.train(X, Y, learning_rate=0.3, epochs=25, start=(w, b))
    costs = []
    for _ in range(25):
        costs.append(neuron.cost(w, b, X, Y))
        dw, db = neuron.gradients(w, b, X, Y)
        w, b = w - 0.3 * dw, b - 0.3 * db
    assert np.allclose(run.w, w, rtol=1e-13)
    assert run.b == pytest.approx(b, rel=1e-13, abs=0)
    assert np.allclose(run.costs, costs, rtol=1e-13)


def test_same_inputs_give_the_same_run():
    X, Y, _, _ = cloud()
    first, second = neuron.train(X, Y, 0.5, 300), neuron.train(X, Y, 0.5, 300)
    assert identical(first, second)
    assert not identical(first, neuron.train(X, Y, 0.6, 300))


@pytest.mark.parametrize("epochs", [0, 1, 2, 99, 1000])
def test_one_cost_per_epoch_the_first_before_any_update(epochs):
    X, Y, _, _ = cloud()
    run = neuron.train(X, Y, epochs=epochs)
    assert run.costs.shape == (epochs,)
    assert run.costs[:1].tolist() == pytest.approx([math.log(2)] * min(epochs, 1))


def test_no_epochs_return_the_start():
    X, Y, w, b = cloud()
    run = neuron.train(X, Y, epochs=0, start=(w, b))
    assert np.array_equal(run.w, w)
    assert run.b == b
    assert len(run.snapshots) == 1


def test_a_gentle_rate_never_makes_the_cost_rise():
    X, Y, _, _ = cloud()
    assert (np.diff(neuron.train(X, Y, 0.1, 500).costs) < 0).all()


@pytest.mark.parametrize("epochs", [0, 1, 50, 100, 1000])
def test_snapshots_are_taken_at_the_moments(epochs):
    X, Y, _, _ = cloud()
    run = neuron.train(X, Y, epochs=epochs)
    assert [epoch for epoch, _, _ in run.snapshots] == training.moments(epochs)
    last, w, b = run.snapshots[-1]
    assert last == epochs
    assert np.array_equal(w, run.w)
    assert b == run.b


def test_each_snapshot_belongs_to_its_cost():
    X, Y, _, _ = cloud()
    run = neuron.train(X, Y, epochs=500)
    for epoch, w, b in run.snapshots[:-1]:
        assert neuron.cost(w, b, X, Y) == pytest.approx(run.costs[epoch], rel=1e-12, abs=0)
    assert neuron.cost(run.w, run.b, X, Y) < run.costs[-1]


def test_a_run_keeps_no_hold_of_its_start():
    X, Y, w, b = cloud()
    run = neuron.train(X, Y, epochs=3, start=(w, b))
    before = run.snapshots[0][1].copy()
    w += 100
    assert np.array_equal(run.snapshots[0][1], before)


def test_training_goes_on_from_where_it_stopped():
    X, Y, _, _ = cloud()
    half = neuron.train(X, Y, epochs=40)
    rest = neuron.train(X, Y, epochs=60, start=(half.w, half.b))
    whole = neuron.train(X, Y, epochs=100)
    assert np.array_equal(rest.w, whole.w)
    assert rest.b == whole.b
    assert np.array_equal(np.concatenate([half.costs, rest.costs]), whole.costs)


def test_every_start_leads_to_the_same_minimum():
    X, Y, w, b = cloud()
    ends = [neuron.train(X, Y, 1.0, 20_000, start=start, tolerance=1e-10) for start in [None, (5 * w, b), (-5 * w, -9)]]
    for end in ends:
        assert np.allclose(end.w, ends[0].w, rtol=0, atol=1e-7)
        assert end.b == pytest.approx(ends[0].b, abs=1e-7)


def test_the_tolerance_stops_before_the_first_update_it_makes_needless():
    X, Y, _, _ = cloud()
    whole = neuron.train(X, Y, 1.0, 5000)
    run = neuron.train(X, Y, 1.0, 5000, tolerance=1e-4)
    stopped = run.snapshots[-1][0]
    assert 0 < stopped < 5000
    assert run.costs.size == stopped + 1
    assert np.array_equal(run.costs, whole.costs[: stopped + 1])
    assert neuron.cost(run.w, run.b, X, Y) == pytest.approx(run.costs[-1], rel=1e-14, abs=0)

    def steepest(w, b):
        dw, db = neuron.gradients(w, b, X, Y)
        return max(np.abs(dw).max(), abs(db))

    one_less = neuron.train(X, Y, 1.0, stopped - 1)
    assert steepest(run.w, run.b) < 1e-4 <= steepest(one_less.w, one_less.b)


def test_the_tolerance_holds_for_the_bias_too():
    # inputs of 0 make dw = 0 from the start; the bias still has a way to go
    run = neuron.train([[0.0, 0.0, 0.0, 0.0]], [[1, 1, 1, 0]], 1.0, 5000, tolerance=1e-8)
    assert run.b == pytest.approx(math.log(3), abs=1e-6)


def test_more_inputs_than_a_computer_holds_are_refused():
    with pytest.raises(ValueError, match=r"^n_x: expected at most 1e\+08, got 100000001$"):
        neuron.initialize(10**8 + 1)


def test_a_run_takes_2000_steps_of_a_tenth_unless_told_otherwise():
    # X = 1, Y = 1: w and b move alike, by 0.1 (1 - sigmoid(2 w)), from 0
    w = 0.0
    for _ in range(2000):
        w += 0.1 / (1 + math.exp(2 * w))
    run = neuron.train([[1.0]], [[1]])
    assert (run.costs.size, run.snapshots[-1][0]) == (2000, 2000)
    assert (run.w.item(), run.b) == (pytest.approx(w, rel=1e-12, abs=0),) * 2


def test_without_tolerance_a_run_goes_on_at_the_minimum():
    # labels that no input explains: zero is already the minimum
    assert neuron.train([[1.0, 1.0]], [[0, 1]], epochs=7).costs.tolist() == [math.log(2)] * 7


def test_a_run_that_diverges_at_once_says_so():
    X, Y = np.array([[1e150, -2e150]]), np.array([[1, 0]])
    with pytest.raises(
        training.Diverged, match=r"^learning_rate: training diverged at epoch 0 with .* 1e\+308"
    ) as caught:
        neuron.train(X, Y, learning_rate=1e308, epochs=10)
    run = caught.value.run
    assert caught.value.epoch == 0
    assert run.costs.tolist() == pytest.approx([math.log(2)])  # the cost of the start was still a number
    assert (run.w.item(), run.b) == (0.0, 0.0)
    assert len(run.snapshots) == 1


def test_a_run_that_diverges_later_keeps_what_it_had():
    X, Y, _, _ = cloud()
    X = X * 1e150
    with pytest.raises(training.Diverged, match=r"^learning_rate: .*diverged at epoch 1 ") as caught:
        neuron.train(X, Y, learning_rate=1e100, epochs=10)  # w near 1e250 after one step: w.T X overflows
    error = caught.value
    assert error.epoch == 1
    assert error.run.costs.tolist() == pytest.approx([math.log(2)])
    assert np.isfinite(error.run.w).all()
    assert np.abs(error.run.w).max() > 1e240
    assert math.isfinite(error.run.b)
    assert [epoch for epoch, _, _ in error.run.snapshots] == [0, 1]
    assert np.array_equal(error.run.snapshots[-1][1], error.run.w)


def unpenalised():
    """Return scikit-learn's logistic regression without a penalty.

    An infinite C is what every version from 1.5 to 1.9 takes without a warning; penalty=None warns from 1.8 on.
    """
    return LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000)


def assert_same_coefficients(run, X, Y):
    theirs = unpenalised().fit(X.T, Y.ravel())  # scikit-learn keeps one example per row
    assert np.allclose(run.w.ravel(), theirs.coef_.ravel(), rtol=1e-4, atol=0)
    assert run.b == pytest.approx(theirs.intercept_.item(), rel=1e-4, abs=0)


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_scikit_learn_on_random_problems(seed):
    X, Y, _, _ = cloud(n_x=seed + 1, m=300, seed=seed)
    run = neuron.train(X, Y, learning_rate=2.0, epochs=20_000, tolerance=1e-9)
    assert run.costs.size < 20_000
    assert_same_coefficients(run, X, Y)


@pytest.fixture(scope="module")
def titanic():
    d = data.titanic()
    return d, neuron.train(d.X, d.Y, learning_rate=4, epochs=20_000, tolerance=1e-10)


def test_titanic_agrees_with_scikit_learn(titanic):
    d, run = titanic
    assert run.costs.size < 20_000
    assert_same_coefficients(run, d.X, d.Y)


def test_titanic_residual_deviance_is_the_published_one(titanic):
    d, run = titanic
    assert round(2 * 2201 * neuron.cost(run.w, run.b, d.X, d.Y), 2) == 2210.06


def test_titanic_expects_as_many_survivors_as_there_were(titanic):
    # at the maximum likelihood db = 0 and dw = 0: predicted sums equal observed ones, in total and by group
    d, run = titanic
    A = neuron.forward(run.w, run.b, d.X)
    assert A.sum() == pytest.approx(711, abs=1e-5)
    assert np.allclose(d.X @ A.T, d.X @ d.Y.T, rtol=0, atol=1e-5)


@pytest.mark.parametrize("m", [200, 1000])
@pytest.mark.parametrize("seed", range(5))
def test_the_line_is_found(seed, m):
    rng = np.random.default_rng(seed)
    seen, fresh = data.line(m, rng=rng), data.line(2000, rng=rng)
    run = neuron.train(seen.X, seen.Y, learning_rate=0.5, epochs=2000)
    assert (neuron.predict(run.w, run.b, fresh.X) == fresh.Y).mean() >= 0.985


def test_the_flower_is_too_much_for_one_neuron():
    d = data.flower(rng=np.random.default_rng(1))
    run = neuron.train(d.X, d.Y, learning_rate=0.5, epochs=2000)
    assert (neuron.predict(run.w, run.b, d.X) == d.Y).mean() < 0.7


GOOD = {"w": [[1.0], [2.0]], "b": 0.5, "X": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], "Y": [[0, 1, 1]]}
NEEDS = {
    neuron.forward: ("w", "b", "X"),
    neuron.predict: ("w", "b", "X"),
    neuron.cost: ("w", "b", "X", "Y"),
    neuron.gradients: ("w", "b", "X", "Y"),
    neuron.train: ("X", "Y"),
}
BAD = [
    ("w", [[1.0, 2.0]], ValueError, r"expected shape \(n, 1\).*got \(1, 2\); did you mean its transpose"),
    ("w", [1.0, 2.0], ValueError, r"expected shape \(n, 1\).*got \(2,\) \(a rank-1 array"),
    ("w", [[1.0], [math.nan]], ValueError, r"expected finite numbers, got nan at index \(1, 0\)"),
    ("w", [["a"], ["b"]], TypeError, "expected real numbers, got list of <U1"),
    ("w", [[1j], [2]], TypeError, "expected real numbers, got list of complex128"),
    ("b", math.inf, ValueError, "expected a finite number, got inf"),
    ("b", "0", TypeError, "expected a number, got the text '0'"),
    ("b", np.zeros((2, 1)), TypeError, "expected a number, got ndarray of float64"),  # would make n outputs
    ("b", 1j, TypeError, "expected a number, got complex"),
    ("X", [1.0, 2.0], ValueError, r"expected shape \([n2], m\).*got \(2,\) \(a rank-1 array"),
    ("X", np.ones((2, 3, 1)), ValueError, r"expected shape \([n2], m\).*got \(2, 3, 1\)"),
    ("X", np.empty((2, 0)), ValueError, r"expected at least one number, got an empty array of shape \(2, 0\)"),
    ("X", [[1.0, math.inf, 0.0], [0.0, 0.0, 0.0]], ValueError, r"expected finite numbers, got inf at index \(0, 1\)"),
    ("X", "data", TypeError, "expected real numbers, got the text 'data'"),
    ("X", [[1.0, 2.0], [3.0]], TypeError, "expected numbers in a regular grid, got rows of different lengths"),
    ("X", np.ones((2, 3)) * 1j, TypeError, "expected real numbers, got ndarray of complex128"),
    ("Y", [[0], [1], [1]], ValueError, r"expected shape \(1, 3\).*got \(3, 1\); did you mean its transpose"),
    ("Y", [0, 1, 1], ValueError, r"expected shape \(1, 3\).*got \(3,\) \(a rank-1 array"),
    ("Y", [[0, 1]], ValueError, r"expected shape \(1, 3\).*got \(1, 2\)$"),
    ("Y", [[0, 1, 2]], ValueError, "expected labels 0 or 1, got 2.0"),
    ("Y", [[-1, 1, 1]], ValueError, "expected labels 0 or 1, got -1.0"),
    ("Y", [[0.5, 1, 1]], ValueError, "expected labels 0 or 1, got 0.5"),
    ("Y", [[0, 1, math.nan]], ValueError, r"expected finite numbers, got nan at index \(0, 2\)"),
    ("Y", [], ValueError, "expected at least one number, got an empty array"),
    ("Y", [["no", "yes", "yes"]], TypeError, "expected real numbers, got list of <U3"),
    ("Y", [[0, 1], [1]], TypeError, "expected numbers in a regular grid"),
]
CASES = [
    pytest.param(function, *case, id=f"{function.__name__}-{case[0]}-{number}")
    for function, names in NEEDS.items()
    for number, case in enumerate(BAD)
    if case[0] in names
]


@pytest.mark.parametrize(("function", "name", "value", "error", "message"), CASES)
def test_bad_arrays_are_refused(function, name, value, error, message):
    arguments = {key: GOOD[key] for key in NEEDS[function]} | {name: value}
    with pytest.raises(error, match=f"^{name}: {message}"):
        function(**arguments)


@pytest.mark.parametrize("function", [neuron.forward, neuron.predict, neuron.cost, neuron.gradients])
@pytest.mark.parametrize(
    ("X", "message"),
    [
        (np.ones((3, 2)), r"got \(3, 2\); did you mean its transpose\?$"),  # one example per row
        (np.ones((4, 3)), r"got \(4, 3\)$"),
    ],
    ids=["rows", "features"],
)
def test_inputs_that_do_not_fit_the_weights_are_refused(function, X, message):
    arguments = {name: GOOD[name] for name in NEEDS[function]} | {"X": X}
    with pytest.raises(ValueError, match=rf"^X: expected shape \(2, m\), one example per column, {message}"):
        function(**arguments)


@pytest.mark.parametrize("function", [neuron.forward, neuron.predict, neuron.cost, neuron.gradients])
def test_a_weighted_sum_that_overflows_is_refused(function):
    arguments = {"w": [[1e200]], "b": 0.0, "X": [[1e200]], "Y": [[1]]}
    with pytest.raises(
        ValueError, match=r"^w, b, X: expected a weighted sum w.T X \+ b that is finite, got one that ov"
    ):
        function(**{name: arguments[name] for name in NEEDS[function]})


@pytest.mark.parametrize(
    ("n_x", "error", "message"),
    [
        (0, ValueError, "expected an integer >= 1, got 0"),
        (-2, ValueError, "expected an integer >= 1, got -2"),
        (2.0, TypeError, "expected an integer, got float"),
        ("2", TypeError, "expected an integer, got the text '2'"),
        (True, TypeError, "expected an integer, got bool"),
    ],
)
def test_initialize_refuses_bad_sizes(n_x, error, message):
    with pytest.raises(error, match=f"^n_x: {message}$"):
        neuron.initialize(n_x)


@pytest.mark.parametrize(
    ("name", "value", "error", "message"),
    [
        ("learning_rate", 0, ValueError, "expected a finite number and > 0, got 0.0"),
        ("learning_rate", -0.1, ValueError, "expected a finite number and > 0, got -0.1"),
        ("learning_rate", math.nan, ValueError, "expected a finite number and > 0, got nan"),
        ("learning_rate", math.inf, ValueError, "expected a finite number and > 0, got inf"),
        ("learning_rate", True, TypeError, "expected a number, got bool"),
        ("learning_rate", "fast", TypeError, "expected a number, got the text 'fast'"),
        ("learning_rate", [0.1], TypeError, "expected a number, got list"),
        ("epochs", -1, ValueError, "expected an integer >= 0, got -1"),
        ("epochs", 2.5, TypeError, "expected an integer, got float"),
        ("epochs", math.inf, TypeError, "expected an integer, got float"),
        ("epochs", True, TypeError, "expected an integer, got bool"),
        ("epochs", "10", TypeError, "expected an integer, got the text '10'"),
        ("tolerance", -1e-9, ValueError, "expected a finite number and >= 0, got -1e-09"),
        ("tolerance", math.nan, ValueError, "expected a finite number and >= 0, got nan"),
        ("tolerance", None, TypeError, "expected a number, got NoneType"),
        ("start", 3.0, TypeError, "expected a pair, got float"),
        ("start", ([[0.0], [0.0]],), TypeError, "expected a pair, got tuple"),
    ],
)
def test_train_refuses_bad_settings(name, value, error, message):
    with pytest.raises(error, match=f"^{name}: {message}$"):
        neuron.train(GOOD["X"], GOOD["Y"], **{name: value})


@pytest.mark.parametrize(
    ("start", "error", "message"),
    [
        (
            ([[0.0, 0.0]], 0.0),
            ValueError,
            r"start\[0\]: expected shape \(2, 1\).*got \(1, 2\); did you mean its transpose",
        ),
        (([0.0, 0.0], 0.0), ValueError, r"start\[0\]: expected shape \(2, 1\).*got \(2,\) \(a rank-1"),
        (([[0.0], [math.nan]], 0.0), ValueError, r"start\[0\]: expected finite numbers, got nan"),
        (([[0.0], [0.0]], math.nan), ValueError, r"start\[1\]: expected a finite number, got nan"),
        (([[0.0], [0.0]], [[0.0]]), TypeError, r"start\[1\]: expected a number, got list"),
    ],
    ids=["row", "rank 1", "NaN weight", "NaN bias", "array bias"],
)
def test_train_refuses_bad_starts(start, error, message):
    with pytest.raises(error, match=f"^{message}"):
        neuron.train(GOOD["X"], GOOD["Y"], start=start)
