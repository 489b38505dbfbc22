"""What one shift tells the next: drafted, edited, signed by both leads, read, added to."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import briefing as briefings
from dailycare import paper
from dailycare.forms import AddendumForm, LineForm, NewLineForm
from dailycare.handovers import drafting, reading, saying, writing
from governance.errors import NotYours, StaleRecord
from governance.services import show_private, viewed_each
from records.errors import NotInThisState
from records.forms import ReasonForm, ReplacingForm
from records.views.writing import ASK, begin, saved

READ = requires(Permission.SEE_PEOPLE)
WRITE = requires(Permission.HAND_OVER)
CHANGED = "A line changed while you were reading. Read it again, then sign"


@READ
@require_safe
def handovers(request: StaffRequest) -> HttpResponse:
    """The newest handover of each place and unit where I work, and the way to those before."""
    context = {
        "parts": [
            (one, saying.state(one.handover)) for one in reading.latest_handovers(request.user)
        ]
    }
    return render(request, "dailycare/handovers.html", context)


@READ
@require_safe
def earlier_handovers(request: StaffRequest) -> HttpResponse:
    """Those that both leads signed, the newest first."""
    asked = request.GET.get("page", "1")[:6]
    page = max(int(asked), 1) if asked.isdecimal() else 1
    found = reading.earlier_handovers(request.user, page)
    shown = found[: reading.EARLIER_ON_PAGE]
    context = {
        "found": [(one, saying.name_of(one), saying.period(one)) for one in shown],
        "previous": page - 1,
        "next": page + 1 if len(found) > len(shown) else 0,
    }
    return render(request, "dailycare/earlier_handovers.html", context)


@WRITE
@require_POST
def draft_handover(request: StaffRequest, location_id: UUID) -> HttpResponse:
    """Draft one for a place or a unit of it, or open the one that is being written."""
    unit_id = _uuid(unit) if (unit := request.POST.get("unit")) else None
    location, part = reading.part_of_mine(request.user, location_id, unit_id)
    handover = writing.draft_handover(location, part, by=request.user)
    return redirect("dailycare:handover", handover.pk)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as odd:
        raise NotYours from odd


@READ
@require_safe
def briefing(request: StaffRequest, location_id: UUID) -> HttpResponse:
    """Everybody of a place or a unit on one page, for somebody who is new there."""
    unit_id = _uuid(unit) if (unit := request.GET.get("unit")) else None
    location, part = reading.part_of_mine(request.user, location_id, unit_id)
    now = timezone.localtime()
    people = briefings.briefing(location, part, now)
    read = [one.header.id for one in people]
    viewed_each(read, by=request.user, why="read the briefing of a place")
    name = f"{part.name}, {location.name}" if part else location.name
    context = {"people": people, "name": name, "now": now}
    return render(request, "dailycare/briefing.html", context)


@READ
@require_safe
def paper_pack(request: StaffRequest, location_id: UUID) -> HttpResponse:
    """The same with forms to write on, as a PDF: for when nothing works (OFF-08)."""
    unit_id = _uuid(unit) if (unit := request.GET.get("unit")) else None
    location, part = reading.part_of_mine(request.user, location_id, unit_id)
    people, told = paper.pack(location, part, timezone.localtime())
    viewed_each(people, by=request.user, why="printed the pack for when nothing works")
    answer = HttpResponse(paper.as_pdf(told), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="paper-pack.pdf"'
    return answer


@READ
@require_safe
def handover(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """What it says, by concern; to leads while it is written, to everybody once it is signed."""
    found = reading.handover_of(request.user, handover_id)
    at = [found.location_id]
    is_lead = request.user.may(Permission.HAND_OVER, at=at)
    context = _about(found) | {
        "is_lead": is_lead,
        "may_edit": is_lead and found.is_draft,
        "may_tick": request.user.may(Permission.RECORD_CARE, at=at),
        "may_take_over": is_lead and found.handed_over_by_id != request.user.pk,
    }
    if found.is_draft and not is_lead:
        return render(request, "dailycare/handover_not_ready.html", context)
    if request.user.may(Permission.SEE_RESTRICTED, at=at):
        show_private()
    context |= _said(request, found) | _for_leads(found, is_lead=is_lead, by=request.user)
    return render(request, "dailycare/handover.html", context)


def _about(found: Any) -> dict[str, Any]:
    return {
        "handover": found,
        "name": saying.name_of(found),
        "period": saying.period(found),
        "state": saying.state(found),
    }


def _said(request: StaffRequest, found: Any) -> dict[str, Any]:
    """Read the lines, and put on record of whom somebody read here."""
    lines = reading.lines_of(found)
    told = {line.person_id for line in lines if line.person_id}
    viewed_each(told, by=request.user, why="read a handover")
    others = [one for one in reading.people_to_tell_of(found) if one.pk not in told]
    return {
        "groups": saying.by_concern(lines, reading.changed_since(lines)),
        "nothing_new": others,
        "has_read": found.is_signed and reading.has_read(found, request.user),
    }


def _for_leads(found: Any, *, is_lead: bool, by: Any) -> dict[str, Any]:
    """Return what leads see beside it: what came since, what was left out, who has read it."""
    new = []
    if is_lead and found.is_draft:
        new = drafting.not_said(found, drafting.found_for(found, timezone.now(), by=by))
    return {
        "new": len(new),
        "taken_out": reading.lines_taken_out(found) if is_lead else [],
        "readers": reading.readers_of(found) if is_lead and found.is_signed else None,
    }


@WRITE
@require_POST
def add_what_is_new(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Add what was recorded since it was drafted; what is there stays as it is."""
    found = reading.handover_of(request.user, handover_id)
    return _done(
        request,
        found,
        lambda: writing.add_what_is_new(found, by=request.user),
        "What came since is added",
    )


