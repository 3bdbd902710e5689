"""Curves, clouds of points and boundaries. Takes arrays and axes; knows no model and trains nothing."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from . import _doors, _paper, style


def points(ax, X, Y, class_names=("0", "1"), size=22, alpha=0.75):
    """Draw labelled points in the plane, each class with its own colour and shape.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    X : ndarray, shape (2, m)
    Y : ndarray, shape (1, m)
        Labels 0 or 1.
    class_names : tuple of two str
    size : float, default 22
        Marker area in square points.
    alpha : float, default 0.75

    Raises
    ------
    TypeError, ValueError
        No axes, points or labels of other shapes, a label other than 0 and 1, or not two names.
    """
    _paper.axes(ax)
    class_names = _paper.texts(class_names, "class_names", len(style.CLASS_COLOURS))
    X = _doors.matrix(X, "X", rows=2)
    Y = _doors.labels(Y, "Y", columns=X.shape[1])
    _doors.number(size, "size", above=0), _doors.number(alpha, "alpha", at_least=0, at_most=1)
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
        Of two zeros, and where the line is too far away for a float, nothing is drawn.
    b : float
    colour, linestyle
    **options
        Passed on to `Axes.plot`.

    Returns
    -------
    list of matplotlib.lines.Line2D

    Raises
    ------
    TypeError, ValueError
        No axes, not two weights, a bad number, no colour.
    """
    _paper.axes(ax)
    x, y = line_in_box(w, b, ax.get_xlim(), ax.get_ylim())
    colour = style.checked_colour(colour)
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
        NaN where there is no line: both weights are zero, or it is too far away for a float.

    Raises
    ------
    TypeError, ValueError
        Not two weights, a bad number, limits that are no pairs.
    """
    w, b = _doors.array(w, "w"), _doors.number(b, "b")
    if w.size != 2:
        raise ValueError(f"w: expected two weights, got shape {w.shape}")
    x_limits, y_limits = _limits(x_limits, "x_limits"), _limits(y_limits, "y_limits")
    w1, w2 = w.astype(float).ravel()
    if w1 == 0 and w2 == 0:
        return np.full(2, np.nan), np.full(2, np.nan)
    if abs(w2) >= abs(w1) * 1e-3:
        x = np.array(x_limits)
        with np.errstate(over="ignore", invalid="ignore"):
            return _both_or_neither(x, -(w1 * x + b) / w2)
    y = np.array(y_limits)
    with np.errstate(over="ignore", invalid="ignore"):
        return _both_or_neither(-(w2 * y + b) / w1, y)


def _both_or_neither(x, y):
    far = not (np.isfinite(x).all() and np.isfinite(y).all())
    return (np.full(2, np.nan), np.full(2, np.nan)) if far else (x, y)


def _limits(limits, name):
    low, high = _doors.pair(limits, name)
    return _doors.number(low, f"{name}[0]"), _doors.number(high, f"{name}[1]")


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

    Raises
    ------
    TypeError, ValueError
        No axes, no text, a bad number, no colour.
    """
    _paper.axes(ax), _paper.text(text, "text")
    x, y, offset = _doors.number(x, "x"), _doors.number(y, "y"), _limits(offset, "offset")
    options = {"va": "center", "fontsize": 10, **options}
    colour = style.INK if isinstance(colour, str) and colour == style.INK else style.dark(colour)
    ax.annotate(text, (x, y), offset, textcoords="offset points", color=colour, **options)


