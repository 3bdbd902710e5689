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
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from .widgets import Widget

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
_READY = """() => { const w = window.jupyterapp?.shell?.currentWidget;
    return w?.sessionContext?.isReady && w.content?.widgets?.length
        && w.sessionContext.session?.kernel?.status === 'idle' }"""
_RUNNING = """() => { const w = jupyterapp.shell.currentWidget;
    return w.sessionContext.session.kernel.status !== 'idle'
    || w.content.widgets.some(c => c.model.type === 'code' && c.model.executionState === 'running') }"""
_ERRORS = """() => jupyterapp.shell.currentWidget.content.widgets.flatMap((c, i) => c.model.type !== 'code' ? [] :
    c.model.sharedModel.outputs.filter(o =>
        o.output_type === 'error' && !(c.model.getMetadata('tags') || []).includes('raises-exception')
        || o.output_type === 'stream' && o.name === 'stderr').map(o => `cell ${i}: ${o.evalue ?? o.text}`))"""
_COUNTS = """() => jupyterapp.shell.currentWidget.content.widgets
    .filter(c => c.model.type === 'code').map(c => c.model.executionCount)"""
_LISTEN = """() => { window.raised = [];
    jupyterapp.shell.currentWidget.sessionContext.iopubMessage.connect((_, message) => {
    const { content, header, parent_header: parent } = message;
    const words = header.msg_type === 'error' ? content.evalue : content.name === 'stderr' ? content.text : '';
    if (parent.msg_type?.startsWith('comm') && words && !words.startsWith('No such comm'))  // asked before any widget
        window.raised.push(words) }) }"""
_WIDGETS = """() => jupyterapp.shell.currentWidget.content.widgets
    .flatMap((c, i) => c.node.querySelector('.jp-OutputArea .jupyter-widgets') ? [i] : [])"""


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


class Sheet:
    """One notebook in one tab.

    Attributes
    ----------
    page : playwright Page
    problems : list of str
        Errors on the console, uncaught errors, failed requests, and requests that would leave this machine, so far.
    """

    def __init__(self, browser, server, name, width=1280, height=1400, seconds=60):
        self.problems, self._server, self._name = [], server, name
        self.page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        self.page.set_default_timeout(1000 * seconds)
        self.page.on("console", lambda m: m.type == "error" and self._note(f"console: {m.text[:300]}"))
        self.page.on("pageerror", lambda error: self._note(f"page error: {str(error)[:300]}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", lambda request: self._watch(request.url))
        self.page.on("websocket", lambda socket: self._watch(socket.url))
        self.page.on("dialog", lambda dialog: dialog.accept())  # leaving with unsaved changes
        self.page.goto(server.address(name), wait_until="domcontentloaded")
        self.wait_until_ready()
        self.page.evaluate(_LISTEN)
        self.command("application:toggle-left-area")

    def _note(self, problem):
        self.problems.append(problem)

    def _failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # the page itself gave it up, as on a reload
            self._note(f"request failed: {request.url[:200]} {request.failure}")

    def _watch(self, url):
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self._note(f"leaves this machine: {url[:200]}")

    def wait_until_ready(self):
        """Wait until the notebook is shown and its kernel is idle."""
        self.page.wait_for_function(_READY)

    def command(self, name, **arguments):
        """Carry out a command of JupyterLab, and wait for it."""
        self.page.evaluate(
            "([name, given]) => jupyterapp.commands.execute(name, given).then(() => 0)", [name, arguments]
        )

    def run_all(self, seconds=180):
        """Run every cell; return when the kernel is idle and every widget has its picture."""
        self.command("notebook:run-all-cells")
        self.wait_until_idle(seconds)

    def restart_and_run_all(self, seconds=180):
        """Restart the kernel without a question and run every cell."""
        self.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
        self.wait_until_ready()
        self.run_all(seconds)

    def wait_until_idle(self, seconds=60):
        """Wait until no cell runs, the kernel is idle, and every output holding a widget shows it."""
        self.page.wait_for_function(f"() => !({_RUNNING})()", timeout=1000 * seconds)
        self.page.wait_for_function(
            """() => jupyterapp.shell.currentWidget.content.widgets.every(c => c.model.type !== 'code' ||
                !c.model.executionCount || !c.model.sharedModel.outputs.some(o => o.data && Object.keys(o.data)
                    .some(kind => kind.includes('widget-view'))) || c.node.querySelector('.jupyter-widgets'))"""
        )

    def raised(self):
        """Return what callbacks raised or wrote to stderr, which JupyterLab shows nowhere."""
        return self.page.evaluate("() => window.raised")

    def errors(self):
        """Return what cells raised or wrote to stderr, as "cell 3: division by zero"."""
        return self.page.evaluate(_ERRORS)

    def execution_counts(self):
        """Return the count of every code cell."""
        return self.page.evaluate(_COUNTS)

    def widget(self, cell):
        """Return the widget in the output of a cell, given by its number."""
        cells = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell")
        return Widget(self.page, cells.nth(cell).locator(".jp-OutputArea").first, cell)

    def widgets(self):
        """Return every live widget, from the top of the notebook to its end."""
        return [self.widget(cell) for cell in self.page.evaluate(_WIDGETS)]

    def explorers(self):
        """Return the live widgets that show a picture from the start: all but the questions."""
        return [widget for widget in self.widgets() if widget.pictures.count()]

    def shut_down(self):
        """Close the tab and end its kernel."""
        for session in json.loads(self._server.ask("GET", "sessions")):
            if session["path"] == self._name:
                self._server.ask("DELETE", f"sessions/{session['id']}")
        self.page.close()
