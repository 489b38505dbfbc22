"""Writing the records of a person: add, revise, take out; allergies as a whole; About Me."""

from typing import Any, cast

from accounts.models import User
from governance.services import change
from records import policies, queries
from records.models import AboutMe, Admission, Allergy, Person, PersonRecord
from records.models.base import Standing
from records.models.person import AllergyState
from records.services.files import with_files, words_of
from records.services.rows import locked_person, recognised, write


@recognised
def add[R: PersonRecord](
    model: type[R], person: Person, *, by: User, why: str = "", **fields: Any
) -> R:
    """Add one record of any class to a person; the same `id` again returns the record there is.

    An allergy makes "no known allergies" untrue, so the state follows it. Raises AlreadyRecorded
    when that id came before with other words.
    """
    why = why or f"{model._meta.verbose_name} added"
    with change(by=by, why=why, person_id=person.pk) as opened:
        if earlier := queries.sent_before(model, fields.get("id")):
            opened.record_id = earlier.pk
            policies.is_a_repeat(earlier.versions.get(version=1), person.pk, by, words_of(fields))
            return earlier
        record = model._default_manager.create(person=person, **with_files(person.pk, fields))
        opened.record_id = record.pk
        if model is Allergy:
            write(locked_person(person.pk), {"allergy_state": AllergyState.PRESENT})
        return record


def revise[R: PersonRecord](
    record: R, *, replaces: int, by: User, why: str = "", **fields: Any
) -> R:
    """Write the next version of a record; the database keeps the earlier ones.

    `replaces` is the version its author was reading. Raises StaleRecord when a colleague has
    written since, and NotInThisState when the record was taken out.
    """
    why = why or f"{record._meta.verbose_name} revised"
    with change(by=by, why=why, person_id=record.person_id, record_id=record.pk):
        row = queries.locked(type(record), record.pk, version=replaces)
        policies.may_be_revised(row)
        return write(row, with_files(row.person_id, fields))


def withdraw[R: PersonRecord](
    record: R,
    *,
    replaces: int,
    reason: str,
    by: User,
    standing: str = Standing.WITHDRAWN,
) -> R:
    """Take a record out with a reason: it hides from the record and stays in its history.

    `standing` is withdrawn, or entered in error. Raises StaleRecord and NotInThisState. Without
    its last allergy, a person's allergies are not asked again.
    """
    with change(by=by, why=reason, person_id=record.person_id, record_id=record.pk):
        person = locked_person(record.person_id)
        row = queries.locked(type(record), record.pk, version=replaces)
        policies.may_be_revised(row)
        write(row, {"standing": standing})
        if isinstance(row, Allergy) and not queries.current(Allergy, person).exists():
            write(person, {"allergy_state": AllergyState.NOT_ASKED})
        if isinstance(row, Admission):
            policies.somebody_still_supports(stays=queries.current(Admission, person).count())
        return row


def state_no_known_allergies(person: Person, *, by: User) -> Person:
    """Record that somebody asked and there are none; refused while an allergy stands."""
    with change(by=by, why="no known allergies, as asked", person_id=person.pk):
        row = locked_person(person.pk)
        policies.no_allergy_stands(queries.current(Allergy, person).count())
        return write(row, {"allergy_state": AllergyState.NONE_KNOWN})


def take_back_no_known_allergies(person: Person, *, reason: str, by: User) -> Person:
    """Return to "not asked", with a reason. Raises NotInThisState unless none known stands."""
    with change(by=by, why=reason, person_id=person.pk):
        row = locked_person(person.pk)
        policies.none_known_stands(row.allergy_state)
        return write(row, {"allergy_state": AllergyState.NOT_ASKED})


def write_about_me(
    person: Person, *, replaces: int | None, by: User, why: str = "", **answers: str
) -> AboutMe:
    """Write About Me, the first time or the next. Raises StaleRecord.

    `replaces` is None for whoever believes to be the first to write it. What was taken out as
    entered in error is written anew, in the same row: its history keeps what it said.
    """
    with change(by=by, why=why or "About Me written", person_id=person.pk):
        locked_person(person.pk)  # two who are both the first to write it wait for each other here
        about_me = AboutMe.objects.filter(person=person).first()
        if about_me is None:
            return AboutMe.objects.create(person=person, **answers)
        if not about_me.is_current:
            blank = dict.fromkeys(AboutMe.HEADINGS, "") | {"standing": Standing.CURRENT}
            return cast("AboutMe", write(about_me, blank | answers))
        return write(queries.locked(AboutMe, about_me.pk, version=replaces or 0), answers)


def mark_about_me_in_error(about_me: AboutMe, *, replaces: int, reason: str, by: User) -> AboutMe:
    """Take out About Me that is somebody else's: history keeps it. Raises StaleRecord."""
    return withdraw(
        about_me, replaces=replaces, reason=reason, by=by, standing=Standing.ENTERED_IN_ERROR
    )
