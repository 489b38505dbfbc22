"""A photograph as the record keeps it: drawn anew, so that it is the picture and nothing else.

What a telephone writes beside a picture, such as where it was taken, does not come along; neither
does what somebody hid in a file. Decision 0073 says what is taken and why.
"""

import hashlib
import io
from typing import NamedTuple

from PIL import Image, ImageOps
from PIL.ExifTags import Base
from PIL.Image import Transpose

from records.file_types import MOST_BYTES as MOST_BYTES
from records.file_types import Upload

# The longest side that is kept, and how heavy it may be: enough to compare a wound from week to
# week, and little enough to be sent over a weak signal.
LONGEST, HEAVIEST = 1600, 300_000
# As notes show it, and as it stands beside a name, on every page about somebody.
SMALL, HEAVIEST_SMALL = 160, 12_000
FACE, HEAVIEST_FACE = 96, 2_000
# More dots than these are no photograph that anybody took, but a way to fill our memory.
MOST_DOTS = {"JPEG": 50_000_000, "PNG": 20_000_000, "WEBP": 20_000_000}
TYPES = ("image/jpeg", "image/png", "image/webp")
# How a picture is turned upright that a camera says it took in one of these ways.
UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
BROKEN = (OSError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError, ValueError)
QUALITIES = (85, 70, 55, 40, 25)
TOO_LARGE = "This photograph is larger than 10 MB. Choose a smaller one"
NO_PICTURE = (
    "This is no photograph that can be read here. Choose a JPEG, PNG or WebP picture. A "
    "telephone that keeps HEIC pictures can be set to take JPEG: often called “most compatible”"
)
TOO_MANY_DOTS = "This photograph has more detail than can be kept. Take it at a lower setting"


class Picture(NamedTuple):
    """A photograph that was chosen and drawn anew; `sent` is the SHA-256 of what was chosen."""

    large: Upload
    small: Upload
    sent: str


class NotTaken(Exception):
    """What was chosen cannot be kept; the message says why to whoever chose it."""


def read(content: bytes, *, is_of_a_face: bool = False) -> Picture:
    """Draw a photograph anew, the right way up, large and small. Raises NotTaken."""
    if len(content) > MOST_BYTES:
        raise NotTaken(TOO_LARGE)
    try:
        drawn = _drawn(_opened(content))
        small = _small(drawn, is_of_a_face=is_of_a_face)
    # What somebody sends may be broken, cut short or made to do harm: Pillow has an error for each.
    except (*BROKEN, Image.DecompressionBombError) as problem:
        raise NotTaken(NO_PICTURE) from problem
    return Picture(
        large=Upload("photograph.jpg", "image/jpeg", _within(drawn, "JPEG", HEAVIEST)),
        small=Upload("photograph-small.webp", "image/webp", small),
        sent=hashlib.sha256(content).hexdigest(),
    )


def _opened(content: bytes) -> Image.Image:
    opened = Image.open(io.BytesIO(content), formats=list(MOST_DOTS))
    width, height = opened.size
    if width * height > MOST_DOTS[str(opened.format)]:
        raise NotTaken(TOO_MANY_DOTS)
    opened.draft("RGB", (LONGEST, LONGEST))  # a JPEG need not be unpacked whole to be smaller
    return opened


def _drawn(opened: Image.Image) -> Image.Image:
    """Return it upright on white, smaller first: whatever is done to it then takes little room."""
    smaller = opened if opened.mode == "RGB" else opened.convert("RGBA")
    way = UPRIGHT.get(opened.getexif().get(Base.Orientation, 1))
    smaller.thumbnail((LONGEST, LONGEST))
    drawn = Image.new("RGB", smaller.size, "white")
    drawn.paste(smaller, mask=smaller if smaller.mode == "RGBA" else None)
    return drawn if way is None else drawn.transpose(way)


def _small(drawn: Image.Image, *, is_of_a_face: bool) -> bytes:
    if is_of_a_face:
        return _within(ImageOps.fit(drawn, (FACE, FACE)), "WEBP", HEAVIEST_FACE)
    smaller = drawn.copy()
    smaller.thumbnail((SMALL, SMALL))
    return _within(smaller, "WEBP", HEAVIEST_SMALL)


def _within(drawn: Image.Image, kind: str, most: int) -> bytes:
    """Return a picture as bytes, as well as it can be drawn with so many; the last try is kept."""
    content = b""
    for quality in QUALITIES:
        written = io.BytesIO()
        drawn.save(written, kind, quality=quality)
        content = written.getvalue()
        if len(content) <= most:
            break
    return content
