"""What a check keeps: how each row ended, and the records it will make, a thousand at a time."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from imports import problems
from imports.models import BroughtIn, ImportRow, ImportRun, StagedRecord
from imports.rows import ReadRow
from imports.services.made import Made

# A thousand rows in one round trip; building them with the ORM takes longer than reading them.
KEEP_ROWS = f"""
    INSERT INTO {ImportRow._meta.db_table}
        (id, run_id, position, sheet, number, source_id, kind, outcome, reason, warnings, hint,
         summary, cells, fingerprint, person_id, target_id, was_there, newer, is_created)
    SELECT uuidv7(), %s, position, sheet, number, source_id, kind, outcome, reason, warnings, hint,
           summary, cells, fingerprint, person_id, target_id, was_there, newer, false
    FROM json_to_recordset(%s) AS row (
        position int, sheet text, number int, source_id text, kind text, outcome text, reason text,
        warnings jsonb, hint text, summary text, cells jsonb, fingerprint text, person_id uuid,
        target_id uuid, was_there boolean, newer text)
"""
STAGE = f"""
    INSERT INTO {StagedRecord._meta.db_table}
        (run_id, operation, model, record_id, person_id, key, digest, source, replaces, fields)
    SELECT %s, operation, model, record_id, person_id, key, digest, source, replaces, fields::jsonb
    FROM json_to_recordset(%s) AS record (
        operation text, model text, record_id uuid, person_id uuid, key uuid, digest uuid,
        source text, replaces int, fields text)
"""


@dataclass(slots=True)
class Kept:
    """A row of the source with what the check found out: whose it is, and what it is to be.

    `known` is the record that an earlier import made of it.
    """

    position: int
    read: ReadRow
    fingerprint: str = ""
    key: UUID | None = None
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

    def as_row(self) -> dict[str, Any]:
        """The row as it is kept."""
        row = self.read
        return {
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
            "cells": row.cells if problems.is_problem(row) else (),
            "fingerprint": self.fingerprint,
            "person_id": self.person_id and str(self.person_id),
            "target_id": self.target_id and str(self.target_id),
            "was_there": self.known is not None,
            "newer": self.newer,
        }


def staged(
    record: Made, operation: str, *, key: UUID | None = None, replaces: int | None = None
) -> dict[str, Any]:
    """A record as it waits for the commit."""
    return {
        "operation": operation,
        "model": record.model,
        "record_id": str(record.record_id),
        "person_id": record.person_id and str(record.person_id),
        "key": key and str(key),
        "digest": key and str(record.digest),
        "source": record.source,
        "replaces": replaces,
        "fields": record.words,
    }


def keep_rows(run: ImportRun, rows: Iterable[Kept]) -> None:
    """Keep how rows ended."""
    _write(KEEP_ROWS, run, [row.as_row() for row in rows])


def stage(run: ImportRun, records: Sequence[dict[str, Any]]) -> None:
    """Keep records until the commit."""
    _write(STAGE, run, records)


def _write(statement: str, run: ImportRun, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(statement, [run.pk, json.dumps(rows, ensure_ascii=False)])
