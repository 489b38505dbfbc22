"""What everybody did, for whoever audits: by day, by who did it, by what it was; and as a list."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.services import add_location
from governance.models import Act, AuditEvent
from governance.services import record_act
from records import services
from records.queries import ACTS_ON_PAGE
from tests.dailycare.test_ten_years import explained
from tests.people import a_person, a_worker
from tests.records.pages import as_, said
from tests.records.test_looking import of_day

ACTS, DOWNLOAD = "records:acts", "records:download_acts"


@pytest.fixture
def auditor(rosewood):
    """The browser of somebody who audits Rosewood, its only place."""
    return as_(rosewood.iris)


def asked(browser, **filters: object) -> str:
    return said(browser.get(reverse(ACTS), filters))


def taken(browser, **filters: object) -> list[list[str]]:
    answer = browser.post(reverse(DOWNLOAD), filters)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_an_auditor_reads_what_everybody_did_and_opens_nobodys_record(auditor, joan, ada):
    services.open_record(joan.pk, by=ada, why="read the notes")
    record_act(Act.SIGN_IN, by=ada, why="signed in")

    answer = asked(auditor)

    assert "<b>Ada Lark</b>, read: read the notes, of Joan Pettigrew" in answer
    assert "<b>Ada Lark</b>, signed in: signed in</li>" in answer
    assert auditor.get("/")["Location"] == reverse(ACTS)
    assert auditor.get(reverse("dailycare:person", args=[joan.pk])).status_code == 403
    assert 'href="/people/' not in answer


def test_it_is_asked_for_by_who_did_it_what_it_was_and_day(auditor, joan, ada, marcus):
    services.open_record(joan.pk, by=ada, why="read the notes")
    services.open_record(joan.pk, by=marcus, why="read About Me")
    record_act(Act.REFUSED, by=ada, why="records:acts: no permission: audit", outcome="refused")
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)

    by_ada, refused = asked(auditor, worker=ada.pk), asked(auditor, act=Act.REFUSED)

    assert "read the notes" in by_ada
    assert "read About Me" not in by_ada
    assert "no permission: audit" in refused
    assert "Refused</span>" in refused
    assert "read the notes" not in refused
    assert "read the notes" in asked(auditor, **of_day("since", today))
    assert "Nothing was done" in asked(auditor, **of_day("until", yesterday))


def test_who_audits_one_place_of_two_sees_what_is_about_its_people(rosewood, joan, ada, marcus):
    larkfield = add_location("Larkfield", "care_home", by=rosewood.system)
    lena = a_worker("lena", "Lena Frost", Role.MANAGER, larkfield, by=rosewood.system)
    harry = a_person(larkfield, by=lena, given_name="Harry", family_name="Oakes", nhs_number="")
    services.open_record(harry.pk, by=lena, why="read of Harry")
    services.open_record(joan.pk, by=ada, why="read of Joan")
    record_act(Act.SIGN_IN, by=ada, why="came in")

    answer = asked(as_(marcus))

    assert "read of Joan" in answer
    assert "read of Harry" not in answer
    assert "came in" not in answer


def test_nothing_of_another_provider_is_shown(auditor, rosewood, olive):
    assert "Olive Stone" not in asked(auditor)
    assert len(taken(auditor, worker=rosewood.ada.pk)) >= 1


def test_it_goes_back_page_by_page_and_misses_none(auditor, joan, ada):
    for number in range(ACTS_ON_PAGE + 5):
        record_act(Act.READ, by=ada, why=f"look {number:03}", person_id=joan.pk)
    first = auditor.get(reverse(ACTS), {"worker": ada.pk})
    earlier = first.context["earlier"]
    later = auditor.get(reverse(ACTS), {"worker": ada.pk, "before": earlier})

    shown = [one.why for page in (first, later) for one in page.context["acts"]]

    assert f"worker={ada.pk}&amp;before={earlier}" in said(first)
    assert [why for why in shown if why.startswith("look")] == [
        f"look {number:03}" for number in reversed(range(ACTS_ON_PAGE + 5))
    ]
    assert later.context["earlier"] == 0
    for nonsense in ("x", "9" * 30, "999999999"):
        assert auditor.get(reverse(ACTS), {"before": nonsense}).status_code == 200


def test_a_list_for_a_spreadsheet_has_all_that_was_asked_for_and_is_on_record(
    auditor, rosewood, joan, ada
):
    for number in range(ACTS_ON_PAGE + 5):
        record_act(Act.READ, by=ada, why=f"look {number}", person_id=joan.pk)
    record_act(Act.READ, by=ada, why="=HYPERLINK(1)", person_id=joan.pk)

    head, latest, *others = taken(auditor, worker=ada.pk)

    today = timezone.localdate()
    assert head == ["Day", "Time", "Who", "What", "Why", "About", "Outcome"]
    assert latest[0] == today.isoformat()
    assert latest[2:] == ["Ada Lark", "Read", "'=HYPERLINK(1)", "Joan Pettigrew", "done"]
    assert len(others) == ACTS_ON_PAGE + 5
    why = AuditEvent.objects.filter(actor=rosewood.iris).latest("id").why
    assert why == f"what everybody did taken as a list, {today - timedelta(days=6)} to {today}"


def test_a_list_that_would_be_cut_is_not_made(auditor, joan, ada, monkeypatch):
    monkeypatch.setattr("records.queries.ACTS_ON_A_LIST", 2)
    monkeypatch.setattr("records.queries.acts.ACTS_ON_A_LIST", 2)
    for number in range(3):
        record_act(Act.READ, by=ada, why=f"look {number}", person_id=joan.pk)

    answer = auditor.post(reverse(DOWNLOAD), {})

    assert "Choose fewer days" in said(answer)


def test_days_that_cannot_be_asked_for_are_said_at_the_box(auditor, ada, joan):
    services.open_record(joan.pk, by=ada, why="read the notes")
    today = timezone.localdate()
    too_many = of_day("since", today - timedelta(days=92)) | of_day("until", today)

    for answer in (auditor.get(reverse(ACTS), too_many), auditor.post(reverse(DOWNLOAD), too_many)):
        assert "Choose at most 92 days at a time" in said(answer)
        assert "read the notes" not in said(answer)
    wrong_way_round = of_day("since", today) | of_day("until", today - timedelta(days=1))
    assert "not before the day it starts from" in asked(auditor, **wrong_way_round)


def test_looking_is_an_act_itself(auditor, rosewood):
    asked(auditor)

    assert AuditEvent.objects.filter(
        actor=rosewood.iris, act=Act.SEARCH, why="what everybody did looked at"
    ).exists()


@pytest.mark.parametrize("by_whom", [False, True])
def test_a_page_is_found_by_an_index_that_has_the_moment(auditor, ada, by_whom):
    with CaptureQueriesContext(connection) as captured:
        asked(auditor, **({"worker": ada.pk} if by_whom else {}))

    [sql] = [one["sql"] for one in captured if '"governance_auditevent"."at" >=' in one["sql"]]
    assert re.search(r"Index Cond: .*\bat >= ", explained(sql))
    assert len(captured) <= 14
