"""How much the first visit and later pages weigh, and how soon they are of use on slow 3G."""

import json
import time
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path

import pytest

from tests.journeys.conftest import PHONE, Visitor
from tests.journeys.wire import Wire, wire_to

pytestmark = pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
FIRST, LATER, USEFUL = 150_000, 30_000, 5.0
# What browsers' own tools call slow 3G, for a phone with a fourth of this processor.
SLOW_3G = {"latency": 0.4, "bytes_a_second": 50_000}
SLOWER = {"rate": 4}
# Seconds. Other stories share the processor: what is so once, with nothing beside it, is so.
SAVED_WITHIN, MOST_TRIES = 1.0, 6
# A promise, because the pages' own policy refuses what would be evaluated again and again.
PAINTED = """new Promise(painted => new PerformanceObserver(list => {
  for (const paint of list.getEntriesByName('first-contentful-paint')) painted(paint.startTime);
}).observe({ type: 'paint', buffered: true }))"""
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
    painted = visitor.page.evaluate(PAINTED)
    return wire.carried - before, round(painted / 1000, 1)


def first_visit(visitor: Callable[..., Visitor], wire: Wire) -> tuple[int, float]:
    """Open the page to sign in with a browser that was never here.

    The best of three is taken: other stories share the processor, which is slowed down besides.
    """
    somebody = visitor(PHONE, through=wire)
    slow_phone(somebody)
    found = opens(somebody, wire, "/sign-in/")
    somebody.page.context.close()
    return found


def test_the_first_visit_and_the_pages_after_it_are_light(
    visitor: Callable[..., Visitor], product, has_scripts
):
    with wire_to(product.base_url) as wire:
        wire.slow_down(**SLOW_3G)
        first = min((first_visit(visitor, wire) for _ in range(3)), key=itemgetter(1))
        wire.slow_down(latency=0, bytes_a_second=10**9)
        kofi = visitor(PHONE, through=wire)
        slow_phone(kofi)
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
    slow_phone(kofi)

    took = (seconds_to_save_a_drink(kofi) for _ in range(MOST_TRIES))
    assert any(seconds <= SAVED_WITHIN for seconds in took)


def seconds_to_save_a_drink(kofi: Visitor) -> float:
    """Save one, and wait until the page says so."""
    kofi.follow(kofi.page.get_by_role("link", name="Drink", exact=True))
    kofi.choose("200 ml")
    began = time.monotonic()
    kofi.page.get_by_role("button", name="Save drink for Art Green").click()
    kofi.page.locator(".saved-note").wait_for()
    return time.monotonic() - began
