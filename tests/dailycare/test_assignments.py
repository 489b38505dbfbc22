"""A senior says who sees to whom on a shift (DLY-07)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts import services as accounts
from accounts.models import Location
from dailycare import services, shift
from dailycare.models import Assignment
from dailycare.services import UK
from governance.services import acting_for
from records import queries
from tests.people import a_person, a_worker
from tests.records.pages import as_, said

PAGE = reverse("dailycare:assignments")


def typed(worker, *people, **changes: str) -> dict[str, object]:
    day = timezone.localdate()
    return {
        "worker": str(worker.pk),
        "people": [str(person.pk) for person in people],
        "works_on-day": str(day.day),
        "works_on-month": str(day.month),
        "works_on-year": str(day.year),
        "part_of_day": "morning",
    } | changes


def test_people_are_given_by_name_and_stand_on_the_page(rosewood, joan, ada, marcus):
    peter = a_person(rosewood.home, by=marcus, given_name="Peter", nhs_number="")
    browser = as_(rosewood.sunil)

    asked = said(browser.get(PAGE))
    saved = said(browser.post(PAGE, typed(ada, joan, peter), follow=True))

    assert "Nobody is given to anybody yet" in asked
    assert "Ada Lark sees it on their list" in saved
    assert f"Ada Lark, {timezone.localdate():%A}" in saved
    found = [(one.person, one.works_on, one.part_of_day) for one in Assignment.objects.all()]
    assert sorted(found, key=lambda one: one[0].given_name) == [
        (joan, timezone.localdate(), "morning"),
        (peter, timezone.localdate(), "morning"),
    ]


def test_at_two_in_the_night_it_is_still_the_day_on_which_the_night_began(rosewood, joan, ada):
    with time_machine.travel(datetime(2027, 3, 4, 2, tzinfo=UK), tick=False):
        browser = as_(rosewood.sunil)
        form = browser.get(PAGE).context["form"]
        night = {"works_on-day": "3", "works_on-month": "3", "works_on-year": "2027"}
        browser.post(PAGE, typed(ada, joan, part_of_day="night", **night))

        assert form["works_on"].initial == date(2027, 3, 3)
        assert shift.people_of(ada).has_own


def test_what_is_sent_twice_is_given_once(rosewood, joan, ada):
    browser = as_(rosewood.sunil)

    for _ in range(2):
        browser.post(PAGE, typed(ada, joan))

    assert Assignment.objects.count() == 1


def test_what_was_given_is_taken_back_and_kept(rosewood, joan, ada):
    browser = as_(rosewood.sunil)
    browser.post(PAGE, typed(ada, joan))
    given = Assignment.objects.get()

    body = said(browser.post(PAGE, {"take_back": str(given.pk)}, follow=True))

    assert "Nobody is given to anybody yet" in body
    given.refresh_from_db()
    assert given.standing == "withdrawn"
    assert queries.history(given)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"people": []}, "Tick at least one person"),
        ({"worker": ""}, "Choose who sees to them"),
        ({"works_on-year": "2020"}, "must be"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_given(rosewood, joan, ada, changes, says):
    body = said(as_(rosewood.sunil).post(PAGE, typed(ada, joan) | changes))

    assert says in body
    assert not Assignment.objects.exists()


def test_nobody_from_elsewhere_is_given_or_taken_back(rosewood, joan, ada, marcus):
    other = accounts.add_location("Larkfield", Location.Kind.CARE_HOME, by=rosewood.system)
    lena = a_worker("lena", "Lena Oaks", "senior", other, by=rosewood.system)
    about = {"works_on": timezone.localdate(), "part_of_day": ""}
    services.assign([joan.pk], worker=ada, **about, by=marcus)

    body = said(as_(lena).post(PAGE, typed(ada, joan)))
    refused = as_(lena).post(PAGE, {"take_back": str(Assignment.objects.get().pk)})

    assert "Choose one of the answers shown" in body
    assert "Joan" not in body
    assert refused.status_code == 404
    assert Assignment.objects.get().is_current


def test_days_gone_by_are_not_on_the_page(rosewood, joan, ada, marcus):
    past = timezone.localdate() - timedelta(days=2)
    services.assign([joan.pk], worker=ada, works_on=past, part_of_day="", by=marcus)

    assert "Nobody is given to anybody yet" in said(as_(marcus).get(PAGE))


def test_a_care_worker_gives_nobody_to_anybody(rosewood, joan, ada):
    with acting_for(rosewood.provider.pk):
        assert as_(ada).get(PAGE).status_code == 403
