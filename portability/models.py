"""Copies of the record that were made to be taken away, and packages that came in."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from governance.records import OwnForeignKey, ProviderOwned, WrittenOnce
from records.models import Person


class Copy(ProviderOwned):
    """One copy of the record, of a person or of everybody: who asked for it, why, how far it is."""

    class State(models.TextChoices):
        WAITING = "waiting", "Being made"
        READY = "ready", "Ready to be downloaded"
        FAILED = "failed", "Could not be made"
        GONE = "gone", "No longer kept"

    person = OwnForeignKey(Person, null=True, editable=False, related_name="copies")
    why = models.CharField("What it is for", max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    # The record is copied as it stood at this moment, however often making it is interrupted.
    as_of = models.DateTimeField(editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )
    state_since = models.DateTimeField(db_default=Now())
    parts_done = models.PositiveIntegerField(default=0)
    parts_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveBigIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    keep_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["provider", "-created_at"], name="copies_by_age")]
        constraints = [
            models.CheckConstraint(
                name="a_copy_that_is_ready_has_an_end",
                condition=~models.Q(state="ready") | models.Q(keep_until__isnull=False),
            ),
            models.CheckConstraint(
                name="a_copy_that_failed_has_a_sentence",
                condition=~models.Q(state="failed") | ~models.Q(error=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Copy {self.id}"


class Arrival(WrittenOnce, ProviderOwned):
    """A package that was brought in here, so that it is known when it comes again."""

    package = models.CharField("What its list of parts adds up to", max_length=64)
    as_of = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"Arrival {self.id}"
