"""Sessions on a shared device: short, one worker's at a time, and nobody's words another's."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import queries, sessions
from accounts.models import Draft, User
from dailycare.models import CareEntry
from governance.ids import uuid7
from governance.services import acting_for
from tests.accounts.sharing import (
    OTHER_PIN,
    a_tablet,
    has_pin,
    held,
    pick,
    sign_in_fully,
    signed_in_on,
    submit_change,
)
from tests.people import signed_in

PICKER = "/sign-in/who/"
WORDS = "Joan asked for her daughter"


@pytest.fixture
def clock():
    """A clock that the test moves."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def shared(cast, browser):
    """The tablet of Rosewood after Ada and Sunil, who have PINs, signed in fully on it."""
    has_pin(cast.ada)
    has_pin(cast.sunil, OTHER_PIN)
    held(browser, a_tablet(cast))
    sign_in_fully(browser, cast.ada)
    sign_in_fully(browser, cast.sunil)
    return browser


def drafts(user) -> list[Draft]:
    with acting_for(user.provider_id):
        return list(queries.drafts_of(user))


@pytest.mark.parametrize(("seconds", "is_open"), [(299, True), (301, False)])
def test_a_session_on_a_shared_device_ends_after_5_idle_minutes(
    cast, shared, clock, seconds, is_open
):
    pick(shared, cast.ada)
    clock.shift(timedelta(seconds=seconds))

    answer = shared.get("/more/")

    assert (answer.status_code == 200) is is_open
    if not is_open:
        assert answer.url == "/sign-in/who/?next=/more/"
        page = shared.get(answer.url).content.decode()
        assert "nobody used this for 5 minutes" in page


def test_the_same_holds_for_a_full_sign_in_there(cast, client, clock):
    signed_in_on(client, cast.ada, a_tablet(cast))
    clock.shift(timedelta(minutes=6))

    assert client.get("/more/").status_code == 302


def test_an_office_keeps_its_15_minutes(cast, client, clock):
    signed_in(client, cast.ada)
    clock.shift(timedelta(minutes=14))

    assert client.get("/more/").status_code == 200


def test_whoever_reads_or_types_keeps_the_session(cast, shared, clock):
    """The script tells so; without scripts each page does."""
    pick(shared, cast.ada)
    for _ in range(20):
        clock.shift(timedelta(seconds=20))
        assert shared.get("/me/here/").status_code == 204

    assert shared.get("/more/").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/offline/held/"])
def test_what_the_device_asks_by_itself_keeps_no_session(cast, shared, clock, path):
    pick(shared, cast.ada)
    for _ in range(6):
        clock.shift(timedelta(minutes=1))
        shared.get(path)

    page = shared.get("/more/", follow=True).content.decode()
    assert "nobody used this for 5 minutes" in page


def test_the_pulse_of_the_server_ends_no_session(cast, shared):
    pick(shared, cast.ada)

    shared.get("/healthz")

    assert shared.get("/more/").status_code == 200


def test_a_session_that_was_begun_elsewhere_does_not_come_to_the_device(cast, client):
    signed_in(client, cast.ada)

    assert held(client, a_tablet(cast)).get("/more/").url == "/sign-in/who/?next=/more/"


def test_change_worker_ends_the_session_and_asks_who_works_now(cast, shared, acts):
    pick(shared, cast.ada)

    answer = submit_change(shared)

    assert answer.url == PICKER
    assert shared.get("/people/").url.startswith(PICKER)
    assert acts(cast.ada)[-1] == ("sign_out", "changed worker", "done")
    assert submit_change(shared).url == PICKER


def test_every_page_of_a_shared_device_has_the_way_to_change_and_no_other_has(cast, shared, client):
    pick(shared, cast.ada)
    signed_in(client, cast.ada)

    for path in ("/people/", "/more/", "/nowhere/"):
        assert "Change worker" in shared.get(path).content.decode()
        assert "Change worker" not in client.get(path).content.decode()


def test_the_same_worker_goes_on_where_they_were(cast, shared, clock):
    pick(shared, cast.ada)
    path = f"/people/{cast.joan.pk}/"
    clock.shift(timedelta(minutes=6))
    asks = shared.get(path).url

    assert pick(shared, cast.ada, path=asks).url == path


def test_another_worker_does_not_land_on_the_person_of_the_one_before(cast, shared, clock):
    """Right person: whoever comes in next chooses whom they are with."""
    pick(shared, cast.ada)
    clock.shift(timedelta(minutes=6))
    asks = shared.get(f"/people/{cast.joan.pk}/").url

    assert pick(shared, cast.sunil, OTHER_PIN, path=asks).url == "/"


