"""May this be done in this state? Pure functions; a refusal is an error from `accounts.errors`."""

from uuid import UUID

from accounts.errors import NobodyWouldManageStaff, NotForYourself


def somebody_still_manages_staff(*, others: int) -> None:
    """A provider without anybody who manages staff could never let anybody in again."""
    if not others:
        raise NobodyWouldManageStaff


def not_for_yourself(user_id: UUID, by_id: UUID) -> None:
    """Whoever walks up to an unlocked screen must not open its owner's account for later."""
    if user_id == by_id:
        raise NotForYourself
