"""Whom staff see, and where people are."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONObject
from django.db.models.lookups import Exact
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from governance.errors import NotYours
from governance.prepared import prepared
from records import policies
from records.models import Admission, OpenedFromOutside, Person, PersonRecord
from records.models.base import Standing
from records.models.outside import Opening
from records.models.person import supporting_stays

SETTING = Value("dscr.keeps_private")
# `set_config` and `current_setting` take it for "in this transaction" and for "or nothing".
YES = Value(True)  # noqa: FBT003 - the database takes it by position
KEEPS_PRIVATE = Exact(
    Func(SETTING, YES, function="current_setting", output_field=CharField()), Value("on")
)
# More people than this with one name and birthday are a mistake in the question.
DUPLICATES_SHOWN = 5


def people_seen_by(user: User) -> QuerySet[Person]:
    """The people at the places where this user works today, those who left included (SEC-07)."""
    return _people_at(user.places_for(Permission.SEE_PEOPLE))


def people_for(user: User, permission: Permission) -> QuerySet[Person]:
    """The people with whom this user may do this, by a post at a place that supports them."""
    stays = supporting_stays(OuterRef("pk")).filter(location__in=user.places_for(permission))
    return Person.objects.filter(Exists(stays), standing=Standing.CURRENT)


def person_seen_by(user: User, person_id: UUID, *, may: Permission | None = None) -> Person:
    """One of the people this user supports, for what they may do there: what their page is for.

    Seeing somebody who moved on to another place takes a post where they were; anything else takes
    one where they are (SEC-06, SEC-07), or a reason (decision 0024). Raises NotYours for anybody
    else's person, and PermissionDenied where nothing allows it.
    """
    places = user.places_for(Permission.SEE_PEOPLE)
    found = _person_at(
        person=person_id,
        places=places,
        shown_at=user.places_for(Permission.SEE_RESTRICTED),
        worker=user.pk,
        now=timezone.now(),
    )
    if not found:
        raise NotYours
    person: Person = found[0]
    person.places = found[0].supported_at
    if found[0].opening and not set(places).intersection(person.places):
        person.opened = as_opening(**found[0].opening)
        if not user.may(Permission.RECORD_CARE):  # their role changed since
            raise NotYours
    may = may or user.came_for
    if may != Permission.SEE_PEOPLE and not policies.may(user, may, person):
        raise PermissionDenied
    return person


@prepared
def _person_at(
    person: UUID, places: list[UUID], shown_at: list[UUID], worker: UUID, now: datetime
) -> QuerySet[Any]:
    """Read a person, and from here on what they want few to read as their reader may (CPL-13)."""
    stays = supporting_stays(OuterRef("pk"))
    is_shown = When(Exists(stays.filter(location__in=shown_at)), then=Value("off"))
    keeps = Case(is_shown, default=Value("on"), output_field=CharField())
    opened = openings_now(now).filter(person=OuterRef("pk"), recorded_by=worker)
    said = JSONObject(id="id", cause="cause", words="words", ends_at="ends_at")
    return Person.objects.filter(
        Exists(_stays_at(places)) | Exists(opened), pk=person, standing=Standing.CURRENT
    ).annotate(
        supported_at=ArraySubquery(stays.values("location")),
        opening=Subquery(opened.order_by("-ends_at").values(said=said)[:1]),
        keeps_private=Func(SETTING, keeps, YES, function="set_config", output_field=CharField()),
    )


def openings_now(now: datetime) -> QuerySet[OpenedFromOutside]:
    """What is open to workers from outside at a moment."""
    return OpenedFromOutside.objects.filter(standing=Standing.CURRENT, ends_at__gt=now)


def as_opening(*, id: str, ends_at: str, **said: str) -> Opening:
    """JSON has neither ids nor moments: they come as text."""
    return Opening(id=UUID(id), ends_at=datetime.fromisoformat(ends_at), **said)


def _people_at(places: list[UUID]) -> QuerySet[Person]:
    return Person.objects.filter(Exists(_stays_at(places)), standing=Standing.CURRENT)


def _stays_at(places: list[UUID]) -> QuerySet[Admission]:
    return Admission.objects.filter(
        person=OuterRef("pk"), standing=Standing.CURRENT, location__in=places
    )


def latest_stay(person: Any) -> QuerySet[Admission]:
    """Where somebody is, or was last: a stay that has not ended comes first."""
    return Admission.objects.filter(person=person, standing=Standing.CURRENT).order_by(
        F("ended_on").desc(nulls_first=True),
        F("admitted_on").desc(nulls_last=True),
    )


def in_force[Record: PersonRecord](records: QuerySet[Record], today: date) -> QuerySet[Record]:
    """The records from a day until a day, such as alerts, that are true on one (MODS rule R10)."""
    return (
        records.filter(Q(started_on=None) | Q(started_on__lte=today))
        .filter(Q(ended_on=None) | Q(ended_on__gte=today))
        .order_by("recorded_at")
    )


def likely_duplicates(
    user: User, *, nhs_number: str, family_name: str, date_of_birth: date
) -> list[Person]:
    """People this user sees who may be the one described (PER-05), each with their `place`."""
    same = Q(family_name__iexact=family_name, date_of_birth=date_of_birth)
    if nhs_number:
        same |= Q(nhs_number=nhs_number)
    place = Subquery(latest_stay(OuterRef("pk")).values("location__name")[:1])
    found = people_seen_by(user).filter(same).annotate(place=place)
    return list(found.order_by("given_name", "id")[:DUPLICATES_SHOWN])
