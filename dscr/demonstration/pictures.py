"""Invented portraits and one sketch of a shin: drawn by code, so that nobody is on them."""

import io
from hashlib import sha256

from PIL import Image, ImageDraw, ImageFont

from records import photographs
from records.photographs import Picture

SIDE = 480
GROUNDS = ("#2f5d62", "#6b4226", "#4a3f6b", "#7a2e3a", "#2d4a2b", "#3b4a6b")
SKINS = ("#f2d3b3", "#d9a679", "#a8704a", "#6f4426", "#e8c19c")
HAIRS = ("#d9d9d9", "#8c8c8c", "#5c4033", "#f5f0e6", "#2b2b2b")


def portrait(name: str, initials: str) -> Picture:
    """Draw a head and shoulders of circles with initials, always the same for a name."""
    ground, skin, hair, clothes = sha256(name.encode()).digest()[:4]
    drawn = Image.new("RGB", (SIDE, SIDE), _one_of(GROUNDS, ground))
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((70, 330, 410, 670), fill=_one_of(GROUNDS, ground + 1 + clothes % 5))
    pen.ellipse((130, 55, 350, 300), fill=_one_of(HAIRS, hair))
    pen.ellipse((145, 95, 335, 335), fill=_one_of(SKINS, skin))
    for eye in (205, 275):
        pen.ellipse((eye - 9, 195, eye + 9, 213), fill="#222222")
    pen.arc((200, 225, 280, 285), 20, 160, fill="#7a2e3a", width=8)
    pen.text((240, 425), initials, fill="white", anchor="mm", font=ImageFont.load_default(72))
    return _as_chosen(drawn, is_of_a_face=True)


def shin() -> Picture:
    """Draw a dressing on a leg, as a sketch that nobody takes for a photograph."""
    drawn = Image.new("RGB", (SIDE, SIDE), "#e9eef0")
    pen = ImageDraw.Draw(drawn)
    pen.rounded_rectangle((150, -40, 330, 520), 90, fill=SKINS[0])
    pen.ellipse((215, 190, 265, 270), fill="#b5484f")
    pen.rounded_rectangle((190, 165, 290, 295), 16, outline="#7f8c8d", width=6)
    pen.text((240, 440), "a sketch", fill="#333333", anchor="mm", font=ImageFont.load_default(40))
    return _as_chosen(drawn)


def _one_of(colours: tuple[str, ...], number: int) -> str:
    return colours[number % len(colours)]


def _as_chosen(drawn: Image.Image, *, is_of_a_face: bool = False) -> Picture:
    written = io.BytesIO()
    drawn.save(written, "PNG")
    return photographs.read(written.getvalue(), is_of_a_face=is_of_a_face)
