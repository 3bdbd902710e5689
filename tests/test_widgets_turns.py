"""Explorers wait for their turn: JupyterLab may send two changes of controls to two threads of the kernel."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from helpers.widgets import architecture

from .explorers import at_start


def test_two_threads_do_not_draw_at_once(monkeypatch):
    explorer = at_start(architecture)
    scene, inside, most = type(explorer._scene), [], []
    update = scene.update

    def slow_update(self, result):
        inside.append(threading.get_ident())
        most.append(len(inside))
        time.sleep(0.01)  # long enough for the other thread to come in, if nothing stops it
        update(self, result)
        inside.pop()

    monkeypatch.setattr(scene, "update", slow_update)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(explorer._redraw, [None] * 8))
    assert most == [1] * 8
    assert "⚠" not in explorer.message
