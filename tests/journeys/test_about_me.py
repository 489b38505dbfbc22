"""About Me is written with the person, interrupted, and resumed with every word."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

NARROW = {"width": 320, "height": 640}


def opens(visitor: Visitor) -> None:
    visitor.go("/people/?q=lockwood")
    visitor.tap("Percy Lockwood")
    visitor.go(visitor.page.url.removeprefix(visitor.stack.base_url) + "about-me/change/")


@pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
def test_what_was_typed_outlives_the_phone(visitor):
    kofi = visitor(NARROW)
    kofi.sign_in("kofi")
    opens(kofi)
    kofi.page.get_by_label("What is most important to me").focus()
    kofi.page.keyboard.type("My pigeons, and a window I can open.")
    expect(kofi.page.locator("#saved-state")).to_contain_text("Draft kept at")
    kofi.page.context.close()  # the battery is flat

    again = visitor(NARROW)
    again.sign_in("kofi")
    opens(again)
    again.reads("You had not saved this")
    box = again.page.get_by_label("What is most important to me")
    expect(box).to_have_value("My pigeons, and a window I can open.")
    again.page.get_by_role("button", name="Save for Percy Lockwood").focus()
    again.page.keyboard.press("Enter")

    again.reads("My pigeons, and a window I can open.", "Last written by Kofi Mensah")
    again.looks_right()
    opens(again)
    assert not again.page.get_by_text("You had not saved this").count()
