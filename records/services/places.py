"""Changing the provider's places, their units and rooms. What is closed stays, with the reason."""

from typing import Any
from uuid import UUID

from accounts.models import Location, Room, Unit, User
from governance.errors import NotYours
from governance.services import change
from records import policies, queries
from records.services.rows import write

Place = Location | Unit | Room


def revise_place(place: Location, *, replaces: int, by: User, why: str = "", **fields: Any) -> Any:
    """Write the next version of what a place is. Raises StaleRecord, NotInThisState."""
    with change(by=by, why=why or "place changed", record_id=place.pk):
        row = queries.locked(Location, place.pk, version=replaces)
        policies.is_not_closed(row)
        return write(row, fields)


def add_part[P: (Unit, Room)](model: type[P], place: Location, *, by: User, **fields: Any) -> P:
    """Add a unit or a room to a place. Raises NotInThisState when there is one of this name."""
    with change(by=by, why=f"{model._meta.verbose_name} added") as opened:
        _locked(place)
        _alone(model, place, fields["name"])
        part = model._default_manager.create(location=place, **fields)
        opened.record_id = part.pk
        return part


def revise_part[P: (Unit, Room)](
    part: P, *, replaces: int, by: User, why: str = "", **fields: Any
) -> P:
    """Write the next version of a unit or a room. Raises StaleRecord, NotInThisState."""
    model = type(part)
    with change(by=by, why=why or f"{model._meta.verbose_name} changed", record_id=part.pk):
        _locked(part.location)
        row = queries.locked(model, part.pk, version=replaces)
        policies.is_not_closed(row)
        _alone(model, part.location, fields["name"], but=part.pk)
        return write(row, fields)


def close(place: Place, *, replaces: int, reason: str, by: User) -> Any:
    """Close a place, a unit or a room: nobody comes to live there any more.

    Raises StaleRecord, and NotInThisState while somebody lives there or a unit has rooms.
    """
    with change(by=by, why=reason, record_id=place.pk):
        row = queries.locked(type(place), place.pk, version=replaces)
        policies.is_not_closed(row)
        policies.nobody_lives_there(queries.living_in(row))
        if isinstance(row, Unit):
            policies.unit_has_no_rooms(row.rooms.filter(is_closed=False).count())
        return write(row, {"is_closed": True})


def _locked(place: Location) -> None:
    """Hold a place still, so that no two people give two of its rooms one name."""
    row = Location.objects.select_for_update(no_key=True).filter(pk=place.pk).first()
    if row is None:
        raise NotYours
    policies.is_not_closed(row)


def _alone(model: type[Unit | Room], place: Location, name: str, but: UUID | None = None) -> None:
    policies.nothing_is_named_so(name, is_there=queries.named_so(model, place, name, but=but))
