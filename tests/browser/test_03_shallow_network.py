"""Notebook 03 in a real browser."""

import re

from .story import Story, explorers, name


class TestShallowNetwork(Story):
    notebook = "03_shallow_network"

    def test_own_data_of_the_wrong_shape_are_refused_and_nothing_is_lost(self, live):
        playground = live.widget(next(n for n in explorers(self.notebook) if name(self.notebook, n) == "playground"))
        before = playground.picture()
        for call, words in (
            ("np.zeros((2, 5)), np.zeros((1, 4))", r"X: expected .*4.* got .*5"),
            ("np.zeros((2, 5)), np.full((1, 5), 2.0)", r"Y: expected .*0 .*1.* got 2"),
        ):
            (output,) = live.run_new_cell(f"widgets.playground({call})")
            assert output["ename"] == "ValueError"
            assert re.search(words, output["evalue"]), output["evalue"]
        assert playground.picture() == before
        playground.slider("hidden units").press("ArrowRight")
        playground.wait_for_picture(before)
