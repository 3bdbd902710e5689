"""The benchmarks, as small as they can be: every part gives its rows, and a peer that is absent is called so."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from .benchmarks import __main__ as benchmarks
from .benchmarks import growth, network, startup
from .benchmarks.table import Demand, Row, clock, show
from .notebooks import NOTEBOOKS

ROOT = Path(__file__).parent.parent
TINY = network.Case([2, 3, 1], "relu", 20, 8, 2)


@pytest.mark.parametrize(("dtype", "sizes"), [(np.float64, [2, 3, 1]), (np.float32, [4, 3, 3])])
def test_every_rival_gets_a_time(sizes, dtype):
    found = network.measure(network.Case(sizes, "relu", 20, 8, 2), dtype, 1)
    assert list(found)[:3] == ["helpers", "bare NumPy", "scikit-learn"]
    assert found["helpers"][1] == 1
    assert all(ms > 0 and ratio > 0 for ms, ratio in found.values())


def test_a_step_is_a_batch_of_an_epoch():
    assert network.steps(TINY) == 2 * 3
    assert network.steps(TINY._replace(batch_size=None)) == 2


@pytest.mark.parametrize(
    ("seconds", "said"), [(21.24, "21.2 s"), (0.0325, "32.5 ms"), (3.2e-5, "32.0 µs"), (250.4, "250 s"), (1, "1.00 s")]
)
def test_durations_have_three_digits(seconds, said):
    assert clock(seconds) == said


def test_demands_are_judged(capsys):
    demands = Demand("PyTorch", 1.02, 1), Demand("scikit-learn", 0.5, 1), Demand("bare NumPy", None, 1.8)
    assert show([Row("a step", "3 ms", {"PyTorch": ("2 ms", 1.02), "micrograd": None}, demands)]) == [
        ("a step", demands[0])
    ]
    said = capsys.readouterr().out
    assert "PyTorch ≤ 1 MISSED; scikit-learn ≤ 1 holds; bare NumPy ≤ 1.8 absent" in said
    assert " 2 ms  1.02 ×" in said


def test_a_power_law_is_found():
    assert growth.exponent({n: 3 * n**1.5 for n in (2, 4, 16)}) == pytest.approx(1.5)
    ladder = {m: network.Case([2, 2, 1], "tanh", m, None, 3) for m in (1_000, 8_000)}
    time, memory = growth.rows(1, {"m": ladder})
    assert time.title == "time by m, 1,000 to 8,000: exponent"
    assert float(memory.ours) == pytest.approx(1, abs=0.1)


def test_imports_are_timed_in_a_fresh_python():
    (row,) = startup.import_rows(1, ["graph"])
    assert row.title == "import helpers.graph"
    assert row.peers["bare NumPy"][1] < 1  # it does without NumPy


def test_notebooks_are_listed():
    assert {path.name[:2] for path in NOTEBOOKS} >= set(startup.MOST)


WITHOUT = """
import sys
for name in ("torch", "micrograd", "micrograd.engine", "sklearn", "sklearn.neural_network"):
    sys.modules[name] = None
from tests.benchmarks import __main__ as benchmarks, graph, network
benchmarks.PARTS["training"] = lambda pairs: network.rows(pairs, [network.Case([2, 3, 1], "relu", 20, 8, 2)])
benchmarks.main(["--quick", "training", "graph"])
"""


def test_absent_peers_are_called_so():
    done = subprocess.run([sys.executable, "-c", WITHOUT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    training, graph = (
        [line for line in done.stdout.splitlines() if line.startswith(name)] for name in ("2-3-1", "graph")
    )
    assert [line.count(" absent") for line in training] == [4, 4]  # two columns, two demands
    assert [line.count(" absent") for line in graph] == [1, 1]


def test_an_unknown_part_is_refused(capsys):
    with pytest.raises(SystemExit):
        benchmarks.main(["speed"])
    assert "parts: expected any of training, graph, growth, imports, notebooks, got speed" in capsys.readouterr().err
