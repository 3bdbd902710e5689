"""What every widget looks like: one card, one grid of controls, softer paper in the dark theme, a "Large" switch.

Everything is done by the browser, so nothing here adds to the time from a key press to its picture.
"""

from functools import cache

import anywidget
import ipywidgets
import traitlets

_SCRIPT = """
function keepHeight(card, caption) {  // so that the picture below stays in its place when there is more to say
  let width = 0, least = 0, chosen = false;
  const fit = again => {
    const { style, offsetWidth } = caption, words = caption.querySelector('[role=status]');
    if (!words || !offsetWidth) return;  // the question of a prediction never grows
    if (offsetWidth !== width) {
      const line = parseFloat(getComputedStyle(words).lineHeight);
      const lines = Number(caption.className.match(/explorer-lines-(\\d)/)?.[1] ?? 1);
      width = offsetWidth;
      least = Math.max(words.offsetHeight, lines * line) + line;  // one line is always free
      again = true;
    }
    style.minHeight = `${Math.max(again ? least : parseFloat(style.minHeight), words.offsetHeight)}px`;
  };
  const sizes = new ResizeObserver(() => fit(false)), texts = new MutationObserver(() => {
    if (chosen) fit(true);  // something else was chosen of a list, so the picture is another one anyway
    chosen = false;
  });
  const choose = event => { chosen ||= event.target.matches('select'); };
  sizes.observe(caption);
  texts.observe(caption, { subtree: true, childList: true });
  card.addEventListener('change', choose);
  return () => { sizes.disconnect(); texts.disconnect(); card.removeEventListener('change', choose); };
}
function fitPage(card) {  // on a narrow page the words grow a little, and no picture shrinks
  const fit = () => {
    const widths = [...card.querySelectorAll('.widget-html img')].map(image => Number(image.getAttribute('width')));
    const scale = card.parentElement.clientWidth / (26 + Math.max(674, ...widths));  // 26: paddings and borders
    card.style.setProperty('--explorer-scale', Math.min(1.4, Math.max(1.2, scale)));
  };
  const sizes = new ResizeObserver(fit);
  sizes.observe(card);
  sizes.observe(card.parentElement);
  return () => sizes.disconnect();
}
function render({ model, el }) {
  el.classList.add('explorer-switch');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Large';
  button.title = 'Make every widget of this notebook larger, as for a projector';
  button.dataset.lmSuppressShortcuts = 'true';  // JupyterLab would take Enter for itself
  button.addEventListener('click', () => { model.set('value', !model.get('value')); model.save_changes(); });
  el.append(button);
  let ends = [];
  const show = () => {
    button.setAttribute('aria-pressed', model.get('value'));
    el.closest('.explorer')?.classList.toggle('explorer-large', model.get('value'));
  };
  const begin = () => {
    const card = el.closest('.explorer');
    if (!card) { requestAnimationFrame(begin); return; }
    const caption = card.querySelector(':scope > .explorer-caption');
    ends = [fitPage(card), ...(caption ? [keepHeight(card, caption)] : [])];
    show();
  };
  model.on('change:value', show);
  requestAnimationFrame(begin);
  return () => { ends.forEach(end => end()); model.off('change:value', show); };
}
export default { render };
"""

