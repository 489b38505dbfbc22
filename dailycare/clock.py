"""The day of care, and clock times of the United Kingdom: which come twice, which never come."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")
# One day for what is due, what is drunk and who works: from the end of one night to the end of the
# next. What is to be done, or is drunk, at 02:00 is of the night that began the evening before.
DAY_BEGINS = time(6)
PASSES = ("before the clocks went back", "after the clocks went back")


def never_came(moment: datetime) -> bool:
    """Say whether the clocks went forward past this time."""
    return moment.astimezone(UTC).astimezone(UK).time() != moment.time()


def comes_twice(moment: datetime) -> bool:
    """Say whether the clocks went back over this time, so that there are two of it."""
    first, second = (moment.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return first < second


def in_words(moment: datetime) -> str:
    """Return the time by the clock, with which of the two it was where it came twice."""
    local = moment.astimezone(UK)
    which = f" ({PASSES[local.fold]})" if comes_twice(local) else ""
    return f"{local:%H:%M}{which}"


def put_forward(moment: datetime) -> datetime:
    """Return a time that never came as a clock shows it that was put forward."""
    return moment.astimezone(UTC).astimezone(UK)


def shift_day(moment: datetime) -> date:
    """Return the day of care that a moment belongs to."""
    local = moment.astimezone(UK)
    return local.date() - timedelta(days=local.time() < DAY_BEGINS)


def day_begins(day: date) -> datetime:
    """Return the moment at which a day of care begins."""
    return at(day, DAY_BEGINS)


def day_ends(moment: datetime) -> datetime:
    """Return the moment at which the day of care ends that a moment belongs to."""
    return day_begins(shift_day(moment) + timedelta(days=1))


def at(day: date, clock: time) -> datetime:
    """Return a moment by the clock on the wall; one that never came is an hour later."""
    return datetime.combine(day, clock, tzinfo=UK).astimezone(UTC)


def as_day(said: str) -> date | None:
    """Read a day as the address of a page says it; anything else is none."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
