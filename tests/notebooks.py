"""What several tests need to know about the notebooks."""

import json
import re
from pathlib import Path

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
CHECK = re.compile(r'^exercises\.check\("([\d.]+)", (\w+)\)$', re.MULTILINE)
SOLUTION = re.compile(r"<details><summary>Solution ([\d.]+)</summary>\n\n```python\n(.*?)```", re.DOTALL)


def cells(path, kind=None):
    """Return the cells of a notebook as dictionaries, their source as one text."""
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in found:
        cell["source"] = "".join(cell["source"])
    return [cell for cell in found if kind in (None, cell["cell_type"])]


def texts(output):
    """Return every text of an output that is compared: streams and all but pictures."""
    if output["output_type"] == "stream":
        return ["".join(output["text"])]
    found = ["".join(value) for key, value in output.get("data", {}).items() if key.startswith("text/")]
    return [re.sub(r"data:image/[^\"]*", "", text) for text in found]


def solutions(path):
    """Return the folded solutions of a notebook: exercise number -> code."""
    return dict(SOLUTION.findall("\n".join(cell["source"] for cell in cells(path, "markdown"))))


def checks(path):
    """Return the exercise cells of a notebook: exercise number -> source."""
    found = {}
    for cell in cells(path, "code"):
        for number, _ in CHECK.findall(cell["source"]):
            assert number not in found, f"exercise {number} is checked twice"
            found[number] = cell["source"]
    return found
