"""MODS consent and legal information: what was decided, by whom, and where the original is."""

from django.db import models

import mods
from governance.records import OwnForeignKey, versioned
from records.models.base import EventRecord
from records.models.person import Contact, YesNoUnknown


def original() -> models.CharField:
    """Where the paper or file is that proves a legal record; a record here replaces none."""
    return models.CharField("Where the original is kept", max_length=200, blank=True)


@versioned
class CPRDecision(EventRecord):
    """What a clinician recommended about resuscitation, and where the original form is kept."""

    named_by = "decision"

    class Decision(models.TextChoices):
        FOR_ATTEMPT = "for_attempt", "For attempted resuscitation"
        NOT_FOR_ATTEMPT = "not_for_attempt", "Not for attempted resuscitation"

    decision = models.CharField("The decision", max_length=20, choices=Decision)
    decided_on = models.DateField("Date of the decision")
    clinician = models.CharField("Made by (name and role)", max_length=200)
    location_of_document = models.CharField("Where the original form is kept", max_length=200)
    rationale = models.TextField("Why", blank=True)
    discussed_with = models.TextField("Who it was discussed with", blank=True)
    review_on = models.DateField("Review on", null=True, blank=True)

    class Meta(EventRecord.Meta):
        verbose_name = "CPR decision"

    def __str__(self) -> str:
        return f"CPR decision {self.id}"


@versioned
class AdvanceDecision(EventRecord):
    """An advance decision to refuse treatment: binding, where it is valid and applies."""

    named_by = "refuses"

    refuses = models.TextField("What they refuse, and in which circumstances")
    comment = models.TextField("Comment", blank=True)
    location_of_document = original()

    class Meta(EventRecord.Meta):
        verbose_name = "advance decision to refuse treatment"
        verbose_name_plural = "advance decisions to refuse treatment"

    def __str__(self) -> str:
        return f"Advance decision {self.id}"


@versioned
class AdvanceStatement(EventRecord):
    """What somebody wants to be known of their wishes, if they could not say so later."""

    named_by = "statement"

    statement = models.TextField("What they want to be known")
    location_of_document = original()

    def __str__(self) -> str:
        return f"Advance statement {self.id}"


@versioned
class LibertyDeprivation(EventRecord):
    """A deprivation of liberty: asked for, authorised, refused or ended. MODS DoLS."""

    named_by = "status"

    class Status(models.TextChoices):
        REQUESTED = "requested", "Requested, not decided yet"
        URGENT = "urgent", "Urgent authorisation in force"
        STANDARD = "standard", "Standard authorisation in force"
        COURT = "court", "Court of Protection order in force"
        REFUSED = "refused", "Refused"
        ENDED = "ended", "Ended"

    status = models.CharField("Status", max_length=10, choices=Status)
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField("Until", null=True, blank=True)
    conditions = models.TextField("Conditions, and how we meet them", blank=True)
    location_of_document = original()

    class Meta(EventRecord.Meta):
        verbose_name = "deprivation of liberty"
        verbose_name_plural = "deprivations of liberty"

    def __str__(self) -> str:
        return f"Deprivation of liberty {self.id}"


@versioned
class PowerOfAttorney(EventRecord):
    """A lasting power of attorney: who may decide what for the person. MODS LPA."""

    named_by = "attorney"

    attorney = OwnForeignKey(Contact, related_name="powers_held", verbose_name="The attorney")
    power_type = models.CharField("For what", max_length=40, choices=mods.choices("lpa_type"))
    registered = models.CharField(
        "Registered with the Office of the Public Guardian",
        max_length=10,
        choices=YesNoUnknown,
        default=YesNoUnknown.NOT_ASKED,
    )
    limits = models.TextField("Limits and instructions", blank=True)
    location_of_document = original()

    class Meta(EventRecord.Meta):
        verbose_name = "lasting power of attorney"
        verbose_name_plural = "lasting powers of attorney"

    def __str__(self) -> str:
        return f"Lasting power of attorney {self.id}"


@versioned
class MentalHealthAct(EventRecord):
    """A section of the Mental Health Act that applies to the person, or aftercare under 117."""

    named_by = "legal_status"

    legal_status = models.CharField(
        "Section or status", max_length=120, help_text="Such as section 117 aftercare"
    )
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField("Until", null=True, blank=True)
    location_of_document = original()

    class Meta(EventRecord.Meta):
        verbose_name = "Mental Health Act status"
        verbose_name_plural = "Mental Health Act statuses"

    def __str__(self) -> str:
        return f"Mental Health Act status {self.id}"


@versioned
class InformedConsent(EventRecord):
    """What the person, or somebody with authority, agreed to or refused."""

    named_by = "concerns"

    concerns = models.TextField("To what")
    consent_status = models.CharField(
        "Answer", max_length=10, choices=mods.choices("consent_status")
    )
    stated_by = models.CharField(
        "Who said so, and on what authority",
        max_length=200,
        help_text="The person themselves, or their attorney or deputy by name",
    )
    is_about_gp_record = models.BooleanField(
        "It is about us seeing their GP record",
        default=False,
        help_text="While the last such answer is Refused, the practice is not asked, and nothing "
        "that it sent is shown",
    )
    comment = models.TextField("Comment", blank=True)
    location_of_document = original()

    class Meta(EventRecord.Meta):
        verbose_name = "consent"

    def __str__(self) -> str:
        return f"Informed consent {self.id}"
