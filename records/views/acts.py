"""What everybody did with the records of a place, to read and to take along (AUD-03)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.services import searched
from records import forms, queries
from records.spreadsheets import as_csv

TOO_MANY = f"There are more than {queries.ACTS_ON_A_LIST:,} of these. Choose fewer days"
# What a form sends besides what was chosen in it.
NOT_ASKED = ("csrfmiddlewaretoken", "before")
COLUMNS = ("Day", "Time", "Who", "What", "Why", "About", "Outcome")


@requires(Permission.AUDIT)
@require_safe
def acts(request: StaffRequest) -> HttpResponse:
    """What was done, the latest first, by whom and with whose record."""
    searched(by=request.user, why="what everybody did looked at")
    form = _form(request, request.GET)
    shown: list[queries.AuditedAct] = []
    if form.is_valid():
        found = queries.acts_seen_by(request.user, **form.cleaned_data)
        shown = queries.page_of_acts(found, before=_number(request.GET.get("before", "")))
    return _shown(request, form, shown)


@requires(Permission.AUDIT)
@require_POST
def download_acts(request: StaffRequest) -> HttpResponse:
    """The same as a list for a spreadsheet. A button and not a link, for it is put on record."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _shown(request, form, [])
    asked = form.cleaned_data
    found = queries.list_of_acts(queries.acts_seen_by(request.user, **asked))
    if len(found) > queries.ACTS_ON_A_LIST:
        form.add_error("since", TOO_MANY)
        return _shown(request, form, [])
    days = f"{asked['since']} to {asked['until']}"
    searched(by=request.user, why=f"what everybody did taken as a list, {days}")
    return _as_csv(found)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _form(request: StaffRequest, asked: Any) -> forms.ActsForm:
    return forms.ActsForm(queries.staff_ever(request.user.provider_id), asked)


def _shown(
    request: StaffRequest, form: forms.ActsForm, shown: list[queries.AuditedAct]
) -> HttpResponse:
    page = shown[: queries.ACTS_ON_PAGE]
    context = {
        "form": form,
        "acts": page,
        "earlier": page[-1].id if len(shown) > queries.ACTS_ON_PAGE else 0,
        "asked": [item for item in form.data.items() if item[0] not in NOT_ASKED],
    }
    return render(request, "records/acts.html", context)


def _as_csv(found: list[queries.AuditedAct]) -> HttpResponse:
    lines = ((f"{one.at:%Y-%m-%d}", f"{one.at:%H:%M:%S}", *_said(one)) for one in found)
    return as_csv("what-everybody-did", COLUMNS, lines)


def _said(one: queries.AuditedAct) -> tuple[str, ...]:
    return (one.who, one.act, one.why, one.about, one.outcome)
