"""Who had GP records or tried to, to read and to take along; whether records come."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.services import searched
from gpconnect.oversight import policies, queries
from gpconnect.oversight.forms import AccessesForm
from records import queries as records
from records.spreadsheets import as_csv

TOO_MANY = f"There are more than {records.ACTS_ON_A_LIST:,} of these. Choose fewer days"
# What a form sends besides what was chosen in it.
NOT_ASKED = ("csrfmiddlewaretoken", "before")
COLUMNS = (
    *("Number", "Day", "Time", "What", "Outcome", "User id", "Name", "Role", "Organisation"),
    *("ODS code", "Authority", "Person", "NHS number", "Person id", "Trace id", "From", "To"),
    *("Interaction", "Attempt"),
)


@requires(Permission.WATCH_GP_RECORDS)
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    """Whether the GP records of the provider's people come, why not, and what to do about it."""
    now = timezone.now()
    found = queries.queue(now)
    context = {"queue": found, "advice": policies.advice(found.signs, now=now), "now": now}
    return render(request, "gpconnect/queue.html", context)


@requires(Permission.AUDIT)
@require_safe
def accesses(request: StaffRequest) -> HttpResponse:
    """Accesses to GP records and attempts at them, the latest first, with all their facts."""
    searched(by=request.user, why="who had GP records looked at")
    form = _form(request, request.GET)
    shown: list[queries.Access] = []
    if form.is_valid():
        before = request.GET.get("before", "")
        found = queries.accesses_seen_by(request.user, **form.cleaned_data)
        shown = queries.page_of_accesses(
            found, before=int(before) if before.isdecimal() and len(before) < 19 else None
        )
    return _shown(request, form, shown)


@requires(Permission.AUDIT)
@require_POST
def download_accesses(request: StaffRequest) -> HttpResponse:
    """The same as a list for a spreadsheet. A button and not a link, for it is put on record."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _shown(request, form, [])
    asked = form.cleaned_data
    found = queries.list_of_accesses(queries.accesses_seen_by(request.user, **asked))
    if len(found) > records.ACTS_ON_A_LIST:
        form.add_error("since", TOO_MANY)
        return _shown(request, form, [])
    days = f"{asked['since']} to {asked['until']}"
    searched(by=request.user, why=f"who had GP records taken as a list, {days}")
    return as_csv("who-had-gp-records", COLUMNS, (_line(one) for one in found))


def _form(request: StaffRequest, asked: Any) -> AccessesForm:
    return AccessesForm(records.staff_ever(request.user.provider_id), asked)


def _shown(request: StaffRequest, form: AccessesForm, shown: list[queries.Access]) -> HttpResponse:
    page = shown[: queries.ACCESSES_ON_PAGE]
    context = {
        "form": form,
        "accesses": page,
        "earlier": page[-1].fact.pk if len(shown) > queries.ACCESSES_ON_PAGE else 0,
        "asked": [item for item in form.data.items() if item[0] not in NOT_ASKED],
    }
    return render(request, "gpconnect/accesses.html", context)


def _line(one: queries.Access) -> list[str]:
    fact = one.fact
    said = (
        *(fact.pk, f"{one.at:%Y-%m-%d}", f"{one.at:%H:%M:%S}", one.kind, fact.outcome),
        *(fact.user_id, fact.name, fact.role, fact.organisation_name, fact.organisation_ods),
        *(fact.authority, one.about, fact.nhs_number, fact.person_id, fact.trace_id),
        *(fact.from_asid, fact.to_asid, fact.interaction, fact.attempt_id or ""),
    )
    return [str(each) for each in said]
