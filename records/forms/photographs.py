"""The box in which photographs are chosen: each is drawn anew before anything of it is kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from records import photographs
from records.forms.scanned import refuse_infected_upload
from records.photographs import NotTaken, Picture

AGAIN = "Choose the photograph again: it could not be kept meanwhile"


class FilesInput(forms.FileInput):
    """A box that takes several files at once. A script of ours makes them smaller first."""

    allow_multiple_selected = True

    def __init__(self, most: int) -> None:
        attrs = {"accept": ",".join(photographs.TYPES), "data-photographs": most}
        super().__init__(attrs | ({"multiple": True} if most > 1 else {}))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Return every file that was chosen; a form that was begun without files has none."""
        return files.getlist(name) if files else []


class PhotographsField(forms.FileField):
    """Photographs as the record keeps them, up to so many."""

    def __init__(self, *, most: int, is_of_a_face: bool = False, **kwargs: Any) -> None:
        super().__init__(
            widget=FilesInput(most),
            error_messages={
                "required": "Take or choose a photograph",
                "empty": "This file is empty. Choose another one",
            },
            **kwargs,
        )
        self.most, self.is_of_a_face = most, is_of_a_face

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:
        """Draw each of them anew. A browser sends none of them a second time."""
        if len(data) > self.most:
            raise ValidationError(f"Choose {self.most} at most")
        if not data:
            super().clean(None)  # says so where one must be chosen
        return [self._drawn(super(PhotographsField, self).clean(one)) for one in data]

    def _drawn(self, chosen: Any) -> Picture:
        if chosen.size > photographs.MOST_BYTES:
            raise ValidationError(photographs.TOO_LARGE)
        refuse_infected_upload(chosen)
        try:
            return photographs.read(chosen.read(), is_of_a_face=self.is_of_a_face)
        except NotTaken as why:
            raise ValidationError(str(why)) from why
