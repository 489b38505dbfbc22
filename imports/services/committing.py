"""Bringing in: what the check staged, in parts; each is in the record whole, or not at all."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.apps import apps
from django.db import DataError, IntegrityError
from django.utils import timezone

from accounts.models import Room, Unit, User
from governance.services import change
from imports import merges, policies, progress, queries
from imports.errors import RecordMovedOn
from imports.models import ImportRun
from imports.progress import Teller
from imports.services.approving import has_its_approval
from imports.services.building import content_of
from imports.services.moving import Part, forget_moved, forget_staged
from imports.services.reconciling import reconcile
from imports.services.runs import at_work, handed_over, locked_run

# Some seconds of work: so much is done again when a worker dies, and so long does a pause take.
PART = 20_000
State = ImportRun.State


def start_commit(run_id: UUID, *, by: User) -> ImportRun:
    """Decide to bring a checked file in; a task does it. Raises NotNow."""
    with change(by=by, why="import decided", record_id=run_id):
        run = _allowed(run_id, policies.may_be_committed)
        has_its_approval(run)
        policies.is_checked_as_decided(is_decided_since=merges.is_decided_since(run))
        policies.one_at_a_time(is_another_at_work=queries.is_another_at_work(run))
        _to(run, State.COMMITTING)
        return run


def pause(run_id: UUID, *, by: User) -> None:
    """Stop after the part that is being brought in; what is in stays in. Raises NotNow."""
    with change(by=by, why="import paused", record_id=run_id):
        _to(_allowed(run_id, policies.may_be_paused), State.PAUSED)


def resume(run_id: UUID, *, by: User) -> None:
    """Go on where a pause stopped. Raises NotNow."""
    with change(by=by, why="import resumed", record_id=run_id):
        _to(_allowed(run_id, policies.may_be_resumed), State.COMMITTING)


def cancel(run_id: UUID, *, by: User) -> None:
    """End an import of which nothing is in the record. Raises NotNow."""
    with change(by=by, why="import cancelled", record_id=run_id):
        run = _allowed(run_id, policies.may_be_cancelled)
        forget_staged(run)
        _to(run, State.CANCELLED)


def _allowed(run_id: UUID, policy: Callable[[str], None]) -> ImportRun:
    """The run, held, where its state allows what is to be done. Raises NotNow."""
    run = locked_run(run_id)
    policy(run.state)
    return run


def commit_run(run_id: UUID, *, by: User) -> None:
    """Write what the check said to the record, part by part, from where it stopped.

    What another import brought in, or took back, since the check would make its word untrue:
    then nothing is written, and the run says so.
    """
    done = 0
    teller = Teller(run_id, queries.staged_records(run_id, by=by))
    try:
        while number := _commit_part(run_id, by=by):
            done += number
            teller.tell(done)
    except (DataError, IntegrityError) as refused:
        _stopped_by_the_database(run_id, refused, by=by)


def _commit_part(run_id: UUID, *, by: User) -> int:
    """Bring in one part; returns how many records it held, 0 when there is nothing left to do."""
    with at_work(run_id, by=by, on=State.COMMITTING, back_to=State.FAILED) as run:
        if run is None:
            return 0
        with change(by=by, why=f"brought in from {run.file_name}", record_id=run.pk):
            if not run.committed_to and queries.has_moved_on(run):
                raise RecordMovedOn(
                    "Another import changed some of these rows after this file was checked. "
                    "Nothing was written. Upload the file again."
                )
            part = Part(run, PART)
            _count(run, part.bring_in(partial(_files, run)))
            run.committed_to = part.upto
            run.save(update_fields=["result", "committed_to"])
            if not part.is_last:
                return part.size
            _finish(run, by=by)
    return 0


def _count(run: ImportRun, made: dict[str, int]) -> None:
    created = Counter(run.result.get("created", {}))
    for label, number in made.items():
        if (model := apps.get_model(label)) not in (Room, Unit):
            created[queries.plural(model)] += number
    run.result = {"created": dict(created)}


def _finish(run: ImportRun, *, by: User) -> None:
    there = queries.rows_of(run).filter(was_there=True)
    run.result |= {"already_there": queries.counted_by_kind(there)}
    reconcile(run)
    run.committed_at, run.committed_by = timezone.now(), by
    _to(run, State.COMMITTED, "result", "committed_at", "committed_by")
    forget_moved(run)


def _files(run: ImportRun) -> dict[str, Callable[[], bytes]]:
    """How the bytes of each document are had, by where it lies in what was handed over."""
    return {file.name: partial(content_of, file) for file in handed_over(run)}


def _stopped_by_the_database(run_id: UUID, refused: Exception, *, by: User) -> None:
    """Pause a run of which a part cannot be written, and say so: trying again would not help."""
    with change(by=by, why="import stopped", record_id=run_id):
        run = locked_run(run_id)
        run.error = (
            "The record refused a part of this import, and nothing of that part was written. What "
            f"was brought in before it stays. ({type(refused).__name__})"
        )
        _to(run, State.PAUSED, "error")


def _to(run: ImportRun, state: str, *more: str) -> None:
    progress.forget(run.pk)
    run.state, run.state_since = state, timezone.now()
    if "error" not in more:
        run.error = ""
    run.save(update_fields=["state", "state_since", "error", *more])
