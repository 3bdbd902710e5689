"""A real JupyterLab in a headless Chromium, for the browser tests and the latency benchmark.

    with serve([notebook]) as server, launch() as browser:
        sheet = Sheet(browser, server, notebook.name)
        sheet.run_all()
        playground = sheet.explorers()[-1]
        before = playground.picture()
        playground.sliders.first.press("ArrowRight")
        playground.wait_for_picture(before)

Nothing outside this machine can be reached; what asks for it is reported in `Sheet.problems`.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from .sheet import Sheet

__all__ = ["HOW_TO_GET_ONE", "Server", "Sheet", "find_chromium", "launch", "serve"]

HOW_TO_GET_ONE = "no Chromium found: install one (Debian and Ubuntu: apt-get install chromium), or name it in CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update",
    "--disable-background-networking", "--disable-sync", "--disable-dev-shm-usage", "--force-device-scale-factor=1",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)  # fmt: skip
_SETTINGS = {
    ("@jupyterlab/notebook-extension", "tracker"): {"windowingMode": "none"},  # every cell exists, seen or not
    ("@jupyterlab/docmanager-extension", "plugin"): {"autosave": False},
}
_PAGE = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}


class Server(NamedTuple):
    """A running JupyterLab: its root folder, where it answers, and the token it asks for."""

    folder: Path
    port: int
    token: str

    def address(self, name):
        """Return where a notebook of its folder is opened, in a workspace that forgets the ones before."""
        return f"http://127.0.0.1:{self.port}/lab/tree/{name}?token={self.token}&reset"

    def ask(self, method, path):
        """Send a request to the server's API and return its answer."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/{path}", method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()


def find_chromium():
    """Return the path of the system's Chromium, or None. The environment variable CHROMIUM may name another one."""
    return next(filter(None, map(shutil.which, filter(None, (os.environ.get("CHROMIUM"), *_NAMES)))), None)


@contextmanager
def serve(notebooks, seconds=90):
    """Start JupyterLab on copies of these notebooks, with settings of its own; yield the `Server`; stop it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        scratch = Path(scratch)
        (folder := scratch / "notebooks").mkdir()
        for notebook in notebooks:
            shutil.copy(notebook, folder)
        _write(scratch / "config" / "labconfig" / "page_config.json", _PAGE)
        for (package, plugin), values in _SETTINGS.items():
            _write(scratch / "settings" / package / f"{plugin}.jupyterlab-settings", values)
        places = {
            "JUPYTER_CONFIG_DIR": "config", "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "IPYTHONDIR": "ipython",
        }  # fmt: skip
        env = os.environ | {name: str(scratch / place) for name, place in places.items()}
        server = Server(folder, _free_port(), secrets.token_hex(16))
        options = (
            "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={server.port}",
            "--ServerApp.port_retries=0", f"--IdentityProvider.token={server.token}", f"--ServerApp.root_dir={folder}",
            "--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        )  # fmt: skip
        with (scratch / "lab.log").open("w") as log:
            command = [sys.executable, "-m", "jupyter", "lab", *options]
            process = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            _wait_until_it_answers(server, process, scratch / "lab.log", seconds)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_until_it_answers(server, process, log, seconds):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return server.ask("GET", "status")
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}") from None
            time.sleep(0.1)


@contextmanager
def launch():
    """Start the system's Chromium, yield it as a playwright Browser, close it."""
    path = find_chromium()
    if path is None:
        raise FileNotFoundError(HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()
