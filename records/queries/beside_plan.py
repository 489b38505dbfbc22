"""What is read together with a care plan: risks, plans for one thing, and what people say."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from governance.errors import NotYours
from records import nursing
from records.models import CarePlan, NursingNeed, Person, PlanComment, Risk, SupportPlan
from records.models.base import Standing
from records.queries.nursing import Lines, name_of_area
from records.queries.plans import ANSWER_FOR_IT
from records.queries.records import record_of


@dataclass(frozen=True, slots=True)
class NamedRisk:
    """A risk as a plan names it."""

    text: str
    controls: str
    benefit: str
    view_of_person: str


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """A plan for one thing that goes with the care plan (CPL-08)."""

    id: UUID
    name: str
    from_whom: str
    answers: str | None
    review_on: date | None

    @property
    def is_overdue(self) -> bool:
        return self.review_on is not None and self.review_on < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a plan, when, and what it is about (CPL-12)."""

    id: UUID
    text: str
    author: str
    author_id: UUID
    at: datetime
    need_id: str | None
    need: str | None
    risk_id: str | None
    risk: str | None
    document_id: str | None
    document: str | None
    web_address: str


@dataclass(frozen=True, slots=True)
class BesidePlan:
    """What is read together with a plan."""

    usual: list[tuple[str, Lines]]
    risks: list[NamedRisk]
    plans: list[OtherPlan]
    comments: list[Comment]


def beside_plan(plan: CarePlan) -> BesidePlan:
    """What is usual, the risks that stand, other plans that go on, and the comments on a plan.

    In one query: the page of a plan reads much besides.
    """
    said = CarePlan.objects.filter(pk=plan.pk).values_list(
        ArraySubquery(_usual()),
        ArraySubquery(_risks()),
        ArraySubquery(_plans()),
        ArraySubquery(_comments()),
    )
    usual, risks, plans, comments = said.get()
    return BesidePlan(
        [_in_area(**one) for one in usual],
        [NamedRisk(**one) for one in risks],
        [OtherPlan(**one | {"review_on": _day(one["review_on"])}) for one in plans],
        [_comment(**one) for one in comments],
    )


def plan_with_comments(person: Person, plan_id: UUID) -> tuple[CarePlan, list[Comment]]:
    """One plan of one person, in any state, and the comments on it. Raises NotYours."""
    plans = CarePlan.objects.select_related(*ANSWER_FOR_IT).filter(person=person, pk=plan_id)
    plan = plans.annotate(told=ArraySubquery(_comments())).first()
    if plan is None:
        raise NotYours
    return plan, [_comment(**one) for one in plan.told]


def comment_of(person: Person, comment_id: UUID) -> PlanComment:
    """One comment on a plan of one person. Raises NotYours."""
    return record_of(PlanComment, person, comment_id)


def _in_area(area: str, answers: nursing.Answers) -> tuple[str, Lines]:
    return name_of_area(area), list(nursing.in_words(answers))


def _comment(at: str, author_id: str, **told: Any) -> Comment:
    return Comment(at=datetime.fromisoformat(at), author_id=UUID(author_id), **told)


def _day(text: str | None) -> date | None:
    """JSON has no dates: they come as text."""
    return date.fromisoformat(text) if text else None


def _goes_on() -> Q:
    return Q(ended_on=None) | Q(ended_on__gte=timezone.localdate())


def _usual() -> QuerySet[NursingNeed, Any]:
    found = NursingNeed.objects.filter(person=OuterRef("person"), standing=Standing.CURRENT)
    return found.order_by("area").values(told=JSONObject(area="area", answers="answers"))


def _risks() -> QuerySet[Risk, Any]:
    found = Risk.objects.filter(_goes_on(), person=OuterRef("person"), standing=Standing.CURRENT)
    told = JSONObject(**{name: name for name in NamedRisk.__dataclass_fields__})
    return found.order_by("recorded_at", "id").values(told=told)


def _plans() -> QuerySet[SupportPlan, Any]:
    found = SupportPlan.objects.filter(
        _goes_on(), person=OuterRef("person"), standing=Standing.CURRENT
    ).order_by(F("review_on").asc(nulls_last=True), "name", "id")
    same = {name: name for name in OtherPlan.__dataclass_fields__ if name != "answers"}
    return found.values(told=JSONObject(**same, answers="review_by__name"))


def _comments() -> QuerySet[PlanComment, Any]:
    found = PlanComment.objects.filter(care_plan=OuterRef("pk"), standing=Standing.CURRENT)
    told = JSONObject(
        **{name: name for name in ("id", "text", "need_id", "risk_id", "document_id")},
        web_address="web_address",
        author="recorded_by__name",
        author_id="recorded_by_id",
        at="recorded_at",
        need="need__text",
        risk="risk__text",
        document="document__title",
    )
    return found.order_by("recorded_at", "id").values(told=told)
