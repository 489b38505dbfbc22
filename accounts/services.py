"""Writes about providers, places and staff."""

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.http import QueryDict
from django.utils import timezone

from accounts import policies, queries, slips
from accounts.errors import ProviderChanged, UserNameTaken
from accounts.models import Draft, Location, Post, Provider, User
from accounts.permissions import Role
from accounts.sealing import seal
from governance.errors import NotYours
from governance.services import acting_for, change

# Typed secrets never become drafts.
SECRETS = {
    *("csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "code"),
    *("pin", "pin_again"),
}
NEVER_KEPT = SECRETS | {slips.FIELD}
# No letter or digit that is read as another one.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def keep_draft(path: str, fields: Mapping[str, list[str]], *, by: User) -> Draft | None:
    """Keep what somebody typed, for them alone, until they save that page or discard it.

    `fields` has every value of every field. Returns nothing when there was nothing to keep.
    """
    kept = {k: v for k, v in fields.items() if k not in NEVER_KEPT and any(v)}
    if not kept:
        return None
    with acting_for(by.provider_id):
        now = timezone.now()
        Draft.objects.filter(at__lt=now - slips.GOOD_FOR).delete()
        words = {"sealed": seal(json.dumps(kept)), "at": now, "provider_id": by.provider_id}
        draft, _ = Draft.objects.update_or_create(author=by, path=path, defaults=words)
        return draft


def keep_by_slip(typed: QueryDict) -> Draft | None:
    """Keep what a form sends for whoever its slip names, whoever is signed in by now.

    Returns nothing, and keeps nothing, when the form has no slip of ours.
    """
    slip = slips.read(typed.get(slips.FIELD, ""))
    author = slip and queries.user(slip.author_id)
    if not slip or not author:
        return None
    return keep_draft(slip.path, dict(typed.lists()), by=author)


def discard_draft(path: str, *, by: User) -> None:
    """Forget a draft, once its words are saved or its author gives them up."""
    Draft.objects.filter(author=by, path=path).delete()


def discard_drafts(paths: list[str], *, by: User) -> None:
    """Forget the drafts of several pages, such as what a device sent at once."""
    Draft.objects.filter(author=by, path__in=paths).delete()


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
        defaults={
            "name": f"The system ({part})",
            "provider_id": provider_id,
            "is_system": True,
            "password": "!",  # no password is ever right
        },
    )
    return user


def add_location(name: str, kind: str, *, by: User, **details: Any) -> Location:
    """Add a place where, or from which, care is given.

    Nobody could let anybody in there yet, so whoever adds it becomes its administrator.
    """
    with change(by=by, why="place added") as opened:
        place = Location.objects.create(name=name, kind=kind, **details)
        opened.record_id = place.pk
        if not by.is_system:
            post = {"role": Role.ADMINISTRATOR, "started_on": timezone.localdate()}
            Post.objects.create(user=by, location=place, **post)
        return place


def revise_provider(*, replaces: dict[str, str], by: User, **fields: str) -> Provider:
    """Change the provider's name or codes; the audit keeps what each was and became.

    `replaces` is what the author was reading. Raises ProviderChanged when it is no longer so.
    """
    provider = Provider.objects.select_for_update().get(pk=by.provider_id)
    was = {name: getattr(provider, name) for name in fields}
    if was != replaces:
        raise ProviderChanged
    changed = {name: value for name, value in fields.items() if value != was[name]}
    said = "; ".join(f"{name} from “{was[name]}” to “{value}”" for name, value in changed.items())
    if changed:
        with change(by=by, why=f"provider changed: {said}", record_id=provider.pk):
            for name, value in changed.items():
                setattr(provider, name, value)
            provider.save(update_fields=list(changed))
    return provider


