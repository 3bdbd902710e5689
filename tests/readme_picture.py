"""Photograph the playground of notebook 03 in JupyterLab, as the README shows it.

    python -m tests.readme_picture

Runs the imports and the playground's own cell in the system's Chromium; nothing but the picture is changed.
"""

import io
import tempfile
from pathlib import Path

import nbformat
from PIL import Image

from helpers import style

from .browser.lab import Sheet, launch, serve
from .notebooks import NOTEBOOKS

NOTEBOOK = next(path for path in NOTEBOOKS if path.name.startswith("03"))
PICTURE = NOTEBOOK.parent / "pictures" / "playground.png"


def photograph(notebook):
    """Return a screenshot of the notebook's playground, after its cell and that of the imports have run, as PNG."""
    read = nbformat.read(notebook, as_version=4)
    imports, *others = [cell for cell in read.cells if cell.cell_type == "code"]
    read.cells = [imports, next(cell for cell in others if cell.source == "widgets.playground()")]
    with tempfile.TemporaryDirectory() as folder, launch() as browser:
        nbformat.write(read, short := Path(folder) / notebook.name)
        taken = _card(browser, short)
    return taken


def _card(browser, notebook):
    with serve([notebook]) as server:
        sheet = Sheet(browser, server, notebook.name)
        sheet.run_all()
        playground = next(widget for widget in sheet.explorers() if widget.button("compare A and B").count())
        taken = playground.area.locator(".explorer").first.screenshot()
        sheet.shut_down()
    return taken


def main():
    """Store the picture, with as many colours as it needs."""
    image = Image.open(io.BytesIO(photograph(NOTEBOOK))).convert("RGB")
    PICTURE.write_bytes(style.png(image))
    print(f"{PICTURE.name}: {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
