"""Whole attempts against the simulator, run as the process that the product ships."""

import json
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import date

import httpx
import pytest

from gpconnect import presentation, queries, services
from gpconnect.errors import SENTENCES, Unavailable
from gpconnect.models import GPRecordPull
from gpsimulator.people import PEOPLE, Person
from tests import people
from tests.gpconnect.answers import a_bundle, a_list, a_patient, an_allergy, as_bytes
from tests.gpconnect.expectation import expected
from tests.gpconnect.published import example

SEX = {"male": "1", "female": "2"}
BEHAVIOURS = {person.behaviour: person for person in PEOPLE.values() if person.behaviour}
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
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of bundles that somebody points the simulator at."""
    path = tmp_path_factory.mktemp("bundles")
    bundle = a_bundle(an_allergy(), a_list("allergies", "AllergyIntolerance/a1"),
                      patient=a_patient("9990099995"))  # fmt: skip
    (path / "edith.json").write_bytes(as_bytes(bundle))
    return path


@contextmanager
def running_simulator(folder):
    """The simulator as a process, serving its own people and a folder's; gives its address."""
    command = [sys.executable, "-m", "gpsimulator", "--port", "0", "--slow", "2"]
    command += ["--bundles", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            ready = next((line for line in process.stdout or () if "ready at" in line), "")
            yield ready.split("ready at ")[1].split()[0]
        finally:
            process.terminate()


def point_at(address, settings):
    settings.DEMONSTRATION = True
    settings.GP_CONNECT_PROXY_URL = address
    settings.GP_CONNECT_SDS_URL = f"{address}/sds"
    settings.GP_CONNECT_PDS_URL = f"{address}/pds"
    settings.GP_CONNECT_SECONDS = 10


@pytest.fixture(scope="module")
def simulator_address(folder):
    with running_simulator(folder) as address:
        yield address


@pytest.fixture
def simulator(simulator_address, settings):
    point_at(simulator_address, settings)


@pytest.fixture(scope="module")
def published_address():
    """The simulator pointed at the published records."""
    with running_simulator(example("full-records")) as address:
        yield address


def known_to_us(known, rosewood):
    """Somebody whom the simulator knows, as one of our people."""
    rosewood.provider.ods_code = "X9A01"
    rosewood.provider.save()
    return people.a_person(
        rosewood.home,
        by=rosewood.marcus,
        given_name=known.given,
        family_name=known.family,
        date_of_birth=date.fromisoformat(known.born_on),
        nhs_number=known.nhs_number,
        sex=SEX[known.gender],
    )


def pulled(known, rosewood):
    """A person and the page of their record after one attempt."""
    person = known_to_us(known, rosewood)
    with suppress(Unavailable):
        services.refresh_gp_record(person.pk, by=rosewood.marcus)
    return person, presentation.page(queries.gp_record_seen_by(rosewood.nora, person))


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
    assert page.attempt.sentence == SENTENCES.get(pull.code, "")
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
