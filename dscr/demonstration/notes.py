"""Months of notes for everybody: written in bulk, each by its own author, under every trigger."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from accounts.models import User
from dailycare import photographs
from dailycare import services as dailycare
from dailycare.models import CareEntry
from dscr.demonstration import pictures
from dscr.demonstration.diary import Diary, Note, written
from dscr.demonstration.workplaces import Workplace
from governance.services import change
from records.models import Person


def write(people: list[tuple[dict[str, Any], Person, Workplace]]) -> int:
    """Write everybody's diary; return how many notes that is.

    One change for each author, as one act: tens of thousands of acts would take minutes.
    """
    by_author: dict[User, list[CareEntry]] = defaultdict(list)
    put_right: list[tuple[CareEntry, dict[str, Any]]] = []
    photographed: list[CareEntry] = []
    for story, person, place in people:
        diary = Diary(story, place.location.kind, place.shifts)
        for note in diary.notes():
            by_author[place.staff[note.by]].append(_entry(note, person, place))
        for told in [*diary.told.get("corrected", []), *diary.told.get("in_error", [])]:
            entry = _entry(written(told), person, place)
            by_author[entry.recorded_by].append(entry)
            put_right.append((entry, told))
        for told in diary.told.get("photographed", []):
            entry = _entry(written(told), person, place)
            entry.values |= photographs.marks(entry.pk, [pictures.shin()])
            by_author[entry.recorded_by].append(entry)
            photographed.append(entry)
    for author, entries in by_author.items():
        with change(by=author, why="care recorded"):
            CareEntry.objects.bulk_create(entries, batch_size=2000)
    for entry in photographed:
        with change(by=entry.recorded_by, why="photograph kept", person_id=entry.person_id):
            photographs.keep(entry.person, entry.pk, [pictures.shin()])
    for entry, told in put_right:
        _put_right(entry, told)
    return sum(map(len, by_author.values()))


def _entry(note: Note, person: Person, place: Workplace) -> CareEntry:
    return CareEntry(
        provider_id=person.provider_id,
        person=person,
        recorded_by=place.staff[note.by],
        recorded_at=note.at + note.after + timedelta(seconds=note.at.minute),
        kind=note.kind,
        values=note.values,
        text=note.text,
        outcome=note.outcome,
        outcome_reason=note.outcome_reason,
        **dailycare.moment(note.at),
    )


def _put_right(entry: CareEntry, told: dict[str, Any]) -> None:
    by, reason = entry.recorded_by, told["reason"]
    if "correct" in told:
        dailycare.correct_care(entry, replaces=1, reason=reason, by=by, **told["correct"])
    else:
        dailycare.mark_entered_in_error(entry, replaces=1, reason=reason, by=by)
