"""The rules of GP Connect about who may ask, what is on record, and objections."""

import base64
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import services as accounts
from accounts.permissions import Role
from gpconnect import services
from gpconnect.models import GPRecordPull
from gpconnect.sections import pulling
from gpconnect.sections.catalogue import SECTIONS
from records import services as records
from records.models import Communication, InformedConsent
from tests import people
from tests.gpconnect.process import BEHAVIOURS, ORDINARY, known_to_us
from tests.gpconnect.test_rules import is_blocked, last_access, pulled
from tests.gpconnect.test_services import refresh
from tests.gpconnect.test_views import address, shown
from tests.records.pages import as_, said


def test_ig1_a_record_is_asked_for_direct_care_only(proxy, rosewood):
    """The token says direct care and names a person, never a system; our audit says the same."""
    person, _ = pulled(ORDINARY, rosewood)

    token = proxy[0][1]["Authorization"].split()[1].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    assert claims["reason_for_request"] == "directcare"
    assert claims["requesting_practitioner"]["id"] == str(rosewood.marcus.pk)
    assert last_access(person).authority.startswith("direct care: ")


def test_ig2_nobody_without_a_relationship_comes_in(proxy, rosewood, client):
    """Whoever has no post where the person is finds nothing, and the attempt is on record."""
    person = known_to_us(ORDINARY, rosewood)
    larkfield = accounts.add_location("Larkfield", "care_home", by=rosewood.system)
    lena = people.a_worker("lena", "Lena Frost", Role.MANAGER, larkfield, by=rosewood.system)

    answers = [
        people.signed_in(client, lena).get(address(name, person)).status_code
        for name in ("gp_record", "summary", "progress")
    ]

    assert answers == [404, 404, 404]
    assert proxy == []
    access = last_access(person)
    assert (access.actor, access.outcome) == (lena, "NO_LEGITIMATE_RELATIONSHIP")


def test_ig2_opening_a_record_from_outside_does_not_open_the_gp_record(proxy, rosewood, client):
    """A reason given at the door from outside opens seeing and recording, not the GP record."""
    person = known_to_us(ORDINARY, rosewood)
    larkfield = accounts.add_location("Larkfield", "care_home", by=rosewood.system)
    nell = people.a_worker("nell", "Nell Ash", Role.NURSE, larkfield, by=rosewood.system)
    ends = timezone.now() + timedelta(hours=4)
    records.open_from_outside(person, by=nell, cause="emergency", words="Fell", ends_at=ends)

    client = people.signed_in(client, nell)

    assert client.get(f"/people/{person.pk}/").status_code == 200
    assert client.get(address("gp_record", person)).status_code == 403
    assert proxy == []
    assert last_access(person).outcome == "ROLE_WITHOUT_ACCESS"


def test_ig2_a_role_without_access_comes_in_by_no_address(proxy, rosewood, client, ada):
    """A care worker opens none of the pages by address either, and the attempt is on record."""
    person = known_to_us(ORDINARY, rosewood)
    client = people.signed_in(client, ada)

    answers = {
        client.get(address("gp_record", person)).status_code,
        client.get(address("summary", person)).status_code,
        client.post(address("refresh", person)).status_code,
    }

    assert answers == {403}
    assert proxy == []
    assert (last_access(person).name, last_access(person).outcome) == (
        "Ada Lark",
        "ROLE_WITHOUT_ACCESS",
    )


@pytest.mark.parametrize("slug", ["problems", "encounters", "observations"])
def test_ig2_a_role_of_the_summary_view_reaches_no_full_section_by_address(
    proxy, rosewood, client, marcus, slug
):
    """Whoever sees a summary opens no section of the full view by address; a nurse does."""
    person = known_to_us(ORDINARY, rosewood)
    path = f"/people/{person.pk}/gp-record/sections/{slug}/"

    assert people.signed_in(client, marcus).get(path).status_code == 403
    assert last_access(person).outcome == "ROLE_WITHOUT_ACCESS"
    assert proxy == []
    assert people.signed_in(client, rosewood.nora).get(path).status_code == 200


def test_ig2_whoever_lost_their_post_since_asking_is_blocked(proxy, rosewood, client, marcus):
    """A question that waits when its asker's post ends is not sent."""
    person = known_to_us(ORDINARY, rosewood)
    services.ask_for_gp_record(person.pk, by=rosewood.sunil)
    post = rosewood.sunil.posts.get()
    accounts.end_post(post.pk, ended_on=timezone.localdate(), by=rosewood.system)

    pull = refresh(person, by=type(marcus).objects.get(pk=rosewood.sunil.pk))

    assert is_blocked(person, pull, "NO_ACCESS", proxy=proxy, client=client, marcus=marcus)


