"""What a worker types or taps to record care, cleaned; nothing is saved here."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dailycare.kinds import NOTHING, Kind, Question, kind_of
from dailycare.models import GIVEN, CareEntry, Outcome, PartOfDay
from dailycare.services import UK
from governance.ids import uuid7
from nhsui.fields import ClockField, SplitDateField
from records.forms import AgreementForm, KeptForm, ReplacingForm
from records.forms.boxes import PLAIN_ERRORS, OneLine, Words
from records.models.plans import GoalReview, Instruction

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
        told = [("", f"By the time: {question.told_by(self._hour)}")] if question.told_by else []
        return [*told, *question.choices]

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


class CorrectionForm(ReplacingForm, CareForm):
    """The same questions for an entry that was wrong, with the reason for the correction.

    What an entry never said, such as the time of an old note, need not be made up to correct it,
    and what no question asks stays as it is.
    """

    def __init__(self, *args: Any, corrects: CareEntry, earliest: Earliest, **kwargs: Any) -> None:
        self.corrects = corrects
        kind = kind_of(corrects.kind)
        kwargs["earliest"] = lambda: min(earliest(), corrects.happened_on)
        super().__init__(*args, kind=kind, **kwargs)
        self.fields["text"].required = kind.needs_words and bool(corrects.text)
        self.fields["time"].required = bool(corrects.happened_at)
        if not corrects.happened_at:
            self.fields["time"].label = "Time, if somebody knows it"
            self.fields["part_of_day"] = forms.ChoiceField(
                label="Part of the day, if no time is known",
                choices=[("", "Not stated"), *PartOfDay.choices],
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields["reason"] = OneLine(
            label="Why is it corrected?",
            max_length=300,
            error_messages={"required": "Say why you correct this entry", **PLAIN_ERRORS},
        )

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Offer what the entry says too, which may be from elsewhere, and not to say it."""
        said = self.corrects.values.get(question.name)
        listed = not said or str(said) in dict(question.choices)
        theirs = [] if listed else [(str(said), question.in_words(said))]
        nothing = [] if self.needs_answer(question) else [("", "Not said")]
        return [*question.choices, *theirs, *nothing]

    def needs_answer(self, question: Question) -> bool:
        """Ask for nothing that the entry did not say."""
        return question.is_required and bool(self.corrects.values.get(question.name))

    def answer(self, question: Question, chosen: str) -> Any:
        """Leave an answer that was not changed as it was written."""
        said = self.corrects.values.get(question.name)
        if not chosen or chosen == str(said):
            return said if chosen else ""
        return super().answer(question, chosen)

    @property
    def when_boxes(self) -> list[forms.BoundField]:
        """Return the fields that say when it was, as exactly as the entry does."""
        part = [self["part_of_day"]] if "part_of_day" in self.fields else []
        return super().when_boxes + part

    @property
    def when(self) -> dict[str, Any]:
        """Return the moment, or the day and the part of it, from clean data."""
        cleaned = self.cleaned_data
        if cleaned.get("happened_at"):
            return super().when
        known = {"happened_on": cleaned["day"], "part_of_day": cleaned["part_of_day"]}
        return {"happened_at": None} | known

    @property
    def correction(self) -> dict[str, Any]:
        """Return what `services.correct_care` takes, from clean data."""
        asked = {question.name for question in self.of_kind.questions}
        others = {n: value for n, value in self.corrects.values.items() if n not in asked}
        entry = self.entry
        named = {name: self.cleaned_data[name] for name in ("replaces", "reason")}
        return entry | named | {"values": others | entry["values"]}


def as_initial(entry: CareEntry) -> dict[str, Any]:
    """Return what an entry says, as a form's first values."""
    at = timezone.localtime(entry.happened_at) if entry.happened_at else None
    return {
        **entry.values,
        "entry_id": entry.pk,
        "replaces": entry.version,
        "day": entry.happened_on,
        "time": at.time() if at else None,
        "which_pass": str(at.fold) if at else None,
        "part_of_day": entry.part_of_day,
        "text": entry.text,
        "outcome": entry.outcome,
        "outcome_reason": entry.outcome_reason,
    }


class TakeOutForm(ReplacingForm):
    """The reason for marking an entry as entered in error."""

    reason = OneLine(
        label="Why should this entry not be here?",
        help_text="For example: it belongs to somebody else",
        max_length=300,
        error_messages={"required": "Say why this entry should not be here", **PLAIN_ERRORS},
    )


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


class ReviewForm(AgreementForm):
    """A review of the live plan: what was found of each goal, who agreed, when to look again."""

    def __init__(self, *args: Any, goals: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for goal in goals:
            self.fields[f"finding-{goal.pk}"] = forms.ChoiceField(
                label="How is it going?",
                choices=GoalReview.Finding,
                widget=forms.RadioSelect(attrs={"class": "tiles"}),
                error_messages={"required": "Say how this goal is going"},
            )
            self.fields[f"comment-{goal.pk}"] = forms.CharField(
                label="Comment", widget=forms.Textarea(attrs={"rows": 2}), required=False
            )
        self.fields["outcome"] = forms.CharField(
            label="What was decided, and why", widget=forms.Textarea
        )
        self.fields["next_review_on"] = SplitDateField(
            label="Next review", not_before=timezone.localdate
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the words that an answer makes necessary."""
        cleaned = super().clean() or {}
        for goal in self.goals:
            changes = cleaned.get(f"finding-{goal.pk}") in ("change", "ended")
            if changes and not cleaned.get(f"comment-{goal.pk}"):
                self.add_error(f"comment-{goal.pk}", "Say what should change, or why it ended")
        return cleaned

    @property
    def findings(self) -> dict[Any, tuple[str, str]]:
        """Return (finding, comment) by goal, from clean data."""
        cleaned = self.cleaned_data
        return {
            goal.pk: (cleaned[f"finding-{goal.pk}"], cleaned[f"comment-{goal.pk}"])
            for goal in self.goals
        }

    @property
    def review(self) -> dict[str, Any]:
        """Return what `records.services.review_plan` takes, from clean data."""
        names = (
            "replaces",
            "outcome",
            "how_involved",
            "agreement",
            "agreed_with",
            "authority",
            "next_review_on",
        )
        told = {name: self.cleaned_data[name] for name in names}
        return {"held_on": timezone.localdate(), "findings": self.findings} | told

    def by_goal(self) -> list[tuple[Any, Any, Any]]:
        """Return each goal with its two boxes, for the page."""
        return [(g, self[f"finding-{g.pk}"], self[f"comment-{g.pk}"]) for g in self.goals]
