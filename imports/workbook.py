"""Open a workbook that a stranger uploaded, and keep only what was typed in its cells.

Nothing in the file is run: formulas are read as the results Excel last stored, macros and links are
ignored. Every limit is checked on the packed file before openpyxl builds objects from it.
"""

import posixpath
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import cast
from xml.etree.ElementTree import Element

import openpyxl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse, parse
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import (
    CellCoordinatesException,
    IllegalCharacterError,
    InvalidFileException,
    NamedRangeException,
    SheetTitleException,
)
from openpyxl.worksheet.worksheet import Worksheet

from imports.archives import refuse_hostile, refuse_long_list
from imports.dates import DAY_ZERO
from imports.errors import UnreadableFile
from imports.sniffing import OLD_OFFICE, what_it_is

type Value = str | int | float | bool | date | datetime | time | timedelta
type Place = tuple[int, int]

MAX_FILE_BYTES = 20 * 1024**2
MAX_PARTS = 2_000
MAX_UNPACKED_BYTES = 120 * 1024**2
MAX_CELLS = 400_000
MAX_SPANNED_CELLS = 400_000
MAX_ELEMENTS = 3_000_000
MAX_OTHER_ELEMENTS = 150_000  # openpyxl makes a large object of each style, link and comment
LONGEST_CELL = 1_000_000  # thirty times what Excel holds
OF_CELLS = frozenset({"c", "row", "v", "f", "is", "t", "si"})
MAX_DEPTH = 60
SPANNING = frozenset({"mergeCell", "comment", "hyperlink"})  # openpyxl makes every cell they cover

ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")

