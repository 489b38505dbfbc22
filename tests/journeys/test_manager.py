"""A manager sees what was recorded, reviews Mr Green's plan with him, and signs it off."""

from datetime import date

from tests.journeys.conftest import DESK, PHONE, Visitor, at, day_in, fills_day


def opens_mr_green(visitor: Visitor) -> None:
    visitor.go("/people/?q=green")
    visitor.tap("Art Green")


def next_review(visitor: Visitor) -> date:
    fills_day(visitor, "Next review", day := day_in(28))
    return day


def test_reviews_and_signs_off_the_plan(visitor):
    kofi = visitor(PHONE)
    kofi.sign_in("kofi")
    opens_mr_green(kofi)
    kofi.tap("Note")
    kofi.fill("What happened?", "Walked to the garden gate and back with his frame.")
    kofi.tap("Save note for Art Green")

    marcus = visitor(DESK)
    marcus.sign_in("marcus")
    opens_mr_green(marcus)
    marcus.reads("Walked to the garden gate and back with his frame.", "Kofi Mensah")
    marcus.tap("Read the whole plan")
    marcus.reads("How we support Art", "Two soft boiled eggs")
    marcus.tap("Review this plan")
    marcus.reads("What the notes say")

    # nothing is signed off while an answer is missing, and nothing typed is lost
    marcus.fill("What was decided, and why", "Carry on; he wants to walk further.")
    marcus.tap("Sign off the review for Art Green")
    marcus.reads("Say how this goal is going")
    decided = marcus.page.get_by_label("What was decided, and why")
    assert decided.input_value() == "Carry on; he wants to walk further."

    for goal in marcus.page.locator("section.goal", has=marcus.page.get_by_role("radio")).all():
        goal.get_by_label("Going well", exact=True).check()
    marcus.fill("How the person took part", "Art read it with me and asked for longer walks.")
    marcus.choose("The person agreed it")
    day = next_review(marcus)
    marcus.tap("Sign off the review for Art Green")

    marcus.reads("Review signed off", f"Next review {day:%A} {day.day} {day:%B %Y}")
    marcus.reads("The person agreed it", "Art read it with me")


def test_changes_the_plan_in_a_draft_and_signs_it_off(visitor, has_scripts):
    marcus = at(visitor, has_scripts)
    marcus.sign_in("marcus")
    opens_mr_green(marcus)
    marcus.tap("Read the whole plan")
    marcus.tap("Change the plan in a new draft")
    marcus.tap("Start a draft for Art Green")
    words = f"A short nap after lunch, {'with' if has_scripts else 'without'} the curtains drawn"
    marcus.tap("Add what we do")
    marcus.fill("What we do", words)
    marcus.tap("Save")
    marcus.reads(words)
    marcus.tap("Ask for approval of the plan for Art Green")
    marcus.tap("See what changes and sign off")
    marcus.reads("What changes", words)
    marcus.fill("How the person took part", "He asked for it.")
    marcus.choose("The person agreed it")
    next_review(marcus)
    marcus.tap("Sign off the plan for Art Green")

    marcus.reads(words, "signed off by Marcus Webb")
    marcus.tap("Every version of the plan")
    marcus.reads("Superseded")


def test_two_people_at_one_text_the_second_sees_both(visitor, has_scripts):
    marcus, sunil = at(visitor, has_scripts), at(visitor, has_scripts)
    marcus.sign_in("marcus")
    sunil.sign_in("sunil")
    for someone in (marcus, sunil):
        opens_mr_green(someone)
        someone.go(someone.page.url.removeprefix(someone.stack.base_url) + "about-me/change/")
        someone.reads("About Me")
    heading = "Also worth knowing about me"
    hums = f"I hum when I am {'content' if has_scripts else 'happy'}."
    marcus.fill(heading, hums)
    sunil.fill(heading, "I was a signalman at Harrow Wood box.")
    for someone in (marcus, sunil):
        someone.fill("Why did it change?", "He told me")
        someone.tap("Save")

    sunil.reads("changed this while you were writing", hums)
    assert "signalman at Harrow Wood" in sunil.page.get_by_label(heading).input_value()
