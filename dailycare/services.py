"""Writes of daily care. An entry is written once; a correction is a new version with a reason."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from accounts.models import User
from dailycare import policies, queries
from dailycare.clock import UK
from dailycare.models import CareEntry, Outcome, PartOfDay
from governance.ids import uuid7
from governance.services import change
from records import policies as records_policies
from records import queries as records_queries
from records import services as records
from records.models import Person
from records.models.base import Standing
from records.services.rows import recognised

# Where an entry without a clock time stands among the others of its day.
ORDER_IN_DAY = {
    PartOfDay.NIGHT: time(3),
    PartOfDay.MORNING: time(9),
    PartOfDay.AFTERNOON: time(15),
    PartOfDay.EVENING: time(20),
    "": time(0),
}


@recognised
def record_care(
    person: Person,
    *,
    by: User,
    kind: str,
    happened_at: datetime,
    entry_id: UUID | None = None,
    values: dict[str, Any] | None = None,
    text: str = "",
    outcome: str = Outcome.DONE,
    outcome_reason: str = "",
    instruction_id: UUID | None = None,
) -> CareEntry:
    """Record one act of care; the same `entry_id` again returns the entry already recorded.

    `happened_at` is aware; `instruction_id` is what the plan asked for (CPL-10). Raises
    AlreadyRecorded when that id came before with other content, so that nothing is doubled and
    nothing is silently replaced (OFF-04), and NotInThisState when the plan does not ask for it.
    """
    fields = {
        "kind": kind,
        "values": values or {},
        "text": text,
        "outcome": outcome,
        "outcome_reason": outcome_reason,
        "instruction_id": instruction_id,
        **moment(happened_at),
    }
    entry_id = entry_id or uuid7()
    with change(by=by, why=f"care recorded: {kind}", person_id=person.pk, record_id=entry_id):
        earlier = queries.sent_before(entry_id)
        if earlier is None:
            if instruction_id:
                _is_asked_for(person, instruction_id, fields["happened_on"])
            return CareEntry.objects.create(pk=entry_id, person=person, **fields)
        records_policies.is_a_repeat(earlier.versions.get(version=1), person.pk, by, fields)
        return earlier


def _is_asked_for(person: Person, instruction_id: UUID, day: date) -> None:
    policies.the_plan_asks_for_it(
        is_asked_for=records_queries.is_asked_for(person, instruction_id, on=day)
    )


def correct_care(
    entry: CareEntry, *, replaces: int, reason: str, by: User, **fields: Any
) -> CareEntry:
    """Write a corrected version with its reason; the first stays readable (DLY-05).

    Without a time, `happened_at` is None and `happened_on` and `part_of_day` say what is known.
    Raises StaleRecord, and NotInThisState when neither its author nor a lead corrects it.
    """
    policies.may_be_corrected_by(entry, by, entry.person.places)
    if at := fields.get("happened_at"):
        fields |= moment(at)
    elif "happened_at" in fields:
        fields |= day_only(fields["happened_on"], fields["part_of_day"])
    return records.revise(entry, replaces=replaces, by=by, why=reason, **fields)


def mark_entered_in_error(entry: CareEntry, *, replaces: int, reason: str, by: User) -> CareEntry:
    """Hide an entry that should not be there, such as one on the wrong person; history keeps it."""
    policies.may_be_corrected_by(entry, by, entry.person.places)
    return records.withdraw(
        entry, replaces=replaces, reason=reason, by=by, standing=Standing.ENTERED_IN_ERROR
    )


def moment(happened_at: datetime) -> dict[str, Any]:
    """Return the columns that say when, for something whose time is known to the minute."""
    return {
        "happened_at": happened_at,
        "happened_on": happened_at.astimezone(UK).date(),
        "part_of_day": "",
        "sorts_at": happened_at,
    }


def day_only(day: date, part: str = "") -> dict[str, Any]:
    """Return the columns that say when, for something known by its day or a part of it."""
    stands_at = datetime.combine(day, ORDER_IN_DAY[part], tzinfo=UK).astimezone(UTC)
    return {
        "happened_at": None,
        "happened_on": day,
        "part_of_day": part,
        "sorts_at": stands_at,
    }
