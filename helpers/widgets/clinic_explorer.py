"""Explorer: why is it not learning? Patients to be diagnosed from their plots (notebook 03, section 9)."""

import html
from functools import cache

import ipywidgets
import numpy as np

from .. import style
from . import clinic_patients, controls
from .clinic_charts import COSTS, Charts, Result, by_root
from .clinic_patients import DIAGNOSES, PATIENTS
from .live import VIEW, Explorer
from .prediction import Choice


def compute(patient, moment, beside):
    """Return one moment of a patient's training, from the start (0) to the end (100)."""
    chosen = PATIENTS[patient - 1]
    chart = clinic_patients.examine(chosen)
    reference = clinic_patients.examine(clinic_patients.healthy(chosen.activation)) if beside else None
    return Result(patient, chosen, chart, round(moment / 100 * (len(chart.epochs) - 1)), reference)


@cache
def _findings(number):
    return clinic_patients.findings(PATIENTS[number - 1])


def _draw_treatment(ax, number):
    """Draw the cost of a patient as it was and with the one cure."""
    patient = PATIENTS[number - 1]
    charts = (clinic_patients.examine(patient), clinic_patients.examine(patient.treated()))
    looks = ((style.BLUE, "-", 2.8, "as it came"), (style.GREEN, "--", 1.6, "treated"))
    last, ends = len(charts[1].costs) - 1, []
    ax.set(yscale="log", ylim=COSTS, xlim=(0, last))
    for chart, (colour, line, width, name) in zip(charts, looks, strict=True):
        costs = np.clip(chart.costs, *COSTS)
        ax.plot(costs, color=colour, linestyle=line, linewidth=width)
        ends.append((len(costs) - 1, costs[-1], name, style.dark(colour)))
    _name_ends(ax, last, ends)
    ax.minorticks_off()  # a hundred small ticks take longer to draw than the curves
    by_root(ax, last)


def _name_ends(ax, last, ends):
    """Write each name at the end of its curve: beside the axes, or above a curve that ends earlier."""
    above, low = 0.07, np.log(COSTS[0])
    places = [(np.log(cost) - low) / np.ptp(np.log(COSTS)) for _, cost, *_ in ends]
    middle, apart = sum(places) / 2, abs(places[0] - places[1])
    if apart < 2 * above and all(epoch == last for epoch, *_ in ends):
        first = 1 if places[0] >= places[1] else -1
        places = [middle + first * above, middle - first * above]
    for (epoch, cost, name, colour), place in zip(ends, places, strict=True):
        look = {"color": colour, "fontsize": 10}
        if epoch < last:
            ax.plot(epoch, cost, "o", color=colour, markersize=5)
            ax.text(epoch, 1.6 * cost, name, ha="center", va="bottom", **look)
        else:
            ax.text(1.02, place, name, transform=ax.transAxes, ha="left", va="center", **look)


@cache
def _treatment(number):
    """Return the picture of one patient as it came and treated."""
    figure, ax = style.figure(6.0, 2.8)
    _draw_treatment(ax, number)
    style.label(ax, "epoch", "cost J (logarithmic)", f"patient {number}")
    return style.show(figure, f"The cost of patient {number}, as it came and treated. {_findings(number)}")


class Diagnosis(Choice):
    """The question about one patient: radio buttons, one commitment, then the findings and the treated curve."""

    def __init__(self, number):
        self.number = number
        right = list(DIAGNOSES).index(PATIENTS[number - 1].illness)
        question = f"What is the matter with patient {number}?"
        super().__init__(question, DIAGNOSES.values(), right, _findings(number), lambda _: _treatment(number))

    def _compared(self):
        if self.entry.value is None:
            return "⚠ Choose one of the diagnoses first, then commit."
        verdict = "✓ Right" if self.entry.index == self.right else "✗ Not this time"
        return (
            f"{verdict}. <b>Your diagnosis:</b> {html.escape(self.entry.value)}. "
            f"<b>Patient {self.number}:</b> {html.escape(self.happened)}<br>{self._still()}"
        )


class Clinic(Explorer):
    """The explorer with one question per patient below it.

    Attributes
    ----------
    diagnosis : Diagnosis
        The question about the patient that is shown; a commitment is kept while other patients are visited.
    """

    def __init__(self, panel):
        super().__init__(panel, compute, Charts())
        self._asked, self._room = {}, ipywidgets.VBox()
        self.widget.children = (*self.widget.children, self._room)
        self.controls["patient"].observe(self._ask, "value")
        self._ask()

    @property
    def diagnosis(self):
        number = self.controls["patient"].value
        if number not in self._asked:
            self._asked[number] = Diagnosis(number)
        return self._asked[number]

    def _ask(self, change=None):
        self._room.children = (self.diagnosis.widget,)

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = super()._repr_mimebundle_()
        question, options = self.diagnosis.question, self.diagnosis._lines()
        found = [f"Patient {number}: {_findings(number)}" for number in range(1, len(PATIENTS) + 1)]
        bundle["text/plain"] = "\n".join([bundle["text/plain"], question, *options, "What was found:", *found])
        bundle["text/html"] += (
            f"<p><b>{question}</b></p>"
            + "".join(f"<p>{line}</p>" for line in options)
            + "<details><summary>What was found, for every patient</summary>"
            + "".join(f"<p>{html.escape(line)}</p>" for line in found)
            + f"{_overview().html()}</details>"
        )
        return {VIEW: self.widget._repr_mimebundle_()[VIEW], **bundle}


@cache
def _overview():
    """Return the picture of all patients as they came and treated."""
    figure, axes = style.figure(9.0, 4.4, columns=3, rows=2, sharey=True)
    for number, ax in enumerate(axes.flat, start=1):
        _draw_treatment(ax, number)
        ax.set_title(f"patient {number}", loc="left", fontsize=11)
    for ax in axes[1]:
        ax.set_xlabel("epoch")
    for ax in axes[:, 0]:
        ax.set_ylabel("cost J (logarithmic)")
    return style.show(
        figure, "The cost of all six patients over the epochs, as they came (solid) and treated (dashed)."
    )


def clinic(patient=1, moment=100, beside=False):
    """Diagnose networks that do not learn: five are ill, one only came for a check-up.

    Parameters
    ----------
    patient : int
        Who is examined first, 1 to 6.
    moment : int
        Which moment of the training is shown, from 0 (the start) to 100 (the end); denser at the start.
    beside : bool
        Whether the curves of a healthy network of the same kind are laid over it.

    Returns
    -------
    Clinic

    Raises
    ------
    ValueError
        A patient or a moment that does not exist.

    Notes
    -----
    Notebook 03, section 9. Choose a diagnosis, commit, and see what was found and what one changed setting did.
    """
    people = [(f"{number}", number) for number in range(1, len(PATIENTS) + 1)]
    panel = {
        "patient": controls.choice("patient", people, patient),
        "moment": controls.whole("time travel", moment, 0, 100, name="moment"),
        "beside": controls.switch("lay a healthy network over it", beside, name="beside"),
    }
    return Clinic(panel)
