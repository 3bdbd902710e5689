"""Going on with an exercise: the reader's function once it is right, ours until then."""

import numpy as np
import pytest

from helpers import exercises


def test_a_right_function_is_taken(capsys):
    def mine(z):
        return 1 / (1 + np.exp(-z))

    assert exercises.given("01.2", mine) is mine
    assert capsys.readouterr().out == "Exercise 01.2: we go on with your function.\n"


@pytest.mark.parametrize(
    "attempt", [lambda z: ..., lambda z: 1 / 1 + np.exp(-z), lambda: 0], ids=["...", "slip", "odd"]
)
def test_until_then_ours_stands_in(attempt, capsys):
    assert exercises.given("01.2", attempt)(0.0) == 0.5
    assert "the function of the notebook" in capsys.readouterr().out


def test_right_numbers_in_a_list_pass_but_the_text_goes_on_with_arrays(capsys):
    def mine(n_x):
        return [[0]] * n_x, 0

    assert exercises.check("01.10", mine).passed
    assert exercises.given("01.10", mine) is not mine
    assert "the function of the notebook" in capsys.readouterr().out


def test_bad_input_is_that_of_check():
    with pytest.raises(TypeError, match="without brackets"):
        exercises.given("01.2", 0.5)
    with pytest.raises(ValueError, match="number: expected one of"):
        exercises.given("09.1", abs)


@pytest.mark.parametrize("number", exercises.numbers())
def test_ours_passes_its_own_check(number):
    assert exercises.check(number, exercises.get(number).right).passed
