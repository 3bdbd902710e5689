"""Data sets: published counts, geometry of the toy sets, splitting, standardising, and damaged files."""

import math
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from helpers import data
from helpers.data import LINE_INTERCEPT, LINE_SLOPE, Dataset, real

steady = settings(deadline=None, derandomize=True, max_examples=50)
TABLE = (resources.files("helpers") / "datasets" / "titanic.csv").read_text(encoding="utf-8")

SETS = {
    "houses": lambda seed: data.houses(),
    "line": lambda seed: data.line(30, 0.5, rng=np.random.default_rng(seed)),
    "flower": lambda seed: data.flower(31, rng=np.random.default_rng(seed)),
    "titanic": lambda seed: data.titanic(),
}
each = pytest.mark.parametrize("name", SETS)
both_clouds = pytest.mark.parametrize("make", [data.line, data.flower], ids=["line", "flower"])


@each
def test_every_set_keeps_one_example_per_column(name):
    d = SETS[name](0)
    assert isinstance(d, Dataset)
    assert d.name == name
    assert d.X.dtype == d.Y.dtype == np.float64
    assert d.Y.shape == (1, d.X.shape[1])
    assert d.X.shape[0] == len(d.feature_names)
    assert np.isfinite(d.X).all()


@pytest.mark.parametrize("name", ["line", "flower", "titanic"])
def test_every_classification_has_both_labels_and_their_names(name):
    d = SETS[name](0)
    assert set(d.Y.ravel()) == {0.0, 1.0}
    assert len(d.class_names) == 2


@each
def test_nobody_can_change_the_next_readers_data(name):
    first = SETS[name](0)
    first.X[:] = first.Y[:] = 99
    assert (SETS[name](0).X != 99).all()


@both_clouds
def test_same_generator_state_gives_the_same_points(make):
    first, again, other = (make(50, 0.3, rng=np.random.default_rng(seed)) for seed in (7, 7, 8))
    assert np.array_equal(first.X, again.X)
    assert np.array_equal(first.Y, again.Y)
    assert not np.array_equal(first.X, other.X)


@both_clouds
def test_one_generator_moves_on(make):
    rng = np.random.default_rng(7)
    assert not np.array_equal(make(50, rng=rng).X, make(50, rng=rng).X)


def test_houses_fall_on_a_line_that_is_negative_for_a_small_house():
    d = data.houses()
    assert d.X.shape == (1, 6)
    assert d.X.ravel().tolist() == [60, 75, 100, 120, 150, 180]
    assert d.Y.ravel().tolist() == [90, 150, 215, 310, 380, 500]
    slope, intercept = np.polyfit(d.X[0], d.Y[0], 1)
    # sums: x 685, y 1645, xy 222350, xx 88525; slope (222350 - 685 * 1645 / 6) / (88525 - 685² / 6) = 3.3472
    assert slope == pytest.approx(34545.8333 / 10320.8333, rel=1e-6, abs=0)
    assert intercept + slope * 25 < 0


def line_height(X):
    """Return how far each point lies above the line."""
    return X[1] - (LINE_SLOPE * X[0] + LINE_INTERCEPT)


def test_the_line_is_the_one_of_the_syllabus():
    assert (LINE_SLOPE, LINE_INTERCEPT) == (1.23, 3.23)


@pytest.mark.parametrize("seed", range(3))
def test_without_overlap_the_labels_obey_the_line(seed):
    d = data.line(5000, rng=np.random.default_rng(seed))
    height = line_height(d.X)
    assert np.array_equal(d.Y[0], height > 0)
    assert np.abs(d.X[0]).max() <= 5
    assert np.abs(height).max() <= 8 + 1e-12
    assert d.Y.mean() == pytest.approx(0.5, abs=0.03)  # 4 standard errors of sqrt(1/4/5000) = 0.007


@pytest.mark.parametrize("overlap", [0.5, 1.0, 2.0])
def test_with_overlap_the_expected_share_crosses(overlap):
    # a height h of 0..8 crosses if s * normal < -h; the integral over h of P(normal < -h/s) is s E[max(normal, 0)]
    # = s / sqrt(2 pi), over a width of 8: s * 0.39894 / 8 (0.05 for s = 1)
    d = data.line(40_000, overlap, rng=np.random.default_rng(0))
    crossed = (d.Y[0] != (line_height(d.X) > 0)).mean()
    expected = overlap / math.sqrt(2 * math.pi) / 8
    assert crossed == pytest.approx(expected, abs=4 * math.sqrt(expected / 40_000))


