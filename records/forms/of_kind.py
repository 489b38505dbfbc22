"""The form of every kind of record, drawn from its model; a few hold answers to each other."""

from functools import cache
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import model_to_dict

from accounts import queries as accounts
from accounts.models import Room, User
from governance.ids import uuid7
from governance.records import CareRecord
from nhsui.fields import SplitDateField
from records import file_types, queries, words
from records.forms.asked_for import musts
from records.forms.boxes import offer
from records.forms.photographs import AGAIN, PhotographsField
from records.forms.scanned import refuse_infected_upload
from records.forms.writing import WritingForm, drawn_from
from records.kinds import Kind
from records.models import (
    Admission,
    Appointment,
    Contact,
    Document,
    Person,
    PersonalRange,
    PersonRecord,
    Photograph,
)
from records.models.base import CIRCUMSTANCES


class RecordForm(WritingForm):
    """One record of one person. No date in it is before they were born.

    A new one carries the id that it will have, so that sending it twice records it once.
    """

    person: Person
    tucked_away = CIRCUMSTANCES

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, is_change=is_change, **kwargs)
        if not is_change:
            self.fields["id"] = forms.UUIDField(
                widget=forms.HiddenInput, required=False, initial=uuid7
            )
        for name, box in list(self.fields.items()):
            if isinstance(box, SplitDateField):
                box.not_before = self.person.date_of_birth
            elif isinstance(box, forms.ModelChoiceField):
                self._offer_what_fits(name, box)
                self._leave_alone_what_is_hidden(name, box)

    @property
    def written(self) -> dict[str, Any]:
        """Return what was typed, and the id of a new record."""
        given = self.cleaned_data.get("id")
        return super().written | ({"id": given} if given else {})

    def _offer_what_fits(self, name: str, box: forms.ModelChoiceField) -> None:
        """Offer records of this person that stand, and staff of the places where they live."""
        model = cast("QuerySet[Any]", box.queryset).model
        if model is User:
            offer_staff(self, name, self.person, nothing="Choose one")
        elif issubclass(model, PersonRecord):
            found = queries.pointed_at(model, self.person, keeping=self.initial.get(name))
            offer(self, name, found, nothing="None of these", said=words.name_of)

    def _leave_alone_what_is_hidden(self, name: str, box: forms.ModelChoiceField) -> None:
        """Ask nothing where the record points at what its author may not see, so that it stays."""
        points_at = self.initial.get(name)
        if points_at and not self.sees_private:
            offered = cast("QuerySet[Any]", box.queryset)
            if not offered.filter(pk=points_at).exists():
                del self.fields[name]


class ContactForm(RecordForm):
    """Somebody in the person's life. Whoever must not be told has a reason."""

    headings = {"must_not_be_told": "Who must not be told", "phone": "How to reach them"}

    def clean(self) -> dict[str, Any]:
        """Ask why somebody must not be told."""
        cleaned = super().clean()
        if cleaned.get("must_not_be_told") and not cleaned.get("must_not_be_told_why"):
            self.add_error("must_not_be_told_why", "Say why they must not be told")
        return cleaned


class StayForm(RecordForm):
    """A stay at one of the places where its author works, in a room of that place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, keeping=self.initial.get("location"))

    def clean(self) -> dict[str, Any]:
        """Hold the room to the place."""
        cleaned = super().clean()
        hold_room_to_place(self, cleaned)
        return cleaned


class RangeForm(RecordForm):
    """A range or target of a person's own: open at one end, not at both."""

    def clean(self) -> dict[str, Any]:
        """Ask for one end at least, and for the lower one first."""
        cleaned = super().clean()
        lowest, highest = cleaned.get("lowest"), cleaned.get("highest")
        if lowest is None and highest is None and not {"lowest", "highest"} & self.errors.keys():
            self.add_error("lowest", "Enter the least or the most that is right for them")
        elif lowest is not None and highest is not None and highest < lowest:
            self.add_error("highest", f"Enter {lowest} or more")
        return cleaned


class AppointmentForm(RecordForm):
    """An appointment: one that is past says what came of it."""

    def clean(self) -> dict[str, Any]:
        """Ask what came of it, or why it came to nothing, once it is not to come any more."""
        cleaned = super().clean()
        status = cleaned.get("status")
        if status and status != Appointment.Status.BOOKED and not cleaned.get("outcome"):
            took_place = status == Appointment.Status.FULFILLED
            asked = "Write what came of it" if took_place else "Write why, and what is to be done"
            self.add_error("outcome", asked)
        return cleaned


