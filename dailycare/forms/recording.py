"""What a worker types or taps to record care, cleaned; nothing is saved here."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dailycare.kinds import NOTHING, Kind, Question
from dailycare.models import GIVEN, Outcome
from dailycare.services import UK
from governance.ids import uuid7
from nhsui.fields import ClockField, SplitDateField
from records.forms import KeptForm
from records.forms.boxes import PLAIN_ERRORS, OneLine, Words
from records.models.plans import Instruction

Earliest = Callable[[], date]
# A device's clock may run ahead of ours by this much before we call its time the future.
CLOCK_DRIFT = timedelta(minutes=5)
PASSES = [("0", "The first time, before the clocks went back"), ("1", "The second time, after")]
WHY = {
    Outcome.REFUSED: "Say why it was refused, and what you did",
    Outcome.NOT_OFFERED: "Say why it was not offered",
    Outcome.DONE_BY_OTHER: "Say who did it",
}


class CareForm(KeptForm):
    """One entry of one kind. The common case is one tap here, then save (DLY-03)."""

    marks_optional = False

    entry_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.CharField(widget=forms.HiddenInput)
    instruction = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        earliest: Earliest,
        asked: Instruction | None = None,
        **kwargs: Any,
    ) -> None:
        """Ask what the kind asks, for what the plan `asked` if it did: now, and in sight.

        `earliest` gives the first day that care can have been given to this person.
        """
        now = timezone.localtime()
        start = {
            "entry_id": uuid7(),
            "kind": kind.slug,
            "instruction": asked.pk if asked else None,
            "day": now.date(),
            "time": now.time(),
            "outcome": "" if kind.asks_outcome else Outcome.DONE,
        }
        kwargs["initial"] = start | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.of_kind, self.asked = kind, asked
        self._ask_when(earliest)
        self._ask_outcome(kind)
        self.fields["text"] = Words(
            label="Anything to add?" if not kind.needs_words else "What happened?",
            required=kind.needs_words,
            error_messages={"required": "Write what happened", **PLAIN_ERRORS},
        )
        for question in kind.questions:
            self.fields[question.name] = forms.ChoiceField(
                label=question.label,
                choices=self.choices(question),
                widget=forms.RadioSelect(attrs={"class": "tiles"}),
                required=False,
                help_text=self.hint(question),
            )

    def _ask_when(self, earliest: Earliest) -> None:
        self.fields["day"] = SplitDateField(
            label="Day", not_before=earliest, not_after=timezone.localdate
        )
        self.fields["time"] = ClockField(label="Time")
        self.fields["which_pass"] = forms.ChoiceField(
            label="The clocks went back that night, so this time came twice. Which was it?",
            choices=PASSES,
            widget=forms.RadioSelect,
            required=False,
        )

    def _ask_outcome(self, kind: Kind) -> None:
        self.fields["outcome"] = forms.ChoiceField(
            label="What came of it?",
            choices=Outcome,
            widget=forms.RadioSelect(attrs={"class": "tiles"} if kind.asks_outcome else {}),
            error_messages={"required": "Choose what came of it"},
        )
        self.fields["outcome_reason"] = OneLine(
            label="If you did not do it: why, and what you did, or who did it",
            max_length=300,
            required=False,
            error_messages=PLAIN_ERRORS,
        )

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return what can be answered; unanswered, the time tells what it can tell."""
        told = [("", "By the time")] if question.told_by else []
        return [*told, *question.choices]

    def hint(self, question: Question) -> str:
        """Say what the time would tell."""
        return f"By the time it is {question.told_by(self._hour)}" if question.told_by else ""

    @property
    def _hour(self) -> int:
        """The hour in the box for the time, or that of now."""
        try:
            typed = self.fields["time"].to_python(self["time"].value())
        except ValidationError:
            typed = None
        return (typed or timezone.localtime()).hour

    @property
    def questions(self) -> list[forms.BoundField]:
        """Return the fields of what this kind asks, in order."""
        return [self[question.name] for question in self.of_kind.questions]

    @property
    def when_boxes(self) -> list[forms.BoundField]:
        """Return the fields that say when it was."""
        asks_which_pass = "which_pass" in self.errors or bool(self.data.get("which_pass"))
        return [self[name] for name in ("day", "time", *["which_pass"] * asks_which_pass)]

    @property
    def is_untouched(self) -> bool:
        """Say whether all of it is still as we gave it."""
        return not self.is_bound and not self.unsaved

    @property
    def shows_when(self) -> bool:
        """Say whether the time needs the worker's eye."""
        return bool(self.unsaved) or any(box.errors for box in self.when_boxes)

    @property
    def shows_outcome(self) -> bool:
        """Say whether the outcome is other than done, or needs the worker's eye."""
        return self["outcome"].value() != Outcome.DONE or "outcome_reason" in self.errors

    def clean(self) -> dict[str, Any]:
        """Hold the answers to the outcome, and the time to one that was."""
        cleaned = super().clean() or {}
        outcome = cleaned.get("outcome")
        for question in self.of_kind.questions:
            if question.is_required and outcome:
                self._hold_to(outcome, question, cleaned.get(question.name, ""))
        if outcome in WHY and not cleaned.get("outcome_reason"):
            self.add_error("outcome_reason", WHY[outcome])
        if cleaned.get("day") and cleaned.get("time"):
            cleaned["happened_at"] = self._moment(cleaned)
        return cleaned

    def _hold_to(self, outcome: str, question: Question, answer: str) -> None:
        """Ask what was done of what was; refuse it of what was not, rather than drop it."""
        if outcome == Outcome.DONE and not answer and self.needs_answer(question):
            self.add_error(question.name, f"Choose an answer: {question.label.lower()}")
        if outcome not in GIVEN and answer and answer not in NOTHING:
            box = cast("forms.ChoiceField", self.fields[question.name])
            box.choices = [*question.choices, ("", "No answer")]
            self.add_error(
                question.name,
                "This says that something was done. Choose “No answer”, or below that it was done",
            )

    def needs_answer(self, question: Question) -> bool:
        """Say whether what was done must be answered."""
        return question.is_required

    def _moment(self, cleaned: dict[str, Any]) -> datetime | None:
        """Turn day and time into a moment; ask when it came twice, say when it never came."""
        moment = datetime.combine(cleaned["day"], cleaned["time"], tzinfo=UK)
        if moment.astimezone(UTC).astimezone(UK).time() != moment.time():
            self.add_error("time", "This time did not happen: the clocks went forward past it")
            return None
        later = moment.replace(fold=1)
        if later.astimezone(UTC) != moment.astimezone(UTC):
            if not cleaned.get("which_pass"):
                self.add_error("which_pass", "Choose which of the two times it was")
                return None
            moment = later if cleaned["which_pass"] == "1" else moment
        if moment > timezone.now() + CLOCK_DRIFT:
            self.add_error("time", "This time has not come yet. Record care once it is given")
        return moment

    @property
    def entry(self) -> dict[str, Any]:
        """Return what `services.record_care` takes, from clean data."""
        cleaned = self.cleaned_data
        answers = {q.name: self.answer(q, cleaned[q.name]) for q in self.of_kind.questions}
        return {
            "values": {name: answer for name, answer in answers.items() if answer},
            **{name: cleaned[name] for name in ("text", "outcome", "outcome_reason")},
            **self.when,
        }

    def answer(self, question: Question, chosen: str) -> Any:
        """Return an answer as the record keeps it."""
        if not chosen and question.told_by:
            return question.told_by(timezone.localtime(self.cleaned_data["happened_at"]).hour)
        return int(chosen) if chosen and question.unit else chosen

    @property
    def when(self) -> dict[str, Any]:
        """Return the moment it happened, from clean data."""
        return {"happened_at": self.cleaned_data["happened_at"]}

    def stand_alone(self, refusal: str) -> None:
        """Offer what was typed as a note of its own: the plan does not ask for it any more."""
        asked = self.asked.description if self.asked else ""
        words = "\n".join(filter(None, [asked, self.data.get("text", "")]))
        kind = "general" if self.of_kind.asks_outcome else self.of_kind.slug
        self.data = dict(self.data.items()) | {"instruction": "", "kind": kind, "text": words}
        self.add_error(None, refusal)
