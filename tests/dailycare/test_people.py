"""Who stands on the list of people, why, and how somebody is found."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Room
from dailycare import queries, services, shift
from governance.services import change
from records import services as records
from records.models import Absence, Admission
from tests.people import a_person, signed_in

LIST = reverse("dailycare:my_people")


def listed(user, **asked: str) -> str:
    return signed_in(Client(), user).get(LIST, asked).content.decode()


def came_on(person, day, *, by, room: Room | None = None) -> None:
    with change(by=by, why="a stay for a test"):
        stay = Admission.objects.get(person=person)
        stay.admitted_on, stay.room = day, room
        stay.save()


def stay_of(person, user) -> shift.Stay:
    return next(stay for stay in shift.people_of(user).stays if stay.person_id == person.pk)


@pytest.mark.parametrize("typed", ["1204", "12 04", "Room 1204"])
def test_a_room_of_four_figures_is_no_nhs_number(rosewood, joan, ada, marcus, typed):
    with change(by=marcus, why="a room for a test"):
        room = Room.objects.create(location=rosewood.home, name="Room 1204")
    came_on(joan, timezone.localdate(), by=marcus, room=room)

    assert "Joan Pettigrew" in listed(ada, q=typed)


def test_a_number_is_found_by_its_beginning_however_it_is_written(joan, ada):
    assert "Joan Pettigrew" in listed(ada, q="999 0000")
    assert "Joan Pettigrew" in listed(ada, q="999-000-0018")
    assert "Joan Pettigrew" not in listed(ada, q="0000")


@pytest.mark.parametrize(("days_ago", "is_quiet"), [(0, False), (1, True), (None, True)])
def test_somebody_of_whom_nothing_was_ever_recorded_is_quiet_from_the_day_after_they_came(
    joan, ada, marcus, days_ago, is_quiet
):
    day = None if days_ago is None else timezone.localdate() - timedelta(days=days_ago)
    came_on(joan, day, by=marcus)

    assert stay_of(joan, ada).is_quiet is is_quiet
    assert ("Nothing recorded yet" in listed(ada)) is is_quiet


@pytest.mark.parametrize(("hours_ago", "is_quiet"), [(11, False), (13, True)])
def test_somebody_is_quiet_after_twelve_hours(joan, ada, hours_ago, is_quiet):
    then = timezone.now() - timedelta(hours=hours_ago)
    services.record_care(joan, by=ada, kind="mood", happened_at=then)

    assert stay_of(joan, ada).is_quiet is is_quiet
    assert ("Nothing recorded for 12 hours" in listed(ada)) is is_quiet


def test_somebody_in_hospital_is_away_not_quiet(joan, ada, marcus):
    came_on(joan, timezone.localdate() - timedelta(days=9), by=marcus)
    since = timezone.localdate() - timedelta(days=2)
    away = {"whereabouts": "hospital", "place": "Ward 7", "started_on": since}
    records.add(Absence, joan, by=marcus, **away)

    assert not stay_of(joan, ada).is_quiet
    assert f"In hospital since {since:%-d %B}, Ward 7" in listed(ada)


def test_a_card_says_that_care_was_refused(joan, ada):
    now = timezone.now()
    refused = {"outcome": "refused", "outcome_reason": "Asleep", "values": {"what": "tea"}}
    services.record_care(joan, by=ada, kind="drink", happened_at=now, **refused)

    assert "Drink refused Tea" in listed(ada)


def test_a_list_of_one_page_is_all_there_is(joan, ada):
    assert "data-more" not in listed(ada)


def test_a_list_of_more_pages_says_so_on_each(rosewood, joan, ada, marcus):
    for number in range(queries.PAGE):
        a_person(rosewood.home, by=marcus, family_name=f"X{number}", nhs_number="")

    assert "data-more" in listed(ada)
    assert "data-more" in listed(ada, page="2")
