"""Which plans ask to be looked at again, by date or by what happened (CPL-14)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, JSONObject, TruncDate
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from records import queries
from records.models import (
    CarePlan,
    Communication,
    Incident,
    Instruction,
    InvestigationResult,
    Medication,
    Need,
    Person,
    PersonRecord,
    Review,
    Risk,
    SafeguardingConcern,
    SupportPlan,
    TransferOfCare,
)
from records.models.base import Standing
from records.models.observations import NeedCategory
from records.queries.brief import NOT_DONE_NOW
from records.queries.plans import ENDED_GOALS

# A review is announced so long before its day.
SOON = timedelta(days=14)
# Events of one kind that are named; more add nothing to the reason.
NAMED = 3


class Asking(NamedTuple):
    """A class of record that asks for a review: what it is called, its words, which, its day."""

    kind: str
    model: type[PersonRecord]
    words: str
    only: Q = Q()
    day: str = ""


SKIN = Q(category=NeedCategory.SKIN)
WEIGHT = Q(investigation__icontains="weight")
COMPLAINT = Q(text__icontains="complain")
STOPPED = Q(status__in=("completed", "stopped", "on-hold", "not-taken"))
# What happens to a person (CPL-14). A note of the day is no event: its kinds say nothing of these.
HAPPENED = (
    Asking("Incident", Incident, "text", day="happened_on"),
    Asking("Safeguarding concern", SafeguardingConcern, "text", day="happened_on"),
    Asking("Transfer of care, to", TransferOfCare, "transfer_to", day="transferred_on"),
    Asking("New medicine", Medication, "name", day="started_on"),
    Asking("New need, skin", Need, "text", SKIN, "happened_on"),
    Asking("Weighed", InvestigationResult, "value", WEIGHT, "happened_on"),
    Asking("Complaint", Communication, "text", COMPLAINT, "sent_on"),
)
# What was known when the plan was last looked at, and says something else since.
CHANGED = (
    Asking("Safeguarding concern changed", SafeguardingConcern, "text"),
    Asking("Medicine stopped", Medication, "name", STOPPED),
    Asking("Medicine changed", Medication, "name", ~STOPPED),
    Asking("Need changed, skin", Need, "text", SKIN),
)
# What was to be looked at again by a day of its own.
DATED = (
    Asking("Risk to look at again", Risk, "text", day="review_on"),
    Asking("Other plan to review", SupportPlan, "name", day="review_on"),
    Asking("To look at again", Instruction, "description", day="review_on"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that asks for a review of a plan, and its day."""

    kind: str
    words: str
    on: date


@dataclass(frozen=True, slots=True)
class PlanDue:
    """A live plan with its next review, and what happened since it was last looked at."""

    plan: CarePlan
    place: str
    events: list[Event]

    @property
    def is_overdue(self) -> bool:
        return self.plan.review_on is None or self.plan.review_on < timezone.localdate()

    @property
    def is_due(self) -> bool:
        """Say whether it belongs on a list of reviews to hold."""
        soon = timezone.localdate() + SOON
        return bool(self.events) or self.plan.review_on is None or self.plan.review_on <= soon

    @property
    def order(self) -> tuple[bool, bool, date]:
        """Overdue first, then what something asks for, then by day."""
        return not self.is_overdue, not self.events, self.plan.review_on or date.min


def reviews_due(user: User) -> list[PlanDue]:
    """The plans to be reviewed by this user: overdue, asked for by an event, or due soon."""
    places = user.places_for(Permission.REVIEW_PLAN)
    stays = queries.stays_now(places).filter(person=OuterRef("person"))
    live = CarePlan.objects.filter(
        Exists(stays),
        status=CarePlan.Status.LIVE,
        standing=Standing.CURRENT,
        person__standing=Standing.CURRENT,
    )
    place = Subquery(queries.latest_stay(OuterRef("person")).values("location__name")[:1])
    rows = _asking(live).annotate(place=place).select_related("person", "review_by")
    found = [PlanDue(plan, plan.place or "", _events(plan)) for plan in rows]
    return sorted((plan for plan in found if plan.is_due), key=lambda plan: plan.order)


