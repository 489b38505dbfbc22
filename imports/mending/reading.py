"""Mended rows brought back: laid over the rows of the import they are from, and read alone.

The files of that import are read again beneath them. So a mended note finds its person, its author
and its visit as it would have at first, and a row in which nothing was mended ends as it did.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from imports.errors import UnreadableFile
from imports.files import File
from imports.joining import as_note
from imports.mapped.adapter import MappedAdapter
from imports.mapped.source import MappedSource
from imports.mending.marks import IN_JSON, WRONG, Mark, as_typed
from imports.rows import ABOUT_ME, ImportedRecord, ReadRow, SheetSeen
from imports.scanning import refuse_infected_lists
from imports.tables import Cells, Table
from imports.tables.anything import DELIMITED, TREES
from imports.tables.delimited import DelimitedTable
from imports.tables.tree import flattened, lists_in, records_in
from imports.words import clean

type Row = dict[str, str]
type Mended = dict[str, dict[int, Row]]
# What was downloaded of a row: its cells, as they were shown.
type Shown = Callable[[str], Mapping[int, Row]]


def run_named_in(files: Sequence[File]) -> UUID | None:
    """The import whose rows some files mend; None where they are no such files."""
    runs = {run_id for file in files for run_id in _runs_named(file)}
    if len(runs) > 1:
        raise UnreadableFile("These files mend rows of two imports. Bring them one by one.")
    return next(iter(runs), None)


def _runs_named(file: File) -> Iterator[UUID]:
    try:
        if file.suffix in DELIMITED and file.size:
            yield from (mark.run_id for mark in _marks(DelimitedTable(file)))
        elif file.suffix in TREES and file.size:
            first = next(records_in([file]), None)
            if first and IN_JSON["run"] in first.value:
                yield UUID(str(first.value[IN_JSON["run"]]))
    except (UnreadableFile, ValueError):
        return  # whoever reads such files says what is wrong with it


def _marks(table: DelimitedTable) -> list[Mark]:
    return [mark for heading in table.columns if (mark := Mark.read(heading))]


def mended_in(files: Iterable[File]) -> Mended:
    """The rows that files bring back, by table and number. Raises UnreadableFile."""
    found: Mended = {}
    for file in files:
        rows = _in_csv(file) if file.suffix in DELIMITED else _in_json(file)
        for table, number, row in rows:
            found.setdefault(table, {})[number] = row
    return found


def _in_csv(file: File) -> Iterator[tuple[str, int, Row]]:
    table = DelimitedTable(file)
    marks = _marks(table)
    if not marks:
        raise UnreadableFile(f"{file.base} does not say which rows it mends. Leave its headings.")
    mark = marks[0]
    for row in table.rows():
        cells = {as_typed(name): as_typed(words) for name, words in row.values.items()}
        number = cells.pop(str(mark), "")
        cells.pop(WRONG, None)
        yield mark.table, _number(file, row.number, number), cells


def _in_json(file: File) -> Iterator[tuple[str, int, Row]]:
    for record in records_in([file]):
        if record.problem:
            raise UnreadableFile(f"{file.base} is not complete in line {record.number}.")
        yield from _within(file, record.number, record.value)


def _within(file: File, line: int, item: dict[str, Any]) -> Iterator[tuple[str, int, Row]]:
    cells = flattened(item)
    if named := cells.pop(IN_JSON["row"], ""):
        table, _, number = named.rpartition(" ")
        own = {name: said for name, said in cells.items() if name not in IN_JSON.values()}
        yield table, _number(file, line, number), own
    for _, items in lists_in(item):
        for each in items:
            yield from _within(file, line, each)


def _number(file: File, row: int, typed: str) -> int:
    if not typed.strip().isdecimal():
        raise UnreadableFile(
            f"{file.base} does not say in row {row} which row that mends. A new row belongs into "
            "a file of its own, with the headings of the old system."
        )
    return int(typed)


@dataclass(frozen=True)
class Overlaid:
    """A table with mended rows in their places."""

    table: Table
    mended: Mapping[int, Row]
    shown: Mapping[int, Row]

    @property
    def name(self) -> str:
        """Its own name."""
        return self.table.name

    @property
    def columns(self) -> tuple[str, ...]:
        """Its own headings."""
        return self.table.columns

    @property
    def about(self) -> int:
        """About how many rows it has."""
        return self.table.about

    def rows(self) -> Iterator[Cells]:
        """Its rows, those that were mended as they are now."""
        for row in self.table.rows():
            mended = self.mended.get(row.number)
            yield row if mended is None else self._laid_over(row, mended)

    def _laid_over(self, row: Cells, mended: Row) -> Cells:
        """Only what somebody changed: codes and hidden characters are not in what they mended."""
        shown = self.shown.get(row.number, {})
        changed = {
            name: mended.get(name, "")
            for name in shown | mended
            if clean(mended.get(name, "")) != shown.get(name, "")
        }
        if not changed:
            return row
        values = {name: words for name, words in (row.values | changed).items() if words}
        is_like_the_others = values.keys() <= {*self.columns}
        return Cells(row.number, values, "" if is_like_the_others else row.problem)


@dataclass(frozen=True)
class MendedSource:
    """Of a source with mended rows only those rows."""

    source: MappedSource
    mended: Mended
    as_of: date

    @property
    def sheets(self) -> tuple[SheetSeen, ...]:
        """The tables in which something was mended, with as many rows."""
        return tuple(
            replace(sheet, rows=len(self.mended[sheet.title]))
            for sheet in self.source.sheets
            if sheet.title in self.mended
        )

    def rows(self) -> Iterator[ReadRow]:
        """The rows that came back, each read where it stood.

        A line of somebody's About Me comes as a note: it alone is not the whole page.
        """
        for row in self.source.rows():
            if row.number in self.mended.get(row.sheet, ()):
                yield self._beside_the_page(row)

    def _beside_the_page(self, row: ReadRow) -> ReadRow:
        if isinstance(row.item, ImportedRecord) and row.item.kind == ABOUT_ME:
            return as_note(row, row.item, self.as_of)
        return row


@dataclass(frozen=True)
class MendingAdapter:
    """Reads what mends an import, as that was read. `tables` are its own, `shown` what was mended.

    `beside` are the papers that lay beside them.
    """

    adapter: MappedAdapter
    mends_id: UUID
    tables: Callable[[], Sequence[Table]]
    beside: Callable[[], Sequence[File]]
    shown: Shown

    @property
    def name(self) -> str:
        """What commands and runs call what is mended."""
        return self.adapter.name

    @property
    def label(self) -> str:
        """What a page calls it."""
        return f"{self.adapter.label}: rows that were mended"

    @property
    def version_id(self) -> UUID | None:
        """The mapping under which it is read."""
        return self.adapter.version_id

    def takes(self, files: Sequence[File]) -> bool:
        """Whether these files mend that import."""
        return run_named_in(files) == self.mends_id

    def overlaid(self, mended: Mended) -> list[Table]:
        """The tables of what is mended, with the mended rows in their places."""
        return [
            Overlaid(table, mended[table.name], self.shown(table.name))
            if table.name in mended
            else table
            for table in self.tables()
        ]

    def open_source(self, files: Sequence[File], *, as_of: date) -> MendedSource:
        """The mended rows, read among the others. Raises UnreadableFile."""
        refuse_infected_lists(files)
        mended = mended_in(files)
        tables = self.overlaid(mended)
        known = {table.name for table in tables}
        if strange := sorted(mended.keys() - known):
            raise UnreadableFile(f"The import that is mended has no list called “{strange[0]}”.")
        source = MappedSource(self.adapter.mapping, tables, as_of=as_of, files=list(self.beside()))
        return MendedSource(source, mended, as_of)
