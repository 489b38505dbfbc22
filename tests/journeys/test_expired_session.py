"""A session ends while somebody writes: they sign in, and every word is there, to be saved once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from dscr.demonstration.sign_ins import PASSWORD
from tests.journeys.conftest import Visitor

FORGET = (
    "from django.contrib.sessions.backends.cached_db import SessionStore as S; S('{key}').delete()"
)
BOX = "What happened?"


def begins_a_note(kofi: Visitor) -> None:
    kofi.sign_in("kofi")
    if kofi.has_scripts:
        kofi.is_ready_for_no_signal()
    kofi.go("/people/?q=green")
    kofi.tap("Record care for Art Green")
    kofi.tap("Note")


def end_on_the_server(kofi: Visitor) -> None:
    cookies = {cookie["name"]: cookie["value"] for cookie in kofi.page.context.cookies()}
    kofi.stack.manage("shell", "--command", FORGET.format(key=cookies["sessionid"]))


def end_in_another_tab(kofi: Visitor) -> None:
    tab = Visitor(kofi.page.context.new_page(), kofi.stack, kofi.codes, has_scripts=False)
    tab.go("/more/")
    tab.page.get_by_role("main").get_by_role("button", name="Sign out").click()
    tab.page.wait_for_url("**/sign-in/**")
    tab.page.close()


def signs_in(visitor: Visitor, username: str) -> None:
    visitor.fill("User name", username)
    visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visitor.tap("Sign in")


def times_written(kofi: Visitor, words: str) -> int:
    kofi.go("/people/?q=green")
    kofi.tap("Art Green")
    return kofi.page.locator(".note", has_text=words).count()


@pytest.mark.parametrize("end", [end_on_the_server, end_in_another_tab])
def test_a_note_outlives_the_session_and_is_saved_once(
    visitor, end: Callable[[Visitor], None], has_scripts
):
    words = f"He hummed in the bath: {end.__name__}, scripts {has_scripts}."
    kofi = visitor()
    begins_a_note(kofi)
    end(kofi)
    kofi.fill(BOX, words)
    kofi.tap("Save note for Art Green")

    if has_scripts and end is end_on_the_server:  # it waits on the device for its author
        kofi.says("Something of Kofi Mensah waits for them to sign in")
        signs_in(kofi, "kofi")
        kofi.says("All saved")
    else:
        kofi.reads("What you typed is kept for you, and not saved yet")
        signs_in(kofi, "kofi")
        kofi.reads("You had not saved this")
        expect(kofi.page.get_by_label(BOX)).to_have_value(words)
        kofi.tap("Save note for Art Green")
        kofi.reads("Saved")
    assert times_written(kofi, words) == 1


def test_a_colleague_who_signs_in_there_does_not_see_the_words(visitor, has_scripts):
    words = f"For Kofi alone to save, scripts {has_scripts}"
    kofi = visitor()
    begins_a_note(kofi)
    end_on_the_server(kofi)
    kofi.fill(BOX, words)
    kofi.tap("Save note for Art Green")
    signs_in(kofi, "ada")

    assert words not in kofi.page.content()
    assert times_written(kofi, words) == 0


@pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
def test_the_page_says_that_the_session_is_over_while_somebody_types(visitor):
    words = "She laughed at the radio, and asked for more of it."
    kofi = visitor()
    begins_a_note(kofi)
    end_on_the_server(kofi)
    kofi.fill(BOX, words)

    expect(kofi.page.get_by_role("alert")).to_contain_text(
        "You are signed out. What you type is kept", timeout=20_000
    )
    expect(kofi.page.locator("#saved-state")).to_contain_text("You are signed out")
    expect(kofi.page.get_by_label(BOX)).to_have_value(words)
    kofi.looks_right()
    kofi.tap("Save note for Art Green")
    signs_in(kofi, "kofi")
    kofi.says("All saved")
    assert times_written(kofi, words) == 1
