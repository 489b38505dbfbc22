"""What people type about the provider, its places, their units and rooms."""

import re
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import Location, Provider, Room, Unit
from records import queries
from records.forms.boxes import PLAIN_ERRORS, OneLine, offer
from records.forms.writing import KeptForm, WritingForm, drawn_from

CQC = re.compile(r"1-\d{6,12}")
ODS = re.compile(r"[A-Z0-9]{3,9}")
CODES = ("name", "cqc_provider_id", "ods_code")


def cqc_id(typed: str) -> str:
    """Return an identifier as CQC writes it, or nothing."""
    if typed and not CQC.fullmatch(typed):
        raise forms.ValidationError("Enter it as CQC writes it, such as 1-123456789")
    return typed


def ods_code(typed: str) -> str:
    """Return an ODS code in capitals, or nothing."""
    code = typed.upper().replace(" ", "")
    if code and not ODS.fullmatch(code):
        raise forms.ValidationError("Enter 3 to 9 letters and figures, such as VM7X2")
    return code


class ProviderForm(KeptForm):
    """The provider's name and codes; `replaces` is what its author was reading, a line each."""

    data: QueryDict  # as a browser sent it
    replaces = forms.CharField(widget=forms.HiddenInput)
    name = OneLine(label="Name", max_length=200, error_messages=PLAIN_ERRORS)
    cqc_provider_id = OneLine(
        label="CQC provider identifier", required=False, help_text="Such as 1-123456789"
    )
    ods_code = OneLine(
        label="ODS code", required=False, help_text="GP systems ask for it. Such as VM7X2"
    )

    def clean_cqc_provider_id(self) -> str:
        """Refuse what CQC never wrote."""
        return cqc_id(self.cleaned_data["cqc_provider_id"])

    def clean_ods_code(self) -> str:
        """Refuse what is no code."""
        return ods_code(self.cleaned_data["ods_code"])

    @staticmethod
    def said_of(provider: Provider) -> dict[str, str]:
        """Return what the form begins with."""
        says = {name: getattr(provider, name) for name in CODES}
        return says | {"replaces": "\n".join(says.values())}

    @property
    def change(self) -> dict[str, Any]:
        """Return what the service takes, from clean data."""
        read = self.cleaned_data["replaces"].split("\n")
        replaces = dict(zip(CODES, [*read, "", ""], strict=False))
        return {name: self.cleaned_data[name] for name in CODES} | {"replaces": replaces}

    def stand_beside(self, provider: Provider) -> None:
        """Say what a colleague wrote meanwhile; saving again then replaces it."""
        says = self.said_of(provider)
        self.data = self.data.copy()
        self.data["replaces"] = says["replaces"]
        now = ", ".join(says[name] or "nothing" for name in CODES)
        self.add_error(None, f"A colleague changed this while you were writing. It says now: {now}")


@drawn_from(Location)
class PlaceForm(WritingForm):
    """A home, a branch or a scheme."""

    def clean_cqc_location_id(self) -> str:
        """Refuse what CQC never wrote."""
        return cqc_id(self.cleaned_data["cqc_location_id"])

    def clean_ods_code(self) -> str:
        """Refuse what is no code."""
        return ods_code(self.cleaned_data["ods_code"])


@drawn_from(Unit, leaving_out=("location",))
class UnitForm(WritingForm):
    """A part of a place with its own team."""

    def __init__(self, *args: Any, place: Location, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


@drawn_from(Room, leaving_out=("location",))
class RoomForm(WritingForm):
    """A room, and the unit it belongs to."""

    def __init__(self, *args: Any, place: Location, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", queries.units(place), nothing="No unit")
