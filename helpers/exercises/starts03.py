"""What can be wrong with a start, exercise 03.9: a complaint about the numbers, and the known slips."""

import numpy as np

from .compare import shape
from .engine import slip

_SIZES = ((30, 40, 50), (30, 40, 50), (30, 40, 50), (60, 50, 20))
_SEEDS = (1, 1, 2, 3)
STARTS = tuple((*sizes, np.random.default_rng(seed)) for sizes, seed in zip(_SIZES, _SEEDS, strict=True))


def _drawn(results):
    """Return whether the same generator state gave the same W1, and whether another one did."""
    first, again, other, _ = (result[0] for result in results)
    return np.array_equal(first, again), np.array_equal(first, other)


def _output_first(results):
    """Say whether the first numbers that each generator gives are those of W2."""
    return all(
        np.allclose(np.sort(np.ravel(W2)), np.sort(0.01 * np.random.default_rng(seed).standard_normal(np.size(W2))))
        for (_, _, W2, _), seed in zip(results, _SEEDS, strict=True)
    )


def start_complaint(results):
    """Return what is wrong with starts of the right shapes, or ""."""
    for W1, b1, W2, b2 in results:
        if np.any(b1) or np.any(b2):
            return "b1 and b2 should be all 0."
        for name, W in (("W1", W1), ("W2", W2)):
            mean, spread, largest = np.mean(W), np.std(W), np.abs(W).max()
            if not (abs(mean) < 0.002 and 0.008 < spread < 0.012 and largest > 0.022):  # each has 1,000 or more entries
                return (
                    f"{name} should be drawn from a normal distribution with mean 0 and standard deviation 0.01; yours "
                    f"has mean {mean:.2g}, standard deviation {spread:.2g} and largest size {largest:.2g}."
                )
            if len(np.unique(W)) < np.size(W) / 10:
                return f"each entry of {name} should be drawn for itself; yours has many equal ones."
    if _output_first(results):
        return "the weights of W1 should be drawn before those of W2."
    return "" if _drawn(results) == (True, False) else "the weights should depend on rng, and on rng alone."


def _all_say(*words):
    """Return a test whether every result is an exception whose message holds one of these words."""
    return lambda results: all(isinstance(r, Exception) and any(word in str(r) for word in words) for r in results)


def _four(result):
    """Say whether it is four numbers or arrays."""
    parts = result if isinstance(result, (tuple, list)) else ()
    return len(parts) == 4 and all(shape(part).startswith(("a number", "an array")) for part in parts)


def _every(says):
    """Return a test whether `says(W1, b1, W2, b2)` holds for every result of four numbers or arrays."""
    return lambda results: all(_four(result) and says(*map(np.asarray, result)) for result in results)


def _shapes(says):
    """Return a test whether `says(the right shapes, the shapes found)` holds for every result of four arrays."""

    def test(results):
        if not all(map(_four, results)):
            return False
        right = [((n_h, n_x), (n_h, 1), (n_y, n_h), (n_y, 1)) for n_x, n_h, n_y in _SIZES]
        return all(says(wanted, tuple(map(np.shape, found))) for wanted, found in zip(right, results, strict=True))

    return test


def _flat(W):
    """Say whether W has one axis, and more on it than a shape read as the centre would give."""
    return W.ndim == 1 and W.size > 2


def _rows_alike(W):
    return W.ndim == 2 and bool((W[0] == W).all())


