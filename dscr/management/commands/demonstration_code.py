"""`manage.py demonstration_code marcus`: the six digits of the second step, now."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.permissions import NEEDS_SECOND_FACTOR
from dscr.demonstration import sign_ins


class Command(BaseCommand):
    """Prints the code that a manager or administrator of the demonstration is asked for."""

    help = "Print the current code for the second step; only when DEMONSTRATION is on"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Set DEMONSTRATION=1: only the demonstration has a known code")
        told = sign_ins.staff().get(username)
        if told is None:
            raise CommandError(f"Nobody in the demonstration is called {username}")
        if sign_ins.role_of(told) not in NEEDS_SECOND_FACTOR:
            raise CommandError(f"{told['name']} signs in without a second step")
        self.stdout.write(sign_ins.code_now())
