"""Files that nobody knows are looked at, their lists said to hold what they hold, then checked."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import Location, User
from governance.services import change
from imports import policies
from imports.columns import profiles
from imports.errors import NotNow, UnreadableFile
from imports.files import File, unpacked
from imports.mapping import saved
from imports.mapping.drafting import drafted, finished, lacking
from imports.mapping.suggesting import draft_of
from imports.models import ImportDraft, ImportRun
from imports.scanning import refuse_infected_lists
from imports.services.mappings import save_mapping
from imports.services.runs import at_work, forget_check, keep_run, locked_run
from imports.storing import stored
from imports.tables.anything import handed_over

State = ImportRun.State
MOST_LISTS = 200


def start_mapping(
    files: Sequence[File], *, file_name: str, location: Location, as_of: date, by: User
) -> ImportRun:
    """Keep what was handed over, sealed, for a task to look at, so that it can be mapped."""
    return keep_run(
        files, file_name=file_name, location=location, as_of=as_of, by=by, state=State.LOOKING
    )


def map_again(run_id: UUID, *, by: User) -> None:
    """Have files mapped that were read wrongly, or not at all; what a check found is dropped.

    They are mapped from what they were read with, where that is data. Raises NotNow.
    """
    with change(by=by, why="import to be mapped", record_id=run_id):
        run = locked_run(run_id)
        policies.may_be_mapped(
            run.state, is_mending=run.mends_id is not None, has_begun=run.committed_to > 0
        )
        forget_check(run)
        run.state = State.LOOKING
        if saved.read_with(run) is None:
            run.adapter = ""
        run.save(update_fields=["state", "error", "state_since", "adapter", "report"])


def look_at_run(run_id: UUID, *, by: User) -> None:
    """Find the lists of a run and suggest what they hold; what holds no list fails the run."""
    with at_work(run_id, by=by, on=State.LOOKING, back_to=State.FAILED) as run:
        if run is None:
            return
        files = unpacked(stored(run))
        handed = handed_over(files)
        refuse_infected_lists(files, handed.beside)
        tables = handed.tables
        if not tables:
            raise UnreadableFile("There is no list in these files: only papers and pictures.")
        if len(tables) > MOST_LISTS:
            raise UnreadableFile(
                f"There are {len(tables):,} lists in these files, more than the {MOST_LISTS} that "
                "can be gone through by hand. Choose those that hold records."
            )
        found = profiles(tables)
        begun = saved.begins_as(run, handed.columns)
        draft = (
            drafted(begun, [profile.name for profile in found])
            if begun
            else draft_of(found, saved.learnt(), label=_name_for(run))
        )
        ImportDraft.objects.update_or_create(
            run=run,
            defaults={
                "provider_id": run.provider_id,
                "profiles": [profile.as_dict() for profile in found],
                "content": json.dumps(draft),
            },
        )
        run.state = State.MAPPING
        run.save(update_fields=["state"])


def _name_for(run: ImportRun) -> str:
    """What the mapping may be called: as the file, where there is one."""
    return "" if "," in run.file_name else PurePath(run.file_name).stem[:80]


def keep_draft(run_id: UUID, tables: dict[str, Any], *, by: User) -> None:
    """Keep what was said of some lists of a run that is being mapped. Raises NotNow."""
    with change(by=by, why="lists of an import mapped", record_id=run_id):
        _, draft = _being_mapped(run_id)
        content = json.loads(draft.content)
        content["tables"] |= tables
        draft.content = json.dumps(content)
        draft.save(update_fields=["content"])


def finish_mapping(run_id: UUID, *, name: str, times: str, by: User) -> None:
    """Save the mapping under a name, and have the run checked with it. Raises NotNow."""
    with change(by=by, why="mapping of an import finished", record_id=run_id):
        run, draft = _being_mapped(run_id)
        content = json.loads(draft.content)
        if missing := next(lacking(content["tables"]), None):
            raise NotNow(f"“{missing.table}”: {missing.sentence}")
        version = save_mapping(name, finished(content | {"times": times}), by=by)
        run.adapter, run.mapping_version = saved.adapter_from(version).name, version
        run.state, run.state_since = State.WAITING, timezone.now()
        run.checked_at = run.state_since
        run.save(update_fields=["adapter", "mapping_version", "state", "state_since", "checked_at"])


def _being_mapped(run_id: UUID) -> tuple[ImportRun, ImportDraft]:
    run = locked_run(run_id)
    if run.state != State.MAPPING:
        raise NotNow(policies.SENTENCES[run.state])
    return run, ImportDraft.objects.select_for_update().get(run=run)
