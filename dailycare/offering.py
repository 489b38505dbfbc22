"""Which kinds of care stand first for somebody to choose from, and the others by group.

With three in a row on a phone, four rows are in sight: the common kinds, always, and those of the
rest that the hour, the plan or habit speak for. Nobody loses a kind that they are used to see.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from dailycare.kinds import KINDS, Kind
from dailycare.models import CareEntry
from governance.prepared import prepared
from records.models import Person
from records.models.base import PartOfDay, Standing
from records.models.observations import NeedCategory
from records.queries import PlanInBrief

# Beside the common kinds, so many others stand in sight.
OTHERS_IN_SIGHT = 3
# Habit is what was recorded at about this time of the last days.
LATELY, ONE_DAY, ABOUT = timedelta(days=3), timedelta(days=1), timedelta(hours=1, minutes=30)
# What speaks for a kind, and how much: general knowledge of a day of care, not measured.
BY_THE_HOUR, BY_HABIT, BY_THE_PLAN = 4, 3, 1
type Button = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """The kinds to choose from, each as its slug and its name."""

    likely: tuple[Button, ...]
    groups: tuple[tuple[str, tuple[Button, ...]], ...]


def offered(
    hour: int,
    *,
    plan: PlanInBrief | None = None,
    habit: Iterable[str] = (),
    own: Sequence[Kind] = (),
) -> Offer:
    """Return every kind once: those in sight first, what most speaks for before the rest."""
    spoken_for = _spoken_for(hour, plan, Counter(habit), (*KINDS, *own))
    order = sorted((*KINDS, *own), key=lambda kind: -spoken_for[kind.slug])
    others = [kind for kind in order if not kind.is_common and spoken_for[kind.slug]]
    in_sight = {kind for kind in KINDS if kind.is_common} | {*others[:OTHERS_IN_SIGHT]}
    rest = sorted({*KINDS, *own} - in_sight, key=attrgetter("group", "label"))
    return Offer(
        tuple(_button(kind) for kind in order if kind in in_sight),
        tuple(
            (group, tuple(map(_button, some))) for group, some in groupby(rest, attrgetter("group"))
        ),
    )


def _button(kind: Kind) -> Button:
    return kind.slug, kind.label


def _spoken_for(
    hour: int, plan: PlanInBrief | None, habit: Counter[str], kinds: Sequence[Kind]
) -> Counter[str]:
    points: Counter[str] = Counter()
    for place, slug in enumerate(_likely_at(hour)):
        points[slug] += BY_THE_HOUR * 10 - place
    for slug, _times in habit.most_common(OTHERS_IN_SIGHT):
        points[slug] += BY_HABIT * 10
    areas = _areas_asked_at(hour, plan) if plan else set()
    for kind in kinds:
        points[kind.slug] += BY_THE_PLAN * 10 * bool(areas & {*kind.serves})
    return points


def _likely_at(hour: int) -> tuple[str, ...]:
    if hour < 6 or hour >= 21:
        return "sleep", "night_check", "continence", "drink", "repositioning"
    if hour < 11:
        return "food", "drink", "personal_care", "continence"
    return "drink", "food", "activity", "mood"


def _areas_asked_at(hour: int, plan: PlanInBrief) -> set[str]:
    """The areas of need for which the plan asks something in this part of the day."""
    now = (PartOfDay.at(hour), "")
    labels = {aim.area for aim in plan.aims if any(task.part_of_day in now for task in aim.tasks)}
    return {area.value for area in NeedCategory if area.label in labels}


def usual_now(person: Person, by: User) -> list[str]:
    """The kinds that this worker recorded for somebody at about this time of the last days."""
    now = timezone.now()
    recorded = _recorded_since(person=person.pk, author=by.pk, since=now - LATELY)
    return [kind for kind, at in recorded if (now - at + ABOUT) % ONE_DAY <= 2 * ABOUT]


@prepared
def _recorded_since(
    person: UUID, author: UUID, since: datetime
) -> QuerySet[CareEntry, tuple[str, datetime]]:
    recorded = CareEntry.objects.filter(
        person=person, standing=Standing.CURRENT, recorded_by=author, sorts_at__gte=since
    )
    return recorded.values_list("kind", "sorts_at")
