"""Photographs in the form of care: which stand, which come, which are taken away."""

from django import forms

from dailycare.kinds import Kind
from dailycare.photographs import MOST, photograph_name
from records.forms.boxes import PLAIN_ERRORS
from records.forms.photographs import PhotographsField

ASK_FIRST = (
    "Ask first whether you may take it, and photograph no more than is needed: not their face, "
    "and nobody else. General knowledge, not national guidance"
)


def photographs_field(kind: Kind) -> PhotographsField:
    """Return the box for photographs; beside skin it says to ask first."""
    return PhotographsField(
        label="Photograph",
        help_text=f"Up to {MOST}. {ASK_FIRST}" if kind.slug == "skin" else f"Up to {MOST}",
        most=MOST,
        required=False,
    )


def take_away_field(there: int) -> forms.MultipleChoiceField:
    """Return the box that takes photographs away which stand in an entry."""
    return forms.MultipleChoiceField(
        label="Take away",
        help_text="It stays in the history",
        choices=[(str(place), photograph_name(place, there)) for place in range(there)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=PLAIN_ERRORS,
    )
