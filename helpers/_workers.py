"""Jobs on an executor, or on processes of our own that may die."""

import contextlib
import multiprocessing
import os
import signal
import sys
from concurrent import futures

from . import _doors

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_PATIENCE = 5  # seconds without news before an executor is asked whether it lives


def completed(work, jobs, executor=None):
    """Yield (key, result) in the order in which jobs end; the result is an exception if the job was lost.

    Parameters
    ----------
    work : callable
        Found by its name in its module, so that it can be sent to a process.
    jobs : dict
        Key -> the arguments of `work`.
    executor : concurrent.futures.Executor, optional
        Left out: a process for each processor of this machine, or, in a browser, which has no processes, one job
        after another.

    Raises
    ------
    TypeError
        No executor.
    """
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise TypeError(f"executor: expected a concurrent.futures.Executor, got {_doors.kind(executor)}")
    if executor is not None:
        return _submitted(work, jobs, executor)
    return _processes(work, jobs) if processes() else ((key, work(*arguments)) for key, arguments in jobs.items())


def processes():
    """Return whether Python can start processes here: in a browser it cannot."""
    return sys.platform != "emscripten"


def _submitted(work, jobs, executor):
    """On leaving, call back what waits. An executor may die without telling each job: one that is silent is asked."""
    under_way = {}
    try:
        for key, arguments in jobs.items():
            under_way[executor.submit(work, *arguments)] = key
        while under_way:
            ended = futures.wait(under_way, _PATIENCE, futures.FIRST_COMPLETED).done
            error = None if ended else _complaint(executor)
            for future in list(under_way) if error else ended:
                yield under_way.pop(future), error or _result(future)
    finally:
        for future in under_way:
            future.cancel()


def _complaint(executor):
    """Return the exception that an executor answers to a trivial job, None if it does it or is busy."""
    try:
        probe = executor.submit(int)
        futures.wait([probe], timeout=1)
        if probe.done():
            return probe.exception()
        probe.cancel()
    except Exception as error:
        return error
    return None


def _result(future):
    try:
        return future.result()
    except Exception as error:
        return error


def _processes(work, jobs):
    """Try what was under way when a process died again, one by one, so that only the guilty job is lost."""
    left, died = list(jobs), 0
    processors = getattr(os, "process_cpu_count", os.cpu_count)() or 1
    while left:
        suspects = yield from _pool(work, jobs, left, min(processors, len(left), 61))  # 61: the limit on Windows
        for key in suspects:
            if (yield from _pool(work, jobs, [key], 1)):
                died += 1
                yield key, RuntimeError("its worker process died")
        if suspects and died + len(left) == len(jobs):
            hint = "no worker process lives; a script must start its work under `if __name__ == '__main__':`"
            yield from ((key, RuntimeError(hint)) for key in left)
            return


def _pool(work, jobs, queue, workers):
    """Shorten the queue until it is empty or a process dies; return the keys that were under way then."""
    pool = futures.ProcessPoolExecutor(workers, _context(), _prepare)
    under_way = {}
    try:
        while queue or under_way:
            while queue and len(under_way) < 2 * workers:  # each has its next job at hand
                with _one_thread():  # it may start a process
                    future = pool.submit(work, *jobs[queue[0]])
                under_way[future] = queue.pop(0)
            for future in futures.wait(under_way, return_when=futures.FIRST_COMPLETED).done:
                result = future.result()
                yield under_way.pop(future), result
    except futures.BrokenExecutor:
        pass
    finally:
        pool.shutdown(wait=not under_way)
    return list(under_way.values())


def _context():
    """Return how processes start: on Linux as copies of one that has imported NumPy, which saves half a second each."""
    if sys.platform != "linux":  # elsewhere a copy of a process with libraries of the system in it may crash
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.sweep", f"{__package__}.parallel"])
    return context


def _prepare():
    """Let Ctrl-C end the process without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextlib.contextmanager
def _one_thread():
    """Let processes that start meanwhile give NumPy one thread: the other processors have workers too.

    They inherit it: a worker of a script that imports NumPy at its top does that before it comes to us.
    """
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
