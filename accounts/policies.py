"""May this be done in this state? Pure functions; a refusal is an error from `accounts.errors`."""

from uuid import UUID

from accounts.errors import NobodyWouldManageStaff, NotForYourself, NotTheirsToManage


def somebody_still_manages_staff(*, others: int) -> None:
    """A place where nobody manages staff would wait for somebody from elsewhere to let them in."""
    if not others:
        raise NobodyWouldManageStaff


def not_for_yourself(user_id: UUID, by_id: UUID) -> None:
    """Nobody gives themselves power, or keeps it past its end: a colleague sees it first."""
    if user_id == by_id:
        raise NotForYourself


def is_theirs_to_manage(*, is_managed: bool) -> None:
    """Posts and keys are managed by those who manage them where the post is."""
    if not is_managed:
        raise NotTheirsToManage
