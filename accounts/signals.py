"""Sign-in, sign-out and a failed sign-in go into the audit (AUD-01)."""

from typing import Any

from django.contrib.auth import get_user_model, signals

from governance.models import Act
from governance.services import acting_for, record_act


def connect() -> None:
    """Listen for what Django says of sessions."""
    signals.user_logged_in.connect(_signed_in)
    signals.user_logged_out.connect(_signed_out)
    signals.user_login_failed.connect(_failed)


def _signed_in(*, user: Any, **_signal: object) -> None:
    _put_on_record(Act.SIGN_IN, user, "signed in")


def _signed_out(*, user: Any, **_signal: object) -> None:
    if user is not None:
        _put_on_record(Act.SIGN_OUT, user, "session ended")


def _failed(*, credentials: dict, **_signal: object) -> None:
    """A name that is nobody's has no provider to tell; the throttle counts it all the same."""
    name = credentials.get("username", "")
    user = get_user_model().objects.filter(username=name).first()
    if user is not None:
        _put_on_record(Act.SIGN_IN_FAILED, user, "wrong password or code", outcome="refused")


def _put_on_record(act: Act, user: Any, why: str, outcome: str = "done") -> None:
    with acting_for(user.provider_id):
        record_act(act, by=user, why=why, outcome=outcome)
