"""A sheet of cells to draw on, with the mouse, a finger or the keyboard; ipywidgets alone cannot follow a stroke."""

import anywidget
import ipywidgets

SIDE = 8

_SCRIPT = """
const SIDE = 8, STEP = 8;  // cells along each side; pixels between two places of a stroke that are looked at
function render({ model, el }) {
  const sheet = document.createElement('div');
  sheet.className = 'digit-sheet';
  sheet.setAttribute('role', 'group');
  sheet.setAttribute('aria-label', 'drawing: the arrow keys move, the space bar inks or erases');
  const cells = Array.from({ length: SIDE * SIDE }, (_, i) => {
    const cell = document.createElement('button');
    cell.type = 'button';
    cell.dataset.lmSuppressShortcuts = 'true';  // JupyterLab would take the arrow keys for itself
    cell.tabIndex = i ? -1 : 0;
    cell.setAttribute('aria-label', `row ${Math.floor(i / SIDE) + 1}, column ${i % SIDE + 1}`);
    sheet.append(cell);
    return cell;
  });
  const show = () => model.get('value').forEach((ink, i) => cells[i].setAttribute('aria-pressed', ink === 1));
  const put = (i, ink) => {
    const value = [...model.get('value')];
    if (i < 0 || value[i] === ink) return;
    value[i] = ink;
    model.set('value', value);
    model.save_changes();
  };
  const focus = i => {
    cells.forEach((cell, j) => { cell.tabIndex = i === j ? 0 : -1; });
    cells[i].focus();
  };
  let stroke = null;  // while the button of the mouse is down: { ink, x, y }
  sheet.addEventListener('pointerdown', event => {
    const i = cells.indexOf(event.target);
    if (i < 0 || event.button) return;
    event.preventDefault();
    focus(i);
    sheet.setPointerCapture(event.pointerId);
    stroke = { ink: 1 - model.get('value')[i], x: event.clientX, y: event.clientY };
    put(i, stroke.ink);
  });
  sheet.addEventListener('pointermove', event => {
    if (!stroke) return;
    const across = event.clientX - stroke.x, down = event.clientY - stroke.y;
    const steps = Math.ceil(Math.hypot(across, down) / STEP);
    for (let k = 1; k <= steps; k++) {
      const x = stroke.x + across * k / steps, y = stroke.y + down * k / steps;
      put(cells.indexOf(document.elementFromPoint(x, y)), stroke.ink);
    }
    stroke = { ink: stroke.ink, x: event.clientX, y: event.clientY };
  });
  for (const end of ['pointerup', 'pointercancel']) sheet.addEventListener(end, () => { stroke = null; });
  sheet.addEventListener('click', event => {
    const i = cells.indexOf(event.target);
    if (i >= 0 && event.detail === 0) put(i, 1 - model.get('value')[i]);  // 0: not by a pointer
  });
  const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  sheet.addEventListener('keydown', event => {
    const i = cells.indexOf(event.target), move = moves[event.key];
    if (i < 0 || !move) return;
    event.preventDefault();
    const row = Math.floor(i / SIDE) + move[0], column = i % SIDE + move[1];
    if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) focus(row * SIDE + column);
  });
  model.on('change:value', show);
  show();
  el.append(sheet);
  return () => model.off('change:value', show);
}
export default { render };
"""

_STYLE = """
.digit-sheet {
  display: grid; grid-template-columns: repeat(8, 34px); width: max-content; margin: 4px 16px 4px 4px;
  border: 1px solid #6b6b6b; touch-action: none; cursor: crosshair;
}
.digit-sheet button {
  width: 34px; height: 34px; margin: 0; padding: 0; border: 1px solid #c4c4c4; border-radius: 0; background: #ffffff;
  cursor: inherit;
}
.digit-sheet button[aria-pressed="true"] { background: #1b1b1b; }
.digit-sheet button:focus-visible {
  outline: 3px solid #0072b2; outline-offset: -3px; box-shadow: inset 0 0 0 5px #ffffff;
}
"""


class Sheet(anywidget.AnyWidget):
    """A sheet of 8 × 8 cells.

    Attributes
    ----------
    value : tuple of int
        1 for every inked cell and 0 for every empty one, row by row.
    """

    _esm, _css = _SCRIPT, _STYLE
    value = ipywidgets.TypedTuple(default_value=(0,) * (SIDE * SIDE)).tag(sync=True)
