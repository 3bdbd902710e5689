"""The report at the end of a notebook: what was solved, and the line to hand in."""

import re

import numpy as np
import pytest

from helpers import exercises
from helpers.exercises import engine, progress


@pytest.fixture(autouse=True)
def fresh_start(monkeypatch):
    monkeypatch.setattr(engine, "_LATEST", {})


def sigma(z):
    return 1 / (1 + np.exp(-z))


def row(report, number):
    return next(line for line in repr(report).splitlines() if f" {number} " in line)


def test_nothing_solved_yet():
    report = exercises.report("01")
    count = sum(number.startswith("01.") for number in exercises.numbers())
    lines = repr(report).splitlines()
    assert report.passed == ()
    assert len(lines) == count + 2
    assert all(line.startswith("○ 01.") and line.endswith("(not yet)") for line in lines[1:-1])
    assert lines[1] == "○ 01.1 weighted_sum (not yet)"
    assert lines[-1].startswith("To hand in: notebook 01 | passed 0 of ")


def test_an_unfilled_stub_counts_as_not_yet():
    before = repr(exercises.report("02"))
    exercises.check("02.1", lambda f, a, nudge: ...)
    assert repr(exercises.report("02")) == before


def test_passed_slipped_and_wrong_are_told_apart():
    exercises.check("01.2", sigma)
    exercises.check("01.6", sigma)
    exercises.check("01.13", lambda coefficient: 17.25)
    report = exercises.report("01", name="Ada")
    assert report.passed == ("01.2",)
    assert row(report, "01.2") == "✓ 01.2 my_sigmoid (passed)"
    assert row(report, "01.6") == "✗ 01.6 sigmoid_slope (slip: a alone)"
    assert row(report, "01.13") == "✗ 01.13 odds_ratio (wrong, and no slip that we know)"
    assert report.line.startswith("Ada | notebook 01 | passed 1 of ")


def test_the_latest_attempt_counts():
    exercises.check("01.2", sigma)
    exercises.check("01.2", lambda z: 1 / 1 + np.exp(-z))
    assert exercises.report("01").passed == ()
    exercises.check("01.2", sigma)
    assert exercises.report("01").passed == ("01.2",)


def test_exercises_of_other_notebooks_do_not_count():
    exercises.check("01.2", sigma)
    assert exercises.report("02").passed == ()


def test_a_report_does_not_change_later():
    early = exercises.report("01")
    exercises.check("01.2", sigma)
    assert early.passed == ()


def test_starred_exercises_are_counted_apart():
    def entry(number, starred, status):
        exercise = engine.Exercise(number, "write f(x).", abs, ((1,),), "", starred=starred)
        return exercise, engine.Feedback(number, status, "")

    entries = entry("01.1", False, "right"), entry("01.2", False, "waiting"), entry("01.3", True, "right")
    report = progress.Report("01", "", entries)
    assert report.line.startswith("notebook 01 | passed 1 of 2, ★ 1 of 1 | check ")
    assert "✓ 01.3 f ★ (passed)" in repr(report)


def test_a_line_that_lost_something_is_found_out():
    exercises.check("01.2", sigma)
    line = exercises.report("01", name="Ada Lovelace").line
    assert re.search(r" \| check [0-9a-f]{6}$", line)
    assert exercises.arrived_whole(line)
    assert exercises.arrived_whole(f"  {line}\n")
    for damaged in (line.replace("Ada", "Eda"), line.replace("passed 1", "passed 9"), line[:-1], line[4:], "", "Ada"):
        assert not exercises.arrived_whole(damaged)


def test_every_task_names_its_function():
    for number in exercises.numbers():
        report = exercises.report(number.split(".")[0])
        assert row(report, number).split()[2].isidentifier()


def test_it_reads_as_html_with_names_escaped():
    shown = exercises.report("01", name="<b>Ada")._repr_html_()
    assert 'role="status"' in shown
    assert "<b>Ada" not in shown
    assert shown.count("<tr>") == len(exercises.report("01").entries)


def test_bad_calls_say_what_is_wrong():
    with pytest.raises(ValueError, match=r"notebook: expected one of 01, 02, 03, 04, as a text, got 1$"):
        exercises.report(1)
    with pytest.raises(TypeError, match="name: expected a text, got int"):
        exercises.report("01", 7)
    for name in ("Ada\nLovelace", "Ada | notebook 01"):
        with pytest.raises(ValueError, match=r"name: expected one line without \|"):
            exercises.report("01", name)
