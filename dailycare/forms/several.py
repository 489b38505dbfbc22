"""The same care for several people: chosen one by one, written once, right for each (DLY-06)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict

from dailycare import clock
from dailycare.forms.recording import CareForm
from dailycare.kinds import Kind
from dailycare.models import Outcome
from dailycare.several import AT_MOST, FOR_SEVERAL, Resident

NO_BREAK = "\N{NO-BREAK SPACE}"


class SeveralForm(forms.Form):
    """Who is chosen, each by name and initials, and what they were given."""

    marks_optional = False

    who = forms.MultipleChoiceField(
        label="Who was it?",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "tiles tiles--wide"}),
        error_messages={"required": "Choose two people or more"},
    )
    kind = forms.ChoiceField(
        label="What did you do?",
        choices=[(kind.slug, kind.label) for kind in FOR_SEVERAL.values()],
        widget=forms.RadioSelect(attrs={"class": "tiles"}),
        error_messages={"required": "Choose what you did"},
    )

    def __init__(self, residents: Sequence[Resident], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["who"]
        box.choices = [(str(one.person.pk), said(one)) for one in residents]

    def clean_who(self) -> list[str]:
        """Hold the number to what can be read line by line."""
        people: list[str] = self.cleaned_data["who"]
        if len({*people}) < 2:
            raise forms.ValidationError("Choose two people or more")
        if len(people) > AT_MOST:
            raise forms.ValidationError(f"Choose {AT_MOST} people at most, then the others")
        return people


def said(one: Resident) -> str:
    """Return who somebody is, as a tile says it."""
    name = f"{one.person.initials} {one.person.chosen_name}"
    room = one.room.replace(" ", NO_BREAK)
    return f"{name}, {room}" if room else name


class OneOfSeveralForm(CareForm):
    """What is recorded of one of several people: theirs to be changed, and to be said right."""

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        super().__init__(*args, prefix=str(resident.person.pk), **kwargs)
        self.resident = resident
        name = resident.person.chosen_name
        self.fields["is_right"] = forms.ChoiceField(
            label=f"Is this right for {name}?",
            choices=[
                ("yes", f"Right for {name}"),
                ("no", f"Leave {resident.person.first_name} out"),
            ],
            widget=forms.RadioSelect(attrs={"class": "tiles tiles--wide"}),
            error_messages={"required": f"Say whether this is right for {name}"},
        )

    @property
    def is_left_out(self) -> bool:
        """Say whether nothing is recorded of this person."""
        return self["is_right"].value() == "no"

    @property
    def is_unfolded(self) -> bool:
        """Say whether something needs the worker's eye but the two questions that are in sight."""
        return not self.is_left_out and bool(set(self.errors) - {"is_right", "confirmed"})

    @property
    def other_boxes(self) -> list[BoundField]:
        """Return what can be changed for this person alone, in order."""
        last = [self[name] for name in ("text", "outcome", "outcome_reason")]
        return [*self.questions, *last, *self.when_boxes, *self.details]

    @property
    def ticked(self) -> list[str]:
        """Return what was confirmed where it was written once, for all of them."""
        return list(self.initial.get("confirmed", []))

    @property
    def told(self) -> dict[str, Any]:
        """Return what is recorded, from clean data; nothing while something is to be mended."""
        if not self.is_bound or set(self.errors) - {"is_right"}:
            return {}
        return self.entry | {"entry_id": self.cleaned_data["entry_id"]}


def said_of(kind: Kind, told: dict[str, Any]) -> str:
    """Return what will be recorded as one line."""
    if not told:
        return ""
    outcome = Outcome(told["outcome"])
    came_of_it = "" if outcome == Outcome.DONE else f"{outcome.label}: {told['outcome_reason']}"
    at = clock.in_words(told["happened_at"])
    said = (at, came_of_it, kind.in_words(told["values"]), told["text"])
    return ". ".join(filter(None, said))


class Lines:
    """The lines of a page that is saved as a whole; those left out have nothing to mend."""

    def __init__(self, forms: Sequence[OneOfSeveralForm]) -> None:
        self.forms = forms
        self.non_field_errors: list[str] = []
        self.unsaved: Any = None

    def __iter__(self) -> Iterator[BoundField]:
        return (box for line in self.to_save for box in line)

    @property
    def to_save(self) -> list[OneOfSeveralForm]:
        """Return the lines of those who were not left out."""
        return [line for line in self.forms if not line.is_left_out]

    @property
    def errors(self) -> bool:
        """Say whether there is anything to mend."""
        return bool(self.non_field_errors) or any(line.errors for line in self.to_save)

    def is_valid(self) -> bool:
        """Say whether the lines can be saved, and that there is one."""
        if not self.to_save:
            self.non_field_errors = ["Everybody is left out, so there is nothing to save"]
        return not self.errors


def as_sent(draft: dict[str, Any]) -> MultiValueDict[str, str]:
    """Return what an author had typed and not saved as their browser sent it."""
    sent = {name: said if isinstance(said, list) else [said] for name, said in draft.items()}
    return MultiValueDict({name: said for name, said in sent.items() if isinstance(said[0], str)})


def shared_by(form: CareForm) -> dict[str, Any]:
    """Return what was written once as the first values of each line."""
    own = {"entry_id", "instruction"}
    return {name: value for name, value in form.cleaned_data.items() if name not in own}
