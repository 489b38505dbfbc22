"""What needs a lead's eye, as it happens, and what was done about it (DLY-08)."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import clock, exceptions, queries, services, words
from dailycare.exceptions import ExceptionItem, ExceptionKind
from dailycare.forms import SeenForm
from governance.ids import as_id
from governance.services import searched
from records import queries as records
from records.services import open_record
from records.views.frame import page
from records.views.writing import ASK, begin, saved

LEADS = requires(Permission.SEE_EXCEPTIONS)
# Whoever sees who looked at a record says whether it was in order.
LOOKS = Permission.SEE_AUDIT
# So far back the list goes, a day at a time; what was done is in the person's record for good.
FURTHEST = timedelta(days=92)
# What somebody may still put right is looked for so far back.
STILL_OPEN = timedelta(days=31)


@LEADS
@require_safe
def exception_feed(request: StaffRequest) -> HttpResponse:
    """Everything of today and yesterday, or of an earlier day, the newest first."""
    searched(by=request.user, why="what needs a lead's eye")
    return render(request, "dailycare/exceptions.html", _feed(request))


@LEADS
@require_safe
def exceptions_progress(request: StaffRequest) -> HttpResponse:
    """The list alone, for a page that asks again and again: nobody need be there (SEC-04)."""
    if not request.htmx:
        return redirect("dailycare:exception_feed")
    return render(request, "dailycare/exceptions.html#feed", _feed(request))


def _feed(request: StaffRequest) -> dict[str, Any]:
    now = timezone.now()
    day = _day(request.GET.get("day", ""), now)
    since, until = _time(day, now)
    unit, kind = as_id(request.GET.get("unit", "")), request.GET.get("kind", "")
    found = exceptions.exceptions(request.user, since, until, unit)
    places = request.user.places_for(Permission.SEE_EXCEPTIONS)
    with_seen = "seen" in request.GET
    listed = [one for one in found if with_seen or not one.seen]
    shown = [one for one in listed if kind in ("", one.kind)]
    return {
        "read_at": now,
        "day": day,
        "earlier": clock.shift_day(since) - timedelta(days=1),
        "kinds": _kinds(listed),
        "kind": kind,
        "unit": unit,
        "units": sorted({(who.unit, who.unit_id) for who in (x.person for x in found) if who.unit}),
        "with_seen": with_seen,
        "is_still": "still" in request.GET or day is not None,
        "stopped": records.stopped_at(places, since, until),
        **_page(shown, request.GET.get("page", "")[:4], request.user.places_for(LOOKS)),
    }


def _kinds(listed: list[ExceptionItem]) -> list[tuple[str, str, int]]:
    counts = Counter(one.kind for one in listed)
    return [(one.value, one.label, counts[one]) for one in ExceptionKind if counts[one]]


def _page(shown: list[ExceptionItem], asked: str, looks_at: list[UUID]) -> dict[str, Any]:
    number = max(int(asked), 1) if asked.isdecimal() else 1
    start, end = (number - 1) * queries.PAGE, number * queries.PAGE
    return {
        "items": [_told(one, looks_at) for one in shown[start:end]],
        "previous": number - 1,
        "next": number + 1 if len(shown) > end else 0,
    }


def _told(one: ExceptionItem, looks_at: list[UUID]) -> dict[str, Any]:
    """Notes that disagree stand side by side; what was opened from outside is for a manager."""
    sides = [words.note(entry) for entry in one.entries] if len(one.entries) > 1 else []
    return {
        "item": one,
        "sides": sides,
        "day": words.day_in_words(timezone.localdate(one.at)),
        "record_url": words.record_url(one.undone) if one.undone else "",
        "is_for_manager": bool(one.opening) and one.person.location_id not in looks_at,
        "is_open": one.opening is not None and one.opening.ends_at > timezone.now(),
    }


def _day(asked: str, now: datetime) -> date | None:
    day, today = clock.as_day(asked), clock.shift_day(now)
    return day if day and today - FURTHEST <= day <= today else None


def _time(day: date | None, now: datetime) -> tuple[datetime, datetime]:
    if day is None:
        return clock.day_begins(clock.shift_day(now) - timedelta(days=1)), now
    return clock.day_begins(day), min(clock.day_begins(day + timedelta(days=1)), now)


@LEADS
@require_http_methods(ASK)
def exception_seen(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Say what was done about one line of the list; it stays, with that beside it."""
    person = open_record(person_id, by=request.user, why="seeing to what needs a lead's eye")
    now, key = timezone.now(), request.GET.get("what", "")
    found = exceptions.exceptions_of(request.user, person_id, now - STILL_OPEN, now)
    one = next((item for item in found if item.key == key), None)
    if one is None:
        messages.info(request, "This is not on the list any more: somebody put it right")
        return redirect("dailycare:exception_feed")
    if one.is_to_decide:
        return redirect("gpconnect:compare", person_id)
    is_outside = one.kind == ExceptionKind.OUTSIDE
    if is_outside and not request.user.may(LOOKS, at=person.places):
        raise PermissionDenied
    form = begin(request, SeenForm, asks_verdict=is_outside)
    what = ": ".join(filter(None, [one.kind.label, one.what, one.why]))
    about: dict[str, Any] = {"key": key, "what": what, "by": request.user}
    if request.method == "POST" and saved(
        request, form, lambda: services.mark_seen(person, **about, **form.said)
    ):
        messages.success(request, f"Seen. What you did stands beside it, for {person.chosen_name}")
        return redirect("dailycare:exception_feed")
    context = {"form": form, **_told(one, request.user.places_for(LOOKS))}
    return page(request, "dailycare/exception_seen.html", person, [], **context)
