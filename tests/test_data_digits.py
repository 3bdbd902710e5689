"""Handwritten digits: the shipped set against scikit-learn's copy, MNIST files good and bad, and the houses."""

import gzip
import re
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.datasets import load_digits

from helpers import data, network

SHIPPED = resources.files("helpers") / "datasets" / "digits.csv.gz"


def rng(seed=0):
    return np.random.default_rng(seed)


def test_the_digits_are_those_of_scikit_learn():
    d, theirs = data.digits(), load_digits()
    np.testing.assert_array_equal(d.X * 16, theirs.data.T)
    np.testing.assert_array_equal(d.Y.argmax(axis=0), theirs.target)
    np.testing.assert_array_equal(d.Y.sum(axis=0), 1)
    assert d.X.dtype == d.Y.dtype == np.float64
    assert (d.X.shape, d.Y.shape) == ((64, 1797), (10, 1797))
    assert (d.X.min(), d.X.max()) == (0, 1)
    assert d.name == "digits"
    assert d.class_names == tuple("0123456789")
    np.testing.assert_array_equal(d.X[:, [7]].reshape(8, 8) * 16, theirs.images[7])
    assert d.feature_names[8 * 2 + 5] == "row 2, column 5"


def test_two_classes_for_softmax_and_for_sigmoid():
    every, two = data.digits(), data.digits((0, 1))
    chosen = every.Y[:2].any(axis=0)
    assert chosen.sum() == 178 + 182
    np.testing.assert_array_equal(two.X, every.X[:, chosen])
    np.testing.assert_array_equal(two.Y, every.Y[:2, chosen])
    one_row = data.digits((0, 1), one_hot=False)
    np.testing.assert_array_equal(one_row.Y, two.Y[[1]])
    assert one_row.Y.dtype == np.float64


def test_classes_keep_the_order_in_which_they_are_asked_for():
    d = data.digits([8, 3, 5], one_hot=False)
    asked = np.array([8, 3, 5])[d.Y[0].astype(int)]
    truth = load_digits().target
    np.testing.assert_array_equal(asked, truth[np.isin(truth, [8, 3, 5])])
    assert d.class_names == ("8", "3", "5")


def test_nobody_can_change_the_next_readers_digits():
    data.digits().X[:] = 99
    assert data.digits().X.max() == 1


@pytest.mark.parametrize(
    ("output", "sizes", "one_hot"),
    [("sigmoid", [64, 1], False), ("softmax", [64, 2], True)],
    ids=["sigmoid", "softmax"],
)
def test_a_network_learns_them_as_they_come(output, sizes, one_hot):
    train, test = data.split(data.digits((0, 1), one_hot), rng=rng(1))
    run = network.train(network.initialize(sizes, output=output, rng=rng()), train.X, train.Y, 0.5, 50)
    right = network.predict(run.layers, test.X)[0] == (test.Y.argmax(axis=0) if one_hot else test.Y[0])
    assert right.mean() > 0.97


@pytest.mark.parametrize(
    ("classes", "error", "message"),
    [
        ((0, 10), ValueError, "classes: expected an integer >= 0 and <= 9, got 10"),
        ((0, 0), ValueError, r"classes: expected at least two digits, all different, got \[0, 0\]"),
        ((4,), ValueError, r"classes: expected at least two digits, all different, got \[4\]"),
        ((0, 1.0), TypeError, "classes: expected an integer, got float"),
        (7, TypeError, "classes: expected a list of digits, got int"),
        ("01", TypeError, "classes: expected a list of digits, got str"),
    ],
)
def test_bad_classes_are_named(classes, error, message):
    with pytest.raises(error, match=message):
        data.digits(classes)


def test_the_shipped_file_names_its_source_and_is_small():
    raw = SHIPPED.read_bytes()
    assert len(raw) < 100_000
    head = gzip.decompress(raw).decode("ascii").splitlines()[:5]
    assert all(line.startswith("#") for line in head)
    assert re.search(r"Alpaydin and C\. Kaynak.*UCI.*1998.*10\.24432/C50P49", " ".join(head))
    assert "CC BY 4.0" in " ".join(head)


@pytest.mark.parametrize("place", [0, 100, 30_000, -1])
def test_a_damaged_file_is_refused(tmp_path, place):
    raw = bytearray(SHIPPED.read_bytes())
    raw[place] ^= 1
    path = tmp_path / "digits.csv.gz"
    path.write_bytes(raw)
    with pytest.raises(ValueError, match=r"digits\.csv\.gz: expected the SHA-256 checksum e16d\w+, got \w{64}"):
        data.read_digits(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"digits\.csv\.gz: expected a readable file, got FileNotFoundError"):
        data.read_digits(tmp_path / "digits.csv.gz")


