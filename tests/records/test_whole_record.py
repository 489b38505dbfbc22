"""The whole record on one page, in the parts in which people think of it."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records import queries, services
from records.kinds import KINDS, Part
from records.models import Contact, Incident, Need
from records.queries.whole import SHOWN
from tests.records.pages import a_record, a_whole_record, as_, of_kind, page, said


def test_every_kind_stands_in_its_part_as_its_list_shows_it(rosewood, joan, marcus):
    whole = a_whole_record(rosewood)

    parts = queries.whole_record(joan)

    assert [one.part for one in parts] == list(Part)
    found = {one.kind.slug: one for part in parts for one in part.recorded}
    assert found.keys() == {kind.slug for kind in KINDS}
    listed = as_(marcus)
    for kind in KINDS:
        of_list = listed.get(of_kind("record_list", kind.slug, joan)).context["rows"]
        told = [(row.name, row.facts, row.marks) for row in found[kind.slug].rows]
        assert told == [(row.name, row.facts, row.marks) for row in of_list]
        assert found[kind.slug].has_more is False
    assert whole.records["needs"].pk in {row.record.pk for row in found["needs"].rows}


def test_the_page_reads_as_people_think_of_it(rosewood, joan, ada):
    whole = a_whole_record(rosewood)

    body = said(as_(ada).get(page("whole_record", joan)))

    order = [f"<h2>{part.value}</h2>" for part in Part]
    places = [body.index(heading) for heading in order]
    assert places == sorted(places)
    assert "Joan's record" in body
    assert "Well, if I sleep" in body
    assert "Drink 1.5 litres a day" in body
    assert "Walks with an aid" in body
    for slug, record in whole.records.items():
        assert of_kind("record", slug, joan, record.pk) in body


def test_what_is_not_recorded_says_what_would_be_here(joan, ada):
    body = said(as_(ada).get(page("whole_record", joan)))

    assert "in their own words, will be here" in body
    assert "No plan is live" in body
    assert "from eating to moving about, will be here" in body
    assert "What they must not be given, and what it does to them." in body


def test_what_was_taken_out_is_not_there(rosewood, joan, marcus):
    need = a_record("needs", rosewood)
    services.withdraw(need, replaces=1, reason="Healed", by=marcus)

    assert need.text not in said(as_(marcus).get(page("whole_record", joan)))


def test_of_many_the_first_of_the_list_are_shown_and_the_rest_are_linked(joan, ada, marcus):
    for number in range(SHOWN + 2):
        day = date(2026, 1, 1) + timedelta(days=number)
        services.add(Incident, joan, by=marcus, text=f"Fall number {number}.", happened_on=day)

    body = said(as_(ada).get(page("whole_record", joan)))

    assert f"Fall number {SHOWN + 1}." in body
    assert "Fall number 2." in body
    assert "Fall number 1." not in body
    assert "There are more: read all" in body


def test_who_must_not_be_told_is_marked(joan, ada, marcus):
    services.add(
        Contact, joan, by=marcus, name="Ron", must_not_be_told=True, must_not_be_told_why="Asked"
    )

    body = said(as_(ada).get(page("whole_record", joan)))

    assert '<span class="mark mark--danger">Must not be contacted or told</span>' in body


def test_it_asks_as_often_however_much_there_is(rosewood, joan, ada, marcus):
    browser = as_(ada)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(page("whole_record", joan))
        return sum("SAVEPOINT" not in query["sql"] for query in captured)

    asked()
    before = asked()
    a_whole_record(rosewood)
    for number in range(20):
        services.add(Need, joan, by=marcus, category="skin", text=f"Dry skin {number}")

    assert asked() == before <= 12


def test_the_persons_page_leads_there(joan, ada):
    body = said(as_(ada).get(reverse("dailycare:person", args=[joan.pk])))

    assert page("whole_record", joan) in body
