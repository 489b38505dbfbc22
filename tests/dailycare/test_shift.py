"""My people today: what is due of each, who is on which unit, who was given to whom (DLY-07)."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Room, Unit
from dailycare import shift
from dailycare.models import Assignment, CareEntry
from governance.ids import uuid7
from governance.services import change
from records import services as records
from records.models import Absence, Admission
from tests.dailycare.days import REFUSED, asked, at, given
from tests.people import a_person, signed_in
from tests.records.pages import as_, said

LIST = reverse("dailycare:my_people")


def listed(user, clock: str, **ways: str) -> str:
    with time_machine.travel(at(clock), tick=False):
        return signed_in(Client(), user).get(LIST, ways).content.decode()


def give(person, worker, *, by, **fields) -> Assignment:
    return records.add(
        Assignment, person, by=by, worker=worker, **{"works_on": at("00:00").date()} | fields
    )


@pytest.fixture
def peter(rosewood, marcus):
    """Somebody else who lives at Rosewood, on a unit."""
    peter = a_person(
        rosewood.home, by=marcus, given_name="Peter", family_name="Abbot", nhs_number=""
    )
    with change(by=marcus, why="a unit for a test"):
        unit = Unit.objects.create(location=rosewood.home, name="Garden")
        stay = Admission.objects.get(person=peter)
        stay.room = Room.objects.create(location=rosewood.home, unit=unit, name="4")
        stay.save()
    return peter


@pytest.mark.parametrize(
    ("fields", "clock", "says"),
    [
        ({}, "13:40", "Turn her: due 14:00"),
        ({}, "15:10", "Turn her: late, was due 14:00"),
        ({"part_of_day": "morning", "clock_times": ""}, "07:00", "Turn her: due this morning"),
        ({"part_of_day": "night", "clock_times": ""}, "22:00", "Turn her: due tonight"),
        (
            {"part_of_day": "morning", "clock_times": ""},
            "12:30",
            "Turn her: late, was due this morning",
        ),
    ],
)
def test_a_card_says_what_is_due_or_late(joan, ada, marcus, fields, clock, says):
    asked(joan, by=marcus, **fields)

    assert says in listed(ada, clock)


@pytest.mark.parametrize("clock", ["13:20", "17:10"])
def test_what_is_not_due_yet_or_over_is_not_on_the_card(joan, ada, marcus, clock):
    asked(joan, by=marcus)

    assert "Turn her" not in listed(ada, clock)


def test_what_was_recorded_or_has_no_time_is_not_on_the_card(joan, ada, marcus):
    given(asked(joan, by=marcus), "13:45", by=ada)
    given(asked(joan, by=marcus, clock_times="14:10"), "14:00", by=ada, **REFUSED)
    asked(joan, by=marcus, description="Tea", clock_times="")

    body = listed(ada, "14:20")

    assert "Turn her" not in body
    assert "Tea" not in body


def test_what_is_late_stands_first_and_the_rest_is_counted(joan, ada, marcus):
    for number in range(4):
        asked(joan, by=marcus, description=f"Do {number}", clock_times=f"14:0{number}")
    asked(joan, by=marcus, description="Wash", part_of_day="morning", clock_times="")

    body = listed(ada, "13:59")

    assert body.index("Wash: late") < body.index("Do 0: due 14:00") < body.index("Do 1: due")
    assert "2 more to do" in body
    assert "1 late, 4 due" in body


def test_who_needs_something_stands_first(joan, ada, marcus, peter):
    for person in (joan, peter):
        records.state_no_known_allergies(person, by=marcus)
        given(asked(person, by=marcus, clock_times=""), "13:00", by=ada)
    before = listed(ada, "14:00")
    assert before.index("Joan Pettigrew") < before.index("Peter Abbot")

    asked(peter, by=marcus)
    body = listed(ada, "14:00")

    assert body.index("Peter Abbot") < body.index("Joan Pettigrew")
    assert "1 needs something now, 1 due" in body


def test_what_is_due_by_noon_is_not_pressing_in_the_morning(joan, ada, marcus):
    records.state_no_known_allergies(joan, by=marcus)
    given(asked(joan, by=marcus, clock_times=""), "06:30", by=ada)
    asked(joan, by=marcus, part_of_day="morning", clock_times="")

    with time_machine.travel(at("07:00"), tick=False):
        [stay] = shift.people_of(ada).stays

    assert not stay.needs_something
    assert ">1 due</p>" in listed(ada, "07:00")


def test_nothing_is_due_of_somebody_in_hospital(joan, ada, marcus):
    asked(joan, by=marcus)
    day = at("00:00").date()
    records.add(Absence, joan, by=marcus, whereabouts="hospital", started_on=day)

    assert "Turn her" not in listed(ada, "14:00")


def test_one_unit_is_listed_alone(joan, ada, peter):
    unit = Unit.objects.get()

    everybody, of_unit = listed(ada, "14:00"), listed(ada, "14:00", unit=str(unit.pk))

    assert "Joan Pettigrew" in everybody
    assert f'href="/people/?unit={unit.pk}">Garden</a>' in everybody
    assert "Joan Pettigrew" not in of_unit
    assert "Peter Abbot" in of_unit
    assert f'href="/people/?unit={unit.pk}" aria-current="page">Garden</a>' in of_unit


def test_without_units_or_a_list_there_is_nothing_to_choose(joan, ada):
    assert 'class="ways"' not in listed(ada, "14:00")


def test_a_worker_sees_first_those_given_to_them_and_everybody_at_a_tap(joan, ada, marcus, peter):
    give(peter, ada, by=marcus)

    own, everyone = listed(ada, "14:00"), listed(ada, "14:00", everyone="1")

    assert "Joan Pettigrew" not in own
    assert 'href="/people/?" aria-current="page">My list</a>' in own
    assert "Joan Pettigrew" in everyone
    assert "Joan Pettigrew" in listed(ada, "14:00", q="Joan")
    assert "Joan Pettigrew" in listed(marcus, "14:00")


@pytest.mark.parametrize(
    ("fields", "clock", "is_own"),
    [
        ({"part_of_day": "afternoon"}, "14:00", True),
        ({"part_of_day": "afternoon"}, "11:00", False),
        ({"works_on": at("00:00", days=2).date()}, "14:00", False),
    ],
)
def test_a_list_is_for_a_day_and_a_part_of_it(joan, ada, marcus, peter, fields, clock, is_own):
    give(peter, ada, by=marcus, **fields)

    assert ("Joan Pettigrew" not in listed(ada, clock)) is is_own


def test_what_was_given_by_mistake_is_on_no_list(joan, ada, marcus, peter):
    mistake = give(peter, ada, by=marcus)
    records.withdraw(mistake, replaces=1, reason="Wrong worker", by=marcus)

    assert "Joan Pettigrew" in listed(ada, "14:00")


def test_an_odd_unit_lists_nobody(joan, ada):
    assert "Joan Pettigrew" in listed(ada, "14:00", unit="x")
    assert "Joan Pettigrew" not in listed(ada, "14:00", unit=str(joan.pk))


@pytest.mark.parametrize("page", ["today", "record"])
@pytest.mark.parametrize(
    ("clock", "says"),
    [
        ("13:40", "Due 14:00"),
        ("15:10", "Late, was due 14:00"),
        ("17:10", "Missed, was due 14:00"),
    ],
)
def test_the_pages_of_a_person_say_what_is_due_late_and_missed(
    joan, ada, marcus, page, clock, says
):
    asked(joan, by=marcus)

    with time_machine.travel(at(clock), tick=False):
        body = said(as_(ada).get(reverse(f"dailycare:{page}", args=[joan.pk])))

    assert says in body


def test_what_was_done_or_is_not_due_yet_is_not_marked(joan, ada, marcus):
    given(asked(joan, by=marcus, clock_times="10:00, 14:00"), "10:00", by=ada)

    with time_machine.travel(at("11:00"), tick=False):
        body = said(as_(ada).get(reverse("dailycare:record", args=[joan.pk])))

    assert "was due" not in body
    assert "Due 14:00" not in body


def sent(served, clock: str, **changes: str) -> dict[str, str]:
    day = at(clock).date()
    words = {"kind": "planned", "instruction": str(served.pk), "outcome": "done", "time": clock}
    words |= {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    return words | {"entry_id": str(uuid7())} | changes


@pytest.mark.parametrize(
    ("clock", "changes", "is_asked"),
    [
        ("15:20", {}, True),
        ("15:20", {"outcome_reason": "Was at the dentist"}, False),
        ("14:20", {}, False),
        ("13:10", {}, False),
        ("19:00", {}, False),
    ],
)
def test_why_it_was_late_is_asked_once(joan, ada, marcus, clock, changes, is_asked):
    words = sent(asked(joan, by=marcus), clock, **changes)
    address = reverse("dailycare:record", args=[joan.pk])

    with time_machine.travel(at("20:00"), tick=False):
        body = said(as_(ada).post(address, words, follow=True))

    assert ("It was to be done by 15:00. Say why it was later" in body) is is_asked
    assert CareEntry.objects.exists() is not is_asked


def test_why_it_was_late_stands_on_the_timeline(joan, ada, marcus):
    given(asked(joan, by=marcus), "15:20", by=ada, outcome_reason="Was at the dentist")

    body = said(as_(ada).get(reverse("dailycare:timeline", args=[joan.pk])))

    assert "Done late: Was at the dentist" in body
