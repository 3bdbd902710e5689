"""Several training runs at once, one on each processor."""

import copy
from collections.abc import Mapping

from . import _doors, _workers, network


def train(jobs, executor=None):
    """Train several networks, as many at a time as the machine has processors (notebook 03, section 7).

    Parameters
    ----------
    jobs : dict
        For each run, under a name of your choice, the arguments of `network.train` in their order, from the layers to
        the generator (without `progress`). A generator is copied, so that the caller's stays as it is.
    executor : concurrent.futures.Executor, optional
        Where the runs happen, as in `sweep.run`.

    Returns
    -------
    dict
        For each name the `network.Run`, in the order of the jobs: the same numbers as from one run after another.

    Raises
    ------
    TypeError, ValueError
        No such dict, no executor, or what `network.train` raises for a job (a note names it).
    RuntimeError
        A worker that died.
    """
    if not isinstance(jobs, Mapping):
        raise TypeError(f"jobs: expected a dict of names and arguments of network.train, got {_doors.kind(jobs)}")
    for name, arguments in jobs.items():
        if not isinstance(arguments, (tuple, list)) or not 3 <= len(arguments) <= 7:
            raise TypeError(
                f"jobs[{name!r}]: expected layers, X, Y, learning_rate, epochs, batch_size and rng, or the first "
                f"three of them or more, got {_doors.kind(arguments)}"
            )
    work = {name: (*arguments[:6], *copy.deepcopy(arguments[6:])) for name, arguments in jobs.items()}
    runs = dict.fromkeys(work)
    for name, run in _workers.completed(_train, work, executor):
        if isinstance(run, Exception):
            run.add_note(f"(in the job {name!r})")
            raise run
        runs[name] = run
    return runs


def _train(*arguments):
    """Return the run, or the exception that ended it. Runs in the worker."""
    try:
        return network.train(*arguments)
    except Exception as error:
        return error
