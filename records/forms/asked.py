"""What came of a question that left nothing else to record."""

from typing import Any

from django import forms

from records.forms.boxes import PLAIN_ERRORS
from records.forms.writing import ReplacingForm
from records.models import Asked
from records.musts import BY_ID, OF_RECORDS, Must
from records.questions import QUESTIONS

NOT_ASKED_AFTER_ALL = "never_asked"


class AskedForm(ReplacingForm):
    """Which question, and what came of it. Nobody is pressed to an answer that is not true.

    A question whose own place takes that there are none, or that somebody declined, is not here:
    the header of a person reads allergies from there, and there alone.
    """

    question = forms.ChoiceField(
        label="What was asked",
        choices=[
            ("", "Choose one"),
            *((one.id, one.words) for one in QUESTIONS if not one.is_said_there),
            *((must.id, must.words) for must in OF_RECORDS),
        ],
        error_messages=PLAIN_ERRORS,
    )
    about = forms.UUIDField(widget=forms.HiddenInput, required=False)
    answer = forms.ChoiceField(
        label="What came of it",
        choices=[*Asked.Answer.choices, (NOT_ASKED_AFTER_ALL, "It was not asked after all")],
        widget=forms.RadioSelect,
        error_messages=PLAIN_ERRORS,
    )
    comment = forms.CharField(
        label="Who said so", max_length=200, required=False, error_messages=PLAIN_ERRORS
    )

    def clean(self) -> dict[str, Any]:
        """Hold what is asked of a record to a record, and what is asked of a person to none."""
        cleaned = super().clean() or {}
        if (cleaned.get("question") in BY_ID) != bool(cleaned.get("about")):
            self.add_error("question", "Choose what was asked on the page of what was never asked")
        return cleaned

    @property
    def must(self) -> Must | None:
        """Return what was asked of a record; none where it was asked about the person."""
        return BY_ID.get(self.cleaned_data["question"])

    @property
    def is_taken_back(self) -> bool:
        return bool(self.cleaned_data["answer"] == NOT_ASKED_AFTER_ALL)

    @property
    def said(self) -> dict[str, Any]:
        """Return what the service takes."""
        names = ("question", "about", "answer", "comment")
        return {name: self.cleaned_data[name] for name in names}
