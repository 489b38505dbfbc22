"""What needs a lead's eye: missed, late, refused, not offered, quiet, notes that disagree (DLY-08).

It is read from entries, plans and the clock each time. What hangs under a need that is kept
private is not in it, as nowhere outside a person's own pages (decision 0009).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from dailycare import clock, occasions, words
from dailycare.kinds import CONFIRMED
from dailycare.models import GIVEN, CareEntry, ExceptionSeen, Outcome
from dailycare.occasions import Occasion
from dailycare.policies import State
from dailycare.queries import TOLD
from dailycare.shift import QUIET_FOR
from governance.errors import NotYours
from records import names
from records import queries as records
from records.models import Admission, OpenedFromOutside, Person
from records.models.base import Standing
from records.models.gp import SAID, GPNews, gp_news

# Two notes of one thing so near to each other are about the same moment: general knowledge, not
# national guidance.
SAME_MOMENT = timedelta(minutes=30)
# What happened so long before it was recorded is still told as new.
LOOK_BACK = timedelta(days=7)
# What was opened from outside, or changed in a GP record, is told until a lead looked at it, at
# most so long.
UNSEEN_FOR = timedelta(days=31)
NOT_GIVEN = (Outcome.REFUSED, Outcome.NOT_OFFERED)


class ExceptionKind(models.TextChoices):
    """Why something is on the list."""

    OUTSIDE = "outside", "Opened from outside"
    GP_RECORD = "gp_record", "GP record"
    CONTRADICTION = "contradiction", "Notes that disagree"
    MISSED = "missed", "Missed"
    LATE = "late", "Late"
    REFUSED = "refused", "Refused"
    NOT_OFFERED = "not_offered", "Not offered"
    UNUSUAL = "unusual", "Unusual, and confirmed"
    QUIET = "quiet", "Nothing recorded"


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who lives at one of the user's places now."""

    person_id: UUID
    given_name: str
    preferred_name: str
    family_name: str
    location_id: UUID
    place: str
    unit_id: UUID | None
    unit: str
    room: str
    admitted_on: date | None
    latest: datetime | None
    is_away: bool
    gp_notices: list[dict[str, Any]]

    @property
    def name(self) -> str:
        return names.chosen(self.given_name, self.preferred_name, self.family_name)


@dataclass(frozen=True, slots=True)
class ExceptionItem:
    """One line of the list. `key` names it for good; `entries` are what it was read from."""

    key: str
    kind: ExceptionKind
    person: Here
    at: datetime
    what: str
    why: str
    entries: tuple[CareEntry, ...] = ()
    seen: ExceptionSeen | None = None
    opening: OpenedFromOutside | None = None  # that it tells of
    undone: Occasion | None = None  # that nothing is recorded for
    gp_areas: frozenset[str] = frozenset()  # of a GP record that changed, or differs from ours
    is_to_decide: bool = False  # entry by entry, where the two records stand side by side


def exceptions(
    user: User, since: datetime, until: datetime, unit: UUID | None = None
) -> list[ExceptionItem]:
    """What came up in a time, at the places where this user leads, the newest first.

    Whoever is quiet when it ends is told, however long that is, and what was opened from outside
    until a manager looked at it. Seven queries, whatever the number of people; `until` is no later
    than now.
    """
    places = user.places_for(Permission.SEE_EXCEPTIONS)
    return _found(people_here(places, unit), places, since, until)


def exceptions_of(
    user: User, person_id: UUID, since: datetime, until: datetime
) -> list[ExceptionItem]:
    """The same of one person."""
    places = user.places_for(Permission.SEE_EXCEPTIONS)
    here = [one for one in people_here(places) if one.person_id == person_id]
    return _found(here, places, since, until)


def seen_of(person: Person, seen_id: UUID) -> ExceptionSeen:
    """What a lead did about something of a person's, taken out or not. Raises NotYours."""
    found = ExceptionSeen.objects.filter(person=person, pk=seen_id).select_related("recorded_by")
    seen = found.first()
    if seen is None:
        raise NotYours
    return seen


def _found(
    people: list[Here], places: list[UUID], since: datetime, until: datetime
) -> list[ExceptionItem]:
    here = {one.person_id: one for one in people}
    entries = _told_of(list(here), since, until)
    found = [*_of_entries(here, entries), *_disagreeing(here, entries), *_quiet(here, until)]
    found += _of_the_plan(here, places, since, until)
    in_time = [one for one in found if since < one.at <= until or one.kind == ExceptionKind.QUIET]
    in_time += _from_outside(here, places, since, until)
    in_time += (item for one in people for item in _of_gp_record(one, until))
    seen = {
        (one.person_id, one.key): one
        for one in ExceptionSeen.objects.filter(
            person__in=here, key__in={one.key for one in in_time}, standing=Standing.CURRENT
        ).select_related("recorded_by")
    }
    told = [replace(one, seen=seen.get((one.person.person_id, one.key))) for one in in_time]
    told = [one for one in told if one.at > since or not (one.gp_areas and one.seen)]
    return sorted(told, key=lambda one: (one.at, one.key), reverse=True)


