"""Explorer: the playground, a network with one hidden layer that is trained anew at every move of a control."""

import html
from collections.abc import Mapping

import ipywidgets

from .. import _paper
from . import controls
from . import playground_runs as runs
from .activations_words import KINDS
from .live import Explorer
from .playground_looks import Result, look
from .playground_view import PlaygroundScene
from .playground_words import code


class Playground(Explorer):
    """An Explorer that can freeze a run as A, play the training, and show the code of its picture.

    Attributes
    ----------
    code : str
        Python lines that reproduce the numbers of the picture.
    frozen : Settings or None
        Of run A in a comparison.
    """

    def __init__(self, panel, own=None, frozen=None):
        self.code, self.frozen, self._trainer = "", frozen, runs.Trainer(own)
        self._lines = ipywidgets.HTML()
        moment = panel["moment"]
        play = ipywidgets.Play(min=0, max=100, step=2, interval=100, value=moment.value, show_repeat=False)
        ipywidgets.jslink((play, "value"), (moment, "value"))
        buttons = [panel[name] for name in ("compare", "show_code")]
        super().__init__(panel, self._train_and_look, PlaygroundScene(), extra=buttons)
        box = self.widget.children[0]
        box.children = [*(child for child in box.children[:-1] if child not in buttons), play, box.children[-1]]
        self.widget.children = (*self.widget.children, self._lines)

    def _train_and_look(self, moment, compare, show_code, **settings):
        now = _settings(settings)
        self.frozen = (self.frozen or now) if compare else None
        looks = [look(self._trainer.train(settings), moment) for settings in (now, self.frozen) if settings]
        self._result = Result(*looks)
        return self._result

    def _show(self):
        super()._show()
        self.code = code(self._result)
        self._lines.value = self._listing() if self.controls["show_code"].value else ""

    def _listing(self):
        given = " X and Y are your data." if self._trainer.own else ""
        return (
            f"<p>These lines, run in a cell, print the numbers of the picture.{given}</p>"
            '<pre style="padding: 8px 12px; overflow-x: auto; line-height: 1.4; border: 1px solid #8a8a8a; '
            'color: var(--jp-content-font-color1, #1b1b1b); background: var(--jp-cell-editor-background, #f5f5f5)">'
            f"{html.escape(self.code)}</pre>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = super()._repr_mimebundle_(include, exclude)
        return bundle | {"text/html": bundle["text/html"] + self._lines.value}


_INPUTS = (("x₁, x₂", "plain"), ("and x₁x₂", "product"), ("and x₁², x₂²", "squares"), ("all five", "all"))


def _settings(values):
    return runs.Settings(**values | {"epochs": int(values["epochs"])})


def _panel(own, data, noise, test_share, inputs, units, activation, scale, learning_rate, epochs, seed):
    names = [("your data", "own")] if own else [(name, name) for name in runs.SETS]
    panel = {
        "data": controls.choice("data set", names, "own" if own else data, name="data"),
        "noise": controls.slider("noise", noise, 0, 0.5, 0.05),
        "test_share": controls.whole("test points [%]", test_share, 10, 90, 10, name="test_share"),
        "inputs": controls.choice("inputs", list(_INPUTS), inputs),
        "units": controls.whole("hidden units", units, 1, 20, name="units"),
        "activation": controls.choice(
            "activation g", [(KINDS[name].text, name) for name in runs.ACTIVATIONS], activation, name="activation"
        ),
        "scale": controls.choice(
            "initial scale",
            [(f"{s:g}" if isinstance(s, float) else s.capitalize(), s) for s in runs.SCALES],
            scale,
            name="scale",
        ),
        "learning_rate": controls.powers(
            "learning rate α", learning_rate, -3, 2, (1, 1.2, 1.5, 2, 3, 5, 7), name="learning_rate"
        ),
        "epochs": controls.powers("epochs", epochs, 0, 4, (1, 2, 5)),
        "seed": controls.whole("seed", seed, 1, 50),
    }
    if own:
        del panel["noise"]
    if own and own.X.shape[0] != 2:
        if inputs != "plain":
            raise ValueError(f"inputs: expected 'plain' for data with {own.X.shape[0]} features, got {inputs!r}")
        del panel["inputs"]
    return panel


def playground(
    X=None, Y=None, data="flower", noise=0.2, test_share=50, inputs="plain", units=4, activation="tanh", scale=0.01,
    learning_rate=1.2, epochs=1000, seed=1, moment=100, against=None, show_code=False,
):  # fmt: skip
    """Explore how a network with one hidden layer learns, with every knob at hand.

    Every move of a control trains a whole run from the same start: points, split and initial weights come from random
    numbers of their own, so that only what the control names is different. The initial scale changes the lengths of
    the same weights.

    Parameters
    ----------
    X : array_like, shape (n_x, m), optional
        Your own examples, one per column. With other than two features the probability of every example is drawn
        instead of a boundary.
    Y : array_like, shape (1, m), optional
        Their labels, 0 or 1.
    data : {"flower", "moons", "circles", "xor", "spirals"}
        Which 400 points at the start, if they are not your own.
    noise : float
        0 to 0.5, how far these points are shaken.
    test_share : int
        Percent of the points that are kept for testing, 10 to 90.
    inputs : {"plain", "product", "squares", "all"}
        What the network is given beside x₁ and x₂: nothing, x₁x₂, x₁² and x₂², or all three. Only for two features.
    units : int
        Hidden units, 1 to 20.
    activation : str
        Of the hidden units, any but softmax.
    scale : float or {"xavier", "he"}
        Of the initial weights: 0, 0.01, 0.1, 1, 3 or 10.
    learning_rate : float
        0.001 to 100, 1, 1.2, 1.5, 2, 3, 5 or 7 times a power of ten.
    epochs : int
        1 to 10,000; 1, 2 or 5 times a power of ten.
    seed : int
        Which random numbers, 1 to 50.
    moment : int
        Which moment of the training is shown, from 0 (the start) to 100 (the end); denser at the start.
    against : dict, optional
        Begin with a comparison: the settings in which run A differs, as {"scale": 0.0}.
    show_code : bool

    Returns
    -------
    Playground

    Raises
    ------
    TypeError, ValueError
        Data that do not fit, or a start that a control cannot show; the message names it.

    Notes
    -----
    Notebook 03, section 8. Setting `.controls["compare"].value = True` freezes the current run as A.
    """
    own = runs.own_data(X, Y)
    start = {
        "data": data, "noise": noise, "test_share": test_share, "inputs": inputs, "units": units,
        "activation": activation, "scale": scale, "learning_rate": learning_rate, "epochs": epochs, "seed": seed,
    }  # fmt: skip
    frozen = None
    if against is not None and not isinstance(against, Mapping):
        raise TypeError(f"against: expected a dict of settings, got {type(against).__name__}")
    if against is not None:
        unknown = [name for name in against if name not in start]
        if unknown:
            raise ValueError(f"against: expected settings among {', '.join(start)}, got {unknown[0]!r}")
        frozen = _settings({name: control.value for name, control in _panel(own, **start | against).items()})
    panel = _panel(own, **start)
    panel["moment"] = controls.whole("time travel", moment, 0, 100, name="moment").add_class("explorer-wide")
    panel["compare"] = ipywidgets.ToggleButton(against is not None, description="compare A and B")
    panel["show_code"] = ipywidgets.ToggleButton(_paper.truth(show_code, "show_code"), description="show the code")
    return Playground(panel, own, frozen)
