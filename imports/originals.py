"""What the old system had in place of a record's words, for whoever may see the record."""

from typing import Any
from uuid import UUID

from django.db.models import IntegerField, Q, QuerySet, Value

from accounts.models import User
from accounts.permissions import Permission
from governance.errors import NotYours
from imports.models import ImportRow, Newer
from imports.queries import MADE_BY_IMPORTS
from records.models import Person


def record_of(person: Person, record_id: UUID) -> Any:
    """A record of somebody that an import made, where its reader may see it. Raises NotYours.

    It is asked for in its own table, whose policies hide what is kept private from this reader.
    """
    first, *others = (_here(place, person, record_id) for place in range(len(MADE_BY_IMPORTS)))
    place = next(iter(first.union(*others, all=True)), None)
    if place is None:
        raise NotYours
    return MADE_BY_IMPORTS[place]._default_manager.get(pk=record_id)


def _here(place: int, person: Person, record_id: UUID) -> QuerySet[Any, int]:
    model = MADE_BY_IMPORTS[place]
    theirs = Q(pk=person.pk) if model is Person else Q(person=person)
    found = model._default_manager.filter(theirs, pk=record_id, import_run_id__isnull=False)
    return found.values_list(Value(place, IntegerField()), flat=True)


def of_record(record: Any, *, seen_by: User) -> QuerySet[ImportRow]:
    """The rows it was made of whose text was cleaned, as typed; those of the newest export first.

    A run that was only checked has put nothing into the record.
    """
    rows = ImportRow.objects.filter(
        target_id=record.pk,
        is_cleaned=True,
        run__location__in=seen_by.places_for(Permission.IMPORT),
        run__committed_to__gt=0,
    )
    rows = rows.exclude(newer=Newer.LEFT)  # its words are not those of the record
    return rows.select_related("run").order_by("-run__created_at", "position")
