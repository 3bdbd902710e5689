"""What the explorer of initial weights says about a run."""

import math

SHOWN = {"tanh": "tanh", "sigmoid": "sigmoid", "relu": "ReLU"}
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_ZEROS = {
    "tanh": "every hidden output is tanh(0) = 0, and every output weight is 0. Each derivative of a weight has a "
    "factor 0, and nothing ever moves.",
    "sigmoid": "every hidden output is 0.5, so all units receive the same derivatives. With as many points of either "
    "class even these are 0, but for rounding.",
    "relu": "every hidden unit is off and every output weight is 0. Each derivative of a weight has a factor 0, and "
    "nothing ever moves.",
}


def now(result):
    """Describe one moment: cost, accuracy, how different the units are, and how many outputs are saturated."""
    trained, i = result.trained, result.index
    meaning = "their slope is 0" if trained.g == "relu" else "slope below 5 % of the largest"
    return (
        f"cost {cost(trained.costs[i])}, {100 * trained.accuracy[i]:.0f} % of {result.A.shape[1]} points right. "
        f"The weights of the hidden units differ by {difference(trained.spread[i])}; of their outputs {flat(result)} "
        f"({meaning})."
    )


def whole(trained):
    """Say in a sentence or two what became of this start."""
    scale, first = trained.scale, cost(trained.costs[0])
    if scale in (0, "same"):
        return f"Equal weights: {_equal(trained)}"
    if scale in ("xavier", "he", 1):
        return (
            f"Middling weights: the units begin different from one another, at cost {first} (mere guessing costs 0.69)."
        )
    if scale < 1:
        late = "" if trained.g == "relu" else " Saturation comes late and does no harm."
        return (
            f"Small weights: the units begin nearly equal (they differ by {difference(trained.spread[0])}), at cost "
            f"ln 2 ≈ 0.69. The differences grow.{late}"
        )
    stuck = "" if trained.g == "relu" else f", with {100 * trained.flat[0]:.0f} % of the hidden outputs saturated"
    return (
        f"Large weights: the network begins sure of itself and often wrong, at cost {first} (mere guessing costs 0.69)"
        f"{stuck}. Whether it recovers depends on the seed."
    )


def _equal(trained):
    n, spread = trained.weights.shape[1], trained.spread[-1]
    why = _ZEROS[trained.g] if trained.scale == 0 else "all units receive the same derivatives and move as one."
    if spread < 1e-3:
        but = " but for rounding" if spread else ""
        return f"{why} The {n} units are copies of one another for ever{but}: together they can do what one can."
    return (
        f"{why} On paper the {n} units are copies for ever. Here a sum was rounded differently for one of them, and "
        "training magnified that last digit until they parted."
    )


def cost(J):
    """Write a cost with no more digits than every machine agrees on."""
    return f"{J:.2f}" if J < 10 else f"{J:.0f}"


def flat(result):
    """Write the share of hidden outputs whose slope is (nearly) 0."""
    return f"{100 * result.trained.flat[result.index]:.0f} % {'off' if result.trained.g == 'relu' else 'saturated'}"


def difference(spread):
    """Write by how much the units differ, mere rounding only as a power of ten."""
    if spread == 0:
        return "exactly 0"
    if spread < 1e-5:
        return "less than 10" + str(math.floor(math.log10(spread)) + 1).translate(_RAISED)
    return f"up to {spread:.2g}"
