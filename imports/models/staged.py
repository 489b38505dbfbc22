"""What waits to be brought in, and what was brought in under which name."""

from django.db import models

from governance.records import OfProvider, ProviderOwned


class StagedRecord(OfProvider):
    """What the check prepared for the record: one record to be made, or how one is to change.

    It is gone once it is brought in, except a change: that says what a run changed, until the run
    is taken back. Of a run that failed or was cancelled nothing stays.
    """

    class Operation(models.TextChoices):
        INSERT = "insert", "Made"
        UPDATE = "update", "Changed"
        RESTATE = "restate", "Whether there are allergies, said anew"
        KNOW = "know", "Part of a record that several rows make"

    # In the order of the file, which the commit follows.
    id = models.BigAutoField(primary_key=True)
    run_id = models.UUIDField(editable=False)
    operation = models.CharField(max_length=7, choices=Operation, editable=False)
    model = models.CharField(max_length=40, editable=False)
    record_id = models.UUIDField(editable=False)
    person_id = models.UUIDField(null=True, editable=False)
    key = models.UUIDField(null=True, editable=False)
    digest = models.UUIDField(null=True, editable=False)
    source = models.CharField(max_length=300, blank=True, editable=False)
    # The version that a change takes the place of: staff have written nothing since.
    replaces = models.PositiveIntegerField(null=True, editable=False)
    fields = models.JSONField(editable=False)

    class Meta:
        indexes = [models.Index(fields=["run_id", "id"], name="staged_of_a_run")]

    def __str__(self) -> str:
        return f"Staged record {self.id}"


class BroughtIn(ProviderOwned):
    """A record that an import made, under what the old system calls it, as the import left it.

    Its id is a digest of the provider and of that name: nothing is brought in twice. `digest` tells
    whether a newer export says something else, `version` whether staff have changed it since.
    """

    model = models.CharField(max_length=40, editable=False)
    target_id = models.UUIDField(db_index=True, editable=False)
    person_id = models.UUIDField(null=True, editable=False)
    # None where an import did not keep it: such a record is known, and never changed.
    digest = models.UUIDField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"Brought in {self.id}"
