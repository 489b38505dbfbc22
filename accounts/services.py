"""Writes about providers, places and staff."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import Draft, Location, Post, Provider, User
from accounts.permissions import Role
from governance.services import acting_for, change

# Typed secrets never become drafts.
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "password1", "password2", "code"}


def keep_draft(path: str, fields: Mapping[str, str], *, by: User) -> None:
    """Keep what somebody typed, for them alone, until they save that page or discard it."""
    kept = {name: value for name, value in fields.items() if name not in NEVER_KEPT and value}
    if not kept:
        return
    with acting_for(by.provider_id):
        Draft.objects.update_or_create(
            author=by, path=path, defaults={"fields": kept, "provider_id": by.provider_id}
        )


def discard_draft(path: str, *, by: User) -> None:
    """Forget a draft, once its words are saved or its author gives them up."""
    Draft.objects.filter(author=by, path=path).delete()


def open_provider(name: str, *, cqc_provider_id: str = "", ods_code: str = "") -> Provider:
    """Register a provider. Run by a command, before anybody can sign in."""
    provider = Provider(name=name, cqc_provider_id=cqc_provider_id, ods_code=ods_code)
    with acting_for(provider.pk):
        provider.save(force_insert=True)
    return provider


def system_user(part: str, provider_id: UUID) -> User:
    """Return the named user as whom one part of the system writes for one provider."""
    user, _ = User.objects.get_or_create(
        username=f"system:{part}:{provider_id}",
        defaults={"name": f"The system ({part})", "provider_id": provider_id, "is_system": True},
    )
    return user


def add_location(name: str, kind: str, *, by: User, **details: str) -> Location:
    """Add a place where, or from which, care is given."""
    with change(by=by, why="location added"):
        return Location.objects.create(name=name, kind=kind, **details)


@transaction.atomic
def add_staff(username: str, name: str, *, password: str | None, by: User) -> User:
    """Make an account for a named person in the provider of whoever adds them."""
    user = User(username=username, name=name, provider_id=by.provider_id)
    user.set_password(password)
    user.save()
    return user


def give_post(
    user: User,
    role: Role,
    location: Location,
    *,
    started_on: date,
    by: User,
    ended_on: date | None = None,
) -> Post:
    """Let somebody work in a role at a place from a day, and for agency staff until a day."""
    with change(by=by, why=f"post given: {role}", record_id=user.pk):
        return Post.objects.create(
            user=user, role=role, location=location, started_on=started_on, ended_on=ended_on
        )


def end_post(post_id: UUID, *, ended_on: date, by: User) -> None:
    """End a post on a day; access ends with it (SEC-01)."""
    with change(by=by, why="post ended", record_id=post_id):
        post = Post.objects.select_for_update().get(pk=post_id)
        post.ended_on = ended_on
        post.save(update_fields=["ended_on"])
