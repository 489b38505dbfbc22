"""The pages of handovers, as staff of each role meet them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Location, Unit
from accounts.permissions import Role
from accounts.services import add_location, give_post
from dailycare import services as dailycare
from dailycare.handovers import reading, writing
from dailycare.handovers.concerns import Concern
from dailycare.models import Handover, HandoverLine
from governance.ids import uuid7
from governance.models import Act, AuditEvent
from governance.services import change, show_private
from records import services as records
from records.models import Alert, Incident, SafeguardingConcern
from tests.people import SINCE, a_care_plan, a_person
from tests.records.pages import as_, said


def at(name: str, *ids: object) -> str:
    return reverse(f"dailycare:{name}", args=[getattr(one, "pk", one) for one in ids])


@pytest.fixture
def as_sunil(rosewood):
    return as_(rosewood.sunil)


@pytest.fixture
def as_nora(rosewood):
    return as_(rosewood.nora)


@pytest.fixture
def as_ada(rosewood):
    return as_(rosewood.ada)


@pytest.fixture
def draft(rosewood, joan, ada) -> Handover:
    """A draft of Rosewood in which Joan has fallen."""
    records.add(Incident, joan, by=ada, text="Found on the floor")
    return writing.draft_handover(rosewood.home, None, by=rosewood.sunil)


def line_of(handover: Handover, concern: str) -> HandoverLine:
    return HandoverLine.objects.get(handover=handover, concern=concern)


def press(browser, name: str, handover: Handover, **more: object) -> str:
    """Press a button of the handover's page, as it stands now."""
    handover.refresh_from_db()
    sent = {"replaces": handover.version} | more
    return said(browser.post(at(name, handover), sent, follow=True))


def signed(handover: Handover, as_sunil, as_nora) -> Handover:
    press(as_sunil, "sign_handover", handover)
    press(as_nora, "sign_handover", handover)
    handover.refresh_from_db()
    return handover


def test_a_lead_drafts_one_and_reads_why_each_line_is_there(rosewood, joan, ada, as_sunil):
    records.add(Incident, joan, by=ada, text="Found on the floor")
    assert "Draft the next handover" in said(as_sunil.get(at("handovers")))

    page = said(as_sunil.post(at("draft_handover", rosewood.home), follow=True))

    incident = Incident.objects.get()
    assert "Found on the floor" in page
    assert "New incident, recorded by Ada Lark" in page
    assert f"/people/{joan.pk}/incidents/{incident.pk}/" in page
    assert "Falls and other incidents" in page


def test_reading_it_is_on_record_for_each_person_it_tells_of(rosewood, draft, joan, ada, as_sunil):
    amy = a_person(rosewood.home, by=rosewood.marcus, given_name="Amy", nhs_number="")
    before = AuditEvent.objects.filter(act=Act.READ, person_id=amy.pk).count()

    as_sunil.get(at("handover", draft))

    acts = AuditEvent.objects.filter(act=Act.READ, why="read a handover", actor=rosewood.sunil)
    assert [act.person_id for act in acts] == [joan.pk]
    assert before == 0


def test_a_care_worker_reads_it_when_it_is_signed_and_ticks_it(
    draft, ada, as_ada, as_sunil, as_nora
):
    page = said(as_ada.get(at("handover", draft)))
    assert "It is being written" in page
    assert "Found on the floor" not in page
    signed(draft, as_sunil, as_nora)
    assert "Not read by you yet" in said(as_ada.get(at("handovers")))

    page = press(as_ada, "tick_handover", draft)

    assert "You have read it" in page
    assert "Who has read it" not in page
    assert "Not read by you yet" not in said(as_ada.get(at("handovers")))
    leads = said(as_nora.get(at("handover", draft)))
    assert "Ada Lark at " in leads
    assert "Not read yet, of those who work here:" in leads


def test_two_leads_sign_one_after_the_other(draft, as_sunil, as_nora):
    page = press(as_sunil, "sign_handover", draft)
    assert "The next lead signs it now" in page
    assert "You handed it over. The lead of the shift that begins signs next" in page
    assert "Not done:" in press(as_sunil, "sign_handover", draft)
    assert "Take over Rosewood" in said(as_nora.get(at("handover", draft)))

    page = press(as_nora, "sign_handover", draft)

    assert "Taken over" in page
    assert "taken over by Nora Quill" in page
    assert "Nobody yet" in page
    assert "Draft the next handover" in said(as_nora.get(at("handovers")))


@pytest.mark.parametrize("replaces", ["", "1", "a word"])
def test_what_changed_while_somebody_read_is_not_signed(draft, as_sunil, replaces):
    writing.add_what_is_new(draft, by=draft.recorded_by)

    page = said(as_sunil.post(at("sign_handover", draft), {"replaces": replaces}, follow=True))

    assert "A line changed while you were reading" in page
    draft.refresh_from_db()
    assert draft.is_draft


