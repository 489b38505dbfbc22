"""Whose looks at a record to show, and of which days."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import User
from nhsui.fields import SplitDateField


class LooksForm(forms.Form):
    """Everybody and every day, unless somebody asks for less."""

    marks_optional = False

    since = SplitDateField(label="From", required=False)
    until = SplitDateField(label="Up to and including", required=False)

    def __init__(self, staff: Iterable[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(user.pk), user.name) for user in staff]
        self.fields["worker"] = forms.TypedChoiceField(
            label="Who", required=False, empty_value=None, choices=[("", "Everybody"), *people]
        )
        self.order_fields(["worker"])

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        asked = super().clean() or self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", "Enter a day that is not before the day it starts from")
        return asked
