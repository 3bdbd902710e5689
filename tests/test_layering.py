"""Imports between helpers run strictly downward."""

import ast
from pathlib import Path

import pytest

HELPERS = Path(__file__).parent.parent / "helpers"
LEVELS = [
    {"_doors"},
    {"_paper", "_workers"},
    {"activations", "training", "checks", "data", "graph", "style"},
    {"losses", "plots", "diagrams"},
    {"neuron", "network"},
    {"parallel", "sweep"},
    {"exercises", "widgets"},
    {"handout"},
]
DRAWS = {"style", "plots", "diagrams"}
STANDARD = {"base64", "collections", "copy", "csv", "dataclasses", "functools", "html", "importlib", "io", "itertools"}
STANDARD |= {"math", "numbers", "operator", "re", "typing"}
STANDARD |= {"asyncio", "contextlib", "threading", "time"}  # runs that can be stopped
STANDARD |= {"dis", "inspect", "warnings"}  # what a reader's function does
STANDARD |= {"gzip", "hashlib", "pathlib", "zlib"}  # data
STANDARD |= {"concurrent", "multiprocessing", "os", "signal", "sys"}  # workers


def unit(path):
    return path.relative_to(HELPERS).parts[0].removesuffix(".py")


def imports(path):
    """Yield ("outside", package) and ("helpers", unit) for every import in a file."""
    inside = path.relative_to(HELPERS).parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (("outside", alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield "outside", node.module.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level == len(inside):
            names = [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
            yield from (("helpers", name) for name in names)


FILES = sorted(path for path in HELPERS.rglob("*.py") if path != HELPERS / "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HELPERS)))
def test_imports_run_downward(path):
    level = next(i for i, units in enumerate(LEVELS) if unit(path) in units)
    lower = set().union(*LEVELS[:level])
    used = {name for kind, name in imports(path) if kind == "helpers"}
    assert used <= lower, f"{path.name} imports {used - lower}, which is not below it"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HELPERS)))
def test_outside_imports_are_those_the_layer_may_have(path):
    allowed = STANDARD | {"numpy"}
    if unit(path) in DRAWS:
        allowed |= {"matplotlib", "PIL"}
    if unit(path) == "widgets":
        allowed |= {"matplotlib", "PIL", "ipywidgets", "anywidget", "traitlets"}
    if unit(path) == "handout":
        allowed |= {
            "argparse",
            "ast",
            "re",
            "tempfile",
            "nbclient",
            "nbconvert",
            "nbformat",
            "pygments",
            "latex2mathml",
        }
    if unit(path) == "graph":
        allowed -= {"numpy"}
    assert {name for kind, name in imports(path) if kind == "outside"} <= allowed


@pytest.mark.parametrize("name", ["plots", "diagrams", "style"])
def test_drawing_knows_no_model(name):
    used = {used for path in FILES if unit(path) == name for kind, used in imports(path) if kind == "helpers"}
    assert not used & {"neuron", "training", "losses", "activations", "data"}


def test_no_module_uses_pyplot_or_the_global_random_state():
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert "pyplot" not in text.replace("without pyplot", ""), path
        assert "np.random.seed" not in text, path


def test_modules_stay_readable_in_size():
    for path in FILES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 330, path