def test_overlap_pushes_both_ways():
    d = data.line(40_000, 1.0, rng=np.random.default_rng(0))
    above = line_height(d.X) > 0
    up, down = (above & (d.Y[0] == 0)).sum(), (~above & (d.Y[0] == 1)).sum()
    assert abs(up - down) < 4 * math.sqrt(up + down)  # about 1,000 each


def test_overlap_moves_points_up_and_down_only():
    clean, moved = (data.line(50, overlap, rng=np.random.default_rng(1)) for overlap in (0.0, 2.0))
    assert np.array_equal(clean.X[0], moved.X[0])
    assert np.array_equal(clean.Y, moved.Y)
    assert not np.allclose(clean.X[1], moved.X[1])


@pytest.mark.parametrize("m", [2, 3, 400, 401])
def test_flower_without_noise_lies_on_the_rose(m):
    d = data.flower(m, 0.0, rng=np.random.default_rng(0))
    radius, angle = np.hypot(*d.X), np.arctan2(*d.X)  # angle from the vertical, as in (r sin t, r cos t)
    assert np.allclose(radius, np.abs(4 * np.sin(4 * angle)), atol=1e-9)
    assert d.Y.sum() == m - m // 2
    assert (np.diff(d.Y[0]) >= 0).all()


def test_flower_halves_are_reflections_through_the_centre():
    d = data.flower(400, 0.0, rng=np.random.default_rng(0))
    assert np.allclose(d.X[:, :200], -d.X[:, 200:], atol=1e-9)
    assert np.hypot(*d.X).max() == pytest.approx(4, abs=0.01)


def test_flower_noise_has_the_stated_size():
    clean, noisy = (data.flower(20_000, noise, rng=np.random.default_rng(0)) for noise in (0.0, 0.01))
    # radius: noise; along the angle: r noise. Mean square distance = noise² (1 + mean r²) = noise² (1 + 16 / 2)
    distance = ((noisy.X - clean.X) ** 2).sum(axis=0).mean()
    # the angle also moves r by 16 cos 4t noise: 16² / 2 more
    assert distance == pytest.approx(0.01**2 * (1 + 8 + 128), rel=0.05)


@pytest.mark.parametrize(
    ("make", "arguments", "error", "message"),
    [
        (data.line, {"m": 0}, ValueError, "m: expected an integer >= 1, got 0"),
        (data.line, {"m": 2.5}, TypeError, "m: expected an integer, got float"),
        (data.line, {"overlap": -1}, ValueError, "overlap: expected a finite number and >= 0, got -1.0"),
        (data.line, {"overlap": math.nan}, ValueError, "overlap: expected a finite number and >= 0, got nan"),
        (data.line, {"rng": 0}, TypeError, r"rng: expected a np.random.Generator .* got int"),
        (data.flower, {"m": 1}, ValueError, "m: expected an integer >= 2, got 1"),
        (data.flower, {"m": "400"}, TypeError, "m: expected an integer, got the text '400'"),
        (data.flower, {"noise": -0.1}, ValueError, "noise: expected a finite number and >= 0, got -0.1"),
        (data.flower, {"noise": math.inf}, ValueError, "noise: expected a finite number and >= 0, got inf"),
        (data.flower, {"noise": [0.1]}, TypeError, "noise: expected a number, got list"),
        (data.flower, {"rng": None}, TypeError, r"rng: expected a np.random.Generator .* got NoneType"),
    ],
)
def test_clouds_refuse_bad_input(make, arguments, error, message):
    with pytest.raises(error, match=f"^{message}$"):
        make(**{"rng": np.random.default_rng(0)} | arguments)


@pytest.fixture(scope="module")
def people():
    return data.titanic()


def test_titanic_has_everyone_aboard(people):
    assert people.X.shape == (5, 2201)
    assert set(people.X.ravel()) == {0.0, 1.0}
    assert (people.Y == 0).sum() == 1490
    assert (people.Y == 1).sum() == 711
    assert people.class_names == ("died", "survived")


