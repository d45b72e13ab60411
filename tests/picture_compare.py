"""Comparing two pictures of a page as somebody who looks at both from a step back: small, and slightly blurred.

Another build of the browser draws the edges of letters a little differently; that must not count. A patch of another
colour, or a part that stands elsewhere, must.
"""

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from bot.sandbox.page.playing.shots import shrink

SCALE = 0.4
#: How far the eye blurs, and the steps of a colour (of 255) that it then notices: letters and edges from near, whole
#: areas from far. Measured: other hinting of the letters comes to 0.07 % of the pixels, another accent to 0.3 %.
_LOOKS = ((1.2, 28), (6.0, 5))
#: The share of noticeable pixels that is too much.
TOLERANCE = 0.0015


def reduce(taken: bytes) -> Image.Image:
    """A picture as it is kept and compared."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    return picture.resize((round(picture.width * SCALE), round(picture.height * SCALE)), Image.Resampling.BOX)


def keep(picture: Image.Image, path: Path) -> None:
    """Save a reduced picture, small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shrink(picture).save(path, optimize=True)


def load(path: Path) -> Image.Image:
    """A picture from a file, as it is shown."""
    with Image.open(path) as picture:
        return picture.convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ noticeably, by whichever look finds more; 1 for pictures of another size."""
    if one.size != other.size:
        return 1.0
    return max(_share((one, other), blur, steps) for blur, steps in _LOOKS)


def _share(pair: tuple[Image.Image, Image.Image], blur: float, steps: int) -> float:
    red, green, blue = ImageChops.difference(*(one.filter(ImageFilter.GaussianBlur(blur)) for one in pair)).split()
    counts = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(counts[steps:]) / sum(counts)
