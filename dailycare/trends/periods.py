"""Days, weeks and months of somebody's values, each with how many of its days have one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean

from django.utils.formats import date_format

DAYS, WEEKS, MONTHS = 30, 13, 12
ONE_DAY = timedelta(days=1)


class By(StrEnum):
    """How a comparison is drawn."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """One day, week or month: its name, its days, and how it stands under a plot."""

    name: str
    short: str
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Point:
    """The value of one period; none is a gap. Of a week or a month it is the mean of its days."""

    period: Period
    value: float | None
    days: int
    is_so_far: bool


def periods(by: By, today: date) -> list[Period]:
    """The last days up to today, or the last weeks or months, this one included; oldest first."""
    match by:
        case By.DAY:
            return [_day(today - timedelta(days=ago)) for ago in reversed(range(DAYS))]
        case By.WEEK:
            monday = today - timedelta(days=today.weekday())
            return [_week(monday - timedelta(weeks=ago)) for ago in reversed(range(WEEKS))]
        case _:
            return list(reversed(list(_months(today))))


def _day(day: date) -> Period:
    return Period(date_format(day, "l j F"), date_format(day, "j M"), day, day)


def _week(monday: date) -> Period:
    name = f"Week of {date_format(monday, 'j F')}"
    return Period(name, date_format(monday, "j M"), monday, monday + timedelta(days=6))


def _months(today: date) -> Iterator[Period]:
    first = today.replace(day=1)
    for _ in range(MONTHS):
        last = (first + timedelta(days=31)).replace(day=1) - ONE_DAY
        yield Period(date_format(first, "F Y"), date_format(first, "M Y"), first, last)
        first = (first - ONE_DAY).replace(day=1)


def points(found: list[Period], days: Mapping[date, float], today: date) -> list[Point]:
    """The value of each period. Weeks and months are of whole days: today would pull them down."""
    return [_point(period, days, today) for period in found]


def _point(period: Period, days: Mapping[date, float], today: date) -> Point:
    is_day = period.first == period.last
    within = (period.first + timedelta(days=n) for n in range(period.days))
    values = [days[day] for day in within if day in days and (is_day or day < today)]
    is_so_far = is_day and period.first == today
    return Point(period, fmean(values) if values else None, len(values), is_so_far)
