"""Reads that belong to no provider's page."""

from uuid import UUID

from django.contrib.auth import get_user_model


def provider_ids() -> list[UUID]:
    """Every provider, for work that is done for each in turn."""
    users = get_user_model()._default_manager.order_by("provider_id")
    return list(users.values_list("provider_id", flat=True).distinct())
