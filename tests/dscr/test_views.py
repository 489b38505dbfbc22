"""The first page, the page of everything else, the screen, the pulse."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError

from accounts import services
from accounts.permissions import MAY, Role
from dscr.views import ELSEWHERE
from tests.people import signed_in


def test_the_first_page_sends_staff_to_their_people(cast, client):
    assert client.get("/").url == "/sign-in/?next=/"
    assert signed_in(client, cast.ada).get("/").url == "/people/"


@pytest.mark.parametrize(
    ("who", "role"),
    [("ada", Role.CARE_WORKER), ("marcus", Role.MANAGER), ("adele", Role.ADMINISTRATOR)],
)
def test_more_shows_what_the_role_may_open(cast, client, who, role):
    page = signed_in(client, getattr(cast, who)).get("/more/").content.decode()

    for label, _name, permission in ELSEWHERE:
        assert (label in page) is (permission in MAY[role])
    assert "Change my password" in page
    assert "Not saved yet" not in page


def test_a_page_that_is_not_there_still_leads_to_my_people(cast, client):
    answer = signed_in(client, cast.ada).get("/nowhere/")

    assert answer.status_code == 404
    assert 'href="/people/"' in answer.content.decode()
    assert cast.home.name in answer.content.decode()


def test_more_leads_back_to_words_that_are_not_saved(cast, client):
    services.keep_draft("/people/", {"text": ["Tea"]}, by=cast.ada)

    page = signed_in(client, cast.ada).get("/more/").content.decode()

    assert 'href="/people/"' in page.split("Not saved yet")[1]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_screen_stays_light_or_dark_on_this_device(cast, client, theme):
    signed_in(client, cast.ada)

    answer = client.post("/theme/", {"theme": theme, "next": "/more/"})

    page = client.get(answer.url).content.decode()
    assert f'data-theme="{theme}"' in page
    assert page.count('aria-pressed="true"') == 1


@pytest.mark.parametrize("theme", ["", "pink", '"><script>'])
def test_any_other_screen_follows_the_device(client, theme):
    client.post("/theme/", {"theme": "dark"})

    client.post("/theme/", {"theme": theme})

    assert b"data-theme" not in client.get("/sign-in/").content


def test_the_pulse_answers_while_database_and_cache_do(db, client):
    assert client.get("/healthz").content == b"ok"


def test_the_pulse_stops_with_the_cache(db, client, monkeypatch):
    def gone(*_arguments):
        raise ConnectionError

    monkeypatch.setattr(type(cache._connections["default"]), "get", gone)
    client.raise_request_exception = False

    assert client.get("/healthz").status_code == 500


def test_the_pulse_stops_with_the_database(db, client, monkeypatch):
    def gone():
        raise DatabaseError

    client.raise_request_exception = False
    with monkeypatch.context() as outage:
        outage.setattr("dscr.views.connection.cursor", gone)

        assert client.get("/healthz").status_code == 500


# The frame ------------------------------------------------------------------------------------


def test_the_frame_names_the_place_and_the_way(cast, client):
    page = signed_in(client, cast.ada).get("/more/").content.decode()

    bar = page.split('aria-label="Main"')[1].split("</nav>")[0]
    assert "Rosewood" in page
    assert [name for name in ("My people", "Record", "More") if name in bar] == [
        "My people",
        "Record",
        "More",
    ]
    assert bar.count('aria-current="page"') == 1


def test_the_bar_has_only_what_the_role_may_open(cast, client):
    page = signed_in(client, cast.adele).get("/more/").content.decode()

    assert ">Record<" not in page.split('aria-label="Main"')[1].split("</nav>")[0]


def test_outside_the_door_nobody_is_named(cast, client):
    page = client.get("/sign-in/").content.decode()

    assert 'aria-label="Main"' not in page
    assert "Rosewood" not in page


@pytest.mark.parametrize(("is_on", "times"), [(True, 1), (False, 0)])
def test_a_demonstration_says_so_on_every_page(db, client, settings, is_on, times):
    settings.DEMONSTRATION = is_on

    page = client.get("/sign-in/").content.decode()

    assert page.count("every person here is invented") == times
