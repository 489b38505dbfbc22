"""The whole record of a person as it stands, part by part, to be read on one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet, Value
from django.db.models.expressions import Window
from django.db.models.functions import JSONObject, RowNumber

from governance.prepared import prepared
from records import words
from records.kinds import KINDS, Kind, Part
from records.models import Person
from records.models.base import Standing

# So many records of a kind are read at once; the list of the kind has them all.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class OfKind:
    """What stands of one kind, as its list shows it, and whether there is more in the list."""

    kind: Kind
    rows: list[words.Summary]
    has_more: bool


@dataclass(frozen=True, slots=True)
class OfPart:
    """One part of a record as people think of it: what is in it, and what could be."""

    part: Part
    recorded: list[OfKind]
    empty: list[Kind]


def whole_record(person: Person) -> list[OfPart]:
    """Every part with what stands in it: all kinds in one query, however much there is."""
    found: dict[str, list[Any]] = {kind.slug: [] for kind in KINDS}
    for slug, place, pk, said in _everything(person=person.pk):
        found[slug].append((place, pk, said))
    return [_of_part(part, kinds, found) for part, kinds in groupby(KINDS, key=attrgetter("part"))]


def _of_part(part: Part, kinds: Iterable[Kind], found: dict[str, list[Any]]) -> OfPart:
    every = [_of_kind(kind, sorted(found[kind.slug])) for kind in kinds]
    return OfPart(
        part,
        recorded=[one for one in every if one.rows],
        empty=[one.kind for one in every if not one.rows],
    )


def _of_kind(kind: Kind, rows: list[Any]) -> OfKind:
    said = [words.summary(_record(kind, pk, told), kind.shown) for _, pk, told in rows[:SHOWN]]
    return OfKind(kind, said, has_more=len(rows) > SHOWN)


@prepared
def _everything(person: UUID) -> QuerySet[Any, tuple[str, int, UUID, dict[str, Any]]]:
    first, *others = [_first_of(kind, person) for kind in KINDS]
    return first.union(*others, all=True)


def _first_of(kind: Kind, person: UUID) -> QuerySet[Any, Any]:
    order = kind.order
    columns = {field.name: field.name for field in _fields(kind) if not field.is_relation}
    for field in _fields(kind):
        if field.is_relation:
            columns |= {field.attname: field.attname, field.name: _named(field)}
    rows = kind.model._default_manager.filter(person=person, standing=Standing.CURRENT)
    place = Window(RowNumber(), order_by=list(order))
    said = JSONObject(**columns)
    return rows.order_by(*order).values_list(Value(kind.slug), place, "id", said)[: SHOWN + 1]


def _fields(kind: Kind) -> list[Any]:
    names = dict.fromkeys((words.named_by(kind.model), *kind.shown))
    return [kind.model._meta.get_field(name) for name in names]


def _named(field: Any) -> str:
    return f"{field.name}__{words.named_by(field.related_model)}"


def _record(kind: Kind, pk: UUID, told: dict[str, Any]) -> models.Model:
    """Make a record of what the query told of it; it is read, never saved."""
    record = kind.model(id=pk)
    for field in _fields(kind):
        setattr(record, field.attname, field.to_python(told[field.attname]))
        if field.is_relation and told[field.attname]:
            named = {words.named_by(field.related_model): told[field.name]}
            setattr(record, field.name, field.related_model(pk=told[field.attname], **named))
    return record
