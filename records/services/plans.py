"""Writing a draft of a care plan, and what is in it. People work from the live one meanwhile."""

from typing import Any
from uuid import UUID

from accounts.models import User
from governance.errors import NotYours
from governance.services import change
from records import policies, queries
from records.models import CarePlan, Goal, Instruction, Person
from records.services import records
from records.services.rows import locked_person, write

Part = Goal | Instruction

# What a draft takes over from the live plan: everything that people wrote there.
PLAN_WORDS = (
    *("title", "other_documents", "contingency", "triggers", "warning_signs"),
    *("coping_strategies", "who_to_contact", "kept_ready", "where_prepared", "review_by"),
    "consent",
)
GOAL_WORDS = (
    *("need", "risk", "description", "how_we_know", "importance", "status", "started_on"),
    *("target_on", "lineage"),
)
INSTRUCTION_WORDS = (
    *("description", "part_of_day", "when", "clock_times", "staff_needed", "who", "strategies"),
    "status",
    *("confidence", "rationale", "review_on", "started_on", "ended_on", "consent"),
    "lineage",
)


def draft_plan(person: Person, *, by: User, **fields: Any) -> CarePlan:
    """Start a draft from the live plan: its words, goals and instructions are carried into it.

    Raises NotInThisState when a draft is open already.
    """
    with change(by=by, why="care plan drafted", person_id=person.pk):
        locked_person(person.pk)  # two who start a draft at once wait for each other here
        live = queries.live_plan(person)
        policies.no_draft_is_open(queries.open_draft(person))
        start = _words(live, PLAN_WORDS) if live else {}
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
        if isinstance(part, Instruction):
            policies.serves_a_goal_or_ends(part.goal_id, fields.get("ended_on", part.ended_on))
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


def _open_for_writing(plan_id: UUID) -> None:
    """Lock a plan, so that nobody signs it off meanwhile, and refuse one that is signed off."""
    plan = CarePlan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotYours
    policies.may_be_revised(plan)
    policies.plan_may_be_edited(plan)


def _words(written: CarePlan | Part, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(written, name) for name in names}


def _carry_over(live: CarePlan, draft: CarePlan) -> None:
    """Copy what is in force: goals, the steps towards them, and what is done for each."""
    of_draft = {"person": draft.person, "care_plan": draft}
    copies: dict[UUID | None, Goal | None] = {None: None}
    goals = list(queries.goals(live))
    for goal in goals:
        copies[goal.pk] = Goal.objects.create(**of_draft, **_words(goal, GOAL_WORDS))
    for step in goals:
        if (bigger := copies.get(step.step_towards_id)) and (copy := copies[step.pk]):
            write(copy, {"step_towards": bigger})
    for served in queries.instructions_now(live).exclude(status=Instruction.Status.DONE):
        if served.goal_id in copies or served.ended_on:
            Instruction.objects.create(
                **of_draft, **_words(served, INSTRUCTION_WORDS), goal=copies.get(served.goal_id)
            )
