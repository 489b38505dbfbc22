"""The rows to be mended, in files like those they came from; codes of doors are not in them."""

import csv
import io
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from imports.mapped.line import SECRET_COLUMN
from imports.mapped.spec import SourceMapping
from imports.markup import typed_without_codes
from imports.mending.marks import IN_JSON, WRONG, Mark, as_words
from imports.problems import EndedRow, what_is_wrong
from imports.tables import Table
from imports.tables.delimited import DelimitedTable
from imports.tables.tree import TreeTable, flattened, lists_in
from imports.words import clean

type Rows = Mapping[int, EndedRow]
type Written = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be downloaded."""

    content: bytes
    content_type: str
    ending: str


def written(
    run_id: UUID, tables: Sequence[Table], mapping: SourceMapping, rows: Mapping[str, Rows]
) -> Download | None:
    """The rows in files like their own: one as it is, several in a zip. None where it has none."""
    files: Written = {}
    for table in tables:
        if isinstance(table, DelimitedTable) and table.name in rows:
            files[f"{table.name}.csv"] = _csv(run_id, table, rows[table.name])
        elif isinstance(table, TreeTable) and "." not in table.name:
            files |= _Tree(run_id, table, mapping, rows).files()
    if not files:
        return None
    [(name, content), *others] = files.items()
    if others:
        return Download(_zip(files), "application/zip", "zip")
    is_csv = name.endswith(".csv")
    return Download(content, "text/csv" if is_csv else "application/json", name.rpartition(".")[2])


def _zip(files: Written) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return target.getvalue()


def _csv(run_id: UUID, table: DelimitedTable, rows: Rows) -> bytes:
    """In the dialect and letters of the table, with our columns behind its own."""
    beyond = sorted({name for row in rows.values() for name, _ in row.cells} - {*table.columns})
    headings = [*table.columns, WRONG, str(Mark(table.name, run_id)), *beyond]
    target = io.StringIO()
    writer = csv.writer(target, delimiter=table.dialect.separator)
    writer.writerow(map(as_words, headings))
    for number, row in rows.items():
        cells = {cell[0]: cell[1] for cell in row.cells}
        cells |= {WRONG: what_is_wrong(row), headings[len(table.columns) + 1]: str(number)}
        writer.writerow([as_words(cells.get(heading, "")) for heading in headings])
    return target.getvalue().encode(table.dialect.encoding, "replace")


class _Tree:
    """The records in which something is to be mended, each with that alone, in its own shape."""

    def __init__(
        self, run_id: UUID, table: TreeTable, mapping: SourceMapping, rows: Mapping[str, Rows]
    ) -> None:
        self._run_id = run_id
        self._table = table
        self._mapping = mapping
        self._rows = rows
        self._numbers: Counter[str] = Counter()

    def files(self) -> Written:
        """A file for each file of the source that has such records."""
        records: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for record in self._table.records():
            kept = self._kept(record.value, self._table.name)
            if kept is not None and not record.problem:
                records[record.file].append({IN_JSON["run"]: str(self._run_id)} | kept)
        return {name: _as_json(name, those) for name, those in records.items()}

    def _kept(self, item: dict[str, Any], path: str) -> dict[str, Any] | None:
        self._numbers[path] += 1
        number = self._numbers[path]
        row = self._rows.get(path, {}).get(number)
        lists = {name: self._all_kept(items, f"{path}.{name}") for name, items in lists_in(item)}
        inner = {name: found for name, those in lists.items() if (found := list(those))}
        if row is None and not inner:
            return None
        kept = self._own(item, path, row) if row else self._named(item, path)
        if row:
            kept |= {IN_JSON["wrong"]: what_is_wrong(row), IN_JSON["row"]: f"{path} {number}"}
        for name, each in inner.items():
            _put(kept, name, each)
        return kept

    def _all_kept(self, items: list[dict[str, Any]], path: str) -> Iterator[dict[str, Any]]:
        for item in items:
            if (kept := self._kept(item, path)) is not None:
                yield kept

    def _own(self, item: dict[str, Any], path: str, row: EndedRow) -> dict[str, Any]:
        """All that a record says itself, without the lists in it and without codes.

        What was mended before, and is still wrong, is as it was mended.
        """
        spec = self._mapping.tables.get(path)
        own = _masked(item, frozenset(spec.secrets if spec else ()))
        cells = flattened(own)
        for name, words in row.cells:
            if clean(cells.get(name, "")) != words:
                _put(own, name, words)
        return own

    def _named(self, item: dict[str, Any], path: str) -> dict[str, Any]:
        """Of a record in which nothing is wrong itself what says which one it is."""
        spec = self._mapping.tables.get(path)
        cells = flattened(item)
        kept: dict[str, Any] = {}
        if spec and spec.key in cells:
            _put(kept, spec.key, cells[spec.key])
        return kept


def _masked(item: dict[str, Any], secrets: frozenset[str], at: str = "") -> dict[str, Any]:
    return {
        name: _without_codes(value, secrets, f"{at}{name}")
        for name, value in item.items()
        if not _is_list_of_records(value)
    }


def _without_codes(value: Any, secrets: frozenset[str], at: str) -> Any:
    if at in secrets:
        return SECRET_COLUMN
    if isinstance(value, dict):
        return _masked(value, secrets, f"{at}.")
    if isinstance(value, list):
        return [_without_codes(each, secrets, at) for each in value]
    return typed_without_codes(value) if isinstance(value, str) else value


def _is_list_of_records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _put(record: dict[str, Any], path: str, value: Any) -> None:
    """Set what stands at a path such as `allergies.items`."""
    *steps, last = path.split(".")
    for step in steps:
        record = record.setdefault(step, {})
    record[last] = value


def _as_json(name: str, records: list[dict[str, Any]]) -> bytes:
    if name.lower().endswith(".json"):
        return json.dumps(records, ensure_ascii=False, indent=1).encode()
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in records)
