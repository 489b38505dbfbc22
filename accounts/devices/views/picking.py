"""The picker of a shared device: who works now, and the change from one worker to the next."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import sessions
from accounts.devices import cookie, reading, signing_in, writing
from accounts.devices.forms import PickerForm
from accounts.doors import StaffRequest, public, signed_in
from accounts.requests import Request
from accounts.views import ASK

NOBODY = "Nobody with a PIN has signed in fully on this device within 24 hours"


@public
@require_http_methods(ASK)
def device_picker(request: Request) -> HttpResponse:
    """Ask who works now, of those who signed in fully here within 24 hours, and their PIN."""
    if request.user.is_authenticated:
        return redirect("home")
    back = _back(request)
    workers = reading.workers_at(request.device) if request.device else []
    if not workers:
        messages.info(request, NOBODY)
        return redirect_to_login(back or "/")
    form = PickerForm(request.POST or None, workers=workers)
    if (
        request.method == "POST"
        and form.is_valid()
        and (answer := _try(request, form, request.device))
    ):
        on = back if back and signing_in.is_theirs(request, answer) else "home"
        signing_in.come_in_by_pin(request, answer)
        return redirect(on)
    context = {"form": form, "password_url": redirect_to_login(back or "/").url}
    response = render(request, "accounts/device_picker.html", context)
    cookie.renew(request, response)
    return response


@public
@require_POST
def change_worker(request: Request) -> HttpResponse:
    """End this session and ask who works now, or for a password where a PIN is not enough.

    What was typed stays with its author; the device destroys what it holds (decision 0023).
    """
    if request.user.is_authenticated:
        was = request.user.pk
        request.ended_because = "changed worker"
        logout(request)
        sessions.remember_who_was_here(request, was)
    to = resolve_url("account_login" if "password" in request.POST else "device_picker")
    back = _back(request)
    return redirect(f"{to}?{urlencode({'next': back})}" if back else to)


@signed_in
@require_safe
def still_here(request: StaffRequest) -> HttpResponse:
    """Hear that somebody reads or types: the door has counted it."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _try(request: Request, form: PickerForm, device: Any) -> Any:
    """Return who came in; nobody, and why in the form, when they did not."""
    if not ratelimit.consume(request, action="pin", key=str(device.pk)):
        form.refuse_for_now()
        return None
    answer = writing.come_in(device, UUID(form.cleaned_data["who"]), form.cleaned_data["pin"])
    if answer.user is None:
        form.refuse(answer.tries_left)
    return answer.user


def _back(request: Request) -> str:
    """Return the page to go back to, if it is one of ours."""
    asked = request.POST.get("next", "") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()})
    return asked if is_ours else ""
