"""The hazards of showing a GP record, looked at in Chromium: on a narrow phone and at a desk.

Named "hazard"; the first line of each says in our words what must not happen, or must. They are
those of section 11 of the reference; `docs/gp-connect-conformance.md` lists them.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import DESK, NARROW, Visitor
from tests.journeys.test_every_page import person
from tests.journeys.test_gp_record import adds, asks_the_practice, served

pytestmark = [
    pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True),
    pytest.mark.parametrize("size", [NARROW, DESK], ids=["320 px", "1280 px"]),
]
# Cut off, hidden behind an ellipsis, or outside of what is seen.
IS_CUT = """one => {
    const style = getComputedStyle(one);
    return style.textOverflow === "ellipsis" || style.whiteSpace === "nowrap"
        || (style.overflow !== "visible" && one.scrollHeight > one.clientHeight + 1)
        || one.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
}"""
ADDED: dict[str, str] = {}


@pytest.fixture
def record(visitor: Callable[..., Visitor], size: dict[str, int]) -> Callable[[str], Visitor]:
    """Nora, a nurse, at the GP record of the one whose practice's system behaves so."""

    def opened(behaviour: str) -> Visitor:
        if behaviour not in ADDED:
            ADDED[behaviour] = lives_here(visitor, behaviour)
        nora = visitor(size)
        nora.sign_in("nora")
        return received(nora, ADDED[behaviour])

    return opened


@pytest.fixture
def ordinary(visitor: Callable[..., Visitor], size: dict[str, int]) -> Visitor:
    """Nora at the GP record of Mr Green, which has something in every area."""
    nora = visitor(size)
    nora.sign_in("nora")
    return received(nora, person(nora, "Green"))


def lives_here(visitor: Callable[..., Visitor], behaviour: str) -> str:
    """The page of the one whose practice behaves so: some live in the demonstration already."""
    marcus = visitor(DESK)
    marcus.sign_in("marcus")
    who = served(marcus, "behaviour", behaviour)
    marcus.go(f"/people/?q={who['name'].split()[-1]}")
    found = marcus.page.locator(".people__card a")
    if found.count():
        return str(found.first.get_attribute("href"))
    adds(marcus, who)
    return marcus.page.url.removeprefix(marcus.stack.base_url)


def received(nora: Visitor, path: str) -> Visitor:
    nora.go(f"{path}gp-record/")
    asks_the_practice(nora)
    return nora


def area(nora: Visitor, name: str) -> Locator:
    return nora.page.locator(f"section#{name}")


def titles(nora: Visitor, name: str) -> list[str]:
    return area(nora, name).locator(".gp-entry h3, .gp-entry h4").all_inner_texts()


def test_hazard_long_words_are_cut(record):
    """A long dosage, note, advice or quantity wraps, and is never shortened, on any screen."""
    nora = record("long-dosage")

    for end in ("END OF DOSAGE", "END OF NOTE", "END OF ADVICE"):
        words = nora.page.locator("dd", has_text=end).first
        expect(words).to_be_visible()
        assert not words.evaluate(IS_CUT), end


def test_hazard_special_characters_are_lost_or_act(record):
    """Script, markup, template marks and odd letters are shown as the letters they are."""
    nora = record("script-text")

    text = nora.page.get_by_role("main").inner_text()
    for words in (
        "Penicillin <script>alert('allergy')</script>",
        "<1 hour before food & >2 hours after; '); DROP TABLE person;--",
        "{{ 7 * 7 }} {% debug %} ${7*7}",
        "naïve café —",
        'Line two & <b>bold</b> "quoted"',
    ):
        assert words in text
    assert (
        nora.page.locator("section script, section img, section iframe, section svg").count() == 0
    )


def test_hazard_partial_dates_are_made_whole(record):
    """A date is shown as precisely as it was given, with the month in letters."""
    nora = record("future-dates")

    allergies = area(nora, "allergies")
    expect(allergies.locator(".gp-entry", has_text="Latex")).to_contain_text("1999")
    expect(allergies.locator(".gp-entry", has_text="sulfonamide")).to_contain_text("July 2003")
    assert "/1999" not in allergies.inner_text()


