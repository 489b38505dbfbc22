"""Words that somebody typed find their author, however their session ended (decision 0031)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts import queries, slips
from accounts.models import Draft
from governance.services import acting_for
from tests.accounts.conftest import code_of, sign_in, submit
from tests.people import PASSWORD, signed_in

KEEP = "/me/drafts/keep/"
NOTE = {"kind": "general", "text": "Joan told me about the signal box"}


def drafts(user) -> list[Draft]:
    with acting_for(user.provider_id):
        return list(queries.drafts_of(user))


def page_for_a_note(person) -> str:
    return f"/people/{person.pk}/record/?kind=general"


def hidden(browser: Client, path: str) -> dict[str, str]:
    """What the form of a page sends unseen: its token, its slip, the id of its entry."""
    body = browser.get(path).content.decode()
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))


@pytest.fixture
def clock():
    """A clock that the test moves."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def page(cast) -> str:
    """The page where Ada writes a note about Joan."""
    return page_for_a_note(cast.joan)


@pytest.fixture
def typed(browser, page) -> dict[str, str]:
    """What Ada has typed there, and not sent yet."""
    sign_in(browser, "ada")
    return hidden(browser, page) | NOTE


def left_alone(browser, clock) -> None:
    clock.shift(timedelta(minutes=20))


def signed_out_in_another_tab(browser, clock) -> None:
    submit(browser, "/sign-out/")


def cookies_gone(browser, clock) -> None:
    del browser.cookies["sessionid"]


OVER = [left_alone, signed_out_in_another_tab, cookies_gone]


@pytest.mark.parametrize("ends", OVER)
def test_a_note_saved_after_the_session_is_kept_and_comes_back(
    cast, browser, page, typed, clock, ends
):
    ends(browser, clock)

    answer = browser.post(page, typed)

    assert answer.url.startswith("/sign-in/?next=/people/")
    assert b"What you typed is kept for you" in browser.get(answer.url).content
    back = submit(browser, answer.url, login="ada", password=PASSWORD, next=page)
    body = browser.get(back.url).content.decode()
    assert back.url == page
    assert NOTE["text"] in body
    assert "You had not saved this" in body
    assert hidden(browser, page)["entry_id"] == typed["entry_id"]


@pytest.mark.parametrize("ends", OVER)
def test_what_is_typed_after_the_session_is_still_kept(cast, browser, page, typed, clock, ends):
    ends(browser, clock)

    answer = browser.post(KEEP, typed)

    assert (answer.status_code, answer.content) == (202, b"")
    assert [draft.path for draft in drafts(cast.ada)] == [page]


def test_what_is_being_typed_is_kept_under_its_own_page(cast, browser, page, typed):
    answer = browser.post(KEEP, typed)

    assert answer.status_code == 204
    assert [draft.path for draft in drafts(cast.ada)] == [page]


def test_an_older_form_of_the_same_worker_comes_back_to_be_saved(cast, browser, page, typed):
    signed_out_in_another_tab(browser, None)
    sign_in(browser, "ada")

    answer = browser.post(page, typed, follow=True)

    assert NOTE["text"] in answer.content.decode()
    assert "What you typed is kept for you" in answer.content.decode()
    assert hidden(browser, page)["entry_id"] == typed["entry_id"]


def test_a_colleague_who_signed_in_there_neither_sees_nor_signs_the_words(
    cast, browser, page, typed
):
    signed_out_in_another_tab(browser, None)
    submit(browser, "/sign-in/", login="sunil", password=PASSWORD)

    answer = browser.post(page, typed)

    assert answer.status_code == 403
    assert b"kept for whoever typed it" in answer.content
    assert b"signal box" not in answer.content
    assert browser.post(KEEP, typed).status_code == 202
    assert b"signal box" not in browser.get(page).content
    assert b"Not saved yet" not in browser.get("/more/").content
    assert drafts(cast.sunil) == []
    assert [draft.path for draft in drafts(cast.ada)] == [page]


