"""The audit, one row for each act, reading included; and the seals on it and on every version."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from governance.records import ProviderOwned, PutOnRecord, WrittenOnce


class Act(models.TextChoices):
    """What somebody did, in the words of AUD-01."""

    READ = "read", "Read"
    SEARCH = "search", "Searched"
    CHANGE = "change", "Changed"
    SIGN_IN = "sign_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Failed to sign in"
    SIGN_OUT = "sign_out", "Signed out"
    REFUSED = "refused", "Was refused"
    OPENED_PRIVATE = "opened_private", "Opened what is kept private"
    BREAK_GLASS = "break_glass", "Opened a record from outside their places"
    GP_RECORD = "gp_record", "Asked for the GP record"


class AuditEvent(PutOnRecord):
    """One act: who did what, about whom, when and why; nobody can alter or delete it."""

    act = models.CharField(max_length=20, choices=Act)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    # Ids, not foreign keys: an attempt on a record that is not there is an act too.
    person_id = models.UUIDField(null=True)
    record_id = models.UUIDField(null=True)
    why = models.TextField()
    outcome = models.CharField(max_length=60, default="done")

    class Meta(PutOnRecord.Meta):
        indexes = [
            models.Index(fields=["person_id", "-at"], name="audit_of_a_person"),
            models.Index(fields=["actor", "-at"], name="audit_of_an_actor"),
            models.Index(fields=["provider", "-at"], name="audit_of_a_provider"),
            # Few acts, which leads are told of on their first page.
            models.Index(
                fields=["provider", "-at"],
                name="audit_of_break_glass",
                condition=models.Q(act=Act.BREAK_GLASS),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.id}"


class Seal(WrittenOnce, ProviderOwned):
    """A link of the chain that shows whether a version or an audit entry was altered since."""

    number = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    rows = models.PositiveBigIntegerField()
    # Transactions as the database numbers them: the oldest that ran when the seal was begun, and
    # the first that had not begun when it was done (`governance.seals.settled`).
    oldest_running = models.BigIntegerField()
    next_transaction = models.BigIntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(fields=["provider", "number"], name="one_seal_a_number")
        ]

    def __str__(self) -> str:
        return f"Seal {self.number}"


class SealedRows(WrittenOnce, ProviderOwned):
    """Rows of one table that a seal covers, by id, with the beginning of each one's digest."""

    # A number, not a foreign key: these are written before the seal that is made of them.
    seal_number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    table = models.CharField(max_length=63)
    columns = ArrayField(models.CharField(max_length=63))
    highest = models.BigIntegerField()
    ids = ArrayField(models.BigIntegerField())
    beginnings = models.BinaryField()
    root = models.BinaryField()

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "seal_number", "position"], name="one_place_in_a_seal"
            )
        ]
        indexes = [models.Index(fields=["provider", "table", "highest"], name="sealed_of_a_table")]

    def __str__(self) -> str:
        return f"{len(self.ids)} rows of {self.table} in seal {self.seal_number}"
