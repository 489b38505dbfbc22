"""Background work of daily care: packs on paper, for when nothing works."""

from pathlib import Path
from uuid import UUID

from celery import shared_task
from django.conf import settings

from dailycare import paper
from governance import queries as governance


@shared_task
def write_packs(provider_id: str) -> None:
    """Write the packs of one provider; a second run at the same time writes the same again."""
    paper.write_packs(UUID(provider_id), Path(settings.PAPER_PACKS_DIR))


@shared_task
def write_packs_of_every_provider() -> None:
    """Queue each provider by itself, where a folder for packs is set."""
    if settings.PAPER_PACKS_DIR:
        for provider_id in governance.provider_ids():
            write_packs.delay(str(provider_id))
