"""What a worker types or taps to record care, cleaned; nothing is saved here."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from dailycare.kinds import Kind, meal_at
from dailycare.models import CareEntry, Outcome
from dailycare.services import UK
from governance.ids import uuid7
from nhsui.fields import ClockField, SplitDateField
from records.forms import AgreementForm, KeptForm, ReplacingForm
from records.models.plans import GoalReview, Instruction

# A device's clock may run ahead of ours by this much before we call its time the future.
CLOCK_DRIFT = timedelta(minutes=5)
PASSES = [("0", "The first time, before the clocks went back"), ("1", "The second time, after")]


class CareForm(KeptForm):
    """One entry of one kind. The common case is one tap here, then save (DLY-03)."""

    marks_optional = False

    entry_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.CharField(widget=forms.HiddenInput)
    instruction = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, kind: Kind, asked: Instruction | None = None, **kwargs: Any
    ) -> None:
        """Ask what the kind asks, for what the plan `asked` if it did.

        The day and time are now, the meal the hour's: all in sight.
        """
        now = timezone.localtime()
        start = {
            "entry_id": uuid7(),
            "kind": kind.slug,
            "instruction": asked.pk if asked else None,
            "day": now.date(),
            "time": now.time(),
            "outcome": "" if kind.asks_outcome else Outcome.DONE,
            "meal": meal_at(now.hour),
        }
        kwargs["initial"] = start | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.of_kind, self.asked = kind, asked
        self._ask(kind)
        self.fields["day"] = SplitDateField(label="Day", not_after=timezone.localdate)
        self.fields["time"] = ClockField(label="Time")
        self.fields["which_pass"] = forms.ChoiceField(
            label="The clocks went back that night, so this time came twice. Which was it?",
            choices=PASSES,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields["outcome"] = forms.ChoiceField(
            label="What came of it?",
            choices=Outcome,
            widget=forms.RadioSelect(attrs={"class": "tiles"} if kind.asks_outcome else {}),
            error_messages={"required": "Choose what came of it"},
        )
        self.fields["outcome_reason"] = forms.CharField(
            label="If it was not done: why, and what you did", max_length=300, required=False
        )

    def _ask(self, kind: Kind) -> None:
        for question in kind.questions:
            self.fields[question.name] = forms.ChoiceField(
                label=question.label,
                choices=question.choices,
                widget=forms.RadioSelect(attrs={"class": "tiles"}),
                required=False,
            )
        self.fields["text"] = forms.CharField(
            label="Anything to add?" if not kind.needs_words else "What happened?",
            widget=forms.Textarea,
            required=kind.needs_words,
            error_messages={"required": "Write what happened"},
        )

    @property
    def questions(self) -> list[forms.BoundField]:
        """Return the fields of what this kind asks, in order."""
        return [self[question.name] for question in self.of_kind.questions]

    @property
    def shows_when(self) -> bool:
        """Say whether the time needs the worker's eye."""
        return bool(self.unsaved) or any(
            name in self.errors for name in ("day", "time", "which_pass")
        )

    @property
    def shows_outcome(self) -> bool:
        """Say whether the outcome is other than done, or needs the worker's eye."""
        return self["outcome"].value() != Outcome.DONE or "outcome_reason" in self.errors

    @property
    def asks_which_pass(self) -> bool:
        """Say whether the time typed was one that came twice."""
        return "which_pass" in self.errors or bool(self.data.get("which_pass"))

    def clean(self) -> dict[str, Any]:
        """Hold the answers to the outcome, and the time to one that was."""
        cleaned = super().clean() or {}
        outcome = cleaned.get("outcome")
        done = outcome == Outcome.DONE
        for question in self.of_kind.questions if done else ():
            if question.is_required and not cleaned.get(question.name):
                self.add_error(question.name, f"Choose an answer: {question.label.lower()}")
        if outcome and not done and not cleaned.get("outcome_reason"):
            self.add_error("outcome_reason", "Say why it was not done, and what you did")
        if cleaned.get("day") and cleaned.get("time"):
            cleaned["happened_at"] = self._moment(cleaned)
        return cleaned

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
        answers = {
            question.name: int(answer) if question.unit else answer
            for question in self.of_kind.questions
            if (answer := cleaned[question.name])
        }
        return {
            "happened_at": cleaned["happened_at"],
            "values": answers if cleaned["outcome"] == Outcome.DONE else {},
            "text": cleaned["text"],
            "outcome": cleaned["outcome"],
            "outcome_reason": cleaned["outcome_reason"],
        }

    def stand_alone(self, refusal: str) -> None:
        """Offer what was typed as a note of its own: the plan does not ask for it any more."""
        asked = self.asked.description if self.asked else ""
        words = "\n".join(filter(None, [asked, self.data.get("text", "")]))
        kind = "general" if self.of_kind.asks_outcome else self.of_kind.slug
        self.data = dict(self.data.items()) | {"instruction": "", "kind": kind, "text": words}
        self.add_error(None, refusal)


class CorrectionForm(ReplacingForm, CareForm):
    """The same questions for an entry that was wrong, with the reason for the correction."""

    reason = forms.CharField(
        label="Why is it corrected?",
        max_length=300,
        error_messages={"required": "Say why you correct this entry"},
    )

    @property
    def correction(self) -> dict[str, Any]:
        """Return what `services.correct_care` takes, from clean data."""
        return self.entry | {n: self.cleaned_data[n] for n in ("replaces", "reason")}


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
        "text": entry.text,
        "outcome": entry.outcome,
        "outcome_reason": entry.outcome_reason,
    }


class TakeOutForm(ReplacingForm):
    """The reason for marking an entry as entered in error."""

    reason = forms.CharField(
        label="Why should this entry not be here?",
        help_text="For example: it belongs to somebody else",
        max_length=300,
        error_messages={"required": "Say why this entry should not be here"},
    )


class TimelineForm(forms.Form):
    """What a reader asks of the timeline; an empty form shows everything that stands."""

    marks_optional = False

    words = forms.CharField(label="Words in the note", required=False, max_length=100)
    author = forms.CharField(label="Written by", required=False, max_length=100)
    until = SplitDateField(label="Up to and including", required=False)
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
