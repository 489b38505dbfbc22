"""Sign-in as a browser does it: real forms, real throttle, real codes."""

import time
from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.sealing import unseal
from governance.models import AuditEvent
from governance.services import acting_for
from tests.people import PASSWORD


@pytest.fixture(autouse=True)
def fresh_cache(settings):
    """A cache of its own for each test, so that no throttle counts another test's tries."""
    cache = settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}
    settings.CACHES = {"default": cache}


@pytest.fixture
def browser() -> Client:
    """A browser: it must send back the token of every form."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def on_commit_at_once(monkeypatch):
    """Tests never commit, so what waits for it is done at once."""
    monkeypatch.setattr(connection, "on_commit", lambda act, robust=False: act())


def submit(browser: Client, path: str, **fields: str):
    """Open a page, then send its form with the token that the page gave."""
    page = browser.get(path)
    token = page.context["csrf_token"] if page.context else browser.cookies["csrftoken"].value
    return browser.post(path, {"csrfmiddlewaretoken": str(token), **fields})


def sign_in(browser: Client, username: str, password: str = PASSWORD, path: str = "/sign-in/"):
    """Type a user name and a password."""
    return submit(browser, path, login=username, password=password)


def code_of(user: User) -> str:
    """The code that the user's app shows now."""
    return code_for(unseal(Authenticator.objects.get(user=user, type="totp").data["secret"]))


def code_for(secret: str) -> str:
    """The code that an app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def acts(cast: SimpleNamespace) -> Callable[[User], list[tuple[str, str, str]]]:
    """What the audit says somebody did: (act, why, outcome), the first first."""

    def of(user: User) -> list[tuple[str, str, str]]:
        with acting_for(user.provider_id):
            events = AuditEvent.objects.filter(actor=user).order_by("at", "id")
            return list(events.values_list("act", "why", "outcome"))

    return of
