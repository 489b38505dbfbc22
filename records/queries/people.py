"""Whom staff see, and what stands at the top of every page about a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from governance.errors import NotYours
from governance.prepared import prepared
from records.models import Admission, Alert, Allergy, CPRDecision, Person
from records.models.base import Standing
from records.models.person import AllergyState, supporting_stays

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
    one where they are (SEC-06, SEC-07). Raises NotYours for anybody else's person, and
    PermissionDenied where no post at the person's places allows it.
    """
    found = _person_at(person=person_id, places=user.places_for(Permission.SEE_PEOPLE))
    if not found:
        raise NotYours
    person: Person = found[0]
    person.places = found[0].supported_at
    may = may or user.came_for
    if may != Permission.SEE_PEOPLE and not user.may(may, at=person.places):
        raise PermissionDenied
    return person


@prepared
def _person_at(person: UUID, places: list[UUID]) -> QuerySet[Any]:
    supported_at = supporting_stays(OuterRef("pk")).values("location")
    return _people_at(places).filter(pk=person).annotate(supported_at=ArraySubquery(supported_at))


def _people_at(places: list[UUID]) -> QuerySet[Person]:
    stays = Admission.objects.filter(
        person=OuterRef("pk"), standing=Standing.CURRENT, location__in=places
    )
    return Person.objects.filter(Exists(stays), standing=Standing.CURRENT)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the top of every page about a person (PER-12), named as the banner reads it.

    `allergies_state` is one of `AllergyState`; not asked is never shown as none.
    """

    id: UUID
    name: str
    full_name: str
    initials: str
    born_on: date
    age: int
    nhs_number: str
    place: str
    status: str
    allergies: list[str]
    allergies_state: str
    alerts: list[str]
    cpr: str
    photo_url: str = ""
    needs: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse("dailycare:person", args=[self.id])


def header(person: Person) -> Header:
    """Gather the fixed header in one query: where they are, what to watch, CPR."""
    [(allergies, alerts, cpr, stay)] = _watched(person=person.pk, today=timezone.localdate())
    return Header(
        id=person.pk,
        name=person.chosen_name,
        full_name=person.full_name,
        initials=person.initials,
        born_on=person.date_of_birth,
        age=person.age,
        nhs_number=person.nhs_number,
        place=", ".join(filter(None, [stay["room"], stay["place"]])) if stay else "",
        status=_status(stay),
        allergies=allergies,
        allergies_state=AllergyState.PRESENT if allergies else person.allergy_state,
        alerts=alerts,
        cpr=CPRDecision.Decision(cpr).label.lower() if cpr else "no decision recorded",
    )


@prepared
def _watched(person: UUID, today: date) -> QuerySet[Person, tuple[Any, ...]]:
    of_person = {"person": OuterRef("pk"), "standing": Standing.CURRENT}
    allergies = Allergy.objects.filter(**of_person).order_by("recorded_at")
    alerts = in_force(Alert.objects.filter(**of_person), today)
    decisions = CPRDecision.objects.filter(**of_person).order_by("-decided_on", "-recorded_at")
    stay = JSONObject(
        place="location__name", room="room__name", ended_on="ended_on", ending="ending"
    )
    return Person.objects.filter(pk=person).values_list(
        ArraySubquery(allergies.values("causative_agent")),
        ArraySubquery(alerts.values("text")),
        Subquery(decisions.values("decision")[:1]),
        Subquery(latest_stay(OuterRef("pk")).values(words=stay)[:1]),
    )


def latest_stay(person: Any) -> QuerySet[Admission]:
    """Where somebody is, or was last: a stay that has not ended comes first."""
    return Admission.objects.filter(person=person, standing=Standing.CURRENT).order_by(
        F("ended_on").desc(nulls_first=True),
        F("admitted_on").desc(nulls_last=True),
    )


def in_force(alerts: QuerySet[Alert], today: date) -> QuerySet[Alert]:
    """The alerts that are true on a day (MODS rule R10)."""
    return (
        alerts.filter(Q(started_on=None) | Q(started_on__lte=today))
        .filter(Q(ended_on=None) | Q(ended_on__gte=today))
        .order_by("recorded_at")
    )


def _status(stay: dict[str, str] | None) -> str:
    if stay is None:
        return "Not admitted"
    if stay["ended_on"] and date.fromisoformat(stay["ended_on"]) <= timezone.localdate():
        return f"Left: {stay['ending']}" if stay["ending"] else "Left"
    return ""


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
