"""Photographs at the bedside: with and without signal, with and without scripts."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import PHONE, Visitor, day_in, fills_day
from tests.journeys.test_offline import (
    SEND,
    is_back,
    kill_what_runs_in,
    phone_of,
    signs_in,
    with_a_phone,
)
from tests.journeys.wire import Wire, wire_to
from tests.pictures import a_photograph

with_scripts = pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
# Of each photograph of a note with these words: its entry, whether its bytes are those of its hash,
# its longest side, and what stands beside the picture. It runs in the product's own process, and
# what it prints is its answer.
KEPT = """
import hashlib, io
from accounts.models import User
from dailycare.models import CareEntry, CarePhotograph
from governance.services import acting_for
from PIL import Image
for provider in User.objects.order_by().values_list("provider", flat=True).distinct():
    with acting_for(provider):
        for entry in CareEntry.objects.filter(text__startswith={words!r}):
            named = entry.values.get("photographs", [])
            for one in CarePhotograph.objects.filter(care_entry_id=entry.pk):
                content = bytes(one.file.content)
                seen = Image.open(io.BytesIO(content))
                is_whole = hashlib.sha256(content).hexdigest() == one.file.sha256
                print(entry.pk, str(one.pk) in named, is_whole, max(seen.size),
                      len(seen.getexif()), sep="|")
            if not named:
                print(entry.pk, "without", sep="|")
