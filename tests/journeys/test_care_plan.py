"""A plan drafted, sent back, approved, reviewed, superseded; what ends by itself; a stand-in."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, Visitor, at, day_in, fills_day

SHEETS = re.compile(rb"/Type\s*/Page[^s]")


def opens(visitor: Visitor, name: str, words: str) -> None:
    visitor.go(f"/people/?q={words}")
    visitor.tap(name)


def unfolds(visitor: Visitor, summary: str) -> None:
    visitor.press(visitor.page.locator("summary", has_text=summary))


def agrees(visitor: Visitor, how: str) -> None:
    visitor.fill("How the person took part", how)
    visitor.choose("The person agreed it")


@pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
def test_a_stand_in_reads_one_page_by_keyboard_at_320_pixels_and_prints_it(visitor):
    kofi = visitor(NARROW, by_keyboard=True)
    kofi.sign_in("kofi")
    opens(kofi, "Art Green", "green")

    kofi.tap("How to support Art today")

    kofi.has_heading("How to support me today")
    kofi.reads("Penicillin", "no decision recorded", "Speak to my left side", "two days running")
    assert len(SHEETS.findall(kofi.page.pdf(format="A4"))) == 1


def test_a_plan_goes_from_draft_to_approval_review_and_its_successor(visitor, has_scripts):
    mark = "with scripts" if has_scripts else "without scripts"
    sunil, marcus = at(visitor, has_scripts), at(visitor, has_scripts)
    sunil.sign_in("sunil")
    marcus.sign_in("marcus")

    # a senior drafts, from a sentence that is offered, and asks
    opens(sunil, "Dot Pemberton", "Pemberton")
    sunil.tap("Read the whole plan")
    sunil.tap("Change the plan in a new draft")
    sunil.tap("Start a draft for Dot Pemberton")
    sunil.tap("Add what we do")
    unfolds(sunil, "Start from a sentence")
    sunil.follow(sunil.page.locator("details a[href*='start=']").first)
    offered = sunil.page.get_by_label("What we do").input_value()
    assert offered
    sunil.tap("Save for Dot Pemberton")
    sunil.reads("1 sentence is still as offered", offered)
    sunil.tap("Ask for approval")
    sunil.reads("Sent for approval", "A manager approves it")
    expect(sunil.page.get_by_role("link", name="Add a goal")).to_have_count(0)

    # the manager finds it, is told, and sends it back
    marcus.go("/more/")
    marcus.tap("Plans: waiting for approval")
    marcus.reads("Dot Pemberton, asked for by Sunil")
    marcus.tap("Dot Pemberton")
    marcus.reads("1 sentence is still as offered", offered)
    marcus.tap("Send it back with a reason")
    marcus.fill("Why?", f"Say how she likes it, {mark}")
    marcus.tap("Send back the draft for Dot Pemberton")
    marcus.reads("Sent back. Its author sees your reason")

    # the senior reads why, makes it hers, and asks again
    sunil.go(sunil.page.url.removeprefix(sunil.stack.base_url))
    sunil.reads("Sent back by Marcus Webb", f"Say how she likes it, {mark}")
    sunil.tap(f"Change “{' '.join(offered.split()[:3])}")
    sunil.fill("What we do", f"The way Dot showed us, {mark}")
    sunil.fill("Why did it change?", "She told me")
    sunil.tap("Save for Dot Pemberton")
    expect(sunil.page.get_by_text("still as offered")).to_have_count(0)
    sunil.tap("Ask for approval")

    # approved, with who agreed; reviewed against the notes; the earlier one stays to be read
    marcus.go(marcus.page.url.removeprefix(marcus.stack.base_url))
    marcus.tap("See what changes and sign off")
    marcus.reads("Sent back by Marcus Webb", f"The way Dot showed us, {mark}")
    agrees(marcus, "She read it with us.")
    fills_day(marcus, "Next review", day_in(28))
    marcus.tap("Sign off the plan for Dot Pemberton")
    marcus.reads("Plan signed off", f"The way Dot showed us, {mark}")
    marcus.tap("Every version of the plan")
    marcus.reads("Superseded", "Live")


def test_a_review_stands_beside_what_happened_since(visitor, has_scripts):
    mark = "with scripts" if has_scripts else "without scripts"
    kofi, marcus = at(visitor, has_scripts), at(visitor, has_scripts)
    kofi.sign_in("kofi")
    opens(kofi, "Alf Garrity", "Garrity")
    page = kofi.page.url.removeprefix(kofi.stack.base_url)
    kofi.go(f"{page}incidents/add/")
    kofi.fill("What happened", f"Slipped by the sink, {mark}")
    kofi.tap("Save for Alf Garrity")
    kofi.go(f"{page}needs/")
    need = kofi.page.locator("main a").evaluate_all(
        "all => all.map(a => a.pathname).find(path => /needs.[0-9a-f-]{36}/.test(path))"
    )
    kofi.go(f"{need.split('/needs/')[0]}/needs/{need.split('/needs/')[1][:36]}/change/")
    kofi.fill("What matters to them about it", f"Standing at the sink, {mark}")
    kofi.fill("Why did it change?", "He told me")
    kofi.tap("Save for Alf Garrity")

    marcus.sign_in("marcus")
    marcus.go("/reviews-due/")
    marcus.reads(f"Slipped by the sink, {mark}")
    marcus.go(f"{page}care-plan/review/")
    marcus.reads("What happened and what changed since then", f"Slipped by the sink, {mark}")
    marcus.reads("Need, by Kofi Mensah", f"Standing at the sink, {mark}")
    expect(marcus.page.get_by_text("Need, by Kofi Mensah")).to_have_count(1)
    for goal in marcus.page.locator("section.goal", has=marcus.page.get_by_role("radio")).all():
        marcus.pick(goal.get_by_label("Going well", exact=True))
    marcus.fill("What was decided, and why", f"A mat by the sink, {mark}")
    agrees(marcus, "We stood at the sink together.")
    fills_day(marcus, "Next review", day_in(60))
    marcus.tap("Sign off the review")
    marcus.reads("Review signed off")
    marcus.go("/reviews-due/")
    expect(marcus.page.get_by_text(f"Slipped by the sink, {mark}")).to_have_count(0)


def test_what_is_for_a_time_only_reaches_every_shift_and_falls_away(visitor, has_scripts):
    mark = "with scripts" if has_scripts else "without scripts"
    sunil, kofi = at(visitor, has_scripts), at(visitor, has_scripts)
    sunil.sign_in("sunil")
    opens(sunil, "Art Green", "green")
    sunil.tap("Read the whole plan")
    plan = sunil.page.url.removeprefix(sunil.stack.base_url)
    sunil.tap("Add something for a time only")
    sunil.fill("What we do", f"Sit him up at night, {mark}")
    sunil.fill("Why it is for a time only", "Home from hospital")
    fills_day(sunil, "Until", day_in(60))
    sunil.tap("Save for Art Green")
    sunil.reads("or earlier")
    assert sunil.page.get_by_label("What we do").input_value() == f"Sit him up at night, {mark}"
    fills_day(sunil, "Until", day_in(7))
    sunil.tap("Save for Art Green")
    sunil.reads("Every shift sees it now", f"Until {day_in(7):%A} {day_in(7).day}")

    kofi.sign_in("kofi")
    for path in ("", "today/", "record/"):
        kofi.go(plan.removesuffix("care-plan/") + path)
        kofi.reads(f"Sit him up at night, {mark}", "Until")

    # one whose last day is over is in no plan of today, though nobody took it out
    sunil.go(f"{plan}draft/")
    if sunil.page.get_by_role("button", name="Start a draft").count():
        sunil.tap("Start a draft for Art Green")
    sunil.tap("Add what we do")
    sunil.fill("What we do", f"Ice on the knee, {mark}")
    unfolds(sunil, "More: who")
    fills_day(sunil, "Until", day_in(-1))
    sunil.tap("Save for Art Green")
    sunil.reads("Instruction saved")
    expect(sunil.page.get_by_text(f"Ice on the knee, {mark}")).to_have_count(0)
    sunil.tap("Take out this draft")
    sunil.fill("Why?", "It was to try it")
    sunil.tap("Take out for Art Green")


def test_what_the_plan_asks_for_is_done_in_three_taps_and_shows_back(visitor, has_scripts):
    kofi = at(visitor, has_scripts)
    kofi.sign_in("kofi")
    opens(kofi, "Alf Garrity", "Garrity")
    page = kofi.page.url.removeprefix(kofi.stack.base_url)
    kofi.go(f"{page}record/")
    asked = kofi.page.locator("a[href*='instruction=']").first
    if not asked.is_visible():  # nothing is asked for at this hour of the day
        unfolds(kofi, "More from the plan")
    words = asked.inner_text().strip()

    kofi.follow(asked)
    kofi.choose("Done")
    kofi.tap("Save this for Alf Garrity")
    why = kofi.page.locator("[name=outcome_reason]")
    if kofi.page.get_by_text("Say why it was later").count():  # at night the day's windows are over
        why.fill("He asked for it later")
        kofi.tap("Save this for Alf Garrity")

    kofi.reads("From the plan:")
    kofi.go(f"{page}care-plan/")
    kofi.reads(words, "today by Kofi Mensah")
    assert len(SHEETS.findall(kofi.page.pdf(format="A4"))) >= 1


def test_of_two_who_review_at_once_the_second_sees_what_the_first_found(visitor, has_scripts):
    mark = "with scripts" if has_scripts else "without scripts"
    first, second = at(visitor, has_scripts), at(visitor, has_scripts)
    for marcus in (first, second):
        marcus.sign_in("marcus")
        opens(marcus, "Dot Pemberton", "Pemberton")
        marcus.tap("Read the whole plan")
        marcus.tap("Review this plan")
        for goal in marcus.page.locator("section.goal", has=marcus.page.get_by_role("radio")).all():
            marcus.pick(goal.get_by_label("Going well", exact=True))
        agrees(marcus, "We sat together.")
        fills_day(marcus, "Next review", day_in(30))
    first.fill("What was decided, and why", f"She walks further, {mark}")
    first.tap("Sign off the review")
    second.fill("What was decided, and why", f"Nothing new, {mark}")
    second.tap("Sign off the review")

    second.reads("What Marcus Webb found", f"She walks further, {mark}")
    decided = second.page.get_by_label("What was decided, and why")
    assert decided.input_value() == f"Nothing new, {mark}"
    second.tap("Sign off the review")
    second.reads("Review signed off", f"She walks further, {mark}", f"Nothing new, {mark}")
