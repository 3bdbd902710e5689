"""What a reader waits for: the import of each helper in a fresh Python, and every notebook from top to bottom."""

import pkgutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import nbformat
from nbclient import NotebookClient

import helpers

from ..notebooks import NOTEBOOKS
from .table import Demand, Row, clock

ROOT = Path(__file__).parent.parent.parent
HELPERS = [found.name for found in pkgutil.iter_modules(helpers.__path__) if not found.name.startswith("_")]
MOST = {"03": 20, "04": 30}  # seconds
_TIMED = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"


def import_seconds(module):
    """Return how long a fresh Python takes to import a module, its own start not counted."""
    code = _TIMED.format(module)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def import_rows(rounds, names=HELPERS):
    """Yield for each helper the median time of its import, beside that of NumPy alone in the same rounds."""
    modules = ["numpy", *(f"helpers.{name}" for name in names)]
    for module in modules:
        import_seconds(module)  # what was not yet compiled or read from the disk
    times = {module: [] for module in modules}
    for _ in range(rounds):
        for module in modules:
            times[module].append(import_seconds(module))
    alone = times.pop("numpy")
    for module, seconds in times.items():
        ratio = median(a / b for a, b in zip(seconds, alone, strict=True))
        peers = {"bare NumPy": (clock(median(alone)), ratio)}
        yield Row(f"import {module}", clock(median(seconds)), peers)


def notebook_rows(paths=NOTEBOOKS):
    """Yield for each notebook how long it runs, once, the start of its kernel included."""
    for path in paths:
        client = NotebookClient(
            nbformat.read(path, as_version=4), timeout=300, resources={"metadata": {"path": str(path.parent)}}
        )
        start = time.perf_counter()
        client.execute()
        seconds = time.perf_counter() - start
        most = MOST.get(path.name[:2])
        yield Row(path.name, clock(seconds), demands=[Demand("seconds", seconds, most)] if most else ())
