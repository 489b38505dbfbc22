"""Forms whose words are never lost: a colleague's newer text is shown beside them."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from accounts.permissions import Permission
from governance.records import CareRecord
from nhsui import dates
from nhsui.fields import SplitDateField
from records import words
from records.forms import asked_for
from records.forms.boxes import PLAIN_ERRORS, boxes, hold_to_each_other
from records.models import Person

CHANGED_MEANWHILE = "{author} changed this while you were writing. {what_to_do}"


class Line(NamedTuple):
    """One box of a form: the heading it stands under, and what a colleague did meanwhile.

    `theirs` are their words where both wrote; `is_theirs` says that they stand in the box.
    """

    heading: str
    box: BoundField
    theirs: str
    is_theirs: bool


class KeptForm(forms.Form):
    """A form whose words are kept until they are saved. `unsaved` is its author's draft."""

    unsaved: Any = None


class ReplacingForm(KeptForm):
    """A form that names the version its author was reading."""

    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what_to_do = "Read what it says now, then decide again"
    data: MultiValueDict[str, Any]  # as a browser sent it
    colleague = ""

    def stand_beside(self, latest: CareRecord, author: str) -> None:
        """Say that a colleague was quicker; saving again then replaces the latest version."""
        self.colleague = author
        self.data = self.data.copy()
        self.data["replaces"] = latest.version
        self.add_error(None, CHANGED_MEANWHILE.format(author=author, what_to_do=self.what_to_do))


class WritingForm(ReplacingForm):
    """A form over the fields of one model. `headings` maps a field to what stands above it.

    Boxes that are `tucked_away` are folded at the end, for those who have more to say.
    """

    model: type[models.Model]
    headings: dict[str, str] = {}
    tucked_away: frozenset[str] = frozenset()
    tucked_under = "More: when, where, who, codes and links"
    what_to_do = (
        "What you wrote is still here. Where you both wrote, theirs is under yours: "
        "make it right, then save again"
    )

    def __init__(
        self, *args: Any, person: Person | None, by: User, is_change: bool = False, **kwargs: Any
    ) -> None:
        """Ask why, when something written before is changed."""
        super().__init__(*args, **kwargs)
        self.person, self.by = person, by
        if not self.sees_private:
            for name in ("is_restricted", "restricted_why"):
                self.fields.pop(name, None)
        self.theirs: dict[str, str] = {}
        self.taken_over: set[str] = set()
        if is_change:
            self.fields["why"] = forms.CharField(
                label="Why did it change?",
                help_text="The history shows it beside your name",
                max_length=300,
                required=False,
                error_messages=PLAIN_ERRORS,
            )

    @property
    def sees_private(self) -> bool:
        """Say whether its author could still see what they keep private here."""
        at = self.person.places if self.person else ()
        return self.by.may(Permission.SEE_RESTRICTED, at=at)

    @property
    def glossary(self) -> str:
        """Return the name under which the glossary explains the boxes."""
        return str(self.model._meta.model_name)

    @property
    def written(self) -> dict[str, Any]:
        """Return what was typed for the fields of the record alone, from clean data."""
        fields = {field.name for field in words.written_fields(self.model)}
        return {name: value for name, value in self.cleaned_data.items() if name in fields}

    @property
    def change(self) -> dict[str, Any]:
        """Return what a service that revises takes, from clean data."""
        said = {name: self.cleaned_data.get(name) for name in ("replaces", "why")}
        return self.written | said

    def stand_beside(self, latest: CareRecord, author: str) -> None:
        """Keep what was typed, show a colleague's words where both wrote, take theirs elsewhere.

        A box that its author left as they found it holds nothing of theirs to keep: saved again
        as it was, it would undo what the colleague wrote there.
        """
        found = latest.versions.filter(version=self.cleaned_data["replaces"]).first()
        super().stand_beside(latest, author)
        for name, mine in self.written.items():
            theirs = getattr(latest, name)
            before = getattr(found, name) if found else None
            if mine == theirs or (found and theirs == before):
                continue
            if found and mine == before:
                self.taken_over.add(name)
                self._fill(name, theirs)
            else:
                self.theirs[name] = words.answer(latest, name).words or "Nothing"

    def _fill(self, name: str, value: Any) -> None:
        """Put a value into a box, as a browser would send it."""
        if isinstance(self.fields[name], SplitDateField):
            for box, text in zip(dates.BOXES, dates.as_parts(value), strict=True):
                self.data[f"{name}-{box}"] = text
        else:
            self.data[name] = self.fields[name].prepare_value(value) or ""

    def each_line(self) -> Iterator[Line]:
        """Return the boxes in order, for the page to draw, without those tucked away."""
        return (line for line in self._lines() if line.box.name not in self.tucked_away)

    def each_tucked_line(self) -> list[Line]:
        """Return the boxes that are folded at the end."""
        return [line for line in self._lines() if line.box.name in self.tucked_away]

    @property
    def is_unfolded(self) -> bool:
        """Say whether a box that is tucked away has something in it, or something to mend."""
        lines = self.each_tucked_line()
        return any(
            line.theirs or line.box.errors or self._says_something(line.box) for line in lines
        )

    def _says_something(self, box: BoundField) -> bool:
        """Say whether a box holds more than what every new record begins with."""
        return box.field.has_changed(box.field.initial, box.value())

    def _lines(self) -> Iterator[Line]:
        for box in self.visible_fields():
            name = box.name
            heading, theirs = self.headings.get(name, ""), self.theirs.get(name, "")
            yield Line(heading, box, theirs, name in self.taken_over)

    def clean(self) -> dict[str, Any]:
        """Hold days and times to each other."""
        cleaned = super().clean() or {}
        hold_to_each_other(self, cleaned)
        return cleaned


def drawn_from[Form: WritingForm](
    model: type[models.Model], *, leaving_out: tuple[str, ...] = ()
) -> Callable[[type[Form]], type[Form]]:
    """Give a form a box for each field of a model that people write."""

    def draw(form: type[Form]) -> type[Form]:
        form.model = model
        drawn = boxes(model, leaving_out=leaving_out)
        asked_for.mark(model, drawn)
        form.base_fields.update(drawn)
        return form

    return draw
