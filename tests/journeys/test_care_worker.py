"""A care worker meets Mr Green, records his breakfast in three taps, and writes a note."""

import re
import time

from django.utils import timezone
from playwright.sync_api import expect

from dailycare.kinds import meal_at
from tests.journeys.conftest import Visitor

SAVED_WITHIN = 1.0


def finds_mr_green(visitor: Visitor) -> None:
    visitor.go("/people/")
    visitor.fill("Find by name", "green")
    if visitor.has_scripts:
        expect(visitor.page.locator("#people > li:visible")).to_have_count(1)
    else:
        visitor.tap("Find")
    visitor.tap("Art Green")


def test_records_breakfast_in_three_taps_and_a_note(visitor):
    kofi = visitor()
    kofi.sign_in("kofi")
    finds_mr_green(kofi)

    # who he is, in a minute, and what must never be missed
    kofi.reads(
        "Know Art in a minute", "Speak to my left side", "Penicillin", "no decision recorded"
    )
    kofi.tap("Read all of About Me")
    kofi.has_heading("About Me")
    kofi.tap("Art Green")

    # three taps after choosing the person: food, all of it, save; the time says which meal it was
    meal = meal_at(timezone.localtime().hour).capitalize()
    kofi.tap("Food")
    kofi.choose("All of it")
    started = time.monotonic()
    kofi.page.get_by_role("button", name="Save food for Art Green").click()
    kofi.reads("Saved", f"All of it, {meal}")
    assert time.monotonic() - started < SAVED_WITHIN
    kofi.looks_right()

    # and what is particular, in words
    kofi.tap("Note")
    kofi.fill("What happened?", "He told me about the signal box & asked for <brown> toast.")
    kofi.tap("Save note for Art Green")
    kofi.tap("Art Green")
    kofi.reads("asked for <brown> toast", f"All of it, {meal}", "Kofi Mensah")


def test_a_wrong_form_says_what_to_mend_and_keeps_the_words(visitor):
    ada = visitor()
    ada.sign_in("ada")
    finds_mr_green(ada)
    ada.tap("Drink")
    ada.fill("Anything to add?", "Left half of it on the sill")
    ada.tap("Save drink for Art Green")

    ada.reads("Choose an answer: how much did they drink?")
    expect(ada.page.get_by_label("Anything to add?")).to_have_value("Left half of it on the sill")


def test_puts_right_what_was_wrong(visitor):
    ada = visitor()
    ada.sign_in("ada")
    finds_mr_green(ada)
    ada.tap("Drink")
    ada.choose("250 ml")
    ada.tap("Save drink for Art Green")
    ada.tap("Undo or correct")
    ada.tap("Correct this entry")
    ada.choose("150 ml")
    ada.fill("Why is it corrected?", "It was the small cup")
    ada.tap("Save correction for Art Green")

    ada.reads("It was the small cup", "150 ml", "Version 2")


def test_reads_years_of_notes(visitor):
    ada = visitor()
    ada.sign_in("ada")
    finds_mr_green(ada)
    ada.tap("All notes, by day, kind and words")
    first = ada.page.locator(".note").first.inner_text()
    ada.tap("Older notes")
    assert ada.page.locator(".note").first.inner_text() != first
    ada.tap("The newest")
    ada.page.get_by_text("Filter the notes").click()
    ada.page.get_by_label("What was done").select_option("Mood")
    ada.tap("Show these notes")
    kinds = ada.page.locator(".note h3").all_inner_texts()
    assert kinds
    assert all(re.match("Mood", kind) for kind in kinds)


def test_by_keyboard_alone(visitor, has_scripts):
    kofi = visitor()
    kofi.sign_in("kofi")
    page = kofi.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    if has_scripts:
        page.locator("body").press("/")
        expect(page.get_by_label("Find by name")).to_be_focused()
    page.get_by_label("Find by name").focus()
    page.keyboard.type("green")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=green*")
    page.get_by_role("link", name="Record care for Art Green").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/")
    page.get_by_role("link", name="Drink", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=drink")
    page.get_by_label("50 ml", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_label("200 ml", exact=True)).to_be_checked()
    page.keyboard.press("Enter")
    kofi.reads("Saved", "200 ml")
