"""Putting right what was said to have been done about an exception, or taking it out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import exceptions, policies, services
from dailycare.forms import CorrectSeenForm, TakeOutForm
from records import queries as records
from records.services import open_record
from records.views.frame import page
from records.views.writing import ASK, begin, saved

LEADS = requires(Permission.SEE_EXCEPTIONS)


@LEADS
@require_http_methods(ASK)
def correct_seen(request: StaffRequest, person_id: UUID, seen_id: UUID) -> HttpResponse:
    """Correct what was done, with the reason; the first version stays readable."""
    person = open_record(person_id, by=request.user, why="correcting what was done")
    seen = exceptions.seen_of(person, seen_id)
    initial = {"done": seen.done, "verdict": seen.verdict, "replaces": seen.version}
    form = begin(request, CorrectSeenForm, initial=initial, asks_verdict=bool(seen.verdict))
    if request.method == "POST" and saved(
        request,
        form,
        lambda: services.correct_seen(
            seen, replaces=form.cleaned_data["replaces"], by=request.user, **form.said
        ),
    ):
        messages.success(request, "Correction saved. The first version stays in the history")
        return redirect("dailycare:exception_feed")
    context = {
        "form": form,
        "seen": seen,
        "history": records.history(seen),
        "may_correct": policies.is_seen_corrected_by(seen, request.user, person),
    }
    return page(request, "dailycare/correct_seen.html", person, [], **context)


@LEADS
@require_http_methods(ASK)
def seen_in_error(request: StaffRequest, person_id: UUID, seen_id: UUID) -> HttpResponse:
    """Take out what should not be there, with the reason: what it was about is told again."""
    person = open_record(person_id, by=request.user, why="marking what was done as made in error")
    seen = exceptions.seen_of(person, seen_id)
    form = begin(request, TakeOutForm, initial={"replaces": seen.version})
    if request.method == "POST" and saved(
        request,
        form,
        lambda: services.mark_seen_in_error(seen, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "Taken out. It stays in the history, with your reason")
        return redirect("dailycare:exception_feed")
    context = {"form": form, "seen": seen}
    return page(request, "dailycare/seen_in_error.html", person, [], **context)
