"""Whose looks at a record to show, or whose acts, and of which days."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from governance.models import Act
from nhsui.fields import SplitDateField

A_WEEK, MOST_DAYS = 7, 92


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


class ActsForm(LooksForm):
    """The last week of everybody, unless somebody asks for something else."""

    def __init__(self, staff: Iterable[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(staff, *args, **kwargs)
        self.fields["act"] = forms.ChoiceField(
            label="What", required=False, choices=[("", "Everything"), *Act.choices]
        )
        self.order_fields(["worker", "act"])

    def clean(self) -> dict[str, Any]:
        """Fill in the days that were left empty, and refuse more than a quarter of a year."""
        asked = super().clean()
        until = asked.get("until") or timezone.localdate()
        since = asked.get("since") or until - timedelta(days=A_WEEK - 1)
        if not self.errors and (until - since).days >= MOST_DAYS:
            self.add_error("since", f"Choose at most {MOST_DAYS} days at a time")
        return asked | {"since": since, "until": until}
