"""Recording care, and putting right what was recorded."""

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import queries as accounts
from accounts import services as accounts_services
from accounts import slips
from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import (
    kinds,
    occasions,
    offering,
    own_kinds,
    photographs,
    planned,
    policies,
    queries,
    repeated,
    services,
    words,
)
from dailycare.forms import CareForm, CorrectionForm, TakeOutForm, as_initial
from dailycare.trends import drunk_today
from governance.errors import NotYours
from governance.ids import uuid7
from records import queries as records
from records.errors import AlreadyRecorded, NotInThisState
from records.services import open_record
from records.views.writing import ASK, begin, begin_at, saved

if TYPE_CHECKING:
    from dailycare.models import CareEntry
    from records.models import Instruction, Person

KEPT = "What you typed is kept: open the record again, and it is there to be saved"
# What should have been done is recorded later from the list of exceptions, which goes so far back.
STILL_RECORDED = timedelta(days=92)
# What the plan asks for stands in sight so far; the kinds of care should not sink below it.
IN_SIGHT = 6


@requires(Permission.RECORD_CARE)
@require_http_methods(ASK)
def record(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Record one act of care: choose what was done, one answer, save."""
    try:
        person = open_record(person_id, by=request.user, why="recording care")
    except NotYours:
        return _ended_meanwhile(request, person_id)
    return _record(request, person)


def _record(request: StaffRequest, person: "Person") -> HttpResponse:
    kind, asked = _chosen(request, person)
    if kind is None or (kind == kinds.PLANNED and asked is None):
        return _choose_kind(request, person)
    # One draft for each kind and for each thing that the plan asks for: a note and a drink.
    path = f"{request.path}?kind={kind.slug}" + (f"&instruction={asked.pk}" if asked else "")
    about = _about(request, person, kind) | _about_asked(asked)
    form = _begun(request, person, path, **about)
    if request.method == "POST" and (entry := _recorded(request, person, form, path)):
        return redirect(f"{request.path}?saved={entry.pk}")
    context = {
        "header": records.header(person),
        "person": person,
        "kind": kind,
        "asked": asked,
        "with_detail": own_kinds.serving(_area(asked)) if kind == kinds.PLANNED else [],
        "drunk": drunk_today(person, now=timezone.now()) if kind.slug == "drink" else None,
        "form": form,
        "face": "",
        "slip": slips.write(request.user.pk, path),
    }
    return render(request, "dailycare/record.html", context)


def _ended_meanwhile(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep what was typed for somebody who was open from outside until a moment ago (0024)."""
    if request.method != "POST" or not records.opened_by(request.user, [person_id]):
        raise NotYours
    accounts_services.keep_by_slip(request.POST)
    messages.info(request, "Not saved: your time with this person has ended. " + KEPT)
    return redirect("dailycare:elsewhere")


def _chosen(
    request: StaffRequest, person: "Person"
) -> "tuple[kinds.Kind | None, Instruction | None]":
    """Return what kind of care is recorded, and what of the plan it answers."""
    asks = request.POST or request.GET
    kind = own_kinds.to_record(asks.get("kind", ""))
    if not (instruction := asks.get("instruction")):
        return kind, None
    return kind, records.instruction_of(person, _uuid(instruction) or uuid7())


def _area(asked: "Instruction | None") -> str:
    return asked.goal.area if asked and asked.goal else ""


def _choose_kind(request: StaffRequest, person: "Person") -> HttpResponse:
    """Offer what the plan asks for now, then every kind; what is not saved yet stands first."""
    hour = timezone.localtime().hour
    plan = records.plan_in_brief(person)
    now, rest = _from_the_plan(person, plan, hour) if plan else ([], [])
    latest = _just_saved(request, person)
    start = f"{request.path}?kind="
    drafts = accounts.drafts_under(request.user, start)
    own = own_kinds.in_use()
    known = kinds.BY_SLUG | {kind.slug: kind for kind in own}
    habit = offering.usual_now(person, request.user)
    context = {
        "header": records.header(person),
        "person": person,
        "offer": offering.offered(hour, plan=plan, habit=habit, own=own),
        "now": now,
        "rest": rest,
        "unsaved": [
            (kind, draft)
            for draft in drafts
            if (kind := known.get(draft.path.removeprefix(start).partition("&")[0]))
        ],
        "saved_at": latest.recorded_at if latest else None,
        "saved": words.note(latest) if latest else None,
    }
    return render(request, "dailycare/choose_kind.html", context)


def _from_the_plan(
    person: "Person", plan: records.PlanInBrief, hour: int
) -> tuple[list[words.Planned], list[words.Planned]]:
    """Say what stands in sight: what is due or late first, then what is not recorded today."""
    given, due = planned.given_lately(person), occasions.of_person(person, timezone.now())
    now, later = (
        [words.planned(task, given, due) for task in tasks] for tasks in plan.asked_at(hour)
    )
    now += [one for one in later if one.stands]
    now.sort(key=lambda one: (not one.stands, one.is_recorded_today))
    return now[:IN_SIGHT], [*now[IN_SIGHT:], *(one for one in later if not one.stands)]


def _about(request: StaffRequest, person: "Person", kind: kinds.Kind) -> dict[str, Any]:
    """Return what a form about this person needs to know: asked of the record when it is needed."""
    entry_id = _uuid(request.POST.get("entry_id", "")) or uuid7()
    return {
        "kind": kind,
        "earliest": partial(queries.earliest_day, person),
        "last_number": partial(queries.last_number, person, kind=kind.slug, leaving_out=entry_id),
        "written_before": partial(
            repeated.last_written, person, by=request.user, leaving_out=entry_id
        ),
    }


def _about_asked(asked: "Instruction | None") -> dict[str, Any]:
    return {"asked": asked, "late_for": partial(occasions.late_for, asked)} if asked else {}


def _begun(request: StaffRequest, person: "Person", path: str, **about: Any) -> CareForm:
    """Return the form as posted, as its author left it unsaved, or empty."""
    form = begin_at(path, request, CareForm, **about)
    entry_id = _uuid(form["entry_id"].value()) if form.unsaved else None
    if entry_id and queries.sent_before(entry_id):
        # The draft was on its way while its words were saved.
        accounts_services.discard_draft(path, by=request.user)
        return CareForm(**about)
    if not form.unsaved and (was_due := _was_due(request)):
        return CareForm(**about, was_due=was_due)
    return form


def _was_due(request: StaffRequest) -> datetime | None:
    """When what is recorded should have been done, where somebody came from what was missed."""
    try:
        moment = datetime.fromisoformat(request.GET.get("was_due", ""))
    except ValueError:
        return None
    if request.method == "POST" or moment.tzinfo is None:
        return None
    return moment if timedelta() <= timezone.now() - moment <= STILL_RECORDED else None


def _recorded(
    request: StaffRequest, person: "Person", form: CareForm, path: str
) -> "CareEntry | None":
    """Record what was posted and return it; nothing where the form now says what is not well."""
    if not form.is_valid():
        return None
    told = {"kind": form.of_kind.slug, "entry_id": form.cleaned_data["entry_id"]} | form.entry
    asked = form.asked.pk if form.asked else None
    try:
        entry = services.record_care(person, by=request.user, instruction_id=asked, **told)
    except AlreadyRecorded:
        form.add_error(None, "This was saved before with other details. Open it to correct it")
        return None
    except NotInThisState as refusal:
        form.stand_alone(str(refusal))
        return None
    accounts_services.discard_draft(path, by=request.user)
    return entry


def _just_saved(request: StaffRequest, person: "Person") -> "CareEntry | None":
    """What was saved a moment ago, read back from the record: the page says no more than that."""
    entry_id = _uuid(request.GET.get("saved", ""))
    return queries.entry_of(person, entry_id) if entry_id else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@requires(Permission.SEE_PEOPLE)
@require_safe
def entry(request: StaffRequest, person_id: UUID, entry_id: UUID) -> HttpResponse:
    """One entry with every version of it: who wrote it, when, why, what changed."""
    person = open_record(person_id, by=request.user, why="read an entry")
    found = queries.entry_of(person, entry_id)
    may_correct = policies.is_corrected_by(found, request.user, person)
    note = words.note(found)
    shown = {one.id for one in note.photographs}
    context = {
        "header": records.header(person),
        "person": person,
        "entry": found,
        "note": note,
        "taken_away": [one for one in photographs.of_entry(found) if one.pk not in shown],
        "day": words.day_in_words(found.happened_on),
        "history": records.history(found),
        "may_correct": may_correct and found.is_current,
        "may_import": request.user.may(Permission.IMPORT, at=person.places),
    }
    return render(request, "dailycare/entry.html", context)


@requires(Permission.RECORD_CARE)
@require_http_methods(ASK)
def correct(request: StaffRequest, person_id: UUID, entry_id: UUID) -> HttpResponse:
    """Write a corrected version of an entry, with the reason; the first stays readable."""
    person = open_record(person_id, by=request.user, why="correcting an entry")
    found = queries.entry_of(person, entry_id)
    about = _about(request, person, own_kinds.of_entry(found.kind)) | {"corrects": found}
    form = begin(request, CorrectionForm, initial=as_initial(found), **about)
    if request.method == "POST" and saved(
        request, form, lambda: services.correct_care(found, by=request.user, **form.correction)
    ):
        messages.success(request, "Correction saved. The first version stays in the history")
        return redirect("dailycare:entry", person_id, entry_id)
    context = {
        "header": records.header(person),
        "person": person,
        "entry": found,
        "form": form,
        "latest": words.note(queries.entry_of(person, entry_id)) if form.colleague else None,
    }
    return render(request, "dailycare/correct.html", context)


@requires(Permission.RECORD_CARE)
@require_http_methods(ASK)
def entered_in_error(request: StaffRequest, person_id: UUID, entry_id: UUID) -> HttpResponse:
    """Hide an entry that should not be there, with the reason; its history keeps it."""
    person = open_record(person_id, by=request.user, why="marking an entry as made in error")
    found = queries.entry_of(person, entry_id)
    form = begin(request, TakeOutForm, initial={"replaces": found.version})
    if request.method == "POST" and saved(
        request,
        form,
        lambda: services.mark_entered_in_error(found, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "Entry taken out. It stays in the history, with your reason")
        return redirect("dailycare:timeline", person_id)
    context = {
        "header": records.header(person),
        "person": person,
        "note": words.note(found),
        "entry": found,
        "form": form,
    }
    return render(request, "dailycare/entered_in_error.html", context)
