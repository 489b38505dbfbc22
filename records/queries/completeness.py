"""What was asked about somebody, and what came of it: an answer, none, declined, not known.

The questions about a person and the musts of each of their records are turned into rows of one
shape, (person, record, question, state), and counted by the database (decision 0032).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any

from django.db import connection, models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, JSONObject

from accounts.models import User
from accounts.permissions import Permission
from records.models import AboutMe, Admission, Asked, CarePlan, Person
from records.models.base import Standing
from records.models.person import AllergyState
from records.musts import BY_ID, OF_RECORDS, Must
from records.queries.people import latest_stay, people_for
from records.questions import QUESTIONS, Question

TEXT = models.CharField()


class State(StrEnum):
    """What came of a question. Never asked is not none."""

    ANSWERED = "answered"
    NONE_KNOWN = "none_known"
    DECLINED = "declined"
    NOT_KNOWN = "not_known"
    NEVER_ASKED = "never_asked"


type States = Counter[State]


@dataclass(frozen=True, slots=True)
class Completeness:
    """One person: the state of every question about them, and of the musts of their records."""

    person: Person
    states: Mapping[str, State]
    of_records: Mapping[str, States]

    @property
    def asked(self) -> int:
        return len(self.states) - len(self.never_asked)

    @property
    def never_asked(self) -> list[Question]:
        return [one for one in QUESTIONS if self.states[one.id] == State.NEVER_ASKED]

    @property
    def demanded(self) -> States:
        """Count what came of everything that the standard asks for."""
        of_person = Counter(self.states[one.id] for one in QUESTIONS if one.is_must)
        return sum(self.of_records.values(), of_person)


@dataclass(frozen=True, slots=True)
class Unasked:
    """One person in the list of a lead: how much was never asked, and the questions about them."""

    person: Person
    where: str
    demanded: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What came of what the standard asks for, by place and unit, and by class."""

    by_stay: Mapping[tuple[str, str], States]
    by_class: Mapping[str, States]

    @property
    def total(self) -> States:
        return sum(self.by_stay.values(), Counter())

    @property
    def by_place(self) -> Mapping[str, States]:
        found: dict[str, States] = defaultdict(Counter)
        for (place, _), states in self.by_stay.items():
            found[place] += states
        return found


def completeness(person: Person) -> Completeness:
    """What was asked about one person, in one query."""
    states: dict[str, State] = {}
    of_records: dict[str, States] = defaultdict(Counter)
    rows = _ask(
        Person.objects.filter(pk=person.pk),
        "SELECT question, state, count(*) FROM said GROUP BY 1, 2",
    )
    for question, state, count in rows:
        if question in BY_ID:
            of_records[question][State(state)] = count
        else:
            states[question] = State(state)
    return Completeness(person, states, of_records)


def overview(user: User) -> Overview:
    """What came of what the standard asks for, of everybody this user supports today."""
    by_stay: dict[tuple[str, str], States] = defaultdict(Counter)
    by_class: dict[str, States] = defaultdict(Counter)
    rows = _ask(
        people_living_here(user),
        "SELECT question, place, unit, state, sum(records)::int FROM seen JOIN ("
        "SELECT person_id, question, state, count(*) AS records FROM said "
        "WHERE question = ANY(%s) GROUP BY 1, 2, 3) AS counted ON id = person_id "
        "GROUP BY GROUPING SETS ((place, unit, state), (question, state))",
        [_demanded()],
    )
    for question, place, unit, state, count in rows:
        if question:
            by_class[_class_of(question)][State(state)] += count
        else:
            by_stay[place, unit or ""][State(state)] += count
    return Overview(dict(sorted(by_stay.items())), dict(sorted(by_class.items())))


def most_unasked(user: User, *, first: int, most: int) -> list[Unasked]:
    """A page of those whom this user supports today: about whom most was never asked first."""
    rows = _ask(
        people_living_here(user),
        "SELECT id, place, unit, demanded, asked FROM seen JOIN ("
        "SELECT person_id, count(*) FILTER (WHERE question = ANY(%s)) AS demanded, "
        "array_agg(question) FILTER (WHERE question = ANY(%s)) AS asked, count(*) AS every "
        "FROM said WHERE state = 'never_asked' GROUP BY person_id) AS unasked ON id = person_id "
        "ORDER BY demanded DESC, every DESC, family_name, id LIMIT %s OFFSET %s",
        [_demanded(), [one.id for one in QUESTIONS], most, first],
    )
    people = Person.objects.in_bulk([row[0] for row in rows])
    return [
        Unasked(
            person=people[pk],
            where=", ".join(filter(None, [place, unit])),
            demanded=demanded,
            questions=tuple(one for one in QUESTIONS if one.id in (asked or ())),
        )
        for pk, place, unit, demanded, asked in rows
    ]


def unanswered(must: Must, person: Person) -> QuerySet[Any]:
    """The records of a person that do not say what the standard asks for, each with its `state`."""
    found = must.model._default_manager.filter(person=person, standing=Standing.CURRENT)
    found = found.filter(**must.home.when).annotate(state=_state_of(must))
    return found.exclude(state=State.ANSWERED).order_by("-recorded_at", "id")


