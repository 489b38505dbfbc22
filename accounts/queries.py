"""Reads about providers, places and staff."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import Draft, Location, Post, Provider, User, held_on
from accounts.permissions import MAY, Permission
from accounts.sealing import unseal
from governance.errors import NotYours
from governance.prepared import prepared
from nhsui.dates import BOXES, Parts

MAY_MANAGE_STAFF = [role for role, may in MAY.items() if Permission.MANAGE_STAFF in may]
MANAGERS = [role for role, may in MAY.items() if Permission.APPOINT_MANAGER in may]


def locations() -> QuerySet[Location]:
    """The places of the provider we act for, by name, those that have closed too."""
    return Location.objects.order_by("name")


def open_locations() -> QuerySet[Location]:
    """The places where somebody may come to live, or to work."""
    return locations().filter(is_closed=False)


def provider_of(user: User) -> Provider:
    """The organisation that somebody works for."""
    return Provider.objects.get(pk=user.provider_id)


def staff(provider_id: UUID, *, find: str = "") -> QuerySet[User]:
    """The people who work for a provider, by name, with `posts_not_ended` and `has_app`."""
    app = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    going_on = _posts().filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate()))
    found = Q(name__icontains=find) | Q(username__icontains=find)
    return (
        User.objects.filter(found, provider_id=provider_id, is_system=False)
        .annotate(has_app=Exists(app))
        .prefetch_related(Prefetch("posts", going_on, to_attr="posts_not_ended"))
        .order_by("name", "pk")
    )


def staff_at(places: Any, *, roles: Iterable[str] = tuple(MAY)) -> QuerySet[User]:
    """The people who hold a post today, in one of these roles, at any of these places, by name."""
    posts = Post.objects.filter(held_on(timezone.localdate()), location__in=places, role__in=roles)
    return User.objects.filter(pk__in=posts.values("user")).order_by("name", "id")


def posts_at(places: Any, *, roles: Iterable[str]) -> list[tuple[UUID, User]]:
    """Who holds a post today in one of these roles, beside each place where they do, by name."""
    posts = Post.objects.filter(held_on(timezone.localdate()), location__in=places, role__in=roles)
    held = posts.select_related("user").order_by("user__name", "user_id")
    return list(dict.fromkeys((post.location_id, post.user) for post in held))


def member_of_staff(provider_id: UUID, user_id: UUID) -> User:
    """One of them. Raises NotYours for anybody who works elsewhere, or is part of the system."""
    member = staff(provider_id).filter(pk=user_id).first()
    if member is None:
        raise NotYours
    return member


def posts_of(member: User) -> QuerySet[Post]:
    """Every post that somebody held, holds or will hold, the latest first."""
    return _posts().filter(user=member)


def not_ended(posts: Iterable[Post]) -> list[Post]:
    """Those that give access today or will give it."""
    today = timezone.localdate()
    return [post for post in posts if post.ended_on is None or post.ended_on > today]


def _posts() -> QuerySet[Post]:
    return Post.objects.select_related("location").order_by("-started_on", "-id")


def post_of(member: User, post_id: UUID) -> Post:
    """One post of a member of staff. Raises NotYours for anybody else's."""
    post = posts_of(member).filter(pk=post_id).first()
    if post is None:
        raise NotYours
    return post


def managing_posts(
    provider_id: UUID, day: date, permission: Permission = Permission.MANAGE_STAFF
) -> QuerySet[Post]:
    """The posts that let their holders manage a provider's staff on a day."""
    roles = [role for role, may in MAY.items() if permission in may]
    return Post.objects.filter(
        held_on(day), role__in=roles, user__is_active=True, provider_id=provider_id
    )


def places_managed_by(user: User) -> QuerySet[Location]:
    """The places whose staff this user manages: their own, and those where nobody does."""
    managed = managing_posts(user.provider_id, timezone.localdate())
    mine = Q(pk__in=user.places_for(Permission.MANAGE_STAFF))
    return open_locations().filter(mine | ~Exists(managed.filter(location=OuterRef("pk"))))


def is_managed_by(user: User, posts: Iterable[Post]) -> bool:
    """Say whether all these posts are this user's to give or end: see decision 0008."""
    return all(_manages(user, post) for post in posts)


def _manages(user: User, post: Post) -> bool:
    """A manager's post is a manager's to give where there is another; any post by its place."""
    if post.role in MANAGERS:
        if user.may(Permission.APPOINT_MANAGER, at=[post.location_id]):
            return True
        if _others_at(post, Permission.APPOINT_MANAGER).exists():
            return False
    if user.may(Permission.MANAGE_STAFF, at=[post.location_id]):
        return True
    return user.may(Permission.MANAGE_STAFF) and not _others_at(post, Permission.MANAGE_STAFF)


def _others_at(post: Post, permission: Permission) -> QuerySet[Post]:
    posts = managing_posts(post.provider_id, timezone.localdate(), permission)
    return posts.filter(location=post.location_id).exclude(user=post.user_id)


def who_to_ask(user: User) -> list[User]:
    """Whoever manages staff today where this user worked or works, or else anywhere."""
    posts = managing_posts(user.provider_id, timezone.localdate()).exclude(user=user)
    where_they_worked = user.posts.values("location")
    nearby = posts.filter(location__in=where_they_worked)
    return list(User.objects.filter(posts__in=nearby or posts).distinct().order_by("name"))


def has_second_step(user: User) -> bool:
    """Say whether this user has set up an authenticator app."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def user(user_id: UUID) -> User | None:
    """A member of staff whose account is open, of whatever provider."""
    return User.objects.filter(pk=user_id, is_active=True, is_system=False).first()


def drafts_of(user: User) -> QuerySet[Draft]:
    """The pages where this user has words that are not saved, the latest first."""
    return Draft.objects.filter(author=user).order_by("-at")


def drafts_under(user: User, path: str) -> QuerySet[Draft]:
    """This user's drafts on the pages whose path begins like this, the latest first."""
    return drafts_of(user).filter(path__startswith=path)


def draft_path(user: User, draft_id: UUID) -> str:
    """The page that a draft was typed on. Raises NotYours for anybody else's."""
    draft = Draft.objects.filter(author=user, pk=draft_id).first()
    if draft is None:
        raise NotYours
    return draft.path


def draft_of(user: User, path: str) -> dict[str, Any]:
    """What this author had typed on this page when their session ended, as a form's initial."""
    found = _drafts(author=user.pk, path=path)
    if not found:
        return {}
    try:
        return as_initial(json.loads(unseal(found[0].sealed)))
    except InvalidToken:  # the field key was changed: the words cannot be read again
        return {}


@prepared
def _drafts(author: UUID, path: str) -> QuerySet[Draft]:
    return Draft.objects.filter(author=author, path=path)


def as_initial(typed: dict[str, list[str]]) -> dict[str, Any]:
    """Turn what a form sent into what it starts with: one value, several, or a date's boxes."""
    initial: dict[str, Any] = {k: v[0] if len(v) == 1 else v for k, v in typed.items()}
    for name in {key.removesuffix("-day") for key in typed if key.endswith("-day")}:
        initial[name] = Parts(*(typed.get(f"{name}-{box}", [""])[0] for box in BOXES))
    return initial
