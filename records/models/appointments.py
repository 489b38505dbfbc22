"""What is arranged for the person by day and time, who goes with them, and what came of it."""

from django.db import models

from governance.records import versioned
from records.models.base import PersonRecord


@versioned
class Appointment(PersonRecord):
    """An appointment; its states are those of FHIR's Appointment (HND-04)."""

    named_by = "purpose"

    class Status(models.TextChoices):
        BOOKED = "booked", "To come"
        FULFILLED = "fulfilled", "It took place"
        NO_SHOW = "noshow", "It was missed"
        CANCELLED = "cancelled", "It was called off"

    purpose = models.CharField("What for", max_length=200)
    starts_on = models.DateField("Date")
    starts_time = models.TimeField("Time", null=True, blank=True)
    location_name = models.CharField("Where", max_length=200, blank=True)
    seen_by = models.CharField(
        "Who sees them", max_length=200, blank=True, help_text="The name and the profession"
    )
    attendee = models.CharField(
        "Who goes with them, or is there",
        max_length=200,
        blank=True,
        help_text="A member of staff, a relative, or nobody if they go by themselves",
    )
    to_know = models.TextField("What to take, and what to know", blank=True)
    status = models.CharField("How it stands", max_length=10, choices=Status, default=Status.BOOKED)
    outcome = models.TextField(
        "What came of it",
        blank=True,
        help_text="What was said, changed or agreed, and what is next",
    )

    class Meta(PersonRecord.Meta):
        indexes = [models.Index(fields=["provider", "starts_on"], name="appointments_by_day")]

    def __str__(self) -> str:
        return f"Appointment {self.id}"
