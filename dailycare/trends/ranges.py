"""People's own ranges and targets, as the measures know them (OBS-06)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from dailycare.trends.changes import Limits
from governance.prepared import prepared
from records.models import PersonalRange
from records.models.base import Standing


@dataclass(frozen=True, slots=True)
class OwnRange(Limits):
    """Limits, with who set them and when."""

    set_by_name: str
    set_on: date


type Ranges = dict[str, OwnRange]


def ranges_of(people: Iterable[UUID], *, on: date) -> dict[UUID, Ranges]:
    """What is in force for these people on a day; of two for the same, what was set last."""
    found: dict[UUID, Ranges] = defaultdict(dict)
    for one in _in_force(people=list(people), day=on):
        found[one.person_id][one.measured] = OwnRange(
            one.lowest, one.highest, one.set_by_name, one.set_on
        )
    return found


@prepared
def _in_force(people: list[UUID], day: date) -> QuerySet[PersonalRange]:
    in_force = Q(ended_on=None) | Q(ended_on__gte=day)
    return PersonalRange.objects.filter(
        in_force, person__in=people, standing=Standing.CURRENT, set_on__lte=day
    ).order_by("set_on", "recorded_at", "id")
