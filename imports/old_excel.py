"""Workbooks of Excel before 2007 (XLS); nothing in them is run.

xlrd makes objects of every cell and format, so the records of the file are counted before.
"""

import io
import struct
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Literal

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDoc, CompDocError

from imports.errors import UnreadableFile
from imports.sheet import (
    DAMAGED,
    TOO_MANY_FORMATS,
    Place,
    Sheet,
    Span,
    Value,
    refuse_too_long,
    refuse_too_many,
)

STREAMS = ("Workbook", "Book")
# Records of a file: https://learn.microsoft.com/openspecs/office_file_formats/ms-xls
ONE_CELL = frozenset({0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6})
MANY_BLANKS, MANY_NUMBERS = 0x00BE, 0x00BD
LOCKED = 0x002F
FORMATS = frozenset({0x0031, 0x0231, 0x00E0, 0x041E, 0x0293})
MAX_FORMATS, MAX_RECORDS = 20_000, 1_500_000
STATES = ("visible", "hidden", "hidden")
DAY_ZEROS = (date(1899, 12, 30), date(1904, 1, 1))
# What xlrd raises on damaged workbooks: its own two errors, and whatever its arithmetic and its
# lists do with records that say what is not so. It asks for as much memory as a record says.
BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError,
    NotImplementedError, OSError, RuntimeError, TypeError, ValueError, struct.error, XLRDError,
    CompDocError,
)  # fmt: skip


def is_workbook(data: bytes) -> bool:
    """Whether an older Office file has the streams of a workbook; names are in its directory."""
    return any(name.encode("utf-16-le") in data for name in STREAMS)


def read_old_excel(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet of the file. Raises UnreadableFile."""
    try:
        _refuse_hostile(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = xlrd.open_workbook(
                file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
            )
        return tuple(_sheet(sheet, book.datemode) for sheet in book.sheets())
    except BROKEN as error:
        raise UnreadableFile(DAMAGED) from error


def _refuse_hostile(data: bytes) -> None:
    """Count what xlrd would make objects of."""
    counts: Counter[str] = Counter()
    for kind, size in _records(data):
        counts["all"] += 1
        counts["formats"] += kind in FORMATS
        counts["cells"] += _cells_in(kind, size)
        if kind == LOCKED:
            raise UnreadableFile(
                "This workbook is locked with a password. "
                "Open it, remove the password, save it, and choose the new file."
            )
        refuse_too_many(counts["cells"])
        if counts["formats"] > MAX_FORMATS or counts["all"] > MAX_RECORDS:
            raise UnreadableFile(TOO_MANY_FORMATS)


def _cells_in(kind: int, size: int) -> int:
    if kind == MANY_BLANKS:
        return size // 2
    return size // 6 if kind == MANY_NUMBERS else int(kind in ONE_CELL)


def _records(data: bytes) -> Iterator[tuple[int, int]]:
    """The kind and size of each record of the workbook's stream."""
    document = CompDoc(data, logfile=io.StringIO())
    found = (document.locate_named_stream(name) for name in STREAMS)
    stream, at, length = next((each for each in found if each[0]), (b"", 0, 0))
    if not stream:
        raise ValueError("No stream of a workbook")
    end = at + length
    while at + 4 <= end:
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, size
        at += 4 + size


def _sheet(sheet: xlrd.sheet.Sheet, day_mode: Literal[0, 1]) -> Sheet:
    rows: dict[int, dict[int, Value]] = {}
    without_result: set[Place] = set()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row), start=1):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                without_result.add((row + 1, column))
            elif (value := _value(cell, day_mode)) is not None:
                if isinstance(value, str):
                    refuse_too_long(sheet.name, (row + 1, column), value)
                rows.setdefault(row + 1, {})[column] = value
    spans = tuple(
        Span(top + 1, bottom, left + 1, right) for top, bottom, left, right in sheet.merged_cells
    )
    comments = {
        (row + 1, column + 1): note.text for (row, column), note in sheet.cell_note_map.items()
    }
    return Sheet(
        sheet.name, STATES[sheet.visibility], rows, spans, comments, frozenset(without_result),
        DAY_ZEROS[day_mode],
    )  # fmt: skip


def _value(cell: xlrd.sheet.Cell, day_mode: Literal[0, 1]) -> Value | None:
    if isinstance(cell.value, str):
        return cell.value if cell.value.strip() else None
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER:
            return int(cell.value) if cell.value.is_integer() else cell.value
        case xlrd.XL_CELL_DATE:
            return _moment(cell.value, day_mode)
        case _:
            return bool(cell.value)


def _moment(days: float, day_mode: Literal[0, 1]) -> datetime | time | float:
    """A date or a time of day; a number that is neither stays one."""
    try:
        moment = xlrd.xldate_as_datetime(days, day_mode)
    except (OverflowError, ValueError):
        return days
    return moment.time() if 0 <= days < 1 else moment
