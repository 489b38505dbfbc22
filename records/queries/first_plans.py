"""Who came lately, whether their first plan came within 24 hours, and what was in it (CPL-15)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from records.models import (
    Admission,
    Allergy,
    Asked,
    CapacityAssessment,
    CarePlan,
    Contact,
    Medication,
    Need,
    Person,
    PersonRecord,
    Risk,
)
from records.models.base import Standing
from records.models.observations import NeedCategory
from records.models.person import AllergyState

# The first plan is measured for those who came within this time.
NEW_FOR = timedelta(days=90)
A_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Content:
    """One of the seven things that a first plan says: a record, or that somebody asked."""

    name: str
    model: type[PersonRecord]
    category: str = ""
    question: str = ""


CONTENTS = (
    Content("immediate risks", Risk, question="risks"),
    Content("medicines", Medication, question="medicines"),
    Content("allergies", Allergy),
    Content("moving about", Need, NeedCategory.MOBILITY),
    Content("eating and drinking", Need, NeedCategory.EATING_AND_DRINKING),
    Content("people to contact", Contact, question="contacts"),
    Content("mental capacity", CapacityAssessment, question="capacity"),
)


@dataclass(frozen=True, slots=True)
class FirstPlan:
    """Somebody who came lately, when they first had a plan to work from, and what it misses."""

    person_id: UUID
    name: str
    admitted_on: date
    admitted_time: time | None
    has_left: bool
    approved_at: datetime | None
    missing: tuple[str, ...]

    @property
    def due_at(self) -> datetime:
        """Return the end of the 24 hours; of the next day, where no time of the start is known."""
        here = timezone.get_current_timezone()
        if self.admitted_time is None:
            return datetime.combine(self.admitted_on + timedelta(days=1), time.max, tzinfo=here)
        start = datetime.combine(self.admitted_on, self.admitted_time, tzinfo=here)
        return start.astimezone(UTC) + A_DAY

    @property
    def is_in_time(self) -> bool:
        return self.approved_at is not None and self.approved_at <= self.due_at

    @property
    def is_late(self) -> bool:
        return not self.is_in_time and timezone.now() > self.due_at


def first_plans(user: User) -> list[FirstPlan]:
    """Those who came lately to where this user reviews plans, who left since included.

    In one query. What is missing is what nobody has recorded or asked by now.
    """
    today = timezone.localdate()
    came = Admission.objects.filter(
        location__in=user.places_for(Permission.REVIEW_PLAN),
        standing=Standing.CURRENT,
        person__standing=Standing.CURRENT,
        admitted_on__range=(today - NEW_FOR, today),
    )
    has = {f"has_{place}": _has(content) for place, content in enumerate(CONTENTS)}
    rows = came.select_related("person").annotate(away=Coalesce(_left_before(), date.min))
    rows = rows.annotate(first=_first_approved(), **has)
    return [_first_plan(row) for row in rows.order_by("-admitted_on", "person__family_name", "id")]


def _left_before() -> Subquery:
    """When somebody left us before they came back: a move from place to place is not leaving."""
    earlier = Admission.objects.filter(
        person=OuterRef("person"), standing=Standing.CURRENT, ended_on__lt=OuterRef("admitted_on")
    )
    return Subquery(earlier.values("person").values(last=Max("ended_on")))


def _first_approved() -> Subquery:
    """When the first plan since then was approved: one of an earlier stay is no plan for this."""
    plans = CarePlan.objects.filter(
        person=OuterRef("person"),
        standing=Standing.CURRENT,
        approved_at__date__gt=OuterRef("away"),
    )
    return Subquery(plans.values("person").values(first=Min("approved_at")))


def _has(content: Content) -> Any:
    of_person = {"person": OuterRef("person"), "standing": Standing.CURRENT}
    found: QuerySet[Any] = content.model._default_manager.filter(**of_person)
    if content.category:
        return Exists(found.filter(category=content.category))
    if content.model is Allergy:
        known = Person.objects.filter(pk=OuterRef("person"))
        return Exists(found) | Exists(known.exclude(allergy_state=AllergyState.NOT_ASKED))
    return Exists(found) | Exists(Asked.objects.filter(question=content.question, **of_person))


def _first_plan(row: Any) -> FirstPlan:
    person = row.person
    return FirstPlan(
        person_id=person.pk,
        name=person.chosen_name,
        admitted_on=row.admitted_on,
        admitted_time=row.admitted_time,
        has_left=row.ended_on is not None and row.ended_on <= timezone.localdate(),
        approved_at=row.first,
        missing=tuple(
            content.name
            for place, content in enumerate(CONTENTS)
            if not getattr(row, f"has_{place}")
        ),
    )
