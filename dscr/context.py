"""What the frame round every page needs: where we are, and the way to the main pages."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.permissions import Permission

# Label, URL name, permission, and the URL names (beside its own) that count as being there.
NAVIGATION = [
    ("My people", "dailycare:my_people", Permission.SEE_PEOPLE),
    ("Record", "dailycare:choose_person", Permission.RECORD_CARE),
    ("More", "more", None),
]


def frame(request: HttpRequest) -> dict[str, object]:
    """Give `base.html` its banner, place, theme and navigation."""
    user = getattr(request, "user", None)
    is_staff = bool(user and user.is_authenticated)
    return {
        "demonstration": settings.DEMONSTRATION,
        "theme": request.COOKIES.get("theme", ""),
        "place": " · ".join(place.name for place in user.locations[:2]) if is_staff else "",
        "nav": _navigation(request) if is_staff else [],
    }


def _navigation(request: HttpRequest) -> list[dict[str, object]]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {"label": label, "url": reverse(name), "current": here == name}
        for label, name, permission in NAVIGATION
        if permission is None or request.user.may(permission)
    ]
