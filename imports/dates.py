"""Dates and times as people type them in England: day first, and often not quite complete.

A date that cannot be is never rolled on to one that can, and a part of the day never becomes a
made-up time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST_EVENT = 1900
DAY_FIRST, MONTH_FIRST = "day first", "month first"
DAY_ZERO = date(1899, 12, 30)  # what Excel counts days from, when a date cell lost its format
# Smaller numbers are years, rooms and slips: "1938" is not the 21st of April 1905.
DAY_NUMBERS = (2_200, 80_000)
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
NUMERIC = re.compile(
    r"^(\d{1,2})\s*[./\\\u2013-]\s*(\d{1,2})(?:\s*[./\\\u2013-]\s*(\d{2}|\d{4}))?\.?$"
)
WORDED = re.compile(
    r"^(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?(?P<month>[a-z]{3,9})[\s.,/-]*"
    r"'?(?P<year>\d{2}|\d{4})?$",
    re.IGNORECASE,
)
MONTH_THEN_DAY = re.compile(
    r"^(?P<month>[a-z]{3,9})[\s.-]*(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:[\s,-]+'?(?P<year>\d{4}|\d{2}))?$",
    re.IGNORECASE,
)
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
LONGEST = 60  # characters of a date or a time, however it is put; a page of words is neither
DAY_NUMBER = re.compile(r"^\d{4,5}(?:\.\d+)?$")
CLOCK_BEHIND = re.compile(
    r"(?:T|,?\s+(?:at\s+)?)(?P<clock>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?"
    r"|\d{1,2}\s*[ap]\.?m\.?|\d{4}(?:\s*h(?:rs?)?)?)Z?$",
    re.IGNORECASE,
)
IN_FIGURES = re.compile(r"\s*(\d{1,2})(\s*[./\\-]\s*)(\d{1,2})(?=\s*[./\\-]\s*\d{2})")
DATE_INSIDE = re.compile(
    r"\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(?:\d{4}|\d{2})\b"
    r"|\d{4}-\d{1,2}-\d{1,2}\b"
    r"|\d{1,2}(?:st|nd|rd|th)?[\s/-]+[A-Za-z]{3,9}\.?,?[\s/-]+'?(?:\d{4}|\d{2})\b",
)

CLOCK = re.compile(
    r"^(\d{1,2})(?:[:.](\d{2})(?:[:.]\d{2})?)?\s*(am|pm|a\.m\.?|p\.m\.?|h(?:rs?|ours?)?\.?)?$",
)
FOUR_FIGURES = re.compile(r"^(\d{1,2})(\d{2})\s*(?:h(?:rs?|ours?)?\.?|(am|pm))?$")
TENTHS = re.compile(r"^(\d{1,2})\.([1-4])$")  # 8.30 typed into a cell that holds numbers
ABOUT = re.compile(
    r"^(?:about|approx(?:imately)?\.?|around|circa|c\.?|~|just\s+(?:after|before))\s*(?=\d)"
    r"|\s*-?ish$|\s*approx\.?$"
)
NOON = frozenset({"noon", "12 noon", "midday", "12 midday"})
MIDNIGHT = frozenset({"midnight", "12 midnight"})  # the first minute of the day, or its last?
PARTS_OF_DAY = {
    word: part
    for part, words in {
        "morning": "am|a.m|morning|mornings|early|earlies|e|breakfast|early morning|mid morning",
        "afternoon": "pm|p.m|afternoon|afternoons|lunch|lunchtime|early afternoon|late afternoon",
        "evening": "eve|evening|evenings|late|lates|l|tea|teatime|early evening|late evening",
        "night": "n|night|nights|overnight|nocte|bedtime",
    }.items()
    for word in words.split("|")
}
SHIFT = re.compile(r"^(?:on\s+|the\s+)?(.+?)(?:[\s-]+(?:shift|duty|staff))?s?\.?$")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, or why there is none; `perhaps` is what it would be if the month stood first."""

    on: date | None = None
    problem: str = ""
    perhaps: date | None = None


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A clock time, or a part of the day, or neither.

    `is_understood` is False for other words, `is_certain` for a time that somebody should look at.
    """

    clock: time | None = None
    part: str = ""
    is_understood: bool = True
    is_certain: bool = True


def event_year(two_figures: int) -> int:
    """The year of something that was done: always this century."""
    return 2000 + two_figures


def birth_year(two_figures: int) -> int:
    """The year of a birth: a resident born in "26" is a hundred, not newborn."""
    return (1900 if two_figures > LAST_BIRTH_THIS_CENTURY else 2000) + two_figures


def read_date(
    value: Any, *, year_of: Callable[[int], int] = event_year, day_zero: date = DAY_ZERO
) -> ReadDate:
    """What a cell says about a day, day first. `year_of` settles two-figure years.

    `day_zero` is what the workbook counts days from, for a date that is a bare number.
    """
    if isinstance(value, datetime):
        return ReadDate(value.date())
    if isinstance(value, date):
        return ReadDate(value)
    text = WEEKDAY.sub("", str("" if value is None else value).strip())
    if DAY_NUMBER.match(text):
        return _counted(float(text), day_zero)
    if not text.strip("?-. "):
        return ReadDate(problem=MISSING)
    if len(text) > LONGEST:
        return ReadDate(problem=IMPOSSIBLE)
    found = _date_from_text(text, year_of)
    behind = CLOCK_BEHIND.search(text) if found.problem == IMPOSSIBLE else None
    return _date_from_text(text[: behind.start()].strip(), year_of) if behind else found


def day_first(typed: str) -> str:
    """A date that was typed with the month first, in figures, as it is read here."""
    return IN_FIGURES.sub(r"\3\2\1", typed, count=1) if IN_FIGURES.match(typed) else typed


def clock_beside(value: Any) -> Any:
    """The time that was typed in the cell of the date: as in "1.6.26 08:30"."""
    if isinstance(value, datetime):
        return value if value.time() != time() else None
    is_short = isinstance(value, str) and len(value) <= LONGEST
    found = CLOCK_BEHIND.search(value.strip()) if is_short else None
    if found is None or read_date(value[: found.start()]).on is None:
        return None
    return None if found["clock"].startswith("00:00:00") else found["clock"]


def date_inside(text: str, *, year_of: Callable[[int], int] = event_year) -> date | None:
    """The first date within a sentence such as "RIP in hospital 5.4.26"."""
    found = DATE_INSIDE.search(text)
    return read_date(found.group(), year_of=year_of).on if found else None


def _counted(days: float, day_zero: date) -> ReadDate:
    first, last = DAY_NUMBERS
    if not first <= days <= last:
        return ReadDate(problem=IMPOSSIBLE)
    return ReadDate(day_zero + timedelta(days=int(days)))


def _date_from_text(text: str, year_of: Callable[[int], int]) -> ReadDate:
    if found := ISO.match(text):
        return _date(*(int(part) for part in found.groups()))
    if found := NUMERIC.match(text):
        day, month, year = found.groups()
        read = _with_year(year, int(month), int(day), year_of)
        if not read.problem or not year:
            return read
        return replace(read, perhaps=_with_year(year, int(day), int(month), year_of).on)
    found = WORDED.match(text) or MONTH_THEN_DAY.match(text)
    if found and (month := found["month"].lower()) in MONTHS:
        return _with_year(found["year"], MONTHS[month], int(found["day"]), year_of)
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
    text = " ".join(str("" if value is None else value).lower().split())
    if len(text) > LONGEST:
        return ReadTime(is_understood=False)
    return _time_from_text(text) if text.strip("?-. ") else ReadTime()


def _time_from_text(text: str) -> ReadTime:
    part = PARTS_OF_DAY.get(text.rstrip(".")) or PARTS_OF_DAY.get(SHIFT.sub(r"\1", text))
    if part:
        return ReadTime(part=part)
    if text in MIDNIGHT:
        return ReadTime(part="night", is_certain=False)
    exact = ABOUT.sub("", text)
    tenths = TENTHS.match(exact)
    clock = time(12) if exact in NOON else _clock_from_text(f"{exact}0" if tenths else exact)
    return ReadTime(clock, is_understood=clock is not None, is_certain=exact == text and not tenths)


def _clock_from_text(text: str) -> time | None:
    found = CLOCK.match(text)
    if found and (found[2] or (found[3] or "h")[0] in "ap"):
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    elif found := FOUR_FIGURES.match(text):
        hour, minute, half = int(found[1]), int(found[2]), (found[3] or "")[:1]
    else:
        return None
    if half == "a" and hour > 12:
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
    if (ahead := _ahead_all_day(on)) is not None:
        return datetime.combine(on, clock, UTC) - ahead, ""
    local = datetime.combine(on, clock, tzinfo=LONDON)
    moment = local.astimezone(UTC)
    if local.utcoffset() == local.replace(fold=1).utcoffset():
        return moment, ""
    exists = moment.astimezone(LONDON).time() == clock
    return moment, "comes-twice" if exists else "never-was"


@lru_cache(maxsize=4096)
def _ahead_all_day(on: date) -> timedelta | None:
    """How far London's clock is ahead of Greenwich's; None on a day on which it is changed."""
    begins, ends = (datetime.combine(on, at, tzinfo=LONDON) for at in (time.min, time.max))
    return begins.utcoffset() if begins.utcoffset() == ends.utcoffset() else None
