"""MODS activities: what is arranged or done for the person beside the notes of each day."""

from django.db import models

import mods
from governance.records import OwnForeignKey, versioned
from records.models.base import CodingField, PersonRecord
from records.models.person import Contact
from records.models.plans import Instruction


class Activity(PersonRecord):
    """What every activity may say: under which instruction, where, and who answers for it."""

    coding = CodingField("SNOMED CT or dm+d code")
    instruction = OwnForeignKey(
        Instruction,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="The instruction it comes from",
    )
    responsible = OwnForeignKey(
        Contact,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="Who answers for it, of the people in their life",
    )
    location_name = models.CharField("Where", max_length=200, blank=True)
    comment = models.TextField("Comment", blank=True)

    class Meta(PersonRecord.Meta):
        abstract = True


@versioned
class Service(Activity):
    """A service that the person is given, by whom, when, and who pays."""

    named_by = "description"

    description = models.TextField("The service")
    service_type = models.CharField("Kind of service", max_length=120, blank=True)
    package_name = models.CharField(
        "Name of the package",
        max_length=120,
        blank=True,
        help_text=mods.hint("service", "social_care_package_name"),
    )
    package_type = models.CharField("Kind of package", max_length=120, blank=True)
    schedule = models.CharField("When", max_length=200, blank=True)
    funding_source = models.CharField("Who pays", max_length=120, blank=True)
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField("Until", null=True, blank=True)

    def __str__(self) -> str:
        return f"Service {self.id}"


@versioned
class Task(Activity):
    """Something to be done by a day, other than the care of each day."""

    named_by = "description"

    description = models.TextField("What is to be done")
    status = models.CharField(
        "Status", max_length=16, choices=mods.choices("task_status")[:-1], default="requested"
    )
    priority = models.CharField(
        "Priority", max_length=10, choices=mods.choices("request_priority"), default="routine"
    )
    intent = models.CharField(
        "Intent", max_length=16, choices=mods.choices("task_intent"), default="plan"
    )
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField("By", null=True, blank=True)
    part_of = models.TextField("What else it belongs with", blank=True)

    def __str__(self) -> str:
        return f"Task {self.id}"


@versioned
class Referral(Activity):
    """A request that somebody else sees the person."""

    named_by = "referred_to"

    referred_to = models.CharField("Referred to", max_length=200)
    rationale = models.TextField("Why")
    criteria = models.TextField(
        "What they ask for before they accept",
        blank=True,
        help_text=mods.hint("referral", "referral_criteria"),
    )
    urgency = models.CharField(
        "Urgency", max_length=10, choices=mods.choices("request_priority"), default="routine"
    )
    referrer = models.CharField("Referred by", max_length=200, blank=True)
    happened_on = models.DateField("Date", null=True, blank=True)
    happened_time = models.TimeField("Time", null=True, blank=True)

    def __str__(self) -> str:
        return f"Referral {self.id}"


@versioned
class Medication(Activity):
    """A medicine the person takes, as prescribed. Giving it is recorded elsewhere."""

    named_by = "name"

    name = models.CharField("The medicine, with its strength", max_length=200)
    form = models.CharField("Form", max_length=60, blank=True, help_text="Such as tablet or cream")
    route = models.CharField("How it is taken", max_length=60, blank=True)
    site = models.CharField("Where on the body", max_length=60, blank=True)
    dose = models.CharField(
        "Dose", max_length=120, blank=True, help_text=mods.hint("medication", "medication_dose")
    )
    directions = models.TextField("Directions", blank=True)
    timing = models.CharField("When", max_length=200, blank=True)
    indication = models.CharField("What it is for", max_length=200, blank=True)
    status = models.CharField(
        "Status",
        max_length=16,
        choices=[c for c in mods.choices("medication_status") if c[0] != "entered-in-error"],
        default="active",
    )
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField("Until", null=True, blank=True)

    def __str__(self) -> str:
        return f"Medication {self.id}"


