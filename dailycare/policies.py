"""May this be done in this state? Pure functions; a refusal is a sentence."""

from collections.abc import Container
from typing import Any, Protocol
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from records.errors import AlreadyRecorded, NotInThisState
from records.models import Person


class Written(Protocol):
    """An entry, or one version of it: whose it is and who wrote it."""

    person_id: UUID
    recorded_by_id: UUID


def is_the_same_entry(first: Written, person: Person, by: User, fields: dict[str, Any]) -> None:
    """A repeat has the author, person and content of the first version, or it is none."""
    same = first.person_id == person.pk and first.recorded_by_id == by.pk
    if not same or any(getattr(first, name) != value for name, value in fields.items()):
        raise AlreadyRecorded


def the_plan_asks_for_it(*, is_asked_for: bool) -> None:
    """What is recorded for the plan is in it on that day: the plan may change meanwhile."""
    if not is_asked_for:
        raise NotInThisState(
            "The plan does not ask for this any more. Save again to record it as a note of its own"
        )


def is_corrected_by(entry: Written, user: User, places: Container[UUID]) -> bool:
    """Say whether this user may: its author, or a lead where the person is (DLY-05)."""
    is_mine = entry.recorded_by_id == user.pk
    return user.may(Permission.CORRECT_CARE, at=places) or (
        is_mine and user.may(Permission.RECORD_CARE, at=places)
    )


def may_be_corrected_by(entry: Written, user: User, places: Container[UUID]) -> None:
    """An author corrects their own entry; a senior, nurse or manager corrects any."""
    if not is_corrected_by(entry, user, places):
        raise NotInThisState("Only its author or a senior can correct this entry")
