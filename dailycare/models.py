"""What is done each day: each act of care or observation, and who sees to whom on a shift."""

from django.conf import settings
from django.db import models

from governance.records import CareRecord, OwnForeignKey, versioned
from records.models import Instruction, Person, PersonRecord
from records.models.base import PartOfDay


class Outcome(models.TextChoices):
    """What came of the care that was offered (DLY-04)."""

    DONE = "done", "Done"
    REFUSED = "refused", "Refused"
    NOT_OFFERED = "not_offered", "Not offered"
    DONE_BY_OTHER = "done_by_other", "Done by somebody else"


# Somebody had what was offered, whoever gave it.
GIVEN = (Outcome.DONE, Outcome.DONE_BY_OTHER)


@versioned
class CareEntry(PersonRecord):
    """A note of care: what was done or seen, when, how the person was, in few taps or words.

    MODS action. `sorts_at` places the entry in the timeline and claims nothing; the time that
    somebody stated is `happened_at`, which stays empty when only a day or a part of it is known.
    """

    # The timeline's index begins with the person: a second one would slow every entry.
    person = OwnForeignKey(Person, db_index=False, editable=False)
    kind = models.CharField("What was done", max_length=30)
    outcome = models.CharField(
        "What came of it", max_length=15, choices=Outcome, default=Outcome.DONE
    )
    outcome_reason = models.CharField("Why", max_length=300, blank=True)
    values = models.JSONField("Details", default=dict, blank=True)
    text = models.TextField("In words", blank=True)
    happened_on = models.DateField("Day")
    happened_at = models.DateTimeField("Time", null=True, blank=True)
    part_of_day = models.CharField("Part of the day", max_length=10, choices=PartOfDay, blank=True)
    sorts_at = models.DateTimeField(editable=False)
    # By our clock, like all moments: a device's own may be wrong (OFF-06).
    written_at = models.DateTimeField("Written on a device", null=True, editable=False)
    clock_off = models.IntegerField(
        "Its clock was ahead by so many seconds", null=True, editable=False
    )
    instruction = OwnForeignKey(
        Instruction,
        null=True,
        blank=True,
        db_index=False,
        related_name="care",
        verbose_name="What the plan asked for",
    )

    class Meta(CareRecord.Meta):
        indexes = [
            models.Index(fields=["person", "-sorts_at", "-id"], name="care_timeline"),
            # Few entries answer an instruction: what was done for a plan is read from these alone.
            models.Index(
                fields=["person", "-sorts_at", "instruction"],
                name="care_of_the_plan",
                condition=models.Q(instruction__isnull=False),
            ),
            models.Index(
                fields=["import_run_id"],
                name="care_of_an_import",
                condition=models.Q(import_run_id__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="care_has_a_time_or_a_part_of_day_not_both",
                condition=models.Q(happened_at=None) | models.Q(part_of_day=""),
            )
        ]

    def __str__(self) -> str:
        return f"Care entry {self.id}"


@versioned
class Assignment(PersonRecord):
    """Who sees to a person on a day of care, or in a part of it: what a senior gave out."""

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="Who sees to them",
    )
    works_on = models.DateField("Day")
    part_of_day = models.CharField("Part of the day", max_length=10, choices=PartOfDay, blank=True)

    class Meta(CareRecord.Meta):
        indexes = [models.Index(fields=["worker", "works_on"], name="people_of_a_worker")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "worker", "works_on", "part_of_day"],
                condition=models.Q(standing="current"),
                name="assigned_once",
            )
        ]

    def __str__(self) -> str:
        return f"Assignment {self.id}"


@versioned
class ExceptionSeen(PersonRecord):
    """What a lead did about something that was missed, late, refused or contradictory (DLY-08)."""

    key = models.CharField("Which", max_length=120, editable=False)
    what = models.CharField("What it was", max_length=400, editable=False)
    done = models.TextField("What was done about it")

    class Meta(CareRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"],
                condition=models.Q(standing="current"),
                name="seen_once",
            )
        ]

    def __str__(self) -> str:
        return f"Seen {self.id}"
