"""What the playground says: how a run went, how two runs differ, and the code that reproduces them."""

import numpy as np

from .activations_words import KINDS
from .playground_runs import INPUTS, M, fraction

NAMES = {
    "data": "data set", "noise": "noise", "test_share": "test points", "units": "hidden units",
    "activation": "activation", "learning_rate": "learning rate α", "scale": "initial scale", "seed": "seed",
    "epochs": "epochs", "inputs": "inputs",
}  # fmt: skip
TOO_FEW = 20
_VERDICTS = {
    "diverging": "The learning rate is too large: the steps overshoot, and the cost ends higher than it started.",
    "oscillating": "The learning rate is large: the cost jumps up and down, because the steps overshoot the valley.",
    "slow": "The cost has hardly moved: try a larger learning rate, another initial scale or more epochs.",
    "trembling": "The cost has settled, but trembles: the learning rate is nearly too large.",
    "settled": "By the end of the run the cost has settled.",
    "learning": "The cost was still falling at the end of the run: more epochs would help.",
}
_OVERFIT, _EQUAL = 0.08, 0.02


def number(value):
    """Write a cost with three digits that count."""
    return f"{value:.3g}"


def percent(share):
    """Write a share in percent."""
    return f"{100 * share:.1f} %"


def score(trained, part, index):
    """Write cost and accuracy of a part (0: train, 1: test), as the code prints them."""
    return f"cost {number(trained.cost[part, index])}, {percent(trained.right[part, index])} right"


def value(settings, name):
    """Write one setting."""
    setting = getattr(settings, name)
    if name == "activation":
        return KINDS[setting].text
    if name in ("learning_rate", "scale", "noise"):
        return setting.capitalize() if isinstance(setting, str) else f"{setting:,.10g}"
    if name == "inputs":
        return f"{', '.join(INPUTS[setting][:-1])} and {INPUTS[setting][-1]}"
    return f"{setting:,} %" if name == "test_share" else f"{setting:,}" if isinstance(setting, int) else setting


def hints(look):
    """Return sentences on how the run went and on the units at this moment, the most important first."""
    trained, said = look.trained, []
    settings, n = trained.settings, trained.settings.units
    own = settings.data == "own"
    if trained.broke is not None:
        said.append(
            f"Training broke off at epoch {trained.broke:,}: the steps overshot until the numbers grew beyond all "
            f"bounds. Turn the learning rate down{', or scale your data (data.standardize)' if own else ''}. "
            f"Shown is the run until then."
        )
    one_class = np.ptp(trained.train.Y) == 0
    if one_class:
        said.append("All training points belong to one class, so there is nothing to tell apart.")
    if look.copies:
        said.append(f"{_of(n, n)} copies of one another: starting equal, they get equal gradients for ever.")
    if dead := look.dead.sum():
        said.append(f"{_of(dead, n)} dead: zero for every training point, so that no gradient passes through.")
    if trained.flat:
        said.append(
            f"{_of(trained.flat, n, 'was', 'were')} saturated at the start, too flat at nearly all training points to "
            f"learn fast.{' Scale your data (data.standardize).' if own else ''}"
        )
    if settings.activation == "linear":
        line = "the boundary is a straight line" if settings.inputs == "plain" else "all that bends is the inputs"
        said.append(f"Linear units add up to a single neuron, whatever their number: {line}.")
    (train, test), cost = trained.right[:, look.index], trained.cost[:, look.index]
    if not one_class and train - test >= _OVERFIT and cost[1] > 1.3 * cost[0]:
        said.append("It knows the training points much better than the test points: it overfits.")
    if trained.broke is None:
        said.append(_went(trained))
    return said


def _of(count, n, one="is", more="are"):
    """Say how many of the hidden units, with the verb."""
    if n == 1:
        return f"The only hidden unit {one}"
    if count == n:
        return f"{'Both' if n == 2 else f'All {n}'} hidden units {more}"
    return f"{count} of {n} hidden units {one if count == 1 else more}"


