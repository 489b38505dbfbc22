"""Reads of daily care: a person's timeline, one entry."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from accounts.permissions import Permission
from dailycare.kinds import Question
from dailycare.models import CareEntry
from governance.errors import NotYours
from governance.prepared import prepared
from records import queries as records
from records.models import Admission, Person
from records.models.base import Standing

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
    "import_run_id",
    "source",
    "source_author",
    "recorded_by__name",
    "instruction__description",
)
# Notes on a person's own page.
LATEST = 20
# Getting to know somebody before they come is care too; a note of long before is a wrong year.
BEFORE_ADMISSION = timedelta(days=90)


def earliest_day(person: Person) -> date:
    """The first day that care can be recorded for: alive, and not long before they came to us."""
    return _earliest(person, next(iter(_came_on(person=person.pk)), None))


@prepared
def _came_on(person: UUID) -> QuerySet[Admission, date | None]:
    stays = Admission.objects.filter(person=person, standing=Standing.CURRENT)
    known = stays.filter(admitted_on__isnull=False)
    return known.order_by("admitted_on").values_list("admitted_on", flat=True)[:1]


def _earliest(person: Person, came_on: date | None) -> date:
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


def sent_before(entry_id: UUID) -> CareEntry | None:
    """The entry that came under this id already, whoever's it is."""
    return next(iter(_with_id(entry=entry_id)), None)


@prepared
def _with_id(entry: UUID) -> QuerySet[CareEntry]:
    return CareEntry.objects.filter(pk=entry)


def ids_among(ids: Collection[UUID]) -> set[UUID]:
    """Those of these ids under which an entry came already."""
    return set(CareEntry.objects.filter(pk__in=ids).values_list("pk", flat=True))


def people_to_record(user: User, ids: Collection[UUID]) -> dict[UUID, tuple[Person, date]]:
    """Those of these people whose care this user may record, each with their `earliest_day`."""
    people = records.people_for(user, Permission.RECORD_CARE)
    return with_earliest_day(people.filter(pk__in=ids))


def with_earliest_day(people: QuerySet[Person]) -> dict[UUID, tuple[Person, date]]:
    """People by id, each with their `earliest_day`, in one query."""
    stays = Admission.objects.filter(person=OuterRef("pk"), standing=Standing.CURRENT)
    came_on = stays.order_by("admitted_on").values("admitted_on")[:1]  # unknown days come last
    found = people.annotate(came_on=Subquery(came_on))
    return {person.pk: (person, _earliest(person, person.came_on)) for person in found}


def entry_of(person: Person, entry_id: UUID) -> CareEntry:
    """One entry of one person. Raises NotYours for somebody else's."""
    found = CareEntry.objects.filter(person=person, pk=entry_id).select_related(*TOLD)
    entry = found.first()
    if entry is None:
        raise NotYours
    entry.person = person  # as their reader came to see them
    return entry
