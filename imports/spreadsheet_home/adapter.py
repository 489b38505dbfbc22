"""One workbook, as a small care home kept its records in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from imports import reasons
from imports.archives import ZIP_START
from imports.errors import UnreadableFile
from imports.files import File
from imports.register import Register, Resident
from imports.rows import ImportedPerson, Kind, Outcome, ReadRow, SheetSeen
from imports.scanning import refuse_infected_lists
from imports.sheet import MAX_FILE_BYTES, Sheet
from imports.sniffing import OLD_OFFICE
from imports.spreadsheet_home.allergies import read_allergies
from imports.spreadsheet_home.contacts import read_contacts
from imports.spreadsheet_home.headings import plain
from imports.spreadsheet_home.notes import NoteReader
from imports.spreadsheet_home.people import read_people
from imports.spreadsheet_home.records import RecordReader
from imports.spreadsheet_home.resuscitation import HEADING, Resuscitation
from imports.spreadsheet_home.staff import StaffList
from imports.spreadsheet_home.table import SUMMARY_LENGTH, Table, find_table
from imports.spreadsheet_home.weights import read_weights
from imports.words import typed, without_secrets
from imports.workbook import ENDINGS, read_workbook


class HomeAdapter:
    """Workbooks that are known by the headings of their lists."""

    name = "spreadsheet_home"
    label = "A care home's own workbook (Excel or LibreOffice)"
    version_id = None
    mends_id = None

    def takes(self, files: Sequence[File]) -> bool:
        """Whether there is one workbook, whatever lies beside it."""
        return len(_workbooks(files)) == 1

    def open_source(self, files: Sequence[File], *, as_of: date) -> "HomeWorkbook":
        """Open the workbook. Raises UnreadableFile when it has no list of residents."""
        workbook = _workbooks(files)[0]
        refuse_infected_lists([workbook])
        with workbook.open() as stream:
            return HomeWorkbook(read_workbook(stream.read(MAX_FILE_BYTES + 1)), as_of=as_of)


def _workbooks(files: Sequence[File]) -> list[File]:
    starts = {ZIP_START, OLD_OFFICE}
    return [file for file in files if file.suffix in ENDINGS and file.start(4) in starts]


ADAPTER = HomeAdapter()


class HomeWorkbook:
    """The workbook's sheets, each taken for what its headings say it is."""

    def __init__(self, sheets: tuple[Sheet, ...], *, as_of: date) -> None:
        self._sheets = sheets
        self._as_of = as_of
        self._tables = {sheet.title: find_table(sheet) for sheet in sheets}
        if any("surname" in table.columns for table in self._of(Kind.PERSON)):
            # A second list with whole names, of birthdays perhaps, would double everybody.
            for table in self._of(Kind.PERSON):
                if "surname" not in table.columns:
                    self._tables[table.sheet.title] = None
        if not self._of(Kind.PERSON):
            raise UnreadableFile(
                "No sheet of this workbook has the headings of a list of residents: "
                "surname, first names and date of birth."
            )
        self.sheets = tuple(self._seen(sheet) for sheet in sheets)

    def rows(self) -> Iterator[ReadRow]:
        """Every row that holds anything: people, then what belongs to them, then the rest."""
        residents: list[Resident] = []
        people: dict[str, ImportedPerson] = {}
        rows_of_people = list(self._people(residents, people))
        register, staff = Register(residents), StaffList()
        resuscitation = Resuscitation()
        resuscitation.read(self._may_tell_of_resuscitation(), register)
        yield from (_with_resuscitation(row, resuscitation) for row in rows_of_people)
        notes = NoteReader(register, staff, people, self._as_of)
        records = RecordReader(register, staff, self._as_of)
        for kind, read in (
            (Kind.CONTACT, partial(read_contacts, register=register)),
            (Kind.ALLERGY, partial(read_allergies, register=register)),
            (Kind.STAFF, staff.read),
            (Kind.NOTE, notes.read),
            (Kind.RECORD, records.read),
            (Kind.MEASUREMENT, partial(read_weights, register=register, as_of=self._as_of)),
        ):
            for table in self._of(kind):
                yield from read(table)
        for sheet in self._not_taken():
            yield from _rows_not_taken(sheet, resuscitation)

    def _people(
        self, residents: list[Resident], people: dict[str, ImportedPerson]
    ) -> Iterator[ReadRow]:
        """The rows of people; fills in what the later sheets need to know of them."""
        for table in self._of(Kind.PERSON):
            for row, resident in read_people(table, as_of=self._as_of):
                if resident:
                    residents.append(resident)
                if isinstance(row.item, ImportedPerson):
                    people[row.ref] = row.item
                yield row

    def _may_tell_of_resuscitation(self) -> list[Sheet]:
        return [*self._not_taken(), *(table.sheet for table in self._of(Kind.RECORD))]

    def _not_taken(self) -> list[Sheet]:
        return [sheet for sheet in self._sheets if self._tables[sheet.title] is None]

    def _of(self, kind: Kind) -> list[Table]:
        return [table for table in self._tables.values() if table and table.layout.kind is kind]

    def _seen(self, sheet: Sheet) -> SheetSeen:
        table = self._tables[sheet.title]
        comments = tuple(
            (f"{sheet.title}!{row}", without_secrets(typed(text))[0])
            for (row, _), text in sorted(sheet.comments.items())
        )
        return SheetSeen(
            sheet.title, sheet.state, len(sheet.rows),
            table.layout.kind if table else Kind.OTHER,
            tuple(table.labels.values()) if table else (),
            _columns_not_taken(table) if table else (), comments,
        )  # fmt: skip


def _columns_not_taken(table: Table) -> tuple[str, ...]:
    """People and contacts keep unknown columns as text; the other lists leave them behind."""
    kind, others = table.layout.kind, table.other_headings
    if kind is Kind.PERSON:
        return tuple(heading for heading in others if HEADING.search(plain(heading)))
    return () if kind in {Kind.CONTACT, Kind.RECORD} else others


def _with_resuscitation(row: ReadRow, said: Resuscitation) -> ReadRow:
    """A person's row with what all lists say of resuscitation, and a warning that it is not set."""
    if not isinstance(row.item, ImportedPerson):
        return row
    told = said.about(row.item) if row.item.is_living_here else ()
    doubts = [f"{reasons.RESUSCITATION}: {', '.join(told)}"] if told else []
    return replace(
        row, item=replace(row.item, resuscitation=told), warnings=(*row.warnings, *doubts)
    )


def _rows_not_taken(sheet: Sheet, said: Resuscitation) -> Iterator[ReadRow]:
    for number, cells in sheet.rows.items():
        words = " · ".join(typed(value) for value in cells.values())
        of_nobody = said.of_nobody.get(f"{sheet.title}!{number}")
        yield ReadRow(
            sheet.title, number, Kind.OTHER, Outcome.NOT_TAKEN, reasons.SHEET_NOT_TAKEN,
            warnings=(f"{reasons.RESUSCITATION_OF_NOBODY}: {of_nobody}",) if of_nobody else (),
            summary=without_secrets(words)[0][:SUMMARY_LENGTH],
        )  # fmt: skip
