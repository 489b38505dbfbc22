"""A section of the GP record as the practice's system draws it, in a real browser."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.test_gp_record import adds, opens_the_gp_record, served


def opens_the_pages(visitor: Visitor, section: str) -> None:
    visitor.tap("See it as the practice's own system shows it")
    visitor.tap(section)


def asks_for_it(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="now").click()
    visitor.waits_for("Machine generated, near real time, not structured data")


def test_a_nurse_reads_medicines_as_the_practice_shows_them(visitor):
    nora = visitor()
    nora.sign_in("nora")
    opens_the_gp_record(nora, "Art Green")
    opens_the_pages(nora, "Medications")
    asks_for_it(nora)

    nora.reads("From the GP record at Meadow Lane Surgery", "nothing is copied into the plan")
    frame = nora.page.frame_locator("iframe.gp-frame")
    expect(frame.locator("#med-tab-curr-rep")).to_contain_text("Amlodipine 10mg tablets")
    expect(frame.locator("header")).to_contain_text("Mr Arthur Green, born 14 March 1942")
    nora.looks_right()

    # No script runs in that page, so axe cannot look at it either.
    nora.page.get_by_role("link", name="Open the page on its own, to print it").click()
    expect(nora.page.locator("#med-tab-curr-rep")).to_contain_text("One tablet each morning")


def test_hostile_markup_does_nothing_and_its_words_stay(visitor, has_scripts):
    marcus = visitor()
    marcus.sign_in("marcus")
    if not has_scripts:
        marcus.go("/people/?q=Tagg")
        marcus.tap("Sheila Tagg")
    else:
        adds(marcus, served(marcus, "behaviour", "script-text"))
    asked: list[str] = []
    marcus.page.on("request", lambda request: asked.append(request.url))
    marcus.page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    marcus.tap("Open the GP record")
    opens_the_pages(marcus, "Allergies and adverse reactions")
    asks_for_it(marcus)

    frame = marcus.page.frame_locator("iframe.gp-frame")
    expect(frame.locator("main")).to_contain_text("Look here")
    assert not frame.locator("main :is(script, a, img, form, iframe, svg, style, base)").count()
    assert all(url.startswith((marcus.stack.base_url, "data:")) for url in asked)
    if has_scripts:
        assert marcus.page.evaluate("window.hit") is None
