"""Saying something about a care plan, beside it: the plan and its version stay as they are."""

from typing import Any

from accounts.models import User
from records import policies
from records.models import CarePlan, PlanComment
from records.services import records


def comment_on_plan(plan: CarePlan, *, by: User, **fields: Any) -> PlanComment:
    """Say something about a plan in any of its states; it never changes the plan (CPL-12)."""
    why = "commented on the care plan"
    return records.add(PlanComment, plan.person, by=by, why=why, care_plan=plan, **fields)


def take_out_comment(comment: PlanComment, *, replaces: int, reason: str, by: User) -> PlanComment:
    """Take a comment out, with a reason. Raises StaleRecord, NotInThisState for others' words."""
    policies.may_take_out_comment(comment, by, comment.person.places)
    return records.withdraw(comment, replaces=replaces, reason=reason, by=by)
