"""Opening what is kept private, for a reason that the person can read."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import forms, services
from records.views.frame import page
from records.views.writing import ASK


@requires(Permission.SEE_PEOPLE)
@require_http_methods(ASK)
def private_parts(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Ask why, then show it in the answer itself: no other page and no later one opens it."""
    person = services.open_record(person_id, by=request.user, why="went to what is kept private")
    if person.opened:  # what they want few to read stays with those at their places
        raise PermissionDenied
    form = forms.ReasonForm(request.POST or None)
    context: dict[str, object] = {"form": form, "parts": None}
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        context["parts"] = services.open_private_parts(person, reason=reason, by=request.user)
    return page(request, "records/private_parts.html", person, [], **context)
