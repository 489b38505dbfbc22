"""The daily values of people, from their notes: one query for everybody and every kind."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import (
    Aggregate,
    Case,
    DateTimeField,
    ExpressionWrapper,
    F,
    Field,
    Func,
    QuerySet,
    TextField,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from dailycare.clock import DAY_BEGINS, UK
from dailycare.models import CareEntry
from dailycare.queries import placed_from
from dailycare.trends.measures import ANSWERS, DETAILS, MARKED_KINDS, Measure, Reading
from governance.prepared import prepared
from records.models.base import Standing

# A night is one day's: it runs from noon to noon.
NOON = 12
# More than is ever compared: a year by months, and the day of tomorrow.
MOST_DAYS = 400
AT = attrgetter("at")

type Series = dict[date, float]
type Row = tuple[Any, ...]
type Notes = dict[str, list[Reading]]


def notes_of(
    people: Iterable[UUID], *, first: date, until: datetime, of: Callable[..., list[Row]]
) -> dict[UUID, Notes]:
    """The notes of these people by kind, oldest first, from the start of a day up to a moment.

    `of` says which kinds: `every_kind`, `marked_kinds` or `drinks`.
    """
    rows = of(people=list(people), placed=placed_from(first), until=until)
    found: dict[UUID, Notes] = defaultdict(dict)
    for person, kind, *told in rows:
        found[person][kind] = sorted(map(Reading._make, zip(*told, strict=True)), key=AT)
    return found


@prepared
def every_kind(people: list[UUID], placed: datetime, until: datetime) -> QuerySet[CareEntry, Row]:
    """All that is recorded."""
    return _by_kind(CareEntry.objects.all(), people, placed, until)


@prepared
def marked_kinds(people: list[UUID], placed: datetime, until: datetime) -> QuerySet[CareEntry, Row]:
    """What changes are marked of: many people are asked about at once."""
    return _by_kind(CareEntry.objects.filter(kind__in=MARKED_KINDS), people, placed, until)


@prepared
def drinks(people: list[UUID], placed: datetime, until: datetime) -> QuerySet[CareEntry, Row]:
    """What was drunk."""
    return _by_kind(CareEntry.objects.filter(kind="drink"), people, placed, until)


def _by_kind(
    entries: QuerySet[CareEntry], people: list[UUID], placed: datetime, until: datetime
) -> QuerySet[CareEntry, Row]:
    stands = entries.filter(
        person__in=people, standing=Standing.CURRENT, sorts_at__gte=placed, sorts_at__lte=until
    )
    return (
        stands.values_list("person_id", "kind")
        .annotate(
            # Django's own Extract would first turn the moment into a clock's time.
            at=_List(Func(_placed(), template="EXTRACT(epoch FROM %(expressions)s)::float8")),
            timed=_List(Func(F("happened_at"), template="(%(expressions)s IS NOT NULL)")),
            came=_List(F("outcome")),
            said=_List(_answers(ANSWERS, default=Cast("values", TextField()))),
            more=_List(_answers(DETAILS)),
        )
        .order_by()
    )


def _placed() -> Case:
    """The moment that puts a note into its day: one that says only the day belongs to its noon."""
    noon = ExpressionWrapper(F("sorts_at") + timedelta(hours=NOON), output_field=DateTimeField())
    return Case(When(happened_at=None, part_of_day="", then=noon), default=F("sorts_at"))


class _List(Aggregate):
    """The values of a column as a list; the driver reads it, nothing is to be made of it."""

    function = "array_agg"
    output_field = Field()


def _answers(names: Mapping[str, str], default: Cast | None = None) -> Case:
    """Each kind's own answer among those that its notes have."""
    own = (When(kind=kind, then=KT(f"values__{name}")) for kind, name in names.items())
    return Case(*own, default=default)


def series(measure: Measure, notes: Mapping[str, Sequence[Reading]], first: date) -> Series:
    """The value of each day that has one, from a day on; a day without a note is not there."""
    readings = [one for kind in measure.kinds for one in notes.get(kind, ())]
    if len(measure.kinds) > 1:
        readings.sort(key=AT)
    hour = NOON if measure.is_night else DAY_BEGINS.hour
    values = {day: measure.fold(some) for day, some in by_day(readings, first, hour)}
    return {day: value for day, value in values.items() if value is not None}


def by_day(
    readings: Sequence[Reading], first: date, hour: int
) -> Iterator[tuple[date, Sequence[Reading]]]:
    """Yield each day that has notes from the first on, and its part of them, oldest first."""
    starts = _starts(first, hour)
    place = bisect_left(readings, starts[0], key=AT)
    while place < len(readings):
        number = bisect_right(starts, readings[place].at)
        end = bisect_left(readings, starts[number], place, key=AT)
        yield first + timedelta(days=number - 1), readings[place:end]
        place = end


@lru_cache(maxsize=16)
def _starts(first: date, hour: int) -> list[float]:
    """The moments at which days begin, by the clock on the wall: 23 hours apart, 24 or 25."""
    days = (first + timedelta(days=number) for number in range(MOST_DAYS))
    return [datetime.combine(day, time(hour), tzinfo=UK).timestamp() for day in days]
