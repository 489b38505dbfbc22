"""Finding somebody at another place, and why their record is needed now (decision 0024)."""

from typing import Any

from django import forms
from django.utils import timezone

from nhsui.fields import SplitDateField
from records.forms import KeptForm
from records.forms.boxes import PLAIN_ERRORS, NHSNumberField, OneLine
from records.models.outside import Cause

NEITHER = "Enter the NHS number, or the last name with the first name"


class ElsewhereForm(KeptForm):
    """A number, or a whole name: nobody is looked through."""

    nhs_number = NHSNumberField(label="NHS number", max_length=10, required=False)
    family_name = OneLine(
        label="Or last name", max_length=100, required=False, error_messages=PLAIN_ERRORS
    )
    given_name = OneLine(
        label="First name, or what they like to be called",
        max_length=100,
        required=False,
        error_messages=PLAIN_ERRORS,
    )
    date_of_birth = SplitDateField(
        label="Date of birth, where two have one name",
        help_text="For example, 31 3 1938",
        required=False,
        not_after=timezone.localdate,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or {}
        has_name = cleaned.get("family_name") and cleaned.get("given_name")
        if not self.errors and not cleaned.get("nhs_number") and not has_name:
            self.add_error("family_name" if cleaned.get("given_name") else "given_name", NEITHER)
        return cleaned

    def say_not_found(self, *, are_several: bool) -> None:
        """Say what to do when nobody was found, or several who cannot be told apart."""
        if are_several:
            words = "More than one person is called so. Add the date of birth, or the NHS number"
        else:
            words = "Nobody with us is called exactly so. Check the spelling with who is there"
        self.add_error(None, words)


class OpenForm(KeptForm):
    """Why a record is opened from outside: one of the reasons there are, and words."""

    cause = forms.ChoiceField(
        label="Why do you need it now?",
        choices=Cause,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why you need it now", **PLAIN_ERRORS},
    )
    words = OneLine(
        label="In your own words",
        help_text="Such as: Lena is ill, I stand in for her on Garden until 20:00",
        max_length=300,
        error_messages={"required": "Say in your own words why you need it", **PLAIN_ERRORS},
    )
