"""Explorer: design a deep network and watch it learn, layer by layer (notebook 04)."""

import html
import time
from functools import lru_cache

import ipywidgets

from .. import _doors
from . import controls, frame
from .activations_words import KINDS
from .deep_training import Training, look
from .deep_view import DeepScene
from .deep_words import NAMES
from .live import VIEW, Explorer
from .running import Slices, in_turn

DEPTH, WIDTH = 6, 64
_HIDDEN = ("tanh", "sigmoid", "relu", "leaky_relu", "swish", "linear")
_SCALES = (("0.01", 0.01), ("Xavier", "xavier"), ("He", "he"))
_BATCHES = (("all at once", 0), ("16", 16), ("32", 32), ("64", 64), ("128", 128))
_SLICE = 0.05  # seconds of training between two pictures, unless a single epoch takes longer
_AFFORDABLE = 5  # seconds of training for the picture that is stored


@lru_cache(maxsize=4)
def compute(**settings):
    """Return the picture of a run that has come to its end."""
    run = Training(**settings)
    while run.more:
        run.advance(run.epochs)
    return look(run, "over")


class DeepExplorer(Explorer):
    """An explorer that trains while it is watched: Train, Stop, Reset, and a change of a control begins again.

    Attributes
    ----------
    run : Training
        The run so far; its `.layers` are the network.
    buttons : dict of str to ipywidgets.Button
        "train", "stop" and "reset".
    """

    def __init__(self, panel):
        Slices.stop_all("another explorer was made")
        self._slices = Slices(self._advance, self._draw, self._ended)
        self.buttons = {
            "train": ipywidgets.Button(description="▶ Train", button_style="primary"),
            "stop": ipywidgets.Button(description="■ Stop"),
            "reset": ipywidgets.Button(description="↺ Reset"),
        }
        for name, act in (("train", self.start), ("stop", self.stop), ("reset", self.reset)):
            self.buttons[name].on_click(lambda _, act=act: act())
        super().__init__(panel, compute, DeepScene(), extra=[*self.buttons.values()])
        units = [panel[f"n{i + 1}"] for i in range(DEPTH)]
        data_set, layers, activation, *others = [control for control in panel.values() if control not in units]
        top = self.widget.children[0]
        top.children = [data_set, layers, activation, frame.grid(units, three=True), *others, top.children[-1]]
        layers.observe(self._fit, "value")
        self._fit()

    @property
    def running(self):
        """Whether a run is under way."""
        return self._slices.running

    @in_turn
    def start(self):
        """Train on from where the run is, or again once it is over: a task, or to the end if there is no event loop."""
        self._ready()
        self._slices.start()

    async def train(self):
        """Train as `start` does, and wait until it is over or stopped."""
        self._ready()
        await self._slices.run()

    @in_turn
    def stop(self):
        """Stop before the next slice; what was learnt is kept."""
        self._slices.stop()

    def reset(self):
        """Stop, and go back to the start."""
        self._redraw(None)

    def _ready(self):
        if not (self.run.more or self.running):
            self.reset()
        if not self.running:
            self._say(self._scene.caption(self._result._replace(state="running")))

    def _fit(self, change=None):
        for i in range(DEPTH):
            self.controls[f"n{i + 1}"].layout.display = None if i < self.controls["layers"].value else "none"

    def _show(self):
        self.run, self._most, self.message = Training(**self.settings), 1, ""
        self._draw()

    @in_turn
    def _redraw(self, change):
        self._slices.abandon()
        super()._redraw(change)

    def _advance(self):
        began, before = time.perf_counter(), self.run.epoch
        self.run.advance(self._most)
        each = (time.perf_counter() - began) / max(self.run.epoch - before, 1)
        self._most = max(1, int(_SLICE / each))
        return self.run.more

    def _draw(self):
        self._paint(look(self.run, self._state()))
        self.message = self.run.broke
        self._say(self._scene.caption(self._result))

    def _ended(self, why):
        self._result = self._result._replace(state=self._state())
        self.message = why or self.run.broke
        self._say(self._scene.caption(self._result) + (f" <b>⚠ {html.escape(why)}.</b>" if why else ""))

    def _state(self):
        if not self.run.more:
            return "over"
        return "running" if self.running else "paused" if self.run.epoch else "start"

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Store the end of the run, since nobody can press Train without a kernel; of a very long one, the start."""
        fresh = Training(**self.settings)
        seen = compute(**self.settings) if fresh.seconds < _AFFORDABLE else look(fresh, "start")
        bundle = self._scene.picture(seen, "png")._repr_mimebundle_()
        bundle["text/html"] = f"<div>{self._scene.caption(seen)}</div>{bundle['text/html']}{self._note()}"
        return {VIEW: self.widget._repr_mimebundle_()[VIEW], **bundle}


def deep(
    dataset="spirals",
    units=(16, 16, 16),
    activation="tanh",
    scale="he",
    learning_rate=0.1,
    batch_size=32,
    epochs=200,
    seed=1,
):
    """Design a deep network and watch it learn, with the size of its signals and gradients in every layer.

    Parameters
    ----------
    dataset : {"flower", "moons", "circles", "xor", "spirals", "digits"}
        At the start, as everything here.
    units : sequence of int
        Units of the hidden layers: one to six layers of 1 to 64 units.
    activation : {"tanh", "sigmoid", "relu", "leaky_relu", "swish", "linear"}
        Of the hidden layers.
    scale : {0.01, "xavier", "he"}
        Of the first weights, as `network.initialize` takes it.
    learning_rate : float
        Between 0.001 and 100.
    batch_size : {None, 16, 32, 64, 128}
        None: all examples at once.
    epochs : int
        1, 2 or 5 times a power of ten, up to 10,000.
    seed : int
        Of the first weights and the batches, 1 to 20.

    Returns
    -------
    DeepExplorer

    Raises
    ------
    TypeError, ValueError
        A start that the controls cannot show.

    Notes
    -----
    Notebook 04. Training runs in slices between which every control answers. From Python, `start()` trains to the end
    where no event loop runs, and `await train()` does where one does.
    """
    if not isinstance(units, (list, tuple)):
        raise TypeError(f"units: expected a list of whole numbers, got {type(units).__name__}")
    if not 1 <= len(units) <= DEPTH:
        raise ValueError(f"units: expected one to {DEPTH} hidden layers, got {len(units)}")
    units = [_doors.integer(n, f"units[{i}]", at_least=1, at_most=WIDTH) for i, n in enumerate(units)]
    widths = [*units, *[units[-1]] * (DEPTH - len(units))]
    panel = {
        "dataset": controls.choice("data set", [(text, name) for name, text in NAMES.items()], dataset, name="dataset"),
        "layers": controls.whole("hidden layers", len(units), 1, DEPTH, name="layers"),
        **{f"n{i}": controls.whole(f"n[{i}]", n, 1, WIDTH) for i, n in enumerate(widths, start=1)},
        "activation": controls.choice(
            "activation g", [(KINDS[name].text, name) for name in _HIDDEN], activation, name="activation"
        ),
        "scale": controls.choice("initial scale", _SCALES, scale, name="scale"),
        "learning_rate": controls.powers(
            "learning rate α", learning_rate, -3, 2, within=(1, 2, 3, 5), name="learning_rate"
        ),
        "batch_size": controls.choice("batch size", _BATCHES, batch_size or 0, name="batch_size"),
        "epochs": controls.powers("epochs", epochs, 0, 4, within=(1, 2, 5)),
        "seed": controls.whole("seed", seed, 1, 20),
    }
    return DeepExplorer(panel)
