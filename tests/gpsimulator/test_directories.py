"""Sections 13 and 14: PDS, SDS and the list of everyone."""

import re
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.patient import Patient

from gpsimulator.nhs_numbers import check_digit, is_valid
from tests.gpsimulator.asking import ART, ASIDS, INTERACTION, refused_with, root

ODS = "https://fhir.nhs.uk/Id/ods-organization-code"
INTERACTIONS = "https://fhir.nhs.uk/Id/nhsServiceInteractionId"
PARTY_KEYS = "https://fhir.nhs.uk/Id/nhsMhsPartyKey"


def test_pds_says_who_someone_is_and_which_practice_has_them(gp):
    found = gp.pds(ART).json()

    Patient.model_validate(found)
    assert found["id"] == ART
    assert found["name"][0] | {"id": "", "period": {}} == {
        "id": "",
        "use": "usual",
        "period": {},
        "prefix": ["Mr"],
        "given": ["Arthur"],
        "family": "Green",
    }
    assert (found["gender"], found["birthDate"]) == ("male", "1942-03-14")
    assert found["generalPractitioner"][0]["identifier"]["value"] == "Z99001"
    assert found["meta"]["security"][0]["code"] == "U"
    status = found["identifier"][0]["extension"][0]["valueCodeableConcept"]["coding"][0]
    assert (status["code"], status["display"]) == ("01", "Number present and verified")


def test_pds_and_the_gp_record_agree(gp):
    for line in gp.get("/people").json()["people"][:20]:
        traced = gp.pds(line["nhs_number"]).json()
        ods = traced["generalPractitioner"][0]["identifier"]["value"]
        patient = gp.ask(line["nhs_number"], ods=ods).json()["entry"]
        patient = next(e["resource"] for e in patient if e["resource"]["resourceType"] == "Patient")

        for element in ("gender", "birthDate"):
            assert traced[element] == patient[element]
        for part in ("family", "given", "prefix"):
            assert traced["name"][0][part] == patient["name"][0][part]
        assert traced["address"][0]["line"] == patient["address"][0]["line"]


def test_a_sensitive_person_has_no_address_and_no_practice(gp):
    found = gp.pds("9990010099").json()

    assert found["meta"]["security"][0]["code"] == "R"
    assert not found.keys() & {"address", "telecom", "generalPractitioner"}


def test_a_superseded_number_answers_with_the_number_that_replaced_it(gp):
    found = gp.pds("9990010102").json()

    assert found["id"] == "9990010412"
    assert gp.ask(found["id"]).status_code == 200


def test_a_deceased_person_has_a_date_of_death(gp):
    found = gp.pds("9990010080").json()

    Patient.model_validate(found)
    assert found["deceasedDateTime"].startswith("2026-06-11")


def test_an_unverified_number_says_so(gp):
    status = gp.pds("9990010366").json()["identifier"][0]["extension"][0]

    assert status["valueCodeableConcept"]["coding"][0]["code"] == "02"


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("9990010110", (404, "RESOURCE_NOT_FOUND")),
        ("9999999999", (404, "RESOURCE_NOT_FOUND")),
        ("9990000019", (400, "INVALID_RESOURCE_ID")),
        ("art", (400, "INVALID_RESOURCE_ID")),
    ],
)
def test_pds_refuses(gp, number, refusal):
    assert refused_with(gp.pds(number)) == refusal


@pytest.mark.parametrize("headers", [{}, {"X-Request-ID": "7"}])
def test_pds_needs_a_request_id(gp, headers):
    assert refused_with(gp.get(f"/pds/Patient/{ART}", **headers)) == (400, "MISSING_VALUE")


def ask_sds(gp, resource_type: str, *identifiers: str, ods: str = "Z99001"):
    query = [("organization", f"{ODS}|{ods}"), *(("identifier", one) for one in identifiers)]
    return gp.client.get(f"{gp.base}/sds/{resource_type}", params=query)


STRUCTURED = f"{INTERACTIONS}|{INTERACTION}"


