"""What plans ask for on each occasion, and what became of it (DLY-07).

Nothing of this is kept: it follows from plans, entries and the clock, by `dailycare.policies`.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from dailycare import clock, policies
from dailycare.models import GIVEN, CareEntry
from dailycare.policies import State, Window
from governance.prepared import prepared
from records import clock_times
from records.models import Absence, CarePlan, Instruction, Person
from records.models.base import Standing
from records.queries import stays_now
from records.queries.brief import NOT_DONE_NOW
from records.queries.plans import ENDED_GOALS

# What somebody may do something about now.
IS_OPEN = (State.DUE, State.OVERDUE)
EVERY = Q()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was recorded for something that the plan asks for."""

    entry_id: UUID
    outcome: str
    reason: str
    at: datetime
    recorded_at: datetime
    by: str
    by_id: UUID

    @property
    def is_given(self) -> bool:
        return self.outcome in GIVEN


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing of a plan, once: when it is to be done, how it stands, what was recorded for it."""

    person_id: UUID
    instruction_id: UUID
    lineage: UUID
    description: str
    part_of_day: str
    is_by_the_clock: bool
    window: Window
    state: State
    answers: tuple[Answer, ...]

    @property
    def answer(self) -> Answer | None:
        """The one that says how it ended."""
        return policies.what_counts(self.answers)

    @property
    def is_pressing(self) -> bool:
        """Say whether it is to be done this hour: late, or due by the clock."""
        return self.state == State.OVERDUE or self.is_by_the_clock

    @property
    def due_at(self) -> datetime:
        """The time of the clock that the plan names, or else when its window opens."""
        return self.window.opens + (policies.BEFORE if self.is_by_the_clock else timedelta())


def today(places: list[UUID], now: datetime) -> dict[UUID, list[Occasion]]:
    """By person: what is to be done in this shift day, and what is late from the night before."""
    day = clock.shift_day(now)
    found = between(places, day - timedelta(days=1), day, now)
    return {person: _of_day(some, day) for person, some in found.items()}


def of_person(person: Person, now: datetime) -> dict[UUID, list[Occasion]]:
    """By what the plan asks for: the same of one person, for things that have a time."""
    day = clock.shift_day(now)
    asked = _span([], day - timedelta(days=1), day)
    del asked["places"]
    rows = _of_person(person=person.pk, **asked)
    found: dict[UUID, list[Occasion]] = defaultdict(list)
    for one in _of_day(_by_person(rows, asked["first"], day, now, list(State))[person.pk], day):
        if one.window.ends:
            found[one.lineage].append(one)
    return found


def late_for(served: Instruction, moment: datetime) -> Window | None:
    """Return what something comes too late for that was done at a moment."""
    day = clock.shift_day(moment)
    times = clock_times.read(served.clock_times)
    asked = policies.windows(day - timedelta(days=1), day, served.part_of_day, times)
    return policies.late_for(asked, moment)


def _of_day(some: list[Occasion], day: date) -> list[Occasion]:
    begins = clock.day_begins(day)
    return [one for one in some if one.window.until > begins or one.state == State.OVERDUE]


def open_now(places: list[UUID], now: datetime) -> dict[UUID, list[Occasion]]:
    """By person: what has a time, and is due or late now; what is late first."""
    day = clock.shift_day(now)
    asked = _span(places, day - timedelta(days=1), day)
    found = _by_person(_timed(**asked), asked["first"], day, now, IS_OPEN)
    for some in found.values():
        some.sort(key=lambda one: (one.state == State.DUE, one.due_at))
    return found


def between(
    places: list[UUID],
    first: date,
    last: date,
    now: datetime,
    *,
    of: Container[UUID] | None = None,
) -> dict[UUID, list[Occasion]]:
    """By person who lives at these places: each occasion of some shift days, in one query.

    `of` names those who are asked for, if not everybody.
    """
    rows = _plans(**_span(places, first, last))
    rows = [row for row in rows if of is None or row[0] in of]
    found = _by_person(rows, first, last, now, list(State))
    for some in found.values():
        some.sort(key=lambda one: (one.window.opens, one.description))
    return found


def _span(places: list[UUID], first: date, last: date) -> dict[str, Any]:
    """Say what is to be read for some days; the last of them ends with its night."""
    since = clock.day_begins(first)
    return {
        "places": places,
        "since": since,
        "first": first,
        "last": last + timedelta(days=1),
        "placed": since - policies.BEFORE - policies.EARLY,
    }


def _by_person(
    rows: list[tuple[Any, ...]], first: date, last: date, now: datetime, states: Sequence[State]
) -> dict[UUID, list[Occasion]]:
    found: dict[UUID, list[Occasion]] = defaultdict(list)
    for person, approved_at, replaced_at, asked, told, gone in rows:
        away = [_away(**one) for one in gone]
        days = _Days(first, last, now, approved_at, replaced_at, away)
        answers = _by_lineage(told)
        for one in asked:
            found[person] += (x for x in _of_one(person, days, answers, **one) if x.state in states)
    return found


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that are asked about, and what of them a plan is in force for."""

    first: date
    last: date
    now: datetime
    approved_at: datetime
    replaced_at: datetime | None
    gone: list[tuple[datetime, datetime | None]]

    def have(self, window: Window, begun_at: datetime) -> bool:
        """Say whether the plan asked for this, and the person was there."""
        if window.until <= max(self.approved_at, begun_at):
            return False
        if self.replaced_at and window.until > self.replaced_at:
            return False
        return not any(
            left < window.until and (back is None or window.opens < back)
            for left, back in self.gone
        )


