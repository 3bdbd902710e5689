"""Around the code: workflows and hooks run the README's commands, and links between pages lead somewhere."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from .command import command

ROOT = Path(__file__).parent.parent
WORKFLOWS = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml")}
PAGES = [*ROOT.glob("*.md"), *(ROOT / "teaching").glob("*.md")]


def test_the_workflows_run_commands_of_the_readme():
    used = {name for text in WORKFLOWS.values() for name in re.findall(r"tests\.command (\w+)", text)}
    assert used == {"test", "site"}
    assert command("test").endswith("pytest -n 2 --dist loadfile tests/browser")
    if (ROOT / "lite").exists():
        assert command("site").endswith("-m lite")
    for text in WORKFLOWS.values():
        assert not re.search(r"pip install|pytest", text)
        assert len(text.splitlines()) <= 40


def test_the_line_for_windows_uses_its_names():
    python, folder = re.findall(r"s#(.*?)#(.*?)#", WORKFLOWS["test"])
    line = command("test").replace(*python, 1).replace(*folder)
    assert line.startswith("python -m venv .venv && .venv/Scripts/python -m pip install")
    assert "&& .venv/Scripts/pytest" in line
    assert "/bin/" not in line


def test_the_lowest_python_is_the_one_the_package_asks_for():
    lowest = re.search(r'python: \["([\d.]+)"', WORKFLOWS["test"])[1]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={lowest}"


def test_commands_are_printed_as_they_stand_in_the_readme():
    done = subprocess.run(
        [sys.executable, "-S", "-m", "tests.command", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == command("test") + "\n"
    assert done.stdout.strip() in (ROOT / "README.md").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"name: expected one of start, .*test.*, got 'tset'"):
        command("tset")


def test_the_line_for_handouts_is_one_that_the_command_understands():
    words = command("handout").split()
    assert words[:4] == [".venv/bin/python", "-m", "helpers.handout", "notebooks/*.ipynb"]
    assert words[4] == "--out"


def test_hooks_check_what_the_tests_check():
    hooks = re.findall(r"entry: python -m (.+)", (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [hook.split()[0] for hook in hooks] == ["ruff", "ruff", "pytest"]
    assert (ROOT / hooks[2].split()[4]).exists()


def test_binder_finds_what_it_needs():
    """Its rules: requirements.txt at the root, copied as a whole first if it names a local package."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert "-e ." in lines
    assert any(line.startswith("jupyterlab") for line in lines)
    for other in ("binder", ".binder", "environment.yml", "Pipfile", "runtime.txt", "Dockerfile", "setup.py"):
        assert not (ROOT / other).exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_the_pages_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
