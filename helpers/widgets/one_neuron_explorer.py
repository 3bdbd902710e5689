"""Explorer: the weights and the bias of one neuron (notebook 01, section 2)."""

from functools import partial
from typing import NamedTuple

import numpy as np

from .. import activations, diagrams, style
from . import controls
from .live import Explorer, Scene

_REACH = 6.0
_SHOWN = {"linear": "identity", "relu": "ReLU", "sigmoid": "sigmoid"}


class _Result(NamedTuple):
    weights: tuple[float, float]
    inputs: tuple[float, float]
    b: float
    z: float
    a: float
    activation: activations.Activation
    x: np.ndarray
    curve: np.ndarray
    unbiased: np.ndarray


def compute(w1, w2, b, x1, x2, g):
    """Return the neuron's output at one input, and along x₁ with and without its bias."""
    activation = activations.by_name(g)
    x = np.linspace(-_REACH, _REACH, 241)
    z = w1 * x1 + w2 * x2 + b
    along = w1 * x + w2 * x2
    return _Result(
        (w1, w2), (x1, x2), b, z, float(activation(z)), activation, x, activation(along + b), activation(along)
    )


class _Scene(Scene):
    def __init__(self):
        super().__init__(9.4, 3.5, columns=2, width_ratios=[1.15, 1])
        left, ax = self.axes
        self.neuron = diagrams.Neuron(left, inputs=2)
        self.moving(*self.neuron.artists)
        ax.set_xlim(-_REACH, _REACH)
        style.label(ax, "input x₁ (the rest as set)", "output a", "solid: with the bias;  dotted: with b = 0")
        self.plain = self.moving(*ax.plot([], [], color=style.VERMILION, linestyle=":", linewidth=2))
        self.curve = self.moving(*ax.plot([], [], color=style.BLUE, linewidth=2.5))
        self.dot = self.moving(*ax.plot([], [], "o", color=style.INK, markersize=9, clip_on=False, in_layout=False))
        look = {"ha": "center", "va": "top", "fontsize": 10.5, "bbox": {"fc": style.PAPER, "ec": "none", "pad": 1.5}}
        self.outside = self.moving(ax.text(0.5, 0.95, "", transform=ax.transAxes, **look))
        self.name = None

    def update(self, result):
        ax = self.axes[1]
        if result.activation.name != self.name:
            self.name = result.activation.name
            ax.set_ylim({"sigmoid": (-0.05, 1.09), "relu": (-1, 15), "linear": (-15, 15)}[self.name])
            ax.set_ylabel(f"output a = {'z' if self.name == 'linear' else _SHOWN[self.name] + '(z)'}")
            self.refresh()
        self.neuron.set(result.inputs, result.weights, result.b, result.z, result.a)
        self.curve.set_data(result.x, result.curve)
        self.plain.set_data(result.x, result.unbiased)
        low, high = ax.get_ylim()
        where = "above" if result.a > high else "below" if result.a < low else ""
        self.dot.set(data=([result.inputs[0]], [result.a]), visible=not where)
        self.outside.set_text(f"the output is {where} the frame: a = {diagrams.minus(result.a)}" if where else "")

    def caption(self, result):
        (w1, w2), (x1, x2) = result.weights, result.inputs
        sums = f"{diagrams.minus(w1)}·{_signed(x1)} + {_signed(w2)}·{_signed(x2)} + {_signed(result.b)}"
        z, a = diagrams.minus(result.z, 2), diagrams.minus(result.a, 3)
        g = _SHOWN[result.activation.name]
        return f"z = w₁x₁ + w₂x₂ + b = {sums} = <b>{z}</b>, &nbsp; a = {g}(z) = <b>{a}</b>"

    def describe(self, result):
        (w1, w2), (x1, x2) = result.weights, result.inputs
        return (
            f"A neuron with two inputs. z = {w1:.1f} times {x1:.1f} plus {w2:.1f} times {x2:.1f} plus {result.b:.1f} "
            f"= {result.z:.2f}; {_SHOWN[result.activation.name]}(z) = {result.a:.3f}. Beside it the output along x1, "
            f"solid with the bias and dotted without it."
        )


def _signed(value):
    text = diagrams.minus(value)
    return f"({text})" if text.startswith("−") else text


def one_neuron(w1=0.8, w2=-0.5, b=1.0, x1=2.0, x2=1.0, g="relu"):
    """Explore the weights and the bias of one neuron with two inputs.

    Parameters
    ----------
    w1, w2, b : float
        Weights and bias at the start, between -3 and 3.
    x1, x2 : float
        Inputs at the start, between -6 and 6.
    g : {"linear", "relu", "sigmoid"}
        The activation at the start.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError, ValueError
        A start that the controls cannot show.

    Notes
    -----
    Notebook 01, section 2.
    """
    weight = partial(controls.slider, low=-3, high=3, step=0.1, shown=".1f")
    entry = partial(controls.slider, low=-_REACH, high=_REACH, step=0.5, shown=".1f")
    panel = {
        "w1": weight("weight w₁", w1, name="w1"),
        "w2": weight("weight w₂", w2, name="w2"),
        "b": weight("bias b", b, low=-6, high=6, name="b"),
        "g": controls.choice("activation g", [(text, name) for name, text in _SHOWN.items()], g, name="g"),
        "x1": entry("input x₁", x1, name="x1"),
        "x2": entry("input x₂", x2, name="x2"),
    }
    return Explorer(panel, compute, _Scene())
