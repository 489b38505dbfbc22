"""Allergies as a whole: somebody asked, and there are none (PER-14)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import forms, services
from records.errors import NotInThisState
from records.kinds import BY_SLUG
from records.views.frame import page
from records.views.writing import ASK, begin, saved

ALLERGIES = BY_SLUG["allergies"]


@requires(Permission.EDIT_RECORD)
@require_http_methods(ASK)
def state_no_known_allergies(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """State that somebody asked, and that there are none."""
    person = services.open_record(person_id, by=request.user, why="went to state no allergies")
    where = _list(person_id)
    if request.method == "POST":
        try:
            services.state_no_known_allergies(person, by=request.user)
        except NotInThisState as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Saved: no known allergies")
        return redirect(where)
    trail = [(ALLERGIES.title, where)]
    return page(request, "records/state_no_known_allergies.html", person, trail, back=where)


@requires(Permission.EDIT_RECORD)
@require_http_methods(ASK)
def take_back_no_known_allergies(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Take back that there are none, with the reason: then nobody has asked yet."""
    person = services.open_record(person_id, by=request.user, why="went to take back no allergies")
    where = _list(person_id)
    form = begin(request, forms.ReasonForm)
    if saved(
        request,
        form,
        lambda: services.take_back_no_known_allergies(
            person, reason=form.cleaned_data["reason"], by=request.user
        ),
    ):
        messages.success(request, "Taken back. Allergies are shown as not asked yet")
        return redirect(where)
    context = {"form": form, "heading": "Take back “no known allergies”", "back": where}
    trail = [(ALLERGIES.title, where)]
    return page(request, "records/take_out.html", person, trail, answers=[], **context)


def _list(person_id: UUID) -> str:
    return reverse("records:record_list", kwargs={"person_id": person_id, "kind": ALLERGIES.slug})
