"""The repository as a visitor meets it: the README is true, the code is tidy, versions agree."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from .notebooks import NOTEBOOKS, cells

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command(name):
    return re.search(rf"<!-- {name} command -->\n```bash\n(.*)\n```", README)[1]


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=["lint", "format"])
def test_the_code_is_tidy(arguments):
    ruff = [sys.executable, "-m", "ruff", *arguments, "--no-cache", "."]
    done = subprocess.run(ruff, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["start", "site", "test"])
def test_each_command_is_one_line_that_makes_its_own_environment(name):
    assert command(name).startswith("python3 -m venv .venv && .venv/bin/python -m pip install -q -r requirements.txt")


def test_the_commands_end_in_what_they_promise():
    assert command("start").endswith("jupyter lab notebooks/01_single_neuron.ipynb")
    assert "-r tests/requirements.txt" in command("test")
    assert "&& .venv/bin/pytest" in command("test")
    assert command("site").endswith("-r lite/requirements.txt && .venv/bin/python -m lite")


def test_every_local_link_leads_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_minutes_in_the_readme_are_those_of_the_sections(path):
    minutes = sum(
        int(m) for cell in cells(path, "markdown") for m in re.findall(r"\*About (\d+) minutes", cell["source"])
    )
    row = next(line for line in README.splitlines() if line.startswith("|") and path.name in line)
    assert int(row.rstrip("| ").split("|")[-1]) == minutes


def test_the_package_asks_for_the_versions_that_the_requirements_list():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["dependencies"]) <= set((ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines())


def test_every_package_of_the_helpers_is_installed():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "helpers").rglob("__init__.py")}
    assert set(listed) == {".".join(folder.parts) for folder in folders}


@pytest.mark.skipif(sys.platform == "win32", reason="a script for Linux and macOS")
@pytest.mark.parametrize(("asked", "names"), [([], ["test"]), (["site"], ["test", "site test"])])
def test_the_ci_script_runs_the_test_commands_of_the_readme(asked, names, tmp_path):
    record = 'echo "$@" >> "$CALLS"'
    for name, does in {"bash": record, "chromium": "", "python3": f'exec "{sys.executable}" "$@"'}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    calls = tmp_path / "calls"
    surroundings = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "CALLS": str(calls)}
    script = [shutil.which("bash"), str(ROOT / ".ci" / "run"), *asked]
    subprocess.run(script, env=surroundings, capture_output=True, check=True)
    expected = "".join(f"-euo pipefail -c {command(name)}\n" for name in names)
    assert calls.read_text(encoding="utf-8") == expected