@settings(deadline=None, derandomize=True, max_examples=30)
@given(hnp.arrays(int, st.tuples(st.just(1), st.integers(1, 20)), elements=st.integers(0, 4)))
def test_one_hot_and_back(labels):
    Y = data.one_hot(labels, 5)
    assert Y.shape == (5, labels.shape[1])
    np.testing.assert_array_equal(Y.sum(axis=0), 1)
    np.testing.assert_array_equal(Y.argmax(axis=0, keepdims=True), labels)


def test_one_hot_by_hand():
    assert data.one_hot([[2, 0]], 3).tolist() == [[0, 1], [0, 0], [1, 0]]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([[0, 3]], "labels: expected whole numbers from 0 to 2, got 3"),
        ([[0.5]], "labels: expected whole numbers from 0 to 2, got 0.5"),
        ([[-1]], "labels: expected whole numbers from 0 to 2, got -1"),
        ([0, 1], r"labels: expected shape \(1, m\)"),
    ],
)
def test_one_hot_refuses_other_labels(labels, message):
    with pytest.raises(ValueError, match=message):
        data.one_hot(labels, 3)


# MNIST: small files in the official format, written here

IMAGES = rng(5).integers(0, 256, (4, 3, 2)).astype(np.uint8)
LABELS = np.array([7, 0, 9, 1], np.uint8)


def idx(values, magic=None):
    magic = {1: 2049, 3: 2051}[values.ndim] if magic is None else magic
    return b"".join(int(n).to_bytes(4, "big") for n in (magic, *values.shape)) + values.tobytes()


def write(folder, images=None, labels=None, part="train", pack=bytes, end=""):
    images, labels = idx(IMAGES) if images is None else images, idx(LABELS) if labels is None else labels
    (folder / f"{part}-images-idx3-ubyte{end}").write_bytes(pack(images))
    (folder / f"{part}-labels-idx1-ubyte{end}").write_bytes(pack(labels))


@pytest.mark.parametrize("part", ["train", "test"])
@pytest.mark.parametrize(
    ("pack", "end"),
    [(bytes, ""), (gzip.compress, ".gz"), (bytes, ".gz")],
    ids=["as it is", "gzipped", "unpacked, name kept"],
)
def test_mnist_files_come_back_as_they_were_written(tmp_path, part, pack, end):
    write(tmp_path, part={"train": "train", "test": "t10k"}[part], pack=pack, end=end)
    d = data.mnist(tmp_path, part)
    np.testing.assert_array_equal((d.X * 255).round().T.reshape(4, 3, 2), IMAGES)
    assert d.X.max() <= 1
    np.testing.assert_array_equal(d.Y, data.one_hot([LABELS], 10))
    assert d.X.dtype == d.Y.dtype == np.float64
    assert d.feature_names[3] == "row 1, column 1"


def test_mnist_in_float32_and_some_classes(tmp_path):
    write(tmp_path)
    d = data.mnist(str(tmp_path), classes=(7, 9), one_hot=False, dtype=np.float32)
    assert d.X.dtype == d.Y.dtype == np.float32
    np.testing.assert_array_equal(d.X, IMAGES[[0, 2]].reshape(2, 6).T / np.float32(255))
    assert d.Y.tolist() == [[0, 1]]


def test_every_official_size_is_read(tmp_path):
    images, labels = np.zeros((3, 28, 28), np.uint8), np.array([1, 2, 3], np.uint8)
    write(tmp_path, idx(images), idx(labels))
    assert data.mnist(tmp_path).X.shape == (784, 3)


@pytest.mark.parametrize("zipped", ["", ".gz"])
def test_files_that_some_programs_write_with_a_dot_are_found(tmp_path, zipped):
    write(tmp_path, pack=gzip.compress if zipped else bytes, end=zipped)
    for path in list(tmp_path.iterdir()):
        path.rename(tmp_path / path.name.replace("-idx", ".idx"))
    assert data.mnist(tmp_path).X.shape[1] == len(IMAGES)


