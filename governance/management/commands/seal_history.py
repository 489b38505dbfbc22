"""Seal what was written since the last seal, now instead of within the hour."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from governance import queries
from governance.seals import seal_new_rows


class Command(BaseCommand):
    """Prints the hash of each provider's new seal, to be noted where nobody can alter it."""

    help = "Seal new versions and audit entries of every provider"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one provider, or all."""
        parser.add_argument("--provider", type=UUID, help="id of one provider")

    def handle(self, *_args: Any, provider: UUID | None, **_options: Any) -> None:
        """Seal one after the other."""
        for provider_id in [provider] if provider else queries.provider_ids():
            seal = seal_new_rows(provider_id)
            said = f"seal {seal.number}, {seal.rows} rows, {seal.hash.hex()}" if seal else "no rows"
            self.stdout.write(f"{provider_id}: {said}")
