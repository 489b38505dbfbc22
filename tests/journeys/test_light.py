"""How much the first visit and later pages weigh, and how soon they are of use on slow 3G."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import PHONE, Visitor
from tests.journeys.wire import Wire, wire_to

pytestmark = pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
FIRST, LATER, USEFUL = 150_000, 30_000, 5.0
# What browsers' own tools call slow 3G, for a phone with a fourth of this processor.
SLOW_3G = {"latency": 0.4, "bytes_a_second": 50_000}
SLOWER = {"rate": 4}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
REPORT = Path("build/light.json")


def slow_phone(visitor: Visitor) -> None:
    wire = visitor.page.context.new_cdp_session(visitor.page)
    wire.send("Emulation.setCPUThrottlingRate", SLOWER)


def opens(visitor: Visitor, wire: Wire, path: str) -> tuple[int, float]:
    """Open a page; return what came over the wire, and after how many seconds it can be read.

    Pages work without scripts, so one that can be read can be used.
    """
    before = wire.carried
    visitor.page.goto(visitor.stack.base_url + path)
    return wire.carried - before, round(visitor.page.evaluate(PAINTED) / 1000, 1)


def test_the_first_visit_and_the_pages_after_it_are_light(
    visitor: Callable[..., Visitor], product, has_scripts
):
    with wire_to(product.base_url) as wire:
        kofi = visitor(PHONE, through=wire)
        slow_phone(kofi)
        wire.slow_down(**SLOW_3G)
        first = opens(kofi, wire, "/sign-in/")
        wire.slow_down(latency=0, bytes_a_second=10**9)
        kofi.sign_in("kofi")
        before = wire.carried
        kofi.is_ready_for_no_signal()
        held = wire.carried - before
        kofi.go("/people/?q=green")
        person = kofi.page.get_by_role("link", name="Art Green").first.get_attribute("href")
        wire.slow_down(**SLOW_3G)
        below = ["", "record/", "record/?kind=drink", "notes/", "today/"]
        pages = ["/people/", *(f"{person}{path}" for path in below)]
        later = {path.replace(person, "person/"): opens(kofi, wire, path) for path in pages}
    REPORT.write_text(json.dumps({"first": first, "later": later, "held_at_least": held}))

    assert first[0] <= FIRST
    assert {path: size for path, (size, _) in later.items() if size > LATER} == {}
    assert max(seconds for _, seconds in (first, *later.values())) <= USEFUL


def test_what_was_saved_is_said_within_a_second_on_a_slow_processor(visitor, has_scripts):
    kofi = visitor(PHONE)
    kofi.sign_in("kofi")
    kofi.is_ready_for_no_signal()
    kofi.go("/people/")
    kofi.tap("Art Green")
    kofi.follow(kofi.page.get_by_role("link", name="Drink", exact=True))
    kofi.choose("200 ml")
    slow_phone(kofi)

    began = time.monotonic()
    kofi.page.get_by_role("button", name="Save drink for Art Green").click()
    kofi.page.locator(".saved-note").wait_for()

    assert time.monotonic() - began <= 1.0
