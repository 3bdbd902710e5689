"""Sweeps: the same table on every executor, whatever diverges, fails, dies or stops; and the table as a heat map."""

import inspect
import json
import operator
import os
import re
import signal
import statistics
import subprocess
import sys
import textwrap
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from helpers import _workers, activations, data, network, plots, style, sweep

TRAIN, TEST = data.split(data.moons(120, 0.2, rng=np.random.default_rng(0)), rng=np.random.default_rng(1))
SETS = TRAIN.X, TRAIN.Y, TEST.X, TEST.Y
GRID = {"sizes": [[2, 3, 1], [2, 6, 1]], "learning_rate": [0.1, 1.0, 1e300], "seed": range(2), "hidden": ["leaky_relu"]}


class Inline(Executor):
    """Runs each job at once, and counts them."""

    def __init__(self):
        self.count = 0

    def submit(self, work, *arguments):
        self.count += 1
        future = Future()
        try:
            future.set_result(work(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future


def small(executor=None, grid=GRID, epochs=40, **options):
    executor = Inline() if executor is None else executor
    return sweep.run(grid, *SETS, epochs=epochs, executor=executor, progress=False, **options)


@pytest.fixture(scope="module")
def serial():
    return small()


def test_a_row_holds_what_the_same_lines_by_hand_give():
    settings = {
        "sizes": [2, 5, 1],
        "hidden": "relu",
        "scale": "xavier",
        "learning_rate": 0.3,
        "batch_size": 20,
        "seed": 4,
    }
    (row,) = small(grid={name: [value] for name, value in settings.items()})
    rng = np.random.default_rng(4)
    layers = network.initialize([2, 5, 1], "relu", scale="xavier", rng=rng)
    layers = network.train(layers, *SETS[:2], 0.3, 40, 20, rng).layers
    assert row == settings | {
        "epochs": 40, "output": "sigmoid", "dtype": "float64", "status": "finished", "message": "",
        "cost": pytest.approx(network.cost(layers, *SETS[:2]), rel=1e-5, abs=0),
        "test_cost": pytest.approx(network.cost(layers, *SETS[2:]), rel=1e-5, abs=0),
        "accuracy": pytest.approx((network.predict(layers, TRAIN.X) == TRAIN.Y).mean(), abs=1e-6),
        "test_accuracy": pytest.approx((network.predict(layers, TEST.X) == TEST.Y).mean(), abs=1e-6),
    }  # fmt: skip


def test_settings_left_out_are_those_that_the_network_would_take():
    asked = inspect.signature(network.initialize).parameters | inspect.signature(network.train).parameters
    usual = {name: asked[name].default for name in sweep.SETTINGS if name != "seed"}
    needed = {name for name, value in usual.items() if value is inspect.Parameter.empty}
    assert needed == {"sizes"}
    demanded = {"sizes", "learning_rate", "epochs"}  # of a sweep: a table must say what it is about
    row = small(grid={"sizes": [[2, 1]], "learning_rate": [0.1]})[0]
    assert {name: row[name] for name in usual if name not in demanded} == {
        name: value for name, value in (usual | {"dtype": "float64"}).items() if name not in demanded
    }
    assert row["seed"] == 0


def test_the_order_is_that_of_the_grid(serial):
    found = [(row["sizes"], row["learning_rate"], row["seed"]) for row in serial]
    assert found == [
        (sizes, rate, seed) for sizes in GRID["sizes"] for rate in GRID["learning_rate"] for seed in range(2)
    ]


def test_seeds_give_different_runs_and_the_same_seed_the_same(serial):
    assert serial[0]["cost"] != serial[1]["cost"]
    assert small() == serial


def test_threads_and_processes_give_the_same_table(serial):
    with ThreadPoolExecutor(3) as threads:
        assert small(threads) == serial
    assert sweep.run(GRID, *SETS, epochs=40, progress=False) == serial


def test_outputs_are_judged_each_in_its_own_way():
    X, labels = TRAIN.X, TRAIN.Y.astype(int)
    (row,) = sweep.run({"seed": [3]}, X, data.one_hot(labels, 2), sizes=[2, 3, 2], output="softmax", learning_rate=0.5,
                       epochs=30, executor=Inline(), progress=False)  # fmt: skip
    rng = np.random.default_rng(3)
    layers = network.train(
        network.initialize([2, 3, 2], output="softmax", rng=rng), X, data.one_hot(labels, 2), 0.5, 30
    )
    assert row["accuracy"] == pytest.approx((network.predict(layers.layers, X) == labels).mean(), abs=1e-6)
    assert row["test_cost"] is row["test_accuracy"] is None
    pair = np.vstack([labels, 1 - labels])  # two sigmoid outputs: an example is right if both are
    (row,) = sweep.run({"seed": [0]}, X, pair, sizes=[2, 2], scale=0, learning_rate=1e-9, epochs=0,
                       executor=Inline(), progress=False)  # fmt: skip
    assert row["accuracy"] == 0  # untrained, both say 0
    (row,) = sweep.run({"seed": [0]}, X, labels, sizes=[2, 1], output="linear", learning_rate=0.1, epochs=5,
                       executor=Inline(), progress=False)  # fmt: skip
    assert row["status"] == "finished"
    assert row["accuracy"] is None


def test_what_diverges_or_fails_says_so_and_the_others_finish(serial):
    for row in serial:
        if row["learning_rate"] == 1e300:
            assert row["status"] == "diverged"
            assert row["message"].startswith("in epoch ")
            assert {row[name] for name in sweep.MEASURES} == {None}
        else:
            assert row["status"] == "finished"
    mixed = small(
        grid={"sizes": [[2, 1], [3, 1], 7], "hidden": ["tanh", "tahn"], "batch_size": [0, 8]}, learning_rate=0.1
    )
    assert [row["status"] for row in mixed] == ["failed", "finished", "failed", "finished"] + ["failed"] * 8
    assert mixed[0]["message"] == "batch_size: expected an integer >= 1 and <= 96, got 0"
    assert mixed[-1]["message"] == "sizes: expected a list, got int"


def test_an_unknown_activation_lists_the_known_ones():
    (row,) = small(grid={"hidden": ["tahn"]}, sizes=[2, 3, 1], learning_rate=0.1)
    assert row["message"].startswith("hidden: expected one of linear, sigmoid, tanh")


def test_settings_become_plain_values():
    grid = {
        "sizes": [(2, 3, 3, 1), np.array([2, 4, 4, 1])],
        "hidden": [activations.relu, ["tanh", activations.prelu]],
        "learning_rate": np.array([0.1, 0.5]),
        "dtype": [np.float32, "float64"],
    }
    rows = small(grid=grid, epochs=3)
    assert {row["status"] for row in rows} == {"finished"}
    assert rows[0] | {"sizes": [2, 3, 3, 1], "hidden": "relu", "learning_rate": 0.1, "dtype": "float32"} == rows[0]
    assert rows[-1] | {"sizes": [2, 4, 4, 1], "hidden": ["tanh", "prelu"], "dtype": "float64"} == rows[-1]
    assert json.loads(json.dumps(rows)) == rows


def test_arguments_are_left_alone():
    grid, before = {"sizes": [[2, 2, 1]], "learning_rate": [0.5]}, [values.copy() for values in SETS]
    small(grid=grid)
    assert grid == {"sizes": [[2, 2, 1]], "learning_rate": [0.5]}
    for old, new in zip(before, SETS, strict=True):
        np.testing.assert_array_equal(old, new)


# Stopping, going on, dying


@pytest.mark.parametrize("kept", [[], [0], [11], [1, 2, 7], range(12)], ids=str)
def test_going_on_trains_only_what_is_missing(serial, kept):
    executor = Inline()
    earlier = json.loads(json.dumps([serial[i] for i in kept]))[::-1]
    assert small(executor, results=earlier) == serial
    assert executor.count == 12 - len(kept)


def test_other_settings_are_other_runs(serial):
    executor = Inline()
    longer = small(executor, epochs=41, results=serial)
    assert executor.count == 12
    assert {row["epochs"] for row in longer} == {41}


@pytest.mark.parametrize("executor", [Inline, type(None)], ids=["given", "processes"])
def test_a_stopped_sweep_keeps_what_is_done(serial, executor, monkeypatch, capsys):
    shown = []

    def stop(done, total):
        shown.append(len(done))
        if len(done) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(sweep, "_bar", stop)
    rows = sweep.run(GRID, *SETS, epochs=40, executor=executor())
    assert shown == [0, 1, 2, 3]
    assert len(rows) == 3
    assert [row for row in serial if row in rows] == rows
    assert "Stopped after 3 of 12 runs." in capsys.readouterr().out
    assert small(results=rows) == serial


def test_stopping_calls_back_what_waits():
    waiting = [Future() for _ in range(12)]
    waiting[0].set_exception(KeyboardInterrupt())
    handed_out = iter(waiting)

    class Slow(Executor):
        def submit(self, work, *arguments):
            return next(handed_out)

    assert small(Slow()) == []
    assert all(future.cancelled() for future in waiting[1:])


def test_a_run_lost_on_its_way_is_reported_and_tried_again(serial):
    class Lossy(Inline):
        def submit(self, work, *arguments):
            future = super().submit(work, *arguments)
            if self.count in (2, 5):
                future = Future()
                future.set_exception(ConnectionError("the line is dead"))
            return future

    rows = small(Lossy())
    assert [i for i, row in enumerate(rows) if row["status"] == "lost"] == [1, 4]
    assert rows[1]["message"] == "ConnectionError: the line is dead"
    assert [row for row in rows if row["status"] != "lost"] == [row for i, row in enumerate(serial) if i not in (1, 4)]
    executor = Inline()
    assert small(executor, results=rows) == serial
    assert executor.count == 2


class Forgetful(Inline):
    """Loses every third job without a word, and ends with an error if it is told to."""

    def __init__(self, error=None):
        super().__init__()
        self.error = error

    def submit(self, work, *arguments):
        if work is int and self.error:
            raise self.error
        future = super().submit(work, *arguments)
        return Future() if self.count % 3 == 0 else future


def test_an_executor_that_died_in_silence_is_given_up(serial, monkeypatch):
    monkeypatch.setattr(_workers, "_PATIENCE", 0.05)
    rows = small(Forgetful(OSError("closed")))
    assert [row["message"] for row in rows[:3]] == ["", "", "OSError: closed"]
    assert sum(row["status"] == "lost" for row in rows) == 4
    assert small(results=rows) == serial


def test_an_executor_that_is_busy_is_waited_for(serial, monkeypatch):
    monkeypatch.setattr(_workers, "_PATIENCE", 0.02)

    def slow_train(*arguments):
        time.sleep(0.1)
        return train(*arguments)

    train = sweep._train
    monkeypatch.setattr(sweep, "_train", slow_train)
    with ThreadPoolExecutor(1) as thread:
        assert small(thread, grid=GRID | {"seed": [0]}) == serial[::2]


def test_when_a_process_dies_only_its_own_job_is_lost():
    jobs = {k: (abs, -k) for k in range(8)} | {3: (os._exit, 1)}
    results = dict(_workers.completed(operator.call, jobs))
    assert {k: v for k, v in results.items() if k != 3} == {k: k for k in range(8) if k != 3}
    assert str(results[3]) == "its worker process died"


def test_when_every_process_dies_the_work_ends():
    results = dict(_workers.completed(operator.call, {k: (os._exit, 1) for k in range(100)}))
    assert len(results) == 100
    assert all(isinstance(error, RuntimeError) for error in results.values())
    assert "under `if __name__ == '__main__':`" in str(results[99])


def test_numpy_has_one_thread_in_a_process():
    question = "(__import__('numpy'), __import__('threadpoolctl'))[1].threadpool_info()"
    answers = dict(_workers.completed(operator.call, {k: (eval, question) for k in range(3)}))
    assert [[pool["num_threads"] for pool in pools] for pools in answers.values()] == [[1]] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process imports NumPy by itself")
def test_on_linux_a_process_begins_with_numpy_imported():
    question = "'helpers.network' in __import__('sys').modules"
    assert dict(_workers.completed(operator.call, {0: (eval, question)})) == {0: True}


def test_in_a_browser_runs_follow_one_another(serial):
    script = """
        import json, sys, threading
        from helpers import data, sweep
        import numpy as np

        def no_thread(self):
            raise RuntimeError("can't start new thread")

        threading.Thread.start = no_thread
        sys.modules["_multiprocessing"] = None
        sys.platform = "emscripten"
        train, test = data.split(data.moons(120, 0.2, rng=np.random.default_rng(0)), rng=np.random.default_rng(1))
        grid = {"sizes": [[2, 3, 1], [2, 6, 1]], "learning_rate": [0.1, 1.0, 1e300], "seed": range(2)}
        rows = sweep.run(grid, train.X, train.Y, test.X, test.Y, epochs=40, hidden="leaky_relu")
        print(json.dumps(rows))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    said, bar, rows = done.stdout.splitlines()[0], done.stdout.splitlines()[-2], done.stdout.splitlines()[-1]
    assert said == "A browser has no processes: one run after another."
    assert bar.endswith("12 of 12 runs, 4 diverged")
    assert json.loads(rows) == serial


def test_the_bar_grows_and_counts(capsys):
    sweep.run(GRID, *SETS, epochs=2, executor=Inline())
    states = capsys.readouterr().out.split("\r")[1:]
    assert len(states) == 13
    assert states[0] == "·" * 30 + " 0 of 12 runs"
    assert states[6].startswith("█" * 15 + "·" * 15 + " 6 of 12 runs")
    assert states[12] == "█" * 30 + " 12 of 12 runs, 4 diverged\n"


# Dask

CLUSTER = {"threads_per_worker": 1, "dashboard_address": ":0", "host": "127.0.0.1"}  # :0 is a free port


@pytest.fixture(scope="module")
def cluster():
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, **CLUSTER) as cluster:
        yield cluster


@pytest.fixture
def client(cluster):
    from distributed import Client

    with Client(cluster) as client:
        client.wait_for_workers(2)
        yield client


class After(Executor):
    """Hands jobs on, and does something once so many have ended."""

    def __init__(self, inner, number, act):
        self.inner, self.left, self.act = inner, number, act

    def submit(self, work, *arguments):
        future = self.inner.submit(work, *arguments)
        future.add_done_callback(self.count)
        return future

    def count(self, future):
        self.left -= 1
        if self.left == 0:
            self.act()


def test_a_dask_cluster_gives_the_same_table(serial, client):
    assert small(client.get_executor()) == serial


def test_when_the_cluster_goes_away_what_is_done_is_kept_and_said(monkeypatch, capsys):
    from distributed import Client, LocalCluster

    monkeypatch.setattr(_workers, "_PATIENCE", 0.5)
    with LocalCluster(n_workers=2, **CLUSTER) as cluster, Client(cluster) as client:
        rows = small(After(client.get_executor(), 3, lambda: cluster.loop.add_callback(cluster.close)), epochs=800)
    whole = small(epochs=800)
    lost = [row for row in rows if row["status"] == "lost"]
    assert 0 < len(lost) < len(rows) == 12
    assert [row for row in rows if row not in lost] == [
        row for row in whole if _settings(row) not in map(_settings, lost)
    ]
    assert f"{len(lost)} of 12 runs were lost with their workers. Hand all rows over as" in capsys.readouterr().out
    assert small(results=rows, epochs=800) == whole
    assert capsys.readouterr().out == ""


def _settings(row):
    return {name: row[name] for name in sweep.SETTINGS}


def test_a_killed_dask_worker_leaves_no_gap(cluster, client):
    victim = cluster.workers[0].pid
    kill = getattr(signal, "SIGKILL", signal.SIGTERM)
    killing = After(client.get_executor(), 2, lambda: os.kill(victim, kill))
    rows, serial = small(killing, epochs=1000), small(epochs=1000)
    assert killing.left < 0  # it was killed on the way, not at the end
    assert rows == serial
    table = [sweep.table(found, "sizes", "learning_rate") for found in (rows, serial)]
    np.testing.assert_array_equal(table[0].mean, table[1].mean)
    assert table[0].words == table[1].words == [["", "", "diverged"]] * 2
    while cluster.workers[0].pid in (victim, None):  # until there is a new one: a cluster is slow to close before
        time.sleep(0.02)


def test_the_example_in_the_readme_works(cluster):
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    example = re.search(r"<!-- cluster example -->\n```python\n(.*?)```", text, re.DOTALL)[1]
    assert example.count("tcp://scheduler:8786") == 1
    names = {"__name__": "__main__"}
    exec(example.replace("tcp://scheduler:8786", cluster.scheduler_address), names)
    names["client"].close()
    assert {row["status"] for row in names["results"]} == {"finished"}
    learn, held = names["learn"], names["held"]
    fixed = {"hidden": "relu", "output": "softmax", "epochs": 10, "batch_size": 32}
    alone = sweep.run(
        names["grid"], learn.X, learn.Y, held.X, held.Y, executor=Inline(), progress=False, **fixed
    )  # fmt: skip
    assert names["results"] == alone
    assert names["chart"].best is not None


# Bad input


@pytest.mark.parametrize(
    ("grid", "fixed", "error", "message"),
    [
        ({"lr": [1]}, {}, ValueError, "grid: expected settings out of sizes, learning_rate, epochs, .*seed, got 'lr'"),
        ({}, {"rng": 0}, ValueError, "grid: expected settings out of .* got 'rng'"),
        ({"seed": [1]}, {"seed": 2}, ValueError, "seed: expected in the grid or as a fixed setting, got both"),
        ({"seed": [1]}, {}, ValueError, "sizes: expected in the grid or as a fixed setting, got neither"),
        ({"seed": 3}, {}, TypeError, r"grid\['seed'\]: expected a list of values, got 3"),
        ({"hidden": "relu"}, {}, TypeError, r"grid\['hidden'\]: expected a list of values, got 'relu'"),
        ({"seed": []}, {}, ValueError, r"grid\['seed'\]: expected one value or more, all different, got \[\]"),
        (
            {"seed": [1, 2, 1]},
            {},
            ValueError,
            r"grid\['seed'\]: expected one value or more, all different, got \[1, 2, 1",
        ),
        (
            {"hidden": [activations.prelu.with_slope(0.1)]},
            {},
            TypeError,
            "hidden: expected numbers, names, lists of them",
        ),
        ({"hidden": [np.tanh]}, {}, TypeError, "hidden: expected numbers, names, lists of them or None"),
        ([("seed", [1])], {}, TypeError, "grid: expected a dict of settings and lists of values, got list"),
    ],
)
def test_a_bad_grid_is_named(grid, fixed, error, message):
    fixed = fixed if "neither" in message else {"sizes": [2, 1], "learning_rate": 0.1, "epochs": 1} | fixed
    with pytest.raises(error, match=message):
        sweep.run(grid, *SETS, executor=Inline(), **fixed)


@pytest.mark.parametrize(
    ("sets", "message"),
    [
        ((TRAIN.X, TRAIN.Y[:, 1:]), r"Y: expected shape \(n, 96\)"),
        ((TRAIN.X, TRAIN.Y, TEST.X), "X_test, Y_test: expected both or neither"),
        ((TRAIN.X, TRAIN.Y, TEST.X[:1], TEST.Y), r"X_test: expected shape \(2, m\)"),
        ((TRAIN.X, TRAIN.Y, TEST.X, TEST.Y.T), r"Y_test: expected shape \(1, 24\).*its transpose"),
        ((TRAIN.X[0], TRAIN.Y), r"X: expected shape \(n, m\)"),
        ((TRAIN.X * np.nan, TRAIN.Y), "X: expected finite numbers, got nan"),
    ],
)
def test_data_that_do_not_belong_together_are_named(sets, message):
    with pytest.raises(ValueError, match=message):
        sweep.run(GRID, *sets, epochs=1, executor=Inline())


@pytest.mark.parametrize("results", [[{"seed": 0}], ["finished"], [None]])
def test_results_that_are_none_are_named(results):
    with pytest.raises(ValueError, match=r"results: expected rows as sweep\.run returns them, got"):
        small(results=results)


# The table, by hand


def row(sizes, rate, seed, right=None, cost=None, status="finished", **other):
    made = dict.fromkeys((*sweep.SETTINGS, *sweep.MEASURES)) | {"sizes": sizes, "learning_rate": rate, "seed": seed}
    return made | {"test_accuracy": right, "test_cost": cost, "status": status, "message": ""} | other


A, B = [2, 4, 1], [2, 8, 1]
ROWS = [
    row(A, 0.1, 0, 0.80, 3.0), row(A, 0.1, 1, 0.90, 2.0),
    row(A, 1.0, 0, 0.70, 1.0), row(A, 1.0, 1, 0.90, 1.5),
    row(B, 0.1, 0, 0.99, 0.1), row(B, 0.1, 1, status="diverged"),
    row(B, 1.0, 0, status="diverged"), row(B, 1.0, 1, status="diverged"),
]  # fmt: skip


def test_a_table_averages_over_seeds():
    t = sweep.table(ROWS, "sizes", "learning_rate")
    assert t.rows == [A, B]
    assert t.columns == [0.1, 1.0]
    # (0.8 + 0.9) / 2; deviations ±0.05, sum of squares 0.005, over 2 - 1, root 0.0707
    np.testing.assert_allclose(t.mean, [[0.85, 0.80], [0.99, np.nan]])
    np.testing.assert_allclose(t.spread, [[0.005**0.5, 0.02**0.5], [np.nan, np.nan]])
    assert t.words == [["", ""], ["1 of 2 diverged", "diverged"]]
    assert t.best == (0, 0)  # 0.99 comes from one lucky seed


def test_the_best_cost_is_the_lowest():
    t = sweep.table(ROWS, "learning_rate", "sizes", "test_cost")
    np.testing.assert_allclose(t.mean, [[2.5, 0.1], [1.25, np.nan]])
    assert t.best == (1, 0)


def test_a_table_of_a_stopped_sweep_says_what_is_missing():
    t = sweep.table(ROWS[:3] + ROWS[4:5], "sizes", "learning_rate")
    assert t.words == [["", "1 of 2 not run"], ["1 of 2 not run", "not run"]]
    assert t.best == (0, 0)
    both = [row(A, 0.1, s, status=status) for s, status in enumerate(["failed", "diverged", "failed"])]
    t = sweep.table([*both, row(A, 1.0, 0, 0.5)], "sizes", "learning_rate")
    assert t.words == [["2 of 3 failed, 1 of 3 diverged", "2 of 3 not run"]]
    assert t.best is None


def test_a_table_of_real_results_agrees_with_their_means(serial):
    t = sweep.table(serial, "sizes", "learning_rate", "cost")
    costs = [r["cost"] for r in serial if r["sizes"] == [2, 6, 1] and r["learning_rate"] == 1.0]
    assert t.mean[1, 1] == pytest.approx(statistics.mean(costs))
    assert t.spread[1, 1] == pytest.approx(statistics.stdev(costs))
    assert [line[2] for line in t.words] == ["diverged", "diverged"]
    assert sweep.table(serial[:2], "sizes", "seed").mean.shape == (1, 2)


@pytest.mark.parametrize(
    ("rows", "arguments", "message"),
    [
        (ROWS, ("size", "seed"), "rows: expected one of sizes, learning_rate, .* got 'size'"),
        (ROWS, ("sizes", "rate"), "columns: expected one of sizes, learning_rate, .* got 'rate'"),
        (ROWS, ("sizes", "sizes"), "columns: expected another setting than the rows, got 'sizes' for both"),
        (ROWS, ("sizes", "learning_rate", "acc"), "value: expected one of cost, accuracy, .* got 'acc'"),
        (ROWS, ("sizes", "learning_rate", "cost"), "value: expected something that was measured, got 'cost', which is"),
        (
            ROWS,
            ("sizes", "seed"),
            "results: expected nothing but sizes, seed and seed to vary, got several learning_rate",
        ),
        ([], ("sizes", "seed"), "results: expected at least one row, got none"),
        ([{}], ("sizes", "seed"), r"results: expected rows as sweep\.run returns them, got {}"),
    ],
)
def test_a_bad_table_is_named(rows, arguments, message):
    with pytest.raises(ValueError, match=message):
        sweep.table(rows, *arguments)


# The heat map


def drawn(table, **options):
    figure, ax = style.figure(6, 3)
    plots.heat_map(ax, *table, **options)
    figure.canvas.draw()
    return ax, {tuple(map(int, text.get_position()[::-1])): text.get_text() for text in ax.texts}


def test_a_heat_map_says_everything_in_words():
    ax, texts = drawn(sweep.table(ROWS, "sizes", "learning_rate"), form="{:.0%}")
    assert texts == {(0, 0): "85%\n± 7%", (0, 1): "80%\n± 14%", (1, 0): "99%\n1 of 2 diverged", (1, 1): "diverged"}
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0.1", "1"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["2-4-1", "2-8-1"]
    hatched = sorted(patch.get_xy() for patch in ax.patches if patch.get_hatch())
    assert hatched == [(-0.5, 0.5), (0.5, 0.5)]
    (frame,) = (patch for patch in ax.patches if not patch.get_hatch())
    assert frame.get_xy() == (-0.5, -0.5)
    assert [text.get_weight() for text in ax.texts] == ["bold", "normal", "normal", "normal"]


def test_shades_follow_the_order_and_leave_the_unknown_white():
    ax, _ = drawn(sweep.Table([1, 2], [1, 2], np.array([[0.1, 0.97], [0.98, np.nan]]), None, None, None))
    shades = ax.images[0].get_array().sum(axis=2)
    assert shades[1, 1] == 4
    assert shades[1, 0] < shades[0, 1] < shades[0, 0] < 4
    assert shades[0, 1] - shades[1, 0] == pytest.approx(shades[0, 0] - shades[0, 1])


@pytest.mark.parametrize("mean", [[[np.nan]], [[0.5]], [[0.5, 0.5]]])
def test_a_heat_map_of_little_is_drawn_too(mean):
    _, texts = drawn(sweep.Table(["relu"], [1] * len(mean[0]), np.array(mean), None, None, None))
    assert set(texts.values()) == {"" if np.isnan(mean[0][0]) else "0.500"}


def test_workers_inherit_one_thread_and_the_parent_keeps_its_own(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    monkeypatch.setattr(_workers, "_prepare", int)  # whatever a worker does itself comes too late for some scripts
    names = ("OMP_NUM_THREADS", "MKL_NUM_THREADS")
    assert dict(_workers.completed(os.getenv, {name: (name,) for name in names})) == dict.fromkeys(names, "1")
    assert [os.getenv(name) for name in names] == ["3", None]


def test_what_is_no_executor_and_a_progress_in_words_are_refused():
    X, Y = np.ones((2, 4)), np.array([[0.0, 1.0, 0.0, 1.0]])
    settings = {"sizes": [2, 1], "learning_rate": 0.1, "epochs": 1}
    with pytest.raises(TypeError, match=r"executor: expected a concurrent\.futures\.Executor, got the text 'x'"):
        sweep.run({"seed": [0]}, X, Y, executor="x", **settings)
    with pytest.raises(TypeError, match="progress: expected True or False, got the text 'no'"):
        sweep.run({"seed": [0]}, X, Y, progress="no", **settings)
