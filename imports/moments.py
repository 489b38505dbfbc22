"""A date with a time in one cell, as programs write it, on the clock of London or of Greenwich."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from imports import reasons
from imports.dates import (
    EARLIEST_EVENT,
    IMPOSSIBLE,
    LONDON,
    MISSING,
    WITHOUT_YEAR,
    ReadDate,
    clock_beside,
    london_moment,
    read_date,
    read_time,
)

STAMP = re.compile(
    r"(?:(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"|(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4}|\d{2}))"
    r"(?:[T ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
SINCE_1970 = re.compile(r"\d{10}|\d{13}")
WRONG_DATES = {
    MISSING: reasons.NO_DATE,
    IMPOSSIBLE: reasons.IMPOSSIBLE_DATE,
    WITHOUT_YEAR: reasons.DATE_WITHOUT_YEAR,
}
DOUBTS = {"comes-twice": reasons.TIME_TWICE, "never-was": reasons.TIME_NEVER_WAS}


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, or a day alone, perhaps with a part of it; or why there is neither.

    `doubt` is a warning without the words.
    """

    at: datetime | None = None
    on: date | None = None
    problem: str = ""
    doubt: str = ""
    part: str = ""


@lru_cache(maxsize=4096)  # what one row says is read for several fields, and rows repeat each other
def read_moment(typed: str, times: str) -> Moment:
    """What a cell says. `times` is "local" for London's clock, or "utc"."""
    if not typed:
        return Moment(problem=MISSING)
    if SINCE_1970.fullmatch(typed):
        seconds = int(typed[:10])
        return _at(datetime.fromtimestamp(seconds, UTC))
    found = STAMP.fullmatch(typed)
    try:
        return _stamped(found, times) if found else _in_other_words(typed)
    except (ValueError, OverflowError):  # in the first or last hours that a date can have
        return Moment(problem=IMPOSSIBLE)


def wrong_day(on: date | None, problem: str, as_of: date) -> str:
    """Why something cannot have happened on a day that was read; nothing where it can."""
    if on is None:
        return WRONG_DATES[problem]
    if on.year < EARLIEST_EVENT:
        return reasons.IMPOSSIBLE_DATE
    return reasons.FUTURE_DATE if on > as_of else ""


def with_time(day: Moment, typed: str) -> Moment:
    """A day with the time from a cell of its own: on the clock of London, or a part of the day."""
    if day.on is None or not typed:
        return day
    time = read_time(typed)
    if time.clock is None:
        return Moment(
            on=day.on,
            part=time.part,
            doubt="" if time.is_understood else reasons.TIME_NOT_UNDERSTOOD,
        )
    at, doubt = london_moment(day.on, time.clock)
    in_doubt = "" if time.is_certain else reasons.TIME_IN_DOUBT
    return Moment(at, day.on, doubt=DOUBTS.get(doubt, in_doubt))


def _stamped(found: re.Match[str], times: str) -> Moment:
    year, month, day_of_month, d, m, y, hour, minute, second, zone = found.groups()
    day = date(int(year), int(month), int(day_of_month)) if year else date(_year(y), int(m), int(d))
    if hour is None:
        return Moment(on=day)
    clock = time(int(hour), int(minute), int(second or 0))
    if zone:
        return _at(datetime.combine(day, clock, _zone(zone)))
    if times == "utc":
        return _at(datetime.combine(day, clock, UTC), reasons.NO_TIME_ZONE)
    at, doubt = london_moment(day, clock)
    return Moment(at, day, doubt=DOUBTS.get(doubt, ""))


def _at(moment: datetime, doubt: str = "") -> Moment:
    return Moment(moment.astimezone(UTC), moment.astimezone(LONDON).date(), doubt=doubt)


def _year(typed: str) -> int:
    return int(typed) if len(typed) == 4 else 2000 + int(typed)


def _zone(typed: str) -> timezone:
    if typed == "Z":
        return UTC
    ahead = timedelta(hours=int(typed[1:3]), minutes=int(typed[-2:]))
    return timezone(ahead if typed[0] == "+" else -ahead)


def _in_other_words(typed: str) -> Moment:
    """A date as people type it, with a time behind it or without."""
    day: ReadDate = read_date(typed)
    if day.on is None:
        return Moment(problem=day.problem)
    clock = read_time(clock_beside(typed)).clock
    if clock is None:
        return Moment(on=day.on)
    at, doubt = london_moment(day.on, clock)
    return Moment(at, day.on, doubt=DOUBTS.get(doubt, ""))
