"""Sign-in, sign-out, failed tries and changed keys go into the audit (AUD-01). No secret does."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa import signals as second_step
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model, signals
from django.http import HttpRequest

from accounts import sessions
from accounts.devices import signing_in
from governance.models import Act
from governance.services import acting_for, record_act


def connect() -> None:
    """Listen for what Django and allauth say of sessions and keys."""
    signals.user_logged_in.connect(_signed_in)
    signals.user_logged_out.connect(_signed_out)
    signals.user_login_failed.connect(_wrong_password)
    password_changed.connect(_password_changed)
    second_step.authentication_failed.connect(_wrong_code)
    second_step.authenticator_used.connect(_took_second_step)
    second_step.authenticator_added.connect(_set_up_second_step)
    second_step.authenticator_removed.connect(_removed_second_step)
    second_step.authenticator_reset.connect(_new_recovery_codes)


def _signed_in(*, request: HttpRequest, user: Any, **_signal: object) -> None:
    sessions.begin(request)
    device = sessions.device_of(request)
    how = "signed in by PIN" if sessions.is_by_pin(request) else "signed in"
    _put_on_record(Act.SIGN_IN, user, f"{how} at {device}" if device else how)
    signing_in.remember_full(request, user)


def _signed_out(*, request: HttpRequest, user: Any, **_signal: object) -> None:
    if user is not None:
        _put_on_record(Act.SIGN_OUT, user, getattr(request, "ended_because", "signed out"))


def _wrong_password(*, credentials: dict, **_signal: object) -> None:
    """A name that is nobody's has no provider to tell; the throttle counts it all the same."""
    name = credentials.get("username", "").lower()
    user = get_user_model().objects.filter(username=name).first()
    if user is not None:
        why = "too many tries" if credentials.get("is_throttled") else "wrong password"
        _put_on_record(Act.SIGN_IN_FAILED, user, why, outcome="refused")


def _wrong_code(*, user: Any, **_signal: object) -> None:
    _put_on_record(Act.SIGN_IN_FAILED, user, "wrong code at the second step", outcome="refused")


def _password_changed(*, request: HttpRequest, user: Any, **_signal: object) -> None:
    _put_on_record(Act.CHANGE, user, "own password changed")
    signing_in.remember_full(request, user)


def _took_second_step(
    *, request: HttpRequest, user: Any, authenticator: Authenticator, **_signal: object
) -> None:
    sessions.remember_second_step(request, user)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _put_on_record(Act.CHANGE, user, "recovery code used")


def _set_up_second_step(
    *, request: HttpRequest, user: Any, authenticator: Authenticator, **_signal: object
) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        sessions.remember_second_step(request, user)
        _put_on_record(Act.CHANGE, user, "second step set up")
        signing_in.remember_full(request, user)


def _removed_second_step(*, user: Any, authenticator: Authenticator, **_signal: object) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        _put_on_record(Act.CHANGE, user, "second step removed")


def _new_recovery_codes(*, user: Any, **_signal: object) -> None:
    _put_on_record(Act.CHANGE, user, "new recovery codes made")


def _put_on_record(act: Act, user: Any, why: str, outcome: str = "done") -> None:
    with acting_for(user.provider_id):
        record_act(act, by=user, why=why, outcome=outcome)
