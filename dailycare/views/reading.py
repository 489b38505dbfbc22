"""A person's notes over years."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import own_kinds, queries, words
from dailycare.clock import UK
from dailycare.forms import TimelineForm
from governance.errors import NotYours
from records import queries as records
from records import services


@requires(Permission.SEE_PEOPLE)
@require_safe
def timeline(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Every note of one person by day, newest first; by kind, words, author and day."""
    someone = services.open_record(person_id, by=request.user, why="read the notes")
    form = TimelineForm(own_kinds.choices(), request.GET or None)
    entries = queries.timeline(someone, _asked(form, request.GET.get("before", "")))
    shown = entries[: queries.PAGE]
    older = ""
    if len(entries) > queries.PAGE:
        asked = {k: v for k, v in request.GET.items() if v and k != "before"}
        older = "?" + urlencode(asked | {"before": shown[-1].pk})
    context = {
        "header": records.header(someone),
        "person": someone,
        "form": form,
        "days": words.by_day(shown),
        "older": older,
        "is_filtered": any(v for k, v in request.GET.items() if k != "before"),
        "is_later_page": "before" in request.GET,
    }
    return render(request, "dailycare/timeline.html", context)


def _asked(form: TimelineForm, before: str) -> queries.TimelineFilter:
    """Turn the form into a filter; a box with an error filters nothing, and the page says so."""
    form.is_valid()
    cleaned = getattr(form, "cleaned_data", {})
    day = cleaned.get("until")
    try:
        before_id = UUID(before) if before else None
    except ValueError as odd:
        raise NotYours from odd
    return queries.TimelineFilter(
        kind=cleaned.get("kind", ""),
        words=cleaned.get("words", ""),
        author=cleaned.get("author", ""),
        until=datetime.combine(day + timedelta(days=1), time(), tzinfo=UK) if day else None,
        before=before_id,
        with_errors=cleaned.get("with_errors", False),
    )
