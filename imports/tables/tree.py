"""JSON and NDJSON as tables: one for the records, one for each list within them."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from imports import reasons
from imports.errors import UnreadableFile
from imports.files import File
from imports.tables.table import Cells
from imports.words import clean

LONGEST_LINE = 32 * 1024**2
LONGEST_DOCUMENT = 64 * 1024**2
# What a value takes in memory is many times what it takes in a file: "[{},{}" and so on.
MOST_OBJECTS, MOST_VALUES = 300_000, 1_500_000
DEEPEST = 40
MOST_COLUMNS = 5_000
OF_THE_RECORD = "^"  # how a row of a list within a record names a cell of that record

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file, at its line; a line that is none has a problem instead."""

    file: str
    number: int
    value: Json
    problem: str = ""


def records_in(files: Iterable[File]) -> Iterator[Record]:
    """Every record of some files: a line each, or the items of one document's list.

    Raises UnreadableFile for a document that is damaged as a whole.
    """
    for file in files:
        yield from _lines(file) if _has_lines(file) else _items(file)


def _has_lines(file: File) -> bool:
    """Whether each line is a document by itself, whatever the file is called."""
    with file.open() as stream:
        first = stream.readline(LONGEST_LINE)
        more = bool(stream.read(1))
    return file.suffix in {".ndjson", ".jsonl"} or (
        more and _read(first)[1] != reasons.INVALID_JSON
    )


def _lines(file: File) -> Iterator[Record]:
    with file.open() as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE), b""), start=1):
            if not line.strip():
                continue
            yield Record(file.base, number, *_read(line))


def _read(line: bytes) -> tuple[Json, str]:
    """The object a line is, or why it is none."""
    try:
        value = _parsed(line)
    except NameTwice:
        return {}, reasons.NAME_TWICE
    except (ValueError, RecursionError):
        return {}, reasons.INVALID_JSON
    return (value, "") if isinstance(value, dict) else ({}, reasons.INVALID_JSON)


class NameTwice(ValueError):
    """An object says something twice under one name; a reader that goes on loses one of them."""


def _object(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NameTwice
    return found


def _parsed(data: bytes) -> Any:
    """The document some bytes are. Raises ValueError for one too deep or of too many values."""
    if _holds_far_too_much(data):
        raise ValueError("More values than one record has")
    value = json.loads(data, object_pairs_hook=_object)
    if data.count(b"[") + data.count(b"{") > DEEPEST and _is_deeper(value, DEEPEST):
        raise ValueError("Nested more deeply than any record is")
    return value


def _holds_far_too_much(data: bytes) -> bool:
    is_full = any(data.count(mark) > MOST_VALUES for mark in (b",", b":", b"["))
    return is_full or data.count(b"{") > MOST_OBJECTS


def _is_deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return not levels or any(_is_deeper(each, levels - 1) for each in inner)


def _items(file: File) -> Iterator[Record]:
    with file.open() as stream:
        data = stream.read(LONGEST_DOCUMENT + 1)
        if len(data) > LONGEST_DOCUMENT or _holds_far_too_much(data):
            raise UnreadableFile(
                f"{file.base} is one document too large to be read at once. "
                "Ask for the export with a line for each record (NDJSON)."
            )
        try:
            document = _parsed(data)
        except NameTwice as broken:
            raise UnreadableFile(
                f"{file.base} says something twice under one name, of which one would be lost."
            ) from broken
        except (ValueError, RecursionError) as broken:
            raise UnreadableFile(
                f"{file.base} is not JSON from its beginning to its end: it is damaged, cut short "
                "or nested too deeply."
            ) from broken
    items = document if isinstance(document, list) else _longest_list(document)
    for number, item in enumerate(items, start=1):
        is_record = isinstance(item, dict)
        problem = "" if is_record else reasons.INVALID_JSON
        yield Record(file.base, number, item if is_record else {}, problem)


def _longest_list(document: Any) -> list[Any]:
    """The records within an envelope; a lone object is a list of one."""
    inner = document.values() if isinstance(document, dict) else ()
    lists = [value for value in inner if _is_list_of_records(value)]
    return max(lists, key=len, default=[document])


def _is_list_of_records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


class Tree:
    """The records of some files as tables: `people`, `people.notes`, `people.notes.photos`.

    `records` is asked for anew for each table, so that nothing is held in memory. A row of a list
    has the cells of what it lies in under "^": `^id`.
    """

    def __init__(self, name: str, records: Callable[[], Iterator[Record]]) -> None:
        self.name = name
        self._records = records
        columns: dict[str, dict[str, None]] = {name: {}}
        counts: Counter[str] = Counter()
        for record in records():
            _take_columns(name, record.value, {}, columns, counts)
        if any(len(found) > MOST_COLUMNS for found in columns.values()):
            raise UnreadableFile(f"The records have more than {MOST_COLUMNS:,} different fields.")
        self.tables = [
            TreeTable(path, tuple(found), records, counts[path]) for path, found in columns.items()
        ]


def _take_columns(
    path: str,
    value: Json,
    above: dict[str, str],
    columns: dict[str, dict[str, None]],
    counts: Counter[str],
) -> None:
    own = flattened(value)
    counts[path] += 1
    columns.setdefault(path, {}).update(dict.fromkeys((*own, *above)))
    for name, inner in lists_in(value):
        for item in inner:
            _take_columns(f"{path}.{name}", item, _above(own), columns, counts)


def _above(own: dict[str, str]) -> dict[str, str]:
    return {f"{OF_THE_RECORD}{name}": value for name, value in own.items()}


@dataclass(frozen=True)
class TreeTable:
    """The rows of one list, at any depth of the records."""

    name: str
    columns: tuple[str, ...]
    records: Callable[[], Iterator[Record]]
    about: int

    def rows(self) -> Iterator[Cells]:
        """Every row; a line that is no record is a row of the outermost table."""
        steps = self.name.split(".")[1:]
        number = 0
        for record in self.records():
            if record.problem and steps:
                continue
            for cells in _rows_at([record.value], steps, {}):
                number += 1
                yield Cells(number, cells, record.problem)


def _rows_at(
    items: list[Json], steps: list[str], above: dict[str, str]
) -> Iterator[dict[str, str]]:
    for item in items:
        own = flattened(item)
        if not steps:
            yield own | above
            continue
        for name, inner in lists_in(item):
            parts = name.split(".")
            if steps[: len(parts)] == parts:
                yield from _rows_at(inner, steps[len(parts) :], _above(own))


def flattened(value: Json, path: str = "") -> dict[str, str]:
    """The cells of a record: `identity.familyName`; a list of plain values is a cell of lines."""
    cells: dict[str, str] = {}
    for name, inner in value.items():
        at = f"{path}{clean(name)}"
        if isinstance(inner, dict):
            cells |= flattened(inner, f"{at}.")
        elif isinstance(inner, list):
            if not _is_list_of_records(inner) and inner:
                cells[at] = "\n".join(filter(None, map(_plain, inner)))
        elif (said := _plain(inner)) != "":
            cells[at] = said
    return cells


def lists_in(value: Json, path: str = "") -> Iterator[tuple[str, list[Json]]]:
    """The lists of records within one: `allergies.items`."""
    for name, inner in value.items():
        at = f"{path}{clean(name)}"
        if isinstance(inner, dict):
            yield from lists_in(inner, f"{at}.")
        elif _is_list_of_records(inner):
            yield at, [item for item in inner if isinstance(item, dict)]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
