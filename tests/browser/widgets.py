"""A widget in a page: its controls by kind, and its picture."""

from typing import NamedTuple

_CHANGED = """([area, src, alt]) => { const image = area.querySelector('.widget-html img');
    return image && image.complete && (src === null || image.src !== src) && (alt === null || image.alt !== alt) }"""


class Picture(NamedTuple):
    """What an <img> shows: its bytes as a data URI, and its alternative text."""

    src: str
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

    def picture(self):
        """Return the picture that is shown now."""
        image = self.pictures.first
        return Picture(*image.evaluate("image => [image.src, image.alt]"))

    def caption(self):
        """Return the text above the picture, where messages appear."""
        return self.area.locator("[role=status]").first.inner_text()

    def wait_for_picture(self, before, alt=True, seconds=None):
        """Wait until another picture than `before` is shown and decoded, with another alternative text; return it."""
        wanted = [self.area.element_handle(), before.src, before.alt if alt else None]
        self.page.wait_for_function(_CHANGED, arg=wanted, timeout=1000 * (seconds or self.patience))
        return self.picture()

    def wait_for_caption(self, text, gone=False, seconds=None):
        """Wait until the text above the picture contains this, or does no longer."""
        found = "([area, text, gone]) => gone !== area.querySelector('[role=status]')?.innerText.includes(text)"
        self.page.wait_for_function(
            found, arg=[self.area.element_handle(), text, gone], timeout=1000 * (seconds or self.patience)
        )

    def wait_for_text(self, text):
        """Wait until the widget contains this text anywhere."""
        found = "([area, text]) => area.innerText.includes(text)"
        self.page.wait_for_function(found, arg=[self.area.element_handle(), text], timeout=1000 * self.patience)
