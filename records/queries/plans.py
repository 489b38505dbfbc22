"""Care plans: what people work from, what is being written, and what was."""

from collections.abc import Collection, Iterable
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from governance.errors import NotYours
from records import policies, sentences
from records.models import (
    AdvanceStatement,
    CarePlan,
    Goal,
    GoalReview,
    Instruction,
    Need,
    Person,
    PersonRecord,
    PowerOfAttorney,
    Review,
    Risk,
)
from records.models.base import Standing
from records.queries.records import current, taken_out

# Who a plan names, and the consent to it.
ANSWER_FOR_IT = ("approved_by", "review_by", "recorded_by", "consent")
ENDED_GOALS = (Goal.Status.COMPLETED, Goal.Status.CANCELLED)


def live_plan(person: Person) -> CarePlan | None:
    """The plan that people work from."""
    return current(CarePlan, person).filter(status=CarePlan.Status.LIVE).first()


def locked_live_plan(person: Person) -> CarePlan | None:
    """The plan that people work from, locked for writing."""
    live = current(CarePlan, person).filter(status=CarePlan.Status.LIVE)
    return live.select_for_update().first()


def open_draft(person: Person) -> CarePlan | None:
    """The plan that is being written, if there is one."""
    return current(CarePlan, person).filter(status__in=policies.OPEN_STATES).first()


def plans(person: Person) -> list[CarePlan]:
    """Every plan the person has or had, the latest first, with who signed it off."""
    found = current(CarePlan, person).select_related("approved_by", "recorded_by")
    return list(found.order_by(F("approved_at").desc(nulls_first=True), "-recorded_at"))


def plans_taken_out(person: Person) -> list[CarePlan]:
    """The drafts and plans that were taken out, each with who did and why."""
    return taken_out(CarePlan, person)


def plans_in_use(person: Person) -> tuple[CarePlan | None, CarePlan | None]:
    """The live plan and the open draft, in one query."""
    by_state = {plan.status == CarePlan.Status.LIVE: plan for plan in in_use(person)}
    return by_state.get(True), by_state.get(False)


def in_use(person: Person) -> QuerySet[CarePlan]:
    """The live plan and the open draft, with who answers for them."""
    states = [CarePlan.Status.LIVE, *policies.OPEN_STATES]
    found = current(CarePlan, person).filter(status__in=states)
    return _with_statements(found)


def _with_statements(plans: QuerySet[CarePlan]) -> QuerySet[CarePlan]:
    """Give plans who answers for them, and the advance statements that stand (CPL-07).

    A statement is a legal record of its own: no plan copies its words.
    """
    said = JSONObject(id="id", statement="statement", kept="location_of_document")
    stand = AdvanceStatement.objects.filter(person=OuterRef("person"), standing=Standing.CURRENT)
    stand = stand.order_by("-happened_on", "-recorded_at")
    return plans.select_related(*ANSWER_FOR_IT).annotate(
        advance_statements=ArraySubquery(stand.values(said=said))
    )


def plan_of(person: Person, plan_id: UUID) -> CarePlan:
    """One plan of one person, in any state. Raises NotYours."""
    return _found(_with_statements(CarePlan.objects.all()), person, plan_id)


def goal_of(person: Person, goal_id: UUID) -> Goal:
    """One goal of one person, with its plan. Raises NotYours."""
    return _found(Goal.objects.select_related("need", "risk", "care_plan"), person, goal_id)


def instruction_of(person: Person, instruction_id: UUID) -> Instruction:
    """One instruction of one person, with its goal and plan. Raises NotYours."""
    found = Instruction.objects.select_related("goal__need", "goal__risk", "care_plan")
    return _found(found, person, instruction_id)


def instructions_among(ids: Collection[UUID]) -> QuerySet[Instruction]:
    """Those of these ids that are instructions, with what they are for and whose they are."""
    found = Instruction.objects.select_related("goal__need", "goal__risk", "care_plan")
    return found.filter(pk__in=ids)


def _found[Record: PersonRecord](records: QuerySet[Record], person: Person, pk: UUID) -> Record:
    record = records.filter(person=person, pk=pk).first()
    if record is None:
        raise NotYours
    return record


def review_of(person: Person, review_id: UUID) -> Review:
    """One review of one person, with its plan. Raises NotYours."""
    return _found(Review.objects.select_related("care_plan", "recorded_by"), person, review_id)


def goals(plan: CarePlan) -> QuerySet[Goal]:
    """The goals of a plan that are not ended, each with its need and `instructions_now`.

    What is done for a time only stands beside them: `for_a_time`.
    """
    return goals_of([plan], Q(ended_on=None)).exclude(status__in=ENDED_GOALS)


def goals_to_review(plan: CarePlan, *, also: Iterable[UUID] = ()) -> QuerySet[Goal]:
    """The goals of a plan that are not ended, and those of which something was written already."""
    wanted = ~Q(status__in=ENDED_GOALS) | Q(pk__in=list(also))
    return goals_of([plan], Q(ended_on=None)).filter(wanted)


def bigger_goals(plan: CarePlan, *, than: UUID | None) -> QuerySet[Goal]:
    """The goals of a plan that another of its goals may be a step towards: no steps themselves."""
    found = goals(plan).filter(step_towards=None)
    return found.exclude(pk=than) if than else found


def instructions_now(plan: CarePlan) -> QuerySet[Instruction]:
    """What is done by a plan today or will be: what had an end falls away after that day."""
    return _instructions(Q(ended_on=None) | Q(ended_on__gte=timezone.localdate())).filter(
        care_plan=plan
    )


