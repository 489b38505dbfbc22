"""CSV of any dialect and encoding, read as a stream."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import TextIOWrapper
from typing import BinaryIO

from imports import reasons
from imports.errors import UnreadableFile
from imports.files import File
from imports.sniffing import what_it_is
from imports.tables.table import Cells
from imports.words import clean

SAMPLE_BYTES = 256 * 1024
SAMPLE_ROWS = 200
SEPARATORS = ",;\t|"
LONGEST_CELL = 32 * 1024**2
MOST_COLUMNS = 5_000
OF_WINDOWS = "of-windows"
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SAYS_SEPARATOR = re.compile(r"sep=(.)\r?\n")
FOOTER = re.compile(
    r"^\W*(?:--|end of\b|total\b|\d+\s+(?:rows?|records?|lines?)\b|rows?\s+exported|generated\b"
    r"|exported\b|printed\b)",
    re.IGNORECASE,
)
FIGURES = re.compile(r"^[\d.,:/\s-]+$")
csv.field_size_limit(LONGEST_CELL)


def _of_windows(lost: UnicodeError) -> tuple[str, int]:
    """What bytes mean that are no UTF-8: a program on Windows in England wrote them.

    It is asked for each, so that a file two programs wrote to is right from beginning to end.
    """
    assert isinstance(lost, UnicodeDecodeError)
    theirs = lost.encoding.startswith("utf-8")
    found = lost.object[lost.start : lost.end]
    return found.decode("cp1252", "replace") if theirs else "\ufffd", lost.end


codecs.register_error(OF_WINDOWS, _of_windows)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written. `is_strict`: all its rows have as many cells as headings."""

    encoding: str
    separator: str
    header: int
    columns: tuple[str, ...]
    is_strict: bool


class DelimitedTable:
    """One CSV file. Raises UnreadableFile when no list is in it."""

    def __init__(self, file: File) -> None:
        self._file = file
        self.dialect = _dialect(file)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self._file.stem

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings."""
        return self.dialect.columns

    @cached_property
    def about(self) -> int:
        """The lines of the file, of which a row may take several."""
        with self._file.open() as stream:
            pieces = iter(lambda: stream.read(1024**2), b"")
            return max(sum(piece.count(b"\n") for piece in pieces) - self.dialect.header, 1)

    def rows(self) -> Iterator[Cells]:
        """Every row below the headings that holds anything."""
        for number, record in self._records():
            if number > self.dialect.header and any(record):
                yield self._cells(number, record)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Every record, one behind the reader: of the last we want to know how it ended."""
        number, held, made_of = 0, None, []
        with self._file.open() as stream:
            lines = _Lines(_text(stream, self.dialect.encoding))
            try:
                reader = csv.reader(lines, delimiter=self.dialect.separator)
                for number, record in enumerate(reader, start=1):
                    if held is not None:
                        yield number - 1, held
                    self._refuse_far_too_wide(number, record)
                    held, made_of, lines.at_hand = record, lines.at_hand, []
            except (csv.Error, UnicodeError) as broken:
                raise self._broken_off(number) from broken
        if _is_left_open(made_of, self.dialect.separator):
            raise self._broken_off(number - 1)
        if held is not None:
            yield number, held

    def _refuse_far_too_wide(self, number: int, record: list[str]) -> None:
        if len(record) > MOST_COLUMNS:
            raise UnreadableFile(
                f"{self._file.base} has more than {MOST_COLUMNS:,} cells in row {number:,}."
            )

    def _broken_off(self, number: int) -> UnreadableFile:
        return UnreadableFile(
            f"{self._file.base} cannot be read beyond row {number:,}: a quotation mark that is "
            "never closed, or a cell that is far too long, may stand there."
        )

    def _cells(self, number: int, record: list[str]) -> Cells:
        columns = self.dialect.columns
        extra = len(record) - len(columns)
        values = {name: value for name, value in zip(columns, record, strict=False) if value}
        if not extra or (extra > 0 and not any(record[len(columns) :])):
            return Cells(number, values)
        filled = [value for value in record if value]
        if extra < 0 and len(filled) == 1 and FOOTER.match(filled[0]):
            return Cells(number, values, reasons.FOOTER)
        if extra < 0 and not self.dialect.is_strict:
            return Cells(number, values)
        values |= {f"Column {len(columns) + n}": more for n, more in _beyond(record, columns)}
        return Cells(number, values, reasons.WRONG_COLUMN_COUNT)


