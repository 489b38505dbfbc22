"""Whose accesses to GP records to show, to whose records, and what came of them."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import User
from records.forms import ActsForm

OUTCOMES = [
    ("", "Everything"),
    ("received", "A record was received"),
    ("not_received", "None was received: blocked, refused, no answer"),
    ("shown", "What is held was shown"),
    ("refused", "Somebody was refused at the door"),
]


class AccessesForm(ActsForm):
    """The last week of everybody with everybody's record, unless somebody asks for less."""

    def __init__(self, staff: Iterable[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(staff, *args, **kwargs)
        del self.fields["act"]
        self.fields["whose"] = forms.CharField(
            label="Whose record",
            required=False,
            max_length=60,
            help_text="Their NHS number, or a part of their name",
        )
        self.fields["outcome"] = forms.ChoiceField(
            label="What came of it", required=False, choices=OUTCOMES
        )
        self.order_fields(["whose", "worker", "outcome"])
