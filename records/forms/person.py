"""Who the person is, and adding somebody new."""

import re
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from nhsui.fields import SplitDateField
from records.forms.boxes import boxes
from records.forms.of_kind import hold_room_to_place, offer_places
from records.forms.writing import WritingForm, drawn_from
from records.models import Admission, Person, PersonAddress

OLDEST = timedelta(days=130 * 366)
NUMBER_PRESENT, NUMBER_ABSENT = {"01", "02"}, {"07", "08"}


def oldest_birthday() -> date:
    """Return a birthday older than anybody's: an earlier one is a slip of the finger."""
    return timezone.localdate() - OLDEST


# What is known of allergies as a whole is stated on the allergies' own page.
@drawn_from(Person, leaving_out=("allergy_state",))
class IdentityForm(WritingForm):
    """Names, numbers, how to reach them, their GP: what MODS calls the subject of care."""

    headings = {
        "title": "Names",
        "date_of_birth": "Birth and NHS number",
        "gender_identity": "About them",
        "phone": "How to reach them",
        "gp_practice_code": "Their GP",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        birth = cast("SplitDateField", self.fields["date_of_birth"])
        birth.not_before, birth.not_after = oldest_birthday, timezone.localdate
        birth.help_text = "For example, 31 3 1938"
        self.fields["gp_practice_code"].help_text = "Letters and digits, such as A12345"

    def clean_gp_practice_code(self) -> str:
        """Keep an ODS code in capitals."""
        code = self.cleaned_data["gp_practice_code"].replace(" ", "").upper()
        if code and not re.fullmatch(r"[A-Z0-9]{3,9}", code):
            raise ValidationError("Enter the practice code as letters and digits, such as A12345")
        return code

    def clean(self) -> dict[str, Any]:
        """Hold death to birth, and the NHS number to its status (PER-03, PER-04)."""
        cleaned = super().clean()
        born, died = cleaned.get("date_of_birth"), cleaned.get("date_of_death")
        if born and died and died < born:
            self.add_error("date_of_death", "They cannot have died before they were born")
        status = cleaned.get("nhs_number_status")
        if cleaned.get("nhs_number") == "" and status in NUMBER_PRESENT:
            self.add_error("nhs_number", "Enter the NHS number, or choose another status for it")
        if cleaned.get("nhs_number") and status in NUMBER_ABSENT:
            self.add_error("nhs_number_status", "There is a number: choose a status that says so")
        return cleaned


class AddPersonForm(IdentityForm):
    """Who somebody new is, and the stay that makes them somebody's to support."""

    headings = IdentityForm.headings | {
        "lines": "Their usual address",
        "location": "Where we support them",
    }
    HOME = ("lines", "postcode")
    STAY = ("location", "room", "admitted_on", "admitted_time")

    is_somebody_else = forms.BooleanField(
        label="This is somebody else: add them", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, person=None, **kwargs)
        self.fields |= boxes(PersonAddress, self.HOME) | boxes(Admission, self.STAY)
        self.fields["lines"].help_text = (
            "Where they live, or lived before they came to us. If they have no fixed address, or "
            "it is not known, write that"
        )
        offer_places(self)

    def clean(self) -> dict[str, Any]:
        """Hold the room to the place, and the stay to the birthday."""
        cleaned = super().clean()
        hold_room_to_place(self, cleaned)
        born, came = cleaned.get("date_of_birth"), cleaned.get("admitted_on")
        if born and came and came < born:
            self.add_error("admitted_on", "They cannot have come before they were born")
        return cleaned

    def ask_whether_somebody_else(self) -> None:
        """Show the box to tick, when somebody like them is there already."""
        self.fields["is_somebody_else"].widget = forms.CheckboxInput()
        self.add_error(
            "is_somebody_else",
            "Somebody like this is here already. Look at them first; if this is somebody else, "
            "tick the box and save again",
        )

    @property
    def home(self) -> dict[str, Any]:
        """Return the fields of the usual address, from clean data (PER-01)."""
        return {name: self.cleaned_data[name] for name in self.HOME}

    @property
    def stay(self) -> dict[str, Any]:
        """Return the fields of the stay, from clean data."""
        return {name: self.cleaned_data[name] for name in self.STAY}
