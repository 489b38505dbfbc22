"""Sessions end when nobody is there, and nothing stays in the browser (SEC-04)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse

from accounts import sessions
from accounts.requests import Request


class SessionLimits:
    """Ends a session after 15 idle minutes or 12 hours; the door then keeps what was typed."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if request.user.is_authenticated:
            if why := sessions.why_over(request, request.user):
                request.ended_because = why
                logout(request)
                messages.info(request, f"You were signed out: {why}. Sign in to go on")
            else:
                sessions.keep_alive(request)
        response = self.get_response(request)
        # On a shared device, Back must not show the record to whoever holds it next.
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response
