"""Putting right what was recorded, or taking it out."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from dailycare.forms.asking import DETAILS
from dailycare.forms.photographs import take_away_field
from dailycare.forms.recording import CareForm, Earliest
from dailycare.kinds import CONFIRMED, MARKS, PHOTOGRAPHS, SHOWN, Kind, Question, is_said
from dailycare.models import CareEntry, Outcome, PartOfDay
from dailycare.photographs import MOST, names
from records.forms import ReplacingForm
from records.forms.boxes import PLAIN_ERRORS, OneLine


class CorrectionForm(ReplacingForm, CareForm):
    """The same questions for an entry that was wrong, with the reason for the correction.

    What an entry never said, such as the time of an old note, need not be made up to correct it,
    and what no question asks stays as it is.
    """

    def __init__(
        self, *args: Any, corrects: CareEntry, kind: Kind, earliest: Earliest, **kwargs: Any
    ) -> None:
        self.corrects = corrects
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
        if self._photographs:
            self.fields["take_away"] = take_away_field(len(self._photographs))
        self.fields["reason"] = OneLine(
            label="Why is it corrected?",
            max_length=300,
            error_messages={"required": "Say why you correct this entry", **PLAIN_ERRORS},
        )

    @property
    def _photographs(self) -> list[str]:
        return list(self.corrects.values.get(PHOTOGRAPHS, []))

    @property
    def photograph_boxes(self) -> list[forms.BoundField]:
        """Return those for new photographs, and for those to be taken away."""
        there = [self["take_away"]] if self._photographs else []
        return there + super().photograph_boxes

    def clean(self) -> dict[str, Any]:
        """Hold the photographs that stand and those that come to as many as an entry has."""
        cleaned = super().clean()
        stay = len(self._photographs) - len(cleaned.get("take_away", []))
        if stay + len(cleaned.get(PHOTOGRAPHS) or []) > MOST:
            self.add_error(PHOTOGRAPHS, f"An entry has {MOST} at most. Take one away first")
        return cleaned

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Offer what the entry says too, which may be from elsewhere, and not to say it."""
        said = self.said(question)
        listed = not is_said(said) or str(said) in dict(question.choices)
        theirs = [] if listed else [(str(said), question.in_words(said))]
        nothing = [] if self.needs_answer(question) else [("", "Not said")]
        return [*question.choices, *theirs, *nothing]

    def hint(self, question: Question) -> str:
        """Nothing is told by the time: what was written stands."""
        return ""

    def needs_answer(self, question: Question) -> bool:
        """Ask for nothing that an entry of what was done did not say."""
        was_done = self.corrects.outcome == Outcome.DONE
        return question.is_required and (not was_done or is_said(self.said(question)))

    def said(self, question: Question) -> Any:
        """Return what the entry says."""
        return self.corrects.values.get(question.name, "")

    def is_new(self, moment: datetime) -> bool:
        """Say whether the entry says another day, or a time that had come; no page asks seconds."""
        at = self.corrects.happened_at
        is_as_written = at is not None and moment == at.replace(second=0, microsecond=0)
        stays_on_its_day = moment.date() == self.corrects.happened_on and moment <= timezone.now()
        return not (is_as_written or stays_on_its_day)

    def answer(self, question: Question, chosen: Any) -> Any:
        """Leave an answer that was not changed as it was written; the time tells nothing."""
        said = self.said(question)
        if not is_said(chosen) or str(chosen) == str(said):
            return said if is_said(chosen) else ""
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
        asked = {question.name for question in self.of_kind.questions} | {
            *DETAILS,
            CONFIRMED,
            SHOWN,
        }
        others = {n: value for n, value in self.corrects.values.items() if n not in asked}
        entry = self.entry
        named = {name: self.cleaned_data[name] for name in ("replaces", "reason")}
        values = others | entry["values"] | self._still_confirmed(entry)
        values |= {name: others[name] for name in MARKS & others.keys()}
        return entry | named | {"values": self._with_photographs(values)}

    def _with_photographs(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return what the entry says with the photographs that stay and those that come."""
        gone = {int(place) for place in self.cleaned_data.get("take_away", [])}
        stay = [pk for place, pk in enumerate(self._photographs) if place not in gone]
        new = names(self.corrects.pk, self.cleaned_data[PHOTOGRAPHS])
        stand = [*stay, *(pk for pk in new if pk not in stay)]
        others = {name: value for name, value in values.items() if name != PHOTOGRAPHS}
        return others | ({PHOTOGRAPHS: stand} if stand else {})

    def _still_confirmed(self, entry: dict[str, Any]) -> dict[str, list[str]]:
        """Return what was confirmed: now, and before of what stays as it was."""
        said = {**self.corrects.values, "text": self.corrects.text, "time": False}
        at = entry["happened_at"]
        now = {**entry["values"], "text": entry["text"], "time": at is None or self.is_new(at)}
        kept = [name for name in said.get(CONFIRMED, []) if now.get(name) == said.get(name)]
        names = [*kept, *(name for name in self._confirmed if name not in kept)]
        return {CONFIRMED: names} if names else {}


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
