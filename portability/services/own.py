"""Giving a person their own copy."""

from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from governance.services import show_private
from portability.own_copy import OwnCopy, own_copy
from records.models import Person
from records.services import open_record


def open_own_copy(person_id: UUID, *, by: User, why: str) -> tuple[Person, OwnCopy]:
    """Return a person with what their record says in plain words, and put it on record.

    Raises NotYours for anybody whom this user does not support.
    """
    person = open_record(person_id, by=by, why=why, may=Permission.COPY_RECORD)
    show_private()  # theirs to read
    return person, own_copy(person)
