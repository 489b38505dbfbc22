"""Writing what is usual for a person in one area of everyday and nursing needs."""

from accounts.models import User
from governance.services import change
from records import queries
from records.models import NursingNeed, Person
from records.nursing import Answers
from records.services.rows import locked_person, write


def write_nursing_need(
    person: Person, *, area: str, replaces: int | None, answers: Answers, by: User, why: str = ""
) -> NursingNeed:
    """Write what is usual in one area, the first time or the next. Raises StaleRecord.

    `replaces` is None for whoever believes to be the first to write it.
    """
    with change(by=by, why=why or "nursing needs written", person_id=person.pk) as opened:
        locked_person(person.pk)  # two who are both the first to write it wait for each other here
        found = queries.nursing_need(person, area)
        if found is None:
            row = NursingNeed.objects.create(person=person, area=area, answers=answers)
        else:
            locked = queries.locked(NursingNeed, found.pk, version=replaces or 0)
            row = write(locked, {"answers": answers})
        opened.record_id = row.pk
        return row
