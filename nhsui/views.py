"""The gallery: every component on one page, for those who build pages."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from nhsui import gallery as invented


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with invented people; only where the product is being built."""
    if not settings.DEBUG:
        raise Http404
    form = invented.EveryField(request.GET or None)
    return render(request, "nhsui/gallery.html", invented.everything(form))
