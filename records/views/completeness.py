"""What was never asked: of one person, of each of their records, and of everybody at my places."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.services import searched
from records import forms, queries, services, words
from records.musts import BY_ID, Must
from records.queries import Completeness, State
from records.questions import QUESTIONS, Question
from records.views.frame import page
from records.views.writing import ASK, begin, saved

ON_PAGE = 50
type May = Callable[[Permission], bool]
IN_WORDS = {
    State.ANSWERED: "Answered",
    State.NONE_KNOWN: "Asked: none",
    State.DECLINED: "Asked: preferred not to say",
    State.NOT_KNOWN: "Asked: not known",
    State.NEVER_ASKED: "Never asked",
}


@requires(Permission.SEE_PEOPLE)
@require_safe
def completeness(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Every question about one person and their records, and the box that answers it."""
    person = services.open_record(person_id, by=request.user, why="read what was never asked")
    known = queries.completeness(person)
    context = {
        "known": known,
        "total": len(QUESTIONS),
        "demanded": _counts(known.demanded),
        "parts": list(_by_part(known, partial(request.user.may, at=person.places))),
        "of_records": list(_of_records(known)),
        "may_write": request.user.may(Permission.EDIT_RECORD, at=person.places),
    }
    return page(request, "records/completeness.html", person, [], **context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def unanswered(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The work list: each record that lacks what the standard asks for, opened at that box."""
    person = services.open_record(person_id, by=request.user, why="read what records lack")
    must = BY_ID.get(request.GET.get("of", ""))
    if must is None:
        return redirect("records:completeness", person_id)
    left = Paginator(queries.unanswered(must, person), ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "must": must,
        "left": left,
        "rows": [_row(person, must, record) for record in left],
        "may_write": request.user.may(Permission.EDIT_RECORD, at=person.places),
        "may_change": request.user.may(must.kind.permission, at=person.places),
    }
    trail = [("What was never asked", reverse("records:completeness", args=[person_id]))]
    return page(request, "records/unanswered.html", person, trail, **context)


@requires(Permission.EDIT_RECORD)
@require_http_methods(ASK)
def asked(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Say that a question was asked and what came of it, where there is nothing else to record."""
    person = services.open_record(person_id, by=request.user, why="went to say what was asked")
    initial = {name: request.GET.get(name, "") for name in ("question", "about")}
    form = begin(request, forms.AskedForm, initial=initial)
    if saved(request, form, lambda: _say(person, form, request)):
        messages.success(request, "Saved what came of the question")
        return redirect(_list_of(person, form.must))
    where = reverse("records:completeness", args=[person_id])
    trail = [("What was never asked", where)]
    return page(request, "records/asked.html", person, trail, form=form, back=where)


@requires(Permission.EDIT_PLAN)
@require_safe
def completeness_of_people(request: StaffRequest) -> HttpResponse:
    """Everybody at my places: what came of what the standard asks for, and who was asked least."""
    searched(by=request.user, why="what was never asked, of my people")
    people = Paginator(queries.people_living_here(request.user), ON_PAGE)
    at = people.get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": at, "count": people.count}
    if people.count:
        found = queries.overview(request.user)
        first = (at.number - 1) * ON_PAGE
        context |= {
            "people": queries.most_unasked(request.user, first=first, most=ON_PAGE),
            "places": list(_by_place(found)),
            "total": _counts(found.total),
            "classes": [(name, _counts(states)) for name, states in found.by_class.items()],
        }
    return render(request, "records/completeness_of_people.html", context)


def _say(person: Any, form: forms.AskedForm, request: StaffRequest) -> bool:
    said = form.said
    if form.must:
        queries.record_of(form.must.kind.model, person, said["about"])
    if form.is_taken_back:
        services.take_back_asked(
            person,
            question=said["question"],
            about=said["about"],
            reason=said["comment"] or "It was not asked after all",
            by=request.user,
        )
    else:
        services.say_asked(person, by=request.user, **said)
    return True


def _list_of(person: Any, must: Must | None) -> str:
    """Where somebody came from who says what came of a question."""
    if must is None:
        return reverse("records:completeness", args=[person.pk])
    return f"{reverse('records:unanswered', args=[person.pk])}?{urlencode({'of': must.id})}"


def _counts(states: Counter[State]) -> dict[str, int]:
    """The four states and their sum, by name; that there are none is an answer."""
    return {
        "answered": states[State.ANSWERED] + states[State.NONE_KNOWN],
        "not_known": states[State.NOT_KNOWN],
        "declined": states[State.DECLINED],
        "never_asked": states[State.NEVER_ASKED],
        "all": states.total(),
    }


def _by_part(known: Completeness, may: May) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for part, questions in groupby(QUESTIONS, lambda question: question.part):
        yield (
            part.value,
            [
                _asked_of(known, question, is_mine=may(question.permission))
                for question in questions
            ],
        )


def _asked_of(known: Completeness, question: Question, *, is_mine: bool) -> dict[str, Any]:
    state = known.states[question.id]
    return {
        "question": question,
        "state": state,
        "words": IN_WORDS[state],
        "opens": _opens(question, known, is_mine=is_mine),
        "action": "Answer" if is_mine and state != State.ANSWERED else "See",
    }


def _of_records(known: Completeness) -> Iterator[dict[str, Any]]:
    """The musts of the records there are, those that lack most first."""
    found = [(BY_ID[name], _counts(states)) for name, states in known.of_records.items()]
    for must, counts in sorted(found, key=lambda one: (-one[1]["never_asked"], one[0].words)):
        yield {"must": must, "counts": counts, "opens": _list_of(known.person, must)}


def _row(person: Any, must: Must, record: Any) -> dict[str, Any]:
    """A record of the work list: its name, what came of the question, and the box to fill in."""
    where = {"person_id": person.pk, "kind": must.kind.slug, "record_id": record.pk}
    change = reverse("records:change_record", kwargs=where)
    return {
        "record": record,
        "name": words.name_of(record),
        "state": record.state,
        "words": IN_WORDS[State(record.state)],
        "read": reverse("records:record", kwargs=where),
        "opens": f"{change}#id_{must.fields[0]}",
    }


def _opens(question: Question, known: Completeness, *, is_mine: bool) -> str:
    """The page where a question is answered, at its box, for those who may, or else is read."""
    person_id = known.person.pk
    if question.kind:
        is_answered = known.states[question.id] == State.ANSWERED
        is_there = question.is_said_there or is_answered or not is_mine
        where = {"person_id": person_id, "kind": question.kind.slug}
        return reverse("records:record_list" if is_there else "records:add_record", kwargs=where)
    if question.plan:
        return reverse("dailycare:care_plan", args=[person_id])
    page_name = "about_me" if question.heading else "identity"
    if not is_mine:
        return reverse(f"records:{page_name}", args=[person_id])
    box = question.heading or question.fields[0]
    return f"{reverse(f'records:edit_{page_name}', args=[person_id])}#id_{box}"


def _by_place(found: queries.Overview) -> Iterator[tuple[str, dict[str, int]]]:
    """What came of it at each place, and under a place at each of its units."""
    for place, states in found.by_place.items():
        yield place, _counts(states)
        for (where, unit), of_unit in found.by_stay.items():
            if where == place and unit:
                yield f"{place}, {unit}", _counts(of_unit)
