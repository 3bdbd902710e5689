"""A notebook in a tab of the browser: opened, run, started again, and what went wrong meanwhile."""

import json
from urllib.parse import urlsplit

from .widgets import POLLING, Widget

_READY = """idle => { const w = window.jupyterapp?.shell?.currentWidget;
    return w?.sessionContext?.isReady && w.content?.widgets?.length
        && (s => idle ? s === 'idle' : s)(w.sessionContext.session?.kernel?.status) }"""
_RUNNING = """() => { const w = jupyterapp.shell.currentWidget;
    return w.sessionContext.session.kernel.status !== 'idle'
    || w.content.widgets.some(c => c.model.type === 'code' && c.model.executionState === 'running') }"""
_RUN = """number => { const notebook = jupyterapp.shell.currentWidget.content;
    if (notebook.widgets[number].model.type !== 'code') return;
    notebook.activeCellIndex = number;
    return jupyterapp.commands.execute('notebook:run-cell').then(() => 0) }"""
_ERRORS = """() => jupyterapp.shell.currentWidget.content.widgets.flatMap((c, i) => c.model.type !== 'code' ? [] :
    c.model.sharedModel.outputs.filter(o =>
        o.output_type === 'error' && !(c.model.getMetadata('tags') || []).includes('raises-exception')
        || o.output_type === 'stream' && o.name === 'stderr').map(o => `cell ${i}: ${o.evalue ?? o.text}`))"""
_COUNTS = """() => jupyterapp.shell.currentWidget.content.widgets
    .filter(c => c.model.type === 'code').map(c => c.model.executionCount)"""
_LISTEN = """() => { window.raised = []; window.unanswered = new Set();
    jupyterapp.shell.currentWidget.sessionContext.session.anyMessage.connect((_, { msg: message, direction }) => {
    const { content, header, parent_header: parent } = message, sent = direction === 'send';
    if (sent && header.msg_type.startsWith('comm')) window.unanswered.add(header.msg_id);
    if (!sent && content.execution_state === 'idle') window.unanswered.delete(parent.msg_id) });
    jupyterapp.shell.currentWidget.sessionContext.iopubMessage.connect((_, message) => {
    const { content, header, parent_header: parent } = message;
    const words = header.msg_type === 'error' ? content.evalue : content.name === 'stderr' ? content.text : '';
    if (parent.msg_type?.startsWith('comm') && words && !words.startsWith('No such comm'))  // asked before any widget
        window.raised.push(words) }) }"""
# By its id a cell is found at once; a CSS selector of playwright looks through every element of a page for shadows.
_NUMBER = """() => jupyterapp.shell.currentWidget.content.widgets.forEach((c, i) => { c.node.id = `cell${i}` })"""
_WIDGETS = """() => jupyterapp.shell.currentWidget.content.widgets
    .flatMap((c, i) => c.node.querySelector('.jp-OutputArea .jupyter-widgets') ? [i] : [])"""
_NEW_CELL = """async source => {
    const run = name => jupyterapp.commands.execute(name), notebook = jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = notebook.widgets.length - 1;
    await run('notebook:insert-cell-below');
    const cell = notebook.activeCell;
    cell.model.sharedModel.setSource(source);
    await run('notebook:run-cell');
    const outputs = cell.model.sharedModel.outputs;
    await run('notebook:delete-cell');
    return outputs }"""


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
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._note(f"page error: {str(error)[:300]}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", lambda request: self._watch(request.url))
        self.page.on("websocket", lambda socket: self._watch(socket.url))
        self.page.on("dialog", lambda dialog: dialog.accept())  # leaving with unsaved changes
        self.page.goto(server.address(name), wait_until="domcontentloaded")
        self.wait_until_ready()
        self.page.evaluate(_LISTEN)
        self.page.evaluate(_NUMBER)
        self.command("application:toggle-left-area")

    def _note(self, problem):
        self.problems.append(problem)

    def _heard(self, message):
        # An extension for the site that JupyterLab cannot load, if it is installed for tests/site.
        if message.type == "error" and "/lab/extensions/@jupyterlite/" not in message.text:
            self._note(f"console: {message.text[:300]}")

    def _failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # the page itself gave it up, as on a reload
            self._note(f"request failed: {request.url[:200]} {request.failure}")

    def _watch(self, url):
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self._note(f"leaves this machine: {url[:200]}")

    def wait_until_ready(self, idle=True):
        """Wait until the notebook is shown and its kernel is connected, and idle."""
        self.page.wait_for_function(_READY, arg=idle, polling=POLLING)

    def command(self, name, **arguments):
        """Carry out a command of JupyterLab, and wait for it."""
        self.page.evaluate(
            "([name, given]) => jupyterapp.commands.execute(name, given).then(() => 0)", [name, arguments]
        )

    def run_all(self, seconds=180):
        """Run every cell; return when the kernel is idle and every widget has its picture."""
        self.command("notebook:run-all-cells")
        self.wait_until_idle(seconds)

    def run_cells(self, numbers):
        """Run some cells, given by their numbers."""
        for number in numbers:
            self.page.evaluate(_RUN, number)
        self.wait_until_idle(numbers=numbers)

    def restart_and_run_all(self, seconds=180):
        """Restart the kernel without a question and run every cell."""
        self.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
        self.wait_until_ready()
        self.page.evaluate("() => window.unanswered.clear()")
        self.run_all(seconds)

    def wait_until_idle(self, seconds=60, numbers=None):
        """Wait until no cell runs, the kernel is idle, and every output (of these cells) holding a widget shows it."""
        self.page.wait_for_function(f"() => !({_RUNNING})()", timeout=1000 * seconds, polling=100)
        self._wait_for_widgets(numbers)

    def _wait_for_widgets(self, numbers=None):
        self.page.wait_for_function(
            """numbers => jupyterapp.shell.currentWidget.content.widgets.every((c, i) =>
                numbers && !numbers.includes(i) || c.model.type !== 'code' || !c.model.executionCount
                || !c.model.sharedModel.outputs.some(o => o.data && Object.keys(o.data)
                    .some(kind => kind.includes('widget-view'))) || c.node.querySelector('.jupyter-widgets'))""",
            arg=numbers,
            polling=POLLING,
        )

    def raised(self):
        """Return what callbacks raised or wrote to stderr, which JupyterLab shows nowhere."""
        return self.page.evaluate("() => window.raised")

    def reload(self):
        """Reload the tab, and wait until the notebook and its widgets are shown again."""
        self.page.reload(wait_until="domcontentloaded")
        self.wait_until_ready(idle=False)
        self.page.evaluate(_LISTEN)
        self.page.evaluate(_NUMBER)
        self._wait_for_widgets()

    def run_new_cell(self, source):
        """Run these lines in a new cell at the end, take it away again, and return its outputs."""
        outputs = self.page.evaluate(_NEW_CELL, source)
        self.wait_until_idle()
        return outputs

    def errors(self):
        """Return what cells raised or wrote to stderr, as "cell 3: division by zero"."""
        return self.page.evaluate(_ERRORS)

    def execution_counts(self):
        """Return the count of every code cell."""
        return self.page.evaluate(_COUNTS)

    def widget(self, cell):
        """Return the widget in the output of a cell, given by its number."""
        area = self.page.locator(f"xpath=id('cell{cell}')").locator(".jp-OutputArea").first
        return Widget(self.page, area, cell)

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
