"""Two workers at one tablet: who comes in, who hands over, what is hidden, and when it is lost."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from dscr.demonstration.sign_ins import PASSWORD, PIN
from tests.journeys.conftest import Visitor, at
from tests.journeys.test_offline import HOW_MANY
from tests.journeys.wire import Wire, wire_to

NAME = "Rose unit tablet"
BOX = "What happened?"
WITH_SCRIPTS = pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
# The cookie that the answer to enrolling carries, for the browser of a story. It runs in the
# product's own process, and what it prints is its answer.
ENROL = """
from django.http import HttpResponse
from accounts.devices import cookie, writing
from accounts.models import Location, User
from governance.services import acting_for
marcus = User.objects.get(username="marcus")
with acting_for(marcus.provider_id):
    place = Location.objects.get(name="Rosewood")
    tablet, secret = writing.enrol("{name}", place, by=marcus, instead_of=None)
answer = HttpResponse()
cookie.give(answer, tablet, secret)
print("COOKIE", answer.cookies["device"].value)
"""
LOSE = """
from accounts.devices import writing
from accounts.models import Device, User
from governance.services import acting_for
marcus = User.objects.get(username="marcus")
with acting_for(marcus.provider_id):
    writing.lose(Device.objects.get(pk="{device}"), by=marcus)
"""


def is_enrolled(visitor: Visitor, name: str) -> Visitor:
    """The browser of a story is a tablet of Rosewood; each story has one of its own."""
    said = visitor.stack.manage("shell", "--no-imports", "--command", ENROL.format(name=name))
    value = next(line.split()[1] for line in said.splitlines() if line.startswith("COOKIE"))
    there = visitor.stack.base_url
    visitor.page.context.add_cookies([{"name": "device", "value": value, "url": there}])
    return visitor


def device_of(tablet: Visitor) -> str:
    """The id of the device that this browser is, as its cookie says."""
    cookies = {one["name"]: one["value"] for one in tablet.page.context.cookies()}
    return cookies["device"].split(".")[1]


def signs_in_fully(tablet: Visitor, username: str) -> None:
    """By the page, with a second step where it is asked for; no session of another story."""
    tablet.go("/sign-in/")
    tablet.fill("User name", username)
    tablet.write(tablet.page.get_by_label("Password", exact=True), PASSWORD)
    tablet.tap("Sign in")
    if tablet.page.url.endswith("second-step/"):
        tablet.fill("Code", tablet.codes.next_for(username))
        tablet.tap("Sign in")


def changes_worker(tablet: Visitor) -> None:
    tablet.follow(tablet.page.get_by_role("button", name="Change worker"))


def comes_in(tablet: Visitor, name: str, pin: str = PIN) -> None:
    """Choose a name and type a PIN, as the picker asks."""
    tablet.choose(name)
    tablet.write(tablet.page.get_by_label("Your PIN", exact=True), pin)
    tablet.tap("Start work")


def opens_a_note_for_art(tablet: Visitor) -> None:
    tablet.go("/people/?q=green")
    tablet.tap("Record care for Art Green")
    tablet.tap("Note")


@pytest.fixture
def tablet(visitor: Callable[..., Visitor], has_scripts) -> Visitor:
    """A tablet on which kofi and ada, who have a PIN, signed in fully this morning."""
    tablet = is_enrolled(at(visitor, has_scripts), NAME)
    for username in ("kofi", "ada"):
        signs_in_fully(tablet, username)
        changes_worker(tablet)
    return tablet


def test_a_manager_enrols_a_tablet_and_a_worker_sets_a_pin(visitor, has_scripts):
    name = f"Oak unit tablet, scripts {has_scripts}"
    tablet = at(visitor, has_scripts)
    signs_in_fully(tablet, "marcus")
    tablet.go("/more/")
    tablet.tap("Shared devices: enrol, rename, say one is lost")
    tablet.tap("Enrol this browser")
    tablet.fill("Name", name)
    tablet.choose("Rosewood")
    tablet.tap("Enrol this browser")
    tablet.reads(f"This is {name} now", "this one")
    changes_worker(tablet)
    tablet.reads("Nobody with a PIN has signed in fully on this device")

    username, worker = ("sunil", "Sunil Rao") if has_scripts else ("nora", "Nora Quill")
    signs_in_fully(tablet, username)
    tablet.has_heading("Set a PIN")
    for pin in ("123456", "604917"):
        tablet.fill("New PIN", pin)
        tablet.fill("New PIN again", pin)
        tablet.tap("Set my PIN")
        if pin == "123456":
            tablet.reads("This is easy to guess")
    tablet.reads("Your PIN is set")
    changes_worker(tablet)
    comes_in(tablet, worker, "604917")
    tablet.has_heading("My people")

    tablet.go("/me/password/")
    tablet.reads("This needs your password")
    tablet.tap("Sign in with my password")
    tablet.has_heading("Sign in")


def test_five_wrong_pins_lock_one_worker_and_not_the_other(tablet):
    for left in ("4 tries left", "3 tries left", "2 tries left", "1 try left", "Too many wrong"):
        comes_in(tablet, "Kofi Mensah", "999990")
        tablet.reads(left)

    comes_in(tablet, "Kofi Mensah")
    tablet.reads("Too many wrong tries. Sign in with your user name and password")
    comes_in(tablet, "Ada Lark")
    tablet.has_heading("My people")


def test_words_of_one_worker_wait_for_them_and_are_saved_in_their_name(tablet, has_scripts):
    words = f"She asked for her sister, scripts {has_scripts}."
    comes_in(tablet, "Ada Lark")
    opens_a_note_for_art(tablet)
    tablet.fill(BOX, words)
    page = tablet.page.url
    if not has_scripts:  # then what is typed is kept when it is sent, and not before
        return saves_after_another_came_in(tablet, words)
    changes_worker(tablet)

    comes_in(tablet, "Kofi Mensah")
    tablet.has_heading("My people")
    tablet.go(page.removeprefix(tablet.stack.base_url))
    assert words not in tablet.page.content()
    changes_worker(tablet)
    comes_in(tablet, "Ada Lark")
    tablet.go("/more/")
    tablet.follow(tablet.page.get_by_role("link", name="Go on with what you wrote").first)
    expect(tablet.page.get_by_label(BOX)).to_have_value(words)
    return None


def saves_after_another_came_in(tablet: Visitor, words: str) -> None:
    """Ada's page is left open; Kofi comes in in another tab, and presses her Save."""
    other = Visitor(tablet.page.context.new_page(), tablet.stack, tablet.codes, has_scripts=False)
    other.go("/people/")
    changes_worker(other)
    comes_in(other, "Kofi Mensah")
    tablet.tap("Save note for Art Green")
    tablet.reads("What was typed there is kept for whoever typed it")
    other.go("/people/?q=green")
    other.tap("Art Green")
    assert words not in other.page.content()
    changes_worker(other)
    comes_in(other, "Ada Lark")
    other.go("/more/")
    other.follow(other.page.get_by_role("link", name="Go on with what you wrote").first)
    expect(other.page.get_by_label(BOX)).to_have_value(words)


