"""How a draft is approved or sent back, and how a plan comes to an end."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.errors import StaleRecord
from records import forms, queries, services
from records.errors import NotInThisState
from records.views.frame import page
from records.views.plans import trail
from records.views.writing import ASK, begin, saved


@requires(Permission.EDIT_PLAN)
@require_POST
def ask_for_approval(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Ask a manager to approve the draft; nobody changes it meanwhile."""
    done = "Sent for approval. Take it back if there is something to change"
    return _pressed(request, person_id, plan_id, services.ask_for_approval, done)


@requires(Permission.EDIT_PLAN)
@require_POST
def take_back_plan(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Take the question back, to go on writing."""
    return _pressed(
        request, person_id, plan_id, services.take_back_plan, "Taken back. You can go on writing"
    )


@requires(Permission.REVIEW_PLAN)
@require_http_methods(ASK)
def send_back_plan(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Send a draft back to its author, with the reason."""
    asks = {
        "heading": "Send the draft back",
        "says": "Its author reads your reason, and can change the draft again.",
        "button": "Send back the draft for",
        "back": "records:draft_plan",
    }
    said = "Sent back. Its author sees your reason"
    return _with_reason(request, person_id, plan_id, services.send_back_plan, asks, said)


@requires(Permission.REVIEW_PLAN)
@require_http_methods(ASK)
def end_plan(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """End the live plan, with the reason."""
    asks = {
        "heading": "End the plan",
        "says": "Nobody works from it any more, and no plan is live until a new one is approved. "
        "It stays in the record to be read.",
        "button": "End the plan of",
        "back": "dailycare:care_plan",
    }
    said = "Plan ended. It stays to be read under every version of the plan"
    return _with_reason(request, person_id, plan_id, services.end_plan, asks, said)


@requires(Permission.REVIEW_PLAN)
@require_http_methods(ASK)
def sign_off_plan(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Read what a draft changes, agree it with the person, and make it the plan to work from."""
    person = services.open_record(person_id, by=request.user, why="went to approve the care plan")
    draft, live = queries.plan_of(person, plan_id), queries.live_plan(person)
    if request.method != "POST" and draft.status != draft.Status.AWAITING:
        return redirect("records:draft_plan" if draft.is_open else "dailycare:care_plan", person_id)
    read = {"replaces": draft.version, "edition": queries.edition(draft)}
    initial = read | {"review_on": draft.review_on, "review_by": draft.review_by_id}
    form = begin(request, forms.SignOffForm, initial=initial, person=person, by=request.user)
    if saved(
        request, form, lambda: services.sign_off_plan(draft, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Plan signed off. Everybody works from it now")
        return redirect("dailycare:care_plan", person_id)
    context = {
        "form": form,
        "draft": draft,
        "live": live,
        "steps": queries.steps(draft),
        "parts": queries.compare(live, draft),
        "unchanged": queries.unchanged_sentences(draft),
        "powers": queries.powers_of_attorney(person),
    }
    return page(request, "records/sign_off_plan.html", person, _trail(person), **context)


@requires(Permission.REVIEW_PLAN)
@require_http_methods(ASK)
def plan_in_error(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Mark a plan that was signed off as entered in error, with the reason."""
    asks = {
        "heading": "Take out a plan that was entered in error",
        "says": "Such as the plan of somebody else. Nobody works from it any more. Its history "
        "keeps it, with your name and your reason.",
        "button": "Take out this plan for",
        "back": "records:plans",
    }
    said = "Plan taken out as entered in error. Its history keeps it"
    return _with_reason(request, person_id, plan_id, services.mark_plan_in_error, asks, said)


def _pressed(
    request: StaffRequest, person_id: UUID, plan_id: UUID, act: Callable[..., Any], said: str
) -> HttpResponse:
    """Do what a button on the draft's page asks, or say why not."""
    person = services.open_record(person_id, by=request.user, why="went to draft the care plan")
    plan = queries.plan_of(person, plan_id)
    seen = request.POST.get("replaces", "")[:9]
    try:
        act(plan, replaces=int(seen) if seen.isdecimal() else 0, by=request.user)
    except StaleRecord:
        messages.error(request, "The plan changed meanwhile. Read it as it is now, then try again")
    except NotInThisState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("records:draft_plan", person_id)


def _with_reason(
    request: StaffRequest,
    person_id: UUID,
    plan_id: UUID,
    act: Callable[..., Any],
    asks: dict[str, str],
    said: str,
) -> HttpResponse:
    """Ask for the reason, then do it."""
    person = services.open_record(person_id, by=request.user, why="went to decide on a care plan")
    plan = queries.plan_of(person, plan_id)
    form = begin(request, forms.ReasonForm, initial={"replaces": plan.version})
    if saved(request, form, lambda: act(plan, by=request.user, **form.cleaned_data)):
        messages.success(request, said)
        return redirect(asks["back"], person_id)
    back = reverse(asks["back"], args=[person_id])
    context = asks | {"form": form, "plan": plan, "back": back}
    return page(request, "records/decide.html", person, trail(person_id), **context)


def _trail(person: Any) -> list[tuple[str, str]]:
    return [*trail(person.pk), ("Draft", reverse("records:draft_plan", args=[person.pk]))]
