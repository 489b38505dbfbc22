"""The audit: one row for each act, reading included."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from governance.records import ProviderOwned


class Act(models.TextChoices):
    """What somebody did, in the words of AUD-01."""

    READ = "read", "Read"
    SEARCH = "search", "Searched"
    CHANGE = "change", "Changed"
    SIGN_IN = "sign_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Failed to sign in"
    SIGN_OUT = "sign_out", "Signed out"
    REFUSED = "refused", "Was refused"
    GP_RECORD = "gp_record", "Asked for the GP record"


class AuditEvent(ProviderOwned):
    """One act: who did what, about whom, when and why; nobody can alter or delete it."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    act = models.CharField(max_length=20, choices=Act)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    # Ids, not foreign keys: an attempt on a record that is not there is an act too.
    person_id = models.UUIDField(null=True)
    record_id = models.UUIDField(null=True)
    why = models.TextField()
    outcome = models.CharField(max_length=60, default="done")

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-at"], name="audit_of_a_person"),
            models.Index(fields=["actor", "-at"], name="audit_of_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.id}"
