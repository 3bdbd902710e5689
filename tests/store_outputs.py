"""Run notebooks from top to bottom and store their outputs as the expected results.

    python -m tests.store_outputs notebooks/01_single_neuron.ipynb

Keeps what a reader needs and what the tests compare; leaves out what differs from machine to machine: widget state,
timestamps, the exact Python version. Nothing is written if a cell fails.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from helpers.handout.printable import joined


def store(path):
    """Execute the notebook at `path` in place."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(Path(path).parent)}}, store_widget_state=False,
        record_timing=False,
    )  # fmt: skip
    client.execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in ("tags", "jupyter") if key in cell.metadata}
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output["metadata"] = {}
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        store(argument)
        print(f"{argument}: outputs stored")
