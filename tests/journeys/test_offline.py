"""Care is recorded where there is no signal: nothing is lost, nothing doubled, whatever is cut."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from dscr.demonstration.sign_ins import PASSWORD
from local.chromium import chromium
from local.stack import Stack
from tests.journeys.conftest import FLAGS, PHONE, Codes, Visitor
from tests.journeys.wire import Wire, wire_to

pytestmark = pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
SEND = b"POST /offline/send/"
# Id, versions, author, how wrong the clock was and when, of what was recorded with these words:
# printed, because it runs in the product's own process and environment, and that is its answer.
RECORDED = """
from accounts.models import User
from dailycare.models import CareEntry
from governance.services import acting_for
for provider in User.objects.order_by().values_list("provider", flat=True).distinct():
    with acting_for(provider):
        for one in CareEntry.objects.filter(text__startswith={words!r}).order_by("written_at"):
            print(one.pk, one.versions.count(), one.recorded_by.username, one.clock_off,
                  one.happened_at.isoformat(), sep="|")
"""
UPDATE = """() => new Promise((done) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => done());
    navigator.serviceWorker.getRegistration().then((one) => one.update());
})"""
# How much there is of each: keys, people held, entries that wait.
HOW_MANY = """() => new Promise((done) => {
    const asked = indexedDB.open("dscr");
    const count = (name) => new Promise((say) => {
        const all = asked.result.transaction(name).objectStore(name).getAllKeys();
        all.onsuccess = () => say(all.result.length);
    });
    asked.onsuccess = () => Promise.all(["session", "held", "outbox"].map(count)).then(done);
})"""


@pytest.fixture
def wire(product) -> Iterator[Wire]:
    with wire_to(product.base_url) as laid:
        yield laid


@pytest.fixture
def kofi(visitor: Callable[..., Visitor], wire: Wire) -> Visitor:
    """Kofi with a phone that holds his people."""
    return with_a_phone(visitor(through=wire), "kofi")


def with_a_phone(visitor: Visitor, username: str) -> Visitor:
    visitor.sign_in(username)
    visitor.is_ready_for_no_signal()
    visitor.go("/people/")
    visitor.tap("Art Green")
    return visitor


def writes(kofi: Visitor, words: str) -> str:
    """Write a note for the person whose page it is and save it; return the id of its form."""
    kofi.follow(kofi.page.get_by_role("link", name="Note", exact=True))
    entry_id = kofi.page.locator("[name=entry_id]").input_value()
    kofi.fill("What happened?", words)
    kofi.tap("Save note for Art Green")
    return entry_id


def on_record(kofi: Visitor, words: str) -> list[list[str]]:
    printed = kofi.stack.manage("shell", "--no-imports", "--command", RECORDED.format(words=words))
    return [line.split("|") for line in printed.splitlines() if "|" in line]


def ids_on_record(kofi: Visitor, words: str) -> list[str]:
    """The ids of what stands on record with these words, each with one version."""
    rows = on_record(kofi, words)
    assert {row[1] for row in rows} <= {"1"}
    return [row[0] for row in rows]


def is_back(kofi: Visitor) -> None:
    """The device notices that the network is there again."""
    kofi.page.evaluate("dispatchEvent(new Event('online'))")


def test_care_goes_on_without_signal_and_is_sent_when_it_is_back(kofi, wire):
    wire.cut()
    first = writes(kofi, "No signal: he asked for the window to be opened")

    kofi.reads("Kept on this device", "not on the record yet")
    kofi.says("Offline since")
    kofi.says("1 waiting to send")
    kofi.go("/people/")
    kofi.tap("Art Green")
    kofi.reads("No connection: this is how it was at", "What could go wrong")
    second = writes(kofi, "No signal: he slept in his chair")
    kofi.says("2 waiting to send")
    kofi.go("/offline/waiting/")
    kofi.reads("Note for Art Green", "Kept on this device")
    kofi.go("/more/")
    kofi.reads("This page needs a connection")
    assert on_record(kofi, "No signal") == []

    wire.mend()
    is_back(kofi)
    kofi.says("All saved")
    assert ids_on_record(kofi, "No signal") == [first, second]


def test_an_answer_is_missing_without_signal_too(kofi, wire):
    wire.cut()
    kofi.follow(kofi.page.get_by_role("link", name="Drink", exact=True))
    kofi.fill("Anything to add?", "He poured it himself")
    kofi.tap("Save drink for Art Green")

    kofi.reads("There is a problem", "how much did they drink?")
    assert kofi.page.get_by_label("Anything to add?").input_value() == "He poured it himself"
    kofi.choose("200 ml")
    kofi.tap("Save drink for Art Green")
    kofi.reads("Kept on this device")


@pytest.mark.parametrize("cut", ["tear", "swallow"])
def test_cut_while_it_is_sent_it_is_recorded_once(kofi, wire, cut):
    """Torn in the middle; or done by the product, which could not say so any more."""
    words = f"Cut by {cut}: he sang"
    getattr(wire, cut)(SEND)

    entry_id = writes(kofi, words)

    assert wire.lost.is_set()
    kofi.reads("Kept on this device")
    assert ids_on_record(kofi, words) == [entry_id] * (cut == "swallow")
    wire.mend()
    is_back(kofi)
    kofi.says("All saved")
    assert ids_on_record(kofi, words) == [entry_id]


def test_the_product_is_killed_and_comes_again(kofi, product):
    product.kill("web")
    entry_id = writes(kofi, "Killed: he wrote a letter")
    kofi.says("1 waiting to send")

    product.start("web")
    is_back(kofi)

    kofi.says("All saved")
    assert ids_on_record(kofi, "Killed") == [entry_id]


def test_signed_out_meanwhile_it_waits_for_its_author_alone(visitor, kofi, wire):
    wire.cut()
    entry_id = writes(kofi, "Signed out: he asked for his sister")
    kofi.says("1 waiting to send")
    kofi.page.context.clear_cookies()
    wire.mend()
    is_back(kofi)

    kofi.says("Something of Kofi Mensah waits for them to sign in")
    kofi.page.goto(f"{kofi.stack.base_url}/people/")
    signs_in(kofi, "ada")
    kofi.says("Something of Kofi Mensah waits")
    kofi.go("/offline/waiting/")
    kofi.reads("waits for Kofi Mensah to sign in here")
    assert "his sister" not in kofi.page.content()
    assert on_record(kofi, "Signed out") == []

    kofi.page.context.clear_cookies()
    kofi.page.goto(f"{kofi.stack.base_url}/people/")
    signs_in(kofi, "kofi")
    kofi.says("All saved")
    assert [row[0::2][:2] for row in on_record(kofi, "Signed out")] == [[entry_id, "kofi"]]


def signs_in(visitor: Visitor, username: str) -> None:
    visitor.fill("User name", username)
    visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visitor.tap("Sign in")


def test_signing_out_lets_go_of_what_was_held_and_keeps_what_waits(kofi, wire):
    wire.cut()
    writes(kofi, "Let go: he hid the remote control")
    kofi.says("1 waiting to send")
    wire.mend()
    wire.refuse(SEND)
    kofi.go("/more/")
    kofi.tap("Sign out")

    assert kofi.page.evaluate(HOW_MANY) == [0, 0, 1]
    wire.cut()
    kofi.page.goto(f"{kofi.stack.base_url}/people/")
    kofi.reads("This page needs a connection")
    assert "Art Green" not in kofi.page.content()


def test_a_clock_that_is_three_hours_wrong_is_put_right(visitor, wire):
    kofi = with_a_phone(visitor(through=wire), "kofi")
    for worker in kofi.page.context.service_workers:
        worker.evaluate("{ const right = Date.now; Date.now = () => right() + 3 * 3600e3; }")
    wire.cut()
    entry_id = writes(kofi, "Wrong clock: he won at dominoes")
    wire.mend()
    is_back(kofi)
    kofi.says("All saved")

    [[found, _, _, clock_off, happened_at]] = on_record(kofi, "Wrong clock")
    assert found == entry_id
    assert abs(int(clock_off) - 3 * 3600) < 60
    assert abs(datetime.fromisoformat(happened_at) - datetime.now(UTC)) < timedelta(minutes=3)


def test_two_phones_about_one_person_keep_both(visitor, wire):
    kofi, ada = (with_a_phone(visitor(through=wire), name) for name in ("kofi", "ada"))
    wire.cut()
    ids = {writes(kofi, "Two phones: he ate"), writes(ada, "Two phones: he did not eat")}
    wire.mend()
    for one in (kofi, ada):
        is_back(one)
        one.says("All saved")

    assert set(ids_on_record(kofi, "Two phones")) == ids


def test_what_is_unusual_is_asked_about_once_it_can_be_sent(kofi, wire):
    wire.cut()
    kofi.follow(kofi.page.get_by_role("link", name="Drink", exact=True))
    kofi.fill("Or type it", "20000")
    kofi.fill("Anything to add?", "Unusual: a whole bucket")
    kofi.tap("Save drink for Art Green")
    kofi.reads("Kept on this device")
    wire.mend()
    is_back(kofi)

    kofi.says("1 not taken: see why")
    kofi.page.locator("#saved-state a").click()
    kofi.reads("Not taken: Is 20,000 ml right?")
    kofi.tap("Open and mend it")
    kofi.fill("Or type it", "200")
    kofi.tap("Save drink for Art Green")
    kofi.reads("Saved")
    kofi.says("All saved")
    assert len(ids_on_record(kofi, "Unusual")) == 1


def test_the_browser_is_killed_with_a_full_queue(
    browser, product, codes, wire, tmp_path, has_scripts
):
    """Its profile is what the phone keeps: the queue is in it, and is sent when it starts again."""

    phone = partial(phone_of, browser, product, codes, wire, tmp_path / "phone")
    kofi = phone()
    kofi.go("/people/")
    signs_in(kofi, "kofi")
    kofi.is_ready_for_no_signal()
    kofi.tap("Art Green")
    wire.cut()
    entry_id = writes(kofi, "Killed phone: he laughed")
    kofi.says("1 waiting to send")
    kill_what_runs_in(tmp_path / "phone")
    wire.mend()

    again = phone()
    again.go("/people/")
    if "/sign-in/" in again.page.url:  # the cookie goes when a browser ends
        again.says("Something of Kofi Mensah waits for them to sign in")
        signs_in(again, "kofi")
    again.says("All saved")
    assert ids_on_record(again, "Killed phone") == [entry_id]
    again.page.context.close()


def phone_of(browser: Browser, product: Stack, codes: Codes, wire: Wire, profile: Path) -> Visitor:
    """A phone that keeps a profile; started again, it has what it had."""
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=chromium(), args=FLAGS, viewport=PHONE, reduced_motion="reduce"
    )
    stack = replace(product, base_url=wire.base_url)
    return Visitor(context.pages[0], stack, codes, has_scripts=True)


def kill_what_runs_in(profile: Path) -> None:
    """Kill the browser of a profile, and all its processes, as a flat battery would."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"--user-data-dir={profile}".encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)


