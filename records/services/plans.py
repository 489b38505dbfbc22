"""Writing care plans: a draft, what is in it, signing it off, reviewing what people work from."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from governance.errors import NotYours, StaleRecord
from governance.services import change
from records import policies, queries
from records.models import CarePlan, Goal, GoalReview, Instruction, Person, Review
from records.services import records
from records.services.rows import locked_person, write

Part = Goal | Instruction

SIGNED_OFF = "Signed off as the plan to work from"


def draft_plan(person: Person, *, by: User, **fields: Any) -> CarePlan:
    """Start a draft from the live plan: its words, goals and instructions are carried into it.

    Raises NotInThisState when a draft is open already.
    """
    with change(by=by, why="care plan drafted", person_id=person.pk):
        locked_person(person.pk)  # two who start a draft at once wait for each other here
        live = queries.live_plan(person)
        policies.no_draft_is_open(queries.open_draft(person))
        start = {"title": live.title, "contingency": live.contingency} if live else {}
        draft = CarePlan.objects.create(person=person, **start | fields)
        if live:
            _carry_over(live, draft)
        return draft


def revise_draft(
    draft: CarePlan, *, replaces: int, by: User, why: str = "", **fields: Any
) -> CarePlan:
    """Write the next version of a draft's own words. Raises StaleRecord, NotInThisState."""
    with change(by=by, why=why or "draft revised", person_id=draft.person_id):
        _open_for_writing(draft.pk)
        return records.revise(draft, replaces=replaces, by=by, **fields)


def discard_draft(draft: CarePlan, *, replaces: int, reason: str, by: User) -> CarePlan:
    """Take a draft out with a reason. Raises StaleRecord, NotInThisState once it is signed off."""
    with change(by=by, why=reason, person_id=draft.person_id):
        _open_for_writing(draft.pk)
        return records.withdraw(draft, replaces=replaces, reason=reason, by=by)


def add_goal(draft: CarePlan, *, by: User, **fields: Any) -> Goal:
    """Add a goal to a draft. Raises NotInThisState once it is signed off or taken out."""
    with change(by=by, why="goal added to the draft", person_id=draft.person_id):
        _open_for_writing(draft.pk)
        return records.add(Goal, draft.person, by=by, care_plan=draft, **fields)


def add_instruction(goal: Goal, *, by: User, **fields: Any) -> Instruction:
    """Add what is done for a goal of a draft. Raises NotInThisState."""
    with change(by=by, why="instruction added to the draft", person_id=goal.person_id):
        _open_for_writing(goal.care_plan_id)
        goal.refresh_from_db(fields=["standing"])
        policies.may_be_revised(goal)
        plan_id = goal.care_plan_id
        return records.add(
            Instruction, goal.person, by=by, care_plan_id=plan_id, goal=goal, **fields
        )


def revise_in_draft(part: Part, *, replaces: int, by: User, why: str = "", **fields: Any) -> Part:
    """Write the next version of a goal or an instruction. Raises StaleRecord, NotInThisState."""
    why = why or f"{part._meta.verbose_name} revised"
    with change(by=by, why=why, person_id=part.person_id):
        _open_for_writing(part.care_plan_id)
        return records.revise(part, replaces=replaces, by=by, **fields)


def take_from_draft(part: Part, *, replaces: int, reason: str, by: User) -> Part:
    """Take a goal, with its instructions, or an instruction out of a draft.

    Raises StaleRecord, NotInThisState.
    """
    with change(by=by, why=reason, person_id=part.person_id, record_id=part.pk):
        _open_for_writing(part.care_plan_id)
        if isinstance(part, Goal):
            for served in queries.current(Instruction, part.person).filter(goal=part):
                records.withdraw(served, replaces=served.version, reason=reason, by=by)
        return records.withdraw(part, replaces=replaces, reason=reason, by=by)


def sign_off_plan(
    draft: CarePlan,
    *,
    replaces: int,
    review_on: date,
    by: User,
    edition: int | None = None,
    **agreement: str,
) -> CarePlan:
    """Make a draft the live plan; the one before it is superseded.

    `edition` is what `queries.edition` gave whoever read the draft. `agreement`, if given, holds
    the fields of a review that say who agreed and how the person took part (CPL-05). Raises
    StaleRecord when anything in the draft changed since it was read, and NotInThisState.
    """
    with change(by=by, why="care plan signed off", person_id=draft.person_id, record_id=draft.pk):
        row = queries.locked(CarePlan, draft.pk, version=replaces)
        if edition not in (None, queries.edition(row)):
            raise StaleRecord(row)
        policies.may_be_revised(row)
        policies.plan_may_be_signed_off(row, goals=queries.goals(row).count())
        if live := queries.live_plan(row.person):
            write(live, {"status": CarePlan.Status.SUPERSEDED})
        if agreement:
            _record_agreement(row, review_on, agreement)
        return write(
            row,
            {
                "status": CarePlan.Status.LIVE,
                "review_on": review_on,
                "approved_at": timezone.now(),
                "approved_by": by,
            },
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

    `findings` maps a goal's id to (finding, comment). A goal found ended is completed. The
    plan's next review becomes the review's. Raises StaleRecord, NotInThisState.
    """
    with change(
        by=by, why="care plan reviewed and signed off", person_id=plan.person_id, record_id=plan.pk
    ):
        live = queries.locked(CarePlan, plan.pk, version=replaces)
        policies.plan_may_be_reviewed(live)
        held = Review.objects.create(person=live.person, care_plan=live, **review)
        for goal in queries.goals(live):
            finding, comment = findings[goal.pk]
            GoalReview.objects.create(
                person=live.person, review=held, goal=goal, finding=finding, comment=comment
            )
            if finding == GoalReview.Finding.ENDED:
                write(goal, {"status": Goal.Status.COMPLETED})
        write(live, {"review_on": held.next_review_on})
        return held


def _open_for_writing(plan_id: UUID) -> None:
    """Lock a plan, so that nobody signs it off meanwhile, and refuse one that is signed off."""
    plan = CarePlan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotYours
    policies.may_be_revised(plan)
    policies.plan_may_be_edited(plan)


def _record_agreement(draft: CarePlan, review_on: date, agreement: dict[str, str]) -> None:
    Review.objects.create(
        person=draft.person,
        care_plan=draft,
        held_on=timezone.localdate(),
        outcome=SIGNED_OFF,
        next_review_on=review_on,
        **agreement,
    )


def _carry_over(live: CarePlan, draft: CarePlan) -> None:
    for goal in queries.goals(live):
        copy = Goal.objects.create(
            person=draft.person,
            care_plan=draft,
            need=goal.need,
            description=goal.description,
            how_we_know=goal.how_we_know,
            status=goal.status,
            target_on=goal.target_on,
        )
        for instruction in goal.instructions_now:
            Instruction.objects.create(
                person=draft.person,
                care_plan=draft,
                goal=copy,
                description=instruction.description,
                when=instruction.when,
                started_on=instruction.started_on,
                ended_on=instruction.ended_on,
            )
