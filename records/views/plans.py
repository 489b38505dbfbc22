"""Care plans to read: the live one, those before it, and two beside each other."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.errors import NotYours
from records import queries, services
from records.views.frame import Trail, page


@requires(Permission.SEE_PEOPLE)
@require_safe
def plans(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Every plan the person has or had, to read one or to compare two."""
    person = services.open_record(person_id, by=request.user, why="read the plans before")
    context = {"plans": queries.plans(person), "taken_out": queries.plans_taken_out(person)}
    return page(request, "records/plans.html", person, trail(person_id), **context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def plan(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """One plan as it was written, whatever its state."""
    person = services.open_record(person_id, by=request.user, why="read one version of the plan")
    found, comments = queries.plan_with_comments(person, plan_id)
    context = {
        "plan": found,
        "answered": queries.by_answer(queries.goals_as_written(found)),
        "passing": queries.without_a_goal(found),
        "steps": queries.steps(found),
        "reviews": queries.reviews(found),
        "comments": comments,
        "may_correct": request.user.may(Permission.CORRECT_CARE, at=person.places),
        "last": None if found.is_current else queries.last_written(found),
        "may_take_out": found.is_current
        and not found.is_open
        and request.user.may(Permission.REVIEW_PLAN, at=person.places),
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
    names = [("Care plan", "dailycare:care_plan")]
    if is_old:
        names.append(("Every version", "records:plans"))
    return [(words, reverse(name, args=[person_id])) for words, name in names]
