"""Each attempt to have a GP record, and for a while the last good answer."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from governance.records import OwnForeignKey, ProviderOwned
from gpconnect.errors import GpConnectError
from records.models import Person


class GPRecordPull(ProviderOwned):
    """One attempt to have somebody's GP record: who asked, of whom, when, and what came of it.

    Not a versioned care record: a history would keep the GP's answer for ever, and the rule is
    to forget it after `keep_until`. The attempt stays, and the audit has an entry of it.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SUCCEEDED = "succeeded", "Received"
        BLOCKED = "blocked", "Not asked for"
        REFUSED = "refused", "Refused"
        FAILED = "failed", "No answer"

    person = OwnForeignKey(Person, related_name="gp_record_pulls", editable=False, db_index=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )
    requested_at = models.DateTimeField(db_default=Now(), editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(
        max_length=10, choices=Outcome, default=Outcome.WAITING, editable=False
    )
    code = models.CharField(max_length=70, blank=True, editable=False)
    trace_id = models.CharField(max_length=36, blank=True, editable=False)
    practice_ods = models.CharField(max_length=20, blank=True, editable=False)
    practice_name = models.CharField(max_length=200, blank=True, editable=False)
    practice_asid = models.CharField(max_length=20, blank=True, editable=False)
    retrieved_at = models.DateTimeField(null=True, editable=False)
    # As received, sealed by gpconnect.sealing.
    answer = models.BinaryField(null=True, editable=False)
    keep_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-requested_at"], name="gp_pulls_of_a_person"),
            models.Index(
                fields=["keep_until"],
                name="gp_answers_to_forget",
                condition=models.Q(answer__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(finished_at=None),
                name="one_gp_pull_a_person_at_a_time",
            ),
            models.CheckConstraint(
                name="gp_pull_has_an_outcome_when_it_is_over",
                condition=models.Q(finished_at=None, outcome="waiting")
                | (models.Q(finished_at__isnull=False) & ~models.Q(outcome="waiting")),
            ),
            models.CheckConstraint(
                name="gp_answer_is_kept_until_a_time",
                condition=models.Q(answer=None)
                | models.Q(retrieved_at__isnull=False, keep_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"GP record pull {self.id}"

    @property
    def sentence(self) -> str:
        """What came of it, for the reader; nothing to add when it went well."""
        return GpConnectError(self.code).sentence if self.code else ""
