"""Background work on copies; each may be delivered twice and then does nothing."""

from uuid import UUID

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.db import OperationalError

from portability import queries, services


@shared_task(base=DjangoTask, autoretry_for=[OperationalError], retry_backoff=5, max_retries=5)
def make_copy(copy_id: str, user_id: str) -> None:
    """Make the parts of a copy that are not there yet, and pack them."""
    services.make_copy(UUID(copy_id), by=queries.staff_member(UUID(user_id)))


@shared_task
def forget_copies() -> None:
    """Remove the copies whose time is over."""
    services.forget_copies()
