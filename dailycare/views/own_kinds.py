"""The kinds of care that the provider added: managers add, word anew and retire them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import own_kinds as services
from dailycare.forms import OwnKindForm, as_begun
from records.forms import ReasonForm
from records.views.writing import ASK, begin, saved

MANAGE = requires(Permission.MANAGE_KINDS)


@MANAGE
@require_safe
def own_kinds(request: StaffRequest) -> HttpResponse:
    """The provider's own kinds of care, those that were retired below."""
    return render(request, "dailycare/own_kinds.html", {"kinds": services.rows()})


@MANAGE
@require_http_methods(ASK)
def add_own_kind(request: StaffRequest) -> HttpResponse:
    """Add a kind of care that staff can record from then on."""
    form = begin(request, OwnKindForm)
    if request.method == "POST" and saved(
        request, form, lambda: services.add(by=request.user, **form.written)
    ):
        messages.success(request, "Kind of care added. Staff can record it now")
        return redirect("dailycare:own_kinds")
    return _write(request, "Add a kind of care", form)


@MANAGE
@require_http_methods(ASK)
def change_own_kind(request: StaffRequest, own_kind_id: UUID) -> HttpResponse:
    """Word a kind anew; what was recorded keeps the words that it was recorded in."""
    own = services.one(own_kind_id)
    form = begin(request, OwnKindForm, initial=as_begun(own), changes=own)

    def revise() -> Any:
        replaces = form.cleaned_data["replaces"]
        return services.revise(own, replaces=replaces, by=request.user, **form.written)

    if request.method == "POST" and saved(request, form, revise):
        messages.success(request, "Saved. What was recorded before reads as it did")
        return redirect("dailycare:own_kinds")
    return _write(request, f"Change {own.label}", form)


@MANAGE
@require_http_methods(ASK)
def retire_own_kind(request: StaffRequest, own_kind_id: UUID) -> HttpResponse:
    """Offer a kind no more, with the reason; what was recorded stays."""
    own = services.one(own_kind_id)
    form = begin(request, ReasonForm, initial={"replaces": own.version})
    if request.method == "POST" and saved(
        request, form, lambda: services.retire(own, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Retired. What was recorded of it stays in the notes")
        return redirect("dailycare:own_kinds")
    return render(request, "dailycare/retire_own_kind.html", {"own": own, "form": form})


def _write(request: StaffRequest, heading: str, form: Any) -> HttpResponse:
    context = {"heading": heading, "form": form}
    return render(request, "dailycare/write_own_kind.html", context)
