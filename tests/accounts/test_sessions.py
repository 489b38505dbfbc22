"""Sessions that end, and words that survive them (SEC-04)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import queries, services
from accounts.models import Draft
from governance.services import acting_for
from nhsui.dates import Parts
from tests.accounts.conftest import sign_in
from tests.people import PASSWORD, signed_in

PAGE = "/staff/add/"
WORDS = {"name": "Bea Moss", "username": "bea"}


@pytest.fixture
def clock():
    """A clock that the test moves."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def drafts(user) -> list[Draft]:
    with acting_for(user.provider_id):
        return list(queries.drafts_of(user))


@pytest.mark.parametrize(
    ("minutes", "is_open"), [(14, True), (15, True), (16, False), (16 * 60, False)]
)
def test_a_session_ends_after_15_idle_minutes(cast, client, clock, minutes, is_open):
    signed_in(client, cast.ada)

    clock.shift(timedelta(minutes=minutes))

    assert (client.get("/more/").status_code == 200) is is_open


def test_a_session_that_is_used_ends_after_12_hours(cast, client, clock, acts):
    signed_in(client, cast.ada)
    for _ in range(6 * 12):
        clock.shift(timedelta(minutes=10))
        assert client.get("/more/").status_code == 200

    clock.shift(timedelta(minutes=1))

    assert client.get("/more/").status_code == 302
    assert acts(cast.ada)[-1] == ("sign_out", "you signed in 12 hours ago", "done")


def test_a_page_that_asks_by_itself_keeps_no_session_alive(cast, client, clock):
    signed_in(client, cast.marcus)

    for _ in range(4):
        clock.shift(timedelta(minutes=5))
        answer = client.get(f"/people/{cast.joan.pk}/gp-record/progress/")

    assert answer.url.startswith("/sign-in/")


def test_the_sign_in_page_says_why_the_session_ended(cast, client, clock):
    signed_in(client, cast.ada)
    clock.shift(timedelta(minutes=20))

    page = client.get("/more/", follow=True)

    assert b"You were signed out: nobody used this for 15 minutes" in page.content


def test_saving_the_words_forgets_the_draft(cast, clock, client):
    signed_in(client, cast.marcus)
    with acting_for(cast.provider.pk):
        services.keep_draft(PAGE, {"name": ["Bea"]}, by=cast.marcus)

    client.post(
        PAGE,
        WORDS
        | {"role": "senior", "location": str(cast.home.pk), "employment": "employed"}
        | {"started_on-day": "1", "started_on-month": "3", "started_on-year": "2026"},
    )

    assert drafts(cast.marcus) == []


def test_the_author_can_throw_the_words_away(cast, client):
    signed_in(client, cast.ada)
    services.keep_draft("/people/", {"text": ["Tea"]}, by=cast.ada)
    assert b"Go on with what you wrote" in client.get("/more/").content

    answer = client.post(f"/me/drafts/{drafts(cast.ada)[0].pk}/discard/")

    assert answer.url == "/more/"
    assert drafts(cast.ada) == []


def test_a_forged_form_after_the_session_plants_no_words(cast, clock, browser):
    sign_in(browser, "ada")
    clock.shift(timedelta(minutes=20))

    answer = browser.post("/me/password/", {"text": "planted"})

    assert answer.status_code == 403
    assert drafts(cast.ada) == []


def test_secrets_are_never_kept(cast, clock, client):
    signed_in(client, cast.ada)
    clock.shift(timedelta(minutes=20))

    client.post("/me/password/", {"oldpassword": PASSWORD, "password1": "x", "password2": "x"})

    assert drafts(cast.ada) == []


def test_words_are_sealed_in_the_database(cast):
    services.keep_draft(PAGE, {"text": ["Joan was tearful"]}, by=cast.ada)

    assert "tearful" not in drafts(cast.ada)[0].sealed
    with acting_for(cast.provider.pk):
        assert queries.draft_of(cast.ada, PAGE) == {"text": "Joan was tearful"}


def test_words_sealed_with_a_lost_key_do_not_break_the_page(cast, settings):
    services.keep_draft(PAGE, {"text": ["Tea"]}, by=cast.ada)
    settings.FIELD_KEY = "b" * 43 + "="

    with acting_for(cast.provider.pk):
        assert queries.draft_of(cast.ada, PAGE) == {}


def test_several_answers_and_dates_come_back_as_forms_take_them():
    typed = {"who": ["a", "b"], "on-day": ["3"], "on-month": ["3"], "text": ["Tea"]}

    initial = queries.as_initial(typed)

    assert (initial["who"], initial["text"]) == (["a", "b"], "Tea")
    assert initial["on"] == Parts("3", "3", "")


def test_old_drafts_are_forgotten(cast, clock):
    services.keep_draft("/old/", {"text": ["Tea"]}, by=cast.ada)
    clock.shift(timedelta(days=31))

    services.keep_draft("/new/", {"text": ["Tea"]}, by=cast.ada)

    assert [draft.path for draft in drafts(cast.ada)] == ["/new/"]


def test_nothing_typed_is_no_draft(cast):
    assert services.keep_draft(PAGE, {"text": [""]}, by=cast.ada) is None
    assert drafts(cast.ada) == []


def test_a_button_on_another_page_returns_there(cast, client, clock):
    signed_in(client, cast.ada)
    clock.shift(timedelta(minutes=20))

    answer = client.post(
        "/me/drafts/" + str(cast.joan.pk) + "/discard/",
        headers={"referer": "http://testserver/people/?q=joan#list"},
    )

    assert answer.url == "/sign-in/?next=/people/%3Fq%3Djoan"


def test_a_referer_from_elsewhere_is_not_returned_to(cast, client):
    answer = client.post("/more/", headers={"referer": "https://elsewhere.example/x"})

    assert answer.url == "/sign-in/?next=/more/"


def test_a_fragment_sends_the_whole_window_to_sign_in(cast, client):
    answer = client.get(
        "/people/", headers={"hx-request": "true", "referer": "http://testserver/record/"}
    )

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/sign-in/?next=/record/")


@pytest.mark.parametrize("path", ["/more/", "/staff/", "/people/", "/nowhere/", "/me/password/"])
def test_nothing_about_anybody_stays_in_the_browser(cast, client, path):
    answer = signed_in(client, cast.marcus).get(path)

    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