"""
FULL = """() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
        const weight = value.sealed?.text.byteLength;
        if (weight > 20000) throw new DOMException("full", "QuotaExceededError");
        return put.call(this, value, key);
    };
}"""


@pytest.fixture
def wire(product) -> Iterator[Wire]:
    with wire_to(product.base_url) as laid:
        yield laid


@pytest.fixture
def kofi(visitor: Callable[..., Visitor], wire: Wire) -> Visitor:
    """Kofi with a phone that holds his people."""
    return with_a_phone(visitor(through=wire), "kofi")


def box(visitor: Visitor) -> Locator:
    return visitor.page.locator("[data-photographs]")


def begins_note(visitor: Visitor, words: str, *names: str) -> str:
    """Begin a note about what was seen, with photographs; return the id of its form."""
    visitor.follow(visitor.page.get_by_role("link", name="Note", exact=True))
    visitor.fill("What happened?", words)
    chooses(visitor, *names)
    return visitor.page.locator("[name=entry_id]").input_value()


def chooses(visitor: Visitor, *names: str) -> None:
    """Take photographs one after the other, without waiting for what the device makes of them."""
    visitor.page.get_by_text("Photograph", exact=True).first.click()
    for name in names:
        content = a_photograph((3000, 2000), colour=name)
        chosen = {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": content}
        box(visitor).set_input_files(chosen)


def saves(visitor: Visitor) -> None:
    visitor.tap("Save note for Art Green")


def kept(visitor: Visitor, words: str) -> list[list[str]]:
    """What is on record of the photographs of notes with these words."""
    printed = visitor.stack.manage("shell", "--no-imports", "--command", KEPT.format(words=words))
    return [line.split("|") for line in printed.splitlines() if "|" in line]


def one_of(entry_id: str, longest: int = 1600) -> list[str]:
    return [entry_id, "True", "True", str(longest), "0"]


def test_a_photograph_is_taken_shown_small_and_opened_large(visitor, has_scripts):
    kofi = visitor(PHONE)
    kofi.sign_in("kofi")
    kofi.go("/people/?q=green")
    kofi.tap("Art Green")
    words = f"Seen with {'scripts' if has_scripts else 'no scripts'}: his heel"
    entry_id = begins_note(kofi, words, "tan")
    kofi.fill("What does the photograph show?", "left heel")
    if has_scripts:
        expect(kofi.page.get_by_role("img", name="photograph 1 of 1")).to_be_visible()
        kofi.looks_right()
    saves(kofi)
    kofi.reads("Saved", "photograph of: left heel")

    kofi.go(notes_of(kofi))
    small = kofi.page.get_by_role("img", name="Photograph: left heel").first
    expect(small).to_be_visible()
    kofi.follow(small)
    kofi.has_heading("Photograph: left heel")
    large = kofi.page.locator("img.photograph")
    assert large.evaluate("one => one.complete && one.naturalHeight") == 1600
    assert kept(kofi, words) == [one_of(entry_id)]


def notes_of(visitor: Visitor) -> str:
    return visitor.page.url.removeprefix(visitor.stack.base_url).split("record/")[0] + "notes/"


def test_a_manager_adds_what_somebody_looks_like_and_takes_it_back(visitor, has_scripts):
    marcus = visitor(PHONE)
    marcus.sign_in("marcus")
    marcus.go("/people/?q=green")
    marcus.tap("Art Green")
    address = marcus.page.url.removeprefix(marcus.stack.base_url)
    marcus.go(f"{address}identity/")
    marcus.tap("Photographs of Art")
    marcus.tap("Add a photograph")
    face = {"name": "art.jpg", "mimeType": "image/jpeg", "buffer": a_photograph((2000, 1500))}
    box(marcus).set_input_files(face)
    fills_day(marcus, "Taken on", day_in(0))
    marcus.choose("They agreed")
    before = shown_beside_the_name(marcus)
    marcus.tap("Save for Art Green")

    marcus.reads("Photograph saved")
    assert shown_beside_the_name(marcus) != before
    marcus.follow(marcus.page.locator("main h2 a").first)
    marcus.tap("Take it out of the record")
    marcus.choose("It was right, and is no longer")
    marcus.fill("Why", "He did not like it")
    marcus.tap("Take out for Art Green")
    marcus.reads("Photograph taken out")
    assert shown_beside_the_name(marcus) == before


def shown_beside_the_name(visitor: Visitor) -> str | None:
    return visitor.page.locator("img.face").first.get_attribute("src")


@with_scripts
def test_what_was_chosen_by_mistake_is_removed_before_it_is_saved(kofi, has_scripts):
    entry_id = begins_note(kofi, "Removed: his other heel", "tan", "gold")
    expect(kofi.page.get_by_role("img", name="photograph 2 of 2")).to_be_visible()
    kofi.page.get_by_role("button", name="Remove photograph 1 of 2").click()
    expect(kofi.page.get_by_role("img", name="photograph 1 of 1")).to_be_visible()
    saves(kofi)

    kofi.reads("Saved")
    assert kept(kofi, "Removed: his other heel") == [one_of(entry_id)]


@with_scripts
@pytest.mark.parametrize("cut", ["tear", "swallow"])
def test_cut_while_it_is_sent_a_photograph_is_on_record_once(kofi, wire, has_scripts, cut):
    getattr(wire, cut)(SEND)
    entry_id = begins_note(kofi, f"Photograph, {cut}: his elbow", "tan")
    saves(kofi)
    kofi.reads("Kept on this device", "with its photograph")
    wire.mend()
    is_back(kofi)

    kofi.says("All saved")
    assert kept(kofi, f"Photograph, {cut}") == [one_of(entry_id)]


@with_scripts
def test_heavy_entries_go_by_themselves_and_all_arrive(kofi, wire, has_scripts):
    wire.cut()
    ids = []
    for number in range(4):
        ids.append(begins_note(kofi, f"Heavy {number}: his knee", "tan", "gold", "navy"))
        saves(kofi)
        kofi.reads("Kept on this device", "with its photographs")
        kofi.go("/people/")
        kofi.tap("Art Green")
    kofi.go("/offline/waiting/")
    kofi.reads("with 3 photographs")
    wire.mend()
    is_back(kofi)
    kofi.says("All saved")

    assert sorted(kept(kofi, "Heavy")) == sorted(one_of(pk) for pk in ids for _ in range(3))


@with_scripts
def test_a_full_device_keeps_the_words_and_says_that_the_photograph_is_not_kept(
    kofi, wire, has_scripts
):
    for worker in kofi.page.context.service_workers:
        worker.evaluate(FULL)
    wire.cut()
    entry_id = begins_note(kofi, "No room for it: his hand", "tan")
    saves(kofi)
    kofi.reads("Kept on this device", "Kept without its photograph", "this device is full")
    wire.mend()
    is_back(kofi)
    kofi.says("All saved")

    assert kept(kofi, "No room for it: his hand") == [[entry_id, "without"]]


@with_scripts
def test_an_answer_that_is_missing_without_signal_loses_no_photograph(kofi, wire, has_scripts):
    wire.cut()
    kofi.follow(kofi.page.get_by_role("link", name="Drink", exact=True))
    entry_id = kofi.page.locator("[name=entry_id]").input_value()
    kofi.fill("Anything to add?", "Said no amount: his mug")
    chooses(kofi, "tan")
    kofi.tap("Save drink for Art Green")
    kofi.reads("There is a problem", "how much did they drink?")
    expect(kofi.page.get_by_role("img", name="photograph 1 of 1")).to_be_visible()
    kofi.choose("200 ml")
    kofi.tap("Save drink for Art Green")
    kofi.reads("Kept on this device", "with its photograph")
    wire.mend()
    is_back(kofi)
    kofi.says("All saved")

    assert kept(kofi, "Said no amount: his mug") == [one_of(entry_id)]


@with_scripts
def test_what_is_asked_about_brings_its_photograph_back_into_the_form(kofi, has_scripts):
    kofi.follow(kofi.page.get_by_role("link", name="Drink", exact=True))
    entry_id = kofi.page.locator("[name=entry_id]").input_value()
    kofi.fill("Or type it", "20000")
    kofi.fill("Anything to add?", "Was this much right: his cup")
    chooses(kofi, "tan")
    expect(kofi.page.get_by_role("img", name="photograph 1 of 1")).to_be_visible()
    kofi.tap("Save drink for Art Green")
    kofi.reads("Is 20,000 ml right?")
    expect(kofi.page.get_by_role("img", name="photograph 1 of 1")).to_be_visible()
    expect(kofi.page.get_by_text("Choose the photograph again")).to_have_count(0)
    kofi.fill("Or type it", "200")
    kofi.tap("Save drink for Art Green")

    kofi.reads("Saved")
    assert kept(kofi, "Was this much right: his cup") == [one_of(entry_id)]


@with_scripts
def test_the_browser_is_killed_with_a_photograph_that_waits(
    browser, product, codes, wire, tmp_path, has_scripts
):
    """What a flat battery leaves behind is the profile: the photograph is in it, sealed."""

    phone = partial(phone_of, browser, product, codes, wire, tmp_path / "phone")
    kofi = phone()
    kofi.go("/people/")
    signs_in(kofi, "kofi")
    kofi.is_ready_for_no_signal()
    kofi.tap("Art Green")
    wire.cut()
    entry_id = begins_note(kofi, "Killed with a photograph: his shin", "tan")
    saves(kofi)
    kofi.says("1 waiting to send")
    kill_what_runs_in(tmp_path / "phone")
    wire.mend()

    again = phone()
    again.go("/people/")
    if "/sign-in/" in again.page.url:  # the cookie goes when a browser ends
        signs_in(again, "kofi")
    again.says("All saved")
    assert kept(again, "Killed with a photograph") == [one_of(entry_id)]
    again.page.context.close()
