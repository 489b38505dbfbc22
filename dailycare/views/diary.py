"""The diary of the people at my places: what is arranged and due, and what came of it (HND-04)."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import clock, exceptions, words
from dailycare import diary as days
from governance.ids import as_id
from governance.services import viewed_each

# Ten years: nobody pages further, and no calendar ends there.
SHOWN_WITHIN = timedelta(days=3660)


@requires(Permission.SEE_PEOPLE)
@require_safe
def diary(request: StaffRequest) -> HttpResponse:
    """Two weeks of everybody at my places, after what nobody has written the outcome of."""
    here = exceptions.people_here(request.user.places_for(Permission.SEE_PEOPLE))
    people = {one.person_id: one for one in here}
    if (whose := as_id(request.GET.get("for", ""))) in people:
        return redirect("records:add_record", kind="appointments", person_id=whose)
    first = _day(request.GET.get("from", "")) or timezone.localdate()
    last = first + timedelta(days=days.DAYS - 1)
    open_now = days.not_told(list(people), timezone.localdate())
    found = days.by_day(list(people), first, last)
    told = {one.person_id for one in open_now} | {o.person_id for _, some in found for o in some}
    viewed_each(told, by=request.user, why="read the diary")
    writes_at = request.user.places_for(Permission.EDIT_RECORD)
    writes_of = sorted((one for one in here if one.location_id in writes_at), key=lambda p: p.name)
    context = {
        "open_now": [(people[one.person_id], one) for one in open_now],
        "days": [
            (words.day_in_words(day), [(people[one.person_id], one) for one in some])
            for day, some in found
        ],
        "may_write": {one.person_id for one in writes_of},
        "people": writes_of,
    }
    return render(request, "dailycare/diary.html", context | _span(first, last))


def _span(first: date, last: date) -> dict[str, Any]:
    return {
        "first": first,
        "last": last,
        "is_now": first == timezone.localdate(),
        "earlier": first - timedelta(days=days.DAYS),
        "later": last + timedelta(days=1),
    }


def _day(said: str) -> date | None:
    """Read the first day from the address; one of another age is today."""
    day = clock.as_day(said)
    return day if day and abs(day - timezone.localdate()) < SHOWN_WITHIN else None
