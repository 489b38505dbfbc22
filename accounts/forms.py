"""What people type to sign in and to let others in, cleaned; nothing is saved here."""

from datetime import timedelta
from typing import Any, cast

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from accounts import queries
from accounts.models import Location, User
from accounts.permissions import Role
from nhsui.fields import SplitDateField

# Without an end, an agency post ends by itself after this long (SEC-01).
AGENCY_POST = timedelta(days=7)
EMPLOYED, AGENCY = "employed", "agency"
DATES = ("started_on", "ended_on")


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name"
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")
        for name, words in (("login", "user name"), ("password", "password")):
            self.fields[name].error_messages["required"] = f"Enter your {words}"


class ChangePasswordForm(AllauthChangePasswordForm):
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Password you have now"
        self.fields["password1"].label = "New password"
        self.fields["password1"].help_text = "12 letters, numbers or spaces, or more"
        self.fields["password2"].label = "New password again"

    def clean(self) -> dict[str, Any]:
        """A one-time password that is kept is still known to whoever gave it."""
        cleaned = super().clean()
        if cleaned.get("password1") and cleaned["password1"] == cleaned.get("oldpassword"):
            self.add_error("password1", "Choose a password other than the one you have now")
        return cleaned


def _numbers(form: forms.Form, label: str) -> None:
    form.fields["code"].label = label
    form.fields["code"].widget.attrs.update(inputmode="numeric")


class SecondStepForm(AuthenticateForm):
    """A code from the app, or a recovery code, to sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _numbers(self, "Code")


class SecondStepAgainForm(ReauthenticateForm):
    """A code, before somebody changes how they sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _numbers(self, "Code")


class SetUpSecondStepForm(ActivateTOTPForm):
    """The first code that a new app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _numbers(self, "Code that the app shows")


class PostForm(forms.Form):
    """A role at a place, from a day and perhaps until one."""

    role = forms.ChoiceField(
        label="Role",
        choices=Role,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role"},
    )
    location = forms.ModelChoiceField(
        Location.objects.none(),
        label="Place",
        empty_label="Choose a place",
        error_messages={"required": "Choose a place"},
    )
    employment = forms.ChoiceField(
        label="How do they work here?",
        choices=[(EMPLOYED, "Employed"), (AGENCY, "Agency, bank or for a time")],
        widget=forms.RadioSelect,
    )
    started_on = SplitDateField(label="First day")
    ended_on = SplitDateField(
        label="Access ends on",
        required=False,
        help_text="From this day they see nothing. Agency staff: 7 days after the first, if empty",
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = cast("forms.ModelChoiceField[Location]", self.fields["location"])
        place.queryset = queries.places_managed_by(by)
        self.fields["started_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """End an agency post by itself, and no post before it begins."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("started_on"), cleaned.get("ended_on")
        if start and not end and cleaned.get("employment") == AGENCY:
            cleaned["ended_on"] = start + AGENCY_POST
        if start and end and end <= start:
            self.add_error("ended_on", "Access must end after the first day")
        return cleaned

    def refuse_manager(self) -> None:
        """Say why this role is not given here by whoever asked."""
        place = self.cleaned_data["location"]
        self.add_error("role", f"{place} has a manager, who gives this post. Ask them to")

    @property
    def post(self) -> dict[str, Any]:
        """What `services.give_post` takes, from clean data."""
        return {name: self.cleaned_data[name] for name in ("role", "location", *DATES)}


class AddStaffForm(PostForm):
    """A named person and their first post."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter their name"}
    )
    username = forms.CharField(
        label="User name",
        error_messages={"required": "Enter a user name for them"},
        max_length=40,
        help_text="What they sign in with: letters, numbers, dots and hyphens",
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9][A-Za-z0-9.\-]*$", "Use letters, numbers, dots and hyphens"
            )
        ],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    field_order = ["name", "username", "role", "location", "employment", *DATES]

    def clean_username(self) -> str:
        """Names are unique in the whole installation, since sign-in asks for nothing else."""
        username = self.cleaned_data["username"].lower()
        if User.objects.filter(username=username).exists():
            raise ValidationError("Somebody has this user name. Choose another, such as with a dot")
        return username


class EndPostForm(forms.Form):
    """The day from which a post gives no access."""

    ended_on = SplitDateField(
        label="Access ends on",
        not_before=timezone.localdate,
        help_text="Today ends it at once",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"ended_on": timezone.localdate()}
        super().__init__(*args, **kwargs)


class ReasonForm(forms.Form):
    """Why, in words, for the audit."""

    reason = forms.CharField(
        label="Why", max_length=200, help_text="Such as: phone lost on the bus"
    )
