"""Two plans beside each other, and the steps that one has gone through."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from records import words
from records.models import CarePlan, Goal, Instruction
from records.queries.plans import by_answer, goals_of, without_a_goal

# The words of a plan itself, beside its goals and what is done for them.
PLAN_PARTS = (
    *("title", "contingency", "triggers", "warning_signs", "coping_strategies"),
    *("who_to_contact", "kept_ready", "other_documents"),
)
GOAL_PARTS = ("how_we_know", "importance", "step_towards", "target_on")
INSTRUCTION_PARTS = (
    *("part_of_day", "clock_times", "when", "staff_needed", "who", "strategies", "confidence"),
    *("rationale", "review_on", "started_on", "ended_on"),
)
FOR_A_TIME = "For a time only"


@dataclass(frozen=True, slots=True)
class Compared:
    """One part of two plans: what it said before, and what it says after."""

    heading: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def compare(before: CarePlan | None, after: CarePlan) -> list[Compared]:
    """Set two plans beside each other, part by part: what they say in words.

    A draft carries copies of the goals it started from: they are compared under what they answer.
    """
    goals = list(goals_of([plan for plan in (before, after) if plan], Q()))
    old = _parts(before, goals) if before else {}
    new = _parts(after, goals)
    return [Compared(part, old.get(part, ""), new.get(part, "")) for part in new | old]


def _parts(plan: CarePlan, goals: list[Goal]) -> dict[str, str]:
    parts = {said.label: said.words for said in _said(plan, PLAN_PARTS)}
    if passing := "\n".join(line for served in without_a_goal(plan) for line in _served(served)):
        parts[FOR_A_TIME] = passing
    for answered in by_answer(goal for goal in goals if goal.care_plan_id == plan.pk):
        heading = f"{answered.heading}: {answered.what.text}"
        lines = [line for goal in answered.goals for line in _lines(goal)]
        parts[heading] = "\n".join([parts[heading], *lines] if heading in parts else lines)
    return parts


def _lines(goal: Goal) -> Iterator[str]:
    yield f"Goal: {goal.description}"
    usual = goal.status == Goal.Status.ACTIVE
    yield from _labelled(goal, GOAL_PARTS if usual else (*GOAL_PARTS, "status"))
    for instruction in goal.instructions_now:
        yield from _served(instruction)


def _served(instruction: Instruction) -> Iterator[str]:
    yield f"What we do: {instruction.description}"
    usual = instruction.status == Instruction.Status.IN_PROGRESS
    yield from _labelled(
        instruction, INSTRUCTION_PARTS if usual else (*INSTRUCTION_PARTS, "status")
    )


def _labelled(record: Goal | Instruction, names: Iterable[str]) -> Iterator[str]:
    return (f"{said.label}: {said.words}" for said in _said(record, names))


def _said(record: Any, names: Iterable[str]) -> Iterator[words.Answer]:
    return (said for name in names if (said := words.answer(record, name)).words)


@dataclass(frozen=True, slots=True)
class Step:
    """One turn in the life of a plan: what was done, by whom, when, and why."""

    what: str
    by: str
    at: datetime
    why: str

    @property
    def is_sent_back(self) -> bool:
        return self.what == "Sent back"


STEPS = {
    ("", "draft"): "Draft started",
    ("draft", "awaiting"): "Approval asked for",
    ("awaiting", "draft"): "Sent back",
    ("awaiting", "live"): "Approved",
    ("live", "superseded"): "A newer plan took its place",
    ("live", "ended"): "Ended",
}
# Why a step was taken is said where its author had to say it.
SAYS_WHY = {"Sent back", "Ended"}
# What the history says of a question for approval that its author took back.
TAKEN_BACK = "taken back to go on writing"


def steps(plan: CarePlan) -> list[Step]:
    """What a plan went through, the first step first, read from its versions (CPL-11)."""
    turns: list[Step] = []
    before = ""
    for version in plan.versions.select_related("author").order_by("version"):
        if version.status != before:
            turns.append(_step(before, version))
        before = version.status
    return turns


def _step(before: str, version: Any) -> Step:
    what = STEPS.get((before, version.status), version.get_status_display())
    if version.reason == TAKEN_BACK:
        what = "Taken back"
    why = version.reason if what in SAYS_WHY else ""
    return Step(what=what, by=version.author.name, at=version.pgh_created_at, why=why)
