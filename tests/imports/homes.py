"""Workbooks of invented homes: built from nothing, or the sample rearranged."""

import io
import random
from datetime import date

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from imports import reasons
from imports.files import File, in_memory
from imports.reconciliation import Reconciliation
from imports.rows import Kind, ReadRow
from imports.spreadsheet_home import adapter
from tests.imports.test_sample_workbook import WORKBOOK

AS_OF = date(2026, 10, 31)
RESIDENTS = ("Title", "Surname", "First name(s)", "Likes to be called", "D.O.B", "NHS No", "Room",
             "Moved in", "Left / RIP", "Comments")  # fmt: skip
CONTACTS = ("Resident", "Name", "Relationship", "Mobile", "Email / address", "POA", "Comments")
ALLERGIES = ("Resident", "Allergy", "Reaction", "Who told us", "Date")
NOTES = ("Date", "Time", "Resident", "What happened", "Staff")
STAFF = ("Initials", "Name")
BETTY = ("Mrs", "Green", "Elizabeth", "Betty", "4.3.38", "999 145 9995", 12, "1.2.24", None, None)
ARTHUR = ("Mr", "Black", "Arthur", None, "5th May 1940", "9991632425", "14", "3.3.25", None, None)


def a_home(**lists: list[tuple]) -> bytes:
    """A workbook with these lists, each under its usual headings and a title."""
    headings = {
        "residents": RESIDENTS,
        "contacts": CONTACTS,
        "allergies": ALLERGIES,
        "notes": NOTES,
        "staff": STAFF,
    }
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in lists.items():
        sheet = book.create_sheet(name)
        for row in [(name.upper(),), headings[name], *rows]:
            sheet.append(row)
    return saved(book)


def the_sample_rearranged(seed: int) -> bytes:
    """The sample with other sheet names and order, columns shuffled, and lists further down."""
    rnd = random.Random(seed)
    book = openpyxl.load_workbook(WORKBOOK)
    for sheet in book.worksheets:
        _rearrange(sheet, rnd)
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Sheet {number + 1}"
    rnd.shuffle(book._sheets)
    return saved(book)


def _rearrange(sheet: Worksheet, rnd: random.Random) -> None:
    spans = [(s.min_row, s.max_row, s.min_col, s.max_col) for s in sheet.merged_cells.ranges]
    for span in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(span))
    rows = [[(c.value, c.number_format) for c in row] for row in sheet.iter_rows()]
    across = {top for top, _, left, right in spans if right > left}
    order = list(range(sheet.max_column))
    rnd.shuffle(order)
    down = rnd.randint(1, 6)
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate(rows, start=1):
        stays = number in across or sum(value is not None for value, _ in row) == 1
        for column, (value, form) in enumerate(row):
            place = sheet.cell(number + down, (column if stays else order[column]) + 1, value)
            place.number_format = form
    for top, bottom, left, right in spans:
        if right > left:
            sheet.merge_cells(None, top + down, left, bottom + down, right)
        else:
            column = order[left - 1] + 1
            sheet.merge_cells(None, top + down, column, bottom + down, column)


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def a_file(data: bytes, name: str = "home.xlsx") -> list[File]:
    """A workbook as it is handed over."""
    return [in_memory(name, data)]


def read(data: bytes, *, as_of: date = AS_OF) -> list[ReadRow]:
    """Every row of a workbook, after checking that none vanished and each ended once."""
    source = adapter.ADAPTER.open_source(a_file(data), as_of=as_of)
    rows = list(source.rows())
    refs = [row.ref for row in rows]
    assert len(refs) == len(set(refs)) == sum(sheet.rows for sheet in source.sheets)
    assert not [row for row in rows if row.reason == reasons.NOT_UNDERSTOOD]
    return rows


def report(data: bytes, *, as_of: date = AS_OF) -> dict:
    """The reconciliation of a workbook."""
    source = adapter.ADAPTER.open_source(a_file(data), as_of=as_of)
    reconciliation = Reconciliation()
    for row in source.rows():
        reconciliation.add(row)
    return reconciliation.as_dict(source.sheets)


def of(kind: Kind, rows: list) -> list:
    """The rows of one kind, without headings."""
    return [row for row in rows if row.kind is kind]


def ends(kind: Kind, rows: list) -> list[str]:
    return [row.reason or row.outcome.value for row in of(kind, rows)]
