"""Sessions end when nobody is there, what was being typed is kept, nothing stays (SEC-04)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse

from accounts import services, sessions
from accounts.requests import Request


class SessionLimits:
    """Ends a session after 15 idle minutes or 12 hours; a form sent too late becomes a draft."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if request.user.is_authenticated:
            if why := sessions.why_over(request, request.user):
                request.ended_session_of, request.ended_because = request.user, why
                logout(request)
                messages.info(request, f"You were signed out: {why}. Sign in to go on")
            else:
                sessions.keep_alive(request)
        response = self.get_response(request)
        # On a shared device, Back must not show the record to whoever holds it next.
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request: Request, view: Callable, *_arguments: Any) -> None:
        """Keep what was typed: here, where Django has already refused a forged request."""
        author = getattr(request, "ended_session_of", None)
        is_a_page_of_ours = getattr(view, "door", "public") != "public"
        if author and is_a_page_of_ours and request.method == "POST":
            typed = {name: request.POST.getlist(name) for name in request.POST}
            if services.keep_draft(request.path, typed, by=author):
                messages.info(request, "What you typed is kept for you, and not saved yet")
