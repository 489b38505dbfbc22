"""Taking back: all that a run brought in, except where staff have built on it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from governance.services import change
from imports import policies, progress, queries
from imports.models import ImportRun
from imports.services.moving import forget_staged, forget_withdrawn, put_back
from imports.services.reconciling import withdraw_sign_off
from imports.services.runs import at_work, locked_run
from records.models import Allergy, Person
from records.models.base import Standing
from records.models.person import AllergyState

State = ImportRun.State


def start_undo(run_id: UUID, *, reason: str, by: User) -> ImportRun:
    """Decide to take an import back, with a reason; a task does it. Raises NotNow."""
    with change(by=by, why=reason, record_id=run_id):
        run = locked_run(run_id)
        policies.may_be_undone(run.state)
        policies.one_at_a_time(is_another_at_work=queries.is_another_at_work(run))
        progress.forget(run.pk)
        run.state = State.UNDOING
        run.undo_reason = reason
        run.error, run.state_since = "", timezone.now()
        run.save(update_fields=["state", "undo_reason", "error", "state_since"])
        return run


def undo_run(run_id: UUID, *, by: User) -> None:
    """Withdraw what the run brought in. A person whom staff have written about since stays whole.

    Nothing is deleted: what is withdrawn stays in its history. What stays is listed, with why.
    """
    with at_work(run_id, by=by, on=State.UNDOING, back_to=State.COMMITTED) as run:
        if run is None:
            return
        with change(by=by, why=run.undo_reason, record_id=run.pk):
            stays = queries.what_stays(run)
            taken_back: dict[str, int] = {}
            allergic = list(
                queries.made_by(run, Allergy, stays).values_list("person_id", flat=True)
            )
            for model in queries.MADE_BY_IMPORTS:
                withdrawn = queries.made_by(run, model, stays).update(standing=Standing.WITHDRAWN)
                if withdrawn:
                    taken_back[queries.plural(model)] = withdrawn
            if changed_back := put_back(run):
                taken_back["changes"] = changed_back
            _restate_allergies(allergic)
            forget_withdrawn(run)
            forget_staged(run)
            run.undo_report = {"taken_back": taken_back, "stays": stays.as_list()}
            withdraw_sign_off(run)
            run.state = State.UNDONE
            run.undone_at, run.undone_by = timezone.now(), by
            run.save(update_fields=["undo_report", "state", "undone_at", "undone_by"])


def _restate_allergies(people: Iterable[UUID]) -> None:
    """Somebody who stays, but whose last allergy was taken back, is not asked again."""
    standing = Allergy.objects.filter(person=OuterRef("pk"), standing=Standing.CURRENT)
    Person.objects.filter(
        ~Exists(standing), pk__in=people, standing=Standing.CURRENT,
        allergy_state=AllergyState.PRESENT,
    ).update(allergy_state=AllergyState.NOT_ASKED)  # fmt: skip
