"""Whose care can be recorded at once: who lives at one place, or on one unit of it (DLY-06)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Location, Unit, User
from accounts.permissions import Permission
from dailycare.kinds import KINDS, Kind
from dailycare.models import CareEntry
from dailycare.queries import TOLD
from governance.errors import NotYours
from records.models import Admission, Person
from records.models.base import Standing
from records.queries import stays_now

# A page of so many lines can still be read one by one, which is what it is for.
AT_MOST = 30
# What is given to several people at once, and is the same for each until somebody says otherwise.
FOR_SEVERAL = {kind.slug: kind for kind in KINDS if kind.is_for_several}


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody to choose, and where they live."""

    person: Person
    room: str
    unit: str
    place: str

    @property
    def where(self) -> str:
        return ", ".join(filter(None, [self.room, self.unit, self.place]))


def places_to_choose_from(user: User) -> list[tuple[UUID, str]]:
    """The places where this user records care, each followed by its units, as id and name."""
    places = user.places_for(Permission.RECORD_CARE)
    found: list[tuple[UUID, str]] = []
    units = list(Unit.objects.filter(location__in=places, is_closed=False).order_by("name"))
    for place in Location.objects.filter(pk__in=places).order_by("name"):
        found.append((place.pk, place.name))
        found += [(u.pk, f"{place.name}, {u.name}") for u in units if u.location_id == place.pk]
    return found


def residents(user: User, *, at: UUID) -> list[Resident]:
    """Who lives at a place or on a unit where this user records care, by room."""
    stays = _stays(user)
    found = stays.filter(location=at) | stays.filter(room__unit=at)
    return sorted(map(_resident, found), key=lambda one: (len(one.room), one.room, str(one.person)))


def chosen(user: User, ids: Iterable[UUID]) -> list[Resident]:
    """These people, by room. Raises NotYours when one of them is not this user's to record for."""
    wanted = {*ids}
    found = [_resident(stay) for stay in _stays(user).filter(person__in=wanted)]
    by_person = {one.person.pk: one for one in found}
    if by_person.keys() != wanted:
        raise NotYours
    return sorted(by_person.values(), key=lambda one: (len(one.room), one.room, one.unit))


def _stays(user: User) -> QuerySet[Admission]:
    stays = stays_now(user.places_for(Permission.RECORD_CARE))
    stays = stays.filter(person__standing=Standing.CURRENT)
    return stays.select_related("person", "room__unit", "location")


def _resident(stay: Admission) -> Resident:
    room = stay.room
    unit = room.unit.name if room and room.unit else ""
    return Resident(stay.person, room.name if room else "", unit, stay.location.name)


def just_saved(user: User, ids: Iterable[UUID]) -> list[CareEntry]:
    """What this user recorded under these ids, read back from the record."""
    mine = CareEntry.objects.filter(pk__in=[*ids], recorded_by=user, standing=Standing.CURRENT)
    return list(mine.select_related("person", *TOLD).order_by("person", "id"))


def kind_for_several(slug: str) -> Kind | None:
    """A kind that is given to several people at once."""
    return FOR_SEVERAL.get(slug)
