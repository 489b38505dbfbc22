"""What every record about a person shares: whose it is, whether it stands, where it came from."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast, Now
from django.utils.formats import date_format

import mods
from governance.records import CareRecord, OwnForeignKey
from governance.versions import transaction_setting


class Provenance(models.Model):
    """Who put a record in, when, and what an old system said about it (AUD-04)."""

    recorded_at = models.DateTimeField("Recorded at", db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        editable=False,
        db_default=Cast(transaction_setting("dscr.actor"), models.UUIDField()),
    )
    # An id, not a foreign key: imports stands above records, and a run is never deleted.
    import_run_id = models.UUIDField(null=True, editable=False)
    source = models.CharField("Where it came from", max_length=300, blank=True, editable=False)
    source_author = models.CharField(
        "Written in the old system by", max_length=120, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def where_from(self) -> str:
        """What is known of where a record is from: of an old system when it was, and who wrote."""
        writer = f"written by {self.source_author}" if self.source_author else ""
        if not self.import_run_id:
            return ", ".join(filter(None, [self.source, writer]))
        on = getattr(self, "happened_on", None)
        said = filter(None, ["From the old system", on and date_format(on, "j F Y"), writer])
        return f"{', '.join(said).removesuffix('.')}. {self.source}"


class PartOfDay(models.TextChoices):
    """A part of the day, for what an old record, or a plan, says no more exactly."""

    NIGHT = "night", "Night"
    MORNING = "morning", "Morning"
    AFTERNOON = "afternoon", "Afternoon"
    EVENING = "evening", "Evening"

    @classmethod
    def at(cls, hour: int) -> "PartOfDay":
        """Return the part of the day that an hour of the clock is in."""
        ends = ((6, cls.NIGHT), (12, cls.MORNING), (17, cls.AFTERNOON), (21, cls.EVENING))
        return next((part for end, part in ends if hour < end), cls.NIGHT)


class Standing(models.TextChoices):
    """Whether a record stands. Nothing is deleted (decision 0003)."""

    CURRENT = "current", "Current"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENTERED_IN_ERROR = "entered-in-error", "Entered in error"


class Standable(models.Model):
    """A record that can be withdrawn with a reason, or marked as entered in error."""

    standing = models.CharField(
        "Standing", max_length=20, choices=Standing, default=Standing.CURRENT, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_current(self) -> bool:
        return self.standing == Standing.CURRENT


class PersonRecord(CareRecord, Provenance, Standable):
    """A record about one person. `named_by` is the field that names one of them in a list."""

    named_by = ""

    person = OwnForeignKey("records.Person", editable=False)

    class Meta(CareRecord.Meta):
        abstract = True


class CodingField(models.JSONField):
    """A code beside the words: MODS coding, with its system, version, code and display.

    `{}` is no code. The words never depend on it: they are a field of their own.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"default": dict, "blank": True}
        super().__init__(*args, **kwargs)


# What stands beside the words of a record: when, where, with whom, its code and what it belongs to.
CIRCUMSTANCES = frozenset(
    {
        *("happened_on", "happened_time", "location_type", "location_name", "care_actor"),
        *("coding", "problem", "assessment", "instruction", "responsible", "consent"),
        *("is_restricted", "restricted_why"),
    }
)


def location_types() -> list[tuple[str, str]]:
    """The standard's kinds of place: a function, so that migrations do not copy the list."""
    return mods.choices("activity_location_type")


class EventRecord(PersonRecord):
    """MODS event: when something was so, where, and who took part besides its author (R5)."""

    happened_on = models.DateField("Date", null=True, blank=True)
    happened_time = models.TimeField("Time", null=True, blank=True)
    location_type = models.CharField(
        "Kind of place", max_length=5, choices=location_types, blank=True
    )
    location_name = models.CharField("Where", max_length=200, blank=True)
    care_actor = OwnForeignKey(
        "records.Contact",
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="Who took part, of the people in their life",
    )

    class Meta(PersonRecord.Meta):
        abstract = True


class Knowledge(EventRecord):
    """Something observed about the person: words, and a code beside them where there is one."""

    coding = CodingField("SNOMED CT code")

    class Meta(EventRecord.Meta):
        abstract = True
