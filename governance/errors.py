"""What may go wrong at the doorway. Errors are facts; the door turns them into answers."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from governance.records import CareRecord


class StaleRecord(Exception):
    """Somebody wrote a newer version after the author began; `latest` is that version."""

    def __init__(self, latest: "CareRecord") -> None:
        super().__init__("The record was changed by somebody else")
        self.latest = latest


class NotYours(LookupError):
    """The record does not exist for this person: another provider's, another home's, or none's."""
