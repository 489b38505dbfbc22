"""Lost phones and forgotten passwords: who opens whose account again, and what it ends."""

import pytest
from allauth.mfa.models import Authenticator

from accounts import services
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

    page = submit(browser, f"/staff/{rosewood.marcus.pk}/{act}/", reason="lost")

    assert page.status_code == 200
    assert Authenticator.objects.filter(user=rosewood.marcus).exists()
    assert "csrfmiddlewaretoken" not in page.content.decode().split("<h1>")[1]


def test_the_services_refuse_it_too(rosewood):
    with pytest.raises(NotForYourself):
        services.give_one_time_password(rosewood.marcus, by=rosewood.marcus)
    with pytest.raises(NotForYourself):
        services.remove_second_step(rosewood.marcus, reason="lost", by=rosewood.marcus)


def test_one_time_passwords_differ_and_can_be_read_aloud(rosewood):
    given = {services.give_one_time_password(rosewood.ada, by=rosewood.marcus) for _ in range(3)}

    assert len(given) == 3
    assert all(len(password) == 19 and not set(password) & set("0O1lI") for password in given)