@WITH_SCRIPTS
def test_a_note_left_open_by_one_is_not_saved_under_the_next(tablet):
    """The service worker has the next worker's token, and would send it in their name."""
    words = "He counted the boats on the canal"
    comes_in(tablet, "Ada Lark")
    tablet.is_ready_for_no_signal()
    opens_a_note_for_art(tablet)
    other = Visitor(tablet.page.context.new_page(), tablet.stack, tablet.codes, has_scripts=True)
    other.go("/people/")
    changes_worker(other)
    comes_in(other, "Kofi Mensah")
    other.is_ready_for_no_signal()

    tablet.fill(BOX, words)
    tablet.tap("Save note for Art Green")

    tablet.reads("What was typed there is kept for whoever typed it")
    other.go("/people/?q=green")
    other.tap("Art Green")
    assert words not in other.page.content()


@WITH_SCRIPTS
def test_changing_worker_destroys_what_the_tablet_held(tablet):
    comes_in(tablet, "Ada Lark")
    tablet.is_ready_for_no_signal()
    assert tablet.page.evaluate(HOW_MANY)[0] == 1

    changes_worker(tablet)

    tablet.page.wait_for_function(f"async () => `${{await ({HOW_MANY})()}}` === '0,0,0'")


@WITH_SCRIPTS
def test_an_idle_tablet_is_covered_then_asks_who_works_now(tablet):
    words = "He wants the blue cup"
    tablet.page.clock.install()
    comes_in(tablet, "Ada Lark")
    opens_a_note_for_art(tablet)
    tablet.fill(BOX, words)
    tablet.says("Draft kept")
    page = tablet.page.url
    cover = tablet.page.get_by_role("dialog", name="The screen is hidden")
    tablet.page.clock.fast_forward("01:50")
    expect(cover).to_be_hidden()

    tablet.page.clock.fast_forward("00:15")
    expect(cover).to_be_visible()
    tablet.looks_right()
    tablet.page.keyboard.press("Enter")
    expect(cover).to_be_hidden()
    expect(tablet.page.get_by_label(BOX)).to_have_value(words)
    tablet.page.clock.fast_forward("05:05")
    tablet.page.wait_for_url("**/sign-in/who/**")

    tablet.looks_right()
    comes_in(tablet, "Ada Lark")
    assert tablet.page.url == page
    expect(tablet.page.get_by_label(BOX)).to_have_value(words)


@pytest.fixture
def wire(product) -> Iterator[Wire]:
    with wire_to(product.base_url) as laid:
        yield laid


@WITH_SCRIPTS
def test_without_signal_the_worker_goes_on_and_changing_waits(visitor, wire):
    tablet = is_enrolled(visitor(through=wire), NAME)
    signs_in_fully(tablet, "kofi")
    tablet.is_ready_for_no_signal()
    tablet.go("/people/")
    wire.cut()

    changes_worker(tablet)

    tablet.reads("Changing worker needs a connection", "Kofi Mensah is still signed in here")
    tablet.tap("My people")
    tablet.tap("Art Green")
    tablet.reads("No connection: this is how it was at")
    wire.mend()
    tablet.go("/people/")
    changes_worker(tablet)
    tablet.reads("Who are you?", "Kofi Mensah")


def test_a_lost_tablet_lets_go_at_its_next_contact(tablet, has_scripts):
    comes_in(tablet, "Ada Lark")
    if has_scripts:
        tablet.is_ready_for_no_signal()

    tablet.stack.manage("shell", "--no-imports", "--command", LOSE.format(device=device_of(tablet)))
    tablet.go("/people/")

    tablet.has_heading("Sign in")
    tablet.reads("This device was said to be lost, so it let go of all that it held")
    assert "Ada Lark" not in tablet.page.content()
    if has_scripts:
        tablet.page.wait_for_function(f"async () => `${{await ({HOW_MANY})()}}` === '0,0,0'")
    tablet.go("/sign-in/who/")
    tablet.has_heading("Sign in")
