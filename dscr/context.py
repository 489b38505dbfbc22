"""What the frame round every page needs: where we are, and the way to the main pages."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from accounts import sessions, slips
from accounts.models import User
from accounts.permissions import Permission
from governance.services import acting_for

# What stands on the main bar, where it leads, and who may go there.
NAVIGATION = [
    ("My people", "dailycare:my_people", Permission.SEE_PEOPLE),
    ("Record", "dailycare:choose_person", Permission.RECORD_CARE),
    ("Handover", "dailycare:handovers", Permission.SEE_PEOPLE),
    ("More", "more", None),
]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give `base.html` its banner, place, theme and navigation, and forms their slip."""
    user: User | AnonymousUser = getattr(request, "user", AnonymousUser())
    staff = user if isinstance(user, User) else None
    if staff and not staff.has_read_posts:  # a page without a door, such as "not found"
        with acting_for(staff.provider_id):
            _ = staff.posts_now  # kept for the rest of this request
    device = sessions.device_of(request)
    return {
        "device": device,
        # After so many idle seconds a shared device hides the page, then ends the session (SEC-04).
        "hides_after": int(settings.SHARED_HIDES_AFTER.total_seconds()) if device and staff else "",
        "ends_after": int(settings.SHARED_IDLE_LIMIT.total_seconds()),
        "demonstration": settings.DEMONSTRATION,
        "theme": request.COOKIES.get("theme", ""),
        "place": " · ".join(place.name for place in staff.locations[:2]) if staff else "",
        "nav": _navigation(request, staff) if staff else [],
        # Whoever records care may go on without signal: their device holds their people.
        "holds_for": staff.pk if staff and staff.may(Permission.RECORD_CARE) else "",
        # Called by the forms that keep what is typed, and by no other page.
        "slip": partial(slips.write, staff.pk, request.path) if staff else "",
    }


def _navigation(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {"label": label, "url": reverse(name), "current": here == name}
        for label, name, permission in NAVIGATION
        if permission is None or user.may(permission)
    ]
