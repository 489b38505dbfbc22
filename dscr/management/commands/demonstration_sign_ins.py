"""`manage.py demonstration_sign_ins`: who a visitor may be."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dscr.demonstration import sign_ins


class Command(BaseCommand):
    """Prints names, roles, the password and the code for the second step."""

    help = "Print who to sign in as; only when DEMONSTRATION is on"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Set DEMONSTRATION=1: only the demonstration has known passwords")
        for line in sign_ins.lines():
            self.stdout.write(line)
