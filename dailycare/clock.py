"""Clock times of the United Kingdom: which come twice, and which never come."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")
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
