"""The care plan: goals, instructions, and the reviews that keep it true."""

from typing import Any, cast

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from governance.ids import uuid7
from governance.records import CareRecord, OwnForeignKey, versioned
from records import clock_times
from records.models.assessments import consented
from records.models.base import PartOfDay, PersonRecord
from records.models.observations import Need, NeedCategory, Risk
from records.policies import OPEN_STATES

ONE_TO_TEN = [MinValueValidator(1), MaxValueValidator(10)]


def one_to_ten(words: str, hint: str) -> models.PositiveSmallIntegerField:
    """A scale of the personalised care plan: 1 to 10, or not asked (CPL-03, CPL-04)."""
    return models.PositiveSmallIntegerField(
        words, null=True, blank=True, validators=ONE_TO_TEN, help_text=hint
    )


def is_one_to_ten(name: str, field: str) -> models.CheckConstraint:
    """Hold a scale to its ends in the database too."""
    within: Any = models.Q(**{f"{field}__range": (1, 10)}) | models.Q(**{field: None})
    return models.CheckConstraint(name=name, condition=within)


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
    triggers = models.TextField(
        "What may go wrong, and what sets it off", blank=True, help_text="At least one thing"
    )
    contingency = models.TextField(
        "What we do if something goes wrong", blank=True, help_text="Step by step, in short lines"
    )
    who_to_contact = models.TextField("Who to tell, and how", blank=True)
    warning_signs = models.TextField("Early signs to watch for", blank=True)
    coping_strategies = models.TextField("What helps them cope", blank=True)
    kept_ready = models.TextField("Medicines and equipment kept ready", blank=True)
    review_on = models.DateField("Next review", null=True, blank=True)
    review_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="Who answers for the review",
    )
    other_documents = models.TextField("Other plans and documents that go with it", blank=True)
    where_prepared = models.CharField("Where it was written", max_length=200, blank=True)
    consent = consented()
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
    kept_with = ("need", "risk")

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        ON_HOLD = "on-hold", "On hold"
        COMPLETED = "completed", "Completed"
        CANCELLED = "cancelled", "Cancelled"

    care_plan = OwnForeignKey(CarePlan, related_name="goals", editable=False)
    need = OwnForeignKey(
        Need, null=True, blank=True, related_name="goals", verbose_name="The need it answers"
    )
    risk = OwnForeignKey(
        Risk, null=True, blank=True, related_name="goals", verbose_name="Or the risk it answers"
    )
    description = models.TextField("The goal, in the person's words where possible")
    how_we_know = models.TextField("How we will know", blank=True)
    importance = one_to_ten("How much it matters to them", "From 1, a little, to 10, most of all")
    step_towards = OwnForeignKey(
        "self",
        null=True,
        blank=True,
        related_name="steps",
        db_index=False,
        verbose_name="The bigger goal it is a step towards",
    )
    status = models.CharField("Status", max_length=12, choices=Status, default=Status.ACTIVE)
    started_on = models.DateField("From", null=True, blank=True)
    target_on = models.DateField("Wanted by", null=True, blank=True)
    # A copy in a newer plan is the same goal still: what reviews found of it stays with it.
    lineage = models.UUIDField("Goes back to", default=uuid7, editable=False)
    instructions_now: list["Instruction"]  # what `queries.goals` reads with it
    last_found: "GoalReview | None" = None  # where `queries.with_findings` read it

    class Meta(CareRecord.Meta):
        constraints = [
            is_one_to_ten("importance_is_from_one_to_ten", "importance"),
            models.CheckConstraint(
                name="goal_answers_a_need_or_a_risk",
                condition=models.Q(need=None, risk__isnull=False)
                | models.Q(need__isnull=False, risk=None),
            ),
        ]

    def __str__(self) -> str:
        return f"Goal {self.id}"

    @property
    def answers(self) -> Need | Risk:
        """The need or the risk that it answers: a goal has one of the two (CPL-01)."""
        return cast("Need | Risk", self.need or self.risk)

    @property
    def area(self) -> str:
        """The area of need it belongs to: a risk is a matter of safety."""
        return self.need.category if self.need else NeedCategory.SAFETY


