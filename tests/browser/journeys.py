"""The way through each explorer by keyboard: its controls, then what only this explorer has."""

from .keyboard import Keyboard

SILENT = {"hinges": {"sliders of"}, "playground": {"show the code"}, "deep": {"learning rate α", "batch size"}}
FIRST = {"stepper": {"planted bug"}, "playground": {"seed", "time travel"}}  # while it is seen what they do
_ELSEWHERE = ("Train", "Stop", "Reset", "Commit")


def travel(widget, explorer):
    """Move every control of an explorer, given by its name in `helpers.widgets`, and press its buttons."""
    hands = Keyboard(widget, SILENT.get(explorer, ()), _ARRIVED.get(explorer))
    begin, go_on = _BEFORE.get(explorer), _AFTER.get(explorer)
    if begin:
        begin(hands)
    done = hands.move_all(first=FIRST.get(explorer, ()))
    if go_on:
        go_on(hands, done)
    for button in widget.buttons.all():
        if not any(word in button.inner_text() for word in _ELSEWHERE):
            button.focus()
            hands.press("Enter")


def _code(hands):
    """The code appears and goes with its switch."""
    pressed = "active" in hands.widget.toggles.last.get_attribute("class")
    hands.widget.area.locator("pre").wait_for(state="visible" if pressed else "detached")


def _train(hands):
    """The training starts with what was set, and Reset goes back."""
    here = hands.widget.area.evaluate_handle("() => document.activeElement")
    hands.widget.wait_for_caption("Not trained yet")
    for button, trained in (("▶ Train", True), ("↺ Reset", False)):
        hands.widget.button(button).focus()
        hands.page.keyboard.press("Enter")
        hands.widget.wait_for_caption("Not trained yet", gone=trained)
    here.evaluate("control => control.focus()")


def _last_step(hands):
    hands.widget.lists.first.focus()
    hands.press("End")
    hands.widget.slider("step").focus()
    hands.press("End")


def _prelu(hands, done):
    hands.widget.lists.first.focus()
    hands.press("p")
    handle = hands.widget.slider("slope s (PReLU)").element_handle()
    hands.page.wait_for_function("handle => !handle.closest('[disabled]')", arg=handle)
    assert "slope s (PReLU)" in hands.move_all(done)


def _unit_is_shown(hands):
    """The sliders are those of the chosen unit."""
    chosen = hands.widget.area.get_by_label("sliders of").evaluate("list => list.selectedIndex")
    hands.widget.slider(f"weight w{'₁₂₃'[chosen]}").wait_for()


def _each_unit(hands, done):
    for key in ("Home", "ArrowDown", "End"):
        hands.widget.area.get_by_label("sliders of").focus()
        hands.page.keyboard.press(key)
        _unit_is_shown(hands)
        done = hands.move_all(done)
    assert len(done) == 13


def _every_layer(hands, done):
    hands.widget.slider("hidden layers").focus()
    hands.press("End")
    hands.widget.slider("n[6]").wait_for()
    assert {f"n[{i}]" for i in range(1, 7)} <= hands.move_all(done)


def _draw(hands, done):
    hands.widget.area.locator(".digit-sheet button").first.focus()
    hands.page.keyboard.press("ArrowRight")
    hands.page.keyboard.press("ArrowDown")
    hands.press("Space")
    cell = hands.widget.area.get_by_label("row 2, column 2", exact=True)
    assert cell.get_attribute("aria-pressed") == "true"


def _play(hands, done):
    hands.widget.slider("time travel").focus()
    hands.press("Home")
    play = hands.widget.area.locator(".widget-play button").first
    play.focus()
    hands.press("Enter")
    hands.press_until_still(play, "Enter")


def _diagnose(hands, done):
    widget, page = hands.widget, hands.page
    widget.radios.first.focus()
    page.keyboard.press("Space")
    widget.button("Commit and reveal").focus()
    page.keyboard.press("Enter")
    widget.wait_for_text("Your diagnosis:")
    patient = widget.area.get_by_label("patient", exact=True)
    patient.focus()
    hands.press("ArrowDown")
    assert "Your diagnosis:" not in widget.area.inner_text()
    hands.press("ArrowUp")
    widget.wait_for_text("Your diagnosis:")  # a commitment is kept


_ARRIVED = {"deep": _train, "hinges": _unit_is_shown, "playground": _code}
_BEFORE = {"stepper": _last_step}
_AFTER = {
    "activation": _prelu, "clinic": _diagnose, "deep": _every_layer, "digit": _draw, "hinges": _each_unit,
    "playground": _play,
}  # fmt: skip
