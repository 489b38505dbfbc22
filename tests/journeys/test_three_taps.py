"""Common care is recorded in three taps once the person is chosen, and only once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dailycare.kinds import meal_at
from tests.journeys.conftest import Visitor

# What was done, the answer, and how it reads once it is on the record.
COMMON = [
    ("Food", "All of it", "All of it, {meal}"),
    ("Drink", "200 ml", "200 ml"),
    ("Wash and dress", "With one helper", "With one helper"),
    ("Toilet", "Passed urine", "Passed urine"),
    ("Mood", "Content", "Content"),
    ("Sleep", "Asleep", "Asleep"),
    ("Moving", "With a reminder", "With a reminder"),
    ("Activity", "Music", "Music"),
]
OTHERS = [
    ("Turn", "On the left side", "On the left side"),
    ("Night check", "Restless", "Restless"),
    ("Pain", "3 of 10", "3 of 10"),
    ("Skin", "Redness", "Redness"),
    ("Contact", "GP", "GP"),
]


class Counting:
    """Somebody whose taps are counted. What is typed is not a tap."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page, self.taps = visitor, visitor.page, 0

    def tap_link(self, name: str) -> None:
        self.taps += 1
        link = self.page.get_by_role("main").get_by_role("link", name=name, exact=True)
        assert link.bounding_box()["height"] >= 48, f"{name} is too small for a thumb"
        link.click()

    def tap_answer(self, name: str) -> None:
        self.taps += 1
        self.page.get_by_label(name, exact=True).check()

    def tap_save(self) -> None:
        self.taps += 1
        self.page.get_by_role("button", name=re.compile("^Save ")).click()


def on_the_page_of_mr_green(visitor: Visitor) -> Counting:
    visitor.go("/people/?q=green")
    visitor.tap("Art Green")
    return Counting(visitor)


def records_all(kofi: Visitor, begin, what=COMMON) -> None:
    meal = meal_at(timezone.localtime().hour).capitalize()
    for kind, answer, said in what:
        counting = begin(kofi)
        counting.tap_link(kind)
        counting.tap_answer(answer)
        counting.tap_save()
        kofi.reads("Saved", said.format(meal=meal))
        assert counting.taps <= 3, f"{kind} took {counting.taps} taps"


def test_each_common_kind_takes_three_taps_from_the_page_of_a_person(visitor):
    kofi = visitor()
    kofi.sign_in("kofi")

    records_all(kofi, on_the_page_of_mr_green)


def test_and_from_the_list_of_whom_to_record(visitor):
    def chosen(kofi: Visitor) -> Counting:
        kofi.page.goto(kofi.stack.base_url + "/record/")
        kofi.page.get_by_role("link", name="Art Green", exact=True).click()
        return Counting(kofi)

    kofi = visitor()
    kofi.sign_in("kofi")

    records_all(kofi, chosen, [*COMMON, *OTHERS])


def test_what_is_unusual_is_asked_about_and_one_tick_saves_it(visitor):
    kofi = visitor()
    kofi.sign_in("kofi")
    counting = on_the_page_of_mr_green(kofi)
    counting.tap_link("Drink")
    kofi.fill("Or type it", "20000")
    counting.tap_save()
    kofi.reads("Is 20,000 ml right?")

    counting.tap_answer("Yes, 20,000 ml is right")
    counting.tap_save()

    kofi.reads("Saved", "20,000 ml")
    kofi.page.get_by_role("link", name="Undo or correct").click()
    kofi.reads("Asked about, and confirmed")


def test_a_note_takes_two_taps_beside_its_words(visitor, has_scripts):
    kofi = visitor()
    kofi.sign_in("kofi")
    counting = on_the_page_of_mr_green(kofi)

    counting.tap_link("Note")
    kofi.fill("What happened?", f"He waved to the postman, scripts {has_scripts}.")
    counting.tap_save()

    kofi.reads("Saved", "Note")
    assert counting.taps == 2


def times_written(kofi: Visitor, words: str) -> int:
    on_the_page_of_mr_green(kofi)
    return kofi.page.locator(".note", has_text=words).count()


def test_a_double_tap_and_a_way_back_record_once(visitor, has_scripts):
    words = f"From the blue cup, scripts {has_scripts}."
    kofi = visitor()
    kofi.sign_in("kofi")
    counting = on_the_page_of_mr_green(kofi)
    counting.tap_link("Drink")
    counting.tap_answer("150 ml")
    kofi.fill("Anything to add?", words)

    kofi.page.get_by_role("button", name="Save drink for Art Green").dblclick()
    kofi.reads("Saved", "150 ml")
    kofi.page.go_back()
    kofi.page.get_by_role("button", name="Save drink for Art Green").click()
    kofi.page.wait_for_load_state()

    assert times_written(kofi, words) == 1


@pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
def test_a_meal_of_another_time_is_not_named_by_the_clock(visitor):
    kofi = visitor()
    kofi.sign_in("kofi")
    counting = on_the_page_of_mr_green(kofi)
    yesterday = timezone.localdate() - timedelta(days=1)
    counting.tap_link("Food")
    counting.tap_answer("About half")
    kofi.page.get_by_text("When:").click()
    kofi.page.get_by_label("Day", exact=True).fill(str(yesterday.day))
    kofi.page.get_by_label("Month", exact=True).fill(str(yesterday.month))
    kofi.page.get_by_label("Year", exact=True).fill(str(yesterday.year))
    kofi.page.get_by_label("Time", exact=True).fill("08:10")
    counting.tap_save()

    kofi.reads("Saved", "About half, Breakfast")
    expect(kofi.page.get_by_role("link", name="Undo or correct")).to_be_visible()
