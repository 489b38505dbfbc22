"""Reads that belong to no provider's page."""

from collections import Counter
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Count

from governance.records import CareRecord


def provider_ids() -> list[UUID]:
    """Every provider, for work that is done for each in turn."""
    users = get_user_model()._default_manager.order_by("provider_id")
    return list(users.values_list("provider_id", flat=True).distinct())


def records_by_release() -> Counter[str]:
    """Count the records of the provider we act for, by the release of MODS they were written under.

    It reads every record: for a command that runs when a release changes, not for a page.
    """
    found: Counter[str] = Counter()
    for model in apps.get_models():
        if issubclass(model, CareRecord):
            rows = model._default_manager.order_by().values_list("mods_release")
            found.update(dict(rows.annotate(Count("pk"))))
    return found
