"""The daily notes, in whichever columns and order a sheet of that time had."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from imports import reasons
from imports.dates import (
    ReadDate,
    clock_beside,
    london_moment,
    read_time,
)
from imports.moments import wrong_day
from imports.register import Register, Resident
from imports.rows import ImportedNote, ImportedPerson, Kind, Outcome, ReadRow
from imports.spreadsheet_home.lines import read_lines
from imports.spreadsheet_home.staff import StaffList, signed
from imports.spreadsheet_home.table import Line, Table
from imports.words import looks_encoded_twice, typed

CLOCK_CHANGES = {"comes-twice": reasons.TIME_TWICE, "never-was": reasons.TIME_NEVER_WAS}


@dataclass(slots=True)
class NoteReader:
    """Reads notes against what was read before them: the people, the staff, earlier notes."""

    register: Register
    staff: StaffList
    people: dict[str, ImportedPerson]
    as_of: date
    seen: set[object] = field(default_factory=set)

    def read(self, table: Table) -> Iterator[ReadRow]:
        """Each row of a sheet of notes."""
        yield from read_lines(
            table, Kind.NOTE, self.register, self._read_note, identity=_identity, seen=self.seen
        )

    def _read_note(self, line: Line, resident: Resident) -> ReadRow:
        day = line.day("on")
        text = line.text("text")
        reason = self._wrong(day, text)
        if reason or day.on is None:
            hint = reasons.month_first(day.perhaps)
            return line.ended(Kind.NOTE, Outcome.REJECTED, reason, hint=hint)
        beside = None if "time" in line.values else clock_beside(line.values.get("on"))
        time_cell = line.values.get("time", beside)
        time, time_typed = read_time(time_cell), typed(time_cell)
        at, doubt = london_moment(day.on, time.clock) if time.clock else (None, "")
        names, author_doubts = self.staff.authors(line.text("author"))
        note = ImportedNote(
            person=resident.ref,
            text=text,
            on=day.on,
            at=at,
            part_of_day=time.part,
            time_typed=time_typed,
            author_typed=line.text("author"),
            author_names=names,
            author=signed(line.text("author"), names, author_doubts),
            secrets=line.codes,
        )
        doubts = [*self._doubts_about_the_day(note), *author_doubts]
        if doubt:
            doubts.append(f"{CLOCK_CHANGES[doubt]}: {time_typed}")
        if not time.is_understood:
            doubts.append(f"{reasons.TIME_NOT_UNDERSTOOD}: {time_typed}")
        elif not time.is_certain:
            doubts.append(f"{reasons.TIME_IN_DOUBT}: {time_typed}")
        if looks_encoded_twice(text):
            doubts.append(reasons.ENCODED_TWICE)
        return line.ended(
            Kind.NOTE, Outcome.IMPORTED, item=note, warnings=tuple(doubts),
            summary=f"{resident.label}, {day.on:%d/%m/%Y}: {text}",
        )  # fmt: skip

    def _wrong(self, day: ReadDate, text: str) -> str:
        if not text:
            return reasons.EMPTY_NOTE
        return wrong_day(day.on, day.problem, self.as_of)

    def _doubts_about_the_day(self, note: ImportedNote) -> Iterator[str]:
        person = self.people.get(note.person)  # none when that row was rejected
        if person is None:
            return
        if person.moved_in_on and note.on < person.moved_in_on:
            yield reasons.BEFORE_MOVING_IN
        if person.left_on and note.on > person.left_on:
            yield reasons.AFTER_LEAVING


def _identity(line: Line) -> tuple[str, ...]:
    """What makes two rows one note pasted twice; a manager's tick beside it does not."""
    return tuple(line.text(field) for field in ("on", "time", "person", "text", "author"))
