"""The controls that explorers are made of, all with the same widths and fully readable labels."""

import ipywidgets

_STYLE = {"description_width": "110px"}
_LAYOUT = {"width": "400px", "margin": "2px 14px 2px 0"}


def slider(label, value, low, high, step, shown=".2f"):
    """Return a slider over real numbers."""
    return ipywidgets.FloatSlider(
        value, min=low, max=high, step=step, description=label, readout_format=shown, style=_STYLE, layout=_LAYOUT
    )


def whole(label, value, low, high, step=1):
    """Return a slider over whole numbers."""
    return ipywidgets.IntSlider(value, min=low, max=high, step=step, description=label, style=_STYLE, layout=_LAYOUT)


def powers(label, value, low, high, steps_per_decade=10):
    """Return a slider over powers of ten, from 10**low to 10**high."""
    return ipywidgets.FloatLogSlider(
        value, base=10, min=low, max=high, step=1 / steps_per_decade, description=label, readout_format=".3g",
        style=_STYLE, layout=_LAYOUT,
    )  # fmt: skip


def choice(label, options, value):
    """Return a drop-down list."""
    return ipywidgets.Dropdown(options=options, value=value, description=label, style=_STYLE, layout=_LAYOUT)


def switch(label, value=False):
    """Return a check box with its label beside it."""
    return ipywidgets.Checkbox(value, description=label, indent=False, layout=_LAYOUT)
