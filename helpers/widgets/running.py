"""Long work in slices: between two of them buttons are answered, sliders move and pictures are sent.

The slices run in an asyncio task, never in a thread: that also works where no thread can start, as in a browser.
JupyterLab, however, may send a change of a slider to one thread of the kernel ("subshell") and a button to another;
whatever draws or changes a run therefore waits for its turn.
"""

import asyncio
import threading
from contextlib import contextmanager
from functools import wraps

PAUSE = 0.01  # seconds the event loop gets between two slices
_TURN = threading.RLock()


def in_turn(function):
    """Let a function wait until no other thread is in one that was decorated so."""

    @wraps(function)
    def alone(*args, **kwargs):
        with _TURN:
            return function(*args, **kwargs)

    return alone


class Slices:
    """Work that is done slice by slice and can be stopped between two of them.

    One run at a time is under way in a process: another one that begins stops it, so that nothing goes on unseen
    behind a cell that was run again.

    Parameters
    ----------
    work : callable
        () -> bool: does one slice; True as long as there is more to do.
    show : callable
        () -> None: shows where the work stands, after every slice or, where nobody could watch, after the last.
    ended : callable
        (str) -> None: told once when a run is over, with what went wrong or came between, or "".

    Notes
    -----
    Used by the explorer of deep networks in notebook 04.
    """

    _under_way = None

    def __init__(self, work, show, ended):
        self._work, self._show, self._ended = work, show, ended
        self._run = self._task = None

    @property
    def running(self):
        """Whether a run is under way."""
        return self._run is not None

    def start(self):
        """Run as a task of the event loop; where there is none, run to the end before returning."""
        if self.running:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            with self._over_afterwards(self._begin()):
                while self._work():
                    pass
                self._show()
            return
        run = self._begin()
        self._task = loop.create_task(self._slices(run))  # kept, since a task that nobody holds may be collected
        self._task.add_done_callback(lambda _: self._over(run))  # also if it was cancelled before its first slice

    async def run(self):
        """Run to the end or until stopped; over at once if a run is under way already."""
        if not self.running:
            await self._slices(self._begin())

    def stop(self, why=""):
        """Stop the run, if there is one, before its next slice."""
        self._over(self._run, why)

    def abandon(self):
        """Stop the run as `stop` does, but tell nobody: something else is about to be shown."""
        if self.running:
            self._run = Slices._under_way = None

    @classmethod
    def stop_all(cls, why):
        """Stop whichever run is under way in this process."""
        if cls._under_way is not None:
            cls._under_way.stop(why)

    def _begin(self):
        self.stop_all("another run has begun")
        self._run, Slices._under_way = object(), self
        return self._run

    async def _slices(self, run):
        with self._over_afterwards(run):
            more = True
            while more:
                more = self._slice(run)
                await asyncio.sleep(PAUSE)

    @in_turn
    def _slice(self, run):
        if self._run is not run:  # stopped, and perhaps begun again
            return False
        more = self._work()
        self._show()
        return more

    @contextmanager
    def _over_afterwards(self, run):
        why = ""
        try:
            yield
        except Exception as error:  # nobody would see the traceback of a task
            why = str(error) or type(error).__name__
        finally:
            self._over(run, why)

    def _over(self, run, why=""):
        if run is not None and self._run is run:
            self._run = Slices._under_way = None
            self._ended(why)
