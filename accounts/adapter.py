"""How allauth behaves here: nobody makes an account for themselves, and secrets are sealed."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.devices import signing_in
from accounts.models import User
from accounts.sealing import seal, unseal

TOO_MANY = "There were too many wrong tries. Wait five minutes, then try again"


class StaffAdapter(DefaultAccountAdapter):
    """Managers and administrators make accounts; sign-in needs no e-mail address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "The user name or the password is wrong. Check both",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "enter_current_password": "This is not your current password. Type it again",
        "incorrect_password": "This is not your password. Type it again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; one too many is on record like a wrong one, and its password not read."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            named = {"username": credentials.get("username", ""), "is_throttled": True}
            user_login_failed.send(sender=__name__, credentials=named, request=request)
            raise

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Send on whoever signed in; on a shared device perhaps to set a PIN first."""
        return signing_in.way_on(request, user, super().post_login(request, user, **kwargs))

    def is_safe_url(self, url: str) -> bool:
        """After sign-in people go to a page of this host, whatever else the host may be called."""
        here = context.request
        return url_has_allowed_host_and_scheme(
            url, {here.get_host()}, require_https=here.is_secure()
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def set_password(self, user: User, password: str) -> None:
        """Save a password that its owner chose: it is no longer a one-time one."""
        user.must_change_password = False
        super().set_password(user, password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Nobody proves twice within five minutes who they are."""
        shown = get_authentication_records(self.request, self.request.user)
        since = timezone.now().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(one["at"] > since for one in shown)


class SecondStepAdapter(DefaultMFAAdapter):
    """Keeps the secret of each authenticator app sealed, and says what to do in plain words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is wrong or too old. Type the numbers the app shows now"
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)
