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
from imports.tables.table import Cells

SAMPLE_BYTES = 256 * 1024
SAMPLE_ROWS = 200
SEPARATORS = ",;\t|"
LONGEST_CELL = 32 * 1024**2
MOST_COLUMNS = 5_000
LAST_RESORT = "cp1252"  # what a program on Windows in England writes when it does not say
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
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
        number = 0
        with self._file.open() as stream:
            reader = _reader(stream, self.dialect.encoding, self.dialect.separator)
            try:
                for number, record in enumerate(reader, start=1):
                    yield number, record
            except (csv.Error, UnicodeError) as broken:
                raise UnreadableFile(
                    f"{self._file.base} cannot be read beyond row {number}: a quotation mark that "
                    "is never closed, or a cell that is far too long, may stand there."
                ) from broken

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


def _reader(stream: BinaryIO, encoding: str, separator: str) -> Iterator[list[str]]:
    text = TextIOWrapper(stream, encoding, errors="replace", newline="")
    if not SAYS_SEPARATOR.match(text.readline(16)):
        text.seek(0)
    return csv.reader(text, delimiter=separator)


def _dialect(file: File) -> Dialect:
    encoding = _encoding(file)
    with file.open() as stream:
        sample = codecs.decode(stream.read(SAMPLE_BYTES), encoding, errors="replace")
    said = SAYS_SEPARATOR.match(sample)
    separator = said[1] if said else _separator(sample)
    lines = (sample[said.end() :] if said else sample).splitlines(keepends=True)
    records = _sampled(lines[: None if file.size <= SAMPLE_BYTES else -1], separator)
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


def _encoding(file: File) -> str:
    """What the bytes are: marked, or UTF-8 to the last of them, or else of Windows."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open() as stream:
        head = stream.read(SAMPLE_BYTES)
        for mark, encoding in MARKS.items():
            if head.startswith(mark):
                return encoding
        if head[1:64:2].count(0) > len(head[1:64:2]) // 2:
            return "utf-16-le"
        try:
            while head:
                decoder.decode(head)
                head = stream.read(1024**2)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return LAST_RESORT
    return "utf-8"


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
        label = typed.strip().lstrip("\ufeff") or f"Column {place}"
        seen[label] += 1
        labels.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return tuple(labels)
