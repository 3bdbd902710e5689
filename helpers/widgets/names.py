"""Names for what ipywidgets leaves without any: slider handles (its issue 2650) and the buttons of a player."""

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
  for (const button of box.querySelectorAll('.widget-play button:not([aria-label])')) {
    const icon = button.querySelector('i')?.className.match(/fa-(\\w+)/)?.[1] || 'play';
    button.setAttribute('aria-label', { repeat: 'repeat', retweet: 'repeat' }[icon] || icon);
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
    """An invisible widget that names every slider handle after its label, and players' buttons, in its own output."""

    _esm = _SCRIPT
