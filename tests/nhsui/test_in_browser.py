"""The gallery in a real browser: axe, narrow screens, and what our one script does."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.csp import build_policy
from playwright.sync_api import Browser, Page, expect, sync_playwright

from local.chromium import chromium
from nhsui import gallery
from tests.journeys.conftest import DESK, FLAGS, PHONE, violations

pytestmark = pytest.mark.journey

KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
# The last to hear of a form that is sent: counts those nobody stopped, and stops them.
COUNT_WHAT_IS_SENT = """window.sent = 0;
    addEventListener("submit", (event) => {
        window.sent += event.defaultPrevented ? 0 : 1;
        event.preventDefault();
    });"""
NARROW = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield found
        found.close()


class Desk(BaseHTTPRequestHandler):
    """Answers as the product would: templates, built files, the product's own policy."""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            file = Path(finders.find(path.removeprefix("/static/")))
            self.answer(file.read_bytes(), KINDS[file.suffix[1:]])
        elif path == "/piece/":
            self.send_response(302)
            self.send_header("Location", "/light/")
            self.end_headers()
        else:
            self.answer(drawn(path.strip("/")).encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        self.send_error(500)

    def answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", build_policy(settings.SECURE_CSP))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the test tells what went wrong."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of the gallery on a phone, which may not complain."""
    context = browser.new_context(
        service_workers="block", viewport=PHONE, locale="en-GB", base_url=address
    )
    context.set_default_timeout(5000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    yield page
    context.close()
    expected = ("/broken/", "500", "ERR_INTERNET_DISCONNECTED")
    assert [said for said in complaints if not any(part in said for part in expected)] == []


def drawn(theme: str) -> str:
    """The gallery, as somebody who is signed in sees it."""
    places = [("My people", "/"), ("Record", "/record/"), ("More", "/more/")]
    name = "Oluwaseun Adebayo-Featherstonehaugh"
    ways = {"is_authenticated": True, "role_in_words": "Nurse", "__str__": lambda _: name}
    user = type("Seun", (), ways)()
    request = type("Asked", (), {"user": user})()
    frame = {
        "request": request,
        "csrf_token": "token",
        "demonstration": True,
        "place": "Rosewood · Garden",
        "theme": theme,
        "nav": [{"label": words, "url": url, "current": url == "/"} for words, url in places],
    }
    typed = {"born_on-day": "4", "born_on-year": "1938"} if theme == "wrong" else None
    return render_to_string(
        "nhsui/gallery.html", gallery.everything(gallery.EveryField(typed)) | frame
    )


@pytest.mark.parametrize("size", [PHONE, DESK, NARROW], ids=["phone", "desk", "400 %"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_use_every_component(page: Page, theme: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)

    page.goto(f"/{theme}/")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_typeface_is_ours(page: Page) -> None:
    page.goto("/light/")

    loaded = "document.fonts.ready.then(() => document.fonts.check('400 19px \"{}\"'))"
    assert page.evaluate(loaded.format("Atkinson Hyperlegible Next"))


def test_the_header_of_a_person_never_scrolls_away(page: Page) -> None:
    page.goto("/light/")

    page.get_by_role("heading", name="Parts").scroll_into_view_if_needed()

    expect(page.locator("#stranger")).to_be_in_viewport()


def test_nothing_sits_on_top_of_a_page_enlarged_four_times(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.goto("/light/")

    page.get_by_role("heading", name="Form", exact=True).scroll_into_view_if_needed()

    expect(page.locator("#person")).not_to_be_in_viewport()
    expect(page.get_by_role("navigation", name="Main")).not_to_be_in_viewport()


def test_finding_is_instant_and_forgives_accents(page: Page) -> None:
    page.goto("/light/")

    page.keyboard.press("/")
    page.keyboard.type("lukasz briain")

    expect(page.locator("#people > li:visible")).to_have_count(1)
    expect(page.locator("#found")).to_have_text("1 of 3 shown")


def test_finding_on_one_page_of_many_says_how_to_search_them_all(page: Page) -> None:
    page.goto("/light/")
    page.locator("#find").evaluate("box => box.setAttribute('data-more', '')")

    page.keyboard.press("/")
    page.keyboard.type("zebedee")

    said = "0 of 3 shown on this page. Press Find to search everyone"
    expect(page.locator("#found")).to_have_text(said)


def test_a_slash_in_a_note_stays_a_slash(page: Page) -> None:
    page.goto("/light/")

    page.get_by_label("Anything to add").press_sequentially("1/2 cup")

    expect(page.get_by_label("Anything to add")).to_have_value("1/2 cup")


def test_what_is_typed_is_not_called_saved(page: Page) -> None:
    page.goto("/light/")

    page.get_by_label("Name", exact=True).fill("Art")

    expect(page.locator("#saved-state")).to_have_text("Not saved yet")


def test_two_taps_on_save_send_once(page: Page) -> None:
    page.goto("/light/")
    page.evaluate(COUNT_WHAT_IS_SENT)
    save = page.get_by_role("button", name="Save", exact=True)

    save.click()
    save.click()

    assert page.evaluate("window.sent") == 1
    expect(page.locator("#saved-state")).to_have_text("Saving…")


def test_losing_the_network_is_said_in_words(page: Page) -> None:
    page.goto("/light/")

    page.context.set_offline(True)

    expect(page.locator("#saved-state")).to_contain_text("Offline since")


def test_a_password_can_be_looked_at(page: Page) -> None:
    page.goto("/light/")

    page.get_by_role("button", name="Show password").click()

    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")


def test_the_error_summary_takes_the_reader_to_the_box(page: Page) -> None:
    page.goto("/wrong/")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()

    page.get_by_role("link", name="Date of birth must include a month").click()

    expect(page.get_by_label("Month")).to_be_focused()


def test_a_piece_that_turns_out_to_be_the_door_loads_the_page_afresh(page: Page) -> None:
    page.goto("/dark/")

    with page.expect_navigation():
        page.evaluate("void htmx.ajax('GET', '/piece/', '#people').catch(() => {})")

    assert page.url.endswith("/dark/")
    expect(page.locator("#people > li")).to_have_count(3)


def test_a_piece_that_could_not_be_saved_is_said(page: Page) -> None:
    page.goto("/light/")

    page.evaluate("void htmx.ajax('POST', '/broken/', '#people').catch(() => {})")

    expect(page.locator("#saved-state")).to_have_text("Not saved: try again")