def test_what_came_since_is_counted_and_added(draft, joan, ada, as_sunil):
    at_once = timezone.now()
    dailycare.record_care(joan, by=ada, kind="drink", happened_at=at_once, outcome="refused")
    assert "1 new since" in said(as_sunil.get(at("handover", draft)))

    page = press(as_sunil, "add_what_is_new", draft)

    assert "What came since is added" in page
    assert "new since" not in page
    assert "Drink, Refused" in page


def test_nothing_is_added_to_what_is_signed(draft, as_sunil, as_nora):
    signed(draft, as_sunil, as_nora)

    assert "Not done:" in press(as_sunil, "add_what_is_new", draft)


def test_a_line_of_ones_own_is_added_changed_and_left_out(draft, joan, as_sunil):
    form = {"id": uuid7(), "who": "", "concern": "staffing", "words": "Two agency staff"}
    assert "Two agency staff" in said(as_sunil.post(at("add_line", draft), form, follow=True))
    line = line_of(draft, "staffing")
    assert "Two agency staff" in said(as_sunil.get(at("change_line", draft, line)))

    form = {"replaces": 1, "concern": "staffing", "words": "Three agency staff"}
    page = said(
        as_sunil.post(at("change_line", draft, line), form | {"is_said_first": "on"}, follow=True)
    )
    assert "To say first" in page
    assert "Three agency staff" in page

    leave = at("take_out_line", draft, line)
    assert "Leave this line out?" in said(as_sunil.get(leave))
    page = said(as_sunil.post(leave, {"replaces": 2, "reason": "They came"}, follow=True))
    assert "Left out: 1" in page
    assert "Sunil Rao: They came" in page
    assert as_sunil.get(leave).status_code == 404


def test_a_form_that_says_too_little_or_too_much_says_what_to_mend(draft, joan, as_sunil):
    page = said(as_sunil.post(at("add_line", draft), {"id": uuid7()}))
    assert "Choose what it is about" in page
    assert "Write what the next shift should hear" in page

    form = {"id": uuid7(), "who": joan.pk, "concern": "safeguarding", "words": "He pushed her"}
    page = said(as_sunil.post(at("add_line", draft), form))

    assert "and nothing more" in page
    assert "He pushed her" in page


def test_a_colleagues_newer_line_is_shown_beside_ones_own(draft, as_sunil, as_nora):
    line = line_of(draft, Concern.INCIDENT)
    form = {"replaces": 1, "concern": "incident"}
    as_nora.post(at("change_line", draft, line), form | {"words": "Fell, no injury"})

    page = said(as_sunil.post(at("change_line", draft, line), form | {"words": "Fell at noon"}))

    assert "Nora Quill changed this while you were writing" in page
    assert "Fell, no injury" in page
    assert "Fell at noon" in page


def test_it_is_made_a_draft_again_with_a_reason(draft, as_sunil, as_nora):
    press(as_sunil, "sign_handover", draft)
    assert "Make it a draft again?" in said(as_nora.get(at("take_back_handover", draft)))

    page = press(as_nora, "take_back_handover", draft, reason="A fall is missing")

    assert "It is a draft again" in page
    assert "Being written" in page


def test_an_addendum_is_added_to_what_is_signed(draft, joan, as_sunil, as_nora):
    signed(draft, as_sunil, as_nora)
    assert "Add an addendum" in said(as_nora.get(at("add_addendum", draft)))
    form = {"id": uuid7(), "who": joan.pk, "concern": "incident", "words": "Bruise on her hip"}

    page = said(as_nora.post(at("add_addendum", draft), form, follow=True))

    assert "Added after it was signed" in page
    assert "Bruise on her hip" in page
    assert "Added by Nora Quill, " in page


def test_of_safeguarding_it_says_to_see_the_lead(rosewood, joan, ada, as_sunil):
    records.add(SafeguardingConcern, joan, by=ada, text="He was pushed", concern_type="neglect")
    handover = writing.draft_handover(rosewood.home, None, by=rosewood.sunil)

    page = said(as_sunil.get(at("handover", handover)))

    assert "See the lead" in page
    assert "He was pushed" not in page
    assert "/safeguarding-concerns/" not in page


def test_what_is_made_private_since_is_read_by_leads_alone(draft, as_ada, as_sunil, as_nora):
    signed(draft, as_sunil, as_nora)
    show_private()
    incident = Incident.objects.get()
    records.revise(incident, replaces=1, by=draft.recorded_by, is_restricted=True)

    assert "Found on the floor" not in said(as_ada.get(at("handover", draft)))
    page = said(as_sunil.get(at("handover", draft)))
    assert "Found on the floor" in page
    assert "The record has changed since this was written" in page


