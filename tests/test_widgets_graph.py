"""The explorers of notebook 02 that draw graphs: live values, and the stepper with its planted bugs."""

from itertools import pairwise

import pytest

from helpers import widgets
from helpers.graph import order
from helpers.widgets import graph_explorer
from helpers.widgets import stepper_explorer as stepper

# J = 3(a + bc)


def test_the_example_shows_its_values_and_gradients():
    explorer = widgets.graph()
    for shown in ("u = b × c = 3 × 2 = 6", "v = a + u = 5 + 6 = 11", "J = 3 × v = 33"):
        assert shown in explorer.caption
        assert shown in explorer.alt
    assert "dJ/da = 3, dJ/db = 6, dJ/dc = 9" in explorer.alt
    assert "dJ/da = 3; &nbsp; dJ/db = 6; &nbsp; dJ/dc = 9." in explorer.caption
    assert "3c" not in explorer.caption + explorer.alt  # exercise 02.2 asks for it
    assert "3b" not in explorer.caption + explorer.alt


def test_the_drawing_follows_the_inputs():
    explorer = widgets.graph()
    explorer.controls["b"].value = -4.5
    assert "u = b × c = −4.5 × 2 = −9" in explorer.alt
    assert "dJ/db = 6, dJ/dc = −13.5" in explorer.alt  # 3c and 3b
    assert "dJ/da = 3" in explorer.alt  # never changes


def test_computing_is_pure():
    first, second = graph_explorer.compute(1.0, 2.0, 3.0), graph_explorer.compute(1.0, 2.0, 3.0)
    assert first.J.value == second.J.value == 21.0
    assert all(node.grad == 0 for node in order(first.J))


# the stepper


def test_stepping_through_the_example():
    explorer = widgets.stepper()
    clicks = []
    for step in range(explorer.controls["step"].max + 1):
        explorer.controls["step"].value = step
        clicks.append(explorer.caption)
    words = "\n".join(clicks)
    for shown in ("u = b × c = 3 × 2 = 6", "v = a + u = 5 + 6 = 11", "J = 3 × v = 33"):
        assert shown in words
    for product in ("3 × 1 = 3|v = 3", "1 × 3 = 3|u = 3", "1 × 3 = 3|a = 3", "2 × 3 = 6|b = 6", "3 × 3 = 9|c = 9"):
        arithmetic, gradient = product.split("|")
        assert f"local slope × arriving gradient = {arithmetic}. That completes dJ/d{gradient}." in words
    assert "dJ/d3" not in words  # nobody asks for the derivative by a constant
    assert "Every gradient is complete" in clicks[-1]


def test_the_neuron_shows_a_minus_y():
    words = "\n".join(frame.words for frame in stepper.frames("neuron", "none"))
    assert "a = sigmoid(z) = 0.6225" in words
    # 0.6225 · 0.3775 · (−1 / 0.6225) = 0.6225 − 1
    assert "from a to z: local slope × arriving gradient = 0.235 × (−1.607) = −0.3775. That completes dloss/dz" in words


@pytest.mark.parametrize("name", stepper.GRAPHS)
def test_without_a_bug_the_frames_end_with_what_backward_finds(name):
    last = stepper.frames(name, "none")[-1]
    result = stepper.build(name)
    result.backward()
    asked = [node for node in order(result) if node.parents or node.name]
    assert last.grads == {node: node.grad for node in asked}


@pytest.mark.parametrize("name", stepper.GRAPHS)
@pytest.mark.parametrize("bug", stepper.BUGS)
def test_frames_reveal_one_thing_at_a_time(name, bug):
    frames = stepper.frames(name, bug)
    nodes = order(stepper.build(name))
    edges = sum(1 for node in nodes for parent in node.parents if parent.parents or parent.name)
    operations = sum(1 for node in order(stepper.build(name)) if node.parents)
    assert len(frames) == 1 + operations + 1 + edges + 1
    for before, after in pairwise(frames):
        assert len(after.values) - len(before.values) in (0, 1)
        changed = [node for node in after.grads if before.grads and after.grads[node] != before.grads[node]]
        assert len(changed) <= 1


def last_gradients(name, bug):
    return {node.name: grad for node, grad in stepper.frames(name, bug)[-1].grads.items() if node.name}


def test_overwriting_keeps_only_the_last_branch():
    assert last_gradients("shared", "none")["x"] == 11  # w + 2x = 5 + 6
    assert last_gradients("shared", "overwrite")["x"] == 5  # one branch alone
    assert last_gradients("J", "overwrite") == last_gradients("J", "none")
    assert "Done, and wrong: dy/dx = 5 (right: 11)." in stepper.frames("shared", "overwrite")[-1].words
    assert "= does no harm" in stepper.frames("J", "overwrite")[-1].words


def test_stale_gradients_are_doubled_or_worse():
    right, stale = last_gradients("J", "none"), last_gradients("J", "stale")
    assert (stale["v"], stale["u"], stale["a"]) == (6, 9, 9)  # 3 + 3, 3 + 1·6
    assert (stale["b"], stale["c"]) == (24, 36)  # 6 + 2·9, 9 + 3·9
    assert all(stale[name] >= 2 * right[name] for name in ("v", "u", "a", "b", "c"))


def test_the_buttons_move_the_step_and_stop_at_the_ends():
    explorer = widgets.stepper()
    back, forth = explorer.widget.children[0].children[-1].children
    back.click()
    assert explorer.controls["step"].value == 0
    for _ in range(100):
        forth.click()
    assert explorer.controls["step"].value == explorer.controls["step"].max
    assert "Done." in explorer.caption
    back.click()
    assert "from u to c" in explorer.caption


def test_the_slider_fits_the_graph():
    explorer = widgets.stepper(graph="neuron", step=20)
    assert explorer.controls["step"].max == 20
    explorer.controls["graph"].value = "J"
    assert explorer.controls["step"].max == 10
    assert explorer.controls["step"].value == 0  # not somewhere on the way back
    assert "Forward pass" in explorer.caption
    assert explorer.message == ""


def test_a_button_that_leads_nowhere_is_disabled_unless_it_has_the_focus():
    explorer = widgets.stepper()
    back, forth = explorer.widget.children[0].children[-1].children
    step = explorer.controls["step"]
    assert (back.disabled, forth.disabled) == (True, False)
    step.value = step.max
    assert (back.disabled, forth.disabled) == (False, True)
    back.click()
    assert (back.disabled, forth.disabled) == (False, False)
    forth.click()
    assert (step.value, forth.disabled) == (step.max, False)  # a click brought it here
    explorer.controls["graph"].value = "neuron"
    assert (back.disabled, forth.disabled) == (True, False)


def test_a_step_beyond_the_last_is_refused_at_the_start():
    assert widgets.stepper(step=10).controls["step"].value == 10
    with pytest.raises(ValueError, match="step: expected a number from 0 to 10, got 40"):
        widgets.stepper(step=40)
