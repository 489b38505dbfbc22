"""The form by which staff report an error in a GP record to the practice."""

from typing import Any

from django import forms

from gpconnect.presentation import HEADINGS
from gpconnect.reporting import HOW
from records.forms import RecordForm
from records.models import Communication

ELSEWHERE = "Something else"


class ErrorReportForm(RecordForm):
    """What is wrong in the GP record, and how the practice is told of it (IG11)."""

    model = Communication

    area = forms.ChoiceField(
        label="Where is the error?",
        choices=[("", "Choose one"), *((name, name) for name in (*HEADINGS.values(), ELSEWHERE))],
        error_messages={"required": "Choose where the error is"},
    )
    text = forms.CharField(
        label="What is wrong, and how do you know?",
        help_text="Such as: “The hospital stopped amlodipine. Their letter of 3 May says so.”",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what is wrong"},
    )
    medium = forms.ChoiceField(
        label="How did you tell the practice?",
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how you told the practice, or that you have not yet"},
    )

    @property
    def written(self) -> dict[str, Any]:
        """Return what a report is made of."""
        return super().written | {"area": self.cleaned_data["area"]}
