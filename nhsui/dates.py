"""Read a date that someone typed into three boxes, and say what is wrong with it."""

import calendar
from datetime import date
from typing import Any, NamedTuple

BOXES = ("day", "month", "year")
MONTHS = [name.lower() for name in calendar.month_name]


class Parts(NamedTuple):
    """Day, month and year as typed."""

    day: str = ""
    month: str = ""
    year: str = ""


class DateProblem(ValueError):
    """What is wrong, in words, and in which boxes."""

    def __init__(self, message: str, boxes: tuple[str, ...]) -> None:
        super().__init__(message)
        self.boxes = boxes


def as_parts(value: Any) -> Parts:
    """Return the three boxes for a date, for what was typed, or for nothing."""
    if isinstance(value, date):
        return Parts(str(value.day), str(value.month), str(value.year))
    return value or Parts()


def read(parts: Parts) -> date:
    """Return the date, or raise a DateProblem whose words follow the name of the field."""
    missing = tuple(box for box, text in zip(BOXES, parts, strict=True) if not text)
    if missing:
        raise DateProblem(f" must include a {' and a '.join(missing)}", missing)
    month = month_number(parts.month)
    if not 1 <= month <= 12:
        raise DateProblem(": the month must be from 1 to 12, or its name", ("month",))
    if not (parts.year.isdecimal() and len(parts.year) == 4 and int(parts.year) >= 1):
        raise DateProblem(": the year must be 4 numbers, like 1938", ("year",))
    if not (parts.day.isdecimal() and len(parts.day) <= 2 and int(parts.day) >= 1):
        raise DateProblem(": the day must be a number from 1 to 31", ("day",))
    return existing(int(parts.day), month, int(parts.year))


def existing(day: int, month: int, year: int) -> date:
    """Return the date if the calendar has it."""
    last = calendar.monthrange(year, month)[1]
    if day <= last:
        return date(year, month, day)
    name = calendar.month_name[month]
    when = f"{name} {year}" if month == 2 else name
    raise DateProblem(f": {day} {when} does not exist, {when} has {last} days", ("day",))


def month_number(text: str) -> int:
    """Return 6 for "6", "06", "Jun" and "June", and 0 for what is no month."""
    if text.isdecimal():
        return int(text) if len(text) <= 2 else 0
    fitting = [n for n, name in enumerate(MONTHS) if n and name.startswith(text.lower())]
    return fitting[0] if len(fitting) == 1 and len(text) >= 3 else 0


def wrong_boxes(parts: Parts) -> tuple[str, ...]:
    """Return the boxes to mend; all of them when the date exists but does not fit."""
    try:
        read(parts)
    except DateProblem as problem:
        return problem.boxes
    return BOXES