def _of_one(
    person: UUID,
    days: _Days,
    answers: dict[str, list[Answer]],
    *,
    id: str,
    lineage: str,
    description: str,
    part_of_day: str,
    times: str,
    started_on: str | None,
    ended_on: str | None,
    recorded_at: str,
) -> Iterator[Occasion]:
    named = clock_times.read(times)
    asked = policies.windows(days.first, days.last, part_of_day, named)
    begun_at = datetime.fromisoformat(recorded_at)
    for window, told in zip(asked, policies.answered(asked, answers[lineage]), strict=True):
        on = timezone.localdate(window.opens).isoformat()
        is_asked = (started_on or on) <= on <= (ended_on or on)
        if told or (is_asked and days.have(window, begun_at)):
            yield Occasion(
                person_id=person,
                instruction_id=UUID(id),
                lineage=UUID(lineage),
                description=description,
                part_of_day=part_of_day,
                is_by_the_clock=bool(named),
                window=window,
                state=policies.state(window, policies.what_counts(told), days.now),
                answers=tuple(told),
            )


def _by_lineage(told: list[dict[str, Any]]) -> dict[str, list[Answer]]:
    """JSON has no moments and no ids. What the reader may not see of the plan has no lineage."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for one in told:
        found[one["lineage"]].append(
            Answer(
                entry_id=UUID(one["id"]),
                outcome=one["outcome"],
                reason=one["reason"],
                at=datetime.fromisoformat(one["at"]),
                recorded_at=datetime.fromisoformat(one["recorded_at"]),
                by=one["by"],
                by_id=UUID(one["by_id"]),
            )
        )
    return found


def _away(
    started_on: str, ended_on: str | None, recorded_at: str
) -> tuple[datetime, datetime | None]:
    """Say from when until when somebody was away: on the day they left, from when it was written.

    Nobody writes down the hour. On the day that they are back, the day is ours again.
    """
    left_on = date.fromisoformat(started_on)
    written = datetime.fromisoformat(recorded_at)
    next_day = timezone.make_aware(datetime.combine(left_on + timedelta(days=1), time()))
    back = timezone.make_aware(datetime.fromisoformat(ended_on)) if ended_on else None
    return min(max(written, next_day - timedelta(days=1)), next_day), back


def _read(
    whose: Exists | Q, since: datetime, first: date, last: date, placed: datetime, which: Q = EVERY
) -> QuerySet[CarePlan, tuple[Any, ...]]:
    """Each plan in force since a moment, what it asks for, what was recorded, who was away."""
    of_person = {"person": OuterRef("person"), "standing": Standing.CURRENT}
    in_force_at = Coalesce("approved_at", "recorded_at")
    later = CarePlan.objects.filter(**of_person, approved_at__gt=OuterRef("in_force_at"))
    replaced_at = Subquery(later.order_by("approved_at").values("approved_at")[:1])
    is_live, was_live = Q(status=CarePlan.Status.LIVE), Q(status=CarePlan.Status.SUPERSEDED)
    plans = CarePlan.objects.filter(whose, standing=Standing.CURRENT).annotate(
        in_force_at=in_force_at, replaced_at=replaced_at
    )
    return plans.filter(is_live | (was_live & Q(replaced_at__gt=since))).values_list(
        "person_id",
        "in_force_at",
        "replaced_at",
        ArraySubquery(_asked(first, last).filter(which).values(said=ASKED)),
        ArraySubquery(_told(of_person, placed).values(said=TOLD)),
        ArraySubquery(_gone(of_person, first).values(said=GONE)),
    )


@prepared
def _plans(
    places: list[UUID], since: datetime, first: date, last: date, placed: datetime
) -> QuerySet[CarePlan, tuple[Any, ...]]:
    return _read(_at(places), since, first, last, placed)


@prepared
def _timed(
    places: list[UUID], since: datetime, first: date, last: date, placed: datetime
) -> QuerySet[CarePlan, tuple[Any, ...]]:
    has_a_time = ~Q(part_of_day="", clock_times="")
    return _read(_at(places), since, first, last, placed, has_a_time)


@prepared
def _of_person(
    person: UUID, since: datetime, first: date, last: date, placed: datetime
) -> QuerySet[CarePlan, tuple[Any, ...]]:
    return _read(Q(person=person), since, first, last, placed)


def _at(places: list[UUID]) -> Exists:
    return Exists(stays_now(places).filter(person=OuterRef("person")))


ASKED = JSONObject(
    **{
        name: name
        for name in ("id", "lineage", "description", "part_of_day", "started_on", "ended_on")
    },
    times="clock_times",
    recorded_at="recorded_at",
)
TOLD = JSONObject(
    id="id",
    lineage="instruction__lineage",
    outcome="outcome",
    reason="outcome_reason",
    at="sorts_at",
    recorded_at="recorded_at",
    by="recorded_by__name",
    by_id="recorded_by",
)
GONE = JSONObject(started_on="started_on", ended_on="ended_on", recorded_at="recorded_at")


def _asked(first: date, last: date) -> QuerySet[Instruction]:
    in_force = Q(started_on=None) | Q(started_on__lte=last)
    in_force &= Q(ended_on=None) | Q(ended_on__gte=first)
    found = Instruction.objects.filter(
        in_force, care_plan=OuterRef("pk"), standing=Standing.CURRENT
    )
    is_over = Q(status__in=NOT_DONE_NOW) | Q(goal__isnull=False, goal__status__in=ENDED_GOALS)
    return found.exclude(is_over)


def _told(of_person: dict[str, Any], placed: datetime) -> QuerySet[CareEntry]:
    return CareEntry.objects.filter(**of_person, instruction__isnull=False, sorts_at__gte=placed)


def _gone(of_person: dict[str, Any], first: date) -> QuerySet[Absence]:
    return Absence.objects.filter(Q(ended_on=None) | Q(ended_on__gte=first), **of_person)