def test_ig10_an_access_is_on_record_with_what_was_sent(proxy, rosewood):
    """Every access has who, as what, for whom, on what authority, when, and the Ssp headers."""
    person, _ = pulled(ORDINARY, rosewood)

    access, (_, headers) = last_access(person), proxy[-1]
    assert (access.user_id, access.name) == (rosewood.marcus.pk, "Marcus Webb")
    assert (access.role, access.organisation_ods) == ("Registered manager", "X9A01")
    assert access.nhs_number == ORDINARY.nhs_number
    assert access.pk > 0
    assert [access.trace_id, access.from_asid, access.to_asid, access.interaction] == [
        headers[name] for name in ("Ssp-TraceID", "Ssp-From", "Ssp-To", "Ssp-InteractionID")
    ]


def test_ig10_an_auditor_reads_it_and_takes_it_along(simulator, rosewood, client):
    """Whoever audits reads every access and attempt, blocked ones too, and can take the list."""
    _, received = pulled(ORDINARY, rosewood)
    _, blocked = pulled(BEHAVIOURS["deceased"], rosewood)

    page = said(as_(rosewood.iris).get("/gp-records/accesses/"))

    assert received.trace_id in page
    assert blocked.code in page


def test_ig11_an_error_is_reported_to_the_practice(simulator, rosewood, client, marcus):
    """Staff report an error in the record to the practice, and our record keeps that they did."""
    person, pull = pulled(ORDINARY, rosewood)
    form = {"area": "Medication", "text": "The hospital stopped it", "medium": "telephone"}

    browser = people.signed_in(client, marcus)
    page = browser.get(f"/people/{person.pk}/gp-record/report/")
    answer = browser.post(f"/people/{person.pk}/gp-record/report/", form)

    assert pull.practice_name in page.content.decode()
    assert answer.status_code == 302
    assert "The hospital stopped it" in Communication.objects.get(person=person).text


def test_objection_a_local_objection_blocks_and_hides(proxy, rosewood, client, marcus):
    """What the person refused to us blocks the call and hides what is held (section 10)."""
    person, _ = pulled(ORDINARY, rosewood)
    proxy.clear()
    answer = {"concerns": "The GP record", "consent_status": "refused", "stated_by": "Themselves"}
    records.add(InformedConsent, person, by=marcus, is_about_gp_record=True, **answer)

    hidden = shown(client, marcus, person)
    pull = refresh(person, by=marcus)

    assert "Allergy to penicillin" not in hidden
    assert is_blocked(person, pull, "OBJECTION", proxy=proxy, client=client, marcus=marcus)


def test_objection_a_section_that_is_held_is_hidden_and_forgotten(proxy, rosewood, client, marcus):
    """The same of a section as the practice's system drew it: hidden at once, then forgotten."""
    person = known_to_us(ORDINARY, rosewood)
    held = pulling.ask(person, SECTIONS["ALL"], by=marcus)
    pulling.fetch(held.pk, by=marcus)
    answer = {"concerns": "The GP record", "consent_status": "refused", "stated_by": "Themselves"}
    records.add(InformedConsent, person, by=marcus, is_about_gp_record=True, **answer)

    page = people.signed_in(client, marcus).get(
        f"/people/{person.pk}/gp-record/sections/allergies/"
    )
    services.forget_old_answers()

    held.refresh_from_db()
    assert "This person objects to our seeing their GP record" in page.content.decode()
    assert held.retrieved_at
    assert held.answer is None


def test_objection_the_practice_s_own_dissent_takes_away_what_is_held(
    simulator, rosewood, client, marcus
):
    """Dissent that the practice holds is a refusal, and takes away what is held."""
    person, _ = pulled(ORDINARY, rosewood)
    dissenter = BEHAVIOURS["dissent"]
    held = GPRecordPull.objects.filter(person=person)
    records.revise_person(
        person.pk, replaces=1, nhs_number=dissenter.nhs_number, given_name=dissenter.given,
        family_name=dissenter.family, date_of_birth=dissenter.born_on, by=marcus,
    )  # fmt: skip

    pull = refresh(person, by=marcus)

    assert pull.code == "NO_PATIENT_CONSENT"
    assert not held.filter(answer__isnull=False).exists()
    assert "does not agree to their GP record being shared" in shown(client, marcus, person)
