"""How a run goes from state to state, with one worker at it at a time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts import queries as accounts
from accounts.models import Location, User
from accounts.services import system_user
from governance.services import acting_for, change
from imports import approvals, merges, progress, queries
from imports.errors import ImportProblem, NoSuchPlace, NoSuchRun, Stopped
from imports.files import File, unpacked
from imports.mending import runs as mending
from imports.models import ImportRow, ImportRun
from imports.rows import Source
from imports.services.moving import forget_staged
from imports.storing import store, stored

State = ImportRun.State


def keep_run(
    files: Sequence[File], *, file_name: str, location: Location, as_of: date, by: User,
    **about: Any,
) -> ImportRun:  # fmt: skip
    """Keep what was handed over, sealed, as a new run; `about` says how it is read."""
    run = ImportRun(
        location=location,
        file_name=file_name[-255:],
        file_bytes=sum(file.size for file in files),
        as_of=as_of,
        created_by=by,
        provider_id=by.provider_id,
        **about,
    )
    with change(by=by, why="file of an old system uploaded", record_id=run.pk):
        run.save(force_insert=True)
        store(run, files)
    return run


@contextmanager
def at_work(run_id: UUID, *, by: User, on: str, back_to: str) -> Iterator[ImportRun | None]:
    """Open the run's transaction when there is this work to do and nobody else is at it.

    Gives None otherwise: a task that the queue delivers twice then does nothing. A problem that
    the administrator can read is put on the run, which goes `back_to` a state, or is paused where
    part of it is in the record; what else goes wrong rolls everything back and leaves the run as it
    was, for another try.
    """
    try:
        with acting_for(by.provider_id):
            yield _taken(run_id, on)
    except Stopped:
        return  # somebody cancelled it: what was done is rolled back
    except ImportProblem as problem:
        with acting_for(by.provider_id):
            _stopped(locked_run(run_id), back_to, str(problem))


def _stopped(run: ImportRun, state: str, why: str) -> None:
    """Say why work on a run cannot go on; of a run that failed nothing is kept prepared."""
    if state == State.FAILED and run.committed_to:
        state = State.PAUSED
    ImportRun.objects.filter(pk=run.pk).update(state=state, error=why)
    if state == State.FAILED:
        forget_staged(run)


def _taken(run_id: UUID, state: str) -> ImportRun | None:
    """The run, if it waits for this work; held until the transaction ends."""
    with connection.cursor() as cursor:
        key = run_id.int % 2**63
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key])
        [is_mine] = cursor.fetchone()
    return ImportRun.objects.filter(pk=run_id, state=state).first() if is_mine else None


def locked_run(run_id: UUID) -> ImportRun:
    """The run, held so that two people who press a button at once are told apart."""
    return ImportRun.objects.select_for_update().get(pk=run_id)


def forget_check(run: ImportRun) -> None:
    """Drop what a check staged and found of a run of which nothing is in the record.

    What was approved of it does not count any more. The caller saves the run.
    """
    approvals.of_run(run).update(is_over=True)
    ImportRow.objects.filter(run=run).delete()
    forget_staged(run)
    progress.forget(run.pk)
    run.report, run.error, run.state_since = {}, "", timezone.now()


def still(run: ImportRun, state: str) -> None:
    """Go on only while nobody has ended the work. Raises Stopped."""
    if not ImportRun.objects.filter(pk=run.pk, state=state).exists():
        raise Stopped


def opened(run: ImportRun) -> Source:
    """The files of a run, opened by its adapter. Raises UnreadableFile."""
    source = mending.reader_of(run).open_source(handed_over(run), as_of=run.as_of)
    return merges.joined(run, source)


def handed_over(run: ImportRun) -> list[File]:
    """The files of a run, those inside an archive in its place. Raises UnreadableFile."""
    return unpacked(stored(run))


def run_named(run_id: UUID) -> tuple[ImportRun, User]:
    """A run on this installation, whosever it is, and as whom a command works on it.

    Raises NoSuchRun.
    """
    for provider_id in providers():
        with acting_for(provider_id):
            if run := ImportRun.objects.filter(pk=run_id).first():
                return run, system_user("import", provider_id)
    raise NoSuchRun(run_id)


def providers() -> Iterable[UUID]:
    """Everybody on this installation, for a command that was not told for whom."""
    return User.objects.values_list("provider_id", flat=True).distinct()


def broken_off() -> list[tuple[str, str, str]]:
    """The runs of every provider that nobody works on any more: state, id, and in whose name."""
    found = []
    for provider_id in providers():
        with acting_for(provider_id):
            found += [
                (run.state, str(run.pk), str(run.created_by_id))
                for run in ImportRun.objects.filter(state__in=ImportRun.BUSY_STATES)
                if queries.is_interrupted(run)
            ]
    return found


def place_named(name: str) -> tuple[Location, User]:
    """The one place of that name on this installation, and as whom a command writes there.

    Without a name, the only place there is. Raises NoSuchPlace.
    """
    found: list[tuple[Location, User]] = []
    known: list[str] = []
    for provider_id in providers():
        with acting_for(provider_id):
            for place in accounts.locations():
                known.append(place.name)
                if name.casefold() in {"", place.name.casefold()}:
                    found.append((place, system_user("import", provider_id)))
    if len(found) != 1:
        raise NoSuchPlace(name, sorted(known))
    return found[0]