def test_what_is_unusual_on_a_form_drawn_without_signal_stays_until_it_is_mended(kofi, wire):
    """The signal is back when they save: the server asks about it, and nothing goes meanwhile."""
    wire.cut()
    kofi.follow(kofi.page.get_by_role("link", name="Drink", exact=True))
    wire.mend()
    kofi.fill("Or type it", "20000")
    kofi.fill("Anything to add?", "Drawn: a whole barrel")
    kofi.tap("Save drink for Art Green")

    kofi.reads("Is 20,000 ml right?")
    kofi.says("1 not taken: see why")
    kofi.fill("Or type it", "150")
    kofi.tap("Save drink for Art Green")
    kofi.reads("Saved", "150 ml")
    kofi.says("All saved")
    assert len(ids_on_record(kofi, "Drawn")) == 1


def test_an_update_of_the_app_touches_nothing_that_waits(kofi, wire, product):
    """Another service worker takes over while something waits."""
    wire.cut()
    entry_id = writes(kofi, "Updated: he wore his good jacket")
    wire.mend()
    wire.refuse(SEND)
    with urlopen(f"{product.base_url}/sw.js") as script:
        wire.answer(b"GET /sw.js", f"{script.read().decode()}\n// another version")
    kofi.page.evaluate(UPDATE)
    assert kofi.page.evaluate(HOW_MANY)[2] == 1
    wire.mend()
    is_back(kofi)
    kofi.says("All saved")
    assert ids_on_record(kofi, "Updated") == [entry_id]
