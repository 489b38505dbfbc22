"""What a lead types into a handover."""

from typing import Any

from django import forms

from dailycare.handovers.concerns import Concern
from governance.ids import uuid7
from records.forms import ReplacingForm
from records.forms.boxes import PLAIN_ERRORS, Words, offer
from records.models import Person

NOBODY = "Nobody: the place"


class LineForm(ReplacingForm):
    """One line: what it is about, what to say, and whether it comes before everything else."""

    what_to_do = "Read what it says now, then change it again"

    concern = forms.ChoiceField(
        label="What is it about?",
        choices=[("", "Choose one"), *Concern.choices],
        error_messages={"required": "Choose what it is about", **PLAIN_ERRORS},
    )
    words = Words(
        label="What should the next shift hear?",
        help_text="Of safeguarding say “See the lead” and nothing more",
        error_messages={"required": "Write what the next shift should hear", **PLAIN_ERRORS},
    )
    is_said_first = forms.BooleanField(label="Say it before everything else", required=False)

    @property
    def line(self) -> dict[str, Any]:
        """Return what a service takes, from clean data."""
        names = ("concern", "words", "is_said_first")
        return {name: self.cleaned_data[name] for name in names}


class NewLineForm(LineForm):
    """A line of a lead's own; its id is made with the page, so that sent twice it is one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    who = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who is it about?",
        required=False,
        error_messages=PLAIN_ERRORS,
    )
    field_order = ["replaces", "id", "who", "concern", "words", "is_said_first"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "who", people, nothing=NOBODY, said=_who)

    @property
    def line(self) -> dict[str, Any]:
        """Return what a service takes, from clean data."""
        new = {"person": self.cleaned_data["who"], "line_id": self.cleaned_data["id"]}
        return super().line | new


class AddendumForm(NewLineForm):
    """What is added after both leads have signed: it stands at the end, whatever it is about."""

    is_said_first = None  # type: ignore[assignment]  # Django takes a box away so

    @property
    def line(self) -> dict[str, Any]:
        """Return what a service takes, from clean data."""
        cleaned = self.cleaned_data
        new = {"person": cleaned["who"], "line_id": cleaned["id"]}
        return new | {name: cleaned[name] for name in ("concern", "words")}


def _who(person: Person) -> str:
    """Two may have one name: the day of birth tells them apart."""
    return f"{person.chosen_name}, born {person.date_of_birth:%-d %B %Y}"
