"""Care plans to read: the live one, those before it, and two beside each other."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.errors import NotYours
from governance.services import searched
from records import queries, services
from records.views.frame import Trail, page


@requires(Permission.SEE_PEOPLE)
@require_safe
def care_plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The plan that people work from, as a letter to a worker."""
    person = services.open_record(person_id, by=request.user, why="read the care plan")
    live, draft = queries.plans_in_use(person)
    context = {
        "plan": live,
        "draft": draft,
        "letter": queries.letter(live) if live else None,
        "asked": queries.asks_for_review(live) if live else [],
        "risks": queries.risks(person),
        "agreed": queries.reviews(live).first() if live else None,
        "is_overdue": bool(live and live.review_on and live.review_on < timezone.localdate()),
        "may_draft": request.user.may(Permission.EDIT_PLAN),
        "may_review": request.user.may(Permission.REVIEW_PLAN),
    }
    return page(request, "records/care_plan.html", person, [], **context)


@requires(Permission.REVIEW_PLAN)
@require_safe
def reviews_due(request: StaffRequest) -> HttpResponse:
    """What waits for somebody who reviews plans: approvals, reviews, first plans."""
    searched(by=request.user, why="reviews due")
    new = queries.first_plans(request.user)
    context = {
        "waiting": queries.waiting_for_approval(request.user),
        "due": queries.reviews_due(request.user),
        "new": new,
        "in_time": sum(one.is_in_time for one in new),
    }
    return render(request, "records/reviews_due.html", context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def plans(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Every plan the person has or had, to read one or to compare two."""
    person = services.open_record(person_id, by=request.user, why="read the plans before")
    found = queries.plans(person)
    return page(request, "records/plans.html", person, trail(person_id), plans=found)


@requires(Permission.SEE_PEOPLE)
@require_safe
def plan(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """One plan as it was written, whatever its state."""
    person = services.open_record(person_id, by=request.user, why="read one version of the plan")
    found = queries.plan_of(person, plan_id)
    context = {
        "plan": found,
        "needs": queries.by_need(queries.goals_as_written(found)),
        "passing": queries.without_a_goal(found),
        "steps": queries.steps(found),
        "reviews": queries.reviews(found),
    }
    return page(request, "records/plan.html", person, trail(person_id, is_old=True), **context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def compare_plans(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Two plans beside each other, with the words that differ marked."""
    person = services.open_record(person_id, by=request.user, why="compared two plans")
    before, after = (_asked(request, person, name) for name in ("before", "after"))
    context = {
        "before": _name(before),
        "after": _name(after),
        "parts": queries.compare(before, after),
    }
    return page(
        request, "records/compare_plans.html", person, trail(person_id, is_old=True), **context
    )


def _asked(request: StaffRequest, person: Any, name: str) -> Any:
    try:
        return queries.plan_of(person, UUID(request.GET.get(name, "")))
    except ValueError as odd:
        raise NotYours from odd


def _name(plan: Any) -> str:
    day = plan.approved_at or plan.recorded_at
    return f"{plan.get_status_display()}, {timezone.localtime(day):%-d %B %Y}"


def trail(person_id: UUID, *, is_old: bool = False) -> Trail:
    """Return what lies between a person and a page about their plan."""
    names = [("Care plan", "records:care_plan")]
    if is_old:
        names.append(("Every version", "records:plans"))
    return [(words, reverse(name, args=[person_id])) for words, name in names]
