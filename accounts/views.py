"""Pages about staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import queries
from accounts.doors import requires
from accounts.permissions import Permission


@requires(Permission.MANAGE_STAFF)
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """Who works here, in which role, where, and until when (SEC-17)."""
    people = queries.staff(request.user.provider_id)
    return render(request, "accounts/staff.html", {"people": people})
