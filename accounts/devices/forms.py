"""What people type to enrol a shared device, to choose a PIN, and to come in by it."""

from typing import Any, cast

from django import forms

from accounts.devices import pins, reading
from accounts.models import DeviceWorker, Location, User

NUMBERS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": str(pins.LONGEST)}


class NameForm(forms.Form):
    """What a device is called."""

    name = forms.CharField(
        label="Name",
        max_length=60,
        help_text="As on a label at its back, such as: Rose unit tablet 1",
        error_messages={"required": "Enter a name for this device"},
    )


class EnrolForm(NameForm):
    """A name, and the place where the device stays."""

    location = forms.ModelChoiceField(
        Location.objects.none(),
        label="Place",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the place where it stays"},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = cast("forms.ModelChoiceField[Location]", self.fields["location"])
        place.queryset = reading.places(by)
        if len(place.queryset) == 1:
            place.initial = place.queryset[0]


class PinForm(forms.Form):
    """A new PIN, twice."""

    pin = forms.CharField(
        label="New PIN",
        widget=forms.PasswordInput(attrs=NUMBERS),
        validators=[pins.check],
        help_text=f"{pins.SHORTEST} numbers or more. {pins.REFUSED}",
        error_messages={"required": "Enter a PIN"},
    )
    pin_again = forms.CharField(
        label="New PIN again",
        widget=forms.PasswordInput(attrs=NUMBERS),
        error_messages={"required": "Enter the PIN again"},
    )

    def clean(self) -> dict[str, Any]:
        """A slip of the finger would lock its owner out."""
        cleaned = super().clean() or {}
        if "pin" in cleaned and cleaned.get("pin_again", cleaned["pin"]) != cleaned["pin"]:
            self.add_error("pin_again", "The two PINs are not the same. Type it again")
        return cleaned


class PickerForm(forms.Form):
    """Who somebody is, of those who may come in here, and their PIN."""

    who = forms.ChoiceField(
        label="Who are you?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your name", "invalid_choice": "Choose your name"},
    )
    pin = forms.CharField(
        label="Your PIN",
        widget=forms.PasswordInput(attrs=NUMBERS),
        error_messages={"required": "Enter your PIN"},
    )

    def __init__(self, *args: Any, workers: list[DeviceWorker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = cast("forms.ChoiceField", self.fields["who"])
        who.choices = [(str(worker.user_id), worker.user.name) for worker in workers]

    def refuse(self, tries_left: int) -> None:
        """Say that the PIN was not taken, and what to do."""
        if tries_left:
            left = f"{tries_left} {'try' if tries_left == 1 else 'tries'} left"
            self.add_error(
                "pin", f"This PIN is not right. Check your name and type it again: {left}"
            )
        else:
            self.add_error(None, f"Too many wrong tries. {WITH_PASSWORD}")

    def refuse_for_now(self) -> None:
        """Say that this device tried too often."""
        self.add_error(None, f"Too many tries on this device. {WITH_PASSWORD}, or wait 5 minutes")


WITH_PASSWORD = "Sign in with your user name and password"
