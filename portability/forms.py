"""What is asked before a copy is made."""

from django import forms


class CopyForm(forms.Form):
    """Why it is made, and that whoever makes it knows what it is."""

    why = forms.CharField(
        label="What is it for?",
        help_text="It stays on record beside your name, for everybody whose record is in it",
        max_length=300,
        error_messages={"required": "Say what the copy is for"},
    )
    is_understood = forms.BooleanField(
        label="I know that this file is not locked, and keep it where nobody else can read it",
        error_messages={"required": "Tick the box when you have a safe place for it"},
    )
