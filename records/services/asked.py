"""Saying that a question was asked and left nothing else to record."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from governance.services import change
from records.models import Asked, Person
from records.models.base import Standing
from records.services.rows import locked_person, write


def say_asked(
    person: Person,
    *,
    question: str,
    answer: str,
    by: User,
    about: UUID | None = None,
    comment: str = "",
) -> Asked:
    """Record what came of a question; asked before, it becomes the next version of that answer.

    `about` is the record that stays without it; none where the question is about the person.
    """
    with change(by=by, why="a question was asked", person_id=person.pk) as opened:
        locked_person(person.pk)
        said = {"answer": answer, "comment": comment}
        row = _asked(person, question, about).first()
        if row is None:
            row = Asked.objects.create(person=person, question=question, about=about, **said)
        opened.record_id = row.pk
        return write(row, said)


def take_back_asked(
    person: Person, *, question: str, reason: str, by: User, about: UUID | None = None
) -> None:
    """Return a question to "never asked", with a reason; nothing happens where it is already."""
    with change(by=by, why=reason, person_id=person.pk):
        locked_person(person.pk)
        for row in _asked(person, question, about):
            write(row, {"standing": Standing.WITHDRAWN})


def _asked(person: Person, question: str, about: UUID | None) -> QuerySet[Asked]:
    return Asked.objects.filter(
        person=person, question=question, about=about, standing=Standing.CURRENT
    )
