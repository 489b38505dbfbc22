"""Governance puts its walls round every table each time the database is migrated."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class GovernanceConfig(AppConfig):
    """Registers what protects tables after each migration, and what checks the policy."""

    name = "governance"

    def ready(self) -> None:
        from governance.checks import everything_is_classified
        from governance.protection import protect_database

        checks.register(everything_is_classified, checks.Tags.models)
        post_migrate.connect(protect_database, sender=self)