@versioned
class Vaccination(Activity):
    """A vaccine that was given."""

    named_by = "vaccine"

    vaccine = models.CharField("The vaccine", max_length=200)
    happened_on = models.DateField("Date", null=True, blank=True)
    happened_time = models.TimeField("Time", null=True, blank=True)
    dose_sequence = models.CharField("Which dose", max_length=60, blank=True)
    batch_number = models.CharField("Batch number", max_length=60, blank=True)
    manufacturer = models.CharField("Maker", max_length=120, blank=True)

    def __str__(self) -> str:
        return f"Vaccination {self.id}"


@versioned
class Procedure(Activity):
    """A procedure that was carried out, such as an operation or a catheter change."""

    named_by = "text"

    text = models.CharField("The procedure", max_length=200)
    happened_on = models.DateField("Date", null=True, blank=True)
    happened_time = models.TimeField("Time", null=True, blank=True)
    body_site = models.CharField("Where on the body", max_length=120, blank=True)

    def __str__(self) -> str:
        return f"Procedure {self.id}"


@versioned
class Device(Activity):
    """Equipment the person uses or carries, such as a hoist, hearing aids or a pacemaker."""

    named_by = "name"

    name = models.CharField("The equipment", max_length=200)
    text = models.TextField("How it is used and looked after", blank=True)
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField("Until", null=True, blank=True)

    def __str__(self) -> str:
        return f"Device {self.id}"


@versioned
class Communication(Activity):
    """A letter, call or message about the person: from whom, to whom, and what it said."""

    named_by = "text"

    text = models.TextField("What was said or sent")
    status = models.CharField(
        "Status",
        max_length=16,
        choices=[c for c in mods.choices("communication_status") if c[0] != "entered-in-error"],
        default="completed",
    )
    priority = models.CharField(
        "Priority", max_length=10, choices=mods.choices("request_priority"), default="routine"
    )
    medium = models.CharField("How", max_length=60, blank=True, help_text="Such as telephone")
    sender = models.CharField("From", max_length=200)
    recipient = models.CharField("To", max_length=200)
    sent_on = models.DateField("Sent on", null=True, blank=True)
    sent_time = models.TimeField("Sent at", null=True, blank=True)
    received_on = models.DateField("Received on", null=True, blank=True)
    received_time = models.TimeField("Received at", null=True, blank=True)

    def __str__(self) -> str:
        return f"Communication {self.id}"


@versioned
class TransferOfCare(Activity):
    """A move from one place or team to another, such as to hospital and back."""

    named_by = "transfer_to"

    transfer_from = models.CharField(
        "From", max_length=200, help_text=mods.hint("transfer_of_care", "transfer_from")
    )
    transfer_to = models.CharField("To", max_length=200)
    rationale = models.TextField(
        "Why", help_text=mods.hint("transfer_of_care", "reason_for_transfer")
    )
    description = models.TextField("What went with them, and what to know", blank=True)
    informed = models.TextField("Who was told, when and how", blank=True)
    transferred_on = models.DateField("Date", null=True, blank=True)
    transferred_time = models.TimeField("Time", null=True, blank=True)

    class Meta(Activity.Meta):
        verbose_name = "transfer of care"
        verbose_name_plural = "transfers of care"

    def __str__(self) -> str:
        return f"Transfer of care {self.id}"


@versioned
class Visit(PersonRecord):
    """A time that somebody came to the person, from when until when."""

    named_by = "purpose"

    purpose = models.CharField("What for", max_length=200)
    visitor = OwnForeignKey(
        Contact,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="Who came, of the people in their life",
    )
    location_name = models.CharField("Where", max_length=200, blank=True)
    visited_on = models.DateField("Date", null=True, blank=True)
    arrived_time = models.TimeField("From", null=True, blank=True)
    left_time = models.TimeField("Until", null=True, blank=True)

    def __str__(self) -> str:
        return f"Visit {self.id}"
