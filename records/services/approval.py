"""How a draft becomes the plan that people work from, is sent back, reviewed, and comes to an end.

The reason and the author of each step are those of the version that it writes: `queries.steps`
reads them back.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from governance.errors import StaleRecord
from governance.services import change
from records import policies, queries, words
from records.models import CarePlan, Goal, GoalReview, Review
from records.models.base import Standing
from records.services import records
from records.services.rows import write

Status = CarePlan.Status
SIGNED_OFF = "Signed off as the plan to work from"


def ask_for_approval(draft: CarePlan, *, replaces: int, by: User) -> CarePlan:
    """Ask somebody who may to approve a draft: nobody changes it until it is sent or taken back.

    Raises StaleRecord, and NotInThisState when it is no draft, has no goal, or does not say what
    may go wrong and what is done then.
    """
    with change(by=by, why="approval asked for", person_id=draft.person_id, record_id=draft.pk):
        row = _turning(draft, Status.AWAITING, replaces)
        policies.plan_has_a_goal(queries.goals(row).count())
        said = [words.answer(row, name) for name in ("triggers", "contingency")]
        policies.says_what_to_do_in_trouble([one.label for one in said if not one.words.strip()])
        return write(row, {"status": Status.AWAITING})


def take_back_plan(draft: CarePlan, *, replaces: int, by: User) -> CarePlan:
    """Take the question back, to go on writing. Raises StaleRecord, NotInThisState."""
    with change(by=by, why=queries.TAKEN_BACK, person_id=draft.person_id, record_id=draft.pk):
        return write(_turning(draft, Status.DRAFT, replaces), {"status": Status.DRAFT})


def send_back_plan(draft: CarePlan, *, replaces: int, reason: str, by: User) -> CarePlan:
    """Send a draft back to its author with the reason. Raises StaleRecord, NotInThisState."""
    with change(by=by, why=reason, person_id=draft.person_id, record_id=draft.pk):
        policies.may_approve(by, draft.person.places)
        return write(_turning(draft, Status.DRAFT, replaces), {"status": Status.DRAFT})


def sign_off_plan(
    draft: CarePlan,
    *,
    replaces: int,
    review_on: date,
    by: User,
    edition: int | None = None,
    review_by: User | None = None,
    **agreement: str,
) -> CarePlan:
    """Make a draft that waits for approval the live plan; the one before it is superseded.

    `edition` is what `queries.edition` gave whoever read the draft. `agreement`, if given, holds
    the fields of a review that say who agreed, on what authority, and how the person took part
    (CPL-05). `review_by` answers for the next review, otherwise whoever approves (CPL-06). Raises
    StaleRecord when anything in the draft changed since it was read, and NotInThisState.
    """
    with change(by=by, why="care plan signed off", person_id=draft.person_id, record_id=draft.pk):
        policies.may_approve(by, draft.person.places)
        row = _turning(draft, Status.LIVE, replaces)
        if edition not in (None, queries.edition(row)):
            raise StaleRecord(row)
        policies.plan_has_a_goal(queries.goals(row).count())
        if live := queries.locked_live_plan(row.person):
            write(live, {"status": Status.SUPERSEDED})
        if agreement:
            _record_agreement(row, review_on, agreement)
        signed = {"approved_at": timezone.now(), "approved_by": by}
        next_one = {"review_on": review_on, "review_by": review_by or by}
        return write(row, {"status": Status.LIVE, **signed, **next_one})


def end_plan(plan: CarePlan, *, replaces: int, reason: str, by: User) -> CarePlan:
    """End the live plan with a reason: nobody works from it any more, and it stays to be read.

    Raises StaleRecord, NotInThisState.
    """
    with change(by=by, why=reason, person_id=plan.person_id, record_id=plan.pk):
        policies.may_approve(by, plan.person.places)
        return write(_turning(plan, Status.ENDED, replaces), {"status": Status.ENDED})


def _turning(plan: CarePlan, status: str, replaces: int) -> CarePlan:
    """Lock a plan that may come into a state. Who locks two plans locks the draft first."""
    row = queries.locked(CarePlan, plan.pk, version=replaces)
    policies.may_be_revised(row)
    policies.plan_may_become(row, status)
    return row


def _record_agreement(draft: CarePlan, review_on: date, agreement: dict[str, str]) -> None:
    Review.objects.create(
        person=draft.person,
        care_plan=draft,
        held_on=timezone.localdate(),
        outcome=SIGNED_OFF,
        next_review_on=review_on,
        **agreement,
    )


def review_plan(
    plan: CarePlan,
    *,
    replaces: int,
    findings: dict[UUID, tuple[str, str]],
    by: User,
    **review: Any,
) -> Review:
    """Record a review of the live plan with what was found of each goal, and sign it off.

    `findings` maps a goal's id to (finding, comment), for every goal of the plan that stands. A
    goal found ended is completed. The plan's next review becomes the review's, and each review
    raises the plan's version: whoever reviewed beside it is refused. Raises StaleRecord,
    NotInThisState.
    """
    with change(
        by=by, why="care plan reviewed and signed off", person_id=plan.person_id, record_id=plan.pk
    ):
        policies.may_approve(by, plan.person.places)
        live = queries.locked(CarePlan, plan.pk, version=replaces)
        policies.plan_may_be_reviewed(live)
        held = Review.objects.create(person=live.person, care_plan=live, **review)
        for goal in queries.goals_to_review(live, also=findings):
            finding, comment = findings[goal.pk]
            GoalReview.objects.create(
                person=live.person, review=held, goal=goal, finding=finding, comment=comment
            )
            if finding == GoalReview.Finding.ENDED:
                write(goal, {"status": Goal.Status.COMPLETED})
        live.review_on = held.next_review_on
        live.save(update_fields=["review_on"])  # `write` would leave a day that stays as it was
        return held


def mark_plan_in_error(plan: CarePlan, *, replaces: int, reason: str, by: User) -> CarePlan:
    """Take out a plan that should never have been, such as somebody else's: history keeps it.

    A draft is discarded instead. Raises StaleRecord, NotInThisState.
    """
    with change(by=by, why=reason, person_id=plan.person_id, record_id=plan.pk):
        policies.may_approve(by, plan.person.places)
        policies.plan_was_signed_off(plan)
        return records.withdraw(
            plan, replaces=replaces, reason=reason, by=by, standing=Standing.ENTERED_IN_ERROR
        )


def mark_review_in_error(review: Review, *, replaces: int, reason: str, by: User) -> Review:
    """Take out a review that was not held so. The goals that it ended go on.

    The next review of its plan is the one that was agreed before. Raises StaleRecord,
    NotInThisState.
    """
    with change(by=by, why=reason, person_id=review.person_id, record_id=review.pk):
        policies.may_approve(by, review.person.places)
        plan = CarePlan.objects.select_for_update().get(pk=review.care_plan_id)
        row = records.withdraw(
            review, replaces=replaces, reason=reason, by=by, standing=Standing.ENTERED_IN_ERROR
        )
        ended = {"goal_reviews__review": row, "goal_reviews__finding": GoalReview.Finding.ENDED}
        for goal in Goal.objects.filter(**ended, status=Goal.Status.COMPLETED):
            write(goal, {"status": Goal.Status.ACTIVE})
        before = queries.reviews(plan).first()
        plan.review_on = before.next_review_on if before else None
        plan.save(update_fields=["review_on"])
        return row
