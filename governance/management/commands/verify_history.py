"""Prove that no version and no audit entry was altered, removed or inserted since it was sealed."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from governance import queries
from governance.verification import verify_history


class Command(BaseCommand):
    """Ends with 0 and counts, or with 1 and the first row that is not what it was."""

    help = "Prove the chain of seals, and every row under it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one provider, or all; and a hash that was noted elsewhere."""
        parser.add_argument("--provider", type=UUID, help="id of one provider")
        parser.add_argument(
            "--noted",
            type=bytes.fromhex,
            default=b"",
            help="hash of a seal of that provider which was noted elsewhere",
        )

    def handle(self, *_args: Any, provider: UUID | None, noted: bytes, **_options: Any) -> None:
        """Check one after the other; stop at the first finding."""
        if noted and not provider:
            raise CommandError("Say with --provider whose seal was noted")
        for provider_id in [provider] if provider else queries.provider_ids():
            proof = verify_history(provider_id, noted=noted)
            if proof.finding:
                raise CommandError(f"{provider_id}: {proof.finding}")
            self.stdout.write(
                f"{provider_id}: {proof.seals} seals, {proof.rows} rows proven, "
                f"{proof.unsealed} not sealed yet; last seal {proof.head or 'none'}"
            )
