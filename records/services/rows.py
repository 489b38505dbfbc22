"""How one row of the record is written, and how a person is held still meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from psycopg.errors import UniqueViolation

from governance.errors import NotYours
from records.errors import AlreadyRecorded
from records.models import Person


def write(row: Any, fields: dict[str, Any]) -> Any:
    """Save changed fields; a trigger raises the version and keeps the row it replaces."""
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
        row.version += 1
    return row


def locked_person(person_id: UUID) -> Person:
    """Lock a person, so that what is true of their record as a whole stays true.

    Others may still add notes: only writers of the same row wait.
    """
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotYours
    return person


def recognised[**P, R](record: Callable[P, R]) -> Callable[P, R]:
    """Let a write whose id was chosen by the sender be known again, even at the same moment.

    Of two that arrive together the database lets one through; the other, asked once more, sees it.
    Raises AlreadyRecorded when the id is taken where this provider may not look.
    """

    @wraps(record)
    def once(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return record(*args, **kwargs)
        except IntegrityError as clash:
            if not isinstance(clash.__cause__, UniqueViolation):
                raise
        try:
            return record(*args, **kwargs)
        except IntegrityError as clash:
            raise AlreadyRecorded from clash

    return once
