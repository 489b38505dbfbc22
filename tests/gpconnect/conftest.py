"""The scripted Spine, and settings that point at it."""

from datetime import date
from uuid import uuid4

import pytest

from accounts.models import Provider
from dscr.celery import app
from gpconnect import services
from tests import people
from tests.gpconnect.answers import (
    NHS_NUMBER,
    a_bundle,
    a_list,
    a_patient,
    an_allergy,
    as_bytes,
)
from tests.gpconnect.lists import answer
from tests.gpconnect.process import overheard, point_at, running_simulator
from tests.gpconnect.spine import reply, running_spine


@pytest.fixture(autouse=True)
def unhurried(settings):
    """Counts of this test's own in Valkey, and turns that nobody waits for."""
    cache = settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}
    settings.CACHES = {"default": cache}
    settings.GP_CONNECT_REGISTER_PER_SECOND = settings.GP_CONNECT_PRACTICE_PER_SECOND = 1000


@pytest.fixture
def spine(settings):
    """Register, directory and practice answer from this process, as the test scripts them."""
    with running_spine() as (spine, address):
        settings.DEMONSTRATION = True
        settings.GP_CONNECT_PROXY_URL = address
        settings.GP_CONNECT_SDS_URL = f"{address}/sds"
        settings.GP_CONNECT_PDS_URL = f"{address}/pds"
        settings.GP_CONNECT_SECONDS = 2
        yield spine


@pytest.fixture
def edith(rosewood):
    """Edith Harrow of Rosewood, whom the scripted register knows by the same facts."""
    Provider.objects.filter(pk=rosewood.provider.pk).update(ods_code="X9A01")
    return people.a_person(
        rosewood.home,
        by=rosewood.marcus,
        given_name="Edith",
        family_name="Harrow",
        date_of_birth=date(1939, 2, 11),
        nhs_number=NHS_NUMBER,
        sex="2",
        gp_practice_code="Z99901",
    )


@pytest.fixture
def eager(settings):
    """Tasks run where they are queued."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder of bundles that somebody points the simulator at."""
    path = tmp_path_factory.mktemp("bundles")
    bundle = a_bundle(an_allergy(), a_list("allergies", "AllergyIntolerance/a1"),
                      patient=a_patient("9990099995"))  # fmt: skip
    (path / "edith.json").write_bytes(as_bytes(bundle))
    return path


@pytest.fixture(scope="session")
def simulator_address(folder):
    """The simulator that the product ships, as a process, for all tests that ask it in order."""
    with running_simulator(folder) as address:
        yield address


@pytest.fixture
def simulator(simulator_address, settings):
    point_at(simulator_address, settings)


@pytest.fixture
def proxy(simulator, simulator_address, settings):
    """The simulator again, with what reaches its proxy overheard."""
    with overheard(simulator_address) as (asked, address):
        settings.GP_CONNECT_PROXY_URL = address
        yield asked


@pytest.fixture
def came(spine, edith, marcus):
    """Have the record come, as often as there are answers."""

    def come(*bundles):
        for bundle in bundles:
            spine.answers("GP", reply(bundle))
            services.refresh_gp_record(edith.pk, by=marcus)

    return come


@pytest.fixture
def comes(came):
    """Have the record come once, with these parts."""
    return lambda *parts: came(answer(*parts))


@pytest.fixture
def nora(rosewood):
    """A nurse at Rosewood."""
    return rosewood.nora
