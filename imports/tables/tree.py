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

LONGEST_LINE = 64 * 1024**2
LONGEST_DOCUMENT = 256 * 1024**2
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
    return file.suffix in {".ndjson", ".jsonl"} or (more and _read(first) is not None)


def _lines(file: File) -> Iterator[Record]:
    with file.open() as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE), b""), start=1):
            if not line.strip():
                continue
            value = _read(line)
            problem = "" if value is not None else reasons.INVALID_JSON
            yield Record(file.base, number, value or {}, problem)


def _read(line: bytes) -> Json | None:
    """The object a line is; None for anything else."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _items(file: File) -> Iterator[Record]:
    if file.size > LONGEST_DOCUMENT:
        raise UnreadableFile(
            f"{file.base} is one document of more than {LONGEST_DOCUMENT // 1024**2} MB. "
            "Ask for the export with a line for each record (NDJSON)."
        )
    with file.open() as stream:
        try:
            document = json.loads(stream.read())
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
        at = f"{path}{name}"
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
        if isinstance(inner, dict):
            yield from lists_in(inner, f"{path}{name}.")
        elif _is_list_of_records(inner):
            yield f"{path}{name}", [item for item in inner if isinstance(item, dict)]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
