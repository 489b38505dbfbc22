"""The sections of a GP record as pages: which there are, one of them, and the page itself."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from gpconnect import tasks
from gpconnect.sections import pulling
from gpconnect.sections.catalogue import SECTIONS
from records import queries as records
from records import services as records_services

METHODS = ["GET", "HEAD", "POST"]
# Nothing runs, loads, submits or navigates in it but our own stylesheet, whatever it holds.
NOTHING_RUNS: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": True,
}


@requires(Permission.SEE_GP_RECORD)
@require_safe
def sections(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Which sections the role may have fetched."""
    person = records_services.open_record(person_id, by=request.user, why="GP record as pages")
    context = {
        "person": person,
        "header": records.header(person),
        "sections": pulling.sections_for(request.user, person),
    }
    return render(request, "gpconnect/sections.html", context)


@requires(Permission.SEE_GP_RECORD)
@require_http_methods(METHODS)
def section(request: StaffRequest, person_id: UUID, code: str) -> HttpResponse:
    """One of those that every role sees which sees a GP record at all."""
    return _section(request, person_id, code)


@requires(Permission.SEE_FULL_GP_RECORD)
@require_http_methods(METHODS)
def full_section(request: StaffRequest, person_id: UUID, code: str) -> HttpResponse:
    """One of those for a full view."""
    return _section(request, person_id, code)


@requires(Permission.SEE_GP_RECORD)
@require_safe
@xframe_options_sameorigin
@csp_override(NOTHING_RUNS)
def section_page(request: StaffRequest, person_id: UUID, code: str) -> HttpResponse:
    """What the practice's system drew, by itself: framed in ours, or to be printed."""
    return _page(request, person_id, code)


@requires(Permission.SEE_FULL_GP_RECORD)
@require_safe
@xframe_options_sameorigin
@csp_override(NOTHING_RUNS)
def full_section_page(request: StaffRequest, person_id: UUID, code: str) -> HttpResponse:
    """The same, of one for a full view."""
    return _page(request, person_id, code)


def _section(request: StaffRequest, person_id: UUID, code: str) -> HttpResponse:
    chosen = SECTIONS[code]
    if request.method == "POST":
        return _ask(request, person_id, code)
    person = records_services.open_record(person_id, by=request.user, why=f"GP: {chosen.name}")
    seen = pulling.read(person, chosen, by=request.user)
    if request.htmx and not seen.is_waiting:
        return HttpResponseClientRefresh()
    context = {
        "person": person,
        "header": records.header(person),
        "seen": seen,
        "is_simulated": settings.DEMONSTRATION,
    }
    template = "gpconnect/section.html"
    return render(request, f"{template}#attempt" if request.htmx else template, context)


def _ask(request: StaffRequest, person_id: UUID, code: str) -> HttpResponse:
    person = records.person_seen_by(request.user, person_id)
    a_year_ago = timezone.localdate() - pulling.A_YEAR
    starts_on = a_year_ago if request.POST.get("since") == "a_year_ago" else None
    pull = pulling.ask(person, SECTIONS[code], by=request.user, starts_on=starts_on)
    tasks.fetch_gp_section.delay_on_commit(str(pull.pk), str(request.user.pk))
    return redirect(request.path)


def _page(request: StaffRequest, person_id: UUID, code: str) -> HttpResponse:
    person = records_services.open_record(person_id, by=request.user, why=f"GP: {code} shown")
    seen = pulling.show(person, SECTIONS[code], by=request.user)
    context = {"person": person, "seen": seen, "now": timezone.now()}
    return render(request, "gpconnect/section_page.html", context)