def ratios(ax, names, values):
    """Draw factors on a logarithmic scale around 1: above 1 raises, below 1 lowers.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    names : sequence of str
    values : ndarray, shape (n,)
        Positive.

    Raises
    ------
    TypeError, ValueError
        No axes, not as many values as names, or factors outside 1e-100 to 1e100.
    """
    _paper.axes(ax)
    names = _paper.texts(names, "names")
    values = _paper.sized(values, "values", len(names))
    if values.min() < 1e-100 or values.max() > 1e100:
        raise ValueError(f"values: expected factors from 1e-100 to 1e100, got {values.min():g} to {values.max():g}")
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

    Raises
    ------
    TypeError, ValueError
        No axes, or not as many numbers as names.
    """
    _paper.axes(ax)
    names = _paper.texts(names, "names")
    counts, observed, predicted = (
        _paper.sized(values, name, len(names))
        for name, values in (("counts", counts), ("observed", observed), ("predicted", predicted))
    )
    rows = np.arange(len(names))[::-1]
    ax.barh(rows, observed, color=style.SKY, height=0.62)
    ax.plot(predicted, rows, "D", color=style.INK, markersize=6)
    ax.axvline(0.5, color=style.FAINT, linestyle="--", linewidth=1.2)
    ax.set_yticks(rows, [f"{name} ({count:.0f})" for name, count in zip(names, counts, strict=True)])
    ax.set_xlim(0, 1)
    ax.set_ylim(-0.7, len(names) - 0.3)
    ax.grid(axis="y", visible=False)


def regions(ax, output, x_limits, y_limits, low=0.0, high=1.0, cells=90):
    """Shade the plane by the output of a unit and draw the line on which it is halfway between `low` and `high`.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    output : callable
        Points of shape (2, n) -> values of shape (1, n).
    x_limits, y_limits : tuple of float
    low, high : float, default 0 and 1
        The values that get the full colours of class 0 and class 1.
    cells : int, default 90
        Number of points along each side.

    Raises
    ------
    TypeError, ValueError
        No axes, limits that are not in order, a bad number, or an output that is not one number per point.

    Notes
    -----
    Used in notebook 03, sections 1 and 7.
    """
    _paper.axes(ax), _doors.function(output, "output")
    x_limits, y_limits = _limits(x_limits, "x_limits"), _limits(y_limits, "y_limits")
    low, high = _doors.number(low, "low"), _doors.number(high, "high")
    cells = _doors.integer(cells, "cells", at_least=2, at_most=2000)
    for name, (first, last) in (("x_limits", x_limits), ("y_limits", y_limits), ("low, high", (low, high))):
        if not -1e100 < first < last < 1e100:
            raise ValueError(f"{name}: expected two numbers, the lower first, got {first:g} and {last:g}")
    x, y = np.meshgrid(np.linspace(*x_limits, cells), np.linspace(*y_limits, cells))
    values = _doors.array(output(np.stack([x.ravel(), y.ravel()])), "output")
    if values.size != x.size:
        raise ValueError(f"output: expected one value per point, shape (1, {x.size}), got {values.shape}")
    values = values.reshape(x.shape)
    colours = LinearSegmentedColormap.from_list(
        "classes", [style.CLASS_COLOURS[0], style.PAPER, style.CLASS_COLOURS[1]]
    )
    ax.imshow(values, cmap=colours, vmin=low, vmax=high, alpha=0.45, origin="lower", interpolation="bilinear",
              extent=(*x_limits, *y_limits), aspect="auto")  # fmt: skip
    middle = (low + high) / 2
    if values.min() < middle < values.max():
        ax.contour(x, y, values, [middle], colors=[style.INK], linewidths=1.8)
    ax.set(xlim=x_limits, ylim=y_limits)
    ax.grid(visible=False)


def heat_map(ax, rows, columns, mean, spread=None, words=None, best=None, form="{:.3f}"):
    """Draw a table of averages: darker is more, the best is framed, what went wrong is hatched and said in words.

    The shade follows the order of the averages, not their size: one cell gone wrong would make all others look alike.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows, columns : list
        Values of the two settings; a list of layer sizes is written 64-32-10.
    mean, spread : ndarray, shape (len(rows), len(columns))
        Written in each cell, NaN where there is nothing to write.
    words : list of list of str, optional
        "" where all is well.
    best : (int, int), optional
        Row and column of the cell to frame.
    form : str, default "{:.3f}"
        How the numbers are written; "{:.1%}" makes percent.

    Raises
    ------
    TypeError, ValueError
        No axes, tables or words of other shapes, a cell outside the table, or a format for anything but a number.

    Notes
    -----
    `heat_map(ax, *sweep.table(results, "sizes", "learning_rate"))`; notebook 04, section 8.
    """
    _paper.axes(ax)
    rows, columns = list(_paper.sequence(rows, "rows")), list(_paper.sequence(columns, "columns"))
    mean = _paper.table(mean, "mean", (len(rows), len(columns)))
    spread = None if spread is None else _paper.table(spread, "spread", mean.shape)
    if words is not None:
        if len(_paper.sequence(words, "words")) != len(rows):
            raise ValueError(f"words: expected {len(rows)} rows, got {len(words)}")
        words = [_paper.texts(line, f"words[{i}]", len(columns)) for i, line in enumerate(words)]
    if best is not None:
        places = zip(_doors.pair(best, "best"), mean.shape, strict=True)
        best = tuple(_doors.integer(place, "best", at_least=0, at_most=n - 1) for place, n in places)
    _paper.text(form, "form")
    try:
        form.format(0.5)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ValueError(f"form: expected a format for one number, such as '{{:.3f}}', got {form!r}") from error
    known, shade = np.isfinite(mean), np.zeros(mean.shape)
    order = np.unique(mean[known], return_inverse=True)[1]
    shade[known] = 0.1 + 0.9 * order / max(order.max(initial=0), 1)
    colours = LinearSegmentedColormap.from_list("amounts", [style.PAPER, style.SKY])
    ax.imshow(colours(shade), aspect="auto", interpolation="nearest")
    for (i, j), value in np.ndenumerate(mean):
        word = words[i][j] if words is not None else ""
        lines = [form.format(value)] if np.isfinite(value) else []
        if lines and spread is not None and np.isfinite(spread[i][j]):
            lines.append(f"± {form.format(spread[i][j])}")
        box = None
        if word:
            lines.append(word)
            box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 2.5}
            ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, edgecolor=style.FAINT, hatch="///", lw=0))
        weight = "bold" if (i, j) == best else "normal"
        ax.text(j, i, "\n".join(lines), ha="center", va="center", fontsize=10, weight=weight, bbox=box)
    if best is not None:
        corner = best[1] - 0.5, best[0] - 0.5
        ax.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=style.INK, linewidth=3, clip_on=False))
    ax.set_xticks(range(len(columns)), map(_setting, columns))
    ax.set_yticks(range(len(rows)), map(_setting, rows))
    ax.tick_params(length=0)
    ax.grid(visible=False)


def _setting(value):
    if isinstance(value, (list, tuple)):
        return "-".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
