"""May this be done in this state? Pure functions; a refusal is a sentence."""

from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from dailycare.models import CareEntry
from records.errors import AlreadyRecorded, NotInThisState
from records.models import Person


def is_the_same_entry(earlier: CareEntry, person: Person, by: User, fields: dict[str, Any]) -> None:
    """A repeat has the same author, person and content; anything else with its id is refused."""
    first = earlier.versions.get(version=1)
    same = first.person_id == person.pk and first.recorded_by_id == by.pk
    if not same or any(getattr(first, name) != value for name, value in fields.items()):
        raise AlreadyRecorded


def may_be_corrected_by(entry: CareEntry, user: User) -> None:
    """An author corrects their own entry; a senior, nurse or manager corrects any (DLY-05)."""
    if entry.recorded_by_id != user.pk and not user.may(Permission.CORRECT_CARE):
        raise NotInThisState("Only its author or a senior can correct this entry")