@versioned
class Instruction(PersonRecord):
    """What a worker does, how and when, for one goal of the plan or for a time only."""

    named_by = "description"
    kept_with = ("goal",)

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        IN_PROGRESS = "in_progress", "In progress"
        DONE = "done", "Done"
        REFUSED = "refused", "Declined by the person"

    care_plan = OwnForeignKey(CarePlan, related_name="instructions", editable=False)
    goal = OwnForeignKey(
        Goal, null=True, blank=True, related_name="instructions", verbose_name="The goal it serves"
    )
    description = models.TextField("What we do")
    part_of_day = models.CharField(
        "Part of the day",
        max_length=10,
        choices=PartOfDay,
        blank=True,
        help_text="Leave empty for any time of the day",
    )
    when = models.CharField(
        "When exactly", max_length=120, blank=True, help_text="Such as before each meal"
    )
    # Text, as people read it in every version; `clock_times.read` gives the times.
    clock_times = models.CharField(
        "At what times of the clock",
        max_length=150,
        blank=True,
        validators=[clock_times.check],
        help_text="Such as 08:00, 14:00 and 20:00. It is then due at each, every day",
    )
    staff_needed = models.PositiveSmallIntegerField(
        "How many staff",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    who = models.CharField(
        "Who does it", max_length=120, blank=True, help_text="A role, a team, a name"
    )
    strategies = models.TextField("How to go about it, and what helps", blank=True)
    status = models.CharField("Status", max_length=12, choices=Status, default=Status.IN_PROGRESS)
    confidence = one_to_ten("How sure they are it can be done", "From 1, not sure, to 10, certain")
    rationale = models.CharField("Why it is for a time only", max_length=300, blank=True)
    review_on = models.DateField("Look again on", null=True, blank=True)
    consent = consented()
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField(
        "Until", null=True, blank=True, help_text="Leave empty unless it is for a time only"
    )
    # A copy in a newer plan is the same thing still to be done: what was recorded for it counts on.
    lineage = models.UUIDField("Goes back to", default=uuid7, editable=False)
    lately: tuple[str, ...] = ()  # what was recorded for it, in words, where a page says so

    class Meta(CareRecord.Meta):
        constraints = [
            is_one_to_ten("confidence_is_from_one_to_ten", "confidence"),
            models.CheckConstraint(
                name="instruction_serves_a_goal_or_has_an_end",
                condition=models.Q(goal__isnull=False) | models.Q(ended_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Instruction {self.id}"

    @property
    def time(self) -> str:
        """Return when it is done, in words."""
        said = [self.get_part_of_day_display(), self.clock_times, self.when]
        return ", ".join(filter(None, said))


@versioned
class Review(PersonRecord):
    """A look at the whole plan on a day: what was found, with whom it was agreed, what next."""

    class Agreement(models.TextChoices):
        PERSON = "person", "The person agreed it"
        REPRESENTATIVE = "representative", "Somebody with authority agreed it for them"
        BEST_INTERESTS = "best_interests", "Decided in their best interests"
        NOT_AGREED = "not_agreed", "Not agreed"

    class Authority(models.TextChoices):
        ATTORNEY = "attorney", "Lasting power of attorney for health and welfare"
        DEPUTY = "deputy", "Deputy of the Court of Protection for personal welfare"
        DECISION_MAKER = "decision_maker", "Decision-maker under the Mental Capacity Act"
        CONSULTED = "consulted", "None: family or friend who was asked what the person would want"

    care_plan = OwnForeignKey(CarePlan, related_name="reviews", editable=False)
    held_on = models.DateField("Held on")
    outcome = models.TextField("What was decided, and why")
    agreement = models.CharField("Agreement", max_length=20, choices=Agreement)
    agreed_with = models.CharField(
        "Who agreed or decided it for them", max_length=200, blank=True, help_text="Name and role"
    )
    authority = models.CharField("On what authority", max_length=15, choices=Authority, blank=True)
    how_involved = models.TextField("How the person took part")
    next_review_on = models.DateField("Next review")

    def __str__(self) -> str:
        return f"Review {self.id}"

    @property
    def findings(self) -> list[tuple[str, str, str]]:
        """Each goal with what was found of it and the comment, as `queries.reviews` read them."""
        found = cast("Any", self).found
        return [
            (one["goal"], GoalReview.Finding(one["finding"]).label, one["comment"]) for one in found
        ]


@versioned
class GoalReview(PersonRecord):
    """What a review found of one goal: going well, to be changed, or ended."""

    kept_with = ("goal",)

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
