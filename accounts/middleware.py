"""Sessions end when nobody is there, and what was being typed is kept (SEC-04)."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts import services

SEEN, STARTED = "seen_at", "started_at"
# Writing the session at every request would cost a query for nothing.
SEEN_EVERY_SECONDS = 60

Handler = Callable[[HttpRequest], HttpResponse]


def session_limits(get_response: Handler) -> Handler:
    """End a session after 15 idle minutes or 12 hours; a form sent too late becomes a draft."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            if _is_over(request, now):
                if request.method == "POST":
                    services.keep_draft(request.path, request.POST, by=request.user)
                logout(request)
                request.session["session_ended"] = True
            elif now - request.session.get(SEEN, 0) > SEEN_EVERY_SECONDS:
                request.session[SEEN] = now
                request.session.setdefault(STARTED, now)
        return get_response(request)

    return handle


def _is_over(request: HttpRequest, now: float) -> bool:
    idle = now - request.session.get(SEEN, now)
    whole = now - request.session.get(STARTED, now)
    return (
        idle > settings.SESSION_IDLE_LIMIT.total_seconds()
        or whole > settings.SESSION_ABSOLUTE_LIMIT.total_seconds()
    )
