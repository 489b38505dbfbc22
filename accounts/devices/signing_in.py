"""What signing in means on a shared device: who may come back by PIN, and where they go on."""

from urllib.parse import urlencode

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts import sessions
from accounts.devices import writing
from accounts.models import User
from accounts.permissions import Permission
from governance.services import acting_for

BACKEND = "accounts.backends.StaffBackend"


def remember_full(request: HttpRequest, user: User) -> None:
    """Let whoever has now signed in fully on a shared device come back there by PIN."""
    device = sessions.device_of(request)
    if device and is_full(request, user):
        with acting_for(user.provider_id):
            writing.remember_sign_in(device, user)


def is_full(request: HttpRequest, user: User) -> bool:
    """Say whether nothing is left to prove, by somebody of the device's provider who gives care."""
    device = sessions.device_of(request)
    is_ours = device is not None and device.provider_id == user.provider_id
    if not is_ours or user.must_change_password or sessions.is_by_pin(request):
        return False
    with acting_for(user.provider_id):
        has_proven = not user.needs_second_factor or sessions.took_second_step(request)
        return has_proven and user.may(Permission.SEE_PEOPLE)


def come_in_by_pin(request: HttpRequest, user: User) -> None:
    """Begin a session that gives what a PIN gives.

    Django empties a session of somebody else while it signs in, such as of one whose account was
    closed in the middle of it: that this one is by PIN would be forgotten with it.
    """
    request.session.flush()
    sessions.remember_pin(request)
    login(request, user, backend=BACKEND)


def way_on(request: HttpRequest, user: User, to: HttpResponse) -> HttpResponse:
    """Return where somebody goes on who has signed in fully: on a shared device, to set a PIN.

    A page on which a colleague was is not theirs to go on from: it may be of another person.
    """
    if sessions.device_of(request) is None:
        return to
    on = to if is_theirs(request, user) else redirect("home")
    if user.pin or not is_full(request, user):
        return on
    after = urlencode({"next": on.headers["Location"]})
    return redirect(f"{reverse('set_pin')}?{after}")


def is_theirs(request: HttpRequest, user: User) -> bool:
    """Say whether the page that was open here before was this user's."""
    return sessions.who_was_here(request) == str(user.pk)
