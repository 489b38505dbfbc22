"""The provider's places, their units and rooms, and who lives there."""

from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts import queries as accounts
from accounts.models import Location, Room, Unit, User
from accounts.permissions import Permission
from governance.errors import NotYours
from records.models import Admission
from records.models.base import Standing

Part = Unit | Room


def places_for(user: User) -> QuerySet[Location]:
    """The places that this user may change, with how many `people` live there."""
    mine = accounts.locations().filter(pk__in=user.places_for(Permission.MANAGE_PLACES))
    return mine.annotate(people=_counted(stays_of_now().filter(location=OuterRef("pk"))))


def place_for(user: User, location_id: UUID) -> Location:
    """One of them. Raises NotYours for a place that is somebody else's to change."""
    place = places_for(user).filter(pk=location_id).first()
    if place is None:
        raise NotYours
    return place


def may_change_provider(user: User) -> bool:
    """Say whether this user may at every place what changes the provider as a whole."""
    mine = user.places_for(Permission.MANAGE_PLACES)
    return not accounts.open_locations().exclude(pk__in=mine).exists()


def rooms(place: Location) -> QuerySet[Room]:
    """The rooms of a place that are not closed, by unit and name, each with its `people` now."""
    found = Room.objects.filter(location=place, is_closed=False).select_related("unit")
    found = found.annotate(people=_counted(stays_of_now().filter(room=OuterRef("pk"))))
    return found.order_by("unit__name", "name")


def units(place: Location) -> QuerySet[Unit]:
    """The units of a place that are not closed, by name."""
    return Unit.objects.filter(location=place, is_closed=False).order_by("name")


def part_of[P: (Unit, Room)](model: type[P], place: Location, part_id: UUID) -> P:
    """One unit or room of a place that is not closed. Raises NotYours."""
    found = model._default_manager.filter(location=place, pk=part_id, is_closed=False).first()
    if found is None:
        raise NotYours
    return found


def stays_of_now() -> QuerySet[Admission]:
    """Every stay that has not ended."""
    return Admission.objects.filter(standing=Standing.CURRENT, ended_on=None)


def living_in(closing: Location | Part) -> list[str]:
    """The names of those who live at a place, on a unit or in a room, by name."""
    where = {Location: "location", Unit: "room__unit", Room: "room"}[type(closing)]
    stays = stays_of_now().filter(**{where: closing.pk}).select_related("person")
    return sorted(stay.person.chosen_name for stay in stays)


def named_so(model: type[Part], place: Location, name: str, *, but: UUID | None) -> bool:
    """Say whether a place has another unit or room of this name."""
    same = model._default_manager.filter(location=place, is_closed=False, name__iexact=name)
    return same.filter(~Q(pk=but)).exists()


def _counted(stays: QuerySet[Admission]) -> Coalesce:
    grouped = stays.order_by().values("standing").annotate(n=Count("pk"))
    return Coalesce(Subquery(grouped.values("n")), 0)
