"""Reading the record: the header, the lists, the histories and who may be the same person."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Location, Room
from accounts.services import add_location
from governance.errors import NotYours
from governance.services import change
from records import queries, services
from records.models import Admission, Alert, Allergy, CPRDecision, Need, Person
from records.models.person import AllergyState
from tests.people import a_person

TODAY = timezone.localdate


def test_staff_see_the_people_of_their_own_places(rosewood, ada, joan):
    annexe = add_location("Annexe", Location.Kind.CARE_HOME, by=rosewood.system)
    elsewhere = a_person(annexe, by=rosewood.system, given_name="Amy", nhs_number="")

    assert list(queries.people_seen_by(ada)) == [joan]
    with pytest.raises(NotYours):
        queries.person_seen_by(ada, elsewhere.pk)


def test_who_left_is_still_seen_and_is_said_to_have_left(joan, ada, marcus):
    stay = Admission.objects.get(person=joan)
    services.revise(stay, replaces=1, by=marcus, ended_on=TODAY(), ending="Moved to her son")

    assert queries.person_seen_by(ada, joan.pk) == joan
    assert queries.header(joan).status == "Left: Moved to her son"


def test_the_header_says_what_is_not_known(joan):
    header = queries.header(joan)

    assert (header.allergies, header.allergies_state) == ([], AllergyState.NOT_ASKED)
    assert (header.cpr, header.alerts, header.status) == ("no decision recorded", [], "")
    assert (header.place, header.nhs_number) == ("Rosewood", "9990000018")


def test_the_header_says_what_to_watch(rosewood, joan, marcus):
    with change(by=marcus, why="rooms"):
        room = Room.objects.create(location=rosewood.home, name="Room 12")
    services.revise(Admission.objects.get(person=joan), replaces=1, by=marcus, room=room)
    services.add(Allergy, joan, by=marcus, causative_agent="Latex")
    services.add(
        CPRDecision,
        joan,
        by=marcus,
        decision="not_for_attempt",
        decided_on=date(2026, 3, 4),
        clinician="Dr Shah",
        location_of_document="Front of the file",
    )
    yesterday, tomorrow = TODAY() - timedelta(days=1), TODAY() + timedelta(days=1)
    for words, starts, ends in (
        ("Falls", None, None),
        ("Over", None, yesterday),
        ("Not yet", tomorrow, None),
        ("Last day", yesterday, TODAY()),
    ):
        services.add(Alert, joan, by=marcus, text=words, started_on=starts, ended_on=ends)

    header = queries.header(joan)

    assert header.allergies == ["Latex"]
    assert header.allergies_state == AllergyState.PRESENT
    assert header.cpr == "not for attempted resuscitation"
    assert header.place == "Room 12, Rosewood"
    assert header.alerts == ["Falls", "Last day"]


def test_a_person_without_a_stay_is_not_admitted(rosewood, marcus):
    with change(by=marcus, why="for a test"):
        person = Person.objects.create(
            given_name="Amy", family_name="Abel", date_of_birth=date(1938, 1, 1)
        )

    assert queries.header(person).status == "Not admitted"
    assert queries.header(person).place == ""


def test_a_history_names_what_a_pointer_points_at_in_few_queries(
    rosewood, joan, marcus, django_assert_num_queries
):
    stay = Admission.objects.get(person=joan)
    with change(by=marcus, why="rooms"):
        rooms = [Room.objects.create(location=rosewood.home, name=f"Room {n}") for n in (1, 2, 3)]
    for version, room in enumerate(rooms, start=1):
        services.revise(stay, replaces=version, by=marcus, room=room)

    with django_assert_num_queries(3):
        history = queries.history(stay)

    assert [(c.label, c.before, c.after) for c in history[0].changes] == [
        ("Room", "Room 2", "Room 3")
    ]
    assert [c.after for c in history[-1].changes] == ["Rosewood", "6 January 2025"]


def test_a_history_says_when_a_record_was_taken_out(joan, ada, marcus):
    need = services.add(Need, joan, by=ada, category="skin", text="Dry skin")
    services.withdraw(need, replaces=1, reason="Healed", by=marcus)

    [last, first] = queries.history(need)

    assert (last.author, last.reason) == ("Marcus Webb", "Healed")
    assert [(c.label, c.before, c.after) for c in last.changes] == [
        ("Standing", "Current", "Withdrawn")
    ]
    assert [c.label for c in first.changes] == ["Area", "The need, in words"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"nhs_number": "9990000018"}, True),
        ({"family_name": "PETTIGREW", "date_of_birth": date(1938, 4, 3)}, True),
        ({"family_name": "Pettigrew"}, False),
        ({"date_of_birth": date(1938, 4, 3)}, False),
        ({"nhs_number": ""}, False),
    ],
)
def test_who_may_be_the_same_person(joan, ada, changes, found):
    asked = {"nhs_number": "", "family_name": "Abel", "date_of_birth": date(1940, 1, 1)} | changes

    likely = queries.likely_duplicates(ada, **asked)

    assert [one.pk for one in likely] == ([joan.pk] if found else [])
    assert [one.place for one in likely] == (["Rosewood"] if found else [])


def test_somebody_without_a_number_is_not_everybody_without_one(rosewood, ada, marcus):
    a_person(rosewood.home, by=marcus, given_name="Amy", family_name="Abel", nhs_number="")

    likely = queries.likely_duplicates(
        ada, nhs_number="", family_name="Zeal", date_of_birth=date(1940, 1, 1)
    )

    assert likely == []
