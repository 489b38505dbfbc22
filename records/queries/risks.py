"""The risks of a person that are in force, the worst first."""

from datetime import date
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from governance.prepared import prepared
from records.models import Person, Risk
from records.models.base import Standing
from records.queries.people import in_force


def risks_in_force(person: Person) -> list[Risk]:
    """What could go wrong today, with what we do about it."""
    return _risks_in_force(person=person.pk, today=timezone.localdate())


@prepared
def _risks_in_force(person: UUID, today: date) -> QuerySet[Risk]:
    risks = Risk.objects.filter(person=person, standing=Standing.CURRENT)
    return worst_first(in_force(risks, today))


def worst_first(risks: QuerySet[Risk]) -> QuerySet[Risk]:
    """Put risks that are likely or bad before the others."""
    is_high = Q(impact=Risk.Scale.HIGH) | Q(likelihood=Risk.Scale.HIGH)
    return risks.order_by(Case(When(is_high, then=Value(0)), default=Value(1)), "recorded_at")
