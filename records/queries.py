"""Reads of the record. Staff always see through `…_seen_by`."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from governance.errors import NotYours, StaleRecord
from records import policies
from records.models import (
    AboutMe,
    Admission,
    Alert,
    Allergy,
    CarePlan,
    Contact,
    CPRDecision,
    Goal,
    Instruction,
    Person,
    PersonAddress,
    PersonRecord,
    Review,
)
from records.models.base import Standing
from records.models.person import AllergyState
from records.nhs_number import in_groups

Record = TypeVar("Record", bound=models.Model)


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


def current[Record: models.Model](model: type[Record], person: Person) -> QuerySet[Record]:
    """The records of one class that stand for one person."""
    return model.objects.filter(person=person, standing=Standing.CURRENT)


def locked[Record: models.Model](model: type[Record], pk: UUID, *, version: int) -> Record:
    """Lock a row for writing. Raises StaleRecord when `version` is no longer its version."""
    record = model.objects.select_for_update().filter(pk=pk).first()
    if record is None:
        raise NotYours
    if record.version != version:
        raise StaleRecord(record)
    return record


def record_of[Record: models.Model](model: type[Record], person: Person, pk: UUID) -> Record:
    """One record of one person. Raises NotYours when it is somebody else's or not there."""
    record = model.objects.filter(person=person, pk=pk).select_related("recorded_by").first()
    if record is None:
        raise NotYours
    return record


def about_me(person: Person) -> AboutMe | None:
    """What matters to the person, or nothing when nobody has asked yet."""
    return AboutMe.objects.filter(person=person).first()


def contacts(person: Person) -> QuerySet[Contact]:
    """The people in somebody's life; those who must not be told first, so nobody misses it."""
    return current(Contact, person).order_by("-must_not_be_told", "-is_next_of_kin", "name")


def addresses(person: Person) -> QuerySet[PersonAddress]:
    """Where the person lives and lived, the latest first."""
    return current(PersonAddress, person).order_by("-started_on", "-recorded_at")


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
        models.F("ended_on").desc(nulls_first=True),
        models.F("admitted_on").desc(nulls_last=True),
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


def live_plan(person: Person) -> CarePlan | None:
    """The plan that people work from."""
    return current(CarePlan, person).filter(status=CarePlan.Status.LIVE).first()


def open_draft(person: Person) -> CarePlan | None:
    """The plan that is being written, if there is one."""
    return current(CarePlan, person).filter(status__in=policies.OPEN_STATES).first()


def goals(plan: CarePlan) -> QuerySet[Goal]:
    """The goals of a plan that are not ended, each with its need and `instructions_now`."""
    today = timezone.localdate()
    in_force = Instruction.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=today), standing=Standing.CURRENT
    ).order_by("recorded_at")
    return (
        Goal.objects.filter(care_plan=plan, standing=Standing.CURRENT)
        .exclude(status__in=[Goal.Status.COMPLETED, Goal.Status.CANCELLED])
        .select_related("need")
        .prefetch_related(Prefetch("instructions", in_force, to_attr="instructions_now"))
        .order_by("recorded_at")
    )


def reviews(plan: CarePlan) -> QuerySet[Review]:
    """The reviews held of a plan, the latest first."""
    return (
        Review.objects.filter(care_plan=plan, standing=Standing.CURRENT)
        .select_related("recorded_by")
        .order_by("-held_on", "-recorded_at")
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two versions of a record."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One version: who wrote it, when and why, and what differs from the one before."""

    version: int
    at: Any
    author: str
    reason: str
    changes: tuple[Change, ...]


# Changed by every write, or shown elsewhere: noise in a history.
NOT_IN_HISTORY = {"id", "version", "provider", "person", "recorded_at", "recorded_by"}


def history(record: PersonRecord | Person) -> list[HistoryEntry]:
    """Every version of a record, the latest first, each with what it changed."""
    versions = list(record.versions.select_related("author").order_by("version"))
    fields = [f for f in record._meta.concrete_fields if f.name not in NOT_IN_HISTORY]
    entries = []
    for before, after in zip([None, *versions], versions, strict=False):
        entries.append(
            HistoryEntry(
                version=after.version,
                at=after.pgh_created_at,
                author=after.author.name,
                reason=after.reason,
                changes=tuple(_changes(fields, before, after)),
            )
        )
    return entries[::-1]


def _changes(fields: list[models.Field], before: Any, after: Any) -> list[Change]:
    changes = []
    for field in fields:
        old = _in_words(field, before) if before else ""
        new = _in_words(field, after)
        if old != new:
            changes.append(Change(str(field.verbose_name).capitalize(), old, new))
    return changes


def _in_words(field: models.Field, version: Any) -> str:
    value = getattr(version, field.attname)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if field.name == "nhs_number" and value:
        return in_groups(value)
    if field.is_relation and value:
        return str(field.related_model.objects.filter(pk=value).first() or value)
    return "" if value is None else str(value)
