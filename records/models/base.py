"""What every record about a person shares: whose it is, whether it stands, where it came from."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast, Now

from governance.records import CareRecord, OwnForeignKey
from governance.versions import transaction_setting


class Provenance(models.Model):
    """Who put a record in, when, and what an old system said about it (AUD-04)."""

    recorded_at = models.DateTimeField("Recorded at", db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        editable=False,
        db_default=Cast(transaction_setting("dscr.actor"), models.UUIDField()),
    )
    # An id, not a foreign key: imports stands above records, and a run is never deleted.
    import_run_id = models.UUIDField(null=True, editable=False)
    source = models.CharField("Where it came from", max_length=300, blank=True, editable=False)
    source_author = models.CharField(
        "Written in the old system by", max_length=120, blank=True, editable=False
    )

    class Meta:
        abstract = True


class Standing(models.TextChoices):
    """Whether a record stands. Nothing is deleted (decision 0003)."""

    CURRENT = "current", "Current"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENTERED_IN_ERROR = "entered-in-error", "Entered in error"


class Standable(models.Model):
    """A record that can be withdrawn with a reason, or marked as entered in error."""

    standing = models.CharField(
        "Standing", max_length=20, choices=Standing, default=Standing.CURRENT, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_current(self) -> bool:
        return self.standing == Standing.CURRENT


class PersonRecord(CareRecord, Provenance, Standable):
    """A record about one person. `named_by` is the field that names one of them in a list."""

    named_by = ""

    person = OwnForeignKey("records.Person", editable=False)

    class Meta(CareRecord.Meta):
        abstract = True
