"""Reads of handovers: which there are, what one says, who has read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts import queries as accounts
from accounts.models import Location, Unit, User
from accounts.permissions import MAY, Permission
from dailycare.handovers.concerns import rank
from dailycare.handovers.drafting import NOTES, PEOPLE, PLAN, people_of
from dailycare.models import CareEntry, Handover, HandoverLine, HandoverReading
from governance.errors import NotYours
from records.kinds import BY_SLUG
from records.models import CarePlan, Instruction, Person
from records.models.base import Standing
from records.queries import latest_stay

EARLIER_ON_PAGE = 20
WITH = ("location", "unit", "handed_over_by", "taken_over_by")
READERS = [role for role, may in MAY.items() if Permission.RECORD_CARE in may]


@dataclass(frozen=True, slots=True)
class Latest:
    """A place, or a unit of it, with the newest handover there is."""

    location: Location
    unit: Unit | None
    handover: Handover | None
    has_read: bool
    may_write: bool

    @property
    def name(self) -> str:
        return f"{self.unit.name}, {self.location.name}" if self.unit else self.location.name


def latest_handovers(user: User) -> list[Latest]:
    """The places where this user works, each with its units, and the newest handover of each."""
    places = user.places_for(user.came_for)
    units = Unit.objects.filter(location__in=places, is_closed=False).order_by("name")
    read = HandoverReading.objects.filter(handover=OuterRef("pk"), recorded_by=user)
    newest = (
        Handover.objects.filter(location__in=places)
        .order_by("location", "unit", "-ends_at", "-id")
        .distinct("location", "unit")
    )
    found = {
        (one.location_id, one.unit_id): one
        for one in newest.select_related(*WITH).annotate(has_read=Exists(read))
    }
    of_place: dict[UUID, list[Unit]] = {place: [] for place in places}
    for unit in units:
        of_place[unit.location_id].append(unit)
    return [
        _latest(user, location, unit, found)
        for location in user.locations
        if location.pk in of_place
        for unit in (None, *of_place[location.pk])
    ]


def _latest(user: User, location: Location, unit: Unit | None, found: dict[Any, Any]) -> Latest:
    handover = found.get((location.pk, unit.pk if unit else None))
    return Latest(
        location,
        unit,
        handover,
        has_read=bool(handover and handover.has_read),
        may_write=user.may(Permission.HAND_OVER, at=[location.pk]),
    )


def earlier_handovers(user: User, page: int) -> list[Handover]:
    """Those that both leads signed, the newest first; one more than a page if there are more."""
    signed = Handover.objects.filter(
        location__in=user.places_for(user.came_for), taken_over_at__isnull=False
    )
    start = (page - 1) * EARLIER_ON_PAGE
    rows = signed.select_related(*WITH).order_by("-ends_at", "-id")
    return list(rows[start : start + EARLIER_ON_PAGE + 1])


def part_of_mine(
    user: User, location_id: UUID, unit_id: UUID | None
) -> tuple[Location, Unit | None]:
    """A place, or a unit of it, where this user works. Raises NotYours, and PermissionDenied."""
    _works_there(user, location_id)
    location = next(place for place in user.locations if place.pk == location_id)
    if unit_id is None:
        return location, None
    unit = Unit.objects.filter(location=location, pk=unit_id, is_closed=False).first()
    if unit is None:
        raise NotYours
    return location, unit


def handover_of(user: User, handover_id: UUID) -> Handover:
    """A handover of a place where this user works, for what their page is for.

    Raises NotYours for any other, and PermissionDenied where no post there allows it.
    """
    handover = Handover.objects.filter(pk=handover_id).select_related(*WITH).first()
    if handover is None:
        raise NotYours
    _works_there(user, handover.location_id)
    return handover


def _works_there(user: User, location_id: UUID) -> None:
    if location_id not in user.places_for(Permission.SEE_PEOPLE):
        raise NotYours
    if location_id not in user.places_for(user.came_for):
        raise PermissionDenied


def line_of(handover: Handover, line_id: UUID) -> HandoverLine:
    """A line that stands in a handover. Raises NotYours for any other."""
    found = HandoverLine.objects.filter(
        handover=handover, pk=line_id, standing=Standing.CURRENT
    ).select_related("handover", "person")
    line = found.first()
    if line is None:
        raise NotYours
    return line


def open_handover(location: Location, unit: Unit | None) -> Handover | None:
    """The one that is not signed by both leads yet."""
    return Handover.objects.filter(location=location, unit=unit, taken_over_at=None).first()


def last_end(location: Location, unit: Unit | None) -> datetime | None:
    """Until when the last signed handover tells, if there was one."""
    signed = Handover.objects.filter(location=location, unit=unit, taken_over_at__isnull=False)
    ends = signed.order_by("-ends_at").values_list("ends_at", flat=True)
    return ends.first()


def lines_of(handover: Handover) -> list[HandoverLine]:
    """What a handover says, in the order in which it is said, each with the `room` of whom.

    Those that came after signing are addenda, and stand last.
    """
    room = Subquery(latest_stay(OuterRef("person")).values("room__name")[:1])
    lines = HandoverLine.objects.filter(handover=handover, standing=Standing.CURRENT)
    rows = lines.select_related("person", "recorded_by").annotate(room=room)
    return sorted(rows, key=_order)


def _order(line: Any) -> tuple[Any, ...]:
    name = line.person.chosen_name if line.person else ""
    place = rank(line.concern, is_said_first=line.is_said_first)
    return line.is_addendum, *place, name, line.recorded_at, line.pk


def lines_of_concern(handover: Handover, concern: str) -> list[HandoverLine]:
    """The lines of one concern that stand."""
    lines = HandoverLine.objects.filter(handover=handover, standing=Standing.CURRENT)
    return list(lines.filter(concern=concern))


def lines_taken_out(handover: Handover) -> list[HandoverLine]:
    """What was left unsaid, each with `taken_out_by` and `taken_out_why`."""
    last = HandoverLine.versions.rel.related_model._default_manager.filter(pgh_obj=OuterRef("pk"))
    last = last.order_by("-pgh_id")
    out = HandoverLine.objects.filter(handover=handover).exclude(standing=Standing.CURRENT)
    return list(
        out.select_related("person")
        .annotate(
            taken_out_by=Subquery(last.values("author__name")[:1]),
            taken_out_why=Subquery(last.values("reason")[:1]),
        )
        .order_by("recorded_at", "pk")
    )


def changed_since(lines: Iterable[HandoverLine]) -> set[UUID]:
    """Which lines tell of a record that was changed, or taken out, since they were written.

    One query asks all the classes there are.
    """
    told = {(line.record_id, line.record_version): line.pk for line in lines if line.record_version}
    ids = [record for record, _version in told]
    asked: list[Any] = [
        model._default_manager.filter(pk__in=ids).order_by().values_list("pk", "version")
        for model in _told_of(lines)
    ]
    if not asked:
        return set()
    rows: Any = asked[0].union(*asked[1:], all=True)
    now: dict[UUID, int] = dict(rows)
    return {
        line for (record, version), line in told.items() if record in now and now[record] != version
    }


def _told_of(lines: Iterable[HandoverLine]) -> list[Any]:
    beside: dict[str, list[Any]] = {
        NOTES: [CareEntry],
        PLAN: [CarePlan, Instruction],
        PEOPLE: [Person],
    }
    kinds = {line.record_kind for line in lines if line.record_version}
    return [model for kind in sorted(kinds) for model in beside.get(kind) or [BY_SLUG[kind].model]]


def people_to_tell_of(handover: Handover) -> QuerySet[Person]:
    """Those of whom a handover may say something, by name."""
    stays = people_of(handover).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(stays)).order_by("given_name", "family_name", "pk")


@dataclass(frozen=True, slots=True)
class Readers:
    """Who has read a handover, when, and which of those who work there have not."""

    read: list[HandoverReading]
    not_read: list[User]


def readers_of(handover: Handover) -> Readers:
    """Ask who ticked it; whoever gives care there today and did not is still to read it."""
    read = HandoverReading.objects.filter(handover=handover).select_related("recorded_by")
    readings = list(read.order_by("recorded_at", "pk"))
    there = accounts.staff_at([handover.location_id], roles=READERS)
    have = [one.recorded_by_id for one in readings]
    return Readers(readings, list(there.exclude(pk__in=have)))


def has_read(handover: Handover, user: User) -> bool:
    """Say whether this user has ticked it."""
    return HandoverReading.objects.filter(handover=handover, recorded_by=user).exists()
