"""The boxes for what a kind of care asks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dailycare.kinds import Number, Question
from nhsui.widgets import MeasureInput
from records.forms.boxes import PLAIN_ERRORS, OneLine

# Beyond what the kind asks: where it was and who else, for those who have more to say (DLY-01).
DETAILS = {
    "place": "Where was it?",
    "helped_by": "Who helped you?",
    "also_there": "Who else was there?",
}


class NumberBox(OneLine):
    """A number as people type it. `kept` is what the record says already, whatever it is."""

    def __init__(self, number: Number, *, label: str, kept: Any = "") -> None:
        widget = MeasureInput(number.unit)
        super().__init__(label=label, required=False, widget=widget, error_messages=PLAIN_ERRORS)
        self.number, self.kept = number, kept

    def clean(self, value: Any) -> Any:
        """Return a number within its limits, what was kept as it was, or nothing."""
        typed = super().clean(value)
        if not typed or typed == str(self.kept):
            return self.kept if typed else ""
        try:
            return self.number.read(typed)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem


def typed_name(question: Question) -> str:
    """Return the name of the box beside the choices."""
    return f"{question.name}_typed"


def in_one_line(label: str) -> OneLine:
    """Return a box for a few words that may be left empty."""
    return OneLine(label=label, max_length=300, required=False, error_messages=PLAIN_ERRORS)


def tiles(question: Question, choices: list[tuple[str, str]], hint: str) -> forms.ChoiceField:
    """Return the choices as tiles for a thumb."""
    return forms.ChoiceField(
        label=question.label,
        choices=choices,
        widget=forms.RadioSelect(attrs={"class": "tiles"}),
        required=False,
        help_text=hint,
        error_messages=PLAIN_ERRORS,
    )