class DocumentForm(RecordForm):
    """What a paper or a file is, and the file itself, taken for what it holds and not its name."""

    field_order = ("title", "upload")
    upload = forms.FileField(
        label="The file",
        help_text="A PDF, a picture, a text, or a Word or OpenDocument document, of up to 10 MB",
        widget=forms.FileInput(attrs={"accept": ",".join(file_types.TYPES)}),
        required=False,
        max_length=255,
        error_messages={"empty": "This file is empty. Choose another one"},
    )

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, is_change=is_change, **kwargs)
        if is_change:
            self.fields["upload"].label = "Another file in place of the one there is"

    def clean_upload(self) -> file_types.Upload | None:
        """Return the file as the record keeps it. A browser does not send it a second time."""
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        if upload.size > file_types.MOST_BYTES:
            raise forms.ValidationError("This file is larger than 10 MB. Choose a smaller one")
        refuse_infected_upload(upload)
        content = upload.read()
        kind = file_types.type_of(content)
        if kind is None:
            raise forms.ValidationError(file_types.NOT_TAKEN)
        name = file_types.named_for(kind, upload.name)
        return file_types.Upload(name, kind.mime_type, content)

    def clean(self) -> dict[str, Any]:
        """Ask for the file or for where the paper is; say when a file must be chosen again."""
        cleaned = super().clean()
        is_new, upload = "why" not in self.fields, cleaned.get("upload")
        if is_new and not (self.errors or upload or cleaned.get("location_of_document")):
            self.add_error("upload", "Choose the file, or say where the original is kept")
        elif upload and self.errors:
            self.add_error("upload", "Choose the file again: it could not be kept meanwhile")
        return cleaned

    @property
    def written(self) -> dict[str, Any]:
        """Return the file beside what was typed."""
        upload = self.cleaned_data.get("upload")
        return super().written | ({"file": upload} if upload else {})


class PhotographForm(RecordForm):
    """What somebody looks like. A picture is not changed: a newer one takes its place."""

    field_order = ("upload", "taken_on", "basis", "who_decided")
    upload = PhotographsField(
        label="Photograph",
        help_text="Their face and shoulders, nobody else. A JPEG, PNG or WebP picture",
        most=1,
        is_of_a_face=True,
    )

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, is_change=is_change, **kwargs)
        if is_change:
            del self.fields["upload"]

    def clean(self) -> dict[str, Any]:
        """Ask for the picture again where something else is to be mended first."""
        cleaned = super().clean()
        if cleaned.get("upload") and self.errors:
            self.add_error("upload", AGAIN)
        return cleaned

    @property
    def written(self) -> dict[str, Any]:
        """Return the picture beside what was typed."""
        written = super().written
        for one in self.cleaned_data.get("upload", []):
            written |= {"file": one.large, "small": one.small}
        return written


def offer_staff(form: forms.Form, name: str, person: Person, *, nothing: str) -> None:
    """Offer staff of the places where a person lives."""
    places = queries.current(Admission, person).values("location")
    offer(form, name, accounts.staff_at(places), nothing=nothing)


def offer_places(form: WritingForm, *, keeping: Any = None) -> None:
    """Offer the places where the author may do this, and the place that is written already."""
    places = form.by.places_for(form.by.came_for) + ([keeping] if keeping else [])
    offered = accounts.locations().filter(Q(is_closed=False) | Q(pk=keeping), pk__in=places)
    offer(form, "location", offered, nothing="Choose a place")
    rooms = Room.objects.filter(location__in=offered).select_related("location")
    rooms = rooms.filter(Q(is_closed=False) | Q(pk=form.initial.get("room")))
    rooms = rooms.order_by("location__name", "name")
    offer(form, "room", rooms, nothing="No room", said=lambda room: f"{room.location}: {room}")
    if len(places) == 1:
        form.fields["location"].initial = places[0]


def hold_room_to_place(form: WritingForm, cleaned: dict[str, Any]) -> None:
    """Refuse a room that is somewhere else."""
    room, place = cleaned.get("room"), cleaned.get("location")
    if room and place and room.location_id != place.pk:
        form.add_error("room", f"Choose a room at {place}, or no room")


BASES: dict[type[PersonRecord], type[RecordForm]] = {
    Admission: StayForm,
    Appointment: AppointmentForm,
    Contact: ContactForm,
    Document: DocumentForm,
    PersonalRange: RangeForm,
    Photograph: PhotographForm,
}


@cache
def form_of(kind: Kind) -> type[WritingForm]:
    """Return the form of a kind of record."""
    base = BASES.get(kind.model, RecordForm)
    # What a list shows, and what the standard asks for, is asked openly.
    openly = {name for name in CIRCUMSTANCES if name in kind.shown or musts(kind.model, name)}
    own = {"tucked_away": CIRCUMSTANCES - openly}
    return drawn_from(kind.model)(type(f"{kind.model.__name__}Form", (base,), own))


def as_initial(record: CareRecord) -> dict[str, Any]:
    """Return what a record says, as the first values of its form."""
    return model_to_dict(record) | {"replaces": record.version}
