"""Providers, locations, units, rooms; staff, the posts they hold, the devices they share."""

from collections.abc import Container
from datetime import date
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import cached_property

from accounts.permissions import MAY, NEEDS_SECOND_FACTOR, PIN_GIVES, Permission, Role
from governance.ids import uuid7
from governance.prepared import prepared
from governance.records import CareRecord, OwnForeignKey, ProviderOwned, versioned


class Provider(models.Model):
    """The organisation registered with CQC; nobody sees beyond their own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField("Name", max_length=200)
    cqc_provider_id = models.CharField("CQC provider identifier", max_length=20, blank=True)
    ods_code = models.CharField("ODS code", max_length=9, blank=True)

    def __str__(self) -> str:
        return self.name


class Closable(models.Model):
    """A place, or a part of one, that can be closed with a reason; nothing is deleted."""

    is_closed = models.BooleanField("Is closed", default=False, editable=False)

    class Meta:
        abstract = True


@versioned
class Location(CareRecord, Closable):
    """A care home, a home care branch or a supported living scheme."""

    class Kind(models.TextChoices):
        CARE_HOME = "care_home", "Care home"
        HOME_CARE = "home_care", "Home care"
        SUPPORTED_LIVING = "supported_living", "Supported living"

    name = models.CharField("Name", max_length=200)
    kind = models.CharField("Kind of service", max_length=20, choices=Kind)
    cqc_location_id = models.CharField("CQC location identifier", max_length=20, blank=True)
    ods_code = models.CharField("ODS site code", max_length=9, blank=True)
    address = models.TextField("Address", blank=True)
    maximum_capacity = models.PositiveSmallIntegerField(
        "How many people it has room for", null=True, blank=True
    )

    def __str__(self) -> str:
        return self.name


@versioned
class Unit(CareRecord, Closable):
    """A part of a location with its own team, such as a floor or a round."""

    location = OwnForeignKey(Location, related_name="units")
    name = models.CharField("Name", max_length=100)

    def __str__(self) -> str:
        return self.name


@versioned
class Room(CareRecord, Closable):
    """A room that somebody lives in."""

    location = OwnForeignKey(Location, related_name="rooms")
    unit = OwnForeignKey(Unit, null=True, blank=True, related_name="rooms")
    name = models.CharField("Room", max_length=60)

    def __str__(self) -> str:
        return self.name


def held_on(day: date) -> models.Q:
    """Say which posts give access on a day: the day a post ends on gives none (SEC-01)."""
    return models.Q(started_on__lte=day) & (models.Q(ended_on=None) | models.Q(ended_on__gt=day))


class User(AbstractBaseUser):
    """A named member of staff, or a named part of the system that writes in the background."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="users")
    username = models.CharField("User name", max_length=60, unique=True)
    name = models.CharField("Name", max_length=120)
    email = models.EmailField("E-mail address", blank=True)
    is_active = models.BooleanField("May sign in", default=True)
    is_system = models.BooleanField("Is a part of the system", default=False)
    must_change_password = models.BooleanField("Has a one-time password", default=False)
    # Hashed like the password; empty when its owner has set none (decision 0023).
    pin = models.CharField(
        "PIN", max_length=128, blank=True, default="", db_default="", editable=False
    )
    signed_out_at = models.DateTimeField("Signed out everywhere at", null=True, blank=True)

    # What the door of a page let this user in for: whose record it then opens must allow that too.
    came_for = Permission.SEE_PEOPLE
    # Whether this request is of a session that a PIN began, which gives less than a password.
    is_by_pin = False

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = BaseUserManager()

    class Meta:
        indexes = [models.Index(fields=["provider", "name"], name="staff_of_a_provider")]
        constraints = [
            # A phone begins names with a capital; sign-in looks them up in small letters.
            models.CheckConstraint(
                name="user_name_is_in_small_letters",
                condition=models.Q(username=Lower("username")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def posts_now(self) -> list["Post"]:
        """The posts held today; read once for each request, inside the provider's transaction."""
        return _posts_held(user=self.pk, day=timezone.localdate())

    @property
    def has_read_posts(self) -> bool:
        """Say whether they were read: `vars` of a request's user are those of its proxy."""
        return "posts_now" in vars(self)

    @property
    def roles(self) -> set[str]:
        return {post.role for post in self.posts_now}

    @property
    def locations(self) -> list[Location]:
        """The places whose people this user supports, by name."""
        places = {post.location_id: post.location for post in self.posts_now}
        return sorted(places.values(), key=lambda place: place.name)

    def places_for(self, permission: Permission) -> list[UUID]:
        """The ids of the places where a post held today allows this, in this session."""
        return [] if self.is_kept_by_pin(permission) else self._places_for(permission)

    def is_kept_by_pin(self, permission: Permission) -> bool:
        """Say whether a post allows this, and the PIN that began this session does not."""
        is_given = not self.is_by_pin or permission in PIN_GIVES
        return not is_given and bool(self._places_for(permission))

    def _places_for(self, permission: Permission) -> list[UUID]:
        return sorted({post.location_id for post in self.posts_now if permission in MAY[post.role]})

    def may(self, permission: Permission, *, at: Container[UUID] | None = None) -> bool:
        """Say whether a post held today allows this: at one of these places, or else at any."""
        places = self.places_for(permission)
        return bool(places) if at is None else any(place in at for place in places)

    @property
    def needs_second_factor(self) -> bool:
        """A PIN is taken where its owner showed a code today, and gives nothing of a manager."""
        return not self.is_by_pin and bool(self.roles & NEEDS_SECOND_FACTOR)

    @property
    def role_in_words(self) -> str:
        return ", ".join(sorted(Role(role).label for role in self.roles))


@versioned
class Post(CareRecord):
    """The role somebody holds at a place, from a day until the day their access ends."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    location = OwnForeignKey(Location, related_name="posts")
    role = models.CharField("Role", max_length=20, choices=Role)
    started_on = models.DateField("Starts on")
    ended_on = models.DateField("Access ends on", null=True, blank=True)

    class Meta(CareRecord.Meta):
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_it_starts",
                condition=models.Q(ended_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.id}"


@prepared
def _posts_held(user: UUID, day: date) -> models.QuerySet[Post]:
    return Post.objects.filter(held_on(day), user=user).select_related("location")


class Draft(ProviderOwned):
    """What somebody typed on a page and had not saved when their session ended."""

    author = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    path = models.CharField(max_length=300)
    # The fields and what was typed in each, as JSON, readable with the field key alone (SEC-04).
    sealed = models.TextField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "path"], name="one_draft_a_page")]

    def __str__(self) -> str:
        return f"Draft {self.id}"


@versioned
class Device(CareRecord):
    """A tablet or other browser that workers of a place share, each by a PIN of their own."""

    location = OwnForeignKey(Location, related_name="devices")
    name = models.CharField("Name", max_length=60)
    enrolled_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    enrolled_at = models.DateTimeField("Enrolled at", db_default=Now(), editable=False)
    # The secret itself is in the device's cookie and nowhere else.
    secret_hash = models.CharField(max_length=64, editable=False)
    lost_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    lost_at = models.DateTimeField("Said to be lost at", null=True, editable=False)
    let_go_at = models.DateTimeField("Told to let go at", null=True, editable=False)

    class Meta(CareRecord.Meta):
        indexes = [models.Index(fields=["location", "name"], name="devices_of_a_place")]
        constraints = [
            models.CheckConstraint(
                name="lost_device_says_who_and_when",
                condition=models.Q(lost_at__isnull=True, lost_by__isnull=True)
                | models.Q(lost_at__isnull=False, lost_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name


class DeviceWorker(ProviderOwned):
    """A worker who signed in fully on a shared device, and so may come back there by PIN."""

    # A guess of six numbers is right once in a million; this many are no way in (SEC-03).
    TRIES = 5

    device = OwnForeignKey(Device, related_name="workers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_in_at = models.DateTimeField()
    came_at = models.DateTimeField()
    # What Django makes of the password then: with another password, they sign in fully again.
    password_mark = models.CharField(max_length=128)
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "user"], name="one_line_a_worker_a_device")
        ]

    def __str__(self) -> str:
        return f"Worker {self.user_id} at {self.device_id}"

    @property
    def is_locked(self) -> bool:
        return self.wrong_tries >= self.TRIES

    @property
    def stands(self) -> bool:
        """Say whether nothing of their keys was changed, or ended, since they signed in here."""
        ended_at = self.user.signed_out_at
        is_same = constant_time_compare(self.password_mark, self.user.get_session_auth_hash())
        return is_same and (ended_at is None or ended_at < self.signed_in_at)
