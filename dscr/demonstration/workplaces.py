"""The providers' places and rooms, and the people who work there."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from accounts import services as accounts
from accounts.devices.writing import enrol
from accounts.models import Location, Room, Unit, User
from accounts.permissions import NEEDS_SECOND_FACTOR, Role
from dscr.demonstration.sign_ins import HAS_PIN, PASSWORD, PIN, SECOND_FACTOR_SECRET, role_of
from dscr.demonstration.source import day
from governance.services import change


@dataclass(slots=True)
class Workplace:
    """A place: its rooms by name, the provider's staff by user name, who writes on which shift."""

    location: Location
    staff: dict[str, User]
    manager: User
    rooms: dict[str, Room] = field(default_factory=dict)
    shifts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def opened(told: dict[str, Any], *, by: User) -> dict[str, Workplace]:
    """Set up a provider's places and staff; return the places by name."""
    hashed = make_password(PASSWORD)
    staff = {row["user"]: _account(row, hashed, by=by) for row in told["staff"]}
    manager = next(staff[row["user"]] for row in told["staff"] if role_of(row) == Role.MANAGER)
    places = {row["name"]: _place(row, staff, manager, by=by) for row in told["places"]}
    for row in told["staff"]:
        _give_posts(row, staff[row["user"]], places, by=by)
    return places


def _account(told: dict[str, Any], hashed: str, *, by: User) -> User:
    user = accounts.add_staff(told["user"], told["name"], password=None, by=by)
    user.password = hashed
    if told["user"] in HAS_PIN:
        user.pin = make_password(PIN)
    user.save(update_fields=["password", "pin"])
    if role_of(told) in NEEDS_SECOND_FACTOR:
        TOTP.activate(user, SECOND_FACTOR_SECRET)
    return user


def _place(told: dict[str, Any], staff: dict[str, User], manager: User, *, by: User) -> Workplace:
    details = {name: told[name] for name in ("cqc_location_id", "ods_code", "address")}
    place = Workplace(
        accounts.add_location(told["name"], told["kind"], by=by, **details), staff, manager
    )
    with change(by=by, why="units and rooms added"):
        for row in told["units"]:
            unit = Unit.objects.create(location=place.location, name=row["name"])
            for number in range(row["first"], row["last"] + 1):
                name = f"{row['rooms']} {number}"
                place.rooms[name] = Room.objects.create(
                    location=place.location, unit=unit, name=name
                )
            # A line in the list of shared devices; no browser has its secret.
            enrol(f"{unit} tablet", place.location, by=manager, instead_of=None)
    return place


def _give_posts(
    told: dict[str, Any], user: User, places: dict[str, Workplace], *, by: User
) -> None:
    for name in told["at"]:
        accounts.give_post(
            user,
            role_of(told),
            places[name].location,
            started_on=day(told["since"]),
            ended_on=day(-told["until"]) if "until" in told else None,
            by=by,
        )
        if "shift" in told:
            places[name].shifts[told["shift"]].append(told["user"])
