"""The page of who had GP records, for whoever audits: what it says, of whom, and as a list."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.services import add_location
from gpconnect import accesses
from gpconnect.models import GPRecordAccess
from gpconnect.oversight import queries
from gpconnect.oversight.views import COLUMNS
from tests.gpconnect.answers import NHS_NUMBER
from tests.gpconnect.test_services import refresh, with_a_kept_answer
from tests.people import a_person, a_worker
from tests.records.pages import as_, said
from tests.records.test_looking import of_day

PAGE, DOWNLOAD = "gpconnect:accesses", "gpconnect:download_accesses"


@pytest.fixture
def auditor(rosewood):
    """The browser of somebody who audits Rosewood, its only place."""
    return as_(rosewood.iris)


def asked(browser, **filters):
    return said(browser.get(reverse(PAGE), filters))


def taken(browser, **filters):
    answer = browser.post(reverse(DOWNLOAD), filters)
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def look(person, *, by):
    accesses.put_reading_on_record(person, with_a_kept_answer(person, by=by), by=by)


def test_an_access_is_read_with_all_its_facts(spine, auditor, edith, marcus):
    pull = refresh(edith, by=marcus)

    page = asked(auditor)

    assert "<b>Marcus Webb</b>, registered manager: asked the practice" in page
    assert "GP record of Edith Harrow" in page
    assert ", outcome OK. " in page
    assert f"Trace {pull.trace_id}." in page
    assert f"NHS number {NHS_NUMBER}." in page
    assert "Rosewood Care (X9A01). Authority: direct care: Registered manager at Rosewood." in page
    assert "From 999000000001 to 918999198993, urn:nhs:names" in page


def test_whoever_was_refused_at_the_door_stands_there_too(rosewood, auditor, edith, ada):
    as_(ada).get(f"/people/{edith.pk}/gp-record/")

    page = asked(auditor, outcome="refused")

    assert "<b>Ada Lark</b>, care worker: was refused here, GP record of Edith Harrow" in page
    assert "ROLE_WITHOUT_ACCESS" in page


def test_it_is_asked_for_by_person_worker_outcome_and_day(spine, rosewood, auditor, edith, joan):
    refresh(edith, by=rosewood.marcus)
    look(joan, by=rosewood.nora)
    yesterday = timezone.localdate() - timedelta(days=1)

    def found(**filters):
        page = asked(auditor, **filters)
        return ["Edith Harrow" in page, "Joan Pettigrew" in page]

    assert found() == [True, True]
    assert found(whose="edi HARROW") == [True, False]
    assert found(whose="pettigrew") == [False, True]
    assert found(whose="nobody") == [False, False]
    assert found(worker=rosewood.nora.pk) == [False, True]
    assert found(outcome="received") == [True, False]
    assert found(outcome="not_received") == [False, False]
    assert found(outcome="shown") == [False, True]
    assert found(**of_day("until", yesterday)) == [False, False]


def test_a_person_is_found_by_the_number_that_was_asked_for_and_by_theirs_now(
    auditor, edith, marcus
):
    look(edith, by=marcus)

    assert "Edith Harrow" in asked(auditor, whose=NHS_NUMBER)
    assert "Edith Harrow" in asked(auditor, whose="999 000 0018")
    assert "Edith Harrow" not in asked(auditor, whose="9990000026")


def test_who_audits_one_place_of_two_sees_what_is_about_its_people(rosewood, edith, marcus):
    larkfield = add_location("Larkfield", "care_home", by=rosewood.system)
    lena = a_worker("lena", "Lena Frost", Role.MANAGER, larkfield, by=rosewood.system)
    harry = a_person(larkfield, by=lena, given_name="Harry", family_name="Oakes", nhs_number="")
    look(harry, by=lena)
    look(edith, by=marcus)

    page = asked(as_(lena))

    assert "Harry Oakes" in page
    assert "Edith Harrow" not in page


def test_another_provider_sees_none_of_it(rosewood, edith, marcus):
    look(edith, by=marcus)

    page = asked(as_(rosewood.olive))

    assert "Edith" not in page
    assert "Marcus" not in page
    assert "Nobody had a GP record" in page


def test_a_list_of_them_has_every_field_and_is_put_on_record(spine, auditor, edith, marcus):
    pull = refresh(edith, by=marcus)

    (line,) = taken(auditor, outcome="received")

    assert tuple(line) == COLUMNS
    assert line["Trace id"] == pull.trace_id
    assert (line["Name"], line["User id"]) == ("Marcus Webb", str(marcus.pk))
    assert (line["Person"], line["NHS number"]) == ("Edith Harrow", NHS_NUMBER)
    assert (line["Outcome"], line["Attempt"]) == ("OK", str(pull.pk))
    assert (line["From"], line["To"]) == ("999000000001", "918999198993")
    assert "who had GP records taken as a list" in said(auditor.get(reverse("records:acts")))


def test_more_than_a_list_may_have_is_refused_and_not_cut(auditor, edith, marcus, monkeypatch):
    look(edith, by=marcus)
    monkeypatch.setattr("records.queries.ACTS_ON_A_LIST", 0)

    answer = said(auditor.post(reverse(DOWNLOAD)))

    assert "Choose fewer days" in answer


def test_days_that_end_before_they_begin_are_refused(auditor):
    today = timezone.localdate()
    filters = of_day("since", today) | of_day("until", today - timedelta(days=1))

    assert "Enter a day that is not before" in asked(auditor, **filters)
    assert "Enter a day that is not before" in said(auditor.post(reverse(DOWNLOAD), filters))


def test_a_page_leads_on_to_earlier_ones_and_asks_the_database_little(auditor, edith, marcus):
    for _ in range(queries.ACCESSES_ON_PAGE + 5):
        accesses.put_refusal_on_record(edith.pk, by=marcus, is_found=True)
    oldest = GPRecordAccess.objects.order_by("id").first()

    with CaptureQueriesContext(
        connection,
    ) as few:
        page = asked(auditor)
    start = page.index("before=") + len("before=")
    earlier = asked(auditor, before=page[start:].partition('"')[0])

    assert page.count("was refused here") == queries.ACCESSES_ON_PAGE
    assert earlier.count("was refused here") == 5
    assert f"Number {oldest.pk}," in earlier
    assert len(few) <= 20


def test_what_is_behind_the_question_mark_may_be_nonsense(auditor, edith, marcus):
    look(edith, by=marcus)

    assert "Edith Harrow" in asked(auditor, before="x")
    assert "Edith Harrow" in asked(auditor, before="9" * 30)
    assert "Edith Harrow" in asked(auditor, before="999999")
