"""What people say about a care plan, beside it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import forms, queries, services, words
from records.views.frame import page
from records.views.plans import trail
from records.views.writing import ASK, begin, saved

if TYPE_CHECKING:
    from records.models import CarePlan

ABOUT = (
    "Everybody who may read the plan reads it there, with your name. "
    "Nothing in the plan itself changes."
)


@requires(Permission.SEE_PEOPLE)
@require_http_methods(ASK)
def comment_on_plan(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Say something about a plan, or link it to a record or a web page."""
    person = services.open_record(person_id, by=request.user, why="commenting on the care plan")
    plan = queries.plan_of(person, plan_id)
    by = request.user
    form = begin(request, forms.CommentForm, person=person, by=by)
    if saved(request, form, lambda: services.comment_on_plan(plan, by=by, **form.written)):
        messages.success(request, "Comment saved. It stands under the plan")
        return redirect(f"{_under(plan)}#comments")
    context = {"heading": "Comment on the plan", "about": ABOUT, "form": form, "back": _under(plan)}
    return page(request, "records/write.html", person, trail(person_id), **context)


@requires(Permission.SEE_PEOPLE)
@require_http_methods(ASK)
def take_out_comment(request: StaffRequest, person_id: UUID, comment_id: UUID) -> HttpResponse:
    """Take a comment out, with the reason."""
    person = services.open_record(person_id, by=request.user, why="taking out a comment")
    comment = queries.comment_of(person, comment_id)
    by = request.user
    form = begin(request, forms.ReasonForm, initial={"replaces": comment.version})
    if saved(request, form, lambda: services.take_out_comment(comment, by=by, **form.cleaned_data)):
        messages.success(request, "Comment taken out. Its history keeps it")
        return redirect(_under(comment.care_plan))
    context = {"heading": "Take out this comment", "answers": words.answers(comment), "form": form}
    back = _under(comment.care_plan)
    return page(request, "records/take_out.html", person, trail(person_id), back=back, **context)


def _under(plan: "CarePlan") -> str:
    """Return the page on which a plan is read, and its comments with it."""
    if plan.status == plan.Status.LIVE:
        return reverse("dailycare:care_plan", args=[plan.person_id])
    return reverse("records:plan", args=[plan.person_id, plan.pk])
