"""Mr Green's stand-in: somebody's first day at a home, from the briefing to the comparison."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, PHONE, Visitor

pytestmark = pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
# What people read of plain words (general knowledge).
WORDS_A_MINUTE = 200
# What was done, the answers, and how it reads once it is on the record.
A_DAY = [
    ("Sleep", ["Woke for the day"], "Woke for the day"),
    ("Wash and dress", ["With one helper", "Shower"], "With one helper, Shower"),
    ("Food", ["Most of it", "Breakfast"], "Most of it, Breakfast"),
    ("Drink", ["200 ml", "Tea"], "200 ml, Tea"),
    ("Mood", ["Content", "Joined in"], "Content, Joined in"),
    ("Activity", ["Garden or outdoors"], "Garden or outdoors"),
    ("Food", ["All of it", "Lunch"], "All of it, Lunch"),
    ("Drink", ["150 ml", "Water"], "150 ml, Water"),
    ("Contact", ["Family", "Visit"], "Family, Visit"),
    ("Food", ["About half", "Supper"], "About half, Supper"),
    ("Sleep", ["Settled in bed"], "Settled in bed"),
]


@pytest.mark.parametrize(
    "hands",
    [
        pytest.param({"viewport": PHONE, "by_touch": True}, id="touch"),
        pytest.param({"viewport": NARROW, "by_keyboard": True}, id="keyboard"),
    ],
)
def test_a_stand_in_meets_everybody_and_records_a_day(visitor, hands):
    kofi = visitor(**hands)
    kofi.sign_in("kofi")

    meets_everybody(kofi)
    kofi.go("/people/?q=green")
    kofi.tap("Art Green")
    reads_who_he_is(kofi)
    for kind, answers, said in A_DAY:
        records(kofi, kind, answers)
        kofi.reads("Saved", said)
    compares_days_weeks_and_months(kofi)


def meets_everybody(kofi: Visitor) -> None:
    """Read who lives here, in the order of their rooms, on one page."""
    kofi.tap("Handover")
    kofi.tap("Briefing for somebody new to Garden, Rosewood")
    kofi.has_heading("Briefing: Garden, Rosewood")
    everybody = kofi.page.locator(".briefed")
    assert everybody.count() > 3
    for one in everybody.all():
        expect(one).to_contain_text("CPR:")
        expect(one).to_contain_text(re.compile("Allergies|No known allergies"))
        expect(one).to_contain_text("How we speak with each other:")


def reads_who_he_is(kofi: Visitor) -> None:
    """Read who Mr Green is in a minute, then how he is supported today, before anything is done."""
    in_a_minute = kofi.page.locator(".about-me").inner_text()
    assert "Speak to my left side" in in_a_minute
    assert len(in_a_minute.split()) <= WORDS_A_MINUTE
    kofi.tap("How to support Art today, on one page")
    kofi.reads("Penicillin", "no decision recorded", "What could go wrong")
    kofi.tap("Art Green")


def records(kofi: Visitor, kind: str, answers: list[str]) -> None:
    """Choose what was done, the answers, save."""
    kofi.follow(kofi.page.get_by_role("link", name=kind, exact=True).first)
    for answer in answers:
        kofi.choose(answer)
    kofi.follow(kofi.page.get_by_role("button", name=re.compile("^Save .* for Art Green")))


def compares_days_weeks_and_months(kofi: Visitor) -> None:
    """See the day beside the days, weeks and months before it."""
    kofi.tap("Art Green")
    kofi.tap("Compare with other days, weeks and months")
    for way in ("Weeks", "Months", "Days"):
        kofi.follow(kofi.page.get_by_role("link", name=way, exact=True))
        expect(kofi.page.get_by_role("img", name="Drunk in a day")).to_be_visible()
        summary = kofi.page.locator("summary", has_text="Drunk in a day as a table")
        kofi.press(summary)
        expect(kofi.page.get_by_role("table", name="Drunk in a day")).to_be_visible()
    kofi.looks_right()
