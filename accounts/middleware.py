"""Sessions end when nobody is there, and nothing stays in the browser (SEC-04)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts import sessions
from accounts.devices import cookie, writing
from accounts.models import Device
from accounts.requests import Request

# Who asks whether the server lives is no device in anybody's hand.
PULSE = "/healthz"
LOST = (
    "This device was said to be lost, so it let go of all that it held, and nobody comes in by "
    "PIN here. If you found it, tell the manager of your place"
)


class SessionLimits:
    """Ends a session after 15 idle minutes or 12 hours; the door then keeps what was typed.

    On a shared device it ends after 5 minutes, and at once when the device is said to be lost.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.device = None
        response = self._let_go_or_end(request) or self.get_response(request)
        # On a shared device, Back must not show the record to whoever holds it next.
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def _let_go_or_end(self, request: Request) -> HttpResponse | None:
        """Answer a lost device; end a session that is over, or count that somebody is there."""
        if request.path == PULSE:
            return None
        request.device = cookie.device_of(request)
        if request.device and request.device.lost_at:
            return self._let_go(request, request.device)
        if request.user.is_authenticated:
            if why := sessions.why_over(request, request.user):
                _end(request, why)
                messages.info(request, f"You were signed out: {why}. Sign in to go on")
            else:
                sessions.keep_alive(request)
                request.user.is_by_pin = sessions.is_by_pin(request)
        return None

    def _let_go(self, request: Request, device: Device) -> HttpResponse:
        """Answer a lost device, whatever it asked for.

        Whatever its script asks, being sent to sign in tells it to destroy what it holds.
        """
        writing.note_contact_of_lost(device)
        if request.user.is_authenticated:
            _end(request, "this device was said to be lost")
        messages.warning(request, LOST)
        response = redirect("account_login")
        cookie.forget(response)
        return response


def _end(request: Request, why: str) -> None:
    who = request.user.pk
    request.ended_because = why
    logout(request)
    if who and request.device:
        sessions.remember_who_was_here(request, who)
