"""Taking something out of the record, or taking back what was said of it."""

from django import forms

from records.forms.boxes import PLAIN_ERRORS
from records.forms.writing import ReplacingForm
from records.models.base import Standing

SAY_WHY = {"required": "Say why, for those who read the history", **PLAIN_ERRORS}


class ReasonForm(ReplacingForm):
    """Why something is taken back."""

    reason = forms.CharField(
        label="Why?",
        help_text="The history shows it beside your name",
        max_length=300,
        error_messages=SAY_WHY,
    )


class TakeOutForm(ReasonForm):
    """Why a record is taken out: it was true once, or it should never have been there."""

    standing = forms.ChoiceField(
        label="What is the matter with it?",
        choices=[
            (Standing.WITHDRAWN, "It was right, and is no longer"),
            (Standing.ENTERED_IN_ERROR, "It should never have been here, such as a wrong person"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is the matter with it", **PLAIN_ERRORS},
    )
    field_order = ["replaces", "standing", "reason"]