@pytest.mark.parametrize(
    ("feature", "total", "survived"),
    [("2nd class", 285, 118), ("3rd class", 706, 178), ("crew", 885, 212), ("female", 470, 344), ("adult", 2092, 654)],
)
def test_titanic_marginals_are_the_published_ones(people, feature, total, survived):
    row = people.X[people.feature_names.index(feature)]
    assert row.sum() == total
    assert people.Y[0, row == 1].sum() == survived


def test_titanic_first_class_is_the_base(people):
    first = people.X[:3].sum(axis=0) == 0
    assert first.sum() == 325
    assert people.Y[0, first].sum() == 203
    assert people.X[:3].sum(axis=0).max() == 1  # nobody travels in two classes


def test_titanic_has_109_children_none_of_them_crew(people):
    child = people.X[4] == 0
    assert child.sum() == 109
    assert people.X[2, child].sum() == 0


def test_titanic_fills_24_of_32_cells(people):
    assert np.unique(np.vstack([people.X, people.Y]), axis=1).shape[1] == 24


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """Return a function that puts other bytes in the place of the shipped file."""
    path = tmp_path / "datasets" / "titanic.csv"
    path.parent.mkdir()
    monkeypatch.setattr(real.resources, "files", lambda package: tmp_path)

    def replace(content):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return replace


LAST = "crew,female,adult,yes,20\n"
DAMAGES = {
    "empty": ("", "expected 32 rows"),
    "header only": ("class,sex,age,survived,count\n", "expected 32 rows.*got 0"),
    "a row lost": (TABLE.removesuffix(LAST), "expected 32 rows, one per combination, got 31"),
    "cut within a row": (TABLE[: len(TABLE) - 12], "line 33: expected the columns"),
    "cut before the count": (TABLE.removesuffix("20\n"), "line 33: expected a count of 0 or more, got ''"),
    "cut within the count": (
        TABLE.removesuffix("0\n"),
        "expected 2201 people of whom 711 survived, got 2183 of whom 693",
    ),
    "other count": (TABLE.replace("no,35", "no,36"), "expected 2201 people of whom 711 survived, got 2202 of whom 711"),
    "header": (TABLE.replace("survived", "outcome", 1), "line 2: expected the columns"),
    "header order": (TABLE.replace("class,sex", "sex,class", 1), "line 2: expected the columns"),
    "no header": (TABLE.partition("\n")[2], "line 2: expected the columns"),
    "byte order mark": ("\ufeff" + TABLE, "line 2: expected the columns"),
    "semicolons": (TABLE.replace(",", ";"), "line 2: expected the columns"),
    "one field more": (TABLE.replace("no,35", "no,35,1"), "line 6: expected the columns"),
    "category": (
        TABLE.replace("3rd,male,child", "4th,male,child", 1),
        r"line 6: expected class in .*got '4th'",
    ),
    "case": (TABLE.replace("3rd,male", "3rd,Male", 1), r"line 6: expected sex in \('male', 'female'\), got 'Male'"),
    "negative": (TABLE.replace("no,35", "no,-35"), "line 6: expected a count of 0 or more, got '-35'"),
    "fraction": (TABLE.replace("no,35", "no,3.5"), "line 6: expected a count of 0 or more, got '3.5'"),
    "word": (TABLE.replace("no,35", "no,many"), "line 6: expected a count of 0 or more, got 'many'"),
    "no count": (TABLE.replace("no,35", "no,"), "line 6: expected a count of 0 or more, got ''"),
    "other digits": (TABLE.replace("no,35", "no,³"), "line 6: expected a count of 0 or more, got '³'"),
    "endless digits": (
        TABLE.replace("no,35", "no," + "9" * 5000),
        "line 6: expected a count of 0 or.* got '9{40}'$",
    ),
    "twice": (TABLE + LAST, "line 34: expected each combination once, got .*'crew'.* again"),
    "quote left open": (TABLE.replace("3rd,", '"3rd,', 1), "expected a readable CSV file, got Error"),
    "not UTF-8": (b"\xff\xfe" + TABLE.encode(), "expected a readable CSV file, got UnicodeDecodeError"),
    "zeros": (bytes(500), "line 2|expected 32 rows|expected a readable CSV file"),
    "noise": (np.random.default_rng(0).bytes(4000), "expected a readable CSV file"),
}