def plans_in_use(person: Person) -> tuple[CarePlan | None, CarePlan | None, list[Event]]:
    """The live plan, the open draft, and what asks for a review of the live one, in one query."""
    by_state = {
        plan.status == CarePlan.Status.LIVE: plan for plan in _asking(queries.in_use(person))
    }
    live = by_state.get(True)
    return live, by_state.get(False), _events(live) if live else []


def _asking(plans: QuerySet[CarePlan]) -> QuerySet[Any]:
    """Give each plan what happened since it was last looked at, and what was to be looked at."""
    reviews = Review.objects.filter(person=OuterRef("person"), standing=Standing.CURRENT)
    looked_at = Subquery(reviews.order_by("-recorded_at").values("recorded_at")[:1])
    asks = {_name(asking): ArraySubquery(query(asking)) for asking, query in _queries()}
    return (
        plans.annotate(looked_at=Greatest(looked_at, "approved_at", "recorded_at"))
        .annotate(looked_on=TruncDate("looked_at"))
        .annotate(**asks)
    )


def _queries() -> list[tuple[Asking, Callable[[Asking], QuerySet[Any, Any]]]]:
    found = [(HAPPENED, _happened), (CHANGED, _changed), (DATED, _to_look_at)]
    return [(asking, query) for askings, query in found for asking in askings]


def _name(asking: Asking) -> str:
    return f"asked_by_{asking.kind}".lower().replace(" ", "_").replace(",", "")


def _events(plan: Any) -> list[Event]:
    told = [event for asking, _ in _queries() for event in getattr(plan, _name(asking))]
    return [Event(e["kind"], e["words"], date.fromisoformat(e["on"])) for e in told]


def _happened(asking: Asking) -> QuerySet[Any, Any]:
    """What came into the record since, unless it happened before: an old one brought in later."""
    day = asking.day
    since = Q(**{day: None}) | Q(**{f"{day}__gte": OuterRef("looked_on")})
    found = asking.model._default_manager.filter(since, recorded_at__gt=OuterRef("looked_at"))
    return _said(found, asking, Coalesce(F(day), TruncDate("recorded_at")))


def _changed(asking: Asking) -> QuerySet[Any, Any]:
    """What was in the record before, and has a newer version since."""
    versions: QuerySet[Any] = asking.model.versions.rel.related_model._default_manager.all()
    last = versions.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_id")
    found = asking.model._default_manager.filter(recorded_at__lte=OuterRef("looked_at"))
    found = found.annotate(changed_at=Subquery(last.values("pgh_created_at")[:1]))
    found = found.filter(version__gt=1, changed_at__gt=OuterRef("looked_at"))
    return _said(found, asking, TruncDate("changed_at"))


def _to_look_at(asking: Asking) -> QuerySet[Any, Any]:
    """What was to be looked at by now and nobody has since, while it is in force."""
    today, day = timezone.localdate(), asking.day
    is_new = Q(**{f"{day}__gt": OuterRef("looked_on")}) | Q(recorded_at__gt=OuterRef("looked_at"))
    in_force = Q(ended_on=None) | Q(ended_on__gte=today)
    found: QuerySet[Any] = asking.model._default_manager.filter(
        is_new, in_force, **{f"{day}__lte": today}
    )
    if asking.model is Instruction:
        found = found.filter(care_plan=OuterRef("pk")).exclude(status__in=NOT_DONE_NOW)
        found = found.exclude(goal__status__in=ENDED_GOALS)
    return _said(found, asking, F(day))


def _said(found: QuerySet[Any], asking: Asking, on: Any) -> QuerySet[Any, Any]:
    said = JSONObject(kind=Value(asking.kind), words=F(asking.words), on=on)
    found = found.filter(asking.only, person=OuterRef("person"), standing=Standing.CURRENT)
    return found.order_by("-recorded_at").values(said=said)[:NAMED]