def add_staff(username: str, name: str, *, password: str | None, by: User) -> User:
    """Make an account for a named person in the provider of whoever adds them.

    Raises UserNameTaken, also when the name is somebody's at another provider.
    """
    if User.objects.filter(username=username.lower()).exists():
        raise UserNameTaken
    user = User(username=username.lower(), name=name, provider_id=by.provider_id)
    user.set_password(password)
    with change(by=by, why="member of staff added", record_id=user.pk):
        user.save(force_insert=True)
    return user


def welcome_staff(username: str, name: str, *, by: User, **post: Any) -> tuple[User, str]:
    """Add a member of staff with their first post; return them and their one-time password.

    `post` is what `give_post` takes. Raises UserNameTaken.
    """
    with change(by=by, why="member of staff added") as opened:
        user = add_staff(username, name, password=None, by=by)
        opened.record_id = user.pk
        give_post(user, by=by, **post)
        return user, give_one_time_password(user, by=by)


def give_post(
    user: User,
    role: Role,
    location: Location,
    *,
    started_on: date,
    by: User,
    ended_on: date | None = None,
) -> Post:
    """Let somebody work in a role at a place from a day, and for agency staff until a day.

    Raises NotForYourself, NotTheirsToManage.
    """
    post = Post(
        user=user, role=role, location=location, started_on=started_on, ended_on=ended_on,
        provider_id=by.provider_id,
    )  # fmt: skip
    with change(by=by, why=f"post given: {role}", record_id=user.pk):
        _by_a_second_person(user.pk, [post], by=by)
        post.save(force_insert=True)
        return post


def _by_a_second_person(user_id: UUID, posts: Iterable[Post], *, by: User) -> None:
    """Refuse what is about oneself, or about a post that others manage; a command may do both."""
    if not by.is_system:
        policies.not_for_yourself(user_id, by.pk)
        policies.is_theirs_to_manage(is_managed=queries.is_managed_by(by, posts))


def end_post(post_id: UUID, *, ended_on: date, by: User) -> None:
    """End a post: from that day it gives no access (SEC-01). One not begun yet never begins.

    Raises NotYours, NotForYourself, NotTheirsToManage, and NobodyWouldManageStaff when nobody else
    could let anybody in there.
    """
    with change(by=by, why="post ended", record_id=post_id):
        post = Post.objects.select_for_update().filter(pk=post_id).first()
        if post is None:
            raise NotYours
        _by_a_second_person(post.user_id, [post], by=by)
        if post.role in queries.MAY_MANAGE_STAFF:
            others = queries.managing_posts(post.provider_id, ended_on).exclude(pk=post_id)
            others = others.filter(location=post.location_id)
            policies.somebody_still_manages_staff(others=others.count())
        post.ended_on = max(ended_on, post.started_on)
        post.save(update_fields=["ended_on"])


def give_one_time_password(user: User, *, by: User) -> str:
    """Return a new password that its owner must change at once; it is kept nowhere in clear.

    It signs them out everywhere, and their PIN is gone. Raises NotForYourself: one's own is
    changed with the old one; and NotTheirsToManage, unless all their posts are managed by whoever
    gives it.
    """
    _by_a_second_person(user.pk, queries.not_ended(queries.posts_of(user)), by=by)
    password = "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))
    with change(by=by, why="one-time password given", record_id=user.pk):
        user.set_password(password)
        user.must_change_password = True
        user.pin = ""
        user.save(update_fields=["password", "must_change_password", "pin"])
    return password


def remove_second_step(user: User, *, reason: str, by: User) -> None:
    """Forget the authenticator app and recovery codes of somebody whose phone is lost.

    It signs them out everywhere, the lost phone included. Raises NotForYourself, NotTheirsToManage.
    """
    _by_a_second_person(user.pk, queries.not_ended(queries.posts_of(user)), by=by)
    with change(by=by, why=f"second step switched off: {reason}", record_id=user.pk):
        Authenticator.objects.filter(user=user).delete()
        user.signed_out_at = timezone.now()
        user.save(update_fields=["signed_out_at"])
