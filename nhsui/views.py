"""The gallery: every component on one page, for those who build pages."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from nhsui import gallery as invented


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with invented people; only where the product is being built."""
    if not settings.DEBUG:
        raise Http404
    context = {
        "form": invented.EveryField(request.GET or None),
        "art": invented.person(),
        "stranger": invented.stranger(),
        "people": invented.people(),
        "notes": invented.notes(),
        "versions": invented.versions(),
        "trail": [("My people", "#people"), ("Art Green", "#person")],
        "before": "Likes two eggs and the radio.\nSpeak to his left side.",
        "after": "Likes one egg, no sugar, and the radio.\nSpeak to his left side.",
    }
    return render(request, "nhsui/gallery.html", context)
