"""What was never asked: unknown is not no, and nobody is pressed to an answer."""

import pytest

from governance.models import Act, AuditEvent
from records import queries, services
from records.models import Allergy, Asked, CarePlan, Person, Problem
from records.queries import State
from records.questions import QUESTIONS
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


def test_the_page_opens_the_box_that_answers(rosewood, joan, ada):
    answer = said(as_(ada).get(page("completeness", joan)))

    assert f"{page('edit_identity', joan)}#id_ethnicity" in answer
    assert f"{page('edit_about_me', joan)}#id_what_is_most_important_to_me" in answer
    assert "?question=attorney" in answer
    assert "Never asked" in answer


def test_a_wrong_question_is_refused_and_kept(rosewood, joan, ada):
    answer = as_(ada).post(page("asked", joan), {"question": "shoe size", "comment": "Peter"})

    assert "Choose one of the answers shown" in said(answer)
    assert "Peter" in said(answer)
    assert not Asked.objects.exists()


def test_a_lead_sees_where_most_was_never_asked(
    rosewood, joan, marcus, django_assert_max_num_queries
):
    services.say_asked(joan, question="attorney", answer="none_known", by=marcus)
    for number in range(4):
        a_person(rosewood.home, by=marcus, given_name=f"Guest {number}", nhs_number="")
    browser = as_(marcus)
    with django_assert_max_num_queries(14):
        answer = browser.get("/completeness/")

    names = [one.person.given_name for one in answer.context["people"]]
    assert names[-1] == "Joan"
    assert len(names) == 5
    assert AuditEvent.objects.filter(act=Act.SEARCH, why__contains="never asked").exists()
