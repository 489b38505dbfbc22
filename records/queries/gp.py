"""What is told of changes in GP records, without the GP's words."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, JSONObject

from records.models import GPNotice, Person
from records.models.base import Standing
from records.models.gp import GPNews
from records.models.person import supporting_stays

# What a lead saw to at once: all that changed when the record came, or what differs in one part.
DIFFERS = Q(news=GPNews.DIFFERS)
TOLD_AS = Case(
    When(DIFFERS, then=Concat(Value("gp-differs:"), Cast("pk", CharField()))),
    default=Concat(Value("gp:"), Cast("pull_id", CharField())),
)


def gp_notices_of(person: Person, since: datetime) -> QuerySet[Any]:
    """What changed in a person's GP record since, and what differs from ours.

    Each has the `key` under which it is told, with whatever else was found then.
    """
    return _told({"person": person, "standing": Standing.CURRENT}, since)


def gp_notices_now(of_person: dict[str, Any], since: datetime) -> QuerySet[GPNotice, Any]:
    """The same inside a query, those told together in turn."""
    said = JSONObject(key=F("key"), area="area", news="news", how_many="how_many", at="recorded_at")
    return _told(of_person, since).order_by("key", "recorded_at", "pk").values(said=said)


def gp_notices_at(places: list[UUID], since: datetime) -> QuerySet[Any]:
    """The same of everybody who is at some places, each with the `key` under which it is told."""
    stays = supporting_stays(OuterRef("person")).filter(location__in=places)
    return _told({"standing": Standing.CURRENT}, since).filter(Exists(stays))


def _told(which: dict[str, Any], since: datetime) -> QuerySet[Any]:
    told = GPNotice.objects.filter(DIFFERS | Q(recorded_at__gt=since), **which)
    return told.annotate(key=TOLD_AS).order_by("recorded_at", "pk")
