"""The provider, its places, their units and rooms: added, changed, closed, by those who may."""

import pytest
from django.urls import reverse

from accounts import queries as accounts
from accounts import services as accounts_services
from accounts.models import Location, Post, Provider, Room, Unit
from accounts.permissions import Role
from governance.models import AuditEvent
from records import queries, services
from records.errors import NotInThisState
from records.models import Admission
from tests.people import SINCE, a_person, a_worker
from tests.records.pages import as_, said

HOME = {
    "name": "Larkfield",
    "kind": "care_home",
    "cqc_location_id": "1-123456789",
    "ods_code": "vm7 x2",
    "address": "2 Field Lane\r\nLeeds",
    "maximum_capacity": "20",
}


@pytest.fixture
def browser(rosewood):
    """Adele, the administrator of Rosewood, at her desk."""
    return as_(rosewood.adele)


@pytest.fixture
def garden(rosewood):
    """A unit of Rosewood."""
    return services.add_part(Unit, rosewood.home, by=rosewood.adele, name="Garden")


@pytest.fixture
def room(rosewood, garden):
    """A room on it."""
    return services.add_part(Room, rosewood.home, by=rosewood.adele, name="Room 1", unit=garden)


def address(name, place, **more):
    """The address of a page about a place."""
    return reverse(f"records:{name}", kwargs={"location_id": place.pk, **more})


def of_room(name, room):
    """The address of a page about a room."""
    return address(name, room.location, kind="rooms", record_id=room.pk)


def lives_in(room, joan, *, by):
    """Let Joan live in a room."""
    [stay] = queries.current(Admission, joan)
    services.revise(stay, replaces=stay.version, by=by, room=room)


def test_more_leads_to_the_places(rosewood, browser):
    assert 'href="/places/"' in said(browser.get("/more/"))

    page = said(browser.get("/places/"))

    assert "Rosewood Care" in page
    assert "Care home, 1 person" in page
    assert "Not recorded yet: GP systems ask for it" in page


def test_a_second_home_is_added_and_its_administrator_lets_people_in(rosewood, browser):
    answer = browser.post("/places/add/", HOME, follow=True)

    home = Location.objects.get(name="Larkfield")
    assert "You are its administrator from today" in said(answer)
    assert (home.ods_code, home.cqc_location_id) == ("VM7X2", "1-123456789")
    assert home.address == "2 Field Lane\nLeeds"
    assert Post.objects.get(location=home).role == Role.ADMINISTRATOR
    adele = type(rosewood.adele).objects.get(pk=rosewood.adele.pk)
    accounts_services.give_post(rosewood.nora, Role.MANAGER, home, started_on=SINCE, by=adele)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "required"),
        ("kind", "castle", "Choose one of the answers"),
        ("cqc_location_id", "123", "Enter it as CQC writes it"),
        ("ods_code", "A-1", "Enter 3 to 9 letters and figures"),
        ("maximum_capacity", "-1", "Enter 0 or more"),
    ],
)
def test_what_is_wrong_with_a_place_is_said_at_its_box(browser, field, typed, says):
    answer = browser.post("/places/add/", HOME | {field: typed})

    assert says in str(answer.context["form"].errors[field])
    assert not Location.objects.filter(ods_code="VM7X2").exists()


def test_a_place_is_changed_with_every_version_kept(rosewood, browser):
    page = address("change_place", rosewood.home)
    typed = HOME | {"name": "Rosewood House", "replaces": 1, "why": "Renamed"}

    browser.post(page, typed)

    rosewood.home.refresh_from_db()
    assert rosewood.home.name == "Rosewood House"
    last = rosewood.home.versions.latest("version")
    assert (last.version, last.reason, last.author) == (2, "Renamed", rosewood.adele)
    assert "Rosewood House" in said(browser.get(address("place", rosewood.home)))


