"""`manage.py read_gp_record FILE`: what the reader understands of a GP answer, as JSON."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from gpconnect.reading import as_json, read_bundle


class Command(BaseCommand):
    """Reads a file and nothing else: no database, no network."""

    help = "Print as JSON what is understood of a GP Connect answer kept in a file."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a structured record as received")

    def handle(self, *, file: Path, **_options: object) -> None:
        """Print; a file that is no record is said to be none, under "error"."""
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        self.stdout.write(json.dumps(as_json(read_bundle(data)), indent=2, ensure_ascii=False))
