"""What is kept private of somebody, at their wish (CPL-13)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from governance.records import Restrictable
from records import words
from records.kinds import KINDS, Kind
from records.models import Goal, Need, Person, Risk
from records.queries.plans import goals, live_plan
from records.queries.records import current

RESTRICTABLE = tuple(kind for kind in KINDS if issubclass(kind.model, Restrictable))


@dataclass(frozen=True, slots=True)
class PrivatePart:
    """One record that few may read, with what the live plan does about it."""

    kind: Kind
    answers: list[words.Answer]
    goals: list[Goal]


def private_parts(person: Person) -> list[PrivatePart]:
    """Every record of a person that is kept private, whole; shown only after `show_private`."""
    plan = live_plan(person)
    planned = list(goals(plan)) if plan else []
    return [
        PrivatePart(kind, words.answers(row), [goal for goal in planned if _is_for(goal, row)])
        for kind in RESTRICTABLE
        for row in _private(kind, person)
    ]


def _private(kind: Kind, person: Person) -> QuerySet[Any]:
    rows: QuerySet[Any] = current(kind.model, person)
    return rows.filter(is_restricted=True).order_by(*kind.order)


def _is_for(goal: Goal, row: Any) -> bool:
    return (isinstance(row, Need) and goal.need_id == row.pk) or (
        isinstance(row, Risk) and goal.risk_id == row.pk
    )
