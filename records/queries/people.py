"""Whom staff see, and what stands at the top of every page about a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from governance.errors import NotYours
from records.models import Admission, Alert, Allergy, CPRDecision, Person
from records.models.base import Standing
from records.models.person import AllergyState

# More people than this with one name and birthday are a mistake in the question.
DUPLICATES_SHOWN = 5


def people_seen_by(user: User) -> QuerySet[Person]:
    """The people at the places where this user works today, those who left included (SEC-07)."""
    there = Admission.objects.filter(
        person=OuterRef("pk"),
        standing=Standing.CURRENT,
        location__in=[place.pk for place in user.locations],
    )
    return Person.objects.filter(Exists(there), standing=Standing.CURRENT)


def person_seen_by(user: User, person_id: UUID) -> Person:
    """One of the people this user supports. Raises NotYours for anybody else."""
    person = people_seen_by(user).filter(pk=person_id).first()
    if person is None:
        raise NotYours
    return person


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
    of_person = {"person": OuterRef("pk"), "standing": Standing.CURRENT}
    stays = latest_stay(OuterRef("pk"))
    known = Person.objects.values_list(
        ArraySubquery(
            Allergy.objects.filter(**of_person).order_by("recorded_at").values("causative_agent")
        ),
        ArraySubquery(in_force(Alert.objects.filter(**of_person)).values("text")),
        Subquery(
            CPRDecision.objects.filter(**of_person)
            .order_by("-decided_on", "-recorded_at")
            .values("decision")[:1]
        ),
        Subquery(
            stays.values(
                words=JSONObject(
                    place="location__name",
                    room="room__name",
                    ended_on="ended_on",
                    ending="ending",
                )
            )[:1]
        ),
    ).get(pk=person.pk)
    allergies, alerts, cpr, stay = known
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


def latest_stay(person: Any) -> QuerySet[Admission]:
    """Where somebody is, or was last: a stay that has not ended comes first."""
    return Admission.objects.filter(person=person, standing=Standing.CURRENT).order_by(
        F("ended_on").desc(nulls_first=True),
        F("admitted_on").desc(nulls_last=True),
    )


def in_force(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """The alerts that are true today (MODS rule R10)."""
    today = timezone.localdate()
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
