"""What a check keeps: how each row ended, and the records it will make, a thousand at a time."""

from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import orjson
from django.db import connection

from imports import problems
from imports.models import BroughtIn, ImportRow, ImportRun, StagedRecord
from imports.rows import ReadRow, is_private
from imports.services.made import Made

# A thousand rows in one round trip; building them with the ORM takes longer than reading them.
KEEP_ROWS = f"""
    INSERT INTO {ImportRow._meta.db_table}
        (id, run_id, position, sheet, number, source_id, kind, outcome, reason, warnings, hint,
         summary, cells, fingerprint, person_id, target_id, was_there, newer, is_cleaned,
         is_private)
    SELECT uuidv7(), %s, position, sheet, number, source_id, kind, outcome, reason, warnings, hint,
           summary, cells, fingerprint, person_id, target_id, was_there, newer,
           is_cleaned IS NOT NULL, is_private IS NOT NULL
    FROM json_to_recordset(%s) AS row (
        position int, sheet text, number int, source_id text, kind text, outcome text, reason text,
        warnings jsonb, hint text, summary text, cells jsonb, fingerprint text, person_id uuid,
        target_id uuid, was_there boolean, newer text, is_cleaned boolean, is_private boolean)
"""
STAGE = f"""
    INSERT INTO {StagedRecord._meta.db_table}
        (run_id, operation, model, record_id, person_id, key, digest, source, replaces, fields)
    SELECT %s, operation, model, record_id, person_id, key, digest, source, replaces, fields
    FROM json_to_recordset(%s) AS record (
        operation text, model text, record_id uuid, person_id uuid, key uuid, digest uuid,
        source text, replaces int, fields jsonb)
"""


@dataclass(slots=True)
class Kept:
    """A row of the source with what the check found out: whose it is, and what it is to be.

    `known` is the record that an earlier import made of it.
    """

    position: int
    read: ReadRow
    fingerprint: str = ""
    key: str = ""
    person_id: UUID | None = None
    target_id: UUID | None = None
    known: BroughtIn | None = None
    newer: str = ""
    # The earlier words of a note, which become the first version of its entry.
    earlier: Made | None = None

    @property
    def is_closed(self) -> bool:
        """Whether it was there, and an import of before did not keep what it said."""
        return self.known is not None and self.known.digest is None

    @property
    def is_of_another(self) -> bool:
        """Whether what an earlier import made of it stands in somebody else's record."""
        return self.known is not None and self.known.person_id not in (None, self.person_id)

    def as_row(self) -> dict[str, Any]:
        """The row as it is kept."""
        row = self.read
        kept = {
            "position": self.position,
            "sheet": row.sheet[:255],
            "number": row.number,
            "source_id": row.source_id[:200],
            "kind": row.kind,
            "outcome": row.outcome,
            "reason": row.reason,
            "warnings": row.warnings,
            "hint": row.hint[:500],
            "summary": row.summary,
            "cells": row.cells if row.is_cleaned or problems.is_problem(row) else (),
            "fingerprint": self.fingerprint,
            "person_id": self.person_id,
            "target_id": self.target_id,
            "was_there": self.known is not None,
            "newer": self.newer,
        }
        if row.is_cleaned:  # said of few rows, so that all others cost nothing more
            kept["is_cleaned"] = True
        if is_private(row.item):
            kept |= {"is_private": True, "summary": ""}
        return kept


def staged(
    record: Made, operation: str, *, key: str = "", replaces: int | None = None
) -> dict[str, Any]:
    """A record as it waits for the commit."""
    words = record.words
    return {
        "operation": operation,
        "model": record.model,
        "record_id": record.record_id,
        "person_id": record.person_id,
        "key": key or None,
        "digest": record.digest_of(words) if key else None,
        "source": record.source,
        "replaces": replaces,
        "fields": orjson.Fragment(words),
    }


class Writer:
    """Writes what a check keeps while the next rows are read: the database waits for no reader.

    One thread writes, in the transaction of the check and in the order of the rows. What goes wrong
    there is raised here, at the latest when the block ends.
    """

    AHEAD = 4

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._waiting: deque[Future[object]] = deque()

    def __enter__(self) -> Self:
        with connection.cursor() as cursor:
            # What the rows point at is checked as they are written, not of all of them at the end.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return self

    def __exit__(self, *failed: object) -> None:
        self._thread.shutdown(wait=True)
        if not any(failed):
            self.wait()

    def keep_rows(self, rows: Iterable[Kept]) -> None:
        """Keep how rows ended."""
        self._write(KEEP_ROWS, [row.as_row() for row in rows])

    def stage(self, records: Sequence[dict[str, Any]]) -> None:
        """Keep records until the commit."""
        self._write(STAGE, records)

    def wait(self, at_most: int = 0) -> None:
        """Wait until so few pieces are still to be written."""
        with connection.wrap_database_errors:
            while len(self._waiting) > at_most:
                self._waiting.popleft().result()

    def _write(self, statement: str, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self.wait(self.AHEAD)
            words = orjson.dumps(rows).decode()
            # A connection of psycopg takes turns by itself; Django's belongs to this thread.
            execute = connection.connection.execute
            self._waiting.append(self._thread.submit(execute, statement, [self._run.pk, words]))