def test_who_was_slower_reads_what_a_colleague_wrote(rosewood, browser):
    services.revise_place(rosewood.home, replaces=1, by=rosewood.marcus, name="The Roses")

    answer = said(
        browser.post(address("change_place", rosewood.home), HOME | {"replaces": 1, "why": ""})
    )

    assert "Marcus Webb changed this while you were writing" in answer
    assert "The Roses" in answer
    assert "Larkfield" in answer


def test_the_provider_gets_its_codes_and_the_audit_says_what_changed(rosewood, browser):
    begun = browser.get("/places/provider/").context["form"].initial
    typed = begun | {"cqc_provider_id": "1-999888777", "ods_code": "x9b"}

    browser.post("/places/provider/", typed)

    provider = Provider.objects.get(pk=rosewood.provider.pk)
    assert (provider.cqc_provider_id, provider.ods_code) == ("1-999888777", "X9B")
    said_why = AuditEvent.objects.filter(record_id=provider.pk).latest("id").why
    assert "ods_code from “” to “X9B”" in said_why


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("cqc_provider_id", "999", "Enter it as CQC writes it"),
        ("ods_code", "toolongforit", "Enter 3 to 9"),
    ],
)
def test_what_is_wrong_with_the_provider_is_said_at_its_box(browser, field, typed, says):
    begun = browser.get("/places/provider/").context["form"].initial

    answer = browser.post("/places/provider/", begun | {field: typed})

    assert says in str(answer.context["form"].errors[field])


def test_two_who_change_the_provider_lose_nothing(rosewood, browser):
    begun = browser.get("/places/provider/").context["form"].initial
    as_(rosewood.marcus).post("/places/provider/", begun | {"ods_code": "X9B"})

    refused = browser.post("/places/provider/", begun | {"ods_code": "Y7C"})

    assert "It says now: Rosewood Care, nothing, X9B" in said(refused)
    again = refused.context["form"].data
    browser.post("/places/provider/", again)
    assert accounts.provider_of(rosewood.adele).ods_code == "Y7C"


def test_a_provider_that_is_saved_as_it_was_writes_nothing(rosewood, browser):
    begun = browser.get("/places/provider/").context["form"].initial

    browser.post("/places/provider/", begun)
    browser.post("/places/provider/", begun | {"replaces": "torn"})

    assert not AuditEvent.objects.filter(record_id=rosewood.provider.pk).exists()


def test_units_and_rooms_are_added_and_moved(rosewood, browser, garden):
    add = address("add_part", rosewood.home, kind="rooms")
    browser.post(address("add_part", rosewood.home, kind="units"), {"name": "Attic"})
    attic = Unit.objects.get(name="Attic")
    browser.post(add, {"name": "Room 7", "unit": str(garden.pk)})
    room = Room.objects.get(name="Room 7")

    browser.post(
        of_room("change_part", room), {"name": "Room 7", "unit": str(attic.pk), "replaces": 1}
    )

    room.refresh_from_db()
    assert (room.unit, room.versions.count()) == (attic, 2)
    page = said(browser.get(address("place", rosewood.home)))
    assert "Attic, empty" in page


def test_two_rooms_of_a_place_have_two_names(rosewood, browser, room):
    other = services.add_part(Room, rosewood.home, by=rosewood.adele, name="Room 2")

    added = browser.post(address("add_part", rosewood.home, kind="rooms"), {"name": "ROOM 1"})
    renamed = browser.post(of_room("change_part", other), {"name": "Room 1", "replaces": 1})

    for answer in (added, renamed):
        assert "has “" in said(answer)
        assert "Choose another name" in said(answer)


def test_a_room_with_somebody_in_it_is_not_closed(rosewood, browser, room, joan, marcus):
    lives_in(room, joan, by=marcus)
    close = of_room("close_part", room)

    page = said(browser.get(close))
    refused = said(browser.post(close, {"replaces": 1, "reason": "Damp"}))

    assert "Joan Pettigrew lives there. Move them first" in page
    assert "Joan Pettigrew lives there. Move them first" in refused
    room.refresh_from_db()
    assert not room.is_closed


