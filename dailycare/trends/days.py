"""The daily values of people, from their notes: one query for everybody and every kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Aggregate, F, Field, Func, QuerySet

from dailycare.models import CareEntry
from dailycare.queries import placed_from
from dailycare.services import UK
from dailycare.trends.measures import Measure, Reading
from governance.prepared import prepared
from records.models.base import Standing

# A night is one day's: it runs from noon to noon.
NOON = 12
AT = attrgetter("at")

type Series = dict[date, float]
type Notes = dict[str, list[Reading]]


class _JSONList(Aggregate):
    """As json, not jsonb: nothing is looked up in it, and the driver reads it."""

    function = "json_agg"
    output_field = Field()


def notes_of(people: Iterable[UUID], *, first: date, until: datetime) -> dict[UUID, Notes]:
    """The notes of these people by kind, oldest first, from the start of a day up to a moment."""
    rows = _notes(people=list(people), placed=placed_from(first), until=until)
    found: dict[UUID, Notes] = defaultdict(dict)
    for person, kind, told in rows:
        found[person][kind] = sorted((Reading(*one) for one in told), key=AT)
    return found


@prepared
def _notes(
    people: list[UUID], placed: datetime, until: datetime
) -> QuerySet[CareEntry, tuple[Any, ...]]:
    told = Func(
        # Django's own Extract would first turn the moment into a clock's time.
        Func(F("sorts_at"), template="EXTRACT(epoch FROM %(expressions)s)", output_field=Field()),
        Func(F("happened_at"), template="(%(expressions)s IS NOT NULL)"),
        F("outcome"),
        F("values"),
        function="json_build_array",
        output_field=Field(),
    )
    return (
        CareEntry.objects.filter(
            person__in=people,
            standing=Standing.CURRENT,
            sorts_at__gte=placed,
            sorts_at__lte=until,
        )
        .values_list("person_id", "kind")
        .annotate(told=_JSONList(told))
        .order_by()
    )


def series(measure: Measure, notes: Mapping[str, Sequence[Reading]], first: date) -> Series:
    """The value of each day that has one, from a day on; a day without a note is not there."""
    readings = [one for kind in measure.kinds for one in notes.get(kind, ())]
    if len(measure.kinds) > 1:
        readings.sort(key=AT)
    hour = NOON if measure.is_night else settings.CARE_DAY_STARTS_AT
    days: dict[date, list[Reading]] = defaultdict(list)
    for reading in readings:
        days[day_of(reading, hour)].append(reading)
    values = {day: measure.fold(some) for day, some in days.items() if day >= first}
    return {day: value for day, value in values.items() if value is not None}


def day_of(reading: Reading, hour: int) -> date:
    """The day that a note belongs to, when days begin at this hour of the clock on the wall.

    Of a note that only says its day, that is the day, although it sorts at midnight.
    """
    at = datetime.fromtimestamp(reading.at, UK)
    is_day_only = not reading.is_timed and at.hour == 0
    return at.date() if is_day_only else (at - timedelta(hours=hour)).date()


def day_in_progress(at: datetime) -> date:
    """The day of care that a moment is in: before the hour at which days begin, the one before."""
    return (at.astimezone(UK) - timedelta(hours=settings.CARE_DAY_STARTS_AT)).date()
