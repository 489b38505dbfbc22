"""Reviewing the live plan against what the notes say."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import words
from dailycare.evidence import Evidence, evidence
from dailycare.forms import ReviewForm
from governance.errors import NotYours
from records import queries, services
from records.views.writing import ASK, begin, saved

if TYPE_CHECKING:
    from records.models import CarePlan, Review

# Where a plan was never reviewed or signed off here, evidence goes back this far.
LOOK_BACK = timedelta(days=90)


@requires(Permission.REVIEW_PLAN)
@require_http_methods(ASK)
def review_plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """See what the notes say of each goal, agree what is next with the person, sign it off."""
    person = services.open_record(person_id, by=request.user, why="reviewing the care plan")
    plan = queries.live_plan(person)
    if plan is None:
        raise NotYours
    goals, reviews = list(queries.goals(plan)), list(queries.reviews(plan)[:5])
    form = begin(request, ReviewForm, initial={"replaces": plan.version}, goals=goals)
    if request.method == "POST" and saved(
        request, form, lambda: services.review_plan(plan, by=request.user, **form.review)
    ):
        next_on = f"{form.cleaned_data['next_review_on']:%-d %B %Y}"
        messages.success(request, f"Review signed off. The next review is on {next_on}")
        return redirect("records:care_plan", person_id)
    since = _since(plan, reviews)
    context = {
        "header": queries.header(person),
        "person": person,
        "form": form,
        "reviews": reviews,
        "powers": queries.powers_of_attorney(person),
        "since": since,
        "goals": _beside_evidence(form, evidence(person, goals, since=since)),
    }
    return render(request, "dailycare/review_plan.html", context)


def _beside_evidence(form: ReviewForm, found: dict[str, Evidence]) -> list[tuple[Any, ...]]:
    return [(g, f, c, _shown(found[g.need.category])) for g, f, c in form.by_goal()]


def _since(plan: "CarePlan", reviews: "list[Review]") -> date:
    if reviews:
        return reviews[0].held_on
    if plan.approved_at:
        return timezone.localdate(plan.approved_at)
    return timezone.localdate() - LOOK_BACK


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
