"""MODS observations: what is known about the person, and what was noticed."""

from django.db import models

import mods
from governance.records import OwnForeignKey, Restrictable, versioned
from records.models.assessments import Assessment
from records.models.base import Knowledge


def found_in(name: str) -> OwnForeignKey:
    """The assessment in which something was found: what ties an assessment to its findings."""
    return OwnForeignKey(
        Assessment, null=True, blank=True, related_name=name, verbose_name="Found in the assessment"
    )


@versioned
class Allergy(Knowledge):
    """Something the person must not be given, and what it does to them."""

    named_by = "causative_agent"

    class Type(models.TextChoices):
        ALLERGY = "allergy", "Allergy"
        INTOLERANCE = "intolerance", "Intolerance"
        ADVERSE_REACTION = "adverse-reaction", "Adverse reaction"
        NOT_STATED = "not-stated", "Not stated"

    class Severity(models.TextChoices):
        MILD = "mild", "Mild"
        MODERATE = "moderate", "Moderate"
        SEVERE = "severe", "Severe"
        LIFE_THREATENING = "life-threatening", "Life threatening"
        NOT_STATED = "not-stated", "Not stated"

    class Certainty(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        LIKELY = "likely", "Likely"
        UNLIKELY = "unlikely", "Unlikely"
        NOT_STATED = "not-stated", "Not stated"

    causative_agent = models.CharField(
        "What they are allergic to", max_length=200, help_text="A medicine, food or substance"
    )
    type_of_reaction = models.CharField(
        "Kind", max_length=20, choices=Type, default=Type.NOT_STATED
    )
    description_of_reaction = models.TextField(
        "What happens", blank=True, help_text="How the reaction shows"
    )
    severity = models.CharField(
        "How bad it is", max_length=20, choices=Severity, default=Severity.NOT_STATED
    )
    certainty = models.CharField(
        "How certain it is", max_length=12, choices=Certainty, default=Certainty.NOT_STATED
    )
    evidence = models.CharField("Who says so", max_length=200, blank=True)

    class Meta(Knowledge.Meta):
        verbose_name_plural = "allergies"

    def __str__(self) -> str:
        return f"Allergy {self.id}"


@versioned
class Alert(Knowledge):
    """Something everybody who meets the person must know at once."""

    named_by = "text"

    text = models.CharField("The alert, in words", max_length=200)
    category = models.CharField(
        "Category", max_length=20, choices=mods.choices("alert_category"), default="clinical"
    )
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField(
        "Until", null=True, blank=True, help_text="It stops being shown after this day"
    )
    involved = models.TextField("Who is involved", blank=True)
    informed = models.TextField("Who was told", blank=True)

    def __str__(self) -> str:
        return f"Alert {self.id}"


class NeedCategory(models.TextChoices):
    """Areas of need. MODS names a list that could not be read: these words are ours (inferred)."""

    COMMUNICATION = "communication", "Communication"
    EATING_AND_DRINKING = "eating_and_drinking", "Eating and drinking"
    PERSONAL_CARE = "personal_care", "Washing and dressing"
    CONTINENCE = "continence", "Continence"
    MOBILITY = "mobility", "Moving about"
    SKIN = "skin", "Skin"
    SLEEP = "sleep", "Sleep and night"
    MOOD = "mood", "Mood and wellbeing"
    SOCIAL = "social", "Company and activity"
    HEALTH = "health", "Health"
    MEDICINES = "medicines", "Medicines"
    SAFETY = "safety", "Safety"
    CULTURE_AND_FAITH = "culture_and_faith", "Culture and faith"


@versioned
class Need(Knowledge, Restrictable):
    """What the person needs support with, and what matters to them about it."""

    named_by = "text"

    category = models.CharField("Area", max_length=30, choices=NeedCategory)
    text = models.TextField("The need, in words", help_text=mods.hint("need", "free_text"))
    what_matters = models.TextField("What matters to them about it", blank=True)
    significance = models.TextField("What it means for them", blank=True)
    urgency = models.CharField("How soon it needs support", max_length=200, blank=True)
    problem = OwnForeignKey(
        "records.Problem",
        null=True,
        blank=True,
        related_name="needs",
        verbose_name="The problem it comes from",
    )
    assessment = found_in("needs")

    def __str__(self) -> str:
        return f"Need {self.id}"


@versioned
class Risk(Knowledge, Restrictable):
    """What could go wrong, how it is held in check, and what the person thinks of it."""

    named_by = "text"

    class Category(models.TextChoices):
        TO_SELF = "to_self", "To themselves"
        TO_OTHERS = "to_others", "To others"
        FROM_OTHERS = "from_others", "From others"
        ACCIDENT = "accident", "Accident, such as a fall"
        INFECTION = "infection", "Infection"
        OTHER = "other", "Other"

    class Scale(models.TextChoices):
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"
        NOT_STATED = "not-stated", "Not stated"

    category = models.CharField("Kind of risk", max_length=20, choices=Category)
    text = models.TextField("The risk, in words")
    likelihood = models.CharField(
        "How likely", max_length=10, choices=Scale, default=Scale.NOT_STATED
    )
    impact = models.CharField("How bad", max_length=10, choices=Scale, default=Scale.NOT_STATED)
    controls = models.TextField("What we do about it", blank=True)
    benefit = models.TextField("What the person gains from the activity", blank=True)
    view_of_person = models.TextField("What the person says", blank=True)
    understanding = models.TextField("How the person understands it", blank=True)
    triggers = models.TextField("What sets it off", blank=True)
    relapse_indicators = models.TextField("Signs that it is coming back", blank=True)
    involved = models.TextField("Who is involved", blank=True)
    informed = models.TextField("Who was told", blank=True)
    comment = models.TextField("Comment", blank=True)
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField("Until", null=True, blank=True)
    review_on = models.DateField("Look again on", null=True, blank=True)
    assessment = found_in("risks")

    def __str__(self) -> str:
        return f"Risk {self.id}"


@versioned
class Observation(Knowledge, Restrictable):
    """A strength, wish, preference, or how somebody lives: the classes of MODS that are words."""

    named_by = "text"

    class Category(models.TextChoices):
        STRENGTH = "strength", "Strength"
        WISH = "wish", "Wish"
        PREFERENCE = "preference", "Preference"
        DAILY_LIVING = "daily_living", "Daily living"
        CIRCUMSTANCE = "circumstance", "Circumstance"
        ENVIRONMENT = "environment", "Environment"

    category = models.CharField("What it is", max_length=15, choices=Category)
    text = models.TextField("In words, theirs where possible")
    assessment = found_in("observations")

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.id}"


