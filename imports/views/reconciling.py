"""Pages that set the files of an import against the record, and on which it is signed off."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.services import searched
from imports import comparison, queries, reconciled, services
from imports.errors import NotNow
from imports.forms import EyeCheckForm, SignOffForm

ASK = ("GET", "HEAD", "POST")
PAGE = 50


@requires(Permission.IMPORT)
@require_safe
def compared(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """The files against the record: by file, class and month, and what was left out."""
    found = queries.run_seen_by(request.user, run_id)
    searched(by=request.user, why="an import compared with the record")
    return render(request, "imports/compared.html", comparison.page(found))


@requires(Permission.IMPORT)
@require_safe
def compared_people(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Everybody of an import, those with the greatest difference first."""
    found = queries.run_seen_by(request.user, run_id)
    searched(by=request.user, why="people of an import compared with the record")
    named = request.GET.get("q", "")[:100]
    pages = Paginator(reconciled.people(found, named=named), PAGE)
    context = {"run": found, "named": named, "page": pages.get_page(request.GET.get("page"))}
    return render(request, "imports/compared_people.html", context)


@requires(Permission.IMPORT)
@require_http_methods(ASK)
def eye_checks(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Some people to look at by eye, and what was seen."""
    found = queries.run_seen_by(request.user, run_id)
    form = EyeCheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            services.record_eye_check(run_id, said.pop("check"), by=request.user, **said)
        except NotNow as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "What you saw is kept with this import")
        return redirect("imports:eye_checks", run_id)
    searched(by=request.user, why="people of an import looked at by eye")
    return render(request, "imports/eye_checks.html", comparison.eye_page(found, typed=form))


@requires(Permission.IMPORT)
@require_http_methods(ASK)
def sign_off(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Say in one's own name that an import is complete and right."""
    found = queries.run_seen_by(request.user, run_id)
    form = SignOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.sign_off(run_id, by=request.user, **form.cleaned_data)
        except NotNow as refused:
            messages.error(request, str(refused))
            return redirect("imports:sign_off", run_id)
        messages.success(request, "Signed off in your name")
        return redirect("imports:compared", run_id)
    context = {"run": found, "form": form} | comparison.summary(found)
    return render(request, "imports/sign_off.html", context)
