"""What the clinic measures of a patient, as six plots and in words that judge nothing."""

from typing import NamedTuple

import numpy as np

from .. import style
from . import clinic_patients
from .clinic_patients import Chart, Patient
from .live import Scene

COSTS, _GRADIENTS = (0.008, 60), (1e-7, 10)
_NAMES = {"tanh": "tanh", "relu": "ReLU", "sigmoid": "sigmoid"}
_BINS = 24


class Result(NamedTuple):
    number: int
    patient: Patient
    chart: Chart
    moment: int
    reference: Chart | None

    @property
    def epoch(self):
        return int(self.chart.epochs[self.moment])


def by_root(ax, last):
    """Stretch the start of an axis of epochs, where most happens."""
    ax.set_xscale("function", functions=(np.sqrt, np.square))
    ax.set_xticks([0, last // 100, last // 10, last // 4, last // 2, last])


def _limits(activation, chart):
    """Return the range over which the hidden activations are counted."""
    if activation == "relu":
        return 0.0, 1.05 * max(chart.activations(0)[0].max(), chart.activations(-1)[0].max())
    return (-1.0, 1.0) if activation == "tanh" else (0.0, 1.0)


def _shares(A, limits):
    """Return the share of the activations in every bin, in percent."""
    return np.histogram(np.clip(A, *limits), _BINS, limits)[0] / A.size * 100


class Charts(Scene):
    def __init__(self):
        super().__init__(9.5, 5.2, columns=3, rows=2)
        (self.cost, *self.units), (self.slopes, self.weights, self.inputs) = self.axes
        for ax, limits, name in ((self.cost, COSTS, "cost J"), (self.slopes, _GRADIENTS, "size of the gradient")):
            ax.set(yscale="log", ylim=limits, xlim=(0, 1000))
            ax.minorticks_off()
            style.label(ax, "epoch", name)
        self.cost.axhline(np.log(2), color=style.FAINT, linestyle="-.", linewidth=1)
        self.cost.text(1.01, np.log(2), "ln 2", transform=self.cost.get_yaxis_transform(), va="center", fontsize=9.5)
        self.right = self.moving(self.cost.text(1, 1.035, "", transform=self.cost.transAxes, ha="right", fontsize=10.5))
        faint, second = ({"color": style.FAINT, "linestyle": line, "linewidth": 1.6} for line in ((0, (1, 1)), "-."))
        self.reference_cost = self.moving(*self.cost.plot([], [], **faint))
        self.curve = self.moving(*self.cost.plot([], [], color=style.BLUE, linewidth=1.4))
        self.now = [
            self.moving(*ax.plot([], [], "o", color=style.INK, markersize=8)) for ax in (self.cost, self.slopes)
        ]
        looks = ((style.BLUE, "-"), (style.VERMILION, "--"))
        self.reference_slopes = [self.moving(*self.slopes.plot([], [], **look)) for look in (faint, second)]
        self.lines = [self.moving(*self.slopes.plot([], [], color=colour, linestyle=line)) for colour, line in looks]
        self.bars, self.outlines, self.words = [], [], []
        edges = np.linspace(0, 1, _BINS + 1)
        for ax in self.units:
            ax.set_ylim(0, 119)
            style.label(ax, "activation", "share [%]")
            fill = {"fill": True, "facecolor": style.SKY, "edgecolor": style.BLUE}
            self.bars.append(self.moving(ax.stairs(np.zeros(_BINS), edges, **fill)))
            self.outlines.append(self.moving(ax.stairs(np.zeros(_BINS), edges, **faint)))
            place = {"transform": ax.transAxes, "ha": "center", "va": "top", "fontsize": 9.5}
            self.words.append(self.moving(ax.text(0.5, 0.98, "", **place)))
        style.label(self.weights, "hidden unit", "weight", "weights: ● x₁  ▲ x₂  ■ output")
        self.weights.axhline(0, color=style.FAINT, linewidth=1)
        marks = (("o", style.BLUE), ("^", style.VERMILION), ("s", style.GREEN))
        self.marks = [self.moving(*self.weights.plot([], [], m, color=c, markersize=7, alpha=0.8)) for m, c in marks]
        style.label(self.inputs, "value", "", "the inputs")
        self.inputs.set(ylim=(0.4, 2.75), yticks=(1, 2), yticklabels=("x₂", "x₁"))
        self.dots = [self.inputs.plot([], [], "|", color=c, markersize=14)[0] for c in (style.BLUE, style.VERMILION)]
        self.ranges = [self.inputs.text(0.5, y, "", ha="center", fontsize=9.5) for y in (0.86, 0.43)]
        for text in self.ranges:
            text.set_transform(self.inputs.transAxes)
        self.number = None

    def update(self, result):
        chart, i = result.chart, result.moment
        if result.number != self.number:
            self.number = result.number
            self._admit(result)
            self.refresh()
        self.right.set_text(f"{clinic_patients.right_of(chart, i)} right")
        self.now[0].set_data([result.epoch], [np.clip(chart.costs[result.epoch], *COSTS)])
        self.now[1].set_data([result.epoch] * 2, np.clip(chart.gradients[:, i], *_GRADIENTS))
        for k, A in enumerate(chart.activations(i)):
            limits, activation = self.limits[k], (result.patient.activation, "sigmoid")[k]
            self.bars[k].set_data(_shares(A, limits))
            text = f"{100 * clinic_patients.at_limits(A, activation):.0f} % {_edge(activation)}"
            if activation == "relu":
                text += f"; {clinic_patients.always_zero(A)} of {len(A)} units always"
            self.words[k].set_text(text)
        first, last = chart.layers[i]
        for mark, values in zip(self.marks, (*first.W.T, last.W[0]), strict=True):
            mark.set_data(np.arange(1, len(values) + 1), values)
        self._compare(result)

    def _admit(self, result):
        """Set what belongs to a patient as a whole."""
        patient, chart = result.patient, result.chart
        last = chart.epochs[-1]
        for ax in (self.cost, self.slopes):
            ax.set_xlim(0, 1.06 * last)
            by_root(ax, last)
        self.cost.set_title(f"patient {result.number}", loc="left", fontsize=11.5, weight="bold")
        self.slopes.set_title("layer 1 solid, layer 2 dashed", loc="left", fontsize=11.5)
        self.curve.set_data(np.arange(len(chart.costs)), np.clip(chart.costs, *COSTS))
        for line, sizes in zip(self.lines, chart.gradients, strict=True):
            line.set_data(chart.epochs, np.clip(sizes, *_GRADIENTS))
        self.limits = (_limits(patient.activation, chart), (0.0, 1.0))
        titles = (f"layer 1: {patient.units} {_NAMES[patient.activation]} units", "layer 2: the output, sigmoid")
        for k, (low, high) in enumerate(self.limits):
            room = 0.04 * (high - low)
            self.units[k].set(xlim=(low - room, high + room))
            self.units[k].set_title(titles[k], loc="left", fontsize=11.5)
            for stairs in (self.bars[k], self.outlines[k]):
                stairs.set_data(edges=np.linspace(low, high, _BINS + 1))
        most = max(np.abs(part).max() for now in chart.layers for part in (now[0].W, now[1].W))
        self.weights.set(ylim=(-1.1 * most, 1.1 * most), xlim=(0.4, patient.units + 0.6))
        self.weights.set_xticks(range(1, patient.units + 1))
        reach = 1.1 * np.abs(chart.X).max()
        self.inputs.set_xlim(-reach, reach)
        for dots, y, text, x in zip(self.dots, (2, 1), self.ranges, chart.X, strict=True):
            dots.set_data(x, np.full(x.size, y))
            text.set_text(f"from {_number(x.min())} to {_number(x.max())}")

    def _compare(self, result):
        reference = result.reference
        for artist in (self.reference_cost, *self.reference_slopes, *self.outlines):
            artist.set_visible(reference is not None)
        if reference is None:
            return
        self.reference_cost.set_data(np.arange(len(reference.costs)), np.clip(reference.costs, *COSTS))
        for line, sizes in zip(self.reference_slopes, reference.gradients, strict=True):
            line.set_data(reference.epochs, np.clip(sizes, *_GRADIENTS))
        for outline, A, limits in zip(self.outlines, reference.activations(result.moment), self.limits, strict=True):
            outline.set_data(_shares(A, limits))

    def caption(self, result):
        over = (
            " In grey: a healthy network of the same kind, on other data (dotted; its layer 2 among the gradients "
            "dash-dotted)."
        )
        return f"<b>Patient {result.number}</b>. {_known(result)}.{over if result.reference else ''}"

    def describe(self, result):
        over = " Laid over it, dotted and dash-dotted: a healthy network of the same kind." if result.reference else ""
        return f"The clinic, patient {result.number}. {_measured(result)}{over}"


def _edge(activation):
    return "exactly 0" if activation == "relu" else f"within {clinic_patients.NEAR} of a limit"


def _number(value):
    return f"{value:.2g}".replace("-", "−")


def _known(result):
    """Say who the patient is, and how far along; the plots say the rest."""
    patient, chart, i = result.patient, result.chart, result.moment
    return (
        f"A 2-{patient.units}-1 network with {_NAMES[patient.activation]} hidden units, epoch {result.epoch} of "
        f"{chart.epochs[-1]}: cost {chart.costs[result.epoch]:.2f}, {clinic_patients.right_of(chart, i)} examples right"
    )


def _measured(result):
    """Say what the plots show, without judging it, for those who cannot see them."""
    patient, chart, i = result.patient, result.chart, result.moment
    hidden, output = chart.activations(i)
    first, last = chart.layers[i]
    ranges = [f"{_number(x.min())} to {_number(x.max())}" for x in chart.X]
    sizes = [f"{size:.0e}" if size else "0" for size in chart.gradients[:, i]]
    largest = max(np.abs(first.W).max(), np.abs(last.W).max())
    always = f" ({clinic_patients.always_zero(hidden)} of {patient.units} units for every example)"
    return (
        f"{_known(result)}. Cost at the start {chart.costs[0]:.2f}. Of the activations in layer 1, "
        f"{100 * clinic_patients.at_limits(hidden, patient.activation):.0f} % are {_edge(patient.activation)}"
        f"{always if patient.activation == 'relu' else ''}; in layer 2, "
        f"{100 * clinic_patients.at_limits(output, 'sigmoid'):.0f} % {_edge('sigmoid')}. Size of the gradients: "
        f"{sizes[0]} in layer 1, {sizes[1]} in layer 2. Largest weight: {largest:.1f}. Inputs: x₁ from {ranges[0]}, "
        f"x₂ from {ranges[1]}."
    )
