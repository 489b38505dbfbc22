"""What a session remembers of its user: when it began, when it was used, how they proved it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Device, User

SEEN, STARTED, SECOND_STEP = "seen_at", "started_at", "second_step_of"
DEVICE, BY_PIN, BEFORE = "device", "is_by_pin", "who_was_here"
# Writing the session at every request would cost a query for nothing; five minutes on a shared
# device are counted more closely than fifteen in an office.
SEEN_EVERY_SECONDS, SEEN_EVERY_SECONDS_WHERE_SHARED = 60, 15
# Scripts ask these by themselves, while nobody is there.
ASKED_BY_ITSELF = ("/progress/", "/offline/send/", "/offline/held/", "/held/")


def begin(request: HttpRequest) -> None:
    """Start both clocks of a session, which stays on the device where it began."""
    request.session[SEEN] = request.session[STARTED] = _now()
    stay_on(request, device_of(request))


def device_of(request: HttpRequest) -> Device | None:
    """Return the shared device that a request came from, where our middleware has looked."""
    return getattr(request, "device", None)


def stay_on(request: HttpRequest, device: Device | None) -> None:
    """Let a session go on while it comes from this device, or from none that is shared."""
    request.session[DEVICE] = str(device.pk) if device else ""


def keep_alive(request: HttpRequest) -> None:
    """Remember that somebody is there; a page that asks how far work has come is nobody."""
    every = SEEN_EVERY_SECONDS_WHERE_SHARED if device_of(request) else SEEN_EVERY_SECONDS
    by_itself = request.path.endswith(ASKED_BY_ITSELF)
    if not by_itself and _now() - request.session.get(SEEN, 0) > every:
        request.session[SEEN] = _now()


def why_over(request: HttpRequest, user: User) -> str:
    """Say why this session is over, or nothing when it is not (SEC-04)."""
    started, seen = (request.session.get(clock, 0) for clock in (STARTED, SEEN))
    ended_at, device = user.signed_out_at, device_of(request)
    idle = settings.SHARED_IDLE_LIMIT if device else settings.SESSION_IDLE_LIMIT
    if ended_at and started < ended_at.timestamp():
        return "your sign-in was ended from another place"
    if request.session.get(DEVICE, "") != (str(device.pk) if device else ""):
        return "this is not the device where you signed in"
    if _now() - seen > idle.total_seconds():
        return f"nobody used this for {round(idle.total_seconds() / 60)} minutes"
    if _now() - started > settings.SESSION_ABSOLUTE_LIMIT.total_seconds():
        return "you signed in 12 hours ago"
    return ""


def took_second_step(request: HttpRequest) -> bool:
    """Say whether this user showed a code in this very session: that they own an app is less."""
    return request.session.get(SECOND_STEP) == str(request.user.pk)


def remember_second_step(request: HttpRequest, user: Any) -> None:
    """Remember that this user showed a code; called before sign-in is complete, so by name."""
    request.session[SECOND_STEP] = str(user.pk)


def remember_pin(request: HttpRequest) -> None:
    """Remember that this session was begun by a PIN, and gives what a PIN gives."""
    request.session[BY_PIN] = True


def is_by_pin(request: HttpRequest) -> bool:
    """Say whether a PIN began this session."""
    return bool(request.session.get(BY_PIN))


def remember_who_was_here(request: HttpRequest, user_id: UUID) -> None:
    """Remember whose session ended here: where they were is for nobody else to go on from."""
    request.session[BEFORE] = str(user_id)


def who_was_here(request: HttpRequest) -> str:
    """Return the id of whoever was here last, or nothing; asked before the next is let in."""
    return str(request.session.get(BEFORE, ""))


def _now() -> float:
    return timezone.now().timestamp()
