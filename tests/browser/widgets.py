"""A widget in a page: its controls by kind, and its picture."""

from typing import NamedTuple

POLLING = 20  # milliseconds; to look once in each frame, as is usual, makes the browser draw frames all the time
_AREA = "jupyterapp.shell.currentWidget.content.widgets[cell].node.querySelector('.jp-OutputArea')"
_IMAGE = "area.querySelector('.widget-html img')"
# What a picture shows is long, so only its number travels: which one it is of all that were looked at in this page.
_LOOK = """image => { const src = image.getAttribute('src'), seen = window.picturesSeen ??= new Map();
    if (!seen.has(src)) seen.set(src, seen.size);
    return [seen.get(src), image.alt] }"""
_CHANGED = f"""(area, number, alt) => {{ const image = {_IMAGE};
    if (!image?.complete || alt !== null && image.alt === alt) return false;
    const found = ({_LOOK})(image);
    return found[0] !== number && found }}"""


class Picture(NamedTuple):
    """What an <img> shows: which one of all pictures of its page, and its alternative text."""

    number: int
    alt: str


class Widget:
    """The live output of one cell. Controls are playwright locators: `.sliders.nth(0).press("End")`.

    Attributes
    ----------
    cell : int
        Which cell of the notebook.
    sliders, lists, boxes, toggles, buttons, readouts, radios : Locator
        Slider handles, drop-down lists, check boxes, toggle buttons, other buttons, number fields of sliders,
        radio buttons; only those that are shown.
    patience : float
        How many seconds are waited for something to appear, unless asked otherwise.
    """

    patience = 20

    def __init__(self, page, area, cell):
        self.page, self.area, self.cell = page, area, cell
        find = area.locator
        self.sliders = find(".noUi-handle:visible")
        self.lists = find("select:visible")
        self.boxes = find("input[type=checkbox]:visible")
        self.toggles = find("button.widget-toggle-button:visible")
        self.buttons = find("button.widget-button:not(.widget-toggle-button):visible")
        self.readouts = find(".widget-readout[contenteditable=true]:visible")
        self.radios = find("input[type=radio]:visible")
        self.pictures = find(".widget-html img")

    def slider(self, label):
        """Return the handle of the slider with this label."""
        return self.area.get_by_role("slider", name=label, exact=True)

    def button(self, text):
        """Return the button that says this."""
        return self.area.get_by_role("button", name=text)

    def ask(self, function, *given):
        """Return what a function (area, ...given) of the page answers."""
        return self.page.evaluate(f"([cell, ...given]) => ({function})({_AREA}, ...given)", [self.cell, *given])

    def element(self, selector, place):
        """Return one of the elements that a selector finds, by its place."""
        found = f"([cell, selector, place]) => {_AREA}.querySelectorAll(selector)[place]"
        return self.page.evaluate_handle(found, [self.cell, selector, place]).as_element()

    def picture(self):
        """Return the picture that is shown now."""
        return Picture(*self.ask(f"area => ({_LOOK})({_IMAGE})"))

    def caption(self):
        """Return the text above the picture, where messages appear."""
        return self.ask("area => area.querySelector('[role=status]').innerText")

    def wait_for_picture(self, before, alt=True, seconds=None):
        """Wait until another picture than `before` is shown and decoded, with another alternative text; return it."""
        return Picture(*self.wait_for(_CHANGED, before.number, before.alt if alt else None, seconds=seconds))

    def wait_for_caption(self, text, gone=False, seconds=None):
        """Wait until the text above the picture contains this, or does no longer."""
        found = "(area, text, gone) => gone !== area.querySelector('[role=status]')?.innerText.includes(text)"
        self.wait_for(found, text, gone, seconds=seconds)

    def wait_for_text(self, text):
        """Wait until the widget contains this text anywhere."""
        self.wait_for("(area, text) => area.innerText.includes(text)", text)

    def settle(self):
        """Wait until the kernel has answered every change of a control and every press of a button."""
        self.wait_for("() => window.unanswered.size === 0")

    def wait_for(self, function, *given, seconds=None):
        """Wait until a function (area, ...given) of the page answers with something true; return this."""
        asked = f"([cell, ...given]) => ({function})({_AREA}, ...given)"
        timeout = 1000 * (seconds or self.patience)
        answer = self.page.wait_for_function(asked, arg=[self.cell, *given], timeout=timeout, polling=POLLING)
        return answer.json_value()
