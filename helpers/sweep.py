"""Many training runs over a grid of settings, on any executor, and a table of what came of them.

A row of the results is a plain dict: the settings of `network.initialize` and `network.train`, all of them, then

* cost, accuracy, test_cost, test_accuracy: after training, on the training and on the held-out data, with six digits
  (those beyond depend on the machine); None where there is nothing to tell;
* status: "finished", "diverged", "failed" (this setting cannot be trained) or "lost" (its worker died); and a message.

So `json.dumps(results)` keeps a sweep for later. Notebook 04, section 8.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from . import _doors, _paper, _workers, activations, network
from .activations import Activation
from .training import Diverged

_NEEDED = ("sizes", "learning_rate", "epochs")
_USUAL = {"hidden": "tanh", "output": "sigmoid", "scale": "he", "dtype": "float64", "batch_size": None, "seed": 0}
SETTINGS = (*_NEEDED, *_USUAL)
MEASURES = ("cost", "accuracy", "test_cost", "test_accuracy")


class Table(NamedTuple):
    """Results as a grid: one setting down, one across, seeds averaged.

    Attributes
    ----------
    rows, columns : list
        The values of the two settings.
    mean, spread : ndarray, shape (len(rows), len(columns))
        Mean and standard deviation of the finished seeds, NaN where there are none, or fewer than two.
    words : list of list of str
        "" where every seed finished, otherwise what happened, like "diverged" or "2 of 5 diverged".
    best : (int, int) or None
        Row and column of the best mean (lowest for a cost) among the cells where every seed finished.
    """

    rows: list
    columns: list
    mean: np.ndarray
    spread: np.ndarray
    words: list
    best: tuple[int, int] | None


def run(grid, X, Y, X_test=None, Y_test=None, *, executor=None, results=(), progress=True, **fixed):
    """Train a network for every combination of settings, each from its own seed.

    Parameters
    ----------
    grid : dict of str to list
        Values to try for any of SETTINGS: {"sizes": [[64, 16, 10], [64, 32, 10]], "seed": range(5)}. Activations are
        given by name.
    X, Y : array_like, shapes (n[0], m) and (n[L], m)
    X_test, Y_test : array_like, optional
        Held-out data to judge on.
    executor : concurrent.futures.Executor, optional
        Where the runs happen, Dask's `client.get_executor()` for example; it is not shut down. Left out: a process
        for each processor of this machine (a script then calls `run` under `if __name__ == "__main__":`), or, in a
        browser, which has no processes, one run after another.
    results : list of dict, optional
        Of an earlier or stopped sweep on the same data: what is in there is not trained again, save lost runs.
    progress : bool, default True; print a bar that grows
    **fixed
        One value for any other setting. hidden, output, scale, dtype, batch_size and seed may be left out.

    Returns
    -------
    list of dict
        One row per combination, in the order of the grid, its last setting changing fastest. A run that diverges or
        fails, or whose worker is gone, has a row that says so. After an interrupt (Ctrl-C, or the stop button of the
        notebook): the rows so far.

    Raises
    ------
    TypeError, ValueError
        An unknown, missing or repeated setting, data that do not belong together, or no executor.
    """
    every = _combinations(grid, fixed)
    sets = _data(X, Y, X_test, Y_test)
    done = {key: row for key, row in _rows(results).items() if key in every and row["status"] != "lost"}
    jobs = {key: (settings, *sets) for key, settings in every.items() if key not in done}
    show = _bar if _paper.truth(progress, "progress") else lambda done, total: None
    outcomes = _workers.completed(_train, jobs, executor)
    if executor is None and not _workers.processes():
        print("A browser has no processes: one run after another.")
    try:
        show(done, len(every))
        for key, row in outcomes:
            done[key] = _lost(every[key], row) if isinstance(row, Exception) else row
            show(done, len(every))
    except KeyboardInterrupt:
        outcomes.close()
        print(f"\nStopped after {len(done)} of {len(every)} runs. Hand these over as `results` to do the others.")
    lost = sum(row["status"] == "lost" for row in done.values())
    if lost:
        print(
            f"{lost} of {len(every)} runs were lost with their workers. Hand all rows over as `results` to redo them."
        )
    return [done[key] for key in every if key in done]


def table(results, rows, columns, value="test_accuracy"):
    """Arrange results as a grid and average over the seeds (notebook 04, section 8).

    Parameters
    ----------
    results : list of dict
        From `run`. Beside `rows` and `columns` only the seed may vary.
    rows, columns : str
        Two of SETTINGS.
    value : {"test_accuracy", "test_cost", "accuracy", "cost"}

    Returns
    -------
    Table
        `plots.heat_map(ax, *table)` draws it.

    Raises
    ------
    TypeError, ValueError
        An unknown name, no results, a further setting that varies, or a value that was not measured.
    """
    found = list(_rows(results).values())
    for argument, name, known in (("rows", rows, SETTINGS), ("columns", columns, SETTINGS), ("value", value, MEASURES)):
        if not isinstance(name, str) or name not in known:
            raise ValueError(f"{argument}: expected one of {', '.join(known)}, got {name!r}")
    if rows == columns:
        raise ValueError(f"columns: expected another setting than the rows, got {columns!r} for both")
    if not found:
        raise ValueError("results: expected at least one row, got none")
    for name in SETTINGS:
        if name not in (rows, columns, "seed") and len({_frozen(row[name]) for row in found}) > 1:
            raise ValueError(f"results: expected nothing but {rows}, {columns} and seed to vary, got several {name}")
    if any(row["status"] == "finished" and row[value] is None for row in found):
        raise ValueError(f"value: expected something that was measured, got {value!r}, which is None in some rows")
    cells = {}
    for row in found:
        cells.setdefault((_frozen(row[rows]), _frozen(row[columns])), []).append(row)
    seeds = max(map(len, cells.values()))
    down, across = ({_frozen(row[name]): row[name] for row in found} for name in (rows, columns))
    mean, spread = np.full((2, len(down), len(across)), np.nan)
    words, best, sign = [[""] * len(across) for _ in down], None, -1 if value.endswith("cost") else 1
    for (i, r), (j, c) in itertools.product(enumerate(down), enumerate(across)):
        cell = cells.get((r, c), [])
        values = [row[value] for row in cell if row["status"] == "finished"]
        with np.errstate(over="ignore"):
            mean[i, j] = np.mean(values) if values else np.nan
            spread[i, j] = np.std(values, ddof=1) if len(values) > 1 else np.nan
        words[i][j] = _words(cell, seeds)
        if not words[i][j] and (best is None or sign * mean[i, j] > sign * mean[best]):
            best = i, j
    return Table(list(down.values()), list(across.values()), mean, spread, words, best)


def _train(settings, X, Y, X_test, Y_test):
    """Return the row of one combination, whatever happens. Runs in the worker."""
    s, row = settings, settings | dict.fromkeys(MEASURES) | {"status": "finished", "message": ""}
    try:
        rng = np.random.default_rng(_doors.integer(s["seed"], "seed", at_least=0))
        layers = network.initialize(s["sizes"], s["hidden"], s["output"], s["scale"], rng, s["dtype"])
        run = network.train(layers, X, Y, s["learning_rate"], s["epochs"], s["batch_size"], rng)
        if len(run.costs) < s["epochs"]:
            raise KeyboardInterrupt  # train keeps what a stopped run has learnt; here it would be a wrong row
        layers = run.layers
        measured = _judge(layers, X, Y) + (_judge(layers, X_test, Y_test) if X_test is not None else (None, None))
        return row | dict(zip(MEASURES, measured, strict=True))
    except Diverged as error:
        return row | {"status": "diverged", "message": f"in epoch {error.epoch}"}
    except Exception as error:
        return row | {"status": "failed", "message": str(error) or type(error).__name__}


def _judge(layers, X, Y):
    """Return the cost and the share of the examples that are right (None for amounts), with six digits."""
    J, labels, output = network.cost(layers, X, Y), network.predict(layers, X), layers[-1].activation
    right = labels[0] == Y.argmax(axis=0) if output is activations.softmax else (labels == Y).all(axis=0)
    return float(f"{J:.6g}"), None if output is activations.linear else float(f"{right.mean():.6g}")


def _bar(done, total):
    counts = Counter(row["status"] for row in done.values())
    others = "".join(f", {counts[name]} {name}" for name in ("diverged", "failed", "lost") if counts[name])
    end = "\n" if len(done) == total else ""
    print(f"\r{'█' * (30 * len(done) // total):·<30} {len(done)} of {total} runs{others}", end=end, flush=True)


def _words(cell, seeds):
    """Return "" if all of so many seeds finished, else what happened to the others."""
    counts = Counter(row["status"] for row in cell if row["status"] != "finished")
    counts += Counter({"not run": seeds - len(cell)})
    return ", ".join(name if k == seeds else f"{k} of {seeds} {name}" for name, k in counts.items())


def _lost(settings, error):
    return settings | dict.fromkeys(MEASURES) | {"status": "lost", "message": f"{type(error).__name__}: {error}"}


def _combinations(grid, fixed):
    """Return {key: settings} for every combination, in the order of the grid."""
    if not isinstance(grid, Mapping):
        raise TypeError(f"grid: expected a dict of settings and lists of values, got {type(grid).__name__}")
    for name in (*grid, *fixed):
        if name not in SETTINGS:
            raise ValueError(f"grid: expected settings out of {', '.join(SETTINGS)}, got {name!r}")
        if name in grid and name in fixed:
            raise ValueError(f"{name}: expected in the grid or as a fixed setting, got both")
    for name in _NEEDED:
        if name not in grid and name not in fixed:
            raise ValueError(f"{name}: expected in the grid or as a fixed setting, got neither")
    choices = {name: _choices(name, values) for name, values in grid.items()}
    usual = _USUAL | {name: _plain(name, value) for name, value in fixed.items()}
    combinations = [usual | dict(zip(choices, values, strict=True)) for values in itertools.product(*choices.values())]
    return {_key(settings): {name: settings[name] for name in SETTINGS} for settings in combinations}


def _choices(name, values):
    if isinstance(values, (str, Mapping)) or not isinstance(values, Iterable):
        raise TypeError(f"grid[{name!r}]: expected a list of values, got {values!r}")
    values = [_plain(name, value) for value in values]
    if not values or len(set(map(_frozen, values))) < len(values):
        raise ValueError(f"grid[{name!r}]: expected one value or more, all different, got {values}")
    return values


def _plain(name, value):
    """Return a setting as JSON would write it, so that it travels anywhere: a list, a number, a text or None."""
    if isinstance(value, (np.ndarray, np.generic)):
        value = value.tolist()
    if isinstance(value, (list, tuple, range)):
        return [_plain(name, v) for v in value]
    if value in (np.float64, np.float32):
        return np.dtype(value).name
    if isinstance(value, Activation) and activations.by_name(value.name) == value:
        return value.name
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"{name}: expected numbers, names, lists of them or None, got {value!r}")


def _frozen(value):
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _key(row):
    return tuple(_frozen(row[name]) for name in SETTINGS)


def _rows(results):
    """Return {key: row} for rows that `run` has made."""
    rows = {}
    if not isinstance(results, (list, tuple)):
        raise TypeError(f"results: expected a list of rows, got {type(results).__name__}")
    for row in results:
        if not isinstance(row, Mapping) or {*SETTINGS, *MEASURES, "status", "message"} - row.keys():
            raise ValueError(f"results: expected rows as sweep.run returns them, got {str(row)[:60]}")
        try:
            rows[_key(row)] = row
        except TypeError as error:  # a setting that is no list, number, text or None
            raise TypeError(f"results: expected rows as sweep.run returns them, got {str(row)[:60]}") from error
    return rows


def _data(X, Y, X_test, Y_test):
    if (X_test is None) != (Y_test is None):
        raise ValueError("X_test, Y_test: expected both or neither, got one of them")
    X = _doors.matrix(X, "X")
    Y = _doors.matrix(Y, "Y", columns=X.shape[1])
    if X_test is None:
        return X, Y, None, None
    X_test = _doors.matrix(X_test, "X_test", rows=X.shape[0])
    return X, Y, X_test, _doors.matrix(Y_test, "Y_test", rows=Y.shape[0], columns=X_test.shape[1])
