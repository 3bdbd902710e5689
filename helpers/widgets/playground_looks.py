"""What the playground looks at: the network at one moment of a run, in the plane or example by example."""

from typing import NamedTuple

import numpy as np

from .. import network
from .playground_runs import Trained, extended

GRID = 60


class Look(NamedTuple):
    """The network at one moment of a run.

    Attributes
    ----------
    trained : Trained
    index : int
        Of the moment.
    A : ndarray, shape (units, GRID, GRID)
        What each hidden unit gives in the plane, lowest row first. Without a plane: for the training points, those of
        class 0 in the lower half, those of class 1 in the upper half, each half sorted from left to right.
    Z1 : ndarray, shape (units, GRID, GRID), or None without a plane
        What goes into the activation of each hidden unit.
    Z : ndarray, shape (GRID, GRID), or None without a plane
        What goes into the output's sigmoid.
    probability : tuple of ndarray, shapes (1, m)
        The outputs for the training and the test points.
    dead : ndarray of bool, shape (units,)
        Units that are zero for every training point.
    copies : bool
        Whether all hidden units are the same.
    """

    trained: Trained
    index: int
    A: np.ndarray
    Z1: np.ndarray | None
    Z: np.ndarray | None
    probability: tuple
    dead: np.ndarray
    copies: bool

    @property
    def epoch(self):
        return self.trained.moments[self.index]

    @property
    def layers(self):
        return self.trained.run.snapshots[self.index][1]


def grid(limits):
    """Return the coordinates of the grid's columns and rows."""
    return np.linspace(*limits[:2], GRID), np.linspace(*limits[2:], GRID)


def look(trained, moment):
    """Return the network at a moment between the start (0) and the end (100) of its run."""
    index = round(moment / 100 * (len(trained.moments) - 1))
    layers = trained.run.snapshots[index][1]
    _, caches = network.forward(layers, trained.train.X)
    probability = (caches[-1].A, network.forward(layers, trained.test.X)[0])
    A, Z1, Z = caches[0].A, None, None
    W, b, g = layers[0]
    dead = np.zeros(len(W), bool) if g.name != "relu" else (A == 0).all(axis=1)
    columns = np.vstack([np.hstack([W, b]).T, layers[1].W])
    copies = len(W) > 1 and bool((np.ptp(columns, axis=1) <= 1e-9 * np.abs(columns).max(axis=1)).all())
    if trained.limits:
        x, y = np.meshgrid(*grid(trained.limits))
        plane = extended(np.stack([x.ravel(), y.ravel()]), trained.settings.inputs)
        caches = network.forward(layers, plane)[1]
        A, Z1 = (values.reshape(-1, GRID, GRID) for values in (caches[0].A, caches[0].Z))
        Z = caches[1].Z.reshape(GRID, GRID)
    else:
        A = _bands(A, trained.train.Y[0])
    return Look(trained, index, A, Z1, Z, probability, dead, copies)


def _bands(A, Y):
    """Return A of shape (n, m) as pictures (n, GRID, GRID) with two bands of sorted values, one for each class."""
    pictures = np.zeros((len(A), GRID, GRID))
    for chosen, half in ((Y == 0, slice(GRID // 2)), (Y == 1, slice(GRID // 2, GRID))):
        if chosen.any():
            values = np.sort(A[:, chosen], axis=1)
            places = np.linspace(0, values.shape[1] - 1, GRID).round().astype(int)
            pictures[:, half] = values[:, None, places]
    return pictures


class Result(NamedTuple):
    """What is shown: the run that follows the controls and, in a comparison, the frozen one."""

    now: Look
    frozen: Look | None = None

    @property
    def looks(self):
        """One or both, the frozen one first."""
        return [self.now] if self.frozen is None else [self.frozen, self.now]
