"""What is usual for a person in each area of everyday and nursing needs (CPL-18)."""

from typing import Any

from django.db import models

from governance.records import versioned
from records.models.base import PersonRecord, Standing
from records.models.observations import NeedCategory
from records.nursing import AREAS


class AnswersField(models.JSONField):
    """Answers by the id of their question, as `records.nursing` asks them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"default": dict, "blank": True}
        super().__init__(*args, **kwargs)


@versioned
class NursingNeed(PersonRecord):
    """What is usual for the person in one area, such as moving about; one row for an area."""

    named_by = "area"

    area = models.CharField(
        "Area", max_length=30, choices=[one for one in NeedCategory.choices if one[0] in AREAS]
    )
    answers = AnswersField("What is usual")

    class Meta(PersonRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "area"],
                condition=models.Q(standing=Standing.CURRENT),
                name="one_row_for_an_area_of_nursing_needs",
            ),
            models.CheckConstraint(
                name="an_area_has_nursing_questions",
                condition=models.Q(area__in=sorted(AREAS)),
            ),
        ]

    def __str__(self) -> str:
        return f"Nursing need {self.id}"
