"""The people of a shift: who needs something, what is due of each, who was given to whom."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from dailycare import occasions
from dailycare.clock import shift_day
from dailycare.models import Assignment, CareEntry
from dailycare.occasions import Occasion
from dailycare.policies import State
from dailycare.queries import PAGE
from governance.errors import NotYours
from governance.prepared import prepared
from records import queries as records
from records.models import Admission, Allergy, CarePlan
from records.models.base import PartOfDay, Standing
from records.models.person import AllergyState

# After this long without an entry, a card says so.
QUIET_FOR = timedelta(hours=12)
# Entries younger than this are told as new on a card.
NEW_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest entry about somebody, in as much as a card tells of it."""

    kind: str
    outcome: str
    values: dict[str, Any]
    text: str
    happened_at: datetime | None
    part_of_day: str
    sorts_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody at one of the user's places, and why they stand where they do on the list."""

    person_id: UUID
    location_id: UUID
    given_name: str
    preferred_name: str
    family_name: str
    nhs_number: str
    room: str
    place: str
    has_left: bool
    away: str  # where they are instead, as the header says it
    latest: Latest | None
    review_on: date | None
    admitted_on: date | None
    is_quiet: bool
    is_review_overdue: bool
    is_allergy_unasked: bool
    unit: tuple[str, UUID] | None
    is_mine: bool  # given to this user for now
    due: list[Occasion]  # what has a time, and is due or late now

    @property
    def needs_something(self) -> bool:
        """Say whether somebody must do something: what is due by noon is not pressing at six."""
        is_pressing = any(one.is_pressing for one in self.due)
        return is_pressing or self.is_quiet or self.is_review_overdue or self.is_allergy_unasked

    @property
    def order(self) -> tuple[Any, ...]:
        """Who is here and needs something first, then by room: Room 2 before Room 12."""
        room = (len(self.room), self.room)
        return self.has_left, not self.needs_something, self.place, room, self.family_name


@dataclass(frozen=True, slots=True)
class Shift:
    """The people of a shift, who needs something first, then by room."""

    stays: list[Stay]
    units: list[tuple[str, UUID]]  # those that they live on
    has_own: bool  # some of them are given to this user
    is_own: bool  # only those are listed

    @property
    def urgent(self) -> int:
        """How many need something, of those who are here."""
        return sum(stay.needs_something for stay in self.stays if not stay.has_left)

    def count(self, state: State) -> int:
        """How much of what plans ask for stands so."""
        return sum(one.state == state for stay in self.stays for one in stay.due)

    def page(self, number: int) -> list[Stay]:
        """One page, and one more if there is a next page."""
        start = (number - 1) * PAGE
        return self.stays[start : start + PAGE + 1]


def people_of(
    user: User,
    *,
    may: Permission = Permission.SEE_PEOPLE,
    find: str = "",
    unit: UUID | None = None,
    everyone: bool = False,
) -> Shift:
    """The people this user supports, or may do this for: those given to them, unless `everyone`.

    With `find` those who left are found too.
    """
    places, now = user.places_for(may), timezone.localtime()
    asked: dict[str, Any] = {"places": places, "today": now.date(), "worker": user.pk}
    asked |= {"day": shift_day(now), "part": PartOfDay.at(now.hour).value}
    rows = _stays(**asked).filter(_found(find)) if find else _stays_now(**asked)
    due = occasions.open_now(places, now)
    stays = [_stay(row, now, due.get(row[0], [])) for row in rows]
    units = sorted({stay.unit for stay in stays if stay.unit})
    has_own = any(stay.is_mine for stay in stays)
    is_own = has_own and not (everyone or find or unit)
    listed = [
        stay
        for stay in stays
        if (stay.is_mine or not is_own) and (not unit or (stay.unit and stay.unit[1] == unit))
    ]
    return Shift(sorted(listed, key=lambda stay: stay.order), units, has_own, is_own)


