"""Care plans in a person's own copy: all that each says, what is done, what its reviews found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from portability.own_words import Lines, Section, said
from records import queries as records
from records.models import (
    CarePlan,
    Goal,
    GoalReview,
    Instruction,
    Person,
    PlanComment,
    Review,
)

AS_WRITTEN = ("recorded_at", "id")


def plan_sections(person: Person) -> Iterator[Section]:
    """Return every plan a person has or had, the latest first, and what was said about them."""
    goals_of, done_by = _by_plan(Goal, person), _by_plan(Instruction, person)
    reviews_of, findings = _by_plan(Review, person), records.listed(GoalReview, person, AS_WRITTEN)
    for plan in records.plans(person):
        goals, done = goals_of[plan.pk], done_by[plan.pk]
        yield Section(
            f"{plan.title}, {plan.get_status_display().lower()}",
            [
                said(plan) + _signed_off(plan),
                *_goals(goals, done),
                *(said(one) for one in done if one.goal_id not in {goal.pk for goal in goals}),
                *(_review(one, findings, goals) for one in reviews_of[plan.pk]),
            ],
        )
    comments = records.listed(PlanComment, person, AS_WRITTEN)
    yield Section("What was said about your plan", [said(comment) for comment in comments])


def _by_plan[Record: (Goal, Instruction, Review)](
    model: type[Record], person: Person
) -> defaultdict[UUID, list[Record]]:
    found: defaultdict[UUID, list[Record]] = defaultdict(list)
    for record in records.listed(model, person, AS_WRITTEN):
        found[record.care_plan_id].append(record)
    return found


def _signed_off(plan: CarePlan) -> Lines:
    return [("Signed off by", plan.approved_by.name)] if plan.approved_by else []


def _goals(goals: Iterable[Goal], done: Iterable[Instruction]) -> Iterator[Lines]:
    """Each goal, and under it what is or was done for it, for good or for a time."""
    for goal in goals:
        lines = said(goal)
        for instruction in done:
            if instruction.goal_id == goal.pk:
                lines += said(instruction, but="goal")
        yield lines


def _review(review: Review, findings: Iterable[GoalReview], goals: Iterable[Goal]) -> Lines:
    """One review, and what it found of each goal."""
    words = {goal.pk: goal.description for goal in goals}
    lines = said(review)
    for finding in findings:
        if finding.review_id == review.pk:
            lines += [("The goal", words[finding.goal_id])] if finding.goal_id in words else []
            lines += said(finding)
    return lines
