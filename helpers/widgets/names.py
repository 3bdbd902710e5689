"""What ipywidgets leaves out for those who work with the keyboard or a screen reader.

Names for slider handles (its issue 2650), players' buttons and groups of radio buttons; keys that reach the control
instead of JupyterLab, which would walk to the next cell; words about a typed value that is no number or out of range.
"""

import anywidget
import traitlets

from .. import style

_SCRIPT = """
const KEYS = ':is(select, input[type=radio], .noUi-handle):not([data-lm-suppress-shortcuts])';
function name(box) {
  for (const slider of box.querySelectorAll('.widget-slider, .widget-hslider, .widget-vslider')) {
    const label = slider.querySelector('.widget-label')?.textContent.trim() || 'slider';
    const readout = slider.querySelector('.widget-readout');
    for (const handle of slider.querySelectorAll('.noUi-handle')) {
      if (handle.getAttribute('aria-label') !== label) handle.setAttribute('aria-label', label);
      const text = readout?.textContent.trim();
      if (!text || readout === document.activeElement || handle.getAttribute('aria-valuetext') === text) continue;
      handle.setAttribute('aria-valuetext', text);
    }
    if (slider.matches('.only-steps')) readout.contentEditable = 'false';
    if (readout?.isContentEditable && !readout.hasAttribute('role')) {
      readout.setAttribute('role', 'textbox');
      readout.setAttribute('aria-label', label + ', type a value');
    }
  }
  for (const button of box.querySelectorAll('.widget-play button')) {
    const icon = button.querySelector('i')?.className.match(/fa-(\\w+)/)?.[1] || 'play';
    const label = icon === 'retweet' ? 'repeat' : icon;
    if (button.getAttribute('aria-label') !== label) button.setAttribute('aria-label', label);
  }
  for (const group of box.querySelectorAll('.widget-radio-box:not([role])')) {
    const questions = [...box.querySelectorAll('.widget-html b')];
    const above = question => question.compareDocumentPosition(group) & Node.DOCUMENT_POSITION_FOLLOWING;
    group.setAttribute('role', 'radiogroup');
    group.setAttribute('aria-label', questions.filter(above).pop()?.textContent || 'choose one');
  }
}
function keep(box) {  // JupyterLab asks the element with the focus alone, not those around it
  for (const control of box.querySelectorAll(KEYS)) control.dataset.lmSuppressShortcuts = 'true';
}
function refusal(readout) {
  const handle = readout.closest('.widget-slider').querySelector('.noUi-handle');
  const [low, high] = ['min', 'max'].map(end => Number(handle.getAttribute(`aria-value${end}`)));
  const typed = readout.textContent.trim(), plain = typed.replace(/[,\\s]/g, '').replace('−', '-');
  if (plain && Number(plain) >= low && Number(plain) <= high) return '';
  readout.textContent = handle.getAttribute('aria-valuetext');
  return `⚠ ${handle.getAttribute('aria-label')}: expected a number from ${low} to ${high}, got “${typed}”. `
    + 'Nothing has changed.';
}
function render({ model, el }) {
  const words = document.createElement('div');
  words.setAttribute('role', 'alert');
  words.style.cssText = 'padding: 2px; line-height: 1.5';
  let observer, box;
  const say = text => {
    words.textContent = text;
    words.remove();
    if (text) el.append(words);
  };
  const end = event => {  // of the range as it is now; the slider would go to the end of the one it was made with
    const rail = event.key === 'End' && event.target.matches('.noUi-handle') && event.target.closest('.noUi-target');
    if (!rail || rail.hasAttribute('disabled')) return;
    rail.noUiSlider.set(rail.noUiSlider.options.range.max);
    event.preventDefault();
    event.stopPropagation();
  };
  const judge = event => {  // before ipywidgets, which takes back or bends what it cannot use without a word
    if (!event.target.matches?.('.widget-readout[contenteditable=true]')) return;
    if (event.type === 'blur' || event.key === 'Enter') {
      const refused = refusal(event.target);
      if (refused || event.key === 'Enter') say(refused);
    }
  };
  const sharpen = () => {
    const sharpness = devicePixelRatio > 1.05 || box.querySelector('.explorer-large') ? 1.5 : 1;
    if (model.get('sharpness') === sharpness) return;
    model.set('sharpness', sharpness);
    model.save_changes();
  };
  const begin = () => {
    box = el.closest('.jp-OutputArea-output') || el.parentElement;
    if (!box) { requestAnimationFrame(begin); return; }
    box.addEventListener('keydown', end, true);
    box.addEventListener('keydown', judge, true);
    box.addEventListener('blur', judge, true);
    const serve = () => { name(box); keep(box); sharpen(); };
    observer = new MutationObserver(serve);
    observer.observe(box, { subtree: true, childList: true, characterData: true, attributeFilter: ['class'] });
    addEventListener('resize', sharpen);  // it tells of the browser's own zoom, too
    serve();
  };
  requestAnimationFrame(begin);
  return () => {
    observer?.disconnect();
    removeEventListener('resize', sharpen);
    box?.removeEventListener('keydown', end, true);
    box?.removeEventListener('keydown', judge, true);
    box?.removeEventListener('blur', judge, true);
  };
}
export default { render };
"""

# The font's colour is the one that stands out in the light and in the dark theme.
_STYLE = """
.jp-OutputArea-output .jupyter-widgets :is(button, input, select, .noUi-handle, .widget-readout):focus-visible {
  outline: 2px solid var(--jp-ui-font-color0, currentColor) !important; outline-offset: 1px;
}
"""


class Names(anywidget.AnyWidget):
    """A widget that serves all others in its own output, and is seen only when a typed value was refused.

    Attributes
    ----------
    sharpness : float
        How many pixels a picture needs for each pixel of the page across, on this screen: as many as it has, no more,
        since each of them takes its time.
    """

    _esm, _css = _SCRIPT, _STYLE
    sharpness = traitlets.Float(style.SHARPNESS).tag(sync=True)
