"""What an administrator gives: a file, where its people live, why an import is taken back."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.models import Location, User
from accounts.permissions import Permission
from imports.adapters import ADAPTERS, adapter_for
from imports.authors import Author
from imports.errors import UnreadableFile
from imports.files import File, in_memory, unpacked
from imports.mapping import saved
from imports.mapping.checking import MOST_BYTES, BadMapping, from_yaml
from imports.mending.runs import reader_for
from imports.rows import Adapter
from imports.scanning import refuse_infected_files
from imports.tables.anything import handed_over
from nhsui.fields import SplitDateField

MAP_IT = "map"
NOBODY = "nobody"
MAX_UPLOADED_BYTES = 20 * 1024**2  # the proxy lets no request through that is much larger


class ManyFilesInput(forms.ClearableFileInput):
    """A box for several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; each is held to what one is held to."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files, at least one."""
        files = data or [None]
        return [super(ManyFilesField, self).clean(each, initial) for each in files]


class UploadForm(forms.Form):
    """What the old system gave, the place whose people are in it, and the day it was saved."""

    export = ManyFilesField(
        label="The files from the old system",
        help_text="A workbook, or all that the old system gave: files, or one zip. Nothing in them "
        "is run or changed.",
        max_length=255,
        allow_empty_file=True,  # one paper without a byte must not stop the rest
        error_messages={"required": "Choose the files"},
    )
    location = forms.ModelChoiceField(
        Location.objects.none(), label="Where do these people live?", empty_label="Choose a place"
    )
    as_of = SplitDateField(
        label="The day it was saved last",
        help_text="What is dated after this day is refused as a mistake",
        not_after=timezone.localdate,
    )
    read_as = forms.ChoiceField(
        label="What is it?", required=False,
        help_text="Choose only where we would find out wrongly",
    )  # fmt: skip

    reader: Adapter | None = None
    is_to_be_mapped = False

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = self._places = user.places_for(Permission.IMPORT)
        location = cast("forms.ModelChoiceField[Location]", self.fields["location"])
        location.queryset = Location.objects.filter(pk__in=places, is_closed=False)
        self.fields["as_of"].initial = timezone.localdate
        self._own = saved.adapters()
        read_as = cast("forms.ChoiceField", self.fields["read_as"])
        read_as.choices = [
            ("", "Find out by its lists"),
            (MAP_IT, "Something else: map it yourself"),
            *((str(one.version_id), one.label) for one in self._own),
            *((one.name, one.label) for one in ADAPTERS.values()),
        ]
        if len(places) == 1:
            self.fields["location"].initial = places[0]

    def clean_export(self) -> list[File]:
        """The files, where they are not more than a browser may send."""
        uploads = self.cleaned_data["export"]
        if sum(upload.size for upload in uploads) > MAX_UPLOADED_BYTES:
            most = MAX_UPLOADED_BYTES // 1024**2
            raise forms.ValidationError(
                f"Together these files are larger than {most} MB. Whoever looks after the system "
                "can bring them in without a browser, with manage.py import_legacy."
            )
        self.file_name = ", ".join(upload.name for upload in uploads)
        files = [in_memory(upload.name, upload.read()) for upload in uploads]
        try:
            refuse_infected_files(files)
        except UnreadableFile as refused:
            raise forms.ValidationError(str(refused)) from refused
        return files

    def clean(self) -> dict[str, Any]:
        """Find what reads these files: what was chosen, or what knows their lists."""
        cleaned = super().clean() or {}
        if "export" in cleaned and "read_as" in cleaned:
            try:
                self.reader = self._reader(unpacked(cleaned["export"]), cleaned["read_as"])
            except UnreadableFile as refused:
                self.add_error("export", str(refused))
        return cleaned

    def _reader(self, files: list[File], chosen: str) -> Adapter | None:
        """What reads them; nothing where their lists are still to be mapped."""
        if mending := reader_for(files, places=self._places):
            return mending
        if chosen == MAP_IT:
            self.is_to_be_mapped = bool(handed_over(files).tables)
            if not self.is_to_be_mapped:
                raise UnreadableFile("There is no list in these files that could be mapped.")
            return None
        if not chosen:
            return self._found_out(files)
        known: dict[str, Adapter] = {str(one.version_id): one for one in self._own}
        return (known | ADAPTERS)[chosen]

    def _found_out(self, files: list[File]) -> Adapter | None:
        try:
            return adapter_for(files, self._own)
        except UnreadableFile:
            self.is_to_be_mapped = bool(handed_over(files).tables)
            if not self.is_to_be_mapped:
                raise
            return None


