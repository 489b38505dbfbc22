"""May this be done in this state? Pure functions; a refusal is a sentence."""

from collections.abc import Container
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from records.errors import NotInThisState
from records.policies import Written


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
