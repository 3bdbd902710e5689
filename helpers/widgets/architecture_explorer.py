"""Explorer: a network with one hidden layer, drawn from its shapes (notebook 03, sections 1 and 2)."""

from functools import partial
from typing import NamedTuple

from .. import diagrams
from . import controls
from .live import Explorer, Scene

_MOST = 6


class _Result(NamedTuple):
    sizes: tuple[int, int, int]
    layer: int
    unit: int

    @property
    def parameters(self):
        """The number of weights and biases."""
        n_x, n_h, n_y = self.sizes
        return n_h * n_x + n_h + n_y * n_h + n_y


def compute(n_x, n_h, n_y, layer, unit):
    """Return the sizes and the chosen unit; one beyond the end of its layer is the last."""
    return _Result((n_x, n_h, n_y), layer, min(unit, (n_x, n_h, n_y)[layer]))


class _Scene(Scene):
    def __init__(self):
        super().__init__(9.5, 4.9, columns=2)
        self.figure.set_layout_engine("none")
        for ax, left, right in zip(self.axes, (0.01, 0.49), (0.47, 0.99), strict=True):
            ax.set_position((left, 0.01, right - left, 0.98))

    def update(self, result):
        chosen = (result.layer, result.unit)
        for ax, draw in zip(self.axes, (diagrams.architecture, diagrams.equations), strict=True):
            ax.clear()
            draw(ax, result.sizes, chosen)
        self.refresh()

    def caption(self, result):
        n_x, n_h, n_y = result.sizes
        shapes = (f"W[1] {n_h} × {n_x}", f"b[1] {n_h}", f"W[2] {n_y} × {n_h}", f"b[2] {n_y}")
        return (
            f"Layer 0 holds the inputs and is not counted; layer 1 is hidden, layer 2 gives the output: "
            f"<b>a two-layer network</b>. Parameters: {', '.join(shape.replace(' ', '&nbsp;') for shape in shapes)}; "
            f"together {n_h * n_x} + {n_h} + {n_y * n_h} + {n_y} = <b>{result.parameters}</b>.<br>"
            f"Marked: unit {result.unit} of layer {result.layer}. {_formula(result)}."
        )

    def describe(self, result):
        n_x, n_h, n_y = result.sizes
        return (
            f"A two-layer network drawn from its shapes: {_count(n_x, 'input')} (layer 0, not counted), {n_h} hidden "
            f"{'unit' if n_h == 1 else 'units'} (layer 1), {_count(n_y, 'output')} (layer 2), every unit joined to "
            f"all of the layer before. Beside it z = W @ a + b of both layers as grids: W[1] ({n_h}, {n_x}), b[1] "
            f"({n_h}, 1), W[2] ({n_y}, {n_h}), b[2] ({n_y}, 1); {n_h * n_x} + {n_h} + {n_y * n_h} + {n_y} = "
            f"{result.parameters} parameters. Marked in both: unit {result.unit} of layer {result.layer}. "
            f"{_formula(result)}."
        )


def _count(n, what):
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _formula(result):
    """Write out what the marked unit computes, as a row of W times a column."""
    i, layer, low = result.unit, result.layer, lambda number: diagrams.subscripts(str(number))
    name = "x" if layer == 1 else f"a[{layer - 1}]"
    inputs = range(1, result.sizes[layer - 1] + 1)
    terms = " + ".join(f"w[{layer}]{low(i)}{low(j)}{name}{low(j)}" for j in inputs)
    bias = f"b[{layer}]{low(i)}"
    return f"Its z[{layer}]{low(i)} = row {i} of W[{layer}] @ a[{layer - 1}] + {bias} = {terms} + {bias}"


def architecture(n_x=3, n_h=4, n_y=1, layer=1, unit=2):
    """Explore the shapes of a network with one hidden layer.

    Parameters
    ----------
    n_x, n_h, n_y : int
        Inputs, hidden units and outputs at the start, 1 to 6 each.
    layer : {1, 2}
        In which layer a unit is marked: 1 is hidden, 2 the output.
    unit : int
        Which unit of that layer is marked, counted from 1.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        A number outside its range.

    Notes
    -----
    Notebook 03, section 1.
    """
    size = partial(controls.whole, low=1, high=_MOST)
    panel = {
        "n_x": size("inputs", n_x, name="n_x"),
        "n_h": size("hidden units", n_h, name="n_h"),
        "n_y": size("outputs", n_y, name="n_y"),
        "layer": controls.choice("mark in layer", [("1, hidden", 1), ("2, output", 2)], layer, name="layer"),
    }
    panel["unit"] = controls.whole("its unit", unit, 1, (n_h, n_y)[layer - 1], name="unit")

    def fit(change):
        panel["unit"].max = panel["n_h" if panel["layer"].value == 1 else "n_y"].value

    for name in ("n_h", "n_y", "layer"):
        panel[name].observe(fit, "value")  # before the explorer's own, so that it sees a unit that exists
    return Explorer(panel, compute, _Scene())
