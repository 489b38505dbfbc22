"""What came of a plan since it was last looked at: outcomes, needs and risks that changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from records import words
from records.models import CarePlan, Instruction, Need, Outcome, Person, PersonRecord, Risk
from records.models.base import Standing
from records.queries.compared import Compared
from records.queries.records import current

# What a review looks at; more is in the histories.
SHOWN = 20


def outcomes_since(person: Person, moment: datetime) -> list[Outcome]:
    """What came of the care, recorded since, with the goals it answers."""
    found = current(Outcome, person).filter(recorded_at__gt=moment).select_related("goal")
    return list(found.order_by("-recorded_at")[:SHOWN])


def for_a_time_since(plan: CarePlan, moment: datetime) -> list[Instruction]:
    """What was done by a plan for a time only since, ended or not: a review looks at it too."""
    found = Instruction.objects.filter(
        care_plan=plan, standing=Standing.CURRENT, ended_on__gte=timezone.localdate(moment)
    )
    return list(found.order_by("ended_on", "recorded_at")[:SHOWN])


def needs_without_a_goal(person: Person, answered: Iterable[Need]) -> list[Need]:
    """The needs that stand and that no goal of the plan answers."""
    found = current(Need, person).exclude(pk__in=[need.pk for need in answered])
    return list(found.order_by("category", "recorded_at"))


def changed_since(person: Person, moment: datetime) -> list[Compared]:
    """Needs and risks as they were at a moment beside what they say now, the latest first."""
    return [compared for model in (Need, Risk) for compared in _changed_of(model, person, moment)]


def _changed_of(model: type[PersonRecord], person: Person, moment: datetime) -> list[Compared]:
    versions: QuerySet[Any] = model.versions.rel.related_model._default_manager.all()
    own = versions.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_id")
    rows = list(
        model._default_manager.filter(person=person)
        .filter(Exists(own.filter(pgh_created_at__gt=moment)))
        .annotate(
            changed_at=Subquery(own.values("pgh_created_at")[:1]),
            changed_by=Subquery(own.values("author__name")[:1]),
        )
        .order_by("-changed_at")[:SHOWN]
    )
    # What was brought in later was there before, as its first version says.
    was_there = Q(pgh_created_at__lte=moment) | Q(version=1, recorded_at__lte=moment)
    then = versions.filter(was_there, pgh_obj__in=[row.pk for row in rows])
    before = {
        version.pgh_obj_id: version
        for version in then.order_by("pgh_obj", "-version").distinct("pgh_obj")
    }
    compared = (_compared(row, before.get(row.pk)) for row in rows)
    return [one for one in compared if one.is_changed]


def _compared(row: Any, before: Any) -> Compared:
    day = date_format(timezone.localtime(row.changed_at), "j F Y")
    return Compared(
        heading=f"{capfirst(row._meta.verbose_name)}, by {row.changed_by} on {day}",
        before=_in_words(type(row), before),
        after=_in_words(type(row), row),
    )


def _in_words(model: type[PersonRecord], said: Any) -> str:
    """Return what a record or a version of it says; nothing if it did not stand.

    A box that nobody ticked says nothing.
    """
    if said is None or said.standing != Standing.CURRENT:
        return ""
    fields = [field for field in words.written_fields(model) if not field.is_relation]
    values = [(field, getattr(said, field.attname)) for field in fields]
    told = [(words.label(f), words.in_words(f, v)) for f, v in values if v is not False]
    return "\n".join(f"{label}: {answer}" for label, answer in told if answer)