_STYLE = """
.jupyter-widgets.explorer {
  --explorer-accent: #0072b2; --explorer-line: #767676;
  --jp-widgets-input-border-color: var(--explorer-line);
  display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px 12px;
  box-sizing: border-box; width: 100%; max-width: 964px; margin: 4px 0 12px; padding: 12px; overflow: visible;
  border: 1px solid var(--explorer-line); border-radius: 6px;
}
[data-jp-theme-light="false"] .jupyter-widgets.explorer { --explorer-accent: #56b4e9; --explorer-line: #8a8a8a; }
.jupyter-widgets.explorer > * { grid-column: 1 / -1; margin: 0; }
.jupyter-widgets.explorer > .explorer-caption { grid-column: 1; }
.jupyter-widgets.explorer > .explorer-switch { grid-column: 2; align-self: start; }
.explorer .widget-html, .explorer .widget-html-content { height: auto; min-height: 0; margin: 0; }
.explorer img { display: block; }
.jupyter-widgets.explorer :is(.jupyter-widgets:not(.jupyter-button), .widget-checkbox label) {
  overflow: visible;  /* else they cut focus rings */
}

.jupyter-widgets.explorer-controls {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(max(270px, 50% - 8px), 1fr)); gap: 4px 16px;
  align-items: start;
}
.jupyter-widgets.explorer-three { grid-template-columns: repeat(auto-fill, minmax(max(240px, 33.3% - 11px), 1fr)); }
.jupyter-widgets.explorer-controls > .explorer-controls { grid-column: 1 / -1; }
.jupyter-widgets.explorer-controls > * { width: auto; min-width: 0; margin: 0; overflow: visible; }
.jupyter-widgets.explorer-controls > .explorer-wide { grid-column: span 2; }
.jupyter-widgets.explorer-controls .jupyter-button {
  flex: 1 1 auto; width: auto; max-width: 180px; margin: 0; padding: 0 6px;
}
.jupyter-widgets.explorer-buttons { display: flex; flex-flow: row wrap; gap: 8px; }
.jupyter-widgets.explorer-controls .widget-slider .slider-container { flex: 1 1 0; }
.jupyter-widgets.explorer-controls .widget-slider .widget-readout { flex: 0 0 4.6em; min-width: 0; }
.jupyter-widgets.explorer .noUi-target { border-color: var(--explorer-line); background: var(--explorer-line); }
.jupyter-widgets.explorer .noUi-handle { border-color: var(--explorer-accent); background: var(--explorer-accent); }
[data-jp-theme-light="false"] .explorer select {
  color-scheme: dark; appearance: auto; padding-right: 0; background-image: none;
}

.explorer-switch button {
  padding: 2px 10px; border: 1px solid var(--explorer-line); border-radius: 12px; background: transparent;
  color: var(--jp-content-font-color1); font: inherit; font-size: var(--jp-ui-font-size1); cursor: pointer;
}
.explorer-switch button[aria-pressed="true"] {
  background: var(--jp-content-font-color1); color: var(--jp-layout-color0);
}
.explorer-switch button:focus-visible { outline: 3px solid var(--explorer-accent); outline-offset: 2px; }

.jupyter-widgets.explorer.explorer-large {
  zoom: var(--explorer-scale); padding: calc(12px / var(--explorer-scale));
  border-width: calc(1px / var(--explorer-scale));
}
.explorer-large .jupyter-widgets.explorer-controls {
  grid-template-columns: repeat(auto-fill, minmax(max(300px, 50% - 8px), 1fr));
}
.explorer-large .jupyter-widgets.explorer-three {
  grid-template-columns: repeat(auto-fill, minmax(max(300px, 33.3% - 11px), 1fr));
}
.explorer .jupyter-widgets.explorer { max-width: none; zoom: 1; }
.explorer .explorer .explorer-switch { display: none; }

[data-jp-theme-light="false"] :is(.jp-OutputArea-output img[alt][src^="data:image/"], .digit-sheet) {
  filter: brightness(0.86); border-radius: 4px;
}
[data-jp-theme-light="false"] .jp-OutputArea-output img[alt][src^="data:image/"] {
  box-sizing: content-box; max-width: calc(100% - 12px) !important; padding: 6px; background: #fff;
}
"""


class Large(anywidget.AnyWidget):
    """A switch that makes the cards around all its views larger, figures and controls alike.

    Attributes
    ----------
    value : bool
    """

    _esm, _css = _SCRIPT, _STYLE
    value = traitlets.Bool(False).tag(sync=True)


@cache
def large():
    """Return the one switch of this process: all widgets of a notebook show it, and become large together."""
    return Large()


def card(children, text):
    """Return children as a card, one under the other, with the switch beside that one of them that is its text."""
    text.add_class("explorer-caption")
    at = children.index(text) + 1
    return ipywidgets.VBox([*children[:at], large(), *children[at:]]).add_class("explorer")


def grid(controls, buttons=(), three=False):
    """Return controls in two or three columns of equal width, and buttons together in one cell after them."""
    row = [ipywidgets.Box(buttons).add_class("explorer-buttons")] if buttons else []
    box = ipywidgets.Box([*controls, *row]).add_class("explorer-controls")
    return box.add_class("explorer-three") if three else box
