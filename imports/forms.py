"""What an administrator gives: a file, where its people live, why an import is taken back."""

from typing import Any, cast

from django import forms
from django.utils import timezone

from accounts.models import Location, User
from accounts.permissions import Permission
from imports.errors import UnreadableFile
from imports.workbook import MAX_FILE_BYTES, refuse_other_files
from nhsui.fields import SplitDateField


class UploadForm(forms.Form):
    """The workbook, the place whose people are in it, and the day it was saved."""

    workbook = forms.FileField(
        label="The workbook",
        help_text="An Excel file that ends in .xlsx. Nothing in it is run or changed.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm"}),
        max_length=255,
        error_messages={"required": "Choose the workbook"},
    )
    location = forms.ModelChoiceField(
        Location.objects.none(), label="Where do these people live?", empty_label="Choose a place"
    )
    as_of = SplitDateField(
        label="The day it was saved last",
        help_text="What is dated after this day is refused as a mistake",
        not_after=timezone.localdate,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = user.places_for(Permission.IMPORT)
        location = cast("forms.ModelChoiceField[Location]", self.fields["location"])
        location.queryset = Location.objects.filter(pk__in=places, is_closed=False)
        self.fields["as_of"].initial = timezone.localdate
        if len(places) == 1:
            self.fields["location"].initial = places[0]

    def clean_workbook(self) -> bytes:
        """The bytes of the file, once a look at the first of them says it may be a workbook."""
        upload = self.cleaned_data["workbook"]
        self.file_name = upload.name
        data = upload.read(MAX_FILE_BYTES + 1)
        try:
            refuse_other_files(data)
        except UnreadableFile as refused:
            raise forms.ValidationError(str(refused)) from refused
        return data


class UndoForm(forms.Form):
    """Why an import is taken back; the reason stays with every record."""

    reason = forms.CharField(
        label="Why is it taken back?", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
