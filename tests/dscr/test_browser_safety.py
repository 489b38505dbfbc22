"""What the browser is told it may do with our pages, and what a broken page tells (SEC-12)."""

import pytest
from django.conf import settings
from django.test import Client

from tests.people import signed_in


@pytest.mark.parametrize("path", ["/sign-in/", "/nowhere/", "/more/"])
def test_every_page_carries_the_rules(cast, client, path):
    headers = signed_in(client, cast.ada).get(path, follow=True).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_session_cookie_is_not_for_scripts_or_other_sites(cast):
    browser = Client()
    browser.post("/sign-in/", {"login": "ada", "password": "correct horse battery staple"})

    cookie = browser.cookies[settings.SESSION_COOKIE_NAME]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""  # it goes when the browser is closed


@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/staff/", 403)])
def test_an_error_page_tells_nothing_of_the_inside(cast, client, path, status):
    answer = signed_in(client, cast.ada).get(path)

    assert answer.status_code == status
    for secret in (b"Traceback", b"urlpatterns", b"SECRET", b"PermissionDenied", b"/accounts/"):
        assert secret not in answer.content


def test_a_broken_page_tells_nothing_and_shows_nobody(cast, client, monkeypatch):
    def broken(*_arguments, **_named):
        raise RuntimeError("Joan Pettigrew, 999 000 0018")

    monkeypatch.setattr("dailycare.views.people.shift.people_of", broken)
    signed_in(client, cast.ada).raise_request_exception = False

    answer = client.get("/people/")

    assert answer.status_code == 500
    assert b"Pettigrew" not in answer.content
    assert b"Something went wrong on our side" in answer.content


@pytest.mark.parametrize("host", ["elsewhere.example", "testserver.elsewhere.example"])
def test_a_host_that_is_not_ours_is_not_answered(db, client, host):
    assert client.get("/sign-in/", headers={"host": host}).status_code == 400


def test_debugging_is_off_where_the_tests_are():
    """The pages above are tried as production shows them."""
    assert settings.DEBUG is False
