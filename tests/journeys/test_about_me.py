"""About Me is written with the person, interrupted, and resumed with every word."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, Visitor


def opens(visitor: Visitor) -> None:
    visitor.go("/people/?q=lockwood")
    visitor.tap("Percy Lockwood")
    visitor.go(visitor.page.url.removeprefix(visitor.stack.base_url) + "about-me/change/")


@pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
def test_what_was_typed_outlives_the_phone(visitor):
    kofi = visitor(NARROW, by_keyboard=True)
    kofi.sign_in("kofi")
    opens(kofi)
    kofi.fill("What is most important to me", "My pigeons, and a window I can open.")
    expect(kofi.page.locator("#saved-state")).to_contain_text("Draft kept at")
    kofi.page.context.close()  # the battery is flat

    again = visitor(NARROW, by_keyboard=True)
    again.sign_in("kofi")
    opens(again)
    again.reads("You had not saved this")
    box = again.page.get_by_label("What is most important to me")
    expect(box).to_have_value("My pigeons, and a window I can open.")
    again.tap("Save for Percy Lockwood")

    again.reads("My pigeons, and a window I can open.", "Last written by Kofi Mensah")
    opens(again)
    assert not again.page.get_by_text("You had not saved this").count()
