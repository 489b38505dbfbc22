"""What a worker types or taps to record care, cleaned; nothing is saved here."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dailycare import clock
from dailycare.forms import doubts
from dailycare.forms.asking import DETAILS, NumberBox, in_one_line, tiles, typed_name
from dailycare.forms.photographs import photographs_field
from dailycare.kinds import CONFIRMED, NOTHING, PHOTOGRAPHS, SHOWN, Kind, Question, is_said
from dailycare.models import GIVEN, Outcome
from dailycare.policies import Window
from governance.ids import uuid7
from nhsui.fields import ClockField, SplitDateField
from records.forms import KeptForm
from records.forms.boxes import PLAIN_ERRORS, OneLine, Words
from records.models.plans import Instruction

Earliest = Callable[[], date]
PASSES = [("0", "The first time, before the clocks went back"), ("1", "The second time, after")]
WHY = {
    Outcome.REFUSED: "Say why it was refused, and what you did",
    Outcome.NOT_OFFERED: "Say why it was not offered",
    Outcome.DONE_BY_OTHER: "Say who did it",
}


def tomorrow() -> date:
    """Return the last day that is asked about: a later one is no slip of the hour."""
    return timezone.localdate() + timedelta(days=1)


def _when(moment: datetime) -> dict[str, Any]:
    return {"day": moment.date(), "time": moment.time(), "which_pass": str(moment.fold)}


class CareForm(KeptForm):
    """One entry of one kind. The common case is one tap here, then save (DLY-03)."""

    marks_optional = False

    entry_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.CharField(widget=forms.HiddenInput)
    instruction = forms.UUIDField(widget=forms.HiddenInput, required=False)
    confirmed = doubts.Confirmed()

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        earliest: Earliest,
        asked: Instruction | None = None,
        last_number: Callable[[Question], float | None] = lambda _: None,
        written_before: Callable[[str], datetime | None] = lambda _: None,
        late_for: Callable[[datetime], Window | None] = lambda _: None,
        was_due: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        """Ask what the kind asks, for what the plan `asked` if it did: now, and in sight.

        `earliest` gives the first day that care can have been given to this person, `last_number`
        what was answered last, `written_before` when its author wrote the same words,
        `late_for` what of the plan a moment comes too late for. What `was_due` begins with that
        time, in sight.
        """
        start = {
            "entry_id": uuid7(),
            "kind": kind.slug,
            "instruction": asked.pk if asked else None,
            **_when(timezone.localtime(was_due)),
            "outcome": "" if kind.asks_outcome else Outcome.DONE,
        }
        kwargs["initial"] = start | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.of_kind, self.asked = kind, asked
        self._last_number, self._written_before = last_number, written_before
        self._late_for, self.was_due = late_for, was_due
        self._answers: dict[str, Any] = {}
        self._confirmed: list[str] = []
        self._ask_when(earliest)
        self._ask_outcome(kind)
        self.fields["text"] = Words(
            label="Anything to add?" if not kind.needs_words else "What happened?",
            required=kind.needs_words,
            error_messages={"required": "Write what happened", **PLAIN_ERRORS},
        )
        for question in kind.questions:
            self._ask(question)
        self.fields |= {name: in_one_line(label) for name, label in DETAILS.items()}
        self.fields[PHOTOGRAPHS] = photographs_field(kind)
        self.fields[SHOWN] = in_one_line("What does the photograph show?")

    def _ask(self, question: Question) -> None:
        kept, number = self.said(question), question.typed_number
        if question.choices:
            hint = self.hint(question)
            self.fields[question.name] = tiles(question, self.choices(question), hint)
        elif not number:
            self.fields[question.name] = in_one_line(question.label)
        if number and question.choices:
            self.fields[typed_name(question)] = NumberBox(number, label="Or type it")
        elif number:
            self.fields[question.name] = NumberBox(number, label=question.label, kept=kept)

    def _ask_when(self, earliest: Earliest) -> None:
        self.fields["day"] = SplitDateField(label="Day", not_before=earliest, not_after=tomorrow)
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
            label="If it was not done, or late: why, and what you did, or who did it",
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

    def said(self, question: Question) -> Any:
        """Return what the record says already, which needs no second look."""
        return ""

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
        names = (name for q in self.of_kind.questions for name in (q.name, typed_name(q)))
        return [self[name] for name in names if name in self.fields]

    @property
    def details(self) -> list[forms.BoundField]:
        """Return the fields for where it was and who else."""
        return [self[name] for name in DETAILS]

    @property
    def shows_details(self) -> bool:
        """Say whether something stands in the details, or is to be mended there."""
        return any(box.value() or box.errors for box in self.details)

    @property
    def photograph_boxes(self) -> list[forms.BoundField]:
        """Return the fields for photographs and what they show."""
        return [self[PHOTOGRAPHS], self[SHOWN]]

    @property
    def shows_photographs(self) -> bool:
        """Say whether a photograph is likely, or needs the worker's eye."""
        is_begun = self.loses_photographs or any(
            b.value() or b.errors for b in self.photograph_boxes
        )
        return self.of_kind.slug == "skin" or is_begun

    @property
    def loses_photographs(self) -> bool:
        """Say whether photographs must be chosen again: a browser sends them once."""
        return bool(self.errors and self.files)

    @property
    def is_doubted(self) -> bool:
        """Say whether something is asked about, or was, before it is saved."""
        return bool(cast("forms.ChoiceField", self.fields["confirmed"]).choices)

    @property
    def when_boxes(self) -> list[forms.BoundField]:
        """Return the fields that say when it was."""
        asks_which_pass = "which_pass" in self.errors or self._begins_in_a_doubled_hour
        asks_which_pass = asks_which_pass or bool(self.data.get(self.add_prefix("which_pass")))
        return [self[name] for name in ("day", "time", *["which_pass"] * asks_which_pass)]

    @property
    def _begins_in_a_doubled_hour(self) -> bool:
        """Say whether the time that the page begins with comes twice: which, is answered then."""
        day, at = self.initial["day"], self.initial["time"]
        if not isinstance(day, date) or not isinstance(at, time):
            return False
        return clock.comes_twice(datetime.combine(day, at, tzinfo=clock.UK))

    @property
    def is_untouched(self) -> bool:
        """Say whether all of it is still as we gave it."""
        return not self.is_bound and not self.unsaved

    @property
    def shows_when(self) -> bool:
        """Say whether the time needs the worker's eye."""
        return bool(self.unsaved or self.was_due) or any(box.errors for box in self.when_boxes)

    @property
    def shows_outcome(self) -> bool:
        """Say whether the outcome is other than done, or needs the worker's eye."""
        return self["outcome"].value() != Outcome.DONE or "outcome_reason" in self.errors

    def clean(self) -> dict[str, Any]:
        """Hold the answers to the outcome, and the time to one that was; ask about the unusual."""
        cleaned = super().clean() or {}
        outcome = cleaned.get("outcome")
        if cleaned.get("day") and cleaned.get("time"):
            cleaned["happened_at"] = self._moment(cleaned)
        for question in self.of_kind.questions:
            answer = self._answers[question.name] = self._answer_to(question, cleaned)
            if question.is_required and outcome and not self._is_wrong(question):
                self._hold_to(outcome, question, answer)
        if outcome in WHY and not cleaned.get("outcome_reason"):
            self.add_error("outcome_reason", WHY[outcome])
        self._ask_why_late(cleaned)
        self._confirmed = self._ask_about_the_unusual(cleaned)
        return cleaned

    def _ask_why_late(self, cleaned: dict[str, Any]) -> None:
        """What the plan asked for by a time has a reason when it came later (DLY-07)."""
        at, is_done = cleaned.get("happened_at"), cleaned.get("outcome") == Outcome.DONE
        window = self._late_for(at) if at and is_done else None
        if window and not cleaned.get("outcome_reason"):
            due = f"{timezone.localtime(window.until):%H:%M}"
            self.add_error("outcome_reason", f"It was to be done by {due}. Say why it was later")

    def _ask_about_the_unusual(self, cleaned: dict[str, Any]) -> list[str]:
        numbers = [q.name for q in self.of_kind.questions if is_a_number(self._answers[q.name])]
        typed = {name: self._answers[name] for name in numbers}
        typed |= {"time": cleaned.get("happened_at"), "text": cleaned.get("text")}
        found = [doubt for doubt in self._doubts(cleaned) if doubt]
        box = cast("doubts.Confirmed", self.fields["confirmed"])
        return box.hold(self, found, typed, cleaned.get("confirmed", []))

    def _is_wrong(self, question: Question) -> bool:
        return question.name in self.errors or typed_name(question) in self.errors

    def _answer_to(self, question: Question, cleaned: dict[str, Any]) -> Any:
        """Return what was typed or chosen; both are one too many, and neither is dropped."""
        chosen, typed = cleaned.get(question.name, ""), cleaned.get(typed_name(question), "")
        if not is_said(typed):
            return self.answer(question, chosen)
        if chosen and chosen != str(typed):
            self._offer_none(question, "The one I typed")
            words = f"You chose {question.in_words(chosen)} as well. Choose one of the two"
            self.add_error(typed_name(question), words)
        return typed

    def _offer_none(self, question: Question, label: str) -> None:
        box = cast("forms.ChoiceField", self.fields[question.name])
        box.choices = [*question.choices, ("", label)]

    def _hold_to(self, outcome: str, question: Question, answer: Any) -> None:
        """Ask what was done of what was; refuse it of what was not, rather than drop it."""
        if outcome == Outcome.DONE and not is_said(answer) and self.needs_answer(question):
            verb = "Choose" if question.choices else "Enter"
            self.add_error(question.name, f"{verb} an answer: {question.label.lower()}")
        if outcome not in GIVEN and is_said(answer) and answer not in NOTHING:
            if question.choices:
                self._offer_none(question, "No answer")
            self.add_error(
                question.name,
                "This says that something was done. Choose “No answer”, or below that it was done"
                if question.choices
                else "This says that something was done. Leave it empty, or say that it was done",
            )

    def needs_answer(self, question: Question) -> bool:
        """Say whether what was done must be answered."""
        return question.is_required

    def _moment(self, cleaned: dict[str, Any]) -> datetime | None:
        """Turn day and time into a moment; ask when it came twice, say when it never came."""
        moment = datetime.combine(cleaned["day"], cleaned["time"], tzinfo=clock.UK)
        if clock.never_came(moment):
            put_forward = f"{clock.put_forward(moment):%H:%M}"
            self.add_error(
                "time",
                "This time did not happen: the clocks went forward past it. "
                f"By a clock that was put forward it was {put_forward}",
            )
            return None
        if clock.comes_twice(moment):
            if not cleaned.get("which_pass"):
                self.add_error("which_pass", "Choose which of the two times it was")
                return None
            moment = moment.replace(fold=int(cleaned["which_pass"]))
        return moment

    def _doubts(self, cleaned: dict[str, Any]) -> Iterator[doubts.Doubt | None]:
        for question in self.of_kind.questions:
            answer = self._answers[question.name]
            if question.number and is_a_number(answer) and answer != self.said(question):
                last = self._last_number(question) if question.number.jump else None
                yield doubts.of_number(question.name, question.number, answer, last)
        if (moment := cleaned.get("happened_at")) and self.is_new(moment):
            yield doubts.of_moment(moment)
        if text := cleaned.get("text"):
            yield doubts.of_words(self._written_before(text))

    def is_new(self, moment: datetime) -> bool:
        """Say whether the record does not say yet that it was then."""
        return True

    @property
    def entry(self) -> dict[str, Any]:
        """Return what `services.record_care` takes, from clean data."""
        cleaned = self.cleaned_data
        answers = self._answers | {name: cleaned[name] for name in (*DETAILS, SHOWN)}
        answers |= {CONFIRMED: self._confirmed, **self.of_kind.marks}
        return {
            "values": {name: answer for name, answer in answers.items() if is_said(answer)},
            **{name: cleaned[name] for name in ("text", "outcome", "outcome_reason", PHOTOGRAPHS)},
            **self.when,
        }

    def answer(self, question: Question, chosen: Any) -> Any:
        """Return an answer as the record keeps it; what nobody said, the time may tell."""
        if not is_said(chosen):
            at = self.cleaned_data.get("happened_at")
            return question.told_by(timezone.localtime(at).hour) if question.told_by and at else ""
        if question.number and isinstance(chosen, str):
            return question.number.read(chosen)
        return chosen

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


def is_a_number(answer: Any) -> bool:
    """Say whether an answer is a number: what came from elsewhere may be words."""
    return isinstance(answer, int | float)


class HeldForm(CareForm):
    """The form as a device holds it for later: it knows neither the person nor the hour."""

    is_untouched = False
    clock = forms.CharField(widget=forms.HiddenInput, required=False)

    def hint(self, question: Question) -> str:
        """Say nothing of an hour that has gone by."""
        return ""
