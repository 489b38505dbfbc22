"""MODS assessments: of needs, of risks, and of the capacity to decide one thing."""

from django.db import models

from governance.records import OwnForeignKey, versioned
from records.models.base import EventRecord
from records.models.legal import InformedConsent
from records.models.person import YesNoUnknown


def consented() -> OwnForeignKey:
    """The consent that goes with an assessment, a plan, or an instruction (MODS rule R6)."""
    return OwnForeignKey(
        InformedConsent,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="The consent to it",
    )


@versioned
class Assessment(EventRecord):
    """A look at the person's needs or risks as a whole; what it found points back at it."""

    named_by = "assessment_type"

    class Type(models.TextChoices):
        NEEDS = "care_needs_assessment", "Care needs assessment"
        RISK = "risk_assessment", "Risk assessment"

    assessment_type = models.CharField("Kind of assessment", max_length=25, choices=Type)
    rationale = models.TextField("Why it was made", blank=True)
    summary = models.TextField("What was found, in a few sentences")
    understands_risks = models.TextField("How the person understands their risks", blank=True)
    consent = consented()

    def __str__(self) -> str:
        return f"{self.get_assessment_type_display()} {self.id}"


@versioned
class CapacityAssessment(EventRecord):
    """Whether the person can make one decision at one time (Mental Capacity Act 2005, s. 2-3)."""

    named_by = "decision"

    class Finding(models.TextChoices):
        HAS = "has_capacity", "Has capacity for this decision"
        LACKS = "lacks_capacity", "Lacks capacity for this decision"
        NOT_CONCLUDED = "not_concluded", "Not concluded yet"

    decision = models.TextField("The decision to be made")
    impairment = models.TextField("What affects the mind or brain", blank=True)
    help_given = models.TextField("What was done to help them decide", blank=True)
    understands = models.CharField(
        "Understands what matters to it", max_length=10, choices=YesNoUnknown, default="not_asked"
    )
    retains = models.CharField(
        "Retains it long enough", max_length=10, choices=YesNoUnknown, default="not_asked"
    )
    weighs = models.CharField(
        "Uses and weighs it", max_length=10, choices=YesNoUnknown, default="not_asked"
    )
    communicates = models.CharField(
        "Can say what they decide", max_length=10, choices=YesNoUnknown, default="not_asked"
    )
    finding = models.CharField("Finding", max_length=15, choices=Finding)
    evidence = models.TextField("What shows it")
    best_interests = models.TextField("What was decided in their best interests", blank=True)
    review_on = models.DateField("Look again on", null=True, blank=True)
    location_of_document = models.CharField("Where the papers are kept", max_length=200, blank=True)
    consent = consented()

    class Meta(EventRecord.Meta):
        verbose_name = "mental capacity assessment"

    def __str__(self) -> str:
        return f"Mental capacity assessment {self.id}"
