"""A shift ends: a senior drafts and signs, a nurse takes over, a worker reads it."""

from tests.journeys.conftest import at


def test_one_shift_hands_over_to_the_next(visitor, has_scripts):
    # what the senior drafts, adds to and signs; the place has a draft of its own each time
    sunil = at(visitor, has_scripts)
    sunil.sign_in("sunil")
    sunil.tap("Handover")
    sunil.tap("Draft the next handover of Rosewood")
    handover = sunil.page.url.removeprefix(sunil.stack.base_url)
    sunil.has_heading("Handover of Rosewood")
    sunil.tap("Add a line, such as staffing or a visit")
    sunil.page.get_by_label("What is it about?").select_option(
        "The service: visitors, faults, supplies"
    )
    sunil.fill("What should the next shift hear?", "The lift is out of order")
    sunil.tap("Add this line")
    sunil.reads("Line added", "The lift is out of order", "Added by Sunil Rao")
    sunil.tap("Change what is said: The lift")
    sunil.fill("What should the next shift hear?", "The lift is out of order until Monday")
    sunil.choose("Say it before everything else")
    sunil.tap("Save this line")
    sunil.reads("To say first", "The lift is out of order until Monday")
    sunil.tap("Hand over Rosewood")
    sunil.reads("Handed over by Sunil Rao", "The next shift has not signed yet")

    # the nurse of the next shift signs too, and then nothing is edited any more
    nora = at(visitor, has_scripts)
    nora.sign_in("nora")
    nora.go(handover)
    nora.tap("Take over Rosewood")
    nora.reads("taken over by Nora Quill", "Nobody yet")
    assert nora.page.get_by_role("link", name="Leave out").count() == 0

    # a worker reads it and ticks it; the lead sees who did
    ada = at(visitor, has_scripts)
    ada.sign_in("ada")
    ada.tap("Handover")
    ada.go(handover)
    ada.tap("I have read this handover")
    ada.reads("You have read it")

    # what was forgotten is added under its own name
    nora.go(handover)
    nora.reads("Ada Lark at ")
    nora.tap("Add an addendum")
    nora.page.get_by_label("What is it about?").select_option("staffing")
    nora.fill("What should the next shift hear?", "The night worker rang in sick")
    nora.tap("Add this addendum")
    nora.reads("Added after it was signed", "The night worker rang in sick", "Added by Nora Quill")


def test_somebody_new_reads_of_a_whole_unit_on_one_page(visitor, has_scripts):
    kofi = at(visitor, has_scripts)
    kofi.sign_in("kofi")
    kofi.tap("Handover")
    kofi.tap("Briefing for somebody new to Garden, Rosewood")

    kofi.has_heading("Briefing: Garden, Rosewood")
    kofi.reads("Art Green", "Penicillin", "Speak to my left side")
