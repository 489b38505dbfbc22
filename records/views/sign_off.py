"""Signing a draft off: what it changes, who agreed it, when to look again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import forms, queries, services
from records.views.frame import page
from records.views.plans import trail
from records.views.writing import ASK, begin, saved


@requires(Permission.REVIEW_PLAN)
@require_http_methods(ASK)
def sign_off_plan(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Read what a draft changes, agree it with the person, and make it the plan to work from."""
    person = services.open_record(person_id, by=request.user, why="went to sign off the care plan")
    draft, live = queries.plan_of(person, plan_id), queries.live_plan(person)
    if request.method != "POST" and not draft.is_open:
        return redirect("records:care_plan", person_id)
    read = {"replaces": draft.version, "edition": queries.edition(draft)}
    form = begin(request, forms.SignOffForm, initial=read | {"review_on": draft.review_on})
    if saved(
        request, form, lambda: services.sign_off_plan(draft, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Plan signed off. Everybody works from it now")
        return redirect("records:care_plan", person_id)
    back = reverse("records:draft_plan", args=[person_id])
    context = {
        "form": form,
        "live": live,
        "parts": queries.compare(live, draft),
        "back": back,
    }
    where = [*trail(person_id), ("Draft", back)]
    return page(request, "records/sign_off_plan.html", person, where, **context)
