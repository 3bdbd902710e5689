"""One look for every figure, and pictures that carry their own description.

Nothing here touches matplotlib's global state: figures are made without pyplot, settings hold inside a context.
"""

import base64
import html
import io
from typing import NamedTuple

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageChops, ImageStat

from . import _doors, _paper

# Okabe and Ito, "Color Universal Design", 2008: told apart with every kind of colour vision.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
INK, FAINT, PAPER = "#1B1B1B", "#6B6B6B", "#FFFFFF"

CLASS_COLOURS = (VERMILION, BLUE)
CLASS_MARKERS = ("o", "^")
LINES = ((BLUE, "-"), (VERMILION, "--"), (GREEN, "-."), (PURPLE, ":"), (BLACK, (0, (5, 1, 1, 1, 1, 1))))

PIXELS_PER_INCH = 96
SHARPNESS = 1.5
PALETTE = 64  # colours of a stored picture: an eighth fewer bytes than with 128
_SWATCHES = 12  # rows of pixels: so much weight has each of our colours in the choice of a palette
_VISIBLE = 4  # of 255, root of the mean square: a picture that would differ by more gets four times as many colours
COMPRESSION = 8  # the highest, 9, takes twice as long for 3 % less

_SETTINGS = {
    "font.size": 10.5,
    "axes.titlesize": 11.5,
    "axes.titlelocation": "left",
    "axes.labelsize": 10.5,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E4E4E4",
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.0,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "mathtext.fontset": "dejavusans",
}


def figure(width=7.0, height=3.2, columns=1, rows=1, mosaic=None, **options):
    """Make an empty figure in the style of the notebooks.

    Parameters
    ----------
    width, height : float
        In inches of 96 screen pixels.
    columns, rows : int, default 1
        Number of axes.
    mosaic : str or list, optional
        A plan of named axes instead, as `matplotlib.figure.Figure.subplot_mosaic` takes it.
    **options
        Passed on to `subplots` or `subplot_mosaic`.

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : Axes, ndarray of Axes, or dict of str to Axes

    Raises
    ------
    TypeError, ValueError
        A size or a number of axes that is none or out of all bounds; a mosaic that is no plan.
    """
    for name, inches in (("width", width), ("height", height)):
        _doors.within(_doors.number(inches, name, at_least=0.5), 100, name)
    for name, count in (("columns", columns), ("rows", rows)):
        _doors.within(_doors.integer(count, name, at_least=1), 50, name)
    if mosaic is not None and (not isinstance(mosaic, (str, list)) or not mosaic):
        raise TypeError(f"mosaic: expected a plan of named axes, got {mosaic!r}")
    with mpl.rc_context(_SETTINGS):
        made = Figure(figsize=(width, height), dpi=PIXELS_PER_INCH * SHARPNESS, layout="constrained")
        FigureCanvasAgg(made)
        if mosaic is not None:
            try:
                return made, made.subplot_mosaic(mosaic, **options)
            except (TypeError, ValueError) as error:
                raise ValueError(f"mosaic: expected a plan of rectangles, got {mosaic!r} ({error})") from error
        return made, made.subplots(rows, columns, **options)


def label(ax, x, y, title=""):
    """Write the names of both axes, with their units, and a title at the left.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : str
    title : str, default ""

    Raises
    ------
    TypeError
        No axes, or something else than a text.
    """
    _paper.axes(ax), _paper.text(x, "x"), _paper.text(y, "y"), _paper.text(title, "title")
    ax.set_xlabel(x)
    ax.set_ylabel(y)
    ax.set_title(title, loc="left", fontsize=11.5)


def dark(colour):
    """Return a darker shade of a colour, for text on white (contrast above 4.5 to 1).

    Parameters
    ----------
    colour : anything that matplotlib takes for a colour

    Returns
    -------
    tuple of three float

    Raises
    ------
    ValueError
        No colour.
    """
    return tuple(0.68 * channel for channel in checked_colour(colour)[:3])


