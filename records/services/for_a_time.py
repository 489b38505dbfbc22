"""What is done for a time only, such as after a hospital stay: in the live plan at once.

No new draft is needed and nothing else of the plan changes. It falls away by itself after its last
day, and a draft that is open meanwhile gets it too, so that approving the draft does not lose it.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from governance.errors import NotYours
from governance.ids import uuid7
from governance.services import change
from records import policies, queries
from records.models import CarePlan, Goal, Instruction
from records.services import records


def add_for_a_time(
    plan: CarePlan,
    *,
    ended_on: date,
    rationale: str,
    by: User,
    goal: Goal | None = None,
    **fields: Any,
) -> Instruction:
    """Add to the live plan what is done until a day at most six weeks away, with the reason.

    Raises NotInThisState when the plan is not live, or the day is not within those weeks.
    """
    with change(by=by, why=rationale, person_id=plan.person_id):
        draft, live = _locked(plan)
        policies.may_be_for_a_time(live, ended_on, timezone.localdate())
        said = {"ended_on": ended_on, "rationale": rationale, "lineage": uuid7(), **fields}
        if draft:
            twin = _same_goal(draft, goal)
            records.add(Instruction, live.person, by=by, care_plan=draft, goal=twin, **said)
        return records.add(Instruction, live.person, by=by, care_plan=live, goal=goal, **said)


def stop_early(served: Instruction, *, replaces: int, reason: str, by: User) -> Instruction:
    """Take what is for a time only out of the live plan, and an open draft, before its last day.

    Raises StaleRecord, NotInThisState.
    """
    with change(by=by, why=reason, person_id=served.person_id, record_id=served.pk):
        draft, live = _locked(served.care_plan)
        policies.may_be_stopped(live, served.ended_on)
        if draft:
            for twin in queries.for_a_time(draft).filter(lineage=served.lineage):
                records.withdraw(twin, replaces=twin.version, reason=reason, by=by)
        return records.withdraw(served, replaces=replaces, reason=reason, by=by)


def _locked(plan: CarePlan) -> tuple[CarePlan | None, CarePlan]:
    """Lock the open draft, then the plan itself, as approving a draft does."""
    of_person = queries.current(CarePlan, plan.person).select_for_update()
    draft = of_person.filter(status__in=policies.OPEN_STATES).first()
    row = CarePlan.objects.select_for_update().filter(pk=plan.pk).first()
    if row is None:
        raise NotYours
    policies.may_be_revised(row)
    return draft, row


def _same_goal(draft: CarePlan, goal: Goal | None) -> Goal | None:
    """Find the goal of a draft that was copied from one of the live plan, if it is still there."""
    if goal is None:
        return None
    return queries.goals(draft).filter(lineage=goal.lineage).first()
