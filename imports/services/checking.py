"""The check: read every row, say how it would end, and write nothing to the record."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import batched
from typing import Any
from uuid import UUID

from accounts.models import Location, User
from imports import problems, queries
from imports.adapters import adapter_for
from imports.files import File, unpacked
from imports.mapping import saved
from imports.mending import runs as mending
from imports.models import ImportRun
from imports.progress import Teller
from imports.reconciliation import Reconciliation
from imports.rows import Adapter, ReadRow, Source
from imports.services.preparing import Preparation
from imports.services.runs import at_work, keep_run, opened, still
from imports.services.staging import Writer
from imports.storing import sha256_of

BATCH = 1000
OBJECTS = 200_000  # more than two batches have
State = ImportRun.State


def start_check(
    files: Sequence[File], *, file_name: str, location: Location, as_of: date, by: User,
    reader: Adapter | None = None,
) -> ImportRun:  # fmt: skip
    """Keep what was handed over, sealed, for a task to check, as `reader` reads it.

    Raises UnreadableFile when a look at the files is enough to refuse them.
    """
    inside = unpacked(files)
    reader = reader or mending.reader_for(inside) or adapter_for(inside, saved.adapters())
    return keep_run(
        files, file_name=file_name, location=location, as_of=as_of, by=by, adapter=reader.name,
        mapping_version_id=reader.version_id, mends_id=reader.mends_id,
    )  # fmt: skip


def dry_run(files: Sequence[File], *, as_of: date, reader: Adapter | None = None) -> dict[str, Any]:
    """The reconciliation of some files, kept nowhere. Raises UnreadableFile."""
    inside = unpacked(files)
    reader = reader or adapter_for(inside)
    source = reader.open_source(inside, as_of=as_of)
    reconciliation = Reconciliation()
    with seldom_tidied():
        to_look_at = problems.listed(_counted(source, reconciliation))
    return {
        "adapter": reader.name,
        "as_of": as_of.isoformat(),
        "files": {file.name: {"bytes": file.size, "sha256": sha256_of(file)} for file in files},
        **reconciliation.as_dict(source.sheets),
        **to_look_at,
    }


def _counted(source: Source, reconciliation: Reconciliation) -> Iterator[ReadRow]:
    for row in source.rows():
        reconciliation.add(row)
        yield row


def check_run(run_id: UUID, *, by: User) -> None:
    """Read the file and keep how each row would end; a file that cannot be read fails the run.

    All of it is one transaction: a check that is broken off leaves nothing, and is done again.
    """
    with at_work(run_id, by=by, on=State.WAITING, back_to=State.FAILED) as run:
        if run is None:
            return
        source = opened(run)
        lists = {sheet.title: sheet.rows for sheet in source.sheets}
        teller = Teller(run.pk, sum(lists.values()), lists)
        reconciliation = Reconciliation()
        done = 0
        with seldom_tidied(), Writer(run) as writer:
            preparation = Preparation(run, writer, by=by)
            for batch in batched(source.rows(), BATCH, strict=False):
                for row in batch:
                    reconciliation.add(row)
                preparation.take(batch)
                done += len(batch)
                if teller.tell(done, reconciliation.read()):
                    still(run, State.WAITING)
            newer = preparation.finished()
        still(run, State.WAITING)
        run.report = reconciliation.as_dict(source.sheets) | {
            "already_on_record": queries.already_on_record(
                reconciliation.people, preparation.known_people
            ),
            "newer": newer,
        }
        run.state = State.CHECKED
        run.save(update_fields=["report", "state"])


@contextmanager
def seldom_tidied() -> Iterator[None]:
    """Look for cycles among objects only when there are very many of them.

    The rows of a batch have none and are forgotten together; to look for some after every few
    hundred objects, as Python does by itself, takes an eighth of a check.
    """
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
