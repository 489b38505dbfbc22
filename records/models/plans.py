"""The care plan: goals, instructions, and the reviews that keep it true."""

from django.conf import settings
from django.db import models

from governance.records import CareRecord, OwnForeignKey, versioned
from records.models.assessments import consented
from records.models.base import PersonRecord
from records.models.observations import Need
from records.policies import OPEN_STATES


@versioned
class CarePlan(PersonRecord):
    """How we support the person, agreed with them; one plan is live at a time (CPL-11)."""

    named_by = "title"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        AWAITING = "awaiting", "Awaiting approval"
        LIVE = "live", "Live"
        SUPERSEDED = "superseded", "Superseded"
        ENDED = "ended", "Ended"

    title = models.CharField("Title", max_length=200, default="Care and support plan")
    status = models.CharField(
        "Status", max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    other_documents = models.TextField("Other plans and documents that go with it", blank=True)
    consent = consented()
    contingency = models.TextField(
        "If something goes wrong", blank=True, help_text="What to look for, what to do, who to tell"
    )
    review_on = models.DateField("Next review", null=True, blank=True)
    approved_at = models.DateTimeField("Signed off at", null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )

    class Meta(CareRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(status="live", standing="current"),
                name="one_live_plan_a_person",
            ),
            models.CheckConstraint(
                name="plan_approval_has_a_name_and_a_time",
                condition=models.Q(approved_at=None, approved_by=None)
                | models.Q(approved_at__isnull=False, approved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Care plan {self.id}"

    @property
    def is_open(self) -> bool:
        """Say whether it is still being written."""
        return self.status in OPEN_STATES


@versioned
class Goal(PersonRecord):
    """What the person wants to reach or keep, and how we will know."""

    named_by = "description"

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        ON_HOLD = "on-hold", "On hold"
        COMPLETED = "completed", "Completed"
        CANCELLED = "cancelled", "Cancelled"

    care_plan = OwnForeignKey(CarePlan, related_name="goals", editable=False)
    need = OwnForeignKey(Need, related_name="goals", verbose_name="The need it answers")
    description = models.TextField("The goal, in the person's words where possible")
    how_we_know = models.TextField("How we will know", blank=True)
    status = models.CharField("Status", max_length=12, choices=Status, default=Status.ACTIVE)
    started_on = models.DateField("From", null=True, blank=True)
    target_on = models.DateField("Wanted by", null=True, blank=True)
    instructions_now: list["Instruction"]  # what `queries.goals` reads with it

    def __str__(self) -> str:
        return f"Goal {self.id}"


@versioned
class Instruction(PersonRecord):
    """What a worker does, how and when, for one goal of the plan."""

    named_by = "description"

    care_plan = OwnForeignKey(CarePlan, related_name="instructions", editable=False)
    goal = OwnForeignKey(Goal, related_name="instructions", verbose_name="The goal it serves")
    description = models.TextField("What we do")
    when = models.CharField("When", max_length=120, blank=True)
    consent = consented()
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField(
        "Until", null=True, blank=True, help_text="Leave empty unless it is for a time only"
    )

    def __str__(self) -> str:
        return f"Instruction {self.id}"


@versioned
class Review(PersonRecord):
    """A look at the whole plan on a day: what was found, with whom it was agreed, what next."""

    class Agreement(models.TextChoices):
        PERSON = "person", "The person agreed it"
        REPRESENTATIVE = "representative", "Somebody with authority agreed it for them"
        BEST_INTERESTS = "best_interests", "Decided in their best interests"
        NOT_AGREED = "not_agreed", "Not agreed"

    care_plan = OwnForeignKey(CarePlan, related_name="reviews", editable=False)
    held_on = models.DateField("Held on")
    outcome = models.TextField("What was decided, and why")
    agreement = models.CharField("Agreement", max_length=20, choices=Agreement)
    agreed_with = models.CharField(
        "Who agreed it, and on what authority", max_length=200, blank=True
    )
    how_involved = models.TextField("How the person took part")
    next_review_on = models.DateField("Next review")

    def __str__(self) -> str:
        return f"Review {self.id}"


@versioned
class GoalReview(PersonRecord):
    """What a review found of one goal: going well, to be changed, or ended."""

    class Finding(models.TextChoices):
        GOING_WELL = "going_well", "Going well"
        CHANGE = "change", "Change"
        ENDED = "ended", "Ended"

    review = OwnForeignKey(Review, related_name="goal_reviews", editable=False)
    goal = OwnForeignKey(Goal, related_name="goal_reviews", editable=False)
    finding = models.CharField("How is it going?", max_length=12, choices=Finding)
    comment = models.TextField("Comment", blank=True)

    def __str__(self) -> str:
        return f"Review of a goal {self.id}"
