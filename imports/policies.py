"""What may be done with a run in the state it is in."""

from imports.errors import NotNow

MAY_BE_COMMITTED = {"checked"}
MAY_BE_UNDONE = {"committed"}
SENTENCES = {
    "waiting": "This file is still being checked.",
    "checked": "Nothing of this file has been brought in yet.",
    "committing": "This file is being brought in now.",
    "committed": "This file has been brought in already.",
    "undoing": "This import is being taken back now.",
    "undone": "This import was taken back. Upload the file again to bring it in again.",
    "failed": "This file could not be read.",
}


def may_be_committed(state: str) -> None:
    """A file is brought in once, after its check. Raises NotNow."""
    if state not in MAY_BE_COMMITTED:
        raise NotNow(SENTENCES[state])


def may_be_undone(state: str) -> None:
    """Only what was brought in can be taken back. Raises NotNow."""
    if state not in MAY_BE_UNDONE:
        raise NotNow(SENTENCES[state])
