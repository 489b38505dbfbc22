"""Somebody at another place of the provider, and who opened whose record from outside (0024)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Post, User, held_on
from accounts.permissions import Permission
from governance.errors import NotYours
from governance.models import Act, AuditEvent
from governance.prepared import prepared
from records.models import Admission, OpenedFromOutside, Person
from records.models.base import Standing
from records.models.person import supporting_stays
from records.queries.people import latest_stay, openings_now

LOOKED_FOR = "looked for somebody at another place"
FOUND_NOBODY = "found nobody"
LOOKED_TOO_OFTEN = "looked for people at other places too often"
# So long the page that asks whether this is the right person stays good.
FOUND_FOR = timedelta(minutes=15)


def elsewhere(
    *, nhs_number: str = "", family_name: str, given_name: str, date_of_birth: date | None
) -> list[Person]:
    """Those of the provider's people who are exactly so named or numbered: two at most."""
    if nhs_number:
        so_called = Q(nhs_number=nhs_number)
    else:
        so_called = Q(family_name__iexact=family_name) & (
            Q(preferred_name__iexact=given_name)
            | Q(given_name__iexact=given_name)
            | Q(given_name__istartswith=f"{given_name} ")
        )
        if date_of_birth:
            so_called &= Q(date_of_birth=date_of_birth)
    return list(_supported().filter(so_called).order_by("pk")[:2])


def _supported() -> QuerySet[Person, Any]:
    """People who are somewhere with the provider now, each with their `place`."""
    stays = Admission.objects.filter(
        person=OuterRef("pk"), standing=Standing.CURRENT, ended_on=None
    )
    place = Subquery(latest_stay(OuterRef("pk")).values("location__name")[:1])
    found = Person.objects.filter(Exists(stays), standing=Standing.CURRENT)
    return found.annotate(place=place)


def note_of(person: Person, *, by: User) -> str:
    """Return what leads from one page to the next to somebody who was found, for their finder."""
    return signing.dumps([str(person.pk), str(by.pk)], salt=LOOKED_FOR)


def found_before(note: str, *, by: User) -> Person | None:
    """Return whom a note names; nobody if it is old, somebody else's or none of ours."""
    try:
        person_id, finder = signing.loads(note, salt=LOOKED_FOR, max_age=FOUND_FOR)
    except signing.BadSignature:
        return None
    return _supported().filter(pk=person_id).first() if finder == str(by.pk) else None


def found_nobody_lately(user: User) -> int:
    """How often somebody looked for a person elsewhere in the last hour and found nobody."""
    return AuditEvent.objects.filter(
        actor=user,
        at__gt=timezone.now() - timedelta(hours=1),
        act=Act.SEARCH,
        why=LOOKED_FOR,
        outcome=FOUND_NOBODY,
    ).count()


@dataclass(frozen=True, slots=True)
class OpenPerson:
    """Somebody who is open to a worker from outside, in as much as a list says of them."""

    id: UUID
    given_name: str
    preferred_name: str
    family_name: str
    place: str
    ends_at: datetime


def open_to(user: User) -> list[OpenPerson]:
    """The people whose records this user opened from outside, while that lasts."""
    if not user.may(Permission.RECORD_CARE):
        return []
    rows = _open_to(worker=user.pk, now=timezone.now())
    return [OpenPerson(*row) for row in {row[0]: row for row in rows}.values()]


@prepared
def _open_to(worker: UUID, now: datetime) -> QuerySet[OpenedFromOutside, tuple[Any, ...]]:
    place = Subquery(latest_stay(OuterRef("person")).values("location__name")[:1])
    found = openings_now(now).filter(recorded_by=worker, person__standing=Standing.CURRENT)
    return found.order_by("ends_at").values_list(
        "person_id",
        "person__given_name",
        "person__preferred_name",
        "person__family_name",
        place,
        "ends_at",
    )


def opened_at(places: list[UUID], since: datetime, until: datetime) -> QuerySet[OpenedFromOutside]:
    """Whose records, of those at some places, were opened from outside in a time."""
    stays = supporting_stays(OuterRef("person")).filter(location__in=places)
    found = OpenedFromOutside.objects.filter(
        Exists(stays), recorded_at__gt=since, recorded_at__lte=until, standing=Standing.CURRENT
    )
    return found.select_related("recorded_by")


def opening_of(person: Person, opening_id: UUID) -> OpenedFromOutside:
    """One time that somebody opened a person's record from outside. Raises NotYours."""
    found = OpenedFromOutside.objects.filter(person=person, pk=opening_id)
    opening = found.select_related("recorded_by").first()
    if opening is None:
        raise NotYours
    return opening


def opened_by(user: User, people: Collection[UUID]) -> dict[UUID, list[tuple[datetime, datetime]]]:
    """From when until when these people's records were open to this user, from outside."""
    found: dict[UUID, list[tuple[datetime, datetime]]] = {}
    rows = OpenedFromOutside.objects.filter(
        person__in=people, recorded_by=user, standing=Standing.CURRENT
    )
    for person_id, *span in rows.values_list("person_id", "recorded_at", "ends_at"):
        found.setdefault(person_id, []).append((span[0], span[1]))
    return found


def people_among(ids: Collection[UUID]) -> QuerySet[Person]:
    """These people, as far as they stand, whoever may see them."""
    return Person.objects.filter(pk__in=ids, standing=Standing.CURRENT)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Somebody who looked for people at other places until they were stopped."""

    name: str
    times: int
    at: datetime


def stopped_at(places: list[UUID], since: datetime, until: datetime) -> list[Stopped]:
    """Who was stopped, of those who work at some places."""
    asked: dict[str, Any] = {"places": places, "today": timezone.localdate()}
    found: dict[str, list[datetime]] = {}
    for name, at in _stopped(**asked, since=since, until=until):
        found.setdefault(name, []).append(at)
    return [Stopped(name, len(times), times[-1]) for name, times in found.items()]


@prepared
def _stopped(
    places: list[UUID], today: date, since: datetime, until: datetime
) -> QuerySet[AuditEvent, tuple[Any, ...]]:
    here = Post.objects.filter(held_on(today), location__in=places)
    acts = AuditEvent.objects.filter(
        act=Act.BREAK_GLASS, outcome="refused", at__gt=since, at__lte=until
    )
    staff = acts.filter(actor__in=here.values("user"))
    return staff.order_by("at").values_list("actor__name", "at")