def for_a_time(plan: CarePlan) -> QuerySet[Instruction]:
    """What is done by a plan for a time only and has not ended, the first to end first."""
    found = instructions_now(plan).filter(ended_on__isnull=False)
    return found.select_related("goal", "recorded_by").order_by("ended_on", "recorded_at")


class Answered(NamedTuple):
    """A need or a risk, as a plan heads and words it, and the goals that answer it."""

    what: Need | Risk
    goals: list[Goal]

    @property
    def is_risk(self) -> bool:
        return isinstance(self.what, Risk)

    @property
    def heading(self) -> str:
        """Return the area of a need, or the kind of risk."""
        heading = self.what.get_category_display()
        return f"Risk: {heading[0].lower()}{heading[1:]}" if self.is_risk else heading


class Letter(NamedTuple):
    """A plan as a letter to a worker: goals under what they answer, and what is for a time."""

    answered: list[Answered]
    passing: list[Instruction]

    @property
    def instructions(self) -> list[Instruction]:
        """Everything that is done, whether for a goal or for a time only."""
        return [*(one for goal in self.goals for one in goal.instructions_now), *self.passing]

    @property
    def goals(self) -> list[Goal]:
        """Every goal, in the order in which they are read."""
        return [goal for answered in self.answered for goal in answered.goals]


def letter(plan: CarePlan) -> Letter:
    """Read a plan as it stands today, in two queries."""
    found = list(goals(plan).prefetch_related(None))
    for goal in found:
        goal.instructions_now = []
    served: dict[UUID | None, list[Instruction]] = {
        goal.pk: goal.instructions_now for goal in found
    }
    passing = []
    for instruction in instructions_now(plan):
        if instruction.ended_on:
            passing.append(instruction)
        else:
            served.get(instruction.goal_id, []).append(instruction)
    return Letter(by_answer(found), sorted(passing, key=attrgetter("ended_on")))


def without_a_goal(plan: CarePlan) -> QuerySet[Instruction]:
    """What was done by a plan for a time and served no goal of it, whether it ended or not."""
    return _instructions(Q(care_plan=plan, goal=None))


def goals_as_written(plan: CarePlan) -> QuerySet[Goal]:
    """Every goal of a plan and every instruction, whatever has ended since."""
    return goals_of([plan], Q())


def goals_of(plans: list[CarePlan], wanted: Q) -> QuerySet[Goal]:
    """The goals of some plans, each with those of its instructions that are wanted."""
    served: Prefetch = Prefetch("instructions", _instructions(wanted), "instructions_now")
    return (
        Goal.objects.filter(care_plan__in=plans, standing=Standing.CURRENT)
        .select_related("need", "risk", "step_towards")
        .prefetch_related(served)
        .order_by("recorded_at")
    )


def _instructions(wanted: Q) -> QuerySet[Instruction]:
    found = Instruction.objects.filter(wanted, standing=Standing.CURRENT)
    return found.select_related("consent").order_by("recorded_at")


def by_answer(goals: Iterable[Goal]) -> list[Answered]:
    """Goals under the need or risk that each answers, in the order in which these first come."""
    grouped: dict[UUID, Answered] = {}
    for goal in goals:
        grouped.setdefault(goal.answers.pk, Answered(goal.answers, [])).goals.append(goal)
    return list(grouped.values())


def unchanged_sentences(plan: CarePlan) -> list[str]:
    """The sentences of a plan that nobody has made personal since they were offered (CPL-16)."""
    texts = instructions_now(plan).values_list("description", "strategies")
    return sentences.unchanged(text for pair in texts for text in pair)


def risks(person: Person) -> QuerySet[Risk]:
    """The risks that stand and have not ended, for a plan to name."""
    stand = Q(ended_on=None) | Q(ended_on__gte=timezone.localdate())
    return current(Risk, person).filter(stand).order_by("recorded_at", "id")


def powers_of_attorney(person: Person) -> QuerySet[PowerOfAttorney]:
    """Who may decide what for the person, as the record holds it (CPL-05)."""
    return current(PowerOfAttorney, person).select_related("attorney").order_by("recorded_at")


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
    """The reviews held of a plan, the latest first, each with what it found of each goal."""
    said = JSONObject(goal="goal__description", finding="finding", comment="comment")
    found = _findings().filter(review=OuterRef("pk")).order_by("recorded_at", "id")
    return (
        Review.objects.filter(care_plan=plan, standing=Standing.CURRENT)
        .select_related("recorded_by")
        .annotate(found=ArraySubquery(found.values(said=said)))
        .order_by("-held_on", "-recorded_at")
    )


def findings(goal: Goal) -> list[GoalReview]:
    """What reviews found of a goal, in this plan and in those that it comes from, latest first."""
    found = _findings().filter(person=goal.person_id, goal__lineage=goal.lineage)
    return list(found.select_related("review__recorded_by").order_by("-recorded_at"))


def with_findings(goals: list[Goal]) -> None:
    """Give each goal what the latest review found of it: what a new draft is to answer."""
    lineages = [goal.lineage for goal in goals]
    found = _findings().filter(person__in={goal.person_id for goal in goals})
    latest = found.filter(goal__lineage__in=lineages).order_by("goal__lineage", "-recorded_at")
    rows = latest.distinct("goal__lineage").select_related("review", "goal")
    by_lineage = {one.goal.lineage: one for one in rows}
    for goal in goals:
        goal.last_found = by_lineage.get(goal.lineage)


def _findings() -> QuerySet[GoalReview]:
    stands = {"standing": Standing.CURRENT, "review__standing": Standing.CURRENT}
    return GoalReview.objects.filter(**stands)
