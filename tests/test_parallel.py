"""Several training runs at once: the numbers of one after another, whatever diverges or dies."""

import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from helpers import data, network, parallel
from helpers.training import Diverged

MOONS = data.moons(60, rng=np.random.default_rng(0))


def job(seed, learning_rate=0.3, epochs=20, sizes=(2, 4, 1)):
    rng = np.random.default_rng(seed)
    return network.initialize(list(sizes), rng=rng), MOONS.X, MOONS.Y, learning_rate, epochs, 25, rng


def same(run, other):
    assert np.array_equal(run.costs, other.costs)
    for layer, twin in zip(run.layers, other.layers, strict=True):
        assert np.array_equal(layer.W, twin.W)
        assert np.array_equal(layer.b, twin.b)
        assert layer.activation is twin.activation
    assert [epoch for epoch, _ in run.snapshots] == [epoch for epoch, _ in other.snapshots]


@pytest.mark.parametrize("threads", [False, True], ids=["processes", "threads"])
def test_the_runs_are_those_of_one_after_another_in_the_order_of_the_jobs(threads):
    sizes = {0: (2, 4, 1), 1: (2, 64, 64, 1), 2: (2, 2, 1), 3: (2, 1)}  # the second takes longest
    jobs = {seed: job(seed, sizes=sizes[seed]) for seed in sizes}
    if threads:
        with ThreadPoolExecutor(2) as executor:
            runs = parallel.train(jobs, executor)
    else:
        runs = parallel.train(jobs)
    assert list(runs) == list(jobs)
    for seed in sizes:
        same(runs[seed], network.train(*job(seed, sizes=sizes[seed])))


def test_a_generator_is_not_used_up_even_if_two_jobs_share_it():
    shared = job(5)
    before = shared[-1].bit_generator.state
    with ThreadPoolExecutor(1) as executor:
        runs = parallel.train({"one": shared, "other": shared}, executor)
    assert shared[-1].bit_generator.state == before
    same(runs["one"], runs["other"])
    same(runs["one"], network.train(*shared))


def test_usual_values_may_be_left_out_and_nothing_to_do_is_no_runs():
    layers, X, Y = job(1)[:3]
    with ThreadPoolExecutor(1) as executor:
        same(parallel.train({0: [layers, X, Y]}, executor)[0], network.train(layers, X, Y))
        assert parallel.train({}, executor) == {}
    assert parallel.train({}) == {}


def test_a_run_that_diverges_is_raised_with_what_it_had_and_its_name():
    with pytest.raises(Diverged, match="training diverged at epoch") as caught:
        parallel.train({"calm": job(0), "wild": job(0, learning_rate=1e300)})
    assert caught.value.__notes__ == ["(in the job 'wild')"]
    assert len(caught.value.run.layers) == 2


def test_after_an_error_no_further_job_begins(monkeypatch):
    begun, train = [], network.train
    monkeypatch.setattr(network, "train", lambda *arguments: begun.append(1) or train(*arguments))
    with pytest.raises(Diverged) as caught, ThreadPoolExecutor(1) as executor:
        parallel.train({"wild": job(0, learning_rate=1e300)} | {k: job(k, epochs=2000) for k in range(9)}, executor)
    assert caught.traceback  # it would keep alive what its frames name
    assert len(begun) < 5


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ({3: -1.0}, ValueError, "learning_rate: expected a finite number and > 0, got -1.0"),
        ({5: 61}, ValueError, "batch_size: "),
        ({1: np.full((2, 60), np.nan)}, ValueError, "X: "),
    ],
)
def test_a_job_that_cannot_be_trained_says_why_and_which(change, kind, message):
    arguments = [change.get(i, value) for i, value in enumerate(job(0))]
    with pytest.raises(kind) as caught, ThreadPoolExecutor(1) as executor:
        parallel.train({"good": job(0), (3, "x"): arguments}, executor)
    assert str(caught.value).startswith(message)
    assert caught.value.__notes__ == ["(in the job (3, 'x'))"]


@pytest.mark.parametrize(
    ("jobs", "executor", "message"),
    [
        ([job(0)], None, "jobs: expected a dict of names and arguments of network.train, got list"),
        ({"a": 3}, None, r"jobs\['a'\]: expected layers, X, Y, learning_rate, .*, got int"),
        ({"a": job(0)[:2]}, None, r"jobs\['a'\]: expected layers, X, Y"),
        ({"a": (*job(0), True)}, None, r"jobs\['a'\]: expected layers, X, Y"),
        ({"a": job(0)}, "x", r"executor: expected a concurrent\.futures\.Executor, got the text 'x'"),
    ],
)
def test_what_are_no_jobs_and_no_executor_are_refused(jobs, executor, message):
    with pytest.raises(TypeError, match=message):
        parallel.train(jobs, executor)


class Deadly:
    """Ends the process that unpacks it."""

    def __reduce__(self):
        return os._exit, (1,)


def test_a_worker_that_dies_is_reported_with_the_job():
    with pytest.raises(RuntimeError, match="its worker process died") as caught:
        parallel.train({"good": job(0), "bad": (Deadly(), MOONS.X, MOONS.Y)})
    assert caught.value.__notes__ == ["(in the job 'bad')"]


def test_in_a_browser_runs_follow_one_another():
    script = """
        import sys
        sys.modules["_multiprocessing"] = None
        sys.platform = "emscripten"
        from tests.test_parallel import job, network, parallel, same
        runs = parallel.train({seed: job(seed) for seed in range(2)})
        for seed in range(2):
            same(runs[seed], network.train(*job(seed)))
        print(list(runs))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert done.stdout == "[0, 1]\n"
