"""The controls that explorers are made of, all with labels of one width, fully readable.

A value to start with that a control cannot show is a ValueError, not silently another value. It names the argument
that the value came as: `name`, or the label where both are the same.
"""

import math
import numbers

import ipywidgets

from .. import _doors, _paper

_STYLE = {"description_width": "110px"}


def slider(label, value, low, high, step, shown=".2f", name=None):
    """Return a slider over real numbers."""
    _within(name or label, value, low, high)
    return ipywidgets.FloatSlider(
        value, min=low, max=high, step=step, description=label, readout_format=shown, style=_STYLE
    )


def whole(label, value, low, high, step=1, name=None):
    """Return a slider over whole numbers."""
    _within(name or label, value, low, high, whole=True)
    return ipywidgets.IntSlider(value, min=low, max=high, step=step, description=label, style=_STYLE)


def powers(label, value, low, high, within=(1, 1.5, 2, 3, 4, 5, 7), name=None):
    """Return a logarithmic slider over round numbers from 10**low to 10**high, the same few in every decade."""
    numbers = [factor * 10.0**decade for decade in range(low, high) for factor in within] + [10.0**high]
    options = [(f"{number:,.10g}", float(f"{number:.3g}")) for number in numbers]
    _among(name or label, value, options)
    made = ipywidgets.SelectionSlider(options=options, value=value, description=label, style=_STYLE)
    return made.add_class("only-steps")  # its number looks as if one could type there; see names.py


def choice(label, options, value, name=None):
    """Return a drop-down list; the options are (text, value) pairs."""
    _among(name or label, value, options)
    return ipywidgets.Dropdown(options=options, value=value, description=label, style=_STYLE)


def switch(label, value=False, name=None):
    """Return a check box with its label beside it."""
    return ipywidgets.Checkbox(_paper.truth(value, name or label), description=label, style=_STYLE)


def told(control):
    """Say in words what a control is set to, as "test points 50 %"; nothing for a switch that is off."""
    value = getattr(control, "label", control.value)
    if isinstance(value, bool):
        return control.description if value else ""
    if hasattr(control, "readout_format"):
        value = f"{value:{control.readout_format}}".replace("-", "−")
    name, _, unit = control.description.partition(" [")
    return f"{name} {value} {unit.rstrip(']')}".strip()


def _within(name, value, low, high, whole=False):
    value = _doors.integer(value, name, at_least=-math.inf) if whole else _doors.number(value, name)
    if not low <= value <= high:
        got = f"{value:g}" if abs(value) < 1e300 else "one far outside"
        raise ValueError(f"{name}: expected a number from {low:g} to {high:g}, got {got}")


def _among(name, value, options):
    if not isinstance(value, (str, numbers.Real, type(None))):
        raise TypeError(f"{name}: expected one of {', '.join(str(v) for _, v in options)}, got {type(value).__name__}")
    if value not in [option for _, option in options]:
        raise ValueError(f"{name}: expected one of {', '.join(str(v) for _, v in options)}, got {value!r}")
