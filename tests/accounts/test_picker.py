"""Coming in by name and PIN on a shared device, and what it is that a PIN begins (SEC-03)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import services
from accounts.devices import writing
from accounts.models import DeviceWorker, User
from governance.services import acting_for
from tests.accounts.conftest import code_of, sign_in, submit
from tests.accounts.sharing import (
    OTHER_PIN,
    PIN,
    a_tablet,
    has_pin,
    held,
    pick,
    sign_in_fully,
    submit_change,
)
from tests.people import SINCE

PICKER = "/sign-in/who/"
NAMES = ("Ada Lark", "Sunil Rao", "Marcus Webb")


@pytest.fixture
def tablet(cast):
    """The tablet of Rosewood."""
    return a_tablet(cast)


@pytest.fixture
def shared(cast, browser, tablet):
    """The tablet after Ada and Sunil, who have PINs, signed in fully on it."""
    has_pin(cast.ada)
    has_pin(cast.sunil, OTHER_PIN)
    held(browser, tablet)
    sign_in_fully(browser, cast.ada)
    sign_in_fully(browser, cast.sunil)
    return browser


def names_on(browser) -> list[str]:
    """Who may be chosen on the picker."""
    page = browser.get(PICKER)
    return [name for name in NAMES if name in page.content.decode()] if page.content else []


def test_whoever_signed_in_fully_comes_back_by_name_and_pin(cast, shared, acts):
    answer = pick(shared, cast.ada)

    assert answer.url == "/"
    page = shared.get("/people/").content.decode()
    assert "Pettigrew" in page
    assert "Ada Lark" in page
    assert acts(cast.ada)[-1] == ("sign_in", "signed in by PIN at Rose unit tablet 1", "done")


def test_the_picker_names_those_who_signed_in_there_today_and_nobody_else(cast, shared):
    has_pin(cast.nora)

    assert names_on(shared) == ["Ada Lark", "Sunil Rao"]


@pytest.mark.parametrize(("hours", "is_there"), [(23.9, True), (24.1, False)])
def test_a_name_stays_on_the_picker_for_24_hours(cast, shared, hours, is_there):
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert names_on(shared) == (["Ada Lark", "Sunil Rao"] if is_there else [])


def ends_post(cast):
    services.end_post(cast.ada.posts.get().pk, ended_on=SINCE, by=cast.marcus)


def closes_account(cast):
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)


def gives_one_time_password(cast):
    services.give_one_time_password(cast.ada, by=cast.marcus)


def changes_password(cast):
    ada = User.objects.get(pk=cast.ada.pk)
    ada.set_password("another long password")
    ada.save()


def signs_her_out_everywhere(cast):
    services.remove_second_step(cast.ada, reason="phone lost", by=cast.marcus)


def removes_pin(cast):
    writing.set_pin("", by=cast.ada)


@pytest.mark.parametrize(
    "what",
    [
        *(ends_post, closes_account, gives_one_time_password),
        *(changes_password, signs_her_out_everywhere, removes_pin),
    ],
)
def test_a_name_goes_from_the_picker_with_its_post_account_keys_or_pin(cast, shared, what):
    with acting_for(cast.provider.pk):
        what(cast)

    assert names_on(shared) == ["Sunil Rao"]
    assert pick(shared, cast.ada).status_code == 200
    assert shared.get("/people/").status_code == 302


def test_who_went_while_the_picker_was_open_is_not_let_in(cast, shared, tablet):
    """Between drawing the picker and trying the PIN, the keys may have been changed."""
    changes_password(cast)

    answer = writing.come_in(tablet[0], cast.ada.pk, PIN)
    stranger = writing.come_in(tablet[0], cast.olive.pk, PIN)

    assert (answer.user, stranger.user) == (None, None)


def test_whoever_changed_their_own_password_there_stays_on_the_picker(cast, browser, tablet):
    has_pin(cast.ada)
    sign_in(held(browser, tablet), "ada")
    new = {"password1": "another long password", "password2": "another long password"}

    submit(browser, "/me/password/", oldpassword="correct horse battery staple", **new)
    submit_change(browser)

    assert names_on(browser) == ["Ada Lark"]


def test_a_wrong_pin_is_counted_and_on_record(cast, shared, acts):
    answer = pick(shared, cast.ada, OTHER_PIN)

    assert "4 tries left" in answer.content.decode()
    assert OTHER_PIN not in answer.content.decode()
    assert acts(cast.ada)[-1] == (
        "sign_in_failed",
        "wrong PIN at Rose unit tablet 1",
        "refused",
    )
    assert shared.get("/people/").status_code == 302


def test_five_wrong_tries_lock_this_worker_on_this_device(cast, shared, acts):
    said = [pick(shared, cast.ada, OTHER_PIN).content.decode() for _ in range(5)]

    answer = pick(shared, cast.ada, PIN)

    assert "1 try left" in said[3]
    for page in (said[4], answer.content.decode()):
        assert "Too many wrong tries. Sign in with your user name and password" in page
    assert acts(cast.ada)[-1][1] == "PIN is locked at Rose unit tablet 1"
    assert pick(shared, cast.sunil, OTHER_PIN).url == "/"


def test_a_lock_holds_on_one_device_alone(cast, shared, client):
    for _ in range(5):
        pick(shared, cast.ada, OTHER_PIN)
    sign_in_fully(held(client, a_tablet(cast, "Oak unit tablet")), cast.ada)

    assert pick(client, cast.ada).url == "/"


def test_a_full_sign_in_there_lifts_the_lock(cast, shared):
    for _ in range(5):
        pick(shared, cast.ada, OTHER_PIN)

    sign_in_fully(shared, cast.ada)

    assert pick(shared, cast.ada).url == "/"


def test_the_right_pin_begins_the_count_anew(cast, shared):
    for _ in range(2):
        for _ in range(4):
            pick(shared, cast.ada, OTHER_PIN)
        assert pick(shared, cast.ada).url == "/"
        submit_change(shared)


def test_a_device_that_tries_too_often_waits_whoever_it_names(cast, shared, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"pin": "2/300s/key"}
    for _ in range(2):
        pick(shared, cast.ada, OTHER_PIN)

    answer = pick(shared, cast.sunil, OTHER_PIN)

    assert "Too many tries on this device" in answer.content.decode()


def test_every_try_costs_one_hash_whatever_comes_of_it(cast, shared, tablet, monkeypatch):
    """A lock, somebody unknown and a wrong PIN cannot be told apart by the time they take."""
    asked = []
    real = writing.check_password
    monkeypatch.setattr(
        writing, "check_password", lambda pin, of: asked.append(of[:6]) or real(pin, of)
    )

    writing.come_in(tablet[0], cast.ada.pk, OTHER_PIN)
    with acting_for(cast.provider.pk):
        DeviceWorker.objects.update(wrong_tries=5)
    writing.come_in(tablet[0], cast.ada.pk, PIN)
    writing.come_in(tablet[0], cast.olive.pk, PIN)

    assert asked == ["argon2", "argon2", "!"]


def test_a_forged_form_brings_nobody_in(cast, shared):
    answer = shared.post(PICKER, {"who": str(cast.ada.pk), "pin": PIN})

    assert answer.status_code == 403


@pytest.mark.parametrize("typed", [{"pin": PIN}, {"who": "x", "pin": PIN}, {"who": "", "pin": ""}])
def test_the_picker_asks_for_what_is_missing(shared, typed):
    assert submit(shared, PICKER, **typed).context["form"].errors


def test_a_browser_that_is_no_device_has_no_picker(cast, shared, client):
    assert client.get(PICKER).url == "/sign-in/?next=/"
    assert client.get("/people/").url == "/sign-in/?next=/people/"


def test_an_empty_picker_leads_to_the_full_sign_in(cast, browser, tablet):
    answer = held(browser, tablet).get("/people/", follow=True)

    assert answer.redirect_chain[-1] == ("/sign-in/?next=/people/", 302)
    assert "Nobody with a PIN has signed in fully" in answer.content.decode()


def test_who_is_signed_in_is_not_asked_again(cast, shared):
    pick(shared, cast.ada)

    assert shared.get(PICKER).url == "/"


def test_a_manager_is_on_the_picker_after_the_second_step_alone(cast, browser, tablet):
    has_pin(cast.marcus)
    sign_in(held(browser, tablet), "marcus")
    with acting_for(cast.provider.pk):
        assert not DeviceWorker.objects.exists()

    submit(browser, "/sign-in/second-step/", code=code_of(cast.marcus))
    submit_change(browser)

    assert names_on(browser) == ["Marcus Webb"]
    assert pick(browser, cast.marcus).url == "/"
    assert browser.get("/people/").status_code == 200


@pytest.mark.parametrize("who", ["iris", "olive"])
def test_who_gives_no_care_there_is_not_remembered(cast, browser, tablet, who):
    """An auditor sees no record, and somebody of another provider is none of its workers."""
    user = getattr(cast, who)
    has_pin(user)
    sign_in(held(browser, tablet), who)
    submit(browser, "/sign-in/second-step/", code=code_of(user))
    submit_change(browser)

    assert names_on(browser) == []


def test_a_one_time_password_is_no_full_sign_in(rosewood, browser, tablet):
    password = services.give_one_time_password(rosewood.ada, by=rosewood.marcus)

    answer = sign_in(held(browser, tablet), "ada", password)

    assert answer.url == "/"
    assert not DeviceWorker.objects.exists()


def test_who_has_no_pin_is_asked_to_set_one_and_may_skip_it(cast, browser, tablet):
    answer = sign_in(held(browser, tablet), "ada")

    page = browser.get(answer.url).content.decode()
    assert answer.url == "/me/pin/?next=%2F"
    assert '<a href="/">Not now</a>' in page
    assert submit(browser, answer.url, pin=PIN, pin_again=PIN).url == "/"
    submit_change(browser)
    assert names_on(browser) == ["Ada Lark"]


def test_nobody_is_asked_for_a_pin_on_a_browser_of_their_own(cast, browser):
    assert sign_in(browser, "ada").url == "/"
