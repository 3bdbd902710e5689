"""Milliseconds from a key press on a slider to new pixels, in a real JupyterLab and Chromium.

Run with `python -m tests.benchmarks.latency`. Beside each explorer stands a plain `ipywidgets.interactive_output` that
does the same work: the same computation, and the same things drawn with ordinary calls on a fresh matplotlib figure,
which is shown as `%matplotlib inline` does it. Both are measured in the same run, by turns. Then sliders are dragged.
"""

import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import nbformat
import numpy as np

from helpers import widgets

from ..browser.lab import Sheet, launch, serve

PRESSES, PAUSE = 30, 0.4  # seconds of silence after a press: a question to the page takes time of the processors, too
DRAG, STEPS, REACH = 1.0, 60, 55  # seconds, moves of the mouse and pixels

_SETUP = """%matplotlib inline
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

from helpers import style, widgets
from helpers.widgets import deep_training, deep_view


def plain(slider, name, settings, compute, draw):
    def show(value):
        draw(compute(**settings | {name: value}))
        plt.show()

    slider = ipywidgets.IntSlider(slider.value, min=slider.min, max=slider.max)
    return ipywidgets.VBox([slider, ipywidgets.interactive_output(show, {"value": slider})])


def draw_playground(result):
    look, trained = result.now, result.now.trained
    (W, b, _), (v, c, _) = look.layers
    plan = [["network", f"unit {i}", "field" if 3 * i < 2 * len(W) else "costs"] for i in range(len(W))]
    figure, axes = plt.subplot_mosaic(plan, figsize=(9.6, 5.4), dpi=144, width_ratios=[1, 1, 3])
    for i, w in enumerate(W):
        axes[f"unit {i}"].imshow(look.A[i], cmap="RdBu", vmin=-1, vmax=1, extent=trained.limits, origin="lower")
        axes[f"unit {i}"].set(xticks=(), yticks=(), title=f"b {b[i, 0]:.2f}")
        for place, weight in ((0.3, w[0]), (0.7, w[1]), (None, v[0, i])):
            ends = ((0, place), (1, i / len(W))) if place else ((1, i / len(W)), (2, 0.5))
            colour = style.BLUE if weight > 0 else style.VERMILION
            axes["network"].plot(*zip(*ends), color=colour, linewidth=abs(weight))
    axes["network"].axis("off")
    axes["network"].text(2, 0.5, f"b {c[0, 0]:.2f}")
    field, costs = axes["field"], axes["costs"]
    shade = field.imshow(1 / (1 + np.exp(-look.Z)), cmap="RdBu", vmin=0, vmax=1, extent=trained.limits, origin="lower")
    field.contour(look.Z, [0], extent=trained.limits, colors="black")
    figure.colorbar(shade, ax=field, label="probability")
    for part, face in ((trained.train, None), (trained.test, "white")):
        for label, marker in enumerate(style.CLASS_MARKERS):
            field.plot(*part.X[:, part.Y[0] == label], marker, color=style.CLASS_COLOURS[label], markerfacecolor=face)
    field.set(xlabel="x1", ylabel="x2", title=f"{100 * trained.right[1, look.index]:.1f} % of the test points right")
    for part, dash in enumerate(("-", "--")):
        costs.plot(trained.moments, trained.cost[part], dash, color=style.GREEN)
        costs.plot(look.epoch, trained.cost[part, look.index], "o", color=style.GREEN)
        costs.text(look.epoch, trained.cost[part, look.index], f"{trained.cost[part, look.index]:.3f}")
    costs.set(xlabel="epoch", ylabel="cost J")


def start(**settings):
    return deep_training.look(deep_training.Training(**settings), "start")


def draw_deep(seen):
    scene = deep_view.DeepScene()
    scene.update(seen)
    for artist in scene._moving:
        artist.set_animated(False)  # part of the whole figure here
    display(scene.figure)
"""


class Case(NamedTuple):
    """The cell of an explorer, its slider by label and name, keys for either half of the presses; the plain cell."""

    title: str
    explorer: str
    label: str
    name: str
    keys: tuple[str, str]
    rest: str
    limit: float | None


_PLAYGROUND = "other._compute, draw_playground"
CASES = (
    Case("playground, 1,000 epochs", "widgets.playground()", "seed", "seed", ("ArrowRight",) * 2, _PLAYGROUND, 150),
    Case("its time travel", "widgets.playground()", "time travel", "moment", ("PageDown", "PageUp"), _PLAYGROUND, 80),
    Case("deep explorer, begun again", "widgets.deep(units=(8, 8), batch_size=32, epochs=200)", "n[1]", "n1",
         ("ArrowRight",) * 2, "start, draw_deep", None),
)  # fmt: skip
DRAGS = (("time travel", "moment"), ("learning rate α", "learning_rate"))

