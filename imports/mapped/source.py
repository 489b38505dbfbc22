"""A source read by its mapping: people first, then whatever is theirs, each row ended once."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from imports import reasons
from imports.compact import Numbers, hashed
from imports.files import File
from imports.mapped.documents import Documents
from imports.mapped.line import LOOKED_UP, NOT_ITS_OWN, Line, spoilt
from imports.mapped.measurements import read_measurement
from imports.mapped.notes import NoteReader
from imports.mapped.people import Whose, names_of, read_person
from imports.mapped.records import Context, read_about_me, read_record, theirs
from imports.mapped.spec import SourceMapping, TableSpec
from imports.mapped.weights import read_weights
from imports.register import Register, Resident
from imports.rows import ImportedRecord, Kind, Outcome, ReadRow, SheetSeen
from imports.tables import Table

BESIDE = "files beside the lists"
SOMEBODY_ELSES = "somebody else's"
HELD = {
    "person": Kind.PERSON,
    "note": Kind.NOTE,
    "staff": Kind.STAFF,
    "measurement": Kind.MEASUREMENT,
    "weights": Kind.MEASUREMENT,
    "document": Kind.DOCUMENT,
}


class MappedSource:
    """The tables of a source under its mapping. Tables without one are left, and said to be."""

    def __init__(
        self, mapping: SourceMapping, tables: Sequence[Table], *, as_of: date,
        files: Sequence[File] = (),
    ) -> None:  # fmt: skip
        self.mapping = mapping
        self._tables = {table.name: table for table in tables}
        self._as_of = as_of
        self._documents = Documents(files)
        self._people: dict[str, Whose] = {}
        self._named: list[Resident] = []
        self._by_ref: dict[str, Whose] = {}
        self._staff: dict[str, str] = {}
        # Of each row of a table with a million: as numbers, by what the old system calls it.
        self._whose: dict[str, Numbers] = defaultdict(Numbers)
        self._seen: dict[str, Numbers] = defaultdict(Numbers)
        self._counts: Counter[str] = Counter()
        self._known = {
            table: Numbers()
            for spec in mapping.tables.values()
            for table, _ in spec.options.get("points_at", {}).values()
        }
        self._context = Context(as_of, mapping.times, self._known)
        has_staff = any(spec.holds == "staff" for spec in self._specs())
        self._notes = NoteReader(self._context, self._staff if has_staff else None)

    @property
    def sheets(self) -> tuple[SheetSeen, ...]:
        """Every table, with the rows that were read of it so far."""
        mapped = [self._sheet(spec) for spec in self._specs()]
        left = [
            SheetSeen(
                table.name, "visible", self._rows_of(name), Kind.OTHER, table.columns, table.columns
            )
            for name, table in self._tables.items()
            if name not in self.mapping.tables
        ]
        files = len(self._documents.files)
        beside = [SheetSeen(BESIDE, "visible", files, Kind.OTHER)] if files else []
        return (*mapped, *left, *beside)

    def rows(self) -> Iterator[ReadRow]:
        """Every row of every table, people first."""
        for spec in self._specs():
            self._counts[spec.name] = 0
            for row in self._read(spec):
                self._counts[spec.name] += 1
                yield row
        for name, table in self._tables.items():
            if name not in self.mapping.tables:
                self._counts[name] = 0
                for row in _left(table):
                    self._counts[name] += 1
                    yield row
        yield from self._documents.beside(BESIDE)

    def _specs(self) -> list[TableSpec]:
        return [spec for name, spec in self.mapping.tables.items() if name in self._tables]

    def _sheet(self, spec: TableSpec) -> SheetSeen:
        columns = self._tables[spec.name].columns
        kept = spec.holds == "person" or bool(spec.keep)
        columns = tuple(name for name in columns if not name.startswith(NOT_ITS_OWN))
        left = () if kept else tuple(name for name in columns if name not in spec.columns)
        kind = HELD.get(spec.holds, Kind.RECORD)
        rows = self._rows_of(spec.name)
        return SheetSeen(spec.name, "visible", rows, kind, columns, left)

    def _rows_of(self, name: str) -> int:
        """How many rows of a table were read; of one not begun, about how many there are."""
        return self._counts[name] if name in self._counts else self._tables[name].about

    def _read(self, spec: TableSpec) -> Iterator[ReadRow]:
        kind = HELD.get(spec.holds, Kind.RECORD)
        read = {Kind.PERSON: self._person, Kind.STAFF: self._one_of_staff}.get(kind, self._theirs)
        joined = {name: self._looked_up(name, said) for name, said in _joins(spec)}
        for row in self._tables[spec.name].rows():
            for found in joined.values():
                row.values.update(found.get(row.values.get(spec.key, ""), {}))
            line = Line(spec, row)
            line.take_stated_doubts()
            yield spoilt(line, kind) if row.problem else read(line)

    def _looked_up(self, name: str, said: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """The cells of another table's rows, by whose they are: of several the last."""
        found: dict[str, dict[str, str]] = {}
        for row in self._tables[name].rows() if name in self._tables else ():
            if all(row.values.get(column) == value for column, value in said["where"].items()):
                cells = {
                    f"{LOOKED_UP}{name}.{column}": words for column, words in row.values.items()
                }
                found[row.values.get(said["by"], "")] = cells
        return found

    def _person(self, line: Line) -> ReadRow:
        row, whose = read_person(line, as_of=self._as_of)
        if row.reason != reasons.OLDER_COPY:
            self._people[line.source_id or line.ref] = whose
            self._by_ref[line.ref] = whose
            self._named.append(_resident(line))
        return row

    def _one_of_staff(self, line: Line) -> ReadRow:
        name = line.typed("name")
        signed = line.source_id.casefold()
        is_shared = self._staff.get(signed, name) != name
        # Initials that two people share stay as they were typed: neither may be named by them.
        self._staff[signed] = line.source_id if is_shared else name
        return line.ended(Kind.STAFF, Outcome.SKIPPED, reasons.LOOKED_UP)

    def _theirs(self, line: Line) -> ReadRow:
        """A row that belongs to somebody: refused or left with them, or read as what it is."""
        kind = HELD.get(line.spec.holds, Kind.RECORD)
        if kind is Kind.DOCUMENT:
            self._documents.name(line)
        if again := self._came_before(line):
            outcome = Outcome.SKIPPED if again == reasons.EXACT_REPEAT else Outcome.REJECTED
            return _left_out(line.ended(kind, outcome, again), self._whose_it_is(line)[0])
        whose, reason, hint = self._whose_it_is(line)
        if whose is None:
            return line.ended(kind, Outcome.REJECTED, reason, hint=hint)
        if line.spec.options.get("visits"):
            self._whose[line.spec.name].before(hashed(line.source_id), hashed(whose.ref))
        if whose.outcome is not Outcome.IMPORTED:
            return line.ended(kind, whose.outcome, whose.reason)
        row = self._of(line, whose)
        if isinstance(row.item, ImportedRecord) and line.spec.name in self._known:
            self._known[line.spec.name].add(theirs(whose.ref, line.source_id))
            row.item.is_pointed_at = True
        return row if row.item else _left_out(row, whose)

    def _whose_it_is(self, line: Line) -> tuple[Whose | None, str, str]:
        """Whose a row is, by id or by name; or why nobody's, with suggestions."""
        if not line.spec.by_name:
            return self._people.get(line.whose), reasons.UNKNOWN_PERSON, ""
        found = self._register.find(line.whose)
        whose = self._by_ref[found.resident.ref] if found.resident else None
        return whose, found.reason, found.hint

    @cached_property
    def _register(self) -> Register:
        """Everybody by name; asked for when all people have been read."""
        return Register(self._named)

    def _of(self, line: Line, whose: Whose) -> ReadRow:
        match line.spec.holds:
            case "note":
                return self._notes.read(line, whose, visit_of=self._visit_of(line, whose))
            case "document":
                return self._documents.read(line, whose)
            case "about_me":
                return read_about_me(line, whose)
            case "measurement":
                return read_measurement(line, whose, self._context)
            case "weights":
                return read_weights(line, whose, self._context)
            case _:
                return read_record(line, whose, self._context)

    def _visit_of(self, line: Line, whose: Whose) -> str | None:
        """Whose the visit is that a note names: None without one, "" where it is not here."""
        table = line.spec.options.get("visit_in")
        named = line.typed("visit")
        if not (table and named):
            return None
        theirs = self._whose[table].get(hashed(named))
        return whose.ref if theirs == hashed(whose.ref) else SOMEBODY_ELSES if theirs else ""

    def _came_before(self, line: Line) -> str:
        """Whether a row with the same id was read: word for word the same, or not."""
        by_id = line.source_id if line.spec.options.get("ids_are_unique") else ""
        if not by_id and line.spec.options.get("repeats") != "skip":
            return ""
        content = hashed("\x1f".join(line.row.values.values()))
        key = hashed(by_id) if by_id else content
        before = self._seen[line.spec.name].before(key, content)
        if not before:
            return ""
        return reasons.EXACT_REPEAT if before == content else reasons.DUPLICATE_ID_CONFLICT


def _left_out(row: ReadRow, whose: Whose | None) -> ReadRow:
    """A row that makes nothing, with whose it was where they came in."""
    if whose and whose.outcome is Outcome.IMPORTED:
        row.whose = whose.ref
    return row


def _resident(line: Line) -> Resident:
    """What lists that name people may call somebody."""
    names = names_of(line)
    return Resident(
        line.ref, names.title, names.surname, names.given_names,
        names.preferred_name, line.typed("room"),
    )  # fmt: skip


def _joins(spec: TableSpec) -> list[tuple[str, Mapping[str, Any]]]:
    return list(spec.options.get("looks_up", {}).items())


def _left(table: Table) -> Iterator[ReadRow]:
    for row in table.rows():
        yield ReadRow(
            table.name, row.number, Kind.OTHER, Outcome.NOT_TAKEN, reasons.SHEET_NOT_TAKEN
        )