def test_a_colleague_who_signs_in_after_the_save_does_not_see_the_words(cast, browser, page, typed):
    signed_out_in_another_tab(browser, None)
    answer = browser.post(page, typed)

    submit(browser, answer.url, login="sunil", password=PASSWORD, next=page)

    assert b"signal box" not in browser.get(page).content
    assert submit_to(browser, f"/me/drafts/{drafts(cast.ada)[0].pk}/discard/").status_code == 404
    assert len(drafts(cast.ada)) == 1


def submit_to(browser: Client, path: str):
    """Send a form without fields, with the token of another page."""
    return browser.post(
        path, {"csrfmiddlewaretoken": hidden(browser, "/more/")["csrfmiddlewaretoken"]}
    )


def test_a_form_of_an_older_sign_in_returns_to_the_door_when_nobody_is_signed_in(
    browser, page, typed
):
    signed_out_in_another_tab(browser, None)
    submit(browser, "/sign-in/", login="sunil", password=PASSWORD)
    signed_out_in_another_tab(browser, None)

    answer = browser.post(page, typed, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/sign-in/?next=/people/")
    assert b"What you typed is kept for you" in answer.content


def test_words_of_a_page_about_staff_come_back_too(cast, clock, browser):
    page = "/staff/add/"
    sign_in(browser, "marcus")
    submit(browser, "/sign-in/second-step/", code=code_of(cast.marcus))
    typed = hidden(browser, page) | {"name": "Bea Moss"}
    clock.shift(timedelta(minutes=20))

    answer = browser.post(page, typed)

    submit(browser, answer.url, login="marcus", password=PASSWORD, next=page)
    back = submit(browser, "/sign-in/second-step/", code=code_of(cast.marcus))
    assert back.url == page
    assert b'value="Bea Moss"' in browser.get(page).content


@pytest.mark.parametrize("slip", ["", "made up", "WyJ4Il0:1:x"])
def test_a_form_without_a_slip_of_ours_plants_nothing_and_is_told_so(cast, client, page, slip):
    door = client.post(page, NOTE | {"slip": slip})

    assert b"so it is not saved" in client.get(door.url).content
    assert client.post(KEEP, NOTE | {"slip": slip}).status_code == 400
    assert drafts(cast.ada) == []


def test_a_slip_is_read_as_long_as_a_draft_is_kept(cast, clock):
    slip = slips.write(cast.ada.pk, "/people/")
    clock.shift(timedelta(days=29))
    assert slips.read(slip) == (cast.ada.pk, "/people/")

    clock.shift(timedelta(days=2))

    assert slips.read(slip) is None


def test_nothing_is_kept_for_an_account_that_was_closed(cast, client, page):
    slip = slips.write(cast.ada.pk, page)
    cast.ada.is_active = False
    with acting_for(cast.provider.pk):
        cast.ada.save(update_fields=["is_active"])

    assert client.post(KEEP, NOTE | {"slip": slip}).status_code == 400
    assert drafts(cast.ada) == []


def test_the_slip_itself_is_not_kept(cast, client, page):
    client.post(KEEP, NOTE | {"slip": slips.write(cast.ada.pk, page)})

    with acting_for(cast.provider.pk):
        assert queries.draft_of(cast.ada, page) == NOTE


def test_a_note_and_a_drink_are_kept_side_by_side(cast, client):
    signed_in(client, cast.ada)
    start = f"/people/{cast.joan.pk}/record/"
    for kind in ("general", "drink", "unheard_of"):
        path = f"{start}?kind={kind}"
        client.post(KEEP, {"kind": kind, "text": kind, "slip": slips.write(cast.ada.pk, path)})

    body = client.get(start).content.decode()

    assert body.count("Not saved yet") == 2
    assert f'href="{start}?kind=general"' in body
    assert "\ndrink</textarea>" in client.get(f"{start}?kind=drink").content.decode()


def test_a_slip_that_is_signed_for_something_else_is_none(cast):
    assert slips.read(f"{cast.ada.pk}:x:y") is None
