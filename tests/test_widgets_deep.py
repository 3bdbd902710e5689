"""The deep explorer and its slices, driven from Python with and without an event loop."""

import asyncio
import gc
import io
import time
import tracemalloc

import numpy as np
import pytest
from PIL import Image

from helpers import data, network, style, widgets
from helpers.widgets import deep_training, deep_view, deep_words
from helpers.widgets.deep_explorer import DEPTH
from helpers.widgets.deep_training import Training
from helpers.widgets.running import Slices

SMALL = {"dataset": "moons", "units": (4, 3), "epochs": 10, "batch_size": 64}


@pytest.fixture(scope="module")
def shared():
    explorer = widgets.deep(**SMALL)
    return explorer, explorer.settings


@pytest.fixture
def explorer(shared):
    """An explorer of the small design at its start; building one takes longer than most tests."""
    explorer, start = shared
    for name, control in explorer.controls.items():
        control.value = start[name]
    explorer.reset()
    return explorer


def design(**changes):
    """Return settings as the controls of an explorer give them."""
    settings = {f"n{i}": 4 for i in range(1, DEPTH + 1)}
    settings |= {"dataset": "moons", "layers": 2, "activation": "tanh", "scale": "he"}
    return settings | {"learning_rate": 0.3, "batch_size": 0, "epochs": 20, "seed": 1} | changes


