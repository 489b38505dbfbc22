"""Background work on an import; each may be delivered twice and then does nothing."""

from uuid import UUID

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.db import OperationalError

from imports import queries, services

tried_again = shared_task(
    base=DjangoTask, autoretry_for=[OperationalError], retry_backoff=5, max_retries=5
)


@tried_again
def look_at_run(run_id: str, user_id: str) -> None:
    """Find the lists of files that nobody knows."""
    services.look_at_run(UUID(run_id), by=queries.staff_member(UUID(user_id)))


@tried_again
def check_run(run_id: str, user_id: str) -> None:
    """Read the file and keep how each row would end."""
    services.check_run(UUID(run_id), by=queries.staff_member(UUID(user_id)))


@tried_again
def commit_run(run_id: str, user_id: str) -> None:
    """Write to the record what the check said."""
    services.commit_run(UUID(run_id), by=queries.staff_member(UUID(user_id)))


@tried_again
def undo_run(run_id: str, user_id: str) -> None:
    """Take back what the run brought in."""
    services.undo_run(UUID(run_id), by=queries.staff_member(UUID(user_id)))


OF_STATE = {
    "looking": look_at_run,
    "waiting": check_run,
    "committing": commit_run,
    "undoing": undo_run,
}


@tried_again
def go_on_with_broken_off() -> None:
    """Have done again what nobody works on any more: its worker died, or the queue forgot it."""
    for state, run_id, user_id in services.broken_off():
        OF_STATE[state].delay(run_id, user_id)
