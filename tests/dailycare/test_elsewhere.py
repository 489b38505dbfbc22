"""Finding somebody at another place, exactly or not at all, and who is told (SEC-07, AUD-01)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.permissions import Role
from dailycare import clock, services
from dailycare.models import ExceptionSeen
from governance.models import Act, AuditEvent
from records import queries as records
from records import services as records_services
from records.models import OpenedFromOutside
from records.queries.outside import FOUND_NOBODY, LOOKED_FOR
from tests.dailycare.outside import (
    FEED,
    HARRY,
    LOOK,
    NAMED,
    PEOPLE,
    WHY,
    open_to,
    page,
    the_line,
)
from tests.people import a_person, a_worker
from tests.records.pages import as_, said


@pytest.mark.parametrize(
    "typed",
    [
        NAMED,
        {"nhs_number": "999 000 0026"},
        {
            **NAMED,
            "date_of_birth-day": "3",
            "date_of_birth-month": "4",
            "date_of_birth-year": "1938",
        },
    ],
    ids=["name", "number", "name and birth"],
)
def test_a_worker_finds_somebody_says_why_and_sees_them(harry, ada, typed):
    browser = as_(ada)

    asked = said(browser.post(LOOK, typed, follow=True))
    answer = browser.post(browser.post(LOOK, typed).headers["Location"], WHY, follow=True)

    assert "Is this the right person?" in asked
    assert "3 April 1938" in asked
    assert "Larkfield" in asked
    assert answer.redirect_chain == [(page("person", harry), 302)]
    assert "You opened this record from outside your places, until 06:00 tomorrow" in said(
        answer
    ) or ("until 06:00 today" in said(answer))
    assert "I am covering a shift where they are: Lena is ill" in said(answer)
    opened = OpenedFromOutside.objects.get()
    assert (opened.person, opened.recorded_by, opened.words) == (harry, ada, "Lena is ill")
    assert opened.ends_at == clock.day_ends(timezone.now())


@pytest.mark.parametrize("typed", ["Harry", "Harold", "Bertie"])
def test_the_first_of_several_names_or_the_name_they_like_is_enough(
    larkfield, ada, rosewood, typed
):
    names = {"given_name": "Harold James", "preferred_name": "Bertie", "nhs_number": ""}
    a_person(larkfield.home, by=rosewood.system, family_name="Elm", **names)

    found = as_(ada).post(LOOK, {"family_name": "Elm", "given_name": typed})

    assert found.status_code == (302 if typed != "Harry" else 200)


@pytest.mark.parametrize(
    "typed",
    [
        {"family_name": "Oak", "given_name": "Harry"},
        {"family_name": "%", "given_name": "%"},
        {"family_name": "Oakes", "given_name": "H"},
        {"nhs_number": "999 000 0034"},
        {"family_name": "Barrow", "given_name": "Tom"},
    ],
    ids=["part", "sign", "letter", "number", "of another provider"],
)
def test_nobody_is_found_by_a_part_and_nobody_of_another_provider(harry, ada, typed):
    answer = said(as_(ada).post(LOOK, typed))

    assert "Nobody with us is called exactly so" in answer
    assert "Oakes</" not in answer
    event = AuditEvent.objects.get(act=Act.SEARCH)
    assert (event.why, event.outcome, event.person_id) == (LOOKED_FOR, FOUND_NOBODY, None)


def test_a_search_that_found_somebody_is_on_their_record(harry, ada):
    as_(ada).post(LOOK, NAMED)

    assert AuditEvent.objects.get(act=Act.SEARCH).person_id == harry.pk


def test_two_of_one_name_are_told_apart_by_the_birthday_and_not_listed(larkfield, ada, rosewood):
    born = {"date_of_birth": "1941-05-06", "nhs_number": ""}
    twin = a_person(larkfield.home, by=rosewood.system, **HARRY | born)
    browser = as_(ada)

    answer = said(browser.post(LOOK, NAMED))
    day = {f"date_of_birth-{n}": v for n, v in (("day", 6), ("month", 5), ("year", 1941))}
    told_apart = browser.post(LOOK, NAMED | day)

    assert "More than one person is called so" in answer
    assert "May 1941" not in answer
    assert "April 1938" not in answer
    assert twin.full_name in said(browser.get(told_apart.headers["Location"]))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Enter the NHS number, or the last name with the first name"),
        ({"family_name": "Oakes"}, "Enter the NHS number, or the last name with the first name"),
        ({"given_name": "Harry"}, "Enter the NHS number, or the last name with the first name"),
        ({"nhs_number": "1"}, "An NHS number has 10 digits"),
    ],
)
def test_less_than_a_name_or_a_number_is_not_looked_for(harry, ada, typed, says):
    assert says in said(as_(ada).post(LOOK, typed))
    assert not AuditEvent.objects.filter(act=Act.SEARCH).exists()


def test_whoever_has_left_is_not_found(harry, ada, rosewood):
    stay = harry.admission_set.get()
    records_services.revise(stay, replaces=1, by=rosewood.system, ended_on=timezone.localdate())

    assert "Nobody with us" in said(as_(ada).post(LOOK, NAMED))


def test_after_ten_searches_that_found_nobody_it_stops_for_an_hour_and_leads_are_told(
    rosewood, harry, ada, marcus
):
    browser = as_(ada)
    for _ in range(10):
        browser.post(LOOK, {"family_name": "Elm", "given_name": "Harry"})

    answer = said(browser.post(LOOK, NAMED))

    assert "found nobody. Ask whoever leads the shift" in answer
    assert AuditEvent.objects.filter(act=Act.BREAK_GLASS, outcome="refused", actor=ada).count() == 1
    assert "Ada Lark looked for people elsewhere too often" in said(as_(marcus).get(PEOPLE))
    assert "Ada Lark looked for people at other places until" in said(as_(marcus).get(FEED))
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert as_(ada).post(LOOK, NAMED).status_code == 302


def test_what_leads_from_page_to_page_is_its_finders_alone_and_for_a_while(
    rosewood, harry, lena, ada
):
    note = records.note_of(harry, by=ada)

    theirs = said(as_(rosewood.sunil).get(LOOK, {"who": note}))
    made_up = said(as_(ada).get(LOOK, {"who": str(harry.pk)}))
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        late = said(as_(ada).get(LOOK, {"who": note}))

    assert "Oakes" not in theirs + made_up + late
    assert "Oakes" in said(as_(ada).get(LOOK, {"who": note}))


def test_somebody_at_ones_own_place_is_opened_as_always(joan, ada):
    found = as_(ada).post(LOOK, {"nhs_number": "999 000 0018"}, follow=True)

    assert found.redirect_chain[-1] == (page("person", joan), 302)
    assert not OpenedFromOutside.objects.exists()


def test_without_a_reason_and_words_it_stays_closed(harry, ada):
    note = records.note_of(harry, by=ada)

    answer = said(as_(ada).post(f"{LOOK}?who={note}", {}))

    assert "Choose why you need it now" in answer
    assert "Say in your own words why you need it" in answer
    assert not OpenedFromOutside.objects.exists()
    assert as_(ada).get(page("person", harry)).status_code == 404


@pytest.mark.parametrize("who", ["adele", "iris"])
def test_who_does_not_record_care_does_not_look_elsewhere(rosewood, harry, who):
    assert as_(getattr(rosewood, who)).get(LOOK).status_code == 403


def test_twice_is_once(harry, ada):
    assert open_to(ada, harry) == open_to(ada, harry, words="Again")
    assert OpenedFromOutside.objects.get().version == 1


# Who is told -------------------------------------------------------------------------------------


def test_those_who_lead_there_are_told_at_once(rosewood, harry, lena, ada, marcus):
    open_to(ada, harry)

    home, feed = said(as_(lena).get(PEOPLE)), said(as_(lena).get(FEED, {"kind": "outside"}))

    assert "1 record was opened from outside" in home
    assert "Ada Lark opened the record" in feed
    assert "I am covering a shift where they are: Lena is ill" in feed
    assert "opened from outside" not in said(as_(marcus).get(PEOPLE))
    assert "Oakes" not in said(as_(marcus).get(FEED))


def test_several_are_counted(rosewood, harry, lena, ada):
    open_to(ada, harry)
    open_to(rosewood.nora, harry)

    assert "2 records were opened from outside" in said(as_(lena).get(PEOPLE))


@pytest.mark.parametrize(
    ("verdict", "in_words"),
    [("in_order", "In order. "), ("not_in_order", "Not in order, I am following it up. ")],
)
def test_a_manager_says_whether_it_was_in_order_and_it_stays(harry, lena, ada, verdict, in_words):
    open_to(ada, harry)
    address = f"{page('exception_seen', harry)}?what={the_line(lena).key}"
    browser = as_(lena)

    unanswered = said(browser.post(address, {"done": "Asked her"}))
    saved = said(browser.post(address, {"done": "Asked her", "verdict": verdict}, follow=True))
    with_seen = said(browser.get(FEED, {"seen": "1"}))

    assert "Say whether it was in order" in unanswered
    assert "Seen. What you did stands beside it" in saved
    assert "Seen by Lena Frost" in with_seen
    assert f"{in_words}Asked her" in with_seen
    assert "opened from outside" not in said(browser.get(PEOPLE))
    assert ExceptionSeen.objects.get().verdict == verdict


def test_a_senior_sees_it_and_leaves_it_to_the_manager(rosewood, larkfield, harry, ada):
    open_to(ada, harry)
    sam = a_worker("sam", "Sam Reed", Role.SENIOR, larkfield.home, by=rosewood.system)
    browser = as_(sam)

    feed = said(browser.get(FEED))
    asked = browser.get(f"{page('exception_seen', harry)}?what={the_line(sam).key}")

    assert "A manager looks at this." in feed
    assert asked.status_code == 403


def test_it_is_told_until_somebody_looked_at_it(harry, lena, ada):
    opening = open_to(ada, harry)

    with time_machine.travel(timezone.now() + timedelta(days=9)):
        told = said(as_(lena).get(FEED)), said(as_(lena).get(PEOPLE))
        services.mark_seen(
            harry, key=f"outside:{opening.pk}", what="x", done="Asked", by=lena, verdict="in_order"
        )
        after = said(as_(lena).get(FEED, {"seen": "1"}))

    assert all("opened" in one for one in told)
    assert "Ada Lark opened the record" in told[0]
    assert "Ada Lark opened the record" not in after
