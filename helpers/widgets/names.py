"""What ipywidgets leaves out for those who work with the keyboard or a screen reader.

Names for slider handles (its issue 2650), players' buttons and groups of radio buttons; keys that reach the control
instead of JupyterLab, which would walk to the next cell; words about a typed value that is no number, out of range or
between two steps. And what all miss: a picture is dimmed as long as the kernel works on the next one.
"""

import anywidget
import traitlets

from .. import style
from .running import in_turn

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
function number(typed) {  // 1,000 and 1 000 are a thousand, 0,5 is a half
  const plain = typed.replace(/\\s/g, '').replace('−', '-');
  if (!plain) return NaN;
  return Number(/^-?[1-9]\\d{0,2}(,\\d{3})+(\\.|$)/.test(plain) ? plain.replaceAll(',', '') : plain.replace(',', '.'));
}
function judgement(readout, shown) {  // leaves there what ipywidgets can use; says what became of a typed value
  const rail = readout.closest('.widget-slider').querySelector('.noUi-target');
  const { step, range: { min: low, max: high } } = rail.noUiSlider.options;
  const name = rail.querySelector('.noUi-handle').getAttribute('aria-label');
  const typed = readout.textContent.trim(), value = number(typed);
  const say = number => String(number).replace('-', '−');
  if (typed === shown) return '';
  if (!(value >= low && value <= high)) {
    readout.textContent = shown;
    return `⚠ ${name}: expected a number from ${say(low)} to ${say(high)}, got “${typed}”. Nothing has changed.`;
  }
  const near = step ? Number(Math.min(high, low + Math.round((value - low) / step) * step).toPrecision(12)) : value;
  readout.textContent = Math.abs(near - rail.noUiSlider.get(true)) < 1e-9 ? shown : near;
  return Math.abs(near - value) < 1e-9 ? '' : `⚠ ${name}: set to ${say(near)}, the nearest step to “${typed}”.`;
}
function watch(model, box) {  // a picture that no longer goes with its controls is dimmed until the next one comes
  let timer = 0, question = 0, again = false;
  const dim = on => box.querySelector('.explorer')?.classList.toggle('explorer-stale', on);
  const ask = () => {  // the kernel answers when it has done all that came before: not every change makes a picture
    model.send({ question: ++question });
    timer = setTimeout(dim, 60, true);
  };
  const changed = () => {
    if (timer) again = true;
    else timer = setTimeout(ask, 250);
  };
  const settled = () => {
    clearTimeout(timer);
    timer = 0;
    question += 1;
    dim(false);
    if (again) changed();
    again = false;
  };
  const answered = content => { if (content.question === question) settled(); };
  const kinds = ['change', 'click'];
  for (const kind of kinds) box.addEventListener(kind, changed, true);
  model.on('msg:custom', answered);
  return {
    notice: records => {
      if (records.some(({ type, target }) => type === 'childList' && target.closest?.('.widget-html'))) settled();
      if (records.some(({ attributeName }) => attributeName === 'aria-valuetext')) changed();
    },
    end: () => {
      clearTimeout(timer);
      for (const kind of kinds) box.removeEventListener(kind, changed, true);
      model.off('msg:custom', answered);
    },
  };
}
function render({ model, el }) {
  const words = document.createElement('div');
  words.setAttribute('role', 'alert');
  el.classList.add('explorer-words');
  let observer, stale, box;
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
  let shown = '';  // in the readout, as ipywidgets wrote it, before something was typed
  const remember = ({ target }) => {
    if (target === document.activeElement && target.matches('.widget-readout')) shown = target.textContent.trim();
  };
  const judge = event => {  // before ipywidgets, which takes back or bends without a word what it cannot use
    if (!event.target.matches?.('.widget-readout[contenteditable=true]')) return;
    if (event.type === 'blur' || event.key === 'Enter') {
      const text = judgement(event.target, shown);
      if (text || event.key === 'Enter') say(text);
      setTimeout(remember, 0, event);
    }
  };
  const forget = event => {  // what was said about a typed value, as soon as something else is done
    if (event.key !== 'Tab' && !event.target.matches?.('.widget-readout')) say('');
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
    box.addEventListener('focus', remember, true);
    box.addEventListener('keydown', judge, true);
    box.addEventListener('blur', judge, true);
    for (const kind of ['keydown', 'pointerdown']) box.addEventListener(kind, forget, true);
    stale = watch(model, box);
    const serve = records => { name(box); keep(box); sharpen(); stale.notice(records); };
    const attributeFilter = ['class', 'aria-valuetext'];
    observer = new MutationObserver(serve);
    observer.observe(box, { subtree: true, childList: true, characterData: true, attributeFilter });
    addEventListener('resize', sharpen);  // it tells of the browser's own zoom, too
    serve([]);
  };
  requestAnimationFrame(begin);
  return () => {
    observer?.disconnect();
    removeEventListener('resize', sharpen);
    box?.removeEventListener('keydown', end, true);
    box?.removeEventListener('focus', remember, true);
    box?.removeEventListener('keydown', judge, true);
    box?.removeEventListener('blur', judge, true);
    for (const kind of ['keydown', 'pointerdown']) box?.removeEventListener(kind, forget, true);
    stale?.end();
  };
}
export default { render };
"""

# The font's colour is the one that stands out in the light and in the dark theme.
_STYLE = """
.jp-OutputArea-output .jupyter-widgets :is(button, input, select, .noUi-handle, .widget-readout):focus-visible {
  outline: 2px solid var(--jp-ui-font-color0, currentColor) !important; outline-offset: 1px;
}
.explorer-words [role=alert] { padding: 2px; line-height: 1.5; }
.explorer > .explorer-words:not(:last-child) { position: relative; z-index: 1; height: 0; }
.explorer > .explorer-words:not(:last-child) [role=alert] {  /* on the line that the caption keeps free */
  position: absolute; left: 0; bottom: -6px; padding: 1px 8px; border: 1px solid var(--explorer-line);
  border-radius: 4px; background: var(--jp-layout-color0);
}
.explorer-stale .widget-html img { opacity: 0.6; }
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

    def __init__(self, **settings):
        super().__init__(**settings)
        self.on_msg(self._answer)

    @in_turn
    def _answer(self, _, content, buffers):
        self.send(content)
