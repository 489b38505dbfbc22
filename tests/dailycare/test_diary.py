"""The diary: what is arranged, due and done by day, and what nobody wrote the outcome of."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Location
from accounts.services import add_location
from dailycare.clock import UK
from dailycare.services import record_care
from governance.models import AuditEvent
from records import services as records
from records.models import Absence, Appointment, Contact, Visit
from tests.people import a_care_plan, a_person
from tests.records.pages import as_, said

DIARY = reverse("dailycare:diary")
ADD = {"purpose": "Eye clinic", "status": "booked"}


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with time_machine.travel(datetime(2027, 3, 3, 10, tzinfo=UK), tick=False):
        yield


def appointment(person, by, on="2027-03-04", **fields) -> Appointment:
    told = {"purpose": "Eye clinic", "starts_on": date.fromisoformat(on)} | fields
    return records.add(Appointment, person, by=by, **told)


def diary(user, **asked) -> str:
    return said(as_(user).get(DIARY, asked))


def test_two_weeks_are_told_by_day_and_time(joan, ada, marcus):
    appointment(joan, marcus, starts_time=time(14, 30), attendee="Ada Lark", seen_by="Dr Shah")
    appointment(joan, marcus, purpose="Chiropodist", starts_time=time(9, 0))
    appointment(joan, marcus, on="2027-03-17", purpose="A fortnight away")
    plan = a_care_plan(joan, by=marcus)
    visitor = records.add(Contact, joan, by=marcus, name="Peter Pettigrew", kind="personal_contact")
    records.add(Visit, joan, by=marcus, purpose="Tea", visitor=visitor, visited_on=date(2027, 3, 5))
    records.add(
        Absence, joan, by=marcus, whereabouts="hospital", place="Ward 7",
        started_on=date(2027, 2, 26), expected_on=date(2027, 3, 6),
    )  # fmt: skip

    page = diary(ada)

    told = [
        *("Thursday 4 March 2027", "09:00", "Appointment: Chiropodist", "14:30"),
        *("Appointment: Eye clinic", "Sees: Dr Shah", "Goes with them: Ada Lark"),
        *("Visit: Tea", "Who came: Peter Pettigrew"),
        "Expected back: From: In hospital, Ward 7",
    ]
    places = [page.index(words) for words in told]
    assert places == sorted(places)
    assert "A fortnight away" not in page
    assert "A fortnight away" in diary(ada, **{"from": "2027-03-17"})
    assert "Review: The care plan is due" in diary(ada, **{"from": plan.review_on.isoformat()})


def test_what_is_over_asks_what_came_of_it_until_somebody_says(joan, ada, marcus):
    row = appointment(joan, marcus, on="2027-02-26")

    change = reverse(
        "records:change_record",
        kwargs={"kind": "appointments", "person_id": joan.pk, "record_id": row.pk},
    )
    assert f'href="{change}"' in as_(ada).get(DIARY).content.decode()
    assert "What came of it?" in diary(ada)

    records.revise(row, replaces=1, by=ada, status="fulfilled", outcome="New glasses in a week")

    page = diary(ada, **{"from": "2027-02-22"})
    assert "What came of it?" not in page
    assert "It took place. New glasses in a week" in page


def test_a_contact_with_a_professional_is_told_and_a_visit_of_the_family_is_not(joan, ada):
    for whom, words in (("gp", "Dr Shah will ring back"), ("family", "Peter brought cake")):
        record_care(
            joan, by=ada, kind="contact", happened_at=timezone.now(), text=words,
            values={"with": whom},
        )  # fmt: skip

    page = diary(ada)

    assert "Contact: GP" in page
    assert "Dr Shah will ring back" in page
    assert "Peter brought cake" not in page


def test_one_that_is_past_says_what_came_of_it(joan, ada):
    address = reverse("records:add_record", kwargs={"kind": "appointments", "person_id": joan.pk})
    on = {"starts_on-day": "26", "starts_on-month": "2", "starts_on-year": "2027"}

    took, missed = (
        said(as_(ada).post(address, ADD | on | {"status": status}))
        for status in ("fulfilled", "noshow")
    )

    assert "Write what came of it" in took
    assert "Write why, and what is to be done" in missed
    assert not Appointment.objects.exists()


def test_whose_appointment_it_is_is_chosen_first(joan, rosewood, ada):
    chosen = as_(ada).get(DIARY, {"for": str(joan.pk)})
    elsewhere = as_(ada).get(DIARY, {"for": str(rosewood.tom.pk)})

    assert chosen.headers["Location"].endswith(f"{joan.pk}/appointments/add/")
    assert elsewhere.status_code == 200


def test_who_supports_somebody_today_reads_where_they_go(joan, ada, marcus):
    appointment(joan, marcus, on="2027-03-03", starts_time=time(14, 30), attendee="Ada Lark")
    appointment(joan, marcus, on="2027-03-03", purpose="Dentist", status="cancelled", outcome="Ill")
    appointment(joan, marcus, on="2027-03-04", purpose="Chiropodist")

    page = said(as_(ada).get(reverse("dailycare:today", args=[joan.pk])))

    assert page.index("<b>14:30</b>") < page.index("Eye clinic")
    assert "Goes with them: Ada Lark" in page
    assert "Dentist" not in page
    assert "Chiropodist" not in page


@pytest.mark.parametrize("day", ["x", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_today(joan, ada, day):
    assert "Wednesday 3 March to Tuesday 16 March 2027" in diary(ada, **{"from": day})


def test_only_people_of_ones_places_are_told_and_each_look_is_on_record(rosewood, joan, ada):
    appointment(joan, rosewood.marcus)
    other = add_location("Larkfield", Location.Kind.CARE_HOME, by=rosewood.system)
    harry = a_person(other, by=rosewood.system, given_name="Harry", nhs_number="")
    appointment(harry, rosewood.system, purpose="Dentist")

    page = diary(ada)

    assert "Dentist" not in page
    looked = AuditEvent.objects.filter(actor=ada, why="read the diary")
    assert [act.person_id for act in looked] == [joan.pk]


def test_however_much_is_in_it_the_queries_are_the_same(
    rosewood, joan, ada, marcus, django_assert_max_num_queries
):
    for number in range(30):
        appointment(joan, marcus, purpose=f"Clinic {number}")
        appointment(joan, marcus, on="2027-02-01", purpose=f"Clinic before {number}")
    client = as_(ada)

    with django_assert_max_num_queries(16):
        client.get(DIARY)


def test_who_writes_no_records_is_asked_for_no_outcome(rosewood, joan, marcus):
    appointment(joan, marcus, on="2027-02-26")

    page = diary(rosewood.adele)

    assert "What came of it?" in page
    assert "Write what came of it" not in page
    assert "Add an appointment" not in page