def test_each_source_is_opened_where_it_is_read(rosewood, joan, marcus, ada, as_sunil):
    plan = a_care_plan(joan, by=marcus)
    plan.refresh_from_db()
    records.revise(plan, replaces=plan.version, by=marcus, review_on=timezone.localdate())
    entry = dailycare.record_care(
        joan, by=ada, kind="skin", happened_at=timezone.now(), text="Red heel"
    )
    handover = writing.draft_handover(rosewood.home, None, by=rosewood.sunil)

    page = said(as_sunil.get(at("handover", handover)))

    assert reverse("dailycare:care_plan", args=[joan.pk]) in page
    assert reverse("dailycare:entry", args=[joan.pk, entry.pk]) in page


def test_who_has_nothing_new_is_named(rosewood, marcus, ada, as_sunil):
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    stay = amy.admission_set.get()
    stay.refresh_from_db()
    with change(by=marcus, why="came long ago"):
        type(stay).objects.filter(pk=stay.pk).update(
            recorded_at=timezone.now() - timedelta(days=30)
        )
    stay.refresh_from_db()
    records.revise(stay, replaces=stay.version, by=marcus, funding="Self")
    dailycare.record_care(amy, by=ada, kind="drink", happened_at=timezone.now())
    handover = writing.draft_handover(rosewood.home, None, by=rosewood.sunil)

    assert "Nothing new" in said(as_sunil.get(at("handover", handover)))


def test_nothing_to_say_says_what_would_be_here(rosewood, marcus, as_sunil):
    with change(by=marcus, why="a unit"):
        unit = Unit.objects.create(location=rosewood.home, name="Garden")
    assert "Garden, Rosewood" in said(as_sunil.get(at("handovers")))

    where = at("draft_handover", rosewood.home)
    page = said(as_sunil.post(where, {"unit": unit.pk}, follow=True))

    assert "Nothing to say yet" in page
    assert "Handover of Garden, Rosewood" in page


@pytest.mark.parametrize(
    ("place", "sent"),
    [
        ("elsewhere", {}),
        ("home", {"unit": "no id"}),
        ("home", {"unit": "01900000-0000-7000-8000-000000000001"}),
    ],
)
def test_no_other_place_is_drafted(rosewood, as_sunil, place, sent):
    answer = as_sunil.post(at("draft_handover", getattr(rosewood, place)), sent)

    assert answer.status_code == 404


def test_a_lead_of_one_place_writes_no_handover_of_another(rosewood, draft):
    """Sunil leads at Rosewood, and gives care at Larkfield."""
    larkfield = add_location("Larkfield", Location.Kind.CARE_HOME, by=rosewood.system)
    give_post(rosewood.sunil, Role.CARE_WORKER, larkfield, started_on=SINCE, by=rosewood.system)
    there = writing.draft_handover(larkfield, None, by=rosewood.system)
    sunil = as_(type(rosewood.sunil).objects.get(pk=rosewood.sunil.pk))

    assert sunil.get(at("add_line", there)).status_code == 403
    assert sunil.post(at("draft_handover", larkfield)).status_code == 403
    assert "It is being written" in said(sunil.get(at("handover", there)))


def test_earlier_ones_are_a_list_of_pages(rosewood, draft, as_ada, as_sunil, as_nora, monkeypatch):
    assert "None yet" in said(as_ada.get(at("earlier_handovers")))
    signed(draft, as_sunil, as_nora)
    signed(writing.draft_handover(rosewood.home, None, by=rosewood.sunil), as_sunil, as_nora)
    monkeypatch.setattr(reading, "EARLIER_ON_PAGE", 1)

    first = said(as_ada.get(at("earlier_handovers")))
    second = said(as_ada.get(at("earlier_handovers"), {"page": "2"}))

    assert "Page 2" in first
    assert "Page 1" in second
    assert at("handover", draft) in second
    assert "Handed over by Sunil Rao, taken over by Nora Quill" in second
    assert as_ada.get(at("earlier_handovers"), {"page": "x"}).status_code == 200


def test_who_works_nowhere_as_a_carer_hands_nothing_over(rosewood, draft):
    adele = as_(rosewood.adele)

    assert "Draft the next handover" not in said(adele.get(at("handovers")))
    assert adele.post(at("draft_handover", rosewood.home)).status_code == 403


def test_pages_take_as_many_queries_for_many_as_for_few(rosewood, draft, marcus, ada, as_sunil):
    few = {name: asked(as_sunil, name, draft) for name in ("handover", "handovers")}
    with change(by=marcus, why="units"):
        for number in range(4):
            Unit.objects.create(location=rosewood.home, name=f"Unit {number}")
    for number in range(12):
        person = a_person(rosewood.home, by=marcus, given_name=f"P{number}", nhs_number="")
        records.add(Alert, person, by=ada, text="Falls")
    writing.add_what_is_new(draft, by=rosewood.sunil)

    many = {name: asked(as_sunil, name, draft) for name in ("handover", "handovers")}

    assert many["handover"] <= few["handover"] + 1  # one class more to ask whether it changed
    assert many["handovers"] == few["handovers"] <= 12


def asked(browser, name: str, handover: Handover) -> int:
    with CaptureQueriesContext(connection) as captured:
        browser.get(at(name, handover) if name == "handover" else at(name))
    return len(captured)
