"""The machinery of the exercises, on exercises made for the test: every word of the feedback, every comparison."""

import numpy as np
import pytest

from helpers import activations, exercises
from helpers.exercises import compare, engine
from helpers.exercises.slips import Like, slips


def exercise(right, *probes, **more):
    return engine.Exercise("09.1", "write f(x).", right, probes, "all of it.", **more)


def raised(call):
    try:
        return call()
    except ValueError as error:
        return error


@pytest.fixture
def checked(monkeypatch):
    """Return a function that checks an attempt at a right function, both made on the spot."""

    def checked(right, attempt, *probes, **more):
        monkeypatch.setattr(engine, "_EXERCISES", {})
        engine.register(exercise(right, *probes, **more))
        return engine.check("09.1", attempt)

    return checked


def test_the_parts_of_a_slip_are_in_their_places():
    assert engine.slip("name", "hint", abs, max) == engine.Slip("name", "hint", (abs, max), None)
    assert engine.slip("name", "hint", shows=callable) == engine.Slip("name", "hint", (), callable)


def test_slips_are_written_one_after_the_other():
    like = Like([(1,)], abs)
    written = slips("first: a hint: with a colon", abs, max, "second: another", like, "third: no mistake on file")
    assert written == (
        engine.Slip("first", "a hint: with a colon", (abs, max)),
        engine.Slip("second", "another", (), like),
        engine.Slip("third", "no mistake on file"),
    )


def test_like_looks_at_the_first_probes_only():
    like = Like([(1.0, 2.0), (3.0, 5.0)], lambda a, b: a + b, lambda a, b: a - b)
    assert like([3.0, 8.0, "whatever"])
    assert like([-1.0, -2.0])
    assert not like([3.0, -2.0, "whatever"])


def test_the_first_fitting_slip_answers_by_its_mistake_or_by_what_it_shows(checked):
    known = (
        engine.slip("by looks", "the hint of the looks", shows=lambda results: results == [5, 5]),
        engine.slip("negative", "the hint of the sign", lambda x: -x),
        engine.slip("negative again", "never reached", lambda x: -x),
    )
    feedback = checked(lambda x: x, lambda x: -x, (1.0,), (2.0,), slips=known)
    assert feedback == engine.Feedback("09.1", "slip", "the hint of the sign", "negative")
    feedback = checked(lambda x: x, lambda x: 5, (1.0,), (2.0,), slips=known)
    assert feedback == engine.Feedback("09.1", "slip", "the hint of the looks", "by looks")


def test_numbers_are_those_of_the_notebooks_in_order_and_each_is_there_once(monkeypatch):
    monkeypatch.setattr(engine, "_EXERCISES", {})
    made = [engine.Exercise(number, "task", abs, ((1,),), "tested") for number in ("02.1", "01.10", "01.2")]
    engine.register(*made)
    assert exercises.numbers() == ["01.2", "01.10", "02.1"]
    assert exercises.get("01.10") is made[1]
    with pytest.raises(ValueError, match=r"^exercises: expected each number once, got 01\.2 again$"):
        engine.register(made[2])
    with pytest.raises(ValueError, match=r"^number: expected one of 01\.2, 01\.10, 02\.1, got '01\.3'$"):
        exercises.get("01.3")


def test_every_status_carries_number_and_words(checked):
    def in_place(x):
        x[0] = 2.0
        return x

    right, x = (lambda x: 2 * x), (np.array([1.0]),)
    assert checked(right, lambda x: None, x) == engine.Feedback(
        "09.1", "waiting", "your function returns nothing yet (is there a return?): write f(x)."
    )
    assert checked(right, lambda x: ..., x) == engine.Feedback("09.1", "waiting", "write f(x).")
    assert checked(right, in_place, x) == engine.Feedback(
        "09.1",
        "slip",
        "your function changes what it was given (-=, += and [:] = work in place, as do pop and sort). Build a new "
        "array or list instead.",
        "in place",
    )
    assert checked(right, lambda x: x + x, x) == engine.Feedback("09.1", "right", "all of it.")
    assert checked(right, lambda x: x, x) == engine.Feedback(
        "09.1", "wrong", "with ([1.]) the result should be 2, yours is 1."
    )


@pytest.mark.parametrize(
    ("status", "mark", "colour"),
    [("right", "✓", "#00664B"), ("waiting", "○", "#595959"), ("slip", "✗", "#993F00"), ("wrong", "✗", "#993F00")],
)
def test_the_feedback_as_html(status, mark, colour):
    assert engine.Feedback("09.1", status, "1 < 2")._repr_html_() == (
        f'<div role="status" style="border-left: 5px solid {colour}; padding: 2px 10px">'
        f"<b>{mark} Exercise 09.1</b>: 1 &lt; 2</div>"
    )


