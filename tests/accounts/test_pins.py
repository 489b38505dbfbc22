"""A worker's own PIN: which are refused, how it is kept, set, changed and removed (SEC-03)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import services
from accounts.devices import pins
from accounts.models import User
from tests.accounts.conftest import sign_in, submit
from tests.accounts.sharing import OTHER_PIN, PIN, has_pin
from tests.people import signed_in


@pytest.mark.parametrize(
    "pin",
    [
        *("12345", "1234567890123", "80421x", "80 421", "٨٠٤٢١٦"),
        *("111111", "112211", "123456", "456789", "654321", "890123", "123123", "7474747474"),
        *("140278", "780214", "14021978", "19780214", "159753"),
    ],
)
def test_a_pin_that_is_easy_to_guess_is_refused(pin):
    with pytest.raises(ValidationError):
        pins.check(pin)


@pytest.mark.parametrize("pin", [PIN, OTHER_PIN, "004417", "314278", "804216804217"])
def test_a_pin_without_a_pattern_is_taken(pin):
    assert pins.check(pin) is None


def test_a_pin_is_kept_as_a_password_is(cast, browser, acts):
    sign_in(browser, "ada")

    answer = submit(browser, "/me/pin/", pin=PIN, pin_again=PIN)

    ada = User.objects.get(pk=cast.ada.pk)
    assert answer.url == "/more/"
    assert ada.pin.startswith("argon2$")
    assert acts(cast.ada)[-1] == ("change", "own PIN set", "done")


def test_a_slip_of_the_finger_is_asked_about(cast, browser):
    sign_in(browser, "ada")

    page = submit(browser, "/me/pin/", pin=PIN, pin_again=OTHER_PIN).content.decode()

    assert "The two PINs are not the same" in page
    assert PIN not in page
    assert User.objects.get(pk=cast.ada.pk).pin == ""


@pytest.mark.parametrize("typed", [{"pin": "123456", "pin_again": "123456"}, {"pin_again": PIN}])
def test_a_refused_pin_is_not_set(cast, browser, typed):
    sign_in(browser, "ada")

    assert submit(browser, "/me/pin/", **typed).status_code == 200
    assert User.objects.get(pk=cast.ada.pk).pin == ""


def test_a_pin_is_changed_and_removed_by_its_owner(cast, browser, acts):
    has_pin(cast.ada)
    sign_in(browser, "ada")
    assert "Change your PIN" in browser.get("/me/pin/").content.decode()

    token = browser.cookies["csrftoken"].value
    answer = browser.post("/me/pin/remove/", {"csrfmiddlewaretoken": token})

    assert answer.url == "/more/"
    assert User.objects.get(pk=cast.ada.pk).pin == ""
    assert acts(cast.ada)[-1] == ("change", "own PIN removed", "done")


@pytest.mark.parametrize("path", ["/me/pin/", "/me/pin/remove/"])
def test_an_unlocked_screen_is_not_enough_to_change_a_pin(cast, browser, path):
    sign_in(browser, "ada")

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        token = browser.cookies["csrftoken"].value
        answer = browser.post(path, {"csrfmiddlewaretoken": token, "pin": PIN, "pin_again": PIN})

    assert answer.url.startswith("/me/again/")
    assert User.objects.get(pk=cast.ada.pk).pin == ""


def test_a_one_time_password_takes_the_pin_away(rosewood):
    has_pin(rosewood.ada)

    services.give_one_time_password(rosewood.ada, by=rosewood.marcus)

    assert User.objects.get(pk=rosewood.ada.pk).pin == ""


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [("/people/", "/people/"), ("https://elsewhere.example/", "/more/"), ("", "/more/")],
)
def test_after_setting_it_they_go_on_to_this_host_only(cast, browser, target, goes_to):
    sign_in(browser, "ada")

    page = browser.get("/me/pin/", {"next": target}).content.decode()
    answer = submit(browser, f"/me/pin/?next={target}", pin=PIN, pin_again=PIN)

    assert answer.url == goes_to
    assert ("Not now" in page) is (target == goes_to)


def test_a_pin_is_never_a_draft(cast, client):
    signed_in(client, cast.ada)

    assert services.keep_draft("/me/pin/", {"pin": [PIN], "pin_again": [PIN]}, by=cast.ada) is None
