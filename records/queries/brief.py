"""The live plan as it stands on the person's page, which is opened all day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from governance.prepared import prepared
from records.models import CarePlan, Goal, Instruction, Person
from records.models.base import Standing
from records.models.observations import NeedCategory
from records.queries.plans import ENDED_GOALS


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker does, when, and until which day if it is for a time only."""

    description: str
    when: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal as a worker reads it: the area of need, the goal, what is done for it."""

    area: str
    description: str
    tasks: list[Task]


@dataclass(frozen=True, slots=True)
class PlanInBrief:
    """The live plan as the person's page shows it."""

    review_on: date | None
    aims: list[Aim]


def plan_in_brief(person: Person) -> PlanInBrief | None:
    """The live plan with the goals and instructions in force, in one query."""
    for review_on, aims in _plan_in_brief(person=person.pk, today=timezone.localdate()):
        return PlanInBrief(review_on, [_aim(**aim) for aim in aims])
    return None


def _aim(area: str, description: str, tasks: list[dict[str, Any]]) -> Aim:
    done = [
        Task(**task | {"until": date.fromisoformat(until) if (until := task["until"]) else None})
        for task in tasks
    ]
    return Aim(NeedCategory(area).label, description, done)


@prepared
def _plan_in_brief(person: UUID, today: date) -> QuerySet[CarePlan, tuple[Any, ...]]:
    in_force = Q(ended_on=None) | Q(ended_on__gte=today)
    tasks = Instruction.objects.filter(in_force, goal=OuterRef("pk"), standing=Standing.CURRENT)
    task = JSONObject(description="description", when="when", until="ended_on")
    aims = Goal.objects.filter(care_plan=OuterRef("pk"), standing=Standing.CURRENT)
    aim = JSONObject(
        area="need__category",
        description="description",
        tasks=ArraySubquery(tasks.order_by("recorded_at").values(said=task)),
    )
    live = CarePlan.objects.filter(
        person=person, standing=Standing.CURRENT, status=CarePlan.Status.LIVE
    )
    in_plan = aims.exclude(status__in=ENDED_GOALS).order_by("recorded_at")
    return live.values_list("review_on", ArraySubquery(in_plan.values(said=aim)))
