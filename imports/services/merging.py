"""Deciding who is one person: never by likeness, always by somebody, and remembered."""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from governance.services import change
from imports import merges, policies
from imports.errors import NotNow
from imports.joining import is_on_record
from imports.models import ImportRun, MergeDecision
from imports.rows import ImportedPerson
from imports.services.runs import forget_check, locked_run


def decide_merge(run_id: UUID, pair: str, *, verdict: str, by: User) -> MergeDecision:
    """Say whether two of a checked run are one person; it may be said anew until it is brought in.

    Raises NotNow.
    """
    with change(by=by, why="whether two are one person", record_id=run_id):
        run = locked_run(run_id)
        found = next((one for one in merges.pairs_of(run) if one.key == pair), None)
        if found is None:
            raise NotNow("These two are not beside each other any more. Look at them again.")
        was = found.decided
        policies.may_be_decided(run.state, is_in_the_record=was is not None and _is_done(was))
        decision = MergeDecision(
            run=run,
            provider_id=run.provider_id,
            first_key=found.first_key,
            second_key=found.second_key,
            verdict=verdict,
            decided_by=by,
        )
        decision.save(force_insert=True)
        return decision


def _is_done(was: MergeDecision) -> bool:
    """Whether what was decided for good has been brought in."""
    is_for_good = was.verdict != MergeDecision.Verdict.UNSURE
    return is_for_good and was.run.state == ImportRun.State.COMMITTED


def check_again(run_id: UUID, *, by: User) -> ImportRun:
    """Have a checked file checked once more, with what was decided since; a task does it.

    What was approved of it does not count any more. Raises NotNow.
    """
    with change(by=by, why="import checked again", record_id=run_id):
        run = locked_run(run_id)
        policies.may_be_committed(run.state)
        forget_check(run)
        run.state, run.checked_at = ImportRun.State.WAITING, timezone.now()
        run.save(update_fields=["state", "state_since", "checked_at", "report", "error"])
        return run


def whom_it_joins(item: ImportedPerson, people: Mapping[str, UUID]) -> UUID | None:
    """As whom the rows of somebody come who joins another; None for all others."""
    if not item.joins:
        return None
    return UUID(item.joins) if is_on_record(item.joins) else people[item.joins]