def test_an_empty_room_is_closed_with_a_reason_and_offered_to_nobody(
    rosewood, browser, room, joan, marcus
):
    browser.post(of_room("close_part", room), {"replaces": 1, "reason": "Damp"})

    room.refresh_from_db()
    assert room.is_closed
    assert room.versions.latest("version").reason == "Damp"
    assert "Room 1" not in said(as_(marcus).get("/people/add/"))
    assert browser.get(of_room("change_part", room)).status_code == 404
    with pytest.raises(NotInThisState):
        services.revise_part(room, replaces=2, by=marcus, name="Room 1")


def test_a_unit_is_closed_once_its_rooms_are(rosewood, browser, garden, room):
    close = address("close_part", rosewood.home, kind="units", record_id=garden.pk)

    refused = browser.post(close, {"replaces": 1, "reason": "Merged"})
    services.close(room, replaces=1, reason="Damp", by=rosewood.adele)
    browser.post(close, {"replaces": 1, "reason": "Merged"})

    assert "It still has rooms" in said(refused)
    garden.refresh_from_db()
    assert garden.is_closed


def test_a_place_is_closed_when_everybody_has_left(rosewood, browser, joan, marcus):
    close = address("close_place", rosewood.home)
    refused = browser.post(close, {"replaces": 1, "reason": "Sold"})
    [stay] = queries.current(Admission, joan)
    services.revise(stay, replaces=1, by=marcus, ended_on=SINCE)

    browser.post(close, {"replaces": 1, "reason": "Sold"})

    assert "Joan Pettigrew lives there" in said(refused)
    rosewood.home.refresh_from_db()
    assert rosewood.home.is_closed
    assert "This place is closed" in said(browser.get(address("place", rosewood.home)))
    assert rosewood.home not in accounts.places_managed_by(marcus)
    with pytest.raises(NotInThisState):
        services.add_part(Room, rosewood.home, by=marcus, name="Room 9")


@pytest.fixture
def elsewhere(rosewood):
    """The provider's other home, which Adele does not manage, with somebody in its one room."""
    larkfield = accounts_services.add_location("Larkfield", "care_home", by=rosewood.system)
    a_worker("lena", "Lena Frost", Role.MANAGER, larkfield, by=rosewood.system)
    room = services.add_part(Room, larkfield, by=rosewood.system, name="Room 3")
    harry = a_person(larkfield, by=rosewood.system, given_name="Harry", nhs_number="")
    lives_in(room, harry, by=rosewood.system)
    return room


def test_a_place_of_others_is_neither_seen_nor_changed(rosewood, browser, elsewhere):
    pages = [
        address("place", elsewhere.location),
        address("change_place", elsewhere.location),
        of_room("change_part", elsewhere),
        address("change_part", rosewood.home, kind="rooms", record_id=elsewhere.pk),
        address("close_part", rosewood.home, kind="rooms", record_id=elsewhere.pk),
    ]

    assert [browser.get(page).status_code for page in pages] == [404] * 5
    assert "Larkfield" not in said(browser.get("/places/"))


def test_the_provider_as_a_whole_is_for_whoever_manages_every_place(browser, elsewhere):
    changing = browser.post("/places/provider/", {"name": "Mine"}, follow=True)
    adding = browser.post("/places/add/", HOME, follow=True)

    for answer in (changing, adding):
        assert "Only somebody who manages every place" in said(answer)
    assert Location.objects.filter(name="Larkfield").count() == 1
    assert "Whoever may do this at every place" in said(browser.get("/places/"))


def test_a_unit_of_another_place_cannot_be_chosen(rosewood, browser, elsewhere):
    other = services.add_part(Unit, elsewhere.location, by=rosewood.system, name="North")

    answer = browser.post(
        address("add_part", rosewood.home, kind="rooms"), {"name": "Room 4", "unit": str(other.pk)}
    )

    assert "unit" in answer.context["form"].errors
    assert "North" not in said(answer)
