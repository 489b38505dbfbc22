"""Reads about copies: which there are, and whose a member of staff may see."""

import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts import queries as accounts
from accounts.models import Provider, User
from accounts.permissions import Permission
from governance.errors import NotYours
from governance.models import AuditEvent
from governance.services import acting_for
from portability import policies, progress
from portability.models import Copy
from portability.writing import Folder
from records import queries as records
from records.models import Person

# A copy that was not heard of for so long is not being made any more.
SILENT_AFTER = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(days=7)


def copies_seen_by(user: User) -> QuerySet[Copy]:
    """The copies this user may have: of people whose record they may copy, or of everybody."""
    mine = Q(person__in=records.people_for(user, Permission.COPY_RECORD))
    if may_take_everything(user):
        mine |= Q(person=None)
    return Copy.objects.filter(mine).select_related("person", "created_by").order_by("-created_at")


def copy_seen_by(user: User, copy_id: UUID) -> Copy:
    """One of them. Raises NotYours."""
    found = copies_seen_by(user).filter(pk=copy_id).first()
    if found is None:
        raise NotYours
    return found


def copies_due_to_go() -> QuerySet[Copy]:
    """The copies whose time is over, and those that came to nothing as long ago."""
    now = timezone.now()
    over = Q(state=Copy.State.READY, keep_until__lt=now)
    came_to_nothing = Q(state__in=[Copy.State.WAITING, Copy.State.FAILED])
    return Copy.objects.filter(over | came_to_nothing & Q(created_at__lt=now - FORGOTTEN_AFTER))


def may_take_everything(user: User) -> bool:
    """Say whether this user may copy records at every place of their provider."""
    mine = set(user.places_for(Permission.COPY_RECORD))
    return bool(mine) and mine >= {place.pk for place in accounts.locations()}


def refuse_unless_everything(user: User) -> None:
    """Raise NotNow, with a sentence, for whoever may not copy everybody's record."""
    places = {place.pk for place in accounts.locations()}
    mine = places.intersection(user.places_for(Permission.COPY_RECORD))
    policies.may_take_everything(places=len(mine), of=len(places) or 1)


def is_interrupted(copy: Copy) -> bool:
    """Say whether a copy is waiting and nobody has been at work on it for a while."""
    heard = progress.heard_of(copy.pk)
    heard_at = max(copy.state_since.timestamp(), heard.heard_at if heard else 0)
    is_silent = time.time() - heard_at > SILENT_AFTER.total_seconds()
    return copy.state == Copy.State.WAITING and is_silent


def folder_of(copy_id: UUID) -> Folder:
    """Where the parts of a copy are made, and the archive is kept."""
    return Folder(Path(settings.EXPORT_DIR) / str(copy_id))


def looks_by_whom(person: Person) -> list[tuple[str, dict[str, int]]]:
    """Who did what with a person's record how often, by name; whoever did most is first."""
    acts = AuditEvent.objects.filter(person_id=person.pk)
    counted = acts.values_list("actor_id", "actor__name", "act").annotate(times=Count("pk"))
    found: dict[UUID, tuple[str, dict[str, int]]] = {}
    for actor_id, name, act, times in counted.order_by("-times", "actor_id", "act"):
        found.setdefault(actor_id, (name, {}))[1][act] = times
    return list(found.values())


def provider(provider_id: UUID) -> Provider:
    """The provider whose record it is."""
    return Provider.objects.get(pk=provider_id)


def staff_member(user_id: UUID) -> User:
    """The one in whose name a task works."""
    return User.objects.get(pk=user_id)


def copy_of(copy_id: UUID, *, by: User) -> Copy:
    """A copy as it is now, for a task."""
    with acting_for(by.provider_id):
        return Copy.objects.get(pk=copy_id)


def provider_ids() -> list[UUID]:
    """Every provider of this installation, for work that is done for each of them."""
    return list(User.objects.values_list("provider_id", flat=True).distinct())
