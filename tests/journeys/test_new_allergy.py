"""A new allergy arrives from the GP: a nurse sees it, compares, accepts; a care worker reads it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import gp_stories
from tests.journeys.conftest import DESK, PHONE, Visitor, at
from tests.journeys.test_gp_record import adds, asks_the_practice, opens_the_gp_record, served

SOURCE = "Penicillin (from the GP record at Millbrook Surgery"


@pytest.fixture
def who(visitor, has_scripts) -> gp_stories.Newcomer:
    """Somebody new, whose GP record came once and held no allergy."""
    newcomer = gp_stories.NEWCOMERS[has_scripts]
    marcus = visitor(DESK)
    marcus.sign_in("marcus")
    adds(marcus, served(marcus, "file", newcomer.file))
    marcus.tap("Open the GP record")
    asks_the_practice(marcus)
    marcus.reads("Information from the GP record at Millbrook Surgery")
    assert not marcus.page.get_by_text("Changed since").count()
    return newcomer


def test_a_new_allergy_is_seen_compared_accepted_and_read(
    visitor, who, has_scripts, gp_bundles: Path
):
    gp_stories.write(gp_bundles, who, gp_stories.PENICILLIN)

    nora = at(visitor, has_scripts)
    page = nora_sees_it_arrive(nora, who)
    nora_is_told_of_it_as_a_task(nora)
    ada_learns_nothing_yet(visitor(PHONE), who)
    nora_compares_and_accepts(nora, page)
    it_stands_side_by_side_on_a_desk(visitor(DESK), page)
    ada_reads_it_on_her_phone(visitor(PHONE, by_touch=True), who)
    nobody_else_gets_page_or_words(visitor, page)


def nora_sees_it_arrive(nora: Visitor, who: gp_stories.Newcomer) -> str:
    """Return the address of the GP record."""
    nora.sign_in("nora")
    opens_the_gp_record(nora, f"Edith {who.family}")
    nora.waits_for("Received.")  # a nurse's own view is asked for when she comes
    nora.tap("Refresh now")
    nora.waits_for("Changed since")
    nora.reads("New allergy: Penicillin")
    expect(nora.page.locator("section#allergies")).to_contain_text("Swelling of the lips")
    return nora.page.url.removeprefix(nora.stack.base_url)


def nora_is_told_of_it_as_a_task(nora: Visitor) -> None:
    nora.go("/exceptions/?kind=gp_record")
    nora.reads("New allergy", "Allergies differ from our record", "Compare and decide")


def ada_learns_nothing_yet(ada: Visitor, who: gp_stories.Newcomer) -> None:
    ada.sign_in("ada")
    ada.go(f"/people/?q={who.family}")
    ada.tap(f"Edith {who.family}")
    expect(ada.page.locator("body")).not_to_contain_text("enicillin")
    expect(ada.page.locator("body")).not_to_contain_text("GP record")


def nora_compares_and_accepts(nora: Visitor, page: str) -> None:
    nora.go(page)
    nora.tap("Allergies and medicines beside our record")
    nora.reads("2 to decide.", "Only in the GP record", "Penicillin", "Amlodipine 5mg tablets")
    nora.follow(nora.page.get_by_role("link", name="Decide about Penicillin"))
    nora.reads("What accepting writes", "Life threatening", "Swelling of the lips")
    nora.choose("Accept what the GP record says into our record")
    nora.tap("Save this decision")
    nora.reads("1 to decide.", "Accepted into our record: Nora")
    expect(nora.page.locator("#person")).to_contain_text(SOURCE)


def it_stands_side_by_side_on_a_desk(nora: Visitor, page: str) -> None:
    nora.sign_in("nora")
    nora.go(f"{page}compare/")
    sides = nora.page.locator(".gp-pair__sides").first.locator("> div")
    theirs, ours = sides.first.bounding_box(), sides.last.bounding_box()
    assert theirs
    assert ours
    assert theirs["y"] == ours["y"]
    assert theirs["x"] < ours["x"]


def ada_reads_it_on_her_phone(ada: Visitor, who: gp_stories.Newcomer) -> None:
    ada.sign_in("ada")
    ada.go(f"/people/?q={who.family}")
    ada.tap(f"Edith {who.family}")
    expect(ada.page.locator("#person")).to_contain_text(SOURCE)


def nobody_else_gets_page_or_words(visitor, page: str) -> None:
    """Neither a care worker, nor an administrator, nor an auditor, by whatever address."""
    for name in ("kofi", "adele", "ines"):
        other = visitor(PHONE)
        other.sign_in(name)
        for address in (page, f"{page}compare/", f"{page}compare/decide/?area=allergies"):
            answered = other.page.goto(other.stack.base_url + address)
            assert answered is not None
            assert answered.status in (403, 404)
            expect(other.page.locator("body")).not_to_contain_text("enicillin")
