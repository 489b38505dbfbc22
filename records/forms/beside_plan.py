"""What somebody says about a care plan, and what it is about."""

from typing import Any

from django import forms

from records.forms.of_kind import RecordForm
from records.forms.writing import drawn_from
from records.models import PlanComment

NO_ADDRESS = "Enter a web address that begins with https://, such as https://www.nhs.uk/"


@drawn_from(PlanComment)
class CommentForm(RecordForm):
    """A comment in words; it may name a need, a risk or a document, and link to a web page."""

    tucked_away = frozenset({"need", "risk", "document", "web_address"})
    tucked_under = "More: what it is about, a link"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["web_address"].error_messages["invalid"] = NO_ADDRESS

    def clean_web_address(self) -> str:
        """Take no link that is not protected on its way."""
        address: str = self.cleaned_data["web_address"]
        if address and not address.startswith("https://"):
            raise forms.ValidationError(NO_ADDRESS)
        return address
