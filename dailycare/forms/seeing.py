"""What a lead did about something on the list of exceptions."""

from typing import Any

from django import forms

from dailycare.models import Verdict
from records.forms.boxes import PLAIN_ERRORS, OneLine, Words
from records.forms.writing import ReplacingForm


class SeenForm(ReplacingForm):
    """A word about what was done; of a record opened from outside, whether that was in order."""

    verdict = forms.ChoiceField(
        label="Was it in order?",
        choices=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it was in order", **PLAIN_ERRORS},
    )
    done = Words(
        label="What was done about it?",
        help_text="Such as: turned at 15:10, skin looks well, told the nurse",
        error_messages={
            "required": "Write what was done, or why nothing had to be",
            **PLAIN_ERRORS,
        },
    )

    def __init__(self, *args: Any, asks_verdict: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_verdict:
            self.fields["done"].help_text = "Such as: I had asked her to stand in"
        else:
            del self.fields["verdict"]

    @property
    def said(self) -> dict[str, Any]:
        """Return what was said, from clean data."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "replaces"}


class CorrectSeenForm(SeenForm):
    """The same, put right, with the reason."""

    reason = OneLine(
        label="Why is it corrected?",
        max_length=300,
        error_messages={"required": "Say why you correct this", **PLAIN_ERRORS},
    )
