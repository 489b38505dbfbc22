"""What staff say about a GP record: an error in it, or what they decide where ours differs."""

from typing import Any, cast
from uuid import UUID

from django import forms

from gpconnect.deciding import Choice, ToDecide
from gpconnect.matching import name_of_ours
from gpconnect.presentation import HEADINGS
from gpconnect.reporting import HOW
from records.forms import RecordForm, ReplacingForm
from records.forms.boxes import PLAIN_ERRORS, Words
from records.models import Communication
from records.models.gp import GPChoice

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


CHANGED_MEANWHILE = (
    "One of the records, or the decision, changed after this page was shown. Nothing was written. "
    "Both stand here as they are now: read them, then decide again"
)
WHY_NEEDED = {
    GPChoice.KEPT: "Write why our record stays as it is",
    GPChoice.QUERIED: "Write what you ask the practice, or what it said",
}


class DecisionForm(ReplacingForm):
    """What a lead decides about one entry, as they saw it."""

    seen_as = forms.CharField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=GPChoice,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide", **PLAIN_ERRORS},
    )
    same_as = forms.TypedChoiceField(
        label="Is it one of ours in other words?",
        help_text="Choose it only if you keep our record and both mean the same",
        coerce=UUID,
        empty_value=None,
        required=False,
        error_messages=PLAIN_ERRORS,
    )
    words = Words(
        label="Why, or what you ask the practice, or what the practice said",
        help_text="Needed if you keep our record or ask the practice",
        required=False,
        error_messages=PLAIN_ERRORS,
    )

    def __init__(self, *args: Any, asked: ToDecide, **kwargs: Any) -> None:
        """Offer what can be: to accept what the GP has, to name one of ours that is the same."""
        kwargs["initial"] = {"seen_as": asked.pair.state} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.asked = asked
        may_accept = asked.acceptance and not asked.acceptance.why_not
        offered = [one for one in GPChoice.choices if may_accept or one[0] != GPChoice.ACCEPTED]
        cast("forms.ChoiceField", self.fields["decision"]).choices = offered
        named = [("", "None of them"), *((str(one.pk), name_of_ours(one)) for one in asked.alone)]
        cast("forms.ChoiceField", self.fields["same_as"]).choices = named
        if not asked.alone:
            del self.fields["same_as"]

    def clean(self) -> dict[str, Any]:
        """Ask for words where they are the point."""
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if decision in WHY_NEEDED and not cleaned.get("words"):
            self.add_error("words", WHY_NEEDED[GPChoice(decision)])
        if cleaned.get("same_as") and decision != GPChoice.KEPT:
            self.add_error("same_as", "Choose this only if you keep our record as it is")
        return cleaned

    def choice(self) -> Choice:
        """Return what was decided, and about which state of both records."""
        said = self.cleaned_data
        return Choice(
            area=self.asked.pair.area,
            key=self.asked.pair.key,
            shown=said["seen_as"],
            decision=said["decision"],
            words=said["words"],
            same_as=said.get("same_as"),
        )

    def say_changed(self) -> None:
        """Say that something moved; what is decided next is about what stands there now."""
        self.data = self.data.copy()
        self.data["seen_as"] = self.asked.pair.state
        self.add_error(None, CHANGED_MEANWHILE)
