"""Every control of a widget, moved by keyboard alone: to its first, its last and a middle value."""

from typing import NamedTuple

_CONTROLS = ".noUi-handle, select, input[type=checkbox], button.widget-toggle-button"
_LIST = """area => [...area.querySelectorAll(`%s`)].map((control, place) => {
    const rail = control.closest('[disabled]') || control;
    const name = control.getAttribute('aria-label') || control.labels?.[0]?.innerText.trim() || control.innerText.trim();
    return { kind: control.matches('.noUi-handle') ? 'slider' : control.tagName === 'SELECT' ? 'list' : 'switch', name,
        place, shown: control.checkVisibility(), disabled: rail.hasAttribute('disabled') } })"""
_STATE = """control => control.matches('.noUi-handle')
    ? ['valuenow', 'valuemin', 'valuemax'].map(part => Number(control.getAttribute('aria-' + part)))
    : control.tagName === 'SELECT' ? [control.selectedIndex, 0, control.options.length - 1]
    : [Number(control.checked ?? control.classList.contains('mod-active')), 0, 1]"""
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
        (Keyboard) -> None: called after every move of a silent control, to see that it took effect.
    """

    def __init__(self, widget, silent=(), after=None):
        self.widget, self.page, self._silent, self._after = widget, widget.page, silent, after

    def controls(self):
        """Return every control that is shown and can be moved now."""
        listed = self.widget.area.evaluate(_LIST % _CONTROLS)
        return [control for control in (Control(**found) for found in listed) if control.shown and not control.disabled]

    def move_all(self, done=()):
        """Move every control that is not done yet, also those that appear on the way; return the names of all done."""
        done = set(done)
        while left := [control for control in self.controls() if control.name not in done]:
            self.move(left[0])
            done.add(left[0].name)
        return done

    def move(self, control):
        """Move a control to its first, its last and a middle value."""
        assert control.name, f"a {control.kind} without a name"
        getattr(self, f"_{control.kind}")(self.widget.area.locator(_CONTROLS).nth(control.place), control)

    def press(self, key, name="", text=""):
        """Press a key, or type a text and then press it; wait for another picture, unless the control is silent."""
        before = self.widget.picture()
        if text:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        self.page.keyboard.press(key)
        if name not in self._silent:
            self.widget.wait_for_picture(before)
        elif self._after:
            self._after(self)
        assert FROZEN not in self.widget.caption(), (name, key, self.widget.caption())

    def _try(self, handle, key, name):
        """Press a key that may find the control where it leads to already."""
        before = handle.evaluate(_STATE)[0]
        picture = self.widget.picture()
        self.page.keyboard.press(key)
        if handle.evaluate(_STATE)[0] != before and name not in self._silent:
            self.widget.wait_for_picture(picture)

    def _slider(self, handle, control):
        handle.focus()
        for key, end in (("Home", 1), ("End", 2)):
            self._try(handle, key, control.name)
            state = handle.evaluate(_STATE)
            assert state[0] == state[end], (control.name, key, state)
        readout = handle.locator("xpath=ancestor::div[contains(@class, 'widget-slider')]").locator(
            ".widget-readout[contenteditable=true]"
        )
        _, low, high = handle.evaluate(_STATE)
        if readout.count():
            self._type_middle(readout, control, low, high)
        else:
            while handle.evaluate(_STATE)[0] > (low + high) / 2:
                self.press("PageDown", control.name)
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

    def _switch(self, button, control):
        button.focus()
        before = button.evaluate(_STATE)[0]
        for expected in (1 - before, before):
            self.press("Space", control.name)
            assert button.evaluate(_STATE)[0] == expected, control.name
