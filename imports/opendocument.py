"""Workbooks of LibreOffice and others (ODS), read as they stream; nothing in them is run.

A sheet says "this cell a million times", so cells are counted as said before they are made.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError

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

KIND = b"application/vnd.oasis.opendocument.spreadsheet"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
CELLS = frozenset({"table-cell", "covered-table-cell"})
MAX_ELEMENTS, MAX_IN_A_ROW = 3_000_000, 200_000
MOST_BLANKS = 10_000
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
DURATION = re.compile(r"PT(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,5})(?:[.,]\d*)?S)?")
# What damaged archives raise; and a part that is not there, a figure without bounds, broken XML.
BROKEN = (*DAMAGED_ARCHIVE, KeyError, OverflowError, ParseError)


def is_opendocument(data: bytes) -> bool:
    """Whether these bytes begin as such a workbook must: with its kind, unpacked."""
    return data[30:38] == b"mimetype" and KIND in data[38 : 38 + 2 * len(KIND)]


def read_opendocument(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet of the file. Raises UnreadableFile."""
    try:
        with opened_package(data) as package:
            _refuse_locked(package)
            with package.open("content.xml") as stream:
                return tuple(_sheets(elements(stream, whole="table-row")))
    except DefusedXmlException as error:
        raise UnreadableFile(ENTITIES) from error
    except BROKEN as error:
        raise UnreadableFile(DAMAGED) from error


def _refuse_locked(package: zipfile.ZipFile) -> None:
    with package.open("META-INF/manifest.xml") as stream:
        if any(name_of(element) == "encryption-data" for element in elements(stream, whole="")):
            raise UnreadableFile(
                "This workbook is locked with a password. "
                "Open it, remove the password, save it, and choose the new file."
            )


def _sheets(found: Iterator[Element]) -> Iterator[Sheet]:
    """The sheets in turn: the rows of one are those that close before it does."""
    hidden: set[str] = set()
    reader = _Reader()
    for element in _counted(found):
        if element.tag == f"{TABLE}table-row":
            reader.row(element)
        elif element.tag == f"{TABLE}table":
            is_hidden = element.get(f"{TABLE}style-name") in hidden
            yield reader.sheet(element.get(f"{TABLE}name", ""), is_hidden=is_hidden)
        elif element.tag == f"{STYLE}table-properties":
            reader.is_hidden_style = element.get(f"{TABLE}display") == "false"
        elif element.tag == f"{STYLE}style" and reader.is_hidden_style:
            hidden.add(element.get(f"{STYLE}name", ""))
            reader.is_hidden_style = False


def _counted(found: Iterator[Element]) -> Iterator[Element]:
    in_a_row = 0
    for number, element in enumerate(found):
        in_a_row = 0 if element.tag == f"{TABLE}table-row" else in_a_row + 1
        if number > MAX_ELEMENTS or in_a_row > MAX_IN_A_ROW:
            raise UnreadableFile(TOO_MANY_FORMATS)
        yield element


class _Reader:
    """The sheet that is being read, and how many cells the whole workbook has said to have."""

    def __init__(self) -> None:
        self.is_hidden_style = False
        self._cells = self._spanned = 0
        self._begin()

    def _begin(self) -> None:
        self._at = 1
        self._rows: dict[int, dict[int, Value]] = {}
        self._spans: list[Span] = []
        self._comments: dict[Place, str] = {}
        self._without_result: set[Place] = set()

    def sheet(self, title: str, *, is_hidden: bool) -> Sheet:
        """The sheet whose rows were read, and the beginning of another."""
        for row, cells in self._rows.items():
            for column, value in cells.items():
                if isinstance(value, str):
                    refuse_too_long(title, (row, column), value)
        made = Sheet(
            title, "hidden" if is_hidden else "visible", self._rows, tuple(self._spans),
            self._comments, frozenset(self._without_result),
        )  # fmt: skip
        self._begin()
        return made

    def row(self, element: Element) -> None:
        """Take a row, as many times as it says that it comes."""
        times = _times(element, "number-rows-repeated")
        column = 1
        held: dict[int, Value] = {}
        for cell in element:
            if name_of(cell) in CELLS:
                column = self._cell(cell, column, held)
        if held:
            self._cells += len(held) * times
            refuse_too_many(self._cells)
            self._rows |= {self._at + n: dict(held) for n in range(times)}
        self._at += times
        if self._at > 2 * MAX_ROWS:
            raise ValueError("More rows than a sheet has")

    def _cell(self, cell: Element, column: int, held: dict[int, Value]) -> int:
        """Take a cell; give the column behind it."""
        times = _times(cell, "number-columns-repeated")
        if column + times > 2 * MAX_COLUMNS:
            raise ValueError("More columns than a sheet has")
        if name_of(cell) == "table-cell":
            place = (self._at, column)
            self._take_beside(cell, place)
            value = _value(cell)
            if _is_without_result(cell, value):
                self._without_result.add(place)
            elif value is not None:
                held |= dict.fromkeys(range(column, column + times), value)
        return column + times

    def _take_beside(self, cell: Element, place: Place) -> None:
        row, column = place
        down, across = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            self._spanned += down * across
            refuse_too_many(0, self._spanned)
            self._spans.append(Span(row, row + down - 1, column, column + across - 1))
        note = cell.find(f"{OFFICE}annotation")
        if note is not None:
            self._comments[place] = _words(note)


def _times(element: Element, name: str) -> int:
    times = int(element.get(TABLE + name, "1"))
    if times < 1:
        raise ValueError("A count that is none")
    return times


def _is_without_result(cell: Element, value: Value | None) -> bool:
    is_formula = cell.get(f"{TABLE}formula") is not None
    return cell.get(ERROR) == "error" or (is_formula and value is None)


def _value(cell: Element) -> Value | None:
    """What a cell holds: its value in the file's own terms, or the words that are shown."""
    match cell.get(f"{OFFICE}value-type"):
        case "float" | "currency" | "percentage":
            number = float(cell.get(f"{OFFICE}value", ""))
            return int(number) if number.is_integer() else number
        case "date":
            return _moment(cell.get(f"{OFFICE}date-value", ""))
        case "time":
            return _clock(cell.get(f"{OFFICE}time-value", ""))
        case "boolean":
            return cell.get(f"{OFFICE}boolean-value") == "true"
        case _:
            said = cell.get(f"{OFFICE}string-value")
            words = _words(cell) if said is None else said
            return words if words.strip() else None


def _moment(said: str) -> datetime | str:
    """A date, as the other readers give one; words where no calendar has such a day."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return said
    return moment.replace(tzinfo=None)


def _clock(said: str) -> time | timedelta | str:
    found = DURATION.fullmatch(said)
    if not found:
        return said
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if hours < 24 and minutes < 60 and seconds < 60:
        return time(hours, minutes, seconds)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _words(element: Element) -> str:
    """The paragraphs of a cell or a comment as lines, without those of a comment within it."""
    return "\n".join(_paragraphs(element))


def _paragraphs(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{TEXT}p":
            yield "".join(_pieces(child))
        elif child.tag != f"{OFFICE}annotation":
            yield from _paragraphs(child)


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        match name_of(child):
            case "s":
                yield " " * min(int(child.get(f"{TEXT}c", "1")), MOST_BLANKS)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case "annotation":
                pass
            case _:
                yield from _pieces(child)
        yield child.tail or ""
