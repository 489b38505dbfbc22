"""The rules of GP Connect for a consumer, one test or more for each, against the real simulator.

Named by the rule's id in the requirements catalogue (v2.4, as our reference gives them); the first
line of each says the rule in our words. `docs/gp-connect-conformance.md` is made of them.
"""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from gpconnect.errors import SENTENCES
from gpconnect.models import GPRecordAccess, GPRecordPull, RegisterCheck
from gpconnect.sealing import unseal
from records import services as records
from records.models import Allergy
from tests.gpconnect.process import BEHAVIOURS, ORDINARY, known_to_us
from tests.gpconnect.spine import a_register_entry, reply
from tests.gpconnect.test_services import refresh
from tests.gpconnect.test_views import shown

NOBODY = "http://127.0.0.1:9"
BLOCKED = GPRecordPull.Outcome.BLOCKED


def last_access(person):
    return GPRecordAccess.objects.filter(person_id=person.pk).order_by("id").last()


def pulled(known, rosewood, **more):
    person = known_to_us(known, rosewood, **more)
    return person, refresh(person, by=rosewood.marcus)


def is_blocked(person, pull, code, *, proxy, client, marcus):
    """Nothing reached the proxy, the page says why, and the attempt is on record as blocked."""
    page = shown(client, marcus, person)
    access = last_access(person)
    return (
        (pull.outcome, pull.code, access.outcome) == (BLOCKED, code, code)
        and proxy == []
        and access.trace_id == ""
        and "<b>Not asked for.</b>" in page
        and SENTENCES[code].split(".")[0].replace("'", "&#x27;") in page
        and "No GP record is held here now." in page
    )


def test_core01_the_register_was_asked_within_a_day_or_nobody_is(
    simulator, proxy, settings, rosewood
):
    """The register (PDS) has been asked within 24 hours before a practice is, or none is asked."""
    person, first = pulled(ORDINARY, rosewood)
    settings.GP_CONNECT_PDS_URL = NOBODY

    within_the_day = refresh(person, by=rosewood.marcus)
    RegisterCheck.objects.update(checked_at=timezone.now() - timedelta(hours=24, minutes=1))
    asked_before = len(proxy)
    after_it = refresh(person, by=rosewood.marcus)

    assert (first.outcome, within_the_day.outcome) == ("succeeded", "succeeded")
    assert (after_it.outcome, after_it.code) == ("failed", "PDS_UNAVAILABLE")
    assert len(proxy) == asked_before
    assert last_access(person).outcome == "PDS_UNAVAILABLE"


def test_core02_a_number_that_is_not_verified_is_not_asked_for(proxy, rosewood, client, marcus):
    """The NHS number is verified: by birth date, or two parts of it and the names' beginnings."""
    person, pull = pulled(BEHAVIOURS["unverified"], rosewood)

    assert is_blocked(person, pull, "PDS_NOT_VERIFIED", proxy=proxy, client=client, marcus=marcus)


def test_core02_somebody_else_by_the_register_is_not_asked_for(proxy, rosewood, client, marcus):
    """A number whose entry is of somebody born on another day, of another name, is not theirs."""
    other = {"given_name": "Zeta", "family_name": "Yarrow", "date_of_birth": "1901-01-01"}
    person, pull = pulled(ORDINARY, rosewood, **other)

    assert is_blocked(person, pull, "PDS_NOT_VERIFIED", proxy=proxy, client=client, marcus=marcus)


def test_core02_what_differs_in_the_reply_is_named(simulator, rosewood, client, marcus):
    """Family and given name, gender, birth date, practice are compared; what differs is named."""
    person, _ = pulled(BEHAVIOURS["other-demographics"], rosewood)

    page = shown(client, marcus, person)

    assert "The GP record describes this person differently" in page
    assert "here</li>" in page
    assert "family name:" in page
    assert "date of birth:" in page


def test_core03_the_practice_of_the_register_is_asked(proxy, rosewood):
    """The practice that the register names is asked, whatever practice our own record names."""
    _, pull = pulled(ORDINARY, rosewood, gp_practice_code="Z99003")

    (path, headers), *_ = proxy
    assert ORDINARY.practice != "Z99003"
    assert pull.practice_ods == ORDINARY.practice
    assert f"/{ORDINARY.practice}/" in path
    assert headers["Ssp-To"] == pull.practice_asid


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        pytest.param("sensitive", "PDS_SENSITIVE", id="core04"),
        pytest.param("superseded", "PDS_SUPERSEDED", id="core05"),
        pytest.param("deceased", "PDS_DECEASED", id="core07"),
        pytest.param("not-found", "PDS_NOT_FOUND", id="core08"),
    ],
)
def test_core04_core05_core07_core08_what_the_register_says_stops_the_call(
    proxy, rosewood, client, marcus, behaviour, code
):
    """Sensitive, superseded, deceased, not found: the practice is not called, the reader told."""
    person, pull = pulled(BEHAVIOURS[behaviour], rosewood)

    assert is_blocked(person, pull, code, proxy=proxy, client=client, marcus=marcus)


