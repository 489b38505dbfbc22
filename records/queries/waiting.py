"""Whose plan waits for an approval."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import User
from accounts.permissions import Permission
from records.models import Admission, CarePlan
from records.models.base import Standing


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