def people_here(places: list[UUID], unit: UUID | None = None) -> list[Here]:
    """Who lives at some places now, or on one unit of them."""
    of_person = {"person": OuterRef("person"), "standing": Standing.CURRENT}
    latest = CareEntry.objects.filter(**of_person).order_by("-sorts_at", "-id")
    stays: QuerySet[Admission] = records.stays_now(places).filter(person__standing=Standing.CURRENT)
    if unit:
        stays = stays.filter(room__unit=unit)
    rows = stays.values_list(
        "person_id",
        "person__given_name",
        "person__preferred_name",
        "person__family_name",
        "location_id",
        "location__name",
        "room__unit_id",
        Coalesce("room__unit__name", Value("")),
        Coalesce("room__name", Value("")),
        "admitted_on",
        Subquery(latest.values("sorts_at")[:1]),
        Exists(records.away(of_person, timezone.localdate())),
        ArraySubquery(records.gp_notices_now(of_person, timezone.now() - UNSEEN_FOR)),
    )
    return [Here(*row) for row in rows]


def _told_of(people: list[UUID], since: datetime, until: datetime) -> list[Any]:
    """What was not given lately, or is unusual: recorded in this time or just before it.

    Each has the ids of what others gave the person `near` that moment: reading all that was given
    in a week takes longer than everything else.
    """
    moment = OuterRef("sorts_at")
    near = CareEntry.objects.filter(
        person=OuterRef("person"),
        standing=Standing.CURRENT,
        outcome__in=GIVEN,
        sorts_at__range=(moment - SAME_MOMENT, moment + SAME_MOMENT),
    ).exclude(recorded_by=OuterRef("recorded_by"))
    is_unusual = Q(**{f"values__{CONFIRMED}__isnull": False})
    return list(
        CareEntry.objects.filter(
            Q(outcome__in=NOT_GIVEN) | is_unusual,
            person__in=people,
            standing=Standing.CURRENT,
            import_run_id=None,
            sorts_at__gt=since - LOOK_BACK,
            recorded_at__lte=until,
        )
        .annotate(near=ArraySubquery(near.order_by("sorts_at", "pk").values("pk")))
        .select_related(*TOLD)
    )


def _of_entries(here: dict[UUID, Here], entries: Iterable[CareEntry]) -> Iterator[ExceptionItem]:
    for entry in entries:
        about: dict[str, Any] = {
            "person": here[entry.person_id],
            "at": entry.recorded_at,
            "entries": (entry,),
        }
        what = _what(entry)
        if entry.outcome in NOT_GIVEN:
            kind, why = ExceptionKind(entry.outcome), entry.outcome_reason
            yield ExceptionItem(f"entry:{entry.pk}", kind, what=what, why=why, **about)
        if entry.values.get(CONFIRMED):
            kind, why = ExceptionKind.UNUSUAL, words.values_in_words(entry)
            yield ExceptionItem(f"unusual:{entry.pk}", kind, what=what, why=why, **about)


def _disagreeing(here: dict[UUID, Here], entries: list[Any]) -> Iterator[ExceptionItem]:
    """Two people say of one thing at one time that it was done and that it was not."""
    entries = [entry for entry in entries if entry.outcome in NOT_GIVEN]
    if not entries:
        return
    near = {pk for entry in entries for pk in entry.near}
    given = CareEntry.objects.select_related(*TOLD).in_bulk(near)
    for entry in entries:
        for other in (given[pk] for pk in entry.near):
            if _thing(other) == _thing(entry):
                why = f"{entry.get_outcome_display()}, and {other.get_outcome_display().lower()}"
                yield _contradiction(here, (entry, other), why)


def _thing(entry: CareEntry) -> tuple[Any, ...]:
    """Say what an entry is about: a thing of the plan, or else its kind."""
    return entry.person_id, entry.instruction.lineage if entry.instruction else entry.kind


def _contradiction(
    here: dict[UUID, Here], entries: tuple[CareEntry, CareEntry], why: str
) -> ExceptionItem:
    first, second = sorted(entries, key=lambda entry: (entry.sorts_at, entry.pk))
    return ExceptionItem(
        key=f"both:{first.pk}:{second.pk}",
        kind=ExceptionKind.CONTRADICTION,
        person=here[first.person_id],
        at=max(first.recorded_at, second.recorded_at),
        what=_what(first),
        why=why,
        entries=(first, second),
    )


def _what(entry: CareEntry) -> str:
    return entry.instruction.description if entry.instruction else words.kind_in_words(entry)


def _quiet(here: dict[UUID, Here], until: datetime) -> Iterator[ExceptionItem]:
    for one in here.values():
        if one.is_away or not (begins := _quiet_from(one)) or begins > until:
            continue
        yield ExceptionItem(
            key=f"quiet:{one.person_id}:{begins:%Y-%m-%dT%H:%M}",
            kind=ExceptionKind.QUIET,
            person=one,
            at=begins,
            what="Nothing recorded for 12 hours" if one.latest else "Nothing recorded yet",
            why="",
        )


