"""Who waits for an approval, and who for a first plan."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from records.models import Admission, CarePlan, Person
from records.models.base import Standing

# The first plan is measured for those who came within this time.
NEW_FOR = timedelta(days=90)


def stays_now(places: list[UUID]) -> QuerySet[Admission]:
    """The stays at some places that have not ended."""
    return Admission.objects.filter(standing=Standing.CURRENT, ended_on=None, location__in=places)


def waiting_for_approval(user: User) -> list[CarePlan]:
    """The drafts that this user may approve and that wait for it, the longest first.

    Each has its person, `asked_at` and `asked_by`.
    """
    stays = stays_now(user.places_for(Permission.REVIEW_PLAN)).filter(person=OuterRef("person"))
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
    """Those who came lately to where this user reviews plans, each with their first plan."""
    since = timezone.localdate() - NEW_FOR
    came = stays_now(user.places_for(Permission.REVIEW_PLAN)).filter(
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
