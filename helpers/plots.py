"""Curves, clouds of points and boundaries. Takes arrays and axes; knows no model and trains nothing."""

import numpy as np

from . import style


def points(ax, X, Y, class_names=("0", "1"), size=22, alpha=0.75):
    """Draw labelled points in the plane, each class with its own colour and shape.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    X : ndarray, shape (2, m)
    Y : ndarray, shape (1, m)
        Labels 0 or 1.
    class_names : tuple of str
    size : float, default 22
        Marker area in square points.
    alpha : float, default 0.75
    """
    for label, name in enumerate(class_names):
        chosen = X[:, Y[0] == label]
        marker, colour = style.CLASS_MARKERS[label], style.CLASS_COLOURS[label]
        ax.scatter(*chosen, s=size, c=colour, marker=marker, alpha=alpha, linewidths=0, label=name)


def boundary(ax, w, b, colour=style.BLACK, linestyle="-", **options):
    """Draw the straight line on which w.T x + b is zero, across the whole of the axes.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        With its limits already set.
    w : ndarray, shape (2, 1)
        Not both zero.
    b : float
    colour, linestyle
    **options
        Passed on to `Axes.plot`.

    Returns
    -------
    list of matplotlib.lines.Line2D
    """
    x, y = line_in_box(w, b, ax.get_xlim(), ax.get_ylim())
    return ax.plot(x, y, color=colour, linestyle=linestyle, scalex=False, scaley=False, **options)


def line_in_box(w, b, x_limits, y_limits):
    """Return two points of the line w1 x + w2 y + b = 0 that span a box.

    Parameters
    ----------
    w : ndarray, shape (2, 1)
    b : float
    x_limits, y_limits : tuple of float

    Returns
    -------
    x, y : ndarray, shape (2,)
        NaN where both weights are zero and no line exists.
    """
    w1, w2 = np.asarray(w, dtype=float).ravel()
    if w1 == 0 and w2 == 0:
        return np.full(2, np.nan), np.full(2, np.nan)
    if abs(w2) >= abs(w1) * 1e-3:
        x = np.array(x_limits, dtype=float)
        return x, -(w1 * x + b) / w2
    y = np.array(y_limits, dtype=float)
    return -(w2 * y + b) / w1, y


def name_line(ax, x, y, text, colour=style.INK, offset=(0, 0), **options):
    """Write a name beside a curve, in the curve's colour made dark enough to read.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : float
        Where the text begins.
    text : str
    colour : colour, default style.INK
    offset : tuple of float, default (0, 0)
        Added to the place, in points.
    **options
        Passed on to `Axes.annotate`.
    """
    options = {"va": "center", "fontsize": 10, **options}
    colour = style.INK if colour == style.INK else style.dark(colour)
    ax.annotate(text, (x, y), offset, textcoords="offset points", color=colour, **options)


def ratios(ax, names, values):
    """Draw factors on a logarithmic scale around 1: above 1 raises, below 1 lowers.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    names : sequence of str
    values : ndarray, shape (n,)
        Positive.
    """
    rows = np.arange(len(names))[::-1]
    for row, value in zip(rows, values, strict=True):
        up = value >= 1
        colour = style.BLUE if up else style.VERMILION
        ax.plot([1, value], [row, row], color=colour, linestyle="-" if up else "--", linewidth=2.5)
        ax.plot(value, row, marker=">" if up else "<", color=colour, markersize=9)
        text = f"× {value:.2f}"
        ax.annotate(text, (value, row), (10 if up else -10, 0), textcoords="offset points",
                    ha="left" if up else "right", va="center", fontsize=10.5)  # fmt: skip
    ax.axvline(1, color=style.INK, linewidth=1)
    ax.set_xscale("log")
    ax.set_yticks(rows, names)
    ax.set_ylim(-0.6, len(names) - 0.4)


def shares(ax, names, counts, observed, predicted):
    """Draw an observed and a predicted share for each group, bars beside marks.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    names : sequence of str
    counts : sequence of int
        Number of people in each group, written at its name.
    observed, predicted : ndarray, shape (n,)
        Shares between 0 and 1.
    """
    rows = np.arange(len(names))[::-1]
    ax.barh(rows, observed, color=style.SKY, height=0.62)
    ax.plot(predicted, rows, "D", color=style.INK, markersize=6)
    ax.axvline(0.5, color=style.FAINT, linestyle="--", linewidth=1.2)
    ax.set_yticks(rows, [f"{name} ({count})" for name, count in zip(names, counts, strict=True)])
    ax.set_xlim(0, 1)
    ax.set_ylim(-0.7, len(names) - 0.3)
    ax.grid(axis="y", visible=False)
