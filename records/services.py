"""Writes to the record. Everything goes through `change()`: one author, one reason, one version."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from governance.errors import NotYours
from governance.services import change, viewed
from records import policies, queries
from records.models import (
    AboutMe,
    Admission,
    Allergy,
    CarePlan,
    Goal,
    GoalReview,
    Instruction,
    Person,
    PersonRecord,
    Review,
)
from records.models.base import Standing
from records.models.person import AllergyState


def open_record(person_id: UUID, *, by: User, why: str) -> Person:
    """Return a person whom this user supports, and put on record that they looked, and why.

    Raises NotYours for anybody else's person; the page answers 404 and the attempt is audited.
    """
    person = queries.person_seen_by(by, person_id)
    viewed(person.pk, by=by, why=why)
    return person


def add_person(
    *, by: User, admission: dict[str, Any], why: str = "person added", **fields: Any
) -> Person:
    """Add a person together with the admission that makes them somebody's to support."""
    with change(by=by, why=why) as opened:
        person = Person.objects.create(**fields)
        opened.person_id = person.pk
        Admission.objects.create(person=person, **admission)
    return person


def revise_person(person_id: UUID, *, replaces: int, by: User, **fields: Any) -> Person:
    """Write the next version of who the person is. Raises StaleRecord, NotYours."""
    with change(by=by, why="who the person is revised", person_id=person_id):
        return _write(queries.locked(Person, person_id, version=replaces), fields)


def add(
    model: type[PersonRecord], person: Person, *, by: User, why: str = "", **fields: Any
) -> PersonRecord:
    """Add one record of any class to a person.

    An allergy makes "no known allergies" untrue, so the state follows it.
    """
    why = why or f"{model._meta.verbose_name} added"
    with change(by=by, why=why, person_id=person.pk):
        record = model.objects.create(person=person, **fields)
        if model is Allergy:
            _set_allergy_state(person.pk, AllergyState.PRESENT)
        return record


def revise(
    record: PersonRecord, *, replaces: int, by: User, why: str = "", **fields: Any
) -> PersonRecord:
    """Write the next version of a record; the database keeps the earlier ones.

    `replaces` is the version its author was reading. Raises StaleRecord when a colleague has
    written since, and NotInThisState when the record was taken out.
    """
    why = why or f"{record._meta.verbose_name} revised"
    with change(by=by, why=why, person_id=record.person_id, record_id=record.pk):
        row = queries.locked(type(record), record.pk, version=replaces)
        policies.may_be_revised(row)
        return _write(row, fields)


def withdraw(
    record: PersonRecord,
    *,
    replaces: int,
    reason: str,
    by: User,
    standing: str = Standing.WITHDRAWN,
) -> PersonRecord:
    """Take a record out with a reason: it hides from the record and stays in its history.

    `standing` is withdrawn, or entered in error. Raises StaleRecord and NotInThisState.
    """
    with change(by=by, why=reason, person_id=record.person_id, record_id=record.pk):
        row = queries.locked(type(record), record.pk, version=replaces)
        policies.may_be_revised(row)
        _write(row, {"standing": standing})
        if isinstance(row, Allergy) and not queries.current(Allergy, row.person).exists():
            _set_allergy_state(row.person_id, AllergyState.NOT_ASKED)
        return row


def state_no_known_allergies(person: Person, *, by: User) -> Person:
    """Record that somebody asked and there are none; refused while an allergy stands."""
    with change(by=by, why="no known allergies, as asked", person_id=person.pk):
        policies.no_allergy_stands(queries.current(Allergy, person).count())
        return _set_allergy_state(person.pk, AllergyState.NONE_KNOWN)


def write_about_me(person: Person, *, replaces: int | None, by: User, **answers: str) -> AboutMe:
    """Write About Me, the first time or the next. Raises StaleRecord.

    `replaces` is None for whoever believes to be the first to write it.
    """
    with change(by=by, why="About Me written", person_id=person.pk):
        about_me = queries.about_me(person)
        if about_me is None:
            return AboutMe.objects.create(person=person, **answers)
        return _write(queries.locked(AboutMe, about_me.pk, version=replaces or 0), answers)


def draft_plan(person: Person, *, by: User, **fields: Any) -> CarePlan:
    """Start a draft; goals and instructions of the live plan are carried into it."""
    with change(by=by, why="care plan drafted", person_id=person.pk):
        live = queries.live_plan(person)
        policies.no_draft_is_open(queries.open_draft(person))
        draft = CarePlan.objects.create(person=person, **fields)
        if live:
            _carry_over(live, draft)
        return draft


def sign_off_plan(plan: CarePlan, *, replaces: int, review_on: Any, by: User) -> CarePlan:
    """Make a draft the live plan; the one before it is superseded. Raises NotInThisState."""
    with change(by=by, why="care plan signed off", person_id=plan.person_id, record_id=plan.pk):
        draft = queries.locked(CarePlan, plan.pk, version=replaces)
        policies.plan_may_be_signed_off(draft, goals=queries.goals(draft).count())
        if live := queries.live_plan(draft.person):
            _write(live, {"status": CarePlan.Status.SUPERSEDED})
        return _write(
            draft,
            {
                "status": CarePlan.Status.LIVE,
                "review_on": review_on,
                "approved_at": timezone.now(),
                "approved_by": by,
            },
        )


def review_plan(
    plan: CarePlan,
    *,
    replaces: int,
    findings: dict[UUID, tuple[str, str]],
    by: User,
    **review: Any,
) -> Review:
    """Record a review of the live plan with what was found of each goal, and sign it off.

    `findings` maps a goal's id to (finding, comment). A goal found ended is completed. The
    plan's next review becomes the review's. Raises StaleRecord, NotInThisState.
    """
    with change(
        by=by, why="care plan reviewed and signed off", person_id=plan.person_id, record_id=plan.pk
    ):
        live = queries.locked(CarePlan, plan.pk, version=replaces)
        policies.plan_may_be_reviewed(live)
        held = Review.objects.create(person=live.person, care_plan=live, **review)
        for goal in queries.goals(live):
            finding, comment = findings[goal.pk]
            GoalReview.objects.create(
                person=live.person, review=held, goal=goal, finding=finding, comment=comment
            )
            if finding == GoalReview.Finding.ENDED:
                _write(goal, {"status": Goal.Status.COMPLETED})
        _write(live, {"review_on": held.next_review_on})
        return held


def _carry_over(live: CarePlan, draft: CarePlan) -> None:
    for goal in queries.goals(live):
        copy = Goal.objects.create(
            person=draft.person,
            care_plan=draft,
            need=goal.need,
            description=goal.description,
            how_we_know=goal.how_we_know,
            status=goal.status,
            target_on=goal.target_on,
        )
        for instruction in goal.instructions_now:
            Instruction.objects.create(
                person=draft.person,
                care_plan=draft,
                goal=copy,
                description=instruction.description,
                when=instruction.when,
                started_on=instruction.started_on,
                ended_on=instruction.ended_on,
            )


def _set_allergy_state(person_id: UUID, state: str) -> Person:
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotYours
    return _write(person, {"allergy_state": state})


def _write(row: Any, fields: dict[str, Any]) -> Any:
    """Save changed fields; a trigger raises the version and keeps the row it replaces."""
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
        row.version += 1
    return row
