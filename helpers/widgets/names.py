"""Names that a screen reader can say for slider handles, which ipywidgets leaves without any (its issue 2650)."""

import anywidget

_SCRIPT = """
function name(box) {
  for (const slider of box.querySelectorAll('.widget-slider, .widget-hslider, .widget-vslider')) {
    const label = slider.querySelector('.widget-label')?.textContent.trim() || 'slider';
    const readout = slider.querySelector('.widget-readout');
    for (const handle of slider.querySelectorAll('.noUi-handle')) {
      if (handle.getAttribute('aria-label') !== label) handle.setAttribute('aria-label', label);
      const text = readout?.textContent.trim();
      if (text && handle.getAttribute('aria-valuetext') !== text) handle.setAttribute('aria-valuetext', text);
    }
    if (readout?.isContentEditable && !readout.hasAttribute('role')) {
      readout.setAttribute('role', 'textbox');
      readout.setAttribute('aria-label', label + ', type a value');
    }
  }
}
function render({ el }) {
  el.style.display = 'none';
  let observer;
  const begin = () => {
    const box = el.closest('.jp-OutputArea-output') || el.parentElement;
    if (!box) { requestAnimationFrame(begin); return; }
    observer = new MutationObserver(() => name(box));
    observer.observe(box, { subtree: true, childList: true, characterData: true });
    name(box);
  };
  requestAnimationFrame(begin);
  return () => observer?.disconnect();
}
export default { render };
"""


class Names(anywidget.AnyWidget):
    """An invisible widget that names every slider handle of the output it stands in after the slider's label."""

    _esm = _SCRIPT
