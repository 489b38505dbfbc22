"""Whose records the sweeps ask for, and who asks."""

import pytest

from accounts import services as accounts
from accounts.models import Location, User
from accounts.permissions import Role
from governance.services import acting_for
from tests.architecture.addresses import records_of
from tests.people import SINCE, a_person, a_worker


@pytest.fixture
def world(cast):
    """Joan at Rosewood, Harry at its other home, Tom at another provider; staff of each role."""
    with acting_for(cast.provider.pk):
        cast.larkfield = accounts.add_location("Larkfield", "care_home", by=cast.system)
        cast.harry = a_person(
            cast.larkfield, by=cast.system, given_name="Harry", family_name="Oakes", nhs_number=""
        )
        cast.lena = a_worker("lena", "Lena Frost", Role.MANAGER, cast.larkfield, by=cast.system)
        cast.dora = of_every_role("dora", cast.home, by=cast.system)
        cast.of_joan = records_of(cast.joan, staff=cast.ada, by=cast.marcus)
        cast.of_harry = records_of(cast.harry, staff=cast.lena, by=cast.lena)
    with acting_for(cast.other.pk):
        cast.otto = of_every_role("otto", cast.elsewhere, by=cast.olive)
        cast.of_tom = records_of(cast.tom, staff=cast.olive, by=cast.olive)
    cast.roles = {
        Role.CARE_WORKER: cast.ada,
        Role.SENIOR: cast.sunil,
        Role.NURSE: cast.nora,
        Role.MANAGER: cast.marcus,
        Role.ADMINISTRATOR: cast.adele,
        Role.AUDITOR: cast.iris,
    }
    return cast


def of_every_role(username: str, place: Location, *, by: User) -> User:
    """Somebody who may do everything at one place, so that only whose record it is can refuse."""
    user = a_worker(username, username.title(), Role.MANAGER, place, by=by)
    for role in set(Role) - {Role.MANAGER}:
        accounts.give_post(user, role, place, started_on=SINCE, by=by)
    return user
