"""Who wrote what of a plan, when and why; and taking out what should never have been there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import forms, queries, services, words
from records.views.frame import page
from records.views.plans import trail
from records.views.writing import ASK, begin, saved


@requires(Permission.SEE_PEOPLE)
@require_safe
def plan_history(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Every version of a plan's own words."""
    person = services.open_record(person_id, by=request.user, why="read the history of a plan")
    found = queries.plan_of(person, plan_id)
    context = {"heading": "History of this plan", "history": queries.history(found)}
    where = trail(person_id, is_old=True)
    return page(request, "records/history.html", person, where, record=found, **context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def goal_history(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Every version of a goal, and what reviews found of it in this plan and those before."""
    person = services.open_record(person_id, by=request.user, why="read the history of a goal")
    found = queries.goal_of(person, goal_id)
    context = {
        "heading": "History of a goal",
        "history": queries.history(found),
        "findings": queries.findings(found),
        "record": found,
    }
    return page(request, "records/goal_history.html", person, trail(person_id), **context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def instruction_history(
    request: StaffRequest, person_id: UUID, instruction_id: UUID
) -> HttpResponse:
    """Every version of an instruction."""
    person = services.open_record(person_id, by=request.user, why="read the history of the plan")
    found = queries.instruction_of(person, instruction_id)
    context = {"heading": "History of what we do", "history": queries.history(found)}
    where = trail(person_id)
    return page(request, "records/history.html", person, where, record=found, **context)


@requires(Permission.REVIEW_PLAN)
@require_http_methods(ASK)
def review_in_error(request: StaffRequest, person_id: UUID, review_id: UUID) -> HttpResponse:
    """Mark a review as entered in error, with the reason."""
    person = services.open_record(person_id, by=request.user, why="taking out a review")
    review = queries.review_of(person, review_id)
    form = begin(request, forms.ReasonForm, initial={"replaces": review.version})
    if saved(
        request,
        form,
        lambda: services.mark_review_in_error(review, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "Review taken out. Its history keeps it; goals it ended go on")
        return redirect("dailycare:care_plan", person_id)
    context = {
        "heading": "Take out a review that was entered in error",
        "answers": words.answers(review),
        "form": form,
        "back": reverse("dailycare:care_plan", args=[person_id]),
    }
    return page(request, "records/take_out.html", person, trail(person_id), **context)