def test_neither_right_nor_mistake_can_spoil_the_probes(checked):
    def doubled(x):
        x *= 2
        return x

    probe = np.array([1.0, 2.0])
    known = engine.slip("doubled", "a hint", doubled)
    assert checked(lambda x: doubled(x) * 3, lambda x: x * 2, (probe,), slips=(known,)).slip == "doubled"
    assert probe.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((1, [2, 3]), [1.0, (2.0, 3.0)]),
        (1e6 + 0.5, 1e6),
        (5e-10, 0.0),
        (np.nan, np.nan),
        (True, 1.0),
        (ValueError("one"), ValueError("one")),
        (raised(lambda: np.ones((3, 1)) @ np.ones((3, 5))), raised(lambda: np.dot(np.ones((3, 1)), np.ones((3, 5))))),
        (raised(lambda: np.ones((3, 4)) + np.ones((2, 3))), raised(lambda: np.ones((2, 3)) * np.ones((3, 4)))),
        (np.random.default_rng(1), np.random.default_rng(2)),
        (abs, abs),
    ],
    ids=str,
)
def test_what_is_the_same(a, b):
    assert compare.same(a, b)
    assert compare.same(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((1.0, 2.0), np.array([1.0, 2.0])),
        ([1.0, 2.0], np.array([1.0, 2.0])),
        ("1.0", 1.0),
        (np.array(["1", "2"]), np.array([1.0, 2.0])),
        (1 + 0j, 1.0),
        (10**400, 1.0),
        (None, np.nan),
        (ValueError("one"), ValueError("another")),
        (raised(lambda: np.ones((3, 1)) @ np.ones((3, 5))), raised(lambda: np.ones((3, 5)) @ np.ones((3, 1)))),
        ([["1", "2"]], np.array([[1.0, 2.0]])),
        ([[1.0], [1.0, 2.0]], np.array([[1.0, 2.0]])),
        ((1, 2), (1, 2, 3)),
        (1e6 + 5, 1e6),
        (5e-9, 0.0),
        (np.nan, 1.0),
        (1.0, "text"),
        (1.0, None),
        (ValueError("one"), TypeError("one")),
        (ValueError("one"), 1.0),
        (np.random.default_rng(1), 1.0),
        (abs, max),
        (abs, 1.0),
        (np.ones(2), np.ones((2, 1))),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_the_same(a, b):
    assert not compare.same(a, b)
    assert not compare.same(b, a)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.123456, "0.1235"),
        (7, "7"),
        (True, "True"),
        ("text", "'text'"),
        (np.array([0.123456, 1]), "[0.1235, 1.    ]"),
        (np.arange(6).reshape(2, 3), "[[0, 1, 2], [3, 4, 5]]"),
        (np.arange(7), "an array of shape (7,)"),
        ((1,), "(1,)"),
        ((1, [2, 3]), "(1, [2, 3])"),
        (activations.relu, "relu"),
        (abs, "abs"),
        (Like([]), "<helpers.exercises.slips.Like object at"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_are_written_short(value, text):
    written = compare.short(value)
    assert written.startswith(text) if text.startswith("<") else written == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "a number"),
        (np.ones((2, 3)), "an array of shape (2, 3)"),
        ((np.ones(2), 1), "(an array of shape (2,), a number)"),
        (None, "missing (a branch without return?)"),
        ({}, "a dict"),
        ((1, (2, 3)), "(1, (2, 3))"),
        ((1, None), "(a number, missing (a branch without return?))"),
        ((1, np.ones(2)), "(a number, an array of shape (2,))"),
        ([np.ones(2)] * 3, f"({', '.join(['an array of shape (2,)'] * 3)})"),
        ([np.ones(2)] * 4, "a list of 4 parts"),
        ((10, *[1] * 32), f"(10{', 1' * 32})"),  # 100 characters
        ((100, *[1] * 32), f"({', '.join(['a number'] * 33)})"),  # 101
    ],
    ids=lambda value: type(value).__name__,
)
def test_forms_are_written_in_words(value, text):
    assert compare.form(value) == text


def test_a_long_probe_is_shortened(checked):
    # n numbers of one digit take 3 n characters; with a comma, a space and [1, 2] these are 100, then 101
    for tens, shown in ((2, "[1, 2]"), (3, "an array of shape (2,)")):
        numbers = [10] * tens + [1] * (30 - tens)
        feedback = checked(lambda numbers, x: 0, lambda numbers, x: 1, (numbers, np.array([1, 2])))
        assert feedback.text == f"with ({numbers}, {shown}) the result should be 0, yours is 1."
    assert compare.short((np.array([1, 2]), [np.array([3])]), largest=1) == "(an array of shape (2,), [[3]])"


def test_a_long_result_is_judged_by_its_first_wrong_part(checked):
    def with_third(value, n=33):
        return lambda x: (1, 1, value, *[1] * (n - 3))

    long = checked(with_third(10), with_third(20), (0,)).text  # n numbers of one digit take 3 n characters, so 100 here
    ones = ", 1" * 30
    assert long == f"with (0) the result should be (1, 1, 10{ones}), yours is (1, 1, 20{ones})."
    longer = checked(with_third(100), with_third(200), (0,)).text
    assert longer == "with (0) part 3 of the result should be 100, yours is 200."
    nested = checked(lambda x: (np.zeros(9), 0), lambda x: (np.arange(9), 0), (0,)).text
    assert nested == "with (0) the first wrong number in part 1 of the result should be 0, yours is 1."
    close = checked(lambda x: 1.0, lambda x: 1.00001, (0,)).text
    assert close.startswith("with (0) the result should be 1; yours is close, but off by a little.")
    assert close.endswith("Is it rounded, or a difference quotient?")


