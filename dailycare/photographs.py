"""Photographs that were taken for an entry of care: kept for good, and shown while it says so."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from accounts.models import User
from dailycare.kinds import PHOTOGRAPHS
from dailycare.models import CareEntry, CarePhotograph
from governance.errors import NotYours
from governance.models import Act
from governance.services import record_act
from records import queries as records
from records.models import Person
from records.models.base import Standing
from records.photographs import Picture
from records.services.files import with_files

# As many as an entry has: a wound from near and from far, and its dressing.
MOST = 3


def photograph_name(place: int, there: int) -> str:
    """Return what to call one of the photographs of an entry."""
    return f"Photograph {place + 1} of {there}" if there > 1 else "Photograph"


def names(entry_id: UUID, pictures: Sequence[Picture]) -> list[str]:
    """Return the ids of photographs, the same however often an entry is sent (OFF-04)."""
    return list(dict.fromkeys(str(_id(entry_id, one)) for one in pictures))


def _id(entry_id: UUID, picture: Picture) -> UUID:
    return uuid5(entry_id, picture.sent)


def marks(entry_id: UUID, pictures: Sequence[Picture]) -> dict[str, list[str]]:
    """Return what an entry says of its photographs; nothing where it has none."""
    return {PHOTOGRAPHS: names(entry_id, pictures)} if pictures else {}


def keep(person: Person, entry_id: UUID, pictures: Sequence[Picture]) -> None:
    """Keep photographs beside an entry, inside an open change; one that is kept stays as it is."""
    for one in pictures:
        pk = _id(entry_id, one)
        if CarePhotograph.objects.filter(pk=pk).exists():
            continue
        kept = with_files(person.pk, {"file": one.large, "small": one.small})
        CarePhotograph.objects.create(pk=pk, person=person, care_entry_id=entry_id, **kept)


def of_entry(entry: CareEntry) -> list[CarePhotograph]:
    """Every photograph that was ever taken for an entry, in the order in which they came."""
    found = CarePhotograph.objects.filter(person=entry.person_id, care_entry_id=entry.pk)
    return list(found.order_by("recorded_at", "id"))


def of_person(person: Person) -> list[tuple[CarePhotograph, CareEntry]]:
    """Every photograph of somebody's care that stands, with its entry, the newest first."""
    kept = CarePhotograph.objects.filter(person=person).order_by("-recorded_at", "id")
    stand = CareEntry.objects.filter(standing=Standing.CURRENT)
    entries = stand.in_bulk([one.care_entry_id for one in kept])
    found = [(one, entries[one.care_entry_id]) for one in kept if one.care_entry_id in entries]
    return [pair for pair in found if str(pair[0].pk) in pair[1].values.get(PHOTOGRAPHS, [])]


def photograph_of(person: Person, photograph_id: UUID) -> CarePhotograph:
    """One photograph of one person's care. Raises NotYours for somebody else's."""
    found = CarePhotograph.objects.filter(person=person, pk=photograph_id)
    photograph = found.select_related("recorded_by").first()
    if photograph is None:
        raise NotYours
    return photograph


def open_photograph(person_id: UUID, photograph_id: UUID, *, by: User) -> CarePhotograph:
    """Return a photograph, and put on record that somebody looked at it.

    Raises NotYours for anybody else's person, and for a photograph that is not this person's.
    """
    person = records.person_seen_by(by, person_id)
    found = photograph_of(person, photograph_id)
    about: dict[str, Any] = {"person_id": person.pk, "record_id": found.pk}
    record_act(Act.READ, by=by, why="looked at a photograph", **about)
    return found
