"""The other home of the provider, for those who go there without a post."""

from types import SimpleNamespace

import pytest

from accounts import services as account_services
from accounts.permissions import Role
from tests.dailycare.outside import HARRY
from tests.people import a_person, a_worker


@pytest.fixture
def larkfield(rosewood) -> SimpleNamespace:
    """Another home of the provider, where Harry lives and Lena is the manager."""
    home = account_services.add_location("Larkfield", "care_home", by=rosewood.system)
    lena = a_worker("lena", "Lena Frost", Role.MANAGER, home, by=rosewood.system)
    return SimpleNamespace(home=home, lena=lena, harry=a_person(home, by=rosewood.system, **HARRY))


@pytest.fixture
def harry(larkfield) -> object:
    return larkfield.harry


@pytest.fixture
def lena(larkfield) -> object:
    return larkfield.lena
