"""Reads about providers, places and staff."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Draft, Location, User


def locations() -> QuerySet[Location]:
    """The places of the provider we act for, by name."""
    return Location.objects.order_by("name")


def staff(provider_id: UUID) -> QuerySet[User]:
    """The people who work for a provider, with the posts they hold or held."""
    people = User.objects.filter(provider_id=provider_id, is_system=False)
    return people.prefetch_related("posts__location").order_by("name")


def draft_of(user: User, path: str) -> dict[str, str]:
    """What this author had typed on this page when their session ended, or nothing."""
    draft = Draft.objects.filter(author=user, path=path).first()
    return draft.fields if draft else {}
