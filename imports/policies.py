"""What may be done with a run in the state it is in."""

from imports.errors import NotNow

MAY_BE_COMMITTED = {"checked"}
MAY_BE_MAPPED = {"checked", "failed"}
MAY_BE_PAUSED = {"committing"}
MAY_BE_RESUMED = {"paused"}
MAY_BE_CANCELLED = {"waiting", "checked"}
MAY_BE_UNDONE = {"paused", "committed"}
WAITING, SENT_BACK = "waiting", "sent_back"
SENTENCES = {
    "looking": "This file is still being looked at.",
    "mapping": "This file is being mapped: say first what its lists hold.",
    "waiting": "This file is still being checked.",
    "checked": "Nothing of this file has been brought in yet.",
    "committing": "This file is being brought in now.",
    "paused": "A part of this file has been brought in.",
    "cancelled": "This import was cancelled. Upload the file again to bring it in.",
    "committed": "This file has been brought in already.",
    "undoing": "This import is being taken back now.",
    "undone": "This import was taken back. Upload the file again to bring it in again.",
    "failed": "This file could not be read.",
}


def may_be_committed(state: str) -> None:
    """A file is brought in once, after its check. Raises NotNow."""
    _only(MAY_BE_COMMITTED, state)


def has_its_approval(answer: str | None) -> None:
    """Where a second person was asked, they have approved. Raises NotNow."""
    if answer == WAITING:
        raise NotNow("This file waits for somebody to approve it.")
    if answer == SENT_BACK:
        raise NotNow("This file was sent back. Ask for approval again before it is brought in.")


def approval_may_be_asked(state: str, answer: str | None, others: int) -> None:
    """Of a checked file, once, and where there is somebody else to answer. Raises NotNow."""
    may_be_committed(state)
    if answer not in (None, SENT_BACK):
        raise NotNow("Somebody was asked already.")
    if not others:
        raise NotNow("Nobody else may bring people in at this place, so nobody can be asked.")


def approval_may_be_given(state: str, answer: str | None, *, is_own: bool) -> None:
    """By somebody else than asked, while the file is as it was. Raises NotNow."""
    may_be_committed(state)
    if answer != WAITING:
        raise NotNow("Nobody waits for an answer about this file any more. Look at it again.")
    if is_own:
        raise NotNow("Somebody else has to approve what you asked about.")


def may_be_mapped(state: str, *, is_mending: bool, has_begun: bool) -> None:
    """What was read wrongly, or could not be, is mapped while none of it is in the record.

    Rows that mend an import are read as that was. Raises NotNow.
    """
    if is_mending:
        raise NotNow("It mends rows of another import, and is read as that was.")
    if has_begun:
        raise NotNow(SENTENCES["paused"])
    _only(MAY_BE_MAPPED, state)


def may_be_paused(state: str) -> None:
    """Only what is being brought in can be paused. Raises NotNow."""
    _only(MAY_BE_PAUSED, state)


def may_be_resumed(state: str) -> None:
    """Only what is paused goes on. Raises NotNow."""
    _only(MAY_BE_RESUMED, state)


def may_be_cancelled(state: str) -> None:
    """What has begun to be in the record is taken back instead. Raises NotNow."""
    _only(MAY_BE_CANCELLED, state)


def may_be_undone(state: str) -> None:
    """Only what was brought in can be taken back. Raises NotNow."""
    _only(MAY_BE_UNDONE, state)


def one_at_a_time(*, is_another_at_work: bool) -> None:
    """Two imports at once could bring in the same row twice. Raises NotNow."""
    if is_another_at_work:
        raise NotNow("Another import is being brought in or taken back. Try again after it.")


def _only(states: set[str], state: str) -> None:
    if state not in states:
        raise NotNow(SENTENCES[state])


def may_be_decided(state: str, *, is_in_the_record: bool) -> None:
    """Who is one person, until they have been brought in as one or two. Raises NotNow."""
    may_be_committed(state)
    if is_in_the_record:
        raise NotNow(
            "They were brought in as it was decided, so it cannot be changed here any more."
        )


def is_checked_as_decided(*, is_decided_since: bool) -> None:
    """What is brought in is what the check said, with all that was decided. Raises NotNow."""
    if is_decided_since:
        raise NotNow(
            "Somebody decided who is one person, or who wrote, since the check. Check it again "
            "first."
        )


def may_be_looked_at(state: str, *, is_signed: bool) -> None:
    """What is in the record is compared by eye until it is signed off. Raises NotNow."""
    may_be_undone(state)
    if is_signed:
        raise NotNow("This import has been signed off already.")


def may_be_signed_off(state: str, *, is_signed: bool, is_whole: bool, although: str) -> None:
    """Once, and with a reason where not everything is right. Raises NotNow."""
    may_be_looked_at(state, is_signed=is_signed)
    if not (is_whole or although):
        raise NotNow("Not everything was found right. Say why you sign it off although.")