def same(layers, others):
    """Compare parameters of two lists of layers, up to rounding."""
    for one, other in zip(layers, others, strict=True):
        np.testing.assert_allclose(one.W, other.W, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(one.b, other.b, rtol=1e-12, atol=1e-14)


async def wait_for(condition, seconds=20):
    """Give the event loop turns until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        await asyncio.sleep(0.002)


# slices


class Counter:
    """Work of so many slices, which keeps a diary."""

    def __init__(self, slices):
        self.left, self.diary = slices, []
        self.slices = Slices(self.work, lambda: self.diary.append("show"), self.diary.append)

    def work(self):
        self.left -= 1
        self.diary.append("work")
        return self.left > 0


def test_without_an_event_loop_slices_run_to_the_end():
    counter = Counter(3)
    counter.slices.start()
    assert counter.diary == ["work", "work", "work", "show", ""]
    assert not counter.slices.running


def test_in_an_event_loop_everything_else_gets_its_turn_between_two_slices():
    async def story():
        counter = Counter(3)
        counter.slices.start()
        assert counter.diary == []
        assert counter.slices.running
        await wait_for(lambda: "work" in counter.diary)
        counter.diary.append("else")
        await wait_for(lambda: not counter.slices.running)
        return counter.diary

    assert asyncio.run(story()) == ["work", "show", "else", "work", "show", "work", "show", ""]


def test_stop_lets_no_further_slice_begin_even_if_the_work_begins_again():
    async def story():
        counter = Counter(1000)
        counter.slices.start()
        await wait_for(lambda: counter.diary)
        for _ in range(5):
            counter.slices.stop()
            counter.slices.start()
        assert len(asyncio.all_tasks()) == 1 + 6
        await asyncio.sleep(0.05)
        assert len(asyncio.all_tasks()) == 1 + 1  # the orphans have found out and left
        counter.slices.stop()
        done = counter.diary.count("work")
        await asyncio.sleep(0.05)
        assert counter.diary.count("work") == done
        assert counter.diary.count("") == 6

    asyncio.run(story())


def test_one_run_at_a_time():
    async def story():
        first, second = Counter(1000), Counter(2)
        first.slices.start()
        await wait_for(lambda: first.diary)
        await second.slices.run()
        assert first.diary[-1] == "another run has begun"
        assert not first.slices.running
        assert second.diary[-1] == ""

    asyncio.run(story())


@pytest.mark.parametrize("loop", [False, True])
def test_an_error_in_a_slice_is_told_and_ends_the_run(loop):
    def fail():
        raise RuntimeError("no more")

    told = []
    slices = Slices(fail, lambda: None, told.append)
    asyncio.run(slices.run()) if loop else slices.start()
    assert told == ["no more"]
    assert not slices.running


def test_a_task_that_is_cancelled_before_its_first_slice_is_over():
    counter = Counter(3)

    async def story():
        counter.slices.start()
        counter.slices._task.cancel()
        await asyncio.sleep(0.01)

    asyncio.run(story())
    assert counter.diary == [""]
    assert not counter.slices.running


# training


@pytest.mark.parametrize(("dataset", "batch_size"), [("xor", 0), ("moons", 64), ("digits", 128)])
def test_slices_of_any_length_end_where_one_uninterrupted_run_ends(dataset, batch_size):
    run = Training(**design(dataset=dataset, batch_size=batch_size, activation="swish"))
    lengths = iter([1, 3, 2, 1, 5, 1, 1, 4] + [10] * 20)
    while run.more:
        run.advance(next(lengths))
    train = deep_training.problem(dataset).train
    rng = np.random.default_rng(1)
    sizes, output = ([64, 4, 4, 10], "softmax") if dataset == "digits" else ([2, 4, 4, 1], "sigmoid")
    start = network.initialize(sizes, "swish", output, "he", rng)
    whole = network.train(start, train.X, train.Y, 0.3, 20, batch_size or None, rng)
    same(run.start, start)
    same(run.layers, whole.layers)
    assert run.epoch == 20
    assert run.history[-1][1] == pytest.approx(network.cost(whole.layers, train.X, train.Y))


def test_the_network_is_judged_on_points_it_has_not_result():
    train, held_out = deep_training.problem("circles")
    assert train.X.shape == held_out.X.shape == (2, 400)
    assert not set(train.X[0]) & set(held_out.X[0])
    np.testing.assert_allclose(train.X.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(train.X.std(axis=1), 1)
    run = Training(**design(dataset="circles"))
    right = (network.predict(run.start, held_out.X) == held_out.Y).mean()
    assert run.history[0][3:] == (network.cost(run.start, held_out.X, held_out.Y), right)
    assert [len(part.X[0]) for part in deep_training.problem("digits")] == [1438, 359]


def test_the_signals_of_a_linear_network_are_known():
    run = Training(**design(dataset="xor", layers=1, activation="linear", n1=1))
    X = run.problem.train.X
    (W, _, _), _ = run.start
    spreads, slopes = run.signals[0]
    assert spreads[0] == pytest.approx(1)  # standardised
    assert spreads[1] == pytest.approx((W @ X).std())
    _, caches = network.forward(run.start, X)
    (dW, _), _ = network.backward(run.start, caches, run.problem.train.Y)
    assert slopes[0] == pytest.approx(np.sqrt((dW[0, 0] ** 2 + dW[0, 1] ** 2) / 2))


def test_a_start_of_one_hundredth_stalls_a_deep_network_and_loses_the_signal():
    run = Training(**design(layers=6, scale=0.01, epochs=200))
    while run.more:
        run.advance(200)
    assert run.history[-1][1] == pytest.approx(np.log(2), abs=1e-3)
    assert max(np.divide(run.signals[0][0][1:-1], run.signals[0][0][:-2])) < 0.05
    shown = deep_training.look(run, "over")
    assert "The signal dies out: A[6] differs by about" in deep_words.caption(shown)
    assert "layer 7 cannot tell them apart" in deep_words.describe(shown)


def test_a_broken_run_keeps_its_last_finite_layers_and_says_why():
    run = Training(**design(dataset="flower", layers=3, activation="linear", learning_rate=100.0, epochs=2000))
    while run.more:
        run.advance(1)
    assert 0 < run.epoch < 20
    assert all(np.isfinite(layer.W).all() for layer in run.layers)
    assert run.broke == f"in epoch {run.epoch + 1} the numbers grew beyond all limits: the steps are too large"
    before = run.layers
    run.advance(1)
    assert run.layers is before
    caption = deep_words.caption(deep_training.look(run, "over"))
    assert f"Broken off:</b> {run.broke}. Shown is epoch {run.epoch}." in caption


# words and pixels


def test_sizes_are_written_with_few_digits():
    wanted = {0.0: "0", 0.5: "0.5", 0.0346: "0.03", 0.00096: "0.001", 4.4e-7: "4·10⁻⁷", 123.0: "100", 3e50: "3·10⁵⁰"}
    assert {value: deep_words.short(value, 1) for value in wanted} == wanted
    assert deep_words.short(0.693, 2) == "0.69"
    assert deep_words.short(1 - 1e-9, 3) == "1"


def test_a_cost_beyond_the_frame_is_noted_and_its_curve_stays_at_the_edge():
    explorer = widgets.deep(**SMALL)
    scene, seen = explorer._scene, explorer._result
    assert scene.beyond.get_text() == ""
    history = np.array([[0, 37.0, 0.5, 0.7, 0.5], [1, 0.5, 0.5, 2e-5, 0.845]])
    scene.update(seen._replace(history=history, epoch=1, state="over"))
    assert scene.beyond.get_text() == "▲ to 37 ▼ to 2.0·10⁻⁵"
    (training, _), (held_out, _) = scene.curves[0]
    assert training.get_ydata().tolist() == [10, 0.5]
    assert held_out.get_ydata().tolist() == [0.7, 1e-3]
    scene.update(seen)
    assert scene.beyond.get_text() == ""


def test_training_and_held_out_differ_in_colour_dash_and_marker(explorer):
    for (training, _), (held_out, _) in explorer._scene.curves:
        for told in ("get_color", "get_linestyle", "get_marker"):
            assert getattr(training, told)() != getattr(held_out, told)()


def test_the_caption_has_the_digits_of_the_picture():
    explorer = widgets.deep(**SMALL)
    explorer.start()
    right = 100 * explorer._result.history[-1, 4]
    assert f"held out {right:.1f} %" in explorer.caption
    assert explorer._scene.headline.get_text().startswith(f"epoch 10: {right:.1f} % of 400")
    assert explorer._scene.curves[1][1][1].get_text() == f"■ held out {right:.1f}"
    assert f"held out {right:.0f} %" in explorer.alt  # compared between machines, so it has fewer


@pytest.fixture
def seen():
    run = Training(**design(epochs=1))
    run.advance(1)
    return deep_training.look(run, "over")


def test_the_words_read_the_layers(seen):
    good = seen._replace(spreads=np.ones((2, 4)), slopes=np.ones((2, 3)), history=np.full((2, 5), 0.3))
    assert deep_words._reading(good) == (
        "Signals and gradients keep their size through all layers, within a factor of 10."
    )
    dead = good._replace(spreads=np.array([[1, 1, 1, 1], [1, 0.5, 0, 0.1]]))
    assert deep_words._reading(dead).startswith("Layer 2 answers every example alike")
    vanishing = good._replace(slopes=np.array([[1, 1, 1], [0.001, 0.02, 0.5]]))
    assert deep_words._reading(vanishing) == (
        "From A[0] to A[2] the signal keeps its size (within a factor of 10); "
        "from dW[3] back to dW[1] the gradient shrinks about 500-fold."
    )
    shrinking = good._replace(spreads=np.array([[1, 1, 1, 1], [1, 0.1, 0.004, 0.001]]))  # none below a thousandth
    assert "From A[0] to A[2] the signal shrinks about 250-fold;" in deep_words._reading(shrinking)
    growing = good._replace(spreads=np.array([[1, 1, 1, 1], [1, 20, 1234, 1]]), slopes=vanishing.slopes[:, ::-1])
    assert "the signal grows about 1,200-fold; from dW[3] back to dW[1] the gradient grows" in deep_words._reading(
        growing
    )
    gone = good._replace(spreads=np.array([[1, 1, 1, 1], [1, 0.1, 1e-4, 0.1]]))
    assert deep_words._reading(gone).endswith("and layer 3 cannot tell them apart.")
    gone = gone._replace(slopes=vanishing.slopes)
    assert deep_words._reading(gone).startswith("The signal dies out: A[2] differs by about 1·10⁻⁴ from example")
    assert deep_words._reading(gone).endswith("; from dW[3] back to dW[1] the gradient shrinks about 500-fold.")
    for still in ((0, 1, 1), (1, 1, 0), (0, 0, 0)):
        words = deep_words._reading(good._replace(slopes=np.array([(1, 1, 1), still])))
        assert words.startswith(f"The gradient dies out: in layer {1 + still.index(0)} it is 0")
    held = good._replace(slopes=np.array([[1, 1, 1], [9, 5, 1]]))
    assert "within a factor of 10." in deep_words._reading(held)
    history = np.array([[0, 0.7, 0.5, 0.7, 0.5], [1, 0.9, 0.5, 0.9, 0.5]])
    assert "the steps overshoot" in deep_words._reading(good._replace(history=history))
    history[1] = 1, 0.01, 1, 0.2, 0.9
    assert "learn its examples by heart" in deep_words._reading(good._replace(history=history))


def test_the_plane_is_shaded_by_class_with_a_line_where_both_are_as_likely():
    shaded = deep_view._shading(np.tile(np.linspace(0, 1, 200), (20, 1)))[10].astype(int)
    darkest = shaded[:, :3].sum(axis=1).argmin()
    assert darkest in (99, 100)
    assert shaded[0, 0] > shaded[0, 2]  # vermilion
    assert shaded[-1, 0] < shaded[-1, 2]  # blue
    flat = deep_view._shading(np.full((4, 4), 0.5))
    assert (flat[..., :3] == 255).all()  # as likely everywhere: no line, no colour


def test_the_coarse_grid_is_interpolated():
    run = Training(**design(dataset="moons", layers=1, activation="linear", n1=1))
    probability = deep_training.look(run, "start").answers
    (W1, b1, _), (W2, b2, _) = run.layers
    x, y = (np.linspace(-deep_training.REACH, deep_training.REACH, n) for n in probability.shape[::-1])
    z = W2 @ (W1 @ np.stack([V.ravel() for V in np.meshgrid(x, y)]) + b1) + b2
    np.testing.assert_allclose(probability, (1 / (1 + np.exp(-z))).reshape(probability.shape), atol=1e-12)


def test_wrong_digits_are_framed():
    explorer = widgets.deep("digits", units=(8,), epochs=20, batch_size=32)
    explorer.start()
    wrong = explorer._result.answers != explorer._result.points.Y.argmax(axis=0)
    assert 0 < wrong.sum() < 10
    corners = explorer._scene.frames.get_xydata()
    assert len(corners) == 6 * wrong.sum()
    assert f"{wrong.sum()} of them wrong" in explorer.alt
    assert (corners[0] // 1).tolist() == [wrong.argmax() % 7, wrong.argmax() // 7]


# the explorer


def test_the_picture_moves_while_the_network_learns(explorer):
    pictures, captions = [], []
    explorer._image.observe(lambda change: pictures.append(change["new"]), "value")
    explorer._caption.observe(lambda change: captions.append(change["new"]), "value")
    asyncio.run(explorer.train())
    assert len(set(pictures)) == 10
    assert [words.split("<b>")[1].split("</b>")[0] for words in captions] == ["Training …", "Trained for 10 epochs."]
    alone = widgets.deep(**SMALL)
    alone.start()
    assert alone.picture == explorer.picture
    assert alone.caption == explorer.caption
    same(alone.run.layers, explorer.run.layers)


def test_stop_answers_between_two_slices_and_train_goes_on_from_there():
    explorer = widgets.deep(units=(16, 16, 16), epochs=200)
    turns = []

    async def story():
        explorer.buttons["train"].click()
        while explorer.run.epoch < 12:
            began = time.thread_time()  # of this thread alone: other processes cannot make it long
            await asyncio.sleep(0)
            turns.append(time.thread_time() - began)
        explorer.buttons["stop"].click()
        epoch, layers = explorer.run.epoch, explorer.run.layers
        assert not explorer.running
        assert f"Paused after epoch {epoch} of 200" in explorer.caption
        await asyncio.sleep(0.1)
        assert explorer.run.epoch == epoch
        assert explorer.run.layers is layers

    asyncio.run(story())
    assert max(turns) < 0.2
    explorer.start()
    train = explorer.run.problem.train
    rng = np.random.default_rng(1)
    start = network.initialize([2, 16, 16, 16, 1], "tanh", "sigmoid", "he", rng)
    same(explorer.run.layers, network.train(start, train.X, train.Y, 0.1, 200, 32, rng).layers)


def test_a_second_press_and_a_second_explorer_leave_one_run(explorer):
    async def story():
        first = widgets.deep(**SMALL)
        for _ in range(3):
            first.buttons["train"].click()
        assert len(asyncio.all_tasks()) == 2
        await wait_for(lambda: first.run.epoch > 2)
        second = widgets.deep(**SMALL)  # as when the cell is run again
        assert not first.running
        assert "another explorer was made" in first.caption
        second.buttons["train"].click()
        await asyncio.sleep(0.05)
        first.buttons["train"].click()
        assert not second.running
        assert "another run has begun" in second.caption
        await wait_for(lambda: not first.running)
        assert "Trained for 10 epochs" in first.caption
        assert first.message == ""
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(story())


def test_a_change_while_it_trains_begins_again_and_reset_finds_the_same_start(explorer):
    start = explorer.picture

    async def story():
        explorer.buttons["train"].click()
        await wait_for(lambda: explorer.run.epoch > 3)
        explorer.controls["activation"].value = "relu"
        assert not explorer.running
        assert explorer.run.epoch == 0
        await asyncio.sleep(0.05)
        assert explorer.run.epoch == 0
        explorer.controls["activation"].value = "tanh"
        explorer.buttons["train"].click()
        await wait_for(lambda: explorer.run.epoch > 3)
        explorer.buttons["reset"].click()

    asyncio.run(story())
    assert not explorer.running
    assert explorer.picture == start
    assert "Not trained yet:</b> 31 parameters" in explorer.caption  # 2·4 + 4 + 4·3 + 3 + 3·1 + 1


def test_train_after_the_end_plays_the_same_run_again(explorer):
    explorer.start()
    first = explorer.picture
    explorer.start()
    assert explorer.picture == first
    assert explorer.run.epoch == 10


def test_an_error_while_training_shows_in_the_widget(explorer, monkeypatch):
    good = explorer.picture

    def fail(self, most):
        raise RuntimeError("W: expected <less>")

    with monkeypatch.context() as patch:
        patch.setattr(Training, "advance", fail)
        asyncio.run(explorer.train())
    assert explorer.message == "W: expected <less>"
    assert "⚠ W: expected &lt;less&gt;." in explorer.caption
    assert explorer.picture is good
    assert not explorer.running
    explorer.start()
    assert explorer.message == ""
    assert "Trained for 10 epochs" in explorer.caption


def test_divergence_is_said_in_the_widget_and_the_picture_stays():
    explorer = widgets.deep("flower", (4, 4, 4), "linear", learning_rate=100.0, batch_size=None, epochs=1000)
    asyncio.run(explorer.train())
    assert explorer.message.startswith("in epoch ")
    assert "Broken off" in explorer.caption
    assert not explorer.running
    assert f"epoch {explorer.run.epoch} of 1,000" in explorer.alt
    assert 0 < explorer.run.epoch < 100
    explorer.controls["learning_rate"].value = 0.1
    assert explorer.message == ""


@pytest.mark.parametrize("end", [0, -1])
def test_every_control_at_its_ends(end):
    explorer = widgets.deep(**SMALL)
    for name, control in reversed(explorer.controls.items()):  # those that make it slow come last
        ends = [value for _, value in control.options] if hasattr(control, "options") else [control.min, control.max]
        control.value = ends[end]
        assert explorer.message == "", name
        assert "nan" not in explorer.alt + explorer.caption
        assert explorer.settings[name] == ends[end]
    explorer.run.advance(1)
    explorer._draw()
    assert explorer.message == explorer.run.broke
    assert f"n = {[[2, 1, 1], [64, 64, 64, 64, 64, 64, 64, 10]][end]}" in explorer.alt
    began = time.thread_time()
    bundle = explorer._repr_mimebundle_()  # the largest would take minutes to train
    assert time.thread_time() - began < 3
    assert ("Not trained yet" in bundle["text/html"]) == (end == -1)


def test_as_many_sliders_are_seen_as_there_are_layers(explorer):
    for layers in (1, 6):
        explorer.controls["layers"].value = layers
        shown = [explorer.controls[f"n{i}"].layout.display != "none" for i in range(1, DEPTH + 1)]
        assert shown == [i < layers for i in range(DEPTH)]
        assert len(explorer.run.layers) == layers + 1


def test_every_control_has_a_readable_label(explorer):
    for control in explorer.controls.values():
        assert 3 < len(control.description) <= 16
        assert control.style.description_width == "110px"
    top = explorer.widget.children[0]
    inside = [inner for child in top.children for inner in getattr(child, "children", [child])]
    assert set(explorer.controls.values()) | set(explorer.buttons.values()) <= set(inside)


def test_the_stored_picture_is_the_end_of_the_run(explorer):
    bundle = explorer._repr_mimebundle_()
    assert "epoch 10 of 10" in bundle["text/plain"]
    assert bundle["text/plain"] != explorer.alt
    assert f'<img alt="{bundle["text/plain"]}"' in bundle["text/html"]
    assert "Trained for 10 epochs" in bundle["text/html"]
    assert "n[2] 3 · activation g tanh" in bundle["text/html"]
    assert "n[3]" not in bundle["text/html"]
    assert bundle["image/png"].startswith("iVBOR")
    assert "Not trained yet" in explorer.caption
    size = Image.open(io.BytesIO(explorer.picture.data)).size
    assert size[0] == explorer.picture.width * style.SHARPNESS <= 9.6 * 96 * style.SHARPNESS
    assert size[1] <= 5.5 * 96 * style.SHARPNESS


def test_many_pictures_take_no_more_memory(explorer):
    explorer.start()

    def many(pictures):
        for _ in range(pictures):
            explorer._draw()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = many(1)
        assert many(5) - before < 100_000  # three pictures alone are larger
    finally:
        tracemalloc.stop()
    assert len(explorer.picture.data) > 40_000


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"dataset": "mnist"}, "dataset: expected one of flower, moons"),
        ({"units": ()}, "units: expected one to 6 hidden layers, got 0"),
        ({"units": [4] * 7}, "units: expected one to 6 hidden layers, got 7"),
        ({"units": (4, 65)}, r"units\[1\]: expected an integer >= 1 and <= 64, got 65"),
        ({"activation": "softmax"}, "activation: expected one of tanh"),
        ({"scale": 0.5}, "scale: expected one of 0.01, xavier, he, got 0.5"),
        ({"learning_rate": 0.15}, "learning_rate: expected one of"),
        ({"batch_size": 7}, "batch_size: expected one of"),
        ({"epochs": 3}, "epochs: expected one of"),
        ({"seed": 0}, "seed: expected a number from 1 to 20, got 0"),
    ],
)
def test_an_impossible_start_is_refused(bad, message):
    with pytest.raises(ValueError, match=message):
        widgets.deep(**bad)


def test_units_that_are_no_sequence_are_refused():
    with pytest.raises(TypeError, match="units: expected a list of whole numbers, got int"):
        widgets.deep(units=8)


def test_the_default_design_learns_and_one_hidden_layer_does_not():
    deep = Training(
        **design(dataset="spirals", layers=3, n1=16, n2=16, n3=16, batch_size=32, learning_rate=0.1, epochs=200)
    )
    shallow = Training(**design(dataset="spirals", layers=1, n1=16, batch_size=32, learning_rate=0.1, epochs=200))
    for run in (deep, shallow):
        while run.more:
            run.advance(200)
    assert deep.history[-1][4] >= 0.95
    assert shallow.history[-1][4] <= 0.75
    assert isinstance(deep.problem.train, data.Dataset)
