"""Stories in a real Chromium against the whole running product: web, worker, beat, simulator."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from dscr.demonstration.sign_ins import PASSWORD, code_now
from local.chromium import chromium
from local.product import OTHER_QUEUE
from local.stack import Stack, running_stack
from tests.journeys import gp_stories
from tests.journeys.wire import Wire

EXAMPLES = Path("../shared/reference/gpconnect/examples/full-records").resolve()
AXE = Path("node_modules/axe-core/axe.min.js").resolve()
# What lies under the button that stays at the thumb can be scrolled out from under it.
AXE_RUN = """async (rules) => {
    const stays = [...document.querySelectorAll(".save")];
    stays.forEach((one) => one.style.setProperty("position", "static"));
    const asked = {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]};
    const found = await axe.run(document, asked);
    stays.forEach((one) => one.style.removeProperty("position"));
    return found;
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
# No page of ours has so much to stop at; more presses would go round and round.
MOST_TABS, MOST_ANSWERS = 300, 10
OF_GROUP = "one => one === document.activeElement || one.name === document.activeElement.name"
# Chromium must not look for its makers' servers: the product's own pages are all there is.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything told here is a journey, run in a stage of its own."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def gp_bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the simulator, with what `gp_stories` serves of people of its own."""
    folder = tmp_path_factory.mktemp("gp")
    for story in gp_stories.NEWCOMERS.values():
        gp_stories.write(folder, story)
    return folder


@pytest.fixture(scope="package")
def product(worker_id: str, gp_bundles: Path) -> Iterator[Stack]:
    """The product with its demonstration data, in a database and a queue of each worker's own.

    Where the published GP records are at hand, the simulator serves them beside its own, and the
    records that stories write.
    """
    for example in EXAMPLES.glob("*.json"):
        (gp_bundles / example.name).symlink_to(example)
    bundles = {"GP_BUNDLES": str(gp_bundles)}
    queue = OTHER_QUEUE - int(worker_id.removeprefix("gw") if worker_id != "master" else 0)
    with running_stack(database=f"dscr_journeys_{worker_id}", queue=queue, env=bundles) as stack:
        yield stack


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories; each gets a fresh profile in it."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield found
        found.close()


class Codes:
    """The authenticator app of the demonstration. A code works once, so it waits for the next.

    Waiting is half a minute, and a password is slow to check: who has signed in once with scripts
    and once without is let in again by the session they have, while it lasts.
    """

    def __init__(self) -> None:
        self.used: dict[str, str] = {}
        self.sessions: dict[tuple[str, bool], list[Any]] = {}

    def next_for(self, username: str) -> str:
        """Return a code that this user has not used before."""
        while (code := code_now()) == self.used.get(username):
            time.sleep(1)
        self.used[username] = code
        return code


@pytest.fixture(scope="package")
def codes() -> Codes:
    """One app for all stories, which remembers what it has shown."""
    return Codes()


class Visitor:
    """Somebody at a screen: goes to pages, reads them, and has axe look at each."""

    def __init__(self, page: Page, stack: Stack, codes: Codes, *, has_scripts: bool) -> None:
        self.page = page
        self.stack = stack
        self.codes = codes
        self.has_scripts = has_scripts
        self.username = ""

    def go(self, path: str) -> None:
        """Open an address of the product."""
        self.page.goto(self.stack.base_url + path)
        self.looks_right()

    def tap(self, name: str) -> None:
        """Use the first link or button with this name, and look at the page that comes."""
        link = self.page.get_by_role("link", name=name)
        self.follow(link.or_(self.page.get_by_role("button", name=name)).first)

    def follow(self, to: Locator) -> None:
        """Use a link or button, and look at the page that comes."""
        with self.page.expect_navigation(wait_until="load"):
            self.press(to)
        self.looks_right()

    def fill(self, label: str, words: str) -> None:
        """Type into the box with this label."""
        self.write(self.page.get_by_label(label, exact=False).first, words)

    def choose(self, label: str) -> None:
        """Choose a radio or tick a box by the words beside it."""
        self.pick(self.page.get_by_label(label, exact=True).first)

    def press(self, what: Locator) -> None:
        """Use something of the page."""
        what.click()

    def write(self, box: Locator, words: str) -> None:
        """Type into a box, in place of what is in it."""
        box.fill(words)

    def pick(self, answer: Locator) -> None:
        """Choose an answer."""
        answer.check()

    def reads(self, *words: str) -> None:
        """Find these words on the page."""
        for text in words:
            expect(self.page.get_by_role("main")).to_contain_text(text, timeout=10_000)

    def has_heading(self, words: str) -> None:
        """Find a heading with these words."""
        expect(self.page.get_by_role("heading", name=re.compile(words)).first).to_be_visible()

    def looks_right(self) -> None:
        """Nothing sticks out sideways, there is one main heading, and axe finds nothing."""
        assert self.page.locator("h1").count() == 1, f"one h1 on {self.page.url}"
        overflow = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{self.page.url} is {overflow} px too wide"
        if self.has_scripts:
            assert not (found := violations(self.page)), f"{self.page.url}: {found}"

    def sign_in(self, username: str) -> None:
        """Sign in by the page, with the second step for those who have one."""
        self.username = username
        if session := self.codes.sessions.get((username, self.has_scripts)):
            self.page.context.add_cookies(session)
            self.page.goto(f"{self.stack.base_url}/")
            if "/sign-in/" not in self.page.url:
                return
        self.go("/")
        self.fill("User name", username)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.tap("Sign in")
        if self.page.url.endswith("second-step/"):
            self.page.get_by_label("code").first.fill(self.codes.next_for(username))
            self.tap("Sign in")
        self.codes.sessions[username, self.has_scripts] = self.page.context.cookies()

    def is_ready_for_no_signal(self) -> None:
        """Wait until this browser holds everybody on the list.

        A device that could not fetch them at one page fetches them at the next.
        """
        people = str(self.page.locator(".people__card").count())
        body = self.page.locator("body")
        for _page in range(2):
            with suppress(AssertionError):
                expect(body).to_have_attribute("data-held", people, timeout=20_000)
                return
            self.page.reload()
        expect(body).to_have_attribute("data-held", people, timeout=20_000)

    def says(self, words: str) -> None:
        """Find these words where every page says what is on the record."""
        expect(self.page.locator("#saved-state[data-told]")).to_contain_text(words, timeout=20_000)

    def waits_for(self, words: str, seconds: int = 60) -> None:
        """Look again until background work has brought these words, as somebody without scripts."""
        deadline = time.monotonic() + seconds
        while words not in self.page.get_by_role("main").inner_text():
            assert time.monotonic() < deadline, f"{words!r} did not come to {self.page.url}"
            self.page.wait_for_timeout(500)
            if not self.has_scripts:
                self.page.reload()
        self.looks_right()


