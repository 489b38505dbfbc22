"""Who looked at a person's record: for the manager, and on paper for the person (AUD-03)."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import forms, queries, services
from records.views.frame import page

WHY = "read who looked at the record"


@requires(Permission.SEE_AUDIT)
@require_safe
def who_looked(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Everybody who opened, changed or was refused this record, the latest first."""
    person = services.open_record(person_id, by=request.user, why=WHY)
    form = forms.LooksForm(queries.staff_who_may_have_looked(person), request.GET)
    asked = form.cleaned_data if form.is_valid() else None
    number = _number(request.GET.get("page", "1"))
    looks = queries.looks(person, number, **asked) if asked else []
    context = {
        "form": form,
        "looks": looks[: queries.LOOKS_ON_PAGE],
        "days": queries.by_day(looks[: queries.LOOKS_ON_PAGE]),
        "filtered": _without_page(request),
        "newer": number - 1,
        "older": number + 1 if len(looks) > queries.LOOKS_ON_PAGE else 0,
    }
    return page(request, "records/who_looked.html", person, [], **context)


@requires(Permission.SEE_AUDIT)
@require_safe
def who_looked_on_paper(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The same for the person themselves: to be printed and given to them."""
    why = "printed who looked at the record, for the person"
    person = services.open_record(person_id, by=request.user, why=why)
    form = forms.LooksForm(queries.staff_who_may_have_looked(person), request.GET)
    looks = queries.looks_on_paper(person, **form.cleaned_data) if form.is_valid() else []
    context = {
        "days": queries.by_day(looks[: queries.LOOKS_ON_PAPER]),
        "has_more": len(looks) > queries.LOOKS_ON_PAPER,
        "most": queries.LOOKS_ON_PAPER,
        "asked": form.cleaned_data,
    }
    trail = [("Who looked", reverse("records:who_looked", args=[person_id]))]
    return page(request, "records/who_looked_on_paper.html", person, trail, **context)


def _number(asked: str) -> int:
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 7 else 1


def _without_page(request: StaffRequest) -> str:
    """The filter, for links to other pages of what it found."""
    return urlencode([(name, value) for name, value in request.GET.items() if name != "page"])
