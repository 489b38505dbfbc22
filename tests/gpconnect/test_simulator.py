"""Whole attempts against the simulator, run as the process that the product ships."""

import json
from datetime import date

import httpx
import pytest

from gpconnect import presentation, queries, services
from gpconnect.errors import OTHERWISE, SENTENCES
from gpconnect.models import GPRecordPull
from gpsimulator.people import PEOPLE, Person
from tests import people
from tests.gpconnect.expectation import expected
from tests.gpconnect.process import BEHAVIOURS, point_at, pulled, running_simulator
from tests.gpconnect.published import example

BLOCKED, REFUSED, FAILED, SUCCEEDED = "blocked", "refused", "failed", "succeeded"
OUTCOMES = {
    "no-known-allergies": (SUCCEEDED, ""),
    "all-empty": (SUCCEEDED, ""),
    "data-in-transit": (SUCCEEDED, ""),
    "confidential-items": (SUCCEEDED, ""),
    "data-awaiting-filing": (SUCCEEDED, ""),
    "dissent": (REFUSED, "NO_PATIENT_CONSENT"),
    "deceased": (BLOCKED, "PDS_DECEASED"),
    "sensitive": (BLOCKED, "PDS_SENSITIVE"),
    "superseded": (BLOCKED, "PDS_SUPERSEDED"),
    "supersedes": (SUCCEEDED, ""),
    "unverified": (BLOCKED, "PDS_NOT_VERIFIED"),
    "not-found": (BLOCKED, "PDS_NOT_FOUND"),
    "no-record-found": (REFUSED, "NO_RECORD_FOUND"),
    "practice-not-enabled": (BLOCKED, "SDS_NOT_ENABLED"),
    "no-endpoint-address": (BLOCKED, "SDS_NO_ADDRESS"),
    "access-denied": (REFUSED, "ACCESS_DENIED"),
    "areas-disabled": (SUCCEEDED, ""),
    "older-provider": (SUCCEEDED, ""),
    "wrong-person": (REFUSED, "WRONG_PERSON"),
    "one-digit-wrong": (REFUSED, "WRONG_PERSON"),
    "no-patient": (REFUSED, "WRONG_PERSON"),
    "other-demographics": (SUCCEEDED, ""),
    "slow": (FAILED, "TIMED_OUT"),
    "dropped": (FAILED, "BROKEN_OFF"),
    "bad-gateway": (FAILED, "GATEWAY_FAILED"),
    "html-error": (FAILED, "BUSY"),
    "truncated": (REFUSED, "NOT_A_RECORD"),
    "empty-body": (REFUSED, "NOT_A_RECORD"),
    "redirect": (REFUSED, "REDIRECTED"),
    "server-error": (REFUSED, "INTERNAL_SERVER_ERROR"),
    "unknown-resources": (SUCCEEDED, ""),
    "script-text": (SUCCEEDED, ""),
    "dangling-references": (SUCCEEDED, ""),
    "duplicate-ids": (SUCCEEDED, ""),
    "long-dosage": (SUCCEEDED, ""),
    "ten-megabytes": (SUCCEEDED, ""),
    "other-trace-id": (SUCCEEDED, ""),
    "not-for-disclosure": (SUCCEEDED, ""),
    "future-dates": (SUCCEEDED, ""),
    "contradictory": (SUCCEEDED, ""),
    "error-bad-request": (REFUSED, "BAD_REQUEST"),
    "error-conflicting-values": (REFUSED, "CONFLICTING_VALUES"),
    "error-invalid-identifier-system": (REFUSED, "INVALID_IDENTIFIER_SYSTEM"),
    "error-invalid-identifier-value": (REFUSED, "INVALID_IDENTIFIER_VALUE"),
    "error-invalid-nhs-number": (REFUSED, "INVALID_NHS_NUMBER"),
    "error-invalid-patient-demographics": (REFUSED, "INVALID_PATIENT_DEMOGRAPHICS"),
    "error-no-organisation-consent": (REFUSED, "NO_ORGANISATION_CONSENT"),
    "error-no-relationship": (REFUSED, "NO_RELATIONSHIP"),
    "error-organisation-not-found": (REFUSED, "ORGANISATION_NOT_FOUND"),
    "error-practitioner-not-found": (REFUSED, "PRACTITIONER_NOT_FOUND"),
    "error-duplicate-rejected": (REFUSED, "DUPLICATE_REJECTED"),
    "error-invalid-resource": (REFUSED, "INVALID_RESOURCE"),
    "error-invalid-parameter": (REFUSED, "INVALID_PARAMETER"),
    "error-reference-not-found": (REFUSED, "REFERENCE_NOT_FOUND"),
    "error-not-implemented": (REFUSED, "NOT_IMPLEMENTED"),
    "proxy-endpoint-varies": (REFUSED, "SPINE_400"),
    "proxy-asid-check": (REFUSED, "SPINE_403"),
    "proxy-party-key-check": (REFUSED, "SPINE_403"),
    "proxy-first-of-type-check": (REFUSED, "SPINE_403"),
    "proxy-method-not-allowed": (REFUSED, "SPINE_405"),
    "proxy-unsupported-media-type": (REFUSED, "SPINE_415"),
    "wrong-content-type": (REFUSED, "NOT_FHIR"),
}