_WATCH = """area => {
    const seen = area.seen = { pressed: 0, released: 0, shown: [] };
    let last = area.querySelector('img').src;
    document.addEventListener('keydown', () => { seen.pressed = performance.now(); }, true);
    document.addEventListener('mouseup', () => { seen.released = performance.now(); }, true);
    new MutationObserver(async () => {
        const image = area.querySelector('img');
        if (!image || image.src === last) return;
        last = image.src;
        await image.decode();
        requestAnimationFrame(() => setTimeout(() => seen.shown.push(performance.now())));  // painted by then
    }).observe(area, { subtree: true, childList: true, attributes: true, attributeFilter: ['src'] });
}"""
_SEEN = "area => area.seen"


class Watched:
    """A widget whose new pictures are timed.

    Parameters
    ----------
    widget : tests.browser.widgets.Widget
    """

    def __init__(self, widget):
        self.page, self.widget = widget.page, widget
        self.area = widget.area.element_handle()
        self.area.evaluate(_WATCH)

    def press(self, handle, key):
        """Press a key on a slider's handle; return the milliseconds until a new picture has been painted."""
        before = len(self.area.evaluate(_SEEN)["shown"])
        handle.press(key)
        deadline = time.monotonic() + 60
        while True:
            time.sleep(PAUSE)
            seen = self.area.evaluate(_SEEN)
            if len(seen["shown"]) > before:
                return seen["shown"][before] - seen["pressed"]
            if time.monotonic() > deadline:
                raise TimeoutError("no new picture within a minute")

    def drag(self, handle, pixels):
        """Drag a handle; return how many pictures were shown, and the milliseconds from the release to the last."""
        handle.scroll_into_view_if_needed()
        before, box = len(self.area.evaluate(_SEEN)["shown"]), handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        began = time.perf_counter()
        for step in range(1, STEPS + 1):
            self.page.mouse.move(x + pixels * step / STEPS, y)
            time.sleep(max(0.0, began + DRAG * step / STEPS - time.perf_counter()))
        self.page.mouse.up()
        self.page.wait_for_timeout(2000)
        seen = self.area.evaluate(_SEEN)
        return len(seen["shown"]) - before, max(0.0, seen["shown"][-1] - seen["released"])


def write_notebook(path):
    """Write a notebook with, for each case, a cell with the explorer and one with its plain counterpart."""
    cells = [_SETUP]
    for case in CASES:
        cells += [
            case.explorer,
            f"other = {case.explorer}\n"
            f"plain(other.controls[{case.name!r}], {case.name!r}, other.settings, {case.rest})",
        ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(notebook, path)


def measure_presses(ours, plain):
    """Return the times of both widgets of every case, each an ndarray of shape (2, PRESSES)."""
    figures = []
    for case, mine, other in zip(CASES, ours, plain, strict=True):
        handles = mine.widget.slider(case.label), other.widget.sliders.first
        both = list(zip((mine, other), handles, strict=True))
        keys = [case.keys[0]] + [key for key in case.keys for _ in range(PRESSES // 2)]
        times = [[watched.press(handle, key) for watched, handle in both] for key in keys]
        figures.append(np.array(times[1:]).T)  # the first press warms up
    return figures


def measure_drags(watched):
    """Return for every drag its pictures, the milliseconds to the last of them, and whether that one is right."""
    figures = []
    for label, name in DRAGS:
        widget = watched.widget
        handle = widget.slider(label)
        pictures, late = watched.drag(handle, -REACH)
        start = {control: widget.slider(said) for control, said in (("seed", "seed"), ("moment", "time travel"))}
        settings = {control: int(found.get_attribute("aria-valuetext")) for control, found in start.items()}
        value = float(handle.get_attribute("aria-valuetext").replace(",", ""))
        expected = widgets.playground(**settings | {name: int(value) if name == "moment" else value})
        figures.append((pictures, late, expected.alt == widget.picture().alt))
    return figures


def main():
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder, launch() as browser:
        path = Path(folder) / "latency.ipynb"
        write_notebook(path)
        with serve([path]) as server:
            sheet = Sheet(browser, server, path.name)
            sheet.run_all()
            if errors := sheet.errors():
                raise RuntimeError("; ".join(errors))
            watched = [Watched(widget) for widget in sheet.widgets()]
            presses = measure_presses(watched[::2], watched[1::2])
            drags = measure_drags(watched[0])
            sheet.shut_down()
    print("key press to pixels, ms       median   p95   interactive_output   p95   ratio")
    for case, times in zip(CASES, presses, strict=True):
        (mine, late), (other, its_late) = np.percentile(times, (50, 95), axis=1).T
        limit = "" if case.limit is None else f"   (at most {case.limit}; at least 3.0)"
        row = f"{case.title:<28}{mine:>8.0f}{late:>6.0f}{other:>21.0f}{its_late:>6.0f}{other / mine:>8.1f}"
        print(row + limit)
    for (label, _), (pictures, late, right) in zip(DRAGS, drags, strict=True):
        print(
            f"dragged {label} for {DRAG:g} s: {pictures} pictures, the last one {'right' if right else 'WRONG'}, "
            f"{late:.0f} ms after the release (at most 300)"
        )


if __name__ == "__main__":
    main()