IMAGE_FILE, LABEL_FILE = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
BAD = {
    "truncated images": (idx(IMAGES)[:-1], None, rf"{IMAGE_FILE}: expected 40 bytes, 16 and then 4 × 3 × 2, got 39"),
    "truncated labels": (None, idx(LABELS)[:-2], rf"{LABEL_FILE}: expected 12 bytes, 8 and then 4, got 10"),
    "too long": (None, idx(LABELS) + b"x", rf"{LABEL_FILE}: expected 12 bytes, 8 and then 4, got 13"),
    "cut in the header": (idx(IMAGES)[:9], None, rf"{IMAGE_FILE}: expected an IDX file of images, 16 bytes or more"),
    "empty": (b"", None, rf"{IMAGE_FILE}: expected an IDX file of images.*got 0 bytes"),
    "wrong magic": (idx(IMAGES, 2052), None, rf"{IMAGE_FILE}: .*magic number 2051, got 40 bytes and 2052$"),
    "swapped": (idx(LABELS), idx(IMAGES), rf"{IMAGE_FILE}: .*2051, got 12 bytes and 2049, the one of labels: are two"),
    "a web page": (b"<!DOCTYPE html><html>404</html>", None, rf"{IMAGE_FILE}: .*magic number 2051"),
    "mislabelled": (None, idx(LABELS + 1), rf"{LABEL_FILE}: expected labels from 0 to 9, got 10 for image 2"),
    "fewer labels": (None, idx(LABELS[:3]), rf"{LABEL_FILE}: expected 4 labels, one for each image in .*, got 3"),
    "no images": (idx(IMAGES[:0]), None, rf"{IMAGE_FILE}: expected at least one of the images, got the sizes \[0, 3"),
    "half a gzip file": (
        gzip.compress(idx(IMAGES))[:-9],
        None,
        rf"{IMAGE_FILE}: expected a complete gzip file, got EOF",
    ),
    "broken gzip file": (b"\x1f\x8bxxxxxxxxxx", None, rf"{IMAGE_FILE}: expected a complete gzip file, got BadGzip"),
}


@pytest.mark.parametrize(("images", "labels", "message"), BAD.values(), ids=BAD)
def test_bad_mnist_files_are_named(tmp_path, images, labels, message):
    write(tmp_path, images, labels)
    with pytest.raises(ValueError, match=message):
        data.mnist(tmp_path)


def test_a_size_beyond_any_memory_is_only_a_wrong_length(tmp_path):
    huge = b"".join(n.to_bytes(4, "big") for n in (2051, 2**32 - 1, 2**32 - 1, 2**32 - 1))
    write(tmp_path, huge + b"\0" * 100)
    with pytest.raises(ValueError, match=r"expected 79228162458924105385300197391 bytes.*got 116"):
        data.mnist(tmp_path)


def test_missing_mnist_files_are_named(tmp_path):
    with pytest.raises(
        ValueError, match=r"folder: expected a folder with the MNIST files, got '.*nowhere', which is none"
    ):
        data.mnist(tmp_path / "nowhere")
    write(tmp_path)
    with pytest.raises(
        ValueError, match=r"t10k-images-idx3-ubyte: expected this file, or the same gzipped .* got neither"
    ):
        data.mnist(tmp_path, "test")
    with pytest.raises(ValueError, match="part: expected 'train' or 'test', got 'valid'"):
        data.mnist(tmp_path, "valid")
    with pytest.raises(TypeError, match="dtype: expected float64 or float32"):
        data.mnist(tmp_path, dtype=int)


# Houses: six by default (tests/test_data.py), more with a generator


def test_more_houses_lie_around_the_line_of_the_six():
    d = data.houses(5000, rng=rng())
    assert d.X.shape == d.Y.shape == (1, 5000)
    assert d.X.min() >= 60
    assert d.X.max() <= 180
    slope, intercept = np.polyfit(d.X[0], d.Y[0], 1)
    six = np.polyfit(data.houses().X[0], data.houses().Y[0], 1)
    # standard errors: 13 / sqrt(5000) / 34.6 = 0.005 for the slope, 120 times that for the intercept
    assert slope == pytest.approx(six[0], abs=0.025)
    assert intercept == pytest.approx(six[1], abs=3)
    assert np.std(d.Y[0] - slope * d.X[0] - intercept) == pytest.approx(13, rel=0.05)


def test_noise_and_generator_of_the_houses():
    still = data.houses(50, 0, rng=rng(3))
    np.testing.assert_allclose(still.Y, 3.35 * still.X - 108)
    noisy = data.houses(noise=200, rng=rng(3))
    assert noisy.X.shape == (1, 100)
    assert noisy.Y.min() == 0
    np.testing.assert_array_equal(data.houses(rng=rng(3)).Y, data.houses(rng=rng(3)).Y)
    assert not np.array_equal(data.houses(rng=rng(3)).Y, data.houses(rng=rng(4)).Y)


def test_bad_houses_are_named():
    for asked in ({"m": 10}, {"noise": 5.0}, {"rng": 7}):
        with pytest.raises(TypeError, match=r"rng: expected a np\.random\.Generator"):
            data.houses(**asked)
    with pytest.raises(ValueError, match="m: expected an integer >= 1, got 0"):
        data.houses(0, rng=rng())
    with pytest.raises(ValueError, match="noise: expected a finite number and >= 0, got -1"):
        data.houses(5, -1, rng=rng())


def test_one_hot_in_words_is_refused():
    with pytest.raises(TypeError, match="one_hot: expected True or False, got the text 'no'"):
        data.digits(one_hot="no")
