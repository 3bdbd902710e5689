"""Slices of a notebook: what a cell rests on comes along, and nothing else has to."""

import pytest

from . import slices


@pytest.mark.parametrize(
    ("sources", "needed"),
    [
        (["a = 1", "b = 2", "a + 1"], [0, 2]),
        (["a = 1", "a = 2", "a"], [1, 2]),
        (["a = 1", "a += 1", "a"], [0, 1, 2]),
        (["a = []", "a.append(1)", "a"], [0, 1, 2]),
        (["a = {}", "a['k'] = 1", "len(a)"], [0, 1, 2]),
        (["import math", "math.sin(1)", "math.cos(1)"], [0, 2]),
        (["c = 1", "def f(x):\n    return c * x", "c = 2", "f(1)"], [0, 1, 2, 3]),
        (["c = 1", "f = lambda x: c * x", "g = f", "g(1)"], [0, 1, 2, 3]),
        (["x = 1", "def f(x):\n    return x", "f(2)"], [1, 2]),
        (["i = 1", "for i in range(3):\n    print(i)"], [1]),
        (["n = 3", "for i in range(n):\n    total = [i for _ in range(i)]"], [0, 1]),
        (["a, b = 1, 2", "if a:\n    d = b", "d"], [0, 1, 2]),
        (["name = 'f'", "with open(name) as file:\n    text = file.read()", "text"], [0, 1, 2]),
    ],
)
def test_what_the_last_cell_rests_on(sources, needed):
    assert slices.slice_of(sources, {len(sources) - 1}) == needed


def test_callers_of_callers_are_found_and_users_of_results_are_not():
    sources = ["def f():\n    return 1", "def g():\n    return f()", "a = g()", "a + 1", "f = abs", "f(1)"]
    assert slices.callers_of(sources, {0}) == {0, 1, 2}


def test_a_cell_gives_its_last_value_and_what_it_printed(monkeypatch):
    ran = slices.run(["a = 2", "1 / 0", "print(a)\na + 1"], [0, 2], monkeypatch)
    assert ran[2] == ("print(a)\na + 1", 3, "2\n")
    assert ran[0].value is None
