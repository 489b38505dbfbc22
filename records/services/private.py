"""Opening what is kept private, for a reason (CPL-13)."""

from accounts.models import User
from governance.models import Act
from governance.services import record_act, show_private
from records import queries
from records.models import Person


def open_private_parts(person: Person, *, reason: str, by: User) -> list[queries.PrivatePart]:
    """Return what a person wants few to read, and put on record who opened it and why.

    It is open in this transaction alone: the next page keeps it private again.
    """
    record_act(Act.OPENED_PRIVATE, by=by, why=reason, person_id=person.pk)
    show_private()
    return queries.private_parts(person)