def test_core05_the_current_number_is_asked_for_once_the_record_has_it(proxy, rosewood):
    """Once our record has the number that superseded the old one, that one is asked for."""
    person, _ = pulled(BEHAVIOURS["superseded"], rosewood)
    current = BEHAVIOURS["supersedes"].nhs_number
    records.revise_person(person.pk, replaces=1, nhs_number=current, by=rosewood.marcus)

    assert refresh(person, by=rosewood.marcus).outcome == "succeeded"


def test_core06_an_invalid_number_is_asked_of_nobody(proxy, rosewood, client, marcus):
    """An NHS number whose check digit is wrong goes neither to the register nor to a practice."""
    person, pull = pulled(ORDINARY, rosewood, nhs_number="9990000019")

    assert is_blocked(person, pull, "INVALID_NHS_NUMBER", proxy=proxy, client=client, marcus=marcus)
    assert pull.practice_ods == ""


def test_core09_a_business_flag_stops_nothing(spine, rosewood, edith, marcus):
    """A flag of the register that is no restriction stops nothing (its form is inferred)."""
    flag = {"url": "https://register.example/business-flag", "valueCode": "B"}
    spine.answers("Patient", reply(a_register_entry(extension=[flag])))

    assert refresh(edith, by=marcus).outcome == "succeeded"


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("data-in-transit", "Every area may be incomplete"),
        ("confidential-items", "Allergies and adverse reactions: some items are left out"),
        ("data-awaiting-filing", "Medication: the practice has received information"),
        ("areas-disabled", "Not returned by the GP system: Problems"),
        ("older-provider", "Not returned by the GP system: Last three consultations"),
        ("unknown-resources", "could not be read"),
    ],
)
def test_core13_every_warning_is_shown_and_names_what_it_is_about(
    simulator, rosewood, client, marcus, behaviour, words
):
    """Every warning is shown with the kind of data it is about; data in transit, about all."""
    person, _ = pulled(BEHAVIOURS[behaviour], rosewood)

    page = shown(client, marcus, person)

    assert page.index("Information is missing") < page.index(words) < page.index('id="allergies"')


@pytest.mark.parametrize(
    "behaviour",
    ["dissent", "access-denied", "no-record-found", "server-error", "bad-gateway", "truncated",
     "html-error", "wrong-person", "no-patient", "redirect", "empty-body", "dropped",
     "practice-not-enabled", "no-endpoint-address"],
)  # fmt: skip
def test_core13_every_error_is_shown(simulator, rosewood, client, marcus, behaviour):
    """Every error is a plain sentence on the page, its code is on record, and nothing is kept."""
    person, pull = pulled(BEHAVIOURS[behaviour], rosewood)

    page = shown(client, marcus, person)

    assert pull.outcome != "succeeded"
    assert pull.answer is None
    assert SENTENCES[pull.code].split(".")[0].replace("'", "&#x27;") in page
    assert last_access(person).outcome == pull.code


def test_str02_str03_the_source_and_the_time_are_shown(simulator, rosewood, client, marcus):
    """The page and the summary say that it is from the GP record, of which practice, and when."""
    person, pull = pulled(ORDINARY, rosewood)

    at = timezone.localtime(pull.retrieved_at)
    when = f"{at:%A} {at.day} {at:%B %Y}"
    page, summary = shown(client, marcus, person), shown(client, marcus, person, "summary")

    assert f"Information from the GP record at <b>{pull.practice_name}</b>" in page
    assert f"retrieved <b>{when} at {at:%H:%M}</b>" in page
    assert f"From the GP record at {pull.practice_name}, retrieved {when} at {at:%H:%M}" in summary


def test_str04_nothing_of_it_acts_by_itself(simulator, rosewood, client, marcus):
    """Nothing of a GP record enters ours, or any alert or decision, unless a person decides it."""
    person, _ = pulled(ORDINARY, rosewood)

    page = shown(client, marcus, person)

    assert 'id="allergies"' in page
    assert not Allergy.objects.filter(person=person).exists()
    person.refresh_from_db()
    assert (person.version, person.allergy_state) == (1, "not_asked")


def test_str05_what_is_kept_has_the_identifiers_of_the_practice(simulator, rosewood):
    """What is kept, is kept as received, with the practice's own identifier of every entry."""
    _, pull = pulled(ORDINARY, rosewood)

    kept = json.loads(unseal(bytes(pull.answer)))

    listed = [e["resource"] for e in kept["entry"] if e["resource"]["resourceType"] != "List"]
    clinical = [r for r in listed if r["resourceType"] in ("AllergyIntolerance", "Condition")]
    assert clinical
    assert all(resource["identifier"][0]["value"] for resource in clinical)


def test_all02_ended_allergies_are_clearly_apart(simulator, rosewood, client, marcus):
    """Ended allergies stand in a block of their own that says so, and never among the active."""
    person, _ = pulled(ORDINARY, rosewood)

    page, summary = shown(client, marcus, person), shown(client, marcus, person, "summary")

    active = page[page.index('<section id="allergies"') : page.index('<section id="medications"')]
    ended = page[page.index('<section id="ended-allergies"') :]
    assert "Allergy to penicillin" in active
    assert "Allergy to aspirin" not in active
    assert ended.index("no longer active") < ended.index("Allergy to aspirin")
    assert "aspirin" not in summary
