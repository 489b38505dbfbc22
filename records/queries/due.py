"""Which plans ask to be looked at again, by date or by what happened; and who waits for one."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, JSONObject, TruncDate
from django.utils import timezone

from accounts.models import User
from records import names
from records.models import (
    Admission,
    CarePlan,
    Incident,
    Instruction,
    Medication,
    Person,
    PersonRecord,
    Review,
    Risk,
    SafeguardingConcern,
    TransferOfCare,
)
from records.models.base import Standing
from records.queries.people import latest_stay

# A review is announced so long before its day.
SOON = timedelta(days=14)
# The first plan is measured for those who came within this time.
NEW_FOR = timedelta(days=90)
# Events of one kind that are named; more add nothing to the reason.
NAMED = 3


class Asking(NamedTuple):
    """A class of record that asks for a review: what it is called, its words, its day."""

    kind: str
    model: type[PersonRecord]
    words: str
    day: str


# What happens to a person (CPL-14). Weight, skin and complaints join when they are recorded so.
EVENTS = (
    Asking("Incident", Incident, "text", "happened_on"),
    Asking("Safeguarding concern", SafeguardingConcern, "text", "happened_on"),
    Asking("Transfer of care, to", TransferOfCare, "transfer_to", "transferred_on"),
    Asking("New medicine", Medication, "name", "started_on"),
)
# What was to be looked at again by a day of its own.
DATED = (
    Asking("Risk to look at again", Risk, "text", "review_on"),
    Asking("To look at again", Instruction, "description", "review_on"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that asks for a review of a plan, and its day."""

    kind: str
    words: str
    on: date


@dataclass(frozen=True, slots=True)
class PlanDue:
    """A live plan with its next review, and what happened since it was last looked at."""

    person_id: UUID
    name: str
    place: str
    review_on: date | None
    review_by: str
    events: list[Event]

    @property
    def is_overdue(self) -> bool:
        return self.review_on is None or self.review_on < timezone.localdate()

    @property
    def is_due(self) -> bool:
        """Say whether it belongs on a list of reviews to hold."""
        soon = timezone.localdate() + SOON
        return bool(self.events) or self.review_on is None or self.review_on <= soon

    @property
    def order(self) -> tuple[bool, bool, date]:
        """Overdue first, then what something asks for, then by day."""
        return not self.is_overdue, not self.events, self.review_on or date.min


def reviews_due(user: User) -> list[PlanDue]:
    """The plans at this user's places that are overdue, asked for by an event, or due soon."""
    places = [place.pk for place in user.locations]
    stays = _stays_now(places).filter(person=OuterRef("person"))
    found = _due(CarePlan.objects.filter(Exists(stays), person__standing=Standing.CURRENT))
    return sorted((plan for plan in found if plan.is_due), key=lambda plan: plan.order)


def asks_for_review(plan: CarePlan) -> list[Event]:
    """What happened since the live plan was last looked at, and what was to be looked at again."""
    return next((due.events for due in _due(CarePlan.objects.filter(pk=plan.pk))), [])


def _stays_now(places: list[UUID]) -> QuerySet[Admission]:
    return Admission.objects.filter(standing=Standing.CURRENT, ended_on=None, location__in=places)


def _due(plans: QuerySet[CarePlan]) -> list[PlanDue]:
    """Read live plans with what asks for their review, in one query."""
    reviews = Review.objects.filter(person=OuterRef("person"), standing=Standing.CURRENT)
    looked_at = Subquery(reviews.order_by("-recorded_at").values("recorded_at")[:1])
    rows = (
        plans.filter(status=CarePlan.Status.LIVE, standing=Standing.CURRENT)
        .annotate(looked_at=Greatest(looked_at, "approved_at", "recorded_at"))
        .annotate(looked_on=TruncDate("looked_at"))
        .values_list(
            "person_id",
            "person__given_name",
            "person__preferred_name",
            "person__family_name",
            Subquery(latest_stay(OuterRef("person")).values("location__name")[:1]),
            "review_on",
            "review_by__name",
            *(ArraySubquery(_happened(asking)) for asking in EVENTS),
            *(ArraySubquery(_to_look_at(asking)) for asking in DATED),
        )
    )
    return [_plan_due(*row) for row in rows]


