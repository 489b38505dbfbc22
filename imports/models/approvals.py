"""What a second person was asked about an import, and what they said."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from governance.records import OwnForeignKey, ProviderOwned
from imports.models.runs import ImportRun


class ImportApproval(ProviderOwned):
    """A second person's word on a checked file: while it is asked for, nothing is brought in."""

    class Answer(models.TextChoices):
        WAITING = "waiting", "Waits for approval"
        APPROVED = "approved", "Approved"
        SENT_BACK = "sent_back", "Sent back"

    run = OwnForeignKey(ImportRun, related_name="approvals", editable=False, db_index=False)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    words = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    # The file was checked again since: what was approved is not what would be brought in.
    is_over = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["run", "-asked_at"], name="import_approvals_of_a_run")]
        constraints = [
            models.UniqueConstraint(
                fields=["run"],
                condition=models.Q(answer="waiting", is_over=False),
                name="one_import_approval_is_asked_for",
            ),
            models.CheckConstraint(
                name="import_approval_has_a_name_and_a_time",
                condition=models.Q(answer="waiting", answered_at=None, answered_by=None)
                | (
                    ~models.Q(answer="waiting")
                    & models.Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="nobody_approves_their_own_import",
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="an_import_is_sent_back_with_words",
                condition=~models.Q(answer="sent_back") | ~models.Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Import approval {self.id}"
