"""`manage.py compare_mods FILE`: what a new release of MODS changes, and what no longer fits."""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance import queries
from governance.services import acting_for
from mods import standard
from mods.releases import changes, misfits
from mods.standard import read


class Command(BaseCommand):
    """Compares the release in a file with the one that the product ships."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file of the new release."""
        parser.add_argument("file", type=Path, help="a file of the shape of mods/mods.yaml")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Print a line for each change and misfit, and how much was written under each release."""
        try:
            new = read(file)
        except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as why:
            raise CommandError(f"{file} is no release of MODS in our shape: {why}") from why
        self.stdout.write(f"From release {standard().release} to {new.release}")
        found = [*changes(standard(), new), *misfits(new)]
        for line in found or ["Nothing changed, and everything fits"]:
            self.stdout.write(line)
        for release, count in sorted(_written().items()):
            self.stdout.write(f"Records written under release {release}: {count}")


def _written() -> Counter[str]:
    """Count the records of every provider by release."""
    written: Counter[str] = Counter()
    for provider_id in queries.provider_ids():
        with acting_for(provider_id):
            written += queries.records_by_release()
    return written