def _quiet_from(one: Here) -> datetime | None:
    """Of whom nothing was recorded for long; of whom nothing ever was, from the day after."""
    if one.latest:
        return one.latest + QUIET_FOR
    if one.admitted_on is None:
        return None
    return timezone.make_aware(datetime.combine(one.admitted_on + timedelta(days=1), time()))


def nobody_looked_at(openings: QuerySet[OpenedFromOutside]) -> QuerySet[OpenedFromOutside]:
    """Those of what was opened from outside of which no manager said whether it was in order."""
    return openings.filter(~Exists(_looked_at()))


def _looked_at() -> QuerySet[ExceptionSeen]:
    key = Concat(Value("outside:"), Cast(OuterRef("pk"), models.TextField()))
    of_person = {"person": OuterRef("person"), "standing": Standing.CURRENT}
    return ExceptionSeen.objects.filter(**of_person, key=key)


def _from_outside(
    here: dict[UUID, Here], places: list[UUID], since: datetime, until: datetime
) -> Iterator[ExceptionItem]:
    opened = records.opened_at(places, until - UNSEEN_FOR, until)
    for one in opened.filter(Q(recorded_at__gt=since) | ~Exists(_looked_at())):
        if one.person_id in here:
            yield ExceptionItem(
                key=f"outside:{one.pk}",
                kind=ExceptionKind.OUTSIDE,
                person=here[one.person_id],
                at=one.recorded_at,
                what=f"{one.recorded_by.name} opened the record",
                why=f"{one.get_cause_display()}: {one.words}",
                opening=one,
            )


def _of_gp_record(one: Here, until: datetime) -> Iterator[ExceptionItem]:
    """What changed with each time that the record came, and what differs from ours, without words.

    Roles that see this list see GP records too; those who may not could still read a handover.
    """
    for name, some in groupby(one.gp_notices, key=lambda notice: notice["key"]):
        notices = list(some)
        at = max(datetime.fromisoformat(notice["at"]) for notice in notices)
        if at > until:
            continue
        counts = Counter[str]()
        for notice in notices:
            counts[gp_news(notice["area"], notice["news"])] += notice["how_many"]
        yield ExceptionItem(
            key=name,
            kind=ExceptionKind.GP_RECORD,
            person=one,
            at=at,
            what="; ".join(
                f"{words} ({counts[words]})" if counts[words] > 1 else words
                for words in SAID.values()
                if counts[words]
            ),
            why="",
            gp_areas=frozenset(notice["area"] for notice in notices),
            is_to_decide=notices[0]["news"] == GPNews.DIFFERS,
        )


def _of_the_plan(
    here: dict[UUID, Here], places: list[UUID], since: datetime, until: datetime
) -> Iterator[ExceptionItem]:
    first = clock.shift_day(since) - timedelta(days=1)
    asked = occasions.between(places, first, clock.shift_day(until), until, of=here)
    twice: list[tuple[UUID, UUID]] = []
    for person, some in asked.items():
        for one in some:
            yield from _late_or_missed(here[person], one)
            twice += _given_twice(one)
    entries = CareEntry.objects.select_related(*TOLD).in_bulk([pk for two in twice for pk in two])
    for first_id, second_id in twice:
        yield _contradiction(here, (entries[first_id], entries[second_id]), "Recorded twice")


def _late_or_missed(person: Here, one: Occasion) -> Iterator[ExceptionItem]:
    named = f"{one.lineage}:{one.window.opens:%Y-%m-%dT%H:%M}"
    if one.state == State.LATE and one.answer:
        told = one.answer
        why = ": ".join(filter(None, [f"Done late, {_clock(told.at)}, by {told.by}", told.reason]))
        yield _line(f"done:{named}", ExceptionKind.LATE, person, told.recorded_at, one, why)
    elif one.state == State.OVERDUE:
        why = f"Was to be done by {_clock(one.window.until)}"
        late = _line(f"late:{named}", ExceptionKind.LATE, person, one.window.until, one, why)
        yield replace(late, undone=one)
    elif one.state == State.MISSED and one.window.ends:
        why = f"Was to be done by {_clock(one.window.until)}, and nothing is recorded for it"
        missed = _line(f"missed:{named}", ExceptionKind.MISSED, person, one.window.ends, one, why)
        yield replace(missed, undone=one)


def _line(
    key: str, kind: ExceptionKind, person: Here, at: datetime, one: Occasion, why: str
) -> ExceptionItem:
    return ExceptionItem(key, kind, person, at, one.description, why)


def _given_twice(one: Occasion) -> Iterator[tuple[UUID, UUID]]:
    """Two people recorded what was to be done once: one of them may have done it again."""
    if one.window.ends is None:  # some time in the day: as often as it does good
        return
    for first, second in pairwise(told for told in one.answers if told.is_given):
        if first.by_id != second.by_id:
            yield first.entry_id, second.entry_id


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