def _stays(
    places: list[UUID], today: date, worker: UUID, day: date, part: str
) -> QuerySet[Admission, tuple[Any, ...]]:
    of_person = {"person": OuterRef("person"), "standing": Standing.CURRENT}
    latest = CareEntry.objects.filter(**of_person).order_by("-sorts_at", "-id")
    told = JSONObject(**{field.name: field.name for field in fields(Latest)})
    live = CarePlan.objects.filter(**of_person, status=CarePlan.Status.LIVE)
    mine = Assignment.objects.filter(**of_person, worker=worker, works_on=day)
    return Admission.objects.filter(
        standing=Standing.CURRENT, person__standing=Standing.CURRENT, location__in=places
    ).values_list(
        "person_id",
        "location_id",
        "person__given_name",
        "person__preferred_name",
        "person__family_name",
        "person__nhs_number",
        "room__name",
        "location__name",
        "admitted_on",
        "ended_on",
        Subquery(latest.values(told=told)[:1]),
        Subquery(live.values("review_on")[:1]),
        "person__allergy_state",
        Exists(Allergy.objects.filter(**of_person)),
        Subquery(records.away(of_person, today)),
        "room__unit__name",
        "room__unit_id",
        Exists(mine.filter(part_of_day__in=("", part))),
    )


@prepared
def _stays_now(
    places: list[UUID], today: date, worker: UUID, day: date, part: str
) -> QuerySet[Admission, tuple[Any, ...]]:
    return _stays(places, today, worker, day, part).filter(ended_on=None)


def _stay(row: tuple[Any, ...], now: datetime, due: list[Occasion]) -> Stay:
    person, at, given, preferred, family, number, room, place, *known = row
    admitted_on, ended_on, told, review_on, allergy_state, has_allergy, away, *known = known
    unit, unit_id, is_mine = known
    latest = _latest(**told) if told else None
    return Stay(
        person_id=person,
        location_id=at,
        given_name=given,
        preferred_name=preferred,
        family_name=family,
        nhs_number=number,
        room=room or "",
        place=place,
        has_left=ended_on is not None,
        away=records.away_in_words(**away) if away else "",
        latest=latest,
        review_on=review_on,
        admitted_on=admitted_on,
        is_quiet=not ended_on and not away and _is_quiet(latest, admitted_on, now),
        is_review_overdue=bool(review_on and review_on < now.date()),
        is_allergy_unasked=allergy_state == AllergyState.NOT_ASKED and not has_allergy,
        unit=(unit, unit_id) if unit_id else None,
        is_mine=is_mine,
        due=due,
    )


def _is_quiet(latest: Latest | None, admitted_on: date | None, now: datetime) -> bool:
    """Say whether nothing was recorded for long: since the day they came, if nothing ever was."""
    if latest:
        return latest.sorts_at < now - QUIET_FOR
    return admitted_on is None or admitted_on < now.date()


def _latest(*, happened_at: str | None, sorts_at: str, recorded_at: str, **told: Any) -> Latest:
    """JSON has no moments: they come as text."""
    return Latest(
        happened_at=datetime.fromisoformat(happened_at) if happened_at else None,
        sorts_at=datetime.fromisoformat(sorts_at),
        recorded_at=datetime.fromisoformat(recorded_at),
        **told,
    )


def _found(find: str) -> Q:
    """Match a name, a room or an NHS number (PER-16); each word must be found somewhere.

    Four digits may be a room as well as the beginning of a number.
    """
    matches = Q()
    for word in find.split():
        matches &= (
            Q(person__family_name__icontains=word)
            | Q(person__given_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
            | Q(room__name__icontains=word)
        )
    digits = find.replace(" ", "").replace("-", "")
    if digits.isdecimal() and len(digits) > 3:
        matches |= Q(person__nhs_number__startswith=digits)
    return matches


def given_out(places: list[UUID]) -> QuerySet[Assignment]:
    """Who sees to whom from today on, of the people who live at these places."""
    stays = records.stays_now(places).filter(person=OuterRef("person"))
    found = Assignment.objects.filter(
        Exists(stays), standing=Standing.CURRENT, works_on__gte=shift_day(timezone.now())
    )
    return found.select_related("person", "worker").order_by(
        "works_on", "worker__name", "part_of_day", "person__family_name", "id"
    )


def assignment_for(places: list[UUID], assignment_id: UUID) -> Assignment:
    """One of them. Raises NotYours."""
    found = given_out(places).filter(pk=assignment_id).first()
    if found is None:
        raise NotYours
    return found