def _done(request: StaffRequest, found: Any, act: Callable[[], Any], says: str) -> HttpResponse:
    """Do it and say so on the handover's page, or say there why not."""
    try:
        act()
    except StaleRecord:
        messages.error(request, CHANGED)
    except NotInThisState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, says)
    return redirect("dailycare:handover", found.pk)


@WRITE
@require_POST
def sign_handover(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Sign for the shift that ends, or after that for the one that begins."""
    found = reading.handover_of(request.user, handover_id)
    form = ReplacingForm(request.POST)
    replaces = (form.cleaned_data["replaces"] or 0) if form.is_valid() else 0
    sign = writing.hand_over if found.is_draft else writing.take_over
    says = "Handed over. The next lead signs it now" if found.is_draft else "Taken over"
    return _done(request, found, lambda: sign(found, replaces=replaces, by=request.user), says)


@READ
@require_POST
def tick_handover(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Put on record that I have read it."""
    found = reading.handover_of(request.user, handover_id)
    return _done(
        request, found, lambda: writing.say_read(found, by=request.user), "Ticked: you have read it"
    )


@WRITE
@require_http_methods(ASK)
def take_back_handover(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Make it a draft again, with a reason, while the second signature is missing."""
    found = reading.handover_of(request.user, handover_id)
    form = begin(request, ReasonForm, initial={"replaces": found.version})
    if request.method == "POST" and saved(
        request, form, lambda: writing.take_back(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "It is a draft again")
        return redirect("dailycare:handover", handover_id)
    return _form_page(request, found, form, "Make it a draft again?", "Make it a draft")


@WRITE
@require_http_methods(ASK)
def add_line(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Add a line of one's own to a draft."""
    found = reading.handover_of(request.user, handover_id)
    form = begin(request, NewLineForm, people=reading.people_to_tell_of(found))
    if request.method == "POST" and saved(
        request, form, lambda: writing.add_line(found, by=request.user, **form.line)
    ):
        messages.success(request, "Line added")
        return redirect("dailycare:handover", handover_id)
    return _form_page(request, found, form, "Add to the handover", "Add this line")


@WRITE
@require_http_methods(ASK)
def add_addendum(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Add to what both leads have signed, under one's own name."""
    found = reading.handover_of(request.user, handover_id)
    form = begin(request, AddendumForm, people=reading.people_to_tell_of(found))
    if request.method == "POST" and saved(
        request, form, lambda: writing.add_addendum(found, by=request.user, **form.line)
    ):
        messages.success(request, "Addendum added")
        return redirect("dailycare:handover", handover_id)
    return _form_page(request, found, form, "Add an addendum", "Add this addendum")


@WRITE
@require_http_methods(ASK)
def change_line(request: StaffRequest, handover_id: UUID, line_id: UUID) -> HttpResponse:
    """Say a line in other words, or in another place."""
    found = reading.handover_of(request.user, handover_id)
    line = reading.line_of(found, line_id)
    initial = {name: getattr(line, name) for name in ("concern", "words", "is_said_first")}
    form = begin(request, LineForm, initial=initial | {"replaces": line.version})
    if request.method == "POST" and saved(
        request,
        form,
        lambda: writing.revise_line(
            line, replaces=form.cleaned_data["replaces"] or 0, by=request.user, **form.line
        ),
    ):
        messages.success(request, "Line changed")
        return redirect("dailycare:handover", handover_id)
    return _form_page(request, found, form, "Change this line", "Save this line", line)


@WRITE
@require_http_methods(ASK)
def take_out_line(request: StaffRequest, handover_id: UUID, line_id: UUID) -> HttpResponse:
    """Leave a line unsaid, with a reason; it stays readable under the others."""
    found = reading.handover_of(request.user, handover_id)
    line = reading.line_of(found, line_id)
    form = begin(request, ReasonForm, initial={"replaces": line.version})
    if request.method == "POST" and saved(
        request, form, lambda: writing.take_out_line(line, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Line taken out")
        return redirect("dailycare:handover", handover_id)
    return _form_page(request, found, form, "Leave this line out?", "Take this line out", line)


def _form_page(
    request: StaffRequest, found: Any, form: Any, heading: str, button: str, line: Any = None
) -> HttpResponse:
    if line and line.person_id:
        viewed_each([line.person_id], by=request.user, why="writing a handover")
    context = _about(found) | {
        "form": form,
        "heading": heading,
        "button": button,
        "line": line,
        "latest": reading.line_of(found, line.pk) if form.colleague and line else None,
        "back": reverse("dailycare:handover", args=[found.pk]),
    }
    return render(request, "dailycare/write_handover.html", context)
