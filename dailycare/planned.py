"""What was recorded for what the plan asks: what came of each lately, and how often since a day.

What a plan asks for is the same in each plan that takes it over: it is told by its lineage.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from dailycare.models import CareEntry, Outcome
from dailycare.queries import TOLD
from records.models import Instruction, Person
from records.queries import current

# What was done longer ago says nothing of how it is done now, and need not be read.
LATELY = timedelta(days=31)


def given_lately(person: Person) -> dict[UUID, list[CareEntry]]:
    """By lineage: the latest entry of each outcome, the latest of all first."""
    entries = _for_the_plan(person).filter(sorts_at__gte=timezone.now() - LATELY)
    entries = entries.order_by("instruction__lineage", "outcome", "-sorts_at", "-id")
    found: dict[UUID, list[CareEntry]] = defaultdict(list)
    for entry in entries.distinct("instruction__lineage", "outcome").select_related(*TOLD):
        found[cast("Instruction", entry.instruction).lineage].append(entry)
    for given in found.values():
        given.sort(key=lambda entry: entry.sorts_at, reverse=True)
    return found


def counts_since(person: Person, since: date) -> dict[UUID, list[tuple[Outcome, int]]]:
    """By lineage: how often each outcome was recorded since a day."""
    starts = timezone.make_aware(datetime.combine(since, datetime.min.time()))
    rows = (
        _for_the_plan(person)
        .filter(sorts_at__gte=starts)
        .order_by("instruction__lineage", "outcome")
        .values_list("instruction__lineage", "outcome")
        .annotate(number=Count("pk"))
    )
    found: dict[UUID, list[tuple[Outcome, int]]] = defaultdict(list)
    for lineage, outcome, number in rows:
        found[lineage].append((Outcome(outcome), number))
    return found


def _for_the_plan(person: Person) -> QuerySet[CareEntry]:
    return current(CareEntry, person).filter(instruction__isnull=False)
