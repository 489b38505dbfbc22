"""Reads about shared devices: which there are, and who may come in at one by PIN."""

from datetime import timedelta
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Device, DeviceWorker, Location, Post, User, held_on
from accounts.permissions import Permission
from accounts.queries import open_locations
from governance.errors import NotYours
from governance.services import acting_for

# For this long a full sign-in lets somebody come back by PIN (SEC-03).
GOOD_FOR = timedelta(hours=24)
# A device that let go is of no interest to a list for longer than it takes to find out why.
LOST_SHOWN_FOR = timedelta(days=90)


def places(user: User) -> QuerySet[Location]:
    """The open places where this user enrols devices, by name."""
    return open_locations().filter(pk__in=user.places_for(Permission.MANAGE_DEVICES))


def devices(user: User) -> QuerySet[Device]:
    """The devices of those places: in use first, then those lost of late.

    Each has `last_by` and `last_at`, who came last and when, and `locked`, the names of those who
    gave a wrong PIN too often there.
    """
    last = DeviceWorker.objects.filter(device=OuterRef("pk")).order_by("-came_at")[:1]
    is_locked = Q(workers__wrong_tries__gte=DeviceWorker.TRIES)
    shown = Q(lost_at=None) | Q(lost_at__gt=timezone.now() - LOST_SHOWN_FOR)
    return (
        Device.objects.filter(shown, location__in=user.places_for(Permission.MANAGE_DEVICES))
        .select_related("location", "enrolled_by", "lost_by")
        .annotate(
            last_by=Subquery(last.values("user__name")),
            last_at=Subquery(last.values("came_at")),
            locked=ArrayAgg("workers__user__name", filter=is_locked, default=[], ordering="pk"),
        )
        .order_by(F("lost_at").desc(nulls_first=True), "location__name", "name", "pk")
    )


def device(user: User, device_id: UUID) -> Device:
    """One of them that is in use. Raises NotYours for any other."""
    found = devices(user).filter(pk=device_id, lost_at=None).first()
    if found is None:
        raise NotYours
    return found


def workers_at(device: Device) -> list[DeviceWorker]:
    """Who may come in here by PIN, by name: they signed in fully here within 24 hours."""
    with acting_for(device.provider_id):
        return [worker for worker in signed_in_at(device) if worker.stands]


def signed_in_at(device: Device) -> QuerySet[DeviceWorker]:
    """Who did so, has a PIN, and has an account and a post that stand today."""
    posts = Post.objects.filter(held_on(timezone.localdate()), user=OuterRef("user"))
    return (
        DeviceWorker.objects.filter(
            Exists(posts),
            device=device,
            signed_in_at__gt=timezone.now() - GOOD_FOR,
            user__is_active=True,
            user__must_change_password=False,
        )
        .exclude(user__pin="")
        .select_related("user")
        .order_by("user__name", "user")
    )
