"""Reads of daily care: the people of a shift, a person's timeline, one entry."""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from dailycare.kinds import Question
from dailycare.models import GIVEN, CareEntry
from governance.errors import NotYours
from governance.prepared import prepared
from records import queries as records
from records.models import Admission, Allergy, CarePlan, Person
from records.models.base import Standing
from records.models.person import AllergyState

PAGE = 50
# What an entry is told with: its author, and what the plan asked for.
TOLD = ("recorded_by", "instruction")
# What a line of it says: a person's page reads no more of each entry, its author and its task.
TOLD_OF = (
    "person",
    "kind",
    "outcome",
    "outcome_reason",
    "values",
    "text",
    "happened_on",
    "happened_at",
    "part_of_day",
    "recorded_at",
    "version",
    "standing",
    "source",
    "source_author",
    "recorded_by__name",
    "instruction__description",
)
# Notes on a person's own page.
LATEST = 20
# After this long without an entry, a card says so.
QUIET_FOR = timedelta(hours=12)
# Entries younger than this are told as new on a card.
NEW_FOR = timedelta(hours=24)
# Words of an earlier entry are looked for so far back, and are not asked about when so few.
SAME_WORDS_WITHIN = timedelta(days=31)
TOO_FEW_LETTERS = 20
# Getting to know somebody before they come is care too; a note of long before is a wrong year.
BEFORE_ADMISSION = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest entry about somebody, in as much as a card tells of it."""

    kind: str
    outcome: str
    values: dict[str, Any]
    text: str
    happened_at: datetime | None
    part_of_day: str
    sorts_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody at one of the user's places, and why they stand where they do on the list."""

    person_id: UUID
    location_id: UUID
    given_name: str
    preferred_name: str
    family_name: str
    nhs_number: str
    room: str
    place: str
    has_left: bool
    away: str  # where they are instead, as the header says it
    latest: Latest | None
    review_on: date | None
    admitted_on: date | None
    is_quiet: bool
    is_review_overdue: bool
    is_allergy_unasked: bool

    @property
    def needs_something(self) -> bool:
        return self.is_quiet or self.is_review_overdue or self.is_allergy_unasked

    @property
    def order(self) -> tuple[Any, ...]:
        """Who is here and needs something first, then by room: Room 2 before Room 12."""
        room = (len(self.room), self.room)
        return self.has_left, not self.needs_something, self.place, room, self.family_name


def my_people(
    user: User, *, may: Permission = Permission.SEE_PEOPLE, find: str = "", page: int = 1
) -> list[Stay]:
    """The people this user supports, or may do this for; who needs something first, then by room.

    At most one more than a page comes back, so that the caller can tell whether there is a
    next page. With `find` those who left are found too.
    """
    places, now = user.places_for(may), timezone.localtime()
    rows = (
        _stays(places, now.date()).filter(_found(find))
        if find
        else _stays_now(places=places, today=now.date())
    )
    start = (page - 1) * PAGE
    stays = [_stay(row, now) for row in rows]
    return sorted(stays, key=lambda stay: stay.order)[start : start + PAGE + 1]


def _stays(places: list[UUID], today: date) -> QuerySet[Admission, tuple[Any, ...]]:
    of_person = {"person": OuterRef("person"), "standing": Standing.CURRENT}
    latest = CareEntry.objects.filter(**of_person).order_by("-sorts_at", "-id")
    told = JSONObject(**{field.name: field.name for field in fields(Latest)})
    live = CarePlan.objects.filter(**of_person, status=CarePlan.Status.LIVE)
    return Admission.objects.filter(
        standing=Standing.CURRENT, person__standing=Standing.CURRENT, location__in=places
    ).values_list(
        "person_id",
        "location_id",
        "person__given_name",
        "person__preferred_name",
        "person__family_name",
        "person__nhs_number",
        "room__name",
        "location__name",
        "admitted_on",
        "ended_on",
        Subquery(latest.values(told=told)[:1]),
        Subquery(live.values("review_on")[:1]),
        "person__allergy_state",
        Exists(Allergy.objects.filter(**of_person)),
        Subquery(records.away(of_person, today)),
    )


@prepared
def _stays_now(places: list[UUID], today: date) -> QuerySet[Admission, tuple[Any, ...]]:
    return _stays(places, today).filter(ended_on=None)


def _stay(row: tuple[Any, ...], now: datetime) -> Stay:
    person, at, given, preferred, family, number, room, place, *known = row
    admitted_on, ended_on, told, review_on, allergy_state, has_allergy, away = known
    latest = _latest(**told) if told else None
    return Stay(
        person_id=person,
        location_id=at,
        given_name=given,
        preferred_name=preferred,
        family_name=family,
        nhs_number=number,
        room=room or "",
        place=place,
        has_left=ended_on is not None,
        away=records.away_in_words(**away) if away else "",
        latest=latest,
        review_on=review_on,
        admitted_on=admitted_on,
        is_quiet=not ended_on and not away and _is_quiet(latest, admitted_on, now),
        is_review_overdue=bool(review_on and review_on < now.date()),
        is_allergy_unasked=allergy_state == AllergyState.NOT_ASKED and not has_allergy,
    )


def _is_quiet(latest: Latest | None, admitted_on: date | None, now: datetime) -> bool:
    """Say whether nothing was recorded for long: since the day they came, if nothing ever was."""
    if latest:
        return latest.sorts_at < now - QUIET_FOR
    return admitted_on is None or admitted_on < now.date()


def _latest(*, happened_at: str | None, sorts_at: str, recorded_at: str, **told: Any) -> Latest:
    """JSON has no moments: they come as text."""
    return Latest(
        happened_at=datetime.fromisoformat(happened_at) if happened_at else None,
        sorts_at=datetime.fromisoformat(sorts_at),
        recorded_at=datetime.fromisoformat(recorded_at),
        **told,
    )


