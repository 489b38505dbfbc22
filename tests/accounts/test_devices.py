"""Shared devices: enrolled, named, listed and lost by whoever manages them (SEC-03, SEC-17)."""

import pytest

from accounts import services
from accounts.devices import reading, writing
from accounts.models import Device, DeviceWorker
from accounts.permissions import Role
from governance.services import acting_for
from tests.accounts.conftest import sign_in
from tests.accounts.sharing import a_tablet, has_pin, held, pick, sign_in_fully, signed_in_on
from tests.people import a_worker, signed_in

NAME = "Rose unit tablet 1"


def devices(cast) -> list[Device]:
    with acting_for(cast.provider.pk):
        return list(Device.objects.order_by("enrolled_at"))


def enrolled_by_marcus(cast, client, name=NAME):
    return signed_in(client, cast.marcus).post(
        "/devices/enrol/", {"name": name, "location": str(cast.home.pk)}
    )


def test_the_browser_in_the_managers_hand_becomes_a_device(cast, client, acts):
    answer = enrolled_by_marcus(cast, client)

    [device] = devices(cast)
    given = answer.cookies["device"]
    assert (device.name, device.location_id, device.enrolled_by_id) == (
        NAME,
        cast.home.pk,
        cast.marcus.pk,
    )
    assert (given["httponly"], given["samesite"], given["max-age"]) == (True, "Lax", 400 * 86400)
    assert device.secret_hash not in given.value
    assert given.value.split(":")[0].split(".")[-1] not in str(vars(device))
    assert acts(cast.marcus)[-1] == ("change", "shared device enrolled", "done")
    assert NAME in client.get("/devices/").content.decode()


def test_the_cookie_is_for_https_alone_where_the_product_is(cast, client, settings):
    settings.SESSION_COOKIE_SECURE = True

    assert enrolled_by_marcus(cast, client).cookies["device"]["secure"]


def test_a_device_needs_a_name_and_a_place_of_the_managers(cast, client):
    signed_in(client, cast.marcus)

    page = client.post("/devices/enrol/", {"name": "", "location": str(cast.elsewhere.pk)})

    assert set(page.context["form"].errors) == {"name", "location"}
    assert devices(cast) == []


def test_a_browser_is_one_device_at_a_time(cast, client):
    signed_in_on(client, cast.marcus, a_tablet(cast))
    assert f"This browser is {NAME} already" in client.get("/devices/enrol/").content.decode()

    client.post("/devices/enrol/", {"name": "Oak tablet", "location": str(cast.home.pk)})

    before, now = devices(cast)
    assert (before.lost_by_id, before.let_go_at) == (cast.marcus.pk, before.lost_at)
    assert (now.name, now.lost_at) == ("Oak tablet", None)
    assert "this one" in client.get("/devices/").content.decode()


def test_a_device_of_another_provider_is_not_ended_by_enrolling_it(cast, client):
    signed_in_on(client, cast.olive, a_tablet(cast))

    answer = client.post("/devices/enrol/", {"name": "Van", "location": str(cast.elsewhere.pk)})

    assert answer.url == "/devices/"
    assert [device.lost_at for device in devices(cast)] == [None]


def test_a_device_is_renamed_and_its_history_keeps_the_name(cast, client, acts):
    device, _ = a_tablet(cast)

    answer = signed_in(client, cast.marcus).post(f"/devices/{device.pk}/", {"name": "Rose 2"})

    with acting_for(cast.provider.pk):
        names = [version.name for version in device.versions.order_by("pgh_id")]
    assert answer.url == "/devices/"
    assert names == [NAME, "Rose 2"]
    assert acts(cast.marcus)[-1] == ("change", "shared device renamed", "done")
    assert client.post(f"/devices/{device.pk}/", {"name": ""}).status_code == 200


def test_the_list_says_who_came_last_and_who_is_locked(cast, client, browser):
    tablet = a_tablet(cast)
    has_pin(cast.ada)
    signed_in(client, cast.marcus)
    assert "Nobody has signed in on it yet" in client.get("/devices/").content.decode()

    sign_in_fully(held(browser, tablet), cast.ada)
    for _ in range(5):
        pick(browser, cast.ada, "999990")
    page = client.get("/devices/").content.decode()

    assert "Enrolled by Marcus Webb on" in page
    assert "Ada Lark came in last" in page
    assert "locked until they sign in fully on it: Ada Lark" in page


