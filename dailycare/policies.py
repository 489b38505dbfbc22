"""May this be done in this state? Pure functions; a refusal is a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol

from django.db import models

from accounts.models import User
from accounts.permissions import Permission
from dailycare.clock import DAY_BEGINS, at
from records.errors import NotInThisState
from records.models.base import PartOfDay
from records.policies import SeenPerson, Written, may


def the_plan_asks_for_it(*, is_asked_for: bool) -> None:
    """What is recorded for the plan is in it on that day: the plan may change meanwhile."""
    if not is_asked_for:
        raise NotInThisState(
            "The plan does not ask for this any more. Save again to record it as a note of its own"
        )


def is_corrected_by(entry: Written, user: User, person: SeenPerson) -> bool:
    """Say whether this user may: its author, or a lead where the person is (DLY-05)."""
    is_mine = entry.recorded_by_id == user.pk
    return may(user, Permission.CORRECT_CARE, person) or (
        is_mine and may(user, Permission.RECORD_CARE, person)
    )


def may_be_corrected_by(entry: Written, user: User, person: SeenPerson) -> None:
    """An author corrects their own entry; a senior, nurse or manager corrects any."""
    if not is_corrected_by(entry, user, person):
        raise NotInThisState("Only its author or a senior can correct this entry")


class Seen(Protocol):
    """What a lead did about something on the list, as it is kept."""

    done: str
    recorded_by: Any


def is_not_seen_yet(seen: Seen | None) -> None:
    """What is on the list is answered once: whoever comes second reads what the first did."""
    if seen:
        raise NotInThisState(f"{seen.recorded_by.name} has seen this: {seen.done}")


def is_seen_corrected_by(seen: Written, user: User, person: SeenPerson) -> bool:
    """Say whether this user may: its author as a lead, or a manager, where the person is."""
    is_mine = seen.recorded_by_id == user.pk
    return may(user, Permission.SEE_AUDIT, person) or (
        is_mine and may(user, Permission.SEE_EXCEPTIONS, person)
    )


def seen_may_be_corrected_by(seen: Written, user: User, person: SeenPerson) -> None:
    """What one lead did is not for another to put in other words."""
    if not is_seen_corrected_by(seen, user, person):
        raise NotInThisState("Only its author or a manager can correct this")


# The rule of windows (DLY-07). Its figures are ours: general knowledge, not national guidance.
# A clock time may be kept from so long before it until so long after it.
BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=60)
# What is done so long before its window is early; before that it is something else.
EARLY = timedelta(minutes=60)
# After its window it is late for so long, unless the next one opens; from then on it was missed.
LATE_FOR = timedelta(hours=2)
PARTS = {
    PartOfDay.MORNING: (time(6), time(12)),
    PartOfDay.AFTERNOON: (time(12), time(17)),
    PartOfDay.EVENING: (time(17), time(21)),
    PartOfDay.NIGHT: (time(21), time(6)),
}


@dataclass(frozen=True, slots=True)
class Window:
    """When one thing of the plan is to be done once. `ends` is when it is late no more but missed.

    What the plan asks for some time in the day is never late and never missed: `ends` is None.
    """

    opens: datetime
    until: datetime
    ends: datetime | None

    def takes(self, moment: datetime) -> bool:
        """Say whether what happened then was done for this, early and late included."""
        if self.ends is None:
            return self.opens <= moment < self.until
        return self.opens - EARLY <= moment <= self.ends


@lru_cache(maxsize=512)
def windows(
    first: date, last: date, part_of_day: str, times: tuple[time, ...] = ()
) -> tuple[Window, ...]:
    """Return the windows of the shift days from the first to the last, in order.

    Clock times come before the part of the day; without either it is some time in the day. A
    window is over when the next one opens, so that what is done counts for one of them.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 2)]
    spans = sorted((*span, day) for day in days for span in _spans(day, part_of_day, times))
    found = []
    for (opens, until, day), (following, *_) in pairwise(spans):
        if day <= last:
            until = min(until, following)
            ends = min(until + LATE_FOR, following) if times or part_of_day else None
            found.append(Window(opens, until, ends))
    return tuple(found)


def _spans(
    day: date, part_of_day: str, times: tuple[time, ...]
) -> Iterator[tuple[datetime, datetime]]:
    for clock in times:
        moment = at(day + timedelta(days=clock < DAY_BEGINS), clock)
        yield moment - BEFORE, moment + AFTER
    if not times:
        opens, until = PARTS[PartOfDay(part_of_day)] if part_of_day else (DAY_BEGINS, DAY_BEGINS)
        yield at(day, opens), at(day + timedelta(days=until <= DAY_BEGINS), until)


class Told(Protocol):
    """What was recorded for something of the plan, in as much as the rule asks of it."""

    @property
    def at(self) -> datetime: ...
    @property
    def is_given(self) -> bool: ...


def answered[Said: Told](asked: Sequence[Window], told: Iterable[Said]) -> list[list[Said]]:
    """Return for each window what was recorded for it, in the order it happened.

    What happened inside a window is for that one; what was early or late for one, for the first
    that has no answer yet.
    """
    found: list[list[Said]] = [[] for _ in asked]
    for one in sorted(told, key=lambda said: said.at):
        taking = [place for place, window in enumerate(asked) if window.takes(one.at)]
        taking.sort(key=lambda n: (not asked[n].opens <= one.at <= asked[n].until, bool(found[n])))
        if taking:
            found[taking[0]].append(one)
    return found


def what_counts[Said: Told](told: Sequence[Said]) -> Said | None:
    """Return the one of several that says how it ended: that it was done, or else the last."""
    return next((one for one in reversed(told) if one.is_given), told[-1] if told else None)


class State(models.TextChoices):
    """How one thing of the plan stands on one occasion (DLY-07)."""

    LATER = "later", "Not yet due"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Late"
    MISSED = "missed", "Missed"
    EARLY = "early", "Done early"
    DONE = "done", "Done"
    LATE = "late", "Done late"
    NOT_DONE = "not_done", "Not done"


def state(window: Window, said: Told | None, now: datetime) -> State:
    """Say how something stands by what was recorded for it, or else by the clock."""
    if said is None:
        return _waiting(window, now)
    if not said.is_given:
        return State.NOT_DONE
    if said.at < window.opens:
        return State.EARLY
    return State.LATE if said.at > window.until else State.DONE


def _waiting(window: Window, now: datetime) -> State:
    if now < window.opens:
        return State.LATER
    if window.ends is None or now <= window.until:
        return State.DUE
    return State.OVERDUE if now <= window.ends else State.MISSED


def late_for(asked: Sequence[Window], moment: datetime) -> Window | None:
    """Return the window that something comes too late for; nothing where it is in time for one."""
    taking = [window for window in asked if window.takes(moment)]
    is_in_time = any(moment <= window.until for window in taking)
    return taking[-1] if taking and not is_in_time else None


def no_kind_is_named_so(label: str, *, is_there: bool) -> None:
    """Two kinds of one name could not be told apart."""
    if is_there:
        raise NotInThisState(f"There is a kind of care called {label} already")