@pytest.mark.parametrize(("who", "goes_to"), [("ada", "/people/"), ("sunil", "/")])
def test_nor_do_they_with_their_password(cast, shared, who, goes_to):
    pick(shared, cast.ada)
    asks = submit_change(shared, next="/people/", password="yes").url
    page = shared.get(asks)
    token = str(page.context["csrf_token"])
    typed = {"login": who, "password": "correct horse battery staple", "next": "/people/"}

    answer = shared.post(asks, {"csrfmiddlewaretoken": token, **typed})

    assert asks == "/sign-in/?next=%2Fpeople%2F"
    assert answer.url == goes_to


def test_change_worker_leads_to_this_host_only(cast, shared):
    pick(shared, cast.ada)

    assert submit_change(shared, next="https://elsewhere.example/").url == PICKER


def entries(cast) -> list[CareEntry]:
    with acting_for(cast.provider.pk):
        return list(CareEntry.objects.filter(text=WORDS))


def begun_by_ada(cast, shared) -> tuple[str, dict[str, str]]:
    """A note that Ada typed and did not save: its page, and what its form would send."""
    pick(shared, cast.ada)
    path = f"/people/{cast.joan.pk}/record/?kind=general"
    page = shared.get(path)
    now = timezone.localtime()
    typed = {
        "csrfmiddlewaretoken": str(page.context["csrf_token"]),
        "slip": re.search(r'name="slip" value="([^"]+)"', page.content.decode())[1],
        "entry_id": str(uuid7()),
        "kind": "general",
        "text": WORDS,
        "outcome": "done",
        "time": f"{now:%H:%M}",
        **{f"day-{part}": getattr(now, part) for part in ("day", "month", "year")},
    }
    return path, typed


def test_a_form_of_the_worker_before_is_never_saved_by_the_one_after(cast, shared):
    path, typed = begun_by_ada(cast, shared)
    submit_change(shared)
    pick(shared, cast.sunil, OTHER_PIN)

    answer = shared.post(path, typed)

    assert answer.status_code == 403
    assert WORDS not in answer.content.decode()
    assert entries(cast) == []
    assert drafts(cast.sunil) == []
    assert len(drafts(cast.ada)) == 1


def test_its_author_finds_the_words_and_saves_them_once(cast, shared):
    path, typed = begun_by_ada(cast, shared)
    submit_change(shared)
    pick(shared, cast.sunil, OTHER_PIN)
    shared.post(path, typed)
    submit_change(shared)
    pick(shared, cast.ada)

    assert WORDS in shared.get(drafts(cast.ada)[0].path).content.decode()
    token = shared.cookies["csrftoken"].value
    shared.post(path, typed | {"csrfmiddlewaretoken": token})

    assert [entry.recorded_by_id for entry in entries(cast)] == [cast.ada.pk]
    assert drafts(cast.ada) == []


def test_what_is_kept_on_the_way_out_finds_its_author_after_the_session(cast, shared):
    """The script sends what was typed while the session ends: either may be first."""
    _, typed = begun_by_ada(cast, shared)
    submit_change(shared)

    answer = shared.post("/me/drafts/keep/", typed)

    assert answer.status_code == 202
    assert [draft.author_id for draft in drafts(cast.ada)] == [cast.ada.pk]


def test_without_scripts_a_form_sent_after_5_idle_minutes_is_kept_for_its_author(
    cast, shared, clock
):
    path, typed = begun_by_ada(cast, shared)
    clock.shift(timedelta(minutes=6))

    asks = shared.post(path, typed).url

    assert asks.startswith(f"{PICKER}?next=/people/")
    assert entries(cast) == []
    assert pick(shared, cast.sunil, OTHER_PIN, path=asks).url == "/"
    submit_change(shared)
    page = pick(shared, cast.ada, path=asks)
    assert len(drafts(cast.ada)) == 1
    assert page.status_code == 302


def test_a_page_says_after_how_long_a_shared_device_hides_it(cast, shared, client):
    pick(shared, cast.ada)

    assert b'data-hides-after="120" data-ends-after="300"' in shared.get("/people/").content
    assert b"data-hides-after" not in signed_in(client, cast.ada).get("/people/").content


def test_what_a_pin_began_is_known_to_be_so_until_it_ends(cast, shared):
    pick(shared, cast.ada)
    assert shared.session[sessions.BY_PIN]
    assert "You came in by PIN" in shared.get("/more/").content.decode()

    submit_change(shared)

    assert sessions.BY_PIN not in shared.session


def test_who_comes_after_a_closed_account_has_no_more_than_a_pin_gives(cast, shared):
    """Django empties the session that the closed account left behind, while it signs in."""
    pick(shared, cast.ada)
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)

    pick(shared, cast.sunil, OTHER_PIN)

    assert shared.session[sessions.BY_PIN]
    assert shared.get("/me/pin/").status_code == 403


def test_a_full_sign_in_after_a_pin_gives_all_that_it_gives(cast, shared):
    pick(shared, cast.ada)

    asks = submit_change(shared, next="/me/pin/", password="yes").url
    sign_in_fully(shared, cast.ada)

    assert asks.startswith("/sign-in/?")
    assert sessions.BY_PIN not in shared.session
