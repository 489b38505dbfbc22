"""What is done each day, who sees to whom, what leads did about it, and what shifts tell on."""

from django.conf import settings
from django.db import models

from accounts.models import Closable, Location, Unit
from dailycare.handovers.concerns import Concern
from governance.records import CareRecord, OwnForeignKey, versioned
from records.models import Incident, Instruction, Person, PersonRecord, Pictured, Risk
from records.models.base import PartOfDay, Provenance, Standable
from records.models.observations import NeedCategory


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
class CarePhotograph(PersonRecord, Pictured):
    """A photograph that was taken for an entry. The entry says which of its own stand (DLY-01).

    The entry is named by its id alone: a constraint would cost every entry a second index.
    """

    care_entry_id = models.UUIDField(editable=False)

    def __str__(self) -> str:
        return f"Care photograph {self.id}"


@versioned
class Assignment(PersonRecord):
    """Who sees to a person on a shift day, or in a part of it: what a senior gave out."""

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


class Verdict(models.TextChoices):
    """What a manager says of a record that was opened from outside."""

    IN_ORDER = "in_order", "In order"
    NOT_IN_ORDER = "not_in_order", "Not in order, I am following it up"


@versioned
class ExceptionSeen(PersonRecord):
    """What a lead did about something that was missed, late, refused or contradictory (DLY-08)."""

    key = models.CharField("Which", max_length=120, editable=False)
    exception = models.CharField("What it was", max_length=400, editable=False)
    done = models.TextField("What was done about it")
    # Asked of a record that was opened from outside alone (decision 0024).
    verdict = models.CharField("Was it in order?", max_length=12, choices=Verdict, blank=True)

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


def _signed_by(words: str) -> models.ForeignKey:
    """A lead's signature under a handover."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        verbose_name=words,
    )


@versioned
class Handover(CareRecord, Provenance):
    """What one shift of a unit, or a whole place, tells the next (HND-01)."""

    location = OwnForeignKey(Location, editable=False, db_index=False)
    unit = OwnForeignKey(Unit, null=True, editable=False, db_index=False)
    # It tells of what was recorded between these: the next one begins where this one ends.
    begins_at = models.DateTimeField("Tells of what was recorded from", editable=False)
    ends_at = models.DateTimeField("Until", editable=False)
    handed_over_at = models.DateTimeField("Handed over at", null=True, editable=False)
    handed_over_by = _signed_by("Handed over by")
    taken_over_at = models.DateTimeField("Taken over at", null=True, editable=False)
    taken_over_by = _signed_by("Taken over by")

    class Meta(CareRecord.Meta):
        indexes = [models.Index(fields=["location", "-ends_at"], name="handovers_of_a_place")]
        constraints = [
            models.UniqueConstraint(
                name="one_open_handover_a_unit",
                fields=["location", "unit"],
                condition=models.Q(taken_over_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="handed_over_by_somebody_at_a_time",
                condition=models.Q(handed_over_at=None, handed_over_by=None)
                | models.Q(handed_over_at__isnull=False, handed_over_by__isnull=False),
            ),
            models.CheckConstraint(
                name="taken_over_by_somebody_at_a_time_after_it_was_handed_over",
                condition=models.Q(taken_over_at=None, taken_over_by=None)
                | models.Q(
                    taken_over_at__isnull=False,
                    taken_over_by__isnull=False,
                    handed_over_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Handover {self.id}"

    @property
    def is_draft(self) -> bool:
        return self.handed_over_at is None

    @property
    def is_signed(self) -> bool:
        """Say whether both leads signed: from then on nothing but an addendum is written."""
        return self.taken_over_at is not None


@versioned
class HandoverLine(CareRecord, Provenance, Standable):
    """One thing that a handover says, of a person or the place, and why it stands there.

    It keeps the words as they were said. What was made private since hides its line as well.
    """

    kept_with = ("incident", "risk", "instruction")

    handover = OwnForeignKey(Handover, editable=False, related_name="lines")
    person = OwnForeignKey(Person, null=True, editable=False, related_name="+")
    concern = models.CharField("What it is about", max_length=15, choices=Concern)
    words = models.TextField("What to say")
    because = models.CharField("Why it stands here", max_length=200, editable=False)
    is_said_first = models.BooleanField("Say it before everything else", default=False)
    is_addendum = models.BooleanField("Was added after signing", default=False, editable=False)
    # The record that it tells of, as it was then: a kind of `records.kinds`, or "notes".
    record_kind = models.CharField(max_length=30, blank=True, editable=False)
    record_id = models.UUIDField(null=True, editable=False)
    record_version = models.PositiveIntegerField(null=True, editable=False)
    incident = OwnForeignKey(Incident, null=True, editable=False, related_name="+", db_index=False)
    risk = OwnForeignKey(Risk, null=True, editable=False, related_name="+", db_index=False)
    instruction = OwnForeignKey(
        Instruction, null=True, editable=False, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"Handover line {self.id}"


@versioned
class HandoverReading(CareRecord, Provenance):
    """That a worker has read a handover: who, and when, is its author and its time."""

    handover = OwnForeignKey(Handover, editable=False, related_name="readings", db_index=False)

    class Meta(CareRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                name="read_once_by_each_worker", fields=["handover", "recorded_by"]
            )
        ]

    def __str__(self) -> str:
        return f"Handover reading {self.id}"


def _limit(words: str) -> models.DecimalField:
    return models.DecimalField(words, max_digits=9, decimal_places=2, null=True, blank=True)


@versioned
class OwnKind(CareRecord, Closable):
    """A kind of care that a provider added to those that everybody records (decision 0070).

    An entry keeps what it was called and answered in words, so a new wording changes no old one.
    """

    label = models.CharField("Name", max_length=40)
    area = models.CharField("Area of need", max_length=30, choices=NeedCategory)
    question = models.CharField("What does it ask?", max_length=120)
    answers = models.TextField("Answers to choose from, one a line", blank=True)
    unit = models.CharField("Or a number, in which unit", max_length=12, blank=True)
    least = _limit("The least it can be")
    most = _limit("The most it can be")
    usual_from = _limit("Ask about less than")
    usual_to = _limit("Ask about more than")

    class Meta(CareRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_kind_of_a_name_in_use",
                fields=["provider", "label"],
                condition=models.Q(is_closed=False),
            ),
            models.CheckConstraint(
                name="a_number_has_its_limits",
                condition=models.Q(unit="")
                | models.Q(
                    least__isnull=False,
                    most__isnull=False,
                    usual_from__isnull=False,
                    usual_to__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label
