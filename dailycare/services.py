"""Writes of daily care. An entry is written once; a correction is a new version with a reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from dailycare import photographs as kept_photographs
from dailycare import policies, queries
from dailycare.clock import UK
from dailycare.kinds import FOR_SEVERAL
from dailycare.models import Assignment, CareEntry, ExceptionSeen, Outcome, PartOfDay
from governance.ids import uuid7
from governance.models import Act
from governance.services import change, record_acts
from records import policies as records_policies
from records import queries as records_queries
from records import services as records
from records.errors import AlreadyRecorded, NotInThisState
from records.models import Person
from records.models.base import Standing
from records.photographs import Picture
from records.services.rows import locked_person, recognised

# Where an entry without a clock time stands among the others of its day.
ORDER_IN_DAY = {
    PartOfDay.NIGHT: time(3),
    PartOfDay.MORNING: time(9),
    PartOfDay.AFTERNOON: time(15),
    PartOfDay.EVENING: time(20),
    "": time(0),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """An entry that a device kept: whose it is, and what `record_care` takes."""

    person: Person
    told: dict[str, Any]

    @property
    def is_plain(self) -> bool:
        """Say whether it can be written together with others."""
        return not (self.told["instruction_id"] or self.told["photographs"])


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
    photographs: Sequence[Picture] = (),
    written_at: datetime | None = None,
    clock_off: int | None = None,
) -> CareEntry:
    """Record one act of care; the same `entry_id` again returns the entry already recorded.

    `happened_at` is aware; `instruction_id` is what the plan asked for (CPL-10); the last two are
    told by a device that kept the entry until it could send it. Raises
    AlreadyRecorded when that id came before with other content, so that nothing is doubled and
    nothing is silently replaced (OFF-04), and NotInThisState when the plan does not ask for it.
    """
    entry_id = entry_id or uuid7()
    said = {
        "kind": kind,
        "values": (values or {}) | kept_photographs.marks(entry_id, photographs),
        "text": text,
        "outcome": outcome,
        "outcome_reason": outcome_reason,
        "instruction_id": instruction_id,
    }
    when = moment(happened_at)
    sent = {"written_at": written_at, "clock_off": clock_off}
    with change(by=by, why=f"care recorded: {kind}", person_id=person.pk, record_id=entry_id):
        earlier = queries.sent_before(entry_id)
        if earlier is None:
            if instruction_id:
                _is_asked_for(person, instruction_id, when["happened_on"])
            kept_photographs.keep(person, entry_id, photographs)
            return CareEntry.objects.create(pk=entry_id, person=person, **said, **when, **sent)
        # A device's times are put right by its clock at each sending, so they differ by a little.
        same = said if written_at else said | when
        records_policies.is_a_repeat(earlier.versions.get(version=1), person.pk, by, same)
        return earlier


def record_sent(entries: Sequence[Sent], *, by: User) -> dict[UUID, Exception]:
    """Record what a device kept until it could send it; returns why not, for those that were not.

    Each is taken by itself, so that one that cannot be recorded holds up no other; those that
    are new, answer nothing of the plan and have no photographs are written in one statement. What
    came before is known again (OFF-04).
    """
    known = queries.ids_among({entry.told["entry_id"] for entry in entries})
    new = [e for e in entries if e.is_plain and e.told["entry_id"] not in known]
    try:
        _record_together(new, by)
    except IntegrityError:  # another sending of one of them was quicker
        new = []
    refused: dict[UUID, Exception] = {}
    written = {entry.told["entry_id"] for entry in new}
    for entry in entries:
        if entry.told["entry_id"] in written:
            continue
        try:
            record_care(entry.person, by=by, **entry.told)
        except (AlreadyRecorded, NotInThisState) as why:
            refused[entry.told["entry_id"]] = why
    return refused


def _record_together(entries: Sequence[Sent], by: User) -> None:
    if not entries:
        return
    with change(by=by, why="care recorded on a device"):
        CareEntry.objects.bulk_create([_row(entry.person, **entry.told) for entry in entries])
        about = [
            (entry.person.pk, entry.told["entry_id"], f"care recorded: {entry.told['kind']}")
            for entry in entries
        ]
        record_acts(Act.CHANGE, about, by=by)


def _row(person: Person, *, entry_id: UUID, happened_at: datetime, **told: Any) -> CareEntry:
    del told["photographs"]  # there are none
    return CareEntry(pk=entry_id, person=person, **told, **moment(happened_at))


def record_for_several(
    told: Sequence[tuple[Person, dict[str, Any]]], *, by: User, kind: str
) -> list[CareEntry]:
    """Record what was told of each of several people: an entry of its own each, all or none.

    Words that are the same for more than one say for how many they were written (DLY-06).
    """
    same_words = Counter(fields["text"] for _person, fields in told)
    with transaction.atomic():
        return [
            record_care(person, by=by, kind=kind, **_shared(fields, same_words[fields["text"]]))
            for person, fields in told
        ]


def _shared(fields: dict[str, Any], people: int) -> dict[str, Any]:
    marked = {FOR_SEVERAL: people} if people > 1 else {}
    return fields | {"values": fields["values"] | marked}


def _is_asked_for(person: Person, instruction_id: UUID, day: date) -> None:
    policies.the_plan_asks_for_it(
        is_asked_for=records_queries.is_asked_for(person, instruction_id, on=day)
    )


def correct_care(
    entry: CareEntry,
    *,
    replaces: int,
    reason: str,
    by: User,
    photographs: Sequence[Picture] = (),
    **fields: Any,
) -> CareEntry:
    """Write a corrected version with its reason; the first stays readable (DLY-05).

    `photographs` are new ones, which `values` names already. Without a time, `happened_at` is None
    and `happened_on` and `part_of_day` say what is known. Raises StaleRecord, and NotInThisState
    when neither its author nor a lead corrects it.
    """
    policies.may_be_corrected_by(entry, by, entry.person)
    if at := fields.get("happened_at"):
        fields |= moment(at)
    elif "happened_at" in fields:
        fields |= day_only(fields["happened_on"], fields["part_of_day"])
    with change(by=by, why=reason, person_id=entry.person_id, record_id=entry.pk):
        kept_photographs.keep(entry.person, entry.pk, photographs)
        return records.revise(entry, replaces=replaces, by=by, why=reason, **fields)


def mark_entered_in_error(entry: CareEntry, *, replaces: int, reason: str, by: User) -> CareEntry:
    """Hide an entry that should not be there, such as one on the wrong person; history keeps it."""
    policies.may_be_corrected_by(entry, by, entry.person)
    return records.withdraw(
        entry, replaces=replaces, reason=reason, by=by, standing=Standing.ENTERED_IN_ERROR
    )


def assign(people: list[UUID], *, worker: User, works_on: date, part_of_day: str, by: User) -> None:
    """Say who sees to these people on a day; who sees to them already stays as they are."""
    about: dict[str, Any] = {"worker": worker, "works_on": works_on, "part_of_day": part_of_day}
    for person_id in sorted(people):
        with change(by=by, why="said who sees to them", person_id=person_id):
            person = locked_person(person_id)
            if not records_queries.current(Assignment, person).filter(**about).exists():
                records.add(Assignment, person, by=by, **about)


def take_back(given: Assignment, *, by: User) -> Assignment:
    """Say that a worker does not see to somebody after all."""
    reason = "somebody else sees to them"
    return records.withdraw(given, replaces=given.version, reason=reason, by=by)


def mark_seen(
    person: Person, *, key: str, what: str, done: str, by: User, verdict: str = ""
) -> ExceptionSeen:
    """Keep what a lead did about something on the list. Raises NotInThisState once it is kept."""
    with change(by=by, why="seen, and said what was done", person_id=person.pk):
        person = locked_person(person.pk)
        policies.is_not_seen_yet(
            records_queries.current(ExceptionSeen, person)
            .filter(key=key)
            .select_related("recorded_by")
            .first()
        )
        said = {"exception": what[:400], "done": done, "verdict": verdict}
        return records.add(ExceptionSeen, person, by=by, key=key, **said)


def correct_seen(
    seen: ExceptionSeen, *, replaces: int, reason: str, by: User, **said: str
) -> ExceptionSeen:
    """Put right what was said to have been done, by its author or a manager, with the reason."""
    policies.seen_may_be_corrected_by(seen, by, seen.person)
    return records.revise(seen, replaces=replaces, by=by, why=reason, **said)


def mark_seen_in_error(
    seen: ExceptionSeen, *, replaces: int, reason: str, by: User
) -> ExceptionSeen:
    """Take it out: what it was about needs somebody's eye again; history keeps what it said."""
    policies.seen_may_be_corrected_by(seen, by, seen.person)
    return records.withdraw(
        seen, replaces=replaces, reason=reason, by=by, standing=Standing.ENTERED_IN_ERROR
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