def _found(find: str) -> Q:
    """Match a name, a room or an NHS number (PER-16); each word must be found somewhere.

    Four digits may be a room as well as the beginning of a number.
    """
    matches = Q()
    for word in find.split():
        matches &= (
            Q(person__family_name__icontains=word)
            | Q(person__given_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
            | Q(room__name__icontains=word)
        )
    digits = find.replace(" ", "").replace("-", "")
    if digits.isdecimal() and len(digits) > 3:
        matches |= Q(person__nhs_number__startswith=digits)
    return matches


def earliest_day(person: Person) -> date:
    """The first day that care can be recorded for: alive, and not long before they came to us."""
    stays = Admission.objects.filter(person=person, standing=Standing.CURRENT)
    came_on = stays.aggregate(first=Min("admitted_on"))["first"]
    born = person.date_of_birth
    return max(born, came_on - BEFORE_ADMISSION) if came_on else born


def latest_entries(person: Person) -> list[CareEntry]:
    """The newest entries that stand, with their authors."""
    return _latest_entries(person=person.pk)


@prepared
def _latest_entries(person: UUID) -> QuerySet[CareEntry]:
    entries = CareEntry.objects.filter(person=person, standing=Standing.CURRENT)
    return entries.select_related(*TOLD).only(*TOLD_OF).order_by("-sorts_at", "-id")[:LATEST]


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """What the reader of a timeline asked to see. `before` is the id of the last entry shown."""

    kind: str = ""
    words: str = ""
    author: str = ""
    until: datetime | None = None
    before: UUID | None = None
    with_errors: bool = False


def timeline(person: Person, asked: TimelineFilter) -> list[CareEntry]:
    """One page of a person's entries, the newest first, and one more if there are older ones.

    Pages follow the index (person, moment, id), so the thousandth costs what the first does.
    """
    entries = CareEntry.objects.filter(person=person).select_related(*TOLD)
    if not asked.with_errors:
        entries = entries.filter(standing=Standing.CURRENT)
    if asked.kind:
        entries = entries.filter(kind=asked.kind)
    if asked.words:
        entries = entries.filter(text__icontains=asked.words)
    if asked.author:
        written_by = Q(recorded_by__name__icontains=asked.author)
        entries = entries.filter(written_by | Q(source_author__icontains=asked.author))
    if asked.until:
        entries = entries.filter(sorts_at__lt=asked.until)
    if asked.before:
        entries = _older_than(entries, person, asked.before)
    return list(entries.order_by("-sorts_at", "-id")[: PAGE + 1])


def _older_than(
    entries: QuerySet[CareEntry], person: Person, entry_id: UUID
) -> QuerySet[CareEntry]:
    last = CareEntry.objects.filter(person=person, pk=entry_id).first()
    if last is None:
        raise NotYours
    return entries.filter(Q(sorts_at__lt=last.sorts_at) | Q(sorts_at=last.sorts_at, pk__lt=last.pk))


def placed_from(day: date) -> datetime:
    """The moment from which on the timeline's index has all entries of a day and of later ones.

    An entry stands in its own day, by the clock of the United Kingdom; the margin covers any other.
    """
    return datetime.combine(day, time.min, tzinfo=UTC) - timedelta(days=1)


def drunk_today(person: Person) -> int:
    """Millilitres drunk since midnight, of what was recorded, whoever gave it."""
    today = timezone.localdate()
    return sum(_amounts_drunk(person=person.pk, day=today, placed=placed_from(today)))


@prepared
def _amounts_drunk(person: UUID, day: date, placed: datetime) -> QuerySet[CareEntry, int]:
    drinks = CareEntry.objects.filter(
        person=person,
        standing=Standing.CURRENT,
        kind="drink",
        outcome__in=GIVEN,
        happened_on=day,
        sorts_at__gte=placed,
    )
    amount = Coalesce(Cast(KT("values__amount_ml"), IntegerField()), 0)
    return drinks.values_list(amount, flat=True)


def last_number(
    person: Person, question: Question, *, kind: str, leaving_out: UUID
) -> float | None:
    """The newest answer in numbers to a question about somebody, which the next is held to."""
    said = CareEntry.objects.filter(
        person=person, standing=Standing.CURRENT, kind=kind, values__has_key=question.name
    )
    newest = said.exclude(pk=leaving_out).order_by("-sorts_at", "-id")
    numbers = newest.values_list(f"values__{question.name}", flat=True)[:1]
    return next((number for number in numbers if isinstance(number, int | float)), None)


def written_before(person: Person, text: str, *, by: User, leaving_out: UUID) -> datetime | None:
    """When this author wrote the same words of this person lately; a few words are often said."""
    if len(text) < TOO_FEW_LETTERS:
        return None
    same = CareEntry.objects.filter(
        person=person,
        standing=Standing.CURRENT,
        recorded_by=by,
        text=text,
        sorts_at__gte=timezone.now() - SAME_WORDS_WITHIN,
    )
    return same.exclude(pk=leaving_out).aggregate(last=Max("sorts_at"))["last"]


def sent_before(entry_id: UUID) -> CareEntry | None:
    """The entry that came under this id already, whoever's it is."""
    return next(iter(_with_id(entry=entry_id)), None)


@prepared
def _with_id(entry: UUID) -> QuerySet[CareEntry]:
    return CareEntry.objects.filter(pk=entry)


def entry_of(person: Person, entry_id: UUID) -> CareEntry:
    """One entry of one person. Raises NotYours for somebody else's."""
    found = CareEntry.objects.filter(person=person, pk=entry_id).select_related(*TOLD)
    entry = found.first()
    if entry is None:
        raise NotYours
    return entry