@pytest.mark.parametrize(("content", "message"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_titanic_is_refused_by_name(damaged, content, message):
    assert content != TABLE
    path = damaged(content)
    with pytest.raises(ValueError, match=message) as caught:
        data.titanic()
    assert str(caught.value).startswith(str(path))


def test_an_intact_copy_of_the_titanic_is_read(damaged, people):
    damaged(TABLE)
    assert np.array_equal(data.titanic().X, people.X)


@pytest.mark.parametrize("cut", range(0, len(TABLE) - 1, 7))
def test_the_titanic_cut_short_anywhere_is_refused(damaged, cut):
    damaged(TABLE[:cut])
    with pytest.raises(ValueError, match=r"titanic\.csv"):
        data.titanic()


def test_a_missing_titanic_is_refused_by_name(damaged):
    with pytest.raises(ValueError, match=r"titanic\.csv: expected a readable CSV file, got FileNotFoundError"):
        data.titanic()


def test_read_counts_returns_descriptions_in_the_order_of_the_file(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(TABLE)
    table = data.read_counts(path)
    assert len(table) == 32
    assert table[0] == ({"class": "1st", "sex": "male", "age": "child", "survived": "no"}, 0)
    assert table[-1] == ({"class": "crew", "sex": "female", "age": "adult", "survived": "yes"}, 20)


def test_read_counts_refuses_a_folder_by_name(tmp_path):
    with pytest.raises(ValueError, match="expected a readable CSV file") as caught:
        data.read_counts(tmp_path)
    assert str(caught.value).startswith(str(tmp_path))


def numbered(m):
    """Return a data set whose columns carry their own number."""
    X = np.stack([np.arange(m), np.arange(m) * 10.0])
    return Dataset(X, np.arange(m).reshape(1, m) % 2.0, "numbered", ("i", "10 i"), ("even", "odd"))


@steady
@given(m=st.integers(2, 60), fraction=st.floats(0.001, 0.999), seed=st.integers(0, 99))
def test_split_loses_nobody_and_keeps_labels_with_their_columns(m, fraction, seed):
    whole = numbered(m)
    parts = data.split(whole, fraction, rng=np.random.default_rng(seed))
    assert sorted(np.concatenate([part.X[0] for part in parts])) == list(range(m))
    for part in parts:
        assert part.X.shape[1] >= 1
        assert np.array_equal(part.X[1], 10 * part.X[0])
        assert np.array_equal(part.Y[0], part.X[0] % 2)
        assert part[2:] == whole[2:]
    assert np.array_equal(whole.X, numbered(m).X)


@pytest.mark.parametrize(
    ("m", "fraction", "sizes"), [(10, 0.8, (8, 2)), (2, 0.8, (1, 1)), (9, 0.5, (4, 5)), (10, 0.999, (9, 1))]
)
def test_split_sizes_worked_by_hand(m, fraction, sizes):
    parts = data.split(numbered(m), fraction, rng=np.random.default_rng(0))
    assert tuple(part.X.shape[1] for part in parts) == sizes


def test_split_is_random_but_repeats_with_the_generator():
    first, again, other = (data.split(numbered(40), rng=np.random.default_rng(s))[0].X for s in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert (np.diff(first[0]) < 0).any()  # shuffled


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"fraction": 0}, ValueError, "fraction: expected a finite number and > 0 and < 1, got 0.0"),
        ({"fraction": 1}, ValueError, "fraction: expected a finite number and > 0 and < 1, got 1.0"),
        ({"fraction": math.nan}, ValueError, "fraction: expected a finite number and > 0 and < 1, got nan"),
        ({"fraction": "most"}, TypeError, "fraction: expected a number, got the text 'most'"),
        ({"rng": 5}, TypeError, "rng: expected a np.random.Generator"),
        ({"dataset": numbered(1)}, ValueError, "dataset: expected at least two examples, got 1"),
        ({"dataset": np.ones((2, 3))}, TypeError, "dataset: expected a Dataset, got ndarray"),
        (
            {"dataset": numbered(4)._replace(Y=np.ones((4, 1)))},
            ValueError,
            r"dataset.Y: expected shape \(n, 4\), one example per column, got \(4, 1\); did you mean its transpose",
        ),
        (
            {"dataset": numbered(4)._replace(X=np.ones(4))},
            ValueError,
            r"dataset.X: expected shape \(n, m\).*got \(4,\)",
        ),
    ],
)
def test_split_refuses_bad_input(arguments, error, message):
    with pytest.raises(error, match=f"^{message}"):
        data.split(**{"dataset": numbered(10), "rng": np.random.default_rng(0)} | arguments)


