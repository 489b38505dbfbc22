"""What a manager types about a kind of care of the provider's own."""

from typing import Any

from django import forms

from dailycare.models import OwnKind
from records.forms import ReplacingForm
from records.forms.boxes import PLAIN_ERRORS, OneLine, Words
from records.models.observations import NeedCategory

LIMITS = {
    "least": "The least it can be",
    "usual_from": "Ask about less than",
    "usual_to": "Ask about more than",
    "most": "The most it can be",
}
MOST_ANSWERS, LONGEST_ANSWER = 12, 60


class OwnKindForm(ReplacingForm):
    """Its name, what it serves, what it asks, and answers to choose from or a number.

    Whether it counts, and in which unit, stays: numbers in two units could not be compared.
    """

    label = OneLine(label="Name", max_length=40, error_messages=PLAIN_ERRORS)
    area = forms.ChoiceField(
        label="Area of need that it says something of",
        choices=[("", "Choose one"), *NeedCategory.choices],
    )
    question = OneLine(label="What does it ask?", max_length=120, error_messages=PLAIN_ERRORS)

    def __init__(self, *args: Any, changes: OwnKind | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes = changes
        if changes is None or not changes.unit:
            self.fields["answers"] = Words(
                label="Answers to choose from, one a line", required=False
            )
        if changes is None:
            self.fields["unit"] = OneLine(
                label="Or a number: in which unit?",
                help_text="Such as ml, kg or times. It cannot be changed later",
                max_length=12,
                required=False,
                error_messages=PLAIN_ERRORS,
            )
        if changes is None or changes.unit:
            self.fields |= {
                name: forms.DecimalField(
                    label=label, required=False, min_value=0, max_digits=9, decimal_places=2
                )
                for name, label in LIMITS.items()
            }

    def clean_answers(self) -> str:
        """Keep one answer a line, each once."""
        typed: str = self.cleaned_data["answers"]
        lines = list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
        if lines and not 2 <= len(lines) <= MOST_ANSWERS:
            raise forms.ValidationError(f"Write 2 to {MOST_ANSWERS} answers, one a line")
        if too_long := next((line for line in lines if len(line) > LONGEST_ANSWER), ""):
            raise forms.ValidationError(f"Make this answer shorter: {too_long}")
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        """Hold it to answers or to a number with its limits, in their order."""
        cleaned = super().clean() or {}
        unit = self.changes.unit if self.changes else cleaned.get("unit")
        if unit and cleaned.get("answers"):
            self.add_error("unit", "Ask for answers to choose from or for a number, not for both")
        elif unit:
            self._hold_limits(cleaned)
        elif not cleaned.get("answers") and "answers" not in self.errors:
            self.add_error("answers", "Write the answers to choose from, or the unit of a number")
        return cleaned

    def _hold_limits(self, cleaned: dict[str, Any]) -> None:
        limits = [cleaned[name] for name in LIMITS if cleaned.get(name) is not None]
        for name in LIMITS:
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, "Enter a number, so that slips of the finger are asked about")
        if len(limits) == len(LIMITS) and limits != sorted(limits):
            self.add_error("most", "These four must rise: least, usual from, usual to, most")

    @property
    def written(self) -> dict[str, Any]:
        """Return what the services take, from clean data."""
        return {name: value for name, value in self.cleaned_data.items() if name != "replaces"}


def as_begun(own: OwnKind) -> dict[str, Any]:
    """Return what a kind says, as a form's first values."""
    said = ("label", "area", "question", "answers", *LIMITS)
    return {"replaces": own.version} | {name: getattr(own, name) for name in said}
