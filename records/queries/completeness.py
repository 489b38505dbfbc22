"""What was asked about somebody, and what came of it: an answer, none, declined, not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accounts.models import User
from records.models import AboutMe, Admission, Asked, CarePlan, Person
from records.models.base import Standing
from records.models.person import AllergyState
from records.queries.people import latest_stay, people_seen_by
from records.questions import QUESTIONS, Question


class State(StrEnum):
    """What came of a question. Never asked is not none."""

    ANSWERED = "answered"
    NONE_KNOWN = "none_known"
    DECLINED = "declined"
    NOT_KNOWN = "not_known"
    NEVER_ASKED = "never_asked"


@dataclass(frozen=True, slots=True)
class Completeness:
    """One person, where they are, and the state of every question about them."""

    person: Person
    place: str
    unit: str
    states: Mapping[str, State]

    @property
    def asked(self) -> int:
        return len(self.states) - len(self.never_asked)

    @property
    def never_asked(self) -> list[Question]:
        return [one for one in QUESTIONS if self.states[one.id] == State.NEVER_ASKED]

    @property
    def demanded(self) -> int:
        """Count the questions that the standard demands and nobody has asked."""
        return sum(question.is_must for question in self.never_asked)


def completeness(person: Person) -> Completeness:
    """The state of every question about one person, in one query."""
    return _completeness(_with_answers(Person.objects.filter(pk=person.pk)).get())


def completeness_of_people(user: User) -> list[Completeness]:
    """The state of every question about everybody this user supports today, in one query.

    Those about whom most was never asked stand first.
    """
    stays = Admission.objects.filter(
        person=OuterRef("pk"), standing=Standing.CURRENT, ended_on=None
    )
    found = map(_completeness, _with_answers(people_seen_by(user).filter(Exists(stays))))
    return sorted(found, key=lambda one: (one.asked, one.person.family_name, one.person.pk))


def _with_answers(people: QuerySet[Person]) -> QuerySet[Person]:
    of_person = {"person": OuterRef("pk"), "standing": Standing.CURRENT}
    about_me = AboutMe.objects.filter(**of_person)
    answers: dict[str, Any] = {}
    for question in QUESTIONS:
        found: QuerySet[Any]
        if question.heading:
            found = about_me.exclude(**{question.heading: ""})
        elif question.kind:
            found = question.kind.model._default_manager.filter(**of_person)
        elif question.plan:
            found = CarePlan.objects.filter(**of_person, status=question.plan)
        else:
            continue
        answers[f"has_{question.id}"] = Exists(found)
    asked = Asked.objects.filter(**of_person).values(
        said=JSONObject(question="question", answer="answer")
    )
    where = JSONObject(place="location__name", unit="room__unit__name")
    stay = Subquery(latest_stay(OuterRef("pk")).values(words=where)[:1])
    return people.annotate(came_of=ArraySubquery(asked), stay=stay, **answers)


def _completeness(row: Any) -> Completeness:
    asked = {one["question"]: State(one["answer"]) for one in row.came_of}
    states = {question.id: _state(question, row, asked) for question in QUESTIONS}
    stay = row.stay or {}
    return Completeness(row, stay.get("place") or "", stay.get("unit") or "", states)


def _state(question: Question, row: Any, asked: dict[str, State]) -> State:
    if question.field:
        value = getattr(row, question.field)
        state = State(question.codes.get(value, State.ANSWERED)) if value else State.NEVER_ASKED
    else:
        has = getattr(row, f"has_{question.id}")
        state = State.ANSWERED if has else State.NEVER_ASKED
    if state is not State.NEVER_ASKED:
        return state
    if question.id == "allergies" and row.allergy_state == AllergyState.NONE_KNOWN:
        return State.NONE_KNOWN
    return asked.get(question.id, State.NEVER_ASKED)