def checked_colour(colour, name="colour"):
    """Return a colour as red, green, blue and opacity.

    Parameters
    ----------
    colour : anything that matplotlib takes for a colour
    name : str, default "colour"
        What the caller calls it, for the message.

    Returns
    -------
    tuple of four float

    Raises
    ------
    ValueError
        No colour.
    """
    try:
        return mpl.colors.to_rgba(colour)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: expected a colour as matplotlib knows it, got {str(colour)[:40]!r}") from error


# The colours that any picture keeps, as red, green and blue: ours, and the shades of them in which labels are written.
_KEPT = [
    tuple(round(255 * channel) for channel in shade[:3])
    for colour in (BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE)
    for shade in (checked_colour(colour), dark(colour))
]


class Picture(NamedTuple):
    """An encoded figure with its description, shown by Jupyter as an image with alternative text.

    Attributes
    ----------
    data : bytes
    alt : str
        What the picture shows, in words.
    width : int
        In screen pixels.
    kind : {"png", "jpeg"}
    """

    data: bytes
    alt: str
    width: int
    kind: str = "png"

    def html(self):
        """Return an <img> element that contains the picture."""
        data = base64.b64encode(self.data).decode("ascii")
        return (
            f'<img alt="{html.escape(self.alt)}" width="{self.width}" style="max-width: 100%; height: auto" '
            f'src="data:image/{self.kind};base64,{data}">'
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        image = base64.b64encode(self.data).decode("ascii")
        return {"text/plain": self.alt, "text/html": self.html(), f"image/{self.kind}": image}

    def __repr__(self):
        return self.alt


def show(figure, alt):
    """Turn a finished figure into a picture; as the last line of a cell it appears below it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What the figure shows, with the numbers that matter: readers who cannot see it get this text, and the
        notebook's test compares it.

    Returns
    -------
    Picture

    Raises
    ------
    TypeError, ValueError
        Not a figure that `style.figure` has made; `alt` is no text or empty.
    """
    if not isinstance(figure, Figure):
        raise TypeError(f"figure: expected a matplotlib figure, got {type(figure).__name__}")
    if not _paper.text(alt, "alt").strip():
        raise ValueError("alt: expected a description of the figure, got an empty text")
    canvas = figure.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        raise TypeError(
            f"figure: expected one made by style.figure, on a FigureCanvasAgg, got a {type(canvas).__name__}"
        )
    canvas.draw()  # savefig would go through the whole figure twice
    image = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")
    return Picture(png(image), " ".join(alt.split()), round(image.width / SHARPNESS))


def png(image):
    """Return an image as the bytes of a PNG with as few colours as it can do with.

    Parameters
    ----------
    image : PIL.Image.Image, of mode RGB

    Returns
    -------
    bytes

    Raises
    ------
    TypeError
        Something else than an image of this mode.
    """
    if not isinstance(image, Image.Image) or image.mode != "RGB":
        raise TypeError(f"image: expected a picture of mode RGB, got {getattr(image, 'mode', type(image).__name__)}")
    reduced = _reduced(image, PALETTE)
    if max(ImageStat.Stat(ImageChops.difference(image, reduced.convert("RGB"))).rms) > _VISIBLE:
        reduced = _reduced(image, 4 * PALETTE)
    buffer = io.BytesIO()
    reduced.save(buffer, format="png", compress_level=COMPRESSION)
    return buffer.getvalue()


def _reduced(image, colours):
    """Return the image in so many colours, ours among them: a label is too few pixels to be given its own otherwise."""
    width, height = image.size
    sample = Image.new("RGB", (width, height + _SWATCHES))
    sample.paste(image)
    for i, colour in enumerate(_KEPT):
        sample.paste(colour, (i * width // len(_KEPT), height, (i + 1) * width // len(_KEPT), height + _SWATCHES))
    return sample.quantize(colours, dither=Image.Dither.NONE).crop((0, 0, width, height))
