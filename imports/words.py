"""Text as it was typed: what is cleaned, what is doubted, and what must be kept secret."""

import re
from datetime import date, datetime, time
from typing import Any

# Control characters, and the marks that turn the reading direction round to disguise a name.
HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
LETTER_LOST = "\ufffd"  # what stands where a letter could not be read
HALVES = re.compile("[\ud800-\udfff]")  # of letters that take two places; alone they are nothing
NEEDS_CLEANING = re.compile(f"{HIDDEN.pattern[:-1]}{HALVES.pattern[1:-1]}\\r]|_x")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel stores a control character in a cell
# UTF-8 read as Windows-1252: a curly apostrophe becomes three characters, an accented letter two.
ENCODED_TWICE = re.compile(
    "\u00e2\u20ac."
    "|\u00c3[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
    "|\u00c2[\u00a0-\u00bf]"
)
# The spaces are counted, so that a page of nothing but spaces costs no time to speak of.
# "Alarm 0230" is a time in a note; a code is announced as one, or belongs to a key safe.
SECRET = re.compile(
    r"(?P<what>\b(?:key\s{0,40}-?\s{0,40}(?:safe|box|pad)"
    r"|(?:alarm|door|entry|gate|access)\s{0,40}-?\s{0,40}(?:code|pin|number|no\.?))"
    r"(?:\W{0,3}\b(?:code|number|no|pin|is|for|at|the|front|back|door|now)\b\.?)*\W{0,3})"
    r"(?P<code>[A-Za-z]?\d(?:[\s-]?\d){2,7}[A-Za-z]?)\b"
    r"|(?P<what2>\b(?:code|pin)\s{0,40}(?:is|:|=)?\s{0,40})(?P<code2>[A-Za-z]?\d{4,8}[A-Za-z]?)\b",
    re.IGNORECASE,
)
# Digits enough for a code: most of the texts that speak of a door have none, which is soon seen.
DIGITS = re.compile(r"\d[\s-]?\d[\s-]?\d")
HIDDEN_CODE = "[code kept apart]"


def typed(value: Any) -> str:
    """A cell as its typist would read it aloud: dates as day/month/year, no trailing .0."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M" if value.time() != time() else "%d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def clean(text: str) -> str:
    """The same words without hidden control characters; line breaks and tabs stay.

    Half a letter, which no database and no page can hold, becomes the mark for one that was lost.
    """
    # Most text is printable, which is known ten times as fast as that it needs no cleaning.
    if (text.isprintable() and "_x" not in text) or not NEEDS_CLEANING.search(text):
        return text.strip()
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")
    if HALVES.search(plain):
        plain = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return HIDDEN.sub("", plain.replace("\r", "\n")).strip()


def looks_encoded_twice(text: str) -> bool:
    """Whether an apostrophe or accent was saved wrongly by an earlier system."""
    return not text.isascii() and bool(ENCODED_TWICE.search(text))


def without_secrets(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with door, alarm and key safe codes taken out, and the codes."""
    if not _may_hold_a_code(text.casefold()) or not DIGITS.search(text):
        return text, ()
    codes = tuple(found["code"] or found["code2"] for found in SECRET.finditer(text))
    if not codes:
        return text, ()
    masked = SECRET.sub(lambda found: f"{found['what'] or found['what2']}{HIDDEN_CODE}", text)
    return masked, codes


def in_place(ref: str) -> str:
    """Where a row stands, in words."""
    sheet, _, row = ref.rpartition("!")
    return f"{sheet} row {row}"


def _may_hold_a_code(text: str) -> bool:
    """Whether a word stands there of which one announces every code: in most texts none does.

    Asked word by word, this takes a fifth of the time that the pattern takes to find nothing.
    """
    return (
        "code" in text or "key" in text or "door" in text or "alarm" in text
        or "pin" in text or "gate" in text or "entry" in text or "access" in text
    )  # fmt: skip
