"""Accessible outputs: what axe-core finds, where the Tab key leads, and whether the focus is seen."""

from importlib.resources import files

from .widgets import POLLING

_AXE = files("axe_playwright_python") / "axe.min.js"
_RUN = """async () => {
    const found = await axe.run({ include: [['.jp-OutputArea-output']] }, { resultTypes: ['violations'] });
    return found.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id} (${rule.impact}): ${rule.help}: ${node.html.slice(0, 200)}`)) }"""
_CONTROLS = "'.noUi-handle, select, input, button, [contenteditable=true]'"
_BEGIN = """area => {
    const inUse = control => control.checkVisibility() && !control.disabled && !control.closest('[disabled]')
        && (control.tabIndex >= 0 || control.isContentEditable)
        && !(control.type === 'radio' && control !== group(control)[0]);
    const group = radio => [...radio.closest('.widget-radio-box').querySelectorAll('input')];
    window.waiting = new Set([...area.querySelectorAll(%s)].filter(inUse));
    const first = [...window.waiting][0];
    first.focus({ focusVisible: true }) }"""
_ARRIVED = """area => {
    const control = document.activeElement;
    if (!area.contains(control)) return null;
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const luminance = colour => parts(colour).slice(0, 3).map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    let paper = (control.closest('.widget-slider') || control).parentElement;
    const clear = colour => parts(colour)[3] === 0;
    while (paper && clear(getComputedStyle(paper).backgroundColor)) paper = paper.parentElement;
    const look = getComputedStyle(control);
    const ground = luminance(paper ? getComputedStyle(paper).backgroundColor : 'rgb(255, 255, 255)');
    const ring = luminance(look.outlineColor);
    const contrast = (Math.max(ring, ground) + 0.05) / (Math.min(ring, ground) + 0.05);
    const around = [];
    for (let box = control.parentElement; box?.closest('.explorer'); box = box.parentElement) around.push(box);
    const cut = around.some(box => getComputedStyle(box).overflow !== 'visible');
    if (control.type === 'radio') control.closest('.widget-radio-box').querySelectorAll('input')
        .forEach(other => window.waiting.delete(other));
    window.waiting.delete(control);
    return { name: control.getAttribute('aria-label') || control.innerText || control.labels?.[0]?.innerText || '',
        ring: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2, contrast, cut } }"""
_LEFT = """() => [...window.waiting].map(control => control.outerHTML.slice(0, 160))"""


def set_theme(sheet, name):
    """Switch JupyterLab to the "Light" or the "Dark" theme."""
    sheet.command("apputils:change-theme", theme=f"JupyterLab {name}")
    sheet.page.wait_for_function(
        "light => document.body.dataset.jpThemeLight === light", arg=str(name == "Light").lower(), polling=POLLING
    )


def violations(page):
    """Return everything that axe-core, with all its rules, finds wrong in the outputs of the open notebook."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {_AXE.read_text(encoding='utf-8')} }}")
    return page.evaluate(_RUN)


def walk(widget):
    """Walk with the Tab key through a widget; return what was not reached, has no name or shows no focus."""
    page, wrong = widget.page, []
    widget.ask(_BEGIN % _CONTROLS)
    for _ in range(200):
        here = widget.ask(_ARRIVED)
        if here is None:
            break
        if not here["name"].strip():
            wrong.append(f"a control without a name: {page.evaluate('document.activeElement.outerHTML')[:160]}")
        if not here["ring"] or here["contrast"] < 3 or here["cut"]:
            wrong.append(f"no visible focus: {here}")
        page.keyboard.press("Tab")
    return wrong + [f"not reached by Tab: {control}" for control in page.evaluate(_LEFT)]
