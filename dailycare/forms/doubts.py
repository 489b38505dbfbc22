"""What is asked about before it is saved: it may be right, and is more often a slip (OBS-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from dailycare import clock
from dailycare.kinds import Number

# Care of longer ago is rarely written down now: a slip in the day is likelier.
LONG_AGO = timedelta(days=7)
# A device's clock may run ahead of ours by this much before we call its time the future.
CLOCK_DRIFT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question about what was typed in a box, and what its author says by a tick."""

    name: str
    asks: str
    confirms: str


class Confirmed(forms.MultipleChoiceField):
    """What its author says is right although it is unusual: a box to tick for each doubt."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(label="Check this before it is saved", required=False)

    def valid_value(self, value: str) -> bool:
        """Take what was ticked: what it confirms is only known when all else is clean."""
        return True

    def hold(
        self, form: Any, doubts: Sequence[Doubt], typed: Mapping[str, object], ticked: Sequence[str]
    ) -> list[str]:
        """Ask about each doubt that is not confirmed; return the names of what was.

        A form that is sent again says the same, though what was a leap then may be none now.
        """
        keys = {name: _key(name, value) for name, value in typed.items()}
        self.choices = [(keys[doubt.name], doubt.confirms) for doubt in doubts]
        for doubt in doubts:
            if keys[doubt.name] not in ticked:
                form.add_error("confirmed", doubt.asks)
        return [name for name, key in keys.items() if key in ticked]


def _key(name: str, value: object) -> str:
    """Return what is ticked for this value, and for no other that is typed instead."""
    return f"{name}-{sha256(str(value).encode()).hexdigest()[:16]}"


def of_number(name: str, number: Number, value: float, last: float | None) -> Doubt | None:
    """Doubt a number that is not usual, or that is far from the one before."""
    if number.is_usual(value, last):
        return None
    said = number.in_words(value)
    before = f" It was {number.in_words(last)} the last time" if last is not None else ""
    return Doubt(name, f"Is {said} right?{before}", f"Yes, {said} is right")


def of_moment(moment: datetime) -> Doubt | None:
    """Doubt a time that has not come yet, and one of long ago."""
    now = timezone.now()
    said = f"{date_format(timezone.localtime(moment), 'l j F Y')} at {clock.in_words(moment)}"
    if moment > now + CLOCK_DRIFT:
        why = "It has not come yet"
    elif moment < now - LONG_AGO:
        why = f"That was {(now - moment).days} days ago"
    else:
        return None
    asks, confirms = f"Is {said} right? {why}", f"Yes, {said} is right"
    return Doubt("time", asks, confirms)


def of_words(before: datetime | None) -> Doubt | None:
    """Doubt words that their author wrote of the same person before (DLY-09)."""
    if before is None:
        return None
    day = date_format(timezone.localtime(before), "l j F")
    return Doubt(
        "text",
        f"You wrote the same words on {day}. Do they say how it was this time?",
        "Yes, they say how it was this time",
    )