def test_the_list_costs_the_same_for_many_devices(cast, client, django_assert_max_num_queries):
    for number in range(60):
        a_tablet(cast, f"Tablet {number:02}")
    signed_in(client, cast.marcus)

    with django_assert_max_num_queries(9):
        first = client.get("/devices/").content.decode()
    second = client.get("/devices/?page=2").content.decode()

    assert ("Tablet 00" in first, "Tablet 59" in first) == (True, False)
    assert "Tablet 59" in second


def test_a_manager_sees_the_devices_of_their_own_places(cast, client):
    device, _ = a_tablet(cast)
    with acting_for(cast.provider.pk):
        other = services.add_location("Larkfield", "care_home", by=cast.system)
        lena = a_worker("lena", "Lena Frost", Role.MANAGER, other, by=cast.system)
    signed_in(client, lena)

    assert NAME not in client.get("/devices/").content.decode()
    assert client.post(f"/devices/{device.pk}/lost/").status_code == 404


def test_another_provider_finds_no_device(cast):
    device, _ = a_tablet(cast)
    has_pin(cast.ada)
    with acting_for(cast.provider.pk):
        writing.remember_sign_in(device, cast.ada)

    with acting_for(cast.other.pk):
        assert list(Device.objects.all()) == []
        assert list(DeviceWorker.objects.all()) == []
        assert list(reading.devices(cast.olive)) == []


@pytest.fixture
def lost(cast, browser, client):
    """Ada works at a tablet that Marcus says is lost."""
    tablet = a_tablet(cast)
    has_pin(cast.ada)
    sign_in(held(browser, tablet), "ada")
    signed_in(client, cast.marcus)
    page = client.get(f"/devices/{tablet[0].pk}/lost/").content.decode()
    assert "At its next contact with us Rose unit tablet 1" in page
    client.post(f"/devices/{tablet[0].pk}/lost/")
    return tablet


def test_a_lost_device_lets_go_at_its_next_contact(cast, lost, browser, client, acts):
    assert "It has not been in contact since" in client.get("/devices/").content.decode()

    answer = browser.get("/people/", follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [("/sign-in/", 302)]
    assert "This device was said to be lost" in page
    assert "Ada" not in page.split("<main")[1]
    assert not browser.cookies["device"].value
    assert ("sign_out", "this device was said to be lost", "done") in acts(cast.ada)
    assert acts(cast.marcus)[-1] == ("change", "shared device said to be lost", "done")
    assert "It was told to let go on" in client.get("/devices/").content.decode()


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "/offline/held/"), ("post", "/offline/send/"), ("get", "/sign-in/who/")],
)
def test_whatever_a_lost_device_asks_it_is_told_to_sign_in(lost, browser, method, path):
    """So the script that holds people destroys them: it knows an answer that leads elsewhere."""
    browser.handler.enforce_csrf_checks = False

    answer = getattr(browser, method)(path)

    assert (answer.status_code, answer.url) == (302, "/sign-in/")
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_a_lost_device_that_kept_its_session_alone_is_out_too(lost, browser):
    """Whoever throws its cookie away to be no device any more has no session either."""
    del browser.cookies["device"]

    assert browser.get("/people/").url == "/sign-in/?next=/people/"


def test_a_lost_device_in_an_old_copy_of_its_cookie_stays_lost(cast, lost, browser):
    browser.get("/people/")

    answer = held(browser, lost).get("/sign-in/who/")

    assert answer.url == "/sign-in/"
    assert [device.let_go_at is None for device in devices(cast)] == [False]


def test_the_pulse_of_the_server_is_no_contact_of_a_device(cast, lost, browser):
    assert browser.get("/healthz").status_code == 200
    assert [device.let_go_at for device in devices(cast)] == [None]


def test_a_lost_device_is_not_renamed_or_lost_again(cast, lost, client):
    assert client.post(f"/devices/{lost[0].pk}/", {"name": "Found"}).status_code == 404
    assert client.post(f"/devices/{lost[0].pk}/lost/").status_code == 404


@pytest.mark.parametrize("said", ["", "x", "a.b.c", "forged"])
def test_a_cookie_that_we_did_not_sign_is_none(cast, client, said):
    a_tablet(cast)
    client.cookies["device"] = said

    assert client.get("/sign-in/who/").url == "/sign-in/?next=/"


def test_a_secret_of_another_device_is_none(cast, client):
    one, other = a_tablet(cast), a_tablet(cast, "Oak")

    assert held(client, (one[0], other[1])).get("/").url == "/sign-in/?next=/"


def test_only_those_who_manage_devices_are_offered_them(cast, client):
    assert "/devices/" not in signed_in(client, cast.ada).get("/more/").content.decode()
    assert "/devices/" in signed_in(client, cast.adele).get("/more/").content.decode()
