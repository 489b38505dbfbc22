"""`manage.py load_demonstration`: the invented people, once."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dscr.demonstration import load


class Command(BaseCommand):
    """Does nothing when the demonstration is there already."""

    help = "Load two invented providers with months of notes; only when DEMONSTRATION is on"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Set DEMONSTRATION=1: invented people do not belong among real ones")
        if load.is_loaded():
            self.stdout.write("The demonstration is there already")
            return
        started = time.monotonic()
        done = load.load()
        self.stdout.write(
            f"Loaded {done.providers} providers, {done.people} people and {done.notes:,} notes "
            f"in {time.monotonic() - started:.0f} s"
        )
