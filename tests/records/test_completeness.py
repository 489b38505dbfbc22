"""What was never asked: unknown is not no, and nobody is pressed to an answer."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from accounts.models import Room, Unit, User
from governance.models import Act, AuditEvent
from governance.services import change
from mods.homes import homes
from records import queries, services
from records.models import (
    Admission,
    Allergy,
    Asked,
    CarePlan,
    Incident,
    Observation,
    Person,
    Problem,
)
from records.musts import BY_ID, MUSTS, OF_THE_PERSON
from records.queries import State
from records.questions import QUESTIONS, questions
from tests.people import a_care_plan, a_person
from tests.records.pages import as_, page, said


def state(person: Person, question: str) -> State:
    return queries.completeness(Person.objects.get(pk=person.pk)).states[question]


def test_a_new_person_was_asked_nothing_that_is_not_written(rosewood, joan):
    known = queries.completeness(joan)

    assert known.states["nhs_number"] == State.ANSWERED
    assert known.states["ethnicity"] == known.states["gender"] == State.NEVER_ASKED
    assert known.asked + len(known.never_asked) == len(QUESTIONS)


@pytest.mark.parametrize(
    ("field", "code", "question", "came_of_it"),
    [
        ("ethnicity", "A", "ethnicity", State.ANSWERED),
        ("ethnicity", "Z", "ethnicity", State.DECLINED),
        ("ethnicity", "99", "ethnicity", State.NOT_KNOWN),
        ("gender_identity", "X", "gender", State.NEVER_ASKED),
        ("sexual_orientation", "U", "sexual_orientation", State.NOT_KNOWN),
        ("religion", "L", "religion", State.ANSWERED),
        ("interpreter_required", "not_asked", "interpreter", State.NEVER_ASKED),
        ("interpreter_required", "declined", "interpreter", State.DECLINED),
    ],
)
def test_a_code_that_is_no_answer_counts_as_what_it_says(
    rosewood, joan, marcus, field, code, question, came_of_it
):
    services.revise_person(joan.pk, replaces=joan.version, by=marcus, **{field: code})

    assert state(joan, question) == came_of_it


def test_records_headings_and_a_live_plan_are_answers(rosewood, joan, ada, marcus):
    services.add(Allergy, joan, by=ada, causative_agent="Latex")
    services.write_about_me(joan, replaces=None, by=ada, please_do_and_please_dont="Knock first")
    a_care_plan(joan, by=marcus)

    states = queries.completeness(joan).states

    answered = {name for name, one in states.items() if one == State.ANSWERED}
    assert {"allergies", "do_and_dont", "care_plan", "needs"} <= answered
    assert states["most_important"] == State.NEVER_ASKED


def test_a_draft_is_no_plan(rosewood, joan, marcus):
    services.draft_plan(joan, by=marcus)

    assert CarePlan.objects.filter(person=joan, status="draft").exists()
    assert state(joan, "care_plan") == State.NEVER_ASKED


def test_no_known_allergies_was_asked(rosewood, joan, ada):
    services.state_no_known_allergies(joan, by=ada)

    assert state(Person.objects.get(pk=joan.pk), "allergies") == State.NONE_KNOWN


def test_what_came_of_a_question_is_said_said_again_and_taken_back(rosewood, joan, ada):
    browser = as_(ada)
    where = page("asked", joan)
    browser.post(where, {"question": "attorney", "answer": "not_known", "comment": "Peter"})
    assert state(joan, "attorney") == State.NOT_KNOWN

    browser.post(where, {"question": "attorney", "answer": "none_known"})
    assert state(joan, "attorney") == State.NONE_KNOWN
    assert [row.version for row in Asked.objects.filter(person=joan)] == [2]

    browser.post(where, {"question": "attorney", "answer": "never_asked", "comment": "Mixed up"})
    assert state(joan, "attorney") == State.NEVER_ASKED
    assert Asked.versions.rel.related_model.objects.filter(reason="Mixed up").exists()


def test_an_answer_counts_more_than_that_it_was_declined_before(rosewood, joan, ada):
    services.say_asked(joan, question="problems", answer="declined", by=ada)
    services.add(Problem, joan, by=ada, text="Heart failure")

    assert state(joan, "problems") == State.ANSWERED


@pytest.mark.parametrize("question", ["allergies", "ethnicity", "interpreter"])
def test_what_its_own_place_can_say_is_said_there_alone(rosewood, joan, ada, question):
    """The header reads allergies from the person: a second "none" would not be seen there."""
    answer = as_(ada).post(page("asked", joan), {"question": question, "answer": "none_known"})

    assert "Choose one of the answers shown" in said(answer)
    assert not Asked.objects.exists()
    assert f"?question={question}" not in said(as_(ada).get(page("completeness", joan)))


def test_the_page_opens_the_box_that_answers(rosewood, joan, marcus):
    answer = said(as_(marcus).get(page("completeness", joan)))

    assert f"{page('edit_identity', joan)}#id_ethnicity" in answer
    assert f"{page('edit_about_me', joan)}#id_what_is_most_important_to_me" in answer
    assert 'name="question" value="attorney"' in answer
    assert "There is no answer" in answer
    assert "Never asked" in answer


def test_whoever_may_not_answer_a_question_is_led_to_where_the_answer_is_read(joan, ada):
    answer = said(as_(ada).get(page("completeness", joan)))

    assert f'"{page("identity", joan)}"' in answer
    assert page("edit_identity", joan) not in answer


def test_a_wrong_question_is_refused_and_kept(rosewood, joan, ada):
    answer = as_(ada).post(page("asked", joan), {"question": "shoe size", "comment": "Peter"})

    assert "Choose one of the answers shown" in said(answer)
    assert "Peter" in said(answer)
    assert not Asked.objects.exists()


def musts(person: Person, must: str) -> Counter[State]:
    return queries.completeness(Person.objects.get(pk=person.pk)).of_records[must]


def an_incident(person: Person, *, by: User, **fields: Any) -> Incident:
    return services.add(Incident, person, by=by, text="Found on the floor", **fields)


def test_a_must_of_a_class_counts_once_for_each_record_of_that_class(rosewood, joan, ada):
    assert not musts(joan, "incident.date")

    an_incident(joan, by=ada)
    an_incident(joan, by=ada, happened_on=date(2026, 3, 4))
    services.add(Observation, joan, by=ada, category="wish", text="To see the sea")

    assert musts(joan, "incident.date") == {State.NEVER_ASKED: 1, State.ANSWERED: 1}
    assert musts(joan, "wish.date") == {State.NEVER_ASKED: 1}
    assert not musts(joan, "strength.date")


def test_a_record_that_was_taken_out_lacks_nothing(rosewood, joan, ada):
    fall = an_incident(joan, by=ada)
    services.withdraw(fall, replaces=1, standing="withdrawn", reason="Twice", by=ada)

    assert not musts(joan, "incident.date")


@pytest.mark.parametrize("answer", ["declined", "not_known", "none_known"])
def test_that_a_record_has_no_answer_is_said_in_one_step(rosewood, joan, ada, answer):
    fall, other = an_incident(joan, by=ada), an_incident(joan, by=ada)
    typed = {"question": "incident.date", "about": fall.pk, "answer": answer}

    reply = as_(ada).post(page("asked", joan), typed)

    assert reply.url == f"{page('unanswered', joan)}?of=incident.date"
    assert musts(joan, "incident.date") == {State(answer): 1, State.NEVER_ASKED: 1}
    assert [row.about for row in Asked.objects.all()] == [fall.pk]
    assert state_of(other, joan) == State.NEVER_ASKED


def state_of(record: Incident, person: Person) -> str:
    return queries.unanswered(BY_ID["incident.date"], person).get(pk=record.pk).state


def test_what_was_said_of_a_record_is_taken_back_for_that_record_alone(rosewood, joan, ada):
    falls = [an_incident(joan, by=ada), an_incident(joan, by=ada)]
    for fall in falls:
        services.say_asked(
            joan, question="incident.date", about=fall.pk, answer="not_known", by=ada
        )

    typed = {"question": "incident.date", "about": falls[0].pk, "answer": "never_asked"}
    as_(ada).post(page("asked", joan), typed)

    assert musts(joan, "incident.date") == {State.NEVER_ASKED: 1, State.NOT_KNOWN: 1}


def test_the_work_list_opens_each_record_at_the_box(rosewood, joan, ada):
    fall = an_incident(joan, by=ada)
    said_before = an_incident(joan, by=ada)
    services.say_asked(
        joan, question="incident.date", about=said_before.pk, answer="not_known", by=ada
    )
    an_incident(joan, by=ada, happened_on=date(2026, 3, 4))

    answer = as_(ada).get(page("unanswered", joan) + "?of=incident.date")

    change = page("change_record", joan, kind="incidents", record_id=fall.pk)
    assert f"{change}#id_happened_on" in said(answer)
    assert "Change what came of it" in said(answer)
    assert len(answer.context["rows"]) == 2
    assert "Incident: Date" in said(as_(ada).get(page("completeness", joan)))


def test_the_work_list_of_a_must_that_nothing_lacks_says_so(rosewood, joan, ada):
    assert "Nothing is missing" in said(as_(ada).get(page("unanswered", joan) + "?of=need.date"))


def test_a_long_work_list_has_pages(rosewood, joan, ada):
    for _ in range(51):
        an_incident(joan, by=ada)

    answer = as_(ada).get(page("unanswered", joan) + "?of=incident.date&page=2")

    assert len(answer.context["rows"]) == 1
    assert "?of=incident.date&page=1" in said(answer)


@pytest.mark.parametrize("of", ["", "ethnicity", "need.shoe_size"])
def test_what_is_no_must_of_a_record_leads_back_to_all_of_them(rosewood, joan, ada, of):
    answer = as_(ada).get(page("unanswered", joan) + f"?of={of}")

    assert answer.url == page("completeness", joan)


def test_nothing_is_said_of_a_record_of_somebody_else(rosewood, joan, ada):
    tom = a_person(rosewood.home, by=ada, given_name="Tom", nhs_number="")
    fall = an_incident(tom, by=ada)
    typed = {"question": "incident.date", "about": fall.pk, "answer": "declined"}

    assert as_(ada).post(page("asked", joan), typed).status_code == 404
    assert not Asked.objects.exists()


@pytest.mark.parametrize(
    ("question", "about"),
    [("incident.date", ""), ("attorney", "0198c5a0-0000-7000-8000-000000000000")],
)
def test_a_question_about_a_record_names_one_and_no_other_does(
    rosewood, joan, ada, question, about
):
    typed = {"question": question, "about": about, "answer": "declined"}

    answer = as_(ada).post(page("asked", joan), typed)

    assert "Choose what was asked on the page of what was never asked" in said(answer)


def test_our_own_number_answers_who_somebody_is(rosewood, marcus):
    """MODS asks for identification: the NHS number, or where it is not known another one."""
    tom = a_person(rosewood.home, by=marcus, nhs_number="", nhs_number_status="03")
    assert state(tom, "nhs_number") == State.NEVER_ASKED

    services.revise_person(tom.pk, replaces=tom.version, by=marcus, local_identifier="R 12")

    assert state(tom, "nhs_number") == State.ANSWERED


def test_what_the_standard_asks_of_everybody_is_asked_without_a_line_of_ours():
    asked = {one.id: one for one in questions({}, OF_THE_PERSON)}

    assert asked.keys() == {must.id for must in OF_THE_PERSON}
    assert all(one.is_must for one in asked.values())
    assert asked["person_demographics.ethnicity"].words == "Ethnic group"


def test_every_must_that_can_be_missing_is_counted():
    """The rest cannot be saved without, is kept by the system, or repeats an abstract class."""
    named = {(must.model._meta.label, must.fields[0]) for must in MUSTS}
    for home in homes():
        if not home.element.is_must or not home.fields or home.mods_class.is_abstract:
            continue
        label, _, name = home.fields[0].rpartition(".")
        field = apps.get_model(label)._meta.get_field(name)
        is_there = not field.editable or not field.blank or name in home.told_by
        assert is_there or (label, name) in named or len(home.fields) > 1, home.id


def test_a_lead_sees_what_came_of_it_by_place_and_class(rosewood, joan, ada, marcus):
    an_incident(joan, by=ada)
    fall = an_incident(joan, by=ada)
    services.say_asked(joan, question="incident.date", about=fall.pk, answer="declined", by=ada)
    a_person(rosewood.home, by=marcus, nhs_number="", nhs_number_status="03")

    answer = as_(marcus).get("/completeness/")

    classes = dict(answer.context["classes"])
    assert classes["Incident"] == {
        "answered": 0,
        "not_known": 0,
        "declined": 1,
        "never_asked": 1,
        "all": 2,
    }
    assert classes["Person demographics"]["never_asked"] == 6
    total = answer.context["total"]
    assert total["all"] == sum(counts["all"] for counts in classes.values())
    assert dict(answer.context["places"])[str(rosewood.home)] == total


def test_a_unit_stands_under_its_place(rosewood, joan, marcus):
    with change(by=marcus, why="set up"):
        unit = Unit.objects.create(location=rosewood.home, name="Garden")
        room = Room.objects.create(location=rosewood.home, unit=unit, name="7")
    stay = queries.current(Admission, joan).get()
    services.revise(stay, replaces=1, why="Moved", by=marcus, room=room)

    places = dict(as_(marcus).get("/completeness/").context["places"])

    assert places[f"{rosewood.home}, Garden"] == places[str(rosewood.home)]


def test_that_nobody_lives_at_my_places_is_said(rosewood, marcus):
    for stay in Admission.objects.filter(location=rosewood.home):
        services.revise(stay, replaces=1, why="Left", by=marcus, ended_on=date(2026, 3, 4))

    assert "Nobody lives at your places yet" in said(as_(marcus).get("/completeness/"))


def test_a_lead_sees_where_most_was_never_asked(
    rosewood, joan, marcus, django_assert_max_num_queries
):
    services.say_asked(joan, question="attorney", answer="none_known", by=marcus)
    for number in range(60):
        guest = a_person(rosewood.home, by=marcus, given_name=f"Guest {number}", nhs_number="")
        an_incident(guest, by=marcus)
    browser = as_(marcus)
    with django_assert_max_num_queries(16):
        answer = browser.get("/completeness/?page=2")

    names = [one.person.given_name for one in answer.context["people"]]
    assert names[-1] == "Joan"
    assert len(names) == 11
    assert "?page=1" in said(answer)
    assert AuditEvent.objects.filter(act=Act.SEARCH, why__contains="never asked").exists()
