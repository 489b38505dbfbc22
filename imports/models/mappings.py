"""How the lists of an old system are read, as administrators said it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from governance.records import OwnForeignKey, ProviderOwned, WrittenOnce


class ImportMapping(WrittenOnce, ProviderOwned):
    """How one old system is read: named, kept in versions, and used again for its next export."""

    name = models.CharField(max_length=80, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(fields=["provider", "name"], name="one_import_mapping_a_name")
        ]

    def __str__(self) -> str:
        return f"Import mapping {self.id}"


class ImportMappingVersion(WrittenOnce, ProviderOwned):
    """One version of it, for good: what was read with it can be read so again."""

    mapping = OwnForeignKey(ImportMapping, related_name="+", editable=False, db_index=False)
    number = models.PositiveIntegerField(editable=False)
    # What a mapping.yaml says, as JSON in its order: the database would sort the keys of an object.
    content = models.TextField(editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["mapping", "number"], name="one_import_mapping_version_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"Import mapping version {self.id}"


class ImportDraft(ProviderOwned):
    """What was said so far of the lists of a run that is being mapped, and what they show."""

    run = OwnForeignKey("imports.ImportRun", related_name="+", editable=False, db_index=False)
    # The columns of each list with some of their values; see imports.columns.
    profiles = models.JSONField(editable=False)
    content = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run"], name="one_import_draft_a_run")]

    def __str__(self) -> str:
        return f"Import draft {self.id}"