SHEET_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# What openpyxl was seen to raise on damaged workbooks; it has no error of its own for them.
DAMAGED = (
    ArithmeticError, AssertionError, AttributeError, CellCoordinatesException, EOFError,
    IllegalCharacterError, InvalidFileException, LookupError, NameError, NamedRangeException,
    NotImplementedError, OSError, RuntimeError, SheetTitleException, SyntaxError, TypeError,
    ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A block of merged cells; only its first cell holds a value."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its filled cells by row and column, both counted from 1."""

    title: str
    state: str
    rows: dict[int, dict[int, Value]]
    spans: tuple[Span, ...] = ()
    comments: dict[Place, str] = field(default_factory=dict)
    without_result: frozenset[Place] = frozenset()
    day_zero: date = DAY_ZERO  # what a date that is a bare number is counted from


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet of an XLSX file. Raises UnreadableFile with a sentence for anything else."""
    refuse_other_files(data)
    try:
        refuse_long_list("This workbook", BytesIO(data))
        with zipfile.ZipFile(BytesIO(data)) as package:
            _refuse_hostile_package(package)
            without_result = _without_result(package, _scanned(package))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), keep_links=False, data_only=True)
        return tuple(
            _read_sheet(sheet, without_result.get(sheet.title, set()), book.epoch.date())
            for sheet in book.worksheets
        )
    except DefusedXmlException as error:
        raise UnreadableFile(
            "This workbook holds XML entities, which no spreadsheet needs. It was not opened."
        ) from error
    except ParseError as error:
        raise UnreadableFile(_damaged()) from error
    except DAMAGED as error:
        raise UnreadableFile(_damaged()) from error


def _damaged() -> str:
    return (
        "This workbook is damaged or cut short and cannot be read. "
        "Open it in your spreadsheet program, save it again as .xlsx, and choose the new file."
    )


def refuse_other_files(data: bytes) -> None:
    """Say in one sentence what the file is, when it is not an XLSX workbook."""
    if not data:
        raise UnreadableFile("This file is empty. Choose the workbook again.")
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFile(
            f"This file is larger than {MAX_FILE_BYTES // 1024**2} MB, the most we can read."
        )
    if data.startswith(OLD_OFFICE):
        raise UnreadableFile(_old_office(data))
    if not data.startswith(b"PK"):
        if what := what_it_is(data):
            raise UnreadableFile(f"This is {what}, not a workbook. Choose the .xlsx file itself.")
        raise UnreadableFile(
            "This is not an Excel workbook, whatever its name says. Choose a file saved as .xlsx."
        )


def _old_office(data: bytes) -> str:
    if ENCRYPTED_STREAM in data:
        return (
            "This workbook is locked with a password. "
            "Open it, remove the password, save it, and choose the new file."
        )
    return "This is an older Office file. Open it, save it as .xlsx, and choose the new file."


def _refuse_hostile_package(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnreadableFile(
            "This workbook unpacks to far more than a care record can hold. It was not opened."
        )
    for part in parts:
        refuse_hostile("This workbook", part)
    if "xl/workbook.xml" not in package.namelist():
        raise UnreadableFile(
            "This is a zip file but not an Excel workbook. Choose a file saved as .xlsx."
        )


def _scanned(package: zipfile.ZipFile) -> dict[str, set[Place]]:
    """Look at every XML part, refuse what is too large, and find formulas without a result."""
    counts = _Counts()
    found: dict[str, set[Place]] = {}
    for part in package.infolist():
        with cast("zipfile.ZipExtFile", package.open(part)) as stream:
            if not stream.peek(3).startswith(XML_STARTS):
                continue
            for element in _shallow(stream):
                counts.add(element)
                if _name(element) == "c" and element.get("r") and _has_no_result(element):
                    column, row, *_ = range_boundaries(element.get("r", ""))
                    place = cast("Place", (row, column))
                    found.setdefault(part.filename, set()).add(place)
    return found


@dataclass(slots=True)
class _Counts:
    """What openpyxl will make objects of."""

    cells: int = 0
    spanned: int = 0
    others: int = 0
    all: int = 0

    def add(self, element: Element) -> None:
        tag = _name(element)
        self.all += 1
        self.cells += tag in {"c", "row"}
        self.others += tag not in OF_CELLS
        self.spanned += _area(element.get("ref", "")) if tag in SPANNING else 0
        if self.cells > MAX_CELLS or self.spanned > MAX_SPANNED_CELLS or self.all > MAX_ELEMENTS:
            raise UnreadableFile(
                f"This workbook has more than {MAX_CELLS:,} cells, the most we can read. "
                "Split it, or delete formatting far outside your lists."
            )
        if self.others > MAX_OTHER_ELEMENTS:
            raise UnreadableFile(
                "This workbook has far more formats, links and comments than lists need. "
                "Copy the words alone into a new workbook, and choose that."
            )


def _shallow(stream: zipfile.ZipExtFile) -> Iterator[Element]:
    """Every element of a part as it closes, refusing nesting that no spreadsheet has."""
    open_ones: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            open_ones.append(element)
            if len(open_ones) > MAX_DEPTH:
                raise UnreadableFile(_damaged())
            continue
        yield element
        open_ones.pop()
        if open_ones and _name(element) not in {"f", "v"}:
            open_ones[-1].remove(element)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _area(reference: str) -> int:
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError("Whole rows or columns have no area to count")
    return (right - left + 1) * (bottom - top + 1)


def _has_no_result(cell: Element) -> bool:
    """Whether a cell is a formula that was never worked out."""
    parts = {_name(part): part.text for part in cell}
    return "f" in parts and not parts.get("v")


def _without_result(
    package: zipfile.ZipFile, found: dict[str, set[Place]]
) -> dict[str, set[Place]]:
    """Those formulas by the title of their sheet; the workbook says which part is whose."""
    if not found:
        return {}
    with package.open("xl/_rels/workbook.xml.rels") as stream:
        targets = {e.get("Id"): e.get("Target", "") for e in parse(stream).iter() if e.get("Id")}
    with package.open("xl/workbook.xml") as stream:
        sheets = [element for element in parse(stream).iter() if _name(element) == "sheet"]
    parts = {
        element.get("name", ""): posixpath.join("/xl", targets.get(element.get(SHEET_ID), ""))
        for element in sheets
    }
    return {title: found.get(part.lstrip("/"), set()) for title, part in parts.items()}


def _read_sheet(sheet: Worksheet, without_result: set[Place], day_zero: date) -> Sheet:
    rows: dict[int, dict[int, Value]] = {}
    comments: dict[Place, str] = {}
    # _cells holds only cells that exist; iter_rows() would make one for every place out to a
    # stray mark at the far corner of the sheet.
    for place, cell in sorted(sheet._cells.items()):
        value = cell.value
        if cell.data_type == "e":
            without_result.add(place)
        elif value is not None and (not isinstance(value, str) or value.strip()):
            if isinstance(value, str) and len(value) > LONGEST_CELL:
                raise UnreadableFile(
                    f"Cell {cell.coordinate} of the sheet “{sheet.title}” holds more than "
                    f"{LONGEST_CELL:,} characters, the most we can read. The file was not opened."
                )
            # Formulas were read as their results, and rich text is not asked for.
            rows.setdefault(place[0], {})[place[1]] = cast("Value", value)
        if cell.comment:
            comments[place] = cell.comment.text or ""
    spans = tuple(
        Span(area.min_row, area.max_row, area.min_col, area.max_col)
        for area in sheet.merged_cells.ranges
    )
    return Sheet(
        sheet.title, sheet.sheet_state, rows, spans, comments, frozenset(without_result), day_zero
    )
