"""Heat maps and words as ready-made pixels, and level lines.

Matplotlib's own take 2 ms for a word and 15 to 20 ms for a heat map, too long for a picture that follows a slider.
"""

from collections import defaultdict
from functools import lru_cache

import numpy as np
from matplotlib import colors, font_manager
from matplotlib.artist import Artist
from PIL import Image, ImageDraw, ImageFont

from .. import style

_LIMIT = 5.0  # of z: sigmoid(5) is 0.993, which looks like 1
_POINTS = 10.5  # size of words
_CORNERS = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])  # of a cell of a grid, as (column, row)


def _shades(low, high, strength):
    """Return 256 colours from `low` over white to `high`, both mixed with white, as bytes for a Pillow palette."""
    white = np.ones(3)
    ends = [white + strength * (np.array(colors.to_rgb(colour)) - white) for colour in (low, high)]
    t = np.linspace(-1, 1, 256)[:, None]
    return np.round(255 * (white + np.maximum(-t, 0) * (ends[0] - white) + np.maximum(t, 0) * (ends[1] - white)))


_PALE = _shades(*style.CLASS_COLOURS, 0.5).astype(np.uint8)
_FULL = _shades(*style.CLASS_COLOURS, 0.65).astype(np.uint8)
_BY_Z = _PALE[np.round(255 / (1 + np.exp(-np.linspace(-_LIMIT, _LIMIT, 256)))).astype(int)]


def probabilities(Z, width, height):
    """Return the heat map of sigmoid(Z), with Z on a grid, lowest row first, as pixels of shape (height, width, 4)."""
    return _pixels(Z / _LIMIT, _BY_Z, width, height)


def values(A, side):
    """Return the heat map of one hidden unit's output, white at 0 and full at 1 or beyond (or at its own largest)."""
    return _pixels(A / max(1.0, np.abs(A).max()), _FULL, side, side)


def scale_bar(height, width):
    """Return the pixels of a bar that explains the colours of `probabilities`, 0 at the bottom and 1 at the top."""
    return _coloured(np.repeat(np.linspace(255, 0, height).round().astype(np.uint8)[:, None], width, axis=1), _PALE)


def _pixels(values, palette, width, height):
    small = Image.fromarray(np.clip(values, -1, 1).astype(np.float32)[::-1])
    large = np.asarray(small.resize((width, height), Image.Resampling.BICUBIC))
    return _coloured(np.clip(large * 127.5 + 128, 0, 255).astype(np.uint8), palette)


def _coloured(indices, palette):
    image = Image.fromarray(indices)
    image.putpalette(palette.tobytes())
    return np.asarray(image.convert("RGBA"))


class Pixels(Artist):
    """Pictures of ready pixels, laid on the figure as they are.

    Attributes
    ----------
    placed : list of (float, float, ndarray)
        Left and bottom in pixels of the figure, and the pixels, shape (height, width, 4).
    """

    def __init__(self):
        super().__init__()
        self.placed = []

    def draw(self, renderer):
        gc = renderer.new_gc()
        for left, bottom, pixels in self.placed:
            renderer.draw_image(gc, left, bottom, pixels[::-1])
        gc.restore()


class Words(Pixels):
    """Words laid on the figure, all of one size."""

    @property
    def dpi(self):
        """Pixels per inch of the figure that this was added to."""
        return self.figure.dpi

    def width(self, text):
        """Return how wide a text is, in inches."""
        return _written(text, _POINTS * self.dpi / 72, "lm")[2].shape[1] / self.dpi

    def write(self, x, y, text, colour=style.INK, anchor="lm"):
        """Add a line of text at (x, y), in inches from the lower left; the anchor is one of Pillow's."""
        left, top, ink = _written(text, _POINTS * self.dpi / 72, anchor)
        pixels = np.empty((*ink.shape, 4), np.uint8)
        pixels[..., :3] = np.round(255 * np.array(colors.to_rgb(colour)))
        pixels[..., 3] = ink
        self.placed.append((round(x * self.dpi + left), round(y * self.dpi - top - len(ink)), pixels))


@lru_cache(maxsize=4)
def _font(size):
    return ImageFont.truetype(font_manager.findfont("DejaVu Sans"), size)


