"""Sections of a GP record as pages: asked of the simulator, held for minutes, shown to whom."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from governance.models import Act, AuditEvent
from gpconnect import queries, services
from gpconnect.models import GPRecordAccess, GPRecordPull, GPSectionPull
from gpconnect.sections import pulling
from gpconnect.sections.catalogue import SECTIONS
from gpsimulator.catalogue import Catalogue
from gpsimulator.people import PEOPLE
from records import services as records
from tests import people
from tests.gpconnect.process import BEHAVIOURS, known_to_us
from tests.gpconnect.test_objections import says
from tests.gpsimulator.conftest import serving

RESTRICTED = ["SUM", "ALL", "MED", "IMM"]
FULL = ["PRB", "ENC", "CLI", "OBS", "REF", "ADM"]
ART = PEOPLE["9990000018"]


@pytest.fixture(scope="module")
def simulator_address():
    with serving(Catalogue()) as consumer:
        yield consumer.base


@pytest.fixture
def simulator(simulator_address, settings):
    settings.DEMONSTRATION = True
    settings.GP_CONNECT_PROXY_URL = simulator_address
    settings.GP_CONNECT_SDS_URL = f"{simulator_address}/sds"
    settings.GP_CONNECT_PDS_URL = f"{simulator_address}/pds"
    settings.GP_CONNECT_SECONDS = 5


@pytest.fixture
def art(simulator, rosewood):
    return known_to_us(ART, rosewood)


def fetched(person, code, *, by, starts_on=None):
    """What is to be shown of a section after one attempt."""
    pull = pulling.ask(person, SECTIONS[code], by=by, starts_on=starts_on)
    pulling.fetch(pull.pk, by=by)
    return pulling.read(person, SECTIONS[code], by=by)


def address(code, person, *, page=False):
    section = SECTIONS[code]
    name = section.page_address if page else section.address
    return reverse(name, kwargs={"person_id": person.pk, "code": code})


@pytest.mark.parametrize("code", RESTRICTED + FULL)
def test_a_nurse_has_every_section(art, rosewood, code):
    seen = fetched(art, code, by=rosewood.nora)

    assert (seen.attempt.outcome, seen.attempt.code) == ("succeeded", "")
    assert "<h1>" in seen.html
    assert seen.source.practice_name == "Meadow Lane Surgery"
    assert seen.differences == ()


@pytest.mark.parametrize("code", RESTRICTED)
def test_a_manager_has_those_of_the_restricted_view(art, rosewood, code):
    assert fetched(art, code, by=rosewood.marcus).html


@pytest.mark.parametrize("code", FULL)
def test_and_no_other_by_any_way(art, rosewood, client, code):
    with pytest.raises(PermissionDenied):
        pulling.ask(art, SECTIONS[code], by=rosewood.marcus)
    with pytest.raises(PermissionDenied):
        pulling.read(art, SECTIONS[code], by=rosewood.marcus)
    people.signed_in(client, rosewood.marcus)

    for page in (False, True):
        assert client.get(address(code, art, page=page)).status_code == 403
    assert client.post(address(code, art)).status_code == 403
    assert GPSectionPull.objects.count() == 0


def test_a_nurse_who_is_one_no_longer_when_the_task_runs_has_none_fetched(art, rosewood):
    pull = pulling.ask(art, SECTIONS["ENC"], by=rosewood.nora)

    pulling.fetch(pull.pk, by=rosewood.marcus)

    assert GPSectionPull.objects.get().code == "NO_ACCESS"


def test_the_list_names_only_what_the_role_may_have(art, rosewood, client):
    for who, count in (("marcus", 4), ("nora", 10)):
        people.signed_in(client, getattr(rosewood, who))
        page = client.get(reverse("gpconnect:sections", args=[art.pk])).content.decode()
        assert sum(f">{section.name}</a>" in page for section in SECTIONS.values()) == count


def test_the_page_says_whose_it_is_where_from_and_what_it_is(art, rosewood, client):
    fetched(art, "ALL", by=rosewood.marcus)
    people.signed_in(client, rosewood.marcus)

    outer = client.get(address("ALL", art)).content.decode()
    page = client.get(address("ALL", art, page=True)).content.decode().replace("\xa0", " ")

    assert "Machine generated, near real time, not structured data" in outer
    assert "nothing is copied into the plan" in outer
    assert '<iframe class="gp-frame" sandbox title=' in outer
    assert "Allergy to penicillin" not in outer
    assert "<b>Arthur Green</b>, born 14 March 1942, NHS number 999 000 0018" in page
    assert "Meadow Lane Surgery (Z99001), retrieved" in page
    assert "shown to Marcus Webb" in page
    assert "Allergy to penicillin" in page


def test_the_page_itself_may_run_and_load_nothing(art, rosewood, client):
    fetched(art, "ALL", by=rosewood.marcus)
    people.signed_in(client, rosewood.marcus)

    response = client.get(address("ALL", art, page=True))

    policy = response["Content-Security-Policy"]
    assert set(policy.split("; ")) == {
        "default-src 'none'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox",
    }
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_a_page_is_held_for_minutes_and_forgotten(art, rosewood):
    fetched(art, "ALL", by=rosewood.marcus)
    later = timezone.now() + timedelta(minutes=10, seconds=1)

    with time_machine.travel(later, tick=False):
        assert pulling.read(art, SECTIONS["ALL"], by=rosewood.marcus).html is None
        services.forget_old_answers()

    assert GPSectionPull.objects.get().answer is None


def test_what_is_held_is_sealed_and_the_newest_only(art, rosewood):
    for _ in range(2):
        fetched(art, "ALL", by=rosewood.marcus)

    (held,) = GPSectionPull.objects.filter(answer__isnull=False)
    assert b"penicillin" not in bytes(held.answer)


def test_each_section_is_asked_for_once_at_a_time(art, rosewood):
    first = pulling.ask(art, SECTIONS["ALL"], by=rosewood.marcus)

    assert pulling.ask(art, SECTIONS["ALL"], by=rosewood.nora) == first
    assert pulling.ask(art, SECTIONS["MED"], by=rosewood.nora) != first


def test_a_section_that_another_worker_is_at_is_left_alone(art, rosewood):
    pull = pulling.ask(art, SECTIONS["ALL"], by=rosewood.marcus)
    GPSectionPull.objects.update(started_at=timezone.now())

    pulling.fetch(pull.pk, by=rosewood.marcus)

    seen = pulling.read(art, SECTIONS["ALL"], by=rosewood.marcus)
    assert seen.is_waiting
    assert seen.html is None


def test_one_that_was_broken_off_is_said_and_taken_over(art, rosewood):
    pull = pulling.ask(art, SECTIONS["ALL"], by=rosewood.marcus)
    GPSectionPull.objects.update(started_at=timezone.now() - queries.LEASE * 2)
    seen = pulling.read(art, SECTIONS["ALL"], by=rosewood.marcus)
    assert not seen.is_waiting
    assert "interrupted" in seen.sentence

    pulling.fetch(pull.pk, by=rosewood.marcus)

    assert pulling.read(art, SECTIONS["ALL"], by=rosewood.marcus).html
    outcomes = GPRecordAccess.objects.order_by("id").values_list("outcome", flat=True)
    assert list(outcomes) == ["INTERRUPTED", "OK"]


def test_one_that_somebody_took_over_is_theirs_to_close(art, rosewood):
    pull = pulling.ask(art, SECTIONS["ALL"], by=rosewood.marcus)
    pull.started_at = timezone.now()

    pulling._finish(pull, answer=b"{}", failure=None, by=rosewood.marcus)

    assert GPSectionPull.objects.get().finished_at is None


def test_a_period_is_asked_for_only_where_it_may_be(art, rosewood):
    a_year_ago = timezone.localdate() - pulling.A_YEAR
    assert (
        fetched(art, "MED", by=rosewood.nora, starts_on=a_year_ago).source.starts_on == a_year_ago
    )
    assert "Data items from" in fetched(art, "ENC", by=rosewood.nora, starts_on=a_year_ago).html

    assert fetched(art, "ALL", by=rosewood.nora, starts_on=a_year_ago).source.starts_on is None


def test_every_attempt_and_every_sight_is_on_record(art, rosewood, client):
    fetched(art, "ALL", by=rosewood.marcus)
    people.signed_in(client, rosewood.nora)

    client.get(address("ALL", art, page=True))

    asked, shown = GPRecordAccess.objects.order_by("id")
    assert (asked.kind, asked.name, asked.outcome) == ("asked", "Marcus Webb", "OK")
    assert asked.interaction.endswith("gpc.getcarerecord")
    assert (shown.kind, shown.name, shown.trace_id) == ("shown", rosewood.nora.name, asked.trace_id)
    acts = AuditEvent.objects.filter(person_id=art.pk, act=Act.GP_RECORD).values_list("outcome")
    assert [outcome for (outcome,) in acts.order_by("id")] == ["waiting", "succeeded"]


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("dissent", "NO_PATIENT_CONSENT"),
        ("deceased", "PDS_DECEASED"),
        ("sensitive", "PDS_SENSITIVE"),
        ("superseded", "PDS_SUPERSEDED"),
        ("wrong-person", "WRONG_PERSON"),
        ("one-digit-wrong", "WRONG_PERSON"),
        ("no-patient", "WRONG_PERSON"),
        ("truncated", "NOT_A_RECORD"),
        ("empty-body", "NOT_A_RECORD"),
        ("dropped", "BROKEN_OFF"),
        ("redirect", "REDIRECTED"),
        ("html-error", "BUSY"),
        ("bad-gateway", "GATEWAY_FAILED"),
        ("practice-not-enabled", "SDS_NOT_ENABLED"),
        ("access-denied", "ACCESS_DENIED"),
    ],
)
def test_the_same_rules_and_failures_as_for_the_record(simulator, rosewood, behaviour, code):
    person = known_to_us(BEHAVIOURS[behaviour], rosewood)

    seen = fetched(person, "ALL", by=rosewood.marcus)

    assert (seen.attempt.code, seen.html) == (code, None)
    assert seen.sentence.endswith(".")


def test_somebody_who_objects_is_neither_asked_for_nor_shown(art, rosewood):
    fetched(art, "ALL", by=rosewood.marcus)

    says(art, "refused", by=rosewood.marcus)

    seen = fetched(art, "ALL", by=rosewood.marcus)
    assert (seen.html, seen.attempt.code) == (None, "OBJECTION")
    assert "objects" in seen.sentence


def test_differing_demographics_are_named_on_the_page(simulator, rosewood, client):
    person = known_to_us(BEHAVIOURS["other-demographics"], rosewood)
    fetched(person, "ALL", by=rosewood.marcus)
    people.signed_in(client, rosewood.marcus)

    page = client.get(address("ALL", person, page=True)).content.decode()

    assert "describes this person differently" in page
    assert "family name: Gravesend in the GP record, Graves here" in page


def test_a_number_that_changed_since_hides_what_is_held(art, rosewood):
    fetched(art, "ALL", by=rosewood.marcus)
    records.revise_person(art.pk, replaces=1, nhs_number="9990000026", by=rosewood.marcus)
    art.refresh_from_db()

    assert pulling.read(art, SECTIONS["ALL"], by=rosewood.marcus).html is None


def test_the_banners_of_the_gp_system_are_kept(simulator, rosewood):
    transit = fetched(
        known_to_us(BEHAVIOURS["data-in-transit"], rosewood), "ALL", by=rosewood.marcus
    )

    assert '<div class="gptransfer-banner"><p>Patient record transfer' in transit.html


def test_asking_and_waiting_work_with_and_without_scripts(
    art, rosewood, client, eager, django_capture_on_commit_callbacks
):
    people.signed_in(client, rosewood.marcus)
    nothing = client.get(address("MED", art)).content.decode()
    assert "Ask the practice now" in nothing
    assert "Ask for the last 12 months only" in nothing
    assert "No page is held here now" in nothing

    with django_capture_on_commit_callbacks(execute=False):
        client.post(address("MED", art), {"since": "a_year_ago"})
    waiting = client.get(address("MED", art), headers={"HX-Request": "true"}).content.decode()
    assert "Asking the practice" in waiting
    assert "<h1>" not in waiting

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("MED", art))
    over = client.get(address("MED", art), headers={"HX-Request": "true"})
    assert over["HX-Refresh"] == "true"
    assert "Ask again now" in client.get(address("MED", art)).content.decode()


def test_nothing_of_it_is_compared_or_kept_as_a_record(art, rosewood):
    fetched(art, "ALL", by=rosewood.marcus)

    assert not GPRecordPull.objects.exists()
    assert str(GPSectionPull.objects.get()).startswith("GP section pull")
