"""Handwritten digits: a shipped set of 8 × 8 pixels, and the official MNIST files if the reader has them."""

import gzip
import hashlib
import math
import zlib
from importlib import resources
from pathlib import Path

import numpy as np

from .. import _doors, _paper
from .base import Dataset

_SHA256 = "e16d5499301963fe5241abc3e5364e1d7111b233b6a3bb7df2eda6dddfed6b2b"
_MAGIC = {"images": 2051, "labels": 2049}  # in the first four bytes of an IDX file: unsigned bytes with 3 axes or 1


def digits(classes=range(10), one_hot=True):
    """Return the 1,797 handwritten digits of the UCI set, or those of some classes, 8 × 8 pixels each.

    Parameters
    ----------
    classes : sequence of int, default all ten
        Which digits, in the order of the rows of Y; (0, 1) gives zeros and ones.
    one_hot : bool, default True
        Y for softmax outputs. False: Y in one row, for a sigmoid output.

    Returns
    -------
    Dataset
        X (64, m): ink of the pixels from 0 (none) to 1, row by row; `X[:, [i]].reshape(8, 8)` is an image.
        Y (len(classes), m), one-hot columns. With `one_hot=False` (1, m): which of the classes, counted from 0.

    Raises
    ------
    TypeError, ValueError
        Classes that are not different digits; `one_hot` that is not a truth value; the shipped file is damaged, the
        message names it.

    Notes
    -----
    Used in notebook 04, section 5. E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
    Learning Repository, 1998, CC BY 4.0, the part written by its 13 test writers. A random split shows a network new
    digits from the same 13 hands: new writers are harder.
    """
    with resources.as_file(resources.files("helpers") / "datasets" / "digits.csv.gz") as path:
        table = read_digits(path)
    return _dataset("digits", table[:, :-1].reshape(-1, 8, 8), table[:, -1], 16, classes, one_hot, np.float64)


def read_digits(path):
    """Read the shipped file of digits, after comparing its SHA-256 checksum.

    Parameters
    ----------
    path : path-like
        `datasets/digits.csv.gz`, whose first lines name its source and its licence.

    Returns
    -------
    ndarray of uint8, shape (1797, 65)
        One digit per row: 64 pixels from 0 to 16, then what it is.

    Raises
    ------
    TypeError, ValueError
        No path; the file cannot be read or is another one.
    """
    raw = _bytes(_doors.path(path, "path"))
    checksum = hashlib.sha256(raw).hexdigest()
    if checksum != _SHA256:
        raise ValueError(f"{path}: expected the SHA-256 checksum {_SHA256}, got {checksum}: the file is damaged")
    return np.loadtxt(gzip.decompress(raw).decode("ascii").splitlines(), np.uint8, delimiter=",")


def mnist(folder, part="train", classes=range(10), one_hot=True, dtype=np.float64):
    """Return the MNIST digits from the official files on the reader's disk.

    Parameters
    ----------
    folder : path-like
        Holds train-images-idx3-ubyte and train-labels-idx1-ubyte, or the two whose names begin with t10k, each as it
        is or gzipped with .gz at the end. (A dot before idx, which some programs write, is found, too.)
    part : {"train", "test"}
        The 60,000 digits to learn from, or the 10,000 to judge on: two calls read all four files.
    classes, one_hot : as in `digits`
    dtype : {float64, float32}
        Of X and Y. The 60,000 training images take 376 MB as float64 and half of it as float32.

    Returns
    -------
    Dataset
        X (784, m) for images of 28 × 28 pixels: ink from 0 to 1, row by row; Y as in `digits`.

    Raises
    ------
    TypeError, ValueError
        Another part, type or class; a file that is missing, truncated, swapped, mislabelled or something else. The
        message names the file, what was expected and what came.

    Notes
    -----
    Used in notebook 04, section 5. The files: Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database".
    """
    if not isinstance(part, str) or part not in ("train", "test"):
        raise ValueError(f"part: expected 'train' or 'test', got {part!r}")
    _doors.float_type(dtype)
    if not Path(_doors.path(folder, "folder")).is_dir():
        raise ValueError(f"folder: expected a folder with the MNIST files, got {str(folder)!r}, which is none")
    start = Path(folder) / ("train" if part == "train" else "t10k")
    images_path, images = _read_idx(f"{start}-images", "idx3-ubyte", "images")
    labels_path, labels = _read_idx(f"{start}-labels", "idx1-ubyte", "labels")
    if len(images) != len(labels):
        raise ValueError(
            f"{labels_path}: expected {len(images)} labels, one for each image in {images_path.name}, got {len(labels)}"
        )
    if labels.max() > 9:
        i = int((labels > 9).argmax())
        raise ValueError(f"{labels_path}: expected labels from 0 to 9, got {labels[i]} for image {i}")
    return _dataset("mnist", images, labels, 255, classes, one_hot, dtype)