class Thumb(Visitor):
    """A visitor who touches the screen."""

    def press(self, what: Locator) -> None:
        """Touch something of the page."""
        what.tap()

    def pick(self, answer: Locator) -> None:
        """Touch an answer: what takes the touch lies over its words."""
        answer.tap()
        expect(answer).to_be_checked()


class Typist(Visitor):
    """A visitor without a mouse: Tab moves to what is used, Enter, Space and arrows use it."""

    def press(self, what: Locator) -> None:
        """Move to something and press Enter."""
        self._reach(what)
        self.page.keyboard.press("Enter")

    def write(self, box: Locator, words: str) -> None:
        """Move to a box and type."""
        self._reach(box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def pick(self, answer: Locator) -> None:
        """Move to the answers of a question, then to this one by the arrows."""
        self._reach(answer, of_group=True)
        self.page.keyboard.press("Space")
        for _ in range(MOST_ANSWERS):
            if answer.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {answer}")

    def _reach(self, what: Locator, *, of_group: bool = False) -> None:
        """Press Tab until the focus is there, or on another answer of the same question."""
        is_there = OF_GROUP if of_group else "one => one === document.activeElement"
        for _ in range(MOST_TABS):
            if what.evaluate(is_there):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{what} cannot be reached by Tab on {self.page.url}")


def at(visitor: Callable[..., Visitor], has_scripts: object) -> Visitor:
    """Somebody with scripts has 320 pixels and no mouse; without scripts, a phone."""
    return visitor(NARROW, by_keyboard=True) if has_scripts else visitor(PHONE)


def day_in(days: int) -> date:
    """Return a day as somebody at the screen reads the calendar."""
    return date.today() + timedelta(days=days)  # noqa: DTZ011 - typed as a date, like a person does


def fills_day(visitor: Visitor, group: str, day: date) -> None:
    """Type a day into the three boxes of a question."""
    boxes = visitor.page.get_by_role("group", name=group)
    for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        visitor.write(boxes.get_by_label(box, exact=True), str(value))


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, as rule and place."""
    page.evaluate(AXE.read_text())
    result = page.evaluate(AXE_RUN, RULES)
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


@pytest.fixture(params=["scripts on", "scripts off"])
def has_scripts(request: pytest.FixtureRequest) -> bool:
    """Every story is told twice: with scripts, and without."""
    return request.param == "scripts on"


@pytest.fixture
def visitor(
    browser: Browser,
    product: Stack,
    codes: Codes,
    has_scripts: bool,  # noqa: FBT001 - a fixture, which pytest passes by name
) -> Iterator[Callable[..., Visitor]]:
    """Make visitors, each with a device of their own."""
    contexts: list[BrowserContext] = []

    def make(
        viewport: dict[str, int] = PHONE,
        *,
        by_keyboard: bool = False,
        by_touch: bool = False,
        through: Wire | None = None,
        **options: object,
    ) -> Visitor:
        context = browser.new_context(
            viewport=viewport,
            java_script_enabled=has_scripts,
            locale="en-GB",
            timezone_id="Europe/London",
            has_touch=by_touch,
            reduced_motion="reduce",  # or axe measures colours in the middle of a fade
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        kind = Typist if by_keyboard else Thumb if by_touch else Visitor
        stack = replace(product, base_url=through.base_url) if through else product
        return kind(context.new_page(), stack, codes, has_scripts=has_scripts)

    yield make
    for context in contexts:
        context.close()
