"""Leading a shift: who sees to whom."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from accounts.services import discard_draft
from dailycare import exceptions, services, shift
from dailycare.forms import AssignForm
from governance.ids import as_id
from records.views.writing import ASK, begin


@requires(Permission.ASSIGN)
@require_http_methods(ASK)
def assignments(request: StaffRequest) -> HttpResponse:
    """Say whom a worker sees to, and take that back."""
    places = request.user.places_for(Permission.ASSIGN)
    form = begin(request, AssignForm, here=exceptions.people_here(places), places=places)
    if taken_back := as_id(request.POST.get("take_back", "")):
        services.take_back(shift.assignment_for(places, taken_back), by=request.user)
        return redirect("dailycare:assignments")
    if request.method == "POST" and form.is_valid():
        services.assign(**form.cleaned_data, by=request.user)
        discard_draft(request.path, by=request.user)
        messages.success(request, f"{form.cleaned_data['worker'].name} sees it on their list")
        return redirect("dailycare:assignments")
    given = groupby(shift.given_out(places), lambda one: (one.works_on, one.worker.name))
    context = {"form": form, "given": [(day, name, list(some)) for (day, name), some in given]}
    return render(request, "dailycare/assignments.html", context)
