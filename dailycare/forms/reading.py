"""What a reader asks of the notes."""

from typing import Any

from django import forms
from django.utils import timezone

from nhsui.fields import SplitDateField
from records.forms.boxes import PLAIN_ERRORS, OneLine


class TimelineForm(forms.Form):
    """What a reader asks of the timeline; an empty form shows everything that stands."""

    marks_optional = False

    words = OneLine(
        label="Words in the note", required=False, max_length=100, error_messages=PLAIN_ERRORS
    )
    author = OneLine(
        label="Written by", required=False, max_length=100, error_messages=PLAIN_ERRORS
    )
    until = SplitDateField(
        label="Up to and including", required=False, not_after=timezone.localdate
    )
    with_errors = forms.BooleanField(label="Show entries made in error", required=False)

    def __init__(self, kinds: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label="What was done", choices=[("", "Everything"), *kinds], required=False
        )
        self.order_fields(["kind"])
