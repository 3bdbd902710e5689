"""The site, built by the project's own command and handed out by a plain web server on this machine."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import pytest

from ..browser.lab import Sheet, launch
from .pyodide import complete

ROOT = Path(__file__).parent.parent.parent


class Site(NamedTuple):
    """Where the site is handed out: in a folder of the server, as on a page of a project."""

    port: int

    def address(self, name=None):
        """Return where a notebook is opened, or the front page."""
        front = f"http://127.0.0.1:{self.port}/course/"
        return front if name is None else f"{front}lab/index.html?path={name}"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path == "/favicon.ico":  # what a browser asks of any server, before the page names its own
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Build the site with a Pyodide from PyPI, serve it, yield the `Site`."""
    root = tmp_path_factory.mktemp("served")
    pyodide = Path(os.environ.get("PYODIDE") or tmp_path_factory.mktemp("pyodide"))
    complete(pyodide)
    subprocess.run([sys.executable, "-m", "lite", root / "course", "--pyodide", pyodide], cwd=ROOT, check=True)
    handler = functools.partial(_Quiet, directory=root)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(server.server_port)
        server.shutdown()


@pytest.fixture(scope="session")
def chromium():
    """Start the browser once."""
    with launch() as browser:
        yield browser


@pytest.fixture
def opened(chromium, site):
    """Return a function that opens a notebook of the site in a browser without a past, and closes it after the test."""
    sheets = []

    def open_sheet(name):
        sheets.append(Sheet(chromium, site, name, seconds=120))
        return sheets[-1]

    yield open_sheet
    for sheet in sheets:
        sheet.page.close()
