"""Opening the record of somebody at another place, for a reason, and ending that (SEC-07)."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import slips
from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from accounts.services import discard_draft
from dailycare import clock
from dailycare.forms import ElsewhereForm, OpenForm
from records import queries as records
from records import services
from records.errors import NotInThisState
from records.views.frame import page
from records.views.writing import ASK, begin, begin_at

if TYPE_CHECKING:
    from records.models import OpenedFromOutside, Person


@requires(Permission.RECORD_CARE)
@require_http_methods(ASK)
def elsewhere(request: StaffRequest) -> HttpResponse:
    """Find somebody at another place by number or whole name, then say why they are needed."""
    person = records.found_before(request.GET.get("who", ""), by=request.user)
    if person is None:
        return _look(request)
    if request.user.may(Permission.SEE_PEOPLE, at=person.places):
        return redirect("dailycare:person", person.pk)
    return _open(request, person)


def _look(request: StaffRequest) -> HttpResponse:
    form = begin(request, ElsewhereForm)
    if request.method == "POST" and form.is_valid():
        try:
            found = services.look_elsewhere(by=request.user, **form.cleaned_data)
        except NotInThisState as refusal:
            form.add_error(None, str(refusal))
        else:
            discard_draft(request.path, by=request.user)
            if len(found) == 1:
                note = records.note_of(found[0], by=request.user)
                return redirect(reverse("dailycare:elsewhere", query={"who": note}))
            form.say_not_found(are_several=bool(found))
    return render(request, "dailycare/elsewhere.html", {"form": form})


def _open(request: StaffRequest, person: "Person") -> HttpResponse:
    path = f"{request.path}?who={person.pk}"  # what is typed of one is not said of another
    form = begin_at(path, request, OpenForm)
    ends_at = clock.day_ends(timezone.now())
    if request.method == "POST" and form.is_valid():
        services.open_from_outside(person, **form.cleaned_data, ends_at=ends_at, by=request.user)
        discard_draft(path, by=request.user)
        return redirect("dailycare:person", person.pk)
    slip = slips.write(request.user.pk, path)
    context = {"form": form, "person": person, "ends_at": ends_at, "slip": slip}
    return render(request, "dailycare/open_from_outside.html", context)


@requires(Permission.RECORD_CARE)
@require_http_methods(ASK)
def stop_seeing(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """End early what I opened from outside."""
    person = services.open_record(person_id, by=request.user, why="ending what was opened")
    if person.opened is None:
        return redirect("dailycare:person", person_id)
    opening = records.opening_of(person, person.opened.id)
    return _end(request, person, opening, then="dailycare:my_people")


@requires(Permission.SEE_EXCEPTIONS)
@require_http_methods(ASK)
def end_opening(request: StaffRequest, person_id: UUID, opening_id: UUID) -> HttpResponse:
    """End early what somebody opened from outside, as whoever leads where the person is."""
    person = services.open_record(person_id, by=request.user, why="ending what was opened")
    opening = records.opening_of(person, opening_id)
    return _end(request, person, opening, then="dailycare:exception_feed")


def _end(
    request: StaffRequest, person: "Person", opening: "OpenedFromOutside", *, then: str
) -> HttpResponse:
    if request.method == "POST":
        try:
            services.end_opening(opening, by=request.user)
        except NotInThisState as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, f"Ended. {person.chosen_name} is not open from outside now")
        return redirect(then)
    context = {"opening": opening, "back": reverse(then)}
    return page(request, "dailycare/end_opening.html", person, [], **context)
