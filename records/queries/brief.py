"""The live plan as it stands on the pages that are opened all day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from governance.errors import NotYours
from governance.prepared import prepared
from records.models import CarePlan, Goal, Instruction, Person, Risk
from records.models.base import PartOfDay, Standing
from records.models.observations import NeedCategory
from records.queries.plans import ENDED_GOALS

NOT_DONE_NOW = (Instruction.Status.DONE, Instruction.Status.REFUSED)


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker does, when, with how many, and until which day if it is for a time only."""

    id: UUID
    lineage: UUID
    description: str
    part_of_day: str
    when: str
    clock_times: str
    staff_needed: int | None
    strategies: str
    rationale: str
    until: date | None

    @property
    def time(self) -> str:
        """Return when it is done, in words."""
        part = PartOfDay(self.part_of_day).label if self.part_of_day else ""
        return ", ".join(filter(None, [part, self.clock_times, self.when]))


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal as a worker reads it: the area of need or the risk, the goal, what is done for it."""

    area: str
    description: str
    tasks: list[Task]


@dataclass(frozen=True, slots=True)
class PlanInBrief:
    """The live plan as a shift reads it: what is for a time only stands first."""

    review_on: date | None
    triggers: str
    contingency: str
    who_to_contact: str
    for_a_time: list[Task]
    aims: list[Aim]

    def asked_at(self, hour: int) -> tuple[list[Task], list[Task]]:
        """Return what is done in this part of the day or at any time, and the rest of the day."""
        now = PartOfDay.at(hour)
        tasks = [*self.for_a_time, *(task for aim in self.aims for task in aim.tasks)]
        asked = [task for part in (now, "") for task in tasks if task.part_of_day == part]
        return asked, [task for task in tasks if task.part_of_day not in (now, "")]

    def by_part_of_day(self, hour: int) -> list[tuple[str, list[tuple[str, Task]]]]:
        """Return what is done, each with its area of need: now, at any time, then what follows."""
        now = PartOfDay.at(hour)
        done = [(aim.area, task) for aim in self.aims for task in aim.tasks]
        parts = [PartOfDay(part) for part in PartOfDay]
        place = parts.index(now)
        ahead = [("", "At any time"), *((p, p.label) for p in parts[place + 1 :] + parts[:place])]
        order = [(now, f"Now: {now.label.lower()}"), *ahead]
        found = [(words, [d for d in done if d[1].part_of_day == part]) for part, words in order]
        return [(words, tasks) for words, tasks in found if tasks]


def plan_in_brief(person: Person) -> PlanInBrief | None:
    """The live plan with the goals and instructions in force, in one query."""
    for _person, *row in _plan_in_brief(person=person.pk, today=timezone.localdate()):
        return _brief(*row)
    return None


def plans_in_brief(people: Iterable[Person]) -> dict[UUID, PlanInBrief]:
    """The same of several people who have a live plan, in one query for all of them."""
    rows = _told_of(CarePlan.objects.filter(person__in=people), timezone.localdate())
    return {person: _brief(*row) for person, *row in rows}


def _brief(
    review_on: date | None,
    triggers: str,
    contingency: str,
    who_to_contact: str,
    passing: list[dict[str, Any]],
    aims: list[dict[str, Any]],
) -> PlanInBrief:
    return PlanInBrief(
        review_on=review_on,
        triggers=triggers,
        contingency=contingency,
        who_to_contact=who_to_contact,
        for_a_time=[_task(**task) for task in passing],
        aims=[_aim(**aim) for aim in aims],
    )


def is_asked_for(person: Person, instruction_id: UUID, *, on: date) -> bool:
    """Say whether the live plan asks for something on a day, whatever plan it was read in.

    Raises NotYours when it is nothing of this person's.
    """
    of_person = Instruction.objects.filter(person=person)
    lineage = of_person.filter(pk=instruction_id).values_list("lineage", flat=True).first()
    if lineage is None:
        raise NotYours
    asked = _begun(on).filter(Q(ended_on=None) | Q(ended_on__gte=on), person=person)
    asked = asked.exclude(goal__status__in=ENDED_GOALS)
    live = {"care_plan__status": CarePlan.Status.LIVE, "care_plan__standing": Standing.CURRENT}
    return asked.filter(lineage=lineage, **live).exists()


def _task(until: str | None, id: str, lineage: str, **task: Any) -> Task:
    """JSON has no dates and no ids: they come as text."""
    ends = date.fromisoformat(until) if until else None
    return Task(until=ends, id=UUID(id), lineage=UUID(lineage), **task)


def _aim(area: str | None, risk: str, description: str, tasks: list[dict[str, Any]]) -> Aim:
    heading = NeedCategory(area).label if area else f"Risk, {Risk.Category(risk).label.lower()}"
    return Aim(heading, description, [_task(**task) for task in tasks])


TASK = JSONObject(
    **{name: name for name in Task.__dataclass_fields__ if name != "until"}, until="ended_on"
)


def _begun(today: date) -> QuerySet[Instruction]:
    has_begun = Q(started_on=None) | Q(started_on__lte=today)
    return Instruction.objects.filter(has_begun, standing=Standing.CURRENT).exclude(
        status__in=NOT_DONE_NOW
    )


def passing(today: date) -> QuerySet[Instruction]:
    return _begun(today).filter(ended_on__gte=today).order_by("ended_on", "recorded_at")


@prepared
def _plan_in_brief(person: UUID, today: date) -> QuerySet[CarePlan, tuple[Any, ...]]:
    return _told_of(CarePlan.objects.filter(person=person), today)


def _told_of(plans: QuerySet[CarePlan], today: date) -> QuerySet[CarePlan, tuple[Any, ...]]:
    tasks = _begun(today).filter(goal=OuterRef("pk"), ended_on=None).order_by("recorded_at")
    aims = Goal.objects.filter(care_plan=OuterRef("pk"), standing=Standing.CURRENT)
    aims = aims.exclude(status__in=ENDED_GOALS).order_by("recorded_at")
    aim = JSONObject(
        area="need__category",
        risk="risk__category",
        description="description",
        tasks=ArraySubquery(tasks.values(said=TASK)),
    )
    live = plans.filter(standing=Standing.CURRENT, status=CarePlan.Status.LIVE)
    return live.values_list(
        "person_id",
        "review_on",
        "triggers",
        "contingency",
        "who_to_contact",
        ArraySubquery(passing(today).filter(care_plan=OuterRef("pk")).values(said=TASK)),
        ArraySubquery(aims.values(said=aim)),
    )
