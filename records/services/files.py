"""Keeping files that were chosen on a page, and giving one out again."""

import hashlib
from typing import Any
from uuid import UUID

from accounts.models import User
from governance.models import Act
from governance.services import record_act
from records import queries
from records.file_types import Upload
from records.models import DocumentFile
from records.services.people import marked


def with_files(person_id: UUID, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record with every file among them kept, inside an open change."""
    return {
        name: _keep(person_id, value) if isinstance(value, Upload) else value
        for name, value in fields.items()
    }


def words_of(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record without the files among them."""
    return {name: value for name, value in fields.items() if not isinstance(value, Upload)}


def _keep(person_id: UUID, upload: Upload) -> DocumentFile:
    return DocumentFile.objects.create(
        person_id=person_id,
        content=upload.content,
        size=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        file_name=upload.file_name,
        mime_type=upload.mime_type,
    )


def open_file(person_id: UUID, file_id: UUID, *, by: User) -> DocumentFile:
    """Return a file of a person whom this user supports, and put on record that they had it.

    Raises NotYours for anybody else's person, and for a file that is not this person's.
    """
    person = queries.person_seen_by(by, person_id)
    found = queries.file_of(person, file_id)
    why = marked("downloaded a file", person)
    record_act(Act.READ, by=by, why=why, person_id=person.pk, record_id=found.pk)
    return found
