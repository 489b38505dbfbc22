"""What is done for a time only, added to the live plan and taken out before its last day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.errors import NotYours
from records import forms, queries, services, words
from records.views.frame import page
from records.views.plans import trail
from records.views.writing import ASK, begin, saved


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def add_for_a_time(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Add to the live plan what is done until a day, such as after a hospital stay."""
    person = services.open_record(person_id, by=request.user, why="adding to the plan for a time")
    plan = queries.live_plan(person)
    if plan is None:
        raise NotYours
    form = begin(request, forms.ForATimeForm, person=person, by=request.user, plan=plan)
    if saved(request, form, lambda: services.add_for_a_time(plan, by=request.user, **form.written)):
        until = f"{form.cleaned_data['ended_on']:%-d %B %Y}"
        messages.success(request, f"Added to the plan until {until}. Every shift sees it now")
        return redirect("dailycare:care_plan", person_id)
    context = {
        "heading": "Add something for a time only",
        "about": "Everybody who supports them sees it at once. It falls away by itself.",
        "form": form,
        "back": reverse("dailycare:care_plan", args=[person_id]),
    }
    return page(request, "records/write.html", person, trail(person_id), **context)


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def stop_early(request: StaffRequest, person_id: UUID, instruction_id: UUID) -> HttpResponse:
    """Take it out of the live plan before its last day, with the reason."""
    person = services.open_record(person_id, by=request.user, why="taking out of the plan")
    served = queries.instruction_of(person, instruction_id)
    form = begin(request, forms.ReasonForm, initial={"replaces": served.version})
    if saved(
        request, form, lambda: services.stop_early(served, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Taken out of the plan. Nobody is asked to do it any more")
        return redirect("dailycare:care_plan", person_id)
    context = {
        "heading": "Stop this before its last day",
        "answers": words.answers(served),
        "form": form,
        "back": reverse("dailycare:care_plan", args=[person_id]),
    }
    return page(request, "records/take_out.html", person, trail(person_id), **context)
