"""Signing in: user name, password, second step, and what is written of each."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.test import Client

from accounts import services
from accounts.models import User
from governance.services import acting_for
from tests.accounts.conftest import code_for, code_of, sign_in, submit
from tests.people import PASSWORD, SINCE, signed_in

NEW_PASSWORD = "yellow ladder on tuesday"


def test_a_care_worker_signs_in_with_name_and_password(cast, browser, acts):
    answer = sign_in(browser, "ada")

    assert (answer.status_code, answer.url) == (302, "/")
    assert browser.get("/more/").status_code == 200
    assert acts(cast.ada) == [("sign_in", "signed in", "done")]


def test_passwords_are_kept_as_argon2(cast):
    assert cast.ada.password.startswith("argon2$argon2id$")


def test_a_capital_from_the_phone_is_forgiven(cast, browser):
    assert sign_in(browser, "Ada").status_code == 302


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("nobody", PASSWORD)])
def test_wrong_name_and_wrong_password_get_the_same_answer(cast, browser, name, password):
    answer = sign_in(browser, name, password)

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [
        "The user name or the password is wrong. Check both"
    ]


def test_a_failed_try_is_on_record_without_the_password(cast, browser, acts):
    sign_in(browser, "Ada", "a secret that is wrong")

    assert acts(cast.ada) == [("sign_in_failed", "wrong password", "refused")]


def test_five_wrong_tries_close_the_name_for_a_while(cast, browser, acts):
    for _ in range(5):
        sign_in(browser, "ada", "wrong")

    answer = sign_in(browser, "ada")

    assert "Wait five minutes" in str(answer.context["form"].non_field_errors())
    assert acts(cast.ada) == [
        *[("sign_in_failed", "wrong password", "refused")] * 5,
        ("sign_in_failed", "too many tries", "refused"),
    ]


def test_many_tries_from_one_address_are_answered_429(cast, browser, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # 31 times

    tries = [sign_in(browser, f"guess{n}", "wrong").status_code for n in range(31)]

    assert tries == [200] * 30 + [429]


@pytest.mark.parametrize("part", ["system", "inactive"])
def test_who_may_not_sign_in_does_not(cast, browser, part):
    user = {"system": cast.system, "inactive": cast.ada}[part]
    user.set_password(PASSWORD)
    user.is_active = part == "system"
    user.save()

    sign_in(browser, user.username)

    assert browser.get("/more/").url == "/sign-in/?next=/more/"


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/more/", "/more/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("https:elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://localhost/more/", "/"),
    ],
)
def test_after_sign_in_people_go_to_this_host_only(cast, browser, target, goes_to):
    answer = submit(browser, "/sign-in/", login="ada", password=PASSWORD, next=target)

    assert answer.url == goes_to


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "\\\\x.y"])
def test_the_theme_and_sign_out_go_to_this_host_only(cast, client, target):
    assert client.post("/theme/", {"theme": "dark", "next": target}).url == "/"
    assert signed_in(client, cast.ada).post("/sign-out/", {"next": target}).url == "/sign-in/"


def test_a_form_from_another_site_signs_nobody_in(cast, browser):
    browser.get("/sign-in/")

    answer = browser.post("/sign-in/", {"login": "ada", "password": PASSWORD})

    assert answer.status_code == 403


def test_a_session_planted_before_sign_in_is_not_the_one_signed_in(cast, browser):
    planted = SessionStore()
    planted["second_step_of"] = str(cast.marcus.pk)
    planted.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key

    sign_in(browser, "ada")

    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != planted.session_key
    assert not SessionStore(planted.session_key).get("_auth_user_id")


def test_sign_out_ends_the_session_on_the_server(cast, browser, acts):
    sign_in(browser, "ada")
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value

    submit(browser, "/sign-out/")

    browser.cookies[settings.SESSION_COOKIE_NAME] = key
    assert browser.get("/more/").url == "/sign-in/?next=/more/"
    assert acts(cast.ada)[-1] == ("sign_out", "signed out", "done")


def test_signing_out_without_being_signed_in_is_no_event(cast, client, acts):
    client.logout()

    assert client.post("/sign-out/").url == "/sign-in/"
    assert acts(cast.ada) == []


def test_a_link_cannot_sign_anybody_out(cast, client):
    signed_in(client, cast.ada).get("/sign-out/")

    assert client.get("/more/").status_code == 200


# The second step ---------------------------------------------------------------------------


def test_a_manager_signs_in_with_a_code(cast, browser, acts):
    answer = sign_in(browser, "marcus")
    assert answer.url == "/sign-in/second-step/"
    assert browser.get("/staff/").url == "/sign-in/?next=/staff/"

    answer = submit(browser, "/sign-in/second-step/", code=code_of(cast.marcus))

    assert answer.url == "/"
    assert browser.get("/staff/").status_code == 200
    assert acts(cast.marcus)[-1] == ("sign_in", "signed in", "done")


def test_a_wrong_code_is_refused_and_on_record(cast, browser, acts):
    sign_in(browser, "marcus")

    answer = submit(browser, "/sign-in/second-step/", code="000000")

    assert answer.context["form"].errors["code"] == [
        "This code is wrong or too old. Type the numbers the app shows now"
    ]
    assert acts(cast.marcus)[-1] == ("sign_in_failed", "wrong code at the second step", "refused")


def test_a_code_works_once(cast, browser):
    code = code_of(cast.marcus)
    sign_in(browser, "marcus")
    submit(browser, "/sign-in/second-step/", code=code)

    other = Client(enforce_csrf_checks=True)
    sign_in(other, "marcus")

    assert submit(other, "/sign-in/second-step/", code=code).status_code == 200


def test_a_recovery_code_works_once_and_is_on_record(cast, browser, acts):
    code = RecoveryCodes.activate(cast.marcus).get_unused_codes()[0]
    sign_in(browser, "marcus")
    assert submit(browser, "/sign-in/second-step/", code=code).url == "/"

    other = Client(enforce_csrf_checks=True)
    sign_in(other, "marcus")

    assert submit(other, "/sign-in/second-step/", code=code).status_code == 200
    assert ("change", "recovery code used", "done") in acts(cast.marcus)


@pytest.fixture
def new_manager(cast) -> User:
    """A manager who has not set up a second step."""
    Authenticator.objects.filter(user=cast.marcus).delete()
    return cast.marcus


@pytest.mark.parametrize("path", ["/more/", "/staff/", "/people/"])
def test_nothing_opens_for_a_manager_before_the_second_step_is_set_up(new_manager, browser, path):
    sign_in(browser, "marcus")

    assert browser.get(path).url == "/me/second-step/set-up/"


def test_a_manager_sets_the_second_step_up(new_manager, browser, acts, on_commit_at_once):
    sign_in(browser, "marcus")
    browser.get("/me/second-step/set-up/")
    page = browser.get("/me/second-step/set-up/")

    answer = browser.post(
        "/me/second-step/set-up/",
        {
            "csrfmiddlewaretoken": str(page.context["csrf_token"]),
            "code": code_for(browser.session["mfa.totp.secret"]),
        },
    )

    assert answer.url == "/me/second-step/codes/"
    assert browser.get("/me/second-step/codes/").context["total_count"] == 10
    assert browser.get("/staff/").status_code == 200
    assert ("change", "second step set up", "done") in acts(new_manager)


def test_secrets_of_the_second_step_are_sealed(cast):
    RecoveryCodes.activate(cast.marcus)

    kept = {a.type: a.data for a in Authenticator.objects.filter(user=cast.marcus)}

    assert kept["totp"]["secret"].startswith("gAAAA")
    assert kept["recovery_codes"]["seed"].startswith("gAAAA")


def test_a_session_from_before_the_app_was_set_up_must_show_its_code(new_manager, browser, cast):
    """Whoever stole the password and waited must not profit from the owner's app."""
    sign_in(browser, "marcus")
    Authenticator.objects.create(user=new_manager, type="totp", data={"secret": "x"})

    for path in ("/staff/", "/me/second-step/", "/me/second-step/remove/"):
        assert browser.get(path).url == "/me/again/code/"


