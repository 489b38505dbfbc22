"""What a session remembers of its user: when it began, when it was used, how they proved it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User

SEEN, STARTED, SECOND_STEP = "seen_at", "started_at", "second_step_of"
# Writing the session at every request would cost a query for nothing.
SEEN_EVERY_SECONDS = 60


def begin(request: HttpRequest) -> None:
    """Start both clocks of a session."""
    request.session[SEEN] = request.session[STARTED] = _now()


def keep_alive(request: HttpRequest) -> None:
    """Remember that somebody is there; a page that asks how far work has come is nobody."""
    if (
        not request.path.endswith("/progress/")
        and _now() - request.session.get(SEEN, 0) > SEEN_EVERY_SECONDS
    ):
        request.session[SEEN] = _now()


def why_over(request: HttpRequest, user: User) -> str:
    """Say why this session is over, or nothing when it is not (SEC-04)."""
    started, seen = (request.session.get(clock, 0) for clock in (STARTED, SEEN))
    ended_at = user.signed_out_at
    if ended_at and started < ended_at.timestamp():
        return "your sign-in was ended from another place"
    if _now() - seen > settings.SESSION_IDLE_LIMIT.total_seconds():
        return "nobody used this for 15 minutes"
    if _now() - started > settings.SESSION_ABSOLUTE_LIMIT.total_seconds():
        return "you signed in 12 hours ago"
    return ""


def took_second_step(request: HttpRequest) -> bool:
    """Say whether this user showed a code in this very session: that they own an app is less."""
    return request.session.get(SECOND_STEP) == str(request.user.pk)


def remember_second_step(request: HttpRequest, user: Any) -> None:
    """Remember that this user showed a code; called before sign-in is complete, so by name."""
    request.session[SECOND_STEP] = str(user.pk)


def _now() -> float:
    return timezone.now().timestamp()
