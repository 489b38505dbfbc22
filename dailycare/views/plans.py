"""The live plan beside what was recorded for it, to read and to review."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import due, planned, words
from dailycare.evidence import Evidence, evidence
from dailycare.forms import ReviewForm
from governance.errors import NotYours
from governance.services import searched, show_private
from records import queries, services
from records.views.frame import page
from records.views.writing import ASK, begin, saved

if TYPE_CHECKING:
    from records.models import CarePlan, Review

# Where a plan was never reviewed or signed off here, evidence goes back this far.
LOOK_BACK = timedelta(days=90)
# Reviews that are shown; the others stand under the versions of the plan.
REVIEWS = 5


@requires(Permission.SEE_PEOPLE)
@require_safe
def care_plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The plan that people work from, as a letter to a worker, with what was done for it lately."""
    person = services.open_record(person_id, by=request.user, why="read the care plan")
    live, draft, asked = due.plans_in_use(person)
    letter = queries.letter(live) if live else None
    if letter:
        given = planned.given_lately(person)
        for served in letter.instructions:
            served.lately = words.lately_in_words(given.get(served.lineage, []))
    context = {
        "plan": live,
        "draft": draft,
        "letter": letter,
        "asked": asked,
        "beside": queries.beside_plan(live) if live else None,
        "reviews": list(queries.reviews(live)[:REVIEWS]) if live else [],
        "is_overdue": bool(live and live.review_on and live.review_on < timezone.localdate()),
        "may_draft": request.user.may(Permission.EDIT_PLAN, at=person.places),
        "may_correct": request.user.may(Permission.CORRECT_CARE, at=person.places),
        "may_review": request.user.may(Permission.REVIEW_PLAN, at=person.places),
    }
    return page(request, "dailycare/care_plan.html", person, [], **context)


@requires(Permission.REVIEW_PLAN)
@require_safe
def reviews_due(request: StaffRequest) -> HttpResponse:
    """What waits for somebody who reviews plans: approvals, reviews, first plans."""
    searched(by=request.user, why="reviews due")
    show_private()  # whoever reviews plans at a place reads there what is kept private
    new = queries.first_plans(request.user)
    context = {
        "waiting": queries.waiting_for_approval(request.user),
        "due": due.reviews_due(request.user),
        "new": new,
        "in_time": sum(one.is_in_time for one in new),
        "whole": sum(not one.missing for one in new),
    }
    return render(request, "dailycare/reviews_due.html", context)


@requires(Permission.REVIEW_PLAN)
@require_http_methods(ASK)
def review_plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """See what the notes say of each goal, agree what is next with the person, sign it off."""
    person = services.open_record(person_id, by=request.user, why="reviewing the care plan")
    live, _draft, asked = due.plans_in_use(person)
    plan, form = _begun(request, person, live)
    if request.method == "POST" and saved(
        request, form, lambda: services.review_plan(plan, by=request.user, **form.review)
    ):
        next_on = f"{form.cleaned_data['next_review_on']:%-d %B %Y}"
        messages.success(request, f"Review signed off. The next review is on {next_on}")
        return redirect("dailycare:care_plan", person_id)
    reviews = list(queries.reviews(plan)[:REVIEWS])
    context = {
        "header": queries.header(person),
        "person": person,
        "form": form,
        "reviews": reviews,
        "powers": queries.powers_of_attorney(person),
        "asked": asked,
    }
    found = _since_then(person, plan, form, _looked_at(plan, reviews))
    return render(request, "dailycare/review_plan.html", context | found)


def _begun(request: StaffRequest, person: Any, live: Any) -> "tuple[CarePlan, ReviewForm]":
    """Return the plan to review, and the form with every word that was typed.

    Whoever began may have begun with a plan that a newer one has taken the place of since.
    """
    typed_for = live
    if posted := request.POST.get("plan"):
        typed_for = queries.plan_of(person, _uuid(posted))
    if typed_for is None:
        raise NotYours
    plan = live or typed_for
    said = [_uuid(name[8:]) for name in request.POST if name.startswith("comment-")]
    goals = list(queries.goals_to_review(typed_for, also=said))
    initial = {"plan": plan.pk, "replaces": plan.version}
    form = begin(request, ReviewForm, initial=initial, goals=goals)
    if typed_for != plan:
        form.move_to(plan, list(queries.goals(plan)))
    return plan, form


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as odd:
        raise NotYours from odd


def _since_then(
    person: Any, plan: "CarePlan", form: ReviewForm, looked_at: datetime
) -> dict[str, Any]:
    """Read what notes, outcomes and changes say of each goal and need since a moment."""
    needs = queries.needs_without_a_goal(person, (goal.need for goal in form.goals if goal.need))
    areas = {goal.area for goal in form.goals} | {need.category for need in needs}
    since = timezone.localdate(looked_at)
    said = {area: _shown(one) for area, one in evidence(person, areas, since=since).items()}
    outcomes = queries.outcomes_since(person, looked_at)
    passing = queries.for_a_time_since(plan, looked_at)
    counts = planned.counts_since(person, since)
    for served in [*passing, *(one for goal in form.goals for one in goal.instructions_now)]:
        served.lately = words.counts_in_words(counts.get(served.lineage, []))
    return {
        "since": since,
        "goals": [
            (goal, finding, comment, said[goal.area], _of(goal, outcomes))
            for goal, finding, comment in form.by_goal()
        ],
        "needs": [(need, said[need.category]) for need in needs],
        "other_outcomes": [one for one in outcomes if one.goal not in form.goals],
        "passing": passing,
        "changed": queries.changed_since(person, looked_at),
    }


def _of(goal: Any, outcomes: list[Any]) -> list[Any]:
    return [outcome for outcome in outcomes if outcome.goal_id == goal.pk]


def _looked_at(plan: "CarePlan", reviews: "list[Review]") -> datetime:
    """Return when the plan was last looked at as a whole: reviewed, or approved."""
    moments = [review.recorded_at for review in reviews[:1]] + [plan.approved_at]
    return max(filter(None, moments), default=timezone.now() - LOOK_BACK)


def _shown(found: Evidence) -> dict[str, Any]:
    return {
        "counts": found.counts,
        "total": found.total,
        "refused": found.refused,
        "weeks": found.weeks,
        "width": len(found.weeks) * 12,
        "latest": [
            replace(words.note(entry), day=words.day_in_words(entry.happened_on))
            for entry in found.latest
        ],
    }