def people_living_here(user: User) -> QuerySet[Person]:
    """The people whose plans this user may write and who have not left."""
    stays = Admission.objects.filter(
        person=OuterRef("pk"), standing=Standing.CURRENT, ended_on=None
    )
    people = people_for(user, Permission.EDIT_PLAN)
    return people.filter(Exists(stays)).order_by("family_name", "pk")


def _demanded() -> list[str]:
    return [*(must.id for must in OF_RECORDS), *(one.id for one in QUESTIONS if one.is_must)]


def _class_of(question: str) -> str:
    """The class of the standard that a question or a must belongs to."""
    if must := BY_ID.get(question):
        return must.home.mods_class.name
    return next(one.mods_class.name for one in QUESTIONS if one.id == question)


def _ask(people: QuerySet[Person], what: str, given: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """Ask something of `seen`, these people with their stays, and of what was `said` of them.

    The parts are the ORM's; what it cannot write is the union of them counted in one go.
    """
    stay = latest_stay(OuterRef("pk"))
    place, unit = (
        Subquery(stay.values(name)[:1]) for name in ("location__name", "room__unit__name")
    )
    seen, named = _sql(people.values_list("id", "family_name", place, unit))
    parts = [_sql(part) for part in chain([_of_person()], _of_records())]
    union = " UNION ALL ".join(sql for sql, _ in parts)
    statement = (
        f"WITH seen (id, family_name, place, unit) AS MATERIALIZED ({seen}), "
        f"said (person_id, question, state) AS MATERIALIZED ("
        f"SELECT person_id, key, value FROM ({union}) AS part (person_id, states), "
        f"jsonb_each_text(states) WHERE value IS NOT NULL) {what}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*named, *chain(*(given for _, given in parts)), *given])
        return cursor.fetchall()


def _sql(part: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    return part.query.get_compiler(connection=connection).as_sql()


def _of_person() -> QuerySet[Person, Any]:
    """Everybody who is seen, with the state of every question about them."""
    states = {question.id: _state_about(question) for question in QUESTIONS}
    return _seen(Person, "pk").values_list("pk", JSONObject(**states))


def _of_records() -> Iterator[QuerySet[Any, Any]]:
    """The records of everybody who is seen, each with the state of its musts."""
    of_model: dict[type[models.Model], list[Must]] = defaultdict(list)
    for must in OF_RECORDS:
        of_model[must.model].append(must)
    for model, musts in of_model.items():
        states = {
            must.id: Case(When(Q(**must.home.when), then=_state_of(must)), default=None)
            if must.home.when
            else _state_of(must)
            for must in musts
        }
        yield _seen(model, "person").values_list("person", JSONObject(**states))


def _seen(model: type[models.Model], person: str) -> QuerySet[Any]:
    seen = RawSQL("SELECT id FROM seen", ())
    return model._default_manager.filter(
        **{f"{person}__in": seen, "standing": Standing.CURRENT}
    ).order_by()


def _state_of(must: Must) -> Case:
    """What came of a must of one record."""
    said = _said(must.id, "person").filter(about=OuterRef("pk"))
    return _answered(_any_of(must.model, must.fields), said)


def _state_about(question: Question) -> Case:
    """What came of a question about a person."""
    said = _said(question.id, "pk").filter(about=None)
    if question.fields:
        meant = [
            When(Q(**{question.fields[0]: code}), then=Value(state))
            for code, state in question.codes.items()
            if state != State.NEVER_ASKED
        ]
        unasked = [code for code, state in question.codes.items() if state == State.NEVER_ASKED]
        is_answered = _any_of(Person, question.fields) & ~Q(
            **{f"{question.fields[0]}__in": unasked}
        )
        return _answered(is_answered, said, meant)
    of_person = {"person": OuterRef("pk"), "standing": Standing.CURRENT}
    if question.heading:
        found: QuerySet[Any] = AboutMe.objects.filter(**of_person).exclude(**{question.heading: ""})
    elif question.kind:
        found = question.kind.model._default_manager.filter(**of_person)
    else:
        found = CarePlan.objects.filter(**of_person, status=question.plan)
    return _answered(Exists(found), said, after=_none_known(question))


def _none_known(question: Question) -> list[When]:
    """The one question whose "none" is said on the person: the header reads it there."""
    if question.id != "allergies":
        return []
    return [When(allergy_state=AllergyState.NONE_KNOWN, then=Value(State.NONE_KNOWN))]


def _answered(
    is_answered: Any, said: QuerySet[Any], before: Iterable[When] = (), after: Iterable[When] = ()
) -> Case:
    """Answered, or what a code or a colleague says of it, or never asked."""
    otherwise = Coalesce(Subquery(said.values("answer")[:1]), Value(State.NEVER_ASKED))
    answered = When(is_answered, then=Value(State.ANSWERED))
    return Case(*before, answered, *after, default=otherwise, output_field=TEXT)


def _said(question: str, person: str) -> QuerySet[Asked]:
    return Asked.objects.filter(
        person=OuterRef(person), question=question, standing=Standing.CURRENT
    )


def _any_of(model: type[models.Model], fields: Iterable[str]) -> Q:
    """Whether any of these fields says something."""
    return reduce(or_, (_says(model._meta.get_field(name)) for name in fields))


def _says(field: Any) -> Q:
    return Q(**{f"{field.name}__isnull": False}) if field.null else ~Q(**{field.name: ""})
