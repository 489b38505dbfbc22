"""How one row of the record is written, and how a person is held still meanwhile."""

from typing import Any
from uuid import UUID

from governance.errors import NotYours
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
