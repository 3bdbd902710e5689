"""The machinery of every explorer: controls, a pure computation, and one picture that follows them.

A change of any control runs `compute(**settings)`; the scene moves its artists to the result; only what moved is drawn
again on a stored background, and the bytes go into one <img> of an HTML widget.
"""

import html
import io

import ipywidgets
from PIL import Image

from .. import style
from . import frame
from .controls import told
from .names import Names
from .running import in_turn

VIEW = "application/vnd.jupyter.widget-view+json"
_TWO_COLUMNS = 6  # controls at most; more of them stand in three


class Scene:
    """A figure that is built once and then moved from result to result.

    A subclass builds the fixed parts in its constructor, registers what changes with `moving`, and implements
    `update`, `describe` and `caption`. In `update` it calls `refresh` when a fixed part has changed, such as an
    axis limit.

    Attributes
    ----------
    caption_lines : int
        How many lines of the caption have their place above the picture from the start, at least.
    """

    caption_lines = 1

    def __init__(self, width, height, **options):
        self.figure, self.axes = style.figure(width, height, **options)
        self._moving = []
        self._background = None

    def moving(self, *artists):
        """Register artists that change from picture to picture, in drawing order; return the first."""
        for artist in artists:
            artist.set_animated(True)
            self._moving.append(artist)
        return artists[0]

    def refresh(self):
        """Have the fixed parts drawn again with the next picture."""
        self._background = None

    def update(self, result):
        """Move the artists to a result."""
        raise NotImplementedError

    def describe(self, result):
        """Return what the picture shows, in words."""
        raise NotImplementedError

    def caption(self, result):
        """Return the HTML written above the picture."""
        return ""

    @in_turn
    def picture(self, result, kind="jpeg", sharpness=style.SHARPNESS):
        """Return the `style.Picture` of a result, with so many pixels for each pixel of the screen across."""
        dpi = sharpness * style.PIXELS_PER_INCH
        if self.figure.dpi != dpi:
            self.figure.set_dpi(dpi)
            self.refresh()
        self.update(result)
        canvas = self.figure.canvas
        if self._background is None:
            canvas.draw()
            self.figure.set_layout_engine("none")  # the axes stay where they are from now on
            self._background = canvas.copy_from_bbox(self.figure.bbox)
        canvas.restore_region(self._background)
        for artist in self._moving:
            if artist.get_visible():
                self.figure.draw_artist(artist)
        # X: no transparency, which JPEG takes as it is.
        image = Image.frombuffer("RGBX", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBX", 0, 1)
        if kind == "png":
            data = style.png(image.convert("RGB"))
        else:  # colours at half the sharpness, which nobody sees and which halves the time to encode and to decode
            buffer = io.BytesIO()
            image.save(buffer, format="jpeg", quality=76, subsampling="4:2:0")
            data = buffer.getvalue()
        alt = " ".join(self.describe(result).split())
        return style.Picture(data, alt, int(self.figure.get_figwidth() * style.PIXELS_PER_INCH), kind)


class Explorer:
    """A picture with controls. Shown as the last line of a cell; driven from Python by setting a control's value.

    Parameters
    ----------
    controls : dict of str to ipywidgets widget
        Each has a `.value` and a `.description`. The names are the arguments of `compute`.
    compute : callable
        Pure: settings as keyword arguments -> result. Any exception it raises is shown above the picture, and the
        last good picture stays.
    scene : Scene
    extra : sequence of ipywidgets widget
        Shown beside the controls, such as buttons that set them.

    Attributes
    ----------
    controls : dict
    picture : style.Picture
        The newest good one.
    message : str
        What went wrong with the newest settings; empty if nothing did.
    """

    def __init__(self, controls, compute, scene, extra=()):
        self.controls = dict(controls)
        self.message = ""
        self._compute, self._scene = compute, scene
        self._image, self._caption, self._names = ipywidgets.HTML(), ipywidgets.HTML(), Names()
        self._caption.add_class(f"explorer-lines-{scene.caption_lines}")
        panel = frame.grid(self.controls.values(), extra, three=len(self.controls) > _TWO_COLUMNS)
        self.widget = frame.card([panel, self._caption, self._names, self._image], text=self._caption)
        self._show()
        for control in self.controls.values():
            control.observe(self._redraw, "value")
        self._names.observe(self._sharpen, "sharpness")

    @property
    def settings(self):
        """The value of every control, by name."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def alt(self):
        """What the picture shows, in words."""
        return self.picture.alt

    @property
    def caption(self):
        """The text above the picture, as HTML."""
        return self._caption.value

    def _show(self):
        result = self._compute(**self.settings)
        self._paint(result)
        self.message = ""
        self._say(self._scene.caption(result))

    def _paint(self, result):
        self.picture, self._result = self._scene.picture(result, sharpness=self._names.sharpness), result
        self._image.value = self.picture.html()

    @in_turn
    def _sharpen(self, change):
        if change["new"] > change["old"]:  # too sharp a picture may stay until the next one
            self._paint(self._result)

    @in_turn
    def _redraw(self, change):
        try:
            self._show()
        except Exception as error:  # a traceback from a callback would appear nowhere
            self.message = str(error) or type(error).__name__
            self._say(f"⚠ {html.escape(self.message)}. The picture below is the last one that worked.")

    def _say(self, text):
        self._caption.value = f'<div role="status" style="line-height: 1.5">{text}</div>'

    def _repr_mimebundle_(self, include=None, exclude=None):
        still = self._scene.picture(self._result, "png")
        bundle = still._repr_mimebundle_()
        bundle["text/html"] = self.caption + bundle["text/html"] + self._note()
        return {VIEW: self.widget._repr_mimebundle_()[VIEW], **bundle}

    def _note(self):
        """Return what a reader without a kernel should know: that the picture can move, and what it shows."""
        shown = [told(control) for control in self.controls.values() if control.layout.display != "none"]
        settings = html.escape(" · ".join(filter(None, shown)))
        return f"<p><em>Run this cell to move its controls. Shown here:</em> {settings}</p>"
