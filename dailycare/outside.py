"""What leads are told at once, on their first page: decisions 0024 and 0061."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from dailycare import exceptions
from dailycare.models import ExceptionSeen
from governance.prepared import prepared
from records import queries as records
from records.models import GPNotice, OpenedFromOutside
from records.models.base import Standing

# So long the first page tells that somebody's search was stopped.
TOLD_FOR = timedelta(days=1)


def told(user: User) -> list[tuple[str, str]]:
    """What a lead is told on their first page, each with the page that it leads to."""
    places = user.places_for(Permission.SEE_EXCEPTIONS)
    if not places:
        return []
    now, feed = timezone.now(), reverse("dailycare:exception_feed")
    opened = len(_unseen(places=places, since=now - exceptions.UNSEEN_FOR, now=now))
    stopped = records.stopped_at(places, now - TOLD_FOR, now)
    said = []
    if opened:
        were = "record was" if opened == 1 else "records were"
        said.append((f"{opened} {were} opened from outside: see why", f"{feed}?kind=outside"))
    if changed := len(_gp_records(places=places, since=now - exceptions.UNSEEN_FOR)):
        records_of = "record of 1 person" if changed == 1 else f"records of {changed} people"
        words = f"GP {records_of} changed, or differs from ours: see what"
        said.append((words, f"{feed}?kind=gp_record"))
    said += [(f"{one.name} looked for people elsewhere too often", feed) for one in stopped]
    return said


@prepared
def _unseen(
    places: list[UUID], since: datetime, now: datetime
) -> QuerySet[OpenedFromOutside, tuple[Any, ...]]:
    opened = records.opened_at(places, since, now).select_related(None)
    return exceptions.nobody_looked_at(opened).values_list("pk")


@prepared
def _gp_records(places: list[UUID], since: datetime) -> QuerySet[GPNotice, tuple[Any, ...]]:
    seen = ExceptionSeen.objects.filter(
        person=OuterRef("person"), key=OuterRef("key"), standing=Standing.CURRENT
    )
    open_now = records.gp_notices_at(places, since).filter(~Exists(seen))
    return open_now.order_by().values_list("person").distinct()
