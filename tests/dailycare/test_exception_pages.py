"""The page of what needs a lead's eye, and what was done about it (DLY-08)."""

import html
import re
from urllib.parse import quote

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Room, Unit
from accounts.sessions import SEEN
from dailycare import exceptions, services
from dailycare.models import ExceptionSeen
from governance.ids import uuid7
from governance.models import Act, AuditEvent
from governance.services import change
from records.errors import NotInThisState
from records.models import Admission, Instruction
from tests.dailycare.days import REFUSED, asked, at, given
from tests.people import a_person, signed_in
from tests.records.pages import as_, said

FEED, AGAIN = reverse("dailycare:exception_feed"), reverse("dailycare:exceptions_progress")


def read(user, clock: str, address: str = FEED, days: int = 1, **ways: str) -> str:
    with time_machine.travel(at(clock, days), tick=False):
        return said(signed_in(Client(), user).get(address, ways))


def seen_page(person, key: str) -> str:
    return f"{reverse('dailycare:exception_seen', args=[person.pk])}?what={quote(key)}"


def the_line(user, clock: str) -> exceptions.ExceptionItem:
    [one] = [
        one
        for one in exceptions.exceptions(user, at("05:00"), at(clock))
        if one.kind in ("late", "missed")
    ]
    return one


def test_a_lead_reads_what_was_missed_and_whose_it_is(rosewood, joan, marcus):
    asked(joan, by=marcus)

    body = read(rosewood.sunil, "17:30")

    assert "Missed (1)" in body
    assert "Joan Pettigrew</b></a>, Rosewood: Turn her" in body
    assert "Was to be done by 15:00, and nothing is recorded for it" in body
    assert "Read at 17:30:00: today and yesterday" in body


def test_nothing_is_said_where_nothing_is(rosewood, joan, ada):
    services.record_care(joan, by=ada, kind="mood", happened_at=at("09:00"))

    assert "Nothing that nobody has seen." in read(rosewood.sunil, "12:00")
    assert "Nothing of this kind or place that" in read(rosewood.sunil, "12:00", kind="late")


def test_one_kind_is_listed_alone(rosewood, joan, ada, marcus):
    asked(joan, by=marcus)
    given(asked(joan, by=marcus, description="Cream"), "14:00", by=ada, **REFUSED)

    body = read(rosewood.sunil, "15:30", kind="refused")

    assert "Turn her" not in body
    assert "Cream<br>Was asleep" in body
    assert "Late (1)" in body


def test_one_unit_is_listed_alone(rosewood, joan, marcus):
    with change(by=marcus, why="a unit for a test"):
        unit = Unit.objects.create(location=rosewood.home, name="Garden")
        stay = Admission.objects.get(person=joan)
        stay.room = Room.objects.create(location=rosewood.home, unit=unit, name="4")
        stay.save()
    peter = a_person(rosewood.home, by=marcus, given_name="Peter", nhs_number="")
    for person in (joan, peter):
        asked(person, by=marcus)

    every, of_unit = (read(rosewood.sunil, "15:30", **ways) for ways in ({}, {"unit": unit.pk}))

    assert f"?unit={unit.pk}" in every
    assert "Peter Pettigrew" in every
    assert "Peter Pettigrew" not in of_unit
    assert "Joan Pettigrew</b></a>, 4, Garden, Rosewood" in of_unit


def test_notes_that_disagree_stand_side_by_side(rosewood, joan, ada, marcus):
    turn = asked(joan, by=marcus)
    given(turn, "14:00", by=ada, **REFUSED)
    given(turn, "14:10", by=rosewood.nora)

    _, beside = read(rosewood.sunil, "14:30", kind="contradiction").split('class="beside"')

    assert "Refused: Was asleep" in beside
    assert beside.index("Ada Lark") < beside.index("Nora Quill")


def test_an_earlier_day_is_read_and_stands_still(rosewood, joan, marcus):
    asked(joan, by=marcus)
    day = at("00:00").date()

    body = read(rosewood.sunil, "10:00", days=5, day=day.isoformat())

    assert f"What needs your eye, {day:%A}" in body
    assert "Turn her" in body
    assert "every 30s" not in body
    assert f"?day={at('00:00', days=0).date()}" in body