@lru_cache(maxsize=256)
def _written(text, size, anchor):
    """Return where a text begins, right of and below its anchor, and how dark it is, from 0 to 255."""
    font = _font(size)
    left, top, right, bottom = font.getbbox(text, anchor=anchor)
    ink = Image.new("L", (round(right - left) + 1, round(bottom - top) + 1))
    ImageDraw.Draw(ink).text((-left, -top), text, fill=255, font=font, anchor=anchor)
    return left, top, np.asarray(ink)


def level_line(Z, x, y):
    """Return x and y of the line on which Z is zero, with NaN where one piece ends and another begins.

    Parameters
    ----------
    Z : ndarray, shape (len(y), len(x))
    x, y : ndarray
        Equally spaced.
    """
    corner = np.stack([Z[:-1, :-1], Z[:-1, 1:], Z[1:, 1:], Z[1:, :-1]])  # of each cell, in the order of _CORNERS
    following = np.roll(corner, -1, axis=0)
    crossed = (corner > 0) != (following > 0)  # the four sides of each cell
    rows, columns = np.nonzero(crossed.any(axis=0))
    corner, following, crossed = (a[:, rows, columns] for a in (corner, following, crossed))
    share = np.divide(corner, corner - following, out=np.zeros_like(corner), where=crossed)
    step = np.roll(_CORNERS, -1, axis=0) - _CORNERS
    at = np.stack([columns, rows], axis=1) + _CORNERS[:, None] + share[:, :, None] * step[:, None]
    at = at * (x[1] - x[0], y[1] - y[0]) + (x[0], y[0])
    # A side has the same number in both cells that share it: 2 (column + row · width), and 1 more if it is upright.
    low = columns + rows * len(x)
    sides = 2 * np.stack([low, low + 1, low + len(x), low]) + np.array([[0], [1], [0], [1]])
    # Of a cell's sides two are crossed, or in a saddle all four, which are joined two by two.
    order = np.argsort(~crossed, axis=0, kind="stable")
    sides, at = np.take_along_axis(sides, order, axis=0), np.take_along_axis(at, order[:, :, None], axis=0)
    saddle = crossed.all(axis=0)
    pairs = np.concatenate([sides[:2].T, sides[2:, saddle].T]).tolist()
    places = dict(zip(sides.ravel().tolist(), at.reshape(-1, 2).tolist(), strict=True)) if pairs else {}
    line = [(np.nan, np.nan) if side is None else places[side] for side in _chained(pairs)]
    return np.array(line).reshape(-1, 2).T


def _chained(pairs):
    """Return the ends of pairs as chains, each followed by None."""
    links, chain = defaultdict(list), []
    for a, b in pairs:
        links[a].append(b)
        links[b].append(a)
    for here in [*(end for end in links if len(links[end]) == 1), *links]:  # open chains first, then rings
        while links[here]:
            chain.append(here)
            there = links[here].pop()
            links[there].remove(here)
            here = there
            if not links[here]:
                chain += [here, None]
    return chain


def straight_lines(W, b, limits, corners, side):
    """Return, for each row of W, the part of the line w x + b = 0 inside the plane, moved to a small square.

    Parameters
    ----------
    W : ndarray, shape (n, 2)
    b : ndarray, shape (n, 1)
    limits : tuple of float
        The plane: lowest and highest x₁, lowest and highest x₂.
    corners : ndarray, shape (n, 2)
        Lower left corners of the squares.
    side : float
        Of the squares.

    Returns
    -------
    ndarray, shape (k, 2, 2)
        k <= n: a line that misses the plane is left out.
    """
    low, high = np.array(limits[::2]), np.array(limits[1::2])
    W, b = W * (high - low), b[:, 0] + W @ low  # now in a plane from 0 to 1
    segments = []
    for (w1, w2), shift, corner in zip(W.tolist(), b.tolist(), corners, strict=True):
        ends = [(s, -(shift + w1 * s) / w2) for s in (0.0, 1.0) if w2]
        ends += [(-(shift + w2 * s) / w1, s) for s in (0.0, 1.0) if w1]
        inside = sorted(point for point in ends if min(point) >= 0 and max(point) <= 1)
        if inside and inside[0] != inside[-1]:
            segments.append(corner + side * np.array([inside[0], inside[-1]]))
    return np.array(segments).reshape(-1, 2, 2)
