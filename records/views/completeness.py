"""What was never asked: of one person, and of everybody at my places."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.services import searched
from records import forms, queries, services
from records.queries import Completeness, State
from records.questions import QUESTIONS, Question
from records.views.frame import page
from records.views.writing import ASK, begin, saved

PEOPLE_ON_PAGE = 50
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
    """Every question about one person, what came of it, and the box that answers it."""
    person = services.open_record(person_id, by=request.user, why="read what was never asked")
    known = queries.completeness(person)
    context = {
        "known": known,
        "total": len(QUESTIONS),
        "parts": list(_by_part(known)),
        "may_write": request.user.may(Permission.EDIT_RECORD),
    }
    return page(request, "records/completeness.html", person, [], **context)


@requires(Permission.EDIT_RECORD)
@require_http_methods(ASK)
def asked(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Say that a question was asked and what came of it, where there is nothing else to record."""
    person = services.open_record(person_id, by=request.user, why="went to say what was asked")
    where = reverse("records:completeness", args=[person_id])
    initial = {"question": request.GET.get("question", "")}
    form = begin(request, forms.AskedForm, initial=initial)
    if saved(request, form, lambda: _say(person, form, request)):
        messages.success(request, "Saved what came of the question")
        return redirect(where)
    trail = [("What was never asked", where)]
    return page(request, "records/asked.html", person, trail, form=form, back=where)


@requires(Permission.EDIT_PLAN)
@require_safe
def completeness_of_people(request: StaffRequest) -> HttpResponse:
    """Everybody at my places: about whom most was never asked first."""
    people = queries.completeness_of_people(request.user)
    searched(by=request.user, why="what was never asked, of my people")
    found = Paginator(people, PEOPLE_ON_PAGE).get_page(request.GET.get("page"))
    context = {"people": found, "places": list(_by_place(people)), "total": len(QUESTIONS)}
    return render(request, "records/completeness_of_people.html", context)


def _say(person: Any, form: forms.AskedForm, request: StaffRequest) -> bool:
    if form.is_taken_back:
        services.take_back_asked(
            person,
            question=form.cleaned_data["question"],
            reason=form.cleaned_data["comment"] or "It was not asked after all",
            by=request.user,
        )
    else:
        services.say_asked(person, by=request.user, **form.said)
    return True


def _by_part(known: Completeness) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for part, questions in groupby(QUESTIONS, lambda question: question.part):
        rows = [
            {
                "question": question,
                "state": known.states[question.id],
                "words": IN_WORDS[known.states[question.id]],
                "opens": _opens(question, known),
            }
            for question in questions
        ]
        yield part.value, rows


def _opens(question: Question, known: Completeness) -> str:
    """The page where a question is answered, at its box."""
    person_id = known.person.pk
    if question.kind:
        is_there = question.is_said_there or known.states[question.id] == State.ANSWERED
        where = {"person_id": person_id, "kind": question.kind.slug}
        return reverse("records:record_list" if is_there else "records:add_record", kwargs=where)
    if question.plan:
        return reverse("dailycare:care_plan", args=[person_id])
    name = "records:edit_about_me" if question.heading else "records:edit_identity"
    return f"{reverse(name, args=[person_id])}#id_{question.heading or question.field}"


def _by_place(people: list[Completeness]) -> Iterator[dict[str, Any]]:
    """How much was asked at each place and unit."""
    ordered = sorted(people, key=lambda one: (one.place, one.unit))
    for (place, unit), group in groupby(ordered, lambda one: (one.place, one.unit)):
        here = list(group)
        asked = sum(one.asked for one in here)
        percent = round(100 * asked / (len(here) * len(QUESTIONS)))
        yield {"place": place, "unit": unit, "people": len(here), "percent": percent}