@pytest.mark.parametrize("day", ["x", "0001-01-01", "9999-12-31", "2001-02-30"])
def test_an_odd_day_is_now(rosewood, joan, day):
    assert "today and yesterday" in read(rosewood.sunil, "12:00", day=day)


def test_a_page_has_fifty_lines(rosewood, joan, ada):
    about = {"kind": "food", "by": ada, **REFUSED}
    for number in range(51):
        services.record_care(joan, happened_at=at(f"09:{number:02}"), **about)

    with time_machine.travel(at("09:55"), tick=False):
        browser = as_(rosewood.sunil)
        first, last = said(browser.get(FEED)), said(browser.get(FEED, {"page": "2"}))

    assert first.count("Say what was done") == 50
    assert "?page=2" in first
    assert last.count("Say what was done") == 1
    assert "?page=1" in last


def test_the_list_reads_itself_again_until_it_is_held_still(rosewood, joan):
    assert 'hx-trigger="every 30s"' in read(rosewood.sunil, "12:00", kind="late")
    assert "every 30s" not in read(rosewood.sunil, "12:00", still="1")


def test_reading_itself_again_keeps_no_session_alive_and_is_no_act(rosewood, joan, marcus):
    asked(joan, by=marcus)
    browser = as_(rosewood.sunil)
    browser.get(FEED)
    before = browser.session[SEEN]
    acts = AuditEvent.objects.count()

    with time_machine.travel(at("15:30", days=0), tick=False):
        session = browser.session
        session[SEEN] = session["started_at"] = at("15:20", days=0).timestamp()
        session.save()
        again = browser.get(AGAIN, {"kind": "late"}, headers={"hx-request": "true"})

    assert "<h1" not in said(again)
    assert 'id="feed"' in said(again)
    assert browser.session[SEEN] == at("15:20", days=0).timestamp() != before
    assert AuditEvent.objects.count() == acts
    assert AuditEvent.objects.filter(act=Act.SEARCH, why="what needs a lead's eye").count() == 1


def test_without_scripts_the_list_alone_leads_to_the_page(rosewood, joan):
    assert as_(rosewood.sunil).get(AGAIN).headers["Location"] == FEED


def test_a_lead_says_what_was_done_and_it_stays(rosewood, joan, marcus):
    asked(joan, by=marcus)
    address = seen_page(joan, the_line(marcus, "17:30").key)

    with time_machine.travel(at("17:30"), tick=False):
        browser = as_(rosewood.sunil)
        form = said(browser.get(address))
        saved = said(browser.post(address, {"done": "Turned at 15:20, skin well"}, follow=True))
        with_seen = said(browser.get(FEED, {"seen": "1"}))

    assert "<h1>Missed: Turn her</h1>" in form
    assert "Seen. What you did stands beside it" in saved
    assert "Turn her" not in saved
    assert "Seen by Sunil Rao" in with_seen
    assert "Turned at 15:20, skin well" in with_seen
    kept = ExceptionSeen.objects.get()
    assert (
        kept.exception
        == "Missed: Turn her: Was to be done by 15:00, and nothing is recorded for it"
    )
    assert kept.versions.count() == 1


def test_a_word_is_asked_for(rosewood, joan, marcus):
    asked(joan, by=marcus)
    address = seen_page(joan, the_line(marcus, "17:30").key)

    with time_machine.travel(at("17:30"), tick=False):
        body = said(as_(rosewood.sunil).post(address, {"done": ""}))

    assert "Write what was done" in body
    assert not ExceptionSeen.objects.exists()


def test_who_comes_second_reads_what_the_first_did(rosewood, joan, marcus):
    asked(joan, by=marcus)
    one = the_line(marcus, "17:30")
    about = {"key": one.key, "what": one.what, "by": rosewood.nora}
    services.mark_seen(joan, done="Told the family", **about)

    with time_machine.travel(at("17:30"), tick=False):
        body = said(as_(rosewood.sunil).post(seen_page(joan, one.key), {"done": "Turned"}))
    with pytest.raises(NotInThisState, match="Nora Quill has seen this: Told the family"):
        services.mark_seen(joan, done="Again", **about)

    assert "Nora Quill has seen this: Told the family" in body
    assert "Turned</textarea>" in body
    assert "Seen by Nora Quill" in body


