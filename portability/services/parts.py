"""The parts of a copy, in their order, and how each is written."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from portability.schema import schema
from portability.selecting import Selection
from portability.tables import ACTS, SCHEMA, Table, tables
from portability.writing import Folder, Part


@dataclass(frozen=True, slots=True)
class Work:
    """One part that is to be written: how, and of how many rows; a file counts as one."""

    write: Callable[[Folder], Part]
    rows: int = 1


def work_of(selection: Selection) -> dict[str, Work]:
    """Return what is to be done for each part of a copy, by its name, with the provider set."""
    found = {SCHEMA: Work(_write_schema)}
    for table in tables():
        data, *versions = table.names
        found[data] = _work(selection, data, selection.rows(table))
        for name in versions:
            found[name] = _work(selection, name, selection.versions(table))
    found[ACTS] = _work(selection, ACTS, selection.acts())
    for table in tables():
        if table.bytes_column:
            for row_id, sha256 in selection.files(table):
                write = partial(_write_file, table, row_id, sha256)
                found[f"documents/{sha256}"] = Work(write)
    return found


def _work(selection: Selection, name: str, source: str) -> Work:
    return Work(partial(_write_rows, selection, name, source), selection.count(source))


def _write_schema(folder: Folder) -> Part:
    words = json.dumps(schema(), indent=1, ensure_ascii=False)
    return folder.write_bytes(SCHEMA, words.encode())


def _write_rows(selection: Selection, name: str, source: str, folder: Folder) -> Part:
    with closing(selection.read(source)) as rows:  # or the database would go on sending
        return folder.write_rows(name, rows)


def _write_file(table: Table, row_id: UUID, sha256: str, folder: Folder) -> Part:
    found = table.model._default_manager.values_list(table.bytes_column, flat=True)
    return folder.write_bytes(f"documents/{sha256}", bytes(found.get(pk=row_id)))
