"""What changed since somebody last worked: they were off, and others wrote."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Location
from accounts.services import add_location
from dailycare import since
from governance.models import AuditEvent
from governance.services import acting_for, viewed
from records import services as records
from records.models import Absence, Alert, Allergy, Need
from tests.dailycare.days import at
from tests.people import a_care_plan, a_person
from tests.records.pages import as_, said

LIST = reverse("dailycare:changed_of_my_people")
AGO = timedelta(minutes=1)


def of(person) -> str:
    return reverse("dailycare:changed_of_person", args=[person.pk])


def told(people, user) -> list[tuple[str, str, str]]:
    found = since.changed([one.pk for one in people], timezone.now() - AGO, but_by=user)
    return [(one.part, one.words, one.how) for one in found]


def test_what_others_wrote_is_told_as_it_says_now(rosewood, joan, ada, marcus):
    alert = records.add(Alert, joan, by=marcus, text="Falls", category="safety")
    records.add(Absence, joan, by=marcus, whereabouts="hospital", started_on=timezone.localdate())
    gone = records.add(Allergy, joan, by=marcus, causative_agent="Latex")
    records.withdraw(gone, replaces=1, reason="Was a mistake", by=marcus)
    records.revise(alert, replaces=1, by=rosewood.nora, text="Falls backwards")

    assert sorted(told([joan], ada)) == [
        ("Alert", "Falls backwards", "changed"),
        ("Allergy", "Latex", "taken out"),
        ("Time away", "In hospital", "new"),
    ]


def test_what_i_wrote_myself_is_left_out(joan, ada, marcus):
    records.add(Alert, joan, by=marcus, text="Falls", category="safety")

    assert told([joan], marcus) == []


def test_a_new_plan_is_one_line(joan, ada, marcus):
    a_care_plan(joan, by=marcus)

    assert sorted(part for part, _, _ in told([joan], ada)) == ["Care plan", "Need"]


def test_what_was_before_is_not_told(joan, ada, marcus):
    records.add(Alert, joan, by=marcus, text="Falls", category="safety")

    later = timezone.now() + since.OVERLAP + AGO
    assert since.changed([joan.pk], later, but_by=ada) == []


def test_a_day_of_work_is_one_that_began_before_today(joan, ada, marcus):
    assert since.last_worked(ada, timezone.now()) is None
    viewed(joan.pk, by=ada, why="opened the record")
    acts = AuditEvent.objects.filter(actor=ada).values_list("at", flat=True)

    assert since.last_worked(ada, at("12:00", days=2)) == acts.get()
    assert since.last_worked(ada, timezone.now()) is None
    assert since.last_worked(ada, at("12:00", days=100)) is None


@pytest.mark.parametrize("is_list", [True, False])
def test_the_pages_say_since_when_and_what(joan, ada, marcus, is_list):
    viewed(joan.pk, by=ada, why="opened the record")
    records.add(Alert, joan, by=marcus, text="Falls", category="safety")
    address = LIST if is_list else of(joan)

    with time_machine.travel(at("12:00", days=2), tick=False):
        body = said(as_(ada).get(address))

    assert f"Since {timezone.localdate():%A}" in body
    assert "Alert" in body
    assert "Falls<br>Marcus Webb" in body
    assert AuditEvent.objects.filter(actor=ada, why__startswith="read what changed").count() == 1


@pytest.mark.parametrize("is_list", [True, False])
def test_the_pages_say_when_nothing_changed_and_when_nobody_worked(joan, ada, is_list):
    address = LIST if is_list else of(joan)

    never = said(as_(ada).get(address))
    viewed(joan.pk, by=ada, why="opened the record")
    with time_machine.travel(at("12:00", days=2), tick=False):
        nothing = said(as_(ada).get(address))

    assert "You did nothing with these records" in never
    assert "Nobody changed allergies" in nothing


def test_nobody_of_another_place_is_told_of(rosewood, joan, ada):
    other = add_location("Larkfield", Location.Kind.CARE_HOME, by=rosewood.system)
    harry = a_person(other, by=rosewood.system, given_name="Harry", nhs_number="")
    viewed(joan.pk, by=ada, why="opened the record")
    records.add(Alert, harry, by=rosewood.system, text="Choking", category="safety")

    with time_machine.travel(at("12:00", days=2), tick=False):
        assert "Choking" not in said(as_(ada).get(LIST))
        assert as_(ada).get(of(harry)).status_code == 404


def test_what_is_kept_private_is_not_told(rosewood, joan, ada, marcus):
    records.add(Need, joan, by=marcus, category="skin", text="Sore", is_restricted=True)

    with acting_for(rosewood.provider.pk, keeping_private=True):
        assert told([joan], ada) == []


def test_it_takes_one_query_however_much_changed(rosewood, joan, ada, marcus):
    for number in range(since.SHOWN + 1):
        records.add(Alert, joan, by=marcus, text=f"Alert {number}", category="safety")

    with CaptureQueriesContext(connection) as asked:
        found = told([joan], ada)

    assert len(asked) == 1
    assert len(found) == since.SHOWN
