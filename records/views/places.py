"""The provider and its places: what they are called, their codes, their units and rooms."""

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import queries as accounts
from accounts import services as accounts_services
from accounts.doors import StaffRequest, requires
from accounts.errors import ProviderChanged
from accounts.permissions import Permission
from records import forms, queries, services
from records.views.writing import ASK, begin, saved

MANAGE = requires(Permission.MANAGE_PLACES)


class PartOfPlace(NamedTuple):
    """A unit or a room, as its pages are told apart."""

    form: Any
    noun: str

    @property
    def model(self) -> Any:
        return self.form.model


PARTS = {
    "units": PartOfPlace(forms.UnitForm, "unit"),
    "rooms": PartOfPlace(forms.RoomForm, "room"),
}


@MANAGE
@require_safe
def places(request: StaffRequest) -> HttpResponse:
    """The provider with its codes, and the places that are mine to change."""
    context = {
        "provider": accounts.provider_of(request.user),
        "places": queries.places_for(request.user),
        "may_change": queries.may_change_provider(request.user),
    }
    return render(request, "records/places.html", context)


@MANAGE
@require_http_methods(ASK)
def change_provider(request: StaffRequest) -> HttpResponse:
    """Change what the provider is called and its codes."""
    if not queries.may_change_provider(request.user):
        return _for_others(request)
    initial = forms.ProviderForm.said_of(accounts.provider_of(request.user))
    form = forms.ProviderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            accounts_services.revise_provider(by=request.user, **form.change)
        except ProviderChanged:
            form.stand_beside(accounts.provider_of(request.user))
        else:
            messages.success(request, "Provider saved")
            return redirect("records:places")
    context = {"form": form, "heading": "Change the provider", "trail": _trail()}
    return render(request, "records/change_provider.html", context)


@MANAGE
@require_http_methods(ASK)
def add_place(request: StaffRequest) -> HttpResponse:
    """Add a home, a branch or a scheme; whoever adds it is its administrator."""
    if not queries.may_change_provider(request.user):
        return _for_others(request)
    form = begin(request, forms.PlaceForm, person=None, by=request.user)
    if place := saved(
        request, form, lambda: accounts_services.add_location(by=request.user, **form.written)
    ):
        messages.success(request, f"{place} added. You are its administrator from today")
        return redirect("records:place", place.pk)
    return _write(request, "Add a place", form, [])


@MANAGE
@require_safe
def place(request: StaffRequest, location_id: UUID) -> HttpResponse:
    """One place: what it is, its units and its rooms, and how many live in each."""
    found = queries.place_for(request.user, location_id)
    context = {"place": found, "units": queries.units(found), "rooms": queries.rooms(found)}
    return render(request, "records/place.html", context | {"trail": _trail()})


@MANAGE
@require_http_methods(ASK)
def change_place(request: StaffRequest, location_id: UUID) -> HttpResponse:
    """Change what a place is called, its kind, codes, address and capacity."""
    found = queries.place_for(request.user, location_id)
    about = {"person": None, "by": request.user, "is_change": True}
    form = begin(request, forms.PlaceForm, initial=forms.as_initial(found), **about)
    if saved(request, form, lambda: services.revise_place(found, by=request.user, **form.change)):
        return _done(request, found, f"{found} saved")
    return _write(request, f"Change {found}", form, _trail(found))


@MANAGE
@require_http_methods(ASK)
def close_place(request: StaffRequest, location_id: UUID) -> HttpResponse:
    """Close a place where nobody lives any more, with the reason."""
    found = queries.place_for(request.user, location_id)
    return _close(request, found, found)


@MANAGE
@require_http_methods(ASK)
def add_part(request: StaffRequest, location_id: UUID, kind: str) -> HttpResponse:
    """Add a unit or a room to a place."""
    found, part = queries.place_for(request.user, location_id), PARTS[kind]
    form = begin(request, part.form, person=None, by=request.user, place=found)
    if saved(
        request,
        form,
        lambda: services.add_part(part.model, found, by=request.user, **form.written),
    ):
        return _done(request, found, f"{part.noun.capitalize()} added")
    return _write(request, f"Add a {part.noun} to {found}", form, _trail(found))


@MANAGE
@require_http_methods(ASK)
def change_part(
    request: StaffRequest, location_id: UUID, kind: str, record_id: UUID
) -> HttpResponse:
    """Change a unit or a room."""
    found, part = queries.place_for(request.user, location_id), PARTS[kind]
    row = queries.part_of(part.model, found, record_id)
    about = {"person": None, "by": request.user, "is_change": True, "place": found}
    form = begin(request, part.form, initial=forms.as_initial(row), **about)
    if saved(request, form, lambda: services.revise_part(row, by=request.user, **form.change)):
        return _done(request, found, f"{part.noun.capitalize()} saved")
    return _write(request, f"Change {part.noun} {row}", form, _trail(found))


@MANAGE
@require_http_methods(ASK)
def close_part(
    request: StaffRequest, location_id: UUID, kind: str, record_id: UUID
) -> HttpResponse:
    """Close a unit or a room where nobody lives, with the reason."""
    found = queries.place_for(request.user, location_id)
    return _close(request, found, queries.part_of(PARTS[kind].model, found, record_id))


def _close(request: StaffRequest, found: Any, closing: Any) -> HttpResponse:
    form = begin(request, forms.ReasonForm, initial={"replaces": closing.version})
    if saved(request, form, lambda: services.close(closing, by=request.user, **form.cleaned_data)):
        if closing == found:
            messages.success(request, f"{found} is closed")
            return redirect("records:places")
        return _done(request, found, f"{closing} is closed")
    context = {"closing": closing, "form": form, "living": queries.living_in(closing)}
    return render(request, "records/close_place.html", context | {"trail": _trail(found)})


def _for_others(request: StaffRequest) -> HttpResponse:
    """What concerns the provider as a whole is for whoever may at each of its places."""
    messages.error(request, "Only somebody who manages every place of the provider can do this")
    return redirect("records:places")


def _done(request: StaffRequest, found: Any, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("records:place", found.pk)


def _write(request: StaffRequest, heading: str, form: Any, trail: Any) -> HttpResponse:
    context = {"heading": heading, "form": form, "trail": trail or _trail()}
    return render(request, "records/write_place.html", context)


def _trail(found: Any = None) -> list[tuple[str, str]]:
    trail = [("More", reverse("more")), ("Places", reverse("records:places"))]
    if found:
        trail.append((str(found), reverse("records:place", args=[found.pk])))
    return trail
