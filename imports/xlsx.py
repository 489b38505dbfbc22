"""Workbooks of Excel since 2007, of which only what was typed in the cells is kept.

Nothing in the file is run: formulas are read as the results Excel last stored, macros and links are
ignored. Every limit is checked on the packed file before openpyxl builds objects from it.
"""

import posixpath
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import cast
from xml.etree.ElementTree import Element

import openpyxl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, parse
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import (
    CellCoordinatesException,
    IllegalCharacterError,
    InvalidFileException,
    NamedRangeException,
    SheetTitleException,
)
from openpyxl.worksheet.worksheet import Worksheet

from imports.archives import DAMAGED as DAMAGED_ARCHIVE
from imports.errors import UnreadableFile
from imports.packages import ENTITIES, elements, name_of, opened_package
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

ELEMENTS_A_CELL = 7  # of which a sheet has three, and a text as many
MAX_OTHER_ELEMENTS = 150_000  # openpyxl makes a large object of each style, link and comment
OF_CELLS = frozenset({"c", "row", "v", "f", "is", "t", "si"})
SPANNING = frozenset({"mergeCell", "comment", "hyperlink"})  # openpyxl makes every cell they cover

XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")

SHEET_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# What openpyxl was seen to raise on damaged workbooks; it has no error of its own for them.
BROKEN = (
    *DAMAGED_ARCHIVE, ArithmeticError, AssertionError, AttributeError, CellCoordinatesException,
    IllegalCharacterError, InvalidFileException, LookupError, NameError, NamedRangeException,
    SheetTitleException, SyntaxError, TypeError,
)  # fmt: skip


def read_xlsx(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet of the file. Raises UnreadableFile."""
    try:
        with opened_package(data) as package:
            _refuse_other_packages(package)
            without_result = _without_result(package, _scanned(package))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), keep_links=False, data_only=True)
        return tuple(
            _read_sheet(sheet, without_result.get(sheet.title, set()), book.epoch.date())
            for sheet in book.worksheets
        )
    except DefusedXmlException as error:
        raise UnreadableFile(ENTITIES) from error
    except ParseError as error:
        raise UnreadableFile(DAMAGED) from error
    except BROKEN as error:
        raise UnreadableFile(DAMAGED) from error


def _refuse_other_packages(package: zipfile.ZipFile) -> None:
    if "xl/workbook.xml" not in package.namelist():
        raise UnreadableFile(
            "This is a zip file but not an Excel workbook. Choose a file saved as .xlsx."
        )


def _scanned(package: zipfile.ZipFile) -> dict[str, set[Place]]:
    """Look at every XML part, refuse what is too large, and find formulas without a result."""
    counts = _Counts()
    found: dict[str, set[Place]] = {}
    for part in package.infolist():
        with package.open(part) as stream:
            if not stream.read(3).startswith(XML_STARTS):
                continue
            stream.seek(0)
            for element in elements(stream, whole="c"):
                counts.add(element)
                if name_of(element) == "c" and element.get("r") and _has_no_result(element):
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
        tag = name_of(element)
        self.all += 1
        self.cells += tag in {"c", "row"}
        self.others += tag not in OF_CELLS
        self.spanned += _area(element.get("ref", "")) if tag in SPANNING else 0
        refuse_too_many(max(self.cells, self.all // ELEMENTS_A_CELL), self.spanned)
        if self.others > MAX_OTHER_ELEMENTS:
            raise UnreadableFile(TOO_MANY_FORMATS)


def _area(reference: str) -> int:
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError("Whole rows or columns have no area to count")
    return (right - left + 1) * (bottom - top + 1)


def _has_no_result(cell: Element) -> bool:
    """Whether a cell is a formula that was never worked out."""
    parts = {name_of(part): part.text for part in cell}
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
        sheets = [element for element in parse(stream).iter() if name_of(element) == "sheet"]
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
            if isinstance(value, str):
                refuse_too_long(sheet.title, place, value)
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
