"""What somebody drank in the day of care that goes on, beside their own target."""

from dataclasses import dataclass
from datetime import datetime

from dailycare.clock import DAY_BEGINS, UK, shift_day
from dailycare.trends.changes import Limits
from dailycare.trends.days import drinks, notes_of, series
from dailycare.trends.measures import BY_SLUG
from dailycare.trends.ranges import ranges_of
from records.models import Person

FLUID = BY_SLUG["fluid"]
# By these hours of the day so much of a target is drunk, or it is said (general knowledge, not
# national guidance). A day that began at six has no such hour after midnight: the last one holds.
BY_THE_HOUR = ((14, 0.40), (20, 0.75))


@dataclass(frozen=True, slots=True)
class DrunkToday:
    """Millilitres since the day began, and the person's own range if one is set."""

    millilitres: int
    limits: Limits | None
    expected: tuple[int, float] | None  # the hour that has passed, and the share hoped for by then

    @property
    def began(self) -> str:
        return f"{DAY_BEGINS:%H:%M}"

    @property
    def target(self) -> int | None:
        return int(self.limits.lowest) if self.limits and self.limits.lowest else None

    @property
    def most(self) -> int | None:
        return int(self.limits.highest) if self.limits and self.limits.highest else None

    @property
    def is_worth_saying(self) -> bool:
        return bool(self.millilitres or self.limits)

    @property
    def amount(self) -> str:
        """Say how much of what is to be drunk was drunk."""
        of = f" of {self.target:,}" if self.target else ""
        return f"{self.millilitres:,}{of} ml"

    @property
    def most_in_words(self) -> str:
        return f"{self.most:,} ml"

    @property
    def behind(self) -> str:
        """Say what was hoped for by now, if less was recorded."""
        if not (self.target and self.expected):
            return ""
        hour, share = self.expected
        is_behind = self.millilitres < share * self.target
        return f"less than {share:.0%} by {hour}:00" if is_behind else ""

    @property
    def over(self) -> str:
        is_over = self.most is not None and self.millilitres > self.most
        return f"more than {self.most:,} ml" if is_over else ""


def drunk_today(person: Person, *, now: datetime) -> DrunkToday:
    """Add up what was recorded since the day of care began, in two queries."""
    today = shift_day(now)
    notes = notes_of([person.pk], first=today, until=now, of=drinks).get(person.pk, {})
    limits = ranges_of([person.pk], on=today)[person.pk].get(FLUID.slug)
    return DrunkToday(
        millilitres=int(series(FLUID, notes, today).get(today, 0)),
        limits=limits,
        expected=_expected(now.astimezone(UK), is_night=now.astimezone(UK).date() > today),
    )


def _expected(now: datetime, *, is_night: bool) -> tuple[int, float] | None:
    passed = [one for one in BY_THE_HOUR if is_night or one[0] <= now.hour]
    return passed[-1] if passed else None
