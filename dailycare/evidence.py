"""What the notes since the last review say of each area of need: counts, weeks, latest words."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, Value, When, Window
from django.db.models.functions import RowNumber, TruncWeek

from dailycare import own_kinds
from dailycare.kinds import BY_SLUG, Kind, kind_of
from dailycare.models import CareEntry, Outcome
from dailycare.queries import TOLD, placed_from
from records.models import Person
from records.models.observations import NeedCategory
from records.queries import current

LATEST = 3
CHART_HEIGHT = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of a small plot: where it stands, how high it is, what it counts."""

    x: int
    y: int
    height: int
    count: int
    week: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is recorded for one area of need since a day."""

    counts: list[tuple[str, int]]
    refused: int
    weeks: list[Bar]
    latest: list[CareEntry]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


def evidence(person: Person, areas: set[str], *, since: date) -> dict[str, Evidence]:
    """Return the evidence for each of these areas of need, in two queries; own kinds take a third.

    An entry is evidence for the areas that its kind serves, and for that of what the plan asked.
    """
    entries = current(CareEntry, person).filter(
        sorts_at__gte=placed_from(since), happened_on__gte=since
    )
    a_risk = When(instruction__goal__risk__isnull=False, then=Value(NeedCategory.SAFETY))
    area = Case(a_risk, default=F("instruction__goal__need__category"))
    entries = entries.annotate(asked=area)
    weekly = list(
        entries.annotate(week=TruncWeek("happened_on"))
        .values_list("kind", "asked", "outcome", "week")
        .annotate(number=Count("pk"))
        .order_by()
    )
    numbered = entries.annotate(
        place=Window(RowNumber(), partition_by=["kind", "asked"], order_by=[F("sorts_at").desc()])
    )
    latest: dict[tuple[str, str | None], list[CareEntry]] = defaultdict(list)
    for entry in numbered.filter(place__lte=LATEST).select_related(*TOLD):
        latest[entry.kind, entry.asked].append(entry)
    found = own_kinds.among({kind for kind, *_ in weekly})
    kinds = BY_SLUG | {slug: kind for slug, kind in found.items() if kind}
    return {area: _of_area(area, kinds, weekly, latest, since) for area in areas}


def _of_area(
    area: str,
    known: dict[str, Kind],
    weekly: list[tuple[str, str | None, str, date, int]],
    latest: dict[tuple[str, str | None], list[CareEntry]],
    since: date,
) -> Evidence:
    kinds = {kind.slug for kind in known.values() if area in kind.serves}
    counts: Counter[str] = Counter()
    weeks: Counter[date] = Counter()
    refused = 0
    for kind, asked, outcome, week, number in weekly:
        if kind in kinds or asked == area:
            counts[(known.get(kind) or kind_of(kind)).label] += number
            weeks[week] += number
            refused += number if outcome == Outcome.REFUSED else 0
    found = [some for (kind, asked), some in latest.items() if kind in kinds or asked == area]
    newest = sorted((one for some in found for one in some), key=lambda entry: entry.sorts_at)
    return Evidence(
        counts=counts.most_common(),
        refused=refused,
        weeks=_bars(weeks, since),
        latest=newest[: -LATEST - 1 : -1],
    )


def _bars(weeks: Counter[date], since: date) -> list[Bar]:
    """Lay out one bar a week from zero; a week without entries is a gap, not left out."""
    if not weeks:
        return []
    highest = max(weeks.values())
    first = since - timedelta(days=since.weekday())
    number_of_weeks = (max(weeks) - first).days // 7 + 1
    bars = []
    for place in range(number_of_weeks):
        week = first + timedelta(weeks=place)
        height = round(CHART_HEIGHT * weeks[week] / highest)
        bars.append(Bar(place * 12, CHART_HEIGHT - height, height, weeks[week], week))
    return bars