@pytest.mark.parametrize(
    ("right", "given"),
    [
        (np.ones((2, 2)), [[1.0, 1.0], [1.0, 1.0]]),
        ((np.ones(3), 2.0), ([1, 1, 1], 2)),
    ],
    ids=["rows", "in a pair"],
)
def test_a_list_in_place_of_an_array_is_right_and_told(checked, right, given):
    feedback = checked(lambda x: right, lambda x: given, (0,))
    assert (feedback.number, feedback.status, feedback.slip) == ("09.1", "right", "list")
    assert "np.array( )" in feedback.text


@pytest.mark.parametrize(
    ("right", "given"),
    [
        ((3.0, 6.0), np.array([3.0, 6.0])),
        ([np.ones(2), np.ones(3)], np.array([np.ones(2), np.ones(3)], dtype=object)),
        ([np.ones(2), np.ones(2)], np.ones((2, 2))),
        ((1.0, (2.0, 3.0)), [1.0, np.array([2.0, 3.0])]),
    ],
    ids=["numbers", "objects", "rows", "in a pair"],
)
def test_an_array_in_place_of_a_list_is_right(checked, right, given):
    assert checked(lambda x: right, lambda x: given, (0,)) == engine.Feedback("09.1", "right", "all of it.")


@pytest.mark.parametrize("given", [[3.0], [[3.0]], [np.array([3.0])], np.array([[3.0]])], ids=repr)
def test_a_single_number_may_be_wrapped(checked, given):
    assert checked(lambda x: 3.0, lambda x: given, (0,)).passed
    assert not checked(lambda x: 3.0, lambda x: given, (0,), exact_shape=True).passed


def test_numbers_kept_as_objects_are_numbers_and_texts_in_a_list_are_none(checked):
    assert checked(lambda x: np.ones(2), lambda x: np.array([1.0, 1.0], dtype=object), (0,)).passed
    texts = checked(lambda x: np.ones(2), lambda x: ["1", "1"], (0,)).text
    assert texts == "with (0) the result should be an array of shape (2,), yours is ['1', '1']."


def test_wrong_numbers_in_a_list_are_compared_as_an_array(checked):
    known = (engine.slip("negative", "the sign", lambda x: -np.ones((2, 2))),)
    assert checked(lambda x: np.ones((2, 2)), lambda x: [[-1, -1], [-1, -1]], (0,), slips=known).slip == "negative"
    far = checked(lambda x: np.ones((9, 9)), lambda x: [[1] * 8] * 9, (0,)).text
    assert far == "with (0) the result should be an array of shape (9, 9), yours is an array of shape (9, 8)."


def test_a_long_list_is_described_not_printed(checked):
    text = checked(lambda x: 1.0, lambda x: list(range(1000)), (0,)).text
    assert text == "with (0) the result should be a number, yours is a list of 1000 parts."


def test_dots_left_in_a_part_of_the_result_wait(checked):
    assert checked(lambda x: (1, 2), lambda x: (1, ...), (0,)).status == "waiting"


def test_a_branch_without_return_is_no_empty_function(checked):
    feedback = checked(abs, lambda x: None if x > 0 else -x, (1.0,), (-1.0,))
    assert feedback.status == "wrong"
    assert "missing (a branch without return?)" in feedback.text


def test_an_assert_without_words_is_named_without_a_colon(checked):
    def attempt(x):
        raise AssertionError  # as `assert` does outside of pytest

    assert checked(abs, attempt, (2.0,)).text == "with (2) your function stops with AssertionError"


def test_a_slip_that_cannot_look_at_a_result_does_not_fit(checked):
    known = (engine.slip("odd", "the hint of the odd", shows=lambda results: results[0][0] > 0),)
    assert checked(abs, lambda x: -x, (2.0,), slips=known).status == "wrong"


def test_warnings_of_the_readers_code_stay_inside(checked):
    told = checked(lambda x: 1.0, lambda x: np.mean([]), (0,)).text  # NumPy warns: an error in these tests
    assert told == "with (0) the result should be 1, yours is nan."
    with np.errstate(all="raise"):  # as a reader may have set it
        assert checked(np.exp, lambda x: np.e**x, (np.array([-1000.0, 1.0]),)).passed


m = 7


def test_numbers_of_the_notebook_that_a_wrong_function_uses_are_named(checked):
    told = checked(lambda x: x / 2, lambda x: x / m, (4.0,)).text
    assert told.endswith("(Your function uses m, which it is not given: that is the notebook's own. Is it meant?)")
    assert "notebook" not in checked(lambda x: x / 2, lambda x: np.abs(x), (4.0,)).text
    assert checked(lambda x: x / 7, lambda x: x / m, (4.0,)).passed
