"""Notebook 04 in a real browser: as the others, and its training that goes on while other things happen."""

import pytest

from .story import Story, explorers, name


def press(widget, button):
    """Press a button by keyboard."""
    widget.button(button).focus()
    widget.page.keyboard.press("Enter")


def train(widget):
    """Begin a run of 10,000 epochs, and wait until two pictures of it have been seen."""
    press(widget, "Reset")
    widget.slider("epochs").press("End")
    widget.settle()  # the pictures of Reset and of the slider have come
    widget.wait_for_caption("Not trained yet")
    press(widget, "Train")
    widget.wait_for_caption("Training …")
    for _ in range(2):
        widget.wait_for_picture(widget.picture())
    assert "Training …" in widget.caption()


def pause(widget):
    """Stop a run, see that its picture stands still, and return its description."""
    press(widget, "Stop")
    widget.wait_for_caption("Paused after epoch")
    before = widget.picture()
    widget.page.wait_for_timeout(300)  # several slices
    assert widget.picture() == before
    return before.alt


class TestDeepNetwork(Story):
    notebook = "04_deep_network"

    @pytest.fixture
    def deep(self, live):
        """The two explorers of deep networks."""
        return [live.widget(n) for n in explorers(self.notebook) if name(self.notebook, n) == "deep"]

    def test_stop_ends_a_long_run_and_keeps_what_was_learnt(self, deep):
        train(deep[0])
        assert "epoch 0 of 10,000" not in pause(deep[0])
        before = deep[0].picture()
        press(deep[0], "Train")
        deep[0].wait_for_picture(before)
        pause(deep[0])

    def test_a_control_moved_meanwhile_begins_again(self, deep):
        train(deep[0])
        deep[0].slider("seed").press("ArrowRight")
        deep[0].wait_for_caption("Not trained yet")
        deep[0].settle()
        assert "epoch 0 of 10,000" in deep[0].picture().alt
        train(deep[0])
        pause(deep[0])

    def test_a_second_run_ends_the_first_and_says_so(self, deep):
        first, second = deep
        train(first)
        train(second)
        first.wait_for_caption("another run has begun")
        assert "epoch 0 of 10,000" not in first.picture().alt
        pause(second)
        train(first)
        pause(first)

    def test_the_tab_reloaded_meanwhile_shows_the_run_again(self, live, deep):
        live.command("docmanager:save")
        train(deep[0])
        live.reload()
        before = deep[0].picture()
        assert "epoch 0 of 10,000" not in before.alt
        deep[0].wait_for_picture(before)  # it has gone on
        pause(deep[0])
        deep[0].slider("seed").press("ArrowLeft")
        deep[0].wait_for_caption("Not trained yet")
