"""The check: read every row, say how it would end, and write nothing to the record."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import batched
from typing import Any
from uuid import UUID

from accounts.models import Location, User
from governance.ids import uuid7
from governance.services import change
from imports import problems, queries
from imports.adapters import adapter_for
from imports.files import File, unpacked
from imports.fingerprints import Fingerprints
from imports.mapping import saved
from imports.models import ImportRow, ImportRun
from imports.progress import Teller
from imports.reconciliation import Reconciliation
from imports.rows import (
    ABOUT_ME,
    Adapter,
    ImportedAllergy,
    ImportedPerson,
    ImportedRecord,
    Outcome,
    ReadRow,
)
from imports.services.runs import at_work, opened
from imports.storing import sha256_of, store

BATCH = 1000
State = ImportRun.State


def start_check(
    files: Sequence[File], *, file_name: str, location: Location, as_of: date, by: User,
    reader: Adapter | None = None,
) -> ImportRun:  # fmt: skip
    """Keep what was handed over, sealed, for a task to check, as `reader` reads it.

    Raises UnreadableFile when a look at the files is enough to refuse them.
    """
    reader = reader or adapter_for(unpacked(files), saved.adapters())
    run = ImportRun(
        location=location,
        adapter=reader.name,
        mapping_version_id=reader.version_id,
        file_name=file_name[-255:],
        file_bytes=sum(file.size for file in files),
        as_of=as_of,
        created_by=by,
        provider_id=by.provider_id,
    )
    with change(by=by, why="file of an old system uploaded", record_id=run.pk):
        run.save(force_insert=True)
        store(run, files)
    return run


def dry_run(files: Sequence[File], *, as_of: date, reader: Adapter | None = None) -> dict[str, Any]:
    """The reconciliation of some files, kept nowhere. Raises UnreadableFile."""
    inside = unpacked(files)
    reader = reader or adapter_for(inside)
    source = reader.open_source(inside, as_of=as_of)
    reconciliation = Reconciliation()
    to_look_at = []
    for row in source.rows():
        reconciliation.add(row)
        if problems.is_problem(row):
            to_look_at.append(row)
    return {
        "adapter": reader.name,
        "as_of": as_of.isoformat(),
        "files": {file.name: {"bytes": file.size, "sha256": sha256_of(file)} for file in files},
        **reconciliation.as_dict(source.sheets),
        **problems.listed(to_look_at),
    }


def check_run(run_id: UUID, *, by: User) -> None:
    """Read the file and keep how each row would end; a file that cannot be read fails the run."""
    with at_work(run_id, by=by, on=State.WAITING, back_to=State.FAILED) as run:
        if run is None:
            return
        source = opened(run)
        teller = Teller(run.pk, sum(sheet.rows for sheet in source.sheets))
        reconciliation = Reconciliation()
        rows = _rows(run, source.rows(), reconciliation)
        done = 0
        for batch in batched(rows, BATCH, strict=False):
            _mark_what_was_there(batch)
            ImportRow.objects.bulk_create(batch)
            done += len(batch)
            teller.tell(done)
        run.report = reconciliation.as_dict(source.sheets) | {
            "already_on_record": queries.already_on_record(reconciliation.people),
        }
        run.state = State.CHECKED
        run.save(update_fields=["report", "state"])


def _rows(
    run: ImportRun, rows: Iterable[ReadRow], reconciliation: Reconciliation
) -> Iterator[ImportRow]:
    """Each row as it is kept, with the id that what it becomes will have."""
    fingerprints = Fingerprints(run.adapter)
    people: dict[str, UUID | None] = {}
    about: dict[str, UUID] = {}  # all that somebody says of themselves is one record
    for position, row in enumerate(rows):
        reconciliation.add(row)
        kept = _kept(run, position, row)
        if row.item:
            kept.target_id = uuid7()
            if row.outcome is not Outcome.EARLIER:  # it is part of the note that replaced it
                kept.fingerprint = fingerprints.of(row, row.item)
        if isinstance(row.item, ImportedPerson):
            _mark_what_was_there([kept])
            people[row.ref] = kept.person_id = kept.target_id
        elif row.item:
            kept.person_id = people[row.item.person]
        if isinstance(row.item, ImportedRecord) and row.item.kind == ABOUT_ME:
            kept.target_id = about.setdefault(row.item.person, uuid7())
        if isinstance(row.item, ImportedAllergy) and not row.item.agents:
            kept.target_id = kept.person_id  # it says something of the person as a whole
        yield kept


def _kept(run: ImportRun, position: int, row: ReadRow) -> ImportRow:
    return ImportRow(
        run=run,
        provider_id=run.provider_id,
        position=position,
        sheet=row.sheet[:255],
        number=row.number,
        source_id=row.source_id[:200],
        kind=row.kind,
        outcome=row.outcome,
        reason=row.reason,
        warnings=list(row.warnings),
        hint=row.hint[:500],
        summary=row.summary,
        cells=list(row.cells) if problems.is_problem(row) else [],
    )


def _mark_what_was_there(rows: Sequence[ImportRow]) -> None:
    """Point rows that an earlier run brought in at what they became then."""
    earlier = queries.brought_in(row.fingerprint for row in rows if row.fingerprint)
    for row in rows:
        if row.fingerprint in earlier:
            row.was_there = True
            row.target_id = earlier[row.fingerprint]