START_SLIPS = (
    slip(
        "randn with a tuple",
        "np.random.randn wants its sizes without a tuple, unlike all its relatives. A generator does not know it: "
        "look for rng.standard_normal, which takes the shape as one tuple.",
        shows=_all_say("'tuple' object cannot be interpreted"),
    ),
    slip(
        "brackets",
        "a shape is ONE argument, a tuple with brackets of its own. Without them the second size is read as the "
        "type of the numbers (Cannot interpret … as a data type).",
        shows=_all_say("Cannot interpret"),
    ),
    slip(
        "0.01 inside",
        "the closing bracket comes too late: you multiply the shape by 0.01. What should become small?",
        shows=_all_say("can't multiply sequence", "'float' object cannot be interpreted"),
    ),
    slip(
        "np.zero",
        "NumPy has no np.zero. There are many zeros in an array, so how is it called?",
        shows=_all_say("no attribute 'zero'"),
    ),
    slip(
        "rng.randn",
        "a generator has no randn: that is the older np.random. Its name here is standard_normal, with the shape "
        "as one tuple.",
        shows=_all_say("no attribute 'randn'", "no attribute 'rand'"),
    ),
    slip(
        "flat",
        "W1 or W2 is one long list of numbers, with a single axis. A matrix has two: which two numbers make up its "
        "shape, as one tuple?",
        shows=_every(lambda W1, b1, W2, b2: _flat(W1) or _flat(W2)),
    ),
    slip(
        "arguments of normal",
        "W1 or W2 is no matrix, but a number or two. (rng.normal reads what comes first as centre and spread; the "
        "shape is its third argument, size=…, or the only one of rng.standard_normal.)",
        shows=_every(lambda W1, b1, W2, b2: W1.ndim < 2 or W2.ndim < 2),
    ),
    slip(
        "order",
        "all four shapes are there, but not in their places. In which order does the task name W1, b1, W2 and b2?",
        shows=_shapes(lambda right, found: found != right and sorted(found) == sorted(right)),
    ),
    slip(
        "one name",
        "W1 and W2 have the same shape: has one pair overwritten the other? Each layer needs names of its own.",
        shows=_every(lambda W1, b1, W2, b2: W1.shape == W2.shape),
    ),
    slip(
        "W transposed",
        "W1 fits examples in rows. Here W1 @ X turns n_x rows into n_h: which number comes first in its shape?",
        shows=_shapes(lambda right, found: found[0] == right[0][::-1]),
    ),
    slip(
        "shape of W2",
        "W1 has the right shape, W2 has not. W2 @ A1 turns the n_h rows of A1 into n_y: how many rows and columns does "
        "it need for that?",
        shows=_shapes(lambda right, found: found[0] == right[0] and found[2] != right[2]),
    ),
    slip(
        "shape of b",
        "both W have the right shape. A bias vector is a column, with one row per unit: is that the shape you asked "
        "for?",
        shows=_shapes(lambda right, found: found[::2] == right[::2] and found != right),
    ),
    slip(
        "zeros for W",
        "weights of zero leave all hidden units alike, for ever: they start as copies and get the same gradients. "
        "What makes them differ from the start?",
        shows=_every(lambda W1, b1, W2, b2: not (W1.any() or W2.any())),
    ),
    slip(
        "copies",
        "in W1 or in W2 all rows are the same, so the units of that layer start as copies of one another. Is every "
        "weight a random number of its own?",
        shows=_every(lambda W1, b1, W2, b2: _rows_alike(W1) or _rows_alike(W2)),
    ),
    slip(
        "constant biases",
        "all biases have the same value, which is not the one they should start with. Which function makes an array "
        "of that?",
        shows=_every(lambda W1, b1, W2, b2: (b1.any() or b2.any()) and max(np.ptp(b1), np.ptp(b2)) == 0),
    ),
    slip(
        "random biases",
        "random biases do no harm, but are not needed: random weights make the units differ already. Here b1 and "
        "b2 start at 0.",
        shows=_every(lambda W1, b1, W2, b2: b1.any() or b2.any()),
    ),
    slip(
        "all positive",
        "W1 or W2 has no negative weight, so its units start leaning the same way. (rng.random and rng.uniform draw "
        "from 0 to 1.) Which distribution lies around 0?",
        shows=_every(lambda W1, b1, W2, b2: W1.min() >= 0 or W2.min() >= 0),
    ),
    slip(
        "× 0.01 forgotten",
        "the weights have standard deviation 1. Large sums lie where tanh is flat: by which factor did we want to "
        "shrink W1 and W2?",
        shows=_every(lambda W1, b1, W2, b2: min(W1.std(), W2.std()) > 0.9 and max(W1.std(), W2.std()) < 1.1),
    ),
    slip(
        "× 0.01 for W2 only",
        "W2 is small, but W1 still has standard deviation 1. Which factor has it not met?",
        shows=_every(lambda W1, b1, W2, b2: 0.9 < W1.std() < 1.1 and 0.008 < W2.std() < 0.012),
    ),
    slip(
        "× 0.01 for W1 only",
        "W1 is small, but W2 still has standard deviation 1. Which factor has it not met?",
        shows=_every(lambda W1, b1, W2, b2: 0.9 < W2.std() < 1.1 and 0.008 < W1.std() < 0.012),
    ),
    slip(
        "W2 first",
        "good numbers, but rng gave its first ones to W2. Draw those of W1 first, as the task says; then the same seed "
        "gives everybody the same start.",
        shows=lambda results: all(map(_four, results)) and _output_first(results),
    ),
    slip(
        "seeded inside",
        "every call returns the same weights, whichever rng it gets: is there a fixed seed inside? Which generator "
        "should you draw from?",
        shows=lambda results: all(map(_four, results)) and _drawn(results) == (True, True),
    ),
    slip(
        "rng unused",
        "the same rng gives other weights each time, so nobody could repeat your run. Draw from the rng that is "
        "handed to you.",
        shows=lambda results: all(map(_four, results)) and not _drawn(results)[0],
    ),
)
