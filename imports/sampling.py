"""Whom to check by eye: the odd ones of an import, and some at random that stay the same."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import MD5, Cast, Concat

from imports import reconciled
from imports.models import ImportRun, ReconciledPerson

MOST = 10
AT_RANDOM = "no reason but chance"


def sample_of(run: ImportRun) -> list[tuple[ReconciledPerson, str]]:
    """At most ten people, each once, with everything that they are chosen for."""
    chosen: dict[UUID, tuple[ReconciledPerson, list[str]]] = {}
    for why, one in _odd_ones(run):
        chosen.setdefault(one.pk, (one, []))[1].append(why)
    for one in _at_random(run).exclude(pk__in=list(chosen))[: max(MOST - len(chosen), 0)]:
        chosen[one.pk] = (one, [AT_RANDOM])
    return [(one, ", ".join(why)) for one, why in chosen.values()]


def _odd_ones(run: ImportRun) -> Iterator[tuple[str, ReconciledPerson]]:
    everybody = reconciled.people(run)
    kinds = {
        "something is missing": everybody.filter(found__lt=F("expected")),
        "the most rows": everybody.order_by("-rows", "name", "id"),
        "the fewest rows": everybody.order_by("rows", "name", "id"),
        "rows left out": everybody.filter(left_out__gt=0).order_by("-left_out", "name", "id"),
        "rows with a warning": everybody.filter(warned__gt=0).order_by("-warned", "name", "id"),
        "rows brought together as one person": everybody.filter(merged__gt=1).order_by(
            "name", "id"
        ),
    }
    for why, found in kinds.items():
        if one := found.first():
            yield why, one


def _at_random(run: ImportRun) -> QuerySet[ReconciledPerson]:
    """In an order that nobody chooses, and that is the same whenever it is asked for."""
    mixed = MD5(Concat(Value(str(run.pk)), Cast("person_id", CharField())))
    return ReconciledPerson.objects.filter(run=run).order_by(mixed)
