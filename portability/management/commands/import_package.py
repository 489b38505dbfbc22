"""Bring a whole record into an empty installation, from a package that another one made."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import services as accounts
from accounts.models import User
from governance.services import acting_for
from portability import services
from portability.errors import AlreadyHere, Refused

ASK_FOR_ONE = "Nobody has a password yet. Give one: run this again with --administrator USERNAME"


class Command(BaseCommand):
    """`manage.py import_package PATH [--administrator USERNAME]`, with DATABASE_OWNER_URL set."""

    help = "Bring a package of a whole record into this empty installation"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the package, and who is let in first."""
        parser.add_argument("path", type=Path, help="the package")
        parser.add_argument(
            "--administrator", default="", help="whom to give a one-time password afterwards"
        )

    def handle(self, *, path: Path, administrator: str, **_options: Any) -> None:
        """Bring it in, or say in one sentence why not; the same package again is no mistake."""
        url = settings.DATABASE_OWNER_URL or os.environ["DATABASE_URL"]
        try:
            came = services.bring_in(path, owner_url=url)
        except AlreadyHere:
            self.stdout.write("This package was brought in before. Nothing was changed")
        except Refused as refused:
            raise CommandError(f"{refused}. Nothing was brought in") from refused
        else:
            self.stdout.write(
                f"{came.provider}: {came.rows} records with {came.versions} versions and "
                f"{came.files} files came in, as they were"
            )
        self.stdout.write(password_for(administrator) if administrator else ASK_FOR_ONE)


def password_for(username: str) -> str:
    """Give somebody a one-time password, and say which."""
    user = User.objects.filter(username=username.lower(), is_system=False).first()
    if user is None:
        raise CommandError(f"Nobody signs in as {username}")
    with acting_for(user.provider_id):
        by = accounts.system_user("arrival", user.provider_id)
        password = accounts.give_one_time_password(user, by=by)
    return f"User name: {user.username}\nPassword for the first sign-in: {password}"
