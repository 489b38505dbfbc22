"""What a lead did about something on the list of exceptions."""

from records.forms.boxes import PLAIN_ERRORS, Words
from records.forms.writing import ReplacingForm


class SeenForm(ReplacingForm):
    """A word about what was done."""

    done = Words(
        label="What was done about it?",
        help_text="Such as: turned at 15:10, skin looks well, told the nurse",
        error_messages={
            "required": "Write what was done, or why nothing had to be",
            **PLAIN_ERRORS,
        },
    )
