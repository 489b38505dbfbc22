"""One person's page of comparison: what changed, and for each measure a plot, a table, words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dailycare.clock import shift_day
from dailycare.kinds import PLANNED, Kind, kind_of
from dailycare.trends.changes import LOOKS_BACK, RUN, Limits, Usual, usual
from dailycare.trends.days import Notes, every_kind, notes_of, series
from dailycare.trends.marked import MarkedChange, marked_in
from dailycare.trends.measures import Measure, measures_of
from dailycare.trends.periods import ONE_DAY, By, Point, periods, points
from dailycare.trends.plots import Plot, plot
from dailycare.trends.ranges import Ranges, ranges_of
from dailycare.trends.sentences import range_in_words, usual_in_words
from records.models import Person


@dataclass(frozen=True, slots=True)
class Row:
    """One period in the table: its value in words, and how that stands to the usual."""

    period: str
    value: str
    beside: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure: its plot, the same as a table, and what is usual and set for the person."""

    slug: str
    title: str
    usual: str
    range: str
    plot: Plot
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed, what is compared, what was noted and never happened, what has no note."""

    changes: list[MarkedChange]
    shown: list[Compared]
    none: list[str]
    silent: list[str]


def compare(person: Person, by: By, kinds: Iterable[Kind], *, now: datetime) -> Comparison:
    """Compare somebody's days, weeks or months up to now, in two queries.

    Besides these kinds, whatever else is recorded of them is compared, such as what came from
    elsewhere.
    """
    today = shift_day(now)
    last = today - ONE_DAY
    found = periods(by, today)
    first = min(found[0].first, last - LOOKS_BACK)
    notes = notes_of([person.pk], first=first, until=now, of=every_kind).get(person.pk, {})
    ranges = ranges_of([person.pk], on=today)[person.pk]
    changes = marked_in(notes, ranges, last)
    shown, none, silent = [], [], []
    for measure in _changed_first(measures_of(_recorded(kinds, notes)), changes):
        days = series(measure, notes, first)
        values = points(found, days, today)
        known = usual(days, measure, before=last - timedelta(days=RUN - 1))
        if all(point.value is None for point in values):
            silent.append(measure.title)
        elif measure.is_count and not any(point.value for point in values):
            none.append(measure.title)
        else:
            shown.append(_compared(measure, by, values, known, ranges))
    return Comparison(changes, shown, none, silent)


def _recorded(kinds: Iterable[Kind], notes: Notes) -> list[Kind]:
    known = [kind for kind in kinds if kind != PLANNED]
    others = sorted(notes.keys() - {kind.slug for kind in known} - {PLANNED.slug})
    return [*known, *map(kind_of, others)]


def _changed_first(measures: list[Measure], changes: list[MarkedChange]) -> list[Measure]:
    changed = {change.measure for change in changes}
    return sorted(measures, key=lambda measure: measure.slug not in changed)


def _compared(
    measure: Measure, by: By, values: list[Point], known: Usual | None, ranges: Ranges
) -> Compared:
    limits = ranges.get(measure.slug)
    return Compared(
        slug=measure.slug,
        title=measure.title,
        usual=usual_in_words(measure, known) if known else "",
        range=range_in_words(measure, limits) if limits else "",
        plot=plot(measure, values, known, limits),
        rows=[_row(measure, by, point, known, limits) for point in reversed(values)],
    )


def _row(measure: Measure, by: By, point: Point, known: Usual | None, limits: Limits | None) -> Row:
    if point.value is None:
        return Row(point.period.name, "Nothing recorded", "")
    value = measure.in_words(point.value)
    if by != By.DAY:
        value += f", {point.days} of {point.period.days} days"
    if point.is_so_far:
        return Row(point.period.name, f"{value} so far", "")
    return Row(point.period.name, value, _beside(point.value, known, limits))


def _beside(value: float, known: Usual | None, limits: Limits | None) -> str:
    """Say how a value stands to the person's own range, and to their usual."""
    said = ["outside the range"] if limits and limits.has_outside(value) else []
    if known and known.has_outside(value):
        said.append("more than usual" if value > known.high else "less than usual")
    return ", ".join(said).capitalize()