def test_a_worker_made_manager_needs_the_second_step_at_once(cast, browser):
    sign_in(browser, "ada")
    with acting_for(cast.provider.pk):
        services.give_post(cast.ada, "manager", cast.home, started_on=SINCE, by=cast.marcus)

    assert browser.get("/staff/").url == "/me/second-step/set-up/"


# Passwords ---------------------------------------------------------------------------------


def test_a_one_time_password_must_be_changed_before_anything_opens(cast, browser):
    with acting_for(cast.provider.pk):
        password = services.give_one_time_password(cast.ada, by=cast.marcus)
    sign_in(browser, "ada", password)
    assert browser.get("/people/").url == "/me/password/"

    answer = submit(
        browser,
        "/me/password/",
        oldpassword=password,
        password1=NEW_PASSWORD,
        password2=NEW_PASSWORD,
    )

    assert answer.url == "/"
    assert browser.get("/more/").status_code == 200


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("short", "at least 12"),
        ("qwerty123456", "too common"),
        ("111111111111", "too common"),
        (PASSWORD, "other than the one you have"),
    ],
)
def test_a_weak_password_is_refused(cast, client, new, says):
    answer = signed_in(client, cast.ada).post(
        "/me/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert says in str(answer.context["form"].errors["password1"])


def test_changing_the_password_ends_the_other_sessions(cast, browser, acts):
    elsewhere = Client(enforce_csrf_checks=True)
    sign_in(elsewhere, "ada")
    sign_in(browser, "ada")

    submit(
        browser,
        "/me/password/",
        oldpassword=PASSWORD,
        password1=NEW_PASSWORD,
        password2=NEW_PASSWORD,
    )

    assert elsewhere.get("/more/").url == "/sign-in/?next=/more/"
    assert browser.get("/more/").status_code == 200
    assert acts(cast.ada)[-1] == ("change", "own password changed", "done")
