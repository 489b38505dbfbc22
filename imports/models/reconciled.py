"""What was found in the record after a run: by person, by eye, and in whose name."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from governance.records import OwnForeignKey, ProviderOwned
from imports.models.runs import ImportRun


class ReconciledPerson(ProviderOwned):
    """Somebody of an import: how many rows are about them, and how many are in their record."""

    run = OwnForeignKey(ImportRun, related_name="+", editable=False, db_index=False)
    person_id = models.UUIDField(editable=False)
    name = models.CharField(max_length=300, editable=False)
    rows = models.PositiveIntegerField(editable=False)
    left_out = models.PositiveIntegerField(editable=False)
    warned = models.PositiveIntegerField(editable=False)
    already_there = models.PositiveIntegerField(editable=False)
    # Rows that this run was to put in their record, and those of which the record was found.
    expected = models.PositiveIntegerField(editable=False)
    found = models.PositiveIntegerField(editable=False)
    # How many rows of the list of people are theirs: more than one where rows were merged.
    merged = models.PositiveIntegerField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "person_id"], name="one_reconciled_person_a_run")
        ]
        indexes = [
            models.Index(
                models.F("run"),
                (models.F("expected") - models.F("found")).desc(),
                models.F("name"),
                models.F("id"),
                name="reconciled_worst_first",
            )
        ]

    def __str__(self) -> str:
        return f"Reconciled person {self.id}"


class EyeCheck(ProviderOwned):
    """Somebody of an import whose record a person compares with the old system by eye."""

    class Answer(models.TextChoices):
        WAITING = "", "Not looked at yet"
        RIGHT = "right", "Right"
        NOT_RIGHT = "not_right", "Not right"

    run = OwnForeignKey(ImportRun, related_name="+", editable=False, db_index=False)
    position = models.PositiveIntegerField(editable=False)
    who = OwnForeignKey(ReconciledPerson, related_name="+", editable=False, db_index=False)
    why = models.CharField(max_length=200, editable=False)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    words = models.CharField(max_length=500, blank=True)
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="one_eye_check_a_place"),
            models.CheckConstraint(
                name="eye_check_has_a_name_and_a_time",
                condition=models.Q(answer="", looked_at=None, looked_by=None)
                | (
                    ~models.Q(answer="")
                    & models.Q(looked_at__isnull=False, looked_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="what_is_not_right_is_said",
                condition=~models.Q(answer="not_right") | ~models.Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Eye check {self.id}"


class SignOff(ProviderOwned):
    """Somebody's word, in their name, that an import is complete and right."""

    run = OwnForeignKey(ImportRun, related_name="+", editable=False, db_index=False)
    signed_at = models.DateTimeField(db_default=Now(), editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )
    # Why it is signed though not everybody was found right, or the counts do not add up.
    although = models.CharField(max_length=500, blank=True, editable=False)
    # Why it does not hold any more.
    withdrawn_why = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run"],
                condition=models.Q(withdrawn_at=None),
                name="an_import_is_signed_off_once",
            ),
            models.CheckConstraint(
                name="a_withdrawn_sign_off_says_why",
                condition=models.Q(withdrawn_at=None, withdrawn_why="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Sign-off {self.id}"
