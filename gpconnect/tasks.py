"""Background work on GP records: one at a time, all that are due, and forgetting."""

from typing import Any
from uuid import UUID

from celery import shared_task
from celery.contrib.django.task import DjangoTask

from governance.queries import provider_ids
from governance.services import acting_for
from gpconnect import queries, services
from gpconnect.errors import Unavailable
from gpconnect.oversight import pulse
from gpconnect.schedule import LAST, LOOKS_EVERY
from gpconnect.sections import pulling as sections

LATER: dict[str, Any] = {"priority": LAST, "expires": LOOKS_EVERY.total_seconds()}


@shared_task(
    base=DjangoTask,
    autoretry_for=[Unavailable],
    retry_backoff=30,
    retry_backoff_max=1800,
    max_retries=5,
    soft_time_limit=150,
    time_limit=180,
    retry_kwargs={"expires": None},  # another try is not one of this look's
)
def refresh_gp_record(person_id: str, user_id: str) -> None:
    """Fetch one person's GP record in somebody's name; an unreachable system is tried again."""
    services.refresh_gp_record(UUID(person_id), by=queries.staff_member(UUID(user_id)))


@shared_task(base=DjangoTask, soft_time_limit=150, time_limit=180)
def fetch_gp_section(pull_id: str, user_id: str) -> None:
    """Fetch one section as a page for somebody who waits for it; they try again themselves."""
    sections.fetch(UUID(pull_id), by=queries.staff_member(UUID(user_id)))


@shared_task
def refresh_gp_records_due() -> None:
    """Queue those whose GP record is due, a few from each provider, spread over the day.

    Behind everything that somebody waits for; and whoever has not had their turn by the next look
    is queued by it anew, so that what is queued never grows (decision 0041).
    """
    pulse.beat()
    for due in services.due_everywhere(looks_every=LOOKS_EVERY):
        refresh_gp_record.apply_async(tuple(map(str, due)), **LATER)


@shared_task
def forget_old_answers() -> None:
    """Forget the GP answers that were kept for as long as they may be."""
    for provider_id in provider_ids():
        with acting_for(provider_id):
            services.forget_old_answers()
