"""A temporary worker reads of everybody on a unit on one page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Room, Unit
from governance.models import Act, AuditEvent
from governance.services import change, show_private
from records import services as records
from records.models import Admission, Alert, Allergy, Need, Risk
from tests.people import a_care_plan, a_person
from tests.records.pages import as_, said


@pytest.fixture
def page(rosewood):
    """The briefing of the home, as Ada reads it."""
    browser = as_(rosewood.ada)

    def read(**asked: object) -> str:
        address = reverse("dailycare:briefing", args=[rosewood.home.pk])
        return said(browser.get(address, asked))

    return read


def test_it_says_what_a_stand_in_must_know_of_each(joan, marcus, page):
    plan = a_care_plan(joan, by=marcus)
    plan.refresh_from_db()
    records.add(Allergy, joan, by=marcus, causative_agent="Latex")
    records.add(Alert, joan, by=marcus, text="Falls: two helpers")
    records.add(Need, joan, by=marcus, category="mobility", text="Stands with a frame")
    records.write_about_me(
        joan, replaces=None, by=marcus,
        how_i_communicate_and_how_to_communicate_with_me="Speak to my left side",
    )  # fmt: skip
    until = timezone.localdate() + timedelta(days=2)
    records.add_for_a_time(
        plan, ended_on=until, rationale="After a fall", by=marcus, description="Walk with two"
    )

    told = page()

    for words in [
        "Joan Pettigrew", "Call Joan Pettigrew <b>Joan</b>", "Latex", "no decision recorded",
        "Falls: two helpers", "Stands with a frame", "Speak to my left side", "Walk with two",
        "Until ", "Offer tea hourly",
    ]:  # fmt: skip
        assert words in told


def test_what_is_not_written_is_said_to_be_missing(joan, page):
    told = page()

    assert "Allergies not asked yet" in told
    assert "not written yet. Ask Joan." in told
    assert "No plan is live. Ask the senior on shift" in told


def test_no_known_allergies_are_said_and_an_empty_plan_too(joan, marcus, page):
    plan = a_care_plan(joan, by=marcus)
    [served] = plan.instructions.all()
    records.withdraw(served, replaces=1, reason="No more", by=marcus)
    records.state_no_known_allergies(joan, by=marcus)

    told = page()

    assert "No known allergies" in told
    assert "The plan does not say yet what we do." in told


def test_what_is_kept_private_stays_so(joan, marcus, page):
    show_private()
    records.add(
        Risk, joan, by=marcus, category="to_self", text="Told nobody else", is_restricted=True
    )

    told = page()

    assert "Told nobody else" not in told
    assert "1 part is kept private: ask the lead" in told


def test_reading_it_is_an_act_for_each_person(rosewood, joan, marcus, page):
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")

    page()

    acts = AuditEvent.objects.filter(act=Act.READ, why="read the briefing of a place")
    assert {act.person_id for act in acts} == {joan.pk, amy.pk}


def test_of_a_unit_it_tells_of_those_who_live_there_by_room(rosewood, joan, marcus, page):
    with change(by=marcus, why="a unit"):
        unit = Unit.objects.create(location=rosewood.home, name="Garden")
    assert "Nobody lives here now" in page(unit=unit.pk)
    for number in (12, 2):
        person = a_person(rosewood.home, by=marcus, given_name=f"In {number}", nhs_number="")
        with change(by=marcus, why="a room"):
            room = Room.objects.create(location=rosewood.home, unit=unit, name=f"Room {number}")
            Admission.objects.filter(person=person).update(room=room)

    told = page(unit=unit.pk)

    assert "Briefing: Garden, Rosewood" in told
    assert told.index("In 2") < told.index("In 12")
    assert "Joan" not in told


def test_another_providers_place_is_not_found(rosewood):
    address = reverse("dailycare:briefing", args=[rosewood.elsewhere.pk])

    assert as_(rosewood.ada).get(address).status_code == 404


def test_twelve_people_take_as_many_queries_as_one(rosewood, joan, marcus, page):
    few = counted(page)
    for number in range(12):
        person = a_person(rosewood.home, by=marcus, given_name=f"P{number}", nhs_number="")
        records.add(Alert, person, by=marcus, text="Falls")

    assert counted(page) == few <= 20


def counted(page) -> int:
    with CaptureQueriesContext(connection) as captured:
        page()
    return len(captured)
