"""One JupyterLab and one Chromium for each worker, one tab for each notebook."""

import os

import pytest

from . import lab, story

DEMANDED = "BROWSER_TESTS_DEMANDED"


def pytest_generate_tests(metafunc):
    """Ask every explorer and every question of a notebook in a test of its own."""
    for kind, listed in (("explorer", story.explorers), ("question", story.questions)):
        if kind in metafunc.fixturenames:
            numbers = listed(metafunc.cls.notebook)
            metafunc.parametrize(kind, numbers, ids=[f"cell{number}" for number in numbers])


@pytest.fixture(scope="session")
def browser():
    if lab.find_chromium() is None:
        (pytest.fail if os.environ.get(DEMANDED) else pytest.skip)(lab.HOW_TO_GET_ONE)
    with lab.launch() as browser:
        yield browser


@pytest.fixture(scope="session")
def server(browser):
    with lab.serve(story.NOTEBOOKS) as server:
        yield server


@pytest.fixture(scope="class")
def sheet(request, browser, server):
    sheet = lab.Sheet(browser, server, f"{request.cls.notebook}.ipynb")
    yield sheet
    sheet.shut_down()


@pytest.fixture(scope="class")
def used(request, sheet):
    """Run the cells down to the first widget, and the first explorer, so that the kernel is no longer new."""
    notebook = request.cls.notebook
    sheet.run_cells([*range(1 + min(story.stored(notebook))), story.explorers(notebook)[0]])
    return sheet


@pytest.fixture(scope="class")
def live(used):
    """Restart the kernel and run every cell."""
    used.restart_and_run_all()
    return used


@pytest.fixture(autouse=True)
def quiet(request):
    """Nothing appears on the browser's console, nothing leaves this machine and no callback raises, in any test."""
    yield
    sheet = request.node.funcargs.get("sheet")
    if sheet is not None:
        problems, sheet.problems = sheet.problems + sheet.raised(), []
        sheet.page.evaluate("() => { window.raised = [] }")
        assert not problems, "\n".join(problems)
