"""One import of one file, and how each row of it ended."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import Location
from governance.records import OwnForeignKey, ProviderOwned
from imports.models.mappings import ImportMappingVersion


class ImportRun(ProviderOwned):
    """One file from an old system: what was read in it, brought in from it, and taken back."""

    class State(models.TextChoices):
        LOOKING = "looking", "Being looked at"
        MAPPING = "mapping", "Being mapped: nothing is checked yet"
        WAITING = "waiting", "Being checked"
        CHECKED = "checked", "Checked: nothing is in the record yet"
        COMMITTING = "committing", "Being brought in"
        PAUSED = "paused", "Paused: part of it is in the record"
        COMMITTED = "committed", "Brought in"
        UNDOING = "undoing", "Being taken back"
        UNDONE = "undone", "Taken back"
        CANCELLED = "cancelled", "Cancelled before anything was brought in"
        FAILED = "failed", "Could not be read"

    BUSY_STATES = (State.LOOKING, State.WAITING, State.COMMITTING, State.UNDOING)

    location = OwnForeignKey(Location, related_name="+", editable=False)
    adapter = models.CharField(max_length=40, editable=False)
    mapping_version = OwnForeignKey(ImportMappingVersion, null=True, related_name="+")
    file_name = models.CharField(max_length=255, editable=False)
    file_bytes = models.PositiveBigIntegerField(editable=False)
    as_of = models.DateField("The day of the export", editable=False)
    # The run whose rows this one brings back, mended.
    mends = OwnForeignKey("self", null=True, related_name="+", editable=False, db_index=False)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    error = models.CharField(max_length=500, blank=True)
    report = models.JSONField(default=dict)
    # How many of each class a commit made and found there already; what an undo left, and why.
    result = models.JSONField(default=dict)
    undo_report = models.JSONField(default=dict)
    undo_reason = models.CharField(max_length=300, blank=True)
    # How far the commit is among the run's staged records: what is before it is in the record.
    committed_to = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )
    state_since = models.DateTimeField(db_default=Now())
    # When its check began: what was decided later is not in it.
    checked_at = models.DateTimeField(default=timezone.now)
    committed_at = models.DateTimeField(null=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["provider", "-created_at"], name="import_runs_by_age")]
        constraints = [
            models.CheckConstraint(
                name="import_commit_has_a_name_and_a_time",
                condition=models.Q(committed_at=None, committed_by=None)
                | models.Q(committed_at__isnull=False, committed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="import_undo_has_a_name_a_time_and_a_reason",
                condition=models.Q(undone_at=None, undone_by=None)
                | (
                    models.Q(undone_at__isnull=False, undone_by__isnull=False)
                    & ~models.Q(undo_reason="")
                ),
            ),
            models.CheckConstraint(
                name="import_failure_has_a_sentence",
                condition=~models.Q(state="failed") | ~models.Q(error=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Import run {self.id}"

    @property
    def is_busy(self) -> bool:
        return self.state in self.BUSY_STATES


class ImportFile(ProviderOwned):
    """One file of a run, as it was handed over: it holds what we could not take, and door codes."""

    run = OwnForeignKey(ImportRun, related_name="files", editable=False)
    name = models.CharField(max_length=500, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    def __str__(self) -> str:
        return f"Import file {self.id}"


class ImportPart(ProviderOwned):
    """A piece of a file, sealed by imports.sealing, so that no file need be held whole."""

    file = OwnForeignKey(ImportFile, related_name="parts", editable=False, db_index=False)
    number = models.PositiveIntegerField(editable=False)
    size = models.PositiveIntegerField(editable=False)
    content = models.BinaryField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="one_import_part_a_place")
        ]

    def __str__(self) -> str:
        return f"Import part {self.id}"


class Newer(models.TextChoices):
    """What became of a row that a newer export says differently."""

    UPDATED = "updated", "Changed in the old system: brought up to date"
    LEFT = "left", "Changed in the old system and here: left as it is here"


class ImportRow(ProviderOwned):
    """One row of the file: what it is about, how it ended and why, and what it became."""

    run = OwnForeignKey(ImportRun, related_name="rows", editable=False, db_index=False)
    position = models.PositiveIntegerField(editable=False)
    sheet = models.CharField(max_length=255, editable=False)
    number = models.PositiveIntegerField(editable=False)
    # What the old system calls it.
    source_id = models.CharField(max_length=200, blank=True, editable=False)
    kind = models.CharField(max_length=10, editable=False)
    outcome = models.CharField(max_length=30, editable=False)
    reason = models.CharField(max_length=40, blank=True, editable=False)
    warnings = models.JSONField(default=list, editable=False)
    hint = models.CharField(max_length=500, blank=True, editable=False)
    summary = models.CharField(max_length=200, blank=True, editable=False)
    # The row as typed, for one that was left out, has a warning or was cleaned; never with a door
    # code.
    cells = models.JSONField(default=list, editable=False)
    # Whether some of its words are not in the record as they were typed: without their markup, or
    # with letters put right.
    is_cleaned = models.BooleanField(default=False, editable=False)
    # Whether few may read what it became (decision 0009): then its words are in no list.
    is_private = models.BooleanField(default=False, editable=False)
    # What makes this row the same in another file, or in this one brought again.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    # Ids, not foreign keys, given at the check: whose record it is, and what the row becomes.
    person_id = models.UUIDField(null=True, editable=False)
    target_id = models.UUIDField(null=True, editable=False)
    was_there = models.BooleanField(default=False, editable=False)
    # Of a row that was brought in before and says something else now.
    newer = models.CharField(max_length=10, choices=Newer, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="one_import_row_a_place"),
        ]
        indexes = [
            models.Index(
                fields=["target_id"],
                condition=models.Q(is_cleaned=True),
                name="cleaned_by_what_it_became",
            )
        ]

    def __str__(self) -> str:
        return f"Import row {self.id}"
