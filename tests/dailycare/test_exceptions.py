"""What needs a lead's eye (DLY-08)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Room, Unit
from dailycare import services
from dailycare.exceptions import ExceptionItem, exceptions
from governance.services import change
from records import services as records
from records.models import Absence, Admission
from tests.dailycare.days import REFUSED, asked, at, given
from tests.people import a_person

AN_HOUR = timedelta(hours=1)


def told(user, until, hours: int = 48, unit=None) -> list[ExceptionItem]:
    found = exceptions(user, until - timedelta(hours=hours), until, unit)
    return [one for one in found if one.kind != "quiet"]


def lines(user, until, hours: int = 48) -> list[tuple[str, str, str]]:
    return [(one.kind, one.what, one.why) for one in told(user, until, hours)]


def recorded(person, by, clock: str, **fields):
    about = {"kind": "personal_care", "happened_at": at(clock)} | fields
    return services.record_care(person, by=by, **about)


def test_what_nobody_did_is_late_and_then_missed(rosewood, joan, marcus):
    asked(joan, by=marcus)

    [late] = told(rosewood.sunil, at("15:30"))
    [missed] = told(rosewood.sunil, at("17:30"))

    assert (late.kind, late.at, late.why) == ("late", at("15:00"), "Was to be done by 15:00")
    assert (missed.kind, missed.at) == ("missed", at("17:00"))
    assert missed.why == "Was to be done by 15:00, and nothing is recorded for it"
    assert late.key != missed.key
    assert late.person.name == "Joan Pettigrew"


def test_what_was_missed_before_is_told_once(rosewood, joan, marcus):
    asked(joan, by=marcus)

    assert lines(rosewood.sunil, at("20:00"), hours=2) == []
    assert len(lines(rosewood.sunil, at("18:30"), hours=2)) == 1


def test_what_was_done_late_says_when_by_whom_and_why(rosewood, joan, ada, marcus):
    given(asked(joan, by=marcus), "15:20", by=ada, outcome_reason="Was at the dentist")

    assert lines(rosewood.sunil, at("16:00")) == [
        ("late", "Turn her", "Done late, 15:20, by Ada Lark: Was at the dentist")
    ]


@pytest.mark.parametrize("outcome", ["refused", "not_offered"])
def test_what_was_not_given_is_told_with_its_reason(rosewood, joan, ada, outcome):
    entry = recorded(joan, ada, "09:00", outcome=outcome, outcome_reason="Was asleep")

    [one] = told(rosewood.sunil, at("12:00"))

    assert (one.kind, one.what, one.why) == (outcome, "Wash and dress", "Was asleep")
    assert (one.at, one.entries) == (entry.recorded_at, (entry,))


def test_what_is_unusual_and_was_confirmed_is_told(rosewood, joan, ada):
    values = {"amount_ml": 2000, "confirmed": ["amount_ml"]}
    recorded(joan, ada, "09:00", kind="drink", values=values)

    assert lines(rosewood.sunil, at("12:00")) == [("unusual", "Drink", "2,000 ml")]


def test_what_was_refused_of_the_plan_is_told_once(rosewood, joan, ada, marcus):
    given(asked(joan, by=marcus), "14:00", by=ada, **REFUSED)

    assert lines(rosewood.sunil, at("20:00")) == [("refused", "Turn her", "Was asleep")]


def test_what_came_in_before_is_told_no_more(rosewood, joan, ada):
    entry = recorded(joan, ada, "09:00", **REFUSED)

    assert exceptions(rosewood.sunil, entry.recorded_at, at("12:00")) == []


def test_done_and_refused_by_two_people_is_shown_side_by_side(rosewood, joan, ada):
    refused = recorded(joan, ada, "09:20", **REFUSED)
    done = recorded(joan, rosewood.nora, "09:00")
    recorded(joan, rosewood.nora, "10:00")  # later they had it

    both = [one for one in told(rosewood.sunil, at("12:00")) if one.kind == "contradiction"]

    assert [(one.entries, one.why) for one in both] == [((done, refused), "Refused, and done")]
    assert both[0].at == done.recorded_at


def test_refused_and_then_done_by_the_same_person_is_no_contradiction(rosewood, joan, ada):
    recorded(joan, ada, "09:00", **REFUSED)
    recorded(joan, ada, "09:10")

    assert [one.kind for one in told(rosewood.sunil, at("12:00"))] == ["refused"]


def test_of_the_plan_only_notes_of_the_same_thing_disagree(rosewood, joan, ada, marcus):
    turn, cream = asked(joan, by=marcus), asked(joan, by=marcus, description="Cream")
    given(turn, "14:00", by=ada, **REFUSED)
    given(cream, "14:00", by=rosewood.nora)
    done = given(turn, "14:10", by=rosewood.nora)

    both = [one for one in told(rosewood.sunil, at("14:30")) if one.kind == "contradiction"]

    assert [one.entries[1] for one in both] == [done]


def test_what_two_people_did_that_was_to_be_done_once_is_told(rosewood, joan, ada, marcus):
    turn = asked(joan, by=marcus)
    first = given(turn, "13:50", by=ada)
    second = given(turn, "14:10", by=rosewood.nora)
    given(turn, "14:20", by=rosewood.nora)

    [one] = told(rosewood.sunil, at("14:30"))

    assert (one.kind, one.why, one.entries) == ("contradiction", "Recorded twice", (first, second))


def test_what_has_no_time_is_done_as_often_as_it_does_good(rosewood, joan, ada, marcus):
    tea = asked(joan, by=marcus, clock_times="")
    given(tea, "10:00", by=ada)
    given(tea, "12:00", by=rosewood.nora)

    assert told(rosewood.sunil, at("14:30")) == []


def quiet(user, until, hours: int = 1) -> list[ExceptionItem]:
    found = exceptions(user, until - timedelta(hours=hours), until)
    return [one for one in found if one.kind == "quiet"]


def test_who_is_quiet_is_told_for_as_long_as_they_are(rosewood, joan, ada):
    recorded(joan, ada, "09:00")

    [one] = quiet(rosewood.sunil, at("21:00", days=5))

    assert (one.what, one.at) == ("Nothing recorded for 12 hours", at("21:00"))
    assert quiet(rosewood.sunil, at("20:59")) == []


def came_on(person, day, *, by) -> None:
    with change(by=by, why="a stay for a test"):
        stay = Admission.objects.get(person=person)
        stay.admitted_on = day
        stay.save()


@pytest.mark.parametrize(("days_ago", "is_told"), [(0, False), (1, True), (None, False)])
def test_of_whom_nothing_was_ever_recorded_is_told_from_the_day_after_they_came(
    rosewood, joan, marcus, days_ago, is_told
):
    day = None if days_ago is None else timezone.localdate() - timedelta(days=days_ago)
    came_on(joan, day, by=marcus)

    said = [one.what for one in quiet(rosewood.sunil, timezone.now())]

    assert said == ["Nothing recorded yet"] * is_told


def test_who_is_away_is_not_quiet(rosewood, joan, marcus):
    records.add(Absence, joan, by=marcus, whereabouts="hospital", started_on=timezone.localdate())

    assert quiet(rosewood.sunil, timezone.now()) == []


def test_the_newest_stands_first(rosewood, joan, ada, marcus):
    asked(joan, by=marcus, clock_times="10:00, 14:00")
    recorded(joan, ada, "09:00", **REFUSED)

    moments = [one.at for one in told(rosewood.sunil, at("20:00"))]

    assert len(moments) == 3
    assert moments == sorted(moments, reverse=True)


def test_one_unit_is_told_alone(rosewood, joan, ada, marcus):
    with change(by=marcus, why="a unit for a test"):
        unit = Unit.objects.create(location=rosewood.home, name="Garden")
        room = Room.objects.create(location=rosewood.home, unit=unit, name="4")
        stay = Admission.objects.get(person=joan)
        stay.room = room
        stay.save()
    peter = a_person(rosewood.home, by=marcus, given_name="Peter", nhs_number="")
    for person in (joan, peter):
        asked(person, by=marcus)
        recorded(person, ada, "09:00", **REFUSED)

    every, of_unit = (told(rosewood.sunil, at("15:30"), unit=one) for one in (None, unit.pk))

    assert len(every) == 4
    assert {one.person.person_id for one in of_unit} == {joan.pk}
    assert {(one.person.unit, one.person.room) for one in of_unit} == {("Garden", "4")}


def test_nobody_is_told_of_who_leads_nobody(rosewood, joan, ada, olive):
    recorded(joan, ada, "09:00", **REFUSED)

    assert exceptions(ada, at("00:00", days=0), at("12:00")) == []
    assert exceptions(olive, at("00:00", days=0), at("12:00")) == []


def test_it_takes_seven_queries_whoever_lives_there(rosewood, joan, ada, marcus):
    people = [
        a_person(rosewood.home, by=marcus, given_name=f"N{number}", nhs_number="")
        for number in range(3)
    ]
    for person in people:
        turn = asked(person, by=marcus)
        given(turn, "14:00", by=ada)
        given(turn, "14:01", by=rosewood.nora)
        given(turn, "14:02", by=ada, **REFUSED)

    with CaptureQueriesContext(connection) as asked_for:
        found = told(marcus, at("15:30"))

    assert len(asked_for) == 7
    assert len(found) == 3 * 3