@pytest.mark.parametrize("ods", ["Z99001", "Z99002", "Z99003"])
def test_sds_leads_to_the_practice_in_two_steps(gp, ods):
    devices = ask_sds(gp, "Device", STRUCTURED, ods=ods).json()
    Bundle.model_validate(devices)
    asid, party_key = (one["value"] for one in devices["entry"][0]["resource"]["identifier"])
    endpoints = ask_sds(gp, "Endpoint", STRUCTURED, f"{PARTY_KEYS}|{party_key}", ods=ods).json()
    Bundle.model_validate(endpoints)

    assert (devices["type"], devices["total"], endpoints["total"]) == ("searchset", 1, 1)
    assert asid == ASIDS[ods]
    assert endpoints["entry"][0]["resource"]["address"] == root(ods)


@pytest.mark.parametrize(
    ("ods", "identifiers"),
    [
        ("Z99006", [STRUCTURED]),  # not enabled
        ("Z98765", [STRUCTURED]),  # no such practice
        ("Z99001", [f"{INTERACTIONS}|urn:nhs:names:services:gpconnect:documents"]),
        ("Z99001", [STRUCTURED, f"{PARTY_KEYS}|Z99002-800001"]),
    ],
)
@pytest.mark.parametrize("resource_type", ["Device", "Endpoint"])
def test_sds_finds_nothing(gp, resource_type, ods, identifiers):
    found = ask_sds(gp, resource_type, *identifiers, ods=ods).json()

    assert (found["total"], found["entry"]) == (0, [])


def test_an_endpoint_may_have_no_address(gp):
    assert ask_sds(gp, "Device", STRUCTURED, ods="Z99007").json()["total"] == 1
    endpoint = ask_sds(gp, "Endpoint", STRUCTURED, ods="Z99007").json()["entry"][0]["resource"]
    assert "address" not in endpoint


@pytest.mark.parametrize(
    "path",
    [
        "/sds/Device",
        f"/sds/Device?organization={ODS}|Z99001",
        f"/sds/Endpoint?organization={ODS}|Z99001",
        f"/sds/Device?identifier={STRUCTURED}",
        f"/sds/Device?organization={ODS}|Z99001&identifier={PARTY_KEYS}|Z99001-800001",
    ],
)
def test_sds_needs_an_organisation_and_an_interaction(gp, path):
    assert refused_with(gp.get(path)) == (400, "MISSING_VALUE")


@pytest.mark.parametrize("path", ["/sds/Organization", "/pds/Practitioner/1", "/pds"])
def test_a_service_that_is_not_there_is_unsupported(gp, path):
    assert refused_with(gp.get(path)) == (400, "UNSUPPORTED_SERVICE")


def test_everyone_is_listed_with_a_valid_number_of_the_999_range(gp):
    people = gp.get("/people").json()["people"]

    assert all(is_valid(one["nhs_number"]) for one in people)
    assert all(one["nhs_number"].startswith("999") for one in people)
    assert len({one["nhs_number"] for one in people}) == len(people) >= 50
    assert people[0] == {
        "nhs_number": ART,
        "name": "Mr Arthur Green",
        "born_on": "1942-03-14",
        "practice": "Z99001",
    }
    behaviours = [one["behaviour"] for one in people if "behaviour" in one]
    assert len(set(behaviours)) == len(behaviours)
    assert all(re.fullmatch(r"[a-z-]+", one) for one in behaviours)


def test_the_page_of_documentation_names_every_behaviour_and_practice(gp):
    page = (Path(__file__).parents[2] / "docs" / "gp-simulator.md").read_text(encoding="utf-8")

    for one in gp.get("/people").json()["people"]:
        assert one["practice"] in page
        if "behaviour" in one:
            assert one["behaviour"] in page
            assert one["nhs_number"] in page


@pytest.mark.parametrize(
    ("nine", "digit"), [("999000001", "8"), ("943476591", "9"), ("999000014", None)]
)
def test_check_digits(nine, digit):
    assert check_digit(nine) == digit
