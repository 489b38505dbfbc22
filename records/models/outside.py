"""Opening the record of somebody who is not at one's own places, with a reason (SEC-07)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils import timezone

from governance.records import CareRecord, versioned
from records.models.base import PersonRecord


class Cause(models.TextChoices):
    """Why somebody from outside needs a record now."""

    COVERING = "covering", "I am covering a shift where they are"
    EMERGENCY = "emergency", "It is an emergency"
    MOVED = "moved", "They came to us today"
    ASKED = "asked", "A manager asked me to"
    OTHER = "other", "Something else"


@versioned
class OpenedFromOutside(PersonRecord):
    """That a worker opened the record of somebody who is not at their places, why, until when.

    The worker is whoever recorded it. When it is ended early, that is its next version.
    """

    cause = models.CharField("Why do you need it now?", max_length=10, choices=Cause)
    words = models.CharField("In your own words", max_length=300)
    ends_at = models.DateTimeField("Open until", editable=False)

    class Meta(CareRecord.Meta):
        indexes = [
            models.Index(fields=["recorded_by", "ends_at"], name="opened_by_a_worker"),
            models.Index(fields=["provider", "recorded_at"], name="opened_lately"),
        ]

    def __str__(self) -> str:
        return f"Opened from outside {self.id}"


@dataclass(frozen=True, slots=True)
class Opening:
    """The same in as much as pages say of it while it lasts."""

    id: UUID
    cause: str
    words: str
    ends_at: datetime

    @property
    def until(self) -> str:
        """When it ends, as people say it: it lasts for less than a day."""
        ends_at = timezone.localtime(self.ends_at)
        day = "today" if ends_at.date() == timezone.localdate() else "tomorrow"
        return f"{ends_at:%H:%M} {day}"

    @property
    def why(self) -> str:
        """The reason that was chosen, with the words that were written."""
        return f"{Cause(self.cause).label}: {self.words}"
