"""Dates and times as people type them in England: day first, and often not quite complete.

A date that cannot be is never rolled on to one that can, and a part of the day never becomes a
made-up time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST_EVENT = 1900
DAY_ZERO = date(1899, 12, 30)  # what Excel counts days from, when a date cell lost its format
DAY_NUMBERS = range(1, 80_000)
LAST_BIRTH_THIS_CENTURY = 8

MISSING = "missing"
IMPOSSIBLE = "impossible"
WITHOUT_YEAR = "without-year"

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[\s,]+", re.IGNORECASE)
NUMERIC = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*(\d{2}|\d{4}))?\.?$")
WORDED = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?([a-z]{3,9})\.?,?\s*'?(\d{2}|\d{4})?$", re.IGNORECASE
)
ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
DATE_INSIDE = re.compile(
    r"\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(?:\d{4}|\d{2})\b"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+'?(?:\d{4}|\d{2})\b"
)

CLOCK = re.compile(r"^(\d{1,2})(?:[:.](\d{2})(?:[:.]\d{2})?)?\s*(am|pm|a\.m\.?|p\.m\.?)?$")
FOUR_FIGURES = re.compile(r"^(\d{1,2})(\d{2})(?:\s*h(?:rs?|ours)?)?$")
PARTS_OF_DAY = {
    word: part
    for part, words in {
        "morning": "am|a.m|morning|mornings|early|earlies|e|breakfast",
        "afternoon": "pm|p.m|afternoon|afternoons|lunch|lunchtime|midday|noon",
        "evening": "eve|evening|evenings|late|lates|l|tea|teatime",
        "night": "n|night|nights|overnight|nocte|bedtime",
    }.items()
    for word in words.split("|")
}


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, or why there is none."""

    on: date | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A clock time, or a part of the day, or neither; `is_understood` is False for other words."""

    clock: time | None = None
    part: str = ""
    is_understood: bool = True


def event_year(two_figures: int) -> int:
    """The year of something that was done: always this century."""
    return 2000 + two_figures


def birth_year(two_figures: int) -> int:
    """The year of a birth: a resident born in "26" is a hundred, not newborn."""
    return (1900 if two_figures > LAST_BIRTH_THIS_CENTURY else 2000) + two_figures


def read_date(value: Any, *, year_of: Callable[[int], int] = event_year) -> ReadDate:
    """What a cell says about a day, day first. `year_of` settles two-figure years."""
    if isinstance(value, datetime):
        return ReadDate(value.date())
    if isinstance(value, date):
        return ReadDate(value)
    if isinstance(value, int | float) and value in DAY_NUMBERS:
        return ReadDate(DAY_ZERO + timedelta(days=int(value)))
    text = WEEKDAY.sub("", str("" if value is None else value).strip())
    if not text.strip("?-. "):
        return ReadDate(problem=MISSING)
    return _date_from_text(text, year_of)


def date_inside(text: str, *, year_of: Callable[[int], int] = event_year) -> date | None:
    """The first date within a sentence such as "RIP in hospital 5.4.26"."""
    found = DATE_INSIDE.search(text)
    return read_date(found.group(), year_of=year_of).on if found else None


def _date_from_text(text: str, year_of: Callable[[int], int]) -> ReadDate:
    if found := ISO.match(text):
        return _date(*(int(part) for part in found.groups()))
    if found := NUMERIC.match(text):
        day, month, year = found.groups()
        return _with_year(year, int(month), int(day), year_of)
    if (found := WORDED.match(text)) and found[2].lower() in MONTHS:
        day, month, year = found.groups()
        return _with_year(year, MONTHS[month.lower()], int(day), year_of)
    return ReadDate(problem=IMPOSSIBLE)


def _with_year(year: str | None, month: int, day: int, year_of: Callable[[int], int]) -> ReadDate:
    if year is None:  # 2000 was a leap year: every day that can be in some year is in it
        return ReadDate(problem=_date(2000, month, day).problem or WITHOUT_YEAR)
    return _date(year_of(int(year)) if len(year) == 2 else int(year), month, day)


def _date(year: int, month: int, day: int) -> ReadDate:
    try:
        return ReadDate(date(year, month, day))
    except ValueError:
        return ReadDate(problem=IMPOSSIBLE)


def read_time(value: Any) -> ReadTime:
    """A clock time in any of the usual forms, a part of the day, or neither."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return ReadTime(value.replace(microsecond=0))
    if isinstance(value, float) and 0 < value < 1:  # a time cell that lost its format
        return ReadTime(time(*divmod(round(value * 1440) % 1440, 60)))
    text = str("" if value is None else value).strip().lower()
    if not text.strip("?-. "):
        return ReadTime()
    if part := PARTS_OF_DAY.get(text.rstrip(".")):
        return ReadTime(part=part)
    clock = _clock_from_text(text)
    return ReadTime(clock, is_understood=clock is not None)


def _clock_from_text(text: str) -> time | None:
    found = CLOCK.match(text)
    if found and (found[2] or found[3]):
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    elif found := FOUR_FIGURES.match(text):
        hour, minute, half = int(found[1]), int(found[2]), ""
    else:
        return None
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def london_moment(on: date, clock: time) -> tuple[datetime, str]:
    """The moment of a local time, and what is doubtful about it when the clocks changed.

    The hour that comes twice is read as its first pass, the hour that never was as GMT.
    """
    local = datetime.combine(on, clock, tzinfo=LONDON)
    moment = local.astimezone(UTC)
    if local.utcoffset() == local.replace(fold=1).utcoffset():
        return moment, ""
    exists = moment.astimezone(LONDON).time() == clock
    return moment, "comes-twice" if exists else "never-was"
