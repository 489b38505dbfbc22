"""After a commit: counting what is in the record, looking at some of it, and signing it off."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from governance.services import change
from imports import policies, reconciled, sampling
from imports.models import EyeCheck, ImportRun, SignOff
from imports.services.runs import locked_run

UNDONE = "The import was taken back"
NEWER = "A newer export from the same system was brought in"


def reconcile(run: ImportRun) -> None:
    """Count what a run put into the record, and choose whom to look at by eye.

    For the end of a commit, in its transaction. What is signed off of earlier exports from the
    same system to the same place does not hold any more where this run wrote anything.
    """
    run.result["found"] = {
        "by_class": reconciled.by_class(run),
        "by_file": reconciled.by_file(run),
        "notes_by_month": reconciled.by_month(run),
    }
    run.save(update_fields=["result"])
    reconciled.keep_people(run)
    EyeCheck.objects.bulk_create(
        EyeCheck(run=run, provider_id=run.provider_id, position=place, who=one, why=why[:200])
        for place, (one, why) in enumerate(sampling.sample_of(run))
    )
    if run.result["found"]["by_class"]:
        earlier = ImportRun.objects.filter(location=run.location_id, adapter=run.adapter)
        _withdraw(SignOff.objects.filter(run__in=earlier.exclude(pk=run.pk)), NEWER)


def record_eye_check(run_id: UUID, check_id: UUID, *, answer: str, words: str, by: User) -> None:
    """Say whether somebody's record is as the old system had it; it may be said anew.

    Raises NotNow when the run is not in the record, or is signed off.
    """
    with change(by=by, why="an import compared by eye", record_id=run_id):
        run = locked_run(run_id)
        policies.may_be_looked_at(run.state, is_signed=_is_signed(run))
        check = reconciled.checks_of(run).get(pk=check_id)
        check.answer, check.words = answer, words
        check.looked_at, check.looked_by = timezone.now(), by
        check.save(update_fields=["answer", "words", "looked_at", "looked_by"])


def sign_off(run_id: UUID, *, although: str, by: User) -> SignOff:
    """Say in one's name that an import is complete and right, or why it is signed off although.

    Raises NotNow.
    """
    with change(by=by, why="an import signed off", record_id=run_id):
        run = locked_run(run_id)
        is_whole = reconciled.is_whole(run)
        policies.may_be_signed_off(
            run.state,
            is_signed=_is_signed(run),
            is_whole=is_whole,
            although=although,
        )
        signed = SignOff(
            run=run, signed_by=by, provider_id=run.provider_id,
            although="" if is_whole else although,
        )  # fmt: skip
        signed.save(force_insert=True)
        return signed


def withdraw_sign_off(run: ImportRun) -> None:
    """Let what was signed off not hold any more: the run was taken back."""
    _withdraw(SignOff.objects.filter(run=run), UNDONE)


def _is_signed(run: ImportRun) -> bool:
    return reconciled.sign_offs_of(run).filter(withdrawn_at=None).exists()


def _withdraw(signed: QuerySet[SignOff], why: str) -> None:
    signed.filter(withdrawn_at=None).update(withdrawn_at=timezone.now(), withdrawn_why=why)
