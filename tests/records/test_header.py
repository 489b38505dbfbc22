"""The header of a person: where they are, what they need, what to watch (PER-12)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import services as accounts
from accounts.models import Location
from records import queries, services
from records.models import Absence, Admission, Need, PersonAddress, Risk
from tests.people import a_person
from tests.records.pages import as_, page, said


def in_days(number: int) -> object:
    return timezone.localdate() + timedelta(days=number)


def away(joan: object, by: object, **fields: object) -> Absence:
    return services.add(
        Absence, joan, by=by, **{"whereabouts": "hospital", "started_on": in_days(-2)} | fields
    )


def test_somebody_who_is_here_has_no_status(joan):
    assert queries.header(joan).status == ""


def test_who_is_in_hospital_is_shown_so_until_they_are_back(joan, ada):
    back = away(joan, ada, place="Leeds General", expected_on=in_days(3))

    since, until = (f"{in_days(days):%-d %B}" for days in (-2, 3))
    status = f"In hospital since {since}, back {until}, Leeds General"
    assert queries.header(joan).status == status
    assert status in said(as_(ada).get(page("identity", joan)))
    services.revise(back, replaces=1, by=ada, ended_on=in_days(0))
    assert queries.header(joan).status == ""


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"whereabouts": "leave"}, "On leave since"),
        ({"whereabouts": "other", "ended_on": in_days(1)}, "Away since"),
        ({"started_on": in_days(1)}, ""),
        ({"ended_on": in_days(-1)}, ""),
    ],
)
def test_a_time_away_counts_from_its_first_day_until_the_day_they_are_back(
    joan, ada, fields, status
):
    away(joan, ada, **fields)

    assert queries.header(joan).status.startswith(status)
    assert bool(queries.header(joan).status) is bool(status)


def test_who_has_left_is_not_on_leave(joan, ada, marcus):
    away(joan, ada)
    stay = Admission.objects.get(person=joan)
    services.revise(stay, replaces=1, by=marcus, ended_on=in_days(0), ending="Moved home")

    assert queries.header(joan).status == "Left: Moved home"


@pytest.fixture
def visited(rosewood):
    """Somebody who is visited at home."""
    agency = accounts.add_location("Rosewood at Home", Location.Kind.HOME_CARE, by=rosewood.system)
    return a_person(agency, by=rosewood.system, given_name="Pat", nhs_number="")


def test_for_home_care_the_header_says_where_somebody_lives(rosewood, visited, marcus):
    assert queries.header(visited).place == "Rosewood at Home"
    for lines, more in (
        ("1 Old Lane", {"ended_on": in_days(-1)}),
        ("2 Mill Road\nHeadingley", {"started_on": in_days(-400), "postcode": "LS6 1AA"}),
        ("PO Box 3", {"address_type": "correspondence"}),
    ):
        services.add(PersonAddress, visited, by=rosewood.system, lines=lines, **more)

    assert queries.header(visited).place == "2 Mill Road, Headingley, LS6 1AA"


def test_in_a_home_the_header_says_the_home(rosewood, joan, marcus):
    services.add(PersonAddress, joan, by=marcus, lines="1 Old Lane")

    assert queries.header(joan).place == "Rosewood"


def test_needs_are_told_in_a_few_words(rosewood, joan, marcus):
    services.revise_person(
        joan.pk, replaces=1, by=marcus, interpreter_required="yes", first_language="Polish"
    )
    joan.refresh_from_db()
    for category, text in (
        ("mobility", "Walks slowly"),
        ("eating_and_drinking", "Needs time"),
        (
            "communication",
            "Speak to her left side,\nslowly, in short words, and wait",
        ),
        ("communication", "Wears glasses"),
        ("mood", "Low at times"),
    ):
        services.add(Need, joan, by=marcus, category=category, text=text)
    services.write_nursing_need(
        joan,
        area="eating_and_drinking",
        replaces=None,
        answers={"food_texture": "level_6", "drink_thickness": "level_2", "appetite": "poor"},
        by=marcus,
    )

    assert queries.header(joan).needs == [
        "Needs an interpreter: Polish",
        "Speak to her left side, slowly, in short…",
        "Food level 6: soft and bite-sized",
        "Drinks level 2: mildly thick",
        "Walks slowly",
    ]


def test_without_a_language_the_header_says_that_it_is_missing(joan, marcus):
    services.revise_person(joan.pk, replaces=1, by=marcus, interpreter_required="yes")
    joan.refresh_from_db()

    assert queries.header(joan).needs == ["Needs an interpreter: language not recorded"]


def test_moving_and_falls_are_told_from_what_is_usual(joan, marcus):
    answers = {"mobility_usual": "aid", "transfers": "hoist", "falls": "more", "bed_rails": "used"}
    services.write_nursing_need(joan, area="mobility", replaces=None, answers=answers, by=marcus)

    assert queries.header(joan).needs == [
        "Walks with an aid",
        "Moved with a hoist",
        "Two falls or more in 12 months",
    ]


def test_the_worst_risks_in_force_are_told_first(joan, ada, marcus):
    for text, more in (
        ("Dry skin", {}),
        ("Over", {"ended_on": in_days(-1)}),
        ("Choking on dry food", {"impact": "high"}),
        ("Falls at night", {"likelihood": "high"}),
        ("Loneliness", {"impact": "low"}),
    ):
        services.add(Risk, joan, by=marcus, category="accident", text=text, **more)

    assert queries.header(joan).risks == ["Choking on dry food", "Falls at night"]
    assert "Choking on dry food" in said(as_(ada).get(page("identity", joan)))


def test_it_is_one_query(joan):
    queries.header(joan)

    with CaptureQueriesContext(connection) as captured:
        queries.header(joan)

    assert len(captured) == 1
