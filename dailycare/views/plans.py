"""Reviewing the live plan against what the notes say."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import queries as accounts
from accounts import services as accounts_services
from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import words
from dailycare.evidence import Evidence, evidence
from dailycare.forms import ReviewForm
from governance.errors import NotYours, StaleRecord
from records import queries, services

if TYPE_CHECKING:
    from records.models import CarePlan, Review

# Where a plan was never reviewed or signed off here, evidence goes back this far.
LOOK_BACK = timedelta(days=90)


@requires(Permission.REVIEW_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def review_plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """See what the notes say of each goal, agree what is next with the person, sign it off."""
    person = services.open_record(person_id, by=request.user, why="reviewing the care plan")
    plan = queries.live_plan(person)
    if plan is None:
        raise NotYours
    goals, reviews = list(queries.goals(plan)), list(queries.reviews(plan)[:5])
    draft = accounts.draft_of(request.user, request.path)
    form = ReviewForm(goals, request.POST or None, initial={"replaces": plan.version} | draft)
    if request.method == "POST" and form.is_valid():
        try:
            services.review_plan(
                plan,
                replaces=form.cleaned_data["replaces"],
                findings=form.findings,
                by=request.user,
                **form.review,
            )
        except StaleRecord as stale:
            newest = cast("CarePlan", stale.latest)
            form.stand_beside(newest, queries.last_written(newest).author)
        else:
            accounts_services.discard_draft(request.path, by=request.user)
            messages.success(
                request,
                f"Review signed off. {person.first_name}'s next review is on "
                f"{form.cleaned_data['next_review_on']:%-d %B %Y}",
            )
            return redirect("records:care_plan", person_id)
    since = _since(plan, reviews)
    found = evidence(person, goals, since=since)
    context = {
        "header": queries.header(person),
        "person": person,
        "plan": plan,
        "form": form,
        "reviews": reviews,
        "since": since,
        "draft": draft,
        "goals": [(g, f, c, _shown(found[g.need.category])) for g, f, c in form.by_goal()],
    }
    return render(request, "dailycare/review_plan.html", context)


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