def test_hazard_what_has_no_date_is_dropped_or_comes_first(record):
    """An entry without a date is shown, says that its date is not known, and comes last."""
    nora = record("future-dates")

    assert titles(nora, "allergies")[-1].startswith("Allergy to penicillin")
    assert titles(nora, "problems")[-1].startswith("Chronic obstructive")
    undated = area(nora, "allergies").locator(".gp-entry").last
    expect(undated).to_contain_text("date not known")


def test_hazard_empty_is_read_as_none(record):
    """An empty list says that there is no information, and never that there is nothing."""
    nora = record("all-empty")

    said = area(nora, "allergies").inner_text()
    assert "No information available." in said
    assert "no known" not in said.lower()
    assert "none" not in said.lower()


def test_hazard_none_known_hides_an_allergy(record):
    """Where none known stands beside an allergy both are shown, and a warning says so on top."""
    nora = record("contradictory")

    found = titles(nora, "allergies")
    assert any("No known allerg" in one for one in found)
    assert any("penicillin" in one for one in found)
    nora.reads("The GP record says “no known allergies” and lists an allergy: both are shown.")


def test_hazard_an_entry_that_came_twice_is_dropped(record):
    """Two entries that read the same are two entries: each is shown."""
    nora = record("contradictory")

    assert sum("penicillin" in one for one in titles(nora, "allergies")) == 2


def test_hazard_an_ended_allergy_looks_active(ordinary):
    """Ended allergies are in a block of their own that says so, and never beside the name."""
    banner = ordinary.page.locator("section.person")

    expect(area(ordinary, "ended-allergies").get_by_role("heading").first).to_have_text(
        "Ended allergies, no longer active"
    )
    assert any("aspirin" in one for one in titles(ordinary, "ended-allergies"))
    assert not any("aspirin" in one for one in titles(ordinary, "allergies"))
    assert "aspirin" not in banner.inner_text()


def test_hazard_what_is_planned_looks_done(ordinary):
    """A diary entry is called planned, by the heading of its area and by itself."""
    diary = area(ordinary, "diary")

    expect(diary.get_by_role("heading").first).to_contain_text("planned, not done")
    entries = diary.locator(".gp-entry")
    assert entries.count() > 0
    assert all("planned" in words.lower() for words in entries.all_inner_texts())


def test_hazard_nobody_knows_where_it_is_from_or_from_when(ordinary):
    """Who it is about, the practice, the moment, and that it may be incomplete stand on top."""
    source = ordinary.page.locator(".gp-source")

    expect(source).to_be_visible()
    expect(source).to_contain_text("Information from the GP record at Meadow Lane Surgery")
    expect(source).to_contain_text("retrieved")
    expect(source).to_contain_text("It may be incomplete")
    expect(ordinary.page.locator(".gp-about")).to_have_text(
        "Mr Arthur Green, male, born 14 March 1942, NHS number 999 000 0018"
    )


def test_hazard_somebody_else_s_details_are_overlooked(record):
    """What the GP record says differently of the person is named before anything of it."""
    nora = record("other-demographics")

    text = nora.page.get_by_role("main").inner_text()
    assert text.index("describes this person differently") < text.index("Allergies and adverse")
    assert "family name: Gravesend in the GP record, Graves here" in text


def test_hazard_what_cannot_be_shown_is_silent(record):
    """What could not be read or displayed is counted on top and in its area."""
    nora = record("unknown-resources")

    nora.reads("could not be read")
    expect(area(nora, "immunisations")).to_contain_text("could not be displayed. Ask the practice.")


def test_hazard_colour_is_the_only_sign(record):
    """Without any colour every warning, state and label still says in words what it says."""
    nora = record("data-in-transit")
    nora.page.emulate_media(forced_colors="active")

    signs = nora.page.locator("main .nhsuk-tag, main .mark, main .message, main .nhsuk-card--care")
    words = [sign.inner_text() for sign in signs.all() if sign.is_visible()]
    assert words
    assert all(one.strip() for one in words)
    nora.reads("Information is missing", "Every area may be incomplete")


def test_hazard_paper_says_less_than_the_screen(record):
    """A printed page carries source, moment, who printed it, and every warning."""
    nora = record("confidential-items")
    nora.page.emulate_media(media="print")

    text = nora.page.locator("body").inner_text()
    assert "Information from the GP record at Meadow Lane Surgery" in text
    assert "printed by Nora" in text
    assert "Allergies and adverse reactions: some items are left out" in text
    assert "Refresh now" not in text
