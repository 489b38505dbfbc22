"""Two phones that record while something goes wrong, drawn from a seed: see campaign.py."""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from playwright.sync_api import Browser, Error, Page, expect

from local.services import Services
from local.stack import Stack
from tests.journeys.conftest import PHONE, Codes, Visitor
from tests.journeys.test_offline import SEND, on_record
from tests.journeys.wire import Wire

WORDS = "Campaign"
PATIENCE = 25_000
SAID = ".saved-note"


@dataclass
class Campaign:
    """What was done so far: how often each fault, and which ids were said to be kept or saved."""

    stack: Stack
    services: Services
    wire: Wire
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)
    said: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    @property
    def faults(self) -> dict[str, Callable[[], object]]:
        """Everything that can go wrong, by name."""
        return {
            "nothing": lambda: None,
            "cut before": self.wire.cut,
            "cut during": lambda: self.wire.tear(SEND),
            "cut after": lambda: self.wire.swallow(SEND),
            "web killed": lambda: self._kill_process("web"),
            "worker killed": lambda: self._kill_process("worker"),
            "valkey killed": lambda: self.services.kill("valkey"),
            "postgres killed": lambda: self.services.kill("postgres"),
        }

    def _kill_process(self, name: str) -> None:
        self.stack.kill(name)
        self.broken.add(name)

    def mend(self) -> None:
        """Put right what is broken: what the product stands on first."""
        self.wire.mend()
        self.services.start()
        for name in sorted(self.broken):
            self.stack.start(name)
        self.broken.clear()

    def records(self, phone: Visitor, number: int) -> None:
        """Record one note while something goes wrong, and remember its id if saving was said."""
        name = self.chance.choice(list(self.faults))
        self.done[name] += 1
        with suppress(Error):
            page = phone.page
            page.goto(f"{phone.stack.base_url}{self.person}record/?kind=general", timeout=PATIENCE)
            entry_id = page.locator("[name=entry_id]").input_value(timeout=PATIENCE)
            page.get_by_label("What happened?").fill(f"{WORDS} {number:04}: he smiled")
            self.faults[name]()
            page.get_by_role("button", name="Save note").click(no_wait_after=True)
            page.locator(SAID).wait_for(timeout=PATIENCE)
            self.said.add(entry_id)
        if self.chance.random() < 0.6:
            self.mend()

    person = ""


def run(campaign: Campaign, browser: Browser, until: float) -> dict[str, object]:
    """Let both phones record in turns until the time is up; mend all, and count."""
    phones = [phone(campaign, browser, name) for name in ("kofi", "ada")]
    number = 0
    while time.monotonic() < until:
        number += 1
        campaign.records(campaign.chance.choice(phones), number)
        if number % 20 == 0:
            sys.stderr.write(f"{number} entries, {len(campaign.said)} said to be kept or saved\n")
    campaign.mend()
    for one in phones:
        sends_all(one.page, campaign)
    found = on_record(phones[0], WORDS)
    ids = Counter(row[0] for row in found)
    versions = [row[1] for row in found]
    return {
        "entries": number,
        "said": len(campaign.said),
        "on_record": len(ids),
        "lost": len(campaign.said - ids.keys()),
        "doubled": sum(ids.values()) - len(ids) + sum(one != "1" for one in versions),
        "faults": dict(campaign.done),
    }


def phone(campaign: Campaign, browser: Browser, username: str) -> Visitor:
    """Somebody signed in on a phone that holds their people."""
    context = browser.new_context(viewport=PHONE, locale="en-GB", reduced_motion="reduce")
    stack = replace(campaign.stack, base_url=campaign.wire.base_url)
    visitor = Visitor(context.new_page(), stack, Codes(), has_scripts=True)
    visitor.sign_in(username)
    visitor.is_ready_for_no_signal()
    link = visitor.page.get_by_role("link", name="Art Green").first
    campaign.person = link.get_attribute("href") or ""
    return visitor


def sends_all(page: Page, campaign: Campaign) -> None:
    """Wait until nothing of this phone waits."""
    page.goto(f"{campaign.wire.base_url}/people/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#saved-state[data-told]")).to_contain_text("All saved", timeout=120_000)