@versioned
class Outcome(Knowledge):
    """What came of the care that was given, for a goal of the plan."""

    named_by = "text"
    kept_with = ("goal",)

    text = models.TextField("What came of it")
    goal = OwnForeignKey(
        "records.Goal",
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name="The goal it answers",
    )

    def __str__(self) -> str:
        return f"Outcome {self.id}"


@versioned
class Incident(Knowledge, Restrictable):
    """Something that went wrong or nearly did."""

    named_by = "text"

    text = models.TextField("What happened")
    additional_information = models.TextField("What was done, and what else to know", blank=True)
    involved = models.TextField("Who was involved", blank=True)
    informed = models.TextField("Who was told, when and how", blank=True)
    service_provider = models.CharField("Whose service it was", max_length=200, blank=True)
    location_of_document = models.CharField("Where the report is kept", max_length=200, blank=True)
    instruction = OwnForeignKey(
        "records.Instruction",
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name="The instruction it happened under",
    )

    def __str__(self) -> str:
        return f"Incident {self.id}"


@versioned
class SafeguardingConcern(Knowledge, Restrictable):
    """A worry that the person is at risk of abuse or neglect. MODS safeguarding concern."""

    named_by = "text"

    concern_type = models.CharField(
        "What kind of harm", max_length=20, choices=mods.choices("abuse_type")
    )
    text = models.TextField("The concern", help_text="What was seen or heard, in their own words")
    involved = models.TextField("Who is involved", blank=True)
    informed = models.TextField("Who was told, when and how", blank=True)
    location_of_document = models.CharField("Where the papers are kept", max_length=200, blank=True)
    assessment = found_in("safeguarding_concerns")

    def __str__(self) -> str:
        return f"Safeguarding concern {self.id}"


@versioned
class Problem(Knowledge, Restrictable):
    """A diagnosis or other problem of health, as those who know it said it."""

    named_by = "text"

    text = models.CharField("The problem", max_length=200)
    started_on = models.DateField("Since", null=True, blank=True)
    ended_on = models.DateField("Until", null=True, blank=True)
    comment = models.TextField("Comment", blank=True, help_text=mods.hint("problem", "free_text"))

    def __str__(self) -> str:
        return f"Problem {self.id}"


@versioned
class InvestigationResult(Knowledge):
    """What a test or an investigation found."""

    named_by = "investigation"

    investigation = models.CharField("The test", max_length=200)
    value = models.CharField("The result as a value", max_length=60, blank=True)
    unit = models.CharField("Its unit", max_length=30, blank=True)
    usual_range = models.CharField("The usual range", max_length=60, blank=True)
    text = models.TextField("The result in words", blank=True)

    class Meta(Knowledge.Meta):
        verbose_name = "test result"

    def __str__(self) -> str:
        return f"Investigation result {self.id}"
