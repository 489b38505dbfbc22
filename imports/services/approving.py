"""Asking a second person about a checked file, and what they say."""

from uuid import UUID

from django.utils import timezone

from accounts.models import User
from governance.services import change
from imports import approvals, policies
from imports.models import ImportApproval, ImportRun
from imports.services.runs import locked_run


def ask_for_approval(run_id: UUID, *, by: User) -> ImportApproval:
    """Let nothing be brought in until somebody else has approved. Raises NotNow."""
    with change(by=by, why="approval of an import asked for", record_id=run_id):
        run = locked_run(run_id)
        others = approvals.who_may_answer(run.location, asked_by=by)
        policies.approval_may_be_asked(run.state, _answer(run), len(others))
        asked = ImportApproval(run=run, asked_by=by, provider_id=run.provider_id)
        asked.save(force_insert=True)
        return asked


def answer_approval(
    run_id: UUID, approval_id: UUID | None, *, answer: str, words: str, by: User
) -> None:
    """Approve, or send back with words; `approval_id` is what whoever answers was reading.

    Raises NotNow for whoever asked, and when the file was answered or checked again since.
    """
    with change(by=by, why="import approved or sent back", record_id=run_id):
        run = locked_run(run_id)
        asked = approvals.standing(run)
        is_same = asked is not None and asked.pk == approval_id
        policies.approval_may_be_given(
            run.state, _answer(run) if is_same else None, is_own=_asked(asked, by)
        )
        assert asked  # or it was refused
        asked.answer, asked.words = answer, words
        asked.answered_at, asked.answered_by = timezone.now(), by
        asked.save(update_fields=["answer", "words", "answered_at", "answered_by"])


def has_its_approval(run: ImportRun) -> None:
    """Refuse a run about which a second person was asked and has not approved. Raises NotNow."""
    policies.has_its_approval(_answer(run))


def _answer(run: ImportRun) -> str | None:
    asked = approvals.standing(run)
    return asked.answer if asked else None


def _asked(asked: ImportApproval | None, by: User) -> bool:
    return asked is not None and asked.asked_by == by