def _beyond(record: list[str], columns: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for place, value in enumerate(record[len(columns) :], start=1):
        if value:
            yield place, value


class _Lines:
    """The lines of a text, and those of them that the record at hand is made of."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self.at_hand: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.at_hand.append(line)
            yield line


def _is_left_open(made_of: list[str], separator: str) -> bool:
    """Whether a record ends within a quotation: it would have swallowed whatever came behind."""
    try:
        list(csv.reader(made_of, delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _text(stream: BinaryIO, encoding: str) -> TextIOWrapper:
    text = TextIOWrapper(stream, encoding, errors=OF_WINDOWS, newline="")
    if not SAYS_SEPARATOR.match(text.readline(16)):
        text.seek(0)
    return text


def _dialect(file: File) -> Dialect:
    start = file.start(SAMPLE_BYTES)
    if other := what_it_is(start):
        raise UnreadableFile(f"{file.base} is {other}, not a list (CSV), whatever its name says.")
    encoding = _marked(start) or _counted(file)
    sample = codecs.decode(start, encoding, errors=OF_WINDOWS)
    said = SAYS_SEPARATOR.match(sample)
    separator = said[1] if said else _separator(sample)
    lines = (sample[said.end() :] if said else sample).splitlines(keepends=True)
    is_cut = file.size > SAMPLE_BYTES and len(lines) > 1
    records = _sampled(lines[: -1 if is_cut else None], separator)
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        raise UnreadableFile(f"{file.base} holds no list with columns.")
    width = widths.most_common(1)[0][0]
    if width > MOST_COLUMNS:
        raise UnreadableFile(f"{file.base} has more than {MOST_COLUMNS:,} columns.")
    header = _header(records, width)
    below = [record for record in records[header:] if len(record) > 1]
    return Dialect(
        encoding,
        separator,
        header,
        labels(records[header - 1]),
        is_strict=all(len(record) >= width for record in below),
    )


def _marked(start: bytes) -> str:
    """What the first bytes say: a mark, or letters of two bytes with a zero in each."""
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding
    zeros = [start[odd:64:2].count(0) > len(start[odd:64:2]) // 2 for odd in (0, 1)]
    if any(zeros) and not all(zeros):
        return "utf-16-le" if zeros[1] else "utf-16-be"
    return ""


def _counted(file: File) -> str:
    """What most letters beyond plain ones are written in.

    Two damaged letters in a file of Windows are bytes that UTF-8 would read as one good letter, and
    nobody would be told of the damage.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    lost = whole = 0
    with file.open() as stream:
        while piece := stream.read(1024**2):
            text = decoder.decode(piece)
            if not text.isascii():
                wrong = text.count("\ufffd")
                lost += wrong
                whole += len(text) - len(text.encode("ascii", "ignore")) - wrong
    return "utf-8" if whole >= lost else "cp1252"


def _separator(sample: str) -> str:
    """The one that makes the most rows alike, and of those the one with most columns."""
    lines = sample.splitlines(keepends=True)[:SAMPLE_ROWS]

    def fits(separator: str) -> tuple[int, int]:
        widths = Counter(len(record) for record in _sampled(lines, separator))
        width, alike = widths.most_common(1)[0] if widths else (0, 0)
        return (alike if width > 1 else 0, width)

    return max(SEPARATORS, key=fits)


def _sampled(lines: list[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines[:SAMPLE_ROWS], delimiter=separator))
    except csv.Error:
        return []


def _header(records: list[list[str]], width: int) -> int:
    """Which row holds the headings: a title may stand above them."""
    full = [n for n, record in enumerate(records, start=1) if len(record) == width]
    return next((n for n in full if _is_header(records[n - 1], width)), full[0])


def _is_header(record: list[str], width: int) -> bool:
    """Whether these are headings: as many as there are columns, and words, not figures."""
    filled = [value for value in record if value.strip()]
    return len(record) == width and len(filled) > 1 and not any(map(FIGURES.match, filled))


def labels(record: list[str]) -> tuple[str, ...]:
    """The headings, each told apart from one that was typed twice."""
    seen: Counter[str] = Counter()
    labels = []
    for place, typed in enumerate(record, start=1):
        label = clean(typed) or f"Column {place}"
        seen[label] += 1
        labels.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return tuple(labels)
