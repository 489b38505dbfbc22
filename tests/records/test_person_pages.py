"""Who the person is, About Me, and who looked: as staff read and write them."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from accounts import services as accounts
from accounts.models import Location
from accounts.services import add_location
from records import queries, services
from records.models import AboutMe, Admission, Person, PersonAddress
from tests.records.pages import as_, page, said

ADD = "/people/add/"


@pytest.fixture
def browser(marcus) -> Client:
    """Marcus, who manages Rosewood, at his desk."""
    return as_(marcus)


def who(**changes: str) -> dict[str, str]:
    """Who somebody is, as a browser sends it."""
    words = {
        "given_name": "Amy",
        "family_name": "Abel",
        "date_of_birth-day": "31",
        "date_of_birth-month": "March",
        "date_of_birth-year": "1938",
        "nhs_number": "",
        "nhs_number_status": "03",
        "gender_identity": "X",
        "sex": "X",
        "interpreter_required": "not_asked",
    }
    return words | changes


def joans(**changes: str) -> dict[str, str]:
    """Joan as she is recorded, with what is changed."""
    recorded = {
        "given_name": "Joan",
        "family_name": "Pettigrew",
        "date_of_birth-day": "3",
        "date_of_birth-month": "4",
        "nhs_number": "999 000 0018",
        "nhs_number_status": "01",
        "replaces": "1",
    }
    return who(**recorded) | changes


def a_newcomer(cast: SimpleNamespace, **changes: str) -> dict[str, str]:
    """Somebody new, where they lived, and the stay that makes them somebody's to support."""
    came = {"admitted_on-day": "6", "admitted_on-month": "1", "admitted_on-year": "2025"}
    lived = {"lines": "1 Orchard Row\r\nThornbury Cross", "postcode": "TC1 1AA"}
    return who(location=str(cast.home.pk), **came, **lived) | changes


def test_who_they_are_is_read_in_words(browser, joan):
    answer = said(browser.get(page("identity", joan)))

    assert "3 April 1938" in answer
    assert "999 000 0018" in answer
    assert "Number present and verified" in answer
    assert "Not recorded" in answer


def test_who_they_are_is_changed_and_the_history_keeps_it(browser, joan):
    words = joans(preferred_name="Jo", gp_practice_code=" a12345", why="She told us")

    answer = browser.post(page("edit_identity", joan), words, follow=True)

    history = said(browser.get(page("identity_history", joan)))
    latest = Person.objects.get(pk=joan.pk)
    assert answer.redirect_chain == [(page("identity", joan), 302)]
    assert (latest.preferred_name, latest.gp_practice_code) == ("Jo", "A12345")
    assert latest.nhs_number == "9990000018"
    assert "She told us" in history
    assert "Likes to be called" in history


@pytest.mark.parametrize(
    ("field", "changes", "sentence"),
    [
        ("nhs_number", {"nhs_number": "9990000019"}, "one of its digits is wrong"),
        ("nhs_number", {"nhs_number": "12345"}, "this has 5"),
        ("nhs_number", {"nhs_number": ""}, "Enter the NHS number, or choose another status"),
        ("nhs_number_status", {"nhs_number_status": "07"}, "choose a status that says so"),
        ("nhs_number_status", {"nhs_number_status": "99"}, "Choose one of the answers shown"),
        ("gp_practice_code", {"gp_practice_code": "A1-23"}, "as letters and digits"),
        ("date_of_birth", {"date_of_birth-year": "2999"}, "or earlier"),
        ("date_of_birth", {"date_of_birth-year": "1838"}, "or later"),
        ("date_of_birth", {"date_of_birth-day": "31"}, "April has 30 days"),
        ("given_name", {"given_name": " "}, "required"),
        ("email", {"email": "at home"}, "valid email"),
    ],
)
def test_a_wrong_answer_keeps_what_was_typed(browser, joan, field, changes, sentence):
    answer = browser.post(page("edit_identity", joan), joans(**changes))

    assert answer.status_code == 200
    assert sentence in " ".join(answer.context["form"].errors[field])
    for typed in changes.values():
        assert typed.strip() in answer.content.decode()
    assert Person.objects.get(pk=joan.pk).version == 1


def test_two_who_change_a_person_see_both(browser, joan, ada):
    services.revise_person(joan.pk, replaces=1, by=ada, preferred_name="Joanie")

    answer = said(browser.post(page("edit_identity", joan), joans(preferred_name="Jo")))

    assert "Ada Lark changed this while you were writing" in answer
    assert 'value="Jo"' in answer
    assert "Joanie" in answer


