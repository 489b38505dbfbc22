"""The GP record of a person: the page, its summary, and having it fetched anew."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from gpconnect import presentation, queries, services, tasks
from records import queries as records
from records import services as records_services


@requires(Permission.SEE_GP_RECORD)
@require_safe
def gp_record(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """All of the last good answer that this role may see, and the last attempt."""
    person = records_services.open_record(person_id, by=request.user, why="GP record")
    if queries.is_due(person):
        _ask(request, person_id)
    context = {
        "person": person,
        "header": records.header(person),
        "page": presentation.page(queries.gp_record_seen_by(request.user, person)),
    }
    return render(request, "gpconnect/gp_record.html", context)


@requires(Permission.SEE_GP_RECORD)
@require_safe
def summary(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A few lines of it, for the person's own page."""
    person = records_services.open_record(person_id, by=request.user, why="GP record summary")
    if queries.is_due(person):
        _ask(request, person_id)
    page = presentation.page(queries.gp_record_seen_by(request.user, person))
    return render(request, "gpconnect/summary.html", {"person": person, "page": page})


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


def _ask(request: StaffRequest, person_id: UUID) -> None:
    services.ask_for_gp_record(person_id, by=request.user)
    tasks.refresh_gp_record.delay_on_commit(str(person_id), str(request.user.pk))
