"""Writes of a handover: drafted, edited, signed by two leads, read; then only added to."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import Location, Unit, User
from dailycare.handovers import drafting, policies, reading
from dailycare.handovers.concerns import Concern
from dailycare.models import Handover, HandoverLine, HandoverReading
from governance.services import change
from records import queries as records
from records.errors import AlreadyRecorded
from records.models import Person
from records.models.base import Standing
from records.services.rows import recognised, write

# How far back the first handover of a unit reaches: a long shift (general knowledge).
FIRST_REACHES = timedelta(hours=12)


def draft_handover(location: Location, unit: Unit | None, *, by: User) -> Handover:
    """Draft what was recorded since the last signed handover; the open one, if there is one."""
    with change(by=by, why="handover drafted") as opened:
        # Two who begin at once wait for each other here, and the second finds the first one's.
        Location.objects.select_for_update(no_key=True).get(pk=location.pk)
        handover = reading.open_handover(location, unit)
        if handover is None:
            now = timezone.now()
            begins_at = reading.last_end(location, unit) or now - FIRST_REACHES
            handover = Handover.objects.create(
                location=location, unit=unit, begins_at=begins_at, ends_at=now
            )
            _say(handover, drafting.found_for(handover, now, by=by))
        opened.record_id = handover.pk
    return handover


def add_what_is_new(handover: Handover, *, by: User) -> int:
    """Add what came since it was drafted, and return how much; nothing that is there changes.

    Only that nothing is recorded of somebody falls away, once something is. Raises NotInThisState.
    """
    with _writing(handover, by=by, why="what came since the handover was drafted") as row:
        now = timezone.now()
        found = drafting.found_for(row, now, by=by)
        quiet = [one.person_id for one in found if one.concern == Concern.QUIET]
        for line in reading.lines_of_concern(row, Concern.QUIET):
            if line.person_id not in quiet:
                write(line, {"standing": Standing.WITHDRAWN})
        new = drafting.not_said(row, found)
        _say(row, new)
        row.ends_at = now
    return len(new)


def _say(handover: Handover, found: Iterable[drafting.Found]) -> None:
    """Write the lines in one statement: sixty people have a hundred, in one audited act."""
    HandoverLine.objects.bulk_create(one.line(handover) for one in found)


@recognised
def add_line(
    handover: Handover,
    *,
    by: User,
    line_id: UUID,
    concern: str,
    words: str,
    person: Person | None = None,
    is_said_first: bool = False,
) -> HandoverLine:
    """Add what a lead wants said, before signing; the same `line_id` again returns that line."""
    said: dict[str, Any] = {"concern": concern, "words": words, "is_said_first": is_said_first}
    policies.is_fit_to_say(concern, words, is_of_somebody=person is not None)
    if earlier := _said_before(handover, line_id, said, person, by):
        return earlier
    about = person.pk if person else None
    with _writing(handover, by=by, why="line added to a handover", person_id=about) as row:
        return HandoverLine.objects.create(
            pk=line_id, handover=row, person=person, because=f"Added by {by.name}", **said
        )


@recognised
def add_addendum(
    handover: Handover,
    *,
    by: User,
    line_id: UUID,
    concern: str,
    words: str,
    person: Person | None = None,
) -> HandoverLine:
    """Add to a handover that both leads have signed, under one's own name. Raises NotInThisState.

    The same `line_id` again returns that addendum.
    """
    said: dict[str, Any] = {"concern": concern, "words": words, "is_addendum": True}
    policies.is_fit_to_say(concern, words, is_of_somebody=person is not None)
    if earlier := _said_before(handover, line_id, said, person, by):
        return earlier
    about = person.pk if person else None
    with change(by=by, why="addendum to a handover", person_id=about, record_id=line_id):
        policies.may_have_an_addendum(_locked(handover))
        return HandoverLine.objects.create(
            pk=line_id, handover=handover, person=person, because=f"Added by {by.name}", **said
        )


def _said_before(
    handover: Handover, line_id: UUID, said: dict[str, Any], person: Person | None, by: User
) -> HandoverLine | None:
    """Return the line that came under this id. Raises AlreadyRecorded if it is another one."""
    line = HandoverLine.objects.filter(pk=line_id).first()
    if line is None:
        return None
    whose = (line.handover_id, line.person_id, line.recorded_by_id)
    first = line.versions.get(version=1)
    is_same = all(getattr(first, name) == value for name, value in said.items())
    if whose != (handover.pk, person.pk if person else None, by.pk) or not is_same:
        raise AlreadyRecorded
    return line


def revise_line(
    line: HandoverLine, *, replaces: int, by: User, concern: str, words: str, is_said_first: bool
) -> HandoverLine:
    """Say it in other words, or in another place. Raises StaleRecord, NotInThisState."""
    said = {"concern": concern, "words": words, "is_said_first": is_said_first}
    policies.is_fit_to_say(concern, words, is_of_somebody=line.person_id is not None)
    return _write_line(line, said, replaces=replaces, by=by, why="line of a handover edited")


def take_out_line(line: HandoverLine, *, replaces: int, reason: str, by: User) -> HandoverLine:
    """Leave a line unsaid, with a reason: it stays readable. Raises StaleRecord, NotInThisState."""
    taken_out = {"standing": Standing.WITHDRAWN}
    return _write_line(line, taken_out, replaces=replaces, by=by, why=reason)


def _write_line(
    line: HandoverLine, said: dict[str, Any], *, replaces: int, by: User, why: str
) -> HandoverLine:
    with _writing(line.handover, by=by, why=why, person_id=line.person_id):
        row: HandoverLine = write(records.locked(HandoverLine, line.pk, version=replaces), said)
        return row


def hand_over(handover: Handover, *, replaces: int, by: User) -> Handover:
    """Sign what the shift that ends tells the next. Raises NotInThisState.

    Raises StaleRecord when a line changed since: nobody signs what they have not read.
    """
    signed = {"handed_over_at": timezone.now(), "handed_over_by": by}
    return _sign(
        handover, signed, policies.may_be_written, replaces=replaces, by=by, why="handed over"
    )


def take_over(handover: Handover, *, replaces: int, by: User) -> Handover:
    """Sign for the shift that begins: from now on it is as it is. Raises as `hand_over` does."""
    signed = {"taken_over_at": timezone.now(), "taken_over_by": by}
    return _sign(
        handover,
        signed,
        lambda row: policies.may_be_taken_over_by(row, by),
        replaces=replaces,
        by=by,
        why="taken over",
    )


def take_back(handover: Handover, *, replaces: int, reason: str, by: User) -> Handover:
    """Make it a draft again, with a reason, while the second signature is missing."""
    unsigned = {"handed_over_at": None, "handed_over_by": None}
    return _sign(
        handover, unsigned, policies.may_be_taken_back, replaces=replaces, by=by, why=reason
    )


def _sign(
    handover: Handover,
    fields: dict[str, Any],
    rule: Any,
    *,
    replaces: int,
    by: User,
    why: str,
) -> Handover:
    with change(by=by, why=why, record_id=handover.pk):
        row = records.locked(Handover, handover.pk, version=replaces)
        rule(row)
        signed: Handover = write(row, fields)
        return signed


def say_read(handover: Handover, *, by: User) -> HandoverReading:
    """Put on record that somebody read it; a second tick changes nothing. Raises NotInThisState."""
    with change(by=by, why="handover read", record_id=handover.pk):
        policies.may_be_ticked_read(_locked(handover))
        reading_of, _is_new = HandoverReading.objects.get_or_create(
            handover=handover, recorded_by=by
        )
        return reading_of


def _locked(handover: Handover) -> Handover:
    return Handover.objects.select_for_update().get(pk=handover.pk)


@contextmanager
def _writing(
    handover: Handover, *, by: User, why: str, person_id: UUID | None = None
) -> Iterator[Handover]:
    """Write into a draft; its own version rises too, so that who signs has read what it says."""
    with change(by=by, why=why, person_id=person_id, record_id=handover.pk):
        row = _locked(handover)
        policies.may_be_written(row)
        yield row
        row.save(update_fields=["ends_at"])
