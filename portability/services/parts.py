"""The parts of a copy, in their order, and how each is written."""

import json
from collections.abc import Callable
from functools import partial
from uuid import UUID

from portability.schema import schema
from portability.selecting import Selection
from portability.tables import ACTS, SCHEMA, Table, tables
from portability.writing import Folder, Part

type Writer = Callable[[Folder], Part]


def writers(selection: Selection) -> dict[str, Writer]:
    """Return what writes each part of a copy, by the part's name; each needs the provider set."""
    found: dict[str, Writer] = {SCHEMA: _write_schema}
    for table in tables():
        data, *versions = table.names
        found[data] = partial(_write_rows, selection, table)
        for name in versions:
            found[name] = partial(_write_versions, selection, table)
    found[ACTS] = lambda folder: folder.write_rows(ACTS, selection.acts())
    for table in tables():
        if table.bytes_column:
            for row_id, sha256 in selection.files(table):
                found[f"documents/{sha256}"] = partial(_write_file, table, row_id, sha256)
    return found


def _write_schema(folder: Folder) -> Part:
    words = json.dumps(schema(), indent=1, ensure_ascii=False)
    return folder.write_bytes(SCHEMA, words.encode())


def _write_rows(selection: Selection, table: Table, folder: Folder) -> Part:
    return folder.write_rows(table.names[0], selection.rows(table))


def _write_versions(selection: Selection, table: Table, folder: Folder) -> Part:
    return folder.write_rows(table.names[1], selection.versions(table))


def _write_file(table: Table, row_id: UUID, sha256: str, folder: Folder) -> Part:
    found = table.model._default_manager.values_list(table.bytes_column, flat=True)
    return folder.write_bytes(f"documents/{sha256}", bytes(found.get(pk=row_id)))
