"""Register a provider with its first place and its first administrator, on a new installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import services
from accounts.errors import UserNameTaken
from accounts.models import Location
from accounts.permissions import Role
from governance.services import acting_for


class Command(BaseCommand):
    """Says who may sign in, with a password to be changed at the first sign-in."""

    help = "Register a provider, its first place and its first administrator"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what a new installation must know."""
        parser.add_argument("provider", help="name of the provider")
        parser.add_argument("location", help="name of its first place")
        parser.add_argument("kind", choices=Location.Kind.values, help="what kind of place it is")
        parser.add_argument("username", help="name the administrator signs in with")
        parser.add_argument("name", help="full name of the administrator")
        parser.add_argument("--cqc-provider-id", default="")
        parser.add_argument("--ods-code", default="")

    def handle(self, *_args: Any, **given: Any) -> None:
        """Make them, or say in one sentence why not."""
        try:
            with transaction.atomic():
                username, password = self._open(given)
        except UserNameTaken as taken:
            raise CommandError(f"Somebody signs in as {given['username']} already") from taken
        self.stdout.write(f"User name: {username}\nPassword for the first sign-in: {password}")

    def _open(self, given: dict[str, Any]) -> tuple[str, str]:
        provider = services.open_provider(
            given["provider"],
            cqc_provider_id=given["cqc_provider_id"],
            ods_code=given["ods_code"],
        )
        with acting_for(provider.pk):
            by = services.system_user("set-up", provider.pk)
            place = services.add_location(given["location"], given["kind"], by=by)
            user, password = services.welcome_staff(
                given["username"],
                given["name"],
                by=by,
                role=Role.ADMINISTRATOR,
                location=place,
                started_on=timezone.localdate(),
            )
        return user.username, password