def test_a_newcomer_is_added_at_one_of_my_places(rosewood, browser, ada):
    answer = browser.post(ADD, a_newcomer(rosewood, preferred_name="Ames"))

    amy = Person.objects.get(family_name="Abel")
    assert answer.headers["Location"] == reverse("dailycare:person", args=[amy.pk])
    assert Admission.objects.get(person=amy).location == rosewood.home
    home = PersonAddress.objects.get(person=amy)
    assert (home.lines, home.postcode) == ("1 Orchard Row\nThornbury Cross", "TC1 1AA")
    assert home.address_type == PersonAddress.Type.USUAL
    assert queries.person_seen_by(ada, amy.pk) == amy


def test_a_newcomer_without_an_address_is_said_to_have_none(rosewood, browser):
    answer = browser.post(ADD, a_newcomer(rosewood, lines=" "))

    assert "lines" in answer.context["form"].errors
    assert "no fixed address, or it is not known, write that" in said(answer)
    assert not Person.objects.filter(family_name="Abel").exists()


def test_a_newcomer_is_not_added_at_anybody_elses_place(rosewood, browser):
    annexe = add_location("Annexe", Location.Kind.CARE_HOME, by=rosewood.system)

    answer = browser.post(ADD, a_newcomer(rosewood, location=str(annexe.pk)))

    assert answer.context["form"].errors["location"] == ["Choose one of the answers shown"]


def test_a_newcomer_did_not_come_before_they_were_born(rosewood, browser):
    answer = browser.post(ADD, a_newcomer(rosewood, **{"admitted_on-year": "1937"}))

    assert answer.context["form"].errors["admitted_on"] == [
        "They cannot have come before they were born"
    ]


@pytest.mark.parametrize(
    "same",
    [
        {"nhs_number": "999 000 0018", "nhs_number_status": "02"},
        {"family_name": "PETTIGREW", "date_of_birth-day": "3", "date_of_birth-month": "4"},
    ],
    ids=["NHS number", "name and birthday"],
)
def test_somebody_like_them_is_shown_first_and_never_joined(rosewood, browser, joan, same):
    words = a_newcomer(rosewood, **same)

    asked = browser.post(ADD, words)

    assert "Somebody like this is here already" in said(asked)
    assert reverse("dailycare:person", args=[joan.pk]) in said(asked)
    assert 'value="Amy"' in said(asked)
    assert Person.objects.count() == 1

    browser.post(ADD, words | {"is_somebody_else": "on"})
    assert Person.objects.count() == 2
    assert Person.objects.get(pk=joan.pk).version == 1


def test_nobody_whom_i_do_not_see_is_shown_as_likely(rosewood, browser):
    tom = {"family_name": "Barrow", "nhs_number": "9990000026", "nhs_number_status": "02"}

    answer = browser.post(ADD, a_newcomer(rosewood, **tom))

    assert answer.status_code == 302


def test_words_about_a_newcomer_come_back_after_the_session(rosewood, browser, marcus):
    accounts.keep_draft(ADD, {"given_name": ["Amy"]}, by=marcus)

    assert 'value="Amy"' in said(browser.get(ADD))


def test_about_me_is_offered_written_read_and_kept(browser, joan):
    assert "Write About Me with Joan" in said(browser.get(page("about_me", joan)))
    first = {"what_is_most_important_to_me": "My garden\r\nMy cat", "replaces": ""}

    browser.post(page("edit_about_me", joan), first)
    second = first | {"replaces": "1", "my_wellness": "Well", "why": "She went on"}
    answer = browser.post(page("edit_about_me", joan), second, follow=True)

    history = said(browser.get(page("about_me_history", joan)))
    assert AboutMe.objects.get().what_is_most_important_to_me == "My garden\nMy cat"
    assert "My garden<br>My cat" in said(answer)
    assert "Not written yet" in said(answer)
    assert "Last written by Marcus Webb" in said(answer)
    assert "She went on" in history
    assert "My wellness" in history


def test_about_me_asks_in_the_words_of_the_standard(browser, joan):
    answer = said(browser.get(page("edit_about_me", joan)))

    assert "How I communicate and how to communicate with me" in answer
    assert "signs of pain or distress" in answer
    assert "Who helped write it, their link to the person" in answer
    assert "Why did it change?" not in answer


def test_who_writes_about_me_first_at_the_same_time_sees_both(browser, joan, ada):
    services.write_about_me(joan, replaces=None, by=ada, my_wellness="Tired in the evening")
    words = {"my_wellness": "Well", "replaces": ""}

    refused = said(browser.post(page("edit_about_me", joan), words))

    assert "Ada Lark wrote:" in refused
    assert "Tired in the evening" in refused
    assert browser.post(page("edit_about_me", joan), words | {"replaces": "1"}).status_code == 302


def test_about_me_that_nobody_wrote_has_no_history(browser, joan):
    assert browser.get(page("about_me_history", joan)).status_code == 404


def test_without_the_right_to_write_about_me_nothing_is_offered(rosewood, joan):
    answer = said(as_(rosewood.adele).get(page("about_me", joan)))

    assert "Not written yet" in answer
    assert "Write About Me" not in answer