def _happened(asking: Asking) -> QuerySet[Any, Any]:
    """What came into the record since, unless it happened before: an old one brought in later."""
    day = asking.day
    since = Q(**{day: None}) | Q(**{f"{day}__gte": OuterRef("looked_on")})
    found = asking.model._default_manager.filter(since, recorded_at__gt=OuterRef("looked_at"))
    return _said(found, asking)


def _to_look_at(asking: Asking) -> QuerySet[Any, Any]:
    has_come = {f"{asking.day}__lte": timezone.localdate()}
    found: QuerySet[Any] = asking.model._default_manager.filter(**has_come)
    if asking.model is Instruction:
        found = found.filter(care_plan=OuterRef("pk"))
    return _said(found, asking)


def _said(found: QuerySet[Any], asking: Asking) -> QuerySet[Any, Any]:
    said = JSONObject(
        kind=Value(asking.kind),
        words=F(asking.words),
        on=Coalesce(F(asking.day), TruncDate("recorded_at")),
    )
    found = found.filter(person=OuterRef("person"), standing=Standing.CURRENT)
    return found.order_by("-recorded_at").values(said=said)[:NAMED]


def _plan_due(
    person_id: UUID,
    given: str,
    preferred: str,
    family: str,
    place: str | None,
    review_on: date | None,
    review_by: str | None,
    *asked: list[dict[str, str]],
) -> PlanDue:
    told = [event for events in asked for event in events]
    return PlanDue(
        person_id=person_id,
        name=names.chosen(given, preferred, family),
        place=place or "",
        review_on=review_on,
        review_by=review_by or "",
        events=[Event(e["kind"], e["words"], date.fromisoformat(e["on"])) for e in told],
    )


def waiting_for_approval(user: User) -> list[CarePlan]:
    """The drafts at this user's places that wait for approval, the longest first.

    Each has its person, `asked_at` and `asked_by`.
    """
    stays = _stays_now([place.pk for place in user.locations]).filter(person=OuterRef("person"))
    last = CarePlan.versions.rel.related_model._default_manager.filter(
        pgh_obj=OuterRef("pk")
    ).order_by("-version")
    found = CarePlan.objects.filter(
        Exists(stays), standing=Standing.CURRENT, status=CarePlan.Status.AWAITING
    )
    return list(
        found.select_related("person")
        .annotate(
            asked_at=Subquery(last.values("pgh_created_at")[:1]),
            asked_by=Subquery(last.values("author__name")[:1]),
        )
        .order_by("asked_at")
    )


@dataclass(frozen=True, slots=True)
class FirstPlan:
    """Somebody who came lately, and the day on which they first had a plan to work from."""

    person: Person
    admitted_on: date
    approved_on: date | None

    @property
    def is_in_time(self) -> bool:
        """Say whether the plan was there within 24 hours (CPL-15), as far as days can tell.

        Only the day of a start is recorded, so the plan has until the end of the next day.
        """
        return self.approved_on is not None and self.approved_on <= self.last_day

    @property
    def is_late(self) -> bool:
        return not self.is_in_time and timezone.localdate() > self.last_day

    @property
    def last_day(self) -> date:
        return self.admitted_on + timedelta(days=1)


def first_plans(user: User) -> list[FirstPlan]:
    """Those who came to this user's places lately, each with their first plan, the newest first."""
    since = timezone.localdate() - NEW_FOR
    came = _stays_now([place.pk for place in user.locations]).filter(
        admitted_on__gte=since, person__standing=Standing.CURRENT
    )
    approved = CarePlan.objects.filter(
        person=OuterRef("person"), standing=Standing.CURRENT, approved_at__isnull=False
    )
    first = approved.values("person").values(first=Min("approved_at"))
    rows = came.select_related("person").annotate(first=TruncDate(Subquery(first)))
    return [
        FirstPlan(stay.person, cast("date", stay.admitted_on), stay.first)
        for stay in rows.order_by("-admitted_on", "person__family_name")
    ]
