"""Care plans: what people work from, what is being written, what was, and what differs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from governance.errors import NotYours
from records import policies, words
from records.models import CarePlan, Goal, Instruction, Need, Person, PersonRecord, Review, Risk
from records.models.base import Standing
from records.queries.records import current

ENDED_GOALS = (Goal.Status.COMPLETED, Goal.Status.CANCELLED)


def live_plan(person: Person) -> CarePlan | None:
    """The plan that people work from."""
    return current(CarePlan, person).filter(status=CarePlan.Status.LIVE).first()


def open_draft(person: Person) -> CarePlan | None:
    """The plan that is being written, if there is one."""
    return current(CarePlan, person).filter(status__in=policies.OPEN_STATES).first()


def plans(person: Person) -> list[CarePlan]:
    """Every plan the person has or had, the latest first, with who signed it off."""
    found = current(CarePlan, person).select_related("approved_by", "recorded_by")
    return list(found.order_by(F("approved_at").desc(nulls_first=True), "-recorded_at"))


def plans_in_use(person: Person) -> tuple[CarePlan | None, CarePlan | None]:
    """The live plan and the open draft, in one query."""
    states = [CarePlan.Status.LIVE, *policies.OPEN_STATES]
    found = current(CarePlan, person).filter(status__in=states).select_related("approved_by")
    by_state = {plan.status == CarePlan.Status.LIVE: plan for plan in found}
    return by_state.get(True), by_state.get(False)


def plan_of(person: Person, plan_id: UUID) -> CarePlan:
    """One plan of one person, in any state. Raises NotYours."""
    return _found(CarePlan.objects.select_related("approved_by"), person, plan_id)


def goal_of(person: Person, goal_id: UUID) -> Goal:
    """One goal of one person, with its plan. Raises NotYours."""
    return _found(Goal.objects.select_related("need", "care_plan"), person, goal_id)


def instruction_of(person: Person, instruction_id: UUID) -> Instruction:
    """One instruction of one person, with its goal and plan. Raises NotYours."""
    found = Instruction.objects.select_related("goal", "care_plan")
    return _found(found, person, instruction_id)


def _found[Record: PersonRecord](records: QuerySet[Record], person: Person, pk: UUID) -> Record:
    record = records.filter(person=person, pk=pk).first()
    if record is None:
        raise NotYours
    return record


def goals(plan: CarePlan) -> QuerySet[Goal]:
    """The goals of a plan that are not ended, each with its need and `instructions_now`."""
    today = timezone.localdate()
    return _goals([plan], Q(ended_on=None) | Q(ended_on__gte=today)).exclude(status__in=ENDED_GOALS)


def goals_as_written(plan: CarePlan) -> QuerySet[Goal]:
    """Every goal of a plan and every instruction, whatever has ended since."""
    return _goals([plan], Q())


def _goals(plans: list[CarePlan], wanted: Q) -> QuerySet[Goal]:
    instructions = Instruction.objects.filter(wanted, standing=Standing.CURRENT)
    instructions = instructions.order_by("recorded_at")
    served: Prefetch = Prefetch("instructions", instructions, "instructions_now")
    return (
        Goal.objects.filter(care_plan__in=plans, standing=Standing.CURRENT)
        .select_related("need")
        .prefetch_related(served)
        .order_by("recorded_at")
    )


def by_need(goals: Iterable[Goal]) -> list[tuple[Need, list[Goal]]]:
    """Goals under the need that each answers, in the order in which the needs first come."""
    grouped: dict[UUID, tuple[Need, list[Goal]]] = {}
    for goal in goals:
        grouped.setdefault(goal.need_id, (goal.need, []))[1].append(goal)
    return list(grouped.values())


def risks(person: Person) -> QuerySet[Risk]:
    """The risks that stand, for a plan to name."""
    return current(Risk, person).order_by("recorded_at", "id")


def edition(plan: CarePlan) -> int:
    """A number that rises with every change to a plan or to a goal or instruction in it.

    A plan's own version does not rise when a goal in it changes; whoever signs a plan off must
    have read all of it as it now is.
    """
    parts = [
        Coalesce(
            Subquery(
                part.objects.filter(care_plan=OuterRef("pk"))
                .values("care_plan")
                .values(total=Sum("version"))
            ),
            0,
        )
        for part in (Goal, Instruction)
    ]
    return CarePlan.objects.values_list(F("version") + parts[0] + parts[1], flat=True).get(
        pk=plan.pk
    )


def reviews(plan: CarePlan) -> QuerySet[Review]:
    """The reviews held of a plan, the latest first."""
    return (
        Review.objects.filter(care_plan=plan, standing=Standing.CURRENT)
        .select_related("recorded_by")
        .order_by("-held_on", "-recorded_at")
    )


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
    """Set two plans beside each other, part by part: what they say in words, need by need.

    A draft carries copies of the goals it started from, so goals are compared under their need.
    """
    goals = list(_goals([plan for plan in (before, after) if plan], Q()))
    old = _parts(before, goals) if before else {}
    new = _parts(after, goals)
    return [Compared(part, old.get(part, ""), new.get(part, "")) for part in new | old]


def _parts(plan: CarePlan, goals: list[Goal]) -> dict[str, str]:
    parts = {}
    for name in ("title", "contingency"):
        said = words.answer(plan, name)
        parts[said.label] = said.words
    for need, answers in by_need(goal for goal in goals if goal.care_plan_id == plan.pk):
        heading = f"{need.get_category_display()}: {need.text}"
        lines = [line for goal in answers for line in _lines(goal)]
        parts[heading] = "\n".join([parts[heading], *lines] if heading in parts else lines)
    return parts


def _lines(goal: Goal) -> Iterator[str]:
    yield f"Goal: {goal.description}"
    asked = ["how_we_know", "target_on"]
    if goal.status != Goal.Status.ACTIVE:
        asked.append("status")
    yield from _said(goal, asked)
    for instruction in goal.instructions_now:
        yield f"What we do: {instruction.description}"
        yield from _said(instruction, ["when", "started_on", "ended_on"])


def _said(record: Goal | Instruction, names: list[str]) -> Iterator[str]:
    for said in (words.answer(record, name) for name in names):
        if said.words:
            yield f"{said.label}: {said.words}"
