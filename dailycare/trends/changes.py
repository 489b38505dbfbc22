"""What is marked as a change: a rule over a person's own days, pure and tested; never a diagnosis.

The usual is the median of the 28 days before, its spread the median distance from it (scaled as
usual to a standard deviation, so that one odd day moves neither). The last three days with a value
are marked together when each is away from the usual, to the side that matters, by a spread and by
what matters for the measure. Days without a value count for nothing.
`docs/changes.md` has what that catches, how often it is wrong, and why these numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from dailycare.trends.measures import Measure

USUAL_FROM = timedelta(days=28)
FEWEST = 14
RUN = 3
# The days of a run may have so many days without a value among them.
GAPS = timedelta(days=2)
TO_DEVIATION = 1.4826
# A range or target is missed when so many of the last seven days are outside.
WEEK = timedelta(days=7)
OUTSIDE = 4
# What changes slowly is held against the weighings of about a month ago.
MONTH_AGO = (timedelta(days=21), timedelta(days=35))
NEWS_FOR = timedelta(days=7)
# So far back the rules look from the last day.
LOOKS_BACK = MONTH_AGO[1] + NEWS_FOR

type Days = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for a person: the middle, how far is still usual, from how many days."""

    middle: float
    margin: float
    days: int
    first: date
    last: date

    @property
    def low(self) -> float:
        return max(self.middle - self.margin, 0)

    @property
    def high(self) -> float:
        return self.middle + self.margin

    def has_outside(self, value: float) -> bool:
        """Say whether a value is not within what is usual."""
        return not self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Limits:
    """A person's own range or target: from, to, either may be open."""

    lowest: float | None
    highest: float | None

    def has_outside(self, value: float) -> bool:
        """Say whether a value is under the lowest or over the highest."""
        is_under = self.lowest is not None and value < self.lowest
        return is_under or (self.highest is not None and value > self.highest)


@dataclass(frozen=True, slots=True)
class Run:
    """The last days with a value, all away from the usual to one side."""

    values: dict[date, float]
    usual: Usual
    is_more: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """A value beside that of about a month ago."""

    now: float
    on: date
    before: float
    share: float


@dataclass(frozen=True, slots=True)
class Missed:
    """Days of the last seven that were outside the person's range, of those with a value."""

    outside: list[date]
    recorded: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class NoneFor:
    """Recorded days in a row with nothing of it."""

    days: list[date]


type Change = Run | Drift | Missed | NoneFor


def usual(days: Days, measure: Measure, *, before: date) -> Usual | None:
    """What was usual in the four weeks before a day; nothing when too few days say."""
    known = sorted(day for day in days if before - USUAL_FROM <= day < before)
    if len(known) < FEWEST:
        return None
    values = [days[day] for day in known]
    middle = median(values)
    spread = TO_DEVIATION * median(abs(value - middle) for value in values)
    floor = max(measure.marked.floor, measure.marked.share * middle)
    return Usual(middle, max(spread, floor), len(known), known[0], known[-1])


def changes(
    days: Days, measure: Measure, *, last: date, limits: Limits | None = None
) -> list[Change]:
    """What is marked at the end of a day, the last that is whole."""
    until_then = {day: value for day, value in days.items() if day <= last}
    marked = measure.marked
    found = [
        missed(until_then, limits, last) if limits else None,
        drift(until_then, measure, last) if marked.drop else run(until_then, measure, last),
        none_for(until_then, marked.none_for, last) if marked.none_for else None,
    ]
    return [one for one in found if one]


def run(days: Days, measure: Measure, last: date) -> Run | None:
    """Find the last days away from what was usual before them, all to one side."""
    recent = _recent(days, last, RUN, GAPS)
    before = usual(days, measure, before=recent[0]) if recent else None
    if before is None:
        return None
    away = [days[day] - before.middle for day in recent]
    for is_more, words in ((False, measure.marked.less), (True, measure.marked.more)):
        nearest = min(away) if is_more else -max(away)
        if words and nearest >= before.margin:
            return Run({day: days[day] for day in recent}, before, is_more)
    return None


def drift(days: Days, measure: Measure, last: date) -> Drift | None:
    """Hold the last value against the median of those of about a month before it."""
    on = max((day for day in days if day > last - NEWS_FOR), default=None)
    if on is None:
        return None
    latest, earliest = on - MONTH_AGO[0], on - MONTH_AGO[1]
    before = [days[day] for day in days if earliest <= day <= latest and days[day] > 0]
    if not before:
        return None
    middle = median(before)
    share = (days[on] - middle) / middle
    return Drift(days[on], on, middle, share) if abs(share) >= measure.marked.drop else None


def missed(days: Days, limits: Limits, last: date) -> Missed | None:
    """Count the days of the last seven that are outside; the latest alone, if that is all."""
    week = sorted(day for day in days if last - WEEK < day <= last)
    outside = [day for day in week if limits.has_outside(days[day])]
    is_rare = len(week) < OUTSIDE
    is_missed = bool(outside) and outside == week if is_rare else len(outside) >= OUTSIDE
    return Missed(outside, len(week), limits) if is_missed else None


def none_for(days: Days, number: int, last: date) -> NoneFor | None:
    """Find the last recorded days, all with nothing, of somebody who had it before."""
    recent = _recent(days, last, number, timedelta(0))
    is_none = bool(recent) and not any(days[day] for day in recent) and any(days.values())
    return NoneFor(recent) if is_none else None


def _recent(days: Days, last: date, number: int, gaps: timedelta) -> list[date]:
    """The last so many days with a value, if they are recent enough; the last day must have one."""
    earliest = last - timedelta(days=number - 1) - gaps
    found = sorted(day for day in days if earliest <= day <= last)[-number:]
    return found if len(found) == number else []
