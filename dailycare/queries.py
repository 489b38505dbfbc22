"""Reads of daily care: the people of a shift, a person's timeline, one entry."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Length
from django.utils import timezone

from accounts.models import User
from dailycare.models import CareEntry, Outcome
from governance.errors import NotYours
from records.models import Admission, Allergy, CarePlan, Person
from records.models.base import Standing
from records.models.person import AllergyState
from records.queries import current

PAGE = 50
# After this long without an entry, a card says so.
QUIET_FOR = timedelta(hours=12)
# Entries younger than this are told as new on a card.
NEW_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody at one of the user's places, and why they stand where they do on the list.

    `admission` has its person, room and place with it.
    """

    admission: Admission
    latest: CareEntry | None
    review_on: date | None
    is_quiet: bool
    is_review_overdue: bool
    is_allergy_unasked: bool

    @property
    def needs_something(self) -> bool:
        return self.is_quiet or self.is_review_overdue or self.is_allergy_unasked


def my_people(user: User, *, find: str = "", page: int = 1) -> list[Stay]:
    """The people this user supports, who needs something now first, then by room.

    At most one more than a page comes back, so that the caller can tell whether there is a
    next page. With `find` those who left are found too.
    """
    start = (page - 1) * PAGE
    rows = list(_stays(user, find)[start : start + PAGE + 1])
    entries = CareEntry.objects.in_bulk([row.latest_id for row in rows if row.latest_id])
    return [
        Stay(
            admission=row,
            latest=entries.get(row.latest_id),
            review_on=row.review_on,
            is_quiet=row.is_quiet,
            is_review_overdue=row.is_review_overdue,
            is_allergy_unasked=row.is_allergy_unasked,
        )
        for row in rows
    ]


def _stays(user: User, find: str) -> QuerySet[Any]:
    there = Admission.objects.filter(
        standing=Standing.CURRENT,
        person__standing=Standing.CURRENT,
        location__in=[place.pk for place in user.locations],
    ).select_related("person", "room", "location")
    there = there.filter(_found(find)) if find else there.filter(ended_on=None)
    of_person = {"person": OuterRef("person"), "standing": Standing.CURRENT}
    latest = CareEntry.objects.filter(**of_person).order_by("-sorts_at", "-id")
    live = CarePlan.objects.filter(**of_person, status=CarePlan.Status.LIVE)
    now = timezone.now()
    return (
        there.annotate(
            latest_id=Subquery(latest.values("pk")[:1]),
            latest_at=Subquery(latest.values("sorts_at")[:1]),
            review_on=Subquery(live.values("review_on")[:1]),
            has_allergy=Exists(Allergy.objects.filter(**of_person)),
        )
        .annotate(
            is_quiet=_says(Q(latest_at__lt=now - QUIET_FOR) & Q(ended_on=None)),
            is_review_overdue=_says(Q(review_on__lt=timezone.localdate())),
            is_allergy_unasked=_says(
                Q(person__allergy_state=AllergyState.NOT_ASKED, has_allergy=False)
            ),
        )
        .annotate(
            needs_something=_says(
                Q(is_quiet=True) | Q(is_review_overdue=True) | Q(is_allergy_unasked=True)
            )
        )
        .order_by(
            F("ended_on").desc(nulls_first=True),
            "-needs_something",
            "location__name",
            # "Room 2" before "Room 12".
            Coalesce(Length("room__name"), Value(0)),
            "room__name",
            "person__family_name",
            "pk",
        )
    )


def _says(condition: Q) -> Case:
    return Case(When(condition, then=Value(value=True)), default=Value(value=False))


def _found(find: str) -> Q:
    """Match a name, a room or an NHS number (PER-16); each word must be found somewhere."""
    matches = Q()
    digits = find.replace(" ", "").replace("-", "")
    if digits.isdigit() and len(digits) > 3:
        return Q(person__nhs_number__startswith=digits)
    for word in find.split():
        matches &= (
            Q(person__family_name__icontains=word)
            | Q(person__given_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
            | Q(room__name__icontains=word)
        )
    return matches


def latest_entries(person: Person, number: int) -> list[CareEntry]:
    """The newest entries that stand, with their authors."""
    entries = current(CareEntry, person).select_related("recorded_by")
    return list(entries.order_by("-sorts_at", "-id")[:number])


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
    entries = CareEntry.objects.filter(person=person).select_related("recorded_by")
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


def drunk_today(person: Person) -> int:
    """Millilitres drunk since midnight, of what was recorded."""
    drinks = current(CareEntry, person).filter(
        kind="drink", outcome=Outcome.DONE, happened_on=timezone.localdate()
    )
    amount = Cast(KT("values__amount_ml"), IntegerField())
    return drinks.aggregate(total=Sum(amount))["total"] or 0


def entry_of(person: Person, entry_id: UUID) -> CareEntry:
    """One entry of one person. Raises NotYours for somebody else's."""
    found = CareEntry.objects.filter(person=person, pk=entry_id).select_related("recorded_by")
    entry = found.first()
    if entry is None:
        raise NotYours
    return entry
