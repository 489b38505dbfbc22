"""Pages on which a manager enrols shared devices, and says that one is lost."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import sessions
from accounts.devices import cookie, reading, writing
from accounts.devices.forms import EnrolForm, NameForm
from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from accounts.views import ASK, PAGE


@requires(Permission.MANAGE_DEVICES)
@require_safe
def devices(request: StaffRequest) -> HttpResponse:
    """The shared devices of one's places: where, who came last, who is locked (SEC-17)."""
    page = Paginator(reading.devices(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/devices.html", {"page": page})


@requires(Permission.MANAGE_DEVICES)
@require_http_methods(ASK)
def enrol_device(request: StaffRequest) -> HttpResponse:
    """Make the browser in the manager's hand a shared device of a place."""
    form = EnrolForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        device, secret = writing.enrol(
            **form.cleaned_data, by=request.user, instead_of=request.device
        )
        messages.success(
            request, f"This is {device} now. Change worker, so that the first one can sign in"
        )
        response = redirect("devices")
        cookie.give(response, device, secret)
        sessions.stay_on(request, device)
        return response
    return render(request, "accounts/enrol_device.html", {"form": form})


@requires(Permission.MANAGE_DEVICES)
@require_http_methods(ASK)
def rename_device(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """Give a device the name that is on its label now."""
    named = reading.device(request.user, device_id)
    form = NameForm(request.POST or None, initial={"name": named.name})
    if request.method == "POST" and form.is_valid():
        writing.rename(named, form.cleaned_data["name"], by=request.user)
        messages.success(request, f"It is {named} now")
        return redirect("devices")
    return render(request, "accounts/rename_device.html", {"form": form, "named": named})


@requires(Permission.MANAGE_DEVICES)
@require_http_methods(ASK)
def lose_device(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """Say that a device is lost: at its next contact it lets go of everything."""
    lost = reading.device(request.user, device_id)
    if request.method == "POST":
        writing.lose(lost, by=request.user)
        messages.success(request, f"{lost} lets go of what it holds at its next contact")
        return redirect("devices")
    return render(request, "accounts/lose_device.html", {"lost": lost})