@pytest.fixture(scope="module")
def published_address():
    """The simulator pointed at the published records."""
    with running_simulator(example("full-records")) as address:
        yield address


def test_every_behaviour_has_an_expected_outcome():
    assert set(OUTCOMES) == set(BEHAVIOURS)


@pytest.mark.parametrize(("behaviour", "expected"), OUTCOMES.items())
def test_each_behaviour_comes_to_its_outcome(simulator, rosewood, settings, behaviour, expected):
    if behaviour == "slow":
        settings.GP_CONNECT_SECONDS = 0.5

    person, page = pulled(BEHAVIOURS[behaviour], rosewood)

    pull = page.attempt.pull
    assert (pull.outcome, pull.code) == expected
    assert (page.source is not None) == (expected[0] == SUCCEEDED)
    assert page.attempt.sentence == (SENTENCES.get(pull.code, OTHERWISE) if pull.code else "")
    assert GPRecordPull.objects.filter(person=person).count() == 1


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("data-in-transit", "Every area may be incomplete"),
        ("confidential-items", "Allergies and adverse reactions: some items are left out"),
        ("areas-disabled", "Not returned by the GP system: Problems"),
        ("older-provider", "Not returned by the GP system: Last three consultations"),
        ("unknown-resources", "could not be read"),
        ("duplicate-ids", "1 allergy on none of its lists"),
    ],
)
def test_what_is_missing_is_said_on_top(simulator, rosewood, behaviour, words):
    _, page = pulled(BEHAVIOURS[behaviour], rosewood)

    assert any(words in warning for warning in page.warnings)


def test_no_known_allergies_is_said_only_where_it_is_coded(simulator, rosewood):
    _, coded = pulled(BEHAVIOURS["no-known-allergies"], rosewood)
    _, empty = pulled(BEHAVIOURS["all-empty"], rosewood)

    said = dict(coded.summary)["Allergies"], dict(empty.summary)["Allergies"]
    assert "no known" in said[0].lower()
    assert said[1] == "No information available."


def test_withheld_allergies_are_never_none(simulator, rosewood):
    _, page = pulled(BEHAVIOURS["confidential-items"], rosewood)

    assert dict(page.summary)["Allergies"] == "No information available."


def test_differing_demographics_are_named(simulator, rosewood):
    _, page = pulled(BEHAVIOURS["other-demographics"], rosewood)

    assert [difference.partition(":")[0] for difference in page.differences] == [
        "family name",
        "date of birth",
    ]


def test_a_resident_of_every_supplier_is_read_whole(simulator, rosewood):
    ordinary = [person for person in PEOPLE.values() if not person.behaviour]
    for practice in sorted({person.practice for person in ordinary}):
        known = next(person for person in ordinary if person.practice == practice)

        _, page = pulled(known, rosewood)

        assert page.attempt.pull.outcome == SUCCEEDED
        assert page.differences == []
        assert [s.id for s in page.sections if s.unresolved] == []
        assert not any("could not be read" in warning for warning in page.warnings)


def test_a_folder_of_bundles_is_served_to_the_page(simulator, rosewood):
    person = people.a_person(
        rosewood.home,
        by=rosewood.marcus,
        given_name="Edith",
        family_name="Harrow",
        date_of_birth=date(1939, 2, 11),
        nhs_number="9990099995",
    )
    rosewood.provider.ods_code = "X9A01"
    rosewood.provider.save()

    services.refresh_gp_record(person.pk, by=rosewood.marcus)

    page = presentation.page(queries.gp_record_seen_by(rosewood.marcus, person))
    assert dict(page.summary)["Allergies"] == "Bee sting allergy"


def test_when_the_simulator_is_gone_the_attempt_says_so(simulator, rosewood, settings):
    settings.GP_CONNECT_PROXY_URL = "http://127.0.0.1:9"

    _, page = pulled(next(iter(PEOPLE.values())), rosewood)

    assert (page.attempt.pull.outcome, page.attempt.pull.code) == (FAILED, "UNREACHABLE")


@pytest.mark.parametrize(
    "name", ["emis_gainsford.json", "emis_meyers.json", "demonstrator_9690937472.json"]
)
def test_a_published_record_comes_to_the_page_as_it_is(published_address, settings, rosewood, name):
    point_at(published_address, settings)
    listing = httpx.get(f"{published_address}/people").json()["people"]
    served = next(each for each in listing if each.get("file") == name)
    known = Person(served["nhs_number"], "", "", "", "male", served["born_on"], "")

    _, page = pulled(known, rosewood)

    there = expected(json.loads(example(f"full-records/{name}").read_bytes()))
    for area in ("allergies", "medications", "immunisations"):
        (section,) = (each for each in page.sections if each.id == area)
        shown = [row.title for group in section.groups for row in group.rows]
        assert sorted(shown) == sorted(item["display"] for item in there["areas"][area]["items"])