def one_hot(labels, n_classes):
    """Return one-hot columns, a single 1 in each, in the row that the label counts.

    Parameters
    ----------
    labels : array_like, shape (1, m)
        Whole numbers from 0 to n_classes - 1.
    n_classes : int
        How many classes there are.

    Returns
    -------
    ndarray, shape (n_classes, m)

    Raises
    ------
    TypeError, ValueError
        Another shape, or labels that are not such numbers.

    Notes
    -----
    Notebook 04, section 5. The way back is `Y.argmax(axis=0, keepdims=True)`.
    """
    n_classes = _doors.within(_doors.integer(n_classes, "n_classes", at_least=2), 10_000, "n_classes")
    labels = _doors.matrix(labels, "labels", rows=1)[0]
    wrong = (labels != np.floor(labels)) | (labels < 0) | (labels >= n_classes)
    if wrong.any():
        raise ValueError(f"labels: expected whole numbers from 0 to {n_classes - 1}, got {labels[wrong][0]:g}")
    return np.eye(n_classes)[:, labels.astype(int)]


def _dataset(name, images, labels, brightest, classes, as_columns, dtype):
    """Return the Dataset of the images (m, rows, columns) whose labels (m,) are among the classes."""
    _paper.truth(as_columns, "one_hot")
    if not isinstance(classes, (list, tuple, range)):
        raise TypeError(f"classes: expected a list of digits, got {type(classes).__name__}")
    classes = [_doors.integer(c, "classes", at_least=0, at_most=9) for c in classes]
    if len(set(classes)) != len(classes) or len(classes) < 2:
        raise ValueError(f"classes: expected at least two digits, all different, got {classes}")
    places = np.full(10, -1)
    places[classes] = range(len(classes))
    chosen = places[labels] >= 0
    X = np.divide(images[chosen].reshape(chosen.sum(), -1).T, brightest, dtype=dtype)
    Y = places[labels[chosen]][None]
    Y = one_hot(Y, len(classes)) if as_columns else Y
    pixels = tuple(f"row {r}, column {c}" for r in range(images.shape[1]) for c in range(images.shape[2]))
    return Dataset(X, Y.astype(dtype), name, pixels, tuple(map(str, classes)))


def _read_idx(stem, ending, kind):
    """Return the path and the content of an IDX file: images (m, rows, columns) or labels (m,), as bytes."""
    names = [f"{stem}{joint}{ending}{zipped}" for joint in "-." for zipped in ("", ".gz")]  # some unpack it with a dot
    path = next((path for path in map(Path, names) if path.is_file()), None)
    if path is None:
        raise ValueError(f"{names[0]}: expected this file, or the same gzipped with .gz at the end, got neither")
    raw = _bytes(path)
    if raw[:2] == b"\x1f\x8b":  # gzipped, whatever its name: some programs unpack a download and keep the .gz
        try:
            raw = gzip.decompress(raw)
        except (OSError, EOFError, zlib.error) as error:
            raise ValueError(f"{path}: expected a complete gzip file, got {type(error).__name__}: {error}") from error
    header = 16 if kind == "images" else 8
    magic, *sizes = (int.from_bytes(raw[i : i + 4], "big") for i in range(0, header, 4))
    if magic != _MAGIC[kind] or len(raw) < header:
        others = {number: name for name, number in _MAGIC.items()}
        hint = f", the one of {others[magic]}: are two files swapped?" if magic in others else ""
        raise ValueError(
            f"{path}: expected an IDX file of {kind}, {header} bytes or more that begin with the magic number "
            f"{_MAGIC[kind]}, got {len(raw)} bytes and {magic}{hint}"
        )
    if 0 in sizes:
        raise ValueError(f"{path}: expected at least one of the {kind}, got the sizes {sizes}")
    expected = header + math.prod(sizes)
    if len(raw) != expected:
        shape = " × ".join(map(str, sizes))
        raise ValueError(f"{path}: expected {expected} bytes, {header} and then {shape}, got {len(raw)}")
    return path, np.frombuffer(raw, np.uint8, offset=header).reshape(sizes)


def _bytes(path):
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ValueError(f"{path}: expected a readable file, got {type(error).__name__}: {error}") from error
