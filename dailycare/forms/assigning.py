"""Whom a worker sees to on a shift, as a senior says it."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from accounts import queries as accounts
from dailycare.clock import shift_day
from dailycare.exceptions import Here
from nhsui.fields import SplitDateField
from records.forms import KeptForm
from records.forms.boxes import PLAIN_ERRORS
from records.models.base import PartOfDay


class AssignForm(KeptForm):
    """People, ticked one by one by name, a worker of their places, a day and a part of it."""

    def __init__(self, *args: Any, here: list[Here], places: list[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"] = forms.ModelChoiceField(
            label="Who sees to them?",
            queryset=accounts.staff_at(places),
            empty_label="Choose one",
            error_messages={"required": "Choose who sees to them", **PLAIN_ERRORS},
        )
        self.fields["works_on"] = SplitDateField(
            label="Day", not_before=_today, initial=_today,
            help_text="A night belongs to the day on which it begins",
        )  # fmt: skip
        self.fields["part_of_day"] = forms.ChoiceField(
            label="Part of the day",
            choices=[("", "The whole day"), *PartOfDay.choices],
            required=False,
        )
        self.fields["people"] = forms.TypedMultipleChoiceField(
            label="Whom?",
            choices=_by_place(here),
            coerce=UUID,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Tick at least one person", **PLAIN_ERRORS},
        )


def _today() -> date:
    return shift_day(timezone.now())


def _by_place(here: list[Here]) -> list[tuple[str, list[tuple[str, str]]]]:
    found = defaultdict(list)
    for one in sorted(here, key=lambda one: (len(one.room), one.room, one.family_name)):
        room = f", {one.room}" if one.room else ""
        found[", ".join(filter(None, [one.place, one.unit]))].append(
            (str(one.person_id), f"{one.name}{room}")
        )
    return sorted(found.items())
