"""Background work of governance: sealing."""

from uuid import UUID

from celery import shared_task

from governance import queries, seals


@shared_task
def seal_new_rows(provider_id: str) -> None:
    """Seal what one provider wrote; a second run at the same time finds nothing left."""
    seals.seal_new_rows(UUID(provider_id))


@shared_task
def seal_every_provider() -> None:
    """Queue each provider by itself, so that a failure is one provider's."""
    for provider_id in queries.provider_ids():
        seal_new_rows.delay(str(provider_id))
