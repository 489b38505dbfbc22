"""Lost phones and forgotten passwords: who opens whose account again, and what it ends."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils import timezone

from accounts import services
from accounts.adapter import StaffAdapter
from accounts.errors import NotForYourself
from tests.accounts.conftest import code_of, sign_in, submit
from tests.people import signed_in


def shown_again(client, rosewood):
    """Marcus, who has just shown who he is."""
    sign_in(client, "marcus")
    submit(client, "/sign-in/second-step/", code=code_of(rosewood.marcus))
    return client


def test_a_forgotten_password_is_replaced_and_every_session_ends(rosewood, browser, client, acts):
    signed_in(client, rosewood.ada)
    shown_again(browser, rosewood)

    answer = submit(browser, f"/staff/{rosewood.ada.pk}/password/")

    rosewood.ada.refresh_from_db()
    assert rosewood.ada.check_password(answer.context["password"])
    assert client.get("/more/").url == "/sign-in/?next=/more/"
    assert acts(rosewood.marcus)[-1] == ("change", "one-time password given", "done")


def test_a_lost_phone_is_switched_off_and_signed_out(rosewood, browser, client, acts):
    signed_in(client, rosewood.adele)
    shown_again(browser, rosewood)

    submit(browser, f"/staff/{rosewood.adele.pk}/second-step/", reason="phone lost on the bus")

    assert not Authenticator.objects.filter(user=rosewood.adele).exists()
    assert client.get("/more/").url == "/sign-in/?next=/more/"
    assert acts(rosewood.marcus)[-1] == (
        "change",
        "second step switched off: phone lost on the bus",
        "done",
    )
    sign_in(client, "adele")
    assert client.get("/staff/").url == "/me/second-step/set-up/"


@pytest.mark.parametrize("act", ["password", "second-step"])
def test_keys_of_others_need_proof_of_who_asks(rosewood, client, act):
    """An unlocked screen that somebody walks up to is not enough."""
    path = f"/staff/{rosewood.ada.pk}/{act}/"

    answer = signed_in(client, rosewood.marcus).post(path, {"reason": "lost"})

    assert answer.url.startswith("/me/again/")


@pytest.mark.parametrize("act", ["password", "second-step"])
def test_nobody_opens_their_own_account_for_later(rosewood, browser, act):
    shown_again(browser, rosewood)

    page = browser.get(f"/staff/{rosewood.marcus.pk}/{act}/")

    assert page.status_code == 403
    assert Authenticator.objects.filter(user=rosewood.marcus).exists()


def test_the_services_refuse_it_too(rosewood):
    with pytest.raises(NotForYourself):
        services.give_one_time_password(rosewood.marcus, by=rosewood.marcus)
    with pytest.raises(NotForYourself):
        services.remove_second_step(rosewood.marcus, reason="lost", by=rosewood.marcus)


def test_one_time_passwords_differ_and_can_be_read_aloud(rosewood):
    given = {services.give_one_time_password(rosewood.ada, by=rosewood.marcus) for _ in range(3)}

    assert len(given) == 3
    assert all(len(password) == 19 and not set(password) & set("0O1lI") for password in given)


# Seeing to one's own keys ----------------------------------------------------------------------


@pytest.fixture
def later(rosewood, browser):
    """Marcus signed in, and ten minutes went by."""
    shown_again(browser, rosewood)
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        yield browser


def test_an_app_is_removed_only_by_whoever_shows_again_who_they_are(rosewood, later, acts):
    RecoveryCodes.activate(rosewood.marcus)
    asked = later.get("/me/second-step/remove/")
    assert asked.url.startswith("/me/again/?next=")

    back = submit(
        later, "/me/again/code/?next=/me/second-step/remove/", code=code_of(rosewood.marcus)
    )
    submit(later, back.url)

    assert not Authenticator.objects.filter(user=rosewood.marcus).exists()
    assert acts(rosewood.marcus)[-1] == ("change", "second step removed", "done")


def test_a_manager_without_an_app_sets_one_up_before_going_on(rosewood, later):
    submit(later, "/me/again/code/?next=/me/", code=code_of(rosewood.marcus))
    submit(later, "/me/second-step/remove/")

    later.cookies.pop("sessionid")
    sign_in(later, "marcus")

    assert later.get("/staff/").url == "/me/second-step/set-up/"


def test_new_recovery_codes_make_the_old_ones_worthless(rosewood, browser, acts, on_commit_at_once):
    shown_again(browser, rosewood)
    submit(browser, "/me/second-step/codes/new/")
    first = browser.get("/me/second-step/codes/").context["unused_codes"]

    submit(browser, "/me/second-step/codes/new/")

    second = browser.get("/me/second-step/codes/").context["unused_codes"]
    assert len(first) == len(second) == 10
    assert not set(first) & set(second)
    assert acts(rosewood.marcus)[-1] == ("change", "new recovery codes made", "done")


def test_recovery_codes_can_be_downloaded_and_are_not_kept_by_the_browser(rosewood, browser):
    shown_again(browser, rosewood)
    submit(browser, "/me/second-step/codes/new/")

    answer = browser.get("/me/second-step/codes/download/")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.content.decode().count("\n") >= 10


def test_nobody_makes_an_account_for_themselves(rf):
    assert StaffAdapter().is_open_for_signup(rf.get("/")) is False
