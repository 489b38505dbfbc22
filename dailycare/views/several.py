"""Recording the same care for several people, each with an entry of their own (DLY-06)."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import queries as accounts
from accounts import services as accounts_services
from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import queries, repeated, services, several, words
from dailycare.forms import (
    CareForm,
    Lines,
    OneOfSeveralForm,
    SeveralForm,
    as_sent,
    said_of,
    shared_by,
)
from dailycare.kinds import Kind
from governance.errors import NotYours
from records.errors import AlreadyRecorded
from records.views.writing import ASK

SENT_BEFORE = (
    "One of these was saved before with other details, so nothing was saved now. "
    "Open it in the notes to correct it"
)


class Round(NamedTuple):
    """What is recorded for whom, and the first day that it can be recorded for each."""

    kind: Kind
    residents: list[several.Resident]
    earliest: dict[UUID, date]


@requires(Permission.RECORD_CARE)
@require_http_methods(ASK)
def record_several(request: StaffRequest) -> HttpResponse:
    """Choose people and what they had, write it once, then say of each that it is right."""
    is_asked = bool(request.POST or request.GET)
    kept = {} if is_asked else accounts.draft_of(request.user, request.path)
    typed = request.POST if is_asked else as_sent(kept)
    going_round = _round(request, typed or request.GET, is_kept=bool(kept))
    if going_round is None:
        return _choose(request)
    draft = accounts.drafts_under(request.user, request.path).first() if kept else None
    if typed.get("step") == "save":
        return _save(request, going_round, typed, draft)
    first_day = min(going_round.earliest.values())
    form = CareForm(typed or None, kind=going_round.kind, earliest=lambda: first_day)
    form.unsaved = draft
    if request.method == "POST" and form.is_valid():
        initial = shared_by(form)
        lines = Lines([_line(one, going_round, initial=initial) for one in going_round.residents])
        return _check(request, going_round, lines, form.entry)
    context = {"kind": going_round.kind, "residents": going_round.residents, "form": form}
    return render(request, "dailycare/record_several.html", context)


def _round(request: StaffRequest, asked: Any, *, is_kept: bool) -> Round | None:
    """Return what is recorded for whom; nothing while that is not said.

    Raises NotYours, but where it was kept for later: somebody may have moved away meanwhile.
    """
    kind = several.kind_for_several(asked.get("kind", ""))
    try:
        residents = several.chosen(request.user, _ids(asked.getlist("who")))
    except NotYours:
        if is_kept:
            return None
        raise
    if kind is None or not SeveralForm(residents, asked).is_valid():
        return None
    known = queries.people_to_record(request.user, [one.person.pk for one in residents])
    return Round(kind, residents, {pk: day for pk, (_person, day) in known.items()})


def _choose(request: StaffRequest) -> HttpResponse:
    """Offer who lives at one place or on one unit, and say what was saved a moment ago."""
    places = several.places_to_choose_from(request.user)
    asked = {str(pk) for pk, _name in places} & {request.GET.get("at", "")}
    at = UUID(asked.pop()) if asked else places[0][0]
    residents = several.residents(request.user, at=at)
    is_asked = "who" in request.GET or "kind" in request.GET
    saved = several.just_saved(request.user, _ids(request.GET.getlist("saved")))
    context = {
        "places": places,
        "at": at,
        "residents": residents,
        "form": SeveralForm(residents, request.GET if is_asked else None),
        "saved": [(entry.person.chosen_name, words.note(entry)) for entry in saved],
        "saved_at": saved[0].recorded_at if saved else None,
    }
    return render(request, "dailycare/choose_several.html", context)


def _line(one: several.Resident, going_round: Round, *typed: Any, **about: Any) -> OneOfSeveralForm:
    first_day = going_round.earliest[one.person.pk]
    return OneOfSeveralForm(
        *typed, resident=one, kind=going_round.kind, earliest=lambda: first_day, **about
    )


def _save(request: StaffRequest, going_round: Round, typed: Any, draft: Any) -> HttpResponse:
    """Save what is right for each; nothing of anybody while something is to be mended."""
    before = _written_before(request, going_round.residents, typed)
    residents = going_round.residents
    lines = Lines([_line(one, going_round, typed, written_before=before(one)) for one in residents])
    lines.unsaved = draft
    if request.method == "POST" and lines.is_valid():
        told = [(line.resident.person, line.told) for line in lines.to_save]
        try:
            kind = going_round.kind.slug
            entries = services.record_for_several(told, by=request.user, kind=kind)
        except AlreadyRecorded:
            lines.non_field_errors = [SENT_BEFORE]
        else:
            accounts_services.discard_draft(request.path, by=request.user)
            saved = urlencode([("saved", entry.pk) for entry in entries])
            return redirect(f"{request.path}?{saved}")
    return _check(request, going_round, lines)


def _written_before(
    request: StaffRequest, residents: Sequence[several.Resident], typed: Any
) -> Callable[[several.Resident], Callable[[str], datetime | None]]:
    """Ask once whether words were written before, for all the lines."""
    people = [one.person.pk for one in residents]
    found = repeated.written_before(
        people,
        [typed.get(f"{pk}-text", "").strip() for pk in people],
        by=request.user,
        leaving_out=_ids([typed.get(f"{pk}-entry_id", "") for pk in people]),
    )
    return lambda one: lambda text: found.get((one.person.pk, text))


def _check(
    request: StaffRequest, going_round: Round, lines: Lines, entry: dict[str, Any] | None = None
) -> HttpResponse:
    """Show each person's line, to be said right, changed or left out."""
    kind = going_round.kind
    said = [(line, said_of(kind, entry or line.told)) for line in lines.forms]
    context = {"kind": kind, "lines": lines, "said": said}
    return render(request, "dailycare/check_several.html", context)


def _ids(texts: Iterable[str]) -> list[UUID]:
    """Return the ids among what was sent."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(UUID(text))
    return found
