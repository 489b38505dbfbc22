"""The GP record of a person: the page, its summary, and having it fetched anew."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts import slips
from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from accounts.services import discard_draft
from gpconnect import (
    beside,
    comparing,
    deciding,
    news,
    presentation,
    queries,
    reporting,
    services,
    tasks,
)
from gpconnect.forms import DecisionForm, ErrorReportForm
from records import queries as records
from records import services as records_services
from records.views.frame import page
from records.views.writing import ASK, begin, begin_at, saved

if TYPE_CHECKING:
    from records.models import Person


@requires(Permission.SEE_GP_RECORD)
@require_safe
def gp_record(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """All of the last good answer that this role may see, and the last attempt."""
    person = records_services.open_record(person_id, by=request.user, why="GP record")
    if queries.is_to_be_asked(request.user, person):
        _ask(request, person_id)
    seen = services.read_gp_record(person, by=request.user)
    context = {
        "person": person,
        "header": records.header(person),
        "page": presentation.page(seen),
        "changed": news.changed_since(person, seen.record),
    }
    return render(request, "gpconnect/gp_record.html", context)


@requires(Permission.SEE_GP_RECORD)
@require_safe
def summary(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A few lines of it, for the person's own page."""
    person = records_services.open_record(person_id, by=request.user, why="GP record summary")
    if queries.is_to_be_asked(request.user, person):
        _ask(request, person_id)
    seen = services.read_gp_record(person, by=request.user)
    context = {
        "person": person,
        "page": presentation.page(seen),
        "changed": news.changed_since(person, seen.record),
    }
    return render(request, "gpconnect/summary.html", context)


@requires(Permission.SEE_GP_RECORD)
@require_safe
def progress(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Whether the attempt is still going on; it shows nothing of the record."""
    person = records.person_seen_by(request.user, person_id)
    attempt = queries.attempt_seen_by(request.user, person)
    if not request.htmx:
        return redirect("gpconnect:gp_record", person_id)
    if not attempt.is_waiting:
        return HttpResponseClientRefresh()
    context = {"person": person, "attempt": attempt}
    return render(request, "gpconnect/gp_record.html#attempt", context)


@requires(Permission.SEE_GP_RECORD)
@require_POST
def refresh(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Have the record fetched now; the page says how it goes."""
    records.person_seen_by(request.user, person_id)
    _ask(request, person_id)
    return redirect("gpconnect:gp_record", person_id)


@requires(Permission.SEE_GP_RECORD)
@require_http_methods(ASK)
def report(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Report an error in the GP record to the practice; our own record keeps what was said."""
    person = records_services.open_record(person_id, by=request.user, why="GP record error")
    pull = queries.last_received(request.user, person)
    back = reverse("gpconnect:gp_record", args=[person_id])
    if pull is None:
        messages.info(request, "Nothing has come from the practice yet, so there is no error in it")
        return redirect(back)
    form = begin(request, ErrorReportForm, person=person, by=request.user)
    if sent := saved(
        request,
        form,
        lambda: reporting.report_error(person, pull, by=request.user, **form.written),
    ):
        messages.success(request, "Report saved, under Letters, calls and messages")
        return redirect(
            "records:record", kind="communications", person_id=person_id, record_id=sent.pk
        )
    context = {"form": form, "back": back, "where_from": reporting.where_from(pull)}
    return page(request, "gpconnect/report.html", person, [("GP record", back)], **context)


@requires(Permission.SEE_GP_RECORD)
@require_safe
def compare(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Allergies and medicines of the GP record beside ours."""
    person = records_services.open_record(person_id, by=request.user, why="GP record beside ours")
    seen = services.read_gp_record(person, by=request.user)
    parts = comparing.compared(person, seen.record) if seen.record else []
    context = {
        "shown": presentation.page(seen),
        "parts": beside.shown_parts(parts, person_id),
        "to_decide": sum(part.to_decide for part in parts),
        "may_decide": request.user.may(Permission.DECIDE_ON_GP_RECORD, at=person.places),
    }
    return page(request, "gpconnect/compare.html", person, _trail(person_id), **context)


@requires(Permission.DECIDE_ON_GP_RECORD)
@require_http_methods(ASK)
def decide(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Decide about one entry: accept what the GP has, keep ours, or ask the practice."""
    person = records_services.open_record(person_id, by=request.user, why="deciding what differs")
    about = {name: request.GET.get(name, "")[:60] for name in ("area", "key")}
    seen = services.read_gp_record(person, by=request.user)
    asked = deciding.to_decide(person, seen, **about)
    if asked is None:
        messages.info(request, "This is not to be decided: one of the records says otherwise now")
        return redirect("gpconnect:compare", person_id)
    path = f"{request.path}?{urlencode(about)}"  # what is typed of one is not said of another
    form = begin_at(path, request, DecisionForm, asked=asked)
    if _decided(request, person, form):
        discard_draft(path, by=request.user)
        return redirect("gpconnect:compare", person_id)
    context = {
        "form": form,
        "shown": presentation.page(seen),
        "pairs": [beside.shown_pair(asked.pair, person_id)],
        "asked": asked,
        "slip": slips.write(request.user.pk, path),
    }
    return page(request, "gpconnect/decide.html", person, _trail(person_id, deep=True), **context)


def _decided(request: StaffRequest, person: "Person", form: DecisionForm) -> bool:
    """Decide as posted; where that cannot be, the form says why, beside what stands there now."""
    try:
        made = request.method == "POST" and saved(
            request, form, lambda: deciding.decide(person, form.choice(), by=request.user)
        )
    except deciding.ChangedMeanwhile:
        form.say_changed()
        return False
    if made:
        messages.success(request, f"Saved for {person.chosen_name}: {beside.in_words(made)}")
    return bool(made)


def _trail(person_id: UUID, *, deep: bool = False) -> list[tuple[str, str]]:
    trail = [("GP record", reverse("gpconnect:gp_record", args=[person_id]))]
    compared = ("Beside our record", reverse("gpconnect:compare", args=[person_id]))
    return [*trail, compared] if deep else trail


def _ask(request: StaffRequest, person_id: UUID) -> None:
    services.ask_for_gp_record(person_id, by=request.user)
    tasks.refresh_gp_record.delay_on_commit(str(person_id), str(request.user.pk))
