"""What is right for one person of what is measured, where it is not what is right for most."""

from django.db import models

from governance.records import versioned
from records.models.base import PersonRecord


@versioned
class PersonalRange(PersonRecord):
    """The person's own range or target for something that is measured, and who set it (OBS-06)."""

    named_by = "measured"

    class Measured(models.TextChoices):
        FLUID = "fluid", "Drinks in a day (ml)"
        FOOD = "food", "Eaten of what is offered (%)"
        WEIGHT = "weight", "Weight (kg)"
        SLEEP = "sleep", "Sleep in a night (hours)"
        PAIN = "pain", "Worst pain of the day (0 to 10)"
        TURNS = "turns", "Longest time between turns (hours)"

    measured = models.CharField("What it is for", max_length=10, choices=Measured)
    lowest = models.PositiveSmallIntegerField(
        "At least", null=True, blank=True, help_text="A number; leave it empty if there is none"
    )
    highest = models.PositiveSmallIntegerField(
        "At most", null=True, blank=True, help_text="A number; leave it empty if there is none"
    )
    set_by_name = models.CharField(
        "Who set it", max_length=200, help_text="The professional's name and profession"
    )
    set_on = models.DateField("Set on")
    ended_on = models.DateField("In force until", null=True, blank=True)
    why_so = models.TextField("Why, and what to do when it is not kept", blank=True)

    class Meta(PersonRecord.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_range_has_an_end",
                condition=models.Q(lowest__isnull=False) | models.Q(highest__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Personal range {self.id}"