class UndoForm(forms.Form):
    """Why an import is taken back; the reason stays with every record."""

    reason = forms.CharField(
        label="Why is it taken back?", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class ApprovalForm(forms.Form):
    """What a second person says of a checked file."""

    approval = forms.UUIDField(widget=forms.HiddenInput, required=False)
    answer = forms.ChoiceField(
        label="May this be brought in?",
        choices=[("approved", "Yes, I approve it"), ("sent_back", "No, send it back")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you approve it"},
    )
    words = forms.CharField(
        label="What you want to say about it",
        help_text="Needed when you send it back: what has to be looked at",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever sends it back says why."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "sent_back" and not cleaned.get("words"):
            self.add_error("words", "Enter what has to be looked at")
        return cleaned


class MergeForm(forms.Form):
    """Whether two are one person."""

    pair = forms.CharField(widget=forms.HiddenInput, max_length=200)
    verdict = forms.ChoiceField(
        label="Are they one person?",
        choices=[("one", "One person"), ("two", "Two people"), ("unsure", "Not sure yet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they are one person"},
    )


class AuthorsForm(forms.Form):
    """Who of our staff each of some authors of an old system is."""

    def __init__(
        self, *args: Any, authors: Sequence[Author], staff: Sequence[User], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        known = [*staff, *(author.staff for author in authors if author.staff)]
        self._people = {str(user.pk): user for user in known}
        self._typed = {f"who_{number}": author.typed for number, author in enumerate(authors)}
        people = [(pk, user.name) for pk, user in self._people.items()]
        for name, author in zip(self._typed, authors, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=author.typed,
                help_text=f"{author.notes} {'note' if author.notes == 1 else 'notes'}",
                choices=[(NOBODY, "Nobody we know"), *people],
                initial=str(author.staff.pk) if author.staff else NOBODY,
                error_messages={"required": f"Choose who {author.typed} is"},
            )

    @property
    def said(self) -> dict[str, User | None]:
        """Who each of them is, by their names as typed."""
        return {
            typed: self._people.get(self.cleaned_data[name]) for name, typed in self._typed.items()
        }


class EyeCheckForm(forms.Form):
    """What somebody saw who compared a record with the old system."""

    check = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label="Is their record as the old system had it?",
        choices=[("right", "Right"), ("not_right", "Not right")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is right"},
    )
    words = forms.CharField(
        label="What you saw",
        help_text="Needed when something is not right",
        max_length=500,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What is not right is said."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "not_right" and not cleaned.get("words"):
            self.add_error("words", "Enter what is not right")
        return cleaned


class SignOffForm(forms.Form):
    """Why an import is signed off although not everything was found right."""

    although = forms.CharField(
        label="Why do you sign it off although not everything was found right?",
        help_text="Leave it empty when everything was",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MappingFileForm(forms.Form):
    """A mapping that was made before, here or at another provider."""

    mapping_file = forms.FileField(
        label="The mapping, a YAML file", error_messages={"required": "Choose the file"}
    )
    name = forms.CharField(
        label="What to call it", required=False, max_length=80,
        help_text="As it calls itself, where you type nothing. Under a name that is there already "
        "it becomes the next version.",
    )  # fmt: skip

    def clean_mapping_file(self) -> dict[str, Any]:
        """What the mapping says, once it says only what the record has."""
        try:
            return from_yaml(self.cleaned_data["mapping_file"].read(MOST_BYTES + 1))
        except BadMapping as refused:
            raise forms.ValidationError(str(refused)) from refused
