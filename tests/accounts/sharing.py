"""A shared device, as tests hold it in their hands."""

from types import SimpleNamespace

from django.http import HttpResponse
from django.test import Client

from accounts import sessions
from accounts.devices import cookie, writing
from accounts.models import Device, User
from governance.services import acting_for
from tests.accounts.conftest import sign_in, submit
from tests.people import signed_in

PIN, OTHER_PIN = "804216", "573902"


def a_tablet(cast: SimpleNamespace, name: str = "Rose unit tablet 1") -> tuple[Device, str]:
    """A device that Marcus enrolled at Rosewood, with its secret."""
    with acting_for(cast.provider.pk):
        return writing.enrol(name, cast.home, by=cast.marcus, instead_of=None)


def held(client: Client, tablet: tuple[Device, str]) -> Client:
    """A browser that is this device."""
    answer = HttpResponse()
    cookie.give(answer, *tablet)
    client.cookies["device"] = answer.cookies["device"].value
    return client


def signed_in_on(client: Client, user: User, tablet: tuple[Device, str]) -> Client:
    """Somebody who signed in fully on this device a moment ago."""
    session = signed_in(held(client, tablet), user).session
    session[sessions.DEVICE] = str(tablet[0].pk)
    session.save()
    return client


def has_pin(user: User, pin: str = PIN) -> None:
    """Somebody has set a PIN."""
    with acting_for(user.provider_id):
        writing.set_pin(pin, by=user)


def sign_in_fully(client: Client, user: User) -> HttpResponse:
    """Sign in with a password, and leave the device for the next."""
    answer = sign_in(client, user.username)
    submit_change(client)
    return answer


def submit_change(client: Client, **fields: str) -> HttpResponse:
    """Tap Change worker, on a page that the device shows."""
    token = client.cookies["csrftoken"].value
    return client.post("/change-worker/", {"csrfmiddlewaretoken": token, **fields})


def pick(client: Client, user: User, pin: str = PIN, path: str = "/sign-in/who/") -> HttpResponse:
    """Choose a name and type a PIN."""
    return submit(client, path, who=str(user.pk), pin=pin)