def _went(trained):
    if len(trained.run.costs) <= TOO_FEW:
        return f"Fewer than {TOO_FEW} epochs are too few to judge the run by."
    if trained.verdict in ("settled", "slow") and trained.cost[0, -1] < 0.02:
        return "By the end of the run the training cost is next to nothing."
    costs, verdict = trained.run.costs, trained.verdict
    if verdict == "oscillating" and np.ptp(costs[-len(costs) // 10 :]) < 0.05 * (costs[0] - costs[-1]):
        verdict = "trembling"
    return _VERDICTS[verdict]


def reading(look):
    """Return the caption of one run, as HTML."""
    trained, i = look.trained, look.index
    sizes = [part.X.shape[1] for part in (trained.train, trained.test)]
    text = (
        f"<b>Epoch {look.epoch:,}</b> of {trained.settings.epochs:,}. "
        f"{_several(sizes[0], 'training point')}: {score(trained, 0, i)}. "
        f"{_several(sizes[1], 'test point')}: {score(trained, 1, i)}.<br>{' '.join(hints(look)[:3])}"
    )
    if not trained.limits:
        n = trained.train.X.shape[0]
        text += (
            f"<br>Your data have {_several(n, 'feature')}, not two, so there is no plane to draw a boundary in: you "
            " see the probability that the network gives each example instead. In each hidden unit's picture: what "
            "it gives for the training examples of class 0 (lower half) and of class 1 (upper half), sorted."
        )
    return text


def _several(count, what):
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def differing(frozen, now):
    """Return the names of the settings in which two runs differ."""
    return [name for name in now._fields if getattr(frozen, name) != getattr(now, name)]


def comparison(frozen, now):
    """Return the caption of a comparison of two looks, as HTML."""
    a, b = frozen.trained.settings, now.trained.settings
    scores = [
        f"<b>{letter}</b>, epoch {look.epoch:,}: train {score(look.trained, 0, look.index)}; "
        f"test {score(look.trained, 1, look.index)}."
        for letter, look in (("A", frozen), ("B", now))
    ]
    names = differing(a, b)
    if not names:
        return f"<b>A is frozen.</b> Move any control: B, beside it, follows.<br>{'<br>'.join(scores)}"
    same = ""
    if {"data", "noise", "test_share", "seed"}.isdisjoint(names):
        start = " and the same start" if {"units", "scale", "inputs"}.isdisjoint(names) else ""
        same = f", with the same points{start}"
    knobs = ", ".join(f"{NAMES[name]} (A {value(a, name)}, B {value(b, name)})" for name in names)
    before, after = (look.trained.right[1, look.index] for look in (frozen, now))
    spread = sum(p * (1 - p) / look.trained.test.X.shape[1] for p, look in ((before, frozen), (after, now))) ** 0.5
    equal = abs(after - before) < max(_EQUAL, spread)  # no more than chance alone makes of as many test points
    verdict = "about as well" if equal else "better" if after > before else "worse"
    return (
        f"<b>A and B differ in</b> {knobs}{same}. <b>B does {verdict}</b>: {percent(after)} of the test points right, "
        f"against {percent(before)}.<br>{'<br>'.join(scores)} {hints(now)[0]}"
    )


def description(result):
    """Return the alternative text of a picture; training decides its numbers, so it states few digits."""
    parts = []
    for letter, look in zip("AB" if result.frozen else " ", result.looks, strict=False):
        s, trained, i = look.trained.settings, look.trained, look.index
        cost, right = trained.cost[:, i], 100 * trained.right[:, i]
        inputs = "" if s.inputs == "plain" else f"inputs {value(s, 'inputs')}, "
        units = _several(s.units, f"hidden {value(s, 'activation')} unit")
        parts.append(
            f"{'Run ' + letter + ': a' if result.frozen else 'A'} network with "
            f"{units} on {trained.train.name}, "
            f"{inputs}learning rate {s.learning_rate:,.10g}, initial scale {value(s, 'scale')}, epoch {look.epoch:,}: "
            f"training cost {cost[0]:.2g}, {right[0]:.0f} % of the training points right; test cost {cost[1]:.2g}, "
            f"{right[1]:.0f} % of the test points right. {' '.join(hints(look)[:2])}"
        )
    return " ".join(parts)


_IMPORTS = "import numpy as np\nfrom helpers import data, network\n"


def code(result):
    """Return Python lines that train what is shown again, as far as this moment, and print costs and accuracies."""
    if result.frozen is None:
        return f"{_IMPORTS}\n{_training(result.now)}"
    return f'{_IMPORTS}\nprint("A")\n{_training(result.frozen)}\nprint("B")\n{_training(result.now)}'


def _training(look):
    s, n_x = look.trained.settings, look.trained.train.X.shape[0]
    own, extension = s.data == "own", _extension(s.inputs)
    source = 'data.Dataset(X, Y, "your data", ())' if own else f"data.{s.data}({M}, noise={s.noise!r}, rng=points)"
    return f'''points, halves, start = np.random.default_rng({s.seed}).spawn(3)
train, test = data.split({source}, {fraction(s)}, rng=halves)
{extension}layers = network.initialize([{n_x}, {s.units}, 1], hidden="{s.activation}", scale={s.scale!r}, rng=start)
run = network.train(layers, train.X, train.Y, learning_rate={s.learning_rate!r}, epochs={look.epoch})
for name, part in (("train", train), ("test", test)):
    cost = network.cost(run.layers, part.X, part.Y)
    right = 100 * (network.predict(run.layers, part.X) == part.Y).mean()
    print(f"{{name}}: cost {{cost:.3g}}, {{right:.1f}} % right")
'''


def _extension(inputs):
    """Return the line that gives both parts their further inputs."""
    if inputs == "plain":
        return ""
    squares = ", part.X**2" if "x₁²" in INPUTS[inputs] else ""
    product = ", part.X[0] * part.X[1]" if "x₁x₂" in INPUTS[inputs] else ""
    return f"train, test = (part._replace(X=np.vstack([part.X{squares}{product}])) for part in (train, test))\n"
