"""Governance puts its walls round every table each time the database is migrated."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GovernanceConfig(AppConfig):
    """Registers the step that protects tables after each migration."""

    name = "governance"

    def ready(self) -> None:
        from governance.protection import protect_database

        post_migrate.connect(protect_database, sender=self)