def test_standardize_worked_by_hand():
    # mean 4, squares of (-2, 0, 2) have mean 8/3; the second row is constant
    X, mean, deviation = data.standardize([[2, 4, 6], [5, 5, 5]])
    assert mean.tolist() == [[4.0], [5.0]]
    assert np.allclose(deviation, [[math.sqrt(8 / 3)], [1.0]])
    assert np.allclose(X, [[-math.sqrt(1.5), 0, math.sqrt(1.5)], [0, 0, 0]])


@pytest.mark.parametrize("value", [0.1, 1e-30, 1 / 3, 123456.789])
def test_standardize_is_not_fooled_by_rounding_in_a_constant_row(value):
    X, _, deviation = data.standardize(np.full((1, 3), value))
    assert deviation.item() == 1.0
    assert np.allclose(X, 0, atol=1e-9)


def test_standardize_survives_a_spread_too_small_to_square():
    _, _, deviation = data.standardize([[0.0, 1e-200]])
    assert deviation.item() == 1.0


tables = hnp.arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(2, 12)), elements=st.integers(-1000, 1000))


@steady
@given(tables)
def test_standardize_round_trip(X):
    before = X.copy()
    Z, mean, deviation = data.standardize(X)
    assert np.allclose(Z * deviation + mean, X, rtol=0, atol=1e-9)
    assert mean.shape == deviation.shape == (X.shape[0], 1)
    assert np.array_equal(X, before)


@steady
@given(tables)
def test_standardize_gives_mean_0_and_deviation_1(X):
    Z, _, _ = data.standardize(X)
    varies = np.ptp(X, axis=1) > 0
    assert np.allclose(Z.mean(axis=1), 0, atol=1e-9)
    assert np.allclose(Z.std(axis=1)[varies], 1, atol=1e-9)
    assert np.allclose(Z[~varies], 0, atol=1e-9)


def test_standardize_applies_what_was_measured_on_other_data():
    # (7 - 1) / 2 = 3
    X, mean, deviation = data.standardize([[7.0]], mean=[[1.0]], deviation=[[2.0]])
    assert (X.item(), mean.item(), deviation.item()) == (3.0, 1.0, 2.0)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"X": [1.0, 2.0]}, ValueError, r"X: expected shape \(n, m\).*got \(2,\) \(a rank-1"),
        ({"X": [[math.nan, 1.0]]}, ValueError, r"X: expected finite numbers, got nan at index \(0, 0\)"),
        ({"X": np.empty((2, 0))}, ValueError, "X: expected at least one number, got an empty array"),
        ({"X": [["a"]]}, TypeError, "X: expected real numbers"),
        ({"X": [[1.0], [1.0, 2.0]]}, TypeError, "X: expected numbers in a regular grid"),
        (
            {"mean": [[0.0, 0.0]]},
            ValueError,
            r"mean: expected shape \(2, 1\).*got \(1, 2\); did you mean",
        ),
        ({"mean": 0.0}, ValueError, r"mean: expected shape \(2, 1\).*got \(\)"),
        ({"mean": [[1j], [0]]}, TypeError, "mean: expected real numbers"),
        ({"deviation": [1.0, 1.0]}, ValueError, r"deviation: expected shape \(2, 1\).*got \(2,\)"),
        ({"deviation": [[1.0], [0.0]]}, ValueError, "deviation: expected numbers above 0, got 0.0"),
        ({"deviation": [[-2.0], [1.0]]}, ValueError, "deviation: expected numbers above 0, got -2.0"),
        ({"deviation": [[math.inf], [1.0]]}, ValueError, "deviation: expected finite numbers, got inf"),
    ],
)
def test_standardize_refuses_bad_input(arguments, error, message):
    with pytest.raises(error, match=f"^{message}"):
        data.standardize(**{"X": [[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]]} | arguments)
