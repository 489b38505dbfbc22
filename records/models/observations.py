"""What is known about the person: allergies, alerts, needs, risks, CPR decisions."""

from django.db import models

import mods
from governance.records import versioned
from records.models.base import PersonRecord


@versioned
class Allergy(PersonRecord):
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
    evidence = models.CharField("Who says so", max_length=200, blank=True)

    class Meta(PersonRecord.Meta):
        verbose_name_plural = "allergies"

    def __str__(self) -> str:
        return f"Allergy {self.id}"


@versioned
class Alert(PersonRecord):
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
class Need(PersonRecord):
    """What the person needs support with, and what matters to them about it."""

    named_by = "text"

    category = models.CharField("Area", max_length=30, choices=NeedCategory)
    text = models.TextField("The need, in words", help_text=mods.hint("need", "free_text"))
    what_matters = models.TextField("What matters to them about it", blank=True)
    identified_on = models.DateField("Identified on", null=True, blank=True)

    def __str__(self) -> str:
        return f"Need {self.id}"


@versioned
class Risk(PersonRecord):
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
    started_on = models.DateField("From", null=True, blank=True)
    review_on = models.DateField("Look again on", null=True, blank=True)

    def __str__(self) -> str:
        return f"Risk {self.id}"


@versioned
class CPRDecision(PersonRecord):
    """What a clinician recommended about resuscitation, and where the original form is kept."""

    named_by = "decision"

    class Decision(models.TextChoices):
        FOR_ATTEMPT = "for_attempt", "For attempted resuscitation"
        NOT_FOR_ATTEMPT = "not_for_attempt", "Not for attempted resuscitation"

    decision = models.CharField("The decision", max_length=20, choices=Decision)
    decided_on = models.DateField("Date of the decision")
    clinician = models.CharField("Made by (name and role)", max_length=200)
    location_of_document = models.CharField("Where the original form is kept", max_length=200)
    discussed_with = models.TextField("Who it was discussed with", blank=True)
    review_on = models.DateField("Review on", null=True, blank=True)

    class Meta(PersonRecord.Meta):
        verbose_name = "CPR decision"

    def __str__(self) -> str:
        return f"CPR decision {self.id}"
