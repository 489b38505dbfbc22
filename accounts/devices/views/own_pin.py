"""A worker's own PIN: set, changed and removed after their password."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from accounts.devices import writing
from accounts.devices.forms import PinForm
from accounts.doors import StaffRequest, own_keys
from accounts.views import ASK


@own_keys
@reauthentication_required
@require_http_methods(ASK)
def set_pin(request: StaffRequest) -> HttpResponse:
    """Choose the numbers by which somebody comes back on a shared device."""
    form = PinForm(request.POST or None)
    asked = request.GET.get("next", "")
    on = asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else ""
    if request.method == "POST" and form.is_valid():
        writing.set_pin(form.cleaned_data["pin"], by=request.user)
        messages.success(request, "Your PIN is set. Nobody else should know it")
        return redirect(on or "more")
    return render(request, "accounts/set_pin.html", {"form": form, "on": on})


@own_keys
@reauthentication_required
@require_POST
def remove_pin(request: StaffRequest) -> HttpResponse:
    """Forget a PIN: its owner signs in with their password everywhere."""
    writing.set_pin("", by=request.user)
    messages.success(request, "Your PIN is removed. On a shared device you sign in fully now")
    return redirect("more")
