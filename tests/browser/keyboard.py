"""Every control of a widget, moved by keyboard alone: to its first, its last and a middle value."""

import re
from typing import NamedTuple

_CONTROLS = ".noUi-handle, select, input[type=checkbox], button.widget-toggle-button"
_LIST = """area => [...area.querySelectorAll(`%s`)].map((control, place) => {
    const rail = control.closest('[disabled]') || control;
    const name = control.getAttribute('aria-label') || (control.labels?.[0] ?? control).innerText.trim();
    return { kind: control.matches('.noUi-handle') ? 'slider' : control.tagName === 'SELECT' ? 'list' : 'switch', name,
        place, shown: control.checkVisibility(), disabled: rail.hasAttribute('disabled') } })"""
_STATE = """control => control.matches('.noUi-handle')
    ? ['valuenow', 'valuemin', 'valuemax'].map(part => Number(control.getAttribute('aria-' + part)))
    : control.tagName === 'SELECT' ? [control.selectedIndex, 0, control.options.length - 1]
    : [Number(control.checked ?? control.classList.contains('mod-active')), 0, 1]"""
_STILL = """async (area, wait) => { const image = area.querySelector('.widget-html img'), before = image.src;
    await new Promise(done => setTimeout(done, wait));
    return image.src === before }"""
_READOUT = "handle => handle.closest('.widget-slider').querySelector('.widget-readout[contenteditable=true]')"
_ALERT = """(area, text) => { const alert = area.querySelector('[role=alert]');
    return alert?.innerText.includes(text) ? alert.innerText : null }"""
_TOP = """area => area.querySelector('.widget-html img').getBoundingClientRect().top
    - area.getBoundingClientRect().top"""
FROZEN = "The picture below is the last one that worked"


class Control(NamedTuple):
    """One control: "slider", "list" or "switch", its accessible name, its place among those of the widget."""

    kind: str
    name: str
    place: int
    shown: bool
    disabled: bool


class Keyboard:
    """Moves the controls of one widget, and waits for a new picture with a new description after every key.

    Parameters
    ----------
    widget : Widget
    silent : set of str
        Names of controls that, as the reader is told, change no picture by themselves.
    after : callable, optional
        (Keyboard) -> None: called whenever a silent control has arrived, to see that it took effect.
    """

    def __init__(self, widget, silent=(), after=None):
        self.widget, self.page, self._silent, self._after = widget, widget.page, silent, after

    def controls(self):
        """Return every control that is shown and can be moved now."""
        listed = self.widget.ask(_LIST % _CONTROLS)
        return [control for control in (Control(**found) for found in listed) if control.shown and not control.disabled]

    def move_all(self, done=(), first=()):
        """Move every control that is not done yet, also those that appear on the way; return the names of all done."""
        done = set(done)
        while left := [control for control in self.controls() if control.name not in done]:
            control = min(left, key=lambda control: control.name not in first)
            self.move(control)
            done.add(control.name)
        return done

    def move(self, control):
        """Move a control to its first, its last and a middle value."""
        assert control.name, f"a {control.kind} without a name"
        try:
            getattr(self, f"_{control.kind}")(self.widget.element(_CONTROLS, control.place), control)
        except Exception as error:
            error.add_note(f"moving {control.name!r}; the picture: {self.widget.picture().alt}")
            raise

    def press(self, key, name="", text=""):
        """Press a key, or type a text and then press it; wait for another picture, unless the control is silent."""
        before = self.widget.picture()
        if text:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        self.page.keyboard.press(key)
        self._expect(before, name)

    def _arrived(self, name):
        if name in self._silent and self._after:
            self._after(self)

    def _expect(self, before, name):
        if name not in self._silent:
            self.widget.wait_for_picture(before)
        self.widget.settle()
        assert FROZEN not in self.widget.caption(), (name, self.widget.caption())

    def press_until_still(self, button, key):
        """Press a key on a button that ends a movement, and wait until two looks at the picture are the same."""
        button.focus()
        self.page.keyboard.press(key)
        self.widget.wait_for(_STILL, 400)

    def sketch(self):
        """Move every slider of a prediction to its first, its last and a middle value; no picture follows yet."""
        for control in self.controls():
            handle = self.widget.element(_CONTROLS, control.place)
            handle.focus()
            for key, end in (("Home", 1), ("End", 2), ("PageDown", None)):
                self.page.keyboard.press(key)
                now, *ends = handle.evaluate(_STATE)
                assert now == ends[end - 1] if end else ends[0] < now < ends[1], (control, key, now)

    def type_nonsense(self):
        """Type what is no number, or too large, into the first number field: it says so, and nothing else changes."""
        field = self.widget.readouts.first.element_handle()
        before, shown, top = self.widget.picture(), field.inner_text(), self.widget.ask(_TOP)
        for text, key in (("abc", "Enter"), ("1e9", "Tab"), ("", "Enter"), ("12 apples", "Enter")):
            field.focus()
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text) if text else self.page.keyboard.press("Delete")
            self.page.keyboard.press(key)
            alert = self.widget.wait_for(_ALERT, f"got “{text}”")
            assert re.search(f"expected a number from .* got “{text}”", alert), text
            assert field.inner_text() == shown, text
            assert self.widget.ask(_TOP) == top, "the warning moves the picture"
        assert self.widget.picture() == before
        field.focus()
        self.page.keyboard.press("Enter")
        assert self.widget.ask(_ALERT, "") is None, "the warning stays although the value is good"

    def _try(self, handle, key, name):
        """Press a key that may find the control where it leads to already."""
        before = handle.evaluate(_STATE)[0]
        picture = self.widget.picture()
        self.page.keyboard.press(key)
        if handle.evaluate(_STATE)[0] != before:
            self._expect(picture, name)
            self._arrived(name)

    def _slider(self, handle, control):
        handle.focus()
        for key, end in (("Home", 1), ("End", 2)):
            self._try(handle, key, control.name)
            state = handle.evaluate(_STATE)
            assert state[0] == state[end], (control.name, key, state)
        readout = handle.evaluate_handle(_READOUT).as_element()
        _, low, high = handle.evaluate(_STATE)
        if readout:
            self._type_middle(readout, control, low, high)
        else:
            middle = (low + high) / 2
            while (now := handle.evaluate(_STATE)[0]) > middle:
                self.press("PageDown" if now - 5 >= middle else "ArrowLeft", control.name)
        self._arrived(control.name)
        now = handle.evaluate(_STATE)[0]
        assert low < now < high or high - low <= 1, (control.name, low, now, high)

    def _type_middle(self, readout, control, low, high):
        decimals = len(readout.inner_text().partition(".")[2])
        middle = (low + high) / 2
        readout.focus()
        self.press("Enter", control.name, f"{middle:.{decimals}f}" if decimals else f"{middle:.0f}")

    def _list(self, chosen, control):
        chosen.focus()
        start, _, last = chosen.evaluate(_STATE)
        for key, end in (("End", last), ("Home", 0)):
            self._try(chosen, key, control.name)
            assert chosen.evaluate(_STATE)[0] == end, (control.name, key)
        for _ in range(max(start, 1)):  # past a middle one, and back to where it was
            self.press("ArrowDown", control.name)
        assert chosen.evaluate(_STATE)[0] == max(start, 1), control.name
        self._arrived(control.name)

    def _switch(self, button, control):
        button.focus()
        before = button.evaluate(_STATE)[0]
        for expected in (1 - before, before):
            self.press("Space", control.name)
            assert button.evaluate(_STATE)[0] == expected, control.name
            self._arrived(control.name)