def test_what_was_late_and_seen_is_told_anew_once_it_was_missed(rosewood, joan, marcus):
    asked(joan, by=marcus)
    late = the_line(marcus, "15:30")
    services.mark_seen(joan, key=late.key, what=late.what, done="On my way", by=marcus)

    assert "Turn her" not in read(rosewood.sunil, "15:30")
    assert "Turn her" in read(rosewood.sunil, "17:30")


def test_what_was_put_right_meanwhile_is_said(rosewood, joan):
    body = said(as_(rosewood.sunil).get(seen_page(joan, "missed:x"), follow=True))

    assert "This is not on the list any more" in body


def test_a_care_worker_leads_nobody(joan, ada):
    browser = as_(ada)

    assert [browser.get(one).status_code for one in (FEED, AGAIN, seen_page(joan, "x"))] == [
        403
    ] * 3


def test_the_page_takes_the_same_queries_whoever_lives_there(rosewood, joan, marcus):
    asked(joan, by=marcus)
    browser = as_(rosewood.sunil)

    def queries_of() -> int:
        with time_machine.travel(at("15:30"), tick=False):
            session = browser.session
            session[SEEN] = session["started_at"] = at("15:20", days=0).timestamp()
            session.save()
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(FEED).status_code == 200
        return sum("SAVEPOINT" not in query["sql"] for query in captured)

    before = queries_of()
    for number in range(5):
        asked(a_person(rosewood.home, by=marcus, given_name=f"N{number}", nhs_number=""), by=marcus)

    assert queries_of() == before <= 12


def record_now(user, clock: str) -> str:
    """Where the list leads for what was missed."""
    [link] = re.findall(r'id="record-1" href="([^"]+)"', read(user, clock))
    return html.unescape(link)


def test_what_was_missed_is_recorded_from_the_list_with_its_time_in_sight(rosewood, joan, marcus):
    asked(joan, by=marcus)
    address = record_now(rosewood.sunil, "17:30")

    form = read(rosewood.sunil, "17:32", address)

    assert "at 14:00. Put the time at which it was done; if that was later, say why." in form
    assert 'value="14:00"' in form
    assert re.search(r"<details[^>]* open[^>]*>\s*<summary[^>]*>\s*<span[^>]*>\s*When", form)


def test_what_was_done_later_than_its_time_asks_why(rosewood, joan, marcus):
    asked(joan, by=marcus)
    address = record_now(rosewood.sunil, "17:30")
    day = at("00:00").date()
    typed = {"kind": "planned", "outcome": "done", "time": "15:40", "entry_id": uuid7()}
    typed |= {"day-day": day.day, "day-month": day.month, "day-year": day.year}
    typed["instruction"] = Instruction.objects.get(description="Turn her").pk

    with time_machine.travel(at("17:30"), tick=False):
        browser = as_(rosewood.sunil)
        why = said(browser.post(address, typed))
        saved = browser.post(address, typed | {"outcome_reason": "She slept"})

    assert "It was to be done by 15:00. Say why it was later" in why
    assert saved.status_code == 302
    assert "Done late, 15:40, by Sunil Rao: She slept" in read(rosewood.sunil, "17:40")


@pytest.mark.parametrize(
    "was_due", ["x", "2026-03-04T14:00", "2001-03-04T14:00:00Z", "2999-01-01T14:00:00Z"]
)
def test_an_odd_time_is_now(rosewood, joan, marcus, was_due):
    turn = asked(joan, by=marcus)
    address = reverse(
        "dailycare:record",
        args=[joan.pk],
        query={"kind": "planned", "instruction": turn.pk, "was_due": was_due},
    )

    form = read(rosewood.sunil, "17:32", address)

    assert "Put the time at which it was done" not in form
    assert 'value="17:32"' in form


def test_what_was_recorded_asks_for_nothing_more(rosewood, joan, ada, marcus):
    given(asked(joan, by=marcus), "15:40", by=ada, outcome_reason="She slept")

    assert "Done late" in read(rosewood.sunil, "17:30")
    assert "Record it now" not in read(rosewood.sunil, "17:30")
