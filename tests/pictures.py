"""Photographs for tests, drawn by code: nobody is on them."""

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from PIL.ExifTags import Base

from records import photographs
from records.photographs import Picture

TAKEN = {"taken_on-day": "4", "taken_on-month": "3", "taken_on-year": "2026"}
TOOK_SIDEWAYS = 6  # a telephone held upright writes its pictures lying, and says so


def a_photograph(
    size: tuple[int, int] = (640, 480), *, kind: str = "JPEG", colour: str = "peachpuff"
) -> bytes:
    """A picture as a telephone writes it: lying on its side, with its maker's name beside it."""
    drawn = Image.new("RGB", size, colour)
    ImageDraw.Draw(drawn).ellipse((20, 20, size[0] // 2, size[1] // 2), fill="firebrick")
    beside = Image.Exif()
    beside[Base.Orientation], beside[Base.Make] = TOOK_SIDEWAYS, "Maker of telephones"
    written = io.BytesIO()
    drawn.save(written, kind, exif=beside)
    return written.getvalue()


class Chosen(SimpleUploadedFile):
    """A file that was chosen in a browser, which reads it each time that the page is sent."""

    def read(self, *how_much: int) -> bytes:
        """Read it from its beginning."""
        self.seek(0)
        return super().read(*how_much)


def an_upload(content: bytes | None = None, name: str = "heel.jpg") -> SimpleUploadedFile:
    """The same as a browser sends it."""
    return Chosen(name, a_photograph() if content is None else content)


def a_picture(**about: object) -> Picture:
    """The same as it comes out of a form."""
    return photographs.read(a_photograph(**about), is_of_a_face=True)


def a_face(**about: object) -> dict[str, object]:
    """What `records.services.add` takes for a photograph of somebody."""
    picture = a_picture(**about)
    kept = {"file": picture.large, "small": picture.small}
    return {"taken_on": date(2026, 3, 4), "basis": "agreed", **kept}
