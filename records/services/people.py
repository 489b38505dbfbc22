"""Opening somebody's record, and writing who they are."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from governance.services import change, viewed
from records import queries
from records.models import Admission, Person, PersonAddress
from records.services.rows import write


def open_record(
    person_id: UUID,
    *,
    by: User,
    why: str,
    may: Permission | None = None,
    once_in: timedelta = timedelta(),
) -> Person:
    """Return a person whom this user supports, and put on record that they looked, and why.

    Looking again for the same reason within `once_in` is part of the same look.

    Raises NotYours for anybody else's person, and PermissionDenied where no post at the person's
    places allows what the page is for; the attempt is audited.
    """
    person = queries.person_seen_by(by, person_id, may=may)
    why = marked(why, person)
    if not (once_in and queries.has_looked(person, by, why=why, since=timezone.now() - once_in)):
        viewed(person.pk, by=by, why=why)
    return person


def marked(why: str, person: Person) -> str:
    """Say with the reason of a reading that its reader came from outside (0024)."""
    return f"{why}, from outside their places" if person.opened else why


def add_person(
    *,
    by: User,
    admission: dict[str, Any],
    address: dict[str, Any] | None = None,
    why: str = "person added",
    **fields: Any,
) -> Person:
    """Add a person with the admission that makes them somebody's to support, and an address."""
    with change(by=by, why=why) as opened:
        person = Person.objects.create(**fields)
        opened.person_id = person.pk
        Admission.objects.create(person=person, **admission)
        if address:
            PersonAddress.objects.create(person=person, **address)
    return person


def revise_person(
    person_id: UUID, *, replaces: int, by: User, why: str = "", **fields: Any
) -> Person:
    """Write the next version of who the person is. Raises StaleRecord, NotYours."""
    with change(by=by, why=why or "who the person is revised", person_id=person_id):
        return write(queries.locked(Person, person_id, version=replaces), fields)
